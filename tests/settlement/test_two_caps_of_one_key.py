"""A cap of each applicant and a cap across applicants with one key: each has a room and a name of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.report.decision_json import to_json

WORDS = """vocabulary words "Words" "词汇"
applicant owner "业主"
record measure "改造"
  key measure_number "改造号"
  building "房屋" text
  cost "费用" money
  event done on done_on "完工日"
"""
PAGE = """policy demo "Demo" "示例"
  document "D 1"
  effective 2021-01-01 to 2026-12-31
  use words

article 1 "Measures" "改造"
  award cost to owner when measure done
"""
EACH, ALL = "  cap 30000 per building\n", "  cap 50000 per building across applicants\n"
NAME_OF_EACH, NAME_OF_ALL = "1 cap per building", "1 cap per building across applicants"


def policy(folder: Path, rules: str) -> ipdsl.Policy:
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    (folder / "demo.ipp").write_text(PAGE + rules, encoding="utf-8")
    return ipdsl.load(folder / "demo.ipp")


def facts(applicant: str, cost: int, year: int) -> dict[str, Any]:
    measure = {"measure_number": f"{applicant}{year}", "building": "B", "cost": cost, "done_on": f"{year}-03-01"}
    return {
        "applicant": {"id": applicant, "kinds": ["owner"]}, "as_of": f"{year}-12-31", "records": {"measure": [measure]},
    }  # fmt: skip


def settle(page: ipdsl.Policy, *firms: dict[str, Any]) -> tuple[list[int], list[list[dict[str, Any]]]]:
    """The amounts due, and the lines of the ledgers."""
    decisions = page.evaluate_cohort(firms).decisions
    return [one.due.low.minor // 100 for one in decisions], [to_json(one)["ledger"] for one in decisions]


@pytest.mark.parametrize("rules", [EACH + ALL, ALL + EACH])
def test_both_caps_hold_over_two_years(tmp_path: Path, rules: str) -> None:
    page = policy(tmp_path, rules)
    due, ledgers = settle(page, facts("O1", 20000, 2022), facts("O2", 35000, 2022))
    assert due == [20000, 30000]
    charged = ledgers[1][0]["charged"]
    assert charged == {NAME_OF_EACH: "30000.00", NAME_OF_ALL: "30000.00"}
    later = policy(tmp_path, rules.replace("50000", "54000"))
    again = [{**facts(name, 20000, 2023), "history": of} for name, of in zip(("O1", "O2"), ledgers, strict=True)]
    assert settle(later, *again)[0] == [4000, 0]


def test_a_ledger_with_the_cap_across_alone_is_read_by_a_page_with_both(tmp_path: Path) -> None:
    due, ledgers = settle(policy(tmp_path, ALL), facts("O1", 20000, 2022), facts("O2", 25000, 2022))
    assert due == [20000, 25000]
    assert ledgers[0][0]["charged"] == {NAME_OF_EACH: "20000.00"}  # alone it has the name that it always had
    again = [{**facts(name, 20000, 2023), "history": of} for name, of in zip(("O1", "O2"), ledgers, strict=True)]
    assert settle(policy(tmp_path, EACH + ALL), *again)[0] == [5000, 0]
    assert settle(policy(tmp_path, ALL), *again)[0] == [5000, 0]
