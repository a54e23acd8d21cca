"""Caps: room = cap - what the ledger charged, filled in claim order; what a cap cuts is gone.

Caps that stand next to each other fill together: a claim gets the smallest room and charges it to all. A list key
counts in each member's room. A sum computed from a year's figures is rounded down, and below 0 is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ipdsl.runtime.settlement.claims import Group, grouping, groups_of
from ipdsl.runtime.settlement.effects import Cut, Effect, Reaching, RoomOf, per_key, place_of, shown
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.ledger import Memory
from ipdsl.runtime.settlement.reasons import CAP, Reason, reason
from ipdsl.runtime.terms import Cap


def settle_caps(
    stage: Stage, reaching: list[Reaching], memory: Memory, year: int, room_of: RoomOf, currency: str
) -> Effect:
    """Fills the neighbouring caps of a stage with the claims of a year."""
    first = stage.rules[0]
    if len(stage.rules) == 1 and isinstance(first, Cap):
        return _settle_one(stage, first, reaching, memory, year, room_of(first, year), currency)
    return fill(stage, reaching, memory, year, lambda _: room_of, currency)


def fill(
    stage: Stage, reaching: list[Reaching], memory: Memory, year: int, rooms_for: Callable[[Reaching], RoomOf],
    currency: str,
) -> Effect:  # fmt: skip
    """As `settle_caps`, where each claim has rooms of its own."""
    caps = [rule for rule in stage.rules if isinstance(rule, Cap)]
    spent = {cap.name: charged(stage, cap, memory, year) for cap in caps}
    groups_by = [(cap, grouping(cap.keys, year if cap.per_year else None)) for cap in caps]
    cuts: list[Cut] = []
    charges: list[tuple[int, str, int]] = []
    for one in reaching:
        bound = [(cap, groups(one.claim.keys)) for cap, groups in groups_by if stage.reaches(cap, one.claim.clause)]
        room_of = rooms_for(one)
        rooms = [
            (max(0, room_of(cap, year) - spent[cap.name].get(group, 0)), cap)
            for cap, groups in bound
            for group in groups
        ]
        if not rooms:
            continue
        least, binding = min(rooms, key=lambda each: each[0])
        kept = min(one.amount, least)
        for cap, groups in bound:
            for group in groups:
                spent[cap.name][group] = spent[cap.name].get(group, 0) + kept
            if groups:
                charges.append((one.index, cap.name, kept))
        if kept < one.amount:
            why = partial(_capped, binding, room_of(binding, year), kept, currency)
            cuts.append(Cut(one.index, CAP, one.amount - kept, why, binding))
    return Effect(tuple(cuts), tuple(charges))


def _settle_one(
    stage: Stage, cap: Cap, reaching: list[Reaching], memory: Memory, year: int, room: int, currency: str
) -> Effect:
    """As `settle_caps`, for a cap without neighbours: every claim of its stage is one that it reaches."""
    spent = charged(stage, cap, memory, year)
    groups_by = grouping(cap.keys, year if cap.per_year else None)
    cuts: list[Cut] = []
    charges: list[tuple[int, str, int]] = []
    for one in reaching:
        groups = groups_by(one.claim.keys)
        if not groups:
            continue
        kept = min(one.amount, max(0, room - max(spent.get(group, 0) for group in groups)))
        for group in groups:
            spent[group] = spent.get(group, 0) + kept
        charges.append((one.index, cap.name, kept))
        if kept < one.amount:
            cuts.append(Cut(one.index, CAP, one.amount - kept, partial(_capped, cap, room, kept, currency), cap))
    return Effect(tuple(cuts), tuple(charges))


def _capped(cap: Cap, most: int, kept: int, currency: str) -> Reason:
    most = max(0, most)
    return reason(
        CAP, left=shown(kept, currency), where=place_of(cap), most=shown(most, currency), per=per_key(cap, cap.per_year)
    )


def charged(stage: Stage, cap: Cap, memory: Memory, year: int) -> dict[Group, int]:
    """What the ledger charged to a cap, by group."""
    spent: dict[Group, int] = {}
    for held in memory.under(stage, cap):
        sum_ = held.charged.get(cap.name, 0)
        if sum_ and (not cap.per_year or held.year == year):
            for group in groups_of(held.keys, cap.keys, year if cap.per_year else None):
                spent[group] = spent.get(group, 0) + sum_
    return spent
