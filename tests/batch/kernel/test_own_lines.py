"""Prior payments of the policy itself over columns: their events are not settled again, and every rule counts them."""

from __future__ import annotations

import datetime
import os
import random
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.evaluate import Options, TablePolicy
from ipdsl.batch.kernel import payments
from ipdsl.batch.kernel.tables import no_prior_lines
from ipdsl.batch.readers.lines import PriorLineReader
from ipdsl.batch.result import TableResult
from ipdsl.decision.decision import Decision, Request
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ledger.lines import RESETTLED_WORDS
from ipdsl.report.decision_json import ledger_to_json
from ipdsl.runtime.compiled_policy import evaluate_eagerly as decide
from tests.properties.pipeline import Compiled
from tests.support.batch.cities import CITIES, ENGINE, decided, drawn, policy_of, series_of
from tests.support.batch.column_code import column_code, is_broken
from tests.support.batch.histories import unlike_lines, with_history
from tests.support.batch.law import Counts, check_case, differences, generated_case
from tests.support.batch.own_lines import with_own_lines
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

POLICIES = int(os.environ.get("OWN_LINES_POLICIES", "60"))
FACTS = int(os.environ.get("OWN_LINES_FACTS", "8"))
SEED = int(os.environ.get("OWN_LINES_SEED", "21"))
FIRMS = int(os.environ.get("OWN_LINES_FIRMS", "80"))
PARTS = 4
MOST_POLICIES = 3 * POLICIES
"""Columns settle few applicants of some policies: a test then checks further policies up to this number."""
Row = dict[str, Any]

# ---------------------------------------------------------------------------------------------- the law


def case_of(seed: int, place: int, facts: int) -> tuple[Compiled, list[Row]]:
    """A generated policy, with the applicants that have ledger lines of this policy."""
    made, every = generated_case(seed, place, facts)
    name = made.program.name
    found = with_own_lines(made, every, random.Random(f"{seed}:{place}"))
    return made, [one for one in found if any(line.get("policy", name) in ("", name) for line in one["history"])]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_applicants_with_lines_of_the_policy_come_to_what_each_comes_to_by_itself(part: int) -> None:
    counts, least = Counts(), POLICIES * FACTS / PARTS / 30
    for place in range(part, MOST_POLICIES, PARTS):
        if place >= POLICIES and counts["columns"] >= least:
            break
        made, facts = case_of(SEED, place, FACTS)
        if facts:
            found = check_case(made, facts, lambda _, made=made: column_code(made), counts)
            assert not found, f"{SEED}:{place}: {found[:3]}\n{made.text}"
    assert counts["columns"] >= least, counts


@cache
def cases_that_are_carried(many: int) -> list[tuple[Compiled, list[Row]]]:
    """Generated cases in which some applicants with own lines are settled over columns.

    Columns settle no applicant with a line whose event is settled again, so these lines are left out.
    """
    found: list[tuple[Compiled, list[Row]]] = []
    place = 0
    while len(found) < many:
        made, stated = case_of(SEED + 1, place, 6)
        facts = [
            {**one, "history": [line for line in one["history"] if line.get("outcome") not in RESETTLED_WORDS]}
            for one in stated
        ]
        place += 1
        counts = Counts()
        is_equal = bool(facts) and not check_case(made, facts, lambda _, made=made: column_code(made), counts)
        if is_equal and counts["columns"]:
            found.append((made, facts))
    return found


def without_links(*given: Any) -> None:
    """No rule recalls anything."""


READ = PriorLineReader.prior_lines


def forgotten(lines: PriorLineReader, codes: Sequence[Any], arrays: Mapping[str, Any]) -> Any:
    """No line of a chunk, in place of its own."""
    READ(lines, codes, arrays)
    return no_prior_lines(lines.chunk.number)


