"""Cases that expect the value of a definition, or that a duty is not listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation
from tests.support.cli import run

PAGE = """policy draft "D"
  effective 2020-01-01 to 2026-12-31
  use ip
  language 4

article 1 "Contracts"
  here margin of technology_contract means amount times 2/3
  here doubled "doubled" means filings times 2
  here deadline of technology_contract means 2 months after recorded_on
  here half of technology_contract means filings divided by 3
  award 10% of margin to enterprise when technology_contract recorded
    if doubled at least 2 and half at most 500% and deadline at least 2020-01-01
    at most 50000

article 2 "Reports"
  oblige enterprise to "report"
    if located_here

case "values"
  given {kind}
    technology_contract A: recorded_on 2022-09-01, amount {amount}
    technology_contract B: recorded_on none, amount 5
    patent_prize T: won_on 2022-01-01
  given figures 2022: filings 3
  given figures 2021: filings 5
  expect {expected}
"""


def outcome(tmp_path: Path, expected: str, kind: str = "enterprise not located_here", amount: str = "1000") -> str:
    """The actual result of the expectation; empty if it is met."""
    page = tmp_path / "draft.ipp"
    page.write_text(PAGE.format(expected=expected, kind=kind, amount=amount), encoding="utf-8")
    result = run_page(str(page), Compilation.from_file(page))
    assert result is not None, run("check", page).both
    (case,) = result.cases
    return case.misses[0].actual if case.misses else ""


@pytest.mark.broad
@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("value of margin for A 666.67", ""),
        ("value of margin for A 666.66", "margin 666.67"),
        ("2022 value of margin for A 666.67", ""),
        ("value of margin for B 3.33", ""),  # it has no claim
        ("value of doubled 6", ""),
        ("value of doubled for A 6", ""),
        ("2021 value of doubled 10", ""),
        ("2021 value of doubled 6", "doubled 10"),
        ("value of half for A 100%", ""),
        ("value of deadline for A 2022-11-01", ""),
        ("value of deadline for B none", ""),
        ("no obligation of article 2", ""),
        ("obligation of article 2", "no such obligation"),
    ],
)
def test_an_expected_value_is_that_of_the_definition(tmp_path: Path, expected: str, actual: str) -> None:
    assert outcome(tmp_path, expected) == actual


def test_a_value_that_is_not_stated_is_unknown(tmp_path: Path) -> None:
    assert not outcome(tmp_path, "value of margin for A unknown", amount="unknown")
    assert outcome(tmp_path, "value of margin for A 5", amount="unknown") == "margin not stated"


def test_a_duty_that_is_listed_is_found(tmp_path: Path) -> None:
    listed = outcome(tmp_path, "no obligation of article 2", kind="enterprise located_here")
    open_ = outcome(tmp_path, "no obligation of article 2", kind="enterprise")
    assert listed == open_ == "the obligation is listed"


@pytest.mark.broad
@pytest.mark.parametrize("expected", ["margin for T 5", "margin 5", "located_here for A 5", "margn for A 5"])
def test_a_value_that_no_sentence_computes_is_refused(tmp_path: Path, expected: str) -> None:
    page = tmp_path / "draft.ipp"
    page.write_text(PAGE.format(expected=f"value of {expected}", kind="enterprise", amount="5"), encoding="utf-8")
    ran = run("check", page)
    assert (ran.code, ran.both.count("error")) == (1, 2), ran.both
    assert "error[N047]" in ran.both
