"""Claims of which only sums are open that the bureau sets: every case of who is approved, at the least and at the most.

A claim of the bureau takes a place, or uses a key up, as soon as it is approved at all; how much is approved changes
what rooms leave to later claims, and nothing more. So for each choice of approved claims the ends are found with each
of them at the smallest sum there is, and at its most.
"""

from __future__ import annotations

from itertools import product

import attrs

from ipdsl.runtime.bounds.budget import MOST_STEPS, SpentError
from ipdsl.runtime.bounds.every_case import NotEnumerableError
from ipdsl.runtime.bounds.ties import Tied, Web, Weighing
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.steps import Order
from ipdsl.runtime.unknown import FactRef

SMALLEST = 1
"""The smallest sum that may be approved, in minor units."""


@attrs.frozen(eq=False, repr=False)
class Approved:
    """The ends of the total, and of what each claim is paid, by index."""

    low: int
    high: int
    spans: dict[int, tuple[int, int]]


def by_approvals(run: Settling, web: Web, tied: Tied) -> Approved:
    """The ends over every choice of approved claims; `NotEnumerableError` where something else is open, or weighed."""
    waiting: dict[frozenset[FactRef], list[int]] = {}  # claims of one approval are approved together
    for i in tied.members:
        if web.facts[i]:
            waiting.setdefault(web.facts[i], []).append(i)
    if any(ref.group != "approval" for ref in tied.asks) or not _are_places_then_rooms(tied.weighings):
        raise NotEnumerableError
    if (len(tied.members) << (len(waiting) + 1)) > MOST_STEPS:
        raise SpentError
    totals: list[int] = []
    paid: dict[int, list[int]] = {i: [] for i in tied.members}
    for chosen in product((False, True), repeat=len(waiting)):
        approved = {i for own, is_chosen in zip(waiting.values(), chosen, strict=True) if is_chosen for i in own}
        for rooms, of_approved in ((run.rooms.low, _least), (run.rooms.high, _most)):
            asked = [
                (claim, of_approved(claim.most) if i in approved else 0 if web.facts[i] else claim.low)
                for i in tied.members
                for claim in (web.claims[i],)
            ]
            settled: list[Settled] = run.settle(asked, rooms)
            totals.append(run.total(settled))
            by_id = {id(one.claim): one.paid for one in settled}
            for i in tied.members:
                paid[i].append(by_id[id(web.claims[i])])
    return Approved(min(totals), max(totals), {i: (min(sums), max(sums)) for i, sums in paid.items()})


def _least(most: int) -> int:
    return min(most, SMALLEST)


def _most(most: int) -> int:
    return most


def _are_places_then_rooms(weighings: tuple[Weighing, ...]) -> bool:
    """Whether places and what is paid once come first, in claim order, and then caps with ever wider keys."""
    rooms = [w for w in weighings if w.step.fills]
    places = [w for w in weighings if not w.step.fills]
    if any(w.loose or w.step.wait for w in weighings):
        return False
    if any(not (w.step.of_award or (w.step.has_places and w.step.order is Order.CLAIM)) for w in places):
        return False
    if any(w.step.ends for w in places) or any(w.overlaps for w in rooms):
        return False
    first_room = min((w.position for w in rooms), default=0)
    return all(w.position < first_room for w in places) or not rooms
