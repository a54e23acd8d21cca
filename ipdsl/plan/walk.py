"""Typed expressions as a tree: the children of a node and all nodes below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly below a node; the tests of a pick are not among them, they speak of another record."""
    match expr:
        case (
            typed.Const() | typed.RecordField() | typed.ApplicantField() | typed.ApplicantIs() | typed.Figure()
            | typed.EventHappened() | typed.StateHolds() | typed.CountOf() | typed.IsFirst() | typed.Aggregate()
            | typed.RankOf() | typed.EventInYear() | typed.ClaimYearIs() | typed.MatterSupported()
        ):  # fmt: skip
            return ()
        case typed.SeriesValue(day=day):
            return (day,)
        case typed.TableValue(key=key, rows=rows):
            return (key, *(amount for _, amount in rows))
        case (
            typed.Add(left=left, right=right)
            | typed.Subtract(left=left, right=right)
            | typed.Compare(left=left, right=right)
        ):
            return (left, right)
        case typed.Scale(factor=factor, value=value):
            return (factor, value)
        case typed.Steps(base=base, step=step):
            return (base, step)
        case typed.Smallest(values=values) | typed.Largest(values=values):
            return values
        case typed.Interest(principal=principal, rate=rate, start=start, end=end):
            return (principal, rate, start, end)
        case typed.Converted(value=value, day=day):
            return (value, day)
        case typed.All(parts=parts) | typed.Any_(parts=parts):
            return parts
        case typed.Not(part=part):
            return (part,)
        case typed.CompareLevel(left=left):
            return (left,)
        case typed.OneOf(value=value) | typed.CannotBeDetermined(value=value):
            return (value,)
        case typed.Lasted(since=since):
            return (since,)
        case _:
            assert_never(expr)


def nodes(expr: Expr) -> Iterator[Expr]:
    """The node and everything below it, in the order of the page."""
    yield expr
    for child in children(expr):
        yield from nodes(child)


def exprs_of(amount: typed.Amount | None) -> list[Expr]:
    """Every expression of an amount."""
    match amount:
        case None:
            return []
        case typed.Plain(value=value, at_most=at_most) | typed.Ceiling(value=value, at_most=at_most):
            return [part for part in (value, at_most) if part is not None]
        case typed.Rows(rows=rows):
            tests = [row.test for row in rows if row.test is not None]
            return tests + [expr for row in rows for expr in exprs_of(row.amount)]
        case _:
            assert_never(amount)


def series_of(award: typed.Award) -> tuple[str, ...]:
    """The published series that an award reads, each once."""
    found: dict[str, None] = {}
    for expr in _of_award(award):
        for node in nodes(expr):
            if isinstance(node, typed.SeriesValue | typed.Converted):
                found[node.series] = None
    return tuple(found)


def _of_award(award: typed.Award) -> Iterator[Expr]:
    """The conditions and sums of an award."""
    picks = award.trigger.picks if isinstance(award.trigger, typed.OverSet) else ()
    yield from (gate.test for gate in (*award.gates, *picks))
    rows = award.amount.rows if isinstance(award.amount, typed.Rows) else ()
    yield from (row.test for row in rows if row.test is not None)
    for amount in (*(row.amount for row in rows), *(() if rows else (award.amount,))):
        if isinstance(amount, typed.Plain | typed.Ceiling):
            yield from (expr for expr in (amount.value, amount.at_most) if expr is not None)
