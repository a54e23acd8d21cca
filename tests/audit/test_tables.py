"""Cells of tables have the unit of their heading, of their row, or of the table, in every form of text."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from ipdsl.audit.draft.document_reader import read_document
from ipdsl.audit.figures import scan
from ipdsl.audit.official_text import OfficialDocument
from ipdsl.audit.text_forms import write_units
from tests.support import official_files
from tests.support.audit.pages import left
from tests.support.rows import each_row

GOLD, SILVER = "77: 770,000.00 CNY", "33: 330,000.00 CNY"
TABLES = {
    "in the heading": ("等级 | 奖励金额（万元）\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "with what it is for": ("等级 | 标准（万元/件）\n金奖 | 0.5\n银奖 | 0.3", [
        "0.5: 5,000.00 CNY", "0.3: 3,000.00 CNY"]),
    "in a line above": ("单位：万元\n等级 | 奖励\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "in a line above, in brackets": ("（金额单位：人民币万 元）\n等级 | 奖励\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "in the sentence above": ("按下表奖励，金额以万元计：\n表1 标准\n等级 | 奖励\n金奖 | 77\n银奖 | 33", [
        GOLD, SILVER]),
    "in the caption": ("表1 奖励标准（万元）\n等级 | 奖励\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "in the title row": ("奖励标准（单位：万元） | \n等级 | 奖励\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "in the first cell": ("单位：万元 | 奖励\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "in a note below": ("等级 | 奖励\n金奖 | 77\n银奖 | 33\n注：表中单位均为万元。", [GOLD, SILVER]),
    "in the names of rows": ("等级 | 金奖 | 银奖\n奖励（万元） | 77 | 33", [GOLD, SILVER]),
    "in a column": ("项目 | 单位 | 标准\n发明 | 元/件 | 5000\n保费 | % | 50", ["5000: 5,000.00 CNY", "50: 50%"]),
    "two rows of headings": ("等级 | 奖励（万元） |\n | 市级 | 省级\n金奖 | 77 | 33", [GOLD, SILVER]),
    "thousands": ("类别 | 金额（千元）\n甲 | 5\n乙 | 1 000", ["5: 5,000.00 CNY", "1 000: 1,000,000.00 CNY"]),
    "hundred millions": ("类别 | 产值（亿元）\n甲 | 1.5\n乙 | 10-20", [
        "1.5: 150,000,000.00 CNY", "10: 1,000,000,000.00 CNY", "20: 2,000,000,000.00 CNY"]),
    "another currency": ("类别 | 金额（万美元）\n甲 | 5", ["5: 50,000.00 USD"]),
    "percentages": ("类别 | 比例（%）\n甲 | 50\n乙 | 0.5", ["50: 50%", "0.5: 0.5%"]),
    "percentages without brackets": ("类别 | 比例％\n甲 | 50", ["50: 50%"]),
    "several units": (
        "序号 | 类别 | 金额（万元） | 比例（％） | 名额（个） | 期限（年） | 期限（月）\n1 | 甲 | 5 | 50 | 3 | 2 | 6",
        ["5: 50,000.00 CNY", "50: 50%", "3: 3", "2: 2 years", "6: 6 months"]),
    "several units above": ("单位：万元、％\n类别 | 奖励 | 占比 | 数量\n甲 | 5 | 50 | 3", [
        "5: 50,000.00 CNY", "50: 50%", "3: 3"]),
    "units of their own": ("类别 | 金额（万元）\n甲 | 500元\n乙 | 10%\n丙 | 3件\n丁 | 5万\n戊 | 5000-1万", [
        "500元: 500.00 CNY", "10%: 10%", "3件: 3", "5万: 50,000.00 CNY", "5000: 5,000.00 CNY", "1万: 10,000.00 CNY"]),
    "limits and ranges": ("类别 | 金额（万元）\n甲 | 不超过77\n乙 | 5～10\n丙 | 20+10\n丁 | 10/5\n戊 | ≤33", [
        GOLD, "5: 50,000.00 CNY", "10: 100,000.00 CNY",
        "20: 200,000.00 CNY", "10: 100,000.00 CNY", "10: 100,000.00 CNY",
        "5: 50,000.00 CNY", SILVER]),
    "words in cells": ("类别 | 金额（万元）\n甲 | 2021年前每件77，第1名最高33（见附件2）", [
        "2021年: 2021", GOLD, SILVER]),
    "numerals in words": ("类别 | 金额（万元）\n甲 | 五\n乙 | 一百二十", [
        "五: 50,000.00 CNY", "一百二十: 1,200,000.00 CNY"]),
    "full width": ("等级｜奖励金额（万元）\n金奖｜７７\n银奖｜３３", ["７７: 770,000.00 CNY", "３３: 330,000.00 CNY"]),
    "tabs": ("等级\t奖励金额（万元）\n金奖\t77\n银奖\t\t33", [GOLD, SILVER]),
    "ruled": ("┌──┬──┐\n│等级│金额（万元）│\n├──┼──┤\n│金奖│77│\n│银奖│33│\n└──┴──┘", [GOLD, SILVER]),
    "marks at both edges": ("| 等级 | 金额（万元） |\n|---|---|\n| 金奖 | 77 |\n| 银奖 | 33 |", [GOLD, SILVER]),
    "a page ends": ("等级 | 金额（万元）\n金奖 | 77\n\n— 3 —\n\n银奖 | 33", [GOLD, SILVER]),
    "years over columns": ("项目 | 2021 | 2022\n奖励（万元） | 77 | 33", ["2021: 2021", "2022: 2022", GOLD, SILVER]),
    "two tables": ("等级 | 金额（万元）\n金奖 | 77\n\n类别 | 比例（%）\n甲 | 50", [GOLD, "50: 50%"]),
    "no unit": ("等级 | 金额\n金奖 | 77\n个人 | 33万元", ["77: 77", "33万元: 330,000.00 CNY"]),
    "blanks alone": ("序号 等级 奖励金额（万元） 名额（个）\n1 金奖 77 3\n2 优秀奖 提名 33 5\n第二条 宣传", [
        GOLD, "3: 3", SILVER, "5: 5"]),
    "blanks, a unit above": ("单位：万元\n等级 市级 省级\n金奖 77 33\n第二条 不超过 5 件。", [GOLD, SILVER, "5 件: 5"]),
    "in a last row": ("等级 | 奖励\n金奖 | 77\n银奖 | 33\n注：单位为万元 | ", [GOLD, SILVER]),
    "in a last row, no unit": ("等级 | 奖励\n金奖 | 77\n注：100万元以上的另议 | ", [
        "77: 77", "100万元: 1,000,000.00 CNY"]),
    "in old characters": ("等级 | 奖励（萬元）\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "in formal characters": ("等级 | 奖励（仟元）\n金奖 | 770\n银奖 | 330", [
        "770: 770,000.00 CNY", "330: 330,000.00 CNY"]),
    "a scale alone": ("等级 | 奖励（万）\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "a sign of currency": ("单位：￥万元\n等级 | 奖励\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "the currency after it": ("等级 | 奖励标准 万元（人民币）\n金奖 | 77\n银奖 | 33", [GOLD, SILVER]),
    "in English": ("Figures in RMB million\n等级 | 奖励\n金奖 | 77", ["77: 77,000,000.00 CNY"]),
    "counts in ten thousands": ("类别 | 数量（万件）\n甲 | 77", ["77: 77"]),
    "a sum above": ("一次性给予 100 万元\n等级 | 名额\n金奖 | 77", ["100 万元: 1,000,000.00 CNY", "77: 77"]),
    "a cell on each line": ("等级\n奖励金额（万元）\n金奖\n77\n银奖\n33", [GOLD, SILVER]),
}  # fmt: skip


def read(text: str) -> list[str]:
    return [f"{figure.written}: {figure.value}" for figure in scan(text)]


@each_row(("table", "meant"), TABLES.values())
def test_a_cell_has_its_unit(table: str, meant: list[str]) -> None:
    assert read(f"第一条 按下表奖励\n{table}\n") == meant


@pytest.mark.parametrize("form", ["word", "pdf", "gbk"])
def test_a_page_differs_from_a_table_by_its_unit(form: str) -> None:
    """The page in 万元 differs and the page in 元 agrees, in a Word document, a PDF and a plain text."""
    parts = " " if form == "pdf" else " | "
    rows = (("等级", "奖励金额（万元）"), ("金奖", "77"), ("银奖", "33"))
    text = "第一条 按下表奖励\n" + "\n".join(map(parts.join, rows))
    document = read_document("town", official_files.made(form, text))
    assert isinstance(document, OfficialDocument)
    award = "article 1\n  award by prize to enterprise when patent_prize won\n    gold: {}\n    silver: {}\n"
    differs = left(award.format(77, 33), document.text)
    assert [(what, written) for what, _, written in differs] == [
        ("figure of the policy", "77.00 CNY"), ("figure of the policy", "33.00 CNY"),
        ("figure of the text", "77"), ("figure of the text", "33"),
    ]  # fmt: skip
    assert left(award.format(770000, 330000), document.text) == []


UNITS = {"元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "百万元": 1_000_000, "千万元": 10**7, "亿元": 10**8}


@given(
    st.lists(st.lists(st.integers(1, 1899), min_size=2, max_size=2), min_size=1, max_size=5),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(["row", "line", "title", "rows"]),
    st.sampled_from(["|", " | ", "\t", "｜"]),
)
def test_a_table_says_what_its_cells_with_units_say(rows: list[list[int]], unit: str, where: str, mark: str) -> None:
    heading = f"（{unit}）" if where == "row" else ""
    above = {"line": f"单位：{unit}\n", "title": f"标准（{unit}）{mark}{mark}\n"}.get(where, "")
    name = f"奖励（{unit}）" if where == "rows" else "奖励"
    lines = [f"项目{mark}市级{heading}{mark}省级{heading}"]
    lines += [mark.join([name, *map(str, row)]) for row in rows]
    sums = [figure.value.number for figure in scan(above + "\n".join(lines))]
    assert sums == [number * UNITS[unit] * 100 for row in rows for number in row]


@given(st.text(alphabet="单位：万元%（）()件 |\t\n0123456789甲、。-年", max_size=60))
def test_nothing_but_units_and_marks_is_written(text: str) -> None:
    """Removing the inserted text restores the original, and every character has its original position."""
    words, offsets = write_units(text)
    assert len(offsets) == len(words) + 1
    assert list(offsets) == sorted(offsets)
    first = {offset: at for at, offset in reversed(list(enumerate(offsets)))}
    assert sorted(first) == list(range(len(text) + 1))
