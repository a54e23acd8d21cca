"""Amounts and conditions of awards for a situation: by the functions of a generated module, or by formulas.

An `Evaluator` turns formulas into functions of a situation. Input: formulas as data (`ipdsl.ir.terms`). Output:
functions that return a value, `NONE`, `CANNOT` or an `Open`, because facts may be incomplete. Each function is made on
first use; each operation is one row of a table. The formulas are assumed to be well typed, because the compiler wrote
them.

`GeneratedFunctions` are those of a generated module, by index. Each returns exactly what the formulas of its clause
return, or raises `NeedsGeneralPathError`; then the formulas are evaluated.

`Gates` makes the proposal of formulas. A gate that is false, none or cannot be determined stops the claim. An open gate
is recorded, and a later gate may still stop the claim: false takes precedence over open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property, partial, reduce
from math import floor
from operator import attrgetter, methodcaller, or_
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeAlias, TypeVar, cast

import attrs

from ipdsl.base.findings.finding import InternalError
from ipdsl.base.value_object import ComputedOnce, ValueObject
from ipdsl.base.values.days import Date, length_of_state, span_count
from ipdsl.engine import matters, operations
from ipdsl.engine.matters import (
    award_sum,
    cached_for_year,
    cached_year_value,
    first_day_by_item,
    has_event_in_year,
    is_matter_supported,
    other_support,
)
from ipdsl.engine.operations import (
    Answer,
    all_of,
    any_of,
    at_least,
    at_most,
    has_no_sum,
    highest_bound,
    round_down,
    shift_day,
)
from ipdsl.engine.situation import Days, Member, Pick, Situation
from ipdsl.ir.facts import DatedValue, FactRef, Facts, Open, Record, Truth, payment_ref
from ipdsl.ir.operations import OPERATIONS, CallKind, Fact, OperationRow
from ipdsl.ir.proposal import NO_AMOUNT, NO_ROW, Evidence, Proposal
from ipdsl.ir.serialization import formulas_of
from ipdsl.ir.terms import (
    AwardSum,
    BodyFormulas,
    EvidenceFormula,
    Formula,
    Formulas,
    Program,
    RowFormula,
    TestFormula,
    Trigger,
    TriggerKind,
    operations_of,
)
from ipdsl.schema.values import value_type
from ipdsl.schema.values.value_type import CANNOT, NO_VALUE, NONE, NeedsGeneralPathError, Special

if TYPE_CHECKING:
    from ipdsl.engine.aggregates import RecordAggregate


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

    def rows(
        self, *rows: RowOf, evidence: tuple[Evidence, ...] = (),
        row_evidence: Callable[[Situation], tuple[Evidence, ...]] = lambda _: (),
    ) -> Proposal:  # fmt: skip
        """The proposal of the first row whose test is true; if a test is open, of every row that may be selected.

        `row_evidence` gives the values with which the amounts of rows are computed.
        """
        possible: list[RowOf] = []
        facts: frozenset[FactRef] = frozenset()
        for row in rows:
            test = row[0]
            if test is True:
                if not possible:
                    return self._row(row, evidence, row_evidence)
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

    def _row(
        self, row: RowOf, evidence: tuple[Evidence, ...], row_evidence: Callable[[Situation], tuple[Evidence, ...]]
    ) -> Proposal:
        _, name, amount = row
        if has_no_sum(amount.value if isinstance(amount, CeilingAmount) else amount):
            lacking = (item for item in row_evidence(self.situation) if has_no_sum(item[1]) and item not in evidence)
            return self.no_amount(*evidence, *lacking)
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
    if value is CANNOT or value is NO_VALUE or isinstance(value, Open):
        raise NeedsGeneralPathError
    return value


def rejected_proposal(place: int, *evidence: Evidence) -> Proposal:
    """The proposal of a claim that a gate stopped; raises `NeedsGeneralPathError` if a value cannot be determined."""
    for item in evidence:
        if item[1] is CANNOT or item[1] is NO_VALUE:
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


def value_on_day(value: value_type.Fact | DatedValue, day: Date) -> value_type.Fact:
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


Reader: TypeAlias = Callable[[Situation], Answer]
"""Computes the value of a formula in a situation."""

ProposalFunction: TypeAlias = Callable[[Situation], Proposal]
"""Computes the proposal of an award in a situation."""


class Evaluator:
    """The functions of one policy's formulas, each made on first use."""

    def __init__(self, formulas: Formulas) -> None:
        self.formulas = formulas
        self._readers: dict[int, Reader] = {}
        self._picks: dict[tuple[Formula, ...], Pick] = {}
        self.aggregates: dict[tuple[Formula, ...], RecordAggregate] = {}
        self._proposes: dict[int, ProposalFunction] = {}
        self._says_itself: dict[int, ProposalFunction] = {}
        self._days: dict[int, Callable[[Situation], Days]] = {}

    # ------------------------------------------------------------------------------------------ functions for callers

    def reader_at(self, place: int) -> Reader:
        """The function of one of the formulas that generated functions refer to."""
        reader = self._readers.get(place)
        if reader is None:
            reader = self._readers[place] = self.reader(self.formulas.shared_formulas[place])
        return reader

    @cached_property
    def caps(self) -> Mapping[str, Reader]:
        """The computed amounts of caps, by name."""
        return {name: self.reader(formula) for name, formula in self.formulas.caps}

    @cached_property
    def suspensions(self) -> Mapping[str, Callable[[Situation], Truth]]:
        """Whether the applicant is suspended in the year of a situation, by rule."""
        return {name: self.truth(formula) for name, formula in self.formulas.suspensions}

    @cached_property
    def references(self) -> Mapping[int, BodyFormulas]:
        """The references that have a body, by index."""
        return dict(self.formulas.references)

    @cached_property
    def obligations(self) -> Mapping[int, BodyFormulas]:
        """The duties that have a body, by index."""
        return dict(self.formulas.obligations)

    def picks(self, index: int) -> Pick | None:
        """The function of a set award's tests: whether the record of a situation passes them."""
        return self.pick(tuple(test.holds for test in self.formulas.clauses[index].picks))

    def exclusion_reason(
        self, index: int, c: Situation, among: frozenset[int] | None = None
    ) -> tuple[int, Truth, tuple[Evidence, ...]] | None:
        """The first test of a set award (or of `among`) that a record fails: number, truth and explaining values."""
        for number, test in enumerate(self.formulas.clauses[index].picks):
            if among is not None and number not in among:
                continue
            truth = self.truth(test.holds)(c)
            if truth is not True and not isinstance(truth, Open):
                return number, truth, self._evidence_reader(test.evidence)(c)
        return None

    def proposes(self, body: BodyFormulas) -> ProposalFunction:
        """The function of an award: gates in order, each with the values that explain a rejection, then the amount."""
        proposes = self._proposes.get(id(body))
        if proposes is None:
            proposes = self._proposes[id(body)] = self._proposal_function(body)
        return proposes

    def proposes_from_record(self, index: int, gate_numbers: frozenset[int]) -> ProposalFunction:
        """The function that applies only these gates of an award.

        If `NO_ROW` is among them, it also applies the tests of the award's rows.
        """
        proposes = self._says_itself.get(index)
        if proposes is None:
            body = self.formulas.clauses[index]
            rows = tuple((test, name, 0, False) for test, name, *_ in body.rows or ()) if NO_ROW in gate_numbers else ()
            part = attrs.evolve(body, fitting=(), rows=rows or None)
            proposes = self._says_itself[index] = self._proposal_function(part, gate_numbers)
        return proposes

    def days(self, body: BodyFormulas) -> Callable[[Situation], Days]:
        """The days on which one of the conditions may change."""
        days = self._days.get(id(body))
        if days is None:
            days = self._days[id(body)] = self.turns(body.turns)
        return days

    # ------------------------------------------------------------------------------------------ functions

    def reader(self, formula: Formula) -> Reader:
        """The function of a formula."""
        if isinstance(formula, tuple):
            return _READER_MAKERS[formula[0]](self, *formula[1:])
        value = cast("Answer", formula)
        return lambda _: value

    def truth(self, *tests: Formula) -> Callable[[Situation], Truth]:
        """The function of conditions that must all be true."""
        return _apply(all_of, [self.reader(test) for test in tests])  # type: ignore[return-value]  # a truth

    def pick(self, tests: tuple[Formula, ...]) -> Pick | None:
        """The function of tests of records. Equal tests share one function, because results are cached under it."""
        if not tests:
            return None
        if tests not in self._picks:
            self._picks[tests] = self.truth(*tests)
        return self._picks[tests]

    def turns(self, turns: tuple[Formula, ...]) -> Callable[[Situation], Days]:
        """The function of turning points."""
        readers = [_TURNS[turn[0]](self, *turn[1:]) for turn in turns]  # type: ignore[index]  # as in `reader`
        return lambda c: tuple([day for reader in readers for day in reader(c)])

    def _proposal_function(self, body: BodyFormulas, only: frozenset[int] | None = None) -> ProposalFunction:
        gates = [self._test(index, test) for index, test in enumerate(body.gates) if only is None or index in only]
        gates += [self._test(NO_ROW, test) for test in body.fitting]
        rows = None if body.rows is None else [self._row(row) for row in body.rows]
        evidence, row_evidence = self._evidence_reader(body.evidence), self._evidence_reader(body.row_evidence)
        threshold = None if body.threshold is None or rows is None else self.reader(body.threshold)

        def propose(c: Situation) -> Proposal:
            g = Gates(c)
            for index, test, why in gates:
                if g.fails(index, test(c)):
                    return g.rejection(*why(c))
            if rows is None:
                return g.passes()
            proposal = g.rows(*[row(c) for row in rows], evidence=evidence(c), row_evidence=row_evidence)
            if threshold is not None:
                proposal.threshold = span_of_amount(threshold(c))
            return proposal

        return propose

    def _test(self, index: int, test: TestFormula) -> tuple[int, Reader, Callable[[Situation], tuple[Evidence, ...]]]:
        return index, self.reader(test.holds), self._evidence_reader(test.evidence)

    def _evidence_reader(self, evidence: tuple[EvidenceFormula, ...]) -> Callable[[Situation], tuple[Evidence, ...]]:
        """Words with their values."""
        readers = [(formula[0], self.reader(formula[1]), formula[2:]) for formula in evidence]
        return lambda c: tuple([(name, reader(c), *type_name) for name, reader, type_name in readers])

    def _row(self, row: RowFormula) -> Callable[[Situation], RowOf]:
        test, name, sum_, is_ceiling = row
        holds, amount = self.reader(test), self.reader(0 if sum_ is None else sum_)

        def read(c: Situation) -> RowOf:
            value: Answer | CeilingAmount = AT_DISCRETION if sum_ is None else amount(c)
            return holds(c), name, to_ceiling(value) if is_ceiling and not isinstance(value, CeilingAmount) else value

        return read


