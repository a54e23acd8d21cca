"""The groups, awards and tables that a page names itself, with their labels.

In: a page as parsed. Out: its names by scope, in which no label stands for two things and none is the name of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.schema.model import Label
from ipdsl.semantics.symbols import OwnName, OwnNames
from ipdsl.semantics.tables import all_tables
from ipdsl.syntax import ast


def own_names(page: ast.Page) -> OwnNames:
    """What a page names, in its order."""
    clauses = tuple(_own(line) for line in _clauses(page.items))
    return OwnNames(clauses, tuple(_own(line) for line in all_tables(page.items)))


def _own(line: ast.Group | ast.As | ast.Table) -> OwnName:
    return OwnName(line.name.text, Label(line.label or ""), line.name.span)


def _clauses(items: Iterable[object]) -> Iterator[ast.Group | ast.As]:
    """Groups, and what awards and budget lines are called."""
    for item in items:
        match item:
            case ast.Group(body=body):
                yield item
                yield from _clauses(body)
            case ast.Article(body=body):
                yield from _clauses(body)
            case ast.Award(body=lines) | ast.Allocate(body=lines):
                yield from (line for line in lines if isinstance(line, ast.As))
            case _:
                pass
