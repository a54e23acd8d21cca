"""Conditions over stated and unstated values: pure functions that formulas call.

In come plain values, `NONE`, `CANNOT` and `Open`; out comes a truth. An `Open` without facts is a count that cannot be
determined but has bounds: it decides where they decide. The rules are those of `ipdsl.runtime.unknown`: false beats
open, open beats cannot be determined, and a comparison with `NONE` is false. Plain values take the first branch of
each function. Assumed: the operands have the types that the checker saw.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from heapq import nsmallest
from typing import TypeAlias, TypeVar

from ipdsl.runtime.facts import ForeignAmount
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open, Truth, Value
from ipdsl.values.days import Date, add

Answer: TypeAlias = "Value | ForeignAmount"
"""What a lookup answers: a value, or a sum in another currency that is still to be converted."""

Bound: TypeAlias = "int | Fraction | datetime.date | None"

_ORDERED = frozenset({int, Fraction, datetime.date})
MOST_NAMED = 32
"""So many facts that others tell are named by a claim that hangs on them."""

_EITHER = (True, False)
_NO_FACTS = frozenset[FactRef]()
_Sum = TypeVar("_Sum", bound="int | Fraction")


def facts_of(*values: Answer) -> frozenset[FactRef]:
    """The facts on which any of the values hangs."""
    fact_sets = [value.facts for value in values if isinstance(value, Open)]
    return frozenset().union(*fact_sets) if fact_sets else _NO_FACTS


def first_facts(facts: frozenset[FactRef]) -> frozenset[FactRef]:
    """The facts; of very many the first, in the order of references."""
    return facts if len(facts) <= MOST_NAMED else frozenset(nsmallest(MOST_NAMED, facts))


def open_truth(facts: frozenset[FactRef]) -> Truth:
    """A condition that hangs on these facts; without facts it is one that cannot be determined."""
    return Open(facts, members=_EITHER) if facts else CANNOT


# ---------------------------------------------------------------------------------------------- Kleene


def all_of(*parts: Answer) -> Truth:
    """Conjunction: false beats open, open beats cannot be determined."""
    is_sure = True
    for part in parts:
        if part is False or part is NONE:
            return False
        if part is not True:
            is_sure = False
    return True if is_sure else open_truth(facts_of(*parts))


def any_of(*parts: Answer) -> Truth:
    """Disjunction: true beats open, open beats cannot be determined."""
    is_sure = True
    for part in parts:
        if part is True:
            return True
        if part is not False and part is not NONE:
            is_sure = False
    return False if is_sure else open_truth(facts_of(*parts))


def not_(part: Answer) -> Truth:
    """Negation; what cannot be determined stays so."""
    if part is True:
        return False
    if part is False or part is NONE:
        return True
    return open_truth(part.facts) if isinstance(part, Open) else CANNOT


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
    """`left >= right` (`>` when strict) where one side is no plain value: decided when the bounds decide."""
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
    """It cannot be determined, or is a foreign sum that nothing converts, with no place in the policy's currency."""
    return value is CANNOT or isinstance(value, ForeignAmount)


def greatest(highs: Sequence[_Sum | None]) -> _Sum | int | None:
    """The greatest of some upper bounds; `None`: no bound."""
    known = [high for high in highs if high is not None]
    return max(known, default=0) if len(known) == len(highs) else None


def bounds(value: Answer) -> tuple[Bound, Bound]:
    """The least and the most that an ordered value can be."""
    if isinstance(value, Open):
        return value.low, value.high
    if isinstance(value, int | Fraction | datetime.date):
        return value, value
    return None, None


# ---------------------------------------------------------------------------------------------- members


def one_of(value: Answer, members: tuple[str, ...]) -> Truth:
    """The value is one of the members; for a list: it holds one of them."""
    if isinstance(value, str):
        return value in members
    if isinstance(value, tuple):
        return any(item in members for item in value)
    if value is NONE:
        return False
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
    """`number` units after the day; the last day there is where the calendar ends before it."""
    try:
        return add(day, number, unit)
    except (OverflowError, ValueError):
        return Date.max


def lasted_at_least(since: Answer, number: int, unit: str, day: Date) -> Truth:
    """The day is not before `number` units after `since`."""
    return at_least(day, _shift(since, number, unit))


def lasted_more_than(since: Answer, number: int, unit: str, day: Date) -> Truth:
    """The day is after the day that lies `number` units after `since`."""
    return more_than(day, _shift(since, number, unit))


def lasted_at_most(since: Answer, number: int, unit: str, day: Date) -> Truth:
    """The day is not after the day that lies `number` units after `since`, nor before `since`: that is not ago."""
    return all_of(at_most(since, day), at_most(day, _shift(since, number, unit)))


def lasted_less_than(since: Answer, number: int, unit: str, day: Date) -> Truth:
    """The day is before the day that lies `number` units after `since`, and not before `since`: that is not ago."""
    return all_of(at_most(since, day), less_than(day, _shift(since, number, unit)))


def _shift(since: Answer, number: int, unit: str) -> Answer:
    if isinstance(since, Date):
        return shift_day(since, number, unit)
    return Open(since.facts) if isinstance(since, Open) else since


def days_after(since: Answer | None, number: int, unit: str) -> tuple[Answer, ...]:
    """The day that lies `number` units after `since`, and the next; nothing where it is not a day."""
    if type(since) is not Date:
        return ()
    day = shift_day(since, number, unit)
    return day, shift_day(day, 1, "day")


def during(start: Answer, until: Answer, day: Date) -> Truth:
    """The day lies in a state: not before its start and, where there is an end, before the end."""
    if type(start) is Date and (until is NONE or type(until) is Date):
        return start <= day and (until is NONE or day < until)  # type: ignore[operator]  # then it is a day
    return all_of(at_most(start, day), not_(at_most(until, day)))


def cannot_be_determined(value: Answer) -> Truth:
    """The fact is stated as one that cannot be determined."""
    if isinstance(value, Open):
        return open_truth(value.facts)
    return value is CANNOT
