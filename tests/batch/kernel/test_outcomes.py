"""Outcomes over columns if several claims repeat one thing: the preferred claim, and the prior payment."""

from __future__ import annotations

from typing import Any

import ipdsl
from tests.support.batch.law import Counts, differences
from tests.support.in_tables import nested_table

PAGE = """
policy loans "Loans"
  document "Doc 2"
  effective 2021-01-01 to 2026-12-31
  currency CNY
  use ip

article 1 "Loans"
  award 10% of principal to enterprise when pledge_loan repaid
  RULES
"""


def loan(name: str, principal: int, day: str = "2022-05-01") -> dict[str, Any]:
    """A loan that was repaid on a day."""
    return {"loan": name, "principal": f"{principal}.00", "right_kind": "patent_right", "repaid_on": day}


def outcomes(rules: str, loans: list[dict[str, Any]], *lines: dict[str, Any]) -> dict[str, str]:
    """The outcome of each loan over columns, which is that of a single decision."""
    policy = ipdsl.load_text(PAGE.replace("RULES", rules))
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"pledge_loan": loans}, "history": [*lines],
    }  # fmt: skip
    result = policy.evaluate_table(nested_table(policy.code.program, [facts]), as_of="2023-12-31", claims=True)
    assert result.ways == {"columns": 1}
    assert not [*differences(result, [facts], [policy.evaluate({**facts, "as_of": "2023-12-31"})], Counts())]
    return {one["item"]: one["outcome"] for one in result.claims.to_pylist()}


RULE = "no repeat per right_kind"


def line(due: int, year: int) -> dict[str, Any]:
    """A line of an earlier run."""
    return {
        "policy": "loans", "clause": "1.pledge_loan.repaid", "item": "L0", "year": year,
        "due": {str(year): f"{due}.00"},
        "proposed": f"{due}.00", "admitted": f"{due}.00", "outcome": "awarded", "event_date": f"{year}-02-01",
        "keys": {"right_kind": "patent_right"},
    }  # fmt: skip


def test_the_greater_claim_of_a_year_is_preferred() -> None:
    assert outcomes(RULE, [loan("L1", 9_000), loan("L2", 5_000)]) == {"L1": "awarded", "L2": "displaced"}


def test_what_another_year_paid_leaves_nothing_to_all_whichever_is_greater() -> None:
    paid = {"L1": "already paid", "L2": "already paid"}
    assert outcomes(RULE, [loan("L1", 9_000), loan("L2", 5_000)], line(1, 2021)) == paid
    loans = [loan("L0", 10, "2021-02-01"), loan("L1", 9_000), loan("L2", 5_000)]
    assert outcomes(RULE, loans) == {"L0": "awarded", **paid}


def test_what_the_year_paid_before_leaves_the_greater_claim_the_rest_and_the_other_is_displaced() -> None:
    assert outcomes(RULE, [loan("L1", 9_000), loan("L2", 5_000)], line(1, 2022)) == {"L1": "reduced", "L2": "displaced"}


def test_where_the_year_paid_all_of_it_before_no_claim_is_displaced() -> None:
    found = outcomes(RULE, [loan("L1", 9_000), loan("L2", 5_000)], line(1_000, 2022))
    assert found == {"L1": "already paid", "L2": "already paid"}


def test_a_claim_for_which_what_was_paid_has_counted_before_is_displaced_by_one_that_it_leaves_nothing() -> None:
    other = {
        "policy": "Doc 1",
        "clause": "old",
        "kind": "pledge_loan",
        "item": "L1",
        "year": 2022,
        "due": {"2022": "1500.00"},
    }
    rules = "no repeat per loan\n  no repeat per right_kind"
    found = outcomes(rules, [loan("L1", 20_000), loan("L2", 10_000)], other)
    assert found == {"L1": "displaced", "L2": "already paid"}
