"""Periods among the keys of a rule: blocks of years, and spans of days; shares no code with the product."""

from __future__ import annotations

import datetime

from tests.reference import days

Date = datetime.date
Span = tuple[int, str]


def block_years(key: str) -> int:
    """`3 years`: 3; 0 for another key."""
    number, _, unit = key.partition(" ")
    return int(number) if unit == "years" and number.isdecimal() else 0


def span(keys: tuple[str, ...]) -> Span | None:
    """The span among keys: `any 24 months`."""
    for key in keys:
        words = key.split(" ")
        if len(words) == 3 and words[0] == "any":
            return int(words[1]), words[2].removesuffix("s")
    return None


def block(key: str, year: int, first: int) -> str:
    """The years of the block of a year; blocks follow each other from the first year on, and before it."""
    begin, number = first, block_years(key)
    while begin > year:
        begin -= number
    while begin + number <= year:
        begin += number
    return f"{begin}-{begin + number - 1}"


def is_together(paid: Date, day: Date, length: Span) -> bool:
    """Whether a payment and a claim are in one span: neither is as long after the other."""
    return days.after(paid, *length) > day and days.after(day, *length) > paid
