"""The same bytes of CSV give the same facts, or findings, in `eval` and in `batch`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

import ipdsl
from ipdsl.batch.parts import open_tables
from ipdsl.batch.readers.rows import Rows
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.office.forms import csv_tables, stated_facts
from ipdsl.office.forms.csv_tables import CsvTables
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.tables import code_of

WORDS = """vocabulary words "Words" "词汇"
choice grade "等级"
  gold "金奖"
  silver "银奖"
applicant firm "企业"
applicant farm "农场"
applicant fields
  staff "职工人数" count
  local "本市" yes/no
record patent "专利"
  key number "专利号"
  fees "费用" money
  rate "比例" percent
  grade "奖项" grade
  done "已完成" yes/no
  rights "权利" list of text
  event granted on granted_on "授权日"
"""
PAGE = """policy demo "Demo" "示例"
  document "D 1"
  effective 2021-01-01 to 2025-12-31
  use words

article 1 "Grants" "授权"
  award 10% of fees to firm when patent granted
    as grant
"""

CELLS: dict[str, tuple[list[str], list[str]]] = {
    "id": (["F{}"], ["公司", '="007"', " F{} ", "F1", "202310001.0", "none", ""]),
    "kinds": (["firm", "firm;farm", "企业；农场", " firm ; farm "], ["firm;", "shop", "none", ""]),
    "staff": (["3", "0", "12", ""], ["三", "1,200", "-1", "unknown", "无", "2.0"]),
    "local": (["yes", "no", "是", "否", ""], ["TRUE", "true", "False", "√", "maybe", "无", "unknown"]),
    "applicant": (["F1", "F1", "F2", " F1 "], ["", "F9", "公司", "none"]),
    "number": (
        ["P{}", "甲 {}", "P,{}", 'P"{}', "000{}", '="000{}"', "202{}年"],
        ["2.0221E+11", "202310001.0", "1E5", "'0001", "none", "无", "#N/A", "P\n5", "", "nan", "２０２２", "未知", "P1",
         "1,234", '="2.0"', '="none"'],
    ),
    "fees": (
        ["100", "1,200.50", "300万", "20000.5", ""],
        ["￥3,000", "人民币300万元整", "abc", "none", "-5", "1e3", "100 USD"],
    ),
    "rate": (["3.7%", "0.05", ""], ["50", "none", "百分之三", "3.7 %"]),
    "grade": (["gold", "银奖", ""], ["Gold", "bronze", "unknown", "none"]),
    "done": (["yes", "no", "是", ""], ["TRUE", "FALSE", "×", "2", "none"]),
    "rights": (["R1", "R1;R2", "R2；R1", " R1 ; R2 ", "", "[]"], ["R1;R1", ";", "none", "R1;202310001.0", "1,234"]),
    "granted_on": (
        ["2023-03-05", "2023年3月5日", "2023/3/5", ""],
        ["2023.3.5", "1800-01-01", "44990", "none", "March"],
    ),
    "clause": (["grant"], ["none", "x"]),
    "item": (["P{}", "000{}"], ["202310001.0", "无", "1E5", '="0001"', ""]),
    "year": (["2022", "2021"], ["2022年", "", "2022.0"]),
    "due": (["100", "100.50", "2022: 100; 2023: 50"], ["abc", "", "2022: x"]),
    "keys": (["", "number: P1"], ["x", "number: 1.0", '{"number": 1}']),
}  # fmt: skip
"""Usual cells of each column, and unusual ones. `{}` is the number of the row."""
LABELS = {
    "id": "编号", "kinds": "申请人类别", "staff": "职工人数", "local": "本市", "applicant": "申请人编号",
    "number": "专利号", "fees": "费用（元）", "rate": "比例", "grade": "奖项", "done": "已完成", "rights": "权利",
    "granted_on": "授权日", "clause": "条款", "item": "项目", "year": "年度", "due": "应得", "keys": "归并项",
}  # fmt: skip
FILES = {
    ("applicant", "申请人", "Applicant"): ("id", "kinds", "staff", "local"),
    ("patent", "专利"): ("applicant", "number", "fees", "rate", "grade", "done", "rights", "granted_on"),
    ("history", "历史"): ("applicant", "clause", "item", "year", "due", "keys"),
}
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
KEPT = ("id", "kinds", "applicant", "number", "clause", "item", "year", "due")


@cache
def code() -> GeneratedFunctions:
    with TemporaryDirectory() as folder:
        Path(folder, "words.ipp").write_text(WORDS, "utf-8")
        Path(folder, "demo.ipp").write_text(PAGE, "utf-8")
        return code_of(ipdsl.load(Path(folder, "demo.ipp")))


# generated files


def headings(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from((name, f" {name} ", name.upper(), name.replace("_", " "), LABELS[name], f"{LABELS[name]} "))


@st.composite
def files(draw: st.DrawFn, odd: int = 30) -> dict[str, bytes]:
    """A folder of files, in which one of `odd` values is unusual."""

    def seldom() -> bool:
        return draw(st.integers(1, odd)) == odd

    found: dict[str, bytes] = {}
    for titles, columns in FILES.items():
        if titles[0] != "applicant" and draw(st.integers(0, 2)) == 0:
            continue
        kept = [name for name in columns if name in KEPT or draw(st.booleans())]
        rows = [[draw(headings(name)) for name in kept]]
        for number in range(1, 1 + draw(st.integers(1, 4))):
            row = [draw(st.sampled_from(CELLS[name][seldom()])).replace("{}", str(number)) for name in kept]
            rows.append(row[:1] if seldom() else row)
            rows += [draw(st.sampled_from([[], [""] * len(kept)]))] if seldom() else []
        if seldom():
            rows[0].append("")
        if seldom():
            rows[-1].append("beyond")
        if seldom():
            rows.insert(0, [draw(st.sampled_from(["单位：万元", "名单", "2023年"]))])
        found[f"{draw(st.sampled_from(titles))}.csv"] = written(draw, rows, seldom)
    return found


def written(draw: st.DrawFn, rows: list[list[str]], seldom: Callable[[], bool]) -> bytes:
    out = io.StringIO()
    end, sign = draw(st.sampled_from(["\n", "\r\n", "\r"])), draw(st.sampled_from(";\t")) if seldom() else ","
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(out, lineterminator=end, delimiter=sign, quoting=quoting).writerows(rows)
    text = out.getvalue()
    if seldom():
        text = draw(st.sampled_from([text.rstrip(end), f'{text}"', "", f"\0{text}"]))
    data = text.encode(draw(st.sampled_from(ENCODINGS)))
    return data[:-1] if seldom() else data


# reading by both commands


def by_eval(folder: Path) -> dict[str, Any] | None:
    """The facts of each applicant, or the codes of its findings. `None` if the whole input is refused."""
    try:
        read = stated_facts.read(str(folder), [code()])
    except FactsError:
        return None
    titles = {one.stem.lower() for one in folder.iterdir()}
    found = {}
    for one in read.applicants:
        data = dict(one)
        if titles & {"patent", "专利"}:  # in tables, an applicant without rows has an empty list
            data.setdefault("records", {}).setdefault("patent", [])
        if titles & {"history", "历史"}:
            data.setdefault("history", [])
        found[str(data["applicant"].get("id"))] = facts_or_codes(
            lambda data=data: read_facts_with_series(data, code().program)
        )
    return found


def by_batch(folder: Path) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    try:
        tables = open_tables(str(folder), code(), CsvTables(code()), none=(), ignore=())
        for _, intake in tables.intakes(2):
            if intake.problems:
                return None
            rows = Rows(intake.table, intake.form)
            for at in range(intake.table.num_rows):
                read = rows.read(at)
                found[str(intake.ids[at])] = (
                    sorted(one.finding.code for one in read) if isinstance(read, tuple) else read
                )
    except FactsError:
        return None
    return found


def facts_or_codes(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except FactsError as error:
        return sorted(one.code for one in error.report)


def are_alike(drawn: dict[str, bytes], first: dict[str, Any] | None, second: dict[str, Any] | None) -> bool:
    """Whether both read the same facts, or report the same.

    In a column with sums by year, `batch` reads a single sum as that of the year of its line. If that year cannot be
    read, both refuse the line, with other findings about its sum.
    """
    if first is None or second is None or first.keys() != second.keys():
        return first == second
    has_sums_by_year = b"2022: " in drawn.get("history.csv", b"")
    return all(
        one == other or (has_sums_by_year and NOT_A_YEAR & {*_codes(one)} & {*_codes(other)} != set())
        for one, other in zip(first.values(), second.values(), strict=True)
    )


def _codes(read: object) -> list[str]:
    return read if isinstance(read, list) else []


NOT_A_YEAR = {"R021", "R030", "R037"}
"""The codes of a year that is missing, not a number, or outside the calendar."""


def compare(drawn: dict[str, bytes]) -> bool:
    with TemporaryDirectory() as folder:
        for name, data in drawn.items():
            Path(folder, name).write_bytes(data)
        first, second = by_eval(Path(folder)), by_batch(Path(folder))
    first, second = first or None, second or None  # without applicants, `eval` has a finding and `batch` has no rows
    if second is None and first is not None and "R020" in str(first):
        return False  # invalid pairs are reported with their cell, before any applicant is settled
    assert are_alike(drawn, first, second), f"eval: {first}\nbatch: {second}"
    return first is not None and any(not isinstance(one, list) for one in first.values())


@given(files())
@example(
    {
        "applicant.csv": b"id,kinds\nF1,firm\n",
        "history.csv": b"applicant,clause,item,year,due\nF1,grant,P1,,abc\nF1,grant,P2,2022,2022: 100; 2023: 50\n",
    }
)
@settings(max_examples=min(40, 2 * settings.default.max_examples), deadline=None)
def test_the_same_bytes_give_the_same_facts_or_are_told(drawn: dict[str, bytes]) -> None:
    compare(drawn)


@pytest.mark.slow
@given(files())
@settings(max_examples=1500, deadline=None)
def test_the_same_of_many_folders(drawn: dict[str, bytes]) -> None:
    compare(drawn)


@given(files(odd=100))
@settings(max_examples=min(25, settings.default.max_examples), deadline=None)
def test_the_same_in_blocks_of_few_rows(drawn: dict[str, bytes]) -> None:
    whole = csv_tables.ROWS
    csv_tables.ROWS = 2
    try:
        compare(drawn)
    finally:
        csv_tables.ROWS = whole
