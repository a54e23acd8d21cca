"""The as-of date of facts without one: the end of the last stated year, or of a later requested year.

Events without a date are before it. On a draft page an unstated day may add earlier years, but not later ones.
"""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.decision.decision import Decision

HEAD = """
policy city "A city"
  document "City 1"
  effective from 2021-01-01
  use ip

article 1 "Patents"
"""
NONE = {"none": True}
EVERY_YEAR = "award 1000 to enterprise while invention_patent valid"
GRANT = "award 300 to enterprise when patent granted"
ASSUMED = "no as-of date stated: {} is assumed; `--as-of DAY`, or `as_of` in the facts, sets another"


def facts(granted_on: str | None, **rest: Any) -> dict[str, Any]:
    """Patent A has been in force since 2021. The grant date of design Z may be unstated."""
    z: dict[str, Any] = {"number": "Z", "right": "design", "filed_on": "2017-01-01"}
    if granted_on is not None:
        z["granted_on"] = granted_on
    a = {
        "number": "A", "right": "invention", "filed_on": "2015-01-01", "granted_on": "2021-05-05", "lapsed_on": NONE,
    }  # fmt: skip
    return {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"patent": [a, z]}, "history": [], **rest}


def page(*awards: str) -> ipdsl.Policy:
    return ipdsl.load_text(HEAD + "".join(f"  {award}\n" for award in awards))


def ends(decision: Decision) -> tuple[int, int | None]:
    """The least and the greatest amount due, in yuan."""
    due = decision.due
    return due.low.minor // 100, None if due.high is None else due.high.minor // 100


def holds(policy: ipdsl.Policy, *days: str, **rest: Any) -> None:
    """For every day, the total up to the same as-of date is within the bounds."""
    open_ = policy.evaluate(facts(None, **rest))
    low, high = ends(open_)
    for day in days:
        paid = policy.evaluate(facts(day, **{**rest, "as_of": open_.as_of})).total.minor // 100
        assert low <= paid
        assert high is None or paid <= high


def test_a_state_runs_to_the_end_of_the_last_year_stated() -> None:
    decision = page(GRANT, EVERY_YEAR).evaluate(facts("2023-07-07"))
    assert (str(decision.as_of), ends(decision)) == ("2023-12-31", (3600, 3600))
    assert [claim.year for claim in decision.claims if claim.label.endswith("valid") and claim.paid] == [
        2021,
        2022,
        2023,
    ]
    assert decision.assumptions[0] == ASSUMED.format("2023-12-31")


def test_it_is_not_said_of_a_date_that_is_stated() -> None:
    decision = page(GRANT, EVERY_YEAR).evaluate(facts("2023-07-07", as_of="2022-12-31"))
    assert (str(decision.as_of), ends(decision)) == ("2022-12-31", (2300, 2300))
    assert not any("as-of" in said for said in decision.assumptions)


def test_a_day_that_is_not_stated_brings_no_later_year() -> None:
    policy = page(GRANT, EVERY_YEAR)
    decision = policy.evaluate(facts(None))
    assert (str(decision.as_of), ends(decision)) == ("2021-12-31", (1300, 1600))
    assert [fact.path for fact in decision.missing] == ["records.patent[Z].granted_on"]
    holds(policy, "2019-01-01", "2021-07-07", "2030-01-01")
    assert ends(policy.evaluate(facts(None, as_of="2023-12-31"))) == (3300, 3600)
    holds(policy, "2019-01-01", "2021-07-07", "2023-06-06", "2030-01-01", as_of="2023-12-31")


def test_a_year_that_is_asked_for_is_settled() -> None:
    policy = page(GRANT, EVERY_YEAR)
    for year, due in ((2021, 1600), (2022, 1000), (2024, 1000)):
        decision = policy.evaluate(facts("2021-07-07"), year=year)
        assert (str(decision.as_of), ends(decision)) == (f"{max(year, 2021)}-12-31", (due, due))
        assert policy.total(facts("2021-07-07"), year).minor == due * 100
        assert policy.total_bounds(facts("2021-07-07"), year).low.minor == due * 100
    assert ends(policy.evaluate(facts("2021-07-07", as_of="2021-12-31"), year=2022)) == (0, 0)
    (other,) = policy.evaluate(facts("2021-07-07"), year=2022).other_years
    assert (other.year, other.newly_due.minor) == (2021, 160_000)


