"""Rules with a period: blocks of years, and spans that begin with any payment."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.base.values.days import Date, add, first_day_spanning
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import ledger_to_json
from tests.support.rows import each_row
from tests.support.settlement.cohorts import contractor

PAGE = """policy aid "Aid"
  effective 2021-01-01 to 2030-12-31
  use ip

article 1 "Contracts"
  award {award} to enterprise when technology_contract recorded
  {rule}
"""


def policy(rule: str, award: str = "100% of amount") -> ipdsl.Policy:
    return ipdsl.load_text(PAGE.format(rule=rule, award=award))


def firm(*claims: tuple[str, int], who: str = "F1", as_of: str = "2030-12-31", **more: Any) -> dict[str, Any]:
    return contractor(who, *claims, name=f"{who} ", as_of=as_of, **more)


def paid(made: ipdsl.Policy, facts: dict[str, Any]) -> list[int]:
    return [claim.paid.minor // 100 for claim in made.evaluate(facts).claims]


FIVE = (
    ("2022-03-10", 60), ("2022-12-01", 60), ("2023-03-09", 60), ("2023-03-10", 60), ("2024-03-10", 60),
)  # fmt: skip


@each_row(
    ("rule", "amounts"),
    [
        ("cap 100 per enterprise", [60, 40, 0, 0, 0]),
        ("cap 100 per enterprise per year", [60, 40, 60, 40, 60]),
        ("cap 100 per enterprise per 2 years", [60, 40, 60, 40, 0]),
        ("cap 100 per enterprise per 3 years", [60, 40, 0, 0, 60]),
        ("cap 100 per enterprise in any 12 months", [60, 40, 0, 60, 60]),
        ("cap 100 per enterprise in any 1 year", [60, 40, 0, 60, 60]),
        ("cap 100 per enterprise in any 365 days", [60, 40, 0, 60, 60]),
        ("cap 100 per enterprise in any 1 month", [60, 60, 60, 40, 60]),
        ("cap 100 per enterprise in any 25 months", [60, 40, 0, 0, 0]),
        ("limit 1 item per enterprise in any 12 months", [60, 0, 0, 60, 60]),
        ("limit 2 items per enterprise in any 12 months", [60, 60, 0, 60, 60]),
        ("limit 2 items per enterprise per 2 years", [60, 60, 60, 60, 0]),
    ],
)
def test_a_period_counts_what_was_paid_in_it(rule: str, amounts: list[int]) -> None:
    assert paid(policy(rule), firm(*FIVE)) == amounts


@each_row(
    ("award", "amounts"),
    [
        ("50 once per enterprise in any 12 months", [50, 0, 0, 50, 50]),
        ("50 once per enterprise per 3 years", [50, 0, 0, 0, 50]),
        ("50 once per item in any 12 months", [50, 50, 50, 50, 50]),
    ],
)
def test_once_in_a_period(award: str, amounts: list[int]) -> None:
    assert paid(policy("uncapped", award), firm(*FIVE)) == amounts


def test_blocks_of_years_begin_with_the_window() -> None:
    days = [("2023-12-31", 60), ("2024-01-01", 60), ("2026-12-31", 60), ("2027-01-01", 60)]
    assert paid(policy("cap 100 per enterprise per 3 years"), firm(*days)) == [60, 60, 40, 60]


def test_years_one_by_one_are_all_years_at_once() -> None:
    for rule in ("cap 100 per enterprise in any 12 months", "cap 100 per enterprise per 2 years"):
        made, history = policy(rule), list[Any]()
        for number, year in ((2, 2022), (4, 2023), (5, 2024)):
            facts = firm(*FIVE[:number], as_of=f"{year}-12-31", history=history)
            history = ledger_to_json(made.evaluate(facts).ledger)
        at_once = [(line["item"], line["due"]) for line in ledger_to_json(made.evaluate(firm(*FIVE)).ledger)]
        assert sorted((line["item"], line["due"]["2022"]) for line in history if "2022" in line["due"]) == sorted(
            (item, due["2022"]) for item, due in at_once if "2022" in due
        )
        assert {line["item"]: line["due"] for line in history} == dict(at_once)


def test_a_line_without_a_day_counts_with_the_last_day_of_its_year() -> None:
    line = {"clause": "1.technology_contract.recorded", "item": "old", "year": 2021, "due": 90}
    made = policy("cap 100 per enterprise in any 12 months")
    assert paid(made, firm(("2022-12-30", 60), ("2022-12-31", 60), history=[line])) == [10, 60]


def test_a_later_payment_counts_for_an_event_that_comes_late() -> None:
    made = policy("cap 100 per enterprise in any 12 months")
    history = ledger_to_json(made.evaluate(firm(("2023-02-01", 90))).ledger)
    late = firm(("2023-02-01", 90), ("2022-02-01", 60), ("2022-02-02", 60), history=history)
    assert paid(made, late) == [60, 0, 0]  # both payments are in a span with the second claim


def test_a_cap_of_several_applicants_has_one_span() -> None:
    made = policy("cap 100 in any 12 months across applicants")
    cohort = [firm(("2022-01-01", 60), ("2023-01-15", 60), who="A"), firm(("2022-06-01", 60), who="B")]
    decisions = made.evaluate_cohort(cohort).decisions
    assert [[claim.paid.minor // 100 for claim in decision.claims] for decision in decisions] == [[60, 60], [40]]
    with pytest.raises(FactsError, match="changes from day to day"):
        made.evaluate({**cohort[0], "published": [{"rule": "1 cap in any 12 months", "left": 50}]})


def test_what_no_later_rule_admits_takes_no_place() -> None:
    rule = "limit 1 item per enterprise in any 12 months\n  cap 0 per item"
    made = policy(rule.replace("cap 0 per item", "no repeat per matter"))
    assert paid(made, firm(*FIVE[:2])) == [60, 0]


def test_every_day_of_a_span_is_found_from_both_sides() -> None:
    for number, unit in ((1, "month"), (12, "month"), (2, "year"), (30, "day")):
        for ordinal in range(Date(2023, 12, 25).toordinal(), Date(2024, 4, 5).toordinal()):
            day = Date.fromordinal(ordinal)
            first = first_day_spanning(day, number, unit)
            assert add(first, number, unit) > day
            assert add(Date.fromordinal(first.toordinal() - 1), number, unit) <= day


def test_the_reason_names_the_span() -> None:
    claim = policy("cap 100 per enterprise in any 12 months").evaluate(firm(*FIVE)).claims[1]
    assert "100.00 per enterprise in any 12 months" in claim.why
