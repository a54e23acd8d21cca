"""The loops of emitted sums: each goes over the records of one award and hands on a day with a sum.

Gates and amount are written as in the function of the award (`clauses.write_claim`). What is asked of the applicant
alone is asked before the loop, but on each day where a field of it is stated as periods, or not (`moving`). What a loop
does not know makes it raise (`ipdsl.runtime.code.OUTSIDE`); then claims of its award are proposed as for a decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

import attrs

from ipdsl.backends.python.clauses import write_claim, write_gate
from ipdsl.backends.python.expressions import Number, Scope, dates_of, may_change
from ipdsl.backends.python.literals import literal
from ipdsl.plan.ir import After, Changes, ClauseBody, Evidence, Gate, OfRecords, Plan, Turn
from ipdsl.plan.walk import exprs_of, nodes
from ipdsl.runtime.terms import Clause, Program, TriggerKind
from ipdsl.schema.types import NumberType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr, Op
from ipdsl.value_object import ValueObject
from ipdsl.values.rounding import DOWN_TO_MINOR, Mode, Rounding

Sink = Callable[[Scope, str], None]
"""Writes what is done with the text of a sum, on `day`; of rows that are named the name is in `row`."""

_OF_APPLICANT = (
    typed.Const | typed.ApplicantField | typed.ApplicantIs | typed.All | typed.Any_ | typed.Not | typed.Compare
    | typed.CompareLevel | typed.OneOf | typed.CannotBeDetermined
)  # fmt: skip

_TURNING = (
    typed.StateHolds | typed.EventHappened | typed.Lasted | typed.CountOf | typed.ClaimYearIs | typed.EventInYear
    | typed.MatterSupported
)  # fmt: skip
"""What hangs on the day."""


class NotListedError(Exception):
    """Nothing is emitted for this; the claims are proposed as for a decision."""


@attrs.frozen(eq=False, repr=False)
class Award(ValueObject):
    """An award with its body, without the gates of suspensions, which are asked once a year.

    `of_applicant` are its gates of the applicant alone but for the `common` ones, which all awards have.
    """

    term: Clause
    body: ClauseBody
    program: Program
    of_applicant: tuple[Gate, ...]
    common: tuple[Gate, ...]

    @property
    def item(self) -> str:
        """The text for a claim's item."""
        return "record.item" if self.term.trigger.record else "facts.applicant"

    @property
    def names_row(self) -> bool:
        """The row of a claim matters: it has a `once` of its own, or stands beside one that has."""
        return bool(self.term.once_kinds) and bool(self.term.rows)

    @property
    def constant(self) -> int | None:
        """The sum, where it is the same for every record and more than 0."""
        amount = self.body.amount
        if isinstance(amount, typed.Plain) and amount.at_most is None and not self.term.counts_support:
            value = amount.value
            if isinstance(value, typed.Const) and type(value.value) is int and value.value > 0:
                return self.program.rounding.apply(value.value) or None
        return None

    @property
    def following(self) -> tuple[Gate, ...]:
        """The gates of the applicant alone that read a field of it."""
        return tuple(gate for gate in (*self.common, *self.of_applicant) if applicant_fields([gate.test]))

    @property
    def is_common_following(self) -> bool:
        """One of these gates is common to all awards."""
        return any(gate in self.common for gate in self.following)


def awards_of(plan: Plan) -> tuple[list[Award], tuple[Gate, ...]]:
    """The awards of a policy, and the gates of the applicant alone that all of them have."""
    suspensions = [suspension.test for suspension in plan.suspensions]
    found: list[tuple[ClauseBody, tuple[Gate, ...]]] = []
    for body in plan.clauses:
        gates = [gate for gate in body.gates if not _is_suspension(gate.test, suspensions)]
        alone = tuple(gate for gate in gates if all(isinstance(node, _OF_APPLICANT) for node in nodes(gate.test)))
        found.append((attrs.evolve(body, gates=tuple(gate for gate in gates if gate not in alone)), alone))
    first = found[0][1] if found else ()
    common = tuple(gate for gate in first if all(any(gate.test == g.test for g in gates) for _, gates in found))
    tests = [gate.test for gate in common]
    awards = [
        Award(term, body, plan.program, tuple(gate for gate in alone if gate.test not in tests), common)
        for term, (body, alone) in zip(plan.program.clauses, found, strict=True)
    ]
    return awards, common


