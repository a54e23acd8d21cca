"""What rules count of claims and payments before: what was granted, and what was paid of it after the caps.

Rules measure by what was granted. Where a cap then left less, a reason names both sums and the cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ipdsl.runtime.kernel.recall import AnyPayment, PriorPayment
from ipdsl.runtime.kernel.table import SettlementTable
from ipdsl.runtime.reasons import CAP, AmountAfterCaps, ArticlePlace, Contender, Payment
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.effects import SettledClaim
from ipdsl.values.days import Date
from ipdsl.values.money import Money


class Grant(NamedTuple):
    """What was granted in a year, and for what; `amount_after_caps` is what was paid of it, or with `was_paid` false
    was due.

    `caps` are the articles of the caps that cut the rest, as far as they are known. `is_assumed`: what was due counts,
    because a short line does not say what was granted, and its award is under a cap.
    """

    year: int
    payment: Payment
    sum: int
    amount_after_caps: int
    was_paid: bool = True
    caps: tuple[str, ...] = ()
    is_assumed: bool = False


def grant_from_payment(payment: AnyPayment, table: SettlementTable) -> Grant:
    """A line of the ledger, or a payment under another document."""
    left, caps, was_paid = payment.counted_amount, tuple[str, ...](), True
    if isinstance(payment, PriorPayment):
        left = sum(payment.paid_by_year.values()) if payment.line is None else payment.line.total
        caps = _caps_of(payment, left, table) if left < payment.counted_amount else ()
    if payment.line is not None:
        was_paid = payment.line.paid >= payment.line.total
    return Grant(
        payment.year, payment.payment, payment.counted_amount, left, was_paid, caps, _is_assumed(payment, table)
    )


def _is_assumed(payment: AnyPayment, table: SettlementTable) -> bool:
    line = payment.line
    if line is None or not (isinstance(payment, PriorPayment) and line.short and line.granted is None):
        return False
    return bool(table.caps_of(payment.clause.index))


def _caps_of(held: PriorPayment, left: int, table: SettlementTable) -> tuple[str, ...]:
    """The articles of the caps that cut what was granted. A short line does not say which of several it was."""
    caps = [rule.step_rule for rule in table.caps_of(held.clause.index)]
    if held.line is not None and held.line.short:
        return (caps[0].article,) if len(caps) == 1 else ()
    came, cutting = held.admitted, [bound for bound in caps if bound.name not in held.charged]
    articles: list[str] = []
    for bound in caps:
        charged = held.charged.get(bound.name)
        if charged is not None and charged < came:
            articles.append(bound.article)
            came = charged
    return tuple(dict.fromkeys([*articles, *(bound.article for bound in cutting if came > left)]))


def grant_from_claim(settled_claim: SettledClaim, year: int, sum_: int) -> Grant:
    """A claim of this run, of which a rule counts a sum."""
    left = settled_claim.amount if settled_claim.carry is None else sum(settled_claim.carry.paid_by_year.values())
    return Grant(
        year, payment_of(settled_claim.claim, year), sum_, left, caps=cap_articles(settled_claim) if left < sum_ else ()
    )


def cap_articles(settled_claim: SettledClaim) -> tuple[str, ...]:
    """The articles of the caps that cut a claim of this run."""
    caps = [cut.rule.article for cut in settled_claim.cuts if cut.code == CAP]
    return tuple(dict.fromkeys(caps if settled_claim.carry is None else [*caps, settled_claim.carry.cap.article]))


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


def caps_note(granted: Sequence[Grant], currency: str, *, names_sum: bool) -> AmountAfterCaps:
    """What is to be said of caps; nothing where what was granted was paid. `names_sum`: nothing else names it."""
    total, left = sum(grant.sum for grant in granted), sum(grant.amount_after_caps for grant in granted)
    is_assumed = any(grant.is_assumed for grant in granted)
    if left >= total:
        return AmountAfterCaps(is_assumed=is_assumed and not names_sum)  # of a `once` the sum does not matter
    caps = dict.fromkeys(article for grant in granted for article in grant.caps)
    return AmountAfterCaps(
        Money(total, currency) if names_sum else None, Money(left, currency), all(grant.was_paid for grant in granted),
        tuple(map(ArticlePlace, caps)), is_assumed and not names_sum,
    )  # fmt: skip


def payment_order(grant: Grant) -> tuple[str, str, int]:
    """The order of payments of one year, of which the first is told."""
    return grant.payment.item, grant.payment.document, grant.sum
