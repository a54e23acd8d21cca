"""The clause loops of a column program: each goes over the records of one award and writes down its claims.

A loop is `claims_…(first, stop, left, last, out…, n, arrays…)`. It goes over the applicants from `first` to `stop` of
whom everything is known (`left` is 0), up to the `last` day of each. It writes claims from place `n` on: applicant,
day, record (-1: none), sum, the sum before support of others, row, and the keys for which the rules over the award ask.
It answers with the place after its last claim, or `FULL`, where there is no room; then it is asked again with more.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

import attrs

from ipdsl.backends.columns.expressions import ColumnScope, Helpers, day_text
from ipdsl.backends.columns.reads import Reads
from ipdsl.backends.python.clauses import write_claim, write_gate
from ipdsl.backends.python.expressions import Scope, dates_of, may_change
from ipdsl.backends.python.loops import Award, NotListedError, applicant_fields, refuse_sum, sum_of
from ipdsl.backends.python.shared import Shared
from ipdsl.plan.ir import After, Changes, Evidence, OfRecords, Plan, Turn
from ipdsl.plan.walk import exprs_of, nodes
from ipdsl.runtime.columns.arrays import Column, Held, column_of_sets
from ipdsl.runtime.columns.program import OF_YEARS
from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.settlement.candidate import field_of_key, level_field
from ipdsl.runtime.settlement.ending import raised_by
from ipdsl.runtime.settlement.horizon import window_of
from ipdsl.runtime.settlement.offers import reaches_back
from ipdsl.runtime.terms import TriggerKind, is_matter
from ipdsl.schema.model import Record, Schema
from ipdsl.schema.types import (
    ApplicantType,
    ChoiceType,
    CountType,
    DateType,
    LevelType,
    ListType,
    MoneyType,
    RecordType,
    TextType,
    Type,
)
from ipdsl.semantics import typed
from ipdsl.semantics.typed import AggregateKind, Expr, Op
from ipdsl.value_object import ValueObject

GIVEN = ("first", "stop", "left", "last", "first_year", "who", "days", "records", "sums", "before", "rows", "keys", "n")
"""What every loop is given before its arrays."""

NO_FIGURES = 2
"""What stands for a year of which it is stated that there are no figures."""


@attrs.frozen(eq=False, repr=False)
class Loop:
    """The text of one loop. `keys` say of each key how its numbers are to be read; `items` is the array with the order
    of its items.
    """

    award: Award
    name: str
    lines: tuple[str, ...]
    columns: Reads
    keys: tuple[Key, ...]
    items: str


@attrs.frozen(eq=False, repr=False)
class Key(ValueObject):
    """A key of claims. `of` tells which numbers may be equal: those of one choice, of texts, of matters of a kind.

    `pool` is the kind and field of a list, of which a claim has the place of its record.
    """

    name: str
    of: str
    pool: tuple[str, str] | None = None


def write_loop(plan: Plan, shared: Shared, helpers: Helpers, columns: Reads, award: Award) -> Loop:
    """The loop of an award; `NotListedError` where it has none."""
    refuse_sum(award)
    kind = award.term.trigger.record
    scope = ColumnScope(shared, year="year", columns=columns.fresh(), helpers=helpers, kind=kind)
    return _Writer(plan, award, scope).written()


@attrs.define(eq=False, repr=False)
class _Writer:
    plan: Plan
    award: Award
    scope: ColumnScope
    items: str = ""
    asked: list[str] = attrs.field(factory=list)

    def written(self) -> Loop:
        """The whole function."""
        award, scope, term = self.award, self.scope, self.award.term
        keys = [self._key(name) for name in self._columns()]
        if term.trigger.keys:
            self.items = scope.columns.known_as(self._set_column(Held.SET))
        elif term.trigger.record and term.trigger.kind is not TriggerKind.SET:  # claims are put in order by it
            self.items = scope.columns.known_as(
                Column(Held.ORDER, scope.shared.schema.record_by_name[term.trigger.record].root)
            )
        scope.depth = 1
        scope.put("for i in range(first, stop):")
        with scope.deeper():
            scope.put("if left[i] != SETTLED:")
            scope.put("continue", 1)
            for test in self._of_applicant():
                scope.put(f"if {test}:")
                scope.put("continue", 1)
            if term.trigger.kind in OF_YEARS:
                self._of_years([text for _, text in keys])
            else:
                self._records()
                with scope.deeper():
                    self._member()
                    if term.trigger.kind is TriggerKind.WHILE:
                        self._of_state([text for _, text in keys])
                    else:
                        self._of_event([text for _, text in keys])
        scope.put("return n")
        name = f"claims_{award.body.function}"
        head = f"def {name}({', '.join((*GIVEN, *scope.columns.used.values()))}):"
        return Loop(award, name, (head, *scope.lines), scope.columns, tuple(key for key, _ in keys), self.items)

    # ------------------------------------------------------------------------------------------ who

    def _records(self) -> None:
        """The head of a loop over the records of the award; without a kind it is gone through once."""
        scope, record = self.scope, self.award.term.trigger.record
        if not record:
            scope.put("for r in (-1,):")
            return
        scope.put(f"if {scope.column(Held.LISTED, record)}[i] == 0:")
        scope.put("left[i] = OPEN", 1)
        scope.put("continue", 1)
        self._head(record)

    def _head(self, record: str) -> None:
        begin = self.scope.column(Held.AT, self.scope.shared.schema.record_by_name[record].root)
        self.scope.put(f"for r in range({begin}[i], {begin}[i + 1]):")

    def _member(self) -> None:
        """Records of the root that are of another kind are passed over."""
        scope, record = self.scope, self.award.term.trigger.record
        if tests := scope.belongs(record) if record else ():
            scope.put(f"if not ({' and '.join(tests)}):")
            scope.put("continue", 1)

    def _of_applicant(self) -> Iterator[str]:
        """Where the award is not for the applicant."""
        if self.award.term.to:
            kinds = [f"{self.scope.column(Held.IS, name=kind)}[i] == 0" for kind in self.award.term.to]
            yield " and ".join(kinds)

    # ------------------------------------------------------------------------------------------ when

    def _window(self) -> tuple[str, str]:
        """The first day of the award, and the last."""
        term, window = self.award.term, window_of(self.plan.program)
        start = None if reaches_back(term) else window.start
        days = [day for day in (start, term.start) if day is not None]
        return (day_text(max(days)) if days else "LONG_AGO"), "last[i]"

    def _of_event(self, keys: list[str]) -> None:
        """The day of the event."""
        award, scope, program = self.award, self.scope, self.plan.program
        term, (first, last) = award.term, self._window()
        scope.put(f"day = {scope.of_record(term.trigger.record, term.trigger.date_field)}")
        scope.put("if day == UNKNOWN:")
        scope.put("left[i] = OPEN", 1)
        scope.put("continue", 1)
        start, early, late = window_of(program).start, program.discretion_from, ""
        if early is not None and start is not None and term.start is None and early < start:
            if early.year == start.year and term.less is None:  # after the claims of its year, and up to an approval
                first, late = day_text(early), day_text(start)
            else:
                scope.put(f"if {day_text(early)} <= day < {day_text(start)}:")
                scope.put("left[i] = EARLY", 1)
                scope.put("continue", 1)
        scope.put(f"if not ({first} <= day <= {last}) or day == NEVER:")
        scope.put("continue", 1)
        scope.put("year = year_of(day)")
        self._gates_and_sum(_Continues(award, keys, late=late))

    def _of_state(self, keys: list[str]) -> None:
        """The first day of each year on which all gates hold: tried where one may turn, and as a year begins."""
        award, scope = self.award, self.scope
        first, last = self._window()
        if window_of(self.plan.program).start is None:  # the days of all facts say from when it is followed
            first = f"max({first}, first_of({scope.column(Held.BEGUN)}[i]))"
        gates = [gate.test for gate in (*award.common, *award.of_applicant, *award.body.gates)]
        if any(isinstance(node, typed.Figure | typed.RankOf) for test in gates for node in nodes(test)):
            raise NotListedError  # a figure turns with its year
        tests = [part for test in gates for part in _parts(test)]
        scope.bind([part for test in tests for part in _whatever_the_day(test)])
        starts = [first, *(start for test in tests for start in self._starts(test))]
        begun = ", ".join(starts)
        scope.put(f"tried = {begun if len(starts) == 1 else f'max({begun})'}")
        scope.put("done = 0")
        scope.put(f"while tried <= {last}:")
        with scope.deeper():
            scope.put("day = tried")
            scope.put("year = year_of(day)")
            scope.put("tried = first_of(year + 1)")
            scope.put("if year == done:")
            scope.put("continue", 1)
            scope.bind([turn.base for turn in self._turns() if isinstance(turn, After)])
            turns = [text for turn in self._turns() for text in self._turn(turn)]
            fields = applicant_fields(gates)
            turns += [self._change(name) for name in fields if may_change(scope.shared.schema, name)]
            for text in dict.fromkeys(turns):
                scope.put(f"turn = {text}")
                scope.put("if day < turn < tried:")
                scope.put("tried = turn", 1)
            self._gates_and_sum(_Continues(award, keys, "done = year"))

    def _of_years(self, keys: list[str]) -> None:
        """The years of the window that are over: of a set those of which records are picked."""
        award, scope, window = self.award, self.scope, window_of(self.plan.program)
        trigger, end = award.term.trigger, window.end
        first, last = self._window()
        if window.start is not None and self._may_be_late(window.start.year - 1):
            raise NotListedError
        if window.start is None and any(award.term.index in one.clauses for one in self.plan.program.rankings):
            raise NotListedError  # who is ranked tells years too
        begin = f"min({scope.column(Held.BEGUN)}[i], year_of({last}))" if window.start is None else window.start.year
        ends = _Continues(award, keys, record="r" if trigger.keys else "-1")
        if trigger.kind is TriggerKind.SET:
            scope.put(f"if {scope.column(Held.LISTED, trigger.record)}[i] == 0:")
            scope.put("left[i] = OPEN", 1)
            scope.put("continue", 1)
        scope.put(f"for year in range({begin}, year_of({last}) + 1):")
        with scope.deeper():
            text = "first_of(year + 1) - 1"
            scope.put(f"end = {text}" if end is None else f"end = min({text}, {day_text(end)})")
            scope.put(f"if not {first} <= end <= {last}:")
            scope.put("continue", 1)
            if trigger.keys:
                self._sets(first, ends)
                return
            if trigger.kind is TriggerKind.SET:
                self._set(first)
            else:
                stated = f"of_year({scope.column(Held.YEARS)}, first_year, i, year)"
                scope.put(f"stated = {stated}")
                scope.put(f"if stated == {NO_FIGURES}:")
                scope.put("continue", 1)
                ends = attrs.evolve(ends, stated="stated")
            scope.put("day = end")
            self._gates_and_sum(ends)

    def _may_be_late(self, year: int) -> bool:
        """Whether the bureau may pay for that year, which ended before the window."""
        early, start = self.plan.program.discretion_from, self.award.term.start or datetime.date.min
        return early is not None and max(early, start) <= datetime.date(year, 12, 31)

    def _sets(self, first: str, ends: _Continues) -> None:
        """The sets of a year, one for each value of the keys: the records of an applicant stand in their order."""
        scope, trigger = self.scope, self.award.term.trigger
        root = scope.shared.schema.record_by_name[trigger.record].root
        begin, number = scope.column(Held.AT, root), scope.columns.name(self._set_column(Held.SET))
        ordered = scope.columns.name(self._set_column(Held.BY_SET))
        scope.put(f"at = {begin}[i]")
        scope.put(f"while at < {begin}[i + 1]:")
        with scope.deeper():
            scope.put("start = at")
            scope.put(f"of_set = {number}[{ordered}[at]]")
            scope.put(f"while at < {begin}[i + 1] and {number}[{ordered}[at]] == of_set:")
            scope.put("at += 1", 1)
            self._set(first, ordered)
            scope.put(f"r = {ordered}[start]")
            scope.put("day = end")
            self._gates_and_sum(ends)

    def _set_column(self, held: Held) -> Column:
        """An array about the sets of the award by its keys."""
        schema, trigger = self.scope.shared.schema, self.award.term.trigger
        kind = schema.record_by_name[trigger.record]
        for name in trigger.keys:
            if name != "item" and not isinstance(_type_of_key(schema, kind, name), _KEYS):
                raise NotListedError
            for field in kind.key if name == "item" else (field_of_key(schema, kind, name),):
                self.scope.columns.ask(trigger.record, field)
        return column_of_sets(held, kind.root, trigger.keys)

    def _set(self, first: str, ordered: str = "") -> None:
        """What is asked of the records of a year that pass the tests of the set, each on its day.

        They are all of the kind, or those that stand from `start` to `at` in an order.
        """
        award, scope, trigger = self.award, self.scope, self.award.term.trigger
        suspensions = [one.test for one in self.plan.suspensions]
        gates = (*award.common, *award.of_applicant, *award.body.gates, *award.body.fitting)
        every = (
            node for expr in (*(gate.test for gate in gates), *exprs_of(award.body.amount)) for node in nodes(expr)
        )
        asked = dict.fromkeys(node for node in every if isinstance(node, typed.Aggregate))
        if any(isinstance(one.test, typed.Not) and one.test.part in suspensions for one in award.body.picks):
            raise NotListedError
        scope.put("number = 0")
        names = {node: scope.locals.take(node.kind.value, node.field or "") for node in asked}
        for node, name in names.items():
            scope.put(f"{name} = {'NEVER' if node.kind is AggregateKind.EARLIEST else 0}")
        scope.put(f"low = max({first}, first_of(year))")
        outside = dict(scope.bound)
        if ordered:
            scope.put("for place in range(start, at):")
        else:
            self._head(trigger.record)
        with scope.deeper():
            if ordered:
                scope.put(f"r = {ordered}[place]")
            self._member()
            scope.put(f"day = {scope.of_record(trigger.record, trigger.date_field)}")
            scope.put("if day == UNKNOWN:")
            scope.put("left[i] = OPEN", 1)
            scope.put("continue", 1)
            scope.put("if not low <= day <= end:")
            scope.put("continue", 1)
            for gate in award.body.picks:
                scope.bind([gate.test])
                scope.put(f"if {scope.holds(gate.test, negated=True)}:")
                scope.put("continue", 1)
            scope.put("number += 1")
            for node, name in names.items():
                self._add(node, name)
        scope.put("if number == 0 or left[i] != SETTLED:")
        scope.put("continue", 1)
        outside.update(names.items())
        scope.bound, scope.kind = outside, ""

    def _add(self, node: typed.Aggregate, name: str) -> None:
        """Another record of a set; what is not stated of it sends the applicant away, and so does a sum too large."""
        scope = self.scope
        if node.kind is AggregateKind.NUMBER or node.field is None:
            scope.put(f"{name} = number")
            return
        if not isinstance(node.type, DateType if node.kind is AggregateKind.EARLIEST else MoneyType | CountType):
            raise NotListedError
        value = typed.RecordField(span=node.span, record=node.record, field=node.field, type=node.type)
        scope.bind([value])
        match node.kind:
            case AggregateKind.TOTAL:
                scope.put(f"{name} += {scope.field(value)}")
                scope.put(f"if {name} > {values.LARGEST}:")
                scope.put("left[i] = LARGE", 1)
                scope.put("break", 1)
            case AggregateKind.LARGEST:
                scope.put(f"{name} = max({name}, {scope.field(value)})")
            case AggregateKind.EARLIEST:
                scope.put(f"{name} = min({name}, {scope.field(value)})")

    def _turns(self) -> tuple[Turn, ...]:
        """What may turn beside the years; nothing where every condition holds from a day on, or until one."""
        gates = [gate.test for gate in (*self.award.common, *self.award.of_applicant, *self.award.body.gates)]
        return () if all(_has_span(part) for test in gates for part in _parts(test)) else self.award.body.turns

    def _turn(self, turn: Turn) -> Iterator[str]:
        """Texts of the next days on which a condition may turn."""
        scope = self.scope
        match turn:
            case After(base=base, number=number, unit=unit):
                day = scope.day(base)
                yield scope.after(day, number, unit) if number else day
                if number:
                    yield f"days_after({scope.after(day, number, unit)}, 1)"
            case Changes(field=field):
                yield self._change(field)
            case OfRecords(record=record, turns=turns):
                for inner in turns:
                    if not isinstance(inner, After) or not isinstance(inner.base, typed.RecordField):
                        raise NotListedError
                    root = scope.shared.schema.record_by_name[record].root
                    begin = scope.column(Held.AT, root)
                    array = scope.column(Held.FIELD, root, inner.base.field)
                    scope.columns.ask(record, inner.base.field)
                    months = inner.number * {"year": 12, "month": 1, "day": 0}[inner.unit]
                    days = inner.number if inner.unit == "day" else 0
                    yield f"next_turn({begin}, {array}, i, day, {months}, {days})"

    def _change(self, name: str) -> str:
        """The next day on which a field of the applicant may take another value."""
        parts = (Held.OWN_AT, Held.OWN_FROM, Held.OWN_TO)
        return f"next_change({', '.join(self.scope.column(part, name=name) for part in parts)}, i, day)"

    def _starts(self, test: Expr) -> Iterator[str]:
        """Texts of the days before which a condition does not hold; a day that never comes ends it all."""
        scope = self.scope
        match test:
            case typed.EventHappened() | typed.StateHolds():
                yield scope.field(dates_of(scope.shared, test)[0])
            case typed.Lasted(since=since, op=Op.AT_LEAST | Op.MORE_THAN as op, number=number, unit=unit):
                start = scope.after(scope.day(since), number, unit)
                yield start if op is Op.AT_LEAST else f"days_after({start}, 1)"
            case typed.Lasted(since=since):
                yield scope.day(since)
            case _:
                pass

    # ------------------------------------------------------------------------------------------ what

    def _gates_and_sum(self, ends: _Continues) -> None:
        scope = self.scope
        scope.known, scope.uses = set(), Counter()
        for array in self.asked:
            scope.put(f"if {array}[i] == UNKNOWN:")
            scope.put("left[i] = OPEN", 1)
            scope.put("continue", 1)
        for gate in (*self.award.common, *self.award.of_applicant):
            write_gate(scope, gate, "", ends)
        for suspension in self.plan.suspensions:
            term = next(one for one in self.plan.program.suspensions if one.function == suspension.function)
            if self.award.term.index in term.clauses:
                scope.bind([suspension.test])
                scope.put(f"if {scope.holds(suspension.test)}:")
                scope.put("continue", 1)
        write_claim(scope, self.award.body, ends)

    # ------------------------------------------------------------------------------------------ keys

    def _columns(self) -> tuple[str, ...]:
        """The keys for which the rules over the award ask, and those of its matter under older documents."""
        program, index = self.plan.program, self.award.term.index
        columns, lifting = program.settlement.columns[index], program.kept(raised_by).get(index, ())
        return (*columns, *[name for name in lifting if name not in columns])

    def _key(self, name: str) -> tuple[Key, str]:
        """A key, and the text of its number; -1 where a claim lacks it."""
        scope, trigger, schema = self.scope, self.award.term.trigger, self.scope.shared.schema
        is_of_set = trigger.kind is TriggerKind.SET and name not in trigger.keys
        kind = None if is_of_set else schema.record_by_name.get(trigger.record)
        match name:
            case "applicant":
                return Key(name, "applicant"), "0"
            case _ if name in schema.who:
                return Key(name, "applicant"), f"(0 if {scope.column(Held.IS, name=name)}[i] == {1} else -1)"
            case "item":
                return self._of_item(name)
            case "year":
                return Key(name, "year"), "year"
            case _ if is_matter(name):
                if kind is None:
                    return Key(name, "applicant"), "0"
                return Key(name, "matter"), f"{scope.column(Held.MATTER, kind.root, name)}[r]"
        if kind is not None:
            field = name
            if name == "level":
                lineage = [schema.record_by_name[one] for one in schema.lineage(trigger.record)]
                levels = {level_field(one) for one in lineage}
                if len(levels) > 1:
                    raise NotListedError
                field = levels.pop() or name
            if field in kind.field_by_name:
                type_ = kind.field_by_name[field].type
                if isinstance(type_, ListType):
                    _of_texts(type_.item)
                    scope.columns.ask(trigger.record, field)
                    return Key(name, "text", (kind.root, field)), "r"
                scope.columns.ask(trigger.record, field)
                return Key(name, _of_texts(type_)), scope.of_record(trigger.record, field)
        if name in schema.applicant_field_by_name:
            return self._of_own(name)
        return Key(name, ""), "-1"

    def _of_own(self, name: str) -> tuple[Key, str]:
        """A field of the applicant, which several may share; whoever does not state it goes."""
        schema = self.scope.shared.schema
        if may_change(schema, name) or not isinstance(
            schema.applicant_field_by_name[name].type, ApplicantType | TextType
        ):
            raise NotListedError
        array = self.scope.column(Held.OWN_TEXT, name=name)
        self.asked.append(array)
        return Key(name, "text"), f"{array}[i]"

    def _of_item(self, name: str) -> tuple[Key, str]:
        trigger = self.award.term.trigger
        if trigger.keys and name not in trigger.keys:
            return Key(name, "text"), f"{self.scope.columns.name(self._set_column(Held.SET_ITEM))}[r]"
        if trigger.kind in OF_YEARS and not trigger.keys:
            self._alone_with_items()
            return Key(name, "year"), "year"
        if not trigger.record:
            return Key(name, "applicant"), "0"
        root = self.scope.shared.schema.record_by_name[trigger.record].root
        return Key(name, "text"), f"{self.scope.column(Held.ITEM, root)}[r]"

    def _alone_with_items(self) -> None:
        """No award of records has items among which a year may be one: their numbers are of another kind."""
        program, own = self.plan.program, self.award.term
        for clause in program.clauses:
            is_of_year = clause.trigger.kind in OF_YEARS and not clause.trigger.keys
            is_other = not is_of_year and clause.trigger.record == own.trigger.record
            if is_other and "item" in program.settlement.columns[clause.index]:
                raise NotListedError


def _of_texts(type_: Type) -> str:
    """Which numbers of a field are those of one thing."""
    match type_:
        case ChoiceType(choice=choice) | LevelType(level=choice):
            return f"members of {choice}"
        case TextType() | RecordType():
            return "text"
        case _:
            raise NotListedError


_KEYS = (ChoiceType, LevelType, TextType, RecordType)
"""The types of fields by which sets are told apart."""


def _type_of_key(schema: Schema, kind: Record, name: str) -> Type | None:
    field = field_of_key(schema, kind, name)
    return kind.field_by_name[field].type if field else None


def _parts(test: Expr) -> Iterator[Expr]:
    """The conditions that all have to hold."""
    if isinstance(test, typed.All):
        for part in test.parts:
            yield from _parts(part)
    else:
        yield test


def _whatever_the_day(test: Expr) -> Iterator[Expr]:
    """The fields of the record from which a condition begins."""
    if isinstance(test, typed.EventHappened | typed.StateHolds):
        yield test
    elif isinstance(test, typed.Lasted) and isinstance(test.since, typed.RecordField):
        yield test.since


def _has_span(test: Expr) -> bool:
    """The condition hangs on no day, or holds from one day on, or until one."""
    if isinstance(test, typed.StateHolds | typed.EventHappened | typed.Lasted):
        return True
    turning = (
        typed.StateHolds | typed.EventHappened | typed.Lasted | typed.CountOf | typed.ClaimYearIs | typed.EventInYear
        | typed.MatterSupported
    )  # fmt: skip
    return not any(isinstance(node, turning) for node in nodes(test))


@attrs.frozen(eq=False, repr=False)
class _Continues(ValueObject):
    """A loop goes on with the next record or day, or writes the claim down."""

    award: Award
    keys: list[str]
    after: str = ""
    tells: bool = False
    reads: bool = True
    record: str = "r"
    stated: str = ""
    late: str = ""

    def stop(self, scope: Scope, place: str, told: tuple[Evidence, ...], failed: Expr | None = None) -> None:
        scope.put("continue")

    def pay(self, scope: Scope, amount: typed.Plain | typed.Ceiling, row: str = "") -> None:
        bound, listed = dict(scope.bound), {*scope.listed} if isinstance(scope, ColumnScope) else set[str]()
        scope.bind(exprs_of(amount))
        self._pay(scope, amount, row)
        scope.bound = bound  # what one row reads is not read for another
        if isinstance(scope, ColumnScope):
            scope.listed = listed

    def _pay(self, scope: Scope, amount: typed.Plain | typed.Ceiling, row: str) -> None:
        if isinstance(amount, typed.Ceiling) and self.award.term.trigger.kind is TriggerKind.SET:
            raise NotListedError  # the bureau names a set, which is no record
        text = sum_of(scope, self.award, amount)
        if self.award.term.counts_support:
            alone = attrs.evolve(self.award, term=attrs.evolve(self.award.term, counts_support=False))
            scope.put(f"unsupported = {sum_of(scope, alone, amount)}")
        rows = [one.name for one in self.award.term.rows]
        scope.put(f"proposed = {text}")
        scope.put(f"row = {rows.index(row) if row else -1}")
        if not isinstance(self.award.body.amount, typed.Rows):
            self.rows_end(scope)

    def rows_end(self, scope: Scope) -> None:
        if self.stated:  # a claim of a year of which nothing is stated may be one
            scope.put(f"if {self.stated} == UNKNOWN:")
            scope.put("left[i] = OPEN", 1)
            scope.put("continue", 1)
        if self.late:  # before this day the bureau may pay, and an approval says how much
            trigger = self.award.term.trigger
            scope.put(f"if day < {self.late}:")
            with scope.deeper():
                approved = scope.approved(self.award.term.label, trigger.record, self.award.item)
                scope.put(f"proposed = min({approved}, proposed)")
                if self.award.term.counts_support:
                    scope.put(f"unsupported = min({approved}, unsupported)")
        scope.put("if n == who.shape[0]:")
        scope.put("return FULL", 1)
        before = "unsupported" if self.award.term.counts_support else "proposed"
        written = {
            "who": "i",
            "days": "day",
            "records": self.record,
            "sums": "proposed",
            "before": before,
            "rows": "row",
        }
        for name, text in written.items():
            scope.put(f"{name}[n] = {text}")
        for place, text in enumerate(self.keys):
            scope.put(f"keys[n, {place}] = {text}")
        scope.put("n += 1")
        if self.after:
            scope.put(self.after)
