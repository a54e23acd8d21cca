"""One reader of values: facts, cases, answers, options and ledgers accept the same forms of each value.

The invariant: a value written in any of its forms is read back equal. A value in no such form is refused, and the
finding states how to write it.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import click
import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.values import written_values
from ipdsl.base.values.days import Date
from ipdsl.cli import options
from ipdsl.driver.questions.answers import parse_value
from ipdsl.plain_data.context import ReadContext, field_reader
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import CANNOT, NONE, Type
from tests.support.facts.programs import PROGRAM
from tests.support.facts.reading import read as facts
from tests.support.rows import each_row

DAY = Date(2022, 3, 1)
FORMS: list[tuple[Type, object, list[object]]] = [
    (MoneyType(), 300_000_000, [3000000, "3000000", "3000000.00", "3,000,000", "300万", "300万元", "3000000元",
                                "3000千", "３００万", "３，０００，０００．００元", "0.03亿",
                                "3000000 CNY", "300万 CNY"]),
    (MoneyType(), 120_050, ["1200.5", "1200.50", "1,200.50元", "１，２００．５０", "0.12005万元"]),
    (MoneyType(), 0, [0, "0", "0元", "0.00", "０"]),
    (DateType(), DAY, ["2022-03-01", "2022-3-1", "2022/3/1", "2022/03/01", "2022年3月1日", "2022年03月01日",
                       "２０２２年３月１日", "２０２２－０３－０１", DAY]),
    (DateType(), NONE, [{"none": True}, "无", "没有", "none", NONE]),
    (DateType(), CANNOT, [{"cannot_be_determined": True}, "无法确定", "cannot be determined"]),
    (DateType(), None, [None, "未知", "不详", "unknown"]),
    (BoolType(), True, [True, "是", "有", "yes", "ｙｅｓ"]),
    (BoolType(), False, [False, "否", "无", "no"]),
    (BoolType(), NONE, [{"none": True}, "none", "没有"]),
    (CountType(), 12_000, [12000, "12000", "12,000", "1.2万", "１２０００"]),
    (RateType(), Fraction(37, 1000), ["3.7%", "3.70 %", "３．７％", "0.037", "37/1000"]),
    (NumberType(), Fraction(-175, 2), ["-87.5", "－８７．５", "-175/2"]),
    (TextType(), "2022", [2022, "2022", "2022年", "2022年度", "２０２２", "２０２２年"]),
    (TextType(), "2022年度报告", ["2022年度报告"]),
    (ListType(DateType()), (DAY,), [["2022-03-01"], ["2022年3月1日"]]),
    (ChoiceType("right"), "invention", ["invention"]),
]  # fmt: skip


def read(type_: Type, data: object) -> tuple[object, list[str]]:
    """The result of reading a value as a fact, with the codes of the findings."""
    reading = ReadContext(PROGRAM)
    found = field_reader(PROGRAM, type_).read(reading, data, "field", "$")
    return found, [finding.code for finding in reading.findings]


@each_row(("type_", "value", "data"), [(t, v, one) for t, v, forms in FORMS for one in forms])
def test_every_form_is_read_in_facts(type_: Type, value: object, data: object) -> None:
    found, findings = read(type_, data)
    assert not findings
    assert (found, type(found)) == (value, type(value))


@each_row(("type_", "value", "data"), [(t, v, one) for t, v, forms in FORMS for one in forms if isinstance(one, str)])
def test_an_answer_is_put_into_facts_in_one_form_and_means_the_same(type_: Type, value: object, data: str) -> None:
    """Answers are typed without quotation marks; members of lists are separated by commas."""
    stated = parse_value(type_, data, "CNY")
    assert read(type_, stated) == (value, [])
    if isinstance(type_, MoneyType) and isinstance(value, int):
        assert stated == written_values.decimal(Fraction(value, 100))
    if isinstance(value, datetime.date):
        assert stated == "2022-03-01"
    if isinstance(value, bool):
        assert stated is value


@pytest.mark.parametrize(
    ("said", "value"), [("YES", True), ("true", True), ("y", True), ("No", False), ("FALSE", False)]
)
def test_yes_and_no_may_be_typed_shorter_in_an_answer(said: str, value: bool) -> None:
    assert parse_value(BoolType(), said, "CNY") is value


ODD: list[tuple[Type, str, str]] = [
    *[(MoneyType(), odd, "write a number, or a text such as 20000.00, 1,200.50, 300万 or 3000000元")
      for odd in ("三百万", "300万3千", "300 万", "$300", "1,00", "1、000", "1 000",
                  "1e6", " 300", "300元整", "৪০", "1/2", "约300")],
    (MoneyType(), "05", "write it without the 0 in front"),
    *[(DateType(), odd, "write a day as 2022-03-01 or 2022年3月1日")
      for odd in ("2022.3.1", "2022-3/1", "20220301", "2022年3月",
                  "2022年3月1号", "二〇二二年三月一日", "২০২২-03-01")],
    *[(DateType(), odd, 'write a day as 2022-03-01 or 2022年3月1日; a day that does not exist is `{"none": true}`')
      for odd in ("空缺", "still open")],
    *[(BoolType(), odd, "write true or false, 是 or 否")
      for odd in ("是否", "对", "√", "1", "perhaps", "", "true", "False", "YES", "y", "n")],
    *[(CountType(), odd, "write a whole number, 0 or more, as in 1200 or 1,200") for odd in ("3件", "3元", "三", "3%")],
    (RateType(), "3.7‰", 'write "3.7%", or the share itself: "0.037" or "37/1000"'),
    (RateType(), "3,7%", 'write "3.7%", or the share itself: "0.037" or "37/1000"'),
    (TextType(), "无", 'write {"none": true}, {"cannot_be_determined": true} or null'),
]  # fmt: skip


@each_row(("type_", "data", "help_"), ODD)
def test_what_is_odd_is_refused_with_the_way_to_write_it(type_: Type, data: str, help_: str) -> None:
    reading = ReadContext(PROGRAM)
    assert field_reader(PROGRAM, type_).read(reading, data, "field", "$") is None
    (finding,) = reading.findings
    assert finding.texts().help == help_


# ---------------------------------------------------------------------------------------------- invariant


def full_width(text: str) -> str:
    """The text in full-width characters."""
    return text.translate({narrow: wide for wide, narrow in written_values.FULL_WIDTH.items()})


def grouped(whole: int) -> str:
    return f"{whole:,}"


@st.composite
def sums(draw: st.DrawFn) -> tuple[int, str]:
    """An amount in minor units, and one of the ways to write it."""
    fen = draw(st.integers(0, 10**15))
    unit = draw(st.sampled_from(list(written_values.UNITS)))
    value = Fraction(fen, 100 * 10 ** written_values.UNITS[unit])
    text = written_values.decimal(value)
    if draw(st.booleans()):
        whole, point, part = text.partition(".")
        text = grouped(int(whole)) + point + part
    if draw(st.booleans()):
        text = full_width(text)
    return fen, text + unit + draw(st.sampled_from(["", "元", " CNY"]))


@given(sums())
def test_a_sum_reads_back_equal_in_whatever_form(stated: tuple[int, str]) -> None:
    fen, text = stated
    if sum(c.isdigit() for c in text) + max(written_values.UNITS.get(c, 0) for c in text) <= written_values.MAX_DIGITS:
        assert read(MoneyType(), text) == (fen, [])


@st.composite
def written_days(draw: st.DrawFn) -> tuple[Date, str]:
    day = draw(st.dates(Date(1900, 1, 1), Date(2200, 12, 31)))
    month, of_month = (f"{part:02}" if draw(st.booleans()) else str(part) for part in (day.month, day.day))
    form = draw(st.sampled_from(["{}-{}-{}", "{}/{}/{}", "{}年{}月{}日"]))
    text = form.format(day.year, month, of_month)
    return day, full_width(text) if draw(st.booleans()) else text


@given(written_days())
def test_a_day_reads_back_equal_in_whatever_form(stated: tuple[Date, str]) -> None:
    day, text = stated
    assert read(DateType(), text) == (day, [])
    assert written_values.day(text) == (day.year, day.month, day.day)


@given(st.integers(1900, 2200), st.sampled_from(["{}", "{}年", "{}年度"]), st.booleans())
def test_a_year_reads_back_equal_in_whatever_form(year: int, form: str, is_wide: bool) -> None:
    text = full_width(form.format(year)) if is_wide else form.format(year)
    line = {"item": "A", "level": "provincial", "amount": 1}
    for stated in (year, text):
        assert [one.year for one in facts(support=[line | {"year": stated}]).support or ()] == [year]
    assert facts(figures={text: {"filings": 1}}).figures == {year: {"filings": 1}}
    assert options.parse_year(_CONTEXT, _PARAMETER, text) == year


# ---------------------------------------------------------------------------------------------- other readers


_CONTEXT = click.Context(click.Command("eval"))
_PARAMETER = click.Option(["--day"])


@pytest.mark.parametrize("text", ["2022-03-01", "2022-3-1", "2022/3/1", "2022年3月1日", "２０２２年３月１日"])
def test_an_option_takes_a_day_in_every_form(text: str) -> None:
    assert options.parse_day(_CONTEXT, _PARAMETER, text) == "2022-03-01"


@pytest.mark.parametrize("text", ["22.6.15", "1/3/2022", "2022年2月30日", "1899-1-1", "২০২২-03-01"])
def test_an_option_refuses_what_facts_refuse(text: str) -> None:
    with pytest.raises(click.BadParameter):
        options.parse_day(_CONTEXT, _PARAMETER, text)


PAGE = """vocabulary town
applicant enterprise
applicant fields
  local yes/no fixed
