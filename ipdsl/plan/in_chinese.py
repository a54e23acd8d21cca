"""What a program says of a policy's sentences, in Chinese: its conditions, awards and rules by labels.

In: the program and the page with labels for names. Out: each English text of the program with its Chinese one, found by
its place in the page, so that neither the checker nor the plan carries two texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, get_args

from ipdsl.making import attrs
from ipdsl.plan.ir import Plan
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.terms import Program
from ipdsl.source import Span
from ipdsl.syntax import ast, print_policy
from ipdsl.syntax.in_chinese.expressions import expression
from ipdsl.syntax.in_chinese.lines import format_line
from ipdsl.syntax.in_chinese.policy import row_key
from ipdsl.syntax.print_expressions import format_expr

_EXPRESSIONS = get_args(ast.Expr)
_At: TypeAlias = tuple[int, int, int]
"""Line, first column, and the one past the last."""


def texts_in_chinese(plan: Plan, named: ast.Page, labelled: ast.Page) -> tuple[tuple[str, str], ...]:
    """The texts of the plan, each with its Chinese, from one page by names and by labels. Of single words those that
    the vocabulary of the program does not have, such as words that stand for a condition.
    """
    lines: dict[int, ast.Sentence] = {}
    parts: dict[_At, ast.Expr] = {}
    written: dict[str, str] = {}
    for english, chinese in zip(_nodes(named), _nodes(labelled), strict=True):
        if isinstance(chinese, ast.Sentence):
            lines.setdefault(chinese.span.line, chinese)
        if isinstance(english, ast.Row) and isinstance(chinese, ast.Row):
            written[print_policy.row_key(english.key)] = row_key(chinese.key)
        if isinstance(english, _EXPRESSIONS) and isinstance(chinese, _EXPRESSIONS):
            parts.setdefault(_at(chinese.span), chinese)
            written[format_expr(english)] = expression(chinese)
    found: dict[str, str] = {}
    for text, span in _placed(plan.program):
        part = parts.get(_at(span))
        if part is not None:
            found[text] = expression(part)
        elif " " in text and span.line in lines:
            found[text] = format_line(lines[span.line])
    found |= {text: written[text] for text in _explaining(plan) if text in written}
    names = Labels(plan.program)
    return tuple(
        (text, said) for text, said in sorted(found.items()) if " " in text or names.name(text) == text != said
    )


def _placed(program: Program) -> Iterator[tuple[str, Span]]:
    """Conditions, awards and rules with their places."""
    gates = [gate for clause in program.clauses for gate in clause.gates]
    gates += [gate for line in program.allocations for gate in line.gates]
    gates += [gate for document in program.references for gate in document.gates]
    gates += [gate for duty in program.obligations for gate in duty.gates]
    yield from ((gate.text, gate.span) for gate in gates)
    yield from ((clause.text, clause.span) for clause in program.clauses)
    yield from ((f"refers to {document.document}", document.span) for document in program.references)
    yield from ((line.text, line.span) for line in program.allocations)
    yield from ((older.text, older.span) for older in program.older)
    yield from ((quota.text, quota.span) for quota in program.quotas)
    yield from ((suspend.text, suspend.span) for suspend in program.suspensions)
    for step in program.settlement.steps:
        yield from ((bound.text, bound.span) for bound in step.bounds)


def _explaining(plan: Plan) -> Iterator[str]:
    """The rows, and what is shown with its value."""
    yield from (row.name for clause in plan.program.clauses for row in clause.rows)
    for body in (*plan.clauses, *plan.allocations, *(body for _, body in (*plan.references, *plan.obligations))):
        yield from (one.name for gate in (*body.gates, *body.fitting, *body.picks) for one in gate.told)
        yield from (one.name for one in body.told)


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
