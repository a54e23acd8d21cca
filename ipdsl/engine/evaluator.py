"""Turns formulas into functions of a situation, for facts that may be incomplete; each function is made on first use.

Input: formulas as data (`ipdsl.ir.formulas`). Output: functions that return a value, `NONE`, `CANNOT` or an `Open`.
Each operation is one row of a table. The formulas are assumed to be well typed, because the compiler wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, reduce
from operator import attrgetter, methodcaller, or_
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.engine import operations
from ipdsl.engine.events import cached_for_year, has_event_in_year, is_new
from ipdsl.engine.matters import is_matter_supported, other_support
from ipdsl.engine.operations import Answer, all_of
from ipdsl.engine.proposals import AT_DISCRETION, CeilingAmount, Gates, RowOf, span_of_amount, to_ceiling
from ipdsl.engine.situation import Days, Pick, Situation
from ipdsl.ir.facts import Open, Truth
from ipdsl.ir.formulas import BodyFormulas, EvidenceFormula, Formula, Formulas, RowFormula, TestFormula, operations_of
from ipdsl.ir.operations import OPERATIONS, CallKind, Fact, OperationRow
from ipdsl.ir.proposal import NO_ROW, Evidence, Proposal
from ipdsl.schema.values.value_type import NONE, DisplayUnit

if TYPE_CHECKING:  # many policies have no aggregate, and start faster without it
    from ipdsl.engine.aggregates import RecordAggregate

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
        evidence = self._evidence_reader(body.evidence)
        threshold = None if body.threshold is None or rows is None else self.reader(body.threshold)

        def propose(c: Situation) -> Proposal:
            g = Gates(c)
            for index, test, why in gates:
                if g.fails(index, test(c)):
                    return g.rejection(*why(c))
            if rows is None:
                return g.passes()
            proposal = g.rows(*[row(c) for row in rows], evidence=evidence(c))
            if threshold is not None:
                proposal.threshold = span_of_amount(threshold(c))
            return proposal

        return propose

    def _test(self, index: int, test: TestFormula) -> tuple[int, Reader, Callable[[Situation], tuple[Evidence, ...]]]:
        return index, self.reader(test.holds), self._evidence_reader(test.evidence)

    def _evidence_reader(self, evidence: tuple[EvidenceFormula, ...]) -> Callable[[Situation], tuple[Evidence, ...]]:
        """Words with their values."""
        readers = [(formula[0], self.reader(formula[1]), tuple(map(DisplayUnit, formula[2:]))) for formula in evidence]
        return lambda c: tuple([(name, reader(c), *unit) for name, reader, unit in readers])  # type: ignore[misc]  # one unit

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
    function = getattr(operations, name)
    return _on_answers(function)


def _on_answers(function: Callable[..., Answer]) -> ReaderMaker:
    """An operation on the values of its parts."""
    return lambda e, *parts: _apply(function, [e.reader(part) for part in parts])


_day: Reader = attrgetter("day")


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


def _aggregate(e: Evaluator, *parts: Formula) -> Reader:
    """Equal aggregates share one object, under which results are cached."""
    aggregate = e.aggregates.get(parts)
    if aggregate is None:
        from ipdsl.engine.aggregates import AggregateParts, RecordAggregate

        aggregate = e.aggregates[parts] = RecordAggregate.of(AggregateParts.of(parts), e.reader)
    return aggregate.value_in


def _length_in_year(e: Evaluator, unit: str, *dates: Formula) -> Reader:
    start, *end = map(e.reader, dates)
    return lambda c: operations.length_in_year(start(c), end[0](c) if end else NONE, unit, *c.days_of_year)


MAKERS: Mapping[str, ReaderMaker] = {
    "aggregate": _aggregate,
    "applicant_on": _applicant_on,
    "converted": _conversion,
    "day": lambda _: _day,
    "defined": lambda e, _name, _unit, value: e.reader(value),
    "in_year": _event_in_year,
    "is_matter_supported": lambda _, name: lambda c: is_matter_supported(c, name),
    "is_new": lambda _, kind, field: lambda c: is_new(c, kind, field),
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
