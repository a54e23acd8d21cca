"""Functions of a generated module: clauses with their days and picks, tests of picked records, computed caps.

A function is straight-line text: gates in order, each with the return that tells why it stopped, then the amount. A
lookup that is needed twice has a local variable, set just before its first use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import assert_never

import attrs

from ipdsl.backends.python.expr import Scope, Shared, lookups_in, word_of
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Locals
from ipdsl.backends.python.writer import Group, Layout, Writer, call, named, tuple_of
from ipdsl.plan.ir import After, CapBody, Changes, ClauseBody, Gate, OfRecords, Suspension, Told, Turn
from ipdsl.plan.walk import children, exprs_of
from ipdsl.schema.types import MoneyType, RateType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr


@attrs.define
class Functions:
    """Writes functions to one text; tests of picked records go to another, before them."""

    shared: Shared
    taken: frozenset[str]
    writer: Writer = attrs.field(factory=Writer)
    turn_count: int = 0

    def _scope(self) -> Scope:
        return Scope(self.shared, Locals(self.taken))

    def _open(self, name: str, title: str, result: str) -> None:
        self.writer.line()
        self.writer.line()
        self.writer.line(f"def {name}(c: Situation) -> {result}:")
        if title:
            self.writer.line(literal(title), 1)

    # ------------------------------------------------------------------------------------------ clauses

    def clause(self, body: ClauseBody) -> None:
        """The function of an award, reference or budget line, and its days and picks."""
        scope = self._scope()
        repeated = _repeated(self.shared, body)
        self._open(body.function, body.title, "Proposal")
        self.writer.line("g = Gates(c)", 1)
        for index, gate in enumerate(body.gates):
            self._gate(scope, repeated, gate, "g.fails", str(index))
        for gate in body.fitting:
            self._gate(scope, repeated, gate, "g.lacks_row")
        self._amount(scope, repeated, body)
        if body.turns:
            self._days(f"{body.function}_days", "The days on which one of its conditions may change.", body.turns)
        if body.picks:
            self._picks(f"{body.function}_picks", "Whether the record belongs to its set.", body.picks)

    def _gate(self, scope: Scope, repeated: frozenset[Expr], gate: Gate, check: str, *index: str) -> None:
        self._bind(scope, repeated, (gate.test,))
        self.writer.put(call(check, *index, scope.layout(gate.test)), 1, "if ", ":")
        self.writer.put(call("g.stopped", *(layout_of_told(scope, told) for told in gate.told)), 2, "return ")

    def _bind(self, scope: Scope, repeated: frozenset[Expr], exprs: Iterable[Expr]) -> None:
        """Local variables for the repeated lookups that come into use."""
        for lookup in lookups_in(self.shared.schema, exprs):
            if lookup in repeated and lookup not in scope.bound:
                self._bind(scope, repeated, children(lookup))
                layout = scope.layout(lookup)
                name = scope.locals.take(word_of(lookup) or "")
                self.writer.put(layout, 1, f"{name} = ")
                scope.bound[lookup] = name

    def _amount(self, scope: Scope, repeated: frozenset[Expr], body: ClauseBody) -> None:
        amount = body.amount
        match amount:
            case None:
                self.writer.line("return g.passes()", 1)
            case typed.Rows(rows=rows):
                self._bind(scope, repeated, exprs_of(amount))
                parts: list[Layout] = [_row(scope, row) for row in rows]
                if body.told:
                    parts.append(named("told", tuple_of(*(layout_of_told(scope, told) for told in body.told))))
                self.writer.put(call("g.rows", *parts), 1, "return ")
            case typed.Plain() | typed.Ceiling():
                self._bind(scope, repeated, exprs_of(amount))
                layout = _sum(scope, amount)
                if body.told:
                    name = layout if isinstance(layout, str) else scope.locals.take("proposed")
                    if not isinstance(layout, str):
                        self.writer.put(layout, 1, f"{name} = ")
                    self.writer.line(f"if {name} is CANNOT:", 1)
                    told = [layout_of_told(scope, told) for told in body.told]
                    self.writer.put(call("g.no_amount", *told), 2, "return ")
                    layout = name
                self.writer.put(call("g.pays", _ceiling(amount, layout)), 1, "return ")
            case _:
                assert_never(amount)

    # ------------------------------------------------------------------------------------------ the rest

    def cap(self, body: CapBody) -> None:
        """The room of a cap that is computed."""
        self._open(body.function, body.title, "Answer")
        self.writer.put(self._scope().layout(body.amount), 1, "return ")

    def suspension(self, body: Suspension) -> None:
        """Whether the applicant is suspended; what asks for it from here on calls the function."""
        self._open(body.function, body.title, "Truth")
        self.writer.put(self._scope().layout(body.test), 1, "return ")
        self.shared.functions[body.test] = body.function

    def picked(self) -> None:
        """The tests of every kind of picked record that the functions so far have named."""
        while self.shared.waiting:
            name, pick = self.shared.waiting.pop(0)
            self._picks(name, "", pick.tests)

    def _picks(self, name: str, title: str, tests: tuple[Expr, ...]) -> None:
        scope = self._scope()
        self._open(name, title, "Truth")
        layouts = [scope.layout(test) for test in tests]
        only = len(tests) == 1 and isinstance(layouts[0], Group) and not isinstance(tests[0], typed.RecordField)
        self.writer.put(layouts[0] if only else call("all_of", *layouts), 1, "return ")

    def _days(self, name: str, title: str, turns: tuple[Turn, ...]) -> None:
        of_records = (turn for turn in turns if isinstance(turn, OfRecords))
        inner = {turn: self._turns_of(turn) for turn in of_records if not _date_fields(turn)}
        scope = self._scope()
        self._open(name, title, "tuple[Answer | None, ...]")
        if any(isinstance(turn, After) and isinstance(turn.base, typed.RecordField) for turn in turns):
            self.writer.put("values = c.record.values", 1)
        self.writer.put(Group("(", tuple(_turn(scope, turn, inner) for turn in turns)), 1, "return ")

    def _turns_of(self, turn: OfRecords) -> str:
        self.turn_count += 1
        name = f"_turns_{self.turn_count}"
        self._days(name, "", turn.turns)
        return name


def _turn(scope: Scope, turn: Turn, inner: dict[OfRecords, str]) -> Layout:
    match turn:
        case After(base=base, number=0):
            return _base(scope, base)
        case After(base=base, number=number, unit=unit):
            return call("*days_after", _base(scope, base), literal(number), literal(unit))
        case Changes(field=field):
            return call("*c.changes", literal(field))
        case OfRecords(record=record) if turn in inner:
            return call("*c.turns_of", literal(record), inner[turn])
        case OfRecords(record=record):
            return call("*c.days_of", literal(record), *map(literal, _date_fields(turn)))
        case _:
            assert_never(turn)


def _base(scope: Scope, base: Expr) -> Layout:
    """A date; of a record as it is stated, for one that is not turns nothing."""
    return call("values.get", literal(base.field)) if isinstance(base, typed.RecordField) else scope.layout(base)


def _date_fields(turn: OfRecords) -> tuple[str, ...]:
    """The date fields of the records, where those alone are turning points."""
    bases = [inner.base for inner in turn.turns if isinstance(inner, After) and inner.number == 0]
    fields = tuple(base.field for base in bases if isinstance(base, typed.RecordField))
    return fields if len(fields) == len(turn.turns) else ()


def layout_of_told(scope: Scope, told: Told) -> Layout:
    """A word with its value, and how a number is to be shown."""
    unit: list[Layout] = []
    match told.value.type:
        case MoneyType():
            unit = ["MONEY"]
        case RateType():
            unit = ["PERCENT"]
        case _:
            pass
    return tuple_of(literal(told.name), scope.layout(told.value), *unit)


def _row(scope: Scope, row: typed.Row) -> Layout:
    test = "ALWAYS" if row.test is None else scope.layout(row.test)
    return tuple_of(test, literal(row.name), layout_of_sum(scope, row.amount))


def layout_of_sum(scope: Scope, amount: typed.Plain | typed.Ceiling) -> Layout:
    """What an amount pays, or the ceiling that it sets."""
    return _ceiling(amount, _sum(scope, amount))


def _sum(scope: Scope, amount: typed.Plain | typed.Ceiling) -> Layout:
    if amount.value is None:
        return scope.layout(amount.at_most) if amount.at_most is not None else ""
    value = scope.layout(amount.value)
    return value if amount.at_most is None else call("limited", value, scope.layout(amount.at_most))


def _ceiling(amount: typed.Plain | typed.Ceiling, layout: Layout) -> Layout:
    if isinstance(amount, typed.Plain):
        return layout
    return call("up_to", layout) if layout else "AT_DISCRETION"


def _repeated(shared: Shared, body: ClauseBody) -> frozenset[Expr]:
    """The lookups that the text of a clause function would name more than once."""
    exprs = [gate.test for gate in (*body.gates, *body.fitting)]
    exprs += [told.value for gate in (*body.gates, *body.fitting) for told in gate.told]
    exprs += [*exprs_of(body.amount), *(told.value for told in body.told)]
    uses = Counter(lookups_in(shared.schema, exprs))
    return frozenset(expr for expr, count in uses.items() if count > 1)
