"""A plan's expressions as formulas: the data of a module in addition to its functions."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import assert_never

import attrs

from ipdsl.ir.formulas import BodyFormulas, EvidenceFormula, Formula, Formulas, RowFormula, TestFormula
from ipdsl.ir.terms import TriggerKind
from ipdsl.lower.conditions import is_steady
from ipdsl.lower.expressions import date_field_of, dates_of, row_of
from ipdsl.lower.plan import (
    ChangeDate,
    ClauseBody,
    Evidence,
    FieldChangeDates,
    Gate,
    OffsetDate,
    Plan,
    RecordChangeDates,
)
from ipdsl.schema.values.stated_values import DisplayUnit
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr


@attrs.define(eq=False, repr=False)
class FormulaBuilder:
    """Turns expressions of one policy into formulas; `suspensions` are asked for by the name of their rule."""

    schema: Schema
    suspensions: dict[Expr, str] = attrs.field(factory=dict)

    # ------------------------------------------------------------------------------------------ a whole policy

    def formulas(self, plan: Plan, exprs: Iterable[Expr]) -> Formulas:
        """All that the policy computes."""
        suspensions = tuple((rule.function, self.formula(rule.test)) for rule in plan.suspensions)
        self.suspensions = {rule.test: rule.function for rule in plan.suspensions}
        kinds = [clause.trigger.kind for clause in plan.program.clauses]
        bodies = zip(plan.clauses, kinds, strict=True)
        return Formulas(
            tuple(self.body(body, is_state=kind is TriggerKind.WHILE) for body, kind in bodies),
            tuple(map(self.formula, exprs)),
            tuple((cap.function, self.formula(cap.amount)) for cap in plan.caps),
            suspensions,
            tuple((index, self.body(body)) for index, body in plan.references),
            tuple(map(self.body, plan.allocations)),
            tuple((index, self.body(body)) for index, body in plan.obligations),
        )

    def body(self, body: ClauseBody, *, is_state: bool = False) -> BodyFormulas:
        """What a clause computes."""
        steady = (index for index, gate in enumerate(body.gates) if is_state and is_steady(self.schema, gate.test))
        return BodyFormulas(
            tuple(map(self._test, body.gates)), tuple(map(self._test, body.table_gates)), self._rows(body.amount),
            tuple(map(self._evidence, body.evidence)), tuple(map(self.change_date, body.change_dates)),
            tuple(map(self._test, body.picks)), tuple(steady),
            None if body.threshold is None else self.formula(body.threshold),
        )  # fmt: skip

    def _test(self, gate: Gate) -> TestFormula:
        return TestFormula(self.formula(gate.test), tuple(map(self._evidence, gate.evidence)))

    def _evidence(self, evidence: Evidence) -> EvidenceFormula:
        value = self.formula(evidence.value)
        unit = unit_of(evidence)
        return (evidence.name, value) if unit is DisplayUnit.PLAIN else (evidence.name, value, unit.value)

    def _rows(self, amount: typed.Amount | None) -> tuple[RowFormula, ...] | None:
        match amount:
            case None:
                return None
            case typed.AmountByRows(rows=rows):
                return tuple(
                    self._row(True if row.test is None else self.formula(row.test), row.name, row.amount)
                    for row in rows
                )
            case typed.FixedAmount() | typed.Ceiling():
                return (self._row(True, "", amount),)
            case _:
                assert_never(amount)

    def _row(self, test: Formula, name: str, amount: typed.FixedAmount | typed.Ceiling) -> RowFormula:
        value, most = (None if part is None else self.formula(part) for part in (amount.value, amount.at_most))
        both = value is not None and most is not None
        sum_ = ("limited", value, most) if both else most if value is None else value
        if isinstance(amount, typed.FixedAmount) and amount.threshold is not None:
            sum_ = ("from_threshold", sum_, self.formula(amount.threshold))
        return test, name, sum_, isinstance(amount, typed.Ceiling)

    # ------------------------------------------------------------------------------------------ turning points

    def change_date(self, turn: ChangeDate) -> Formula:
        """Days on which something turns; dates of a record as they are stated."""
        match turn:
            case OffsetDate(base=typed.RecordField(field=name), number=0):
                return ("stated", name)
            case OffsetDate(base=typed.RecordField(field=name), number=number, unit=unit):
                return ("stated_after", name, number, unit)
            case OffsetDate(base=base, number=0):
                return ("day", self.formula(base))
            case OffsetDate(base=base, number=number, unit=unit):
                return ("after", self.formula(base), number, unit)
            case FieldChangeDates(field=field):
                return ("changes", field)
            case RecordChangeDates(record=record, change_dates=turns):
                inner = tuple(map(self.change_date, turns))
                dates = [part[1] for part in inner if isinstance(part, tuple) and part[0] == "stated"]
                return ("days_of", record, *dates) if len(dates) == len(inner) else ("turns_of", record, *inner)
            case _:
                assert_never(turn)

    # ------------------------------------------------------------------------------------------ expressions

    def formula(self, expr: Expr) -> Formula:
        """The formula of an expression."""
        if expr in self.suspensions:
            return ("suspended", self.suspensions[expr])
        match expr:
            case typed.Const(value=value):
                return value
            case typed.EventHappened() | typed.StateHolds():
                dates = [("field", date.field) for date in dates_of(self.schema, expr)]
                return ("during" if dates[1:] else "at_most", *dates, ("day",))
            case typed.StateLength(unit=unit):
                return ("length_in_year", unit, *(("field", date.field) for date in dates_of(self.schema, expr)))
            case _:
                row = row_of(expr)
                return (row.spelled or row.name, *(part for name in row.parts for part in self._parts(expr, name)))

    def _parts(self, expr: Expr, name: str) -> Iterator[Formula]:
        """One of the parts of an operation, as parts of a formula."""
        if name == "date_field":
            yield date_field_of(self.schema, expr)  # type: ignore[arg-type]  # only events have one
            return
        value = attrgetter(name.lstrip("*?"))(expr)
        if name.startswith("*"):
            yield from map(self._part, value)
        elif not (name.startswith("?") and value is None):
            yield self._part(value)

    def _part(self, value: object) -> Formula:
        if isinstance(value, Expr):
            return self.formula(value)
        if isinstance(value, tuple):
            return tuple(map(self._part, value))
        return value.value if isinstance(value, enum.Enum) else value  # type: ignore[return-value]  # a word or number


def unit_of(evidence: Evidence) -> DisplayUnit:
    """How the value of a word is to be shown."""
    return evidence.value.type.display_unit
