"""Ledgers as releases before 0.7 wrote them, and years of drawn pages from which they come."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import attrs

import ipdsl
from ipdsl.ledger.ledger_file import ledger_to_plain
from tests.conftest import FOLDER
from tests.support.edited_pages import WORDS, YEARS, EditedPage, draw_page, draw_records, facts_of

Ledger = Mapping[str, Any]
_NEW_PARTS = ("page", "fields", "digest")


def older_ledger(ledger: Ledger, schema: int = 2) -> dict[str, Any]:
    """A ledger of this release without pages, fields and digests; in schema 1 lines have `paid` instead of `due`."""
    lines = [{name: part for name, part in line.items() if name not in _NEW_PARTS} for line in ledger["ledger"]]
    head = {name: ledger[name] for name in ("policy", "applicant", "currency") if name in ledger}
    if schema == 1:
        lines = [{("paid" if name == "due" else name): part for name, part in line.items()} for line in lines]
        head = {"schema": 1, **head}
    return {**head, "ledger": lines}


def plain_lines_of(ledger: Ledger, *without: str) -> list[dict[str, Any]]:
    """The lines of a ledger without their digests and these parts."""
    return [
        {name: part for name, part in line.items() if name not in ("digest", *without)} for line in ledger["ledger"]
    ]


def minor_due(ledgers: Sequence[Ledger]) -> int:
    """What is due in all lines of ledgers in fen; an event counts once, with the greatest sum."""
    due: dict[tuple[str, str, str], int] = {}
    for line in (line for ledger in ledgers for line in ledger["ledger"]):
        event = line["clause"], line["item"], line["event_date"]
        due[event] = max(due.get(event, 0), sum(int(sum_.replace(".", "")) for sum_ in line["due"].values()))
    return sum(due.values())


@attrs.frozen
class DrawnYears:
    """A drawn page, its records, and the ledger after each year."""

    page: EditedPage
    policy: ipdsl.Policy
    records: list[Any]
    ledgers: list[dict[str, Any]]

    def facts(self, year: int) -> dict[str, Any]:
        return facts_of(self.records, year)

    def settle(self, year: int, ledger: Ledger | None, policy: ipdsl.Policy | None = None) -> dict[str, Any]:
        return settle(policy or self.policy, self.facts(year), ledger)


def settle(policy: ipdsl.Policy, facts: Mapping[str, Any], ledger: Ledger | None) -> dict[str, Any]:
    """The ledger after facts were settled with a ledger."""
    decision = policy.evaluate({**facts, **({} if ledger else {"history": []})}, history=ledger)
    written = ledger_to_plain(policy.program, decision.ledger, "F1", [decision])
    return json.loads(json.dumps(written))  # type: ignore[no-any-return]  # an object


def drawn_policy(page: EditedPage, folder: Path) -> ipdsl.Policy | None:
    """The policy of a drawn page; `None` if the page has errors."""
    (folder / "w.ipp").write_text(WORDS, "utf-8")
    (folder / "p.ipp").write_text(page.text()[0], "utf-8")
    try:
        return ipdsl.load(str(folder / "p.ipp"))
    except ipdsl.PolicyError:
        return None


def fresh_years(seed: int, folder: Path) -> DrawnYears | None:
    """Three years under a drawn page, compiled for one test that plants a fault; `None` if the page has errors."""
    rng = random.Random(seed)
    page, records = draw_page(rng), draw_records(rng)
    policy = drawn_policy(page, folder)
    if policy is None:
        return None
    drawn = DrawnYears(page, policy, records, [])
    for year in YEARS:
        drawn.ledgers.append(drawn.settle(year, drawn.ledgers[-1] if drawn.ledgers else None))
    return drawn


@cache
def _shared_years(seed: int) -> DrawnYears | None:
    return fresh_years(seed, Path(tempfile.mkdtemp(dir=FOLDER)))


def drawn_years(seed: int) -> DrawnYears | None:
    """The same with a policy that all tests of the process share."""
    drawn = _shared_years(seed)
    if drawn is None:
        return None
    return attrs.evolve(
        drawn, page=deepcopy(drawn.page), records=deepcopy(drawn.records), ledgers=deepcopy(drawn.ledgers)
    )
