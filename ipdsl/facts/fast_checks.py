"""Quick checks: what takes the plain value of a field at once, or says that it is not plain.

In: a value as plain data has it. Out: the value of the declared type, or one of `NEEDS_FULL_READER` is raised. Then the
general rule for the field decides (`values`, `days`, `numbers`), which alone makes findings. Whatever is taken here,
the general rule reads alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NoReturn, TypeAlias, TypeVar

from ipdsl.base.values import written_values
from ipdsl.base.values.characters import FOREIGN_DIGIT, hidden_in_names
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR, Date, Period
from ipdsl.base.values.money import DECIMALS
from ipdsl.facts.labels import NO_LABELS, Labels, names_by_label
from ipdsl.ir.facts import DatedValue, Fact, ForeignAmount
from ipdsl.ir.terms import Program
from ipdsl.ir.unknown import CANNOT, NONE, Special

Value = TypeVar("Value")

FastPath: TypeAlias = Callable[[object], Value]
"""A quick check: it answers the value, or raises one of `NEEDS_FULL_READER`."""

_MOST = 10**16
_MOST_LENGTH = 18
_CENTS = (-2, -1, 0)
_LONGEST_YEAR = len("2022年度")
PLACEHOLDER_WORDS = frozenset(written_values.SPECIAL)
"""Words that people write where there is nothing to name; no name is one of them."""


class NeedsFullReaderError(Exception):
    """The value is for the general rule."""


NEEDS_FULL_READER = (NeedsFullReaderError, LookupError, TypeError, ValueError)


class ValuesByText(dict[object, Value]):
    """Values by their text, each worked out once: facts hold the same few again and again.

    Values in other forms are worked out each time: `1` and `True` are equal.
    """

    def __init__(self, check: FastPath[Value]) -> None:
        self.check = check

    def __missing__(self, data: object) -> Value:
        value = self.check(data)
        if type(data) is str and len(data) <= _LONGEST_CACHED:
            if len(self) >= _MOST_CACHED:
                self.clear()
            self[data] = value
        return value


_LONGEST_CACHED = 40
_MOST_CACHED = 10_000


def _day(value: object) -> Date:
    if type(value) is str and len(value) == 10 and value[4] == value[7] == "-" and value.isascii():
        day = datetime.date.fromisoformat(value)
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    elif type(value) is str and (parts := written_values.day(value)) and written_values.is_known_year(parts[0]):
        return Date(*parts)
    elif type(value) is datetime.date and FIRST_YEAR <= value.year <= LAST_YEAR:
        return value
    raise NeedsFullReaderError


def _month(value: object) -> Date:
    if type(value) is not str or len(value) != 7:
        raise NeedsFullReaderError
    return _day(f"{value}-01")


DAYS: Mapping[object, Date] = ValuesByText(_day)
"""Days by their text."""

MONTHS: Mapping[object, Date] = ValuesByText(_month)
"""First days of months by the text of the month."""

YEARS: Mapping[str, int] = {str(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}
"""Years by the names under which sums and figures stand."""


def plain_day(value: object) -> Date | Special:
    """A day, or what stands for none."""
    return special(value) if type(value) is dict else DAYS[value]


def special(value: object) -> Special:
    """`{"none": true}` or `{"cannot_be_determined": true}`."""
    if type(value) is dict and len(value) == 1:
        if value.get("none") is True:
            return NONE
        if value.get("cannot_be_determined") is True:
            return CANNOT
    raise NeedsFullReaderError


def plain_year(value: object) -> int:
    """A year of which facts may speak."""
    if type(value) is int and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    raise NeedsFullReaderError


def plain_text(value: object) -> str:
    """A name or word on one line, without blanks around it."""
    if (
        type(value) is str
        and value
        and (value.isascii() or is_plain_name(value))
        and value.isprintable()
        and (" " not in value or value == value.strip())
        and value not in PLACEHOLDER_WORDS
    ):
        return value
    raise NeedsFullReaderError


def plain_name(value: object) -> str:
    """A name or word that facts give to something."""
    name = plain_text(value)
    if len(name) > written_values.MAX_LETTERS:
        raise NeedsFullReaderError
    return name


def is_plain_name(name: str) -> bool:
    """Whether a name holds no character that nobody sees, no digit of another script, and is no year with its unit."""
    is_usual = name.isascii() and name.isprintable()
    if not is_usual and (hidden_in_names().search(name) or FOREIGN_DIGIT.search(name)):
        return False
    return not (len(name) <= _LONGEST_YEAR and written_values.year(name))


def plain_object(value: object) -> dict[object, object]:
    """An object, as JSON has it."""
    if type(value) is dict:
        return value
    raise NeedsFullReaderError


def plain_flag(value: object) -> bool:
    """Yes or no."""
    if value is True or value is False:
        return value
    raise NeedsFullReaderError


def plain_count(value: object) -> int:
    """A whole number, 0 or more."""
    if type(value) is int and 0 <= value < _MOST:
        return value
    raise NeedsFullReaderError


def plain_cents(value: object) -> int:
    """A sum of a currency with two decimals, in minor units."""
    if type(value) is str:
        if len(value) > 1 and value[0] == "0" and value[1] != ".":
            raise NeedsFullReaderError
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
    raise NeedsFullReaderError


def plain_sum(policy_currency: str, value: object) -> int | ForeignAmount:
    """A sum that may be in another currency than the policy's own (with two decimals)."""
    if type(value) is not dict:
        return plain_cents(value)
    if len(value) != 2:
        raise NeedsFullReaderError
    currency, amount = plain_text(value["currency"]), value["amount"]
    minor = plain_cents(amount) if DECIMALS[currency] else plain_count(amount)
    return minor if currency == policy_currency else ForeignAmount(minor, currency)


