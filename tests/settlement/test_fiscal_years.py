"""Pages whose years begin on another day than 1 January: years of claims, sets, ledger lines and words."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.days import FiscalYear, Period
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import ledger_to_json, to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.in_tables import nested_table
from tests.support.rows import each_row
from tests.support.settlement.cohorts import contractor

Date = datetime.date

PAGE = """policy budget "A budget"
  effective 2021-01-01 to 2025-12-31
  year begins {begin}
  use ip

article 1 "Contracts"
  {sentence}
"""
CAP = "award 100% of amount to enterprise when technology_contract recorded\n  cap 10000 per enterprise per year"


def policy(sentence: str = CAP, begin: str = "04-01") -> ipdsl.Policy:
    return ipdsl.load_text(PAGE.format(sentence=sentence, begin=begin))


def firm(*claims: tuple[str, int], **more: Any) -> dict[str, Any]:
    return contractor("F1", *claims, **more)


THREE = (("2022-03-31", 6000), ("2022-04-01", 6000), ("2023-03-31", 6000))


@each_row(
    ("begin", "day", "year", "first", "last"),
    [
        ((1, 1), Date(2022, 12, 31), 2022, Date(2022, 1, 1), Date(2022, 12, 31)),
        ((4, 1), Date(2022, 3, 31), 2021, Date(2021, 4, 1), Date(2022, 3, 31)),
        ((4, 1), Date(2022, 4, 1), 2022, Date(2022, 4, 1), Date(2023, 3, 31)),
        ((3, 1), Date(2024, 2, 29), 2023, Date(2023, 3, 1), Date(2024, 2, 29)),
        ((12, 31), Date(2022, 12, 31), 2022, Date(2022, 12, 31), Date(2023, 12, 30)),
        ((12, 31), Date(2022, 12, 30), 2021, Date(2021, 12, 31), Date(2022, 12, 30)),
    ],
)
def test_a_day_has_one_year_and_a_year_its_days(
    begin: tuple[int, int], day: Date, year: int, first: Date, last: Date
) -> None:
    years = FiscalYear(*begin)
    assert years.year_of(day) == year
    assert (years.first_day(year), years.last_day(year)) == (first, last)
    assert years.part_in_year(Period(day, None), year) == Period(day, last)
    assert years.last_ended_year(last) == year == years.last_ended_year(last - datetime.timedelta(1)) + 1


def test_every_day_is_between_the_first_and_the_last_day_of_its_year() -> None:
    for begin in ((1, 1), (4, 1), (2, 28), (3, 1), (12, 31)):
        years = FiscalYear(*begin)
        for number in range(Date(2023, 1, 1).toordinal(), Date(2025, 3, 2).toordinal()):
            day = Date.fromordinal(number)
            assert years.first_day(years.year_of(day)) <= day <= years.last_day(years.year_of(day))


def test_a_cap_per_year_counts_the_years_of_the_page() -> None:
    decision = policy().evaluate(firm(*THREE))
    assert [(claim.year, claim.paid.minor // 100) for claim in decision.claims] == [
        (2021, 6000), (2022, 6000), (2022, 4000),
    ]  # fmt: skip
    assert decision.as_of == Date(2023, 3, 31)
    assert policy(begin="01-01").evaluate(firm(*THREE)).total_of(2022).minor == 1_000_000


def test_readers_see_both_calendar_years() -> None:
    made = policy()
    decision = made.evaluate(firm(*THREE))
    text = render(decision, localize=localizer_of(made.program, Language.EN))
    assert "years 2021/22 to 2022/23" in text
    assert to_json(decision)["years"] == [2021, 2022]


def test_years_one_by_one_are_all_years_at_once() -> None:
    made, at_once = policy(), policy().evaluate(firm(*THREE))
    first = made.evaluate(firm(THREE[0], as_of="2022-03-31"))
    later = made.evaluate(firm(*THREE, history=ledger_to_json(first.ledger, made.program.currency)))
    assert first.total_of(2021) == at_once.total_of(2021)
    assert later.total_of(2022) == at_once.total_of(2022)


def test_a_line_of_the_policy_is_of_the_year_of_its_event() -> None:
    line = {
        "policy": "budget", "clause": "1.technology_contract.recorded", "item": "C9", "year": 2022, "due": "100.00",
        "event_date": "2022-03-31", "outcome": "awarded", "proposed": "100.00", "admitted": "100.00",
    }  # fmt: skip
    with pytest.raises(FactsError, match="2021/22"):
        policy().evaluate(firm(history=[line]))
    other = {
        "policy": "other",
        "clause": "x",
        "item": "C9",
        "kind": "technology_contract",
        "year": 2022,
        "due": "100.00",
    }
    policy().evaluate(firm(history=[{**other, "event_date": "2022-03-31"}]))


@pytest.mark.parametrize(
    ("begin", "amounts"), [("01-01", {2022: 18_000, 2023: 0}), ("04-01", {2021: 6_000, 2022: 12_000})]
)
def test_a_set_has_the_records_of_a_year(begin: str, amounts: dict[int, int]) -> None:
    sentence = "award total amount to enterprise per year when technology_contract recorded\n    uncapped"
    days = (*THREE[:2], ("2023-03-31" if begin == "04-01" else "2022-12-31", 6000))
    decision = policy(sentence, begin).evaluate(firm(*days, as_of="2024-12-31"))
    assert {year: decision.total_of(year).minor // 100 for year in amounts} == amounts


def test_a_table_gives_the_totals_of_the_decisions() -> None:
    made = policy()
    cohort = [{**firm(*THREE[:n]), "applicant": {"id": f"F{n}", "kinds": ["enterprise"]}} for n in range(4)]
    table = nested_table(made.program, cohort)
    totals = made.evaluate_table(table, as_of=None).totals
    due = Counter(dict.fromkeys((row["applicant"]["id"] for row in cohort), 0))
    for row in totals.to_pylist():
        due[row["applicant"]] += row["due"]
    assert due == {row["applicant"]["id"]: made.total(row).minor for row in cohort}
