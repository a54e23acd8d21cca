"""Decisions of drawn policies, recorded: every sum, outcome, reason, bound and ledger line stays what it was.

`tests/golden/settled/` holds pages and facts as the generators of `tests/properties` once drew them, chosen so that
together they come to as much of the runtime as possible, and beside them the decisions. What is right is for the laws
and the oracle to say; here a change of any detail shows, also of what they leave open: reasons, bounds, words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from ipdsl.runtime.decision.explain import render
from ipdsl.runtime.decision.model import Decision
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.reading.reader import read_facts
from tests.golden_support import check_golden
from tests.properties.oracle_laws import agree
from tests.properties.pipeline import Compiled, compile_texts
from tests.properties.trial import is_settled
from tests.reference import oracle
from tests.reference.expressions import NotStatedError

SETTLED = Path(__file__).resolve().parents[1] / "golden" / "settled"
NAMES = sorted(path.stem for path in SETTLED.glob("*.ipp") if not path.stem.endswith("_words"))


def compiled(name: str) -> Compiled:
    """A recorded policy, which names its vocabulary in the line `use`."""
    page, words = ((SETTLED / f"{stem}.ipp").read_text(encoding="utf-8") for stem in (name, f"{name}_words"))
    return compile_texts(page, words, words.split()[1])


def stated(name: str) -> list[dict[str, Any]]:
    """Its facts, each with whether they are settled strictly."""
    found: list[dict[str, Any]] = json.loads(
        (SETTLED / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    return found


def lines(decision: Decision) -> Iterator[str]:
    """The page for a clerk, then claims and ledger lines with what is nowhere else."""
    yield render(decision)
    for claim in decision.claims:
        if claim.proposed.minor or claim.missing:
            parts = [
                claim.label,
                claim.item,
                claim.year,
                claim.outcome.value,
                claim.proposed,
                claim.paid,
                claim.bounds.low,
            ]
            parts += [claim.bounds.high, claim.ceiling, claim.row, *(ref.path for ref in claim.missing)]
            yield " | ".join(map(str, parts))
    yield from (told(line) for line in decision.ledger if line.proposed)


def told(line: LedgerLine) -> str:
    """What a line of the ledger holds, without what is nothing."""
    parts = attrs.asdict(line, recurse=False, filter=lambda _, value: bool(value) and not isinstance(value, bool))
    return "ledger: " + ", ".join(f"{name} {value}" for name, value in parts.items() if name != "text")


@pytest.mark.parametrize("name", NAMES)
def test_recorded_decisions_of(name: str, update_golden: bool) -> None:
    page, found = compiled(name), []
    for number, one in enumerate(stated(name)):
        decision = page.settle(read_facts(one["facts"], page.program), strict=one["strict"])
        found += [f"== facts {number}", *lines(decision)]
    check_golden(SETTLED / f"{name}.txt", "\n".join(found) + "\n", update_golden)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_recorded_is_what_the_oracle_says(name: str) -> None:
    page = compiled(name)
    for one in stated(name):
        decision = page.settle(read_facts(one["facts"], page.program), strict=one["strict"])
        try:
            answer = oracle.evaluate(page.policy, one["facts"], every_day=False)
        except NotStatedError:
            continue
        if is_settled(decision):
            agree(decision, answer, page)