def _is_suspension(test: Expr, suspensions: list[Expr]) -> bool:
    return isinstance(test, typed.Not) and test.part in suspensions


def applicant_fields(exprs: Iterable[Expr]) -> tuple[str, ...]:
    """The fields of the applicant in the expressions."""
    every = (node for expr in exprs for node in nodes(expr) if isinstance(node, typed.ApplicantField))
    return tuple(dict.fromkeys(node.field for node in every))


# ---------------------------------------------------------------------------------------------- loops


def write_loop(
    scope: Scope,
    award: Award,
    records: str,
    first: str,
    last: str,
    sink: Sink,
    *,
    once: str = "",
    names_row: bool = False,
) -> None:
    """The claims of an award from one day to another, behind what is asked of the applicant alone.

    `records` is the text for its records. `once`: of a state no day after its first is asked for, but for years after
    the one of this text; with `MAXYEAR` for none, and the sink ends the loop over its days.
    `names_row`: the sink reads the name of the row.
    """
    refuse(award)
    ends = _Continues(award, sink, names_row)
    tests = _before(scope, award)
    if tests:
        scope.put(f"if {' and '.join(tests)}:")
    with scope.deeper(bool(tests)):
        if award.term.trigger.kind is TriggerKind.WHILE:
            _of_states(scope, award, records, first, last, ends, once)
        else:
            _of_records(scope, award, records, first, last, ends)


def refuse(award: Award) -> None:
    """Raises where an award has no loop: sets and years are few."""
    if award.term.trigger.kind in (TriggerKind.SET, TriggerKind.YEAR):
        raise NotListedError
    if any(quota.score and award.term.index in quota.clauses for quota in award.program.quotas):
        raise NotListedError
    refuse_sum(award)


def refuse_sum(award: Award) -> None:
    """Raises where no loop writes the sums of an award: it may be negative, or it is rounded later."""
    if award.body.amount is None:
        raise NotListedError
    if award.term.less is not None and (award.program.rounding.step != 1 or award.constant is None):
        raise NotListedError  # what is deducted comes off before the one rounding
    every = (node for expr in exprs_of(award.body.amount) for node in nodes(expr))
    if any(isinstance(getattr(node, "type", None), NumberType) for node in every):
        raise NotListedError  # it may be negative


def _before(scope: Scope, award: Award) -> list[str]:
    """The conditions that are asked before the loop: the beneficiary, gates of the applicant while nothing changes."""
    kinds = [f"{literal(kind)} in {scope.facts}.kinds" for kind in award.term.to]
    found = [kinds[0] if len(kinds) == 1 else f"({' or '.join(kinds)})"] if kinds else []
    rest = attrs.evolve(scope, at_rest=True, lines=[])
    for gate in award.of_applicant:
        text = rest.holds(gate.test, inner=True)
        found.append(f"(moving or {text})" if gate in award.following else text)
    return found


def _of_records(scope: Scope, award: Award, records: str, first: str, last: str, ends: _Continues) -> None:
    """Every record whose day lies in the span and whose gates hold."""
    term, program, names = award.term, award.program, scope.shared.constants
    scope.put(f"for record in {records}:")
    with scope.deeper():
        place, field = len(scope.lines), literal(term.trigger.date_field)
        scope.reads.discard("values")
        start, early = program.window.start, program.discretion_from
        if early is not None and start is not None and term.start is None:
            scope.put(f"if day is not NONE and {names.name(early, '')} <= day < {names.name(start, '')}:")
            scope.put("outside()", 1)  # the bureau may pay it
        scope.put(f"if day is NONE or not {first} <= day <= {last}:")
        scope.put("continue", 1)
        _follow(scope, award, ends)
        write_claim(scope, award.body, ends)
        is_read = "values" in scope.reads
        read = ["values = record.values"] * is_read + [f"day = {'values' if is_read else 'record.values'}[{field}]"]
        scope.lines[place:place] = ["    " * scope.depth + line for line in read]


