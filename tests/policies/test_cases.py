"""The cases of each policy pass. Together they show every clause and every rule, both in effect and without effect."""

from __future__ import annotations

from collections import defaultdict

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.base.pages import policies_folder
from ipdsl.driver.cases import run_cases
from ipdsl.driver.compilation import Compilation
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import Step, StepRule
from tests.support.policies.provisions import POLICIES, claims, decisions, page_and_cases, program, provisions
from tests.support.slow import sampled

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


def rules(policy: str) -> list[tuple[Step, StepRule]]:
    """The rules of blocks, each with its step."""
    return [(step, bound) for step in program(policy).settlement.steps if step.is_block_rule for bound in step.rules]


@pytest.mark.parametrize("policy", POLICIES)
def test_every_case_comes_true(policy: str) -> None:
    page, cases = page_and_cases(policy)
    assert page.code is not None
    assert [result for result in run_cases(program(policy), page.code, cases) if not result.has_passed] == []
    assert len(cases) >= len(provisions(policy))


@pytest.mark.broad
@pytest.mark.parametrize("policy", sampled(POLICIES, 5))
def test_every_case_of_the_chinese_page_comes_true(policy: str) -> None:
    page = Compilation.from_file(str(policies_folder() / "zh" / f"{policy}.ipp"))
    assert page.policy_and_cases is not None
    assert page.code is not None
    assert page.program is not None
    cases = page.policy_and_cases[1]
    assert [result for result in run_cases(page.program, page.code, cases) if not result.has_passed] == []
    assert len(cases) == len(page_and_cases(policy)[1])


@pytest.mark.parametrize("policy", POLICIES)
def test_no_two_cases_have_one_title(policy: str) -> None:
    titles = [case.title for case in page_and_cases(policy)[1]]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("policy", sampled(POLICIES, 3, others="broad"))
def test_check_has_no_error_and_no_warning(policy: str) -> None:
    findings = Compilation.from_file(str(policies_folder() / f"{policy}.ipp")).check()
    assert [(f.code, f.texts().title) for f in findings if f.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("policy", sampled(POLICIES, 3, others="broad"))
def test_every_clause_pays_in_one_case_and_not_in_another(policy: str) -> None:
    sums = {(claim.label, claim.paid.minor > 0) for claim in claims(policy)}
    both = {(clause.label, pays) for clause in program(policy).clauses for pays in (True, False)}
    assert both - sums == set()


@pytest.mark.parametrize("policy", POLICIES)
def test_every_row_is_paid_in_a_case(policy: str) -> None:
    rows = {(clause.label, row.name) for clause in program(policy).clauses for row in clause.rows}
    assert rows - {(claim.label, claim.row) for claim in claims(policy) if claim.paid.minor > 0} == set()


@pytest.mark.parametrize("policy", POLICIES)
def test_every_rule_binds_in_one_case_and_not_in_another(policy: str) -> None:
    """Caps across applicants are left out: a case has one applicant, so cohorts show these caps."""
    binding = [{a.rule for claim in decision.claims for a in claim.adjustments} for decision in decisions(policy)]
    names = {bound.name for _, bound in rules(policy) if not bound.is_across}
    assert {name for name in names if {name in bound for bound in binding} != {True, False}} == set()


@pytest.mark.parametrize("policy", POLICIES)
def test_every_condition_of_a_clause_fails_in_a_case(policy: str) -> None:
    """The condition fails or is unknown in some case."""
    reasons: dict[str, set[str]] = defaultdict(set)
    for claim in claims(policy):
        reasons[claim.label].update(claim.reason.words if claim.reason else ())
        reasons[claim.label].update(missing.field or missing.kind for missing in claim.missing)
    untouched = [
        (clause.label, gate.text)
        for clause in program(policy).clauses
        for gate in clause.gates
        if not reasons[clause.label] & set(gate.words)
    ]
    assert untouched == []


@pytest.mark.parametrize("policy", POLICIES)
def test_outcomes_are_seen_in_the_cases(policy: str) -> None:
    settled = {Outcome.DISPLACED for step, _ in rules(policy) if step.teams}
    settled |= {Outcome.CONTINGENT for _, bound in rules(policy) if bound.is_across}
    assert (OUTCOMES | settled) - {claim.outcome for claim in claims(policy)} == set()
