"""Typed expressions to Python text: calls of exported functions, constants by name, lookups on the situation `c`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Constants, Locals
from ipdsl.backends.python.writer import Group, Layout, call, flat, tuple_of
from ipdsl.plan.names import slug
from ipdsl.plan.told import date_of
from ipdsl.plan.walk import nodes
from ipdsl.schema.model import Schema
from ipdsl.schema.types import MoneyType, RateType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import AggregateKind, Expr, Op

_LEVEL = {
    Op.AT_LEAST: "level_at_least", Op.MORE_THAN: "level_more_than", Op.AT_MOST: "level_at_most",
    Op.LESS_THAN: "level_less_than",
}  # fmt: skip
_COMPARE = {Op.AT_LEAST: "at_least", Op.MORE_THAN: "more_than", Op.AT_MOST: "at_most", Op.LESS_THAN: "less_than"}
_LASTED = {
    Op.AT_LEAST: "lasted_at_least", Op.MORE_THAN: "lasted_more_than", Op.AT_MOST: "lasted_at_most",
    Op.LESS_THAN: "lasted_less_than",
}  # fmt: skip


@attrs.define
class Shared:
    """What the functions of one module share: constants, tables of ranks, functions of picks."""

    schema: Schema
    constants: Constants = attrs.field(factory=Constants)
    ranks: dict[tuple[tuple[str, int], ...], str] = attrs.field(factory=dict)
    picks: dict[typed.Pick, str] = attrs.field(factory=dict)
    waiting: list[tuple[str, typed.Pick]] = attrs.field(factory=list)
    counters: dict[typed.Pick, str] = attrs.field(factory=dict)
    listers: dict[str, str] = attrs.field(factory=dict)
    tables: dict[tuple[tuple[str, int], ...], str] = attrs.field(factory=dict)
    functions: dict[Expr, str] = attrs.field(factory=dict)  # what stands in a function of its own
    conditions: dict[tuple[Expr, ...], str] = attrs.field(factory=dict)
    happenings: dict[typed.EventInYear, str] = attrs.field(factory=dict)

    def pick(self, pick: typed.Pick) -> str:
        """The name of the function that tests a picked record."""
        if pick not in self.picks:
            name = "_".join(part for part in ("_picked", str(len(self.picks) + 1), slug(pick.record)) if part)
            self.picks[pick] = name
            self.waiting.append((name, pick))
        return self.picks[pick]

    def counter(self, pick: typed.Pick) -> str:
        """The name of the function that counts picked records for an emitted total."""
        name = "_".join(part for part in ("_count", str(len(self.counters) + 1), slug(pick.record)) if part)
        return self.counters.setdefault(pick, name)

    def lister(self, kind: str) -> str:
        """The name of the function that lists the records of a kind that is narrower or wider than others."""
        return self.listers.setdefault(kind, "_".join(("_listed", str(len(self.listers) + 1), slug(kind))))

    def condition(self, tests: tuple[Expr, ...], about: str) -> str:
        """The name of the function that asks the applicant's fields on a day, for an emitted total."""
        name = "_".join(part for part in ("_if", str(len(self.conditions) + 1), slug(about)) if part)
        return self.conditions.setdefault(tests, name)

    def happening(self, event: typed.EventInYear) -> str:
        """The name of the function that looks for an event in a year, for an emitted total."""
        parts = ("_in_year", str(len(self.happenings) + 1), slug(event.pick.record))
        return self.happenings.setdefault(event, "_".join(part for part in parts if part))

    def table(self, entries: tuple[tuple[str, int], ...]) -> str:
        """The name of a table of sums by member."""
        return self.tables.setdefault(entries, f"SUMS_{len(self.tables) + 1}")

    def rank_table(self, ranks: tuple[tuple[str, int], ...]) -> str:
        """The name of a table of ranks."""
        return self.ranks.setdefault(ranks, f"RANKS_{len(self.ranks) + 1}")


