"""What settlement tells of claims: what became of each, what rules took of it, what waits for later years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ipdsl.making import attrs
from ipdsl.runtime.reasons import Payment, Reason
from ipdsl.runtime.settlement.claims import Candidate, KeyValue
from ipdsl.runtime.steps import Bound
from ipdsl.runtime.terms import Clause

NO_SUMS: Mapping[str, int] = {}


@attrs.define
class Cut:
    """What a rule takes of a claim; `by` names the claim that was preferred. `why` is put in words when asked for.

    Without a `rule` it is the award's own: its `once`, or what it deducts. An older standard takes nothing: `raised` is
    by how much it lifts what is proposed.
    """

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
    """What became of a claim.

    `amount` is what is newly due in the reported years, `raised` by how much an older document lifted the claim before
    all rules. `carry` is set where a carrying cap could not pay all at once. What the ledger asks for (`admitted`,
    `charged`, `rungs`) is worked out when the first of them is read, for all claims of a course (`tell`).
    """

    claim: Candidate
    amount: int
    _admitted: int = 0
    cuts: tuple[Cut, ...] = ()
    _charged: Mapping[str, int] = NO_SUMS
    _rungs: Mapping[str, int] = NO_SUMS
    raised: int = 0
    carry: Carry | None = None
    tell: Callable[[], None] | None = None

    @property
    def admitted(self) -> int:
        """What the last rule that is no cap left."""
        if self.tell is not None:
            self.tell()
        return self._admitted

    @property
    def charged(self) -> Mapping[str, int]:
        """What it took of the room of each cap, by the name of the rule."""
        if self.tell is not None:
            self.tell()
        return self._charged

    @property
    def rungs(self) -> Mapping[str, int]:
        """What reached each `top up`, by the name of the rule."""
        if self.tell is not None:
            self.tell()
        return self._rungs

    def told(self, admitted: int, charged: Mapping[str, int], rungs: Mapping[str, int]) -> None:
        """Puts down what the ledger asks for."""
        self._admitted, self._charged, self._rungs, self.tell = admitted, charged, rungs, None

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


RoomOf: TypeAlias = Callable[[Bound, int], int]
"""The sum of a cap in a year."""
