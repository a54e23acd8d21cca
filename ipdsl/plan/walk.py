"""Typed expressions as a tree: the children of a node and all nodes below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

import attrs

from ipdsl.schema.types import ChoiceType, LevelType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from ipdsl.semantics.walk import nodes as below


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly below a node, in the order of its fields.

    The tests of a pick are not among them: they speak of another record.
    """
    return tuple(part for field in attrs.fields(type(expr)) for part in _exprs_in(getattr(expr, field.name)))


def _exprs_in(value: object) -> Iterator[Expr]:
    if isinstance(value, Expr):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _exprs_in(part)


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
        case typed.FixedAmount(value=value, at_most=at_most) | typed.Ceiling(value=value, at_most=at_most):
            return [part for part in (value, at_most) if part is not None]
        case typed.AmountByRows(rows=rows):
            tests = [row.test for row in rows if row.test is not None]
            return tests + [expr for row in rows for expr in exprs_of(row.amount)]
        case _:
            assert_never(amount)


def series_of(award: typed.Award) -> tuple[str, ...]:
    """The published series that an award reads, each once."""
    reading = (
        node for node in below(award, typed.Node) if isinstance(node, typed.SeriesValue | typed.CurrencyConversion)
    )
    return tuple(dict.fromkeys(node.series for node in reading))


def has_parts(award: typed.Award) -> bool:
    """Whether what an award comes to is told with its parts: it is computed, goes by a number, or reads a series."""
    parts = typed.SeriesValue | typed.CurrencyConversion
    if any(isinstance(node, parts) for node in below(award, typed.Node)):
        return True
    computed = typed.Interest | typed.Scale | typed.Add | typed.Subtract | typed.Maximum
    sums = [node for expr in exprs_of(award.amount) for node in nodes(expr)]
    by_number = isinstance(award.amount, typed.AmountByRows) and not isinstance(
        award.amount.value.type, ChoiceType | LevelType
    )
    return by_number or any(isinstance(node, computed) for node in sums)
