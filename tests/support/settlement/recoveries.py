"""A page with one award and drawn recoveries, its facts and the lines of its ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ipdsl import load
from ipdsl.decision.decision import Decision
from ipdsl.driver.library import Policy

PAGES = Path(__file__).parents[2] / "settlement" / "recovery_pages"
HEAD = """policy drawn "Drawn"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
"""


def policy_of(folder: Path, rules: str) -> Policy:
    (folder / "rec_words.ipp").write_text((PAGES / "rec_words.ipp").read_text(encoding="utf-8"), encoding="utf-8")
    page = folder / "drawn.ipp"
    page.write_text(HEAD + rules, encoding="utf-8")
    return load(page)


def facts_of(
    inventions: list[dict[str, Any]], history: list[dict[str, Any]], as_of: str = "2030-12-31"
) -> dict[str, Any]:
    nothing = {"granted_on": "none", "ended_on": "none", "expired_on": "none"}
    records = {"invention": [{**nothing, **invention} for invention in inventions]}
    return {"applicant": {"id": "F1", "kinds": ["firm"]}, "as_of": as_of, "records": records, "history": history}


def line_of(item: str, year: int, due: str, **payments: str) -> dict[str, Any]:
    paid = [{"day": day.replace("d", "").replace("_", "-"), "amount": sum_} for day, sum_ in payments.items()]
    return {"clause": "aid", "item": item, "year": year, "due": due, **({"payments": paid} if paid else {})}


def later_facts(inventions: list[dict[str, Any]], year: int) -> dict[str, Any]:
    """The facts of a year, without the history that a ledger has."""
    facts = facts_of(inventions, [], f"{year}-12-31")
    del facts["history"]
    return facts


def back(decision: Decision) -> int:
    assert decision.to_pay_back.is_point
    return decision.to_pay_back.low.minor
