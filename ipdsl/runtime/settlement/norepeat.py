"""`no repeat`: nothing is paid twice for the same keys. Of a year the highest stays, over years the first admitted.

What the ledger admitted in another year, later ones too, and what an earlier year of this run admitted leaves nothing;
against a payment of this year only the excess is due. Payments under other documents count as well. Ties go to the
earlier in the text, then in claim order. `no repeat per K per year` looks at one year alone.

Decided here: the payments of a year to one key add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TypeAlias

import attrs

from ipdsl.runtime.settlement.claims import Group, grouping, groups_of
from ipdsl.runtime.settlement.effects import Cut, Effect, Reaching, per_key, place_of, shown
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.ledger import Held, Memory
from ipdsl.runtime.settlement.outside import Outside
from ipdsl.runtime.settlement.reasons import NO_REPEAT, NO_REPEAT_EARLIER, NO_REPEAT_PAID, Reason, reason
from ipdsl.runtime.terms import NoRepeat

Payment: TypeAlias = Held | Outside


@attrs.define(eq=False)
class Remembered:
    """What one key was paid: in this year (sum and the first payment), and the first payment of another."""

    this_year: int = 0
    here: Payment | None = None
    elsewhere: Payment | None = None


def settle_no_repeat(
    stage: Stage, rule: NoRepeat, reaching: list[Reaching], memory: Memory, year: int, currency: str
) -> Effect:
    """Cuts every claim but the best of each key, and of the best what the year was paid before."""
    paid = remembered(stage, rule, memory, year)
    groups_by = grouping(rule.keys, year if rule.per_year else None)
    rivals: dict[Group, list[Reaching]] = {}
    cuts: list[Cut] = []
    where, per = place_of(rule), per_key(rule, rule.per_year)
    for one in reaching:
        groups = groups_by(one.claim.keys)
        earlier = next((p for g in groups if (p := paid.get(g)) is not None and p.elsewhere is not None), None)
        if earlier is not None and earlier.elsewhere is not None:
            told = partial(_repeated, earlier.elsewhere, currency, where, per)
            cuts.append(Cut(one.index, NO_REPEAT_EARLIER, one.amount, told, rule))
            continue
        for group in groups:
            rivals.setdefault(group, []).append(one)
    for group, members in rivals.items():
        cuts += _of_year(rule, members, paid.get(group) or Remembered(), currency)
    first = {cut.index: cut for cut in reversed(cuts)}  # a claim with two keys is cut once
    return Effect(tuple(first[index] for index in sorted(first)))


def _of_year(rule: NoRepeat, members: list[Reaching], paid: Remembered, currency: str) -> list[Cut]:
    """The claims of a key in a year: the highest stays, with what exceeds the payments of that year."""
    where, per = place_of(rule), per_key(rule, rule.per_year)
    best, *others = sorted(members, key=lambda one: (-one.amount, one.claim.clause.index, one.index))
    kept = max(0, best.amount - paid.this_year)
    against = partial(_paid_before, paid, currency, where, per)
    cuts: list[Cut] = []
    if kept < best.amount:
        cuts.append(Cut(best.index, NO_REPEAT_PAID, best.amount - kept, against, rule))
    winner = best.claim.item
    beaten = partial(_beaten, winner, best.amount, currency, where, per)
    for one in others:
        if kept:
            cuts.append(Cut(one.index, NO_REPEAT, one.amount, beaten, rule, winner))
        else:
            cuts.append(Cut(one.index, NO_REPEAT_PAID, one.amount, against, rule))
    return cuts


def remembered(stage: Stage, rule: NoRepeat, memory: Memory, year: int) -> Mapping[Group, Remembered]:
    """What each key was paid before, as seen from a year."""
    return memory.kept((id(rule), year), lambda: _remembered(stage, rule, memory, year))


def _remembered(stage: Stage, rule: NoRepeat, memory: Memory, year: int) -> Mapping[Group, Remembered]:
    found: dict[Group, Remembered] = {}
    own: list[tuple[Payment, int]] = [(held, held.admitted) for held in memory.under(stage, rule) if held.admitted > 0]
    own += [(payment, payment.amount) for payment in memory.outside_under(stage, rule)]
    for payment, sum_ in sorted(own, key=lambda pair: (pair[0].year, pair[0].where, pair[1])):
        if rule.per_year and payment.year != year:
            continue
        for group in groups_of(payment.keys, rule.keys, year if rule.per_year else None):
            one = found.setdefault(group, Remembered())
            if payment.year == year:
                one.this_year += sum_
                one.here = one.here or payment
            else:
                one.elsewhere = one.elsewhere or payment
    return found


def _repeated(payment: Payment, currency: str, where: str, per: str) -> Reason:
    sum_ = payment.admitted if isinstance(payment, Held) else payment.amount
    return reason(NO_REPEAT_EARLIER, where=where, per=per, paid=shown(sum_, currency), when=payment.where)


def _paid_before(paid: Remembered, currency: str, where: str, per: str) -> Reason:
    when = paid.here.where if paid.here is not None else ""
    return reason(NO_REPEAT_PAID, where=where, per=per, paid=shown(paid.this_year, currency), when=when)


def _beaten(item: str, sum_: int, currency: str, where: str, per: str) -> Reason:
    return reason(NO_REPEAT, where=where, per=per, winner=f"{item} ({shown(sum_, currency)})")
