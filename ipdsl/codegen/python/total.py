"""The functions behind a policy's total: the amounts due without reasons, over known facts.

An award of records or states gets a loop that makes its claims, and the kernel applies the rules to them
(`ipdsl.runtime.emitted_total`).

The sum-first form is shorter: it adds up amounts by year, without claims. It is used if nothing was paid before and the
facts that the awards read are all stated; otherwise the runtime proposes the claims. It requires rules whose result
does not depend on the order of claims: rooms of a year and kind, places of equal amounts, and `once` of an item or of
the applicant. The awards that these rules reach must be nested. Then each rule leaves the smaller of a year's total and
the room. The text is written from the steps; a law compares it with the kernel.

The loops of emitted sums: each loops over the records of one award and passes on days with amounts.

Gates and amount are written as in the function of the award (`clauses.write_claim`). Conditions about the applicant
only are tested before the loop. If one of their fields is stated as periods or unstated (`moving`), they are tested on
each day. A loop raises `NeedsGeneralPathError` at an unknown value; then the claims of its award are proposed as for a
decision.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias, TypeVar, assert_never

import attrs

from ipdsl.base.partition import components, values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import DOWN_TO_MINOR, Mode, Rounding
from ipdsl.claims.applicability import reaches_back, window_of
from ipdsl.claims.claim import claim_key_names, field_of_key, level_field
from ipdsl.codegen.python.expressions import (
    ClauseEnds,
    FunctionScope,
    ModuleContext,
    NumberText,
    may_change,
    write_claim,
    write_gate,
)
from ipdsl.codegen.python.writer import Layout as Text, LayoutGroup, call, compact, flat, literal
from ipdsl.ir.operations import Fact
from ipdsl.ir.terms import Clause, Program, Step, StepRule, TriggerKind, is_matter
from ipdsl.lower.plan import (
    ChangeDate,
    ClauseBody,
    FieldChangeDates,
    Gate,
    OffsetDate,
    Plan,
    RecordChangeDates,
    dates_of,
    exprs_of,
    is_all,
    is_any,
    nodes,
    parts_of,
    row_of,
)
from ipdsl.schema.comparisons import End
from ipdsl.schema.declarations import is_period
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, RecordKind
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr, atoms

_LARGEST_LITERAL = 1 << 62
"""Columns have integers of 64 bits."""

Sink = Callable[[FunctionScope, str], None]
"""Writes what is done with the text of a sum, on `day`; of rows that are named the name is in `row`."""


Dated: TypeAlias = typed.EventHappened | typed.StateHolds


class NotVectorizableError(Exception):
    """Nothing is emitted for this; the claims are proposed as for a decision. The text says why."""


def refuse_if(is_refused: object, reason: str) -> None:
    """Raises `NotVectorizableError` in a case for which nothing is emitted."""
    if is_refused:
        raise NotVectorizableError(reason)


@attrs.frozen(eq=False, repr=False)
class LoopAward(ValueObject):
    """An award with its body, without the gates of suspensions, which are asked once a year.

    `applicant_gates` are its gates of the applicant alone but for the `common_gates` ones, which all awards have.
    """

    term: Clause
    body: ClauseBody
    program: Program
    applicant_gates: tuple[Gate, ...]
    common_gates: tuple[Gate, ...]

    @property
    def item(self) -> str:
        """The text for a claim's item."""
        return "record.item" if self.term.trigger.record else "facts.applicant"

    @property
    def needs_row(self) -> bool:
        """Whether the row of a claim matters: the row has a `once` of its own, or another row of the clause has one."""
        return bool(self.term.once_key_sets) and bool(self.term.rows)

    @property
    def constant(self) -> int | None:
        """The sum, where it is the same for every record and more than 0."""
        amount = self.body.amount
        if (
            isinstance(amount, typed.FixedAmount)
            and parts_of(amount) == (amount.value,)
            and not self.term.counts_support
        ):
            value = amount.value
            if isinstance(value, typed.Const) and type(value.value) is int and value.value > 0:
                return self.program.rounding.apply(value.value) or None
        return None

    @property
    def first_day(self) -> datetime.date | None:
        """The first day on which the award may be paid, if there is one."""
        start = None if reaches_back(self.term) else window_of(self.program).start
        return max([day for day in (start, self.term.start) if day is not None], default=None)

    def field_of_key(self, name: str) -> str:
        """The field of the records that is a key; empty if none is."""
        record, kinds = self.term.trigger.record, self.program.schema.record_by_name
        refuse_if(
            name == "level" and len({level_field(kinds[kind]) for kind in self.program.schema.lineage(record)}) > 1,
            "levels in several fields",
        )
        return field_of_key(self.program.schema, kinds.get(record), name)

    @property
    def day_dependent_gates(self) -> tuple[Gate, ...]:
        """The gates of the applicant alone that read a field of it."""
        return tuple(gate for gate in (*self.common_gates, *self.applicant_gates) if applicant_fields([gate.test]))

    @property
    def has_common_day_dependent_gates(self) -> bool:
        """One of these gates is common to all awards."""
        return any(gate in self.common_gates for gate in self.day_dependent_gates)