def _of_states(scope: Scope, award: Award, records: str, first: str, last: str, ends: _Continues, once: str) -> None:
    """The first day of each year on which all gates hold."""
    gates = [gate.test for gate in (*award.body.gates, *award.of_applicant)]
    if any(isinstance(node, typed.Figure | typed.RankOf) for test in gates for node in nodes(test)):
        raise NotListedError  # a figure turns with its year, and may not be stated
    scope.put(f"for record in {records or '(None,)'}:")
    with scope.deeper():
        if records:
            scope.put("values = record.values")
        tests = [part for test in gates for part in _parts(test)]
        starts = ", ".join([first, *(start for test in tests for start in _starts(scope, test))])
        scope.put(f"begun = {starts if starts == first else f'max({starts})'}")
        is_single = once == "MAXYEAR"
        days = "((begun,) if begun <= last else ())" if is_single else f"years_from(begun, {last}, {once or 0})"
        if not all(map(_has_span, tests)):
            turns = ", ".join(text for turn in award.body.turns for text in _turn(scope, turn))
            days = f"turning(begun, {last}, [{turns}], years_from(begun, {last}, 0))"
        elif award.following:
            fields = ", ".join(map(literal, applicant_fields([gate.test for gate in award.following])))
            turns = f"changes_of({scope.facts}, {fields})"
            days = f"turning(begun, {last}, {turns}, years_from(begun, {last}, 0)) if moving else {days}"
        if not is_single:
            scope.put("done = 0")
        scope.put(f"for day in {days}:")
        with scope.deeper():
            if not is_single:
                scope.put("if day.year == done:")
                scope.put("continue", 1)
                ends = attrs.evolve(ends, before="done = day.year")
            _follow(scope, award, ends)
            write_claim(scope, award.body, ends)


def _follow(scope: Scope, award: Award, ends: _Continues) -> None:
    """What is asked of the applicant alone, on the day, where a field of it may be stated as periods."""
    scope.bound, scope.known, scope.uses = {}, set(), Counter()
    if award.is_common_following:
        scope.put("if moving and not _holds_on(facts, day):")
        scope.put("continue", 1)
    if own := [gate for gate in award.following if gate in award.of_applicant]:
        scope.put("if moving:")
        with scope.deeper():
            for gate in own:
                write_gate(scope, gate, "", ends)


# ---------------------------------------------------------------------------------------------- days of states


def _parts(test: Expr) -> Iterator[Expr]:
    """The conditions that all have to hold."""
    if isinstance(test, typed.All):
        for part in test.parts:
            yield from _parts(part)
    else:
        yield test


def _has_span(test: Expr) -> bool:
    """The condition hangs on no day, or holds from one day on, or until one."""
    if isinstance(test, typed.StateHolds | typed.EventHappened | typed.Lasted):
        return True
    return not any(isinstance(node, _TURNING) for node in nodes(test))


def _starts(scope: Scope, test: Expr) -> Iterator[str]:
    """Texts of the days before which a condition does not hold; a record without the day is passed over."""
    match test:
        case typed.EventHappened() | typed.StateHolds():
            start = scope.field(dates_of(scope.shared, test)[0])
            scope.put(f"if {start} is NONE:")
            scope.put("continue", 1)
            yield start
        case typed.Lasted(since=since, op=Op.AT_LEAST | Op.MORE_THAN as op, number=number, unit=unit):
            start = scope.after(_fixed(scope, since), number, unit)
            yield start if op is Op.AT_LEAST else f"later({start}, 1, 'day')"
        case typed.Lasted(since=since):  # `at most`, `less than`: not before that day
            yield _fixed(scope, since)
        case _:
            pass


