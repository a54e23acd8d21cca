"""A plan's expressions as formulas: the data that a module holds beside its functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import attrs

from ipdsl.ir.formulas import BodyFormulas, EvidenceFormula, Formula, Formulas, RowFormula, TestFormula
from ipdsl.ir.proposal import DisplayUnit
from ipdsl.ir.terms import TriggerKind
from ipdsl.lower.conditions import is_steady
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
from ipdsl.schema.types import MoneyType, RateType
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import AggregateKind, Expr, Op

_COMPARE = {Op.AT_LEAST: "at_least", Op.MORE_THAN: "more_than", Op.AT_MOST: "at_most", Op.LESS_THAN: "less_than"}
_AGGREGATE = {
    AggregateKind.TOTAL: "total", AggregateKind.NUMBER: "number", AggregateKind.LARGEST: "largest",
    AggregateKind.EARLIEST: "earliest",
}  # fmt: skip


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
            case typed.RecordField(field=name):
                return ("field", name)
            case typed.ApplicantField(field=name):
                return ("applicant", name)
            case typed.ApplicantKindTest(kind=name):
                return ("is_kind", name)
            case typed.Figure(figure=name, years_back=back):
                return ("figure", name, back) if back else ("figure", name)
            case typed.ApplicantRank(figure=name, among=among):
                return ("rank", name, among)
            case typed.Aggregate(kind=kind, field=field):
                return (_AGGREGATE[kind],) if kind is AggregateKind.NUMBER else (_AGGREGATE[kind], field or "")
            case typed.ClaimYearIs(year=year):
                return ("year_is", year)
            case typed.MatterSupported(matter=name):
                return ("is_matter_supported", name)
            case typed.SeriesValue(series=series, point=point, day=day):
                return ("series", series, point.value, self.formula(day))
            case typed.CurrencyConversion(value=value, series=series, day=day):
                return ("converted", self.formula(value), series, self.formula(day))
            case (
                typed.EventHappened()
                | typed.StateHolds()
                | typed.RecordCount()
                | typed.FirstEventTest()
                | typed.EventInYear()
            ):
                return self._record_formula(expr)
            case (
                typed.And() | typed.Or() | typed.Not() | typed.Compare() | typed.CompareLevel() | typed.Membership()
                | typed.ElapsedComparison() | typed.CannotBeDetermined()
            ):  # fmt: skip
                return self._condition(expr)
            case _:
                return self._amount(expr)

    def _record_formula(
        self,
        expr: typed.EventHappened | typed.StateHolds | typed.RecordCount | typed.FirstEventTest | typed.EventInYear,
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
            case typed.RecordCount(pick=pick):
                return ("count", pick.record, *map(self.formula, pick.tests))
            case typed.FirstEventTest(record=record, event=event, is_per_item=of_item):
                return ("is_new" if of_item else "first", record, records[record].event_by_name[event].date_field)
            case typed.EventInYear(pick=pick, event=event):
                field = records[pick.record].event_by_name[event].date_field
                return ("in_year", pick.record, field, *map(self.formula, pick.tests))
            case _:
                assert_never(expr)

    def _condition(
        self,
        expr: typed.And | typed.Or | typed.Not | typed.Compare | typed.CompareLevel | typed.Membership
        | typed.ElapsedComparison
        | typed.CannotBeDetermined,
    ) -> Formula:  # fmt: skip
        match expr:
            case typed.And(parts=parts):
                return ("all_of", *map(self.formula, parts))
            case typed.Or(parts=parts):
                return ("any_of", *map(self.formula, parts))
            case typed.Not(part=part):
                return ("not_", self.formula(part))
            case typed.Compare(left=left, op=op, right=right):
                return (_COMPARE[op], self.formula(left), self.formula(right))
            case typed.CompareLevel(left=left):
                return ("one_of", self.formula(left), *expr.matching_members)
            case typed.Membership(value=value, members=members):
                return ("one_of", self.formula(value), *members)
            case typed.ElapsedComparison(since=since, op=op, number=number, unit=unit):
                return (f"lasted_{_COMPARE[op]}", self.formula(since), number, unit)
            case typed.CannotBeDetermined(value=value):
                return ("cannot_be_determined", self.formula(value))
            case _:
                assert_never(expr)

    def _amount(
        self,
        expr: typed.TableValue | typed.Add | typed.Subtract | typed.Scale | typed.FullStepCount | typed.Minimum
        | typed.Maximum | typed.Interest,
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
            case typed.FullStepCount(base=base, step=step):
                return ("steps", self.formula(base), self.formula(step))
            case typed.Minimum(values=values):
                return ("smallest", *map(self.formula, values))
            case typed.Maximum(values=values):
                return ("greatest", *map(self.formula, values))
            case typed.Interest(principal=principal, rate=rate, start=start, end=end, last_years=years):
                return ("interest", *map(self.formula, (principal, rate, start, end)), years)
            case _:
                assert_never(expr)


def unit_of(evidence: Evidence) -> DisplayUnit:
    """How the value of a word is to be shown."""
    match evidence.value.type:
        case MoneyType():
            return DisplayUnit.MONEY
        case RateType():
            return DisplayUnit.PERCENT
        case _:
            return DisplayUnit.PLAIN
