"""The sum of each cap in each year: constant, or computed from that year's figures and then perhaps open."""

from __future__ import annotations

import attrs

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import Code, Room
from ipdsl.runtime.settlement.claims import INFINITE
from ipdsl.runtime.settlement.horizon import Calendar
from ipdsl.runtime.terms import Cap
from ipdsl.runtime.unknown import FactRef


@attrs.frozen(eq=False)
class Rooms:
    """Computes each cap once a year."""

    code: Code
    situation: Situation
    calendar: Calendar
    _found: dict[tuple[str, int], Room] = attrs.field(factory=dict)

    def of(self, cap: Cap, year: int) -> Room:
        """What the cap leaves in that year before anything is charged."""
        if cap.function is None:
            sum_ = cap.amount or 0
            return Room(sum_, sum_)
        key = (cap.function, year)
        if key not in self._found:
            at = self.situation.on(None, self.calendar.year_end(year), year)
            self._found[key] = self.code.cap(cap.function, at)
        return self._found[key]

    def low(self, cap: Cap, year: int) -> int:
        """The sum at the least."""
        return self.of(cap, year).low

    def high(self, cap: Cap, year: int) -> int:
        """The sum at the most."""
        most = self.of(cap, year).high
        return INFINITE if most is None else most

    def facts(self, cap: Cap, year: int) -> frozenset[FactRef]:
        """The figures that the sum waits for."""
        return self.of(cap, year).facts
