"""Literals: from text to exact values and back. The lexer takes a literal as one word; its mistakes are found here."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

from ipdsl.diagnostics.model import Report
from ipdsl.source import Span
from ipdsl.syntax import errors
from ipdsl.values import written
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR


def read_number(text: str, span: Span, report: Report) -> tuple[Fraction, bool]:
    """The value and whether 元 is written; 0 with a finding where the text is no number."""
    number = written.number(text)
    if number is None:
        report.add(errors.BadNumber(span=span, found=text, hint=_hint(text)))
        return Fraction(0), False
    if number.digits > written.MOST_DIGITS:
        report.add(errors.TooManyDigits(span=span, digits=number.digits))
        return Fraction(0), False
    if number.has_leading_zero:
        whole = re.match(r"[0-9,]+", text)
        first = whole.group() if whole else ""
        better = (first.lstrip("0,") or "0") + text[len(first) :]
        report.add(errors.LeadingZero(span=span, found=text, better=better))
    return number.value, number.currency == written.YUAN


def _hint(text: str) -> str:
    dotted = re.fullmatch(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})", text)
    if dotted:
        return f"a day is written `{dotted[1]}-{dotted[2]:0>2}-{dotted[3]:0>2}`"
    latin = re.fullmatch(r"([0-9.]+)([wWkK])", text)
    if latin:
        times = 10_000 if latin[2] in "wW" else 1_000
        try:
            value = Fraction(latin[1]) * times
        except ValueError:
            return "write digits, such as `200000`"
        also = f"`{latin[1]}万` or " if times == 10_000 else ""
        return (
            f"write {also}`{written.decimal(value)}`"
            if len(latin[1]) <= written.MOST_DIGITS
            else "write digits, such as `200000`"
        )
    currency = re.fullmatch(r"([0-9.,]+)([A-Z]{3})", text)
    if currency:
        return f"write a space before the currency: `{currency[1]} {currency[2]}`"
    glued = re.fullmatch(r"([0-9.,]+(?:[万亿千百]?元?))(\w+)", text)
    if glued and not re.match(r"[a-zA-Z0-9]", glued[2]):
        return f"write a space after the number: `{glued[1]} {glued[2]}`"
    return "write digits, such as `200000`, `1,200,000`, `20万` or `0.5万`"


def read_percent(text: str, span: Span, report: Report) -> Fraction:
    """`30%` as 3/10."""
    if not text.endswith("%"):
        report.add(errors.BadNumber(span=span, found=text, hint="write a space after the percent sign"))
        return Fraction(0)
    return read_number(text[:-1], span, report)[0] / 100


def read_whole(text: str, span: Span, report: Report, wanted: str = "a whole number", example: str = "3") -> int:
    """A count, a year, a rank."""
    before = len(report)
    value, _ = read_number(text, span, report)
    if len(report) == before and (value.denominator != 1 or not text[-1].isdigit()):
        report.add(errors.WholeNumber(span=span, found=text, wanted=wanted, example=example))
    return int(value)


def read_year(text: str, span: Span, report: Report) -> int:
    """A calendar year."""
    year = written.year(text)
    if year is None or not written.is_known_year(year):
        wanted = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        report.add(errors.WholeNumber(span=span, found=text, wanted=wanted, example="2022"))
        return FIRST_YEAR
    return year


def read_date(text: str, span: Span, report: Report) -> datetime.date:
    """`2022-05-01`, `2022-5-1`, `2022/5/1`, `2022年5月1日`."""
    year, month, day = written.day(text) or (FIRST_YEAR, 1, 0)
    hint = "a date is written `2022-05-01`, year, month, day"
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        found = None
    if found is None:
        if not 1 <= month <= 12:
            hint = f"a year has no month {month}"
        elif day >= 1:
            hint = f"month {month} of {year} has no day {day}"
        report.add(errors.BadDate(span=span, found=text, hint=hint))
    elif not FIRST_YEAR <= year <= LAST_YEAR:
        report.add(errors.BadDate(span=span, found=text, hint=f"years from {FIRST_YEAR} to {LAST_YEAR} are known"))
    return found or datetime.date(FIRST_YEAR, 1, 1)


CHARACTERS = re.compile(r"[〇零一二两三四五六七八九十百千]+")
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def in_characters(text: str) -> int:
    """The value of a number below 10,000 in Chinese characters: `十二`, `一百零五`, `二〇二一`."""
    if not any(place in text for place in _PLACES):
        return int("".join(str(_DIGITS[character]) for character in text))
    value = digit = 0
    for character in text:
        if character in _PLACES:
            value += max(digit, 1) * _PLACES[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return value + digit
