"""`no repeat`: nothing is paid twice for the same keys. Of a year the highest stays, over years the first admitted.

What the ledger admitted in another year, later ones too, and what an earlier year of this run admitted leaves nothing;
against a payment of this year only the excess is due. Payments under other documents count as well. Ties go to the
earlier in the text, then in claim order. `no repeat per K per year` looks at one year alone.

Decided here: the payments of a year to one key add up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple, TypeAlias

import attrs

from ipdsl.runtime.reasons import NO_REPEAT, NO_REPEAT_EARLIER, NO_REPEAT_PAID, Key, Place, Reason, Winner, reason
from ipdsl.runtime.settlement.claims import Group, groups_of
from ipdsl.runtime.settlement.effects import NO_EFFECT, Cut, Effect, Settled
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Line, Memory
from ipdsl.runtime.settlement.outside import Outside
from ipdsl.runtime.terms import NoRepeat
from ipdsl.values.money import Money

Payment: TypeAlias = Line | Outside


class Paid(NamedTuple):
    """What a key was paid in a year, and the first of the payments by its words."""

    sum: int
    first: Payment

    @classmethod
    def of(cls, payments: list[Payment]) -> Paid:
        return cls(sum(map(_amount, payments)), min(payments, key=_by_item))


@attrs.define(eq=False)
class Payments:
    """What each key was paid before, by year."""

    rule: NoRepeat
    _by_key: dict[Group, dict[int, list[Payment]]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Line]) -> None:
        """More lines."""
        for line in lines:
            if line.admitted > 0:
                self.add(line)

    def add(self, payment: Payment) -> None:
        """One payment more."""
        year = payment.year
        for group in groups_of(payment.keys, self.rule.keys, year if self.rule.per_year else None):
            by_year = self._by_key.get(group)
            if by_year is None:
                self._by_key[group] = {year: [payment]}
            elif year in by_year:
                by_year[year].append(payment)
            else:
                by_year[year] = [payment]

    def copy(self) -> Payments:
        """The same, to go its own way."""
        every = self._by_key.items()
        return Payments(self.rule, {group: {y: [*paid] for y, paid in by_year.items()} for group, by_year in every})

    def here(self, group: Group, year: int) -> Paid | None:
        """What a key was paid in a year."""
        by_year = self._by_key.get(group)
        return Paid.of(by_year[year]) if by_year is not None and year in by_year else None

    def elsewhere(self, groups: tuple[Group, ...], year: int) -> Payment | None:
        """The first payment of another year to one of the keys."""
        for group in groups:
            by_year = self._by_key.get(group)
            if by_year is None:
                continue
            others = [other for other in by_year if other != year]
            if others:
                return Paid.of(by_year[min(others)]).first
        return None

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def has(self, group: Group | None, years: Iterable[int | None]) -> bool:
        """Whether a key, or any where it is not known, was paid before, as seen from these years."""
        if group is not None:
            return group in self._by_key
        of_any = not self.rule.per_year and bool(self._by_key)
        return of_any or any(year in by_year for by_year in self._by_key.values() for year in years)


def settle_no_repeat(
    stage: Stage, rule: NoRepeat, reaching: list[Settled], memory: Memory, year: int, currency: str
) -> Effect:
    """Cuts every claim but the best of each key, and of the best what the year was paid before."""
    paid = None if memory.is_blank_for(id(rule)) else payments(stage, rule, memory) or None
    if paid is None and len(reaching) == 1:
        return NO_EFFECT
    rivals: dict[Group, list[Settled]] = {}
    cuts: list[Cut] = []
    key_year, is_free = year if rule.per_year else None, paid is None
    for one in reaching:
        groups = groups_of(one.claim.keys, rule.keys, key_year)
        if paid is not None and (earlier := paid.elsewhere(groups, year)) is not None:
            told = partial(_repeated, rule, earlier, currency)
            cuts.append(Cut(one.index, NO_REPEAT_EARLIER, one.amount, told, rule))
            continue
        for group in groups:
            if group in rivals:
                rivals[group].append(one)
                is_free = False
            else:
                rivals[group] = [one]
    if is_free:
        return NO_EFFECT
    for group, members in rivals.items():
        here = paid.here(group, year) if paid is not None else None
        if here is not None or len(members) > 1:
            cuts += _of_year(rule, members, here, currency)
    if not cuts:
        return NO_EFFECT
    first = {cut.index: cut for cut in reversed(cuts)}  # a claim with two keys is cut once
    return Effect([first[index] for index in sorted(first)])


def _of_year(rule: NoRepeat, members: list[Settled], paid: Paid | None, currency: str) -> list[Cut]:
    """The claims of a key in a year: the highest stays, with what exceeds the payments of that year."""
    best, *others = sorted(members, key=lambda one: (-one.amount, one.claim.clause.index, one.index))
    cuts: list[Cut] = []
    kept = best.amount
    if paid is not None:
        kept = max(0, best.amount - paid.sum)
        against = partial(_paid_before, rule, paid, currency)
        cuts.append(Cut(best.index, NO_REPEAT_PAID, best.amount - kept, against, rule))
        if not kept:
            return [*cuts, *(Cut(one.index, NO_REPEAT_PAID, one.amount, against, rule) for one in others)]
    winner = best.claim.item
    beaten = partial(_beaten, rule, winner, best.amount, currency)
    return [*cuts, *(Cut(one.index, NO_REPEAT, one.amount, beaten, rule, winner) for one in others)]


def payments(stage: Stage, rule: NoRepeat, memory: Memory) -> Payments:
    """What each key was paid before."""
    return memory.recall(id(rule), _payments, stage, rule, memory)


def _payments(stage: Stage, rule: NoRepeat, memory: Memory) -> Payments:
    found = Payments(rule)
    if memory:
        found.fold(memory.under(stage, rule))
        for payment in memory.outside_under(stage, rule):
            found.add(payment)
    return found


def _amount(payment: Payment) -> int:
    return payment.amount if isinstance(payment, Outside) else payment.admitted


def _by_item(payment: Payment) -> tuple[str, str, int]:
    """The order of payments of one year, of which the first is told."""
    told = payment.payment
    return (told.item, told.document, _amount(payment))


def _repeated(rule: NoRepeat, payment: Payment, currency: str) -> Reason:
    where, per = Place(rule.article), Key(rule.keys, rule.per_year)
    paid = Money(_amount(payment), currency)
    return reason(NO_REPEAT_EARLIER, where=where, per=per, paid=paid, when=payment.payment)


def _paid_before(rule: NoRepeat, paid: Paid, currency: str) -> Reason:
    where, per = Place(rule.article), Key(rule.keys, rule.per_year)
    return reason(NO_REPEAT_PAID, where=where, per=per, paid=Money(paid.sum, currency), when=paid.first.payment)


def _beaten(rule: NoRepeat, item: str, sum_: int, currency: str) -> Reason:
    where, per = Place(rule.article), Key(rule.keys, rule.per_year)
    return reason(NO_REPEAT, where=where, per=per, winner=Winner((item,), Money(sum_, currency)))
