"""Literals: from text to exact values and back. The lexer reads a literal as one word; its errors are reported here."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import MessageValue, Phrase, join_phrases
from ipdsl.base.source import Span
from ipdsl.base.values import numerals, written_values
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR, is_calendar_day
from ipdsl.syntax import errors

A_WHOLE_NUMBER = Phrase("a whole number", "整数")
_ONE = "[一二两三四五六七八九]"
MONEY = re.compile(rf"(?=[一二两三四五六七八九十百千])((?:{_ONE}?[十百千])*{_ONE}?[万亿]?)元")
"""A sum in Chinese characters: `三万元`, `一百二十万元`; not `二三万元`, which is an approximate number."""
_NUMERALS = re.compile("[一二两三四五六七八九十]+")
RENMINBI = "人民币"
"""A word before or after a sum of 元 that adds nothing to 元."""
BELOW = "以下"
"""An upper bound that official documents use both with and without the number itself."""
_DIGITS = Phrase("write digits, such as `200000`", "请写数字，例如`200000`")


def read_number(text: str, span: Span, report: Report) -> tuple[Fraction, bool]:
    """The value, and whether 元 is written; 0 with a finding if the text is not a number."""
    text = text.removeprefix(RENMINBI).removesuffix(RENMINBI).replace(" ", "")  # texts may be typeset as `1 万元`
    number = written_values.number(text)
    if number is None and (chinese_sum := MONEY.fullmatch(text)) is not None:
        return numerals.chinese(chinese_sum[1]) or Fraction(0), True
    if number is None and text.endswith(BELOW):
        report.add(errors.UnclearUpperBound(span=span, found=text, number=text.removesuffix(BELOW)))
        return Fraction(0), False
    if number is None:
        report.add(errors.BadNumber(span=span, found=text, hint=hint(text)))
        return Fraction(0), False
    if number.digits > written_values.MAX_DIGITS:
        report.add(errors.TooManyDigits(span=span, digits=number.digits))
        return Fraction(0), False
    if number.has_leading_zero:
        whole = re.match(r"[0-9,]+", text)
        first = whole.group() if whole else ""
        better = (first.lstrip("0,") or "0") + text[len(first) :]
        report.add(errors.LeadingZero(span=span, found=text, better=better))
    return number.value, number.currency == written_values.YUAN


def hint(text: str) -> Phrase:
    """What to write in place of a text that begins like a number but is not one."""
    dotted = re.fullmatch(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})", text)
    if dotted:
        day = f"{dotted[1]}-{dotted[2]:0>2}-{dotted[3]:0>2}"
        return Phrase("a day is written `{day}`", "日期写作`{day}`", day=day)
    european = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    if european:
        return _day_first(int(european[1]), int(european[2]), european[3])
    latin = re.fullmatch(r"([0-9.]+)([wWkK])", text)
    if latin:
        times = 10_000 if latin[2] in "wW" else 1_000
        try:
            value = Fraction(latin[1]) * times
        except ValueError:
            return _DIGITS
        if len(latin[1]) > written_values.MAX_DIGITS:
            return _DIGITS
        number = written_values.decimal(value)
        if times == 10_000:
            return Phrase(
                "write `{short}万` or `{number}`", "请写`{short}万`或`{number}`", short=latin[1], number=number
            )
        return Phrase("write `{number}`", "请写`{number}`", number=number)
    currency = re.fullmatch(r"([0-9.,]+)([A-Z]{3})", text)
    if currency:
        return _phrase_of_parts(
            "write a space before the currency: `{left} {right}`", "货币之前要空格：`{left} {right}`", currency
        )
    glued = re.fullmatch(r"([0-9.,]+(?:[万亿千百]?元?))(\w+)", text)
    if glued and not re.match(r"[a-zA-Z0-9]", glued[2]):
        return _phrase_of_parts(
            "write a space after the number: `{left} {right}`", "数字之后要空格：`{left} {right}`", glued
        )
    return Phrase(
        "write digits, such as `200000`, `1,200,000`, `20万` or `0.5万`",
        "请写数字，例如`200000`、`1,200,000`、`20万`或`0.5万`",
    )


def _day_first(first: int, second: int, year: str) -> Phrase:
    """How `01.02.2025` is written: the month may be either number that is at most 12."""
    days = [f"{year}-{month:02}-{day:02}" for day, month in ((first, second), (second, first)) if month <= 12]
    shown = dict.fromkeys(days)
    if not shown:
        return _DIGITS
    return Phrase(
        "a day is written with the year first: {days}",
        "日期先写年份：{days}",
        days=join_phrases([f"`{day}`" for day in shown], " or ", "或"),
    )


def _phrase_of_parts(en: str, zh: str, match: re.Match[str]) -> Phrase:
    return Phrase(en, zh, left=match[1], right=match[2])


def read_percent(text: str, span: Span, report: Report) -> Fraction:
    """`30%` as 3/10."""
    if text.startswith("百分之"):
        number = numerals.chinese(text.removeprefix("百分之"))
        if number is None:
            report.add(errors.BadNumber(span=span, found=text, hint=_DIGITS))
        return (number or Fraction(0)) / 100
    if not text.endswith("%"):
        report.add(
            errors.BadNumber(
                span=span, found=text, hint=Phrase("write a space after the percent sign", "百分号之后要空格")
            )
        )
        return Fraction(0)
    return read_number(text[:-1], span, report)[0] / 100


def read_fraction(text: str, span: Span, report: Report) -> Fraction:
    """`2/3` and `三分之二` as 2/3."""
    if "分之" in text:
        below, above = (numerals.chinese(part) for part in text.split("分之"))
    else:
        above, below = (Fraction(part) for part in text.split("/"))
    if above is None or not below:
        report.add(errors.BadNumber(span=span, found=text, hint=_DIGITS))
        return Fraction(0)
    return above / below


def read_whole_number(
    text: str, span: Span, report: Report, wanted: MessageValue = A_WHOLE_NUMBER, example: str = "3"
) -> int:
    """A count, a year, a rank."""
    before = len(report)
    text = _to_digits(text)
    value, _ = read_number(text, span, report)
    if len(report) == before and ("." in text or not text[-1].isdigit()):
        report.add(errors.WholeNumber(span=span, found=text, wanted=wanted, example=example))
    return int(value)


def _to_digits(text: str) -> str:
    """The digits of a Chinese numeral such as `三`."""
    number = numerals.chinese(text) if _NUMERALS.fullmatch(text) else None
    return text if number is None else str(number)


def read_year(text: str, span: Span, report: Report) -> int:
    """A calendar year."""
    year = written_values.year(text)
    if year is None or not written_values.is_known_year(year):
        wanted = Phrase(
            "a year from {first} to {last}", "{first}至{last}年之间的年份", first=FIRST_YEAR, last=LAST_YEAR
        )
        report.add(errors.WholeNumber(span=span, found=text, wanted=wanted, example="2022"))
        return FIRST_YEAR
    return year


def read_month_and_day(text: str, span: Span, report: Report) -> tuple[int, int]:
    """`04-01`, `4月1日`, `1 April`: a day of a leap year."""
    first, second = re.split("[-月 ]+", text.removesuffix("日"))
    month, day = (MONTHS.index(second) + 1, int(first)) if second in MONTHS else (int(first), int(second))
    if is_calendar_day(_LEAP_YEAR, month, day):
        return month, day
    hint = Phrase("a day of the year is written `04-01`, month, day", "年度的起始日写作`4月1日`")
    report.add(errors.BadDate(span=span, found=text, hint=hint))
    return 1, 1


_LEAP_YEAR = 2000
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def read_date(text: str, span: Span, report: Report) -> datetime.date:
    """`2022-05-01`, `2022-5-1`, `2022/5/1`, `2022年5月1日`."""
    year, month, day = written_values.day(text) or (FIRST_YEAR, 1, 0)
    hint = Phrase("a date is written `2022-05-01`, year, month, day", "日期写作`2022-05-01`：年、月、日")
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        date = None
    if date is None:
        if not 1 <= month <= 12:
            hint = Phrase("a year has no month {month}", "一年没有{month}月", month=month)
        elif day >= 1:
            hint = Phrase(
                "month {month} of {year} has no day {day}",
                "{year}年{month}月没有{day}日",
                month=month,
                year=year,
                day=day,
            )
        report.add(errors.BadDate(span=span, found=text, hint=hint))
    elif not FIRST_YEAR <= year <= LAST_YEAR:
        known = Phrase(
            "years from {first} to {last} are known", "只认{first}年至{last}年", first=FIRST_YEAR, last=LAST_YEAR
        )
        report.add(errors.BadDate(span=span, found=text, hint=known))
    return date or datetime.date(FIRST_YEAR, 1, 1)
