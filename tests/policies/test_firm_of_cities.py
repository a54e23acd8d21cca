"""One facts file under the policy of every city. The amounts are calculated by hand from the documents."""

from __future__ import annotations

import json

import pytest

import ipdsl
from tests.conftest import ROOT
from tests.support.slow import sampled

FACTS = json.loads((ROOT / "examples" / "firm_of_cities.json").read_text(encoding="utf-8"))
YEARS = {
    # 1,000 for the utility model; 150,000 title + 20,000 for 34 filings more + 7,200 of 24,000 + 3,000 at examination
    "qingyuan_2018": {2019: "1000", 2020: "180200"},
    # 200,000 title + 12,000 of 24,000; 1,000,000 quality award; title, prize, 40,000 of 800,000, 30,000 of 60,000
    "foshan_2020": {2020: "212000", 2021: "1000000", 2022: "570000"},
    # 10,000 for the old invention; title, prize, second tier, 28,800 of 96,000, 18,000 of 60,000; 10,000 for the cycle
    "shaoguan_2021": {2021: "10000", 2022: "266800", 2023: "10000"},
    # the old invention; 30,000 of 60,000, prize, and 170,000 of the title's 300,000 up to the contribution of 500,000;
    # 130,000 of the title and 20,000 of 37,000 interest (3.70% on 2,000,000) up to 150,000; the 17,000 that are left
    "dongyang_2021": {2021: "5000", 2022: "500000", 2023: "150000", 2024: "17000"},
    # title, prize, 80,000 of 800,000, 30,000 of 60,000, third place; 30% of 3.65% on 2,000,000
    "quanzhou_2021": {2022: "280000", 2023: "21900"},
}
OPEN = {  # amounts at discretion
    "qingyuan_2018": "100000",
    "foshan_2020": "0",
    "shaoguan_2021": "1200",
    "dongyang_2021": "1200",
    "quanzhou_2021": "0",
}


def money(text: str) -> ipdsl.Money:
    return ipdsl.Money(100 * int(text), "CNY")


@pytest.mark.parametrize("policy", YEARS)
def test_what_is_due_in_each_year(policy: str) -> None:
    decision = ipdsl.load(policy).evaluate(FACTS)
    years = {year: decision.total_of(year) for year in range(2010, 2026)}
    assert {year: total for year, total in years.items() if total.minor} == {
        year: money(text) for year, text in YEARS[policy].items()
    }


@pytest.mark.parametrize("policy", YEARS)
def test_what_the_bureau_may_add(policy: str) -> None:
    decision = ipdsl.load(policy).evaluate(FACTS)
    assert decision.due.high is not None
    assert decision.due.high.minor - decision.due.low.minor == money(OPEN[policy]).minor
    assert not decision.is_undetermined


@pytest.mark.parametrize("policy", sampled(YEARS, 2, others="broad"))
def test_a_year_after_the_other_comes_to_the_same(policy: str) -> None:
    compiled = ipdsl.load(policy)
    paid, ledger = 0, []
    for year in range(2017, 2025):
        facts = {**FACTS, "as_of": f"{year}-12-31", "history": ledger}
        decision = compiled.evaluate(facts)
        ledger = ipdsl.to_json(decision)["ledger"]
        paid += decision.total.minor
    assert paid == sum(money(text).minor for text in YEARS[policy].values())
