"""Turning points, the days on which a condition may change; and evidence, the words that explain a condition.

A `while` award is tested on the first day of a year and on its turning points:

- the days of states and events
- `n units after` a date, and the day after that
- changes of dated fields
- the end of a year that is left to another document
- the date before which a figure is zero
- the turning points of counted records

A comparison of two dates never changes.

Evidence is the words of a condition, each with the expression whose value explains it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ipdsl.ir.operations import Fact
from ipdsl.lower.plan import (
    PLAN_TEXT,
    ChangeDate,
    Evidence,
    FieldChangeDates,
    OffsetDate,
    RecordChangeDates,
    children,
    dates_of,
    is_any,
    nodes,
    row_of,
)
from ipdsl.schema.comparisons import End
from ipdsl.schema.types.date import DateType
from ipdsl.schema.vocabulary import Schema, Varies
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr


def evidence_of(schema: Schema, *exprs: Expr) -> tuple[Evidence, ...]:
    """Each word of each owner once, in the order of the page."""
    by_owner: dict[tuple[str, bool], Evidence] = {}
    for expr in exprs:
        for evidence in _evidence(schema, expr):
            by_owner.setdefault(
                (evidence.name, isinstance(evidence.value, typed.ApplicantField | typed.Figure)), evidence
            )
    return tuple(by_owner.values())


def _evidence(schema: Schema, expr: Expr) -> Iterator[Evidence]:
    word = PLAN_TEXT.fill(row_of(expr).word, expr)
    if isinstance(expr, typed.EventHappened):  # the day is more informative than whether the event has happened
        yield Evidence(word, dates_of(schema, expr)[0])
    elif word:
        yield Evidence(word, expr)
    else:
        for part in children(expr):
            yield from _evidence(schema, part)


def change_dates_of(schema: Schema, conditions: Iterable[Expr]) -> tuple[ChangeDate, ...]:
    """Each turning point once, in the order of the page."""
    turns = (turn for condition in conditions for node in nodes(condition) for turn in _change_dates(schema, node))
    return tuple(dict.fromkeys(turns))


def is_steady(schema: Schema, condition: Expr) -> bool:
    """Whether the condition changes only on its turning points, not with the year."""
    return all(_is_steady(schema, node) for node in nodes(condition))


def _is_steady(schema: Schema, node: Expr) -> bool:
    match node:
        case typed.ElapsedComparison() | typed.Compare() if is_any([node], Fact.ON_DAY):
            # days after a date that may change are not turning points
            fields = (part.field for part in nodes(node) if isinstance(part, typed.ApplicantField))
            return all(schema.applicant_field_by_name[name].varies is Varies.FIXED for name in fields)
        case typed.Aggregate(pick=pick):
            return not pick.year_field and all(is_steady(schema, test) for test in pick.tests)
        case _:
            return Fact.STEADY in row_of(node).facts


def _change_dates(schema: Schema, node: Expr) -> Iterable[ChangeDate]:
    turns = row_of(node).turns
    return TURNS[turns](schema, node) if turns else ()


def _field_dates(schema: Schema, node: typed.ApplicantField) -> Iterator[ChangeDate]:
    field = schema.applicant_field_by_name.get(node.field)
    if field is not None and field.varies is not Varies.FIXED:
        yield FieldChangeDates(node.field)


def _figure_dates(schema: Schema, node: typed.Figure) -> Iterator[ChangeDate]:
    """The date before whose year the figure is zero."""
    if (first := schema.figure_by_name[node.figure].zero_before) is not None:
        field = schema.applicant_field_by_name[first]
        yield OffsetDate(typed.ApplicantField(span=node.span, field=first, type=field.type))


def _record_dates(schema: Schema, node: typed.Aggregate) -> Iterator[ChangeDate]:
    """The turning points of the picked records; those that count from a value around the pick are not theirs."""
    of_records: list[ChangeDate] = []
    for turn in change_dates_of(schema, node.pick.tests):
        if isinstance(turn, OffsetDate) and isinstance(turn.base, typed.OuterValue):
            yield OffsetDate(node.outer_values[turn.base.index], turn.number, turn.unit)
        else:
            of_records.append(turn)
    if of_records:
        yield RecordChangeDates(node.pick.record, tuple(of_records))


TURNS: Mapping[str, Callable[[Schema, Any], Iterable[ChangeDate]]] = {
    "compared": lambda _, node: (
        OffsetDate(other, number)
        for side, other in ((node.left, node.right), (node.right, node.left))
        for number in (0, 1)
        if isinstance(side, typed.ClaimDay)
    ),
    "dated": lambda schema, node: map(OffsetDate, dates_of(schema, node)),
    "elapsed": lambda _, node: (
        (
            *([OffsetDate(node.since)] if node.op.end is End.HIGH else []),
            OffsetDate(node.since, node.number, node.unit),
        )
        if isinstance(node.day, typed.ClaimDay)
        else ()
    ),
    "field": _field_dates,
    "figure": _figure_dates,
    "records": _record_dates,
    "year": lambda _, node: (  # what is refused in that year is not refused in the next
        OffsetDate(typed.Const(span=node.span, value=node.fiscal_year.first_day(node.year + 1), type=DateType())),
    ),
}
"""The functions for turning days, by the names in the rows of operations."""
