"""References to documents, duties, goals and readings on the pages of Dongyang and Quanzhou; numbers of cases."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl


def decide(
    policy: str, kind: str, records: dict[str, list[dict[str, Any]]] | None = None, **more: Any
) -> ipdsl.Decision:
    applicant = {"id": "X", "kinds": [kind], "located_here": True, "business_started_on": "2021-06-01"}
    facts = {"applicant": applicant, "records": records or {}, "history": [], "support": [], **more}
    return ipdsl.load(policy).evaluate(facts)


def references(decision: ipdsl.Decision) -> dict[str, tuple[str, ...]]:
    return {reference.article: reference.items for reference in decision.references}


def duties(decision: ipdsl.Decision) -> set[str]:
    return {duty.article for duty in decision.obligations}


def test_rules_to_come_belong_to_every_decision_of_dongyang() -> None:
    assert references(decide("dongyang_2021", "person")) == {"24": ()}


def test_a_rating_of_dongyang_is_referred_to_its_document() -> None:
    rating = {"rating_year": "2022", "rated_on": "2022-05-10"}
    assert references(decide("dongyang_2021", "enterprise", {"output_rating": [rating]})) == {"21": ("2022",), "24": ()}


def test_advice_of_experts_in_quanzhou_is_referred_to_another_document() -> None:
    advice = {"dispute": "7", "given_on": "2022-05-10"}
    assert references(decide("quanzhou_2021", "person", {"expert_advice": [advice]})) == {"21": ("7",)}


@pytest.mark.parametrize(("kind", "owed"), [("city", {"17"}), ("county", set()), ("enterprise", set())])
def test_the_city_owes_the_fund_of_dongyang(kind: str, owed: set[str]) -> None:
    assert duties(decide("dongyang_2021", kind)) == owed


@pytest.mark.parametrize(("kind", "owed"), [("academy", {"9"}), ("institution", set()), ("enterprise", set())])
def test_a_university_of_quanzhou_owes_its_unused_patents(kind: str, owed: set[str]) -> None:
    assert duties(decide("quanzhou_2021", kind)) == owed


@pytest.mark.parametrize("policy", ["dongyang_2021", "quanzhou_2021"])
def test_goals_give_nobody_a_claim(policy: str) -> None:
    decision = decide(policy, "city")
    assert decision.claims == ()
    assert decision.due.high == ipdsl.Money(0, "CNY")


def test_dongyang_says_that_it_is_a_draft() -> None:
    assert any("a draft for comment" in reading.text for reading in ipdsl.load("dongyang_2021").readings)


CASES_OF_AGENCIES = [
    (40, 10, "50,000.00 CNY", ()),
    (41, 9, "0.00 CNY", ("local_invention_case", "granted")),
    (39, 10, "0.00 CNY", ("local_case", "granted")),
    (0, 50, "50,000.00 CNY", ()),
]


@pytest.mark.parametrize(("others", "inventions", "paid", "because"), CASES_OF_AGENCIES)
def test_fifty_cases_ten_of_them_inventions(others: int, inventions: int, paid: str, because: tuple[str, ...]) -> None:
    rights = ["invention"] * inventions + ["design"] * others
    cases = [
        {"number": f"ZL{n}", "right": right, "local_address": True, "granted_on": "2021-07-01"}
        for n, right in enumerate(rights)
    ]
    opened = {"registration_number": "R", "set_up_on": "2021-06-01", "closed_on": {"none": True}}
    records = {"agency_registration": [opened], "agency_case": cases, "sanction": []}
    figures = {"2022": {"local_contribution": 50000}}
    decision = decide("dongyang_2021", "patent_agency", records, figures=figures, as_of="2022-12-31")
    claim = next(claim for claim in decision.claims if claim.label == "14.agency_registration.active")
    assert str(claim.paid) == paid
    assert (claim.reason.words if claim.reason else ()) == because


def test_cases_for_addresses_elsewhere_do_not_count() -> None:
    cases = [
        {"number": f"ZL{n}", "right": "invention", "local_address": n > 0, "granted_on": "2021-07-01"}
        for n in range(50)
    ]
    opened = {"registration_number": "R", "set_up_on": "2021-06-01", "closed_on": {"none": True}}
    records = {"agency_registration": [opened], "agency_case": cases, "sanction": []}
    decision = decide("dongyang_2021", "patent_agency", records, figures={"2022": {"local_contribution": 50000}})
    assert decision.total == ipdsl.Money(0, "CNY")


def test_money_of_dongyang_that_waits_is_paid_out_of_the_ledger_of_the_year_before() -> None:
    title = {"title": "municipal_demonstration", "recognised_on": "2021-03-01"}
    who = {"located_here": True, "legal_person": True, "sound_books": True, "operating": True}
    first = ipdsl.load("dongyang_2021").evaluate(
        {
            "applicant": {"id": "X", "kinds": ["enterprise"], **who},
            "records": {"ip_title": [title], "sanction": []},
            "figures": {"2021": {"local_contribution": 20000}},
        }
    )
    second = ipdsl.load("dongyang_2021").evaluate(
        {
            "applicant": {"id": "X", "kinds": ["enterprise"], **who},
            "records": {"sanction": []},
            "figures": {"2022": {"local_contribution": 600000}},
        },
        history=ipdsl.to_json(first)["ledger"],
    )
    assert (str(first.total), str(second.total)) == ("20,000.00 CNY", "30,000.00 CNY")


def test_readings_of_the_rules_that_acted_travel_with_the_decision() -> None:
    who = {"located_here": True, "legal_person": True, "sound_books": True, "operating": True}
    title = {"title": "municipal_demonstration", "recognised_on": "2021-03-01"}
    facts = {"applicant": {"id": "X", "kinds": ["enterprise"], **who}, "records": {"ip_title": [title], "sanction": []}}
    policy = ipdsl.load("dongyang_2021")
    carried = policy.evaluate({**facts, "figures": {"2021": {"local_contribution": 20000}}})
    paid = policy.evaluate({**facts, "figures": {"2021": {"local_contribution": 90000}}})
    assert "22" in {reading.article for reading in carried.readings}
    assert "22" not in {reading.article for reading in paid.readings}
    sanction = {"dispute": "1", "level": "municipal", "opened_on": "2021-05-01"}
    suspended = policy.evaluate({**facts, "records": {"ip_title": [title], "sanction": [sanction]}})
    assert "23" in {reading.article for reading in suspended.readings}
