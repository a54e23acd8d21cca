"""Caps: room = cap - what the ledger charged, filled in claim order; what a cap cuts is gone.

Caps that stand next to each other fill together: a claim gets the smallest room and charges it to all. A list key
counts in each member's room. A sum computed from a year's figures is rounded down, and below 0 is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from ipdsl.runtime.settlement.claims import Group, groups_of
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Line, Memory
from ipdsl.runtime.terms import Cap

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


def charged(stage: Stage, cap: Cap, memory: Memory, year: int) -> Mapping[Group, int]:
    """What the lines charged to a cap, by key, as it takes room from the claims of a year."""
    return memory.recall(id(cap), _charged, stage, cap, memory).of(year)


def _charged(stage: Stage, cap: Cap, memory: Memory) -> Charged:
    found = Charged(cap)
    found.fold(memory.under(stage, cap))
    return found
