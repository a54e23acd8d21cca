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