def awards_of(plan: Plan) -> tuple[list[LoopAward], tuple[Gate, ...]]:
    """The awards of a policy, and the gates of the applicant alone that all of them have."""
    suspensions = [suspension.test for suspension in plan.suspensions]
    bodies_with_gates: list[tuple[ClauseBody, tuple[Gate, ...]]] = []
    for body in plan.clauses:
        gates = [
            gate for gate in body.gates if not (isinstance(gate.test, typed.Not) and gate.test.part in suspensions)
        ]
        applicant_gates = tuple(gate for gate in gates if is_all(gate.test, Fact.OF_APPLICANT))
        bodies_with_gates.append(
            (attrs.evolve(body, gates=tuple(gate for gate in gates if gate not in applicant_gates)), applicant_gates)
        )
    first = bodies_with_gates[0][1] if bodies_with_gates else ()
    common = tuple(
        gate for gate in first if all(any(gate.test == g.test for g in gates) for _, gates in bodies_with_gates)
    )
    tests = [gate.test for gate in common]
    awards = [
        LoopAward(term, body, plan.program, tuple(gate for gate in applicant_gates if gate.test not in tests), common)
        for term, (body, applicant_gates) in zip(plan.program.clauses, bodies_with_gates, strict=True)
    ]
    return awards, common


def applicant_fields(exprs: Iterable[Expr]) -> tuple[str, ...]:
    """The fields of the applicant in the expressions."""
    fields = (node for expr in exprs for node in nodes(expr) if isinstance(node, typed.ApplicantField))
    return tuple(dict.fromkeys(node.field for node in fields))


# ---------------------------------------------------------------------------------------------- loops


def write_loop(
    scope: FunctionScope,
    award: LoopAward,
    records: str,
    first: str,
    last: str,
    sink: Sink,
    *,
    once: str = "",
    names_row: bool = False,
) -> None:
    """Write the claims of an award from one day to another, inside the test of the conditions about the applicant.

    `records` is the text for its records. `once` is the text of a year: after its first day, a state is only tried in
    later years than this one. `MAXYEAR` tries the first day only, and the sink ends the loop over days.
    `names_row`: the sink reads the name of the row.
    """
    refuse(award)
    ends = _LoopEnds(award, sink, names_row)
    tests = _conditions_before_loop(scope, award)
    if tests:
        scope.put(f"if {' and '.join(tests)}:")
    with scope.deeper(bool(tests)):
        if award.term.trigger.kind is TriggerKind.WHILE:
            _write_state_loop(scope, award, records, first, last, ends, once)
        else:
            _write_record_loop(scope, award, records, first, last, ends)


def refuse(award: LoopAward) -> None:
    """Raises where an award has no loop: sets and years are few."""
    refuse_if(award.term.trigger.kind.is_yearly, "an award of sets or years")
    refuse_if(
        any(quota.score and award.term.index in quota.clauses for quota in award.program.quotas),
        "records that a quota selects by a score",
    )
    refuse_if(award.term.index in award.program.settlement.rows_by_clause, "a limit of a row")
    refuse_sum(award)


def refuse_sum(award: LoopAward) -> None:
    """Raises where no loop writes the sums of an award: a factor may be negative, or it is rounded later."""
    refuse_if(award.body.amount is None, "an award without a sum")
    refuse_if(award.body.threshold is not None, "a threshold for the rest after deductions")
    refuse_if(
        award.term.less is not None and (award.program.rounding.step != 1 or award.constant is None),
        "a deduction before the rounding",
    )
    all_nodes = (node for expr in exprs_of(award.body.amount) for node in nodes(expr))
    refuse_if(any(_may_be_negative(getattr(node, "type", None)) for node in all_nodes), "a number that may be negative")


def _may_be_negative(type_: Type | None) -> bool:
    return type_ is not None and type_.is_summable and not type_.is_money and type_.least_value is None


def _conditions_before_loop(scope: FunctionScope, award: LoopAward) -> list[str]:
    """The conditions that are asked before the loop: the beneficiary, gates of the applicant while nothing changes."""
    kinds = [f"{literal(kind)} in {scope.facts}.kinds" for kind in award.term.beneficiaries]
    conditions = [kinds[0] if len(kinds) == 1 else f"({' or '.join(kinds)})"] if kinds else []
    rest = attrs.evolve(scope, is_static=True, lines=[])
    for gate in award.applicant_gates:
        text = rest.condition_text(gate.test, inner=True)
        conditions.append(f"(moving or {text})" if gate in award.day_dependent_gates else text)
    return conditions


