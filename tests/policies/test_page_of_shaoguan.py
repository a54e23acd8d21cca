"""The decision page under Shaoguan: every sentence is true, every zero is explained, and amounts add up."""

from __future__ import annotations

from functools import cache
from typing import Any

import ipdsl
from ipdsl.report.decision_page import render


@cache
def policy() -> ipdsl.Policy:
    return ipdsl.load("shaoguan_2021")


def decide(kind: str, history: list[dict[str, object]] | None = None, **records: Any) -> ipdsl.Decision:
    facts = {"applicant": {"id": "X", "kinds": [kind]}, "records": records, "history": history or [], "support": []}
    return policy().evaluate(facts)


def page(decision: ipdsl.Decision) -> str:
    """The page on one line, so that line breaks do not matter."""
    return " ".join(render(decision).split())


def test_a_field_asked_for_on_several_days_is_worth_no_more_than_what_is_open() -> None:
    decision = decide("patent_agency")
    worth = {fact.path: fact.worth for fact in decision.missing}
    assert worth["applicant.located_here"] == decision.due.high == ipdsl.Money(10_000_000, "CNY")


def contract(number: str, amount: int | None, day: str, **others: object) -> dict[str, object]:
    known = {"contract": number, "amount": amount, "recorded_on": day, "put_to_use": True, "related_party": False}
    return {**known, **others}


def firm(*contracts: dict[str, object], history: list[dict[str, object]] | None = None) -> ipdsl.Decision:
    facts = {
        "applicant": {"id": "X", "kinds": ["enterprise"], "located_here": True},
        "records": {"technology_contract": list(contracts)}, "history": history or [], "support": [],
    }  # fmt: skip
    return policy().evaluate(facts)


def test_a_contract_does_not_wait_for_the_sum_of_another_contract_of_another_year() -> None:
    decision = firm(contract("A", 3000000, "2022-03-01", related_party=None), contract("B", None, "2023-03-01"))
    asked = {claim.item: [ref.path for ref in claim.missing] for claim in decision.claims if claim.missing}
    assert asked == {
        "A": ["records.technology_contract[A].related_party"], "B": ["records.technology_contract[B].amount"],
    }  # fmt: skip


def test_a_contract_waits_for_the_row_of_an_earlier_record_of_the_same_contract() -> None:
    decision = firm(contract("A", None, "2022-03-01"), contract("A", 3000000, "2023-03-01"))
    later = next(claim for claim in decision.claims if claim.year == 2023)
    assert later.outcome is ipdsl.Outcome.UNDETERMINED
    assert decision.due.high == ipdsl.Money(7_000_000, "CNY")


def interest(loan: str, day: str, sum_: int | None, **others: object) -> dict[str, object]:
    return {"loan": loan, "paid_on": day, "interest_paid": sum_, "on_schedule": True, "in_risk_pool": True, **others}


def test_what_is_certain_though_no_claim_is_settled_is_told() -> None:
    payments = [interest("L", "2022-03-31", 300000, on_schedule=None), interest("L", "2022-06-30", 200000)]
    decision = decide("enterprise", loan_interest=payments)
    told = page(decision)
    assert decision.total == ipdsl.Money(6_000_000, "CNY")
    assert "60,000.00 of the first sum is certain but is paid only after the open claims are settled" in told
    assert "the total is between these two sums, and both are possible" in told
    assert "these cannot all be paid in full: at most 100,000.00 in total is due" in told
    assert "a limit on it depends on missing facts: records.loan_interest[L / 2022-03-31].on_schedule" in told


def test_years_of_one_item_stand_together() -> None:
    patent = {"number": "ZL1", "domestic": True, "filed_on": "2009-07-02", "granted_on": "2012-01-11",
              "lapsed_on": {"none": True}, "official_fees": None}  # fmt: skip
    records = {"invention_patent": [patent]}
    told = page(policy().evaluate(
        {"applicant": {"id": "X", "kinds": ["enterprise"]}, "records": records, "history": [], "as_of": "2024-12-31"}
    ))  # fmt: skip
    assert "5.invention_patent.valid, ZL1 (2022, 2023, 2024): already paid; paid only once for ZL1" in told


def test_a_claim_that_comes_to_nothing_is_not_called_awarded() -> None:
    told = page(firm(contract("A", 0, "2022-03-01")))
    assert "7.technology_contract.recorded, A (2022): the amount is 0" in told


def test_a_displaced_title_of_an_earlier_run_is_told_as_settled_before() -> None:
    titles = [{"title": "provincial_demonstration", "recognised_on": "2022-01-05"},
              {"title": "national_advantage", "recognised_on": "2022-05-05"}]  # fmt: skip
    first = decide("enterprise", ip_title=titles)
    again = decide("enterprise", ipdsl.to_json(first)["ledger"], ip_title=titles)
    assert "provincial_demonstration (2022): settled before: displaced, 0.00 due in 2022" in page(again)


def test_only_what_the_best_title_is_above_the_earlier_payment_is_due_and_told_so() -> None:
    title = {"title": "national_advantage", "recognised_on": "2022-05-05"}
    paid = {"clause": "11.ip_title.new", "item": "provincial_demonstration", "year": 2022, "due": 80000}
    told = page(decide("enterprise", [paid], ip_title=[title]))
    assert (
        "of 100,000.00: only the highest is paid per enterprise per year (article 11), and 80,000.00 was paid before:"
        " only the excess is due"
    ) in told


def test_a_sum_without_limit_is_told_in_words() -> None:
    issue = {"product": "P", "own_asset_pool": True, "issued_on": "2022-05-01"}
    told = page(decide("enterprise", securitisation=[issue]))
    assert "0.00 or more, without limit" in told
    assert "regardless of the missing facts, at least the first sum is due" in told
    assert "affects an unlimited amount" in told


def test_a_budget_line_names_what_is_not_known() -> None:
    told = page(decide("city", city_cultivation=[{"title": "national_pilot", "begun_on": "2024-05-01"}]))
    assert "not known: records.city_cultivation[national_pilot].ended_on" in told


def test_where_a_cap_fills_up_an_open_claim_waits_for_nothing_of_a_later_day() -> None:
    decision = firm(contract("A", 3000000, "2022-03-01", related_party=None), contract("B", None, "2022-04-01"))
    asked = {claim.item: [ref.path for ref in claim.missing] for claim in decision.claims if claim.missing}
    assert asked["A"] == ["records.technology_contract[A].related_party"]
    assert asked["B"] == [
        "records.technology_contract[A].related_party",
        "records.technology_contract[B].amount",
    ]


def test_what_a_cap_cut_names_the_sum_of_the_cap() -> None:
    told = page(firm(contract("A", 3000000, "2022-03-01"), contract("B", 5000000, "2022-09-01")))
    assert "of 50,000.00: cut to 30,000.00 by the cap of article 7: 50,000.00 per enterprise per year" in told
