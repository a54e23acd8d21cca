"""What passes between settlement and its rules: claims that reach a rule, and what the rule takes and charges.

A rule is a function from the claims of one year that reach it (each with more than 0, in claim order) and the memory to
what it takes of them. What it charged, and the rungs that were reached, it writes down with the claims: later years ask
for these. Nothing else of it is seen by later rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

from ipdsl.runtime.reasons import Payment, Reason
from ipdsl.runtime.settlement.claims import Candidate, KeyValue
from ipdsl.runtime.steps import Bound
from ipdsl.runtime.terms import Cap, Clause

NO_SUMS: Mapping[str, int] = {}


@attrs.define
class Cut:
    """What a rule takes of a claim; `by` names the claim that was preferred. `why` is put in words when asked for.

    Without a `rule` it is the award's own: its `once`, or what it deducts. An older standard takes nothing: `raised` is
    by how much it lifts what is proposed.
    """

    index: int
    code: str
    amount: int
    why: Callable[[], Reason]
    rule: Bound | None = None
    by: str = ""
    raised: int = 0

    @property
    def reason(self) -> Reason:
        """Why it was taken."""
        return self.why()


@attrs.define
class Carry:
    """What a carrying cap made of a claim over the years: newly paid by year, and at the end left or lapsed.

    `brought` is what was carried into the reported years from before them, 0 for a claim of those years; `due` is
    what these years pay.
    """

    cap: Bound
    paid: Mapping[int, int]
    due: Mapping[int, int]
    left: int
    until: int
    lapsed: int = 0
    brought: int = 0


@attrs.define(eq=False)
class Settled:
    """A claim on its way through the rules of its year, and after them.

    `amount` is what they have left of it, all that a rule sees of it; in the end it is what is newly due in the
    reported years. `index` is its place among the claims of its year, `admitted` what the last rule that is no cap left
    of it, `raised` by how much an older document lifted it before all rules, `rungs` what reached each `top up`.
    `carry` is set where a carrying cap could not pay all at once. Rules leave the amount as it is: what they take is an
    `Effect`.
    """

    claim: Candidate
    amount: int
    index: int = 0
    admitted: int = 0
    cuts: tuple[Cut, ...] = ()
    charged: Mapping[str, int] = NO_SUMS
    rungs: Mapping[str, int] = NO_SUMS
    raised: int = 0
    carry: Carry | None = None

    def charge(self, cap: Cap, sum_: int) -> None:
        """What it takes of the room of a cap."""
        charged, name = self.charged, cap.name
        self.charged = {**charged, name: charged.get(name, 0) + sum_} if charged else {name: sum_}

    @property
    def paid(self) -> int:
        """What is newly due in the reported years."""
        return self.amount

    @property
    def paid_by_year(self) -> Mapping[int, int]:
        """What is newly due by year."""
        return self.carry.paid if self.carry is not None else {self.year: self.amount}

    @property
    def proposed(self) -> int:
        """The sum before support of others is deducted and before all rules, an older standard included."""
        return self.claim.proposed + self.raised

    # what later years ask, as of a line of the ledger

    @property
    def clause(self) -> Clause:
        return self.claim.clause

    @property
    def root(self) -> str:
        return self.claim.root

    @property
    def item(self) -> str:
        return self.claim.item

    @property
    def year(self) -> int:
        return self.claim.year or 0

    @property
    def row(self) -> str | None:
        return self.claim.row

    @property
    def keys(self) -> Mapping[str, KeyValue]:
        return self.claim.keys

    @property
    def payment(self) -> Payment:
        """The payment, as a reason names it."""
        return Payment(self.item, self.year)


RoomOf: TypeAlias = Callable[[Bound | Cap, int], int]
"""The sum of a cap in a year."""
