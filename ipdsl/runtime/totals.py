"""`total` and `total_bounds`: what is due without reasons.

A module's total takes one applicant's facts and answers in minor units, as long as everything it asks for is stated and
is a plain value. Else `evaluate` answers in its place: that is always right, only slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipdsl.runtime.unknown import FactRef
from ipdsl.values.money import Money

if TYPE_CHECKING:
    from ipdsl.runtime.code import GeneratedFunctions
    from ipdsl.runtime.decision.light import Decision
    from ipdsl.runtime.facts import Facts
    from ipdsl.values.money import Bounds


class Undetermined(Exception):  # noqa: N818  (the name that the library promises)
    """The sum is not known; `facts` would settle it, `bounds` is what it can come to."""

    def __init__(self, facts: tuple[FactRef, ...], bounds: Bounds) -> None:
        super().__init__(facts, bounds)
        self.facts = facts
        self.bounds = bounds

    def __str__(self) -> str:
        high = "without limit" if self.bounds.high is None else str(self.bounds.high)
        named = ", ".join(ref.path for ref in self.facts) or "facts that were not stated"
        return f"between {self.bounds.low} and {high}, depending on {named}"


# ---------------------------------------------------------------------------------------------- the two questions


def total(code: GeneratedFunctions, facts: Facts, year: int | None = None) -> Money:
    """The money paid in all years, or in one; `Undetermined` where the facts leave it open."""
    facts = facts.extend_to(year)
    known = code.known_total(facts, year)
    if known is not None:
        return Money(known, code.program.currency)
    decision = _decision(code, facts, year)
    if not decision.due.is_point:
        raise Undetermined(_open_facts(decision), decision.due)
    return decision.due.low


def total_bounds(code: GeneratedFunctions, facts: Facts, year: int | None = None) -> Bounds:
    """The least and the most that can be due; equal where nothing is open."""
    from ipdsl.values.money import Bounds

    facts = facts.extend_to(year)
    known = code.known_total(facts, year)
    if known is not None:
        sum_ = Money(known, code.program.currency)
        return Bounds(sum_, sum_)
    return _decision(code, facts, year).due


def _decision(code: GeneratedFunctions, facts: Facts, year: int | None) -> Decision:
    from ipdsl.runtime.evaluate import evaluate_eagerly  # a total that is known needs none of it

    return evaluate_eagerly(code.program, code, facts, year=year)


def _open_facts(decision: Decision) -> tuple[FactRef, ...]:
    facts = [missing.ref for missing in decision.missing]
    facts += [ref for claim in decision.claims if not claim.bounds.is_point for ref in claim.missing]
    return tuple(sorted(set(facts)))
