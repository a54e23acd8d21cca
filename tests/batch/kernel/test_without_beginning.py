"""Policies without a beginning: awards of years, sets and states over columns, from the first year that facts state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.claims.applicability import window_of
from ipdsl.ir.terms import TriggerKind
from tests.properties.pipeline import compile_generated
from tests.properties.trials import generated
from tests.support.batch.column_code import column_code
from tests.support.batch.law import Counts, check_case, differences, generated_case
from tests.support.in_tables import nested_table

OF_YEARS = (TriggerKind.YEAR, TriggerKind.SET, TriggerKind.WHILE)


@pytest.mark.slow
def test_generated_policies_without_a_beginning_come_to_what_each_applicant_comes_to_by_itself() -> None:
    counts, met, number = Counts(), 0, 0
    while met < 8:
        number += 1
        made = compile_generated(generated(61, number))
        own = {clause.index for clause in made.program.clauses if clause.trigger.kind in OF_YEARS}
        if window_of(made.program).start is not None or not own - column_code(made).unsupported:
            continue
        made, facts = generated_case(61, number, 8)
        found = check_case(made, facts, lambda _, made=made: column_code(made), counts)
        assert not found, f"61:{number}: {found[:3]}\n{made.text}"
        met += 1
    assert counts["columns"] > 20, counts


PAGE = """
award AWARD
"""

SET = "10% of total amount per year to enterprise when technology_contract recorded"
STATE = "100 to enterprise while agency_registration active"


def contract(name: str, day: str | None) -> dict[str, Any]:
    """A contract over 1,000."""
    return {"contract": name, "amount": "1000.00", "recorded_on": day, "put_to_use": True, "related_party": False}


def settled(award: str, day: str | None, **records: Any) -> tuple[str, dict[int, int]]:
    """How a firm is settled under a draft, and the amount due of each year, in yuan."""
    policy = ipdsl.load_text(PAGE.replace("AWARD", award))
    assert not policy.column_code(False).unsupported
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records}
    result = policy.evaluate_table(nested_table(policy.code.program, [facts]), as_of=day, claims=True)
    stated = facts if day is None else {**facts, "as_of": day}
    assert not [*differences(result, [facts], [policy.evaluate(stated)], Counts())]
    [way] = result.ways
    return way, {one["year"]: one["due"] // 100 for one in result.totals.to_pylist()}


def test_a_set_is_paid_in_the_years_of_its_records() -> None:
    records = [contract("A", "1999-05-01"), contract("B", "2003-05-01"), contract("C", "2003-06-01")]
    assert settled(SET, "2005-12-31", technology_contract=records) == ("columns", {1999: 100, 2003: 200})


def test_a_set_without_records_is_paid_in_no_year() -> None:
    assert settled(SET, "2005-12-31", technology_contract=[]) == ("columns", {})


def test_a_state_is_followed_from_the_first_year_that_is_stated() -> None:
    agency = {"registration_number": "R1", "set_up_on": "2001-05-01", "closed_on": {"none": True}}
    years = {2001: 100, 2002: 100, 2003: 100}
    assert settled(STATE, "2003-12-31", agency_registration=[agency]) == ("columns", years)
    assert settled(STATE, "2003-12-31", agency_registration=[]) == ("columns", {})


def test_a_state_begins_the_years_in_a_vocabulary_without_events(tmp_path: Path) -> None:
    (tmp_path / "leases.ipp").write_text(
        'vocabulary leases "Leases"\napplicant firm "firm"\nrecord lease plural leases\n  key number\n'
        "  begun_on date\n  ended_on date\n  state running from begun_on until ended_on\n",
        encoding="utf-8",
    )
    (tmp_path / "page.ipp").write_text("use leases\naward 100 while lease running\n", encoding="utf-8")
    policy = ipdsl.load(tmp_path / "page.ipp", cache=False)
    days: list[list[Any]] = [["2001-05-01", "2002-03-01"], ["2009-01-01"], [], [None]]
    facts: list[dict[str, Any]] = [
        {
            "applicant": {"id": f"F{number}", "kinds": ["firm"]},
            "records": {
                "lease": [{"number": f"L{n}", "begun_on": day, "ended_on": {"none": True}} for n, day in enumerate(of)]
            },
        }
        for number, of in enumerate(days)
    ]
    result = policy.evaluate_table(nested_table(policy.code.program, facts), as_of="2003-12-31", claims=True)
    decisions = [policy.evaluate({**one, "as_of": "2003-12-31"}) for one in facts]
    assert not [*differences(result, facts, decisions, Counts())]
    assert result.ways == {"columns": 3, "not stated": 1}
    assert {one["year"]: one["due"] // 100 for one in result.totals.to_pylist() if one["applicant"] == "F0"} == {
        2001: 100, 2002: 200, 2003: 200,
    }  # fmt: skip


def test_who_does_not_state_a_day_is_settled_by_itself() -> None:
    assert settled(SET, "2005-12-31", technology_contract=[contract("A", None)])[0] == "not stated"
