"""Days as ints: days since 1970-01-01. What `ipdsl.base.values.days` does with dates, where no dates are.

The algorithms for the proleptic Gregorian calendar count from 1 March of year 0, so that a leap day ends its year.
"""

from __future__ import annotations

from ipdsl.batch.kernel.values import NEVER


def year_of(day: int) -> int:
    """The calendar year of a day."""
    since = day + 719468
    era = since // 146097
    of_era = since - era * 146097
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    return years + era * 400 + (1 if of_year >= 306 else 0)


def first_of(year: int) -> int:
    """The first day of a calendar year."""
    before = year - 1
    return 365 * before + before // 4 - before // 100 + before // 400 - 719162


def day_of(year: int, month: int, day: int) -> int:
    """The number of a day."""
    years = year - 1 if month <= 2 else year
    era = years // 400
    of_era = years - era * 400
    months = month - 3 if month > 2 else month + 9
    of_year = (153 * months + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month == 4 or month == 6 or month == 9 or month == 11 else 31


def months_after(day: int, number: int) -> int:
    """The same day of the month `number` months later, else the last of that month. What never comes stays so."""
    if day == NEVER:
        return NEVER
    since = day + 719468
    era = since // 146097
    of_era = since - era * 146097
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    months = (5 * of_year + 2) // 153
    of_month = of_year - (153 * months + 2) // 5 + 1
    month = months + 3 if months < 10 else months - 9
    year = years + era * 400 + (1 if months >= 10 else 0)
    index = year * 12 + month - 1 + number
    year = index // 12
    month = index - year * 12 + 1
    return day_of(year, month, min(of_month, days_in(year, month)))


def years_after(day: int, number: int) -> int:
    """The same month and day `number` years later; 29 February becomes 28 February. What never comes stays so."""
    return months_after(day, 12 * number)


def month_of(day: int) -> int:
    """The first day of the month of a day. What never comes stays so."""
    if day == NEVER:
        return NEVER
    begun = first_of(year_of(day))
    month = (day - begun) // 31 + 1  # or the one before the month that it is
    first = months_after(begun, month)
    return first if first <= day else months_after(begun, month - 1)


def days_after(day: int, number: int) -> int:
    """The day `number` days later. What never comes stays so."""
    return NEVER if day == NEVER else day + number
