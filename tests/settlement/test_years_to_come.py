"""Years beyond those settled: without an as-of date states may run into later ones; a day that is not stated may bring
later ones too, on a draft page earlier ones.
"""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.runtime.decision.light import Decision

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


def facts(granted_on: str | None, **rest: Any) -> dict[str, Any]:
    """Patent A has been in force since 2021; when design Z was granted is not always stated."""
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
    """Due at least and at most, in yuan."""
    due = decision.due
    return due.low.minor // 100, None if due.high is None else due.high.minor // 100


def holds(policy: ipdsl.Policy, *days: str, **rest: Any) -> None:
    """Whatever the day is, the sum lies between the ends."""
    low, high = ends(policy.evaluate(facts(None, **rest)))
    for day in days:
        paid = policy.evaluate(facts(day, **rest)).total.minor // 100
        assert low <= paid
        assert high is None or paid <= high


def test_a_state_may_pay_in_the_years_that_the_day_brings() -> None:
    policy = page(GRANT, EVERY_YEAR)
    decision = policy.evaluate(facts(None))
    assert ends(decision) == (1300, None)
    later = next(claim for claim in decision.claims if claim.item == "A" and claim.year is None)
    assert (later.item, later.year, later.outcome.value) == ("A", None, "undetermined")
    assert [ref.path for ref in later.missing] == ["as_of"]
    assert not later.bounds.exact
    assert (decision.missing[0].path, decision.missing[0].worth) == ("as_of", None)
    assert "no as-of date: how far states run after 2021-05-05, the last day stated, is open" in decision.assumptions
    holds(policy, "2019-01-01", "2021-07-07", "2030-01-01")


def test_an_as_of_date_closes_the_years() -> None:
    policy = page(GRANT, EVERY_YEAR)
    assert ends(policy.evaluate(facts(None, as_of="2023-12-31"))) == (3300, 3600)
    holds(policy, "2019-01-01", "2021-07-07", "2023-06-06", "2030-01-01", as_of="2023-12-31")


def test_once_that_is_used_up_leaves_nothing_to_later_years() -> None:
    policy = page(GRANT, EVERY_YEAR.replace("1000", "1000 once"))
    assert ends(policy.evaluate(facts(None))) == (1300, 1600)
    holds(policy, "2019-01-01", "2021-07-07", "2030-01-01")


def test_once_in_the_ledger_leaves_nothing_to_later_years() -> None:
    policy = page(GRANT, EVERY_YEAR.replace("1000", "1000 once"))
    history = [{"clause": "1.invention_patent.valid", "item": "A", "year": 2021, "due": 1000}]
    assert ends(policy.evaluate(facts(None, history=history))) == (300, 600)


def test_a_state_that_matures_later_is_paid_once() -> None:
    policy = page(GRANT, "award 1000 once while invention_patent valid and filed_on at least 10 years ago")
    assert ends(policy.evaluate(facts(None))) == (300, 1600)
    holds(policy, "2021-07-07", "2024-01-01", "2025-01-01", "2030-01-01")


@pytest.mark.parametrize(
    ("rule", "high"),
    [
        ("cap 1800 per enterprise", 1800),
        ("cap 1800 per applicant", 1800),
        ("limit 2 years per number", 2000),
        ("top up per enterprise", 1000),
        ("no repeat per number", 1000),
    ],
)
@pytest.mark.parametrize("end", ["", " to 2026-12-31"])
def test_years_to_come_are_paid_what_the_years_before_leave_of_a_rule_for_life(rule: str, high: int, end: str) -> None:
    text = (
        f"{HEAD.replace('from 2021-01-01', f'2021-01-01{end}' if end else 'from 2021-01-01')}  {EVERY_YEAR}\n  {rule}\n"
    )
    decision = ipdsl.load_text(text).evaluate(facts(None))
    assert ends(decision) == (1000, high)
    worths = [fact.worth for fact in decision.missing]
    assert worths == [ipdsl.Money((high - 1000) * 100, "CNY")] if high > 1000 else not worths


def test_of_a_cap_for_life_the_states_of_years_to_come_are_paid_no_more_together_than_is_left() -> None:
    more = "award 1500 to enterprise while invention_patent valid\n    as more"
    decision = page(EVERY_YEAR, more, "cap 3000 per enterprise").evaluate(facts("2021-06-06"))
    assert ends(decision) == (2500, 3000)
    assert [claim.bounds.high and claim.bounds.high.minor for claim in decision.claims if claim.year is None] == [
        50000
    ] * 2
    assert [fact.worth.minor for fact in decision.missing] == [50000]


