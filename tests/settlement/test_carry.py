"""Caps that carry forward: who is paid when, what lapses, what a suspension rests, and how the ledger takes it on."""

from __future__ import annotations

import attrs

from ipdsl.runtime.decision.model import Decision
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.terms import Cap
from tests.settlement.support import award, cap, claim, deal, decide, firm, over, paid, policy


def carrying(amount: int | None = None, years: int = 2, **more: object) -> Cap:
    return attrs.evolve(cap(amount, "enterprise", **more), carry=years)  # type: ignore[arg-type]


def figures(**contributions: int) -> dict[str, dict[str, int]]:
    return {year.lstrip("y"): {"contribution": sum_} for year, sum_ in contributions.items()}


def by_year(decision: Decision) -> dict[int, int]:
    years = sorted({year for c in decision.claims for year in c.paid_by_year})
    return {year: decision.total_of(year).minor // 100 for year in years}


DY22 = firm(
    deal("A", 900, "2021-03-01"), deal("B", 350, "2022-03-01"), deal("C", 100, "2023-03-01"),
    figures=figures(y2021=400, y2022=300, y2023=250, y2024=200, y2025=100),
)  # fmt: skip


def test_what_a_year_cannot_pay_is_paid_later_oldest_first_and_lapses_after_its_term() -> None:
    decision = decide(policy(award(), over(carrying())), DY22)
    assert by_year(decision) == {2021: 400, 2022: 300, 2023: 250, 2024: 200, 2025: 100}
    assert paid(decision) == {"A": 900, "B": 250, "C": 100}
    b = claim(decision, "B")
    assert (b.lapsed.minor, b.carried.minor, b.outcome) == (10000, 0, Outcome.REDUCED)
    assert claim(decision, "A").outcome is Outcome.AWARDED
    assert decision.total.minor == 125000
