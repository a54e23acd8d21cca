"""`less already paid for K of the same F`: what was admitted for records of kind K with the same F is deducted.

Deducted as support of others is, before the one rounding and before all rules; *proposed* is the sum without either.
Counted are all lines of the ledger, the earlier years of this run, and payments under other documents for such records;
the claims of the same year and run are not yet paid.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ipdsl.runtime.kernel.recall import Outside
from ipdsl.runtime.settlement.claims import Candidate, KeyValue
from ipdsl.runtime.settlement.layout import Before
from ipdsl.runtime.settlement.memory import Line, Memory


@attrs.frozen
class Less:
    """The deduction of an award, where rules are weighed: records of `kind`, of the same `field`."""

    kind: str
    field: str


@attrs.define(eq=False)
class PaidFor:
    """What was paid for each kind of record that awards deduct, by the value of the field."""

    before: Before
    _paid: dict[tuple[str, str, str], list[Line | Outside]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Line]) -> None:
        """More lines."""
        for line in lines:
            for kind, field in self.before.deducted:
                if line.admitted > 0 and line.clause.index in self.before.paid_for[kind]:
                    self.note(line, kind, field, line.keys.get(field))

    def note(self, payment: Line | Outside, kind: str, field: str, value: KeyValue | None) -> None:
        """One payment more."""
        for part in _values(value):
            self._paid.setdefault((kind, field, part), []).append(payment)

    def copy(self) -> PaidFor:
        """The same, to go its own way."""
        return PaidFor(self.before, {key: list(payments) for key, payments in self._paid.items()})

    def of(self, kind: str, field: str, value: KeyValue | None) -> list[Line | Outside]:
        """The payments for a kind with the same field."""
        found = {id(one): one for part in _values(value) for one in self._paid.get((kind, field, part), ())}
        return list(found.values())


def paid_before(before: Before, claim: Candidate, memory: Memory) -> list[Line | Outside]:
    """What was paid for the kind that the claim's award deducts, of the same field."""
    if claim.clause.less is None:
        return []
    kind, field = claim.clause.less
    return memory.recall(id(before), _paid_for, before, memory).of(kind, field, claim.keys.get(field))


def _paid_for(before: Before, memory: Memory) -> PaidFor:
    found = PaidFor(before)
    for index in sorted(frozenset[int]().union(*before.paid_for.values())):
        found.fold(memory.of(index))
    for payment in memory.outside:
        for kind, field in before.deducted:
            if kind in payment.kinds:
                found.note(payment, kind, field, payment.keys.get(field, payment.item))
    return found


def _values(value: KeyValue | None) -> tuple[str, ...]:
    """The values of a field; of lists one that is the same is enough."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _amount(payment: Line | Outside) -> int:
    return payment.amount if isinstance(payment, Outside) else payment.admitted


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
