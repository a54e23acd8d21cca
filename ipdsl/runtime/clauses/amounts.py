"""Arithmetic over stated and unstated values: pure functions that formulas call.

Exact: `int` and `Fraction` only. A quantity that hangs on facts is an `Open` with the least and the most it can be;
each function widens those bounds so that every completion of the facts lies inside. `NONE` counts as 0, and what
cannot be determined makes the whole result so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import TypeAlias

from ipdsl.runtime.clauses.operations import Answer, facts_of, has_no_sum, shift_day
from ipdsl.runtime.unknown import CANNOT, NONE, Open
from ipdsl.values.days import Date, year_fraction, year_fraction_back

Number: TypeAlias = int | Fraction
Range: TypeAlias = "tuple[Number | None, Number | None]"

_NUMBERS = frozenset({int, Fraction})
_ORDERED = frozenset({int, Fraction, Date})


def _range(value: Answer) -> Range:
    """The least and the most of a quantity; `None`: no bound."""
    if isinstance(value, int | Fraction):
        return value, value
    if isinstance(value, Open):
        low = value.low if isinstance(value.low, int | Fraction) else None
        high = value.high if isinstance(value.high, int | Fraction) else None
        return low, high
    return 0, 0


def _combine_ranges(values: tuple[Answer, ...], combine: Callable[..., Range]) -> Answer:
    """`combine` over the ranges; a number again where nothing is open."""
    if any(map(_is_undeterminable, values)):
        return CANNOT
    low, high = combine(*(_range(value) for value in values))
    facts = facts_of(*values)
    if facts:
        return Open(facts, low, high, may_be_undeterminable=any(map(_is_doubtful, values)))
    return low if low is not None else 0


def _is_doubtful(value: Answer) -> bool:
    return isinstance(value, Open) and value.may_be_undeterminable


def _is_undeterminable(value: Answer) -> bool:
    return has_no_sum(value) or (isinstance(value, Open) and not value.facts)


def add(left: Answer, right: Answer) -> Answer:
    """The sum."""
    if type(left) in _NUMBERS and type(right) in _NUMBERS:
        return left + right  # type: ignore[operator]  # both are numbers
    return _combine_ranges((left, right), _sum)


def add_all(values: Sequence[Answer]) -> Answer:
    """The sum of any number of values."""
    if all(type(value) in _NUMBERS for value in values):
        return sum(values)  # type: ignore[arg-type]  # all are numbers
    return _combine_ranges(tuple(values), _sum)


def _sum(*ranges: Range) -> Range:
    lows, highs = [low for low, _ in ranges if low is not None], [high for _, high in ranges if high is not None]
    low = sum(lows) if len(lows) == len(ranges) else None
    high = sum(highs) if len(highs) == len(ranges) else None
    return low, high


def subtract(left: Answer, right: Answer) -> Answer:
    """The difference, not below 0."""
    if type(left) in _NUMBERS and type(right) in _NUMBERS:
        return 0 if left <= right else left - right  # type: ignore[operator,return-value]  # both are numbers
    return _combine_ranges((left, right), _difference)


def _difference(left: Range, right: Range) -> Range:
    low = 0 if left[0] is None or right[1] is None else max(0, left[0] - right[1])
    high = None if left[1] is None or right[0] is None else max(0, left[1] - right[0])
    return low, high


def scale(factor: Answer, value: Answer) -> Answer:
    """The product."""
    if type(factor) is Fraction and type(value) is int:  # by far the most, and a product of fractions is slow
        whole, rest = divmod(factor.numerator * value, factor.denominator)
        return factor * value if rest else whole
    if type(factor) in _NUMBERS and type(value) in _NUMBERS:
        return factor * value  # type: ignore[operator]  # both are numbers
    return _combine_ranges((factor, value), _product)


def _product(left: Range, right: Range) -> Range:
    if left[0] is None or right[0] is None or left[0] < 0 or right[0] < 0:
        return None, None
    if left[1] == 0 or right[1] == 0:
        return 0, 0
    high = None if left[1] is None or right[1] is None else left[1] * right[1]
    return left[0] * right[0], high


def steps(base: Answer, step: Answer) -> Answer:
    """How often `step` goes fully into `base`; a step of nothing cannot be counted."""
    if isinstance(step, int | Fraction) and step <= 0:
        return CANNOT
    if type(base) in _NUMBERS and type(step) in _NUMBERS:
        return base // step  # type: ignore[operator]  # both are numbers
    if step is NONE:
        return CANNOT
    return _combine_ranges((base, step), _count_steps)


def _count_steps(base: Range, step: Range) -> Range:
    low = 0 if base[0] is None or step[1] is None or step[1] <= 0 else floor(base[0] / Fraction(step[1]))
    high = None if base[1] is None or step[0] is None or step[0] <= 0 else floor(base[1] / Fraction(step[0]))
    return max(0, low), high


def smallest(*values: Answer) -> Answer:
    """The least of the values."""
    if all(type(value) in _ORDERED for value in values):
        return min(values)  # type: ignore[type-var]  # all of one type
    return _combine_ranges(values, _smallest_range)


def _smallest_range(*ranges: Range) -> Range:
    lows = [low for low, _ in ranges]
    highs = [high for _, high in ranges if high is not None]
    return None if None in lows else min(low for low in lows if low is not None), min(highs) if highs else None


def largest(*values: Answer) -> Answer:
    """The greatest of the values."""
    if all(type(value) in _ORDERED for value in values):
        return max(values)  # type: ignore[type-var]  # all of one type
    return _combine_ranges(values, _largest_range)


def _largest_range(*ranges: Range) -> Range:
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges]
    return max(lows) if lows else None, None if None in highs else max(high for high in highs if high is not None)


def round_down(value: Answer) -> Answer:
    """A computed limit or ceiling in whole minor units."""
    if isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        return floor(value)
    return _combine_ranges((value,), _floor_range)


def _floor_range(value: Range) -> Range:
    return None if value[0] is None else floor(value[0]), None if value[1] is None else floor(value[1])


def limited(value: Answer, limit: Answer) -> Answer:
    """`value`, but not more than the limit, which is rounded down to a minor unit."""
    if type(value) in _NUMBERS and type(limit) in _NUMBERS:
        return min(value, floor(limit))  # type: ignore[type-var,arg-type]  # both are numbers
    return smallest(value, round_down(limit))


def interest(principal: Answer, rate: Answer, start: Answer, end: Answer, last_years: int | None) -> Answer:
    """Principal × rate × years; with `last_years` only that many years before the end, counted back from it."""
    return scale(scale(principal, rate), interest_years(start, end, last_years))


def interest_years(start: Answer, end: Answer, last_years: int | None) -> Answer:
    """The years for which interest is due."""
    if start is CANNOT or end is CANNOT:
        return CANNOT
    if isinstance(start, Date) and isinstance(end, Date):
        if last_years is None:
            return year_fraction(start, end)
        return year_fraction_back(interest_start(start, end, last_years), end)
    if start is NONE or end is NONE:
        return 0
    return Open(facts_of(start, end), 0, last_years, may_be_undeterminable=_is_doubtful(start) or _is_doubtful(end))


def interest_start(start: Date, end: Date, last_years: int | None) -> Date:
    """The day from which interest counts: at most `last_years` before the end."""
    if last_years is None or end.year <= last_years:
        return start
    return max(start, shift_day(end, -last_years, "year"))


def table(key: Answer, rows: Mapping[str, Answer]) -> Answer:
    """The row of a key; a member without a row has no amount."""
    if isinstance(key, str):
        return rows.get(key, CANNOT)
    if isinstance(key, Open):
        keys = rows if key.members is None else [str(member) for member in key.members]
        values = [rows.get(name, CANNOT) for name in keys]
        low, high = _hull([value for value in values if value is not CANNOT])
        doubtful = any(value is CANNOT or _is_doubtful(value) for value in values)
        return Open(key.facts | facts_of(*values), low, high, may_be_undeterminable=doubtful)
    return CANNOT


def _hull(values: list[Answer]) -> Range:
    """Bounds of one value among several."""
    ranges = [_range(value) for value in values] or [(0, 0)]
    low = _smallest_range(*ranges)[0]
    return low, _largest_range(*ranges)[1]
