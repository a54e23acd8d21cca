"""Limits of applicants: the places of a group go to applicants, in claim order or in the order of a field."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_page import budget_lines
from ipdsl.report.localizer import ENGLISH
from tests.support.settlement import cohorts

PAGE = """policy places "Places"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award 100% of amount to enterprise when technology_contract recorded
  limit {limit}
"""


def firm(who: str, *claims: tuple[str, str, int]) -> dict[str, Any]:
    records = [cohorts.contract(*claim) for claim in claims]
    return cohorts.firm(who, as_of="2025-12-31", records={"technology_contract": records})


def paid(limit: str, *cohort: dict[str, Any]) -> list[list[int]]:
    decisions = ipdsl.load_text(PAGE.format(limit=limit)).evaluate_cohort([*cohort]).decisions
    return [[claim.paid.minor // 100 for claim in decision.claims] for decision in decisions]


A = firm("A", ("P", "2022-03-01", 300), ("Q", "2022-04-01", 100), ("P", "2023-01-01", 50))
B = firm("B", ("P", "2022-02-01", 200), ("Q", "2022-05-01", 500))
C = firm("C", ("P", "2022-01-01", 100))


@pytest.mark.parametrize(
    ("limit", "amounts"),
    [
        ("1 applicant per contract across applicants", [[0, 100, 0], [0, 0], [100]]),
        ("2 applicants per contract across applicants", [[0, 100, 0], [200, 500], [100]]),
        ("1 applicant per contract per year across applicants", [[0, 100, 50], [0, 0], [100]]),
        ("1 applicant per contract across applicants, best first", [[300, 0, 50], [0, 500], [0]]),
        ("1 applicant per contract across applicants, highest amount first", [[300, 0, 50], [0, 500], [0]]),
        ("1 applicant per contract across applicants, in order of amount", [[0, 100, 0], [0, 0], [100]]),
        ("2 applicants per year across applicants", [[0, 0, 50], [200, 500], [100]]),
        ("1 applicant across applicants, highest amount first", [[0, 0, 0], [200, 500], [0]]),
    ],
)
def test_places_go_to_applicants(limit: str, amounts: list[list[int]]) -> None:
    assert paid(limit, A, B, C) == amounts
    assert paid(limit, C, B, A) == amounts[::-1]


def test_a_place_is_held_by_the_ledger_of_an_earlier_run() -> None:
    policy = ipdsl.load_text(PAGE.format(limit="1 applicant per contract across applicants"))
    first = policy.evaluate_cohort([A], year=2022).decisions[0]
    line = ipdsl.to_json(first)["ledger"]
    held = {**A, "history": line}
    late = firm("D", ("P", "2022-01-01", 900), ("R", "2022-01-01", 10))
    decisions = policy.evaluate_cohort([held, late]).decisions
    assert [claim.paid.minor for claim in decisions[1].claims] == [0, 1000]


@pytest.mark.parametrize(("taken", "amounts"), [(0, [300, 50]), (1, [0, 0])])
def test_that_another_applicant_has_the_place_is_published(taken: int, amounts: list[int]) -> None:
    policy = ipdsl.load_text(PAGE.format(limit="1 applicant per contract across applicants"))
    alone = firm("A", ("P", "2022-03-01", 300), ("P", "2023-01-01", 50))
    due = policy.evaluate(alone).due
    assert (due.low.minor, due.high and due.high.minor) == (0, 35000)
    rule = "1 limit applicant per contract"
    decision = policy.evaluate({**alone, "published": [{"rule": rule, "keys": {"contract": "P"}, "taken": taken}]})
    assert [claim.paid.minor // 100 for claim in decision.claims] == amounts
    assert decision.due.is_point
    why = "other applicants have the places of article 1 per contract: at most 1 across applicants"
    assert (decision.claims[0].why == why) == bool(taken)


def test_no_more_places_are_taken_than_there_are() -> None:
    policy = ipdsl.load_text(PAGE.format(limit="2 applicants per contract across applicants"))
    line = {"rule": "1 limit applicant per contract", "keys": {"contract": "P"}, "taken": 3}
    with pytest.raises(FactsError, match="R088"):
        policy.evaluate({**A, "published": [line]})


def test_a_run_shows_each_budget() -> None:
    cohort = ipdsl.load_text(PAGE.format(limit="1 applicant per contract across applicants")).evaluate_cohort([A, B, C])
    shown = [(b.group, b.requested, b.paid, b.left, b.refused) for b in cohort.budgets]
    assert shown == [
        ({"contract": "P"}, 3, 1, 0, (("A", "P"), ("A", "P"), ("B", "P"))),
        ({"contract": "Q"}, 2, 1, 0, (("B", "Q"),)),
    ]
    capped = PAGE.format(limit="1 applicant per contract across applicants").replace(
        "limit 1 applicant per contract across applicants", "cap 600 per year across applicants, in proportion"
    )
    [first, second] = ipdsl.load_text(capped).evaluate_cohort([A, B, C]).budgets
    assert (str(first.requested), str(first.paid), str(first.left), str(first.ratio), first.year) == (
        "1,200.00 CNY", "600.00 CNY", "0.00 CNY", "1/2", 2022,
    )  # fmt: skip
    assert (str(second.requested), str(second.ratio), second.refused) == ("50.00 CNY", "1", ())


def test_a_page_names_an_item_of_several_years_once() -> None:
    cohort = ipdsl.load_text(PAGE.format(limit="1 applicant per contract across applicants")).evaluate_cohort([A, B, C])
    assert "    refused: P of A, P of B" in budget_lines(cohort.budgets, ENGLISH)
