"""Applicants with several claims under Dongyang and Quanzhou. The amounts of each year are calculated by hand."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from tests.support.slow import sampled

FIRM = {"located_here": True, "legal_person": True, "sound_books": True, "operating": True}
HERE = {"located_here": True}
DY, QZ = "dongyang_2021", "quanzhou_2021"


def contributions(**years: int) -> dict[str, Any]:
    return {year[1:]: {"local_contribution": money} for year, money in years.items()}


def title(name: str, day: str) -> dict[str, Any]:
    return {"title": name, "recognised_on": day}


def brand(name: str, day: str) -> dict[str, Any]:
    return {"brand": name, "recognised_on": day}


def madrid(territory: str, fee: int, day: str) -> dict[str, Any]:
    return {"mark": "Oak", "territory": territory, "route": "madrid", "registration_fee": fee, "registered_on": day}


def prize(patent: str, level: str, name: str, day: str, project: Any = "P") -> dict[str, Any]:
    of = {"patent": patent, "project": project, "level": level, "prize": name, "won_on": day}
    return {**of, "for_design": False, "implemented_here": True}


def portfolio(name: str, day: str) -> dict[str, Any]:
    return {"portfolio": name, "new_inventions": 10, "formed_on": day}


def product(patent: str, sales: int) -> dict[str, Any]:
    of = {"patent": patent, "product": f"product of {patent}", "sales": sales, "started_on": "2022-03-01"}
    return {**of, "core": True, "patent_in_force": True}


def insurance(contract: str, premium: int, day: str) -> dict[str, Any]:
    return {"contract": contract, "right_kind": "patent_right", "premium": premium, "bought_on": day}


def base(level: str, day: str) -> dict[str, Any]:
    return {"base": "Hengdian", "level": level, "recognised_on": day}


def deal(contract: str, amount: int, role: str, year: str = "2022", **more: Any) -> dict[str, Any]:
    of = {"contract": contract, "deal_year": year, "amount": amount, "role": role, "paid_on": f"{year}-03-01"}
    met = {"contract_registered": True, "used_here": True, "related_party": False}
    return {**of, "right": "invention", "patent_count": 1, **met, **more}


def loan(name: str, principal: int, rate: str, lender: str, drawn: str, repaid: str) -> dict[str, Any]:
    of = {"loan": name, "principal": principal, "actual_rate": rate, "lender": lender, "on_schedule": True}
    return {**of, "right_kind": "gi_right", "drawn_on": drawn, "repaid_on": repaid}


TITLES = {
    "ip_title": [title("municipal_demonstration", "2021-03-01")],
    "brand_title": [brand("provincial_brand", "2021-05-01")],
}
SCARCE = contributions(y2021=100000, y2022=90000, y2023=30000, y2024=500000)
OPENED = {"dispute": "1", "level": "provincial"}

FIRMS: list[tuple[str, str, str, dict[str, Any], dict[int, int]]] = [
    # 50,000 and 200,000 of 2021 over three years; 30,000 lapse
    ("two titles and little contribution", DY, "enterprise", {"records": TITLES, "figures": SCARCE},
     {2021: 100000, 2022: 90000, 2023: 30000}),
    # the year 2022 is suspended; 120,000 lapse
    ("the same, suspended in 2022", DY, "enterprise",
     {"records": {**TITLES, "sanction": [{**OPENED, "opened_on": "2022-12-31"}]}, "figures": SCARCE},
     {2021: 100000, 2023: 30000}),
    # 25,000, then 5,000 of the cap for life; 15,000 and 8,000 wait
    ("fees under a cap for life and a ceiling", DY, "enterprise",
     {"records": {"foreign_mark": [madrid("FR", 25000, "2021-02-01"), madrid("DE", 10000, "2022-02-01")]},
      "figures": contributions(y2021=10000, y2022=12000, y2023=100000)},
     {2021: 10000, 2022: 12000, 2023: 8000}),
    # 200,000 - 100,000 of the older document; 500,000 - 200,000
    ("a ladder that begins under an older document", DY, "enterprise",
     {"records": {"ip_title": [title("provincial_demonstration", "2021-03-01"),
                               title("national_demonstration", "2022-03-01")]},
      "figures": contributions(y2021=900000, y2022=900000),
      "history": [{"policy": "older", "clause": "x", "kind": "ip_title", "item": "municipal_demonstration",
                   "year": 2018, "due": 100000}]},
     {2021: 100000, 2022: 300000}),
    # 300,000; 1,000,000 - 300,000; 300,000 for another patent
    ("prizes of two patents", DY, "person",
     {"records": {"patent_prize": [prize("1", "provincial", "gold", "2021-03-01"),
                                   prize("1", "national", "gold", "2022-03-01"),
                                   prize("2", "national", "excellence", "2022-04-01")]}},
     {2021: 300000, 2022: 1000000}),
    # 100,000 wait; 300,000 of 400,000 by the cap; 50,000 wait for 20,000 and 100,000
    ("five portfolios", DY, "enterprise",
     {"records": {"patent_portfolio": [portfolio("a", "2021-05-01"),
                                       *(portfolio(name, "2022-05-01") for name in "bcde")]},
      "figures": contributions(y2021=0, y2022=350000, y2023=20000, y2024=100000)},
     {2022: 350000, 2023: 20000, 2024: 30000}),
    # 30,000 + 30,000 + 40,000
    ("three products", DY, "enterprise",
     {"records": {"industrialisation": [product("1", 12000000), product("2", 14990000), product("3", 15000000)]},
      "figures": contributions(y2022=500000)},
     {2022: 100000}),
    # 300,000 and, by the older standard, 1,200,000 - 300,000, over three years
    ("an older standard, a rung and a ceiling", DY, "enterprise",
     {"records": {"patent_prize": [prize("1", "provincial", "gold", "2022-03-01"),
                                   prize("1", "national", "gold", "2022-04-01")]},
      "figures": contributions(y2022=400000, y2023=400000, y2024=400000),
      "older_documents": [
          {"document": "older", "kind": "patent_prize", "item": "1 / national / gold", "amount": 1200000}]},
     {2022: 400000, 2023: 400000, 2024: 400000}),
    # 1,200,000 - 500,000; 50,000 lapse
    ("a mark that a court recognised first", DY, "enterprise",
     {"records": {"well_known_mark": [{"mark": "Oak", "recognised_on": "2022-03-01"}]},
      "figures": contributions(y2022=300000, y2023=300000, y2024=50000),
      "history": [{"policy": "older", "clause": "x", "kind": "judicial_well_known_mark", "item": "Oak",
                   "year": 2015, "due": 500000}]},
     {2022: 300000, 2023: 300000, 2024: 50000}),
    # the station's 100,000 are not under the ceiling; the base's 300,000 are
    ("a station and a base", DY, "enterprise",
     {"records": {"guidance_station": [{"station": "s", "rated_on": "2022-03-01", "selected_on": {"none": True}}],
                  "brand_base": [base("national", "2022-03-01")]},
      "figures": contributions(y2022=1, y2023=2, y2024=3)},
     {2022: 100001, 2023: 2, 2024: 3}),
    # 75,000 + 25,000 by the cap; 10,000 lapse
    ("a cap and then a ceiling", DY, "enterprise",
     {"records": {"ip_insurance": [insurance("1", 150000, "2022-03-01"), insurance("2", 150000, "2022-04-01")]},
      "figures": contributions(y2022=30000, y2023=30000, y2024=30000)},
     {2022: 30000, 2023: 30000, 2024: 30000}),
    # the suspended title does not count as a step
    ("a title in a suspended year", DY, "enterprise",
     {"records": {"ip_title": [title("municipal_demonstration", "2021-03-01"),
                               title("national_demonstration", "2022-03-01")],
                  "sanction": [{**OPENED, "opened_on": "2021-01-01"}]},
      "figures": contributions(y2021=900000, y2022=900000)},
     {2022: 500000}),
    # 1,200,000 of deals; 45,000 + 5,000 by the cap
    ("a buyer with insurance", QZ, "enterprise",
     {"records": {"patent_deal": [deal("A", 500000, "buyer"), deal("B", 1000000, "buyer", related_party=True),
                                  deal("C", 700000, "buyer")],
                  "ip_insurance": [insurance("1", 90000, "2022-03-01"), insurance("2", 20000, "2022-04-01")]}},
     {2022: 170000}),
    ("equal prizes of state and city", QZ, "enterprise",
     {"records": {"patent_prize": [prize("1", "national", "gold", "2022-03-01"),
                                   prize("1", "municipal", "major", "2022-05-01")]}},
     {2022: 1000000}),
    ("the same without a project to compete in", QZ, "enterprise",
     {"records": {"patent_prize": [prize("1", "national", "gold", "2022-03-01", {"none": True}),
                                   prize("1", "municipal", "major", "2022-05-01", {"none": True})]}},
     {2022: 2000000}),
    # 200,000 under 1,000,000 of the city; 1,000,000 + 100,000
    ("prizes of two projects and years", QZ, "enterprise",
     {"records": {"patent_prize": [prize("1", "national", "silver", "2022-03-01"),
                                   prize("2", "municipal", "major", "2022-05-01"),
                                   prize("3", "provincial", "special", "2023-05-01", "Q"),
                                   prize("3", "national", "excellence", "2023-06-01", "Q")]}},
     {2022: 1000000, 2023: 1100000}),
    # 5,000,000 x 3.65% x 30% x 199 / 365
    ("a lease of 199 days", QZ, "small_enterprise",
     {"records": {"pledge_loan": [loan("A", 5000000, "1%", "lessor", "2022-06-30", "2023-01-15")]}},
     {2023: 29850}),
    # 200,000 x 3.70% x 30%
    ("a farmer's dear loan", QZ, "farmer",
     {"records": {"pledge_loan": [loan("A", 200000, "10%", "bank", "2021-03-01", "2022-03-01")]}},
     {2022: 2220}),
    # 109,500 each, 200,000 by the cap
    ("two loans in one year", QZ, "small_enterprise",
     {"records": {"pledge_loan": [loan("A", 10000000, "3.65%", "bank", "2022-02-28", "2023-02-28"),
                                  loan("B", 10000000, "5%", "bank", "2022-02-28", "2023-08-28")]}},
     {2023: 200000}),
    # the matter of the contract was supported, whatever the year of payment
    ("a contract that the province supported", QZ, "enterprise",
     {"records": {"patent_deal": [deal("A", 300000, "buyer"), deal("A", 300000, "buyer", "2023")]},
      "support": [{"kind": "patent_deal", "item": "A / 2022", "level": "provincial", "year": 2022, "amount": 1}]},
     {2023: 30000}),
    # 290,000 of 2,900,000; 30,000 of 50,000
    ("a university", QZ, "academy",
     {"records": {"patent_deal": [deal("A", 2900000, "seller")],
                  "certification": [
                      {"standard": "gbt33251", "stage": "initial", "cost": 100000, "passed_on": "2023-03-01"}]}},
     {2022: 290000, 2023: 30000}),
]  # fmt: skip


def facts_of(policy: str, kind: str, stated: dict[str, Any]) -> dict[str, Any]:
    who = FIRM if policy == DY else HERE
    records = {"sanction": [], **stated["records"]} if policy == DY else stated["records"]
    return {
        "applicant": {"id": "X", "kinds": [kind], **who},
        "history": [],
        "support": [],
        "figures": {str(year): {"none": True} for year in range(2021, 2027)} | stated.get("figures", {}),
        "as_of": "2026-12-31",
        **{name: part for name, part in stated.items() if name != "figures"},
        "records": records,
    }


@pytest.mark.parametrize(
    ("policy", "kind", "stated", "paid"),
    sampled([firm[1:] for firm in FIRMS], 3, others="broad"),
    ids=[f[0] for f in FIRMS],
)
def test_what_each_year_pays(policy: str, kind: str, stated: dict[str, Any], paid: dict[int, int]) -> None:
    decision = ipdsl.load(policy).evaluate(facts_of(policy, kind, stated))
    years = {year: decision.total_of(year).minor for year in range(2015, 2028)}
    assert {year: sum_ / 100 for year, sum_ in years.items() if sum_} == paid
    assert decision.due.low == decision.due.high


@pytest.mark.parametrize(
    ("policy", "kind", "stated", "paid"), sampled([firm[1:] for firm in FIRMS], 7), ids=[f[0] for f in FIRMS]
)
def test_year_after_year_comes_to_the_same(
    policy: str, kind: str, stated: dict[str, Any], paid: dict[int, int]
) -> None:
    facts, found = facts_of(policy, kind, stated), {}
    ledger = facts["history"]
    for year in range(2020, 2026):
        decision = ipdsl.load(policy).evaluate({**facts, "as_of": f"{year}-12-31", "history": ledger})
        ledger = ipdsl.to_json(decision)["ledger"]
        found[year] = decision.total.minor / 100
    assert {year: sum_ for year, sum_ in found.items() if sum_} == paid
