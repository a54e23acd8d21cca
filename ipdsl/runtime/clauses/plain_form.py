"""What the plain form of a clause function calls: proposals over stated facts, and the way out where one is not stated.

A plain form answers exactly as the clause function does, or raises one of `ipdsl.runtime.code.OUTSIDE`; then the clause
function is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias, TypeVar

from ipdsl.runtime.clauses.gates import UpTo
from ipdsl.runtime.clauses.operations import Answer
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.unknown import CANNOT, FactRef, Open, Truth
from ipdsl.values.days import Date

Subject: TypeAlias = "Record | None"
"""What a claim is about: a record, or the applicant alone."""

_NO_FACTS: frozenset[FactRef] = frozenset()

_Value = TypeVar("_Value")


class NotKnownError(LookupError):
    """The clause function itself has to be asked."""


def known(value: _Value) -> _Value:
    """A value that was looked up, where it is neither open nor undeterminable."""
    if value is CANNOT or isinstance(value, Open):
        raise NotKnownError
    return value


def holds_in(c: Situation, asks: Callable[[Situation], Truth], year: int) -> bool:
    """What hangs on the year alone, asked once for all claims of it."""
    key = (asks, year)
    found = c.found.get(key)
    if found is None:
        found = c.found[key] = asks(c.on(None, Date(year, 12, 31)))
    if found is True or found is False:
        return found
    raise NotKnownError


def once_a_day(c: Situation, counts: Callable[[Facts, Date], int], day: Date) -> int:
    """What is counted on the day, once for all claims of it."""
    key = (counts, day)
    found = c.found.get(key)
    if found is None:
        found = c.found[key] = counts(c.facts, day)
    return found  # type: ignore[return-value]  # put there one line above


def pays(value: Answer | UpTo, row: str = "") -> Proposal:
    """The claim is proposed at this sum, or under this ceiling."""
    is_ceiling = type(value) is UpTo
    sum_ = value.value if isinstance(value, UpTo) else value
    if type(sum_) is int or type(sum_) is Fraction:
        if sum_.numerator < 0:
            sum_ = 0
        return Proposal(None, (), _NO_FACTS, False, sum_, sum_, is_ceiling, row)
    if is_ceiling and sum_ is None:
        return Proposal(None, (), _NO_FACTS, False, 0, None, True, row)
    raise NotKnownError