def _write_record_loop(
    scope: FunctionScope, award: LoopAward, records: str, first: str, last: str, ends: _LoopEnds
) -> None:
    """Every record whose day is in the span and whose gates are true."""
    term, program, names = award.term, award.program, scope.shared.constants
    scope.put(f"for record in {records}:")
    with scope.deeper():
        place, field = len(scope.lines), literal(term.trigger.date_field)
        scope.reads.discard("values")
        start, early = program.window.start, program.discretion_from
        if early is not None and start is not None and term.start is None:
            scope.put_if(
                f"day is not NONE and {names.name(early, '')} <= day < {names.name(start, '')}",
                "leave_to_general_path()",
            )  # the bureau may pay it
        scope.put_if(f"day is NONE or not {first} <= day <= {last}", "continue")
        _write_day_dependent_gates(scope, award, ends)
        write_claim(scope, award.body, ends)
        is_read = "values" in scope.reads
        read = ["values = record.values"] * is_read + [f"day = {'values' if is_read else 'record.values'}[{field}]"]
        scope.lines[place:place] = ["    " * scope.depth + line for line in read]


def _write_state_loop(
    scope: FunctionScope, award: LoopAward, records: str, first: str, last: str, ends: _LoopEnds, once: str
) -> None:
    """The first day of each year on which all gates hold."""
    gates = [gate.test for gate in (*award.body.gates, *award.applicant_gates)]
    refuse_if(is_any(gates, Fact.OF_YEAR), "a state whose condition reads a figure of the year")
    scope.put(f"for record in {records or '(None,)'}:")
    with scope.deeper():
        if records:
            scope.put("values = record.values")
        tests = [*atoms(gates)]
        starts = ", ".join([first, *start_days(scope, tests, partial(_fixed_start, scope), partial(_fixed_day, scope))])
        scope.put(f"begun = {starts if starts == first else f'max({starts})'}")
        is_single = once == "MAXYEAR"
        all_years, new_years = (scope.shared.year_starts("begun", last, after) for after in ("0", once or "0"))
        days = "((begun,) if begun <= last else ())" if is_single else new_years
        if not all(map(has_span, tests)):
            turns = ", ".join(text for turn in award.body.change_dates for text in _change_dates(scope, turn))
            days = f"turning_days(begun, {last}, [{turns}], {all_years})"
        elif award.day_dependent_gates:
            fields = ", ".join(map(literal, applicant_fields([gate.test for gate in award.day_dependent_gates])))
            turns = f"changes_of({scope.facts}, {fields})"
            days = f"turning_days(begun, {last}, {turns}, {all_years}) if moving else {days}"
        if not is_single:
            scope.put("done = 0")
        scope.put(f"for day in {days}:")
        with scope.deeper():
            if not is_single:
                year = scope.shared.year_of("day")
                scope.put_if(f"{year} == done", "continue")
                ends = attrs.evolve(ends, extra_line=f"done = {year}")
            _write_day_dependent_gates(scope, award, ends)
            write_claim(scope, award.body, ends)


def _write_day_dependent_gates(scope: FunctionScope, award: LoopAward, ends: _LoopEnds) -> None:
    """Write the conditions about the applicant for a day, if one of their fields may be stated as periods."""
    scope.variables, scope.known, scope.uses = {}, set(), Counter()
    if award.has_common_day_dependent_gates:
        scope.put_if("moving and not _holds_on(facts, day)", "continue")
    if award_gates := [gate for gate in award.day_dependent_gates if gate in award.applicant_gates]:
        scope.put("if moving:")
        with scope.deeper():
            for gate in award_gates:
                write_gate(scope, gate, "", ends)


# ---------------------------------------------------------------------------------------------- days of states


def has_span(test: Expr) -> bool:
    """Whether the condition depends on no day, or is true from one day on or until one."""
    return Fact.SPAN in row_of(test).facts or not is_any([test], Fact.ON_DAY)


def start_days(
    scope: FunctionScope, tests: Iterable[Expr], start_of: Callable[[Dated], str], day_of: Callable[[Expr], str]
) -> Iterator[str]:
    """Texts of the days before which conditions do not hold."""
    for test in tests:
        match test:
            case typed.EventHappened() | typed.StateHolds():
                yield start_of(test)
            case typed.ElapsedComparison(day=day) if not isinstance(day, typed.ClaimDay):
                pass
            case typed.ElapsedComparison(since=since, op=op, number=number, unit=unit) if op.end is End.LOW:
                start = scope.day_after(day_of(since), number, unit)
                yield start if op.includes else scope.day_after(start, 1, "day")
            case typed.ElapsedComparison(since=since):  # `at most`, `less than`: not before that day
                yield day_of(since)
            case _:
                pass


def _fixed_start(scope: FunctionScope, test: Dated) -> str:
    """The day from which a condition may hold; a record without it is passed over."""
    start = scope.field(dates_of(scope.shared.schema, test)[0])
    scope.put_if(f"{start} is NONE", "continue")
    return start


