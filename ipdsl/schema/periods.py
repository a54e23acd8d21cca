"""Periods of rules as keys: blocks of years (`3 years`), and spans that begin with any payment (`any 24 months`).

A period is a key that every claim has. The value of a block is its years; claims and payments of one block share a
group. All claims share the group of a span, and its rule compares their days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BLOCK = re.compile("([0-9]+) years")
_SPAN = re.compile("any ([0-9]+) (year|month|day)s?")

Span = tuple[int, str]
"""A number of years, months or days, with its unit."""

MEASURES = {"year": "年", "month": "个月", "day": "天"}
"""The Chinese units of a period."""


def years_of_block(key: str) -> int:
    """The number of years of a block; 0 for another key."""
    match = _BLOCK.fullmatch(key)
    return 0 if match is None else int(match[1])


def span_of_key(key: str) -> Span | None:
    """The length of a span; `None` for another key."""
    match = _SPAN.fullmatch(key)
    return None if match is None else (int(match[1]), match[2])


def span_of_keys(keys: Iterable[str]) -> Span | None:
    """The length of the span among these keys."""
    return next(map(span_of_key, filter(is_span, keys)), None)


def is_span(key: str) -> bool:
    """Whether a key is a span."""
    return key[:4] == "any "


def is_period(key: str) -> bool:
    """Whether a key is a period."""
    return is_span(key) or key[:1].isdigit()  # no name begins with a digit


def period_text(key: str, year: int, first_year: int) -> str:
    """The value of a period for a year: the years of its block, counted from a first year; of a span its name."""
    number = years_of_block(key)
    if not number:
        return key
    first = first_year + (year - first_year) // number * number
    return f"{first}-{first + number - 1}"


def period_zh(key: str) -> str:
    """A period in Chinese: `3年`, `连续24个月内`; empty for another key."""
    span = span_of_key(key)
    if span is None:
        number = years_of_block(key)
        return f"{number}年" if number else ""
    number, unit = span
    return f"连续{number}{MEASURES[unit]}内"


def keys_text(keys: Iterable[str]) -> str:
    """The keys of a rule in words."""
    return "".join([f" in {key}" if is_span(key) else f" per {key}" for key in keys])
