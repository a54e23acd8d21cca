"""One reader for values written by hand: each form has the same value in answers, workbooks, CSV, Parquet and batches.

The values of a case are written into one file of each format, each in a separate record, and into answers.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.base.values import handwritten_values, written_values
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.parts import open_tables
from ipdsl.batch.readers.rows import Rows
from ipdsl.driver.questions.answers import parse_value
from ipdsl.facts.reader import read_facts
from ipdsl.office.forms import stated_facts
from ipdsl.office.forms.csv_tables import CsvTables
from ipdsl.plain_data.context import ReadContext, field_reader
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.handwritten import type_words
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.values.value_type import CANNOT, NONE
from tests.support.batch.tables import code_of
from tests.support.slow import sampled

WORDS = """\
vocabulary town
applicant enterprise "企业"
applicant sme "中小微企业"
applicant school "高校/院所"
class firm "单位" is enterprise, sme, school
choice medal "奖" gold_award "金奖" · silver_award "银奖"
record prize "奖项"
  key number
  public yes/no
  winners count
  worth money
  rate percent
  score number
  medal medal
  edition text
  rights list of text
  medals list of medal
  event won on won_on "获奖日"
"""
PAGE = """\
policy p
  use town
  effective from 2020-01-01
article 1
  award 100 to firm when prize won
    uncapped
