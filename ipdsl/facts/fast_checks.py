"""Quick checks of parts of facts that are no single values: years, months, objects, periods, series.

In: a value as plain data has it. Out: what it says, or `NeedsFullReaderError` is raised. Then the general rule for the
part decides, which alone makes findings. Whatever is taken here, the general rule reads alike.
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
from ipdsl.schema.values.exact_numbers import plain_decimal
from ipdsl.schema.values.reading import FastPath, NeedsFullReaderError, PlainWords, ValuesByText
from ipdsl.schema.values.stated_values import Fact


def _month(value: object) -> Date:
    if type(value) is not str or len(value) != 7:
        raise NeedsFullReaderError
    return plain_calendar_day(f"{value}-01")


MONTHS: Mapping[object, Date] = ValuesByText(_month)
"""First days of months by the text of the month."""

YEARS: Mapping[object, int] = PlainWords((str(year), year) for year in range(FIRST_YEAR, LAST_YEAR + 1))
"""Years by the names under which sums and figures stand."""


def plain_year(value: object) -> int:
    """A year of which facts may speak."""
    if type(value) is int and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    raise NeedsFullReaderError


def plain_object(value: object) -> dict[object, object]:
    """An object, as JSON has it."""
    if type(value) is dict:
        return value
    raise NeedsFullReaderError


def plain_exchange(value: object) -> Fraction:
    """What one unit of a currency costs, which is never nothing."""
    if type(value) is str and (price := plain_decimal(value)):
        return price
    raise NeedsFullReaderError


def plain_periods(read: FastPath[Fact], value: list[object]) -> DatedValue:
    """A value that changes: periods that do not overlap, in the order of the days."""
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
        if type(entry) is not dict or len(entry) != number:
            raise NeedsFullReaderError
        try:
            day, stated, price_currency = entry[when], entry["value"], "" if currency is None else entry["currency"]
        except KeyError:
            raise NeedsFullReaderError from None
        if currency is not None and price_currency not in DECIMALS:
            raise NeedsFullReaderError
        points[price_currency, days[day]] = read(stated)
    if len(points) < len(value):  # some value stands twice
        raise NeedsFullReaderError
    return points


def plain_sums(program: Program) -> ValuesByText[int]:
    """Plain sums in the policy's currency by their text."""
    return ValuesByText(fast_path_for_sums(program.currency))
