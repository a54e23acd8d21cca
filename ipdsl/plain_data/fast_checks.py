"""Fast paths for parts of facts that are not single values: years, months, objects, periods, series.

Input: a plain value. Output: the fact, or `NeedsFullReaderError`; then the general rule for the part decides and
reports findings. If a fast path accepts a value, the general rule reads it with the same result.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR, Date, Period
from ipdsl.base.values.money import DECIMALS
from ipdsl.ir.facts import DatedValue
from ipdsl.ir.terms import Program
from ipdsl.schema.types.date import DAYS, plain_calendar_day
from ipdsl.schema.types.money import fast_path_for_sums
from ipdsl.schema.types.rate import plain_rate
from ipdsl.schema.values.shared_types import plain_decimal
from ipdsl.schema.values.value_type import Fact, FastPath, NeedsFullReaderError, PlainWords, ValuesByText


def _month(value: object) -> Date:
    if type(value) is not str or len(value) != 7:
        raise NeedsFullReaderError
    return plain_calendar_day(f"{value}-01")


MONTHS: Mapping[object, Date] = ValuesByText(_month)
"""The first day of each month by its text."""

YEARS: Mapping[object, int] = PlainWords((str(year), year) for year in range(FIRST_YEAR, LAST_YEAR + 1))
"""Years by their names as keys of amounts and figures."""


def plain_year(value: object) -> int:
    """A year within the range of facts."""
    if type(value) is int and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    raise NeedsFullReaderError


def plain_object(value: object) -> dict[object, object]:
    """A JSON object."""
    if type(value) is dict:
        return value
    raise NeedsFullReaderError


def plain_exchange(value: object) -> Fraction:
    """The price of one unit of a currency, more than 0."""
    if type(value) is str and (price := plain_decimal(value)):
        return price
    raise NeedsFullReaderError


def plain_periods(read: FastPath[Fact], value: list[object]) -> DatedValue:
    """A value that changes: periods without overlap, sorted by day."""
    periods: list[tuple[Period, Fact]] = []
    for entry in value:
        if type(entry) is not dict or not _PERIOD.issuperset(entry):
            raise NeedsFullReaderError
        if "value" not in entry:
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
    """The first day of a period."""
    return period.start or Date.min


def last_day(period: Period) -> Date:
    """The last day of a period."""
    return period.end or Date.max


def plain_series(when: str, currency: str | None, value: object) -> dict[tuple[str, Date], Fraction]:
    """The values of a series by currency of the price (or "") and day."""
    if type(value) is not list:
        raise NeedsFullReaderError
    days, read, number = MONTHS if when == "month" else DAYS, plain_rate, 2
    if currency is not None:
        read, number = plain_exchange, 3
    points: dict[tuple[str, Date], Fraction] = {}
    for entry in value:
        if type(entry) is not dict or len(entry) != number:
            raise NeedsFullReaderError
        try:
            day, stated, price_currency = entry[when], entry["value"], "" if currency is None else entry["currency"]
        except KeyError:
            raise NeedsFullReaderError from None
        if currency is not None and price_currency not in DECIMALS:
            raise NeedsFullReaderError
        points[price_currency, days[day]] = read(stated)
    if len(points) < len(value):  # a value occurs twice
        raise NeedsFullReaderError
    return points


def plain_sums(program: Program) -> ValuesByText[int]:
    """Plain amounts in the policy's currency by their text."""
    return ValuesByText(fast_path_for_sums(program.currency))
