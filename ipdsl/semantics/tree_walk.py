"""A generic walk over frozen trees: every node under a node, in the order of its fields."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from ipdsl.semantics import typed
from ipdsl.syntax import ast

T = TypeVar("T")


def nodes(root: object, kind: type[T], *, without: tuple[type, ...] = ()) -> Iterator[T]:
    """All nodes of a class in the tree of `root`, outermost first, from left to right.

    Nodes of the classes `without` are left out with everything in them.
    """
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, without):
            continue
        if isinstance(node, kind):
            yield node
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif isinstance(node, _NODES):
            kind_of_node: Any = type(node)
            stack.extend([getattr(node, name) for name in reversed(child_fields(kind_of_node))])


def extent(root: object) -> tuple[int, int]:
    """The number of nodes of a tree, and how many are in each other at its deepest place."""
    number, deepest = 0, 0
    stack: list[tuple[object, int]] = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, tuple):
            stack.extend((part, depth) for part in node)
        elif isinstance(node, _NODES):
            number, deepest = number + 1, max(deepest, depth)
            kind_of_node: Any = type(node)
            stack.extend((getattr(node, name), depth + 1) for name in child_fields(kind_of_node))
    return number, deepest


def nodes_around_picks(root: object, kind: type[T]) -> Iterator[T]:
    """The same nodes, without those about picked records."""
    return nodes(root, kind, without=(typed.Pick,))


_NODES = (typed.Node, ast.Node)


@functools.cache
def child_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a class of nodes that may contain nodes, in order; none for other classes."""
    fields = attrs.fields(kind) if issubclass(kind, _NODES) else ()
    return tuple(part.name for part in fields if part.name not in ("span", "type"))


def atoms(tests: Iterable[typed.Expr]) -> Iterator[typed.Expr]:
    """The tests, with `and` split into its parts, also in definitions."""
    for test in tests:
        if isinstance(test, typed.And):
            yield from atoms(test.parts)
        elif isinstance(test, typed.DefinedValue):
            yield from atoms((test.value,))
        else:
            yield test


def truth(test: typed.Expr, holds: Callable[[typed.Expr], bool | None]) -> bool | None:
    """Whether a test is true, by the truth of its parts; `None` if that depends on other facts."""
    match test:
        case typed.Not(part=part):
            result = truth(part, holds)
            return None if result is None else not result
        case typed.And(parts=parts) | typed.Or(parts=parts):
            deciding = isinstance(test, typed.Or)
            results = [truth(part, holds) for part in parts]
            return deciding if deciding in results else None if None in results else not deciding
        case typed.DefinedValue(value=value):
            return truth(value, holds)
        case _:
            return holds(test)


_WORDS: Mapping[type, str] = {
    typed.Aggregate: "field_name",
    typed.ApplicantField: "field",
    typed.ApplicantFieldOn: "field",
    typed.ApplicantKindTest: "kind",
    typed.ApplicantRank: "figure",
    typed.EventHappened: "event",
    typed.EventInYear: "event",
    typed.Figure: "figure",
    typed.FirstEventTest: "word",
    typed.Pick: "record",
    typed.RecordField: "field",
    typed.RecordRank: "field",
    typed.SeriesValue: "series",
    typed.StateHolds: "state",
    typed.StateLength: "state",
}
"""The attribute of a node that contains its word."""


def words_of_expr(expr: typed.Expr | tuple[typed.Expr, ...]) -> tuple[str, ...]:
    """The fields, events, states, kinds and figures that an expression names, each once, in order."""
    words = [getattr(node, _WORDS[type(node)]) for node in nodes(expr, typed.Node) if type(node) in _WORDS]
    return tuple(dict.fromkeys(word for word in words if word))


def names_applicant(expr: typed.Expr) -> bool:
    """Whether the value depends on a word of the applicant or of its year, or on the records of others."""
    beyond_record = (
        typed.ApplicantField
        | typed.ApplicantFieldOn
        | typed.ApplicantKindTest
        | typed.ApplicantRank
        | typed.Figure
        | typed.RecordRank
    )
    return any(isinstance(node, beyond_record) for node in nodes(expr, typed.Node))


def is_constant(expr: typed.Expr) -> bool:
    """Whether the value does not depend on facts."""
    return not words_of_expr(expr) and not any(
        isinstance(n, typed.Aggregate | typed.ClaimDay | typed.ClaimYear | typed.OtherSupport)
        for n in nodes(expr, typed.Node)
    )
