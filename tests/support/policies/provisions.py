"""The policies whose provisions and cases are tested, compiled once each.

A policy is tested if `provisions/NAME.txt` lists its provisions. Every list begins with a line that counts them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ipdsl.base.pages import policies_folder
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.driver.cases import case_decisions, case_facts
from ipdsl.driver.compilation import Compilation
from ipdsl.ir.terms import Program
from ipdsl.semantics.typed import Case
from tests.support.project_files import files_in

LISTS = Path(__file__).resolve().parents[2] / "policies" / "provisions"
POLICIES = tuple(sorted(path.stem for path in files_in(LISTS, "*.txt")))


@cache
def provisions(policy: str) -> dict[str, tuple[set[str], str]]:
    """The places and the words of each mark."""
    lines = (LISTS / f"{policy}.txt").read_text(encoding="utf-8").splitlines()
    found = [line.split(maxsplit=2) for line in lines if not line.startswith("#")]
    assert len({mark for mark, _, _ in found}) == len(found)
    return {mark: (set(places.split(",")), words) for mark, places, words in found}


@cache
def page_and_cases(policy: str) -> tuple[Compilation, tuple[Case, ...]]:
    """The policy and its cases."""
    found = Compilation.from_file(str(policies_folder() / f"{policy}.ipp")).policy_and_cases
    assert found is not None
    return found


def program(policy: str) -> Program:
    """The compiled policy."""
    found = page_and_cases(policy)[0].program
    assert found is not None
    return found


@cache
def decisions(policy: str) -> tuple[Decision, ...]:
    """The decisions on the facts of each case."""
    page, cases = page_and_cases(policy)
    assert page.code is not None
    return tuple(
        decision
        for case in cases
        for decision in case_decisions(case, program(policy), page.code, case_facts(case, program(policy))).values()
    )


def claims(policy: str) -> list[Claim]:
    """All claims of all cases."""
    return [claim for decision in decisions(policy) for claim in decision.claims]
