"""Limits in rows: cases calculated by hand, on the page in English and in Chinese, and year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.support.cli import run
from tests.support.console import working_in

WORDS = """vocabulary medals
applicant firm
choice medal gold · silver · bronze
record prize plural prizes
  key number
  event won on won_on
  grade medal
  country text
"""
PAGE = """policy prizes "Prizes"
  use medals
  effective 2024-01-01 to 2026-12-31
  currency EUR

article 1
  award by grade to firm when prize won
    gold: 1000, limit 2 items per firm per year
    silver: 500
    bronze: 100 once per country, limit 3 country per firm
  cap 3000 per firm per year

case "the third gold prize of a year"
  given firm
    prize A: grade gold, country "a", won_on 2024-03-01
    prize B: grade gold, country "b", won_on 2024-04-01
    prize C: grade gold, country "c", won_on 2024-05-01
    prize D: grade silver, country "d", won_on 2024-05-02
    prize E: grade silver, country "e", won_on 2024-05-03
    prize F: grade silver, country "f", won_on 2024-05-04
    prize G: grade gold, country "g", won_on 2025-05-04
  given as of 2025-12-31
  expect C reduced by limit
  expect E 500
  expect F reduced by cap
  expect G 1000

case "the row is not known"
  given firm
    prize A: grade gold, country "a", won_on 2024-03-01
    prize B: grade gold, country "b", won_on 2024-04-01
    prize C: grade unknown, country "c", won_on 2024-05-01
  given as of 2024-12-31
  expect due between 2000 and 2500

case "a row that is not known may take a place"
  given firm
    prize A: grade gold, country "a", won_on 2024-03-01
    prize B: grade unknown, country "b", won_on 2024-04-01
    prize C: grade gold, country "c", won_on 2024-05-01
  given as of 2024-12-31
  expect due between 2000 and 2500
"""


@pytest.mark.broad
@pytest.mark.parametrize("is_chinese", [False, True])
def test_a_limit_counts_the_records_of_its_row(tmp_path: Path, is_chinese: bool) -> None:
    (tmp_path / "medals.ipp").write_text(WORDS, encoding="utf-8")
    with working_in(tmp_path):
        Path("page.ipp").write_text(PAGE, encoding="utf-8")
        if is_chinese:
            Path("page.ipp").write_text(run("fmt", "--to", "zh", "page.ipp").out, encoding="utf-8")
        tested = run("test", "page.ipp")
    assert tested.code == 0, tested.both


@pytest.mark.broad
def test_lines_of_a_row_take_its_places(tmp_path: Path) -> None:
    (tmp_path / "medals.ipp").write_text(WORDS, encoding="utf-8")
    (tmp_path / "page.ipp").write_text(PAGE.partition("\ncase")[0], encoding="utf-8")
    policy, history = ipdsl.load(str(tmp_path / "page.ipp")), None
    paid: list[int] = []
    for year, countries in ((2024, "aab"), (2025, "cd"), (2026, "ef")):
        prizes: list[dict[str, Any]] = [
            {"number": f"{year} {n}", "grade": "bronze", "country": country, "won_on": f"{year}-0{n + 1}-01"}
            for n, country in enumerate(countries)
        ]
        prizes.append({"number": f"{year} s", "grade": "silver", "country": "s", "won_on": f"{year}-01-01"})
        facts = {"applicant": {"id": "F", "kinds": ["firm"]}, "records": {"prize": prizes}, "as_of": f"{year}-12-31"}
        decision = policy.evaluate(facts, year=year, history=history or {**EMPTY})
        paid += [claim.paid.minor // 100 for claim in decision.claims if claim.row == "bronze" and claim.year == year]
        history = ipdsl.to_json(decision)
    assert paid == [100, 0, 100, 100, 0, 0, 0]


EMPTY = {"policy": "prizes", "currency": "EUR", "ledger": []}
