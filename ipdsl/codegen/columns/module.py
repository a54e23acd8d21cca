"""A plan to the text of a column program: the loop of each award that columns carry, and what each loop reads.

What a column program works out by applicant and year: rooms of computed caps, and years of suspension.

Which awards columns carry, and why the others are left to single decisions, with every applicant they may reach.

A loop is `claims_…(first, stop, left, last, first_year, years, out…, width, n, arrays…)`. It processes the applicants
from `first` to `stop` whose facts are all known (`left` is 0), up to the `last` day of each. It writes claims from
place `n` on: applicant, day, record (-1: none), amount, the amount before support of others, row, and the `width` keys,
first those that the rules over the award need. It returns the place after its last claim, or `FULL` if the arrays are
full; then it is called again with longer arrays.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.version import __version__
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.program import ArrayContent, ProgramColumn, column_of_sets
from ipdsl.claims.applicability import window_of
from ipdsl.claims.claim import NO_FIELDS, claim_key_names, field_of_key
from ipdsl.codegen.columns.expressions import ColumnReads, ColumnScope, FunctionText, Helpers, day_text
from ipdsl.codegen.python.expressions import (
    ClauseEnds,
    FunctionScope,
    ModuleContext,
    may_change,
    write_claim,
    write_gate,
)
from ipdsl.codegen.python.total import (
    LoopAward,
    NotVectorizableError,
    applicant_fields,
    awards_of,
    has_span,
    refuse_if,
    refuse_sum,
    start_days,
    sum_of,
)
from ipdsl.codegen.python.writer import compact
from ipdsl.ir.operations import Fact
from ipdsl.ir.terms import Program, Quota, TriggerKind, is_matter
from ipdsl.kernel.rule_table import Rule, table_of_program
from ipdsl.lower.plan import (
    CapBody,
    ChangeDate,
    FieldChangeDates,
    OffsetDate,
    Plan,
    RecordChangeDates,
    Suspension,
    dates_of,
    exprs_of,
    is_any,
    nodes,
)
from ipdsl.schema.declarations import is_period, row_of_key
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr, atoms
from ipdsl.syntax.ast import AggregateKind

PARAMETERS = (
    "first",
    "stop",
    "left",
    "last",
    "first_year",
    "years",
    "who",
    "days",
    "records",
    "sums",
    "before",
    "rows",
    "keys",
    "width",
    "n",
)
"""The parameters of every loop before its arrays."""

NO_FIGURES = 2
"""The value for a year that is stated to have no figures."""


@attrs.frozen(eq=False, repr=False)
class LoopText(FunctionText):
    """The text of one loop. `keys` describes the numbers of each key, `items` is the array that orders its items."""

    keys: tuple[ColumnKey, ...]
    items: str


@attrs.frozen(eq=False, repr=False)
class ColumnKey(ValueObject):
    """A key of claims. `domain` states which numbers may be equal: those of one choice, of texts, of matters of a kind.

    `pool` is the kind and field of a list; the claim has the place of its record in that list.
    """

    name: str
    domain: str
    pool: tuple[str, str] | None = None


def write_loop(plan: Plan, shared: ModuleContext, helpers: Helpers, columns: ColumnReads, award: LoopAward) -> LoopText:
    """The loop of an award. Raises `NotVectorizableError` if the award cannot be vectorized."""
    refuse_sum(award)
    kind = award.term.trigger.record
    scope = ColumnScope(shared, year="year", columns=columns.new_function_reads(), helpers=helpers, kind=kind)
    return _LoopWriter(plan, award, scope).loop_text()


@attrs.define(eq=False, repr=False)
class _LoopWriter:
    plan: Plan
    award: LoopAward
    scope: ColumnScope
    items: str = ""
    required_arrays: list[str] = attrs.field(factory=list)

    def loop_text(self) -> LoopText:
        """The whole function."""
        award, scope, term = self.award, self.scope, self.award.term
        keys = [self._key(name) for name in claim_key_names(self.plan.program, term.index)]
        if term.trigger.keys:
            self.items = scope.columns.array_name(self._set_column(ArrayContent.SET))
        elif term.trigger.record and term.trigger.kind is not TriggerKind.SET:  # claims are ordered by it
            self.items = scope.columns.array_name(
                ProgramColumn(ArrayContent.ORDER, scope.shared.schema.record_by_name[term.trigger.record].root)
            )
        scope.depth = 1
        scope.put("for i in range(first, stop):")
        with scope.deeper():
            scope.put_if("left[i] != SETTLED", "continue")
            if term.beneficiaries:
                kinds = (f"{scope.column(ArrayContent.IS_OF_KIND, name=kind)}[i] == 0" for kind in term.beneficiaries)
                scope.put_if(" and ".join(kinds), "continue")
            if term.trigger.kind.is_yearly:
                self._write_year_loop([text for _, text in keys])
            else:
                self._write_record_head()
                with scope.deeper():
                    self._write_membership()
                    if term.trigger.kind is TriggerKind.WHILE:
                        self._write_state_loop([text for _, text in keys])
                    else:
                        self._write_event_loop([text for _, text in keys])
        scope.put("return n")
        name = f"claims_{award.body.function}"
        head = f"def {name}({', '.join((*PARAMETERS, *scope.columns.used.values()))}):"
        return LoopText(name, (head, *scope.lines), scope.columns, tuple(key for key, _ in keys), self.items)

    # ------------------------------------------------------------------------------------------ applicants and records

    def _write_record_head(self) -> None:
        """The head of a loop over the records of the award. Without a kind it runs once."""
        scope, record = self.scope, self.award.term.trigger.record
        if not record:
            scope.put("for r in (-1,):")
            return
        scope.put_if(f"{scope.column(ArrayContent.LISTED, record)}[i] == 0", "left[i] = OPEN", "continue")
        self._write_head(record)

    def _write_head(self, record: str) -> None:
        begin = self.scope.column(ArrayContent.RECORDS_BEGIN, self.scope.shared.schema.record_by_name[record].root)
        self.scope.put(f"for r in range({begin}[i], {begin}[i + 1]):")

    def _write_membership(self) -> None:
        """Skip records of the root whose kind differs."""
        scope, record = self.scope, self.award.term.trigger.record
        if tests := scope.kind_conditions(record) if record else ():
            scope.put_if(f"not ({' and '.join(tests)})", "continue")

    # ------------------------------------------------------------------------------------------ days

    def _window(self) -> tuple[str, str]:
        """The first day of the award, and the last."""
        first = self.award.first_day
        return "LONG_AGO" if first is None else day_text(first), "last[i]"

    def _write_event_loop(self, keys: list[str]) -> None:
        """The day of the event."""
        award, scope, program = self.award, self.scope, self.plan.program
        term, (first, last) = award.term, self._window()
        scope.put(f"day = {scope.record_field(term.trigger.record, term.trigger.date_field)}")
        scope.put_if("day == UNKNOWN", "left[i] = OPEN", "continue")
        start, early, late = window_of(program).start, program.discretion_from, ""
        if early is not None and start is not None and term.start is None and early < start:
            if early.year == start.year and term.less is None:  # after the claims of its year, and up to an approval
                first, late = day_text(early), day_text(start)
            else:
                scope.put_if(f"{day_text(early)} <= day < {day_text(start)}", "left[i] = BEFORE_WINDOW", "continue")
        scope.put_if(f"not ({first} <= day <= {last}) or day == NEVER", "continue")
        scope.put("year = year_of(day)")
        self._write_gates_and_sum(_ColumnEnds(award, keys, late=late))

    def _write_state_loop(self, keys: list[str]) -> None:
        """The first day of each year with all gates true, among 1 January and days on which a gate may change."""
        award, scope = self.award, self.scope
        first, last = self._window()
        if window_of(self.plan.program).start is None:  # the first day depends on all facts
            first = f"max({first}, first_of({scope.column(ArrayContent.FIRST_STATED_YEAR)}[i]))"
        gates = [gate.test for gate in (*award.common_gates, *award.applicant_gates, *award.body.gates)]
        refuse_if(is_any(gates, Fact.OF_YEAR), "a state whose condition reads a figure of the year")
        tests = [*atoms(gates)]
        scope.bind([part for test in tests for part in _start_fields(test)])
        starts = [
            first,
            *start_days(scope, tests, lambda test: scope.field(dates_of(scope.shared.schema, test)[0]), scope.day),
        ]
        for text in (text for text in starts[1:] if "(" in text):  # the gates ask for it on each day that is tried
            scope.computed_days[text] = scope.locals.take("begun")
            scope.put(f"{scope.computed_days[text]} = {text}")
        begun = ", ".join(scope.computed_days.get(text, text) for text in starts)
        scope.put(f"tried = {begun if len(starts) == 1 else f'max({begun})'}")
        scope.put("done = 0")
        scope.put(f"while tried <= {last}:")
        with scope.deeper():
            scope.put("day = tried")
            scope.put("year = year_of(day)")
            scope.put("tried = first_of(year + 1)")
            scope.put_if("year == done", "continue")
            scope.bind([turn.base for turn in self._change_dates() if isinstance(turn, OffsetDate)])
            turns = [text for turn in self._change_dates() for text in self._next_change_dates(turn)]
            fields = applicant_fields(gates)
            turns += [self._next_field_change(name) for name in fields if may_change(scope.shared.schema, name)]
            for text in dict.fromkeys(turns):
                scope.put(f"turn = {text}")
                scope.put_if("day < turn < tried", "tried = turn")
            self._write_gates_and_sum(_ColumnEnds(award, keys, "done = year"))

    def _write_year_loop(self, keys: list[str]) -> None:
        """The years of the window that are over; for a set, the years whose records are picked."""
        award, scope, window = self.award, self.scope, window_of(self.plan.program)
        trigger, end = award.term.trigger, window.end
        first, last = self._window()
        refuse_if(
            window.start is not None and self._can_pay_late_year(window.start.year - 1),
            "a year that the bureau may pay before the window",
        )
        refuse_if(
            window.start is None and any(award.term.index in ranking.clauses for ranking in self.plan.program.rankings),
            "years that depend on ranked applicants",
        )
        begin = (
            f"min({scope.column(ArrayContent.FIRST_STATED_YEAR)}[i], year_of({last}))"
            if window.start is None
            else window.start.year
        )
        ends = _ColumnEnds(award, keys, record="r" if trigger.keys else "-1")
        if trigger.kind is TriggerKind.SET:
            scope.put_if(f"{scope.column(ArrayContent.LISTED, trigger.record)}[i] == 0", "left[i] = OPEN", "continue")
        scope.put(f"for year in range({begin}, year_of({last}) + 1):")
        with scope.deeper():
            text = "first_of(year + 1) - 1"
            scope.put(f"end = {text}" if end is None else f"end = min({text}, {day_text(end)})")
            scope.put_if(f"not {first} <= end <= {last}", "continue")
            if trigger.keys:
                self._write_sets(first, ends)
                return
            if trigger.kind is TriggerKind.SET:
                self._write_set(first)
            else:
                stated = f"figure_of_year({scope.column(ArrayContent.YEARS)}, first_year, years, i, year)"
                scope.put(f"stated = {stated}")
                scope.put_if(f"stated == {NO_FIGURES}", "continue")
                ends = attrs.evolve(ends, stated="stated")
            scope.put("day = end")
            self._write_gates_and_sum(ends)

    def _can_pay_late_year(self, year: int) -> bool:
        """Whether the bureau may pay for that year, which ended before the window."""
        early, start = self.plan.program.discretion_from, self.award.term.start or datetime.date.min
        return early is not None and max(early, start) <= datetime.date(year, 12, 31)

    def _write_sets(self, first: str, ends: _ColumnEnds) -> None:
        """The sets of a year, one for each value of the keys. The records of an applicant keep their order."""
        scope, trigger = self.scope, self.award.term.trigger
        root = scope.shared.schema.record_by_name[trigger.record].root
        begin, number = (
            scope.column(ArrayContent.RECORDS_BEGIN, root),
            scope.columns.name(self._set_column(ArrayContent.SET)),
        )
        ordered = scope.columns.name(self._set_column(ArrayContent.SET_ORDER))
        scope.put(f"at = {begin}[i]")
        scope.put(f"while at < {begin}[i + 1]:")
        with scope.deeper():
            scope.put("start = at")
            scope.put(f"of_set = {number}[{ordered}[at]]")
            scope.put(f"while at < {begin}[i + 1] and {number}[{ordered}[at]] == of_set:")
            scope.put("at += 1", 1)
            self._write_set(first, ordered)
            scope.put_if("of_set == UNKNOWN", "left[i] = OPEN", "continue")  # a key of its records is `none`
            scope.put(f"r = {ordered}[start]")
            scope.put("day = end")
            self._write_gates_and_sum(ends)

    def _set_column(self, held: ArrayContent) -> ProgramColumn:
        """An array about the sets of the award by its keys."""
        schema, trigger = self.scope.shared.schema, self.award.term.trigger
        kind = schema.record_by_name[trigger.record]
        for name in trigger.keys:
            refuse_if(
                name != "item" and not _is_key(_type_of_key(schema, kind, name)),
                "a key of sets that is neither a name nor a member",
            )
            for field in kind.key if name == "item" else (field_of_key(schema, kind, name),):
                self.scope.columns.require(trigger.record, field)
        return column_of_sets(held, kind.root, trigger.keys)

    def _write_set(self, first: str, ordered: str = "") -> None:
        """The values of the records of a year that pass the tests of the set, each on its day.

        The records are all of the kind, or the records from `start` to `at` in an order.
        """
        award, scope, trigger = self.award, self.scope, self.award.term.trigger
        suspensions = [condition.test for condition in self.plan.suspensions]
        gates = (*award.common_gates, *award.applicant_gates, *award.body.gates, *award.body.table_gates)
        all_nodes = (
            node for expr in (*(gate.test for gate in gates), *exprs_of(award.body.amount)) for node in nodes(expr)
        )
        aggregates = dict.fromkeys(
            node for node in all_nodes if isinstance(node, typed.Aggregate) and node.pick.is_of_set
        )
        refuse_if(
            any(
                isinstance(condition.test, typed.Not) and condition.test.part in suspensions
                for condition in award.body.picks
            ),
            "a suspension in the tests of records",
        )
        refuse_if(
            any(not isinstance(node.pick.value, typed.RecordField | None) for node in aggregates),
            "a definition of each record of a set",
        )
        scope.put("number = 0")
        names = {node: scope.locals.take(node.kind.value, node.field_name) for node in aggregates}
        for node, name in names.items():
            scope.put(f"{name} = {'NEVER' if node.kind is AggregateKind.SMALLEST else 0}")
        scope.put(f"low = max({first}, first_of(year))")
        outside = dict(scope.variables)
        if ordered:
            scope.put("for place in range(start, at):")
        else:
            self._write_head(trigger.record)
        with scope.deeper():
            if ordered:
                scope.put(f"r = {ordered}[place]")
            self._write_membership()
            scope.put(f"day = {scope.record_field(trigger.record, trigger.date_field)}")
            scope.put_if("day == UNKNOWN", "left[i] = OPEN", "continue")
            scope.put_if("not low <= day <= end", "continue")
            for gate in award.body.picks:
                scope.bind([gate.test])
                scope.put_if(scope.condition_text(gate.test, negated=True), "continue")
            scope.put("number += 1")
            for node, name in names.items():
                self._add_record(node, name)
        scope.put_if("number == 0 or left[i] != SETTLED", "continue")
        outside.update(names.items())
        scope.variables, scope.kind = outside, ""

    def _add_record(self, node: typed.Aggregate, name: str) -> None:
        """Another record of a set. An unstated field of it, or an amount that is too large, skips the applicant."""
        scope = self.scope
        value = node.pick.value
        if not isinstance(value, typed.RecordField):
            scope.put(f"{name} = number")
            return
        refuse_if(
            not (node.type.is_date if node.kind is AggregateKind.SMALLEST else node.type.is_whole)
            or (node.type.is_money and node.type.least_value is None),
            "a value of a set that is neither a day nor a whole number from 0 on",
        )
        scope.bind([value])
        match node.kind:
            case AggregateKind.TOTAL:
                scope.put(f"{name} += {scope.field(value)}")
                scope.put_if(f"{name} > {values.MAX_VALUE}", "left[i] = TOO_LARGE", "break")
            case AggregateKind.LARGEST:
                scope.put(f"{name} = max({name}, {scope.field(value)})")
            case AggregateKind.SMALLEST:
                scope.put(f"{name} = min({name}, {scope.field(value)})")

    def _change_dates(self) -> tuple[ChangeDate, ...]:
        """The dates other than years on which a condition may change; none if every condition holds from or until a
        day.
        """
        gates = [gate.test for gate in (*self.award.common_gates, *self.award.applicant_gates, *self.award.body.gates)]
        return () if all(has_span(part) for part in atoms(gates)) else self.award.body.change_dates

    def _next_change_dates(self, turn: ChangeDate) -> Iterator[str]:
        """Texts of the next days on which a condition may change."""
        scope = self.scope
        match turn:
            case OffsetDate(base=base, number=number, unit=unit):
                day = scope.day(base)
                yield scope.day_after(day, number, unit) if number else day
                if number:
                    yield f"days_after({scope.day_after(day, number, unit)}, 1)"
            case FieldChangeDates(field=field):
                yield self._next_field_change(field)
            case RecordChangeDates(record=record, change_dates=turns):
                for inner in turns:
                    if not isinstance(inner, OffsetDate) or not isinstance(inner.base, typed.RecordField):
                        raise NotVectorizableError
                    root = scope.shared.schema.record_by_name[record].root
                    begin = scope.column(ArrayContent.RECORDS_BEGIN, root)
                    array = scope.column(ArrayContent.FIELD, root, inner.base.field)
                    scope.columns.require(record, inner.base.field)
                    months = inner.number * {"year": 12, "month": 1, "day": 0}[inner.unit]
                    days = inner.number if inner.unit == "day" else 0
                    yield f"next_turn({begin}, {array}, i, day, {months}, {days})"

    def _next_field_change(self, name: str) -> str:
        """The next day on which a field of the applicant may take another value."""
        parts = (ArrayContent.PERIODS_BEGIN, ArrayContent.PERIOD_START, ArrayContent.PERIOD_END)
        return f"next_change({', '.join(self.scope.column(part, name=name) for part in parts)}, i, day)"

    # ------------------------------------------------------------------------------------------ amounts

    def _write_gates_and_sum(self, ends: _ColumnEnds) -> None:
        scope = self.scope
        scope.known, scope.uses = set(), Counter()
        for array in self.required_arrays:
            scope.put_if(f"{array}[i] == UNKNOWN", "left[i] = OPEN", "continue")
        for gate in (*self.award.common_gates, *self.award.applicant_gates):
            write_gate(scope, gate, "", ends)
        for suspension in self.plan.suspensions:
            term = next(
                suspend_term
                for suspend_term in self.plan.program.suspensions
                if suspend_term.function == suspension.function
            )
            if self.award.term.index in term.clauses:
                scope.bind([suspension.test])
                scope.put_if(scope.condition_text(suspension.test), "continue")
        write_claim(scope, self.award.body, ends)

    # ------------------------------------------------------------------------------------------ keys

    def _key(self, name: str) -> tuple[ColumnKey, str]:
        """A key, and the text of its number; -1 if a claim lacks it."""
        scope, trigger, schema = self.scope, self.award.term.trigger, self.scope.shared.schema
        is_of_set = trigger.kind is TriggerKind.SET and name not in trigger.keys
        kind = None if is_of_set else schema.record_by_name.get(trigger.record)
        match name:
            case "applicant":
                return ColumnKey(name, "applicant"), "0"
            case _ if name in schema.kinds_and_classes:
                return ColumnKey(
                    name, "applicant"
                ), f"(0 if {scope.column(ArrayContent.IS_OF_KIND, name=name)}[i] == {1} else -1)"
            case "item":
                return self._item_key(name)
            case "year":
                return ColumnKey(name, "year"), "year"
            case _ if is_period(name):
                raise NotVectorizableError("a period of years, or a span of days")
            case _ if is_matter(name):
                if kind is None:
                    return ColumnKey(name, "applicant"), "0"
                return ColumnKey(name, "matter"), f"{scope.column(ArrayContent.MATTER, kind.root, name)}[r]"
        if kind is not None and (field := self.award.field_of_key(name)):
            type_ = kind.field_by_name[field].type
            domain = _domain_of_type(type_.member_type)
            scope.columns.require(trigger.record, field)
            if type_.is_list:
                return ColumnKey(name, "text", (kind.root, field)), "r"
            return ColumnKey(name, domain), scope.record_field(trigger.record, field)
        if name in schema.applicant_field_by_name:
            return self._applicant_field_key(name)
        return ColumnKey(name, ""), "-1"

    def _applicant_field_key(self, name: str) -> tuple[ColumnKey, str]:
        """A field of the applicant, which several applicants may share. An applicant that does not state it leaves."""
        schema = self.scope.shared.schema
        type_ = schema.applicant_field_by_name[name].type
        refuse_if(
            may_change(schema, name) or not type_.is_name or type_.record_name,
            "a key of the applicant that is not a fixed name",
        )
        array = self.scope.column(ArrayContent.APPLICANT_TEXT, name=name)
        self.required_arrays.append(array)
        return ColumnKey(name, "text"), f"{array}[i]"

    def _item_key(self, name: str) -> tuple[ColumnKey, str]:
        trigger = self.award.term.trigger
        if trigger.keys and name not in trigger.keys:
            return ColumnKey(name, "text"), f"{self.scope.columns.name(self._set_column(ArrayContent.SET_ITEM))}[r]"
        if trigger.kind.is_yearly and not trigger.keys:
            self._refuse_items_of_records()
            return ColumnKey(name, "year"), "year"
        if not trigger.record:
            return ColumnKey(name, "applicant"), "0"
        root = self.scope.shared.schema.record_by_name[trigger.record].root
        return ColumnKey(name, "text"), f"{self.scope.column(ArrayContent.ITEM, root)}[r]"

    def _refuse_items_of_records(self) -> None:
        """Refuse awards of records whose items may include a year, because the numbers of years are of a different
        kind.
        """
        program, term = self.plan.program, self.award.term
        for clause in program.clauses:
            is_of_year = clause.trigger.kind.is_yearly and not clause.trigger.keys
            is_other = not is_of_year and clause.trigger.record == term.trigger.record
            refuse_if(
                is_other and "item" in program.settlement.columns[clause.index], "items of records that may be years"
            )


def _domain_of_type(type_: Type) -> str:
    """The domain of a field's numbers: equal numbers of a domain mean the same value."""
    if not type_.key_domain:
        raise NotVectorizableError
    return type_.key_domain