def _fixed_day(scope: FunctionScope, day: Expr) -> str:
    """A day from which something is counted, which must not change itself."""
    for name in (name for name in applicant_fields([day]) if may_change(scope.shared.schema, name)):
        scope.put_if(f"type({scope.read('fields')}[{literal(name)}]) is DatedValue", "leave_to_general_path()")
    return attrs.evolve(scope, is_static=True).day(day)


def _change_dates(scope: FunctionScope, turn: ChangeDate) -> Iterator[str]:
    """The days on which a condition may turn, as parts of a list."""
    match turn:
        case OffsetDate(base=base, number=number, unit=unit):
            day = _fixed_day(scope, base)
            yield f"*days_after({day}, {literal(number)}, {literal(unit)})" if number else day
        case FieldChangeDates(field=field):
            yield f"*changes_of({scope.facts}, {literal(field)})"
        case RecordChangeDates(record=record, change_dates=turns):
            for inner in turns:
                if not isinstance(inner, OffsetDate) or not isinstance(inner.base, typed.RecordField):
                    raise NotVectorizableError
                days = f"{scope.read('c')}.days_of({literal(record)}, {literal(inner.base.field)})"
                unit = f"{literal(inner.number)}, {literal(inner.unit)}"
                yield (
                    f"*[turn for start in {days} for turn in days_after(start, {unit})]" if inner.number else f"*{days}"
                )


# ---------------------------------------------------------------------------------------------- sums


@attrs.frozen(eq=False, repr=False)
class _LoopEnds(ClauseEnds):
    """A loop continues with the next record or day, or passes the amount to its sink, after a line of its own."""

    award: LoopAward
    sink: Sink
    needs_row: bool
    extra_line: str = ""

    def pay(self, scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling, row: str = "") -> None:
        text = sum_of(scope, self.award, amount)
        if not isinstance(self.award.body.amount, typed.AmountByRows):
            self._pass_to_sink(scope, text)
            return
        scope.put(f"proposed = {text}")
        if self.needs_row:
            scope.put(f"row = {literal(row)}")

    def rows_end(self, scope: FunctionScope) -> None:
        self._pass_to_sink(scope, "proposed")

    def _pass_to_sink(self, scope: FunctionScope, text: str) -> None:
        if self.extra_line:
            scope.put(self.extra_line)
        self.sink(scope, text)


def sum_of(scope: FunctionScope, award: LoopAward, amount: typed.FixedAmount | typed.Ceiling) -> str:
    """The sum of an amount in minor units: rounded once, after what others supported; or what the bureau set of it."""
    is_ceiling = isinstance(amount, typed.Ceiling)
    number = None if amount.value is None else scope.number(amount.value)
    if amount.at_most is not None:
        limit = NumberText(_rounded_sum_text(scope.number(amount.at_most), DOWN_TO_MINOR), is_sum=True)
        number = limit if number is None else _smaller_number(number, limit)
    if number is not None and any(map(typed.may_be_negative, exprs_of(amount))):
        number = attrs.evolve(number, text=f"max({number.text}, 0)", is_sum=False)
    if award.term.counts_support and number is not None:
        if is_ceiling:
            number = NumberText(_rounded_sum_text(number, DOWN_TO_MINOR), is_sum=True)
        trigger = award.term.trigger
        key_texts = f"{literal(award.program.name)}, None, ()"
        refuse_if(trigger.kind is TriggerKind.SET, "support of a set")
        if trigger.record:
            key = award.program.schema.record_by_name[trigger.record].key
            key_texts = (
                f"{literal(award.program.name)}, record, ({''.join(f'{literal(name)}, ' for name in key).strip()})"
            )
        given = NumberText(scope.support_sum(key_texts, award.item)).times(number.denominator)
        number = NumberText(f"max({number.text} - {given}, 0)", number.denominator, is_whole=number.is_whole)
    if is_ceiling:
        set_sum = scope.approved_sum(award.term.label, award.term.trigger.record, award.item)
        return set_sum if number is None else f"min({set_sum}, {_rounded_sum_text(number, DOWN_TO_MINOR)})"
    if number is None:
        raise NotVectorizableError
    if isinstance(amount, typed.FixedAmount) and amount.threshold is not None:
        number = _number_from_threshold(scope, number, amount.threshold)
    return _rounded_sum_text(number, award.program.rounding)


def _number_from_threshold(scope: FunctionScope, number: NumberText, threshold: Expr) -> NumberText:
    """The number, or 0 below a constant threshold."""
    least = threshold.value if isinstance(threshold, typed.Const) else None
    if not isinstance(least, int) or least * number.denominator >= _LARGEST_LITERAL:
        raise NotVectorizableError
    scope.put(f"exact = {number.text}")
    text = f"(exact if exact >= {literal(least * number.denominator)} else 0)"
    return NumberText(text, number.denominator, is_whole=number.is_whole)


