"""Evidence: the words of a condition, each with the expression whose value explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.plan.ir import Evidence
from ipdsl.plan.walk import children
from ipdsl.schema.model import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from ipdsl.source import Span


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
