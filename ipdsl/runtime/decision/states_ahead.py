"""Claims of a state in several years of which nobody says that they have come: a decision tells them as one."""

from __future__ import annotations

import attrs

from ipdsl.runtime.bounds.bound import LIMITLESS
from ipdsl.runtime.bounds.every_case import Verdict
from ipdsl.runtime.decision.claims import Decided, More
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.settlement.ahead import by_state
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.later_years import most_together
from ipdsl.runtime.settlement.settling import Settling


def states_together(settling: Settling, decided: list[Decided]) -> list[Decided]:
    """The same with one claim for each award and item whose state may run on for years."""
    open_ = {id(claim): verdict for claim, outcome, _, more in decided if more is not None
             if (verdict := more.verdict) is not None and outcome is Outcome.UNDETERMINED}  # fmt: skip
    told: dict[int, Decided | None] = {}
    for own in by_state([claim for claim, *_ in decided if id(claim) in open_]):
        first, *rest = own
        high = _most(settling, own, [open_[id(claim)] for claim in own])
        asks = frozenset(ref for claim in own for ref in open_[id(claim)].asks)
        one = attrs.evolve(first, day=None, year=None, facts=asks, high=high)
        told |= {id(claim): None for claim in rest}
        told[id(first)] = one, Outcome.UNDETERMINED, None, More(Verdict(None, (0, high), asks, is_exact=False))
    told_now = (told.get(id(one[0]), one) for one in decided)
    return [one for one in told_now if one is not None]


def _most(settling: Settling, own: list[Candidate], verdicts: list[Verdict]) -> int | None:
    """What the years of a state come to together where no other claim is weighed with them."""
    dated = [(claim, claim.most) for claim in own if claim.year is not None]
    most = sum(one.paid for one in settling.settle(dated, settling.rooms.high))
    for claim, verdict in zip(own, verdicts, strict=True):
        if claim.year is None:  # of the years after all others
            high = LIMITLESS if verdict.span[1] is None else verdict.span[1]
            most = max(most, high) if claim.once is not None else most + high
    most = min(most, most_together(settling, own))
    return None if most >= LIMITLESS else most
