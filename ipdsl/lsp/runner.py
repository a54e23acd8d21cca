"""What takes longer than a key: edits that are tried, and the cases of a page. A process of its own runs it.

Input: the texts that differ from the files, and the path of a page. Output: findings with edits; the result of each
case, and the sums that the cases pay by award, with the texts of the editor and with the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import DECIMALS, group_digits
from ipdsl.driver import cases
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.workspace import Workspace
from ipdsl.plain_data.errors import FactsError
from ipdsl.semantics import typed


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
    paid_before: Mapping[str, int] | None

    @property
    def failed_count(self) -> int:
        return sum(bool(case.misses) for case in self.cases)


def try_edits(texts: Mapping[str, str], path: str) -> list[Diagnostic]:
    """The findings of a page with the edits that were tried on it."""
    return [*_compilation(texts, path).check()]


def _compilation(texts: Mapping[str, str], path: str) -> Compilation:
    workspace = Workspace()
    for other, text in texts.items():
        workspace.open(other, text)
    return Compilation.from_workspace(path, workspace)


def run_cases(texts: Mapping[str, str], path: str, language: Language) -> TestedPage | None:
    """Run the cases of a page; `None` if it has errors or no cases."""
    compilation = _compilation(texts, path)
    result = cases.run_page(path, compilation, language)
    tested = compilation.policy_and_cases
    if result is None or tested is None:
        return None
    policy, typed_cases = tested
    decided = [*_sums_of_cases(policy, typed_cases)]
    totals: Counter[str] = Counter()
    for paid in decided:
        totals.update(paid)
    before = _paid_by_files(path) if texts else None
    return TestedPage(
        tuple(
            TestedCase(
                case.title,
                case.span,
                _sum(paid, policy),
                tuple((miss.span, miss.actual) for miss in case.misses)
                or (((case.span, case.facts_error),) if case.facts_error else ()),
            )
            for case, paid in zip(result.cases, decided, strict=True)
        ),
        policy.program.currency if policy.program is not None else "",
        dict(totals),
        before,
    )


def _paid_by_files(path: str) -> dict[str, int] | None:
    """The sums by award with the files as they are saved; `None` if they have errors."""
    compilation = Compilation.from_file(path)
    tested = compilation.policy_and_cases
    if tested is None or compilation.has_errors:
        return None
    totals: Counter[str] = Counter()
    for paid in _sums_of_cases(*tested):
        totals.update(paid)
    return dict(totals)


def _sums_of_cases(policy: Compilation, typed_cases: Iterable[typed.Case]) -> Iterable[Counter[str]]:
    """The sums of each case by award, in minor units."""
    program, code = policy.program, policy.code
    if program is None or code is None:
        return
    for case in typed_cases:
        paid: Counter[str] = Counter()
        try:
            decisions = cases.case_decisions(case, program, code, cases.case_facts(case, program))
        except FactsError:
            decisions = {}  # the result of the case has the error
        for decision in decisions.values():
            for claim in decision.claims:
                paid[claim.label] += claim.paid.minor
        yield paid


def _sum(paid: Counter[str], policy: Compilation) -> str:
    assert policy.program is not None  # its cases were run
    return group_digits(sum(paid.values()), DECIMALS[policy.program.currency])
