"""The results of settlement for each claim: outcome, cuts, carry-over, and the amounts that later years count.

An outcome combines the amount that the rules left with the last rule that cut the claim.

A grant is a claim or an earlier payment as rules count it. Rules count the amount granted. If a cap then reduced the
payment, a reason names both amounts and the cap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import attrs

from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Money
from ipdsl.claims.claim import Candidate
from ipdsl.ir.proposal import (
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
    Outcome,
    Payment,
    Reason,
)
from ipdsl.ir.terms import StepRule
from ipdsl.kernel.rule_table import NO_SUMS, AnyPayment, PriorPayment, SettlementTable

if TYPE_CHECKING:  # few policies have any
    from ipdsl.settlement.instalments import SettledInstalment


@attrs.define(eq=False, repr=False)
class Cut:
    """A reduction of a claim by a rule.

    `amount` is in minor units. `preferred_item` is the item of the claim that was preferred, if any. `make_reason`
    makes the reason on demand. `is_own`: the rule belongs to the award itself (its `once`, or its deduction). An older
    standard reduces nothing; `raised` is the amount by which it raises the proposed amount.
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
        """The reason for the cut."""
        return self.make_reason()


@attrs.define(eq=False, repr=False)
class CarryOver:
    """The payments of a claim in minor units, by year, and the amount left or lapsed.

    They are those under `cap`, which carries forward, or those of `instalments`. `brought_forward` is the amount that
    the reported years have from earlier years, 0 for a claim of the reported years. `due` is the part of
    `paid_by_year` that belongs to the reported years. `until` is the last year that may pay.
    """

    cap: StepRule | None
    paid_by_year: Mapping[int, int]
    due: Mapping[int, int]
    remaining: int
    until: int
    lapsed: int = 0
    brought_forward: int = 0
    instalments: tuple[SettledInstalment, ...] = ()

    @property
    def settled_by_year(self) -> Mapping[int, int]:
        """The payments for a ledger: of the reported years, and the years that pay nothing."""
        return {year: sum_ for year, sum_ in self.paid_by_year.items() if not sum_ or year in self.due}

    @property
    def waiting(self) -> int:
        """The money that waits in a ledger: the rest, and the payments of years that are not reported."""
        return self.remaining + sum(self.paid_by_year.values()) - sum(self.due.values())


class LedgerEffect(NamedTuple):
    """The amounts of a claim that later years count, in minor units.

    `admitted` is the amount left by the last rule that is not a cap. `charged` is the amount charged to each cap, by
    the name of the rule.
    """

    admitted: int
    charged: Mapping[str, int] = NO_SUMS


@attrs.define(eq=False, repr=False)
class SettledClaim:
    """A claim after settlement.

    Amounts are in minor units. `amount` is newly due in the reported years. `raised` is the increase by an older
    document before all rules, `granted_in_parts` what the rules left of a claim that is paid in parts. `carry` is set
    if it is, or if a carrying cap could not pay everything at once. `compute_effect` computes the ledger effects of all
    claims of a course when the first one is read.
    """

    claim: Candidate
    amount: int
    cuts: tuple[Cut, ...] = ()
    raised: int = 0
    carry: CarryOver | None = None
    granted_in_parts: int | None = None
    compute_effect: Callable[[], None] | None = None
    _effect: LedgerEffect | None = None

    @property
    def effect(self) -> LedgerEffect:
        """The amounts that later years count; the whole amount for a claim that no rule applied to."""
        if self.compute_effect is not None:
            self.compute_effect()
        return self._effect or LedgerEffect(self.amount)

    def set_effect(self, effect: LedgerEffect) -> None:
        """Store the amounts that later years count."""
        self._effect, self.compute_effect = effect, None

    @property
    def granted(self) -> int:
        """What the rules left of it, whenever it is paid."""
        return self.amount if self.granted_in_parts is None else self.granted_in_parts

    @property
    def paid(self) -> int:
        """The amount newly due in the reported years."""
        return self.amount

    @property
    def proposed(self) -> int:
        """The amount before support and all rules, including the increase by an older standard."""
        return self.claim.proposed + self.raised


PAID_BEFORE = frozenset({ONCE, NO_REPEAT_EARLIER, NO_REPEAT_PAID, TOPPED_UP, ALREADY_DEDUCTED})
BEATEN = frozenset({HIGHEST, HIGHEST_PAID, NO_REPEAT})