def _apply(function: Callable[..., Answer], readers: list[Reader]) -> Reader:
    """A function of the values of several readers."""
    match readers:
        case [single]:
            return lambda c: function(single(c))
        case [single, other]:
            return lambda c: function(single(c), other(c))
        case _:
            return lambda c: function(*[reader(c) for reader in readers])


ReaderMaker: TypeAlias = Callable[..., Reader]
"""Makes the function of a formula from an evaluator and the parts of the formula."""


def _maker(row: OperationRow) -> ReaderMaker:
    """The maker of an operation's functions."""
    name = row.name
    if row.call is CallKind.MAKER:
        return MAKERS[name]
    if row.call is CallKind.SITUATION:
        return lambda _, *words: methodcaller(name, *words)
    return _on_answers(getattr(operations, name))


def _on_answers(function: Callable[..., Answer]) -> ReaderMaker:
    """An operation on the values of its parts."""
    return lambda e, *parts: _apply(function, [e.reader(part) for part in parts])


_day: Reader = attrgetter("day")


def _payment_day(point: str) -> Reader:
    """A day of the payment of a recovery, which its situation assumes."""
    ref = payment_ref(point)
    return lambda c: c.assumptions[ref]


def _event_in_year(e: Evaluator, kind: str, date_field: str, *tests: Formula) -> Reader:
    pick = e.pick(tests)
    return lambda c: has_event_in_year(c, kind, date_field, pick)


