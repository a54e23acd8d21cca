"""Caps that carry forward: what a year cannot pay waits for the next ones, oldest first, until its term ends.

In each year the new claims that reach the cap and what earlier years carried stand in one claim order (discretionary
ones last) and fill the year's room: the cap's sum less what the ledger paid in that year. What is left of a claim is
carried, and meets this cap alone. At the end of the nth year after its own it lapses, whether it rested or not: a year
in which the applicant is suspended pays nothing of claims that the suspension reaches.

Decided here:
- Years with something carried are walked up to the last year with a claim that reaches the rules, an event or a figure
  (the as-of date's and the reported year at most). What is left then is not yet due; it lapses only once its last
  year is over by the as-of date.
- A line read with carried money goes on in the year after the last one that it names under `paid` (0 is written
  where nothing was paid), so that years settled before stay as they are.
- The room of a year is asked for only where something waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from ipdsl.runtime.kernel.recall import Held
from ipdsl.runtime.settlement.caps import NOTHING_SPENT
from ipdsl.runtime.settlement.claims import Group, groups_of
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Memory
from ipdsl.runtime.terms import Cap


@attrs.define(eq=False)
class PaidIn:
    """What the ledger paid to claims under a carrying cap, by year and key."""

    cap: Cap
    _by_year: dict[int, dict[Group, int]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Held]) -> None:
        """More lines."""
        for held in lines:
            for year, sum_ in held.by_year.items():
                spent = self._by_year.setdefault(year, {})
                for group in groups_of(held.keys, self.cap.keys, None) if sum_ else ():
                    spent[group] = spent.get(group, 0) + sum_

    def of(self, year: int) -> Mapping[Group, int]:
        """What was paid in a year."""
        return self._by_year.get(year, NOTHING_SPENT)


def paid_in(stage: Stage, cap: Cap, memory: Memory, year: int) -> Mapping[Group, int]:
    """What the ledger paid in a year to claims under a carrying cap, by group."""
    return memory.of_ledger(id(cap), _paid_in, stage, cap, memory).of(year)


def _paid_in(stage: Stage, cap: Cap, memory: Memory) -> PaidIn:
    found = PaidIn(cap)
    found.fold(memory.under(stage, cap))
    return found


# ---------------------------------------------------------------------------------------------- reasons
