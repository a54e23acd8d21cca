"""A number that stands on two days of one event is remarked on, with both places, in every form of a decision."""

from __future__ import annotations

import json
from typing import Any

import pytest

import ipdsl
from ipdsl.diagnostics.phrase import Language
from ipdsl.runtime.decision.explain import render
from ipdsl.runtime.decision.export import to_json
from ipdsl.runtime.decision.telling import teller_of

PAGE = """policy several "Several days"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Each"
  award 30% of premium when ip_insurance bought
    as cover
  award 200 when copyright_work registered
    as work
  award 500 when geo_indication_product recognised
    as product
  award 40 per year when patent_deal paid
    as deals
"""
POLICY = ipdsl.load_text(PAGE)
Facts = dict[str, Any]


def bought(*days: object, contract: str | None = "C1") -> list[Facts]:
    own = {} if contract is None else {"contract": contract}
    return [{**own, "bought_on": day, "premium": 40000 + at} for at, day in enumerate(days)]


def decided(records: Facts, history: list[Facts] | None = None) -> ipdsl.Decision:
    return POLICY.evaluate(
        {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": records, "history": history or []}
    )


FOUND = {
    "two days": ({"ip_insurance": bought("2022-03-01", "2022-09-01")}, [], {("1", "ip_insurance[0]")}),
    "the first in the facts is the later": (
        {"ip_insurance": bought("2022-09-01", "2022-03-01")}, [], {("0", "ip_insurance[1]")},
    ),
    "three days": (
        {"ip_insurance": bought("2022-03-01", "2022-09-01", "2023-01-01")}, [],
        {("1", "ip_insurance[0]"), ("2", "ip_insurance[0]")},
    ),
    "a listing in part": (
        {"ip_insurance": {"partial": True, "items": bought("2022-03-01", "2022-09-01")}}, [],
        {("1", "ip_insurance.items[0]")},
    ),
    "a day outside the window": (
        {"ip_insurance": bought("2019-03-01", "2022-09-01")}, [], {("1", "ip_insurance[0]")},
    ),
    "in the history on another day": (
        {"ip_insurance": bought("2022-09-01")},
        [{"clause": "cover", "item": "C1", "year": 2022, "due": 1, "event_date": "2022-03-01"}], {("0", "history[0]")},
    ),
    "in the history in another year": (
        {"ip_insurance": bought("2022-09-01")}, [{"clause": "cover", "item": "C1", "year": 2021, "due": 1}],
        {("0", "history[0]")},
    ),
    "one event for life": (
        {"copyright_work": [{"certificate": "W", "certified_on": day} for day in ("2022-03-01", "2023-03-01")]}, [],
        {("1", "copyright_work[0]")},
    ),
    "a set": (
        {"patent_deal": [{"contract": "K", "deal_year": "2022", "paid_on": f"2022-0{month}-01"} for month in (3, 5)]},
        [], {("1", "patent_deal[0]")},
    ),
}  # fmt: skip
"""Facts, and the record that is remarked on with the other place."""
SILENT = {
    "one day": ({"ip_insurance": bought("2022-03-01")}, []),
    "two numbers": ({"ip_insurance": [*bought("2022-03-01"), *bought("2022-09-01", contract="C2")]}, []),
    "no number": ({"ip_insurance": bought("2022-03-01", "2022-09-01", contract=None)}, []),
    "an event that did not happen": ({"ip_insurance": bought("2022-03-01", {"none": True})}, []),
    "the same event in the history": (
        {"ip_insurance": bought("2022-09-01")}, [{"clause": "cover", "item": "C1", "year": 2022, "due": 1}],
    ),
    "an event that has a word for the first": (
        {"geo_indication_product": [{"product": "tea", "recognised_on": day} for day in ("2021-03-01", "2022-03-01")]},
        [],
    ),
    "a kind for which no award asks": (
        {"mediation": [{"dispute": "D", "settled_on": day} for day in ("2021-03-01", "2022-03-01")]}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
def test_the_second_day_is_named_with_both_places(case: str) -> None:
    records, history, expected = FOUND[case]
    remarks = decided(records, history).remarks
    assert {(str(one.path).rsplit("[", 1)[1][0], one.other.split("$.")[1]) for one in remarks} == {  # type: ignore[attr-defined]
        (at, other if "history" in other else f"records.{other}.{_field(case)}") for at, other in expected
    }
    assert {(one.code, one.severity.value) for one in remarks} == {("R130", "warning")}


def _field(case: str) -> str:
    return {"one event for life": "certified_on", "a set": "paid_on"}.get(case, "bought_on")


@pytest.mark.parametrize("case", SILENT)
def test_nothing_is_said_of_what_is_no_second_day(case: str) -> None:
    assert decided(*SILENT[case]).remarks == ()


def test_the_page_and_the_json_say_it_in_both_languages() -> None:
    decision = decided({"ip_insurance": bought("2022-03-01", "2022-09-01")})
    chinese = teller_of(POLICY.program, Language.ZH)
    assert "ip_insurance C1 is bought on 2022-09-01, and on 2022-03-01 too" in render(decision).replace("\n    ", " ")
    assert "知识产权保险C1的购买填写了" in render(decision, tell=chinese)
    for tell, title in ((teller_of(POLICY.program, Language.EN), "is bought"), (chinese, "每个日期各算一次")):
        (remark,) = json.loads(json.dumps(to_json(decision, tell)))["remarks"]
        assert remark["path"] == "$.records.ip_insurance[1].bought_on"
        assert title in remark["title"]
        assert "$.records.ip_insurance[0].bought_on" in remark["help"]
