"""What settlement tells of claims: what became of each, what rules took of it, what waits for later years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import attrs

from ipdsl.runtime.kernel.recall import NO_SUMS
from ipdsl.runtime.reasons import Reason
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.steps import Bound


@attrs.define(eq=False, repr=False)
class Cut:
    """What a rule takes of a claim: `amount` in minor units; `by` names the claim that was preferred, as its item.

    `why` makes the reason, when it is asked for.

    `is_own`: the rule is the award's own, its `once` or what it deducts. An older standard takes nothing: `raised` is
    by how much it lifts what is proposed.
    """

    code: str
    amount: int
    why: Callable[[], Reason]
    rule: Bound
    by: str = ""
    raised: int = 0
    is_own: bool = False

    @property
    def reason(self) -> Reason:
        """Why it was taken."""
        return self.why()


@attrs.define(eq=False, repr=False)
class Carry:
    """What a carrying cap made of a claim over the years, in minor units: newly paid by year, in the end left or lost.

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


class Memory(NamedTuple):
    """What later years remember of a claim, in minor units: what the last rule that is no cap left of it, and what it
    took of the room of each cap, by the name of the rule."""

    admitted: int
    charged: Mapping[str, int] = NO_SUMS


@attrs.define(eq=False, repr=False)
class Settled:
    """What became of a claim.

    Sums are minor units: `amount` is what is newly due in the reported years, `raised` by how much an older document
    lifted the claim before all rules. `carry` is set where a carrying cap could not pay all at once. What later years
    remember is worked out when it is first read, for all claims of a course (`tell`).
    """

    claim: Candidate
    amount: int
    cuts: tuple[Cut, ...] = ()
    raised: int = 0
    carry: Carry | None = None
    tell: Callable[[], None] | None = None
    _memory: Memory | None = None

    @property
    def memory(self) -> Memory:
        """What later years remember; all of a claim that met no rule."""
        if self.tell is not None:
            self.tell()
        return self._memory or Memory(self.amount)

    def told(self, memory: Memory) -> None:
        """Puts down what later years remember."""
        self._memory, self.tell = memory, None

    @property
    def paid(self) -> int:
        """What is newly due in the reported years."""
        return self.amount

    @property
    def proposed(self) -> int:
        """The sum before support of others is deducted and before all rules, an older standard included."""
        return self.claim.proposed + self.raised
