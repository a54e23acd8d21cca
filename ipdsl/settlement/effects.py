"""What settlement tells of claims: what became of each, what rules took of it, what waits for later years.

The outcome of a settled claim: what the rules left of it, and which of them had the last word.

What rules count of claims and payments before: what was granted, and what was paid of it after the caps.

Rules measure by what was granted. Where a cap then left less, a reason names both sums and the cap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import attrs

from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Money
from ipdsl.claims.claim import Candidate
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.reasons import (
    ALREADY_DEDUCTED,
    CAP,
    HIGHEST,
    HIGHEST_PAID,
    NO_REPEAT,
    NO_REPEAT_EARLIER,
    NO_REPEAT_PAID,
    ONCE,
    TOPPED_UP,
    AmountAfterCaps,
    ArticlePlace,
    Contender,
    Payment,
    Reason,
)
from ipdsl.ir.steps import StepRule
from ipdsl.kernel.prior_payments import NO_SUMS, AnyPayment, PriorPayment
from ipdsl.kernel.rule_table import SettlementTable


@attrs.define(eq=False, repr=False)
class Cut:
    """What a rule takes of a claim: `amount` in minor units; `preferred_item` names the claim that was preferred, as
    its item.

    `make_reason` makes the reason, when it is asked for.

    `is_own`: the rule is the award's own, its `once` or what it deducts. An older standard takes nothing: `raised` is
    by how much it lifts what is proposed.
    """

    code: str
    amount: int
    make_reason: Callable[[], Reason]
    rule: StepRule
    preferred_item: str = ""
    raised: int = 0
    is_own: bool = False

    @property
    def reason(self) -> Reason:
        """Why it was taken."""
        return self.make_reason()


@attrs.define(eq=False, repr=False)
class CarryOver:
    """What a carrying cap made of a claim over the years, in minor units: newly paid by year, in the end left or lost.

    `brought_forward` is what was carried into the reported years from before them, 0 for a claim of those years; `due`
    is what these years pay.
    """

    cap: StepRule
    paid_by_year: Mapping[int, int]
    due: Mapping[int, int]
    remaining: int
    until: int
    lapsed: int = 0
    brought_forward: int = 0


class LedgerEffect(NamedTuple):
    """What later years remember of a claim, in minor units: what the last rule that is no cap left of it, and what it
    took of the room of each cap, by the name of the rule."""

    admitted: int
    charged: Mapping[str, int] = NO_SUMS


@attrs.define(eq=False, repr=False)
class SettledClaim:
    """What became of a claim.

    Sums are minor units: `amount` is what is newly due in the reported years, `raised` by how much an older document
    lifted the claim before all rules. `carry` is set where a carrying cap could not pay all at once. What later years
    remember is worked out when it is first read, for all claims of a course (`compute_effect`).
    """

    claim: Candidate
    amount: int
    cuts: tuple[Cut, ...] = ()
    raised: int = 0
    carry: CarryOver | None = None
    compute_effect: Callable[[], None] | None = None
    _effect: LedgerEffect | None = None

    @property
    def effect(self) -> LedgerEffect:
        """What later years remember; all of a claim that met no rule."""
        if self.compute_effect is not None:
            self.compute_effect()
        return self._effect or LedgerEffect(self.amount)

    def set_effect(self, effect: LedgerEffect) -> None:
        """Puts down what later years remember."""
        self._effect, self.compute_effect = effect, None

    @property
    def paid(self) -> int:
        """What is newly due in the reported years."""
        return self.amount

    @property
    def proposed(self) -> int:
        """The sum before support of others is deducted and before all rules, an older standard included."""
        return self.claim.proposed + self.raised


PAID_BEFORE = frozenset({ONCE, NO_REPEAT_EARLIER, NO_REPEAT_PAID, TOPPED_UP, ALREADY_DEDUCTED})
BEATEN = frozenset({HIGHEST, HIGHEST_PAID, NO_REPEAT})


def outcome_of(settled: SettledClaim) -> Outcome:
    """Already paid and displaced are claims of which nothing is left; reduced are all others that a rule cut.

    A claim that waits for an approval is cut only where nothing would be left of it.
    """
    claim, cuts = settled.claim, settled.cuts
    if not (cuts or claim.is_ceiling or claim.support or settled.carry):
        return Outcome.AWARDED
    if settled.carry is not None:
        return _outcome_of_carried(settled, settled.carry)
    is_open = claim.is_ceiling and claim.approved is None
    if is_open and not cuts:
        return Outcome.CEILING
    if cuts and not settled.amount:
        if cuts[-1].code in PAID_BEFORE:
            return Outcome.ALREADY_PAID
        if cuts[-1].code in BEATEN:
            return Outcome.DISPLACED
    if claim.support or is_open or [cut for cut in cuts if cut.amount]:
        return Outcome.REDUCED
    return Outcome.CEILING if claim.is_ceiling else Outcome.AWARDED


def _outcome_of_carried(settled: SettledClaim, carry: CarryOver) -> Outcome:
    """Carried or lapsed while nothing was paid, whatever the run; reduced where not all was paid."""
    claim, line = settled.claim, settled.claim.brought_forward
    paid = sum(carry.paid_by_year.values()) + (line.total if line is not None else 0)
    if paid == 0:
        return Outcome.CARRIED if carry.remaining else Outcome.LAPSED
    gone = carry.remaining + carry.lapsed
    if line is not None:
        gone += line.proposed - line.total - line.carried
    if gone or any(cut.amount for cut in settled.cuts) or claim.support:
        return Outcome.REDUCED
    is_ceiling = claim.is_ceiling or (line is not None and line.by_discretion)
    return Outcome.CEILING if is_ceiling else Outcome.AWARDED


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
    line, left, caps = payment.line, payment.counted_amount, tuple[str, ...]()
    assert line is not None, "what was paid before stands in a line"
    if isinstance(payment, PriorPayment):
        left = line.total
        caps = _caps_of(payment, left, table) if left < payment.counted_amount else ()
    was_paid = line.paid >= line.total
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
