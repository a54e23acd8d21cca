"""Lookups of clause loops: applicant fields by day, figures by year, days on which conditions change, first events."""

from __future__ import annotations

from typing import Any, TypeAlias

from ipdsl.batch.kernel.values import MAX_TOTAL, NEVER, UNKNOWN
from ipdsl.batch.program.days import days_after, months_after, year_of, years_after

Ints: TypeAlias = Any
"""A column of ints, or a table of them: arrays of NumPy. Both CPython and LLVM read single ints from them."""


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