def without_carried(lines: PriorLineReader, codes: Sequence[Any], arrays: Mapping[str, Any]) -> Any:
    """The lines of a chunk, without carried money."""
    found = READ(lines, codes, arrays)
    return found if found is None else found._replace(carried=found.carried * 0)


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["a line forgotten", "an event settled again"])
def test_a_fault_in_own_lines_breaks_the_law(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    cases = cases_that_are_carried(12)
    match fault:
        case "a line forgotten":
            monkeypatch.setattr(PriorLineReader, "prior_lines", forgotten)
        case _:
            monkeypatch.setattr(payments, "is_settled", lambda *_: 0)
    assert is_broken(cases)


# ---------------------------------------------------------------------------------------------- cities


FIRST_RUN = {"foshan": "2021-06-30", "qingyuan": "2019-06-30"}
"""The day of the first run, if it is not the end of 2022."""

MOST_BY_THEMSELVES = 0.01
"""The share of firms with own lines that may be settled one by one. Firms with open facts are not counted."""


def run_of(name: str, table: pa.Table, day: str) -> TableResult:
    """The result of a table of firms on a day, with its ledger."""
    policy = policy_of(CITIES[name].page)
    as_of, published = datetime.date.fromisoformat(day), series_of(name)
    options = Options(as_of=as_of, claims=True, published=published, engine=ENGINE, ledger=True)
    return TablePolicy(policy.code, policy.column_code).settle(table, options)


def by_itself(name: str, one: Row, history: list[Row], day: str) -> Decision:
    """The decision of a firm on a day with these lines."""
    return decided(policy_of(CITIES[name].page), {**one, "history": history, "as_of": day}, series_of(name))


@cache
def two_runs(name: str) -> tuple[list[Row], pa.Table, str, list[list[Row]], list[Decision]]:
    """Firms, their table with the ledger of a first run, the day of the second; and what each firm has by itself: the
    lines of the first run, and the decision of the second.
    """
    policy = policy_of(CITIES[name].page)
    every, first_day = drawn(name, CITIES[name].seed, FIRMS), FIRST_RUN.get(name, "2022-12-31")
    second_day = max(str(one.get("as_of") or "2025-12-31") for one in every)
    table = nested_table(policy.code.program, [{part: one[part] for part in one if part != "as_of"} for one in every])
    first = run_of(name, table, first_day)
    alone = [by_itself(name, one, one.get("history") or [], first_day) for one in every]
    histories = [ledger_to_json(one.ledger) for one in alone]
    again = [by_itself(name, one, lines, second_day) for one, lines in zip(every, histories, strict=True)]
    return every, with_history(table, first.ledger), second_day, histories, again


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(CITIES, 5))
def test_the_ledger_of_one_year_is_the_history_of_the_next_over_columns(name: str) -> None:
    code = policy_of(CITIES[name].page).code
    every, table, day, histories, again = two_runs(name)
    second = run_of(name, table, day)
    assert not [*differences(second, every, again, Counts())][:3]
    own = [any(line["policy"] == code.program.name for line in lines) for lines in histories]
    ways = second.applicants["way"].to_pylist()
    apart = [way for way, has_own in zip(ways, own, strict=True) if has_own and way not in ("columns", "not stated")]
    assert sum(own) > FIRMS / 2
    assert len(apart) <= MOST_BY_THEMSELVES * FIRMS, apart
    assert any(one.due.low.minor for one in again)
    assert not [*unlike_lines(code, second.ledger, every, again)]


@pytest.mark.slow
@pytest.mark.parametrize("year", [2022, 2024])
def test_one_year_that_is_reported_is_told_as_it_stands_at_its_end(year: int) -> None:
    every, table, day, histories, _ = two_runs("dongyang")
    policy = policy_of("dongyang_2021")
    as_of, published = datetime.date.fromisoformat(day), series_of("dongyang")
    options = Options(as_of=as_of, claims=True, published=published, engine=ENGINE, year=year, ledger=True)
    found = TablePolicy(policy.code, policy.column_code).settle(table, options)
    alone = [
        settled_in_year(policy, {**one, "history": lines, "as_of": day}, year)
        for one, lines in zip(every, histories, strict=True)
    ]
    assert not [*differences(found, every, alone, Counts())][:3]
    assert not [*unlike_lines(policy.code, found.ledger, every, alone)]


def settled_in_year(policy: ipdsl.Policy, stated: Row, year: int) -> Decision:
    """The decision about a firm, reported for one year."""
    program = policy.code.program
    return decide(program, policy.code, read_facts_with_series(stated, program, series_of("dongyang")), Request(year))


@pytest.mark.broad
def test_money_forgotten_that_an_earlier_run_carried_shows_in_drawn_firms(monkeypatch: pytest.MonkeyPatch) -> None:
    every, table, day, _, again = two_runs("dongyang")
    monkeypatch.setattr(PriorLineReader, "prior_lines", without_carried)
    assert [*differences(run_of("dongyang", table, day), every, again, Counts())]


# ---------------------------------------------------------------------------------------------- by hand

PAGE = """
policy prizes "Prizes"
  document "Doc 2"
  effective 2021-01-01 to 2026-12-31
  currency CNY
  use ip
  same matter of patent_prize is patent

article 1 "Prizes"
  award by level to enterprise when patent_prize won
    national: 50000
    provincial: 20000
  RULES
"""

ITEM = "P1 / provincial / gold"
LABEL = "1.patent_prize.won"


def prize(patent: str, level: str, day: str) -> Row:
    """A prize."""
    return {
        "patent": patent, "level": level, "prize": "gold", "project": "J", "for_design": False,
        "implemented_here": True, "won_on": day,
    }  # fmt: skip


