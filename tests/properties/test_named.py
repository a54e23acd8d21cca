"""Reduced failures that the invariants found earlier; all must pass now. A file is one policy with one set of facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.properties.laws import LAWS, Trial
from tests.properties.pipeline import compile_texts
from tests.reference.oracle import Gap
from tests.support.project_files import files_in
from tests.support.slow import sampled

CASES = files_in(Path(__file__).parent / "named", "*.json")


@pytest.mark.parametrize("path", sampled(CASES, 4, others="broad"), ids=lambda p: p.stem)
def test_a_named_case_holds(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    compiled = compile_texts(
        "\n".join(case["page"]) + "\n", "\n".join(case["vocabulary"]) + "\n", case["vocabulary_name"]
    )
    if case["law"] not in LAWS:
        return  # a refused page or a page invariant: it compiles now, and `test_laws.py` checks the rest
    gaps = [Gap(tuple(g["path"]), tuple(g["values"])) for g in case["gaps"]]
    trial = Trial(compiled, case["facts"], case["number"], lambda: (case["open_facts"], gaps))
    LAWS[case["law"]][0](trial)
