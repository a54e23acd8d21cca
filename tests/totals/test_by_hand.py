"""Sums of emitted totals worked out by hand: events that stand twice, items of one day, other money, unstated days."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from tests.totals.test_forms import applicant, check, of_page, patent
from tests.totals.test_one_fen import figures, prize
from tests.totals.test_totals import agree, emitted

# ---------------------------------------------------------------------------------------------- order


@pytest.mark.parametrize(
    "rules",
    [
        ("cap local_contribution per enterprise per year", "  carry forward 1 years"),
        ("no repeat per item per year",),
        ("limit 5 items per enterprise per year, best first",),
        ("cap 5000 per enterprise per year",),
        (),
    ],
    ids=["carry", "no repeat", "limit", "cap", "none"],
)
def test_a_patent_that_is_listed_with_two_grants_is_in_force_once(rules: tuple[str, ...]) -> None:
    """Both are valid on the first day of 2023 and 2024: one event, of which the first record stands."""
    policy = of_page("award 1000 from 2023-01-01 while invention_patent valid", *rules)
    never = {"filed_on": {"none": True}, "examined_on": {"none": True}}
    patents = [patent(number, day) | never for number, day in (("A", "2020-05-01"), ("A", "2020-07-01"))]
    facts = applicant({"invention_patent": patents}) | {"figures": figures(y2023="5000", y2024="5000")}
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(2_000_00)
    patents.append(patent("B", "2020-05-01") | never)
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(4_000_00)


def test_of_one_day_the_higher_level_takes_the_place() -> None:
    """`provincial` stands above `county_level`; by their names it would stand behind, and 100 be paid."""
    policy = of_page(
        "group prizes", "  award by prize when patent_prize won", "    silver: 50", "    gold: 100",
        "  limit 1 items per enterprise per year",
        "group persons", "  award 60 when inventor_prize won",
        "pay highest per enterprise per year",
    )  # fmt: skip
    won = [prize("Z", "county_level", "gold", "2022-03-01"), prize("Z", "provincial", "silver", "2022-03-01")]
    check(policy, applicant({"patent_prize": won}), 50)
    inventors = [{"award_year": "2022", "won_on": "2022-03-01"}]
    check(policy, applicant({"patent_prize": won, "inventor_prize": inventors}), 60)
    won.append(prize("Y", "county_level", "gold", "2022-03-01"))
    check(policy, applicant({"patent_prize": won, "inventor_prize": inventors}), 100)


# ---------------------------------------------------------------------------------------------- other money


@pytest.mark.parametrize(("amount", "currency", "due"), [("100", "USD", 315), ("2500", "JPY", 63), ("80", "CNY", 40)])
def test_fees_in_other_money_count_at_the_rate_of_their_day(amount: str, currency: str, due: int) -> None:
    """50% of 100 dollars at 6.30, of 2,500 yen at 5.04 for a hundred, of 80 yuan as they are."""
    policy = of_page(
        "award 50% of official_fees at most 1000 to enterprise when invention_patent granted and not domestic",
        "  convert at central_parity on fees_paid_on",
    )  # fmt: skip
    patent = {"number": "P", "granted_on": "2022-05-01", "domestic": False, "fees_paid_on": "2022-03-01"}
    patent["official_fees"] = {"amount": amount, "currency": currency}
    rates = [("USD", "2022-03-01", "6.30"), ("JPY", "2022-03-01", "0.0504"), ("USD", "2022-05-01", "9")]
    series = {"central_parity": [{"currency": c, "day": day, "value": value} for c, day, value in rates]}
    check(policy, applicant({"invention_patent": [patent]}, series=series), due)


# ---------------------------------------------------------------------------------------------- unstated days

STATE = "award 1000 while enterprise located_here"
OPEN_END = 'policy open_end\n  document "Doc 1"\n  effective from 2021-07-01\n  use ip\narticle 1 "Made"\n'


def stated(located: bool, *contracts: dict[str, Any]) -> dict[str, Any]:
    facts = applicant({"technology_contract": list(contracts)})
    facts["applicant"]["located_here"] = located
    return facts


@pytest.mark.parametrize("page", [f"{STATE}\n", f"{OPEN_END}  {STATE}\n"], ids=["draft", "without an end"])
def test_a_day_that_is_not_stated_may_bring_the_first_year_of_a_state(page: str) -> None:
    """No year is stated but what the contract may bring: 1,000 for each year up to its own."""
    policy = ipdsl.load_text(page)
    nowhen, never = ({"contract": name, "recorded_on": day} for name, day in (("A", None), ("N", {"none": True})))
    for deals in ((nowhen,), (nowhen, never)):
        facts = policy.read_facts(stated(True, *deals))
        agree(policy, facts)
        bounds = policy.total_bounds(facts)
        assert bounds.low == ipdsl.Money(0)
        assert bounds.high is None or bounds.high > bounds.low
        assert policy.total(stated(False, *deals)) == ipdsl.Money(0)
    year = {"contract": "B", "recorded_on": "2021-08-01"}
    for deals in ((year,), (nowhen, year), (never, year)):
        facts = policy.read_facts(stated(True, *deals))
        agree(policy, facts)
        assert emitted(policy._code, facts) == 100_000
    assert policy.total(stated(True, never)) == ipdsl.Money(0)


def test_an_as_of_date_ends_the_years_and_begins_none() -> None:
    nowhen = {"contract": "A", "recorded_on": None}
    begun = ipdsl.load_text(f"{OPEN_END}  {STATE}\n")
    facts = begun.read_facts(stated(True, nowhen) | {"as_of": "2023-05-01"})
    agree(begun, facts)
    assert emitted(begun._code, facts) == 300_000
    draft = ipdsl.load_text(f"{STATE}\n")
    facts = draft.read_facts(stated(True, nowhen) | {"as_of": "2023-05-01"})
    agree(draft, facts)
    bounds = draft.total_bounds(facts)
    assert bounds.low == ipdsl.Money(0)
    assert bounds.high is None or bounds.high >= ipdsl.Money(100_000)
