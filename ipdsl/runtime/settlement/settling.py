"""What every settlement of one run shares: the proposer, what the ledger remembers, the rooms of the caps."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ipdsl.runtime.kernel.number import LimitOf
from ipdsl.runtime.kernel.recall import PaymentHistory
from ipdsl.runtime.kernel.table import SettlementTable, table_of_program
from ipdsl.runtime.settlement.claims import INFINITE, Candidate
from ipdsl.runtime.settlement.effects import SettledClaim
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.rooms import CapAmounts
from ipdsl.runtime.settlement.settle import settle
from ipdsl.runtime.terms import TriggerKind


@attrs.frozen(eq=False, repr=False)
class SettlementContext:
    """What settles candidates, the same for every case of a run.

    `other_payments` is what applicants were paid before of whom the ledger alone tells.
    """

    proposer: Proposer
    recall: PaymentHistory
    cap_amounts: CapAmounts
    currency: str
    year: int | None
    is_frozen: Callable[[Candidate], bool]
    other_payments: PaymentHistory | None = None

    @property
    def table(self) -> SettlementTable:
        """The steps of the policy."""
        return table_of_program(self.proposer.program)

    def settle(
        self,
        claims_with_sums: list[tuple[Candidate, int]],
        limit_of: LimitOf | None = None,
        *,
        is_ordered: bool = False,
    ) -> list[SettledClaim]:
        """All rules over these sums; `is_ordered`: the claims stand in claim order."""
        limit_of = limit_of or self.cap_amounts.low
        return settle(
            self.table,
            claims_with_sums,
            self.recall,
            limit_of,
            self.currency,
            other_payments=self.other_payments,
            is_ordered=is_ordered,
        )

    def settle_under(self, table: SettlementTable, claims_with_sums: list[tuple[Candidate, int]]) -> list[SettledClaim]:
        """Some of the rules over these sums, with what is open of their rooms at the most."""
        return settle(
            table,
            claims_with_sums,
            self.recall,
            self.cap_amounts.high,
            self.currency,
            other_payments=self.other_payments,
        )

    def max_amount(self, claim: Candidate) -> int:
        """The most that a claim may be paid. Without a year it meets no rule, but fixed caps hold in any year.

        A claim of sets or of states without a year may stand for several, and a list without members meets no cap.
        """
        if claim.year is not None or claim.clause.trigger.kind is not TriggerKind.RECORD:
            return claim.max_amount
        over = (
            (self.table.steps[place], bound)
            for place, bound in self.table.settlement.rules_by_clause[claim.clause.index]
        )
        rooms = [
            bound.amount
            for step, bound in over
            if step.fills and not step.wait and bound.amount is not None and all(map(claim.keys.get, bound.keys))
        ]
        return min([claim.max_amount, *rooms])

    def redundant_result(self, claim: Candidate) -> SettledClaim | None:
        """A claim that waits for an approval, or for what an older document promised, where the ledger leaves it
        nothing in any case.
        """
        is_open = any(ref.group != "older_documents" for ref in claim.unstated_facts) or bool(claim.unknown_keys)
        if not claim.is_ceiling or claim.approved is not None or is_open:
            return None
        promised = claim.standard.amount if claim.standard is not None else 0
        high = INFINITE if claim.high is None else claim.high
        amount = (
            claim.max_amount if claim.standard_raise > promised else high
        )  # its own standard raises it here as far as lines let it
        [most] = self.settle([(claim, amount)], self.cap_amounts.high)
        if most.paid or most.carry is not None or not most.cuts:
            return None
        if any(map(self._is_remembered, (most, *self.settle([(claim, amount)])))):  # in whatever room is open
            return None
        return SettledClaim(claim, 0, cuts=(attrs.evolve(most.cuts[-1], amount=0),))

    def _is_remembered(self, settled: SettledClaim) -> bool:
        """Whether a claim of which caps leave nothing takes of what later years ask for, as a place."""
        index = settled.claim.clause.index
        steps = [step for step in self.table.steps if step.lasts and not step.fills]
        clause_lists = (
            bound.payers if step.adjusts_proposals else bound.reach for step in steps for bound in step.rules
        )
        return settled.effect.admitted > 0 and any(index in clauses for clauses in clause_lists)

    def reports(self, claim: Candidate) -> bool:
        """Whether the claim lies in the reported year."""
        return self.year is None or claim.year in (None, self.year)

    def total(self, settled: list[SettledClaim]) -> int:
        """What is paid in the reported years, in minor units."""
        if self.year is None:
            return sum([settled_claim.amount for settled_claim in settled])
        return sum(
            [
                settled_claim.paid
                for settled_claim in settled
                if settled_claim.carry is not None or self.reports(settled_claim.claim)
            ]
        )
