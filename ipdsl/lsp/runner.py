"""What takes longer than a key: edits that are tried, cases, and facts of the settings. A process of its own runs it.

Input: the texts that differ from the files, and the path of a page. Output: findings with edits; the result of each
case; the sums that cases and facts pay by award, with the texts of the editor and with the files.

The process of the server imports this module for its names. Functions import what only the other process needs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

import attrs

from ipdsl.base.errors import ManyApplicants, ReportedError
from ipdsl.base.files import WORKBOOK_SUFFIXES
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Bounds, Money
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.settings import page_settings
from ipdsl.driver.workspace import Workspace

if TYPE_CHECKING:
    from ipdsl.decision.decision import Decision
    from ipdsl.decision.model import Claim
    from ipdsl.driver.library import FactsLike, Policy
    from ipdsl.semantics import typed

MOST_TRACED = 3
"""The claims of a case that can be traced from its lenses."""


@attrs.frozen(eq=False, repr=False)
class TestedCase(ValueObject):
    """A case with its place, what it pays, and the expectations that are not met: places with actual results.

    `claims` can be traced: label, item, and the line of the applicant.
    """

    title: str
    span: Span
    pays: Bounds
    misses: tuple[tuple[Span, str], ...]
    claims: tuple[tuple[str, str, int], ...]


@attrs.frozen(eq=False, repr=False)
class SettledFacts(ValueObject):
    """The facts of a file under a policy: the amount due and the parts of the awards, or the first problem."""

    path: str
    due: Bounds | None = None
    paid: Mapping[str, Bounds] = attrs.field(factory=dict)
    problem: Diagnostic | None = None


@attrs.frozen(eq=False, repr=False)
class TestedPage(ValueObject):
    """The cases of a page and the facts of its settings, and what the cases pay by award. `policy` is its path."""

    policy: str
    currency: str
    cases: tuple[TestedCase, ...]
    paid: Mapping[str, Bounds]
    facts: SettledFacts | None

    @property
    def failed_count(self) -> int:
        return sum(bool(case.misses) for case in self.cases)


def try_edits(texts: Mapping[str, str], path: str) -> list[Diagnostic]:
    """The findings of a page with the edits that were tried on it."""
    return [*Compilation.from_workspace(path, Workspace(texts)).check()]


def run_cases(texts: Mapping[str, str], path: str, language: Language) -> tuple[TestedPage, TestedPage | None] | None:
    """Run the cases of a page: with the texts, and without them; `None` if it has errors, and no cases or facts."""
    tested = _run(Compilation.from_workspace(path, Workspace(texts)), language)
    if tested is None:
        return None
    return tested, _run(Compilation.from_file(path), language) if texts else None


def _run(compilation: Compilation, language: Language) -> TestedPage | None:
    tested = compilation.policy_and_cases
    if tested is None or compilation.has_errors:
        return None
    policy, typed_cases = tested
    program, code, source = policy.program, policy.code, policy.source
    if program is None or code is None or source is None:
        return None
    facts = page_settings(source.name).facts
    if not typed_cases and facts is None:
        return None
    from ipdsl.driver.cases import run_case
    from ipdsl.report.localizer import localizer_of

    localize = localizer_of(program, language).with_labels
    tested_cases: list[TestedCase] = []
    all_claims: list[Claim] = []
    for case in typed_cases:
        result, decisions = run_case(program, code, case, localize, compilation.sources)
        all_claims += [claim for decision in decisions.values() for claim in decision.claims]
        unread = [(result.span, result.facts_error)] if result.facts_error else []
        misses = (*((miss.span, miss.actual) for miss in result.misses), *unread)
        pays = total_of([decision.due for decision in decisions.values()], program.currency)
        tested_cases.append(TestedCase(result.title, result.span, pays, misses, _traceable_claims(case, decisions)))
    return TestedPage(
        source.name,
        program.currency,
        tuple(tested_cases),
        _paid_by_award(all_claims, program.currency),
        None if facts is None else _settle(policy, facts),
    )


def total_of(parts: Iterable[Bounds], currency: str) -> Bounds:
    """The sum of amounts that may be open."""
    bounds = [*parts]
    highs = [each.high.minor for each in bounds if each.high is not None]
    high = Money(sum(highs), currency) if len(highs) == len(bounds) else None
    return Bounds(Money(sum(each.low.minor for each in bounds), currency), high)


def _paid_by_award(claims: Iterable[Claim], currency: str) -> dict[str, Bounds]:
    by_label = values_by_key((claim.label, claim.bounds) for claim in claims)
    return {label: total_of(bounds, currency) for label, bounds in by_label.items()}


def _traceable_claims(case: typed.Case, decisions: Mapping[str | None, Decision]) -> tuple[tuple[str, str, int], ...]:
    """A claim for each of the first items, if possible one with an amount."""
    by_item: dict[tuple[int, str], Claim] = {}
    for applicant, decision in decisions.items():
        line = next((line for line, name in case.lines if name == applicant), case.span.line)
        for claim in decision.claims:
            first = by_item.setdefault((line, claim.item), claim)
            if first.bounds.high is not None and not first.bounds.high.minor:
                by_item[line, claim.item] = claim
    return tuple((claim.label, item, line) for (line, item), claim in [*by_item.items()][:MOST_TRACED])


def _settle(compilation: Compilation, path: str) -> SettledFacts:
    """The facts of a file, or the first problem of the facts."""
    from ipdsl.driver.library import Policy

    try:
        policy = Policy(compilation)
        decision = policy.evaluate(_applicant_facts(path, policy))
    except ReportedError as error:
        return SettledFacts(path, problem=next(iter(error.report)))
    return SettledFacts(path, decision.due, _paid_by_award(decision.claims, policy.program.currency))


def _applicant_facts(path: str, policy: Policy) -> FactsLike:
    """The facts of the one applicant in JSON, a workbook or CSV."""
    from ipdsl.driver.library import facts_file
    from ipdsl.plain_data.errors import FactsError

    if not os.path.isdir(path) and not path.lower().endswith((*WORKBOOK_SUFFIXES, ".csv")):
        return cast("FactsLike", facts_file(path))
    from ipdsl.office.forms.stated_facts import read  # most facts are JSON

    applicants = read(path, [policy.code]).applicants
    if len(applicants) != 1:
        raise FactsError(Report([ManyApplicants(name=path)]))
    return applicants[0]