def _is_key(type_: Type | None) -> bool:
    """Whether fields of the type distinguish sets."""
    return type_ is not None and type_.key_domain != ""


def _type_of_key(schema: Schema, kind: RecordKind, name: str) -> Type | None:
    field = field_of_key(schema, kind, name)
    return kind.field_by_name[field].type if field else None


def _start_fields(test: Expr) -> Iterator[Expr]:
    """The fields of the record from which a condition begins."""
    if isinstance(test, typed.EventHappened | typed.StateHolds):
        yield test
    elif (
        isinstance(test, typed.ElapsedComparison)
        and isinstance(test.day, typed.ClaimDay)
        and isinstance(test.since, typed.RecordField)
    ):
        yield test.since


@attrs.frozen(eq=False, repr=False)
class _ColumnEnds(ClauseEnds):
    """A loop continues with the next record or day, or writes the claim."""

    award: LoopAward
    keys: list[str]
    final_line: str = ""
    record: str = "r"
    stated: str = ""
    late: str = ""

    reads = True

    def pay(self, scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling, row: str = "") -> None:
        bound, listed = dict(scope.variables), {*scope.listed_kinds} if isinstance(scope, ColumnScope) else set[str]()
        scope.bind(exprs_of(amount))
        self._pay(scope, amount, row)
        scope.variables = bound  # a row does not use the variables of another row
        if isinstance(scope, ColumnScope):
            scope.listed_kinds = listed

    def _pay(self, scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling, row: str) -> None:
        refuse_if(
            isinstance(amount, typed.Ceiling) and self.award.term.trigger.kind is TriggerKind.SET,
            "an amount that the bureau sets for a set",
        )
        text = sum_of(scope, self.award, amount)
        if self.award.term.counts_support:
            award_without_support = attrs.evolve(self.award, term=attrs.evolve(self.award.term, counts_support=False))
            scope.put(f"unsupported = {sum_of(scope, award_without_support, amount)}")
        rows = [row_term.name for row_term in self.award.term.rows]
        scope.put(f"proposed = {text}")
        scope.put(f"row = {rows.index(row) if row else -1}")
        if not isinstance(self.award.body.amount, typed.AmountByRows):
            self.rows_end(scope)

    def rows_end(self, scope: FunctionScope) -> None:
        if self.stated:  # the year of a claim may have no stated fact
            scope.put_if(f"{self.stated} == UNKNOWN", "left[i] = OPEN", "continue")
        if self.late:  # before this day the bureau may pay an approved amount
            trigger = self.award.term.trigger
            scope.put(f"if day < {self.late}:")
            with scope.deeper():
                approved = scope.approved_sum(self.award.term.label, trigger.record, self.award.item)
                scope.put(f"proposed = min({approved}, proposed)")
                if self.award.term.counts_support:
                    scope.put(f"unsupported = min({approved}, unsupported)")
        scope.put_if("n == len(who)", "return FULL")
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
            scope.put(f"keys[n * width + {place}] = {text}")
        scope.put("n += 1")
        if self.final_line:
            scope.put(self.final_line)