def outcome_of(settled: SettledClaim) -> Outcome:
    """The outcome of a settled claim.

    A claim with nothing left is already paid or displaced if its last cut has a code of `PAID_BEFORE` or `BEATEN`. Any
    other claim that a rule cut is reduced. A claim that waits for an approval counts as cut only if the rules would
    leave nothing of it.
    """
    claim, cuts = settled.claim, settled.cuts
    if not (cuts or claim.approval is not None or claim.is_reduced or settled.carry):
        return Outcome.AWARDED
    if settled.carry is not None and not settled.carry.instalments:
        return _outcome_of_carried(settled, settled.carry)
    if not cuts and claim.is_waiting:
        return Outcome.CEILING
    if cuts and not settled.amount and not settled.granted_in_parts:
        if cuts[-1].code in PAID_BEFORE:
            return Outcome.ALREADY_PAID
        if cuts[-1].code in BEATEN:
            return Outcome.DISPLACED
    if claim.is_reduced or [cut for cut in cuts if cut.amount] or claim.is_waiting:
        return Outcome.REDUCED
    return Outcome.AWARDED if claim.approval is None else Outcome.CEILING


def _outcome_of_carried(settled: SettledClaim, carry: CarryOver) -> Outcome:
    """The outcome under a carrying cap: carried or lapsed without any payment, reduced if a part was not paid."""
    claim, line = settled.claim, settled.claim.brought_forward
    paid = sum(carry.paid_by_year.values()) + (line.total if line is not None else 0)
    if paid == 0:
        return Outcome.CARRIED if carry.remaining else Outcome.LAPSED
    gone = carry.remaining + carry.lapsed
    if line is not None:
        gone += line.proposed - line.total - line.carried
    if gone or any(cut.amount for cut in settled.cuts) or claim.is_reduced:
        return Outcome.REDUCED
    is_ceiling = claim.approval is not None or (line is not None and line.by_discretion)
    return Outcome.CEILING if is_ceiling else Outcome.AWARDED


class Grant(NamedTuple):
    """An amount that was granted in a year, and for what.

    `amount_after_caps` is the part that was paid, or that was due if `was_paid` is false. `caps` are the articles of
    the caps that cut the rest, as far as they are known. `is_assumed`: the amount due is used because a short line does
    not state the amount granted and its award is under a cap.
    """

    year: int
    payment: Payment
    sum: int
    amount_after_caps: int
    was_paid: bool = True
    caps: tuple[str, ...] = ()
    is_assumed: bool = False


def grant_from_payment(payment: AnyPayment, table: SettlementTable) -> Grant:
    """The grant of a ledger line or of a payment under another document."""
    line, left, caps = payment.line, payment.counted_amount, tuple[str, ...]()
    assert line is not None, "an earlier payment has a ledger line"
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
    """The articles of the caps that cut the grant. A short line does not record which of several caps cut it."""
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
    """The grant of a claim of this run; `sum_` is the amount that a rule counts."""
    left = settled_claim.amount if settled_claim.carry is None else sum(settled_claim.carry.paid_by_year.values())
    return Grant(
        year, payment_of(settled_claim.claim, year), sum_, left, caps=cap_articles(settled_claim) if left < sum_ else ()
    )


def cap_articles(settled_claim: SettledClaim) -> tuple[str, ...]:
    """The articles of the caps that cut a claim of this run."""
    caps = [cut.rule.article for cut in settled_claim.cuts if cut.code == CAP]
    carry = settled_claim.carry
    return tuple(dict.fromkeys(caps if carry is None or carry.cap is None else [*caps, carry.cap.article]))


def payment_of(claim: Candidate, year: int, day: Date | None = None) -> Payment:
    """A claim of this run as an earlier payment."""
    return Payment(claim.item, year, day, award=claim.clause.label, kind=claim.clause.trigger.record)


def contender(claim: Candidate, loser: Candidate) -> Contender:
    """A claim as a competitor of `loser`.

    Its award is named if the two awards differ. If award and item are equal, its day or its record distinguishes it.
    """
    kind = claim.clause.trigger.record
    if claim.clause is not loser.clause:
        return Contender(claim.item, claim.clause.label, kind)
    if claim.item != loser.item:
        return Contender(claim.item, "", kind)
    return Contender(claim.item, "", kind, claim.day, claim.record if claim.day == loser.day else "")


def caps_note(granted: Sequence[Grant], currency: str, *, names_sum: bool) -> AmountAfterCaps:
    """The note on caps for these grants; empty if everything granted was paid.

    `names_sum`: the note names the total granted, because the reason does not.
    """
    total, left = sum(grant.sum for grant in granted), sum(grant.amount_after_caps for grant in granted)
    is_assumed = any(grant.is_assumed for grant in granted)
    if left >= total:
        return AmountAfterCaps(is_assumed=is_assumed and not names_sum)  # a `once` does not depend on the amount
    caps = dict.fromkeys(article for grant in granted for article in grant.caps)
    return AmountAfterCaps(
        Money(total, currency) if names_sum else None, Money(left, currency), all(grant.was_paid for grant in granted),
        tuple(map(ArticlePlace, caps)), is_assumed and not names_sum,
    )  # fmt: skip


def payment_order(grant: Grant) -> tuple[str, str, int]:
    """The sort order of payments of the same year; reasons name the first."""
    return grant.payment.item, grant.payment.document, grant.sum