@attrs.define
class Scope:
    """One function while it is written: which lookups have a local variable.

    `c` is the name of the situation on which lookups are made, `day` and `year` the texts for the claim's.
    """

    shared: Shared
    locals: Locals
    bound: dict[Expr, str] = attrs.field(factory=dict)
    c: str = "c"
    day: str = "c.day"
    year: str = "c.year"

    def ask(self, name: str, *parts: Layout) -> Layout:
        """A lookup on the situation."""
        return call(f"{self.c}.{name}", *parts)

    def layout(self, expr: Expr) -> Layout:
        """The expression; a lookup that is bound stands by its variable."""
        bound = self.bound.get(expr)
        return bound if bound is not None else _layout(self, expr)


def word_of(expr: Expr) -> str | None:
    """The word after which the value of a lookup is named, or None where it is no lookup."""
    match expr:
        case typed.RecordField(field=name) | typed.ApplicantField(field=name):
            return name
        case typed.StateHolds(state=name) | typed.SeriesValue(series=name):
            return name
        case typed.Figure(figure=name, years_back=back):
            return f"{name} {back} years before" if back > 1 else f"{name} last year" if back else name
        case typed.RankOf(figure=name):
            return f"rank of {name}"
        case typed.CountOf(pick=pick):
            return f"number of {pick.record}"
        case typed.IsFirst(record=record):
            return f"is first {record}"
        case typed.Aggregate(kind=kind, field=field):
            return f"{kind.value} {field or ''}"
        case _:
            return None


def _layout(scope: Scope, expr: Expr) -> Layout:
    lay = scope.layout
    if scope.shared.functions and expr in scope.shared.functions:
        return call("once_a_year", scope.c, scope.shared.functions[expr])
    match expr:
        case typed.Const():
            return _constant(scope, expr)
        case (
            typed.RecordField() | typed.ApplicantField() | typed.ApplicantIs() | typed.Figure()
            | typed.EventHappened() | typed.StateHolds() | typed.CountOf() | typed.IsFirst() | typed.Aggregate()
            | typed.RankOf() | typed.EventInYear() | typed.ClaimYearIs() | typed.MatterSupported()
        ):  # fmt: skip
            return _lookup(scope, expr)
        case typed.SeriesValue(series=series, point=point, day=day):
            return scope.ask("series", literal(series), literal(point.value), lay(day))
        case typed.TableValue(key=key, rows=rows):
            entries = tuple(f"{literal(member)}: {flat(lay(amount))}" for member, amount in rows)
            return call("table", lay(key), Group("{", entries, "}"))
        case typed.Add(left=left, right=right):
            return call("add", lay(left), lay(right))
        case typed.Subtract(left=left, right=right):
            return call("subtract", lay(left), lay(right))
        case typed.Scale(factor=factor, value=value):
            return call("scale", lay(factor), lay(value))
        case typed.Steps(base=base, step=step):
            return call("steps", lay(base), lay(step))
        case typed.Smallest(values=values):
            return call("smallest", *map(lay, values))
        case typed.Largest(values=values):
            return call("largest", *map(lay, values))
        case typed.Interest(principal=principal, rate=rate, start=start, end=end, last_years=years):
            return call("interest", *map(lay, (principal, rate, start, end)), literal(years))
        case typed.Converted(value=value, series=series, day=day):
            return scope.ask("converted", lay(value), literal(series), lay(day))
        case _:
            return _condition(scope, expr)