MAX_KEYS = 3
"""The largest number of keys of a rule in addition to the year."""


def unsupported_awards(
    program: Program, loops: Mapping[int, LoopText], rooms: Collection[str], years: Collection[str]
) -> Mapping[int, str]:
    """For each award that columns do not carry, why. `loops` are those of the awards that have one, `rooms` and
    `years` the functions of caps and suspensions that columns can ask.
    """
    reasons = {term.index: "its claims have no loop" for term in program.clauses if term.index not in loops}
    for rule in table_of_program(program).rules:
        why = _rule_reason(rule, rooms, loops) or _counting_reason(program, rule)
        if why:
            reasons |= {index: f"{rule.step_rule.name}: {why}" for index in rule.columns if index not in reasons}
    for quota in program.quotas:
        if why := _quota_reason(program, quota):
            reasons |= {index: f"{quota.name}: {why}" for index in quota.clauses if index not in reasons}
    for term in program.suspensions:
        if term.function not in years:
            reasons |= dict.fromkeys(term.clauses, f"{term.name}: its years have no loop")
    return dict(sorted(reasons.items()))


def _rule_reason(rule: Rule, rooms: Collection[str], loops: Mapping[int, LoopText]) -> str:
    bound, keys = rule.step_rule, [key for index in rule.columns if index in loops for key in loops[index].keys]
    reasons = {
        "it has a key across applicants that is not a text": bound.is_across
        and any(key.name in bound.keys and key.domain in ("matter", "applicant") for key in keys),
        "it counts records of a row": any(map(row_of_key, bound.keys)),
        "it counts applicants": bound.is_across and rule.step.traits.has_places,
        "its claims have an order of their own": bool(bound.orders),
        "it is one room for all, or shared in another manner": not rule.step.is_divided
        or (bound.is_across and not bound.keys and not bound.per_year),
        "it compares the sum of several claims": rule.step.traits.compares_sums,
        f"it has more than {MAX_KEYS} keys": len(bound.keys) > MAX_KEYS,
        "its room has no loop": bound.function is not None and bound.function not in rooms,
    }
    return next((reason for reason, applies in reasons.items() if applies), "")


