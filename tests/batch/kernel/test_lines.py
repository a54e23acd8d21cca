"""Payments under other documents and promises of older ones over columns: which count, and who leaves columns."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

import ipdsl
from ipdsl.batch.kernel.tables import no_external_payments
from ipdsl.batch.readers.named_lines import History, OlderDocuments
from ipdsl.batch.result import TableResult
from ipdsl.decision.decision import Decision
from tests.differential.firms_dongyang import firm
from tests.properties.pipeline import Compiled
from tests.support.batch.column_code import column_code, is_broken
from tests.support.batch.law import Counts, check_case, differences, generated_case
from tests.support.in_tables import nested_table

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


def prize(patent: str, level: str, day: str) -> dict[str, Any]:
    return {
        "patent": patent, "level": level, "prize": "gold", "project": "J", "for_design": False,
        "implemented_here": True, "won_on": day,
    }  # fmt: skip


def paid(item: str, due: int, year: int = 2020, **parts: Any) -> dict[str, Any]:
    return {"policy": "Doc 1", "clause": "old", "kind": "patent_prize", "item": item, "year": year, "due": due, **parts}


def settled(rules: str, *lines: dict[str, Any], older: tuple[dict[str, Any], ...] = ()) -> tuple[str, int]:
    """How a firm with a prize of P1 and these lines is settled, and its amount due in yuan."""
    policy = ipdsl.load_text(PAGE.replace("RULES", rules))
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"patent_prize": [prize("P1", "provincial", "2022-05-01")]},
        "history": [*lines], "older_documents": [*older],
    }  # fmt: skip
    result = policy.evaluate_table(nested_table(policy.code.program, [facts]), as_of="2023-12-31", claims=True)
    assert not [*differences(result, [facts], [policy.evaluate({**facts, "as_of": "2023-12-31"})], Counts())]
    [row] = result.applicants.to_pylist()
    return row["way"], row["due"] // 100


@pytest.mark.parametrize(
    ("item", "due"),
    [("P1 / provincial / gold", 13_000), ("P1 / national / silver", 13_000), ("P2 / national / gold", 20_000)],
)
def test_a_payment_for_the_matter_of_a_listed_record_or_of_a_text_raises_the_rung(item: str, due: int) -> None:
    assert settled("top up per matter", paid(item, 7_000)) == ("columns", due)


def test_a_payment_of_another_year_leaves_nothing_and_one_of_the_year_the_rest() -> None:
    item = "P1 / provincial / gold"
    assert settled("no repeat per matter", paid(item, 7_000)) == ("columns", 0)
    assert settled("no repeat per matter", paid(item, 7_000, 2022)) == ("columns", 13_000)


def test_a_payment_counts_once_though_two_rules_count_it() -> None:
    twice = "no repeat per matter\n  top up per matter"
    assert settled(twice, paid("P1 / provincial / gold", 7_000, 2022)) == ("columns", 13_000)


def test_an_older_document_raises_the_claim_of_its_matter() -> None:
    promised = {"document": "Doc 1", "kind": "patent_prize", "item": "P1", "amount": 90_000}
    rule = "pay highest with older documents per matter\n  cap 80000 per enterprise per year"
    assert settled(rule, older=(promised,)) == ("columns", 80_000)
    assert settled(rule, older=({**promised, "item": "P2"},)) == ("columns", 20_000)


@pytest.mark.parametrize(
    "line",
    [paid("P1 / provincial / gold", 7_000, keys={"patent": "P1"}), paid("P1", 7_000), paid("P1", 7_000, matter="P1")],
)
def test_a_line_that_states_more_or_does_not_say_all_goes_to_a_single_decision(line: dict[str, Any]) -> None:
    assert settled("no repeat per level", line)[0] == "lines"


@cache
def firms_of_dongyang() -> tuple[list[dict[str, Any]], list[Decision]]:
    """Drawn firms with lines of other documents, and what each comes to by itself."""
    policy, every = ipdsl.load("dongyang_2021"), list[dict[str, Any]]()
    for number in range(80):
        one = firm(3, number)
        others = [line for line in one["history"] if line.get("policy")]
        every.append({**one, "applicant": {**one["applicant"], "id": f"F{number}"}, "history": others})
    return every, [policy.evaluate(one) for one in every]


def of_dongyang() -> tuple[TableResult, list[str]]:
    """The result of a table of these firms, and its differences from the firms settled one by one."""
    (every, decisions), policy = firms_of_dongyang(), ipdsl.load("dongyang_2021")
    result = policy.evaluate_table(nested_table(policy.code.program, every), as_of=None, claims=True)
    return result, [*differences(result, every, decisions, Counts())]


@pytest.mark.broad
def test_drawn_firms_of_dongyang_with_lines_of_other_documents_stay_over_columns() -> None:
    result, found = of_dongyang()
    assert not found
    assert "lines" not in result.ways
    assert result.ways["columns"] > 20


def test_a_promise_forgotten_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OlderDocuments, "standards", lambda *_: None)
    assert of_dongyang()[1]


@cache
def paid_elsewhere(seed: int, many: int) -> list[tuple[Compiled, list[dict[str, Any]]]]:
    """Generated cases under rules that count payments. Another document paid a part of each claim about a record."""
    found: list[tuple[Compiled, list[dict[str, Any]]]] = []
    number = 0
    while len(found) < many:
        made, facts = generated_case(seed, number, 4)
        number += 1
        if re.search("no repeat|already paid", made.text):
            found.append((made, [with_lines_about_claims(made, one) for one in facts]))
    return found


def with_lines_about_claims(made: Compiled, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with a line of another document about each item and year. It has half of the amount due."""
    lines = {
        (claim.item, claim.event_date.year): (claim.kind, str(Decimal(claim.paid.minor // 2) / 100))
        for claim in made.evaluate_open(facts).claims
        if claim.record and claim.paid.minor and claim.event_date is not None
    }
    history = [
        {"policy": "Doc 9", "clause": "other", "kind": kind, "item": item, "year": year, "due": due}
        for (item, year), (kind, due) in lines.items()
    ]
    return {**facts, "history": history}


@pytest.mark.broad
@pytest.mark.parametrize(
    ("seed", "many"),
    [
        (33, 5),
        pytest.param(33, 8, marks=pytest.mark.slow),
        pytest.param(32, 60, marks=pytest.mark.slow),
    ],
)
def test_payments_for_the_claims_of_generated_policies_count_over_columns(seed: int, many: int) -> None:
    counts = Counts()
    for made, facts in paid_elsewhere(seed, many):
        assert not check_case(made, facts, lambda _, made=made: column_code(made), counts), made.text
    assert counts["columns"] > 2, counts


@pytest.mark.slow
def test_a_payment_forgotten_breaks_the_law_of_generated_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = paid_elsewhere(32, 60)
    monkeypatch.setattr(History, "payments", lambda self, _: no_external_payments(self.chunk.number))
    assert is_broken(cases)
