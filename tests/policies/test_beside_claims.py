"""References to documents, duties and budget lines on Shaoguan's page, and labels of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Protocol

import pytest

import ipdsl
from ipdsl.base.pages import policies_folder
from ipdsl.driver.compilation import Compilation
from ipdsl.schema.declarations import Label


@cache
def policy() -> ipdsl.Policy:
    return ipdsl.load("shaoguan_2021")


def decide(kind: str, record: str = "", **fields: object) -> ipdsl.Decision:
    records = {record: [fields]} if record else {}
    return policy().evaluate({"applicant": {"id": "X", "kinds": [kind]}, "records": records})


def references(decision: ipdsl.Decision) -> dict[str, tuple[str, ...]]:
    return {reference.article: reference.items for reference in decision.references}


STANDARD = {"standard_number": "GB 1", "reached": "national_standard", "patent": "ZL1", "adopted_on": "2022-05-10"}
REPORT = {"dispute": "7", "evidence_given": True, "inquiry_assisted": True, "received_on": "2022-05-10"}


def test_rules_to_come_belong_to_every_decision() -> None:
    assert references(decide("enterprise")) == {"27": ()}


@pytest.mark.parametrize("kind", ["enterprise", "institution", "agency", "academy"])
def test_standards_of_companies_and_institutions_are_referred_to_their_document(kind: str) -> None:
    found = references(decide(kind, "technical_standard", **STANDARD))
    assert found["10"] == ("GB 1 / ZL1 / national_standard",)


def test_standards_of_a_person_are_not_referred_to() -> None:
    assert "10" not in references(decide("person", "technical_standard", **STANDARD))


def test_a_report_is_referred_to_when_the_clue_was_unknown() -> None:
    assert references(decide("person", "infringement_report", **REPORT, clue_unknown=True))["16"] == ("7",)
    assert "16" not in references(decide("person", "infringement_report", **REPORT, clue_unknown=False))


def test_a_pledge_loan_before_the_window_is_not_referred_to() -> None:
    inside = decide("enterprise", "pledge_loan", loan="L", drawn_on="2021-12-21")
    before = decide("enterprise", "pledge_loan", loan="L", drawn_on="2021-12-20")
    assert references(inside)["8"] == ("L",)
    assert "8" not in references(before)


def test_counties_have_duties_of_their_own() -> None:
    duties = {(duty.article, duty.text) for duty in decide("county").obligations}
    assert {article for article, _ in duties} == {"1", "2", "25"}
    assert any("draw up support" in text for _, text in duties)


TITLES = [("county", "county_title", "12"), ("park", "park_title", "13")]


@pytest.mark.parametrize(("kind", "record", "article"), TITLES)
def test_the_match_is_all_of_the_award(kind: str, record: str, article: str) -> None:
    paid = decide(kind, record, title="national_demonstration", approved_on="2022-05-10")
    duty = next(duty for duty in paid.obligations if duty.article == article)
    assert str(duty.amount) == "200,000.00 CNY"
    assert paid.total == duty.amount
    unpaid = decide(kind, record, title="provincial_demonstration", approved_on="2022-05-10")
    assert article not in {duty.article for duty in unpaid.obligations}


def test_the_budget_of_the_city_is_no_claim() -> None:
    decision = decide("city", "city_cultivation", title="national_pilot", begun_on="2023-11-01", ended_on="2024-03-01")
    assert [(line.year, str(line.amount)) for line in decision.allocations] == [
        (2023, "500,000.00 CNY"),
        (2024, "500,000.00 CNY"),
    ]
    assert str(decision.total) == "0.00 CNY"


def test_the_city_has_no_budget_for_another_title() -> None:
    decision = decide("city", "city_cultivation", title="provincial_demonstration", begun_on="2023-11-01")
    assert decision.allocations == ()


def test_readings_of_the_policy_are_listed_once_each() -> None:
    texts = [reading.text for reading in policy().readings]
    assert len(texts) == len(set(texts)) >= 30


class Word(Protocol):
    """Any declaration of the vocabulary."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> Label: ...


def words() -> Iterator[Word]:
    """Every word of the vocabulary."""
    vocabulary = Compilation.from_file(str(policies_folder() / "ip.ipp")).vocabulary
    assert vocabulary is not None
    schema = vocabulary.schema
    yield from schema.kinds
    yield from schema.classes
    yield from schema.applicant_fields
    yield from schema.since_words
    yield from schema.figures
    yield from schema.series
    for choice in schema.choices:
        yield from choice.members
    for record in schema.records:
        yield record
        yield from record.fields
        yield from record.events
        yield from record.states


def test_every_word_has_a_chinese_label() -> None:
    assert [word.name for word in words() if not any("\u4e00" <= c <= "\u9fff" for c in word.label.zh)] == []


def told(decision: ipdsl.Decision, label: str) -> list[tuple[str, str]]:
    return [(claim.outcome.value, claim.why) for claim in decision.claims if claim.label == label]


def test_a_report_whose_clue_was_known_is_told_as_not_eligible() -> None:
    decision = decide("person", "infringement_report", **REPORT, clue_unknown=False)
    assert told(decision, "16.infringement_report") == [
        ("not eligible", "condition not met: clue_unknown (clue_unknown no)")
    ]


def test_a_listing_after_the_window_is_told_as_out_of_window() -> None:
    decision = decide("person", "talent_listing", list_year="2025", listed_on="2025-02-02", removed_on={"none": True})
    assert told(decision, "21.talent_listing") == [
        ("out of window", "2025-02-02 is outside the policy's window (2021-12-21 to 2024-12-31)")
    ]


def test_the_reading_of_a_budget_line_is_told_to_the_city() -> None:
    decision = decide("city", "city_cultivation", title="national_pilot", begun_on="2022-05-01", ended_on="2023-01-01")
    assert any("a line of the budget, no claim" in reading.text for reading in decision.readings)


def test_a_pilot_and_a_demonstration_have_years_of_their_own() -> None:
    pilot = {"title": "national_pilot", "begun_on": "2022-05-01", "ended_on": "2023-06-01"}
    later = {"title": "national_demonstration", "begun_on": "2023-06-01", "ended_on": {"none": True}}
    facts = {"applicant": {"id": "S", "kinds": ["city"]}, "records": {"city_cultivation": [pilot, later]}}
    lines = ipdsl.load("shaoguan_2021").evaluate(facts).allocations
    assert [(line.item, line.year) for line in lines] == [
        ("national_demonstration", 2023),
        ("national_demonstration", 2024),
        ("national_pilot", 2022),
        ("national_pilot", 2023),
    ]
