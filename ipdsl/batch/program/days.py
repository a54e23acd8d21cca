"""Days as ints: days since 1970-01-01. What `ipdsl.base.values.days` does with dates, where no dates are.

From 1901 to 2100 each fourth year has a leap day, and one division finds a year or its beginning; other years take the
rule of centuries (`far_...`). Where months are counted, years begin on 1 March, so that a leap day ends its year.
"""

from __future__ import annotations

from ipdsl.batch.kernel.values import NEVER


def year_of(day: int) -> int:
    """The calendar year of a day."""
    if -25202 <= day <= 47846:  # from 1901-01-01 to 2100-12-31
        return 1901 + (4 * (day + 25202) + 3) // 1461
    return far_year_of(day)


def first_of(year: int) -> int:
    """The first day of a calendar year."""
    if 1901 <= year <= 2100:
        return (year - 1901) * 1461 // 4 - 25202
    return far_march_first_of(year - 1) + 306


def march_year_of(day: int) -> int:
    """The year whose March began last before or on a day."""
    if -25508 <= day <= 47540:  # from 1900-03-01 to 2100-02-28
        return 1900 + (4 * (day + 25508) + 3) // 1461
    return far_march_year_of(day)


def march_first_of(year: int) -> int:
    """The day 1 March of a year."""
    if 1900 <= year <= 2099:
        return (year - 1900) * 1461 // 4 - 25508
    return far_march_first_of(year)


def far_year_of(day: int) -> int:
    """The calendar year of a day, by the rule of centuries."""
    year = far_march_year_of(day)
    return year + (1 if day - far_march_first_of(year) >= 306 else 0)


def far_march_year_of(day: int) -> int:
    """The year whose March began last before or on a day, by the rule of centuries."""
    since = day + 719468
    era = since // 146097
    of_era = since - era * 146097
    return (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365 + era * 400


def far_march_first_of(year: int) -> int:
    """The day 1 March of a year, by the rule of centuries."""
    return 365 * year + year // 4 - year // 100 + year // 400 - 719468


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month == 4 or month == 6 or month == 9 or month == 11 else 31


def months_after(day: int, number: int) -> int:
    """The same day of the month `number` months later, or the last day of a shorter month. `NEVER` is returned
    unchanged.
    """
    if day == NEVER or number == 0:
        return day
    year = march_year_of(day)
    of_year = day - march_first_of(year)
    months = (5 * of_year + 2) // 153
    of_month = of_year - (153 * months + 2) // 5
    months = year * 12 + months + number
    year = months // 12
    months = months - year * 12
    last = days_in(year + 1, 2) if months == 11 else days_in(year, months + 3 if months < 10 else 1)
    return march_first_of(year) + (153 * months + 2) // 5 + min(of_month, last - 1)


def years_after(day: int, number: int) -> int:
    """The same month and day `number` years later; 29 February becomes 28 February. `NEVER` is returned unchanged."""
    if day == NEVER or number == 0:
        return day
    year = march_year_of(day)
    of_year = day - march_first_of(year)
    if of_year < 365:
        return march_first_of(year + number) + of_year
    return march_first_of(year + number + 1) - 1


def month_of(day: int) -> int:
    """The first day of the month of a day. `NEVER` is returned unchanged."""
    if day == NEVER:
        return NEVER
    of_year = day - march_first_of(march_year_of(day))
    return day - of_year + (153 * ((5 * of_year + 2) // 153) + 2) // 5


def days_after(day: int, number: int) -> int:
    """The day `number` days later. `NEVER` is returned unchanged."""
    return NEVER if day == NEVER else day + number


def years_between(start: int, end: int) -> int:
    """The number of full years from one day to another; 0 if the second is earlier or one is `NEVER`."""
    if start == NEVER or end == NEVER or end <= start:
        return 0
    number = year_of(end) - year_of(start)
    return number if years_after(start, number) <= end else number - 1


def months_between(start: int, end: int) -> int:
    """The number of full months from one day to another; 0 if the second is earlier or one is `NEVER`."""
    if start == NEVER or end == NEVER or end <= start:
        return 0
    first, last = march_year_of(start), march_year_of(end)
    number = (last - first) * 12
    number += (5 * (end - march_first_of(last)) + 2) // 153 - (5 * (start - march_first_of(first)) + 2) // 153
    return number if months_after(start, number) <= end else number - 1


def days_between(start: int, end: int) -> int:
    """The number of days from one day to another; 0 if the second is earlier or one is `NEVER`."""
    return 0 if start == NEVER or end == NEVER or end <= start else end - start
