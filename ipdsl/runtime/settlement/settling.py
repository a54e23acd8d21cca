"""What every settlement of one run shares: the proposer, what the ledger remembers, the rooms of the caps."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ipdsl.runtime.kernel.number import RoomOf
from ipdsl.runtime.kernel.recall import Recall
from ipdsl.runtime.kernel.table import Table, table_of_program
from ipdsl.runtime.settlement.claims import INFINITE, Candidate
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.settlement.settle import settle
from ipdsl.runtime.terms import TriggerKind


@attrs.frozen(eq=False, repr=False)
class Settling:
    """What settles candidates, the same for every case of a run.

    `others` is what applicants were paid before of whom the ledger alone tells.
    """

    proposer: Proposer
    recall: Recall
    rooms: Rooms
    currency: str
    year: int | None
    is_frozen: Callable[[Candidate], bool]
    others: Recall | None = None

    @property
    def table(self) -> Table:
        """The steps of the policy."""
        return table_of_program(self.proposer.program)

    def settle(
        self, asked: list[tuple[Candidate, int]], rooms: RoomOf | None = None, *, in_order: bool = False
    ) -> list[Settled]:
        """All rules over these sums; `in_order`: the claims stand in claim order."""
        rooms = rooms or self.rooms.low
        return settle(self.table, asked, self.recall, rooms, self.currency, others=self.others, in_order=in_order)

    def settle_alone(self, table: Table, asked: list[tuple[Candidate, int]]) -> list[Settled]:
        """Some of the rules over these sums, with what is open of their rooms at the most."""
        return settle(table, asked, self.recall, self.rooms.high, self.currency, others=self.others)

    def most(self, claim: Candidate) -> int:
        """The most that a claim may be paid. Without a year it meets no rule, but fixed caps hold in any year.

        A claim of sets or of states without a year may stand for several, and a list without members meets no cap.
        """
        if claim.year is not None or claim.clause.trigger.kind is not TriggerKind.RECORD:
            return claim.most
        over = ((self.table.steps[place], bound) for place, bound in self.table.settlement.over[claim.clause.index])
        rooms = [
            bound.amount
            for step, bound in over
            if step.fills and not step.wait and bound.amount is not None and all(map(claim.keys.get, bound.keys))
        ]
        return min([claim.most, *rooms])

    def in_vain(self, claim: Candidate) -> Settled | None:
        """A claim that waits for an approval, or for what an older document promised, where the ledger leaves it
        nothing in any case.
        """
        is_open = any(ref.group != "older_documents" for ref in claim.asks) or bool(claim.unknown_keys)
        if not claim.is_ceiling or claim.approved is not None or is_open:
            return None
        own = claim.standard.amount if claim.standard is not None else 0
        high = INFINITE if claim.high is None else claim.high
        asked = claim.most if claim.lift > own else high  # its own standard raises it here as far as lines let it
        [most] = self.settle([(claim, asked)], self.rooms.high)
        if most.paid or most.carry is not None or not most.cuts:
            return None
        if any(map(self._is_remembered, (most, *self.settle([(claim, asked)])))):  # in whatever room is open
            return None
        return Settled(claim, 0, cuts=(attrs.evolve(most.cuts[-1], amount=0),))

    def _is_remembered(self, settled: Settled) -> bool:
        """Whether a claim of which caps leave nothing takes of what later years ask for, as a place."""
        index = settled.claim.clause.index
        steps = [step for step in self.table.steps if step.lasts and not step.fills]
        asked = (bound.payers if step.ends else bound.reach for step in steps for bound in step.bounds)
        return settled.memory.admitted > 0 and any(index in clauses for clauses in asked)

    def reports(self, claim: Candidate) -> bool:
        """Whether the claim lies in the reported year."""
        return self.year is None or claim.year in (None, self.year)

    def total(self, settled: list[Settled]) -> int:
        """What is paid in the reported years, in minor units."""
        if self.year is None:
            return sum([one.amount for one in settled])
        return sum([one.paid for one in settled if one.carry is not None or self.reports(one.claim)])
