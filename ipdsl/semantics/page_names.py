"""The names that a page declares: groups, awards and definitions, with their labels.

Input: a parsed page. Output: its names by scope. No label has two meanings, or is the name of another declaration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.schema.declarations import Label
from ipdsl.semantics.names.symbols import PageName, PageNames
from ipdsl.semantics.tree_walk import nodes
from ipdsl.syntax import ast


def page_names(page: ast.Page) -> PageNames:
    """The names that a page declares, in order."""
    clauses = tuple(_page_name(line) for line in _clauses(page.items))
    lines = [] if page.header is None or isinstance(page.header, ast.CasesLine) else [*page.header.header]
    definitions = tuple(nodes((*lines, *page.items), ast.Definition))
    with_rows = [line for line in definitions if isinstance(line.value, ast.AmountByRows)]
    by_rows = frozenset(word for line in with_rows for word in (line.name.text, line.label) if word)
    return PageNames(
        clauses,
        tuple(_page_name(line) for line in definitions),
        by_rows,
    )


def _page_name(line: ast.Group | ast.LabelLine | ast.Definition) -> PageName:
    return PageName(line.name.text, Label(line.label or ""), line.name.span)


def _clauses(items: Iterable[object]) -> Iterator[ast.Group | ast.LabelLine]:
    """Groups, and the labels of awards and budget lines."""
    for item in items:
        match item:
            case ast.Group(body=body):
                yield item
                yield from _clauses(body)
            case ast.Article(body=body):
                yield from _clauses(body)
            case ast.Award(body=lines) | ast.Allocation(body=lines):
                yield from (line for line in lines if isinstance(line, ast.LabelLine))
            case _:
                pass
