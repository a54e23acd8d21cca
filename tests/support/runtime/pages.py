"""Small pages of one award with facts, and a check that the total is the amount of the decision."""

from __future__ import annotations

from typing import Any

import ipdsl
from tests.support.runtime.totals import YEARS, agree, emitted

HEAD = """policy made "Made"
  document "Doc 1"
  effective 2021-07-01 to 2024-12-31
  use ip
article 1 "Made"
"""


def of_page(*lines: str) -> ipdsl.Policy:
    return ipdsl.load_text(HEAD + "".join(f"  {line}\n" for line in lines))


def applicant(records: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records, "history": [], **more}


def check(policy: ipdsl.Policy, stated: dict[str, Any], due: int, year: int | None = None) -> None:
    """Check that the emitted total gives the amount of the decision in every year; `due` is in yuan."""
    facts = policy.read_facts(stated)
    assert agree(policy, facts) == len(YEARS)
    assert emitted(policy._code, facts, year) == due * 100


def patent(number: str, granted: str, lapsed: str | None = None) -> dict[str, Any]:
    return {"number": number, "granted_on": granted, "lapsed_on": lapsed or {"none": True}}


def prize(patent: str, level: str, day: str, prize: str = "gold") -> dict[str, Any]:
    return {"patent": patent, "level": level, "prize": prize, "won_on": day}
