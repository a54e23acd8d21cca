"""What takes longer than a key: edits that are tried, and the cases of a page. A process of its own runs it.

Input: the texts that differ from the files, and the path of a page. Output: findings with edits; the result of each
case, and the sums that the cases pay by award, with the texts of the editor and with the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import DECIMALS, group_digits
from ipdsl.driver import cases
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.workspace import Workspace
from ipdsl.report.localizer import localizer_of


@attrs.frozen(eq=False, repr=False)
class TestedCase(ValueObject):
    """A case with its place, what it pays, and the expectations that are not met: places with actual results."""

    title: str
    span: Span
    pays: str
    misses: tuple[tuple[Span, str], ...]


@attrs.frozen(eq=False, repr=False)
class TestedPage(ValueObject):
    """The cases of a page, and the sums in minor units that they pay by award: now, and by the files."""

    cases: tuple[TestedCase, ...]
    currency: str
    paid: Mapping[str, int]
    paid_before: Mapping[str, int] | None = None

    @property
    def failed_count(self) -> int:
        return sum(bool(case.misses) for case in self.cases)


def try_edits(texts: Mapping[str, str], path: str) -> list[Diagnostic]:
    """The findings of a page with the edits that were tried on it."""
    return [*Compilation.from_workspace(path, Workspace(texts)).check()]


def run_cases(texts: Mapping[str, str], path: str, language: Language) -> TestedPage | None:
    """Run the cases of a page; `None` if it has errors or no cases."""
    tested = _run(Compilation.from_workspace(path, Workspace(texts)), language)
    if tested is None:
        return None
    before = _run(Compilation.from_file(path), language) if texts else None
    return attrs.evolve(tested, paid_before=None if before is None else before.paid)


def _run(compilation: Compilation, language: Language) -> TestedPage | None:
    tested = compilation.policy_and_cases
    if tested is None or compilation.has_errors:
        return None
    policy, typed_cases = tested
    program, code = policy.program, policy.code
    if program is None or code is None or not typed_cases:
        return None
    localize = localizer_of(program, language).with_labels
    decimals = DECIMALS[program.currency]
    tested_cases = []
    totals: Counter[str] = Counter()
    for case in typed_cases:
        result, decisions = cases.run_case(program, code, case, localize, compilation.sources)
        paid: Counter[str] = Counter()
        for decision in decisions.values():
            for claim in decision.claims:
                paid[claim.label] += claim.paid.minor
        totals.update(paid)
        misses = [(miss.span, miss.actual) for miss in result.misses]
        misses += [(result.span, result.facts_error)] if result.facts_error else []
        pays = group_digits(sum(paid.values()), decimals)
        tested_cases.append(TestedCase(result.title, result.span, pays, tuple(misses)))
    return TestedPage(tuple(tested_cases), program.currency, dict(totals))
