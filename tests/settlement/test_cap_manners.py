"""Caps across applicants that pay claims in whole, in turn or in proportion, and caps that are one room for all."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

import ipdsl
from ipdsl.kernel.allocation import share_of
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_page import render
from tests.support.rows import each_row
from tests.support.settlement.cohorts import contractor
from tests.support.slow import sampled

PAGE = """policy budget "A budget"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award 100% of amount to enterprise when technology_contract recorded
  cap {cap}
"""


def firm(who: str, *claims: tuple[str, Any]) -> dict[str, Any]:
    return contractor(who, *claims, name=who, as_of="2025-12-31")


def paid(cap: str, *cohort: dict[str, Any]) -> list[list[int]]:
    decisions = ipdsl.load_text(PAGE.format(cap=cap)).evaluate_cohort([*cohort]).decisions
    return [[claim.paid.minor // 100 for claim in decision.claims] for decision in decisions]


A = firm("A", ("2022-01-01", 6000), ("2022-04-01", 1000))
B = firm("B", ("2022-02-01", 5000), ("2022-03-01", 2000), ("2023-01-01", 9000))


@pytest.mark.parametrize(
    ("cap", "amounts"),
    sampled(
        [
            ("10000 across applicants", [[6000, 0], [4000, 0, 0]]),
            ("10000 per year across applicants", [[6000, 0], [4000, 0, 9000]]),
            ("10000 across applicants, whole", [[6000, 1000], [0, 2000, 0]]),
            ("10000 per year across applicants, whole", [[6000, 1000], [0, 2000, 9000]]),
            ("10000 per year across applicants, in turn", [[6000, 0], [0, 0, 9000]]),
            ("11000 per year across applicants, in turn", [[6000, 0], [5000, 0, 9000]]),
            ("7000 per year across applicants, in proportion", [[3000, 500], [2500, 1000, 7000]]),
            ("14000 per year across applicants, in proportion", [[6000, 1000], [5000, 2000, 9000]]),
            ("8000 per year across applicants, whole", [[6000, 0], [0, 2000, 0]]),
            ("10000 times (the year less 2021) per year across applicants", [[6000, 0], [4000, 0, 9000]]),
            ("5000 times (the year less 2021) per year across applicants, whole", [[0, 0], [5000, 0, 9000]]),
            (
                "7000 times (2023 less the year) per year across applicants, in proportion",
                [[3000, 500], [2500, 1000, 0]],
            ),
        ],
        3,
        others="broad",
    ),
)
def test_claims_share_a_cap_in_its_manner(cap: str, amounts: list[list[int]]) -> None:
    assert paid(cap, A, B) == amounts
    assert paid(cap, B, A) == amounts[::-1]


def test_a_budget_of_each_year_is_a_definition_by_the_year() -> None:
    budget = "  here budget by the year\n    at least 2023: 8000\n    otherwise: 10000\n  award"
    page = PAGE.format(cap="budget per year across applicants").replace("  award", budget)
    decisions = ipdsl.load_text(page).evaluate_cohort([A, B]).decisions
    assert [[claim.paid.minor // 100 for claim in decision.claims] for decision in decisions] == [
        [6000, 0],
        [4000, 0, 8000],
    ]


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("whole", "claims are paid only in whole, and 4,000.00 was left"),
        ("in turn", "claims are paid in whole and in turn until one does not fit, and 4,000.00 was left"),
        ("in proportion", "all claims ask for 14,000.00 and share 10,000.00 in proportion"),
    ],
)
def test_the_reason_states_what_was_left(manner: str, words: str) -> None:
    policy = ipdsl.load_text(PAGE.format(cap=f"10000 per year across applicants, {manner}"))
    texts = [" ".join(render(decision).split()) for decision in policy.evaluate_cohort([A, B]).decisions]
    assert any(words in text for text in texts)


@pytest.mark.parametrize("manner", ["whole", "in turn", "in proportion"])
def test_alone_a_claim_is_contingent_up_to_its_own_most(manner: str) -> None:
    due = ipdsl.load_text(PAGE.format(cap=f"5000 across applicants, {manner}")).evaluate(A).due
    assert (due.low.minor, due.high and due.high.minor) == (0, 500000)


def test_what_is_left_may_be_published_and_the_ratio_if_claims_are_cut_in_proportion() -> None:
    told = {**A, "published": [{"rule": "1 cap", "left": 1500}]}
    assert ipdsl.load_text(PAGE.format(cap="9000 across applicants, whole")).evaluate(told).due.low.minor == 100000
    assert ipdsl.load_text(PAGE.format(cap="9000 across applicants, in turn")).evaluate(told).due.low.minor == 0
    policy = ipdsl.load_text(PAGE.format(cap="9000 across applicants, in proportion"))
    with pytest.raises(FactsError, match="R138"):
        policy.evaluate(told)
    due = policy.evaluate({**A, "published": [{"rule": "1 cap", "year": 2022, "ratio": "5/7"}]}).due
    assert due.is_point
    assert due.low.minor == 600000 * 5 // 7 + 100000 * 5 // 7


@pytest.mark.parametrize("year", ["year", "contract"])
def test_a_ratio_settles_the_claims_of_its_group(year: str) -> None:
    policy = ipdsl.load_text(PAGE.format(cap=f"9000 per {year} across applicants, in proportion"))
    stated = {"year": 2022, "ratio": "80%"} | ({} if year == "year" else {"keys": {"contract": "A0"}})
    decision = policy.evaluate({**A, "published": [{"rule": f"1 cap per {year}", **stated}]})
    assert decision.claims[0].paid.minor == 480000
    assert decision.claims[1].paid.minor == (80000 if year == "year" else 0)
    assert decision.due.is_point == (year == "year")


ORDERED = """policy budget "A budget"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award 100% of amount to enterprise when technology_contract recorded
  cap {cap} across applicants{manner}, in order of amount
