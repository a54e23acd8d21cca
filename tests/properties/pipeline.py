"""A generated page in the whole compiler: printed, parsed, checked, lowered, emitted, loaded."""

from __future__ import annotations

import hashlib
from functools import cached_property, lru_cache
from typing import Any

import attrs

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Source, Sources
from ipdsl.batch.kernel.program import ColumnCode
from ipdsl.codegen.columns import loader as columns
from ipdsl.codegen.columns.module import emit as emit_columns
from ipdsl.codegen.python.loader import load
from ipdsl.codegen.python.module import emit
from ipdsl.decision.decision import Decision, Request
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.ir.terms import Program
from ipdsl.lower.lowering import lower
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from ipdsl.semantics import typed
from ipdsl.semantics.check import check
from ipdsl.semantics.vocabulary import Loader
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.properties.borders import Borders, borders
from tests.properties.policies import Generated


class RejectedError(Exception):
    """A page that should be well-typed has errors."""


@attrs.frozen(slots=False)
class Compiled:
    """A policy ready to settle, with its source texts."""

    text: str
    vocabulary_text: str
    policy: typed.Policy = attrs.field(repr=False)
    program: Program = attrs.field(repr=False)
    code: GeneratedFunctions = attrs.field(repr=False)

    @cached_property
    def edges(self) -> Borders:
        """The values near which its facts are generated."""
        return borders(self.policy)

    @cached_property
    def columns(self) -> ColumnCode:
        """The policy as loops over columns."""
        plan = lower(self.policy, self.program.content_hash)
        return columns.load_parts(columns.parts_from_program(emit_columns(plan)), plan.program)

    def read(self, facts: dict[str, Any]) -> Facts:
        """The facts as complete: days and years that generated facts do not state are not open."""
        return attrs.evolve(read_facts(facts, self.program), closed=True)

    def evaluate(self, facts: dict[str, Any], **options: Any) -> Decision:
        """The decision, settled at once, so that no emitted total replaces settlement."""
        return self.settle(self.read(facts), **options)

    def evaluate_open(self, facts: dict[str, Any], **options: Any) -> Decision:
        """The decision on facts as users state them: years of states and years without figures may be open."""
        return self.settle(read_facts(facts, self.program), **options)

    def settle(self, facts: Facts, **options: Any) -> Decision:
        """The decision on facts that were read."""
        return evaluate_eagerly(self.program, self.code, facts, Request(**options))


@attrs.define
class OneVocabulary(Loader):
    """A loader with the text of a single vocabulary."""

    name: str
    text: str
    sources: Sources

    def load(self, name: ast.Name, page_file: str) -> tuple[ast.Page | None, Report]:
        assert name.text == self.name, name.text
        self.sources.add(Source(f"{self.name}.ipp", self.text))
        return _parsed(self.name, self.text)


@lru_cache(maxsize=1)
def _parsed(name: str, text: str) -> tuple[ast.Page | None, Report]:
    """A vocabulary, which the changed copies of one page share."""
    return parse(Source(f"{name}.ipp", text))


def compile_generated(made: Generated) -> Compiled:
    """A generated page, compiled from its printed form."""
    return compile_texts(format_page(made.page), format_page(made.vocabulary), made.vocabulary_name)


def compile_texts(text: str, vocabulary_text: str, vocabulary_name: str) -> Compiled:
    """The policy of two texts. Raises `RejectedError` with the findings as text."""
    policy = checked_texts(text, vocabulary_text, vocabulary_name)
    plan = lower(policy, hashlib.sha256(text.encode()).hexdigest())
    code = load(emit(plan), plan.program.name, plan.program)
    return Compiled(text, vocabulary_text, policy, plan.program, code)


def checked_texts(text: str, vocabulary_text: str, vocabulary_name: str) -> typed.Policy:
    """The checked policy of two texts. Raises `RejectedError` with the findings as text."""
    sources = Sources()
    source = sources.add(Source("generated.ipp", text))
    page, report = parse(source)
    _refuse(report, sources)
    assert page is not None
    policy, found = check(page, OneVocabulary(vocabulary_name, vocabulary_text, sources))
    _refuse(found, sources)
    assert policy is not None
    return policy


def _refuse(report: Report, sources: Sources) -> None:
    if report.has_errors:
        raise RejectedError(render(report, sources))
