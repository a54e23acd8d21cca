"""The text of recorded decisions: every amount, outcome, reason, bound and ledger line of some facts under one page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from ipdsl.decision.decision import Decision
from ipdsl.ir.facts import LedgerLine
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from ipdsl.report.decision_page import render
from ipdsl.runtime.compiled_policy import evaluate_cohort
from tests.properties.oracle_laws import agree, named
from tests.properties.pipeline import Compiled, compile_generated
from tests.properties.trial import is_settled
from tests.properties.trials import generated, trial_of
from tests.reference import oracle
from tests.reference.world import NotStatedError

Stated = dict[str, Any]
"""Facts, whether they are settled strictly, and the single year to settle, if any."""

FACTS = 3
"""The number of facts generated for one policy."""


def drawn(seed: str) -> tuple[Compiled, list[Stated]]:
    """The policy of a seed such as `5:12`, with complete facts and two sets of facts with gaps."""
    start, number = map(int, seed.split(":"))
    page = compile_generated(generated(start, number))
    trials = [trial_of(page, attrs.evolve(page.edges), f"{seed}:{index}", number) for index in range(FACTS)]
    stated: list[Stated] = [
        {"facts": trial.open_facts if index else trial.facts, "strict": False} for index, trial in enumerate(trials)
    ]
    stated[1]["year"] = 2020 + number % 5 or None if number % 2 else None
    stated[2]["strict"] = number % 3 == 0
    return page, stated


def read_stated(path: Path) -> list[Stated]:
    """The facts of a file."""
    found: list[Stated] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return found


def decided(page: Compiled, stated: list[Stated]) -> list[Decision]:
    """The decisions on each of the facts."""
    return [page.settle(page.read(one["facts"]), strict=one["strict"], year=one.get("year")) for one in stated]


def as_json(decisions: list[Decision]) -> str:
    """The decisions as the library exports them, without the version."""
    return json.dumps([{**to_json(decision), "version": ""} for decision in decisions], indent=1, ensure_ascii=False)


def as_text(page: Compiled, stated: list[Stated], decisions: list[Decision]) -> str:
    """The explained decisions, with details that the page omits, and the decisions of the cohort."""
    found = []
    for number, decision in enumerate(decisions):
        found += [
            f"== facts {number}",
            render(decision, with_all=True),
            *lines(decision),
            *(alone(decision) if not number else ()),
        ]
    return "\n".join([*found, "== together", *together(page, [one["facts"] for one in stated])]) + "\n"


def agree_with_oracle(page: Compiled, stated: list[Stated]) -> int:
    """Compare settled decisions on complete facts with the oracle. Returns the number of comparisons."""
    compared = 0
    for one in stated:
        decision = page.settle(page.read(one["facts"]), strict=one["strict"])
        try:
            answer = oracle.evaluate(page.policy, one["facts"], every_day=False)
        except NotStatedError:
            continue
        if is_settled(decision):
            compared += 1
            agree(decision, answer, page)
    return compared


def lines(decision: Decision) -> Iterator[str]:
    """Claims and ledger lines, with details that the page omits."""
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
    """The decisions on the same applicants as a cohort: the amounts due and the claims."""
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
    """The non-empty parts of a ledger line. Amounts and keys are sorted by name, as in JSON."""
    parts = attrs.asdict(line, recurse=False, filter=lambda _, value: bool(value) and not isinstance(value, bool))
    parts |= {name: dict(sorted(value.items())) for name, value in parts.items() if isinstance(value, dict)}
    return "ledger: " + ", ".join(f"{name} {value}" for name, value in parts.items() if name != "text")
