"""What the function of a clause calls: proposals over stated facts, and the way out where one is not stated.

A function answers exactly as the formulas of its clause do, or raises one of `ipdsl.runtime.code.FALLBACK_ERRORS`; then
the formulas are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias, TypeVar

from ipdsl.runtime.clauses.gates import CeilingAmount
from ipdsl.runtime.clauses.new_events import first_day_by_item
from ipdsl.runtime.clauses.operations import Answer, shift_day
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import DatedValue, Fact, Record
from ipdsl.runtime.proposal import Evidence, Proposal
from ipdsl.runtime.unknown import CANNOT, FactRef, Open
from ipdsl.values.days import Date

Subject: TypeAlias = "Record | None"
"""What a claim is about: a record, or the applicant alone."""

_NO_FACTS: frozenset[FactRef] = frozenset()

_Value = TypeVar("_Value")


class NotKnownError(LookupError):
    """The formulas of the clause have to be asked."""


def require_known(value: _Value) -> _Value:
    """A value that was looked up, where it is neither open nor undeterminable."""
    if value is CANNOT or isinstance(value, Open):
        raise NotKnownError
    return value


def rejected_proposal(place: int, *evidence: Evidence) -> Proposal:
    """The claim ends at a gate, because of these values, all of which can be determined."""
    for item in evidence:
        if item[1] is CANNOT:
            raise NotKnownError
    return Proposal(place, evidence)


def to_fraction(number: int | Fraction, over: int) -> int | Fraction:
    """A number that stands over a denominator."""
    if isinstance(number, Fraction):
        return number / over
    whole, rest = divmod(number, over)
    return Fraction(number, over) if rest else whole


def certain_records(c: Situation, kind: str) -> list[Record]:
    """The records of a kind, where it is known which they are."""
    records = c.records_of_kind(kind).certain_records
    if records is None:
        raise NotKnownError
    return records


def is_first(c: Situation, record: Subject, kind: str, date_field: str) -> bool:
    """Whether a record comes first among those of a kind by that date, where everything that decides it is stated."""
    leader = c.leader(kind, date_field)
    if leader is None or record is None:
        raise NotKnownError
    return leader == (record.values[date_field], record.item, record.id)


def is_new(c: Situation, record: Subject, kind: str, date_field: str) -> bool:
    """Whether no event of a record's item lies before its own, where everything that decides it is stated."""
    first = first_day_by_item(c, kind, date_field)
    if first is None or record is None:
        raise NotKnownError
    if first.get(record.item) == record.values[date_field]:
        return True
    key = c.schema.record_by_name[kind].key
    return len(key) == 1 and record.values.get(key[0]) is None  # nothing tells of which item it is


def value_on_day(value: Fact | DatedValue, day: Date) -> Fact:
    """A field of the applicant on a day."""
    if type(value) is not DatedValue:
        return value  # type: ignore[return-value]  # it is no other
    for period, held in value.periods:
        if day in period:
            return held
    raise NotKnownError


def years_after(day: Date, years: int) -> Date:
    """The same month and day `years` later; 29 February becomes 28 February."""
    return shift_day(day, years, "year")


def cached_for_day(c: Situation, counts: Callable[[Situation, Date], int], day: Date) -> int:
    """What is counted on the day, once for all claims of it."""
    key = (counts, day)
    count = c.cache.get(key)
    if count is None:
        count = c.cache[key] = counts(c, day)
    return count  # type: ignore[return-value]  # put there one line above


def propose_payment(value: Answer | CeilingAmount, row: str = "") -> Proposal:
    """The claim is proposed at this sum, or under this ceiling."""
    is_ceiling = type(value) is CeilingAmount
    sum_ = value.value if isinstance(value, CeilingAmount) else value
    if type(sum_) is int or type(sum_) is Fraction:
        if sum_.numerator < 0:
            sum_ = 0
        return Proposal(None, (), _NO_FACTS, False, sum_, sum_, is_ceiling, row)
    if is_ceiling and sum_ is None:
        return Proposal(None, (), _NO_FACTS, False, 0, None, True, row)
    raise NotKnownError
