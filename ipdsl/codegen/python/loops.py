"""The loops of emitted sums: each loops over the records of one award and passes on days with amounts.

Gates and amount are written as in the function of the award (`clauses.write_claim`). Conditions about the applicant
only are tested before the loop. If one of their fields is stated as periods or unstated (`moving`), they are tested on
each day. A loop raises `NeedsGeneralPathError` at an unknown value; then the claims of its award are proposed as for a
decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias, assert_never

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import DOWN_TO_MINOR, Mode, Rounding
from ipdsl.codegen.python.clauses import write_claim, write_gate
from ipdsl.codegen.python.expressions import FunctionScope, NumberText, may_change
from ipdsl.codegen.python.writer import literal
from ipdsl.ir.operations import Fact
from ipdsl.ir.terms import Clause, Program, TriggerKind
from ipdsl.lower.expressions import dates_of, is_all, is_any, nodes, row_of
from ipdsl.lower.plan import (
    ChangeDate,
    ClauseBody,
    Evidence,
    FieldChangeDates,
    Gate,
    OffsetDate,
    Plan,
    RecordChangeDates,
    exprs_of,
    parts_of,
)
from ipdsl.schema.comparisons import End
from ipdsl.schema.values.value_type import Type
from ipdsl.semantics import typed
from ipdsl.semantics.tree_walk import atoms
from ipdsl.semantics.typed import Expr

_LARGEST_LITERAL = 1 << 62
"""Columns have integers of 64 bits."""

Sink = Callable[[FunctionScope, str], None]
"""Writes what is done with the text of a sum, on `day`; of rows that are named the name is in `row`."""


Dated: TypeAlias = typed.EventHappened | typed.StateHolds


class NotVectorizableError(Exception):
    """Nothing is emitted for this; the claims are proposed as for a decision. The text says why."""


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
        gates = [gate for gate in body.gates if not _is_suspension(gate.test, suspensions)]
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


def _is_suspension(test: Expr, suspensions: list[Expr]) -> bool:
    return isinstance(test, typed.Not) and test.part in suspensions


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
    if award.term.trigger.kind in (TriggerKind.SET, TriggerKind.YEAR):
        raise NotVectorizableError
    if any(quota.score and award.term.index in quota.clauses for quota in award.program.quotas):
        raise NotVectorizableError
    refuse_sum(award)


def refuse_sum(award: LoopAward) -> None:
    """Raises where no loop writes the sums of an award: it may be negative, or it is rounded later."""
    if award.body.amount is None:
        raise NotVectorizableError
    if award.body.threshold is not None:
        raise NotVectorizableError  # the rest after deductions is compared with it
    if award.term.less is not None and (award.program.rounding.step != 1 or award.constant is None):
        raise NotVectorizableError  # what is deducted comes off before the one rounding
    all_nodes = (node for expr in exprs_of(award.body.amount) for node in nodes(expr))
    if any(_may_be_negative(getattr(node, "type", None)) for node in all_nodes):
        raise NotVectorizableError


def _may_be_negative(type_: Type | None) -> bool:
    return type_ is not None and type_.is_summable and type_.least is None


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
            scope.put(f"if day is not NONE and {names.name(early, '')} <= day < {names.name(start, '')}:")
            scope.put("leave_to_general_path()", 1)  # the bureau may pay it
        scope.put(f"if day is NONE or not {first} <= day <= {last}:")
        scope.put("continue", 1)
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
    if is_any(gates, Fact.OF_YEAR):
        raise NotVectorizableError  # a figure turns with its year, and may not be stated
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
                scope.put(f"if {year} == done:")
                scope.put("continue", 1)
                ends = attrs.evolve(ends, extra_line=f"done = {year}")
            _write_day_dependent_gates(scope, award, ends)
            write_claim(scope, award.body, ends)


def _write_day_dependent_gates(scope: FunctionScope, award: LoopAward, ends: _LoopEnds) -> None:
    """Write the conditions about the applicant for a day, if one of their fields may be stated as periods."""
    scope.variables, scope.known, scope.uses = {}, set(), Counter()
    if award.has_common_day_dependent_gates:
        scope.put("if moving and not _holds_on(facts, day):")
        scope.put("continue", 1)
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
    scope.put(f"if {start} is NONE:")
    scope.put("continue", 1)
    return start


def _fixed_day(scope: FunctionScope, day: Expr) -> str:
    """A day from which something is counted, which must not change itself."""
    for name in (name for name in applicant_fields([day]) if may_change(scope.shared.schema, name)):
        scope.put(f"if type({scope.read('fields')}[{literal(name)}]) is DatedValue:")
        scope.put("leave_to_general_path()", 1)
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
class _LoopEnds(ValueObject):
    """A loop continues with the next record or day, or passes the amount to its sink, after a line of its own."""

    award: LoopAward
    sink: Sink
    needs_row: bool
    extra_line: str = ""
    explains_stop: bool = False
    reads: bool = False

    def stop(
        self, scope: FunctionScope, place: str, evidence: tuple[Evidence, ...], failed: Expr | None = None
    ) -> None:
        scope.put("continue")

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
    if award.term.counts_support and number is not None:
        if is_ceiling:
            number = NumberText(_rounded_sum_text(number, DOWN_TO_MINOR), is_sum=True)
        trigger = award.term.trigger
        key_texts = f"{literal(award.program.name)}, None, ()"
        if trigger.kind is TriggerKind.SET:
            raise NotVectorizableError  # the earlier payments of each of its records count
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
