"""Days as ints, and the lookups of clause loops: fields by day, figures by year, days of changes, first events.

A day is the number of days since 1970-01-01: what `ipdsl.base.values.days` does with dates, where no dates are. From
1901 to 2100 each fourth year has a leap day, and one division finds a year or its beginning; other years take the rule
of centuries (`far_...`). Where months are counted, years begin on 1 March, so that a leap day ends its year.
"""

from __future__ import annotations

from ipdsl.batch.kernel.values import MAX_TOTAL, NEVER, UNKNOWN, Ints


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


# ---- lookups


def value_on_day(begin: Ints, start: Ints, end: Ints, value: Ints, i: int, day: int) -> int:
    """A field of applicant `i` on a day: the value of the first period that contains the day."""
    for k in range(begin[i], begin[i + 1]):
        if start[k] <= day <= end[k]:
            result: int = value[k]
            return result
    return UNKNOWN


def next_change(begin: Ints, start: Ints, end: Ints, i: int, day: int) -> int:
    """The next day after `day` on which a period of applicant `i` begins, or the day after one ends."""
    next_day = NEVER
    for k in range(begin[i], begin[i + 1]):
        if day < start[k] < next_day:
            next_day = start[k]
        if end[k] != NEVER and day < end[k] + 1 < next_day:
            next_day = end[k] + 1
    return next_day


def next_turn(begin: Ints, days: Ints, i: int, day: int, months: int, number: int) -> int:
    """The first day after `day` that is `months` and `number` days after one of the records' days, or one day later."""
    next_day = NEVER
    for q in range(begin[i], begin[i + 1]):
        turn = days_after(months_after(days[q], months), number)
        if day < turn < next_day:
            next_day = turn
        if (months != 0 or number != 0) and turn != NEVER and day < turn + 1 < next_day:
            next_day = turn + 1
    return next_day


def figure_of_year(figures: Ints, first_year: int, years: int, i: int, year: int) -> int:
    """A yearly figure of applicant `i`. `years` is the number of figures of each applicant."""
    index = year - first_year
    if index < 0 or index >= years:
        return UNKNOWN
    figure: int = figures[i * years + index]
    return figure


def series_value(days: Ints, values: Ints, day: int) -> int:
    """The value of a published series on a day; the days ascend."""
    low, high = 0, len(days)
    while low < high:
        middle = (low + high) // 2
        if days[middle] < day:
            low = middle + 1
        else:
            high = middle
    if low < len(days) and days[low] == day:
        value: int = values[low]
        return value
    return UNKNOWN


def interest(principal: int, rate: int, start: int, end: int, last_years: int) -> int:
    """Principal × rate × years, in parts of 365. `last_years` limits it to the last years before the end; 0: no limit.

    Whole years from date to date are 1 each, the rest is days/365. They are counted from the start or, with
    `last_years`, from the end back. `UNKNOWN` if the amount could exceed 64 bits.
    """
    if start == NEVER or end == NEVER:
        return 0
    if last_years > 0 and year_of(end) > last_years:
        start = max(start, years_after(end, -last_years))
    if end <= start:
        return 0
    whole = year_of(end) - year_of(start)
    if last_years > 0:
        while years_after(end, -whole) < start:
            whole -= 1
        parts = whole * 365 + years_after(end, -whole) - start
    else:
        while years_after(start, whole) > end:
            whole -= 1
        parts = whole * 365 + end - years_after(start, whole)
    parts *= rate
    if parts > 0 and principal > MAX_TOTAL // 16 // parts:
        return UNKNOWN
    return principal * parts


def half_even(value: int, step: int) -> int:
    """An amount rounded to whole steps, halves to the even one."""
    whole = value // step
    twice = 2 * (value - whole * step)
    if twice > step or (twice == step and whole % 2 == 1):
        return whole + 1
    return whole


def first_events(begin: Ints, belongs: Ints, days: Ints, item: Ints, first: Ints) -> None:
    """For each record that `belongs` to a kind, whether its event is the first. On the same day the smaller item is."""
    for i in range(len(begin) - 1):
        for r in range(begin[i], begin[i + 1]):
            first[r] = 0
            if not belongs[r] or days[r] == NEVER:
                continue
            is_first = 1
            for q in range(begin[i], begin[i + 1]):
                if q != r and belongs[q] and days[q] <= days[r] and (days[q] < days[r] or item[q] < item[r]):
                    is_first = 0
                    break
            first[r] = is_first
