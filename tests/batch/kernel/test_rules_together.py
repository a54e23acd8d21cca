"""Rules that meet each other over columns: small pages whose sums are worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from tests.support.batch.law import Counts, differences
from tests.support.in_tables import nested_table

HEAD = """
policy rules "Rules"
  document "Doc 2"
  effective 2021-01-01 to 2026-12-31
  currency CNY
  use ip

article 1 "Rules"
"""
COURT = "award 50000 to enterprise when judicial_well_known_mark recognised\n    as court"
OFFICE = (
    "award 100000 to enterprise when well_known_mark new\n    less already paid for judicial_well_known_mark"
    " of the same mark\n    as office"
)
LOANS = "award 1000 to enterprise when pledge_loan drawn"
LEVELS = "award by level to enterprise when patent_prize won\n    national: 500\n    provincial: 300\n    as levels"
PRIZES = "award by prize to enterprise when patent_prize won\n    gold: 500 once\n    silver: 300 once\n    as prizes"


def mark(name: str, day: str) -> dict[str, Any]:
    return {"mark": name, "recognised_on": day}


def loan(name: str, day: str, *rights: str) -> dict[str, Any]:
    return {"loan": name, "drawn_on": day, "pledged_right": list(rights)}


def won(patent: str, day: str, prize: str, level: str = "national") -> dict[str, Any]:
    return {"patent": patent, "level": level, "prize": prize, "project": "J", "won_on": day}


def line(clause: str, item: str, year: int, due: int, **parts: Any) -> dict[str, Any]:
    return {"clause": clause, "item": item, "year": year, "due": due, **parts}


CASES = {
    "what an award deducts of others nothing twice does not deduct again": (
        (OFFICE, "no repeat per mark"),
        {"judicial_well_known_mark": [mark("Oak", "2015-03-01")], "well_known_mark": [mark("Oak", "2022-03-01")]},
        [line("old", "Oak", 2022, 30_000, policy="Doc 1", kind="judicial_well_known_mark")],
        70_000,
    ),
    "what a cap cut before a limit with places is not deducted": (
        (
            "group courts", "  group first", f"    {COURT.replace('    as', '        as')}",
            "    cap 20000 per enterprise per year", "  limit 5 items per enterprise per year", OFFICE,
        ),
        {"judicial_well_known_mark": [mark("Oak", "2022-03-01")], "well_known_mark": [mark("Oak", "2023-03-01")]},
        [],
        20_000 + 80_000,
    ),
    "what a cap cut before a limit with places was not granted for a promotion": (
        (LEVELS, "top up per patent", "cap 250 per enterprise per year", "limit 5 items per enterprise per year"),
        {"patent_prize": [won("P1", "2022-03-01", "gold", "provincial"), won("P1", "2023-03-01", "gold")]},
        [],
        250 + 250,
    ),
    "values of a list take places": (
        (LOANS, "limit 2 pledged_right per enterprise"),
        {
            "pledge_loan": [
                loan("L1", "2022-01-05", "ZL1", "ZL2"), loan("L2", "2022-02-05", "ZL2"),
                loan("L3", "2022-03-05", "ZL3"),
            ]
        },
        [],
        2_000,
    ),
    "a short line without a row uses every row up": (
        (PRIZES,),
        {"patent_prize": [won("P1", "2022-03-01", "gold"), won("P2", "2022-03-01", "silver")]},
        [line("prizes", "P1 / national / silver", 2021, 300), line("prizes", "P2 / national / silver", 2021, 300)],
        500,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_rules_that_meet_leave_over_columns_what_they_leave_one_by_one(name: str) -> None:
    sentences, records, history, due = CASES[name]
    policy = ipdsl.load_text(HEAD + "".join(f"  {one}\n" for one in sentences))
    facts: dict[str, Any] = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records, "history": history,
    }  # fmt: skip
    result = policy.evaluate_table(nested_table(policy.code.program, [facts]), as_of="2025-12-31", claims=True)
    decision = policy.evaluate({**facts, "as_of": "2025-12-31"})
    assert not [*differences(result, [facts], [decision], Counts())]
    [row] = result.applicants.to_pylist()
    assert (row["way"], row["due"]) == ("columns", due * 100)
