"""The path of one claim through the runtime, measured in calls, which are the same on every machine."""

from __future__ import annotations

import re

from benchmarks.path import path
from tests.conftest import ROOT

MOST_CALLS = 166
STAGES = ("pipeline", "result", "model")


def test_the_path_of_a_claim_is_short() -> None:
    assert len(path()) <= MOST_CALLS


def test_modules_are_returned_to_as_the_architecture_says() -> None:
    text = (ROOT / "docs" / "dev" / "architecture.md").read_text()
    rows = re.findall(r"^\| (`.+?) \|", text.partition("| asked again |")[2].partition("\n\n")[0], re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(.+?)`", row)}
    assert {call.function for call in path() if call.returns} == told


def test_each_stage_of_a_decision_is_entered_once() -> None:
    entered = [name for call in path() if (name := call.module.rpartition("decision.")[2]) in STAGES]
    first = list(dict.fromkeys(entered))
    assert first == list(STAGES)
    assert all(not call.returns for call in path() if call.module.endswith(("decision.pipeline", "decision.model")))