def _smaller_number(number: NumberText, whole: NumberText) -> NumberText:
    return NumberText(
        f"min({number.text}, {whole.times(number.denominator)})", number.denominator, is_whole=number.is_whole
    )


def _rounded_sum_text(number: NumberText, rounding: Rounding) -> str:
    """The sum in minor units as one integer text."""
    step = number.denominator * rounding.step
    if step == 1 and number.is_whole:
        return number.text
    match rounding.mode:
        case Mode.DOWN:
            whole = f"{number.factor} // {literal(step)}"
        case Mode.UP:
            whole = f"-(-({number.text}) // {literal(step)})"
        case Mode.HALF_UP if step % 2 == 0:
            whole = f"({number.text} + {literal(step // 2)}) // {literal(step)}"
        case Mode.HALF_UP:
            whole = f"(2 * ({number.text}) + {literal(step)}) // {literal(2 * step)}"
        case Mode.HALF_EVEN:
            whole = f"half_even({number.text}, {literal(step)})"
        case _:
            assert_never(rounding.mode)
    return whole if rounding.step == 1 else f"({whole}) * {literal(rounding.step)}"


MAX_YEARS = 60
"""The sum-first form is used for windows of at most this number of years."""


@attrs.frozen(eq=False, repr=False)
class SumText(ValueObject):
    """A function that adds up some awards of some kinds of records (empty: of no kind).

    `kind`: its parameter is a list of its records.
    """

    clauses: tuple[int, ...]
    kinds: tuple[str, ...]
    kind: str
    name: str
    lines: tuple[str, ...]


def sum_function(program: Program, scope: FunctionScope, awards: Sequence[LoopAward]) -> SumText:
    """The function that adds up these awards.

    It raises if the order of claims matters, the window lacks an end, or years are not calendar years.
    """
    start, end = window_of(program).start, window_of(program).end
    if not program.fiscal_year.is_calendar_year or start is None or end is None or end.year - start.year >= MAX_YEARS:
        raise NotVectorizableError
    return _SumWriter(program, scope, tuple(awards), start, end.year - start.year + 1).sum_text()


