"""A generic walk over frozen trees: every node beneath a node, in the order of its fields."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, TypeVar

import attrs

from ipdsl.semantics import typed
from ipdsl.syntax import ast

T = TypeVar("T")


def nodes(root: object, kind: type[T]) -> Iterator[T]:
    """Every node of that class at or beneath `root`, outermost first, from left to right."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, kind):
            yield node
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif isinstance(node, _NODES):
            kind_of_node: Any = type(node)
            stack.extend([getattr(node, name) for name in _child_fields(kind_of_node)])


_NODES = (typed.Node, ast.Node)


@functools.cache
def _child_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a class of nodes in which nodes may stand, the last one first."""
    return tuple(part.name for part in reversed(attrs.fields(kind)) if part.name not in ("span", "type"))


def words_of_expr(expr: typed.Expr | tuple[typed.Expr, ...]) -> tuple[str, ...]:
    """The fields, events, states, kinds and figures that an expression names, each once, in order."""
    words: list[str] = []
    for node in nodes(expr, typed.Node):
        match node:
            case typed.RecordField(field=name) | typed.ApplicantField(field=name):
                words.append(name)
            case typed.ApplicantKindTest(kind=name) | typed.Figure(figure=name) | typed.ApplicantRank(figure=name):
                words.append(name)
            case typed.EventHappened(event=name) | typed.StateHolds(state=name) | typed.EventInYear(event=name):
                words.append(name)
            case typed.FirstEventTest(event=name, is_per_item=True):
                words.append(name)
            case typed.FirstEventTest(record=name) | typed.Pick(record=name):
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
    return not words_of_expr(expr) and not any(
        isinstance(n, typed.Aggregate | typed.RecordCount) for n in nodes(expr, typed.Node)
    )
