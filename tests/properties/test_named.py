"""Reduced failures that the invariants found earlier; all must pass now. A file is one policy with one set of facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.properties.laws import LAWS
from tests.properties.named_cases import read_case, text_of
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

CASES = files_in(Path(__file__).parent / "named", "*.json")


@pytest.mark.parametrize("path", sampled(CASES, 4, others="broad"), ids=lambda p: p.stem)
def test_a_named_case_holds(path: Path) -> None:
    case = read_case(path)
    if case.law in LAWS:
        LAWS[case.law][0](case.trial)
    else:  # a refused page or a page invariant: `test_laws.py` checks the rest
        assert case.compiled


@each_row("path", CASES)
def test_a_file_has_the_parts_that_the_law_reads_in_few_lines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    case = json.loads(text)
    assert text == text_of(case)
    parts = {"law", "found", "number", "vocabulary", "page"}
    assert {*case} - parts <= ({"facts", "open_facts", "gaps"} if case["law"] in LAWS else set())
