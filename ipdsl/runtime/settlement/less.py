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
from ipdsl.runtime.settlement.ledger import Memory
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
        paid, where = paid_before(before, claim, memory)
        left = lowered(claim, sum_, paid)
        if left < sum_:
            kind, field = claim.clause.less
            yield Cut(index, LESS, sum_ - left, partial(_told, paid, currency, kind, field, where))


def paid_before(before: Before, claim: Candidate, memory: Memory) -> tuple[int, str]:
    """What was paid for the kind that the claim's award deducts, of the same field; and where."""
    if claim.clause.less is None:
        return 0, ""
    kind, field = claim.clause.less
    value = claim.keys.get(field)
    if value is None:
        return 0, ""
    found: list[tuple[int, str]] = []
    for index in sorted(before.paid_for[kind]):
        for held in memory.of_index(index):
            if held.admitted > 0 and _is_same(value, held.keys.get(field)):
                found.append((held.admitted, held.where))
    for payment in memory.outside:
        if kind in payment.kinds and _is_same(value, payment.keys.get(field, payment.item)):
            found.append((payment.amount, payment.where))
    return sum(sum_ for sum_, _ in found), "; ".join(sorted(where for _, where in found))


def may_be_same(less: Less, claim: Candidate, other: Candidate) -> bool:
    """Whether two claims have the same field, or may turn out to have."""
    if less.field in claim.unknown_keys or less.field in other.unknown_keys:
        return True
    value = claim.keys.get(less.field)
    return value is not None and _is_same(value, other.keys.get(less.field))


def highest_sum(before: Before, claim: Candidate, memory: Memory) -> int:
    """The most with which a claim may reach the rules, after what the ledger holds is deducted."""
    if claim.clause.less is None or claim.high is None or claim.unknown_keys:
        return claim.most
    paid, _ = paid_before(before, claim, memory)
    most = lowered(claim, claim.high, paid) if paid else claim.high
    return max(most, claim.lift) if most else 0


def _is_same(value: KeyValue, other: KeyValue | None) -> bool:
    """Of lists one member is enough."""
    if other is None:
        return False
    parts, others = ((each,) if isinstance(each, str) else each for each in (value, other))
    return not set(parts).isdisjoint(others)


def lowered(claim: Candidate, sum_: int, paid: int) -> int:
    """What is left of a sum less what was paid: deducted before the rounding."""
    exact = claim.exact
    if not paid or exact is None or sum_ not in (claim.low, claim.high):
        return max(sum_ - paid, 0)
    of = exact.least if sum_ == claim.low and not claim.is_ceiling else exact.most
    return min(sum_, exact.rounded(of, exact.support + paid))


def _told(paid: int, currency: str, kind: str, field: str, where: str) -> Reason:
    return reason(LESS, paid=shown(paid, currency), kind=kind, field=field, when=where)