@attrs.define(eq=False, repr=False)
class _SumWriter:
    """Writes one component: a list of the sums (or numbers) of each year for every award, then what rules leave."""

    program: Program
    scope: FunctionScope
    awards: tuple[LoopAward, ...]
    start: datetime.date
    years: int
    list_names: dict[int, str] = attrs.field(factory=dict)
    records: str = "records"

    def sum_text(self) -> SumText:
        """The whole function."""
        indices = {award.term.index for award in self.awards}
        by_clause = self.program.compute_once(_steps_by_clause)
        numbers = {number for index in indices for number in by_clause.get(index, ())}
        steps = [self.program.settlement.steps[number] for number in sorted(numbers)]
        refuse_if(any(not indices.isdisjoint(rule.clauses) for rule in self.program.suspensions), "years of suspension")
        refuse_if(not indices.isdisjoint(self.program.schedule_by_clause), "grants that are paid in parts")
        refuse_if(
            any(step.wait or not (step.traits.fills or step.traits.has_places) for step in steps),
            "a rule that is neither a room nor a number of places",
        )
        limited = [step for step in steps if step.traits.has_places]
        spoken = [award.term.trigger.record for award in self.awards]
        self.scope.put("due = 0")
        for award in self.awards:
            if steps:
                self.list_names[award.term.index] = self.scope.locals.take("counts" if limited else "sums")
                self.scope.put(f"{self.list_names[award.term.index]} = {[0] * self.years}")
        kind = spoken[0] if len(spoken) == 1 else ""
        for award, record in zip(self.awards, spoken, strict=True):
            if record and not kind:
                self.records = self.scope.locals.take(f"{record} records")
                self.scope.put(f"{self.records} = listed_records(CODE, facts, {literal(record)})")
            self._add(award, self.records if record else "", is_counted=bool(limited))
        if steps:
            self._write_fold(steps)
        self.scope.put("return due")
        first = self.awards[0]
        name, title = f"_sum_{first.body.function}", "; ".join(award.body.title for award in self.awards)
        head = f"def {name}(facts: Facts, records: Records, since: date, last: date, moving: bool) -> int:"
        lines = (head, f"    {literal(title)}", *self.scope.header("fields", "c"), *self.scope.lines)
        return SumText(tuple(sorted(indices)), tuple(dict.fromkeys(spoken)), kind, name, lines)

    # ------------------------------------------------------------------------------------------ what awards propose

    def _add(self, award: LoopAward, records: str, *, is_counted: bool) -> None:
        """The loop of one award, with its sums."""
        term, scope = award.term, self.scope
        is_state = term.trigger.kind is TriggerKind.WHILE
        refuse_if(
            len(term.once_key_sets) > 1
            or reaches_back(term)
            or term.start is not None
            or (is_counted and award.constant is None),
            "sums that depend on the order of claims",
        )
        keys = term.once_key_sets[0] if term.once_key_sets else None
        window = self.scope.shared.constants.name(self.start, "")
        if keys:
            self._write_first_payment(award, records, window, keys, is_counted=is_counted)
            return
        refuse_if(is_counted and is_state, "places of a state")
        if (keys == () or is_state) and records:
            scope.put_if(f"len({records}) > 1", f"require_distinct_items({records})")

        def add(scope: FunctionScope, text: str) -> None:
            if is_state:
                scope.put("if day >= since:")
            with scope.deeper(is_state):
                scope.put(self._addition_line(award, "1" if is_counted else text, "day"))
            if is_state and keys == ():
                scope.put("break")

        write_loop(scope, award, records, window if is_state else "since", "last", add,
                   once="MAXYEAR" if keys == () else "")  # fmt: skip

    def _write_first_payment(
        self, award: LoopAward, records: str, window: str, keys: tuple[str, ...], *, is_counted: bool
    ) -> None:
        """One payment for the applicant, on the first day."""
        if is_counted or award.constant is None or not self._is_implied(keys, [award]):
            raise NotVectorizableError
        earliest_name = self.scope.locals.take("earliest")
        self.scope.put(f"{earliest_name} = last.max")

        def earliest(scope: FunctionScope, text: str) -> None:
            scope.put_if(f"day < {earliest_name}", f"{earliest_name} = day")
            if award.term.trigger.kind is TriggerKind.WHILE:
                scope.put("break")

        write_loop(self.scope, award, records, window, "last", earliest, once="MAXYEAR")
        self.scope.put_if(
            f"since <= {earliest_name} <= last",
            self._addition_line(award, self.scope.shared.constants.name(award.constant, "money"), earliest_name),
        )

    def _addition_line(self, award: LoopAward, text: str, day: str) -> str:
        sums = self.list_names.get(award.term.index)
        return f"{sums}[{day}.year - {self.start.year}] += {text}" if sums else f"due += {text}"

    # ------------------------------------------------------------------------------------------ what rules leave

    def _write_fold(self, steps: list[Step]) -> None:
        """Year by year what each step leaves of the sums before it; places leave a number of equal sums."""
        scope, first = self.scope, self.awards[0]
        rules = [(step, bound.reach, self._room(step, bound)) for step in steps for bound in step.rules]
        left = {award.term.index: scope.locals.take("left") for award in self.awards}
        lists = list(self.list_names.values())
        rows_text = f"zip({', '.join(lists)})" if len(lists) > 1 else lists[0]
        scope.put(f"for {', '.join(left.values())} in {rows_text}:")
        is_number, parts = steps[0].traits.has_places, [frozenset({index}) for index in left]
        unit = self.scope.shared.constants.name(first.constant or 0, "money") if is_number else ""
        with scope.deeper():
            for step, reach, room in rules:
                inside = [part for part in parts if not part.isdisjoint(reach)]
                refuse_if(
                    not all(part.issubset(reach) for part in inside) or (step.traits.has_places and not is_number),
                    "rules that overlap, or a room before places",
                )
                whole = frozenset[int]().union(*inside)
                parts = [whole, *(part for part in parts if part not in inside)]
                name, *other_names = [left[min(part)] for part in sorted(inside, key=min)]
                if other_names:
                    scope.put(f"{name} += {' + '.join(other_names)}")
                if is_number and not step.traits.has_places:
                    scope.put(f"{name} *= {unit}")
                    is_number = False
                scope.put_if(f"{name} > {room}", f"{name} = {room}")
            sums = " + ".join(left[min(part)] for part in parts)
            scope.put(f"due += {f'{unit} * {sums}' if is_number else sums}")

    def _room(self, step: Step, bound: StepRule) -> str:
        """The room or the places of a rule; no limit for who is not of its kind."""
        refuse_if(
            bound.is_across or bound.counted_field or not bound.per_year or bound.function is not None,
            "a room that is not of a year and kind",
        )
        has_places = step.traits.has_places
        refuse_if(
            has_places and (len(self.awards) > 1 or self.awards[0].term.trigger.kind is not TriggerKind.RECORD),
            "places of several awards, or of a state",
        )
        text = literal(step.number) if has_places else self.scope.shared.constants.name(bound.amount or 0, "money")
        refuse_if(
            not all(key == "applicant" or key in self.program.schema.kinds_and_classes for key in bound.keys),
            "a key that is not a kind of applicant",
        )
        if self._is_implied(bound.keys, [award for award in self.awards if award.term.index in bound.reach]):
            return text
        name = self.scope.locals.take("quota" if has_places else "limit")
        tests = " and ".join(f"{literal(key)} in facts.kinds" for key in bound.keys if key != "applicant")
        self.scope.put(f"{name} = {text} if {tests} else UNLIMITED")
        return name

    def _is_implied(self, keys: Iterable[str], awards: Iterable[LoopAward]) -> bool:
        """Whether all applicants of the awards have the keys."""
        wider = self.program.schema.wider_kinds
        to = [award.term.beneficiaries for award in awards]
        return all(
            key == "applicant" or all(kinds and all(key in wider[kind] for kind in kinds) for kinds in to)
            for key in keys
        )


