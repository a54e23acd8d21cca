"""Caps: room = cap - what the ledger charged, filled in claim order; what a cap cuts is gone.

Caps that stand next to each other fill together: a claim gets the smallest room and charges it to all. A list key
counts in each member's room. A sum computed from a year's figures is rounded down, and below 0 is 0.
"""

from __future__ import annotations

from ipdsl.runtime.claims import Group, groups_of
from ipdsl.runtime.effects import Cut, Effect, Reaching, RoomOf, per_key, place_of, shown
from ipdsl.runtime.layout import Stage
from ipdsl.runtime.ledger import Memory
from ipdsl.runtime.reasons import CAP, reason
from ipdsl.runtime.terms import Cap


def settle_caps(
    stage: Stage, reaching: list[Reaching], memory: Memory, year: int, room_of: RoomOf, currency: str
) -> Effect:
    """Fills the neighbouring caps of a stage with the claims of a year."""
    caps = [rule for rule in stage.rules if isinstance(rule, Cap)]
    spent = {cap.name: charged(stage, cap, memory, year) for cap in caps}
    cuts: list[Cut] = []
    charges: list[tuple[int, str, int]] = []
    for one in reaching:
        bound = [(cap, _groups(stage, cap, one, year)) for cap in caps]
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
            per = per_key(binding, binding.per_year)
            why = reason(CAP, left=shown(kept, currency), where=place_of(binding), per=per)
            cuts.append(Cut(one.index, CAP, one.amount - kept, why, binding))
    return Effect(tuple(cuts), tuple(charges))


def _groups(stage: Stage, cap: Cap, one: Reaching, year: int) -> tuple[Group, ...]:
    """The groups of a cap in which a claim counts; none where the cap leaves it untouched."""
    if not stage.reaches(cap, one.claim.clause):
        return ()
    return groups_of(one.claim.keys, cap.keys, year if cap.per_year else None)


def charged(stage: Stage, cap: Cap, memory: Memory, year: int) -> dict[Group, int]:
    """What the ledger charged to a cap, by group."""
    spent: dict[Group, int] = {}
    for held in memory.under(stage, cap):
        sum_ = held.charged.get(cap.name, 0)
        if sum_ and (not cap.per_year or held.year == year):
            for group in groups_of(held.keys, cap.keys, year if cap.per_year else None):
                spent[group] = spent.get(group, 0) + sum_
    return spent