CARRIED = """
policy city "A city"
  document "City 1"
  effective from 2021-01-01
  use ip

article 1 "Titles and patents"
  award 500000 to enterprise when ip_title new and title is national_demonstration

article 2 "Ceiling"
  over policy
    cap 200000 per enterprise per year
      carry forward 2 years
"""


def test_a_year_that_is_asked_for_pays_what_is_carried_into_it() -> None:
    stated = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"ip_title": [{"title": "national_demonstration", "recognised_on": "2022-03-01"}]},
    }
    policy = ipdsl.load_text(CARRIED)
    assert [ends(policy.evaluate(stated, year=year))[0] for year in (2022, 2023, 2024, 2025)] == [
        200_000, 200_000, 100_000, 0,
    ]  # fmt: skip
    assert ends(policy.evaluate(stated)) == (200_000, 200_000)


@pytest.mark.parametrize("is_dated", [False, True])
def test_years_settled_one_after_another_pay_what_dated_runs_pay(is_dated: bool) -> None:
    """Each run has the facts stated by the end of its year, and the ledger of the run before."""
    policy, stated = page(GRANT, EVERY_YEAR), facts("2021-06-06")
    paid = {}
    for year in (2021, 2022, 2023):
        design = {**stated["records"]["patent"][1], "number": f"Y{year}", "granted_on": f"{year}-07-07"}
        stated["records"]["patent"].append(design)
        decision = policy.evaluate(stated | ({"as_of": f"{year}-12-31"} if is_dated else {}))
        assert str(decision.as_of) == f"{year}-12-31"
        paid[year] = decision.total.minor // 100
        stated["history"] = ipdsl.to_json(decision)["ledger"]
    assert paid == {2021: 1900, 2022: 1300, 2023: 1300}


def test_a_year_that_is_reopened_is_settled_anew_up_to_its_end() -> None:
    policy = page(GRANT, EVERY_YEAR)
    first = policy.evaluate(facts("2021-07-07"))
    again = policy.evaluate({**facts("2021-07-07"), "history": ipdsl.to_json(first)["ledger"]}, reopen=2021)
    assert (str(again.as_of), again.reopening.years[0].newly_due.minor) == ("2021-12-31", 0)
    later = policy.evaluate({**facts("2021-07-07"), "history": ipdsl.to_json(first)["ledger"]}, reopen=2022)
    assert (str(later.as_of), later.total.minor) == ("2022-12-31", 100_000)


def test_payments_of_the_ledger_have_been_made() -> None:
    """The patent was settled in 2021, and paid in 2023."""
    line = {"clause": "1.patent.granted", "item": "A", "year": 2021, "due": 300}
    policy = page(GRANT, EVERY_YEAR)
    assert str(policy.evaluate(facts("2021-07-07", history=[line])).as_of) == "2021-12-31"
    paid = {**line, "payments": [{"day": "2023-02-01", "amount": 300}]}
    decision = policy.evaluate(facts("2021-07-07", history=[paid]))
    assert (str(decision.as_of), ends(decision)) == ("2023-12-31", (3300, 3300))


def test_once_that_is_used_up_leaves_nothing_to_later_years() -> None:
    policy = page(GRANT, EVERY_YEAR.replace("1000", "1000 once"))
    assert ends(policy.evaluate(facts(None, as_of="2023-12-31"))) == (1300, 1600)
    holds(policy, "2019-01-01", "2021-07-07", "2030-01-01")


def test_once_in_the_ledger_leaves_nothing_to_later_years() -> None:
    policy = page(GRANT, EVERY_YEAR.replace("1000", "1000 once"))
    history = [{"clause": "1.invention_patent.valid", "item": "A", "year": 2021, "due": 1000}]
    assert ends(policy.evaluate(facts(None, history=history))) == (300, 600)


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ("cap 1800 per enterprise", 1800),
        ("cap 1800 per applicant", 1800),
        ("limit 2 years per number", 2000),
        ("top up per enterprise", 1000),
        ("no repeat per number", 1000),
    ],
)
@pytest.mark.parametrize("end", ["", " to 2026-12-31"])
def test_later_years_are_paid_what_the_years_before_leave_of_a_rule_for_life(rule: str, due: int, end: str) -> None:
    text = (
        f"{HEAD.replace('from 2021-01-01', f'2021-01-01{end}' if end else 'from 2021-01-01')}  {EVERY_YEAR}\n  {rule}\n"
    )
    assert ends(ipdsl.load_text(text).evaluate(facts("2023-07-07"))) == (due, due)


