"""How far one claim goes through the runtime: counted in calls, which are the same on every machine."""

from __future__ import annotations

from benchmarks.path import path

MOST_CALLS = 150
STAGES = ("pipeline", "result", "claims", "model")


def test_the_path_of_a_claim_is_short() -> None:
    assert len(path()) <= MOST_CALLS


def test_what_makes_a_decision_is_gone_through_once() -> None:
    entered = [name for call in path() if (name := call.module.rpartition("decision.")[2]) in STAGES]
    first = list(dict.fromkeys(entered))
    assert first == list(STAGES)
    assert all(not call.returns for call in path() if call.module.endswith(("decision.pipeline", "decision.model")))