def _counting_reason(program: Program, rule: Rule) -> str:
    """Why items under a rule are not counted over columns: those of sets by other keys are numbered by themselves."""
    sets = [trigger for index in rule.columns if (trigger := program.clauses[index].trigger).kind is TriggerKind.SET]
    roots = {(program.schema.record_by_name[trigger.record].root, trigger.keys) for trigger in sets}
    is_told_apart = len(roots) == len({root for root, _ in roots})
    return "it counts sets by several keys" if rule.counts_items and not is_told_apart else ""


def _quota_reason(program: Program, quota: Quota) -> str:
    """Why records under a quota are not listed over columns."""
    if quota.ties:
        return "its equal scores have an order of their own"
    for index in quota.clauses:
        clause = program.clauses[index]
        if clause.trigger.kind is TriggerKind.SET:
            return "it counts sets"
        kind = program.schema.record_by_name.get(clause.trigger.record)
        for name in quota.keys:
            type_ = None if kind is None or name not in kind.field_by_name else kind.field_by_name[name].type
            value_type = None if type_ is None else type_.member_type
            if name in ("level", *NO_FIELDS) or is_matter(name) or not _is_key(value_type):
                return f"columns list no records by {name}"
    return ""


YEAR_PARAMETERS = ("i", "first_year", "years", "begin_year", "many", "base", "out")
"""The parameters of every such function before its arrays: the applicant, and where its `many` years begin in `out`."""


