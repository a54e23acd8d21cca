"""The cases of each policy come true, and together they show every clause and every rule from both sides."""

from __future__ import annotations

import pytest

from ipdsl.cases import run
from ipdsl.diagnostics.model import Severity
from ipdsl.driver import Compilation
from ipdsl.files import policies_folder
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.terms import Block, Cap, Clause, Highest, Rule
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


def rules(block: Block) -> list[Rule]:
    found: list[Rule] = []
    for item in block.items:
        if isinstance(item, Block):
            found += rules(item)
        elif not isinstance(item, int):
            found.append(item)
    return found


def is_of_one_applicant(rule: Rule) -> bool:
    """A cap over several applicants is shown by a cohort; in a case there is one."""
    return not (isinstance(rule, Cap) and rule.across)


RULES = [
    (policy, rule.name) for policy in POLICIES for rule in rules(program(policy).root) if is_of_one_applicant(rule)
]


@pytest.mark.parametrize("policy", POLICIES)
def test_every_case_comes_true(policy: str) -> None:
    page, cases = page_and_cases(policy)
    assert page.code is not None
    assert [result for result in run(program(policy), page.code, cases) if not result.passed] == []
    assert len(cases) >= len(provisions(policy))


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
    every = rules(program(policy).root)
    settled = {Outcome.DISPLACED for rule in every if isinstance(rule, Highest)}
    settled |= {Outcome.CONTINGENT for rule in every if not is_of_one_applicant(rule)}
    assert (OUTCOMES | settled) - {claim.outcome for claim in claims(policy)} == set()
