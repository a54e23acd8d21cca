"""A generic walk over frozen trees: every node beneath a node, in the order of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from ipdsl.making import attrs
from ipdsl.semantics import typed
from ipdsl.syntax import ast

T = TypeVar("T")


def nodes(root: object, kind: type[T]) -> Iterator[T]:
    """Every node of that class at or beneath `root`, outermost first, from left to right."""
    if isinstance(root, kind):
        yield root
    if isinstance(root, tuple):
        for part in root:
            yield from nodes(part, kind)
    elif isinstance(root, typed.Node | ast.Node):
        for field in attrs.fields(type(root)):
            if field.name not in ("span", "type"):
                yield from nodes(getattr(root, field.name), kind)


def words_of(expr: typed.Expr | tuple[typed.Expr, ...]) -> tuple[str, ...]:
    """The fields, events, states, kinds and figures that an expression names, each once, in order."""
    words: list[str] = []
    for node in nodes(expr, typed.Node):
        match node:
            case typed.RecordField(field=name) | typed.ApplicantField(field=name):
                words.append(name)
            case typed.ApplicantIs(kind=name) | typed.Figure(figure=name) | typed.RankOf(figure=name):
                words.append(name)
            case typed.EventHappened(event=name) | typed.StateHolds(state=name) | typed.EventInYear(event=name):
                words.append(name)
            case typed.IsFirst(event=name, of_item=True):
                words.append(name)
            case typed.IsFirst(record=name) | typed.Pick(record=name):
                words.append(name)
            case typed.Aggregate(field=name) if name is not None:
                words.append(name)
            case typed.SeriesValue(series=name):
                words.append(name)
            case _:
                pass
    return tuple(dict.fromkeys(words))


def is_constant(expr: typed.Expr) -> bool:
    """No fact changes the value."""
    return not words_of(expr) and not any(
        isinstance(n, typed.Aggregate | typed.CountOf) for n in nodes(expr, typed.Node)
    )
