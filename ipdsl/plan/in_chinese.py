"""What a program says of a policy's sentences, in Chinese: its conditions, awards and rules by labels.

In: the program and the page with labels for names. Out: each English text of the program with its Chinese one, found by
its place in the page, so that neither the checker nor the plan carries two texts. One English text may have several
Chinese ones, since words of several kinds of record, and members of several choices, may share a name: then each line
of the page has its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, get_args

import attrs

from ipdsl.plan.ir import ClauseBody, Plan
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.reasons import Passage
from ipdsl.runtime.terms import Clause, Gate, Program
from ipdsl.source import Span
from ipdsl.syntax import ast, print_policy
from ipdsl.syntax.in_chinese.expressions import expression
from ipdsl.syntax.in_chinese.lines import format_line
from ipdsl.syntax.in_chinese.policy import row_key
from ipdsl.syntax.print_expressions import format_expr

_EXPRESSIONS = get_args(ast.Expr)
_At: TypeAlias = tuple[int, int, int]
"""Line, first column, and the one past the last."""
_Said: TypeAlias = tuple[Passage, str, str]
"""Where a text is told, the text, and its Chinese."""


def texts_in_chinese(plan: Plan, named: ast.Page, labelled: ast.Page) -> tuple[tuple[int, str, str], ...]:
    """The texts of the plan, each with its line (0: any) and its Chinese, from one page by names and by labels. Of
    single words those that the vocabulary does not have for their kind of record.
    """
    page, names = _Page(named, labelled), Labels(plan.program)
    found: dict[str, dict[int, str]] = {}
    for at, text, said in (*_of_rules(plan.program, page), *_of_bodies(plan, page)):
        if " " in text or names.name(text, at.kind) != said:
            found.setdefault(text, {}).setdefault(at.line, said)
    texts: list[tuple[int, str, str]] = []
    for text, by_line in found.items():
        several = len({*by_line.values()}) > 1 or " " not in text
        texts += [(line if several else 0, text, said) for line, said in by_line.items()]
    return tuple(sorted({*texts}))


class _Page:
    """The sentences of a page by their lines, its expressions by their places, and its rows by the lines above them."""

    def __init__(self, named: ast.Page, labelled: ast.Page) -> None:
        self.lines: dict[int, ast.Sentence] = {}
        self.parts: dict[_At, ast.Expr] = {}
        self.written: dict[int, dict[str, str]] = {}
        self._elsewhere: dict[str, str] = {}
        self._add(named, labelled, self._elsewhere)

    def _add(self, english: ast.Node, chinese: ast.Node, written: dict[str, str]) -> None:
        """Adds a node with all beneath it; `written` are the texts of the sentence to which it belongs."""
        if isinstance(english, ast.Award | ast.Allocate | ast.RefersTo | ast.Oblige):
            written = self.written.setdefault(english.span.line, {})
        if isinstance(chinese, ast.Sentence):
            self.lines.setdefault(chinese.span.line, chinese)
        if isinstance(english, ast.Row) and isinstance(chinese, ast.Row):
            written[print_policy.row_key(english.key)] = row_key(chinese.key)
        if isinstance(english, _EXPRESSIONS) and isinstance(chinese, _EXPRESSIONS):
            self.parts.setdefault(_at(chinese.span), chinese)
            written.setdefault(format_expr(english), expression(chinese))
        for one, other in zip(_parts(english), _parts(chinese), strict=True):
            self._add(one, other, written)

    def said(self, text: str, line: int) -> str | None:
        """The Chinese of a text of an award, or of what is defined outside of it."""
        said = self.written.get(line, {}).get(text)
        return self._elsewhere.get(text) if said is None and " " in text else said

    def at(self, text: str, span: Span) -> str | None:
        """The Chinese of a text that stands at a place."""
        part = self.parts.get(_at(span))
        if part is not None:
            return expression(part)
        return format_line(self.lines[span.line]) if " " in text and span.line in self.lines else None


def _of_rules(program: Program, page: _Page) -> Iterator[_Said]:
    """What stands for itself: awards, documents, budget lines and rules."""
    placed: list[tuple[str, Span]] = [(f"refers to {one.document}", one.span) for one in program.references]
    for texts in (program.clauses, program.allocations, program.older, program.quotas, program.suspensions):
        placed += [(one.text, one.span) for one in texts]
    placed += [(bound.text, bound.span) for step in program.settlement.steps for bound in step.bounds]
    for text, span in placed:
        said = page.at(text, span)
        if said is not None:
            yield Passage(line=span.line), text, said


def _of_bodies(plan: Plan, page: _Page) -> Iterator[_Said]:
    """What is told of the claims of an award, a document, a budget line or a duty: its conditions, its rows, and what
    is shown with its value.
    """
    program = plan.program
    for clause, body in zip(program.clauses, plan.clauses, strict=True):
        at = Passage(clause.trigger.record, clause.span.line)
        yield from _of_gates(at, (*clause.gates, *clause.picks), page)
        yield from _explaining(at, (*_rows(clause), *_words(body)), page)
    for line, body in zip(program.allocations, plan.allocations, strict=True):
        yield from _of_gates(at := Passage(line.trigger.record, line.span.line), line.gates, page)
        yield from _explaining(at, _words(body), page)
    bodies = dict(plan.references)
    for index, document in enumerate(program.references):
        record = "" if document.trigger is None else document.trigger.record
        yield from _of_gates(at := Passage(record, document.span.line), document.gates, page)
        yield from _explaining(at, _words(bodies.get(index)), page)
    bodies = dict(plan.obligations)
    for index, duty in enumerate(program.obligations):
        yield from _of_gates(at := Passage(line=duty.span.line), duty.gates, page)
        yield from _explaining(at, _words(bodies.get(index)), page)


def _of_gates(at: Passage, gates: Iterable[Gate], page: _Page) -> Iterator[_Said]:
    """Conditions, those of rules over the block too: each is told of the award that it stops."""
    for gate in gates:
        said = page.at(gate.text, gate.span)
        if said is not None:
            yield at, gate.text, said


def _explaining(at: Passage, texts: Iterable[str], page: _Page) -> Iterator[_Said]:
    for text in texts:
        said = page.said(text, at.line)
        if said is not None:
            yield at, text, said


def _rows(clause: Clause) -> Iterator[str]:
    yield from (row.name for row in clause.rows)


def _words(body: ClauseBody | None) -> Iterator[str]:
    """The words that are shown with their values."""
    if body is not None:
        yield from (one.name for gate in (*body.gates, *body.fitting, *body.picks) for one in gate.told)
        yield from (one.name for one in body.told)


def _parts(node: ast.Node) -> Iterator[ast.Node]:
    """The nodes directly beneath a node."""
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, ast.Node):
                yield part


def _at(span: Span) -> _At:
    return span.line, span.column, span.end_column
