"""`top up`: a promotion pays the difference. Due is what exceeds the highest rung reached at another level.

A rung is the amount as it reaches the rule, before outer caps. Rungs of the claim's own level have nothing to do with
it; where the claim or the rung has no level, any rung counts. Payments under other documents of one key add up and
stand as one rung without level. Within a year each claim, in claim order, sees the rungs of those before it.

Decided here: a claim with several keys is topped up over the highest rung of any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

import attrs

from ipdsl.runtime.kernel.recall import Outside
from ipdsl.runtime.reasons import Payments
from ipdsl.runtime.settlement.claims import Group, KeyValue, groups_of
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Line, Memory
from ipdsl.runtime.terms import TopUp

Position: TypeAlias = tuple[int, int]
"""Where a rung stands among those of the lines, or of the year: by clause, then as they were told."""

_LAST: Position = (sys.maxsize, 0)


class Rung(NamedTuple):
    """A sum that was reached at a level (`None`: at none), and by what."""

    level: KeyValue | None
    sum: int
    by: Line | tuple[Outside, ...]
    place: Position

    def counts_for(self, level: KeyValue | None) -> bool:
        """Whether a claim of that level is topped up over it."""
        return self.level is None or level is None or self.level != level

    @property
    def payments(self) -> Payments:
        """By what it was reached."""
        return Payments(tuple(one.payment for one in self.by) if isinstance(self.by, tuple) else (self.by.payment,))


@attrs.define(eq=False)
class Ladders:
    """The rungs of each key."""

    by_key: dict[Group, list[Rung]] = attrs.field(factory=dict)

    def climb(self, group: Group, rung: Rung) -> None:
        """One rung more."""
        if group in self.by_key:
            self.by_key[group].append(rung)
        else:
            self.by_key[group] = [rung]

    def higher(self, group: Group, level: KeyValue | None, than: Rung | None) -> Rung | None:
        """The first highest rung of a key that counts for a level, where it is higher than another."""
        for rung in self.of(group):
            if (than is None or rung.sum > than.sum) and rung.counts_for(level):
                than = rung
        return than

    def of(self, group: Group) -> Iterable[Rung]:
        """The highest rung of each level of a key (of equal ones the first), as its levels were first reached."""
        rungs = self.by_key.get(group, [])
        if len(rungs) < 2:
            return rungs
        ladder: dict[KeyValue | None, Rung] = {}
        for rung in sorted(rungs, key=_place):
            known = ladder.setdefault(rung.level, rung)
            if rung.sum > known.sum:
                ladder[rung.level] = rung
        return ladder.values()

    def copy(self) -> Ladders:
        """The same, to go its own way."""
        return Ladders({group: [*rungs] for group, rungs in self.by_key.items()})

    def __contains__(self, group: Group) -> bool:
        return group in self.by_key

    def __bool__(self) -> bool:
        return bool(self.by_key)


NO_LADDERS = Ladders()


@attrs.define(eq=False)
class Reached:
    """What the lines reached."""

    rule: TopUp
    ladders: Ladders
    _lines: int = 0

    def fold(self, lines: Iterable[Line]) -> None:
        """More lines."""
        for line in lines:
            sum_ = line.rungs.get(self.rule.name, 0)
            if sum_:
                self._lines += 1
                rung = Rung(line.keys.get("level"), sum_, line, (line.clause.index, self._lines))
                for group in groups_of(line.keys, self.rule.keys, None):
                    self.ladders.climb(group, rung)

    def copy(self) -> Reached:
        """The same, to go its own way."""
        return Reached(self.rule, self.ladders.copy(), self._lines)


def ladders_of(stage: Stage, rule: TopUp, memory: Memory) -> Ladders:
    """The rungs that the ledger and other documents hold, by key."""
    return memory.recall(id(rule), _reached, stage, rule, memory).ladders


def _reached(stage: Stage, rule: TopUp, memory: Memory) -> Reached:
    found = Reached(rule, Ladders())
    found.fold(memory.under(stage, rule))
    outside: dict[Group, list[Outside]] = {}
    for payment in memory.outside_under(stage, rule):
        for group in groups_of(payment.keys, rule.keys, None):
            outside.setdefault(group, []).append(payment)
    for group, parts in outside.items():
        found.ladders.climb(group, Rung(None, sum(part.amount for part in parts), tuple(parts), _LAST))
    return found


def _place(rung: Rung) -> Position:
    return rung.place
