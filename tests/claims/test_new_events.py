"""A word marked as `first` matches the earliest event of an item, also with open days and with ledger lines."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.report.decision_json import ledger_to_json
from tests.support.rows import each_row

PAGE = """
policy newly "Newly"
  document "Doc 1"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Products and bases"
  award 100 when geo_indication_product new
  award 1000 when brand_base new
  award 7 per year when well_known_mark new
    if number at least 1
  award 50 each year
    if filings at least 1 and has at least 2 service_brand new
"""
POLICY = ipdsl.load_text(PAGE)
FIGURES = {str(year): {"filings": 0} for year in range(2019, 2026)}


def tea(day: str | None, **more: object) -> dict[str, Any]:
    made = {"product": "tea", **more}
    return made if day is None else {**made, "recognised_on": day}


def base(level: str | None, day: str) -> dict[str, Any]:
    made = {"base": "B", "recognised_on": day, "id": f"base of {day}"}
    return made if level is None else {**made, "level": level}


def due(records: dict[str, Any], **more: Any) -> tuple[int, int | None]:
    who = {"id": "F", "kinds": ["enterprise"]}
    facts = {"applicant": who, "records": records, "history": [], "figures": FIGURES, **more}
    bounds = POLICY.evaluate(facts).due
    return bounds.low.minor // 100, None if bounds.high is None else bounds.high.minor // 100


def other(item: str, year: int, **more: Any) -> dict[str, Any]:
    return {"policy": "old", "clause": "1", "item": item, "year": year, "due": 5, **more}


@pytest.mark.parametrize(
    ("days", "low"),
    [
        (["2022-03-01"], 100),
        (["2022-03-01", "2023-03-01"], 100),
        (["2019-03-01", "2023-03-01"], 0),
        (["2026-03-01", "2023-03-01"], 100),
    ],
)
def test_the_earliest_of_the_listed_events_counts(days: list[str], low: int) -> None:
    assert due({"geo_indication_product": [tea(day, id=day) for day in days]}) == (low, low)


@each_row(
    ("line", "low"),
    [
        (other("tea", 2021, kind="geo_indication_product"), 0),
        (other("tea", 2022, kind="geo_indication_product"), 100),  # in the same year it may be this event
        (other("tea", 2023, kind="geo_indication_product"), 100),
        (other("rice", 2021, kind="geo_indication_product"), 100),
        (other("tea", 2021, kind="geo_indication_trademark"), 100),
        (other("tea", 2021), 100),
        (other("x", 2021, kind="geo_indication_product", keys={"product": "tea"}), 0),
        ({"clause": "1.geo_indication_product.new", "item": "tea", "year": 2021, "due": 5}, 0),
        ({"clause": "1.brand_base.new", "item": "tea", "year": 2021, "due": 5}, 100),
    ],
)
def test_lines_of_the_history_tell_of_earlier_events(line: dict[str, Any], low: int) -> None:
    assert due({"geo_indication_product": [tea("2022-03-01")]}, history=[line]) == (low, low)


def test_a_part_of_the_key_that_is_not_stated_leaves_the_event_open() -> None:
    assert due({"brand_base": [base("national", "2022-03-01"), base(None, "2021-03-01")]}) == (1000, 2000)
    assert due({"brand_base": [base("national", "2022-03-01"), base("provincial", "2021-03-01")]}) == (2000, 2000)
    listed = {"brand_base": [base("national", "2022-03-01")]}
    in_part = other("x", 2019, kind="brand_base", keys={"base": "B"})
    assert due(listed, history=[in_part]) == (0, 1000)
    assert due(listed, history=[{**in_part, "keys": {"base": "C"}}]) == (1000, 1000)
    assert due(listed, history=[{**in_part, "level": "national"}]) == (0, 0)
    assert due(listed, history=[{**in_part, "level": "provincial"}]) == (1000, 1000)


def test_sets_and_counts_ask_each_record_for_its_first_event() -> None:
    marks = [{"mark": "M", "recognised_on": day, "id": day} for day in ("2022-03-01", "2023-03-01")]
    assert due({"well_known_mark": marks}) == (7, 7)
    brands = [{"seat": seat, "recognised_on": day, "id": day} for seat, day in
              [("main_seat", "2022-03-01"), ("main_seat", "2023-03-01")]]  # fmt: skip
    figures = {**FIGURES, "2023": {"filings": 1}}
    assert due({"service_brand": brands}, figures=figures) == (0, 0)
    brands[1]["seat"] = "branch_seat"
    assert due({"service_brand": brands}, figures=figures) == (50, 50)


def test_a_ledger_records_the_same_events_as_the_records() -> None:
    facts: dict[str, Any] = {
        "applicant": {"id": "F", "kinds": ["enterprise"]},
        "records": {"geo_indication_product": [tea("2020-03-01", id="a")]},
        "history": [],
    }
    before = POLICY.evaluate(facts)
    lines = ledger_to_json(before.ledger)
    again = due({"geo_indication_product": [tea("2022-03-01", id="b")]}, history=lines)
    at_once = due({"geo_indication_product": [tea("2020-03-01", id="a"), tea("2022-03-01", id="b")]})
    assert again == at_once == (0, 0)


def test_a_line_that_tells_of_an_earlier_event_is_not_without_effect() -> None:
    lines = [other(item, 2019, kind="geo_indication_product") for item in ("tea", "rice")]
    facts = {
        "applicant": {"id": "F", "kinds": ["enterprise"]},
        "records": {"geo_indication_product": [tea("2022-03-01")]},
        "history": lines,
    }
    idle = [one.parts for one in POLICY.evaluate(facts).without_effect if one.group == "history"]
    assert [parts[1] for parts in idle] == ["rice"]
