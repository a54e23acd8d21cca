"""With all facts stated, plain forms of clauses answer. A fault in one would only cost speed and pass other tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

import ipdsl
from benchmarks import firms, firms_dongyang
from ipdsl.driver.cases import case_facts
from ipdsl.driver.compilation import Compilation
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.ir.proposal import Proposal
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from tests.support.slow import sampled

LONG_WAY = {"dongyang_2021": 8, "foshan_2020": 35, "qingyuan_2018": 25, "quanzhou_2021": 30, "shaoguan_2021": 8}
"""The greatest number, out of 100 claims of cases, that the full functions propose.

They are needed for unstated facts, sets and figures.
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The clauses whose full functions were called."""
    found: list[str] = []
    propose = GeneratedFunctions.propose

    def watched(code: GeneratedFunctions, index: int, at: Situation) -> Proposal:
        found.append(code.program.clauses[index].label)
        return propose(code, index, at)

    monkeypatch.setattr(GeneratedFunctions, "propose", watched)
    return found


@pytest.mark.parametrize(
    ("name", "drawn"), [("shaoguan_2021", firms.firms(40)), ("dongyang_2021", firms_dongyang.firms(40))]
)
def test_of_firms_that_state_everything(name: str, drawn: Iterable[dict[str, Any]], asked: list[str]) -> None:
    policy = ipdsl.load(name)
    claims = [
        c for one in drawn for c in evaluate_eagerly(policy._program, policy._code, policy.read_facts(one)).claims
    ]
    assert len(claims) > 400
    assert asked == []


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(LONG_WAY, 5))
def test_of_the_cases_of_cities(name: str, asked: list[str]) -> None:
    tested, policy = Compilation.from_file(name).policy_and_cases, ipdsl.load(name)
    assert tested is not None
    every = [facts for case in tested[1] for facts in case_facts(case, policy._program)]
    cases = [evaluate_eagerly(policy._program, policy._code, facts) for facts in every]
    claims = sum(len(decision.claims) for decision in cases)
    assert len(asked) * 100 <= claims * LONG_WAY[name], f"{len(asked)} of {claims}"
