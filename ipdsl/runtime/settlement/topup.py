"""`top up`: a promotion pays the difference. Due is what exceeds the highest rung reached at another level.

A rung is the amount as it reaches the rule, before outer caps. Rungs of the claim's own level have nothing to do with
it; where the claim or the rung has no level, any rung counts. Payments under other documents of one key add up and
stand as one rung without level. Within a year each claim, in claim order, sees the rungs of those before it.

Decided here: a claim with several keys is topped up over the highest rung of any.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import attrs

from ipdsl.runtime.settlement.claims import Group, KeyValue, groups_of
from ipdsl.runtime.settlement.effects import Cut, Effect, Reaching, per_key, place_of, shown
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.ledger import Memory
from ipdsl.runtime.settlement.outside import Outside
from ipdsl.runtime.settlement.reasons import TOP_UP, Reason, reason
from ipdsl.runtime.terms import TopUp


@attrs.frozen
class Rung:
    """A sum that was reached at a level (`None`: at none), and by what."""

    level: KeyValue | None
    sum: int
    where: str

    def counts_for(self, level: KeyValue | None) -> bool:
        """Whether a claim of that level is topped up over it."""
        return self.level is None or level is None or self.level != level


@attrs.define(eq=False)
class Ladders:
    """For each key the highest rung of each level."""

    _rungs: dict[Group, dict[KeyValue | None, Rung]] = attrs.field(factory=dict)

    def climb(self, group: Group, rung: Rung) -> None:
        """Keeps the rung where it is the highest of its level."""
        ladder = self._rungs.setdefault(group, {})
        known = ladder.get(rung.level)
        if known is None or rung.sum > known.sum:
            ladder[rung.level] = rung

    def of(self, group: Group) -> Iterable[Rung]:
        """The rungs of a key."""
        return self._rungs.get(group, {}).values()

    def __contains__(self, group: Group) -> bool:
        return group in self._rungs

    def __bool__(self) -> bool:
        return bool(self._rungs)


def settle_top_up(stage: Stage, rule: TopUp, reaching: list[Reaching], memory: Memory, currency: str) -> Effect:
    """Cuts of each claim what was reached before, and sets its rung."""
    before, new = ladders_of(stage, rule, memory), Ladders()
    cuts: list[Cut] = []
    rungs: list[tuple[int, str, int]] = []
    for one in reaching:
        claim, level = one.claim, one.claim.keys.get("level")
        groups = groups_of(claim.keys, rule.keys, None)
        steps = (rung for group in groups for ladder in (before, new) for rung in ladder.of(group))
        below = (rung for rung in steps if rung.counts_for(level))
        highest = max(below, key=lambda rung: rung.sum, default=None)
        for group in groups:
            new.climb(group, Rung(level, one.amount, f"{claim.item}, {claim.year}"))
        if groups:
            rungs.append((one.index, rule.name, one.amount))
        if highest is not None:
            why = partial(_topped, rule, highest, currency)
            cuts.append(Cut(one.index, TOP_UP, min(one.amount, highest.sum), why, rule))
    return Effect(tuple(cuts), rungs=tuple(rungs))


def ladders_of(stage: Stage, rule: TopUp, memory: Memory) -> Ladders:
    """The rungs that the ledger and other documents hold, by key."""
    return memory.kept((id(rule), "rungs"), lambda: _ladders_of(stage, rule, memory))


def _ladders_of(stage: Stage, rule: TopUp, memory: Memory) -> Ladders:
    ladders = Ladders()
    for held in memory.under(stage, rule):
        sum_ = held.rungs.get(rule.name, 0)
        for group in groups_of(held.keys, rule.keys, None) if sum_ else ():
            ladders.climb(group, Rung(held.keys.get("level"), sum_, held.where))
    outside: dict[Group, list[Outside]] = {}
    for payment in memory.outside_under(stage, rule):
        for group in groups_of(payment.keys, rule.keys, None):
            outside.setdefault(group, []).append(payment)
    for group, parts in outside.items():
        where = "; ".join(sorted(part.where for part in parts))
        ladders.climb(group, Rung(None, sum(part.amount for part in parts), where))
    return ladders


def _topped(rule: TopUp, rung: Rung, currency: str) -> Reason:
    where, per = place_of(rule), per_key(rule, by_year=False)
    return reason(TOP_UP, where=where, per=per, paid=shown(rung.sum, currency), when=rung.where)
