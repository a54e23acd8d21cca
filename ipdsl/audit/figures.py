"""Figures: a kind and an exact value, independent of where they were written.

A figure of a text has its place in the text; a figure of a page has the line of its sentence. They are compared only by
their `Value`. This module reads neither texts nor pages.
"""

from __future__ import annotations

import datetime
import enum
from fractions import Fraction

import attrs

from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.values.money import DECIMALS, Money

CURRENCY = "CNY"
"""The default currency of an amount."""

MONTHS_OF_A_YEAR = 12


class Kind(enum.Enum):
    """The kind of a figure. JSON uses the values."""

    MONEY = "money"
    PERCENT = "percentage"
    COUNT = "count"
    NUMBER = "number"
    DAY = "date"
    ISSUE = "day of issue"
    MONTH = "month"
    YEAR = "year"
    DURATION = "duration"
    DOCUMENT = "document number"
    STANDARD = "standard"


@attrs.frozen
class Value:
    """A kind with its value: an exact number, with the currency or the unit in `unit`, or a text in `unit`.

    Money is in minor units, a percentage is a fraction, a duration counts months, days or hours.
    """

    kind: Kind
    number: Fraction = Fraction(0)
    unit: str = ""

    @property
    def comparison_key(self) -> tuple[str, Fraction, str]:
        """The key of figures that may be the same. A bare number may be money of any currency, a count, or neither."""
        match self.kind:
            case Kind.MONEY:
                return "number", self.number / _minor(self.unit), ""
            case Kind.COUNT | Kind.NUMBER:
                return "number", self.number, ""
            case _:
                return self.kind.value, self.number, self.unit

    def fits(self, other: Value) -> bool:
        """Whether both may be the same figure: equal values, or equal numbers if one of them is a bare number."""
        if self == other:
            return True
        return Kind.NUMBER in (self.kind, other.kind) and self.comparison_key == other.comparison_key

    def __str__(self) -> str:
        match self.kind:
            case Kind.MONEY if self.number.denominator == 1 and self.unit in DECIMALS:
                return str(Money(int(self.number), self.unit))
            case Kind.MONEY:
                return f"{format_number(self.number / _minor(self.unit))} {self.unit}"
            case Kind.PERCENT:
                hundredths = format_number(self.number * 100)
                return str(self.number) if "/" in hundredths else f"{hundredths}%"
            case Kind.DURATION:
                return _duration(self.number, self.unit)
            case Kind.COUNT | Kind.NUMBER:
                return format_number(self.number)
            case Kind.ISSUE:
                return "the day of issue"
            case Kind.MONTH if "-" not in self.unit:
                return f"month {self.unit}"
            case _:
                return self.unit

    @property
    def phrase(self) -> MessageValue:
        """The value in both languages. `str` gives the English."""
        match self.kind:
            case Kind.DURATION:
                number, unit = _span_in_years(self.number, self.unit)
                return Phrase(str(self), _DURATIONS[unit], number=format_number(number))
            case Kind.ISSUE:
                return Phrase(str(self), "成文日期")
            case Kind.MONTH if "-" not in self.unit:
                return Phrase(str(self), "{month}月", month=self.unit)
            case _:
                return str(self)

    @property
    def quotation(self) -> str:
        """The value in the form for a quotation in a `reading`. The scanner reads it as the same value."""
        match self.kind:
            case Kind.MONEY:
                return format_number(self.number / _minor(self.unit)).replace(",", "")
            case Kind.COUNT | Kind.NUMBER:
                return format_number(self.number).replace(",", "")
            case Kind.YEAR:
                return f"{self.unit}年"
            case Kind.MONTH if "-" not in self.unit:
                return f"{self.unit}月"
            case _:
                return str(self)


def money(amount: Fraction, currency: str = CURRENCY) -> Value:
    """An amount, given in main units."""
    return Value(Kind.MONEY, amount * _minor(currency), currency)


def smallest_amount(currency: str) -> Fraction:
    """The smallest amount of a currency, in main units."""
    return Fraction(1, _minor(currency))


def _minor(currency: str) -> int:
    return int(10 ** DECIMALS.get(currency, 2))


def percent(share: Fraction) -> Value:
    """A share, given as a fraction."""
    return Value(Kind.PERCENT, share)


def count(number: Fraction) -> Value:
    """A number of things."""
    return Value(Kind.COUNT, number)


def bare_number(number: Fraction) -> Value:
    """A number without a unit."""
    return Value(Kind.NUMBER, number)


def day(date: datetime.date) -> Value:
    """A date."""
    return Value(Kind.DAY, unit=date.isoformat())


def day_of_year(words: str) -> Value:
    """A day of every year: `04-01`."""
    return Value(Kind.DAY, unit=words)


def year(number: int) -> Value:
    """A calendar year."""
    return Value(Kind.YEAR, unit=str(number))


def month(text: str) -> Value:
    """`2021-12`, or `12` for the month of any year."""
    return Value(Kind.MONTH, unit=text)


def duration(number: Fraction, unit: str) -> Value:
    """A span. A year is 12 months, a week 7 days."""
    factor, base = SPANS[unit]
    return Value(Kind.DURATION, number * factor, base)


SPANS = {
    "year": (MONTHS_OF_A_YEAR, "month"),
    "half-year": (6, "month"),
    "quarter": (3, "month"),
    "month": (1, "month"),
    "week": (7, "day"),
    "day": (1, "day"),
    "working day": (1, "working day"),
    "hour": (1, "hour"),
}
"""The units of time. Each is a number of the unit in which its spans are compared."""

ISSUE_DAY = Value(Kind.ISSUE)


@attrs.frozen
class AuditFigure:
    """A figure with its words and its place in the text, or the line of its sentence."""

    value: Value
    written: str
    line: int
    column: int = 1
    other_values: tuple[Value, ...] = ()
    """Other possible values. If a policy begins on its day of issue, its first day is also a date."""
    is_optional: bool = False
    """Whether the text may omit it. For example, `has at least 1` means the same as `has`."""

    def fits(self, other: AuditFigure) -> bool:
        """Whether both may be the same figure."""
        mine, theirs = (self.value, *self.other_values), (other.value, *other.other_values)
        return any(a.fits(b) for a in mine for b in theirs)


def format_number(number: Fraction) -> str:
    """A number with its decimals, or as a fraction if the decimals do not end."""
    if number.denominator == 1:
        return f"{number.numerator:,}"
    digits = 0
    while (number * 10**digits).denominator != 1 and digits < 12:
        digits += 1
    if (number * 10**digits).denominator != 1:
        return str(number)
    whole, rest = divmod(abs(int(number * 10**digits)), 10**digits)
    return f"{'-' * (number < 0)}{whole:,}.{rest:0{digits}}"


def _duration(number: Fraction, unit: str) -> str:
    number, unit = _span_in_years(number, unit)
    return f"{format_number(number)} {unit}{'s' * (number != 1)}"


_DURATIONS = {"year": "{number}年", "month": "{number}个月", "day": "{number}天", "hour": "{number}小时"}


def _span_in_years(number: Fraction, unit: str) -> tuple[Fraction, str]:
    is_years = unit == "month" and number % MONTHS_OF_A_YEAR == 0
    return (number / MONTHS_OF_A_YEAR, "year") if is_years else (number, unit)
