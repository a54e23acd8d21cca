"""Cases of several applicants: their lines are checked, and their applicants are settled together."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.driver.cases import CaseResult, run_page
from ipdsl.driver.compilation import Compilation
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.slow import sampled

PAGE = """award 30% of premium to enterprise when ip_insurance bought
  as insurance
award by rank of works_registered per year among enterprise
  as works
  1: 5000
  2: 1000
  ties share the rank
award up to 500 to enterprise when soft_topic selected
  as topic
cap 40000 per year across applicants, whole

case "one"
"""
NORTH = """  given "North" as enterprise located_here
    ip_insurance A: premium 100000, bought_on 2025-03-01
"""
SOUTH = """  given "South" as enterprise
    ip_insurance A: premium 50000, bought_on 2025-04-01
    ip_insurance B: premium 10000, bought_on 2025-05-01
"""
UNTIL = "  given as of 2025-12-31\n"


def results(text: str, folder: Path, *, to_chinese: bool = False) -> tuple[CaseResult, ...]:
    (folder / "page.ipp").write_text(text, encoding="utf-8")
    with working_in(folder):
        if to_chinese:
            output = run("fmt", "--to", "zh", "page.ipp").out
            (folder / "page.ipp").write_text(output, encoding="utf-8")
        page = run_page("page.ipp", Compilation.from_file("page.ipp"))
    assert page is not None
    return page.cases


def findings(case: str) -> list[Diagnostic]:
    page = Compilation.from_text(PAGE + case)
    assert page.policy is None or page.policy.awards
    return [finding for finding in page.report if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("to_chinese", [False, True])
@pytest.mark.parametrize(
    ("lines", "expect"),
    sampled(
        [
            ("", 'expect for "North" A of insurance 30000'),
            ("", 'expect for "North" 2025 total 30000'),
            ("", 'expect for "South" A reduced by cap'),
            ("", 'expect for "South" A of insurance 0'),
            ("", 'expect for "South" B awarded'),
            ("", 'expect for "South" total 3000'),
            ("", 'expect for "South" due between 3000 and 3000'),
            (
                "    ip_insurance C: premium unknown, bought_on 2025-06-01\n",
                'expect for "South" C undetermined for premium',
            ),
            ("    ip_insurance C: premium 5, bought_on unknown\n", 'expect for "South" due between 0 and 18001.5'),
            ("    soft_topic T: selected_on 2025-02-01\n    given approval topic T 450\n", 'expect for "South" T 450'),
            ("    given history insurance Z paid 9000 in 2025\n", 'expect for "South" B reduced by cap'),
        ],
        3,
        others="broad",
    ),
)
def test_an_expectation_is_about_one_applicant(lines: str, expect: str, to_chinese: bool, tmp_path: Path) -> None:
    case = f"{NORTH}{SOUTH}{lines}{UNTIL}  {expect}\n"
    (result,) = results(PAGE + case, tmp_path, to_chinese=to_chinese)
    assert result.has_passed, result


FINDINGS = [
    ("  given enterprise\n  given enterprise\n  expect total 0\n", ["P100"]),
    (f"{NORTH}  given enterprise\n  expect total 0\n", ["P100"]),
    (f'{NORTH}  given " " as enterprise\n  expect for "North" total 0\n', ["P100"]),
    (f'{NORTH}{NORTH}  expect for "North" total 0\n', ["N010"]),
    (f"{NORTH}{SOUTH}  expect A awarded\n", ["P101"]),
    (f"{NORTH}  expect total 0\n", ["P101"]),
    (f'{NORTH}{SOUTH}  expect for "North" B awarded\n', ["N022"]),
    (f'{NORTH}  given figures 2025: works_registered 3\n  expect for "North" total 0\n', ["P025"]),
    (f'{NORTH}  given support A national 5 in 2025\n  expect for "North" total 0\n', ["P025"]),
    (f'{NORTH}    given as of 2025-12-31\n  expect for "North" total 0\n', ["S021"]),
    ("  given enterprise\n    given figures 2025: works_registered 3\n  expect total 0\n", ["S021"]),
    (f'{NORTH}{SOUTH}  given series lpr_5y 2025-01-01: 3%\n  expect for "North" total 0\n', ["N005"]),
    (f'{NORTH}{SOUTH}    given figures 2025: worksregistered 3\n  expect for "North" total 0\n', ["N020"]),
    (f'{NORTH}{SOUTH}  expect for "North" carried 5 to 2026\n  expect for "South" lapsed 0\n', []),
    (f'{NORTH}{SOUTH}  expect for "North" obligation of article 4\n', ["N007"]),
]


@pytest.mark.parametrize(("lines", "codes"), FINDINGS)
def test_findings_in_a_case_of_several_applicants(lines: str, codes: list[str]) -> None:
    assert [finding.code for finding in findings(lines)] == codes


def test_an_unnamed_applicant_gets_the_name_that_an_expectation_uses() -> None:
    (finding,) = findings('  given enterprise\n  expect for "North" total 0\n')
    assert finding.texts().help == 'name the applicant of the case: `given "North" as enterprise`'


def test_figures_of_all_applicants_give_the_ranks(tmp_path: Path) -> None:
    figures = "    given figures 2025: works_registered {}\n"
    case = f"{NORTH}{figures.format(2)}{SOUTH}{figures.format(7)}{UNTIL}"
    expect = '  expect for "South" "2025" of works 5000\n  expect for "North" 2025 "2025" of works 1000\n'
    (result,) = results(PAGE + case + expect, tmp_path)
    assert result.has_passed, result


def test_a_named_applicant_alone_is_a_cohort_of_one(tmp_path: Path) -> None:
    lines = "    ip_insurance A: premium 200000, bought_on 2025-03-01\n"
    unnamed = f"  given enterprise\n{lines}{UNTIL}  expect A contingent on the cohort\n"
    named = f'  given "North" as enterprise\n{lines}{UNTIL}  expect for "North" A reduced by cap\n'
    (result,) = results(PAGE + unnamed, tmp_path)
    assert result.has_passed, result
    (result,) = results(PAGE + named, tmp_path)
    assert result.has_passed, result


def test_a_failed_expectation_shows_the_claims_of_its_applicant(tmp_path: Path) -> None:
    (result,) = results(f'{PAGE}{NORTH}{SOUTH}{UNTIL}  expect for "South" total 5\n', tmp_path)
    (miss,) = result.misses
    assert miss.expected == 'for "South" total 5'
    assert miss.actual == "total 3,000.00 CNY"
    assert "insurance, B (2025): awarded" in "".join(miss.claims)


def test_applicants_that_contradict_each_other_are_a_failure_of_the_case(tmp_path: Path) -> None:
    first = "    given rank works_registered 1 in 2025\n    given figures 2025: works_registered 2\n"
    second = first.replace("registered 2", "registered 3")
    case = f'{NORTH}{first}{SOUTH}{second}{UNTIL}  expect for "South" total 0\n'
    (result,) = results(PAGE + case, tmp_path)
    assert "R085" in result.facts_error
    assert "South" in result.facts_error or "North" in result.facts_error


@pytest.mark.parametrize(
    ("line", "amount"),
    sampled(
        [(12, "30,000.00"), (14, "30,000.00"), (15, "15,000.00"), (17, "15,000.00"), (19, "15,000.00")],
        3,
        others="broad",
    ),
)
def test_trace_follows_the_applicant_of_the_line(line: int, amount: str, tmp_path: Path) -> None:
    case = f'{NORTH}{SOUTH}{UNTIL}  expect for "South" total 3000\n'
    results(PAGE + case, tmp_path)
    with working_in(tmp_path):
        output = run("trace", "page.ipp", "insurance", "A", "--facts", f"page.ipp:{line}").out
    assert f"{amount} is 30%" in output