@attrs.frozen(eq=False, repr=False)
class GridText(FunctionText):
    """The text of one function: `function` is the function of the cap or suspension in the Python module."""

    function: str


def write_cap_grid(plan: Plan, shared: ModuleContext, helpers: Helpers, columns: ColumnReads, cap: CapBody) -> GridText:
    """The rooms of a computed cap: in whole minor units, not below 0; `UNKNOWN` where a figure is not stated."""
    scope = _scope(shared, helpers, columns, ("out[base + at] = UNKNOWN", "continue"))
    end = window_of(plan.program).end
    scope.put("day = first_of(year + 1) - 1")
    if end is not None:
        scope.put_if(f"year == {end.year}", f"day = {day_text(end)}")
    scope.bind([cap.amount])
    number = scope.number(cap.amount)
    scope.put(f"out[base + at] = max(0, {number.factor} // {number.denominator})")
    return _grid_text(cap.function, f"rooms_{cap.function}", scope)


def write_suspension_grid(
    shared: ModuleContext, helpers: Helpers, columns: ColumnReads, suspension: Suspension
) -> GridText:
    """The years of the applicant: 1 if it is suspended, 0 if not."""
    scope = _scope(shared, helpers, columns, None)
    scope.put("day = first_of(year + 1) - 1")
    scope.put("out[base + at] = 0")
    scope.put_if(scope.condition_text(suspension.test), "out[base + at] = 1")
    return _grid_text(suspension.function, f"years_{suspension.function}", scope)


