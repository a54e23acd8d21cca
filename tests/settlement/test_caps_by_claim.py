"""Caps by a sum of the record: the least of a group and year counts, bounds hold every sum, cohorts share them."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.report.decision_page import render

PAGE = """policy shares "Shares of what was paid"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Loans"
  award 30% of interest_paid to enterprise when loan_interest paid
  cap {cap}
"""


def interest(day: str, sum_: object, loan: str = "L1") -> dict[str, object]:
    found = {"loan": loan, "paid_on": day, "interest_paid": sum_, "on_schedule": True, "in_risk_pool": False}
    return {name: value for name, value in found.items() if value is not None}


def facts(*records: dict[str, object], who: str = "F1") -> dict[str, Any]:
    applicant = {"id": who, "kinds": ["enterprise"]}
    return {"applicant": applicant, "as_of": "2025-12-31", "history": [], "records": {"loan_interest": [*records]}}


def paid(cap: str, *records: dict[str, object]) -> list[int]:
    decision = ipdsl.load_text(PAGE.format(cap=cap)).evaluate(facts(*records))
    return [claim.paid.minor // 100 for claim in decision.claims]


@pytest.mark.parametrize(
    ("cap", "records", "amounts"),
    [
        ("20% of interest_paid per item", [("2022-03-01", 1000)], [200]),
        ("20% of interest_paid per loan", [("2022-03-01", 1000), ("2022-06-01", 10000)], [200, 0]),
        ("50% of interest_paid per loan", [("2022-03-01", 1000), ("2022-06-01", 10000)], [300, 200]),
        ("50% of interest_paid per loan", [("2022-03-01", 1000), ("2023-06-01", 10000)], [300, 3000]),
        ("50% of interest_paid per loan", [("2022-03-01", 10000), ("2023-06-01", 1000)], [3000, 0]),
        ("25% of interest_paid per loan per year", [("2022-03-01", 10000), ("2023-06-01", 1000)], [2500, 250]),
        (
            "10 times (days from 2022-01-01 to the day) per year",
            [("2022-03-01", 2000), ("2022-06-01", 10000)],
            [590, 0],
        ),
        ("interest_paid times 1/3 per item", [("2022-03-01", "0.01")], [0]),
    ],
)
def test_the_least_sum_of_a_group_and_year_counts(
    cap: str, records: list[tuple[str, object]], amounts: list[int]
) -> None:
    assert paid(cap, *(interest(day, sum_) for day, sum_ in records)) == amounts


def test_the_reason_says_that_the_least_counts() -> None:
    policy = ipdsl.load_text(PAGE.format(cap="50% of interest_paid per loan"))
    text = render(policy.evaluate(facts(interest("2022-03-01", 1000), interest("2022-06-01", 10000))))
    assert "500.00 per loan, the least of the sums that the claims state" in " ".join(text.split())
    assert "the least of" not in render(policy.evaluate(facts(interest("2022-03-01", 1000))))


@pytest.mark.parametrize("least", [0, 1, 700, 1000, 4000, 10**6])
@pytest.mark.parametrize("cap", ["50% of interest_paid per loan", "25% of interest_paid per item"])
def test_bounds_hold_every_sum_that_is_not_stated(cap: str, least: int) -> None:
    policy = ipdsl.load_text(PAGE.format(cap=cap))
    known = interest("2022-03-01", 2000)
    due = policy.evaluate(facts(known, interest("2022-06-01", None))).due
    total = policy.evaluate(facts(known, interest("2022-06-01", least))).due.low.minor
    assert due.low.minor <= total
    assert due.high is None or total <= due.high.minor


def test_a_cohort_shares_the_sum_of_the_record() -> None:
    policy = ipdsl.load_text(PAGE.format(cap="50% of interest_paid per loan across applicants"))
    one, other = facts(interest("2022-03-01", 1000)), facts(interest("2022-06-01", 1200), who="F2")
    decisions = policy.evaluate_cohort([one, other]).decisions
    assert [decision.due.low.minor for decision in decisions] == [30000, 20000]
    alone = policy.evaluate(one).due
    assert (alone.low.minor, alone.high and alone.high.minor) == (0, 30000)
    told = {**one, "published": [{"rule": "1 cap per loan", "keys": {"loan": "L1"}, "left": 100}]}
    assert policy.evaluate(told).due.low.minor == 10000


COUNTING = PAGE.format(cap="{cap}") + "    {counting}\n"


def support(level: str, amount: object, year: int = 2022, **more: object) -> dict[str, object]:
    item = {"kind": "loan_interest", "item": "L1 / 2022-03-01"}
    return {**item, "level": level, "year": year, "amount": amount, **more}


@pytest.mark.parametrize(
    ("cap", "counting", "paid_by_others", "due"),
    [
        ("1000 per item", "counting all other support", [support("national", 300), support("municipal", 200)], 500),
        ("1000 per item", "counting support of national", [support("national", 300), support("municipal", 200)], 700),
        ("1000 per item", "counting all other support", [support("national", 2000)], 0),
        ("1000 per item per year", "counting all other support", [support("national", 300, 2021)], 700),
        ("1000 per applicant per year", "counting all other support", [support("national", 300, 2021)], 1000),
        ("1000 per applicant per year", "counting all other support", [support("national", 300)], 700),
        ("1000 per applicant", "counting all other support", [support("national", 300, 2021)], 700),
        (
            "1000 per applicant",
            "counting all other support",
            [support("national", 300, kind="geo_indication_product", item="X")],
            1000,
        ),
        ("1000 per matter", "counting all other support", [support("national", 300, item="L1 / 2021-01-01")], 700),
        ("50% of interest_paid per item", "counting all other support", [support("national", 300)], 4700),
    ],
)
def test_what_others_paid_counts(cap: str, counting: str, paid_by_others: list[dict[str, object]], due: int) -> None:
    stated = {**facts(interest("2022-03-01", 10000)), "support": paid_by_others}
    page = COUNTING.format(cap=cap, counting=counting).replace("30% of", "50% of")
    assert ipdsl.load_text(page).evaluate(stated).due.low.minor == due * 100


def test_the_reason_says_how_much_support_counts() -> None:
    page = COUNTING.format(cap="1000 per item", counting="counting all other support")
    stated = {**facts(interest("2022-03-01", 10000)), "support": [support("national", 300)]}
    text = " ".join(render(ipdsl.load_text(page).evaluate(stated)).split())
    assert "cut to 700.00 by the cap of article 1: 700.00 per item, after 300.00 of other support" in text


def test_support_that_is_not_stated_is_open_with_strict() -> None:
    page = COUNTING.format(cap="1000 per item", counting="counting all other support")
    due = ipdsl.load_text(page).evaluate(facts(interest("2022-03-01", 10000)), strict=True).due
    assert (due.low.minor, due.high and due.high.minor) == (0, 100000)
