"""Caps: room = cap - what the ledger charged, filled in claim order; what a cap cuts is gone.

Caps that stand next to each other fill together: a claim gets the smallest room and charges it to all. A list key
counts in each member's room. A sum computed from a year's figures is rounded down, and below 0 is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import attrs

from ipdsl.runtime.reasons import CAP, Key, Place, Reason, reason
from ipdsl.runtime.settlement.claims import Group, groups_of
from ipdsl.runtime.settlement.effects import NO_EFFECT, Cut, Effect, RoomOf, Settled
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Line, Memory
from ipdsl.runtime.terms import Cap
from ipdsl.values.money import Money

NOTHING_SPENT: Mapping[Group, int] = {}


@attrs.define(eq=False)
class Charged:
    """What the lines charged to a cap, by key; of a cap per year that of each year (0: of all years)."""

    cap: Cap
    _spent: dict[int, dict[Group, int]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Line]) -> None:
        """More lines."""
        cap = self.cap
        for line in lines:
            sum_ = line.charged.get(cap.name, 0)
            if sum_:
                year = line.year if cap.per_year else None
                spent = self._spent.setdefault(year or 0, {})
                for group in groups_of(line.keys, cap.keys, year):
                    spent[group] = spent.get(group, 0) + sum_

    def copy(self) -> Charged:
        """The same, to go its own way."""
        return Charged(self.cap, {year: dict(spent) for year, spent in self._spent.items()})

    def of(self, year: int) -> Mapping[Group, int]:
        """What takes room from the claims of a year."""
        return self._spent.get(year if self.cap.per_year else 0, NOTHING_SPENT)


def settle_caps(
    stage: Stage, reaching: list[Settled], memory: Memory, year: int, room_of: RoomOf, currency: str
) -> Effect:
    """Fills the neighbouring caps of a stage with the claims of a year."""
    first = stage.rules[0]
    if len(stage.rules) == 1 and isinstance(first, Cap):
        return _settle_one(stage, first, reaching, memory, year, room_of(first, year), currency)
    caps = [rule for rule in stage.rules if isinstance(rule, Cap)]
    spent = {cap.name: dict(charged(stage, cap, memory, year)) for cap in caps}
    return fill(stage, caps, reaching, spent, year, lambda _: room_of, currency)


def fill(
    stage: Stage, caps: list[Cap], reaching: list[Settled], spent: Mapping[str, dict[Group, int]], year: int,
    rooms_for: Callable[[Settled], RoomOf], currency: str,
) -> Effect:  # fmt: skip
    """Fills neighbouring caps of which so much is spent; each claim has rooms of its own."""
    cuts: list[Cut] = []
    for one in reaching:
        bound = [
            (cap, groups_of(one.claim.keys, cap.keys, year if cap.per_year else None))
            for cap in caps
            if stage.reaches(cap, one.claim.clause)
        ]
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
                one.charge(cap, kept)
        if kept < one.amount:
            why = partial(_capped, binding, room_of(binding, year), kept, currency)
            cuts.append(Cut(one.index, CAP, one.amount - kept, why, binding))
    return Effect(cuts) if cuts else NO_EFFECT


def _settle_one(
    stage: Stage, cap: Cap, reaching: list[Settled], memory: Memory, year: int, room: int, currency: str
) -> Effect:
    """As `settle_caps`, for a cap without neighbours: every claim of its stage is one that it reaches."""
    spent = {} if memory.is_blank_for(id(cap)) else dict(charged(stage, cap, memory, year))
    key_year = year if cap.per_year else None
    cuts: list[Cut] = []
    for one in reaching:
        groups = groups_of(one.claim.keys, cap.keys, key_year)
        if not groups:
            continue
        kept = fill_room(spent, room, groups, one.amount)
        one.charge(cap, kept)
        if kept < one.amount:
            cuts.append(Cut(one.index, CAP, one.amount - kept, partial(_capped, cap, room, kept, currency), cap))
    return Effect(cuts) if cuts else NO_EFFECT


def fill_room(spent: dict[Group, int], room: int, groups: tuple[Group, ...], asked: int) -> int:
    """What a room pays of what is asked for under these keys; it is spent."""
    kept = asked
    for group in groups:
        left = room - spent.get(group, 0)
        if left < kept:
            kept = max(0, left)
    for group in groups:
        spent[group] = spent.get(group, 0) + kept
    return kept


def _capped(cap: Cap, most: int, kept: int, currency: str) -> Reason:
    left, sum_ = Money(kept, currency), Money(max(0, most), currency)
    return reason(CAP, left=left, where=Place(cap.article), most=sum_, per=Key(cap.keys, cap.per_year))


def charged(stage: Stage, cap: Cap, memory: Memory, year: int) -> Mapping[Group, int]:
    """What the lines charged to a cap, by key, as it takes room from the claims of a year."""
    return memory.recall(id(cap), _charged, stage, cap, memory).of(year)


def _charged(stage: Stage, cap: Cap, memory: Memory) -> Charged:
    found = Charged(cap)
    found.fold(memory.under(stage, cap))
    return found
