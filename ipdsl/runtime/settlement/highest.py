"""`pay highest`: the direct children of a block compete, per key and year.

A claim of a direct child competes by itself, an inner block with the sum of its claims and with what it was paid
earlier in the year. Against all that the block was paid this year only the excess of the best sum is due. Ties go to
the earlier in the text, then in claim order. Over a policy the claims themselves compete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

import attrs

from ipdsl.runtime.reasons import HIGHEST, HIGHEST_PAID, Key, Place, Reason, Winner, reason
from ipdsl.runtime.settlement.claims import Group, groups_of
from ipdsl.runtime.settlement.effects import Cut, Effect, Settled
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Held, Memory
from ipdsl.runtime.terms import Highest
from ipdsl.values.money import Money

NO_PAYMENTS: Mapping[int, int] = {}


@attrs.define(eq=False)
class Competitor:
    """A claim, or an inner block with its claims and with what it was paid earlier in the year."""

    position: int
    claims: list[Settled] = attrs.field(factory=list)
    earlier: int = 0

    @property
    def new(self) -> int:
        return sum(one.amount for one in self.claims)

    @property
    def rank(self) -> tuple[int, int, int]:
        """The greatest comes first; then the earlier in the text, then in claim order."""
        return (-(self.new + self.earlier), self.position, self.claims[0].index)


@attrs.define(eq=False)
class PaidBefore:
    """What the lines paid to each child of a block, by key (the year among them)."""

    stage: Stage
    rule: Highest
    _by_key: dict[Group, dict[int, int]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Held]) -> None:
        """More lines."""
        for held in lines:
            if held.paid > 0:
                child = self.stage.child[held.clause.index]
                for group in groups_of(held.keys, self.rule.keys, held.year):
                    sums = self._by_key.setdefault(group, {})
                    sums[child] = sums.get(child, 0) + held.paid

    def of(self, group: Group) -> Mapping[int, int]:
        """What was paid under a key, by child."""
        return self._by_key.get(group, NO_PAYMENTS)


def settle_highest(
    stage: Stage, rule: Highest, reaching: list[Settled], memory: Memory, year: int, currency: str
) -> Effect:
    """Cuts the claims of all but the best competitor, and of the best what was already paid this year."""
    paid = memory.of_ledger(id(rule), _paid, stage, rule, memory)
    found: dict[Group, dict[tuple[int, int], Competitor]] = defaultdict(dict)
    for one in reaching:
        position = stage.child[one.claim.clause.index]
        is_inner = position in stage.inner
        for group in groups_of(one.claim.keys, rule.keys, year):
            key = (position, -1 if is_inner else one.index)
            competitor = found[group].setdefault(key, Competitor(position))
            competitor.claims.append(one)
            competitor.earlier = paid.of(group).get(position, 0) if is_inner else 0
    cuts: list[Cut] = []
    for group, competitors in found.items():
        cuts += _decide(rule, list(competitors.values()), sum(paid.of(group).values()), currency)
    first = {cut.index: cut for cut in reversed(cuts)}  # a claim in two groups is cut once
    return Effect([first[index] for index in sorted(first)])


def _paid(stage: Stage, rule: Highest, memory: Memory) -> PaidBefore:
    found = PaidBefore(stage, rule)
    found.fold(memory.under(stage, rule))
    return found


def _decide(rule: Highest, competitors: list[Competitor], paid: int, currency: str) -> list[Cut]:
    best, *others = sorted(competitors, key=lambda competitor: competitor.rank)
    first = best.claims[0].claim
    cuts: list[Cut] = []
    against = partial(_paid_already, rule, paid, currency)
    left = max(0, best.new + best.earlier - paid)
    for one in best.claims:
        kept = min(left, one.amount)
        left -= kept
        if kept < one.amount:
            cuts.append(Cut(one.index, HIGHEST_PAID, one.amount - kept, against, rule))
    prevails = best.new + best.earlier > paid
    winners = tuple(dict.fromkeys(one.claim.item for one in best.claims))
    beaten = partial(_beaten, rule, winners, best.new + best.earlier, currency)
    why = beaten if prevails else against
    for other in others:
        for one in other.claims:
            by = first.item if prevails else ""
            cuts.append(Cut(one.index, HIGHEST if prevails else HIGHEST_PAID, one.amount, why, rule, by))
    return cuts


def _paid_already(rule: Highest, paid: int, currency: str) -> Reason:
    where, per = Place(rule.article), Key(rule.keys, by_year=True)
    return reason(HIGHEST_PAID, paid=Money(paid, currency), where=where, per=per)


def _beaten(rule: Highest, items: tuple[str, ...], sum_: int, currency: str) -> Reason:
    where, per = Place(rule.article), Key(rule.keys, by_year=True)
    return reason(HIGHEST, where=where, per=per, winner=Winner(items, Money(sum_, currency)))
