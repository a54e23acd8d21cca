"""The cases of each policy come true, and together they show every clause and every rule from both sides."""

from __future__ import annotations

import pytest

from ipdsl.cases import run
from ipdsl.diagnostics.model import Severity
from ipdsl.driver import Compilation
from ipdsl.files import policies_folder
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.steps import Bound, Step
from ipdsl.runtime.terms import Clause
from tests.policies.encoded import POLICIES, claims, decisions, page_and_cases, program, provisions

CLAUSES = [(policy, clause.label) for policy in POLICIES for clause in program(policy).clauses]
ROWS = [
    (policy, clause.label, row.name) for policy in POLICIES for clause in program(policy).clauses for row in clause.rows
]
OUTCOMES = {
    Outcome.AWARDED,
    Outcome.REDUCED,
    Outcome.NOT_ELIGIBLE,
    Outcome.OUT_OF_WINDOW,
    Outcome.ALREADY_PAID,
    Outcome.UNDETERMINED,
    Outcome.CEILING,
    Outcome.BY_REFERENCE,
}


def clause_of(policy: str, label: str) -> Clause:
    return next(clause for clause in program(policy).clauses if clause.label == label)


def rules(policy: str) -> list[tuple[Step, Bound]]:
    """The rules of blocks, each with its step."""
    return [(step, bound) for step in program(policy).settlement.steps if step.of_block for bound in step.bounds]


RULES = [(policy, bound.name) for policy in POLICIES for _, bound in rules(policy) if not bound.across]
"""A cap over several applicants is shown by a cohort; in a case there is one."""


@pytest.mark.parametrize("policy", POLICIES)
def test_every_case_comes_true(policy: str) -> None:
    page, cases = page_and_cases(policy)
    assert page.code is not None
    assert [result for result in run(program(policy), page.code, cases) if not result.passed] == []
    assert len(cases) >= len(provisions(policy))


@pytest.mark.parametrize("policy", POLICIES)
def test_every_case_of_the_chinese_page_comes_true(policy: str) -> None:
    page = Compilation.of_file(str(policies_folder() / "zh" / f"{policy}.ipp"))
    assert page.tested is not None
    assert page.code is not None
    assert page.program is not None
    cases = page.tested[1]
    assert [result for result in run(page.program, page.code, cases) if not result.passed] == []
    assert len(cases) == len(page_and_cases(policy)[1])


@pytest.mark.parametrize("policy", POLICIES)
def test_no_two_cases_have_one_title(policy: str) -> None:
    titles = [case.title for case in page_and_cases(policy)[1]]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("policy", POLICIES)
def test_check_has_no_error_and_no_warning(policy: str) -> None:
    findings = Compilation.of_file(str(policies_folder() / f"{policy}.ipp")).check()
    assert [(f.code, f.texts().title) for f in findings if f.severity is not Severity.NOTE] == []


@pytest.mark.parametrize(("policy", "label"), CLAUSES)
def test_clause_pays_in_one_case_and_not_in_another(policy: str, label: str) -> None:
    sums = {claim.paid.minor > 0 for claim in claims(policy) if claim.label == label}
    assert sums == {True, False}


@pytest.mark.parametrize(("policy", "label", "row"), ROWS)
def test_row_is_paid_in_a_case(policy: str, label: str, row: str) -> None:
    assert any(claim.label == label and claim.row == row and claim.paid.minor > 0 for claim in claims(policy))


@pytest.mark.parametrize(("policy", "rule"), RULES)
def test_rule_binds_in_one_case_and_not_in_another(policy: str, rule: str) -> None:
    cuts = [any(a.rule == rule for claim in d.claims for a in claim.adjustments) for d in decisions(policy)]
    assert set(cuts) == {True, False}


@pytest.mark.parametrize(("policy", "label"), [(p, label) for p, label in CLAUSES if clause_of(p, label).gates])
def test_every_condition_of_a_clause_fails_in_a_case(policy: str, label: str) -> None:
    """Or is unknown in one; a condition that no case touches is not shown."""
    reasons = [
        word
        for claim in claims(policy)
        if claim.label == label
        for word in (*(claim.reason.words if claim.reason else ()), *(m.field or m.kind for m in claim.missing))
    ]
    untouched = [gate.text for gate in clause_of(policy, label).gates if not set(gate.words) & set(reasons)]
    assert untouched == []


@pytest.mark.parametrize("policy", POLICIES)
def test_outcomes_are_seen_in_the_cases(policy: str) -> None:
    settled = {Outcome.DISPLACED for step, _ in rules(policy) if step.teams}
    settled |= {Outcome.CONTINGENT for _, bound in rules(policy) if bound.across}
    assert (OUTCOMES | settled) - {claim.outcome for claim in claims(policy)} == set()
