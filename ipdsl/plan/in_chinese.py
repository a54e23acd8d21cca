"""What a program says of a policy's sentences, in Chinese: its conditions, awards and rules by labels.

In: the program and the page with labels for names. Out: each English text of the program with its Chinese one, found by
its place in the page, so that neither the checker nor the plan carries two texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, get_args

from ipdsl.making import attrs
from ipdsl.runtime.terms import Program
from ipdsl.source import Span
from ipdsl.syntax import ast, print_policy
from ipdsl.syntax.in_chinese.expressions import expression
from ipdsl.syntax.in_chinese.lines import format_line
from ipdsl.syntax.in_chinese.policy import row_key

_EXPRESSIONS = get_args(ast.Expr)
_At: TypeAlias = tuple[int, int, int]
"""Line, first column, and the one past the last."""


def texts_in_chinese(program: Program, named: ast.Page, labelled: ast.Page) -> tuple[tuple[str, str], ...]:
    """The texts of the program of more than one word, each with its Chinese, from one page by names and by labels."""
    lines: dict[int, ast.Sentence] = {}
    parts: dict[_At, ast.Expr] = {}
    found: dict[str, str] = {}
    for english, node in zip(_nodes(named), _nodes(labelled), strict=True):
        if isinstance(node, ast.Sentence):
            lines.setdefault(node.span.line, node)
        elif isinstance(node, _EXPRESSIONS):
            parts.setdefault(_at(node.span), node)
        if isinstance(node, ast.Row) and isinstance(english, ast.Row):
            found[print_policy.row_key(english.key)] = row_key(node.key)
    found = {key: chinese for key, chinese in found.items() if " " in key}
    for text, span in _texts(program):
        if " " in text and text not in found and span.line in lines:
            part = parts.get(_at(span))
            found[text] = format_line(lines[span.line]) if part is None else expression(part)
    return tuple(sorted(found.items()))


def _texts(program: Program) -> Iterator[tuple[str, Span]]:
    """Every text with its place."""
    gates = [gate for clause in program.clauses for gate in clause.gates]
    gates += [gate for line in program.allocations for gate in line.gates]
    gates += [gate for document in program.references for gate in document.gates]
    gates += [gate for duty in program.obligations for gate in duty.gates]
    yield from ((gate.text, gate.span) for gate in gates)
    yield from ((clause.text, clause.span) for clause in program.clauses)
    yield from ((line.text, line.span) for line in program.allocations)
    yield from ((older.text, older.span) for older in program.older)
    yield from ((quota.text, quota.span) for quota in program.quotas)
    yield from ((suspend.text, suspend.span) for suspend in program.suspensions)
    for step in program.settlement.steps:
        yield from ((bound.text, bound.span) for bound in step.bounds)


def _nodes(node: ast.Node) -> Iterator[ast.Node]:
    """The node and all beneath it, the widest first."""
    yield node
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, ast.Node):
                yield from _nodes(part)


def _at(span: Span) -> _At:
    return span.line, span.column, span.end_column
