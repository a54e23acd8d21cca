"""The plain form of each clause function: the same gates, reasons and sums over facts that are stated.

In comes a clause; out comes a function in plain Python comparisons. Conditions of a record, its day and the applicant
are those of the emitted totals; what looks at other records, and every sum, is asked as the clause function asks it.
The form is called with a record, a day and a year; a situation of them is made where something asks for it.

A value that was not stated, or that cannot be determined where that matters, makes the form raise, and the clause
function answers (`ipdsl.runtime.code.Code.propose`). What has no such form is left to the clause function as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

import attrs

from ipdsl.backends.python.clauses import layout_of_sum, layout_of_told
from ipdsl.backends.python.expr import Scope, Shared
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Locals
from ipdsl.backends.python.total_claims import Function, Loop
from ipdsl.backends.python.total_helpers import OWN
from ipdsl.backends.python.total_values import (
    NotListedError,
    Number,
    Values,
    applicant_field,
    bare,
    read_field,
    record_field,
)
from ipdsl.backends.python.writer import Layout, call, flat, tuple_of
from ipdsl.plan.ir import ClauseBody, Gate, Told
from ipdsl.plan.walk import nodes
from ipdsl.runtime.terms import TriggerKind
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr

_ASKED = (
    typed.CountOf | typed.IsFirst | typed.Aggregate | typed.RankOf | typed.EventInYear | typed.MatterSupported
    | typed.SeriesValue | typed.Converted | typed.Interest | typed.TableValue
)  # fmt: skip
"""What the lookups of a clause function find, who remember it for all claims."""

_OF_A_RECORD = (
    typed.Const | typed.RecordField | typed.ApplicantField | typed.ApplicantIs | typed.EventHappened | typed.StateHolds
    | typed.Lasted | typed.All | typed.Any_ | typed.Not | typed.Compare | typed.CompareLevel | typed.OneOf
    | typed.CannotBeDetermined
)  # fmt: skip
"""What a counted record is asked without a look at others."""

_HERE = "here"
_MADE = "c.on(record, day, year)"
_BODY = 4
_FACTS = re.compile(r"(?<![.\w'])facts\b")
_ASKS = re.compile(rf"(?<![.\w']){_HERE}\b")
_OF_A_YEAR = (TriggerKind.YEAR, TriggerKind.SET)
"""Awards whose form gets the situation itself: what they ask is found over its members."""


@attrs.define
class _Marked(Scope):
    """Expressions as the clause function writes them, with the marks of fields that the plain form reads itself."""

    day: str = "day"
    year: str = "year"

    def layout(self, expr: Expr) -> Layout:
        """The expression; a field by its mark."""
        if expr in self.shared.functions:
            return call("holds_in", "c", self.shared.functions[expr], "year")
        match expr:
            case typed.CountOf(pick=pick) if is_countable(pick):
                return call("once_a_day", "c", self.shared.counter(pick), "day")
            case typed.ApplicantIs(kind=kind):
                return f"{literal(kind)} in facts.kinds"
            case typed.RecordField(field=name):
                return record_field(name)
            case typed.ApplicantField(field=name):
                return applicant_field(name)
            case typed.Converted(value=typed.RecordField(field=name), series=series, day=day):
                own, c = record_field(name), _MADE if self.c == _HERE else self.c
                when = read_field(day.field) if isinstance(day, typed.RecordField) else self.layout(day)
                asked = call(f"{c}.converted", own, literal(series), when)
                return f"({own} if type({own}) is int else {flat(asked)})"  # the day matters to other currencies alone
            case _:
                return Scope.layout(self, expr)


@attrs.define
class _Conditions(Values):
    """Conditions that are exact: what cannot be determined raises, for it stops a claim in another way."""

    scope: Scope = attrs.field(kw_only=True)

    def _known(self, expr: Expr) -> str:
        layout = self.scope.layout(expr)
        is_known = expr in self.shared.functions or (isinstance(expr, typed.CountOf) and is_countable(expr.pick))
        return flat(layout if is_known else call("known", layout))

    def fails(self, expr: Expr) -> str:
        """True where a gate stops the claim."""
        match expr:
            case typed.RecordField() | typed.ApplicantField() | typed.OneOf():
                return f"not ({bare(self.holds(expr))})"
            case typed.Not(part=part):
                return bare(self.holds(part))
            case _:
                return Values.fails(self, expr)

    def holds(self, expr: Expr) -> str:
        """True where the condition holds."""
        if isinstance(expr, _ASKED) or expr in self.shared.functions:
            return self._known(expr)
        return Values.holds(self, expr)

    def number(self, expr: Expr) -> Number:
        """A sum, count or rate."""
        return Number(self._known(expr)) if isinstance(expr, _ASKED) else Values.number(self, expr)

    def date(self, expr: Expr) -> str:
        """A day."""
        return self._known(expr) if isinstance(expr, _ASKED) else Values.date(self, expr)


def is_countable(pick: typed.Pick) -> bool:
    """Whether the records can be counted as the emitted totals count them."""
    return all(isinstance(node, _OF_A_RECORD) for test in pick.tests for node in nodes(test))


def plain_form(shared: Shared, taken: frozenset[str], body: ClauseBody, name: str, kind: TriggerKind) -> str | None:
    """The text of the plain form of a clause; `None` where it has none."""
    names = Locals(taken | OWN | {_HERE})
    scope = _Marked(shared, names, c="c" if kind in _OF_A_YEAR else _HERE)
    values = _Conditions(shared, "", "day", "year", scope=scope)
    function = Function(values, names, day="day")
    loop = function.loop(1)
    try:
        for index, gate in enumerate(body.gates):
            _gate(loop, values, gate, str(index))
        for gate in body.fitting:
            _gate(loop, values, gate, "NO_ROW")
        _amount(loop, values, body)
    except NotListedError:
        return None
    loop.finish()
    lines = list(_with_situation(function.finish()))
    facts = ["    facts = c.facts"] if any(_FACTS.search(line) for line in lines) else []
    return "\n".join([f"def {name}(c: Situation, record: Subject, day: date, year: int) -> Proposal:", *facts, *lines])


def _with_situation(lines: list[str]) -> Iterator[str]:
    """The lines, with the situation of record and day made where one of them asks for it."""
    is_made = False
    for line in lines:
        if not is_made and _ASKS.search(line):
            depth = len(line) - len(line.lstrip())
            yield f"{' ' * depth}{_HERE} = {_MADE}"
            is_made = depth == _BODY
        yield line


def _gate(loop: Loop, values: _Conditions, gate: Gate, index: str) -> None:
    loop.put(f"if {values.fails(gate.test)}:")
    loop.put(_stop(values.scope, index, gate.told), 1)


def _stop(scope: Scope, index: str, told: Iterable[Told]) -> str:
    return f"return {flat(call('Proposal', index, tuple_of(*(layout_of_told(scope, one) for one in told))))}"


def _amount(loop: Loop, values: _Conditions, body: ClauseBody) -> None:
    scope, amount = values.scope, body.amount
    match amount:
        case None:
            raise NotListedError
        case typed.Plain() | typed.Ceiling():
            loop.put(f"return {flat(call('pays', layout_of_sum(scope, amount)))}")
        case typed.Rows(rows=rows):
            for row in rows:
                sum_ = f"return {flat(call('pays', layout_of_sum(scope, row.amount), literal(row.name)))}"
                if row.test is None:
                    loop.put(sum_)
                    return
                loop.put(f"if {bare(values.holds(row.test))}:")
                loop.put(sum_, 1)
            loop.put(_stop(scope, "NO_ROW", body.told))
        case _:
            assert_never(amount)