def _series(name: str, reading: str, day: Reader) -> Reader:
    return lambda c: c.series(name, reading, day(c))


def _conversion(e: Evaluator, value: Formula, series: str, day: Formula) -> Reader:
    sum_, when = e.reader(value), e.reader(day)
    return lambda c: c.converted(sum_(c), series, when(c))


def _table(e: Evaluator, key: Formula, *rows: tuple[str, Formula]) -> Reader:
    read, sums = e.reader(key), [(member, e.reader(sum_)) for member, sum_ in rows]
    return lambda c: operations.table(read(c), {member: sum_(c) for member, sum_ in sums})


def _applicant_on(e: Evaluator, field: str, day: Formula) -> Reader:
    read = e.reader(day)
    return lambda c: c.applicant_on(field, read(c))


def _aggregate(e: Evaluator, *parts: Formula, nothing: int | Fraction | Special = NO_VALUE) -> Reader:
    """Equal aggregates share one object, under which results are cached. `nothing` is the value of no record."""
    key = (*parts, nothing) if isinstance(nothing, int | Fraction) else parts
    aggregate = e.aggregates.get(key)
    if aggregate is None:
        from ipdsl.engine.aggregates import AggregateParts, RecordAggregate

        aggregate = e.aggregates[key] = RecordAggregate.of(AggregateParts.of(parts, nothing), e.reader)
    return aggregate.value_in


