"""The days on which a condition may change: what a `while` award tries beside the first day of a year.

In come typed conditions, out go turning points: the days of states and events, `n units after` a date and the day that
follows, changes of dated fields, the end of a year that is left to another document, and the same of every record that
is counted, the date before which a figure is nothing. A comparison of two dates never changes.

Evidence: the words of a condition, each with the expression whose value explains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.base.source import Span
from ipdsl.base.values.days import Date
from ipdsl.lower.plan import ChangeDate, Evidence, FieldChangeDates, OffsetDate, RecordChangeDates, children, nodes
from ipdsl.schema.types import DateType
from ipdsl.schema.vocabulary import Schema, Varies
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr


def evidence_of(schema: Schema, *exprs: Expr) -> tuple[Evidence, ...]:
    """Each word once, in the order of the page."""
    by_name: dict[str, Evidence] = {}
    for expr in exprs:
        for evidence in _evidence(schema, expr):
            by_name.setdefault(evidence.name, evidence)
    return tuple(by_name.values())


def _evidence(schema: Schema, expr: Expr) -> Iterator[Evidence]:
    match expr:
        case typed.RecordField(field=name) | typed.ApplicantField(field=name):
            yield Evidence(name, expr)
        case typed.ApplicantKindTest(kind=name) | typed.SeriesValue(series=name):
            yield Evidence(name, expr)
        case typed.Figure(figure=name, years_back=back):
            yield Evidence(f"{name} last year" if back else name, expr)
        case typed.EventHappened(record=record, event=event):
            field = schema.record_by_name[record].event_by_name[event].date_field
            yield Evidence(event, date_field(schema, expr.span, record, field))
        case typed.StateHolds(state=name):
            yield Evidence(name, expr)
        case typed.FirstEventTest(is_per_item=True):
            yield Evidence("first event of the item", expr)
        case typed.FirstEventTest(record=name):
            yield Evidence(f"first {name}", expr)
        case typed.RecordCount(pick=pick) | typed.EventInYear(pick=pick):
            yield Evidence(pick.record, expr)
        case typed.ApplicantRank(figure=name):
            yield Evidence(f"rank of {name}", expr)
        case typed.Aggregate(kind=kind, field=field_name):
            yield Evidence(field_name or kind.value, expr)
        case typed.TableValue(key=key):
            yield from _evidence(schema, key)
        case _:
            yield from _evidence_of_all(schema, children(expr))


def _evidence_of_all(schema: Schema, exprs: Iterable[Expr]) -> Iterator[Evidence]:
    for expr in exprs:
        yield from _evidence(schema, expr)


def date_field(schema: Schema, span: Span, record: str, field: str) -> typed.RecordField:
    """A date field of a record as an expression."""
    return typed.RecordField(
        span=span, record=record, field=field, type=schema.record_by_name[record].field_by_name[field].type
    )


_STEADY_NODES = (
    typed.Const | typed.RecordField | typed.ApplicantField | typed.ApplicantKindTest | typed.EventHappened
    | typed.StateHolds
    | typed.FirstEventTest | typed.And | typed.Or | typed.Not | typed.Compare | typed.CompareLevel | typed.Membership
    | typed.CannotBeDetermined
)  # fmt: skip


def change_dates_of(schema: Schema, conditions: Iterable[Expr]) -> tuple[ChangeDate, ...]:
    """Each turning point once, in the order of the page."""
    turns = (turn for condition in conditions for node in nodes(condition) for turn in _change_dates(schema, node))
    return tuple(dict.fromkeys(turns))


def is_steady(schema: Schema, condition: Expr) -> bool:
    """Whether the condition changes on its turning points alone, whatever year begins between them."""
    return all(_is_steady(schema, node) for node in nodes(condition))


def _is_steady(schema: Schema, node: Expr) -> bool:
    match node:
        case typed.ElapsedComparison(since=since):  # the days after a date that itself changes are no turning points
            fields = (part.field for part in nodes(since) if isinstance(part, typed.ApplicantField))
            return all(schema.applicant_field_by_name[name].varies is Varies.FIXED for name in fields)
        case typed.RecordCount(pick=pick):
            return all(is_steady(schema, test) for test in pick.tests)
        case _:
            return isinstance(node, _STEADY_NODES)


def _change_dates(schema: Schema, node: Expr) -> Iterator[ChangeDate]:
    match node:
        case typed.EventHappened(record=record, event=name):
            yield OffsetDate(
                date_field(schema, node.span, record, schema.record_by_name[record].event_by_name[name].date_field)
            )
        case typed.StateHolds(record=record, state=name):
            state = schema.record_by_name[record].state_by_name[name]
            yield OffsetDate(date_field(schema, node.span, record, state.from_field))
            if state.until_field is not None:
                yield OffsetDate(date_field(schema, node.span, record, state.until_field))
        case typed.ElapsedComparison(since=since, op=op, number=number, unit=unit):
            if op in (typed.Op.AT_MOST, typed.Op.LESS_THAN):
                yield OffsetDate(since)
            yield OffsetDate(since, number, unit)
        case typed.ApplicantField(field=name):
            field = schema.applicant_field_by_name.get(name)
            if field is not None and field.varies is not Varies.FIXED:
                yield FieldChangeDates(name)
        case typed.Figure(span=span, figure=name) if (first := schema.figure_by_name[name].zero_before) is not None:
            field = schema.applicant_field_by_name[first]  # before its year the figure is nothing
            yield OffsetDate(typed.ApplicantField(span=span, field=first, type=field.type))
        case typed.ClaimYearIs(span=span, year=year):  # what is refused in that year is not in the next
            yield OffsetDate(typed.Const(span=span, value=Date(year + 1, 1, 1), type=DateType()))
        case typed.RecordCount(pick=pick):
            turns = change_dates_of(schema, pick.tests)
            if turns:
                yield RecordChangeDates(pick.record, turns)
        case _:
            pass
