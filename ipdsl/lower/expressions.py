"""Typed expressions as operations: the row of each, its text in a dump, and its properties.

Input: typed expressions. The rows are in `ipdsl.ir.operations`, and every class of typed expressions has one.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import attrs

from ipdsl.ir.operations import OPERATIONS, Fact, OperationRow
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from ipdsl.semantics.typed_dump import NodeFormatter

VARIANTS: Mapping[type, str] = {
    typed.Compare: "op", typed.ElapsedComparison: "op", typed.FirstEventTest: "is_per_item",
}  # fmt: skip
"""The attribute that selects the operation in classes with several."""


@cache
def _rows_by_node() -> Mapping[tuple[str, str], OperationRow]:
    return {(row.node, row.variant): row for row in OPERATIONS.values() if row.node}


def row_of(expr: Expr) -> OperationRow:
    """The operation of an expression."""
    kind = type(expr)
    variant = getattr(expr, VARIANTS[kind]) if kind in VARIANTS else ""
    return _rows_by_node()[kind.__name__, str(variant.value if isinstance(variant, enum.Enum) else variant)]


# ---------------------------------------------------------------------------------------------- nodes


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly under a node, in the order of its fields.

    The tests of a pick are not included, because they are about another record.
    """
    return tuple(part for field in attrs.fields(type(expr)) for part in _exprs_in(getattr(expr, field.name)))


def _exprs_in(value: object) -> Iterator[Expr]:
    if isinstance(value, Expr):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _exprs_in(part)


def nodes(expr: Expr) -> Iterator[Expr]:
    """The node and all nodes under it, in the order of the page."""
    yield expr
    for child in children(expr):
        yield from nodes(child)


def is_all(expr: Expr, fact: Fact) -> bool:
    """Whether every operation in an expression has this property."""
    return all(fact in row_of(node).facts for node in nodes(expr))


def is_any(exprs: Iterable[Expr], fact: Fact) -> bool:
    """Whether some operation in expressions has this property."""
    return any(fact in row_of(node).facts for expr in exprs for node in nodes(expr))


# ---------------------------------------------------------------------------------------------- texts


def plan_text(expr: Expr) -> str:
    """The expression on one line, as in dumps of the plan; sums are in minor units."""
    if isinstance(expr, typed.Const):
        return f'"{expr.value}"' if isinstance(expr.value, str) else str(expr.value)
    return PLAN_TEXT.fill(row_of(expr).plan, expr)


PLAN_TEXT = NodeFormatter(plan_text)
"""Fills in the templates of rows."""


def date_field_of(schema: Schema, expr: typed.EventHappened | typed.FirstEventTest | typed.EventInYear) -> str:
    """The field that dates the event of an expression."""
    record = expr.pick.record if isinstance(expr, typed.EventInYear) else expr.record
    return schema.record_by_name[record].event_by_name[expr.event].date_field


def dates_of(
    schema: Schema, expr: typed.EventHappened | typed.StateHolds | typed.StateLength
) -> tuple[typed.RecordField, ...]:
    """The date fields of an event or state: its start and, if declared, its end."""
    kind = schema.record_by_name[expr.record]
    if isinstance(expr, typed.EventHappened):
        names: tuple[str | None, ...] = (date_field_of(schema, expr),)
    else:
        state = kind.state_by_name[expr.state]
        names = (state.from_field, state.until_field)
    return tuple(
        typed.RecordField(span=expr.span, record=expr.record, field=name, type=kind.field_by_name[name].type)
        for name in names
        if name is not None
    )