def _if_none(e: Evaluator, value: Formula, fallback: int | Fraction) -> Reader:
    """A figure or an aggregate, with a value for a year without figures or a pick of no record."""
    assert isinstance(value, tuple)
    if value[0] == "aggregate":
        return _aggregate(e, *value[1:], nothing=fallback)
    read = e.reader(value)
    return lambda c: operations.with_fallback(read(c), fallback)


def _length_in_year(e: Evaluator, unit: str, *dates: Formula) -> Reader:
    start, *end = map(e.reader, dates)
    return lambda c: operations.length_in_year(start(c), end[0](c) if end else NONE, unit, *c.days_of_year)


MAKERS: Mapping[str, ReaderMaker] = {
    "aggregate": _aggregate,
    "award_sum": lambda _, kind, line, *labels: partial(award_sum, term=AwardSum(kind, line, labels)),
    "applicant_on": _applicant_on,
    "converted": _conversion,
    "day": lambda _: _day,
    "payment": lambda _, point: _payment_day(point),
    "defined": lambda e, _name, _type_name, value: e.reader(value),
    "if_none": _if_none,
    "in_year": _event_in_year,
    "is_matter_supported": lambda _, name, is_own: lambda c: is_matter_supported(c, name, is_own),
    "is_new": lambda _, kind, field: lambda c: matters.is_new(c, kind, field),
    "length_in_year": _length_in_year,
    "other_support": lambda _, kind: lambda c: other_support(c, kind),
    "outer": lambda _, index: lambda c: c.outer_values[index],
    "one_of": lambda e, value, *members: _apply(lambda held: operations.one_of(held, members), [e.reader(value)]),
    "series": lambda e, name, reading, day: _series(name, reading, e.reader(day)),
    "suspended": lambda e, name: lambda c: cached_for_year(c, name, e.suspensions[name]),
    "table": _table,
    "year": lambda _: attrgetter("year"),
    "year_is": lambda _, year: lambda c: c.year == year,
}
"""Makers for operations that do more than combine the values of their parts or call a method of the situation."""

_READER_MAKERS: Mapping[object, ReaderMaker] = {
    row.name: _maker(row) for row in OPERATIONS.values() if row.call is not None
}


