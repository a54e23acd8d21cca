"""A table as one cohort comes to what the decisions on that cohort come to: generated policies, and the real ones."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from itertools import permutations
from typing import Any

import attrs
import numpy as np
import pytest

import ipdsl
from ipdsl.batch import compared, evaluate
from ipdsl.batch.kernel.program import ColumnCode
from ipdsl.batch.result import TableResult
from ipdsl.decision.cohort import ReachedCaps
from ipdsl.facts.reader import read_facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.runtime.compiled_policy import evaluate_cohort
from tests.properties.pipeline import Compiled, compile_texts
from tests.properties.trial import ledger_of
from tests.support.batch import drawn_lists
from tests.support.batch.cohorts import as_table, check_cohort_case, generated_cohorts
from tests.support.batch.column_code import column_code
from tests.support.batch.drawn_cohorts import HEAD, VOCABULARY, drawn_cohort, drawn_policy
from tests.support.batch.groups import GROUP, with_projects, with_works
from tests.support.batch.law import Counts, check_case
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

POLICIES = int(os.environ.get("COLUMNS_COHORTS", "24"))
APPLICANTS = 8
SEED = int(os.environ.get("COLUMNS_SEED", "11"))
PARTS = 3
"""The policies are checked in so many tests, so that several processes share them."""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_a_table_as_one_cohort_comes_to_the_decisions_of_the_cohort(part: int) -> None:
    counts = Counts()
    for number, made, facts in generated_cohorts(SEED + part, POLICIES // PARTS, APPLICANTS):
        found = check_cohort_case(made, facts, lambda _, made=made: column_code(made), counts)
        assert not found, f"{SEED + part}:{number}: {found[:3]}\n{made.text}"
    assert counts["claims"] > POLICIES, counts
    assert counts["refused"] < POLICIES // PARTS // 2, counts


# ---------------------------------------------------------------------------------------------- shared rooms

BEST_FIRST = f"""{HEAD}article 1 "1"
  award 10% of amount to enterprise, branch when grant granted
    as shares
  limit 1 item per applicant per year best first
  pay highest per family per applicant per year
  cap 60000 per head_office per year across applicants
"""
RANKS_AND_A_ROOM = f"""{drawn_lists.HEAD}article 1 "1"
  award 10% of amount once to enterprise, branch when project chosen
    as room
  cap 15000 per head_office per year across applicants

article 2 "2"
  award by rank of works per year among enterprise
    as ranks
    1: 50000
    2: 30000
    ties share the rank
  limit 1 item per applicant
