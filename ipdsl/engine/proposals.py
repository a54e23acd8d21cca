"""Makes proposals from gates and amounts, for generated functions and for formulas.

A generated function returns exactly what the formulas of its clause return, or raises `NeedsGeneralPathError`; then the
formulas are evaluated.

`Gates` makes the proposal of formulas. A gate that is false, none or cannot be determined stops the claim. An open gate
is recorded, and a later gate may still stop the claim: false takes precedence over open.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias, TypeVar

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date, length_of_state, span_count
from ipdsl.engine.events import first_day_by_item
from ipdsl.engine.operations import Answer, has_no_sum, highest_bound, round_down, shift_day
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import DatedValue, FactRef, Open, Record
from ipdsl.ir.proposal import NO_AMOUNT, NO_ROW, Evidence, Proposal
from ipdsl.schema.values.value_type import CANNOT, NONE, Fact, NeedsGeneralPathError


@attrs.frozen(eq=False, repr=False)
class CeilingAmount(ValueObject):
    """A ceiling below which the bureau sets the amount. `value` None: no ceiling."""

    value: Answer | None


AT_DISCRETION = CeilingAmount(None)

RowOf: TypeAlias = "tuple[Answer, str, Answer | CeilingAmount]"
"""A row: its test, its name, its amount."""


def to_ceiling(value: Answer) -> CeilingAmount:
    """A ceiling, in whole minor units."""
    return CeilingAmount(round_down(value))


@attrs.define(eq=False, repr=False)
class Gates:
    """The gates of one clause in one situation, and the resulting proposal."""

    situation: Situation
    stop: int | None = None
    facts: frozenset[FactRef] = frozenset()
    is_undeterminable: bool = False

    def fails(self, index: int, truth: Answer) -> bool:
        """Whether the gate stops the claim; an open gate is recorded and does not stop it."""
        if truth is True:
            return False
        if isinstance(truth, Open):
            self.facts |= truth.facts
            return False
        self.stop, self.is_undeterminable = index, truth is CANNOT
        return True

    def rejection(self, *evidence: Evidence) -> Proposal:
        """The proposal of a claim that a gate stopped, with the values that explain it."""
        if self.stop == NO_ROW:
            return self._proposal_without_sum(NO_AMOUNT if self.is_undeterminable else NO_ROW, evidence)
        return Proposal(self.stop, evidence, is_undeterminable=self.is_undeterminable)

    def no_amount(self, *evidence: Evidence) -> Proposal:
        """The proposal if the amount cannot be determined, with the values that explain it."""
        return self._proposal_without_sum(NO_AMOUNT, evidence)

    def passes(self) -> Proposal:
        """The proposal of gates without an amount."""
        return self._proposal(0, 0, frozenset())

    def pays(self, value: Answer | CeilingAmount, row: str = "") -> Proposal:
        """The proposal of this amount, or under this ceiling."""
        if (type(value) is int or type(value) is Fraction) and value.numerator > 0 and not self.facts:
            return Proposal(None, (), _NO_FACTS, False, value, value, False, row)
        amount = value.value if isinstance(value, CeilingAmount) else value
        is_ceiling = isinstance(value, CeilingAmount)
        if has_no_sum(amount):
            return self.no_amount()
        low, high = (0, None) if amount is None else span_of_amount(amount)
        facts = amount.facts if isinstance(amount, Open) else frozenset()
        return self._proposal(low, high, facts, is_ceiling=is_ceiling, row=row)

    def rows(self, *rows: RowOf, evidence: tuple[Evidence, ...] = ()) -> Proposal:
        """The proposal of the first row whose test is true; if a test is open, of every row that may be selected."""
        possible: list[RowOf] = []
        facts: frozenset[FactRef] = frozenset()
        for row in rows:
            test = row[0]
            if test is True:
                if not possible:
                    return self._row(row, evidence)
                return self._open_rows((*possible, row), facts)
            if isinstance(test, Open):
                possible.append(row)
                facts |= test.facts
            elif test is CANNOT:
                return self.no_amount(*evidence) if not possible else self._open_rows((*possible, _NOTHING), facts)
        if not possible:
            return self._proposal_without_sum(NO_ROW, evidence)
        return self._open_rows((*possible, _NOTHING), facts)

    def _proposal_without_sum(self, reason: int, evidence: tuple[Evidence, ...]) -> Proposal:
        """A proposal without an amount on this day.

        If a gate is open, a state may be reached on another day instead.
        """
        return Proposal(reason, evidence, self.facts, bool(self.facts))

    def _row(self, row: RowOf, evidence: tuple[Evidence, ...]) -> Proposal:
        _, name, amount = row
        if has_no_sum(amount.value if isinstance(amount, CeilingAmount) else amount):
            return self.no_amount(*evidence)
        return self.pays(amount, name)

    def _open_rows(self, rows: tuple[RowOf, ...], facts: frozenset[FactRef]) -> Proposal:
        """The bounds of the amount if one of several rows is selected."""
        lows: list[int | Fraction] = []
        highs: list[int | Fraction | None] = []
        fixed: list[int | Fraction | None] = []
        for _, _, amount in rows:
            sum_ = amount.value if isinstance(amount, CeilingAmount) else amount
            low, high = (0, None) if sum_ is None else span_of_amount(sum_)
            lows.append(low)
            highs.append(high)
            if not isinstance(amount, CeilingAmount):
                fixed.append(high)
            if isinstance(sum_, Open):
                facts |= sum_.facts
        is_ceiling = any(isinstance(amount, CeilingAmount) for _, _, amount in rows)
        proposal = self._proposal(min(lows), highest_bound(highs), facts, is_ceiling=is_ceiling)
        if is_ceiling:
            proposal.fixed = highest_bound(fixed)
        return proposal

    def _proposal(self, low: int | Fraction, high: int | Fraction | None, facts: frozenset[FactRef], *,
                  is_ceiling: bool = False, row: str = "") -> Proposal:  # fmt: skip
        return Proposal(
            open_facts=self.facts | facts,
            has_open_gates=bool(self.facts),
            low=low,
            high=high,
            is_ceiling=is_ceiling,
            row=row,
        )


_NO_FACTS: frozenset[FactRef] = frozenset()


_NOTHING: RowOf = (True, "", 0)


def span_of_amount(amount: Answer) -> tuple[int | Fraction, int | Fraction | None]:
    """The least and the greatest amount, at least 0; none and undeterminable amounts pay nothing."""
    if isinstance(amount, int | Fraction):
        return (amount, amount) if amount > 0 else (0, 0)
    if isinstance(amount, Open):
        low = amount.low if isinstance(amount.low, int | Fraction) and not amount.may_be_undeterminable else 0
        high = amount.high if isinstance(amount.high, int | Fraction) else None
        return max(0, low), high if high is None else max(0, high)
    return 0, 0


Subject: TypeAlias = "Record | None"
"""The record of a claim, or `None` for the applicant alone."""


_Value = TypeVar("_Value")


def require_known(value: _Value) -> _Value:
    """A value that was looked up; raises `NeedsGeneralPathError` if it is open or cannot be determined."""
    if value is CANNOT or isinstance(value, Open):
        raise NeedsGeneralPathError
    return value


def rejected_proposal(place: int, *evidence: Evidence) -> Proposal:
    """The proposal of a claim that a gate stopped; raises `NeedsGeneralPathError` if a value cannot be determined."""
    for item in evidence:
        if item[1] is CANNOT:
            raise NeedsGeneralPathError
    return Proposal(place, evidence)


def to_fraction(number: int | Fraction, over: int) -> int | Fraction:
    """A number divided by a denominator."""
    if isinstance(number, Fraction):
        return number / over
    whole, rest = divmod(number, over)
    return Fraction(number, over) if rest else whole


def certain_records(c: Situation, kind: str) -> list[Record]:
    """The records of a kind; raises `NeedsGeneralPathError` if it is not certain which they are."""
    records = c.records_of_kind(kind).certain_records
    if records is None:
        raise NeedsGeneralPathError
    return records


def is_first(c: Situation, record: Subject, kind: str, date_field: str) -> bool:
    """Whether a record is the first of a kind by that date.

    Raises `NeedsGeneralPathError` if a deciding fact is not stated.
    """
    leader = c.leader(kind, date_field)
    if leader is None or record is None:
        raise NeedsGeneralPathError
    return leader == (record.values[date_field], record.item, record.id)


def is_new(c: Situation, record: Subject, kind: str, date_field: str) -> bool:
    """Whether no event of a record's item is before the record's own event.

    Raises `NeedsGeneralPathError` if a deciding fact is not stated.
    """
    first = first_day_by_item(c, kind, date_field)
    if first is None or record is None:
        raise NeedsGeneralPathError
    if first.get(record.item) == record.values[date_field]:
        return True
    key = c.schema.record_by_name[kind].key
    return len(key) == 1 and record.values.get(key[0]) is None  # nothing identifies the item


def value_on_day(value: Fact | DatedValue, day: Date) -> Fact:
    """The value of an applicant field on a day."""
    if type(value) is not DatedValue:
        return value  # type: ignore[return-value]  # it has no other type
    for period, held in value.periods:
        if day in period:
            return held
    raise NeedsGeneralPathError


def count_spans(start: Date, end: Date, unit: str) -> int:
    """How often a unit fits between two days."""
    if type(start) is not Date or type(end) is not Date:
        raise NeedsGeneralPathError
    return span_count(start, end, unit)


def length_in_year(start: Date, until: object, unit: str, first: Date, after: Date) -> int:
    """How often a unit fits into the days of a state from `first` on and before `after`."""
    if type(start) is not Date or not (until is NONE or type(until) is Date):
        raise NeedsGeneralPathError
    return length_of_state(start, until if isinstance(until, Date) else None, unit, first, after)


def years_after(day: Date, years: int) -> Date:
    """The same month and day `years` later; 29 February becomes 28 February."""
    return shift_day(day, years, "year")


def cached_for_day(c: Situation, counts: Callable[[Situation, Date], int], day: Date) -> int:
    """A count on the day, computed once for all claims of the day."""
    key = (counts, day)
    count = c.cache.get(key)
    if count is None:
        count = c.cache[key] = counts(c, day)
    return count  # type: ignore[return-value]  # put there one line above


def propose_payment(value: Answer | CeilingAmount, row: str = "", threshold: Answer | None = None) -> Proposal:
    """The proposal of this amount, or under this ceiling; `threshold` applies after deductions."""
    if threshold is not None:
        proposal = propose_payment(value, row)
        proposal.threshold = span_of_amount(require_known(threshold))
        return proposal
    is_ceiling = type(value) is CeilingAmount
    sum_ = value.value if isinstance(value, CeilingAmount) else value
    if type(sum_) is int or type(sum_) is Fraction:
        if sum_.numerator < 0:
            sum_ = 0
        return Proposal(None, (), _NO_FACTS, False, sum_, sum_, is_ceiling, row)
    if is_ceiling and sum_ is None:
        return Proposal(None, (), _NO_FACTS, False, 0, None, True, row)
    raise NeedsGeneralPathError