def _lookup(
    scope: Scope,
    expr: typed.RecordField | typed.ApplicantField | typed.ApplicantIs | typed.Figure | typed.EventHappened
    | typed.StateHolds | typed.CountOf | typed.IsFirst | typed.Aggregate | typed.RankOf | typed.EventInYear
    | typed.ClaimYearIs | typed.MatterSupported,
) -> Layout:  # fmt: skip
    records = scope.shared.schema.record_by_name
    match expr:
        case typed.RecordField(field=name):
            return scope.ask("field", literal(name))
        case typed.ApplicantField(field=name):
            return scope.ask("applicant", literal(name))
        case typed.ApplicantIs(kind=name):
            return scope.ask("is_kind", literal(name))
        case typed.Figure(figure=name, years_back=back):
            return scope.ask("figure", literal(name), *([literal(back)] if back else []))
        case typed.EventHappened(record=record, event=event):
            return call("at_most", _date(scope, expr, records[record].event_by_name[event].date_field), scope.day)
        case typed.StateHolds(record=record, state=name):
            state = records[record].state_by_name[name]
            start = _date(scope, expr, state.from_field)
            if state.until_field is None:
                return call("at_most", start, scope.day)
            return call("during", start, _date(scope, expr, state.until_field), scope.day)
        case typed.CountOf(pick=pick):
            tests = [scope.shared.pick(pick)] if pick.tests else []
            return scope.ask("count", literal(pick.record), *tests)
        case typed.IsFirst(record=record, event=event):
            return scope.ask("first", literal(record), literal(records[record].event_by_name[event].date_field))
        case typed.Aggregate():
            return _aggregate(scope, expr)
        case typed.RankOf(figure=name, among=among):
            return scope.ask("rank", literal(name), tuple_of(*map(literal, among)))
        case typed.EventInYear(pick=pick, event=event):
            tests = [scope.shared.pick(pick)] if pick.tests else []
            field = records[pick.record].event_by_name[event].date_field
            return call("in_year", scope.c, literal(pick.record), literal(field), *tests)
        case typed.ClaimYearIs(year=year):
            return f"{scope.year} == {literal(year)}"
        case typed.MatterSupported():
            return call("matter_supported", scope.c)
        case _:
            assert_never(expr)


def _date(scope: Scope, expr: typed.EventHappened | typed.StateHolds, field: str) -> Layout:
    return scope.layout(date_of(scope.shared.schema, expr.span, expr.record, field))


def _aggregate(scope: Scope, expr: typed.Aggregate) -> Layout:
    field = literal(expr.field or "")
    match expr.kind:
        case AggregateKind.TOTAL:
            return scope.ask("total", field)
        case AggregateKind.NUMBER:
            return scope.ask("number")
        case AggregateKind.LARGEST:
            return scope.ask("largest", field)
        case AggregateKind.EARLIEST:
            return scope.ask("earliest", field)
        case _:
            assert_never(expr.kind)


def _condition(
    scope: Scope,
    expr: typed.All | typed.Any_ | typed.Not | typed.Compare | typed.CompareLevel | typed.OneOf | typed.Lasted
    | typed.CannotBeDetermined,
) -> Layout:  # fmt: skip
    lay = scope.layout
    match expr:
        case typed.All(parts=parts):
            return call("all_of", *map(lay, parts))
        case typed.Any_(parts=parts):
            return call("any_of", *map(lay, parts))
        case typed.Not(part=part):
            return call("not_", lay(part))
        case typed.Compare(left=left, op=op, right=right):
            return call(_COMPARE[op], lay(left), lay(right))
        case typed.CompareLevel(left=left, op=op, member=member, ranks=ranks):
            return call(_LEVEL[op], lay(left), literal(member), scope.shared.rank_table(ranks))
        case typed.OneOf(value=value, members=members):
            return call("one_of", lay(value), tuple_of(*map(literal, members)))
        case typed.Lasted(since=since, op=op, number=number, unit=unit):
            return call(_LASTED[op], lay(since), literal(number), literal(unit), scope.day)
        case typed.CannotBeDetermined(value=value):
            return call("cannot_be_determined", lay(value))
        case _:
            assert_never(expr)


def _constant(scope: Scope, expr: typed.Const) -> Layout:
    """Numbers and days by name, with what they mean beside the definition; yes/no and words in place."""
    match expr.value:
        case bool() | str():
            return literal(expr.value)
        case int() | Fraction() | datetime.date():
            return scope.shared.constants.name(expr.value, meaning_of(expr))
        case _:
            assert_never(expr.value)


def meaning_of(expr: typed.Const) -> str:
    """`money` and `rate` are shown in main units and percent beside the constant."""
    match expr.type:
        case MoneyType():
            return "money"
        case RateType():
            return "rate"
        case _:
            return ""


def lookups_in(schema: Schema, exprs: Iterable[Expr]) -> list[Expr]:
    """Every lookup that the text of these expressions names, as often as it does, in order."""
    found: list[Expr] = []
    for node in (node for expr in exprs for node in nodes(expr)):
        if isinstance(node, typed.EventHappened):
            field = schema.record_by_name[node.record].event_by_name[node.event].date_field
            found.append(date_of(schema, node.span, node.record, field))
        elif word_of(node) is not None:
            found.append(node)
    return found
