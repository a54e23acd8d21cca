"""Short pages over a small vocabulary, for amounts that are calculated by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipdsl
from ipdsl.decision.decision import Decision

NONE = {"none": True}

VOCABULARY = """vocabulary deals "Deals"

applicant firm "firm"
applicant branch "branch"

level high > middle > low
choice tier gold · silver

applicant fields
  town dated is one of north, south
  located_here yes/no dated

figures per year
  income money
  budget money

record deal plural deals
  key number
  matter country, family
  amount money
  area text
  country text
  family text
  project text
  tier tier
  level level
  term count
  fine yes/no
  marks list of text
  event made on made_on default
  state running from made_on until ended_on
record golden_deal is deal with tier gold

record find plural finds
  key number
  matter project
  project text
  amount money
  event made on made_on default

record prize plural prizes
  key name, grade
  name text
  grade level
  project text
  amount money
  event won on won_on default

record part plural parts
  key code, piece
  code text
  piece text
  event made on made_on default

record sanction plural sanctions
  key number
  level level
  event opened on opened_on default
"""

WINDOW = "effective 2021-01-01 to 2025-12-31"
PAID = "award 100% of amount when deal made"


def page(folder: Path, *lines: str, window: str = WINDOW, header: str = "") -> ipdsl.Policy:
    """A policy loaded from a page in a folder. The lines are in article 1 until a line begins another article."""
    (folder / "deals.ipp").write_text(VOCABULARY, encoding="utf-8")
    head = f'policy hand "By hand"\n  document "Doc 1"\n  {window}\n{header}  use deals\narticle 1 "Deals"\n'
    body = "".join(f"{line}\n" if line.startswith("article") else f"  {line}\n" for line in lines)
    (folder / "hand.ipp").write_text(head + body, encoding="utf-8")
    return ipdsl.load(folder / "hand.ipp", cache=False)


def draft(folder: Path, *lines: str) -> ipdsl.Policy:
    """A page without articles and without a window."""
    (folder / "deals.ipp").write_text(VOCABULARY, encoding="utf-8")
    (folder / "draft.ipp").write_text("use deals\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return ipdsl.load(folder / "draft.ipp", cache=False)


def deal(number: str, day: str | None = None, amount: object = None, **more: object) -> dict[str, Any]:
    """A deal without the values that are `None`."""
    stated = {"number": number, "made_on": day, "amount": amount, **more}
    return {name: value for name, value in stated.items() if value is not None}


def firm(*deals: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Facts of one firm with its deals; `more` adds to the applicant, the records and the other parts."""
    records = {"deal": list(deals), **more.pop("records", {})}
    applicant = {"id": "F1", "kinds": ["firm"], **more.pop("applicant", {})}
    return {"applicant": applicant, "records": records, "history": [], **more}


def line(item: str, year: int, paid: object, **more: object) -> dict[str, Any]:
    """A short history line of the award `deals`."""
    return {"clause": "deals", "item": item, "year": year, "due": paid, **more}


def due(decision: Decision) -> tuple[str, str | None]:
    """Both bounds in yuan. The claims are read first, so that they are settled."""
    assert sum(claim.paid.minor for claim in decision.claims) <= decision.due.low.minor
    low, high = decision.due.low, decision.due.high
    return f"{low.minor / 100:.2f}", None if high is None else f"{high.minor / 100:.2f}"


def contains(decision: Decision, *sums: float) -> bool:
    """Whether amounts, in yuan, are between both bounds."""
    low, high = due(decision)
    return float(low) <= min(sums) and (high is None or max(sums) <= float(high))


def told(decision: Decision) -> dict[str, tuple[str, str, str | None]]:
    """The outcome and both bounds of each claim, in yuan, by item."""
    found: dict[str, tuple[str, str, str | None]] = {}
    for claim in decision.claims:
        low, high = claim.bounds.low, claim.bounds.high
        ends = f"{low.minor / 100:.2f}", None if high is None else f"{high.minor / 100:.2f}"
        assert claim.item not in found, "two claims of one item: ask for them one by one"
        found[claim.item] = (claim.outcome.value, *ends)
    return found


def asked(decision: Decision) -> dict[str, list[str]]:
    """The facts that each claim asks for, by item."""
    return {claim.item: [ref.path for ref in claim.missing] for claim in decision.claims}