record prize
  key number
  event won on won_on
  worth money · public yes/no · winners count · edition text
figures per year
  filings count
"""

CASE = """policy p
  use town
  effective from 2020-01-01
article 1
  award worth to enterprise when prize won and public
    uncapped
case "a"
  given enterprise local {flag}
    prize A: worth {worth}, public {flag}, won_on {day}, winners {count}, edition {year}
  given figures {year}: filings {count}
  given as of {day}
  expect total 3000000
"""


@pytest.mark.parametrize(
    "forms",
    [
        {"flag": "是", "worth": "300万元", "day": "2022年3月1日", "count": "1,200", "year": "2022年"},
        {"flag": "有", "worth": "３００万", "day": "2022-3-1", "count": "１２００", "year": "２０２２"},
        {"flag": "yes", "worth": "3,000,000", "day": "2022/3/1", "count": "1200", "year": "2022"},
        {"flag": "true", "worth": "3000000 CNY", "day": "2022-03-01", "count": "0.12万", "year": "2022年度"},
    ],
)
def test_cases_take_the_forms_of_facts(tmp_path: Any, forms: dict[str, str]) -> None:
    (tmp_path / "town.ipp").write_text(PAGE, encoding="utf-8")
    (tmp_path / "p.ipp").write_text(CASE.format(**forms), encoding="utf-8")
    from ipdsl.driver.compilation import Compilation

    tested = Compilation.from_file(str(tmp_path / "p.ipp")).policy_and_cases
    assert tested is not None
    (case,) = tested[1]
    stated: Any = case.facts[0]
    policy = ipdsl.load(tmp_path / "p.ipp")
    assert policy.evaluate(stated).total.minor == 300_000_000
    facts_read = policy.read_facts(stated)
    record = facts_read.records["prize"].records[0]
    assert (record.values["winners"], record.values["won_on"], record.values["edition"]) == (1200, DAY, "2022")
    assert facts_read.figures == {2022: {"filings": 1200}}


def test_ledgers_and_series_take_the_forms_too() -> None:
    policy = ipdsl.load("shaoguan_2021")
    line = {"clause": "11.ip_title.new", "item": "national_advantage"}
    firm = {"applicant": {"id": "F1", "kinds": ["enterprise"]}}
    plain = policy.read_facts({**firm, "history": [line | {"year": 2022, "due": 80000}]}).history
    for year, paid in (("2022", "8万元"), ("2022年", "80,000"), (2022, {"２０２２": "８００００元"})):
        ledger = {"policy": "shaoguan_2021", "currency": "CNY", "ledger": [line | {"year": year, "due": paid}]}
        assert policy.evaluate(firm, history=ledger).applicant == "F1"
        assert policy.read_facts({**firm, "history": ledger["ledger"]}).history == plain
    value = {"month": "2022年1月", "value": "３．７％"}
    found = policy.read_facts({**firm, "series": {"lpr_1y": [value]}}).series
    assert found["lpr_1y"][("", Date(2022, 1, 1))] == Fraction(37, 1000)
