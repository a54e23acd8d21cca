"""Claims whose only open facts are amounts that the bureau sets: every choice of approved claims, at least and at most.

A claim of the bureau takes a place, or uses a key up, as soon as it is approved at all. The approved amount changes
only the room that is left to later claims. So for each choice of approved claims the ends are calculated with each of
them at the smallest possible amount, and at its most.
"""

from __future__ import annotations

from itertools import product

import attrs

from ipdsl.decision.bounds.all_cases import MAX_STEPS, BudgetExhaustedError, NotEnumerableError
from ipdsl.decision.bounds.dependencies import Component, Constraint, DependencyGraph
from ipdsl.ir.steps import Order
from ipdsl.ir.unknown import FactRef
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.settlement import SettlementContext

MIN_APPROVAL = 1
"""The smallest sum that may be approved, in minor units."""


@attrs.frozen(eq=False, repr=False)
class ApprovalBounds:
    """The ends of the total, and of the payment of each claim, by index."""

    low: int
    high: int
    spans: dict[int, tuple[int, int]]


def bounds_over_approvals(run: SettlementContext, graph: DependencyGraph, component: Component) -> ApprovalBounds:
    """The ends over every choice of approved claims; `NotEnumerableError` where something else is open, or weighed."""
    waiting: dict[frozenset[FactRef], list[int]] = {}  # claims of one approval are approved together
    for i in component.members:
        if graph.facts[i]:
            waiting.setdefault(graph.facts[i], []).append(i)
    if any(ref.group != "approval" for ref in component.open_facts) or not _are_places_then_rooms(
        component.constraints
    ):
        raise NotEnumerableError
    if (len(component.members) << (len(waiting) + 1)) > MAX_STEPS:
        raise BudgetExhaustedError
    totals: list[int] = []
    paid: dict[int, list[int]] = {i: [] for i in component.members}
    for chosen in product((False, True), repeat=len(waiting)):
        approved = {
            i for members, is_chosen in zip(waiting.values(), chosen, strict=True) if is_chosen for i in members
        }
        for rooms, of_approved in ((run.cap_amounts.low, _approved_least), (run.cap_amounts.high, _approved_most)):
            claims_with_sums = [
                (claim, of_approved(claim.max_amount) if i in approved else 0 if graph.facts[i] else claim.low)
                for i in component.members
                for claim in (graph.claims[i],)
            ]
            settled: list[SettledClaim] = run.settle(claims_with_sums, rooms)
            totals.append(run.total(settled))
            by_id = {id(settled_claim.claim): settled_claim.paid for settled_claim in settled}
            for i in component.members:
                paid[i].append(by_id[id(graph.claims[i])])
    return ApprovalBounds(min(totals), max(totals), {i: (min(sums), max(sums)) for i, sums in paid.items()})


def _approved_least(most: int) -> int:
    return min(most, MIN_APPROVAL)


def _approved_most(most: int) -> int:
    return most


def _are_places_then_rooms(constraints: tuple[Constraint, ...]) -> bool:
    """Whether places and keys that are paid once come first, in claim order, and then caps with ever wider keys."""
    rooms = [w for w in constraints if w.step.fills]
    places = [w for w in constraints if not w.step.fills]
    if any(w.unassigned or w.step.wait or w.step.has_span for w in constraints):
        return False
    if any(not (w.step.is_of_award or (w.step.has_places and w.step.order is Order.CLAIM)) for w in places):
        return False
    if any(w.step.adjusts_proposals for w in places) or any(w.has_overlaps for w in rooms):
        return False
    return all(place.position < room.position for place in places for room in rooms)
