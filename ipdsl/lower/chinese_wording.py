"""The Chinese texts of a program: its conditions, awards and rules with labels.

Input: the plan and the page with labels for names. Output: each English text of the program with its Chinese one. Texts
are matched by their place on the page, so the checker and the plan need only one text. One English text may have
several Chinese ones, because words of several record kinds, and members of several choices, may share a name. Then each
line of the page has its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, get_args

import attrs

from ipdsl.base.source import Span
from ipdsl.ir.proposal import Passage
from ipdsl.ir.terms import Gate, Program
from ipdsl.lower import plan as plan_terms
from ipdsl.lower.plan import ClauseBody, Plan
from ipdsl.syntax import ast
from ipdsl.syntax.printing import CHINESE, ENGLISH
from ipdsl.wording.labels import Labels

_EXPRESSIONS = get_args(ast.Expr)
_Position: TypeAlias = tuple[int, int, int]
"""Line, first column, and the column after the last."""
_Translation: TypeAlias = tuple[Passage, str, str]
"""The passage of a text, the text, and its Chinese text."""


def chinese_texts(plan: Plan, named_page: ast.Page, labelled_page: ast.Page) -> tuple[tuple[int, str, str], ...]:
    """The texts of the plan, each with its line (0: any) and its Chinese text.

    They come from a page with names and the same page with labels. Single words are included only if the vocabulary
    does not give that Chinese word for their record kind.
    """
    page, names = _SentenceIndex(named_page, labelled_page), Labels(plan.program)
    lines_by_text: dict[str, dict[int, str]] = {}
    plans = [plan] if plan.debts is None else [plan, plan.debts]
    translations = [
        each for part in plans for each in (*_rule_translations(part.program, page), *_body_translations(part, page))
    ]
    for passage, text, chinese in translations:
        if " " in text or names.name(text, passage.kind) != chinese:
            lines_by_text.setdefault(text, {}).setdefault(passage.line, chinese)
    texts: list[tuple[int, str, str]] = []
    for text, by_line in lines_by_text.items():
        several = len({*by_line.values()}) > 1 or " " not in text
        texts += [(line if several else 0, text, chinese) for line, chinese in by_line.items()]
    return tuple(sorted({*texts}))


class _SentenceIndex:
    """The sentences of a page by line, its expressions by place, and its rows by the lines above them."""

    def __init__(self, named_page: ast.Page, labelled_page: ast.Page) -> None:
        self.lines: dict[int, ast.Sentence] = {}
        self.parts: dict[_Position, ast.Expr] = {}
        self.written: dict[int, dict[str, str]] = {}
        self._elsewhere: dict[str, str] = {}
        self._add(named_page, labelled_page, self._elsewhere)

    def _add(
        self, english: ast.Node, chinese: ast.Node, written: dict[str, str], above: tuple[str, str] = ("", "")
    ) -> None:
        """Add a node and all nodes under it; `written` are the texts of its sentence, `above` the row above it."""
        if isinstance(english, ast.Award | ast.Recovery | ast.Allocation | ast.Reference | ast.Obligation):
            written = self.written.setdefault(english.span.line, {})
        if isinstance(chinese, ast.Sentence):
            self.lines.setdefault(chinese.span.line, chinese)
        if isinstance(english, ast.Row) and isinstance(chinese, ast.Row):
            key, chinese_key = above[0] + ENGLISH.text(english.key), above[1] + CHINESE.text(chinese.key)
            written[key] = chinese_key
            above = f"{key}: ", f"{chinese_key}："
        if isinstance(english, _EXPRESSIONS) and isinstance(chinese, _EXPRESSIONS):
            self.parts.setdefault(_position(chinese.span), chinese)
            written.setdefault(ENGLISH.text(english), CHINESE.text(chinese))
        for part, chinese_part in zip(_parts(english), _parts(chinese), strict=True):
            self._add(part, chinese_part, written, above)

    def chinese_text(self, text: str, line: int) -> str | None:
        """The Chinese text of a text in an award, or in a definition outside it."""
        chinese = self.written.get(line, {}).get(text)
        return self._elsewhere.get(text) if chinese is None and " " in text else chinese

    def chinese_at(self, text: str, span: Span) -> str | None:
        """The Chinese text at a place."""
        part = self.parts.get(_position(span))
        if part is not None:
            return CHINESE.text(part)
        return CHINESE.text(self.lines[span.line]) if " " in text and span.line in self.lines else None


def _rule_translations(program: Program, page: _SentenceIndex) -> Iterator[_Translation]:
    """The translations of whole sentences: awards, documents, budget lines and rules."""
    placed: list[tuple[str, Span]] = [(f"refers to {term.document}", term.span) for term in program.references]
    for texts in (
        program.clauses,
        program.recoveries,
        program.allocations,
        program.older_standards,
        program.quotas,
        program.suspensions,
    ):
        placed += [(term.text, term.span) for term in texts]
    placed += [(bound.text, bound.span) for step in program.settlement.steps for bound in step.rules]
    placed += [(cap.rule.text, cap.rule.span) for cap in program.payment_caps]
    instalments = [term for schedule in program.schedules for term in schedule.instalments]
    placed += [(term.text, term.span) for term in instalments]
    for term in instalments:
        for gate in term.gates:
            if (chinese := page.chinese_at(gate.text, gate.span)) is not None:
                yield Passage(line=term.span.line), gate.text, chinese
    for text, span in placed:
        if (chinese := page.chinese_at(text, span)) is not None:
            yield Passage(line=span.line), text, chinese


def _body_translations(plan: Plan, page: _SentenceIndex) -> Iterator[_Translation]:
    """The translations of texts in awards, documents, budget lines and duties.

    They are conditions, including those of rules over the block, rows, and words that are shown with their values. Each
    is in the passage of the award that it is about.
    """
    program, references, obligations = plan.program, dict(plan.references), dict(plan.obligations)
    sentences: list[tuple[str, int, Iterable[Gate], Iterable[str]]] = [
        *(
            (
                term.trigger.record,
                term.span.line,
                (*term.gates, *term.picks),
                (*(row.name for row in term.rows), *_words(body)),
            )
            for term, body in zip(program.clauses, plan.clauses, strict=True)
        ),
        *(
            (term.trigger.record, term.span.line, term.gates, _words(body))
            for term, body in zip(program.allocations, plan.allocations, strict=True)
        ),
        *(
            ("" if term.trigger is None else term.trigger.record, term.span.line, term.gates, _words(references.get(i)))
            for i, term in enumerate(program.references)
        ),
        *(
            (term.trigger.record, term.span.line, (*term.gates, *term.tests), _gate_words((*body.gates, *body.tests)))
            for term, body in zip(program.recoveries, plan.recoveries, strict=True)
        ),
        *(("", term.span.line, term.gates, _words(obligations.get(i))) for i, term in enumerate(program.obligations)),
    ]
    for record, line, gates, texts in sentences:
        translated = [
            *((gate.text, page.chinese_at(gate.text, gate.span)) for gate in gates),
            *((text, page.chinese_text(text, line)) for text in texts),
        ]
        yield from ((Passage(record, line), text, chinese) for text, chinese in translated if chinese is not None)


def _words(body: ClauseBody | None) -> Iterator[str]:
    """The words that are shown with their values."""
    if body is not None:
        yield from _gate_words((*body.gates, *body.table_gates, *body.picks))
        yield from (evidence.name for evidence in (*body.evidence, *body.row_evidence))


def _gate_words(gates: Iterable[plan_terms.Gate]) -> Iterator[str]:
    return (evidence.name for gate in gates for evidence in gate.evidence)


def _parts(node: ast.Node) -> Iterator[ast.Node]:
    """The nodes directly under a node."""
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, ast.Node):
                yield part


def _position(span: Span) -> _Position:
    return span.line, span.column, span.end_column
