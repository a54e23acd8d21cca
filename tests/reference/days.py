"""Calendar arithmetic of the oracle, counted day by day and year by year; shares no code with the product."""

from __future__ import annotations

import datetime
from fractions import Fraction

Date = datetime.date
DAY = datetime.timedelta(days=1)


def years_after(day: Date, number: int) -> Date:
    """The same month and day `number` years away; 29 February becomes 28 February."""
    try:
        return Date(day.year + number, day.month, day.day)
    except ValueError:
        return Date(day.year + number, 2, 28)


def months_after(day: Date, number: int) -> Date:
    """The same day of a month `number` months away, the last day of that month where it has no such day."""
    year, month = day.year, day.month
    for _ in range(abs(number)):
        month += 1 if number > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    for last in (day.day, 30, 29, 28):
        try:
            return Date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def after(day: Date, number: int, unit: str) -> Date:
    """`number` years, months or days after a day."""
    if unit == "year":
        return years_after(day, number)
    if unit == "month":
        return months_after(day, number)
    return day + number * DAY


def years_from_start(start: Date, end: Date) -> Fraction:
    """Whole years from date to date count 1 each from the start; the days that remain count over 365."""
    if end <= start:
        return Fraction(0)
    whole = 0
    while years_after(start, whole + 1) <= end:
        whole += 1
    return whole + Fraction((end - years_after(start, whole)).days, 365)


def years_from_end(start: Date, end: Date) -> Fraction:
    """As `years_from_start`, with the whole years counted back from the end."""
    if end <= start:
        return Fraction(0)
    whole = 0
    while years_after(end, -(whole + 1)) >= start:
        whole += 1
    return whole + Fraction((years_after(end, -whole) - start).days, 365)


Begin = tuple[int, int]
"""The month and day on which the years of a policy begin."""
JANUARY_1: Begin = (1, 1)


def year_of(day: Date, begin: Begin) -> int:
    """The year of a day: the calendar year in which the last begin up to that day is."""
    return day.year if day >= Date(day.year, *begin) else day.year - 1


def first_day(year: int, begin: Begin) -> Date:
    """The first day of a year."""
    return Date(year, *begin)


def last_day(year: int, begin: Begin) -> Date:
    """The day before the next year."""
    return Date(year + 1, *begin) - DAY


def overlap(year: int, start: Date | None, end: Date | None, begin: Begin = JANUARY_1) -> tuple[Date, Date] | None:
    """The part of a year between two days, both included."""
    first, last = first_day(year, begin), last_day(year, begin)
    if start is not None and start > first:
        first = start
    if end is not None and end < last:
        last = end
    return (first, last) if first <= last else None
