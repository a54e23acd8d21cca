"""`limit n`: at most so many items, or distinct values of a field, per key, a year or for life.

Places that the ledger holds come first; a value that is already counted takes no further place. `best first` orders
the new claims by their sum. A list key blocks where one member's places are taken; a list that is counted needs a
place for each new member. Of `limit n year` the year of the claim is what is counted.

Decided here: an item is told by its root kind and item key. The facts state no choice, so `as chosen` takes the claims
in claim order; who chooses otherwise leaves the other records out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import attrs

from ipdsl.runtime.reasons import LIMIT, Key, Place, Reason, reason
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.settlement.effects import NO_EFFECT, Cut, Effect, Settled
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Line, Memory
from ipdsl.runtime.terms import Limit, LimitOrder


@attrs.define(eq=False)
class Places:
    """The places that the lines hold, by key: what is counted in each."""

    rule: Limit
    _taken: dict[Group, set[str]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Line]) -> None:
        """More lines."""
        for line in lines:
            if line.admitted > 0:
                values = counted_values(self.rule, line)
                for group in groups_of(line.keys, self.rule.keys, line.year if self.rule.per_year else None):
                    self._taken.setdefault(group, set()).update(values)

    def copy(self) -> Places:
        """The same, to go its own way."""
        return Places(self.rule, {group: set(values) for group, values in self._taken.items()})

    def of(self, group: Group) -> set[str]:
        """What is counted under a key, to be added to."""
        return set(self._taken.get(group, ()))

    def __bool__(self) -> bool:
        return bool(self._taken)


def settle_limit(stage: Stage, rule: Limit, reaching: list[Settled], memory: Memory, year: int) -> Effect:
    """Cuts every claim that finds no place."""
    if rule.counts is None and len(reaching) <= rule.number and memory.is_blank_for(id(rule)):
        return NO_EFFECT
    before = memory.recall(id(rule), _places, stage, rule, memory)
    if not before and rule.counts is None and len(reaching) <= rule.number:
        return NO_EFFECT
    taken: dict[Group, set[str]] = {}
    cuts: list[Cut] = []
    for one in _ordered(rule, reaching):
        claim = one.claim
        values = counted_values(rule, claim)
        groups = groups_of(claim.keys, rule.keys, year if rule.per_year else None)
        for group in groups:
            if group not in taken:
                taken[group] = before.of(group)
        if all(_has_place(rule, taken[group], values) for group in groups):
            for group in groups:
                taken[group].update(values)
        else:
            cuts.append(Cut(one.index, LIMIT, one.amount, partial(_full, rule), rule))
    return Effect(cuts)


def _places(stage: Stage, rule: Limit, memory: Memory) -> Places:
    found = Places(rule)
    found.fold(memory.under(stage, rule))
    return found


def _full(rule: Limit) -> Reason:
    return reason(LIMIT, number=rule.number, where=Place(rule.article), per=Key(rule.keys, rule.per_year))


def _has_place(rule: Limit, taken: set[str], values: tuple[str, ...]) -> bool:
    """Also where the ledger holds more places than there are now: a value already counted needs none."""
    more = len(set(values) - taken)
    return not more or len(taken) + more <= rule.number


def _ordered(rule: Limit, reaching: list[Settled]) -> list[Settled]:
    match rule.order:
        case LimitOrder.BEST:
            return sorted(reaching, key=lambda one: (-one.amount, one.index))
        case LimitOrder.EARLIEST | LimitOrder.CHOSEN:
            return reaching


def counted_values(rule: Limit, one: Candidate | Line) -> tuple[str, ...]:
    """What takes a place: the item, the year, or the values of the counted field; none where the kind lacks it."""
    if rule.counts is None:
        return (f"{one.root}: {one.item}",)
    value = one.keys.get(rule.counts)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
