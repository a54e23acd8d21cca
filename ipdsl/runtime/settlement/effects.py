"""What settlement tells of claims: what became of each, what rules took of it, what waits for later years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import attrs

from ipdsl.runtime.kernel.recall import NO_SUMS
from ipdsl.runtime.reasons import Reason
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.steps import StepRule


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
