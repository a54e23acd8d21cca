"""Decisions of drawn policies, recorded: every sum, outcome, reason, bound and ledger line stays what it was.

`tests/golden/settled/` holds pages and facts as the generators of `tests/properties` once drew them, chosen so that
together they come to as much of the runtime as possible, and beside them the decisions. What is right is for the laws
and the oracle to say; here a change of any detail shows, also of what they leave open: reasons, bounds, words.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from ipdsl.runtime.decision.explain import render
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.evaluate import evaluate_cohort
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.reading.errors import FactsError
from tests.golden_support import check_golden
from tests.properties.oracle_laws import agree, named
from tests.properties.pipeline import Compiled, compile_texts
from tests.properties.trial import is_settled
from tests.reference import oracle
from tests.reference.world import NotStatedError

SETTLED = Path(__file__).resolve().parents[1] / "golden" / "settled"
NAMES = sorted(path.stem for path in SETTLED.glob("*.ipp") if not path.stem.endswith("_words"))


@functools.cache
def compiled(name: str) -> Compiled:
    """A recorded policy, which names its vocabulary in the line `use`."""
    page, words = ((SETTLED / f"{stem}.ipp").read_text(encoding="utf-8") for stem in (name, f"{name}_words"))
    return compile_texts(page, words, words.split()[1])


def stated(name: str) -> list[dict[str, Any]]:
    """Its facts, each with whether they are settled strictly, and for which year alone."""
    found: list[dict[str, Any]] = json.loads(
        (SETTLED / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    return found


def lines(decision: Decision) -> Iterator[str]:
    """Claims and ledger lines, with what the page for a clerk does not show."""
    for claim in decision.claims:
        if claim.proposed.minor or claim.missing:
            sums = (claim.proposed, claim.paid, claim.bounds.low, claim.bounds.high, claim.ceiling)
            facts = ", ".join(ref.path for ref in claim.missing)
            yield " | ".join(
                map(str, (claim.label, claim.item, claim.year, claim.outcome.value, *sums, claim.row, facts))
            )
    yield from (told(line) for line in decision.ledger if line.proposed)


def alone(decision: Decision) -> Iterator[str]:
    """The pages of one clause and of its article."""
    chosen = [claim for claim in decision.claims if claim.paid.minor or claim.missing]
    for claim in chosen[:1]:
        for only in (claim.label, claim.article):
            yield f"== only {only}"
            yield render(decision, only)


def together(page: Compiled, facts: list[dict[str, Any]]) -> Iterator[str]:
    """The same applicants as a cohort: what is due to each, and what becomes of claims."""
    read = [page.read(named(one, f"F{n + 1}")) for n, one in enumerate(facts)]
    try:
        decisions = evaluate_cohort(page.program, page.code, read).decisions
    except FactsError as error:
        yield str(error)
        return
    for decision in decisions:
        yield f"{decision.applicant}: {decision.total}, due {decision.due.low} to {decision.due.high}"
        for claim in decision.claims:
            if claim.proposed.minor or claim.missing:
                cuts = [adjustment.text for adjustment in claim.adjustments]
                yield " | ".join(map(str, (claim.label, claim.item, claim.outcome.value, claim.paid, claim.why, *cuts)))


def told(line: LedgerLine) -> str:
    """What a line of the ledger holds, without what is nothing; its sums and keys in the order of names, as in JSON."""
    parts = attrs.asdict(line, recurse=False, filter=lambda _, value: bool(value) and not isinstance(value, bool))
    parts |= {name: dict(sorted(value.items())) for name, value in parts.items() if isinstance(value, dict)}
    return "ledger: " + ", ".join(f"{name} {value}" for name, value in parts.items() if name != "text")


@pytest.mark.parametrize("name", NAMES)
def test_recorded_decisions_of(name: str, update_golden: bool) -> None:
    page, found = compiled(name), []
    for number, one in enumerate(stated(name)):
        decision = page.settle(page.read(one["facts"]), strict=one["strict"], year=one.get("year"))
        found += [
            f"== facts {number}",
            render(decision, with_all=True),
            *lines(decision),
            *(alone(decision) if not number else ()),
        ]
    found += ["== together", *together(page, [one["facts"] for one in stated(name)])]
    check_golden(SETTLED / f"{name}.txt", "\n".join(found) + "\n", update_golden)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_recorded_is_what_the_oracle_says(name: str) -> None:
    page = compiled(name)
    for one in stated(name):
        decision = page.settle(page.read(one["facts"]), strict=one["strict"])
        try:
            answer = oracle.evaluate(page.policy, one["facts"], every_day=False)
        except NotStatedError:
            continue
        if is_settled(decision):
            agree(decision, answer, page)
