"""The cases of Shaoguan come true, and together they show every clause and every rule from both sides."""

from __future__ import annotations

from functools import cache

import pytest

from ipdsl.cases import run
from ipdsl.driver import Compilation
from ipdsl.files import policies_folder
from ipdsl.runtime.decision.model import Claim, Decision
from ipdsl.runtime.evaluate import evaluate
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading.reader import read_facts
from ipdsl.runtime.terms import Block, Program, Rule
from ipdsl.semantics.typed import Case


@cache
def page_and_cases() -> tuple[Compilation, tuple[Case, ...]]:
    found = Compilation.of_file(str(policies_folder() / "shaoguan_2021.ipp")).tested
    assert found is not None
    return found


@cache
def decisions() -> tuple[Decision, ...]:
    policy, cases = page_and_cases()
    assert policy.program is not None
    assert policy.code is not None
    return tuple(evaluate(policy.program, policy.code, read_facts(case.facts, policy.program)) for case in cases)


def claims() -> list[Claim]:
    return [claim for decision in decisions() for claim in decision.claims]


def program() -> Program:
    found = page_and_cases()[0].program
    assert found is not None
    return found


def rules(block: Block) -> list[Rule]:
    found: list[Rule] = []
    for item in block.items:
        if isinstance(item, Block):
            found += rules(item)
        elif not isinstance(item, int):
            found.append(item)
    return found


def test_every_case_comes_true() -> None:
    policy, cases = page_and_cases()
    assert policy.program is not None
    assert policy.code is not None
    assert [result for result in run(policy.program, policy.code, cases) if not result.passed] == []
    assert len(cases) >= 80


def test_no_two_cases_have_one_title() -> None:
    titles = [case.title for case in page_and_cases()[1]]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("label", [clause.label for clause in program().clauses])
def test_clause_pays_in_one_case_and_not_in_another(label: str) -> None:
    sums = {claim.paid.minor > 0 for claim in claims() if claim.label == label}
    assert sums == {True, False}


@pytest.mark.parametrize(
    ("label", "row"), [(clause.label, row.name) for clause in program().clauses for row in clause.rows]
)
def test_row_is_paid_in_a_case(label: str, row: str) -> None:
    assert any(claim.label == label and claim.row == row and claim.paid.minor > 0 for claim in claims())


@pytest.mark.parametrize("rule", [rule.name for rule in rules(program().root)])
def test_rule_binds_in_one_case_and_not_in_another(rule: str) -> None:
    cuts = [any(a.rule == rule for claim in d.claims for a in claim.adjustments) for d in decisions()]
    assert set(cuts) == {True, False}


@pytest.mark.parametrize("label", [clause.label for clause in program().clauses if clause.gates])
def test_every_condition_of_a_clause_fails_in_a_case(label: str) -> None:
    """Or is unknown in one; a condition that no case touches is not shown."""
    clause = next(clause for clause in program().clauses if clause.label == label)
    reasons = [
        word
        for claim in claims()
        if claim.label == label
        for word in (*(claim.reason.words if claim.reason else ()), *(m.field or m.kind for m in claim.missing))
    ]
    untouched = [gate.text for gate in clause.gates if not set(gate.words) & set(reasons)]
    assert untouched == []


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.AWARDED,
        Outcome.REDUCED,
        Outcome.DISPLACED,
        Outcome.NOT_ELIGIBLE,
        Outcome.OUT_OF_WINDOW,
        Outcome.ALREADY_PAID,
        Outcome.UNDETERMINED,
        Outcome.CEILING,
        Outcome.BY_REFERENCE,
    ],
)
def test_outcome_is_seen_in_a_case(outcome: Outcome) -> None:
    assert any(claim.outcome is outcome for claim in claims())