def test_figures_of_years_up_to_the_date_are_asked_for() -> None:
    policy = page(EVERY_YEAR, "award 7000 to enterprise each year\n    if filings at least 20")
    stated = facts("2023-06-06", figures={"2021": {"filings": 30}})
    decision = policy.evaluate(stated)
    assert ends(decision) == (10_000, 24_000)
    assert [fact.path for fact in decision.missing] == ["figures.2022.filings", "figures.2023.filings"]


def test_the_figures_of_a_policy_without_any_fact_are_asked_for_up_to_the_end_of_its_window() -> None:
    nothing = {"applicant": {"id": "F1", "kinds": ["enterprise"]}}
    for end, day, years in ((" to 2022-06-30", "2022-06-30", (2021, 2022)), ("", "2021-12-31", (2021,))):
        text = HEAD.replace("from 2021-01-01", f"2021-01-01{end}" if end else "from 2021-01-01")
        decision = ipdsl.load_text(
            text + "  award 7000 to enterprise each year\n    if filings at least 20\n"
        ).evaluate(nothing)
        assert str(decision.as_of) == day
        assert [fact.path for fact in decision.missing] == [f"figures.{year}.filings" for year in years]


def test_the_set_of_another_year() -> None:
    policy = page("award 5000 per year to enterprise when patent granted")
    decision = policy.evaluate(facts(None, as_of="2022-12-31"))
    assert ends(decision) == (5000, 10000)
    assert [(claim.item, claim.year) for claim in decision.claims if claim.is_open] == [("2022", 2022)]
    holds(policy, "2019-01-01", "2021-07-07", "2022-01-01", "2030-01-01", as_of="2022-12-31")
    assert ends(policy.evaluate(facts(None))) == (5000, 5000)


@pytest.mark.parametrize("day", ["2019-01-01", "2021-07-07", "2030-01-01"])
def test_on_a_draft_page_the_day_may_bring_earlier_years(day: str) -> None:
    policy = ipdsl.load_text(f"use ip\n{GRANT}\naward 1000 to enterprise while patent_agency located_here\n")
    person = {"id": "F1", "kinds": ["enterprise", "patent_agency"], "located_here": True}
    open_ = policy.evaluate(facts(None, applicant=person))
    low, high = ends(open_)
    assert high is None
    assert low <= policy.evaluate(facts(day, applicant=person, as_of=open_.as_of)).total.minor // 100


def test_totals_are_open_where_the_decision_is() -> None:
    policy = page(GRANT, EVERY_YEAR)
    with pytest.raises(ipdsl.Undetermined):
        policy.total(facts(None))
    for stated in (facts("2022-02-02"), facts("2022-02-02", as_of="2024-12-31")):
        assert policy.total(stated).minor == policy.evaluate(stated).total.minor


def test_an_award_that_begins_after_all_that_is_stated_pays_nothing() -> None:
    policy = ipdsl.load_text("use ip\naward 2500 from 2023-01-01 while invention_patent valid\n")
    assert ends(policy.evaluate(facts("2021-06-06"))) == (0, 0)
    assert ends(policy.evaluate(facts("2021-06-06", as_of="2024-12-31"))) == (5000, 5000)


def test_applicants_of_a_cohort_have_a_date_each() -> None:
    policy = page(GRANT, EVERY_YEAR, "cap 100000 per year across applicants")
    cohort = [facts("2021-07-07"), facts("2023-07-07")]
    for number, one in enumerate(cohort):
        one["applicant"] = {"id": f"F{number}", "kinds": ["enterprise"]}
    together, alone = policy.evaluate_cohort(cohort), [policy.evaluate(one) for one in cohort]
    assert [str(one.as_of) for one in together.decisions] == ["2021-12-31", "2023-12-31"]
    assert [one.as_of for one in together.decisions] == [one.as_of for one in alone]
    assert [ends(one)[0] for one in together.decisions] == [1600, 3600]
    assert [ends(one)[0] for one in policy.evaluate_cohort(cohort, year=2023).decisions] == [1000, 1300]
