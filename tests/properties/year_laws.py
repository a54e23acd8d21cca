"""The law of one reported year: it pays what the decision on all years pays in it, and nothing is open in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.plain_data.errors import FactsError
from tests.properties.trial import Facts, Trial, expect, is_settled


def years_of_a_settled_decision_are_settled(trial: Trial) -> None:
    """Each year of a settled decision is settled alone, with its sum, whatever the gaps of the facts are.

    The facts are complete, without their approvals, and with gaps.
    """
    compiled = trial.compiled
    for facts in _facts_of(trial):
        try:
            whole = compiled.evaluate_open(facts)
        except FactsError:
            continue  # an approval was left out that another line of the facts names
        bounds = whole.due, whole.to_pay_back, whole.back_now
        if is_settled(whole) and all(each.is_point for each in bounds):
            trial.counts["a year of a settled decision"] += expect_years(compiled.evaluate_open, facts, whole)


def _facts_of(trial: Trial) -> Iterator[Facts]:
    yield trial.facts
    yield trial.open_facts
    if trial.facts.get("approvals"):
        yield {**trial.facts, "approvals": []}


def expect_years(evaluate: Callable[..., Decision], facts: dict[str, Any], whole: Decision) -> int:
    """The number of years of a settled decision (`whole`), after each was compared with its own decision."""
    stated = {**facts, "as_of": str(whole.as_of)}
    years = sorted({*whole.years, *(year for year, _ in whole.year_totals)})
    for year in years:
        alone, want = evaluate(stated, year=year), whole.total_of(year)
        expect(is_settled(alone), f"{year} alone is open", *_open(alone))
        expect(alone.due.is_point and alone.total == want, f"{year} alone pays otherwise", alone.due, want)
        claims = {_key(claim): claim for claim in whole.claims if claim.year == year and claim.carry is None}
        for claim in alone.claims:
            other = claims.get(_key(claim))
            if other is not None and claim.carry is None:
                same = (claim.outcome, claim.paid) == (other.outcome, other.paid)
                expect(same, f"a claim of {year} alone has another result", claim, other)
        lines, of_all = _lines(alone, year), _lines(whole, year)
        expect(lines == of_all, f"the ledger of {year} alone has other sums", lines - of_all, of_all - lines)
    return len(years)


def _lines(decision: Decision, year: int) -> Counter[tuple[object, ...]]:
    """The lines of events of a year, with the sum that is due in it.

    Those of recoveries are not compared: a year alone has only the payments of the year and of earlier lines.
    """
    lines = [line for line in decision.ledger if line.year == year and line.recovery is None]
    return Counter((line.clause, line.item, line.row, line.event_date, line.due.get(year, 0)) for line in lines)


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.label, claim.item, claim.record, claim.event_date, claim.year


def _open(decision: Decision) -> list[tuple[object, ...]]:
    return [(claim.label, claim.item, claim.bounds) for claim in decision.claims if claim.missing]