def _steps_by_clause(program: Program) -> dict[int, list[int]]:
    """The numbers of the steps that reach a clause. Steps of a single award count only if they change its proposals."""
    return values_by_key(
        (index, number)
        for number, step in enumerate(program.settlement.steps)
        if step.adjusts_proposals or not step.is_of_award
        for bound in step.rules
        for index in bound.reach
    )


_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def total_functions(plan: Plan, shared: ModuleContext) -> tuple[str, Text]:
    """The functions, and the table of them."""
    return _TotalWriter(plan, shared, *awards_of(plan)).functions_and_table()


@attrs.define(eq=False, repr=False)
class _TotalWriter:
    plan: Plan
    shared: ModuleContext
    awards: list[LoopAward]
    common: tuple[Gate, ...]

    def functions_and_table(self) -> tuple[str, Text]:
        """All functions, and the table of them."""
        sums = list(self._sums())
        added_up = {index for sum_text in sums for index in sum_text.clauses}
        claims = {
            award.term.index: lines
            for award in self.awards
            if award.term.index not in added_up and (lines := self._write_or_none(self._claims, award))
        }
        functions = [*self._applicant_functions(), *(sum_text.lines for sum_text in sums), *claims.values()]
        loops = tuple(self._loop(self.awards[index]) for index in claims)
        parts = (
            call("SumPart", _tuple_text(part.clauses), _tuple_text(part.kinds), literal(part.kind), part.name)
            for part in sums
        )
        tables = (LayoutGroup("(", loops, is_filled=True), LayoutGroup("(", tuple(map(flat, parts)), is_filled=True))
        table = call("EmittedTotal", "PROGRAM", "_applies", *tables)
        return "\n\n".join(map(compact, functions)), table

    def _sums(self) -> Iterator[SumText]:
        """The sum-first functions of the components that have one."""
        settlement = self.plan.program.settlement
        if any(step.wait for step in settlement.steps):
            return  # a claim of any award may let money go on
        tied = [(*bound.reach, *bound.payers) for step in settlement.steps for bound in step.rules]
        for members in components(range(len(self.awards)), tied):
            awards = [self.awards[index] for index in members]
            sum_text = self._write_or_none(partial(sum_function, self.plan.program, self._scope()), awards)
            if sum_text is not None:
                yield sum_text

    # ------------------------------------------------------------------------------------------ the applicant

    def _applicant_functions(self) -> Iterator[list[str]]:
        """What is asked of the applicant for every award: once, and on a day where fields change with the days."""
        scope = self._scope(at_rest=True)
        fields = applicant_fields([gate.test for award in self.awards for gate in award.day_dependent_gates])
        steady = [gate for gate in self.common if not applicant_fields([gate.test])]
        self._write_applicant_gates(scope, steady)
        if fields:
            tests = (f"type({scope.read('fields')}.get({literal(name)})) in MOVING" for name in fields)
            scope.put_if(" or ".join(tests), "return True")
        self._write_applicant_gates(scope, [gate for gate in self.common if gate not in steady])
        scope.put("return False")
        title = "Whether the conditions on the applicant may change over time; None if no award pays it."
        yield [
            "def _applies(facts: Facts) -> bool | None:",
            f"    {literal(title)}",
            *scope.header("fields"),
            *scope.lines,
        ]
        if self.awards[0].has_common_day_dependent_gates:
            scope = self._scope()
            tests = (scope.condition_text(gate.test, inner=True) for gate in self.common)
            scope.put(f"return {' and '.join(tests)}")
            yield ["def _holds_on(facts: Facts, day: date) -> bool:", *scope.header("fields"), *scope.lines]

    @staticmethod
    def _write_applicant_gates(scope: FunctionScope, gates: Iterable[Gate]) -> None:
        for gate in gates:
            scope.put_if(scope.condition_text(gate.test, negated=True), "return None")

    def _scope(self, *, at_rest: bool = False) -> FunctionScope:
        return FunctionScope(self.shared, "c.with_record(record, day)", "facts", self.shared.year_of("day"), at_rest)

    # ------------------------------------------------------------------------------------------ claims

    def _claims(self, award: LoopAward) -> list[str]:
        """The function that makes the claims of an award."""
        term, program, names = award.term, self.plan.program, self.shared.constants
        scope = self._scope()
        first, once = "date.min" if award.first_day is None else names.name(award.first_day, ""), ""
        if term.trigger.kind is TriggerKind.WHILE:
            if window_of(program).start is None:
                scope.put(f"since = max({first}, first_followed_day(c))")
                first = "since"
            once = self._settled_year(scope, award)
        index, subject, id_ = literal(term.index), "None", "''"
        if term.trigger.record:
            subject, id_ = "record", "record.id"
        columns = claim_key_names(program, term.index)
        row = "row" if award.needs_row else "''"

        def claim(scope: FunctionScope, text: str) -> None:
            keys = "".join(f"{self._key(scope, award, name)}, " for name in columns).strip()
            scope.put(f"claims.append((day, {index}, {award.item}, {id_}, {subject}, {text}, {row}, ({keys})))")

        write_loop(
            scope,
            award,
            "records" if term.trigger.record else "",
            first,
            "last",
            claim,
            once=once,
            names_row=award.needs_row,
        )
        given = "c: Situation, facts: Facts, records: Records, last: date, claims: Claims, moving: bool"
        head = f"def _claims_{award.body.function}({given}) -> None:"
        return [head, *scope.header("fields"), *scope.lines]

    def _settled_year(self, scope: FunctionScope, award: LoopAward) -> str:
        """After which year a claim that is paid once leaves nothing to later ones; nothing: it may always."""
        settlement = self.plan.program.settlement
        over = [(settlement.steps[place], bound) for place, bound in settlement.rules_by_clause[award.term.index]]
        reached = [step for step, bound in over if "None" not in [self._key(scope, award, name) for name in bound.keys]]
        if award.term.once != () or any(step.traits.admits and step.is_block_rule for step in reached):
            return ""
        known = [
            "facts.history",
            *(["facts.older_documents"] if any(step.adjusts_proposals for step in reached) else []),
        ]
        scope.put(f"settled = 0 if {' or '.join(known)} else MAXYEAR")
        rests = [rule for rule in self.plan.program.suspensions if award.term.index in rule.clauses]
        if not rests:
            return "settled"
        begun = self.shared.year_of("begun")
        rest = " or ".join(f"CODE.is_suspended({literal(rule.function)}, c, {begun})" for rule in rests)
        return f"0 if {rest} else settled"

    def _key(self, scope: FunctionScope, award: LoopAward, name: str) -> str:
        """A key's value; none where the clause's claims lack it."""
        trigger, schema = award.term.trigger, self.plan.program.schema
        match name:
            case "applicant":
                return "facts.applicant"
            case _ if name in schema.kinds_and_classes:
                return f"(facts.applicant if {literal(name)} in facts.kinds else None)"
            case "item":
                return award.item
            case _ if is_period(name):
                return f"PROGRAM.period_text({literal(name)}, {self.shared.year_of('day')})"
            case "year":
                return f"str({self.shared.year_of('day')})"
            case _ if is_matter(name):
                if not trigger.record or trigger.kind is TriggerKind.SET:
                    return "facts.applicant"
                kind = schema.record_by_name[trigger.record]
                return _matter(scope, kind, self.plan.program.matter_fields(name, kind))
        if trigger.record and (field := award.field_of_key(name)):
            type_ = schema.record_by_name[trigger.record].field_by_name[field].type
            return _text_key(type_, f"{scope.read('values')}[{literal(field)}]")
        if name in schema.applicant_field_by_name:
            text = f"value_on_day(facts.fields[{literal(name)}], day)"
            return _text_key(schema.applicant_field_by_name[name].type, text)
        return "None"

    def _loop(self, award: LoopAward) -> str:
        name = f"_claims_{award.body.function}"
        return f"ClaimLoop({literal(award.term.index)}, {literal(award.term.trigger.record)}, {name})"

    def _write_or_none(self, write: Callable[[_Item], _Result], item: _Item) -> _Result | None:
        """The text of one or several awards, or `None` if it has no form; then all changes of the context are
        undone.
        """
        context_before = self.shared.copy()
        try:
            return write(item)
        except NotVectorizableError:
            self.shared.restore(context_before)
            return None


def _matter(scope: FunctionScope, record: RecordKind, fields: tuple[str, ...]) -> str:
    """The matter as text, in the form of the ledger."""
    root = literal(f"{record.root}: ")
    if fields == MATTER_IS_APPLICANT:
        return f"{root} + facts.applicant"
    if not fields:
        return f"{root} + record.item"
    stated = [f"{scope.read('values')}[{literal(name)}]" for name in fields]
    is_text = " and ".join(f"type({text}) is str" for text in stated)
    whole = " + ' / ' + ".join(stated)
    return f"{root} + {whole} if {is_text} else matter_of(record, {_tuple_text(fields)})"


def _text_key(type_: Type, text: str) -> str:
    """A key that a field holds."""
    refuse_if(not type_.member_type.is_word, "a key that is neither a name nor a member")
    return f"{'list' if type_.is_list else 'text'}_key({text})"


def _tuple_text(values: Iterable[str | int]) -> str:
    """A tuple of words or numbers on one line."""
    return f"({''.join(f'{literal(value)}, ' for value in values).strip()})"
