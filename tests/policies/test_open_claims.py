"""A claim is reported as settled only if no missing fact can change it."""

from __future__ import annotations

from functools import cache

import ipdsl

PAGE = """group g
  award 100 once to enterprise when typical_case listed and own_enforcement
    as work
  award 30% of premium to enterprise when ip_insurance bought
    as cover
  limit 2 items per enterprise per year
  cap 200 per enterprise per year
"""


@cache
def policy() -> ipdsl.Policy:
    return ipdsl.load_text(PAGE)


def decide(works: list[tuple[str, str, bool | None]], premiums: list[int | None]) -> ipdsl.Decision:
    records = {
        "typical_case": [
            {"dispute": dispute, "listed_on": day, "own_enforcement": body} for dispute, day, body in works
        ],
        "ip_insurance": [
            {"contract": str(number), "premium": premium, "bought_on": f"2022-0{number + 1}-15"}
            for number, premium in enumerate(premiums)
        ],
    }
    return policy().evaluate({"applicant": {"id": "X", "kinds": ["enterprise"]}, "records": records, "history": []})


def test_a_claim_that_only_once_stops_is_open_while_the_limit_may_stop_the_earlier_one() -> None:
    works = [("c", "2022-03-01", None), ("a", "2022-04-01", True), ("a", "2023-03-01", True)]
    opened = decide(works, [None])
    later = next(claim for claim in opened.claims if claim.item == "a" and claim.year == 2023)
    assert later.outcome is ipdsl.Outcome.UNDETERMINED
    assert opened.due.low.minor >= sum(claim.paid.minor for claim in opened.claims)


def test_what_no_open_fact_of_an_earlier_day_reaches_is_settled_and_counts_in_the_least() -> None:
    works: list[tuple[str, str, bool | None]] = [("a", "2022-01-01", True), ("b", "2022-01-02", True)]
    decision = decide(works, [None])
    paid = {claim.item: claim.paid.minor for claim in decision.claims}
    assert (paid["a"], paid["b"], decision.due.low.minor) == (10000, 10000, 20000)
