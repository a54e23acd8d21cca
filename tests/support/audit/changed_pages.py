"""Small changes of a page that an audit must notice: another value for one figure, or one award removed.

Input: a sentence or a head of a page. Output: descriptions with the changed nodes. Figures are found by the classes of
tree nodes, independently of the audit, so that a figure which the audit forgets is found here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeVar

import attrs

from ipdsl.syntax import ast

N = TypeVar("N", bound=ast.Node)

_INTS = {
    ast.Duration: ("number",),
    ast.RecordCountTest: ("number",),
    ast.Interest: ("last_years",),
    ast.Limit: ("number",),
    ast.Quota: ("low", "number"),
    ast.CarryForward: ("years",),
    ast.RankKey: ("rank",),
    ast.Reference: ("records_of",),
    ast.Target: ("by_year",),
    ast.YearBeginsLine: ("month", "day"),
}
_DAYS = {
    ast.Date: ("value",),
    ast.IssueDateLine: ("day",),
    ast.EffectiveLine: ("start", "end", "discretion_from"),
    ast.Head: ("start",),
}
_TEXTS = {ast.DocumentLine: "number", ast.ReplacesLine: "document", ast.Reference: "document", ast.SourceNote: "text"}
_NO_FIGURES = (ast.LanguageLine, ast.Name, ast.ArticleRef)
"""Nodes without figures: the version of the language, names and references."""
_GONE = (ast.Award, ast.Target, ast.SourceNote, ast.ReadingLine, ast.Cap, ast.Limit, ast.Quota, ast.CarryForward)
"""Nodes whose removal must be noticed if they contain a figure; an award even without one."""

Change = tuple[str, N]


def changes(node: N, near: tuple[Fraction, ...] = ()) -> Iterator[Change[N]]:
    """Every change of one figure in a sentence and the nodes under it, and every removal of an award or figure.

    A number is also replaced by each of the values in `near`: values of its article that the text contains too.
    """
    if isinstance(node, _NO_FIGURES):
        return
    yield from _own(node, near)
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, ast.Node):
            yield from ((what, attrs.evolve(node, **{field.name: other})) for what, other in changes(value, near))
        elif isinstance(value, tuple):
            yield from _in_tuple(node, field.name, value, near)


def numbers(node: ast.Node) -> tuple[Fraction, ...]:
    """The different numbers of a sentence and of all nodes under it."""
    found: list[Fraction] = [node.value] if isinstance(node, ast.Number | ast.Percent) else []
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        parts = value if isinstance(value, tuple) else (value,)
        found += (number for part in parts if isinstance(part, ast.Node) for number in numbers(part))
    return tuple(dict.fromkeys(found))


def _in_tuple(node: N, name: str, parts: tuple[object, ...], near: tuple[Fraction, ...]) -> Iterator[Change[N]]:
    for index, part in enumerate(parts):
        if not isinstance(part, ast.Node):
            continue
        for what, other in changes(part, near):
            yield what, attrs.evolve(node, **{name: (*parts[:index], other, *parts[index + 1 :])})
        if isinstance(part, ast.Award) or (isinstance(part, _GONE) and _has_figure(part)):
            what = f"line {part.span.line}: {type(part).__name__} gone"
            yield what, attrs.evolve(node, **{name: parts[:index] + parts[index + 1 :]})


def _own(node: N, near: tuple[Fraction, ...]) -> Iterator[Change[N]]:
    """The figures of the node itself, each a little larger, twice as large, and ten times as large."""
    at = f"line {node.span.line}"
    match node:
        case ast.RoundingLine(step=step):
            yield f"{at}: rounded to 1", attrs.evolve(node, step=step * 100)
        case ast.RoundedTotal(step=step):
            for other in _others(step):
                yield f"{at}: a total rounded to {other}", attrs.evolve(node, step=other)
        case ast.Number() | ast.Percent():
            alike = [number for number in near if (number < 1) == (node.value < 1)]
            for other in dict.fromkeys([*_others(node.value), *alike]):
                if other == node.value:
                    continue
                yield f"{at}: {node.value} is {other}", attrs.evolve(node, value=other)
    for name in _INTS.get(type(node), ()):
        number = getattr(node, name)
        for other in _others(Fraction(number)) if number is not None else ():
            yield f"{at}: {name} {number} is {other}", attrs.evolve(node, **{name: int(other)})
    for name in _DAYS.get(type(node), ()):
        day = getattr(node, name)
        for other in _other_days(day) if day is not None else ():
            yield f"{at}: {name} {day} is {other}", attrs.evolve(node, **{name: other})
    if type(node) in _TEXTS:
        name = _TEXTS[type(node)]
        text = getattr(node, name)
        for match in re.finditer(r"\d+", text):
            other = f"{text[: match.start()]}{int(match[0]) + 1}{text[match.end() :]}"
            yield f"{at}: `{text}` is `{other}`", attrs.evolve(node, **{name: other})


def _others(value: Fraction) -> list[Fraction]:
    return [
        value + (1 if value.denominator == 1 else Fraction(1, 100)),
        value * 2 or Fraction(3),
        value * 10 or Fraction(7),
    ]


def _other_days(day: datetime.date) -> list[datetime.date]:
    month = datetime.timedelta(days=31)
    return [day + datetime.timedelta(days=1), day + month, day.replace(day=1, year=day.year + 1)]


def _has_figure(node: ast.Node) -> bool:
    """Whether a line contains a figure. In a reading only text in backticks counts."""
    if isinstance(node, ast.ReadingLine):
        return re.search(r"`[^`]*\d[^`]*`", node.text) is not None
    if isinstance(node, ast.SourceNote):
        return True
    return any(True for _ in changes(node))
