"""Spans between days against a walk over the calendar: every pair of days around month ends and leap days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from ipdsl.batch.kernel import days as columns
from ipdsl.batch.kernel.values import NEVER
from ipdsl.engine import operations
from ipdsl.ir.facts import FactRef, Open
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.values.value_type import CANNOT, NONE
from tests.support.rows import each_row
from tests.support.slow import sampled

Date = datetime.date
ONE_DAY = datetime.timedelta(days=1)
FIRST, LAST = Date(2019, 11, 1), Date(2021, 4, 30)
EVERY_DAY = [FIRST + n * ONE_DAY for n in range((LAST - FIRST).days + 1)]
SPANS = [(0, "month"), (1, "month"), (6, "month"), (12, "month"), (1, "year"), (30, "day")]
UNSTATED = frozenset({FactRef("record", "machine", "M", "bought_on")})


def walk(day: Date, number: int, unit: str) -> Date:
    """The day so long after another: month by month, with the day of the month or the last of a shorter month."""
    if unit == "day":
        return day + number * ONE_DAY
    year, month = day.year, day.month
    for _ in range(number * (12 if unit == "year" else 1)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number_of_day in range(day.day, 27, -1):
        try:
            return Date(year, month, number_of_day)
        except ValueError:
            pass
    return Date(year, month, day.day)


def pairs() -> Iterator[tuple[Date, Date]]:
    return ((first, second) for first in EVERY_DAY[::3] for second in EVERY_DAY[::2])


@pytest.mark.parametrize(("number", "unit"), sampled(SPANS, 4, others="broad"))
def test_a_deadline_counts_from_its_anchor(number: int, unit: str) -> None:
    for anchor, day in pairs():
        end = walk(anchor, number, unit)
        held = {
            Comparison.AT_MOST: anchor <= day <= end,
            Comparison.LESS_THAN: anchor <= day < end,
            Comparison.AT_LEAST: day >= end,
            Comparison.MORE_THAN: day > end,
        }
        found = {op: getattr(operations, f"lasted_{op.operation}")(anchor, number, unit, day) for op in Comparison}
        assert found == held, (anchor, day)


@pytest.mark.parametrize("unit", sampled(["year", "month", "day"], 3, others="broad"))
def test_a_count_is_how_often_the_span_fits(unit: str) -> None:
    number_of = {"year": columns.years_between, "month": columns.months_between, "day": columns.days_between}[unit]
    for start in EVERY_DAY[::5]:
        number, following = 0, walk(start, 1, unit)
        for end in EVERY_DAY:
            while following <= end:
                number, following = number + 1, walk(start, number + 2, unit)
            expected = number if end > start else 0
            assert operations.spans(start, end, unit) == expected, (start, end)
            assert number_of(_int(start), _int(end)) == expected, (start, end)


def _int(day: Date) -> int:
    return (day - Date(1970, 1, 1)).days


@each_row(
    ("start", "until", "months", "days"),
    [
        (Date(2020, 3, 1), Date(2020, 7, 1), 4, 122),
        (Date(2020, 3, 2), Date(2020, 7, 1), 3, 121),
        (Date(2020, 1, 1), None, 12, 366),
        (Date(2019, 1, 31), Date(2020, 2, 29), 1, 59),
        (Date(2019, 5, 1), Date(2019, 9, 1), 0, 0),
        (Date(2020, 12, 31), None, 0, 1),
        (Date(2021, 1, 1), None, 0, 0),
    ],
)
def test_a_state_is_counted_within_the_year(start: Date, until: Date | None, months: int, days: int) -> None:
    end = NONE if until is None else until
    year = Date(2020, 1, 1), Date(2020, 12, 31)
    assert operations.length_in_year(start, end, "month", *year) == months
    assert operations.length_in_year(start, end, "day", *year) == days


def test_days_that_never_come_or_are_not_stated() -> None:
    day, unstated = Date(2020, 2, 29), Open(UNSTATED, Date(2020, 1, 31), Date(2020, 3, 31))
    assert operations.spans(NONE, day, "year") == operations.spans(day, NONE, "year") == 0
    assert operations.spans(day, CANNOT, "year") is CANNOT
    assert columns.years_between(NEVER, 5) == columns.months_between(5, NEVER) == columns.days_between(5, NEVER) == 0
    count = operations.spans(unstated, Date(2020, 6, 30), "month")
    assert isinstance(count, Open)
    assert (count.low, count.high) == (0, 5)
    later = operations.shifted(unstated, 1, "month")
    assert isinstance(later, Open)
    assert (later.low, later.high) == (Date(2020, 2, 29), Date(2020, 4, 30))
    assert operations.lasted_at_most(day, 1, "year", NONE) is False
    assert operations.shifted(Date(1, 1, 1), -1, "day") == Date.min