def plain_rate(value: object) -> Fraction:
    """A share as a percent text."""
    if type(value) is str:
        return _percent(value)
    raise NeedsFullReaderError


@lru_cache(maxsize=4096)  # facts of all applicants hold the same few
def _percent(text: str) -> Fraction:
    if text[-1] != "%":
        raise NeedsFullReaderError
    return plain_decimal(text[:-1]) / 100


@lru_cache(maxsize=4096)
def plain_decimal(text: str) -> Fraction:
    """Digits, perhaps with a point among them."""
    whole, point, part = text.partition(".")
    digits = whole + part
    if len(whole) > 1 and whole[0] == "0":
        raise NeedsFullReaderError
    if digits.isdigit() and digits.isascii() and len(digits) <= _MOST_LENGTH and whole and (part or not point):
        return Fraction(int(digits), 10 ** len(part))
    raise NeedsFullReaderError


def plain_exchange(value: object) -> Fraction:
    """What one unit of a currency costs, which is never nothing."""
    if type(value) is str and (price := plain_decimal(value)):
        return price
    raise NeedsFullReaderError


def plain_list(read: FastPath[Fact], value: object) -> tuple[object, ...]:
    """A list without a member that stands twice."""
    if type(value) is not list:
        raise NeedsFullReaderError
    members = tuple([read(member) for member in value])
    if len(members) > 1 and len(set(members)) < len(members):
        raise NeedsFullReaderError
    return members


def plain_periods(read: FastPath[Fact], value: list[object]) -> DatedValue:
    """A value that changes: periods that do not overlap, in the order of the days."""
    periods: list[tuple[Period, Fact]] = []
    for entry in value:
        if type(entry) is not dict or not _PERIOD.issuperset(entry):
            raise NeedsFullReaderError
        start, end = entry.get("from"), entry.get("to")
        period = Period(None if start is None else DAYS[start], None if end is None else DAYS[end])
        if first_day(period) > last_day(period):
            raise NeedsFullReaderError
        periods.append((period, read(entry["value"])))
    periods.sort(key=lambda stated: first_day(stated[0]))
    if any(last_day(entry) >= first_day(later_period) for (entry, _), (later_period, _) in pairwise(periods)):
        raise NeedsFullReaderError
    return DatedValue(tuple(periods))


_PERIOD = frozenset({"from", "to", "value"})


def first_day(period: Period) -> Date:
    """The day on which a period begins."""
    return period.start or Date.min


def last_day(period: Period) -> Date:
    """The day on which a period ends."""
    return period.end or Date.max


def plain_series(when: str, currency: str | None, value: object) -> dict[tuple[str, Date], Fraction]:
    """Values of a series, by the currency that they are the price of (or ""), and by day."""
    if type(value) is not list:
        raise NeedsFullReaderError
    days, read, number = MONTHS if when == "month" else DAYS, plain_rate, 2
    if currency is not None:
        read, number = plain_exchange, 3
    points: dict[tuple[str, Date], Fraction] = {}
    for entry in value:
        price_currency = "" if currency is None else entry["currency"]
        if type(entry) is not dict or len(entry) != number or (currency is not None and price_currency not in DECIMALS):
            raise NeedsFullReaderError
        points[price_currency, days[entry[when]]] = read(entry["value"])
    if len(points) < len(value):  # some value stands twice
        raise NeedsFullReaderError
    return points


def defer_to_full_reader(value: object) -> NoReturn:
    """Leaves everything to the general rule."""
    raise NeedsFullReaderError


# ---- made from the vocabulary


def fast_path_for_words(words: Iterable[str], labels: Labels = NO_LABELS) -> FastPath[str]:
    """The quick check of a word that is one of several, or the label of one."""
    known: dict[object, str] = {word: word for word in words}
    known |= {label: name for label, name in names_by_label(labels).items() if name in known}
    return known.__getitem__


def fast_path_for_sums(program: Program) -> FastPath[int]:
    """The quick check of a sum; one of a currency without two decimals is never plain."""
    return plain_cents if DECIMALS.get(program.currency, 2) == 2 else defer_to_full_reader


def plain_sums(program: Program) -> ValuesByText[int]:
    """Plain sums in the policy's currency by their text."""
    return ValuesByText(fast_path_for_sums(program))