@attrs.frozen(eq=False, repr=False)
class DayDependence(ValueObject):
    """The properties of a day that an award depends on.

    `fields`: fields of the applicant. `depends_on_year`: the calendar year. `depends_on_day`: anything else about the
    day. `depends_on_records`: other records as they are on the day.
    """

    fields: tuple[str, ...]
    depends_on_year: bool
    depends_on_day: bool
    depends_on_records: bool


def day_dependence(body: BodyFormulas) -> DayDependence:
    """The properties of a day that an award depends on."""
    rows = [(OPERATIONS[str(operation[0])], operation) for operation in operations_of(body)]
    facts = reduce(or_, (row.facts for row, _ in rows), Fact.NONE)
    fields = {str(operation[1]) for row, operation in rows if row.name == "applicant"}
    return DayDependence(
        tuple(sorted(fields)),
        Fact.ONE_YEAR in facts,
        any(row.name != "applicant" and not row.facts & (Fact.ANY_DAY | Fact.ONE_YEAR) for row, _ in rows),
        Fact.RECORDS in facts,
    )


DayReader: TypeAlias = "Callable[[Situation], Answer | None]"


def _stated_day(field: str) -> DayReader:
    """A field of the record as it is stated."""
    return lambda c: None if c.record is None else c.record.values.get(field)


def _single_day(read: DayReader) -> Callable[[Situation], Days]:
    return lambda c: (read(c),)


def _days_after(read: DayReader, number: int, unit: str) -> Callable[[Situation], Days]:
    return lambda c: operations.days_after(read(c), number, unit)


_TURNS: dict[object, Callable[..., Callable[[Situation], Days]]] = {
    "after": lambda e, base, *span: _days_after(e.reader(base), *span),
    "changes": lambda _, field: methodcaller("changes", field),
    "day": lambda e, base: _single_day(e.reader(base)),
    "days_of": lambda _, *parts: methodcaller("days_of", *parts),
    "stated": lambda _, field: _single_day(_stated_day(field)),
    "stated_after": lambda _, field, *span: _days_after(_stated_day(field), *span),
    "turns_of": lambda e, kind, *turns: methodcaller("turns_of", kind, e.turns(turns)),
}
"""The functions of turning points. A day that is not stated is not a turning point, and is never assumed."""


ClauseFunction: TypeAlias = "Callable[[Situation, Record | None, Date, int], Proposal]"


class TotalProtocol(Protocol):
    """Computes the total due, without reasons."""

    def due(self, code: GeneratedFunctions, facts: Facts, year: int | None) -> int:
        """The total in minor units, for all years or one; raises `NeedsGeneralPathError` if facts are open."""


def raise_fault(error: Exception, program: Program) -> NoReturn:
    """Raise an exception from emitted code as an internal error that names the function and the line."""
    from traceback import StackSummary, walk_tb  # most processes have no fault

    frames = [
        (frame, line)
        for frame, line in walk_tb(error.__traceback__)
        if isinstance(frame.f_globals.get("CODE"), GeneratedFunctions)
    ]
    if not frames or isinstance(error, InternalError):
        raise error
    functions, last = " > ".join(frame.f_code.co_name for frame, _ in frames), StackSummary.extract(iter(frames))[-1]
    place = f"{program.name}: {functions}, line {last.lineno} of the emitted module, `{last.line}`"
    raise InternalError(f"{place}: {type(error).__name__}: {error}") from error


@attrs.frozen(eq=False, repr=False)
class CapAmount(ValueObject):
    """The amount of a cap, in minor units; `high` None: no known limit. Without `facts` both are equal.

    `support` of others was subtracted from it.
    """

    low: int
    high: int | None
    facts: frozenset[FactRef] = frozenset()
    support: int = 0


