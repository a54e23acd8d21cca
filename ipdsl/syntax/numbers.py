"""Literals: from text to exact values and back. The lexer takes a literal as one word; its mistakes are found here."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

from ipdsl.diagnostics.model import Report
from ipdsl.source import Span
from ipdsl.syntax import errors

MAX_DIGITS = 18
FIRST_YEAR, LAST_YEAR = 1900, 2200
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万|亿|千|百)?(元)?")
_UNITS = {None: 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LATIN_UNITS = {"w": "万", "k": "千", "m": "百万", "千": "千", "百": "百"}


def read_number(text: str, span: Span, report: Report) -> tuple[Fraction, bool]:
    """The value and whether 元 is written; 0 with a finding where the text is no number."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        report.add(errors.BadNumber(span=span, found=text, hint=_hint(text)))
        return Fraction(0), False
    whole, decimals, unit, yuan = match.groups()
    digits = whole.replace(",", "") + (decimals or "")[1:]
    if len(digits) > MAX_DIGITS:
        report.add(errors.TooManyDigits(span=span, digits=len(digits)))
        return Fraction(0), False
    if whole[0] == "0" and len(whole) > 1:
        better = (whole.lstrip("0,") or "0") + text[len(whole) :]
        report.add(errors.LeadingZero(span=span, found=text, better=better))
    return Fraction(whole.replace(",", "") + (decimals or "")) * _UNITS[unit], yuan is not None


def _hint(text: str) -> str:
    latin = re.fullmatch(r"([\d.]+)([wWkK])", text)
    if latin:
        times = 10_000 if latin[2] in "wW" else 1_000
        try:
            value = Fraction(latin[1]) * times
        except ValueError:
            return "write digits, such as `200000`"
        also = f"`{latin[1]}万` or " if times == 10_000 else ""
        return f"write {also}`{decimal(value)}`" if len(latin[1]) <= MAX_DIGITS else "write digits, such as `200000`"
    currency = re.fullmatch(r"([\d.,]+)([A-Z]{3})", text)
    if currency:
        return f"write a space before the currency: `{currency[1]} {currency[2]}`"
    glued = re.fullmatch(r"([\d.,]+(?:[万亿千百]?元?))(\w+)", text)
    if glued and not re.match(r"[a-zA-Z\d]", glued[2]):
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
    if not re.fullmatch(r"\d{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        wanted = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        report.add(errors.WholeNumber(span=span, found=text, wanted=wanted, example="2022"))
        return FIRST_YEAR
    return int(text)


def read_date(text: str, span: Span, report: Report) -> datetime.date:
    """`2022-05-01`, `2022年5月1日`."""
    year, month, day = (int(part) for part in re.findall(r"\d+", text))
    hint = "a date is written `2022-05-01`, year, month, day"
    well_written = "年" in text or re.fullmatch(r"\d{4}-\d\d-\d\d", text)
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
    elif not well_written:
        report.add(errors.BadDate(span=span, found=text, hint=f"write `{found.isoformat()}`"))
    return found or datetime.date(FIRST_YEAR, 1, 1)


def decimal(value: Fraction) -> str:
    """An exact decimal: `1200000`, `0.5`. Values of literals always have one."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > 2 * MAX_DIGITS:
            raise ValueError("no finite decimal")
    whole = str(int(value * 10**places)).rjust(places + 1, "0")
    return f"{whole[:-places]}.{whole[-places:]}" if places else whole
