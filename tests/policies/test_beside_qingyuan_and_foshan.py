"""References to documents, duties, goals that cut nothing, and early events on the pages of Qingyuan and Foshan."""

from __future__ import annotations

import pytest

import ipdsl
from ipdsl.report.decision_page import render


def decide(policy: str, kind: str, records: dict[str, list[dict[str, object]]], **more: object) -> ipdsl.Decision:
    applicant = {"id": "X", "kinds": [kind], "located_here": True, "small_or_micro": True}
    return ipdsl.load(policy).evaluate({"applicant": applicant, "records": records, **more})


def references(decision: ipdsl.Decision) -> dict[str, tuple[str, ...]]:
    return {reference.article: reference.items for reference in decision.references}


def duties(decision: ipdsl.Decision) -> set[str]:
    return {duty.article for duty in decision.obligations}


def test_rules_to_come_belong_to_every_decision_of_qingyuan() -> None:
    assert references(decide("qingyuan_2018", "person", {})) == {"21": ()}


QINGYUAN: list[tuple[str, str, str, dict[str, object], str]] = [
    ("patent_agency", "1", "agency_registration", {"registration_number": "R", "form": "corporate"}, "set_up_on"),
    ("person", "4", "talent_listing", {"list_year": "2019", "removed_on": {"none": True}}, "listed_on"),
    ("enterprise", "8", "implementation_project", {"project": "V"}, "selected_on"),
    ("enterprise", "12", "ip_insurance", {"contract": "P", "right_kind": "patent_right"}, "bought_on"),
    ("enterprise", "13", "pledge_loan", {"loan": "L", "right_kind": "patent_right"}, "drawn_on"),
]


@pytest.mark.parametrize(("kind", "article", "record", "fields", "day"), QINGYUAN)
def test_qingyuan_refers_to_another_document(
    kind: str, article: str, record: str, fields: dict[str, object], day: str
) -> None:
    inside = decide("qingyuan_2018", kind, {record: [{**fields, day: "2019-05-10"}]})
    after = decide("qingyuan_2018", kind, {record: [{**fields, day: "2021-01-01"}]})
    assert article in references(inside)
    assert article not in references(after)


FOSHAN: list[tuple[str, str, dict[str, object], str]] = [
    ("2.1.1", "cultivation_listing", {"list_year": "2021", "removed_on": {"none": True}}, "listed_on"),
    ("2.1.2", "cultivation_listing", {"list_year": "2021", "removed_on": {"none": True}}, "listed_on"),
    ("2.2.3", "pledge_loan", {"loan": "L"}, "drawn_on"),
]


@pytest.mark.parametrize(("article", "record", "fields", "day"), FOSHAN)
def test_foshan_refers_to_another_document(article: str, record: str, fields: dict[str, object], day: str) -> None:
    inside = decide("foshan_2020", "enterprise", {record: [{**fields, day: "2021-05-10"}]})
    after = decide("foshan_2020", "enterprise", {record: [{**fields, day: "2023-01-01"}]})
    assert article in references(inside)
    assert article not in references(after)


@pytest.mark.parametrize(("kind", "owed"), [("city", {"19"}), ("county", {"19"}), ("person", set()), ("park", {"20"})])
def test_duties_of_qingyuan(kind: str, owed: set[str]) -> None:
    assert duties(decide("qingyuan_2018", kind, {})) == owed


@pytest.mark.parametrize(("money", "owed"), [("0.01", {"20"}), ("0", set())])
def test_a_unit_with_science_money_owes_a_part_of_it(money: str, owed: set[str]) -> None:
    figures = {year: {"city_science_money": money} for year in ("2018", "2019", "2020")}
    assert duties(decide("qingyuan_2018", "institution", {}, figures=figures)) == owed


def test_a_duty_under_a_condition_is_told_with_its_years_or_with_what_is_not_known() -> None:
    def duty(**years: str) -> tuple[tuple[int, ...], list[str]]:
        figures = {year[1:]: {"city_science_money": money} for year, money in years.items()}
        (owed,) = decide("qingyuan_2018", "institution", {}, figures=figures, as_of="2020-12-31").obligations
        return owed.years, [ref.path for ref in owed.missing]

    assert duty(y2018="0", y2019="5", y2020="0") == ((2019,), [])
    assert duty(y2018="5", y2019="5") == ((2018, 2019), [])
    assert duty(y2018="0", y2019="0") == ((2020,), ["figures.2020.city_science_money"])
    figures = {"2018": {"city_science_money": "0"}}
    page = render(decide("qingyuan_2018", "institution", {}, figures=figures, as_of="2020-12-31"))
    assert "article 20 (2019, 2020): unit to spend a part" in page
    assert "    not known: figures.2019.city_science_money, figures.2020.city_science_money" in page


def test_a_goal_of_foshan_keeps_nobody_out() -> None:
    listings: list[dict[str, object]] = [
        {"list_year": f"list {n}", "listed_on": "2021-05-10", "removed_on": {"none": True}} for n in range(201)
    ]
    decision = decide("foshan_2020", "enterprise", {"cultivation_listing": listings})
    assert len(references(decision)["2.1.1"]) == 201


def test_an_early_event_of_qingyuan_is_told_to_be_at_discretion() -> None:
    fields: dict[str, object] = {"registration_number": "R", "form": "corporate", "set_up_on": "2018-07-03"}
    none = {"2018": {"none": True}}
    decision = decide("qingyuan_2018", "patent_agency", {"agency_registration": [fields]}, figures=none)
    early = next(claim for claim in decision.claims if claim.label == "1.agency_registration.new")
    assert early.outcome is ipdsl.Outcome.CEILING
    assert early.why == "the event is before the window; the authority may pay it from 2018-01-01 at its discretion"
    assert decision.due.high == ipdsl.Money(8_000_000, "CNY")


def test_foshan_says_that_it_limits_nobody() -> None:
    texts = {reading.text for reading in ipdsl.load("foshan_2020").readings}
    assert any("no clause on who is eligible, on stacking or on disqualification" in text for text in texts)
