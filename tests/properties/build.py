"""Short constructors of syntax nodes for generated pages, and copies with other parts. All nodes have the same span."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.base.source import Span
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.type_list import TYPES_BY_KEYWORD
from ipdsl.syntax import ast

SPAN = Span("generated.ipp", 1, 1, 1, 1)


def name(text: str) -> ast.Name:
    return ast.Name(span=SPAN, text=text)


def names(*texts: str) -> tuple[ast.Name, ...]:
    return tuple(name(t) for t in texts)


def word(text: str) -> ast.Word:
    return ast.Word(span=SPAN, name=name(text))


def number(value: int | Fraction) -> ast.Number:
    return ast.Number(span=SPAN, value=Fraction(value))


def percent(value: Fraction) -> ast.Percent:
    return ast.Percent(span=SPAN, value=value)


def date(value: datetime.date) -> ast.Date:
    return ast.Date(span=SPAN, value=value)


def duration(count: int, unit: ast.Unit) -> ast.Duration:
    return ast.Duration(span=SPAN, number=count, unit=unit)


def compare(left: ast.Expr, op: Comparison, right: ast.Expr) -> ast.Compare:
    return ast.Compare(span=SPAN, left=left, op=op, right=right)


def is_one(field: str, members: list[str]) -> ast.Membership:
    return ast.Membership(span=SPAN, value=word(field), members=names(*members))


def negate(part: ast.Expr) -> ast.Not:
    return ast.Not(span=SPAN, part=part)


def both(parts: list[ast.Expr]) -> ast.Expr:
    return parts[0] if len(parts) == 1 else ast.And(span=SPAN, parts=tuple(parts))


def either(parts: list[ast.Expr]) -> ast.Expr:
    return parts[0] if len(parts) == 1 else ast.Or(span=SPAN, parts=tuple(parts))


def share(rate: Fraction, base: ast.Expr) -> ast.Share:
    return ast.Share(span=SPAN, percent=percent(rate), base=base)


def product(*factors: ast.Expr, divisor: ast.Expr | None = None) -> ast.Product:
    parts = factors if divisor is None else (*factors, divisor)
    is_divisor = (False,) * len(factors) + (() if divisor is None else (True,))
    return ast.Product(span=SPAN, factors=parts, is_divisor=is_divisor)


def bracket_sum(first: ast.Expr, second: ast.Expr) -> ast.Sum:
    return ast.Sum(span=SPAN, terms=(first, second), signs=(True, False))


def with_fallback(value: ast.Expr, fallback: ast.Number | ast.Percent | ast.Date) -> ast.FallbackValue:
    assert not isinstance(fallback, ast.Date)
    return ast.FallbackValue(span=SPAN, value=value, fallback=fallback)


def fixed(value: ast.Expr, at_most: ast.Expr | None = None) -> ast.FixedAmount:
    return ast.FixedAmount(span=SPAN, value=value, at_most=at_most)


def up_to(value: ast.Expr, at_most: ast.Expr | None = None) -> ast.Ceiling:
    return ast.Ceiling(span=SPAN, value=value, at_most=at_most)


def member(text: str) -> ast.MemberDecl:
    return ast.MemberDecl(span=SPAN, name=name(text))


def type_expr(kind: str, *, is_list: bool = False) -> ast.TypeExpr:
    if kind in TYPES_BY_KEYWORD:
        return ast.TypeExpr(span=SPAN, word=kind, is_list=is_list)
    return ast.TypeExpr(span=SPAN, name=name(kind), is_list=is_list)


def field(
    text: str,
    kind: ast.TypeExpr | None,
    varies: str | None = None,
    zero_before: str | None = None,
    since: str | None = None,
    *,
    may_be_negative: bool = False,
) -> ast.FieldLine:
    decl = ast.FieldDecl(
        span=SPAN,
        name=name(text),
        type=kind,
        varies=varies,
        may_be_negative=may_be_negative,
        zero_before=name(zero_before) if zero_before else None,
        since=name(since) if since else None,
    )
    return ast.FieldLine(span=SPAN, fields=(decl,))


def reading(text: str) -> ast.ReadingLine:
    return ast.ReadingLine(span=SPAN, text=text)


def with_parts(node: ast.Node, become: Callable[[ast.Node], ast.Node | None]) -> ast.Node:
    """A copy of a node with other nodes in it; `None` leaves a node out. The same node if nothing becomes another."""
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            parts = ((part, become(part) if isinstance(part, ast.Node) else part) for part in value)
            changed: object = tuple(new for old, new in parts if new is not None or old is None)
            is_same = len(changed) == len(value) and all(map(operator.is_, changed, value))
        else:
            changed = become(value) if isinstance(value, ast.Node) else value
            is_same = changed is value
        if not is_same:
            changes[field.name] = changed
    return attrs.evolve(node, **changes) if changes else node
