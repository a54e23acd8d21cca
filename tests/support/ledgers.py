"""Years that are settled one by one: pages over a vocabulary of a few records, and whole ledgers as they are read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.ir.terms import Program
from ipdsl.ledger.ledger_file import plain_lines
from ipdsl.ledger.recall import LedgerEntries

VOCABULARY = """vocabulary words "Words"

applicant firm
applicant branch
applicant agency includes branch

applicant fields
  group_of text

record patent
  key number
  kind text
  fees money
  event granted on granted_on default
record loan
  key contract
  sum money
  rate percent
  bank text
  event drawn on drawn_on default
record course
  key certificate
  cost money
  event finished on finished_on default
"""

HEAD = """policy aid "Aid"
  effective 2021-01-01 to 2026-12-31
  use words

"""


def page(folder: Path, text: str, vocabulary: str = VOCABULARY) -> ipdsl.Policy:
    """A policy of these articles. Pages of one folder have the same name."""
    (folder / "words.ipp").write_text(vocabulary, encoding="utf-8")
    return ipdsl.load_text(HEAD + text, str(folder / "aid.ipp"))


def firm(year: int, applicant: str = "F1", kind: str = "firm", **records: list[dict[str, Any]]) -> dict[str, Any]:
    """Facts at the end of a year. `records` are all records of their kinds; others do not exist."""
    every = {"patent": [], "loan": [], "course": [], **records}
    return {"applicant": {"id": applicant, "kinds": [kind]}, "as_of": f"{year}-12-31", "records": every}


def loan(contract: str, day: str, sum_: int, **more: object) -> dict[str, Any]:
    return {"contract": contract, "sum": sum_, "drawn_on": day, **more}


def patent(number: str, day: str, kind: str = "invention", **more: object) -> dict[str, Any]:
    return {"number": number, "kind": kind, "granted_on": day, **more}


def course(certificate: str, day: str, cost: int) -> dict[str, Any]:
    return {"certificate": certificate, "cost": cost, "finished_on": day}


def whole_ledger(decision: Decision) -> dict[str, Any]:
    """The ledger after a decision, with its head and its pages, as it is read from a file."""
    read: dict[str, Any] = json.loads(json.dumps(ipdsl.to_json(decision)))
    parts = ("schema", "policy", "applicant", "currency", "ledger_head", "pages", "ledger")
    return {part: read[part] for part in parts}


def history_of(decision: Decision, program: Program) -> LedgerEntries:
    """The lines of the ledger after a decision, as the history of facts."""
    return plain_lines(whole_ledger(decision), program)


def years(pages: Sequence[ipdsl.Policy], facts: Sequence[dict[str, Any]]) -> list[Decision]:
    """The decisions of years that are settled one by one, each with the page and the facts of its year."""
    decisions: list[Decision] = []
    for policy, stated in zip(pages, facts, strict=True):
        history = whole_ledger(decisions[-1]) if decisions else []
        decisions.append(policy.evaluate(stated, history=history))
    return decisions


def yuan(decision: Decision) -> str:
    """The total of a decision in which everything is settled."""
    assert not decision.is_undetermined
    return f"{decision.total.minor / 100:,.2f}"
