"""Single plain values of facts, accepted at once: what the emitted readers of records call.

Each takes a value exactly as it comes in plain data and answers the value of the declared type, or raises one of
`NOT_PLAIN`: then the reader proper (`reading_values`) decides. Whatever is accepted here, the reader reads alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NoReturn, TypeAlias

from ipdsl.runtime.facts import Fact
from ipdsl.runtime.unknown import CANNOT, NONE, Special
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR, Date

Stated: TypeAlias = "dict[str, object]"
"""A record (or the applicant) in plain data."""

Values: TypeAlias = "dict[str, Fact]"
"""What was accepted, in the order of the vocabulary."""

PlainReader: TypeAlias = Callable[[Stated], Values]
"""An emitted reader. It looks at the declared fields; that there are no others is for the caller to see."""

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


def plain_end(value: object) -> Date | Special:
    """A day that may well be none."""
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


def plain_other(value: object) -> NoReturn:
    """Left to the reader proper: rates, lists, other currencies."""
    raise NotPlainError
