"""The texts of the findings about lines and awards of earlier pages, as golden files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.ledger.ledger_file import page_changes
from ipdsl.plain_data.errors import FactsError
from tests.support.facts.finding_pages import GOLDENS
from tests.support.golden import check_golden
from tests.support.ledgers import firm, loan, page, whole_ledger, years

CARRYING = """  cap 20000 per firm per year
    carry forward 2 years
"""
PAYMENT = """
article 4 "Payment"
  over policy
    cap 20000 per firm per year
      carry forward 2 years
"""
TWO_MORE = """
article 2 "Courses"
  award cost to firm when course finished
{carrying}
article 3 "Patents"
  award 700 to firm when patent granted
{carrying}"""
LOANS = 'article 1 "Loans"\n  award sum to firm when loan drawn\n'
COURSES = 'article 1 "Courses"\n  award cost to firm when course finished\n'
IN_A_GROUP = """article 1 "Loans"
  group g
    award sum to firm when loan drawn
    cap 10000 per firm
    pay highest per bank per year
  cap 20000 per firm
"""
CASES: dict[str, tuple[str, str, list[int]]] = {
    "R064": (LOANS, COURSES, [12000, 8000]),
    "R077": (IN_A_GROUP, f"{LOANS}  cap 15000 per firm\n", [6000, 4000]),
    "R079": (LOANS, 'article 1 "Loans"\n  award 50% of sum to firm when loan drawn\n    if rate at most 5%\n', [5000]),
    "R129": (
        f"{LOANS}{TWO_MORE.format(carrying='')}{PAYMENT}",
        f"  ended 1.loan.drawn\n{TWO_MORE.format(carrying=CARRYING)}", [30000],
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_findings_about_lines_of_earlier_pages_read_as_recorded(code: str, tmp_path: Path, update_golden: bool) -> None:
    before, after, loans = CASES[code]
    stated = [loan(f"L{place}", f"2022-0{place + 1}-01", sum_, bank="X") for place, sum_ in enumerate(loans)]
    ledger = whole_ledger(years([page(tmp_path, before)], [firm(2022, loan=stated)])[-1])
    present = page(tmp_path, after)
    if code == "R079":
        findings: list[Any] = page_changes(json.loads(json.dumps(ledger)), present.program)
    else:
        with pytest.raises(FactsError) as refused:
            present.evaluate(firm(2023), history=ledger)
        findings = [*refused.value.report]
    assert [finding.code for finding in findings] == [code]
    check_golden(GOLDENS / f"{code}.txt", f"{render(findings, Sources())}\n", update_golden)