"""


CASES: list[tuple[str, object, list[str]]] = [
    ("public", True, ["是", "有", "对", "yes", "Y", "true", "True", "TRUE", "t", "1", "1.0", "√", "✓", "ｙｅｓ",
                      " yes "]),
    ("public", False, ["否", "无", "no", "N", "false", "False", "FALSE", "f", "0", "0.0", "×", "不是"]),
    ("public", NONE, ["none", "没有"]),
    ("public", CANNOT, ["无法确定", "Cannot be determined"]),
    ("winners", 2, ["2", "两个", "2件", "二", "两", "2 个", "２件", "2.0", "two", "Two", "2 items", "贰"]),
    ("winners", 12, ["12", "十二项", "12人", "一十二"]),
    ("winners", 12_000, ["12,000", "1.2万", "一万二千", "1万2000", "12千件", "1万2千"]),
    ("winners", 0, ["0", "零", "0件", "zero"]),
    ("worth", 300_000_000, ["3000000", "300万元", "三百万元", "叁佰万元整", "人民币300万元", "¥3,000,000", "￥３００万",
                            "300 万", "3百万", "RMB 3000000", "CNY 3000000", "3000000.00元", "3000000 CNY", "三百万"]),
    ("worth", 12_000_000_000, ["1亿2000万元", "一亿二千万", "1.2亿", "1亿2千万", "120,000,000"]),
    ("worth", 1_250, ["12.5", "十二元五角", "12元5角", "12.50元", "壹拾贰元伍角整", "十二点五元"]),
    ("worth", 3_500_000, ["35000", "3万5千", "三万五千元", "3.5万", "3万5000", "三点五万"]),
    ("rate", Fraction(37, 1000), ["3.7%", "3.7％", "百分之三点七", "37‰", "0.037", "37/1000",
                                   "3.7 percent", "千分之三十七"]),
    ("rate", Fraction(3, 10), ["30%", "三成", "百分之三十", "0.3", "3成"]),
    ("rate", Fraction(1, 3), ["1/3", "三分之一"]),
    ("score", Fraction(175, 2), ["87.5", "八十七点五", "175/2"]),
    ("won_on", datetime.date(2022, 6, 1), [
        "2022-06-01", "2022-6-1", "2022/6/1", "2022.6.1", "2022. 6. 1", "22.6.1", "22/6/1", "22年6月1日",
        "2022年6月1日",
        "2022 年 6 月 1 号", "二〇二二年六月一日", "20220601", "2022-06-01 00:00:00", "2022-06-01T00:00:00.000",
        "2022/6/1 0:00", "2022/6/1  0:00:00", "2022年6月1日 00:00",
        "1 June 2022", "June 1, 2022", "1-Jun-2022", "２０２２．６．１"]),
    ("won_on", datetime.date(2022, 12, 25), ["25.12.2022", "12/25/2022", "Dec 25, 2022"]),
    ("won_on", datetime.date(1985, 6, 1), ["85.6.1", "1985.6.1"]),
    ("medal", "gold_award", ["gold_award", "Gold Award", "gold-award", "GOLD_AWARD", "金奖", " 金奖 "]),
    ("medals", ("gold_award", "silver_award"), [
        "gold_award;silver_award", "金奖，银奖", "金奖、银奖", "金奖；银奖", "金奖/银奖", "Gold Award, 银奖",
        "金奖,银奖",
        '["gold_award", "银奖"]']),
    ("medals", (), ["[]"]),
    ("rights", ("ZL1", "ZL2"), ["ZL1;ZL2", "ZL1；ZL2", " ZL1 ; ZL2 ", '["ZL1", "ZL2"]']),
    ("rights", ("PCT/CN2020/1",), ["PCT/CN2020/1"]),
    ("rights", ("甲、乙",), ['["甲、乙"]']),
    ("edition", "0001", ["0001"]), ("edition", "22.6.1", ["22.6.1"]), ("edition", "两个", ["两个"]),
    ("edition", "True", ["True"]), ("edition", "1.0", ["1.0"]), ("edition", "三百万元", ["三百万元"]),
]  # fmt: skip
"""A field, a value, and its written forms."""

REFUSED: list[tuple[str, str, str]] = [
    ("public", "2", "R030"), ("public", "maybe", "R030"), ("public", "10", "R030"), ("public", "是否", "R030"),
    ("winners", "几个", "R030"), ("winners", "2年", "R030"), ("winners", "2-3", "R030"), ("winners", "3元", "R030"),
    ("winners", "1.6", "R034"), ("winners", "-2", "R033"), ("winners", "三五个", "R030"), ("winners", "一百二", "R089"),
    ("worth", "三万五", "R089"), ("worth", "3万5元", "R089"), ("worth", "约300万", "R030"),
    ("worth", "300-500万", "R030"),
    ("worth", "1,2000", "R030"), ("worth", "1 200", "R030"), ("worth", "$100", "R030"), ("worth", "05", "R030"),
    ("worth", "-5元", "R033"), ("worth", "1234.567", "R032"), ("worth", "12.345", "R089"),
    ("worth", "100.000", "R089"), ("worth", "¥100.000", "R089"), ("worth", "100.000 元", "R089"),
    ("winners", "1.000", "R089"), ("winners", "1.000件", "R089"), ("worth", "True", "R030"),
    ("rate", "50", "R057"), ("rate", "百分之三十至五十", "R030"), ("rate", "-3%", "R033"),
    ("won_on", "01.02.03", "R089"), ("won_on", "22.6.15", "R089"), ("won_on", "1/2/2022", "R089"),
    ("won_on", "58.6.1", "R089"), ("won_on", "2022.6", "R036"), ("won_on", "2022年6月", "R036"),
    ("won_on", "2022-02-30", "R036"), ("won_on", "2022-06-01 12:30", "R036"),
    ("won_on", "2022-06-01T00:00:00Z", "R036"),
    ("won_on", "六月一日", "R036"), ("won_on", "1850.6.1", "R037"),
    ("medal", "bronze", "R028"), ("medals", "金奖，铜奖", "R028"), ("medals", "金奖，金奖", "R058"),
    ("rights", "ZL1，ZL2", "R089"), ("rights", "甲、乙", "R089"),
    ("rights", "；", "R020"), ("medals", "，", "R020"),
]  # fmt: skip
FIELDS = ("public", "winners", "worth", "rate", "score", "won_on", "medal", "edition", "rights", "medals")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> ipdsl.Policy:
    return ipdsl.load(page_in(tmp_path_factory.mktemp("page")))


def page_in(folder: Path) -> Path:
    path = folder / "p.ipp"
    path.write_text(PAGE, "utf-8")
    (folder / "town.ipp").write_text(WORDS, "utf-8")
    return path


# ---------------------------------------------------------------------------------------------- formats


def in_csv(folder: Path, written_: Sequence[tuple[str, str]], *, kinds: str = "enterprise") -> Path:
    folder.mkdir()
    with (folder / "applicant.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "kinds"], ["F1", kinds]])
    with (folder / "prize.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["applicant", "number", *FIELDS])
        for at, (field, text) in enumerate(written_):
            rows.writerow(["F1", f"P{at}", *(text if name == field else "" for name in FIELDS)])
    return folder


def in_workbook(path: Path, written_: Sequence[tuple[str, str]], *, kinds: str = "enterprise") -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        applicants, prizes = book.add_worksheet("applicant"), book.add_worksheet("prize")
        for row, cells in enumerate([["id", "kinds"], ["F1", kinds]]):
            for at, text in enumerate(cells):
                applicants.write_string(row, at, text)
        for at, name in enumerate(["number", *FIELDS]):
            prizes.write_string(0, at, name)
        for row, (field, text) in enumerate(written_, 1):
            prizes.write_string(row, 0, f"P{row - 1}")
            prizes.write_string(row, 1 + FIELDS.index(field), text)
    return path


def records(facts: Any) -> list[Any]:
    return sorted(facts.records["prize"].records, key=lambda one: int(one.item[1:]))


def of_sheets(policy: ipdsl.Policy, where: Path) -> list[Any]:
    (one,) = stated_facts.read(str(where), [code_of(policy)]).applicants
    return records(read_facts(dict(one), policy.program))


def of_tables(policy: ipdsl.Policy, where: Path) -> list[Any]:
    """The records as `batch` reads the folder, row by row."""
    tables = open_tables(str(where), code_of(policy), CsvTables(code_of(policy)), none=(), ignore=())
    ((_, intake),) = tables.intakes(1000)
    return records(Rows(intake.table, intake.form).read(0))


def of_text_in_arrow(policy: ipdsl.Policy, written_: Sequence[tuple[str, str]]) -> list[Any]:
    columns = {name: [text if name == field else None for field, text in written_] for name in FIELDS}
    prizes = {"applicant": ["F1"] * len(written_), "number": [f"P{at}" for at in range(len(written_))], **columns}
    tables = {"applicant": pa.table({"id": ["F1"], "kinds": ["enterprise"]}),
              "prize": pa.table({name: pa.array(cells, pa.string()) for name, cells in prizes.items()})}  # fmt: skip
    intake = take_in(tables, code_of(policy))
    return records(Rows(intake.table, intake.form).read(0))


def answered(policy: ipdsl.Policy, field: str, text: str) -> tuple[object, list[str]]:
    """The value of an answer, with the codes of its findings."""
    schema = policy.program.schema
    type_ = schema.record_by_name["prize"].field_by_name[field].type
    reading = ReadContext(policy.program)
    plain = parse_value(type_, text.strip(), "CNY", type_words(schema, type_))
    return field_reader(policy.program, type_).read(reading, plain, field, "$"), [one.code for one in reading.findings]


@pytest.mark.parametrize("how", ["workbook", "CSV in eval", "CSV in batch", "texts in Arrow", "answers"])
def test_each_form_of_a_value_is_read_the_same_everywhere(town: ipdsl.Policy, tmp_path: Path, how: str) -> None:
    every = [(field, text, value) for field, value, forms in CASES for text in forms
             if field != "edition" or text == text.strip()]  # fmt: skip
    written_ = [(field, text) for field, text, _ in every]
    match how:
        case "workbook":
            found = of_sheets(town, in_workbook(tmp_path / "f.xlsx", written_))
        case "CSV in eval":
            found = of_sheets(town, in_csv(tmp_path / "f", written_))
        case "CSV in batch":
            found = of_tables(town, in_csv(tmp_path / "f", written_))
        case "texts in Arrow":
            found = of_text_in_arrow(town, written_)
        case _:
            for field, text, value in every:
                assert answered(town, field, text) == (value, []), (field, text)
            return
    read = {(field, text): one.values.get(field) for (field, text), one in zip(written_, found, strict=True)}
    assert read == {(field, text): value for field, text, value in every}


@pytest.mark.parametrize(("field", "text", "code"), sampled(REFUSED, 3, others="broad"))
def test_what_is_no_value_or_has_several_readings_is_refused(
    town: ipdsl.Policy, field: str, text: str, code: str, tmp_path: Path
) -> None:
    assert answered(town, field, text)[1] == [code]
    with pytest.raises(FactsError) as error:
        of_sheets(town, in_csv(tmp_path / "f", [(field, text)]))
    assert [one.code for one in error.value.report] == [code]
    intake = take_in({"applicant": pa.table({"id": ["F1"], "kinds": ["enterprise"]}),
                      "prize": pa.table({"applicant": ["F1"], "number": ["P0"], field: [text]})},
                     code_of(town))  # fmt: skip
    problems = Rows(intake.table, intake.form).read(0)
    assert isinstance(problems, tuple)
    assert [one.finding.code for one in problems] == [code]


def test_a_finding_lists_the_readings(town: ipdsl.Policy) -> None:
    reading = ReadContext(town.program)
    type_ = town.program.schema.record_by_name["prize"].field_by_name["won_on"].type
    field_reader(town.program, type_).read(reading, "01.02.03", "won_on", "$")
    (finding,) = reading.findings
    assert "2001-02-03` or `2003-02-01` or `2003-01-02" in finding.texts().title
    assert "`2001-02-03`或`2003-02-01`" in finding.texts(Language.ZH).title


@pytest.mark.parametrize(
    "kinds",
    sampled(
        ["enterprise;sme", "企业，中小微企业", "企业、中小微企业", "Enterprise/SME", "企业;中小微企业"],
        3,
        others="broad",
    ),
)
def test_kinds_of_an_applicant_have_any_sign_between_them(town: ipdsl.Policy, kinds: str, tmp_path: Path) -> None:
    for where in (in_csv(tmp_path / "f", [], kinds=kinds), in_workbook(tmp_path / "f.xlsx", [], kinds=kinds)):
        (one,) = stated_facts.read(str(where), [code_of(town)]).applicants
        assert one["applicant"]["kinds"] == ["enterprise", "sme"]
    tables = open_tables(str(tmp_path / "f"), code_of(town), CsvTables(code_of(town)), none=(), ignore=())
    ((_, intake),) = tables.intakes(10)
    facts = Rows(intake.table, intake.form).read(0)
    assert not isinstance(facts, tuple)
    assert {"enterprise", "sme"} <= facts.kinds


def test_a_word_with_a_slash_is_one_word(town: ipdsl.Policy, tmp_path: Path) -> None:
    (one,) = stated_facts.read(str(in_csv(tmp_path / "f", [], kinds="高校/院所、企业")), [code_of(town)]).applicants
    assert one["applicant"]["kinds"] == ["school", "enterprise"]


# ---------------------------------------------------------------------------------------------- properties


@st.composite
def days_by_hand(draw: st.DrawFn) -> tuple[datetime.date, str]:
    day = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
    form = draw(st.sampled_from(["{0}.{1}.{2}", "{0}年{1}月{2}号", "{0} 年 {1} 月 {2} 日", "{0}{1:02}{2:02}",
                                 "{0}-{1:02}-{2:02} 00:00:00", "{0}/{1}/{2}"]))  # fmt: skip
    return day, form.format(day.year, day.month, day.day)


@given(days_by_hand())
def test_a_day_in_any_form_is_that_day(stated_: tuple[datetime.date, str]) -> None:
    day, text = stated_
    assert written_values.day(handwritten_values.day(text)) == (day.year, day.month, day.day)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.sampled_from("./-"))
def test_a_day_of_short_parts_is_read_only_if_it_has_one_reading(one: int, two: int, three: int, sign: str) -> None:
    text = f"{one:02}{sign}{two:02}{sign}{three:02}"
    readings = handwritten_values.day_readings(text)
    assert handwritten_values.day(text) == (readings[0] if len(readings) == 1 else text)


DIGITS, UNITS = "零一二三四五六七八九", ("", "十", "百", "千")


def in_chinese(number: int) -> str:
    """A number below 10^8 in Chinese numerals, by an algorithm that differs from the reader's."""
    if not number:
        return "零"
    high, low = divmod(number, 10_000)
    section = ""
    for place, digit in enumerate(reversed(f"{low:04}")):
        section = (DIGITS[int(digit)] + UNITS[place] if digit != "0" else "零") + section
    while "零零" in section:
        section = section.replace("零零", "零")
    section = section.rstrip("零")
    if not high:
        return section.lstrip("零")
    return f"{in_chinese(high)}万{section}"


