"""The outcome of a settled claim: what the rules left of it, and which of them had the last word."""

from __future__ import annotations

from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reasons import (
    ALREADY_DEDUCTED,
    HIGHEST,
    HIGHEST_PAID,
    NO_REPEAT,
    NO_REPEAT_EARLIER,
    NO_REPEAT_PAID,
    ONCE,
    TOPPED_UP,
)
from ipdsl.runtime.settlement.effects import CarryOver, SettledClaim

PAID_BEFORE = frozenset({ONCE, NO_REPEAT_EARLIER, NO_REPEAT_PAID, TOPPED_UP, ALREADY_DEDUCTED})
BEATEN = frozenset({HIGHEST, HIGHEST_PAID, NO_REPEAT})


def outcome_of(settled: SettledClaim) -> Outcome:
    """Already paid and displaced are claims of which nothing is left; reduced are all others that a rule cut.

    A claim that waits for an approval is cut only where nothing would be left of it.
    """
    claim, cuts = settled.claim, settled.cuts
    if not (cuts or claim.is_ceiling or claim.support or settled.carry):
        return Outcome.AWARDED
    if settled.carry is not None:
        return _outcome_of_carried(settled, settled.carry)
    is_open = claim.is_ceiling and claim.approved is None
    if is_open and not cuts:
        return Outcome.CEILING
    if cuts and not settled.amount:
        if cuts[-1].code in PAID_BEFORE:
            return Outcome.ALREADY_PAID
        if cuts[-1].code in BEATEN:
            return Outcome.DISPLACED
    if claim.support or is_open or [cut for cut in cuts if cut.amount]:
        return Outcome.REDUCED
    return Outcome.CEILING if claim.is_ceiling else Outcome.AWARDED


def _outcome_of_carried(settled: SettledClaim, carry: CarryOver) -> Outcome:
    """Carried or lapsed while nothing was paid, whatever the run; reduced where not all was paid."""
    claim, line = settled.claim, settled.claim.brought_forward
    paid = sum(carry.paid_by_year.values()) + (line.total if line is not None else 0)
    if paid == 0:
        return Outcome.CARRIED if carry.remaining else Outcome.LAPSED
    gone = carry.remaining + carry.lapsed
    if line is not None:
        gone += line.proposed - line.total - line.carried
    if gone or any(cut.amount for cut in settled.cuts) or claim.support:
        return Outcome.REDUCED
    is_ceiling = claim.is_ceiling or (line is not None and line.by_discretion)
    return Outcome.CEILING if is_ceiling else Outcome.AWARDED
