"""Evidence: the words of a condition, each with the expression whose value explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.plan.ir import Evidence
from ipdsl.plan.walk import children
from ipdsl.schema.model import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from ipdsl.source import Span


def told_of(schema: Schema, *exprs: Expr) -> tuple[Evidence, ...]:
    """Each word once, in the order of the page."""
    by_name: dict[str, Evidence] = {}
    for expr in exprs:
        for told in _told(schema, expr):
            by_name.setdefault(told.name, told)
    return tuple(by_name.values())


def _told(schema: Schema, expr: Expr) -> Iterator[Evidence]:
    match expr:
        case typed.RecordField(field=name) | typed.ApplicantField(field=name):
            yield Evidence(name, expr)
        case typed.ApplicantIs(kind=name) | typed.SeriesValue(series=name):
            yield Evidence(name, expr)
        case typed.Figure(figure=name, years_back=back):
            yield Evidence(f"{name} last year" if back else name, expr)
        case typed.EventHappened(record=record, event=event):
            field = schema.record_by_name[record].event_by_name[event].date_field
            yield Evidence(event, date_of(schema, expr.span, record, field))
        case typed.StateHolds(state=name):
            yield Evidence(name, expr)
        case typed.IsFirst(of_item=True):
            yield Evidence("first event of the item", expr)
        case typed.IsFirst(record=name):
            yield Evidence(f"first {name}", expr)
        case typed.CountOf(pick=pick) | typed.EventInYear(pick=pick):
            yield Evidence(pick.record, expr)
        case typed.RankOf(figure=name):
            yield Evidence(f"rank of {name}", expr)
        case typed.Aggregate(kind=kind, field=field_name):
            yield Evidence(field_name or kind.value, expr)
        case typed.TableValue(key=key):
            yield from _told(schema, key)
        case _:
            yield from _of_all(schema, children(expr))


def _of_all(schema: Schema, exprs: Iterable[Expr]) -> Iterator[Evidence]:
    for expr in exprs:
        yield from _told(schema, expr)


def date_of(schema: Schema, span: Span, record: str, field: str) -> typed.RecordField:
    """A date field of a record as an expression."""
    return typed.RecordField(
        span=span, record=record, field=field, type=schema.record_by_name[record].field_by_name[field].type
    )
