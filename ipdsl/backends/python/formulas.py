"""A plan's expressions as formulas: the data that a module holds beside its functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import attrs

from ipdsl.plan.ir import After, Changes, ClauseBody, Evidence, Gate, OfRecords, Plan, Turn
from ipdsl.plan.turning_points import is_steady
from ipdsl.runtime.formulas import Body, EvidenceFormula, Formula, Formulas, Row, Test
from ipdsl.runtime.proposal import Unit
from ipdsl.runtime.terms import TriggerKind
from ipdsl.schema.model import Schema
from ipdsl.schema.types import MoneyType, RateType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import AggregateKind, Expr, Op

_COMPARE = {Op.AT_LEAST: "at_least", Op.MORE_THAN: "more_than", Op.AT_MOST: "at_most", Op.LESS_THAN: "less_than"}
_AGGREGATE = {
    AggregateKind.TOTAL: "total", AggregateKind.NUMBER: "number", AggregateKind.LARGEST: "largest",
    AggregateKind.EARLIEST: "earliest",
}  # fmt: skip


@attrs.define(eq=False, repr=False)
class Formulator:
    """Turns expressions of one policy into formulas; `suspensions` are asked for by the name of their rule."""

    schema: Schema
    suspensions: dict[Expr, str] = attrs.field(factory=dict)

    # ------------------------------------------------------------------------------------------ a whole policy

    def formulas(self, plan: Plan, asked: Iterable[Expr]) -> Formulas:
        """All that the policy computes."""
        suspensions = tuple((rule.function, self.formula(rule.test)) for rule in plan.suspensions)
        self.suspensions = {rule.test: rule.function for rule in plan.suspensions}
        kinds = [clause.trigger.kind for clause in plan.program.clauses]
        bodies = zip(plan.clauses, kinds, strict=True)
        return Formulas(
            tuple(self.body(body, is_state=kind is TriggerKind.WHILE) for body, kind in bodies),
            tuple(map(self.formula, asked)),
            tuple((cap.function, self.formula(cap.amount)) for cap in plan.caps),
            suspensions,
            tuple((index, self.body(body)) for index, body in plan.references),
            tuple(map(self.body, plan.allocations)),
            tuple((index, self.body(body)) for index, body in plan.obligations),
        )

    def body(self, body: ClauseBody, *, is_state: bool = False) -> Body:
        """What a clause computes."""
        steady = (index for index, gate in enumerate(body.gates) if is_state and is_steady(self.schema, gate.test))
        return Body(
            tuple(map(self._test, body.gates)), tuple(map(self._test, body.fitting)), self._rows(body.amount),
            tuple(map(self._told, body.told)), tuple(map(self.turn, body.turns)),
            tuple(map(self._test, body.picks)), tuple(steady),
        )  # fmt: skip

    def _test(self, gate: Gate) -> Test:
        return Test(self.formula(gate.test), tuple(map(self._told, gate.told)))

    def _told(self, told: Evidence) -> EvidenceFormula:
        value = self.formula(told.value)
        unit = unit_of(told)
        return (told.name, value) if unit is Unit.PLAIN else (told.name, value, unit.value)

    def _rows(self, amount: typed.Amount | None) -> tuple[Row, ...] | None:
        match amount:
            case None:
                return None
            case typed.Rows(rows=rows):
                return tuple(
                    self._row(True if row.test is None else self.formula(row.test), row.name, row.amount)
                    for row in rows
                )
            case typed.Plain() | typed.Ceiling():
                return (self._row(True, "", amount),)
            case _:
                assert_never(amount)

    def _row(self, test: Formula, name: str, amount: typed.Plain | typed.Ceiling) -> Row:
        value, most = (None if part is None else self.formula(part) for part in (amount.value, amount.at_most))
        both = value is not None and most is not None
        sum_ = ("limited", value, most) if both else most if value is None else value
        return test, name, sum_, isinstance(amount, typed.Ceiling)

    # ------------------------------------------------------------------------------------------ turning points

    def turn(self, turn: Turn) -> Formula:
        """Days on which something turns; dates of a record as they are stated."""
        match turn:
            case After(base=typed.RecordField(field=name), number=0):
                return ("stated", name)
            case After(base=typed.RecordField(field=name), number=number, unit=unit):
                return ("stated_after", name, number, unit)
            case After(base=base, number=0):
                return ("day", self.formula(base))
            case After(base=base, number=number, unit=unit):
                return ("after", self.formula(base), number, unit)
            case Changes(field=field):
                return ("changes", field)
            case OfRecords(record=record, turns=turns):
                inner = tuple(map(self.turn, turns))
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
            case typed.RecordField(field=name):
                return ("field", name)
            case typed.ApplicantField(field=name):
                return ("applicant", name)
            case typed.ApplicantIs(kind=name):
                return ("is_kind", name)
            case typed.Figure(figure=name, years_back=back):
                return ("figure", name, back) if back else ("figure", name)
            case typed.RankOf(figure=name, among=among):
                return ("rank", name, among)
            case typed.Aggregate(kind=kind, field=field):
                return (_AGGREGATE[kind],) if kind is AggregateKind.NUMBER else (_AGGREGATE[kind], field or "")
            case typed.ClaimYearIs(year=year):
                return ("year_is", year)
            case typed.MatterSupported(matter=name):
                return ("matter_supported", name)
            case typed.SeriesValue(series=series, point=point, day=day):
                return ("series", series, point.value, self.formula(day))
            case typed.Converted(value=value, series=series, day=day):
                return ("converted", self.formula(value), series, self.formula(day))
            case typed.EventHappened() | typed.StateHolds() | typed.CountOf() | typed.IsFirst() | typed.EventInYear():
                return self._of_records(expr)
            case (
                typed.All() | typed.Any_() | typed.Not() | typed.Compare() | typed.CompareLevel() | typed.OneOf()
                | typed.Lasted() | typed.CannotBeDetermined()
            ):  # fmt: skip
                return self._condition(expr)
            case _:
                return self._amount(expr)

    def _of_records(
        self, expr: typed.EventHappened | typed.StateHolds | typed.CountOf | typed.IsFirst | typed.EventInYear
    ) -> Formula:
        records = self.schema.record_by_name
        match expr:
            case typed.EventHappened(record=record, event=event):
                return ("at_most", ("field", records[record].event_by_name[event].date_field), ("day",))
            case typed.StateHolds(record=record, state=name):
                state = records[record].state_by_name[name]
                start: Formula = ("field", state.from_field)
                if state.until_field is None:
                    return ("at_most", start, ("day",))
                return ("during", start, ("field", state.until_field), ("day",))
            case typed.CountOf(pick=pick):
                return ("count", pick.record, *map(self.formula, pick.tests))
            case typed.IsFirst(record=record, event=event, of_item=of_item):
                return ("is_new" if of_item else "first", record, records[record].event_by_name[event].date_field)
            case typed.EventInYear(pick=pick, event=event):
                field = records[pick.record].event_by_name[event].date_field
                return ("in_year", pick.record, field, *map(self.formula, pick.tests))
            case _:
                assert_never(expr)

    def _condition(
        self,
        expr: typed.All | typed.Any_ | typed.Not | typed.Compare | typed.CompareLevel | typed.OneOf | typed.Lasted
        | typed.CannotBeDetermined,
    ) -> Formula:  # fmt: skip
        match expr:
            case typed.All(parts=parts):
                return ("all_of", *map(self.formula, parts))
            case typed.Any_(parts=parts):
                return ("any_of", *map(self.formula, parts))
            case typed.Not(part=part):
                return ("not_", self.formula(part))
            case typed.Compare(left=left, op=op, right=right):
                return (_COMPARE[op], self.formula(left), self.formula(right))
            case typed.CompareLevel(left=left):
                return ("one_of", self.formula(left), *expr.fitting)
            case typed.OneOf(value=value, members=members):
                return ("one_of", self.formula(value), *members)
            case typed.Lasted(since=since, op=op, number=number, unit=unit):
                return (f"lasted_{_COMPARE[op]}", self.formula(since), number, unit)
            case typed.CannotBeDetermined(value=value):
                return ("cannot_be_determined", self.formula(value))
            case _:
                assert_never(expr)

    def _amount(
        self,
        expr: typed.TableValue | typed.Add | typed.Subtract | typed.Scale | typed.Steps | typed.Smallest
        | typed.Largest | typed.Interest,
    ) -> Formula:  # fmt: skip
        match expr:
            case typed.TableValue(key=key, rows=rows):
                return ("table", self.formula(key), *((member, self.formula(sum_)) for member, sum_ in rows))
            case typed.Add(left=left, right=right):
                return ("add", self.formula(left), self.formula(right))
            case typed.Subtract(left=left, right=right):
                return ("subtract", self.formula(left), self.formula(right))
            case typed.Scale(factor=factor, value=value):
                return ("scale", self.formula(factor), self.formula(value))
            case typed.Steps(base=base, step=step):
                return ("steps", self.formula(base), self.formula(step))
            case typed.Smallest(values=values):
                return ("smallest", *map(self.formula, values))
            case typed.Largest(values=values):
                return ("greatest", *map(self.formula, values))
            case typed.Interest(principal=principal, rate=rate, start=start, end=end, last_years=years):
                return ("interest", *map(self.formula, (principal, rate, start, end)), years)
            case _:
                assert_never(expr)


def unit_of(told: Evidence) -> Unit:
    """How the value of a word is to be shown."""
    match told.value.type:
        case MoneyType():
            return Unit.MONEY
        case RateType():
            return Unit.PERCENT
        case _:
            return Unit.PLAIN
