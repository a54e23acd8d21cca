"""`less already paid for K of the same F`: what was admitted for records of kind K with the same F is deducted.

Deducted as support of others is, before the one rounding and before all rules; *proposed* is the sum without either.
Counted are all lines of the ledger, the earlier years of this run, and payments under other documents for such records;
the claims of the same year and run are not yet paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import attrs

from ipdsl.runtime.settlement.claims import Candidate, KeyValue
from ipdsl.runtime.settlement.effects import Cut, shown
from ipdsl.runtime.settlement.layout import Before
from ipdsl.runtime.settlement.ledger import Held, Memory
from ipdsl.runtime.settlement.outside import Outside
from ipdsl.runtime.settlement.reasons import LESS, Reason, reason


@attrs.frozen
class Less:
    """The deduction of an award, where rules are weighed: records of `kind`, of the same `field`."""

    kind: str
    field: str


def lowered_by(
    before: Before, asked: list[tuple[Candidate, int]], memory: Memory, currency: str
) -> Iterator[Cut]:  # fmt: skip
    """What is deducted of the claims of a year."""
    for index, (claim, sum_) in enumerate(asked):
        if claim.clause.less is None or sum_ <= 0:
            continue
        paid = paid_before(before, claim, memory)
        left = lowered(claim, sum_, sum(map(_amount, paid)))
        if left < sum_:
            yield Cut(index, LESS, sum_ - left, partial(_told, paid, currency, *claim.clause.less))


def paid_before(before: Before, claim: Candidate, memory: Memory) -> list[Held | Outside]:
    """What was paid for the kind that the claim's award deducts, of the same field."""
    if claim.clause.less is None:
        return []
    less = Less(*claim.clause.less)
    by_value = memory.kept(less, lambda: _by_value(before, less, memory))
    found = {id(one): one for value in _values(claim.keys.get(less.field)) for one in by_value.get(value, ())}
    return list(found.values())


def _by_value(before: Before, less: Less, memory: Memory) -> dict[str, list[Held | Outside]]:
    found: dict[str, list[Held | Outside]] = {}
    for index in sorted(before.paid_for[less.kind]):
        for held in memory.of_index(index):
            if held.admitted > 0:
                for value in _values(held.keys.get(less.field)):
                    found.setdefault(value, []).append(held)
    for payment in memory.outside:
        if less.kind in payment.kinds:
            for value in _values(payment.keys.get(less.field, payment.item)):
                found.setdefault(value, []).append(payment)
    return found


def _values(value: KeyValue | None) -> tuple[str, ...]:
    """The values of a field; of lists one that is the same is enough."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _amount(payment: Held | Outside) -> int:
    return payment.admitted if isinstance(payment, Held) else payment.amount


def may_be_same(less: Less, claim: Candidate, other: Candidate) -> bool:
    """Whether two claims have the same field, or may turn out to have."""
    if less.field in claim.unknown_keys or less.field in other.unknown_keys:
        return True
    return not set(_values(claim.keys.get(less.field))).isdisjoint(_values(other.keys.get(less.field)))


def highest_sum(before: Before, claim: Candidate, memory: Memory) -> int:
    """The most with which a claim may reach the rules, after what the ledger holds is deducted."""
    if claim.clause.less is None or claim.high is None or claim.unknown_keys:
        return claim.most
    most = lowered(claim, claim.high, sum(map(_amount, paid_before(before, claim, memory))))
    return max(most, claim.lift) if most else 0


def lowered(claim: Candidate, sum_: int, paid: int) -> int:
    """What is left of a sum less what was paid: deducted before the rounding."""
    exact = claim.exact
    if claim.is_ceiling and claim.ceiling is None:
        return sum_  # the bureau sets the sum without a ceiling from which to deduct
    if not paid or exact is None or sum_ not in (claim.low, claim.high):
        return max(sum_ - paid, 0)
    of = exact.least if sum_ == claim.low and not claim.is_ceiling else exact.most
    return min(sum_, exact.rounded(of, exact.support + paid))


def _told(paid: list[Held | Outside], currency: str, kind: str, field: str) -> Reason:
    where = "; ".join(sorted(one.where for one in paid))
    return reason(LESS, paid=shown(sum(map(_amount, paid)), currency), kind=kind, field=field, when=where)