def _scope(shared: ModuleContext, helpers: Helpers, columns: ColumnReads, lost: tuple[str, ...] | None) -> ColumnScope:
    scope = ColumnScope(shared, year="year", columns=columns.new_function_reads(), helpers=helpers, unknown_lines=lost)
    scope.depth = 1
    scope.put("for at in range(many):")
    scope.depth = 2
    scope.put("year = begin_year + at")
    return scope


def _grid_text(function: str, name: str, scope: ColumnScope) -> GridText:
    head = f"def {name}({', '.join((*YEAR_PARAMETERS, *scope.columns.used.values()))}):"
    return GridText(name, (head, *scope.lines), scope.columns, function)


_Result = TypeVar("_Result")


@attrs.frozen(eq=False, repr=False)
class ColumnProgram:
    """The text of a column program. `loops` are those of the awards that columns support, by clause; `cap_grids` those
    of computed caps, `suspensions` those of suspensions.

    `columns` are all arrays by name. The other awards are left to the scalar evaluator, with every applicant that they
    may reach. `required_fields` are the kinds of record, with those of their fields that must be stated for every
    record; `unsupported` is the reason for each award that columns do not support.
    """

    plan: Plan
    text: str
    loops: Mapping[int, LoopText]
    cap_grids: tuple[GridText, ...]
    suspensions: tuple[GridText, ...]
    columns: Mapping[str, ProgramColumn]
    required_fields: tuple[tuple[str, str], ...]
    unsupported: Mapping[int, str]