def _fixed(scope: Scope, day: Expr) -> str:
    """A day from which something is counted, which must not change itself."""
    for name in (name for name in applicant_fields([day]) if may_change(scope.shared.schema, name)):
        scope.put(f"if type({scope.read('fields')}[{literal(name)}]) is Dated:")
        scope.put("outside()", 1)
    return attrs.evolve(scope, at_rest=True).day(day)


def _turn(scope: Scope, turn: Turn) -> Iterator[str]:
    """The days on which a condition may turn, as parts of a list."""
    match turn:
        case After(base=base, number=number, unit=unit):
            day = _fixed(scope, base)
            yield f"*days_after({day}, {literal(number)}, {literal(unit)})" if number else day
        case Changes(field=field):
            yield f"*changes_of({scope.facts}, {literal(field)})"
        case OfRecords(record=record, turns=turns):
            for inner in turns:
                if not isinstance(inner, After) or not isinstance(inner.base, typed.RecordField):
                    raise NotListedError
                days = f"{scope.read('c')}.days_of({literal(record)}, {literal(inner.base.field)})"
                unit = f"{literal(inner.number)}, {literal(inner.unit)}"
                yield (
                    f"*[turn for start in {days} for turn in days_after(start, {unit})]" if inner.number else f"*{days}"
                )


# ---------------------------------------------------------------------------------------------- sums


@attrs.frozen(eq=False, repr=False)
class _Continues(ValueObject):
    """A loop goes on with the next record or day, or hands the sum to its sink, after a line of its own."""

    award: Award
    sink: Sink
    names_row: bool
    before: str = ""
    tells: bool = False
    reads: bool = False

    def stop(self, scope: Scope, place: str, told: tuple[Evidence, ...], failed: Expr | None = None) -> None:
        scope.put("continue")

    def pay(self, scope: Scope, amount: typed.Plain | typed.Ceiling, row: str = "") -> None:
        text = sum_of(scope, self.award, amount)
        if not isinstance(self.award.body.amount, typed.Rows):
            self._hand_on(scope, text)
            return
        scope.put(f"proposed = {text}")
        if self.names_row:
            scope.put(f"row = {literal(row)}")

    def rows_end(self, scope: Scope) -> None:
        self._hand_on(scope, "proposed")

    def _hand_on(self, scope: Scope, text: str) -> None:
        if self.before:
            scope.put(self.before)
        self.sink(scope, text)


def sum_of(scope: Scope, award: Award, amount: typed.Plain | typed.Ceiling) -> str:
    """The sum of an amount in minor units: rounded once, after what others supported; or what the bureau set of it."""
    is_ceiling = isinstance(amount, typed.Ceiling)
    number = None if amount.value is None else scope.number(amount.value)
    if amount.at_most is not None:
        limit = Number(_rounded(scope.number(amount.at_most), DOWN_TO_MINOR), is_sum=True)
        number = limit if number is None else _least(number, limit)
    if award.term.counts_support and number is not None:
        if is_ceiling:
            number = Number(_rounded(number, DOWN_TO_MINOR), is_sum=True)
        trigger = award.term.trigger
        of = f"{literal(award.program.name)}, None, ()"
        if trigger.kind is TriggerKind.SET:
            raise NotListedError  # what was paid for each of its records counts
        if trigger.record:
            key = award.program.schema.record_by_name[trigger.record].key
            of = f"{literal(award.program.name)}, record, ({''.join(f'{literal(name)}, ' for name in key).strip()})"
        given = Number(scope.supported(of, award.item)).times(number.over)
        number = Number(f"max({number.text} - {given}, 0)", number.over, is_whole=number.is_whole)
    if is_ceiling:
        set_sum = scope.approved(award.term.label, award.term.trigger.record, award.item)
        return set_sum if number is None else f"min({set_sum}, {_rounded(number, DOWN_TO_MINOR)})"
    if number is None:
        raise NotListedError
    return _rounded(number, award.program.rounding)


def _least(number: Number, whole: Number) -> Number:
    return Number(f"min({number.text}, {whole.times(number.over)})", number.over, is_whole=number.is_whole)


def _rounded(number: Number, rounding: Rounding) -> str:
    """The sum in minor units as one integer text."""
    step = number.over * rounding.step
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
