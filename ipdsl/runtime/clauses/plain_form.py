"""What the plain form of a clause function calls: proposals over stated facts, and the way out where one is not stated.

A plain form answers exactly as the clause function does, or raises one of `ipdsl.runtime.code.OUTSIDE`; then the clause
function is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from ipdsl.runtime.clauses.gates import UpTo
from ipdsl.runtime.clauses.operations import Answer
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.proposal import NO_ROW, Proposal, Told
from ipdsl.runtime.unknown import CANNOT, FactRef, Open
from ipdsl.values.days import Date

_NO_FACTS: frozenset[FactRef] = frozenset()

_Value = TypeVar("_Value")


class NotKnownError(LookupError):
    """The clause function itself has to be asked."""


def known(value: _Value) -> _Value:
    """A value that was looked up, where it is neither open nor undeterminable."""
    if value is CANNOT or isinstance(value, Open):
        raise NotKnownError
    return value


def once_a_day(c: Situation, counts: Callable[[Facts, Date], int]) -> int:
    """What is counted on the day, once for all claims of it."""
    key = (counts, c.day)
    found = c.found.get(key)
    if found is None:
        found = c.found[key] = counts(c.facts, c.day)
    return found  # type: ignore[return-value]  # put there one line above


def stopped(index: int, *told: Told) -> Proposal:
    """The claim ends at this gate, because of these values."""
    return Proposal(index, told)


def lacks_row(*told: Told) -> Proposal:
    """No row is for these values."""
    return Proposal(NO_ROW, told)


def pays(value: Answer | UpTo, row: str = "") -> Proposal:
    """The claim is proposed at this sum, or under this ceiling."""
    if type(value) is int or type(value) is Fraction:
        sum_ = value if value.numerator > 0 else 0
        return Proposal(None, (), _NO_FACTS, False, sum_, sum_, False, row)
    if not isinstance(value, UpTo):
        raise NotKnownError
    if value.value is None:
        return Proposal(None, (), _NO_FACTS, False, 0, None, True, row)
    proposal = pays(value.value, row)
    proposal.ceiling = True
    return proposal
