"""The reference evaluator agrees with the program on every case and example. It shares no settlement code with it."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path

import attrs
import pytest

from ipdsl.base.pages import policies_folder
from ipdsl.driver.compilation import Compilation
from ipdsl.facts.published_series import facts_with_published
from ipdsl.facts.reader import read_facts
from ipdsl.ir.proposal import Outcome
from ipdsl.runtime.compiled_policy import evaluate
from tests.conftest import ROOT
from tests.properties.laws import LAWS, Trial
from tests.properties.pipeline import Compiled
from tests.reference import oracle
from tests.reference.world import NotStatedError
from tests.support.policies.provisions import POLICIES

PAGES = [
    *(policies_folder() / f"{name}.ipp" for name in POLICIES),
    ROOT / "examples" / "contracts.ipp",
    ROOT / "examples" / "forms.ipp",
]
LPR = json.loads((policies_folder() / "series" / "lpr_1y.json").read_text(encoding="utf-8"))["series"]["lpr_1y"]


@cache
def shaoguan() -> Compilation:
    return Compilation.from_file(str(policies_folder() / "shaoguan_2021.ipp"))


def with_shipped(facts: dict[str, object]) -> dict[str, object]:
    """The facts, with published rates for the months without stated rates."""
    own = facts.get("series", {})
    assert isinstance(own, dict)
    rates = {entry["month"]: entry for entry in [*LPR, *own.get("lpr_1y", [])]}
    return {**facts, "series": {**own, "lpr_1y": list(rates.values())}}


def differences(page: Compilation, facts: dict[str, object]) -> Counter[tuple[object, ...]] | None:
    """Lines that only one of the two has; `None` if facts are open or other applicants are needed.

    A state that never matured has no day of its own, so its day is not compared.
    """
    assert page.policy is not None
    assert page.program is not None
    assert page.code is not None
    try:
        answer = oracle.evaluate(page.policy, with_shipped(facts), every_day=False)
    except NotStatedError:
        return None
    read = attrs.evolve(facts_with_published(read_facts(facts, page.program), page.program), closed=True)
    decision = evaluate(page.program, page.code, read)
    if decision.is_undetermined or any(
        ref.group in {"cohort", "rank"} for claim in decision.claims for ref in claim.missing
    ):
        return None  # the oracle assumes that the applicant is the only one and that unapproved amounts are 0
    found = Counter[tuple[object, ...]]()
    clauses = {clause.label for clause in page.program.clauses}
    for claim in decision.claims:
        if claim.label in clauses:  # decisions under other documents have no clause
            day = None if claim.outcome is Outcome.NOT_ELIGIBLE else claim.event_date
            found[claim.label, claim.item, day, claim.outcome.value, claim.proposed.minor, claim.paid.minor] += 1
    for line in answer.lines:
        day = None if line.outcome == Outcome.NOT_ELIGIBLE.value else line.day
        found[line.label, line.item, day, line.outcome, line.proposed, line.paid] -= 1
    found["total", decision.total.minor - answer.total] += 1 if decision.total.minor != answer.total else 0
    return Counter({line: number for line, number in found.items() if number})


@pytest.mark.slow
@pytest.mark.parametrize("where", PAGES, ids=lambda path: path.stem)
def test_oracle_agrees_on_every_case(where: Path) -> None:
    tested = Compilation.from_file(str(where)).policy_and_cases
    assert tested is not None
    page, cases = tested
    found = {case.title: differences(page, facts) for case in cases for facts in case.facts}
    assert {title: lines for title, lines in found.items() if lines} == {}
    settled = [title for title, lines in found.items() if lines is not None]
    assert len(settled) >= 0.75 * len(cases)


@pytest.mark.slow
@pytest.mark.parametrize("law", ["reasons agree with the oracle", "besides agree with the oracle"])
@pytest.mark.parametrize("where", PAGES, ids=lambda path: path.stem)
def test_oracle_agrees_on_the_reasons_of_every_case(where: Path, law: str) -> None:
    tested = Compilation.from_file(str(where)).policy_and_cases
    assert tested is not None
    page, cases = tested
    assert page.policy is not None
    assert page.program is not None
    assert page.code is not None
    compiled = Compiled("", "", page.policy, page.program, page.code)
    held = 0
    for facts in (facts for case in cases for facts in case.facts):
        with suppress(NotStatedError):
            LAWS[law][0](Trial(compiled, with_shipped(facts), 1, lambda: ({}, [])))
            held += 1
    assert held >= 0.7 * len(cases) or "reasons" not in law  # cases seldom state the facts of duties


@pytest.mark.parametrize(
    "name", ["firm_small", "firm", "firm_rich", "university", "person", "county", "agency", "park"]
)
def test_oracle_agrees_on_the_example(name: str) -> None:
    page = shaoguan()
    facts = json.loads((ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8"))
    assert not differences(page, facts)