def line(item: str, due: int, year: int = 2021, **parts: Any) -> Row:
    """A short line of the policy."""
    return {"clause": LABEL, "item": item, "year": year, "due": {str(year): due}, **parts}


def settled(rules: str, *lines: Row, level: str = "provincial") -> tuple[str, int]:
    """How a firm with a prize of P1 in 2022 and these lines is settled, and its amount due in yuan."""
    policy = ipdsl.load_text(PAGE.replace("RULES", rules))
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"patent_prize": [prize("P1", level, "2022-05-01")]}, "history": [*lines],
    }  # fmt: skip
    result = policy.evaluate_table(nested_table(policy.code.program, [facts]), as_of="2023-12-31", claims=True)
    if result.errors.num_rows:
        return result.errors["code"][0].as_py(), 0
    assert not [*differences(result, [facts], [policy.evaluate({**facts, "as_of": "2023-12-31"})], Counts())]
    [row] = result.applicants.to_pylist()
    return row["way"], row["due"] // 100


OTHER = "P2 / national / gold"


@pytest.mark.parametrize(
    ("rules", "lines", "due"),
    sampled(
        [
            ("", [line(ITEM, 20_000, 2022)], 0),  # its own event
            ("", [line(ITEM, 20_000)], 20_000),  # the event of another year
            ("cap 60000 per enterprise", [line(OTHER, 50_000)], 10_000),
            ("cap 60000 per enterprise per year", [line(OTHER, 50_000)], 20_000),
            ("cap 60000 per enterprise per year", [line(OTHER, 50_000, 2022)], 10_000),
            ("limit 1 items per enterprise", [line(OTHER, 50_000)], 0),
            ("limit 2 items per enterprise", [line(OTHER, 50_000)], 20_000),
            ("limit 1 items per enterprise", [line(OTHER, 0)], 20_000),  # nothing was admitted
            ("top up per matter", [line("P1 / national / gold", 15_000, kind="patent_prize", level="national")], 5_000),
            ("no repeat per matter", [line("P1 / national / gold", 15_000)], 0),
            ("no repeat per matter", [line("P1 / national / gold", 15_000, 2022)], 5_000),
            ("pay highest per enterprise per year", [line(OTHER, 15_000, 2022)], 5_000),
        ],
        3,
        others="broad",
    ),
)
def test_what_the_policy_paid_before_counts_for_every_rule(rules: str, lines: list[Row], due: int) -> None:
    assert settled(rules, *lines) == ("columns", due)


def test_what_was_used_up_once_is_not_paid_again() -> None:
    page = PAGE.replace("award by level to", "award by level once per patent to").replace("RULES", "")
    policy = ipdsl.load_text(page)
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"patent_prize": [prize("P1", "provincial", "2022-05-01")]},
    }  # fmt: skip
    for item, due, outcome in (("P1 / national / gold", 0, "already paid"), (OTHER, 2_000_000, "awarded")):
        stated = {**facts, "history": [line(item, 50_000)]}
        found = policy.evaluate_table(nested_table(policy.code.program, [stated]), as_of="2023-12-31", claims=True)
        assert found.ways == {"columns": 1}
        assert [(one["paid"], one["outcome"]) for one in found.claims.to_pylist()] == [(due, outcome)]


@pytest.mark.broad
def test_a_line_that_no_rule_recalls_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payments, "link_prior", without_links)
    with pytest.raises(AssertionError, match="payable now, due and most"):
        settled("cap 60000 per enterprise", line(OTHER, 50_000))


PART_PAID = [{"day": "2021-12-01", "amount": "1.00"}]


@pytest.mark.parametrize("payments", sampled([[], PART_PAID, PART_PAID * 2], 3, others="broad"))
def test_what_was_paid_of_a_line_changes_nothing(payments: list[Row]) -> None:
    assert settled("cap 60000 per enterprise", line(OTHER, 50_000, payments=payments)) == ("columns", 10_000)


@pytest.mark.parametrize(
    "lines",
    sampled(
        [
            [line(OTHER, 5), line(OTHER, 5)],
            [{**line(OTHER, 5, 2023), "due": {"2021": 5}}],
            [line(OTHER, 5, kind="trade_mark")],
            [{**line(OTHER, 5), "clause": "9.nothing"}],
            [{**line(OTHER, 5), "row": "nothing"}],
            [{**line(OTHER, 5), "level": "nothing"}],
        ],
        3,
        others="broad",
    ),
)
def test_a_line_that_cannot_be_is_a_problem_of_its_row(lines: list[Row]) -> None:
    assert settled("cap 60000 per enterprise", *lines)[0].startswith("R")


def test_a_line_of_nobody_known_is_recalled_by_its_text() -> None:
    assert settled("cap 60000 per enterprise", line("P9 / national / gold", 50_000)) == ("columns", 10_000)