"""
DRAWN = int(os.environ.get("COLUMNS_DRAWN", "40"))


def drawn_case(number: int, odd: float, size: int = 12) -> tuple[Compiled, list[dict[str, Any]], ColumnCode]:
    """A policy with caps across applicants, a cohort under it, and its program over columns."""
    r = random.Random(f"{SEED}:{number}")
    made = drawn_policy(r)
    return made, drawn_cohort(r, made, size, odd=odd), column_code(made)


@pytest.mark.slow
@pytest.mark.parametrize("odd", [0.0, 0.15])
def test_rooms_that_applicants_share_are_filled_as_the_cohort_fills_them(odd: float) -> None:
    counts = Counts()
    for number in range(DRAWN):
        made, facts, code = drawn_case(number, odd)
        year = (None, 2021, 2022, 2023)[number % 4]
        found = check_cohort_case(made, facts, lambda _, code=code: code, counts, year=year)
        assert not found, f"{SEED}:{number} {year}: {found[:3]}\n{made.text}"
    assert counts["columns"] > DRAWN * 4, counts
    assert counts["shared"] > DRAWN * odd, counts


def test_many_who_share_a_room_are_put_in_order_by_sums_as_few_are() -> None:
    """In wide steps as in narrow ones: a sort that is not stable, or forgets one, changes who is best."""
    made = compile_texts(BEST_FIRST, VOCABULARY, "shares")
    facts = drawn_cohort(random.Random("best"), made, 120, odd=0)
    code, counts = column_code(made), Counts()
    assert not check_cohort_case(made, facts, lambda _: code, counts)
    assert counts["columns"] > 100, counts


@pytest.mark.slow
def test_the_size_of_chunks_is_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        made, facts, code = drawn_case(number, 0.1)
        monkeypatch.setattr(evaluate, "ROWS_AT_ONCE", 1 + number % 5)
        found = check_cohort_case(made, facts, lambda _, code=code: code, Counts())
        assert not found, f"{SEED}:{number}: {found[:3]}\n{made.text}"


@pytest.mark.slow
def test_who_looks_across_is_left_to_decisions_where_each_is_settled_alone() -> None:
    counts = Counts()
    for number in range(10):
        made, facts, code = drawn_case(number, 0.1)
        found = check_case(made, facts, lambda _, code=code: code, counts)
        assert not found, f"{SEED}:{number}: {found[:3]}\n{made.text}"
    assert counts["not carried"], counts


OF_ROOMS = ["the order between applicants", "a room that is not shared", "a room of decisions"]


@pytest.mark.slow
@pytest.mark.parametrize("fault", OF_ROOMS)
def test_a_fault_between_applicants_breaks_the_law(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    cases = [drawn_case(number, 0.3) for number in range(15)]
    match fault:
        case "the order between applicants":
            wrong = compared.text_ranks
            monkeypatch.setattr(compared, "text_ranks", lambda texts: -wrong(texts) + len(texts))
        case "a room that is not shared":
            monkeypatch.setattr(compared.JointSettlement, "_binds", lambda _, group, *__: np.zeros(len(group), bool))
        case _:
            monkeypatch.setattr(compared, "caps_reached", lambda *_: ReachedCaps(frozenset(), frozenset()))
    assert any(check_cohort_case(made, facts, lambda _, code=code: code, Counts()) for made, facts, code in cases)


# ---------------------------------------------------------------------------------------------- ranks and quotas


def listed_case(number: int, odd: float, size: int = 12) -> tuple[Compiled, list[dict[str, Any]], ColumnCode]:
    """A policy with ranks and quotas, a cohort under it, and its program over columns."""
    r = random.Random(f"lists:{SEED}:{number}")
    made = drawn_lists.drawn_policy(r)
    return made, drawn_lists.drawn_cohort(r, made, size, odd=odd), column_code(made)


@pytest.mark.slow
@pytest.mark.parametrize("odd", [0.0, 0.25])
def test_ranks_and_selections_are_those_of_the_cohort(odd: float) -> None:
    counts = Counts()
    for number in range(DRAWN):
        made, facts, code = listed_case(number, odd)
        year = (None, 2022)[number % 4 == 3]
        found = check_cohort_case(made, facts, lambda _, code=code: code, counts, year=year)
        assert not found, f"{SEED}:{number}: {found[:3]}\n{made.text}"
    assert counts["columns"] > DRAWN * 5, counts
    assert counts["not stated"] > DRAWN * odd, counts


def test_ranks_of_several_years_take_a_place_each_beside_a_room_that_is_shared() -> None:
    made = compile_texts(RANKS_AND_A_ROOM, drawn_lists.VOCABULARY, "lists")
    code, counts = column_code(made), Counts()
    for number in range(6):
        facts = drawn_lists.drawn_cohort(random.Random(f"places:{number}"), made, 12, odd=0)
        found = check_cohort_case(made, facts, lambda _: code, counts)
        assert not found, f"{number}: {found[:3]}"
    assert counts["columns"] > 50, counts


@pytest.mark.slow
def test_ranks_and_selections_are_the_same_in_chunks_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        made, facts, code = listed_case(number, 0.15)
        monkeypatch.setattr(evaluate, "ROWS_AT_ONCE", 1 + number % 5)
        found = check_cohort_case(made, facts, lambda _, code=code: code, Counts())
        assert not found, f"{SEED}:{number}: {found[:3]}\n{made.text}"


@pytest.mark.slow
def test_who_is_ranked_or_selected_is_left_to_decisions_where_each_is_settled_alone() -> None:
    counts = Counts()
    for number in range(12):
        made, facts, code = listed_case(number, 0.15)
        found = check_case(made, facts, lambda _, code=code: code, counts)
        assert not found, f"{SEED}:{number}: {found[:3]}\n{made.text}"
    assert counts["not carried"], counts


FAULTS = ("equals out of order", "ranks twice as far", "a place more", "who is settled elsewhere does not count")


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_ranks_or_selections_breaks_the_law(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    cases = [listed_case(number, 0.3) for number in range(15)]
    match fault:
        case "equals out of order":
            wrong = compared.text_ranks
            monkeypatch.setattr(compared, "text_ranks", lambda texts: -wrong(texts))
        case "ranks twice as far":
            right = compared.ColumnMembers.places
            monkeypatch.setattr(compared.ColumnMembers, "places", lambda *given: np.maximum(right(*given), 0) * 2)
        case "a place more":
            monkeypatch.setattr(
                compared.ColumnMembers, "excluded_claims", lambda _, __, ___, claims: np.zeros(len(claims.who), bool)
            )
        case _:
            monkeypatch.setattr(
                compared, "evaluate_cohort", lambda *given, external_members, **more: evaluate_cohort(*given, **more)
            )
    assert any(_differs(*case) for case in cases)


def _differs(made: Compiled, facts: list[dict[str, Any]], code: ColumnCode) -> bool:
    try:
        return bool(check_cohort_case(made, facts, lambda _: code, Counts()))
    except FactsError:  # nobody is left to be a cohort
        return True


# ---------------------------------------------------------------------------------------------- the real policies


def paid(result: TableResult) -> dict[str, int]:
    return dict(zip(result.applicants["applicant"].to_pylist(), result.applicants["due"].to_pylist(), strict=True))


@pytest.mark.parametrize("order", sampled(map(pytest.param, permutations(range(3))), 3, others="broad"))
def test_an_agency_and_its_branch_fill_one_cap_in_a_table_of_any_order(order: tuple[int, ...]) -> None:
    policy = ipdsl.load("qingyuan_2018")
    table = nested_table(policy.program, [GROUP[at] for at in order])
    result = policy.evaluate_table(table, as_of=None, claims=True, cohort=True)
    assert paid(result) == {"beijiang-ip": 50_000, "qingjiang-ip": 0, "qingjiang-ip-yingde": 2_050_000}
    assert result.claims is not None
    cut = {one["item"]: one["cut_by"] for one in result.claims.to_pylist() if one["cut_by"]}
    assert cut == dict.fromkeys(("ZL201810000001.1", "ZL201820000003.3"), "2.grants cap per head_office per year")


def test_without_the_cohort_a_claim_under_a_shared_cap_pays_nothing_yet() -> None:
    policy = ipdsl.load("qingyuan_2018")
    result = policy.evaluate_table(nested_table(policy.program, GROUP), as_of=None)
    assert paid(result) == {"beijiang-ip": 50_000, "qingjiang-ip": 0, "qingjiang-ip-yingde": 2_000_000}
    assert result.applicants["most"].to_pylist()[0] == 50_000


def test_the_places_of_quanzhou_are_those_of_the_whole_table() -> None:
    policy = ipdsl.load("quanzhou_2021")
    firms = [with_works(name, number) for name, number in (("D", 60), ("A", 90), ("C", 70), ("B", 70))]
    result = policy.evaluate_table(nested_table(policy.program, firms), as_of=None, cohort=True)
    assert paid(result) == {"A": 5_000_000, "B": 3_000_000, "C": 3_000_000, "D": 0}


def test_more_projects_than_the_quota_of_quanzhou_are_a_fault_of_the_whole_table() -> None:
    policy = ipdsl.load("quanzhou_2021")
    table = nested_table(policy.program, [with_projects("F", "P1"), with_projects("G", "P2", "P3", "P4")])
    with pytest.raises(FactsError) as broken:
        policy.evaluate_table(table, as_of=None, cohort=True)
    assert [found.code for found in broken.value.report] == ["R083"]
    assert policy.evaluate_table(table, as_of=None).is_whole, "each by itself is within its places"


def test_fewer_projects_than_the_quota_of_quanzhou_asks_for_are_told() -> None:
    policy = ipdsl.load("quanzhou_2021")
    result = policy.evaluate_table(nested_table(policy.program, [with_projects("F", "P1")]), as_of=None, cohort=True)
    assert result.notes == ("quota 2 to 3 navigation_projects per year: 1 selected (2022), fewer than 2",)
    assert paid(result) == {"F": 20_000_000}


# ---------------------------------------------------------------------------------------------- lines of failed rows


def unlike_without_failed(case: tuple[Compiled, list[dict[str, Any]], ColumnCode], counts: Counts) -> list[str]:
    """The differences between a table in which some rows have lines and fail, and the decisions on the others.

    The lines count for the decisions as those of applicants outside the cohort.
    """
    made, drawn, code = case
    facts = [one for one in drawn if not one.get("history")]
    read = [read_facts(one, made.program) for one in facts]
    try:
        paid = evaluate_cohort(made.program, made.code, read[:FAILED]).decisions
    except FactsError:  # published ranks that contradict each other
        return []
    lines = [ledger_of(decision) for decision in paid]
    with_lines = [{**one, "history": held} for one, held in zip(facts, lines, strict=False)]
    failed = [{**one, "applicant": {**one["applicant"], "kinds": ["nobody"]}} for one in with_lines]
    others = tuple(line for one in with_lines for line in read_facts(one, made.program).history or ())
    rest = [attrs.evolve(one, others=others) for one in read[FAILED:]]
    try:
        wanted = evaluate_cohort(made.program, made.code, rest).decisions
    except FactsError as refused:
        wanted = " ".join(sorted({one.code for one in refused.report}))
    result = as_table(made, [*failed, *facts[FAILED:]], lambda _: code)
    if isinstance(wanted, str) or isinstance(result, str):
        counts["refused"] += 1
        return [] if wanted == result else [f"refused for {result}, as decisions {wanted}"]
    assert result.applicants["status"].to_pylist().count("failed") == len(failed)
    rows = result.applicants.to_pylist()[FAILED:]
    counts.update(row["way"] for row in rows)
    sums = [(row["due"], row["most"]) for row in rows]
    dues = [(one.due.low.minor, None if one.due.high is None else one.due.high.minor) for one in wanted]
    return [f"{row}, as decision {due}" for row, sum_, due in zip(rows, sums, dues, strict=True) if sum_ != due]


FAILED = 3
OF_FAILED: list[Callable[[int, float], tuple[Compiled, list[dict[str, Any]], ColumnCode]]] = [drawn_case, listed_case]


@pytest.mark.broad
@pytest.mark.parametrize("drawn", OF_FAILED)
def test_lines_of_rows_that_fail_count_for_the_others(drawn: Any) -> None:
    counts = Counts()
    for number in range(12):
        found = unlike_without_failed(drawn(number, 0.1), counts)
        assert not found, f"{SEED}:{number}: {found[:3]}"
    assert counts["columns"] > 12, "columns settle whom the lines do not concern"
    assert counts["refused"] < 4, counts


@pytest.mark.broad
@pytest.mark.parametrize("fault", sampled(["caps", "places", "lines"], 3, others="broad"))
def test_lines_of_rows_that_fail_and_are_forgotten_break_the_law(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = listed_case if fault == "places" else drawn_case
    cases = [drawn(number, 0) for number in range(12)]
    match fault:
        case "caps":
            monkeypatch.setattr(compared, "caps_used", lambda *_: ReachedCaps(frozenset(), frozenset()))
        case "places":
            true = compared.ColumnMembers.compare
            monkeypatch.setattr(
                compared.ColumnMembers, "compare", lambda self, code, facts, _: true(self, code, facts, ())
            )
        case _:
            monkeypatch.setattr(compared.JointSettlement, "read_lines", lambda *_: None)
    assert any(unlike_without_failed(case, Counts()) for case in cases)
