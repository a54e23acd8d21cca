"""Days, years and the spans between them, counted as `docs/en/reference/language` says under "Days and years"."""

from __future__ import annotations

import calendar
import datetime
from fractions import Fraction

import attrs

from ipdsl.base.value_object import ValueObject

Date = datetime.date
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The first and last year that facts may mention."""

ONE_DAY = datetime.timedelta(days=1)


def add_years(day: Date, years: int) -> Date:
    """The same month and day `years` later; 29 February becomes 28 February."""
    year = day.year + years
    if day.month == 2 and day.day == 29 and not calendar.isleap(year):
        return Date(year, 2, 28)
    return day.replace(year=year)


def add_months(day: Date, months: int) -> Date:
    """The same day `months` later, or the last day of that month if it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add(day: Date, number: int, unit: str) -> Date:
    """`number` years, months or days after `day`."""
    match unit:
        case "year":
            return add_years(day, number)
        case "month":
            return add_months(day, number)
        case _:
            return day + number * ONE_DAY


def first_day_spanning(day: Date, number: int, unit: str) -> Date:
    """The first day from which a span of `number` units contains a day."""
    first = add(day, -number, unit)
    while add(first, number, unit) <= day:
        first += ONE_DAY
    return first


def span_end(start: Date, number: int, unit: str) -> Date:
    """The last day of a span that begins on `start`: the day before the same day after `number` units.

    If the last month has no such day, it is the last day of that month (Civil Code of the PRC, article 202).
    """
    end = add(start, number, unit)
    return end if unit != "day" and end.day != start.day else end - ONE_DAY


def span_count(start: Date, end: Date, unit: str) -> int:
    """The number of full years, months or days from one day to another; 0 if the end is before the start."""
    if end <= start:
        return 0
    match unit:
        case "year":
            number = end.year - start.year
        case "month":
            number = (end.year - start.year) * 12 + end.month - start.month
        case _:
            return (end - start).days
    return number if add(start, number, unit) <= end else number - 1


def length_of_state(start: Date, until: Date | None, unit: str, first: Date, after: Date) -> int:
    """The number of full months or days of a state between two days, `first` and `after`.

    `until` is the first day after the state, `after` the first day after the time in question.
    """
    return span_count(max(start, first), after if until is None else min(until, after), unit)


def earlier_year_words(years_back: int) -> str:
    """The suffix of a yearly figure's name for a year before the claim's: ` last year`, ` 2 years earlier`."""
    return "" if not years_back else " last year" if years_back == 1 else f" {years_back} years earlier"


def years_words(since: int) -> str:
    """The suffix of a figure's name for all years from `since` on, or before the claim's (0)."""
    return f" since {since}" if since else " of all years before"


def year_fraction(start: Date, end: Date) -> Fraction:
    """Years between two days: whole years from date to date count 1 each, the remaining days count 1/365 each.

    Whole years are counted from the start.
    """
    if end <= start:
        return Fraction(0)
    whole = end.year - start.year
    while add_years(start, whole) > end:
        whole -= 1
    return whole + Fraction((end - add_years(start, whole)).days, 365)


def year_fraction_back(start: Date, end: Date) -> Fraction:
    """As `year_fraction`, but whole years are counted back from the end."""
    if end <= start:
        return Fraction(0)
    whole = end.year - start.year
    while add_years(end, -whole) < start:
        whole -= 1
    return whole + Fraction((add_years(end, -whole) - start).days, 365)


def is_calendar_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


@attrs.frozen(eq=False, repr=False)
class Period(ValueObject):
    """The days from `start` to `end`, both included; an open end is `None`."""

    start: Date | None = None
    end: Date | None = None

    def __contains__(self, day: Date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@attrs.frozen(eq=False, repr=False)
class FiscalYear(ValueObject):
    """The years of a policy: each begins on this day, and has the number of the calendar year in which it begins."""

    month: int = 1
    day: int = 1

    @property
    def is_calendar_year(self) -> bool:
        """Whether the years are calendar years."""
        return (self.month, self.day) == (1, 1)

    def year_of(self, day: Date) -> int:
        """The year of a day."""
        return day.year if (day.month, day.day) >= (self.month, self.day) else day.year - 1

    def first_day(self, year: int) -> Date:
        """The first day of a year."""
        return Date(year, self.month, self.day)

    def day_of(self, text: str) -> Date:
        """The day that a ledger states of a payment (`2023-01-10`); of a year (`2023`), its first day."""
        return Date.fromisoformat(text) if "-" in text else self.first_day(int(text))

    def last_day(self, year: int) -> Date:
        """The last day of a year."""
        return Date(year + 1, self.month, self.day) - ONE_DAY

    def last_ended_year(self, day: Date) -> int:
        """The last year that has ended by a day."""
        return self.year_of(day + ONE_DAY) - 1

    def part_in_year(self, period: Period, year: int) -> Period | None:
        """The days of a period in a year, or `None`."""
        start = max(period.start or Date.min, self.first_day(year))
        end = min(period.end or Date.max, self.last_day(year))
        return Period(start, end) if start <= end else None

    @property
    def first_day_words(self) -> str:
        """The day on which a year begins: `04-01`."""
        return f"{self.month:02}-{self.day:02}"

    def year_name(self, year: int) -> str:
        """The name of a year for readers: `2026`, or `2026/27` if it ends in the next calendar year."""
        return str(year) if self.is_calendar_year else f"{year}/{(year + 1) % 100:02}"


CALENDAR_YEAR = FiscalYear()
