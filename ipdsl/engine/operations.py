"""The operations of formulas on known and unknown values, as pure functions; and values as text in reasons.

Conditions: the operands are plain values, `NONE`, `CANNOT`, `NO_VALUE` and `Open`; the result is a truth.
`ipdsl.ir.facts` has the rules: false takes precedence over open, and open over cannot be determined. A comparison with
`NONE` is false. A comparison with `NO_VALUE` does not hold, nor does its negation: it is `NO_VALUE`. An `Open` without
facts is a count that cannot be determined but has bounds; it decides a comparison if the bounds do. Plain values take
the first branch of each function. The operands are assumed to be well typed.

Arithmetic is exact: `int` and `Fraction` only. A quantity that depends on missing facts is an `Open` with its least and
greatest value. Each function widens these bounds so that every completion of the facts is inside. `NONE` counts as 0.
If an operand cannot be determined, the result cannot either; if one has no value (`NO_VALUE`), the result has none.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from heapq import nsmallest
from math import floor, inf
from typing import TypeAlias, TypeVar, cast

from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.days import (
    ONE_DAY,
    Date,
    add as add_days,
    length_of_state,
    span_count,
    year_fraction,
    year_fraction_back,
)
from ipdsl.base.values.money import Mode, Rounding
from ipdsl.ir.facts import FactRef, Open, Truth, Value
from ipdsl.ir.proposal import Evidence
from ipdsl.schema.type_list import NUMBER, type_by_name
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.values.value_type import (
    CANNOT,
    NO_VALUE,
    NONE,
    ForeignAmount,
    NeedsGeneralPathError,
    Special,
    Type,
)

Answer: TypeAlias = "Value | ForeignAmount"
"""The value of a lookup: a plain value, or an amount in a foreign currency before conversion."""

Bound: TypeAlias = "int | Fraction | datetime.date | None"

_ORDERED = frozenset({int, Fraction, datetime.date})
MOST_NAMED = 32
"""The maximum number of facts in other lines that a claim names."""

_EITHER = (True, False)
_NO_FACTS = frozenset[FactRef]()
_Sum = TypeVar("_Sum", bound="int | Fraction")


def facts_of(*values: Answer) -> frozenset[FactRef]:
    """The missing facts that any of the values depends on."""
    fact_sets = [value.facts for value in values if isinstance(value, Open)]
    return frozenset().union(*fact_sets) if fact_sets else _NO_FACTS


def first_facts(facts: frozenset[FactRef]) -> frozenset[FactRef]:
    """The facts; if there are too many, the first in the order of references."""
    return facts if len(facts) <= MOST_NAMED else frozenset(nsmallest(MOST_NAMED, facts))


def open_truth(facts: frozenset[FactRef]) -> Truth:
    """A condition that depends on these facts; without facts it cannot be determined."""
    return Open(facts, members=_EITHER) if facts else CANNOT


# ---------------------------------------------------------------------------------------------- Kleene


def all_of(*parts: Answer) -> Truth:
    """Conjunction: false takes precedence over open, open over cannot be determined."""
    is_sure = True
    for part in parts:
        if part is False or part is NONE:
            return False
        if part is not True:
            is_sure = False
    if is_sure:
        return True
    return NO_VALUE if any(part is NO_VALUE for part in parts) else open_truth(facts_of(*parts))


def any_of(*parts: Answer) -> Truth:
    """Disjunction: true takes precedence over open, open over cannot be determined."""
    is_sure = True
    for part in parts:
        if part is True:
            return True
        if part is not False and part is not NONE:
            is_sure = False
    if is_sure:
        return False
    is_missing = all(part is False or part is NONE or part is NO_VALUE for part in parts)
    return NO_VALUE if is_missing else open_truth(facts_of(*parts))


def at_least_of(number: int, *parts: Answer) -> Truth:
    """Whether at least some parts are true: sure and possible ones are counted, and those without a value are not."""
    left = number - sum(part is True for part in parts)
    possible = [part for part in parts if part is not True and part is not False and part is not NONE]
    if left <= 0 or left > len(possible):
        return left <= 0
    with_value = [part for part in possible if part is not NO_VALUE]
    return NO_VALUE if left > len(with_value) else open_truth(facts_of(*with_value))


def not_(part: Answer) -> Truth:
    """Negation; if the operand cannot be determined, the result cannot either."""
    if part is True:
        return False
    if part is False or part is NONE:
        return True
    return open_truth(part.facts) if isinstance(part, Open) else NO_VALUE if part is NO_VALUE else CANNOT


def unless(part: Answer) -> Truth:
    """Whether the condition of a rule does not hold; if a value of it is missing, it does not."""
    return True if part is NO_VALUE else not_(part)


# ---------------------------------------------------------------------------------------------- order


def at_least(left: Answer, right: Answer) -> Truth:
    """`left` is not below `right`."""
    if type(left) in _ORDERED and type(right) in _ORDERED:
        return left >= right  # type: ignore[operator]  # the checker gave both one type
    return _compare(left, right, strict=False)


def more_than(left: Answer, right: Answer) -> Truth:
    """`left` is above `right`."""
    if type(left) in _ORDERED and type(right) in _ORDERED:
        return left > right  # type: ignore[operator]  # the checker gave both one type
    return _compare(left, right, strict=True)


def at_most(left: Answer, right: Answer) -> Truth:
    """`left` is not above `right`."""
    return at_least(right, left)


def less_than(left: Answer, right: Answer) -> Truth:
    """`left` is below `right`."""
    return more_than(right, left)


def _compare(left: Answer, right: Answer, *, strict: bool) -> Truth:
    """`left >= right` (`>` if strict) if one side is not a plain value; the bounds decide if they can."""
    if left is NO_VALUE or right is NO_VALUE:
        return NO_VALUE
    if left is NONE or right is NONE:
        return False
    facts = facts_of(left, right)
    if has_no_sum(left) or has_no_sum(right):
        # the open side may still turn out to be none, and then the comparison is false
        return open_truth(facts)
    if any(isinstance(side, Open) and side.may_be_undeterminable for side in (left, right)):
        return open_truth(facts)
    left_low, left_high = bounds(left)
    right_low, right_high = bounds(right)
    if left_low is not None and right_high is not None and _exceeds(left_low, right_high, strict):
        return True
    if left_high is not None and right_low is not None and not _exceeds(left_high, right_low, strict):
        return False
    return open_truth(facts)


def _exceeds(left: Bound, right: Bound, strict: bool) -> bool:
    return left > right if strict else left >= right  # type: ignore[operator]  # both of one type, neither None


def has_no_sum(value: Answer | None) -> bool:
    """Whether it cannot be determined, is missing, or is a foreign amount without conversion to the currency."""
    return value is CANNOT or value is NO_VALUE or isinstance(value, ForeignAmount)


def highest_bound(highs: Sequence[_Sum | None]) -> _Sum | int | None:
    """The greatest of some upper bounds; `None`: no bound."""
    known = [high for high in highs if high is not None]
    return max(known, default=0) if len(known) == len(highs) else None


def bounds(value: Answer) -> tuple[Bound, Bound]:
    """The least and the greatest possible value of an ordered value."""
    if isinstance(value, Open):
        return value.low, value.high
    return (value, value) if isinstance(value, int | Fraction | datetime.date) else (None, None)


# ---------------------------------------------------------------------------------------------- members


def one_of(value: Answer, members: tuple[str, ...]) -> Truth:
    """The value is one of the members; a list contains one of them."""
    if isinstance(value, str):
        return value in members
    if isinstance(value, tuple):
        return any(item in members for item in value)
    if value is NONE or value is NO_VALUE:
        return False if value is NONE else NO_VALUE
    if isinstance(value, Open):
        return _membership_truth(value, frozenset(members))
    return CANNOT


def _membership_truth(value: Open, fitting: frozenset[str]) -> Truth:
    if value.members is not None:
        fits = [member in fitting for member in value.members]
        if all(fits):
            return True
        if not any(fits):
            return False
    return open_truth(value.facts)


# ---------------------------------------------------------------------------------------------- days


@lru_cache(maxsize=1024)
def shift_day(day: Date, number: int, unit: str) -> Date:
    """The day `number` units later; the last possible day if the calendar ends before it."""
    if not isinstance(day, Date):  # emitted code may have a string instead of a day
        raise NeedsGeneralPathError
    try:
        return add_days(day, number, unit)
    except (OverflowError, ValueError):
        return Date.max if number > 0 else Date.min


def lasted_at_least(since: Answer, number: int, unit: str, day: Answer) -> Truth:
    """The day is not before `number` units after `since`."""
    return at_least(day, shifted(since, number, unit))


def lasted_more_than(since: Answer, number: int, unit: str, day: Answer) -> Truth:
    """The day is after the day `number` units after `since`."""
    return more_than(day, shifted(since, number, unit))


def lasted_at_most(since: Answer, number: int, unit: str, day: Answer) -> Truth:
    """The day is not after the day `number` units after `since`, and not before `since`, from which it counts."""
    return all_of(at_most(since, day), at_most(day, shifted(since, number, unit)))


def lasted_less_than(since: Answer, number: int, unit: str, day: Answer) -> Truth:
    """The day is before the day `number` units after `since`, and not before `since`, from which it counts."""
    return all_of(at_most(since, day), less_than(day, shifted(since, number, unit)))


def shifted(day: Answer, number: int, unit: str) -> Answer:
    """The day `number` units after a day. A later day never gives an earlier one, so the bounds move as well."""
    if isinstance(day, Date):
        return shift_day(day, number, unit)
    if not isinstance(day, Open):
        return day
    low, high = (shift_day(end, number, unit) if isinstance(end, Date) else None for end in (day.low, day.high))
    return Open(day.facts, low, high, may_be_undeterminable=day.may_be_undeterminable)


def day_of_year(base: Answer, month: int, day: int, years: int) -> Answer:
    """A month and day `years` after a year, or after the year of a day."""

    def day_in(value: object) -> Date | None:
        year = value.year if isinstance(value, Date) else value
        return Date(year + years, month, day) if isinstance(year, int) else None

    if isinstance(base, Open):
        return Open(base.facts, day_in(base.low), day_in(base.high), may_be_undeterminable=base.may_be_undeterminable)
    return day_in(base) or base


def spans(start: Answer, end: Answer, unit: str) -> Answer:
    """How often the unit fits between two days; 0 if the end is before the start, or one of them never comes."""
    if isinstance(start, Date) and isinstance(end, Date):
        return span_count(start, end, unit)
    if has_no_sum(start) or has_no_sum(end):
        return CANNOT
    if start is NONE or end is NONE:
        return 0
    facts = facts_of(start, end)
    if not facts:
        return CANNOT
    first, late = bounds(start)[0], bounds(end)[1]
    high = span_count(first, late, unit) if isinstance(first, Date) and isinstance(late, Date) else None
    doubtful = _is_doubtful(start) or _is_doubtful(end)
    # a day that is not stated may turn out to be none, which gives 0
    return Open(facts, 0, high, may_be_undeterminable=doubtful)


def length_in_year(start: Answer, until: Answer, unit: str, first: Date, last: Date) -> Answer:
    """How often the unit fits into the days of a state within a year; `until` is the first day after the state."""
    after = last + ONE_DAY
    if isinstance(start, Date) and (until is NONE or isinstance(until, Date)):
        return length_of_state(start, until if isinstance(until, Date) else None, unit, first, after)
    if start is CANNOT or until is CANNOT:
        return CANNOT
    if start is NONE:
        return 0
    facts = facts_of(start, until)
    most = length_of_state(
        start if isinstance(start, Date) else Date.min,
        until if isinstance(until, Date) else None,
        unit,
        first,
        after,
    )
    return Open(facts, 0, most, may_be_undeterminable=_is_doubtful(start) or _is_doubtful(until))


def days_after(since: Answer | None, number: int, unit: str) -> tuple[Answer, ...]:
    """The day `number` units after `since` and the next day; empty if `since` is not a day."""
    if type(since) is not Date:
        return ()
    day = shift_day(since, number, unit)
    return day, shift_day(day, 1, "day")


def during(start: Answer, until: Answer, day: Date) -> Truth:
    """The day is in a state: not before its start, and before its end if it has an end."""
    if type(start) is Date and (until is NONE or type(until) is Date):
        return start <= day and (until is NONE or day < until)  # type: ignore[operator]  # then it is a day
    return all_of(at_most(start, day), not_(at_most(until, day)))


def cannot_be_determined(value: Answer) -> Truth:
    """The fact is stated as impossible to determine."""
    if isinstance(value, Open):
        return open_truth(value.facts)
    return value is CANNOT


Number: TypeAlias = int | Fraction
Range: TypeAlias = "tuple[Number | None, Number | None]"

_NUMBERS = frozenset({int, Fraction})
_ORDERED_TYPES = frozenset({int, Fraction, Date})


def _range(value: Answer) -> Range:
    """The least and the greatest value of a quantity; `None`: no bound."""
    if isinstance(value, int | Fraction):
        return value, value
    if isinstance(value, Open):
        low = value.low if isinstance(value.low, int | Fraction) else None
        high = value.high if isinstance(value.high, int | Fraction) else None
        return low, high
    return 0, 0


def _combine_ranges(values: tuple[Answer, ...], combine: Callable[..., Range]) -> Answer:
    """`combine` over the ranges; a plain number if nothing is open."""
    if any(map(_is_undeterminable, values)):
        return NO_VALUE if NO_VALUE in values else CANNOT
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
    """The difference."""
    if type(left) in _NUMBERS and type(right) in _NUMBERS:
        return left - right  # type: ignore[operator,return-value]  # both are numbers
    return _combine_ranges((left, right), _difference)


def excess(left: Answer, right: Answer) -> Answer:
    """The difference, not below 0."""
    return greatest(subtract(left, right), 0)


def _difference(left: Range, right: Range) -> Range:
    low = None if left[0] is None or right[1] is None else left[0] - right[1]
    high = None if left[1] is None or right[0] is None else left[1] - right[0]
    return low, high


def scale(factor: Answer, value: Answer) -> Answer:
    """The product."""
    if type(factor) is Fraction and type(value) is int:  # the most frequent case; a product of fractions is slow
        whole, rest = divmod(factor.numerator * value, factor.denominator)
        return factor * value if rest else whole
    if type(factor) in _NUMBERS and type(value) in _NUMBERS:
        return factor * value  # type: ignore[operator]  # both are numbers
    return _combine_ranges((factor, value), _product)


def _product(left: Range, right: Range) -> Range:
    """The least and the greatest product of an end of each; 0 times an end without limit is 0."""
    products = [_product_of_ends(end, other, (i, j)) for i, end in enumerate(left) for j, other in enumerate(right)]
    low, high = min(products), max(products)
    return (None if isinstance(low, float) else low), (None if isinstance(high, float) else high)


def _product_of_ends(end: Number | None, other: Number | None, places: tuple[int, int]) -> Number | float:
    """The product of two ends; a low end (place 0) without limit is negative, a high end (1) positive."""
    if end == 0 or other == 0:
        return 0
    if end is not None and other is not None:
        return end * other
    signs = [place or -1 if each is None else each for each, place in zip((end, other), places, strict=True)]
    return inf if (signs[0] > 0) is (signs[1] > 0) else -inf


def divide(left: Answer, right: Answer) -> Answer:
    """The quotient; `CANNOT` if the divisor is 0 or `NONE`. Without a dividend it has no value."""
    if type(left) in _NUMBERS and type(right) in _NUMBERS:
        return Fraction(left) / right if right else CANNOT  # type: ignore[arg-type,operator]  # both are numbers
    if right is NONE or right == 0:
        return NO_VALUE if left is NO_VALUE else CANNOT
    quotient = _combine_ranges((left, right), _quotient)
    if (
        isinstance(quotient, Open)
        and isinstance(right, Open)
        and not (isinstance(right.low, int | Fraction) and right.low > 0)
    ):
        return Open(quotient.facts, quotient.low, quotient.high, may_be_undeterminable=True)
    return quotient


def _quotient(left: Range, right: Range) -> Range:
    """The quotient by a divisor that is not 0: the product with 1 divided by it."""
    low, high = right
    if (low is None or low < 0) and (high is None or high > 0):
        return None, None  # divisors of both signs, however near to 0
    inverse = (
        0 if high is None else None if high == 0 else Fraction(1) / high,
        0 if low is None else None if low == 0 else Fraction(1) / low,
    )
    return _product(left, inverse)


def rounded(value: Answer, mode: str, step: int | Fraction) -> Answer:
    """The value rounded to a multiple of the step."""
    if type(value) in _NUMBERS:
        return round_to_step(value, mode, step)  # type: ignore[arg-type]  # a number
    return _combine_ranges(
        (value,), lambda ends: (_rounded_end(ends[0], mode, step), _rounded_end(ends[1], mode, step))
    )


def _rounded_end(end: Number | None, mode: str, step: Number) -> Number | None:
    return None if end is None else round_to_step(end, mode, step)


def round_to_step(value: Number, mode: str, step: Number) -> Number:
    """A number rounded to a multiple of a step; rounding never changes the order of two numbers."""
    return Rounding(Mode(mode)).apply(Fraction(value) / step) * step


def steps(base: Answer, step: Answer) -> Answer:
    """How often `step` fits completely into `base`, not below 0; `CANNOT` if the step is 0 and `base` has a value."""
    if step is NONE or (isinstance(step, int | Fraction) and step <= 0):
        return NO_VALUE if base is NO_VALUE else CANNOT
    if type(base) in _NUMBERS and type(step) in _NUMBERS:
        return max(base // step, 0)  # type: ignore[operator]  # both are numbers
    return _combine_ranges((base, step), _count_steps)


def _count_steps(base: Range, step: Range) -> Range:
    low = 0 if base[0] is None or step[1] is None or step[1] <= 0 else floor(base[0] / Fraction(step[1]))
    high = None if base[1] is None or step[0] is None or step[0] <= 0 else floor(base[1] / Fraction(step[0]))
    return max(0, low), None if high is None else max(0, high)


def smallest(*values: Answer) -> Answer:
    """The least of the values."""
    if all(type(value) in _ORDERED_TYPES for value in values):
        return min(values)  # type: ignore[type-var]  # all of one type
    return _combine_ranges(values, _smallest_range)


def _smallest_range(*ranges: Range) -> Range:
    lows = [low for low, _ in ranges]
    highs = [high for _, high in ranges if high is not None]
    return None if None in lows else min(low for low in lows if low is not None), min(highs) if highs else None


def greatest(*values: Answer) -> Answer:
    """The greatest of the values."""
    if all(type(value) in _ORDERED_TYPES for value in values):
        return max(values)  # type: ignore[type-var]  # all of one type
    return _combine_ranges(values, _greatest_range)


def _greatest_range(*ranges: Range) -> Range:
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges]
    return max(lows) if lows else None, None if None in highs else max(high for high in highs if high is not None)


def earliest(*days: Answer) -> Answer:
    """The earliest of the days that come; none if none of them does."""
    return _choose_day(days, min)


def latest(*days: Answer) -> Answer:
    """The latest of the days that come; none if none of them does."""
    return _choose_day(days, max)


def _choose_day(days: tuple[Answer, ...], choose: Callable[[Iterable[Date]], Date]) -> Answer:
    """The bounds of an open day are those of a day that comes; a day without bounds may never come."""
    if any(map(_is_undeterminable, days)):
        return CANNOT
    coming = [day for day in days if day is not NONE]
    if not coming:
        return NONE
    facts = facts_of(*coming)
    if not facts:
        return choose([day for day in coming if isinstance(day, Date)])
    lows, highs = ([end for end in ends if isinstance(end, Date)] for ends in zip(*map(bounds, coming), strict=True))
    near, far = (highs, lows) if choose is min else (lows, highs)
    nearest, farthest = choose(near) if near else None, choose(far) if len(far) == len(coming) else None
    low, high = (farthest, nearest) if choose is min else (nearest, farthest)
    return Open(facts, low, high, may_be_undeterminable=any(map(_is_doubtful, coming)))


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
    """`value`, but at most the limit, which is rounded down to a minor unit."""
    if type(value) in _NUMBERS and type(limit) in _NUMBERS:
        return min(value, floor(limit))  # type: ignore[type-var,arg-type]  # both are numbers
    return smallest(value, round_down(limit))


def from_threshold(value: Answer, threshold: Answer) -> Answer:
    """`value`, or 0 if it is below the threshold."""
    if type(value) in _NUMBERS and type(threshold) in _NUMBERS:
        return value if value >= threshold else 0  # type: ignore[operator]  # both are numbers
    return _combine_ranges((value, threshold), _range_from_threshold)


def _range_from_threshold(value: Range, threshold: Range) -> Range:
    is_sure = value[0] is not None and threshold[1] is not None and value[0] >= threshold[1]
    is_possible = value[1] is None or threshold[0] is None or value[1] >= threshold[0]
    return value[0] if is_sure else 0, value[1] if is_possible else 0


def interest(principal: Answer, rate: Answer, start: Answer, end: Answer, last_years: int | None) -> Answer:
    """Principal × rate × years; with `last_years` only that many years before the end, counted backwards from it."""
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


def first_case(*parts: Answer) -> Answer:
    """The value of the first test that is true: `parts` are tests and values in turn."""
    values: list[Answer] = []
    facts = _NO_FACTS
    is_doubtful = False
    for test, value in zip(parts[::2], parts[1::2], strict=True):
        if test is False or test is NONE or test is NO_VALUE:
            continue
        values.append(value)
        if test is True:
            break
        is_doubtful = is_doubtful or test is CANNOT
        facts |= facts_of(test)
    else:
        is_doubtful = True
    if len(values) == 1 and not is_doubtful:
        return values[0]
    if is_doubtful and not facts:
        return CANNOT
    if not is_doubtful and all(value is NONE for value in values):
        return NONE
    low, high = _hull([value for value in values if not has_no_sum(value)])
    is_doubtful = is_doubtful or any(has_no_sum(value) or _is_doubtful(value) for value in values)
    return Open(facts | facts_of(*values), low, high, may_be_undeterminable=is_doubtful)


def _hull(values: list[Answer]) -> tuple[Bound, Bound]:
    """Bounds of one of several values; those of days, if all are days that come."""
    days = [bounds(value) for value in values]
    if any(isinstance(end, Date) for ends in days for end in ends):
        lows, highs = zip(*days, strict=True)
        return (
            min(lows) if all(isinstance(low, Date) for low in lows) else None,
            max(highs) if all(isinstance(high, Date) for high in highs) else None,
        )
    ranges = [_range(value) for value in values] or [(0, 0)]
    low = _smallest_range(*ranges)[0]
    return low, _greatest_range(*ranges)[1]


def with_fallback(value: Answer, fallback: int | Fraction) -> Answer:
    """The value of a figure; the fallback if its year has no figures."""
    if not isinstance(value, Open):
        return fallback if value is NO_VALUE else value
    if not value.may_be_undeterminable:
        return value
    low, high = _hull([value, fallback])
    return Open(value.facts, low, high)


def evidence_text(evidence: Iterable[Evidence], currency: str) -> str:
    """The words with their values that explain a reason; empty without values."""
    text = ", ".join([stated_text(item, currency) for item in evidence])
    return f" ({text})" if text else ""


def stated_text(item: Evidence, currency: str) -> str:
    """A word with its value."""
    return f"{item[0]} {value_text(item[1], type_by_name(*item[2:]), currency)}"


def value_text(value: Answer, type_: Type = NUMBER, currency: str = "CNY") -> str:
    """The value as text: `yes`, `2022-03-01`, `3,000,000.00`, `at least 2`, `not stated`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Date):
        return value.isoformat()
    if isinstance(value, int | Fraction):
        return type_.show(value, Language.EN, currency)
    if isinstance(value, tuple):
        return ", ".join([value_text(cast("Answer", item), type_, currency) for item in value]) or "none"
    if isinstance(value, ForeignAmount):
        return foreign_amount_text(value)
    if isinstance(value, Special):
        return value.value
    return _open(value, type_, currency) if isinstance(value, Open) else "not stated"


def text_of_answer(value: Answer | None) -> str:
    """The text of a field, in the form of ledger lines; empty without a value."""
    return value_text(value) if isinstance(value, str | int | Fraction | datetime.date) else ""


def foreign_amount_text(value: ForeignAmount) -> str:
    """`1,200.00 USD`."""
    return f"{MoneyType().show(value.minor, Language.EN, value.currency)} {value.currency}"


def ends(value: Open) -> tuple[int | Fraction | None, int | Fraction | None]:
    """The known ends of a value that is not fully stated."""
    low, high = (end if isinstance(end, int | Fraction) else None for end in (value.low, value.high))
    return low, high


def _open(value: Open, type_: Type, currency: str) -> str:
    low, high = ends(value)
    if high is not None:
        ends_text = " and ".join([type_.show(end, Language.EN, currency) for end in (low or 0, high)])
        return f"between {ends_text}, not all stated"
    return f"at least {type_.show(low, Language.EN, currency)}, not all stated" if low else "not stated"
