"""A number with two days for one event gets a remark with both places, in every form of a decision."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.report.decision_json import to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.cli import run
from tests.support.rows import each_row
from tests.support.slow import sampled

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
"""Facts, and the record that gets the remark, with the other place."""
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


@each_row("case", FOUND)
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
    chinese = localizer_of(POLICY.program, Language.ZH)
    assert "ip_insurance C1 is bought on 2022-09-01 and on 2022-03-01" in render(decision).replace("\n    ", " ")
    assert "知识产权保险C1的购买填写了" in render(decision, localize=chinese)
    for tell, title in ((localizer_of(POLICY.program, Language.EN), "is bought"), (chinese, "两个日期分别计算")):
        (remark,) = json.loads(json.dumps(to_json(decision, tell)))["remarks"]
        assert remark["path"] == "$.records.ip_insurance[1].bought_on"
        assert title in remark["title"]
        assert "$.records.ip_insurance[0].bought_on" in remark["help"]


def firm(name: str) -> Facts:
    who = {"id": name, "kinds": ["enterprise"]}
    return {"applicant": who, "records": {"ip_insurance": bought("2022-03-01", "2022-09-01")}}


def told(how: list[str], *words: object) -> list[tuple[str, str]]:
    """The place of each remark and the next step, which names the other place."""
    ran = run("eval", *how, *words, "--format", "json")
    assert ran.code in (0, 3), ran.err
    found = json.loads(ran.out)
    return [(one["path"], one["help"]) for decision in found.get("decisions", [found]) for one in decision["remarks"]]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "several.ipp").write_text(PAGE, encoding="utf-8")
    return tmp_path / "several.ipp"


@pytest.mark.parametrize("how", ["", "--each", "--cohort"])
@pytest.mark.parametrize("form", sampled(["json", "jsonl", "xlsx", "csv"], 3, others="broad"))
def test_remarks_are_told_where_the_facts_stand(form: str, how: str, page: Path, tmp_path: Path) -> None:
    every = [firm("F1"), firm("F2")] if how else [firm("F1")]
    facts = written(tmp_path / f"facts.{form}", every)
    found = told([how] if how else [], page, "--facts", facts)
    assert len(found) == len(every)
    for at, (path, step) in enumerate(found):
        second, first = (f"$.records.ip_insurance[{index}].bought_on" for index in (1, 0))
        if form in ("csv", "xlsx"):
            second, first = (f"{facts} ip_insurance!D{row + 2 * at}" for row in (3, 2))
        elif how:
            second = f"{facts}{f'[{at}]' if form == 'json' else f':{at + 1}'} {second}"
        assert path == second
        assert f"is at {first};" in step


def written(path: Path, every: list[Facts]) -> Path:
    """The facts of firms in a file, or in a folder of CSV."""
    names = [one["applicant"]["id"] for one in every]
    tables: dict[str, list[list[object]]] = {
        "applicant": [["id", "kinds"], *([name, "enterprise"] for name in names)],
        "ip_insurance": [["applicant", "contract", "premium", "bought_on"],
                         *([name, "C1", 40, f"2022-{month}-01"] for name in names for month in ("03", "09"))],
    }  # fmt: skip
    if path.suffix == ".csv":
        path.mkdir()
        for name, rows in tables.items():
            (path / f"{name}.csv").write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in tables.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(f"{json.dumps(one)}\n" for one in every), "utf-8")
    else:
        path.write_text(json.dumps(every if len(every) > 1 else every[0]), "utf-8")
    return path


@pytest.mark.parametrize("how", ["", "--each", "--cohort"])
@pytest.mark.parametrize("is_plain", [False, True], ids=["ledger", "list"])
def test_a_line_of_a_ledger_is_reported_by_its_place_in_the_file(
    how: str, is_plain: bool, page: Path, tmp_path: Path
) -> None:
    """The only line of F2 is after two lines of other applicants in the file."""
    lines = [{"applicant": name, "clause": "cover", "item": item, "year": 2021, "due": "5"}
             for name, item in (("F1", "B"), ("F9", "C1"), ("F2", "C1"))]  # fmt: skip
    ledger, facts = tmp_path / "paid.json", tmp_path / "facts.json"
    head = {"policy": "several", "currency": "CNY", "ledger": lines}
    ledger.write_text(json.dumps(lines if is_plain else head), "utf-8")
    every = [firm("F2"), firm("F1")]
    for one in every:
        del one["records"]["ip_insurance"][1]
    facts.write_text(json.dumps(every if how else every[0]), "utf-8")
    ((path, step),) = told([how] if how else [], page, "--facts", facts, "--history", ledger)
    assert path.endswith("$.records.ip_insurance[0].bought_on")
    assert f"is at {ledger} {'$' if is_plain else '$.ledger'}[2];" in step
