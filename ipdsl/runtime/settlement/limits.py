"""`limit n`: at most so many items, or distinct values of a field, per key, a year or for life.

Places that the ledger holds come first; a value that is already counted takes no further place. `best first` orders
the new claims by their sum. A list key blocks where one member's places are taken; a list that is counted needs a
place for each new member. Of `limit n year` the year of the claim is what is counted.

Decided here: an item is told by its root kind and item key. The facts state no choice, so `as chosen` takes the claims
in claim order; who chooses otherwise leaves the other records out.
"""

from __future__ import annotations

from functools import partial

from ipdsl.runtime.settlement.claims import Candidate, Group, grouping, groups_of
from ipdsl.runtime.settlement.effects import NO_EFFECT, Cut, Effect, Reaching, per_key, place_of
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.ledger import Held, Memory
from ipdsl.runtime.settlement.reasons import LIMIT, Reason, reason
from ipdsl.runtime.terms import Limit, LimitOrder


def settle_limit(stage: Stage, rule: Limit, reaching: list[Reaching], memory: Memory, year: int) -> Effect:
    """Cuts every claim that finds no place."""
    taken: dict[Group, set[str]] = {}
    key_year = year if rule.per_year else None
    for held in memory.under(stage, rule):
        if held.admitted > 0 and (not rule.per_year or held.year == year):
            for group in groups_of(held.keys, rule.keys, key_year):
                taken.setdefault(group, set()).update(counted_values(rule, held))
    if not taken and rule.counts is None and len(reaching) <= rule.number:
        return NO_EFFECT
    cuts: list[Cut] = []
    why = partial(_full, rule)
    groups_by = grouping(rule.keys, key_year)
    for one in _ordered(rule, reaching):
        claim = one.claim
        values = counted_values(rule, claim)
        groups = groups_by(claim.keys)
        if all(_has_place(rule, taken.get(group, set()), values) for group in groups):
            for group in groups:
                taken.setdefault(group, set()).update(values)
        else:
            cuts.append(Cut(one.index, LIMIT, one.amount, why, rule))
    return Effect(tuple(cuts))


def _full(rule: Limit) -> Reason:
    return reason(LIMIT, number=str(rule.number), where=place_of(rule), per=per_key(rule, rule.per_year))


def _has_place(rule: Limit, taken: set[str], values: tuple[str, ...]) -> bool:
    """Also where the ledger holds more places than there are now: a value already counted needs none."""
    more = len(set(values) - taken)
    return not more or len(taken) + more <= rule.number


def _ordered(rule: Limit, reaching: list[Reaching]) -> list[Reaching]:
    match rule.order:
        case LimitOrder.BEST:
            return sorted(reaching, key=lambda one: (-one.amount, one.index))
        case LimitOrder.EARLIEST | LimitOrder.CHOSEN:
            return reaching


def counted_values(rule: Limit, one: Candidate | Held) -> tuple[str, ...]:
    """What takes a place: the item, the year, or the values of the counted field; none where the kind lacks it."""
    if rule.counts is None:
        return (f"{one.root}: {one.item}",)
    value = one.keys.get(rule.counts)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
