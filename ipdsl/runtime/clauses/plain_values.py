"""Single plain values of facts, accepted at once: what the emitted readers of records call.

Each takes a value exactly as it comes in plain data and answers the value of the declared type, or raises one of
`NOT_PLAIN`: then the reader proper (`reading_values`) decides. Whatever is accepted here, the reader reads alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NoReturn, TypeAlias

from ipdsl.runtime.facts import Dated, Fact, Foreign
from ipdsl.runtime.unknown import CANNOT, NONE, Special
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR, Date, Period
from ipdsl.values.money import DECIMALS

Stated: TypeAlias = "dict[str, object]"
"""A record (or the applicant) in plain data."""

Values: TypeAlias = "dict[str, Fact]"
"""What was accepted, in the order of the vocabulary."""

DatedValues: TypeAlias = "dict[str, Fact | Dated]"
"""As `Values`, of an applicant: some may change from day to day."""

PlainReader: TypeAlias = Callable[[Stated], Values]
"""An emitted reader. It looks at the declared fields; that there are no others is for the caller to see."""

ApplicantReader: TypeAlias = Callable[[Stated], DatedValues]
"""The same, of the applicant."""

_MOST = 10**16
_MOST_LENGTH = 18
_CENTS = (-2, -1, 0)


class NotPlainError(Exception):
    """The value is for the reader proper."""


NOT_PLAIN = (NotPlainError, LookupError, TypeError, ValueError)


class _Days(dict[object, Date]):
    """Days by their text, each worked out once; there are no more of them than days from 1900 to 2200."""

    def __missing__(self, text: object) -> Date:
        if type(text) is str and len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
            day = datetime.date.fromisoformat(text)
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                self[text] = day
                return day
        elif type(text) is datetime.date and FIRST_YEAR <= text.year <= LAST_YEAR:
            return text
        raise NotPlainError


DAYS: Mapping[object, Date] = _Days()


def plain_day(value: object) -> Date | Special:
    """A day, or what stands for none."""
    return special(value) if type(value) is dict else DAYS[value]


def special(value: dict[object, object]) -> Special:
    """`{"none": true}` or `{"cannot_be_determined": true}`."""
    if len(value) == 1:
        if value.get("none") is True:
            return NONE
        if value.get("cannot_be_determined") is True:
            return CANNOT
    raise NotPlainError


def plain_text(value: object) -> str:
    """A name or word on one line, without blanks around it."""
    if type(value) is str and value.isprintable() and value and value[0] != " " and value[-1] != " ":
        return value
    raise NotPlainError


def plain_flag(value: object) -> bool:
    """Yes or no."""
    if value is True or value is False:
        return value
    raise NotPlainError


def plain_count(value: object) -> int:
    """A whole number, 0 or more."""
    if type(value) is int and 0 <= value < _MOST:
        return value
    raise NotPlainError


def plain_cents(value: object) -> int:
    """A sum of a currency with two decimals, in minor units."""
    if type(value) is str:
        if 3 < len(value) <= _MOST_LENGTH and value[-3] == ".":
            digits = value[:-3] + value[-2:]
            if digits.isdigit() and digits.isascii():
                return int(digits)
        elif value.isdigit() and value.isascii() and len(value) <= _MOST_LENGTH:
            return int(value) * 100
    elif type(value) is int:
        if 0 <= value < _MOST:
            return value * 100
    elif type(value) is Decimal and value.as_tuple().exponent in _CENTS and 0 <= value < _MOST:
        return int(value * 100)
    raise NotPlainError


def plain_sum(value: object, own: str) -> int | Foreign:
    """A sum that may be in another currency than the policy's own (with two decimals)."""
    if type(value) is not dict:
        return plain_cents(value)
    if len(value) != 2:
        raise NotPlainError
    currency, amount = plain_text(value["currency"]), value["amount"]
    minor = plain_cents(amount) if DECIMALS[currency] else plain_count(amount)
    return minor if currency == own else Foreign(minor, currency)


def plain_rate(value: object) -> Fraction:
    """A share as a percent text."""
    if type(value) is str:
        return _percent(value)
    raise NotPlainError


@lru_cache(maxsize=4096)  # facts of all applicants hold the same few
def _percent(text: str) -> Fraction:
    if text[-1] != "%":
        raise NotPlainError
    return plain_decimal(text[:-1]) / 100


@lru_cache(maxsize=4096)
def plain_decimal(text: str) -> Fraction:
    """Digits, perhaps with a point among them."""
    whole, point, part = text.partition(".")
    digits = whole + part
    if digits.isdigit() and digits.isascii() and len(digits) <= _MOST_LENGTH and whole and (part or not point):
        return Fraction(int(digits), 10 ** len(part))
    raise NotPlainError


def plain_several(value: object, read: Callable[[object], Fact]) -> tuple[object, ...]:
    """A list without a member that stands twice."""
    if type(value) is not list:
        raise NotPlainError
    members = tuple([read(member) for member in value])
    if len(members) > 1 and len(set(members)) < len(members):
        raise NotPlainError
    return members


_PERIOD = frozenset({"from", "to", "value"})


def plain_dated(value: object, read: Callable[[object], Fact]) -> Fact | Dated:
    """A value that may change: as it always is, or by periods that do not overlap, in the order of the days."""
    if type(value) is not list:
        return read(value)
    found: list[tuple[Period, Fact]] = []
    for one in value:
        if type(one) is not dict or not _PERIOD.issuperset(one):
            raise NotPlainError
        start, end = one.get("from"), one.get("to")
        period = Period(None if start is None else DAYS[start], None if end is None else DAYS[end])
        if (period.start or Date.min) > (period.end or Date.max):
            raise NotPlainError
        found.append((period, read(one["value"])))
    found.sort(key=_first_day)
    if any((one.end or Date.max) >= _first_day(other) for (one, _), other in pairwise(found)):
        raise NotPlainError
    return Dated(tuple(found))


def _first_day(dated: tuple[Period, Fact]) -> Date:
    return dated[0].start or Date.min


def plain_other(value: object) -> NoReturn:
    """Left to the reader proper."""
    raise NotPlainError