def emit(plan: Plan) -> ColumnProgram:
    """The column program of a plan."""
    schema = plan.program.schema
    reads = ColumnReads()
    shared = ModuleContext(schema)
    helpers = Helpers(shared, reads)
    loops: dict[int, LoopText] = {}
    has_columns = plan.program.fiscal_year.is_calendar_year  # columns count calendar years
    for award in awards_of(plan)[0] if has_columns else ():
        loop = _write_or_none(helpers, write_loop, plan, shared, helpers, reads, award)
        if loop is not None:
            loops[award.term.index] = loop
    rooms = [_write_or_none(helpers, write_cap_grid, plan, shared, helpers, reads, cap) for cap in plan.caps
             if not cap.is_by_claim]  # fmt: skip
    years = [_write_or_none(helpers, write_suspension_grid, shared, helpers, reads, item) for item in plan.suspensions]
    grids = [tuple(grid for grid in each if grid is not None) for each in (rooms, years)]
    used = {name: column for column, name in reads.known.items()}
    program = plan.program
    left = unsupported_awards(
        program, loops, [item.function for item in grids[0]], [item.function for item in grids[1]]
    )
    for quota in program.quotas:
        for index in (index for index in quota.clauses if index in loops and index not in left):
            for name in (*quota.keys, *([quota.score] if quota.score else [])):
                reads.require(program.clauses[index].trigger.record, name)
    functions = [helper.lines for helper in helpers.by_pick.values()]
    functions += [grid.lines for each in grids for grid in each] + [loop.lines for loop in loops.values()]
    text = "\n\n\n".join([_header(program, left), *map(compact, functions)]) + "\n"
    return ColumnProgram(plan, text, loops, grids[0], grids[1], used, tuple(reads.required), left)


def _header(program: Program, unsupported: Mapping[int, str]) -> str:
    """The purpose of the text, and the awards that it leaves out."""
    lines = [
        f"{program.name}: clause loops over columns, and what looks at other records.",
        "",
        f"Generated by ipdsl {__version__} from pages with hash {program.content_hash}; do not edit.",
    ]
    if unsupported:
        reasons = [f"    {program.clauses[index].label}: {why}" for index, why in unsupported.items()]
        lines += ["", "Left to single decisions, with every applicant they may reach:", *reasons]
    return "\n".join(f"# {line}".rstrip() for line in lines)


def _write_or_none(helpers: Helpers, write: Callable[..., _Result], *arguments: object) -> _Result | None:
    """The text over columns, or `None` if columns have no form of it; then changes of the helpers are undone."""
    helpers_before = dict(helpers.by_pick)
    try:
        return write(*arguments)
    except NotVectorizableError:
        helpers.by_pick = helpers_before
        return None