@attrs.frozen(eq=False, repr=False, slots=False)
class GeneratedFunctions(ComputedOnce):
    """The computations of a policy, made by executing a generated module.

    `clauses` are the functions of awards, by index, for complete facts. A function that meets an unknown value raises
    `NeedsGeneralPathError`; then `formulas` are evaluated, which handle all facts. They are text in the format of
    `ipdsl.ir.serialization`, or an evaluator. `only`: the awards to evaluate; `None`: all.
    """

    program: Program
    clauses: Mapping[int, ClauseFunction]
    formulas: str | Evaluator
    total: TotalProtocol | None = None
    only: frozenset[int] | None = None

    @cached_property
    def evaluator(self) -> Evaluator:
        """The functions of the formulas."""
        return self.formulas if isinstance(self.formulas, Evaluator) else Evaluator(formulas_of(self.formulas))

    @cached_property
    def formulas_only(self) -> GeneratedFunctions:
        """The same object without functions, so that formulas read everything from a situation."""
        return attrs.evolve(self, clauses={}, total=None, formulas=self.evaluator)

    @cached_property
    def debts(self) -> GeneratedFunctions | None:
        """The computations of what applicants owe by `collect`."""
        debts, formulas = self.program.debts, self.evaluator.formulas.debts
        return None if debts is None or formulas is None else GeneratedFunctions(debts.program, {}, Evaluator(formulas))

    def known_total(self, facts: Facts, year: int | None) -> int | None:
        """The total in minor units; `None` if it needs settlement."""
        try:
            return self.emitted_total(facts, year)
        except NeedsGeneralPathError:
            return None

    def emitted_total(self, facts: Facts, year: int | None) -> int:
        """The total in minor units; raises `NeedsGeneralPathError` if it needs settlement."""
        if self.total is None:
            raise NeedsGeneralPathError
        try:
            return self.total.due(self, facts, year)
        except NeedsGeneralPathError:
            raise
        except Exception as error:
            raise_fault(error, self.program)

    def propose(self, index: int, c: Situation) -> Proposal:
        """The proposal of a clause in a situation.

        If a record of a wider kind may belong to the clause's kind, this is an open gate.
        """
        if self.only is not None and index not in self.only:
            return Proposal(NO_AMOUNT)
        function = self.clauses.get(index)
        proposal = None
        if function is not None and not c.assumptions:  # assumed values are not in the facts
            try:
                proposal = function(c, c.record, c.day, c.year)
            except NeedsGeneralPathError:
                proposal = None
            except Exception as error:
                raise_fault(error, self.program)
        proposal = proposal or self.evaluate_formulas(index, c)
        record, trigger = c.record, self.program.clauses[index].trigger
        is_listed_so = record is None or record.kind == trigger.record
        return proposal if is_listed_so else _with_kind(proposal, c, trigger)

    @cached_property
    def day_dependence(self) -> tuple[DayDependence, ...]:
        """The dependence of each clause on the day."""
        return tuple(map(day_dependence, self.evaluator.formulas.clauses))

    def evaluate_formulas(self, index: int, c: Situation) -> Proposal:
        """The proposal of a clause by its formulas; it works for all facts."""
        return self.evaluator.proposes(self.evaluator.formulas.clauses[index])(c)

    def formula_value(self, place: int, c: Situation) -> Answer:
        """The value of one of the formulas that functions refer to."""
        return self.evaluator.reader_at(place)(c)

    def reference(self, index: int, c: Situation) -> Proposal:
        """Like `propose`, for the gates of a reference; its amount is 0."""
        reference, body = self.program.references[index], self.evaluator.references.get(index)
        if reference.trigger is None or body is None:
            return Proposal()
        return _with_kind(self.evaluator.proposes(body)(c), c, reference.trigger)

    def allocation(self, index: int, c: Situation) -> Proposal:
        """Like `propose`, for a budget line."""
        proposes = self.evaluator.proposes(self.evaluator.formulas.allocations[index])
        return _with_kind(proposes(c), c, self.program.allocations[index].trigger)

    def obligation(self, index: int, c: Situation) -> Proposal:
        """Like `propose`, for the gates of a duty; its amount is 0."""
        body = self.evaluator.obligations.get(index)
        return Proposal() if body is None else self.evaluator.proposes(body)(c)

    def days(self, index: int, c: Situation) -> tuple[Date, ...]:
        """The days on which a condition of a `while` clause may change, in any year, ascending.

        Callers also try the first day of each period. An open value or none gives no day.
        """
        if self.only is not None and index not in self.only:
            return ()
        return self._turning_points(self.evaluator.formulas.clauses[index], c)

    def steady_gates(self, index: int) -> tuple[int, ...]:
        """The gates of a `while` award that change only on its turning points, not at the start of a year."""
        return self.evaluator.formulas.clauses[index].steady_gates

    def reference_turns(self, index: int, c: Situation) -> tuple[Date, ...]:
        """Like `days`, for a reference with `while`."""
        return self._turning_points(self.evaluator.references[index], c)

    def allocation_turns(self, index: int, c: Situation) -> tuple[Date, ...]:
        """Like `days`, for a budget line with `while`."""
        return self._turning_points(self.evaluator.formulas.allocations[index], c)

    def _turning_points(self, body: BodyFormulas, c: Situation) -> tuple[Date, ...]:
        return tuple(sorted({day for day in self.evaluator.days(body)(c) if type(day) is Date}))

    def members(
        self, index: int, c: Situation, start: Date, end: Date, samples: Callable[[Record], tuple[Date, ...]]
    ) -> tuple[tuple[Member, ...], frozenset[FactRef]]:
        """The records of a set award with an event between two days, and the lists that may have more of them.

        The tests of the set are evaluated on the day of each record; `samples` returns days for a day that is not
        known. The result is meant for `Situation.with_record(None, day, year, members, rest)`.
        """
        trigger, pick = self.program.clauses[index].trigger, self.evaluator.picks(index)
        listed = c.records(trigger.record)
        members: list[Member] = []
        for record, belongs in listed.members:
            situation = c.with_record(record, c.day, c.year)
            day = situation.field(trigger.date_field)
            belongs = all_of(belongs, at_least(day, start), at_most(day, end))
            if pick is not None and belongs is not False:
                days = (day,) if type(day) is Date else [date for date in samples(record) if start <= date <= end]
                belongs = all_of(
                    belongs, any_of(*[pick(c.with_record(record, date, c.year)) for date in days or (end,)])
                )
            if belongs is True or isinstance(belongs, Open):
                members.append((record, belongs))
        return tuple(members), listed.unlisted

    def cap(self, name: str, c: Situation) -> CapAmount:
        """The amount that a cap computes from the year's figures: rounded down, at least 0."""
        value = self.evaluator.caps[name](c)
        if isinstance(value, Open):
            low = 0 if value.may_be_undeterminable else _whole_amount(value.low) or 0
            return CapAmount(low, _whole_amount(value.high), value.facts)
        room = value if type(value) is int and value > 0 else _whole_amount(value) or 0
        return CapAmount(room, room)

    def suspension_truth(self, name: str, c: Situation) -> Truth:
        """Whether the applicant is suspended in the year of the situation by that rule."""
        return cached_for_year(c, name, self.evaluator.suspensions[name])

    def is_suspended(self, name: str, c: Situation, year: int) -> bool:
        """Whether the applicant is suspended in a year; raises `NeedsGeneralPathError` if that is open."""
        suspended = cached_year_value(c, name, year)
        if suspended is None:
            suspended = self.suspension_truth(name, c.with_record(None, self.program.fiscal_year.last_day(year)))
        if suspended is True or suspended is False:
            return suspended
        raise NeedsGeneralPathError


def _whole_amount(value: Answer | None) -> int | None:
    return max(0, floor(value)) if isinstance(value, int | Fraction) else None


def _with_kind(proposal: Proposal, c: Situation, trigger: Trigger) -> Proposal:
    if c.record is None or c.record.kind == trigger.record:
        return proposal
    if proposal.stopped_at is not None or trigger.kind is TriggerKind.SET:
        return proposal
    belongs = c.membership(c.record, trigger.record)
    if not isinstance(belongs, Open):
        return proposal
    return attrs.evolve(proposal, open_facts=proposal.open_facts | belongs.facts, has_open_gates=True)
