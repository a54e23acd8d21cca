"""What rules count of claims and payments before: what was granted, and what was paid of it after the caps.

Rules measure by what was granted. Where a cap then left less, a reason names both sums and the cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ipdsl.runtime.kernel.recall import Held, Paid
from ipdsl.runtime.kernel.table import Table
from ipdsl.runtime.reasons import CAP, AfterCaps, Contender, Payment, Place
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.values.days import Date
from ipdsl.values.money import Money


class Granted(NamedTuple):
    """What was granted in a year, and for what; `left` is what was paid of it, or with `was_paid` false was due.

    `caps` are the articles of the caps that cut the rest, as far as they are known. `is_assumed`: what was due counts,
    because a short line does not say what was granted, and its award is under a cap.
    """

    year: int
    payment: Payment
    sum: int
    left: int
    was_paid: bool = True
    caps: tuple[str, ...] = ()
    is_assumed: bool = False


def granted_before(one: Paid, table: Table) -> Granted:
    """A line of the ledger, or a payment under another document."""
    left, caps, was_paid = one.counts, tuple[str, ...](), True
    if isinstance(one, Held):
        left = sum(one.by_year.values()) if one.line is None else one.line.total
        caps = _caps_of(one, left, table) if left < one.counts else ()
    if one.line is not None:
        was_paid = one.line.paid >= one.line.total
    return Granted(one.year, one.payment, one.counts, left, was_paid, caps, _is_assumed(one, table))


def _is_assumed(one: Paid, table: Table) -> bool:
    line = one.line
    if line is None or not (isinstance(one, Held) and line.short and line.granted is None):
        return False
    return bool(table.caps_of(one.clause.index))


def _caps_of(held: Held, left: int, table: Table) -> tuple[str, ...]:
    """The articles of the caps that cut what was granted. A short line does not say which of several it was."""
    caps = [rule.bound for rule in table.caps_of(held.clause.index)]
    if held.line is not None and held.line.short:
        return (caps[0].article,) if len(caps) == 1 else ()
    came, cutting = held.admitted, [bound for bound in caps if bound.name not in held.charged]
    told: list[str] = []
    for bound in caps:
        kept = held.charged.get(bound.name)
        if kept is not None and kept < came:
            told.append(bound.article)
            came = kept
    return tuple(dict.fromkeys([*told, *(bound.article for bound in cutting if came > left)]))


def granted_to(one: Settled, year: int, sum_: int) -> Granted:
    """A claim of this run, of which a rule counts a sum."""
    left = one.amount if one.carry is None else sum(one.carry.paid.values())
    return Granted(year, payment_of(one.claim, year), sum_, left, caps=caps_over(one) if left < sum_ else ())


def caps_over(one: Settled) -> tuple[str, ...]:
    """The articles of the caps that cut a claim of this run."""
    caps = [cut.rule.article for cut in one.cuts if cut.code == CAP]
    return tuple(dict.fromkeys(caps if one.carry is None else [*caps, one.carry.cap.article]))


def payment_of(claim: Candidate, year: int, day: Date | None = None) -> Payment:
    """A claim of this run as what was paid before."""
    return Payment(claim.item, year, day, award=claim.clause.label, kind=claim.clause.trigger.record)


def contender(claim: Candidate, loser: Candidate) -> Contender:
    """A claim as one that competes with another: with its award, where it is another one; of one award and item its
    day or record tells the two apart.
    """
    kind = claim.clause.trigger.record
    if claim.clause is not loser.clause:
        return Contender(claim.item, claim.clause.label, kind)
    if claim.item != loser.item:
        return Contender(claim.item, "", kind)
    return Contender(claim.item, "", kind, claim.day, claim.record if claim.day == loser.day else "")


def after_caps(granted: Sequence[Granted], currency: str, *, names_sum: bool) -> AfterCaps:
    """What is to be said of caps; nothing where what was granted was paid. `names_sum`: nothing else names it."""
    total, left = sum(one.sum for one in granted), sum(one.left for one in granted)
    is_assumed = any(one.is_assumed for one in granted)
    if left >= total:
        return AfterCaps(is_assumed=is_assumed and not names_sum)  # of a `once` the sum does not matter
    caps = dict.fromkeys(article for one in granted for article in one.caps)
    return AfterCaps(
        Money(total, currency) if names_sum else None, Money(left, currency), all(one.was_paid for one in granted),
        tuple(map(Place, caps)), is_assumed and not names_sum,
    )  # fmt: skip


def in_order(one: Granted) -> tuple[str, str, int]:
    """The order of payments of one year, of which the first is told."""
    return one.payment.item, one.payment.document, one.sum
