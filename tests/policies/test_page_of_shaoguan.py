"""What the clerk reads of decisions under Shaoguan: every sentence true, every zero explained, sums that add up."""

from __future__ import annotations

from functools import cache
from typing import Any

import ipdsl
from ipdsl.runtime.explain import render


@cache
def policy() -> ipdsl.Policy:
    return ipdsl.load("shaoguan_2021")


def decide(kind: str, history: list[dict[str, object]] | None = None, **records: Any) -> ipdsl.Decision:
    facts = {"applicant": {"id": "X", "kinds": [kind]}, "records": records, "history": history or [], "support": []}
    return policy().evaluate(facts)


def page(decision: ipdsl.Decision) -> str:
    """The page on one line, so that where it is wrapped does not matter."""
    return " ".join(render(decision).split())


def test_a_field_asked_for_on_several_days_is_worth_no_more_than_what_is_open() -> None:
    decision = decide("patent_agency")
    worth = {fact.path: fact.worth for fact in decision.missing}
    assert worth["applicant.located_here"] == decision.due.high == ipdsl.Money(10_000_000, "CNY")


def contract(number: str, amount: int | None, day: str, **others: object) -> dict[str, object]:
    known = {"contract": number, "amount": amount, "recorded_on": day, "put_to_use": True, "related_party": False}
    return {**known, **others}


def firm(*contracts: dict[str, object], history: list[dict[str, object]] | None = None) -> ipdsl.Decision:
    facts = {
        "applicant": {"id": "X", "kinds": ["enterprise"], "located_here": True},
        "records": {"technology_contract": list(contracts)}, "history": history or [], "support": [],
    }  # fmt: skip
    return policy().evaluate(facts)


def test_a_contract_does_not_wait_for_the_sum_of_another_contract_of_another_year() -> None:
    decision = firm(contract("A", 3000000, "2022-03-01", related_party=None), contract("B", None, "2023-03-01"))
    asked = {claim.item: [ref.path for ref in claim.missing] for claim in decision.claims if claim.missing}
    assert asked == {
        "A": ["records.technology_contract[A].related_party"], "B": ["records.technology_contract[B].amount"],
    }  # fmt: skip


def test_a_contract_waits_for_the_row_of_an_earlier_record_of_the_same_contract() -> None:
    decision = firm(contract("A", None, "2022-03-01"), contract("A", 3000000, "2023-03-01"))
    later = next(claim for claim in decision.claims if claim.year == 2023)
    assert later.outcome is ipdsl.Outcome.UNDETERMINED
    assert decision.due.high == ipdsl.Money(7_000_000, "CNY")
