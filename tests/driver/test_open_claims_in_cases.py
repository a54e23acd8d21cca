"""Cases about claims that are not settled: a sum is met only if the claim cannot pay any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.office.dialogs import PAGE, WORDS

CASE = """
case "open"
  given firm
    loan A: sum 10000, drawn_on 2022-03-01{rate}
  expect {expected}
"""


def exit_code(folder: Path, expected: str, *, rate: str = "") -> int:
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    page = folder / "demo.ipp"
    case = CASE.format(expected=expected, rate=rate)
    page.write_text(PAGE.format(award="rate of sum") + case, encoding="utf-8")
    ran = run("test", page)
    assert "error" not in ran.both, ran.both
    return ran.code


@pytest.mark.parametrize("expected", ["A of lend 0", "A 0", "2022 A of lend 0"])
def test_an_expected_sum_is_not_met_by_an_open_claim(tmp_path: Path, expected: str) -> None:
    assert exit_code(tmp_path, expected) == 1
    assert exit_code(tmp_path, expected, rate=", rate 0%") == 0


def test_an_open_claim_is_expected_by_its_outcome(tmp_path: Path) -> None:
    assert exit_code(tmp_path, "A of lend undetermined for rate") == 0
    assert exit_code(tmp_path, "A of lend 500", rate=", rate 5%") == 0


@pytest.mark.parametrize("expected", ["total 0", "2022 total 0"])
def test_an_expected_total_is_not_met_by_an_open_claim_that_the_case_does_not_name(
    tmp_path: Path, expected: str
) -> None:
    assert exit_code(tmp_path, expected) == 1
    assert exit_code(tmp_path, expected, rate=", rate 0%") == 0
    for stated in ("A undetermined", "A of lend undetermined for rate", "due at least 0"):
        assert exit_code(tmp_path, f"{expected}\n  expect {stated}") == 0, stated
    assert exit_code(tmp_path, f"{expected}\n  expect 2023 A undetermined") == 1


def test_an_open_claim_of_another_year_does_not_make_the_total_of_a_year_open(tmp_path: Path) -> None:
    other = ", rate unknown\n    loan B: sum 10000, drawn_on 2023-03-01, rate 5%"
    assert exit_code(tmp_path, "2023 total 500", rate=other) == 0
    assert exit_code(tmp_path, "2022 total 0", rate=other) == 1
    assert exit_code(tmp_path, "total 500", rate=other) == 1