def test_the_last_year_whose_figures_are_weighed_is_told() -> None:
    policy = page(EVERY_YEAR, "award 7000 to enterprise each year\n    if filings at least 20")
    told = "; awards of a year's figures are settled to 2022, later years not weighed"
    figures = {str(year): {"filings": 30} for year in (2021, 2022)}
    stated = facts("2021-06-06", figures=figures)
    assert any(told in line for line in policy.evaluate(stated).assumptions)
    assert not any(told in line for line in policy.evaluate({**stated, "as_of": "2022-12-31"}).assumptions)
    assert not any(told in line for line in page(EVERY_YEAR).evaluate(stated).assumptions)


def test_the_year_that_is_reported_has_no_later_years() -> None:
    policy = page(GRANT, EVERY_YEAR)
    assert ends(policy.evaluate(facts(None), year=2021)) == (1300, 1600)
    assert ends(policy.evaluate(facts(None), year=2023)) == (0, 1300)


def test_how_far_a_state_runs_is_open_whatever_days_are_asked_for() -> None:
    decision = page(EVERY_YEAR).evaluate(facts(None))
    assert ends(decision) == (1000, None)
    assert [fact.path for fact in decision.missing] == ["as_of"]


def test_the_set_of_another_year() -> None:
    policy = page("award 5000 per year to enterprise when patent granted")
    decision = policy.evaluate(facts(None))
    assert ends(decision) == (5000, 10000)
    assert [(c.item, c.year) for c in decision.claims] == [("2021", 2021), ("another year", None)]
    holds(policy, "2019-01-01", "2021-07-07", "2030-01-01")


def test_each_record_without_a_day_may_have_a_set_of_its_own() -> None:
    policy = page("award 5000 per year to enterprise when patent granted")
    open_ = facts(None)
    open_["records"]["patent"].append({"number": "Y", "right": "design", "filed_on": "2020-01-01"})
    assert ends(policy.evaluate(open_)) == (5000, 15000)
    open_["records"]["patent"][1]["granted_on"] = "2024-01-01"
    open_["records"]["patent"][2]["granted_on"] = "2025-01-01"
    assert policy.evaluate(open_).total.minor == 1_500_000


def test_a_sum_of_a_year_that_no_figure_speaks_of_has_no_limit() -> None:
    policy = page("award 50% of local_contribution to enterprise when patent granted")
    figures = {"2021": {"local_contribution": 1000}}
    assert ends(policy.evaluate(facts(None, figures=figures))) == (500, None)
    assert ends(policy.evaluate(facts(None, figures=figures, as_of="2021-12-31"))) == (500, 1000)


@pytest.mark.parametrize("day", ["2019-01-01", "2021-07-07", "2030-01-01"])
def test_on_a_draft_page_the_day_may_bring_earlier_years(day: str) -> None:
    policy = ipdsl.load_text(f"use ip\n{GRANT}\naward 1000 to enterprise while patent_agency located_here\n")
    person = {"id": "F1", "kinds": ["enterprise", "patent_agency"], "located_here": True}
    low, high = ends(policy.evaluate(facts(None, applicant=person)))
    assert high is None
    assert low <= policy.evaluate(facts(day, applicant=person)).total.minor // 100


def test_totals_are_open_where_the_decision_is() -> None:
    policy = page(GRANT, EVERY_YEAR)
    with pytest.raises(ipdsl.Undetermined):
        policy.total(facts(None))
    ended = facts("2022-02-02", as_of="2022-12-31")
    assert policy.total(ended).minor == policy.evaluate(ended).total.minor
    with pytest.raises(ipdsl.Undetermined):
        page(EVERY_YEAR).total(facts("2021-02-02"))


def test_an_award_that_begins_after_all_that_is_stated_may_pay() -> None:
    policy = ipdsl.load_text("use ip\naward 2500 from 2023-01-01 while invention_patent valid\n")
    assert ends(policy.evaluate(facts("2021-06-06"))) == (0, None)
    assert ends(policy.evaluate(facts("2021-06-06", as_of="2024-12-31"))) == (5000, 5000)


def test_a_figure_that_is_nothing_before_a_day_to_come_is_asked_for_after_it() -> None:
    policy = page("award 500 while enterprise established_on at most 9 years ago\n    if not filings at most 7")
    stated = facts("2021-06-06", figures={"2021": {"filings": 0}})
    stated["applicant"]["established_on"] = "2024-02-29"
    low, high = ends(policy.evaluate(stated))
    assert low == 0
    assert high is None or high > 0