@given(st.integers(0, 10**8 - 1), st.sampled_from(["", "元", "元整"]))
def test_a_sum_in_chinese_numerals_is_that_sum(number: int, after: str) -> None:
    read = written_values.number(handwritten_values.amount(in_chinese(number) + after))
    assert read is not None
    assert read.value == number


@given(st.integers(0, 10**8 - 1), st.sampled_from(["", "件", "个", "项"]))
def test_a_count_in_chinese_numerals_is_that_count(number: int, after: str) -> None:
    assert handwritten_values.count(in_chinese(number) + after) == str(number)


@given(st.text(max_size=20))
def test_a_name_is_never_changed(town: ipdsl.Policy, text: str) -> None:
    assert parse_value(town.program.schema.record_by_name["prize"].field_by_name["edition"].type, text, "CNY") in (
        text, None, {"none": True}, {"cannot_be_determined": True},
    )  # fmt: skip


@given(st.text(alphabet="0123456789零一二两三十百千万亿元角个件.,-/年月日 %成", max_size=8))
def test_whatever_is_written_is_read_in_a_form_of_facts_or_left_as_it_is(text: str) -> None:
    for read in (
        handwritten_values.amount,
        handwritten_values.count,
        handwritten_values.share,
        handwritten_values.day,
        handwritten_values.year,
    ):
        found = read(text)
        assert found == text or read(found) == found


def test_other_currencies_are_read_by_their_words() -> None:
    assert handwritten_values.amount("100美元") == "100 USD"
    assert parse_value(MoneyType("*"), "US$100", "CNY") == {"amount": "100", "currency": "USD"}
