"""The days on which a condition may change: what a `while` award tries beside the first day of a year.

In come typed conditions, out go turning points: the days of states and events, `n units after` a date and the day that
follows, changes of dated fields, the end of a year that is left to another document, and the same of every record that
is counted, the date before which a figure is nothing. A comparison of two dates never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.plan.ir import After, Changes, OfRecords, Turn
from ipdsl.plan.told import date_of
from ipdsl.plan.walk import nodes
from ipdsl.schema.model import Schema, Varies
from ipdsl.schema.types import DateType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from ipdsl.values.days import Date

_STEADY = (
    typed.Const | typed.RecordField | typed.ApplicantField | typed.ApplicantIs | typed.EventHappened | typed.StateHolds
    | typed.IsFirst | typed.All | typed.Any_ | typed.Not | typed.Compare | typed.CompareLevel | typed.OneOf
    | typed.CannotBeDetermined
)  # fmt: skip


def turns_of(schema: Schema, conditions: Iterable[Expr]) -> tuple[Turn, ...]:
    """Each turning point once, in the order of the page."""
    turns = (turn for condition in conditions for node in nodes(condition) for turn in _turns(schema, node))
    return tuple(dict.fromkeys(turns))


def is_steady(schema: Schema, condition: Expr) -> bool:
    """Whether the condition changes on its turning points alone, whatever year begins between them."""
    return all(_is_steady(schema, node) for node in nodes(condition))


def _is_steady(schema: Schema, node: Expr) -> bool:
    match node:
        case typed.Lasted(since=since):  # the days after a date that itself changes are no turning points
            fields = (part.field for part in nodes(since) if isinstance(part, typed.ApplicantField))
            return all(schema.applicant_field_by_name[name].varies is Varies.FIXED for name in fields)
        case typed.CountOf(pick=pick):
            return all(is_steady(schema, test) for test in pick.tests)
        case _:
            return isinstance(node, _STEADY)


def _turns(schema: Schema, node: Expr) -> Iterator[Turn]:
    match node:
        case typed.EventHappened(record=record, event=name):
            yield After(
                date_of(schema, node.span, record, schema.record_by_name[record].event_by_name[name].date_field)
            )
        case typed.StateHolds(record=record, state=name):
            state = schema.record_by_name[record].state_by_name[name]
            yield After(date_of(schema, node.span, record, state.from_field))
            if state.until_field is not None:
                yield After(date_of(schema, node.span, record, state.until_field))
        case typed.Lasted(since=since, op=op, number=number, unit=unit):
            if op in (typed.Op.AT_MOST, typed.Op.LESS_THAN):
                yield After(since)
            yield After(since, number, unit)
        case typed.ApplicantField(field=name):
            field = schema.applicant_field_by_name.get(name)
            if field is not None and field.varies is not Varies.FIXED:
                yield Changes(name)
        case typed.Figure(span=span, figure=name) if (first := schema.figure_by_name[name].zero_before) is not None:
            field = schema.applicant_field_by_name[first]  # before its year the figure is nothing
            yield After(typed.ApplicantField(span=span, field=first, type=field.type))
        case typed.ClaimYearIs(span=span, year=year):  # what is refused in that year is not in the next
            yield After(typed.Const(span=span, value=Date(year + 1, 1, 1), type=DateType()))
        case typed.CountOf(pick=pick):
            turns = turns_of(schema, pick.tests)
            if turns:
                yield OfRecords(pick.record, turns)
        case _:
            pass