"""


@pytest.mark.parametrize(
    ("cap", "manner", "amounts"),
    [
        ("10000", "", [[2000, 1000], [5000, 2000, 0]]),  # 1000, 2000, 5000 and 2000 of 6000; 2023 comes later
        ("10000 per year", "", [[2000, 1000], [5000, 2000, 9000]]),
        ("10000 per year", ", whole", [[0, 1000], [5000, 2000, 9000]]),
        ("7000", ", in turn", [[0, 1000], [0, 2000, 0]]),
        ("12000 per year", ", in turn", [[0, 1000], [5000, 2000, 9000]]),
    ],
)
def test_claims_fill_a_budget_in_the_order_of_a_field(cap: str, manner: str, amounts: list[list[int]]) -> None:
    policy = ipdsl.load_text(ORDERED.format(cap=cap, manner=manner))
    for cohort, expected in (([A, B], amounts), ([B, A], amounts[::-1])):
        decisions = policy.evaluate_cohort([*cohort]).decisions
        assert [[claim.paid.minor // 100 for claim in decision.claims] for decision in decisions] == expected


@pytest.mark.parametrize(
    ("manner", "amounts"),
    [
        ("", [[0, 6000], [1000]]),
        (", whole", [[1000, 6000], [0]]),
        (", in turn", [[0, 6000], [0]]),
    ],
)
def test_claims_fill_a_budget_from_the_highest_value_of_a_field(manner: str, amounts: list[list[int]]) -> None:
    """The earliest claim has the smallest amount: of 7000, 6000 is first, then 5000, then 1000."""
    page = ORDERED.format(cap="7000 per year", manner=manner).replace("in order of amount", "highest amount first")
    one, other = firm("A", ("2022-01-01", 1000), ("2022-06-01", 6000)), firm("B", ("2022-03-01", 5000))
    for cohort, expected in (([one, other], amounts), ([other, one], amounts[::-1])):
        decisions = ipdsl.load_text(page).evaluate_cohort(cohort).decisions
        assert [[claim.paid.minor // 100 for claim in decision.claims] for decision in decisions] == expected


def test_of_equal_values_the_greater_sum_is_first() -> None:
    policy = ipdsl.load_text(ORDERED.format(cap="7000", manner="").replace("order of amount", "order of recorded_on"))
    firms = [firm("A", ("2022-01-01", 2000)), firm("B", ("2022-01-01", 6000)), firm("C", ("2021-12-31", 500))]
    decisions = policy.evaluate_cohort(firms).decisions
    assert [decision.total.minor // 100 for decision in decisions] == [500, 6000, 500]


def test_claims_without_a_value_are_last() -> None:
    policy = ipdsl.load_text(ORDERED.format(cap="6000", manner=", whole").replace("100% of amount", "3000"))
    claims: list[tuple[str, Any]] = [("2022-01-01", {"none": True}), ("2022-02-01", 9000), ("2022-03-01", 8000)]
    [decision] = policy.evaluate_cohort([firm("A", *claims)]).decisions
    assert [claim.paid.minor // 100 for claim in decision.claims] == [0, 3000, 3000]


def test_a_value_that_is_not_stated_leaves_the_whole_group_open() -> None:
    policy = ipdsl.load_text(ORDERED.format(cap="6000", manner=", whole").replace("100% of amount", "3000"))
    unknown = firm("A", ("2022-01-01", 7000), ("2022-04-01", 1000))
    del unknown["records"]["technology_contract"][0]["amount"]
    decisions = policy.evaluate_cohort([unknown, firm("B", ("2022-02-01", 9000), ("2022-03-01", 8000))]).decisions
    assert [decision.due.is_point for decision in decisions] == [False, False]
    assert "records.technology_contract[A0].amount" in {question.path for question in decisions[0].missing}


@each_row(
    ("request_", "room", "total"),
    product([0, 1, 7, 10**12 + 1, 2**60], [0, 1, 2, 10**9, 2**60], [2, 3, 10**9 + 7, 2**61 - 1]),
)
def test_a_share_is_exact_beyond_64_bits(total: int, room: int, request_: int) -> None:
    if room < total:
        assert share_of(request_, room, total) == int(Fraction(request_ * room, total))
