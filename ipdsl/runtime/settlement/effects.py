"""What passes between settlement and its rules: claims that reach a rule, and what the rule takes and charges.

A rule is a pure function from the claims of one year that reach it (each with more than 0, in claim order) and the
memory to cuts and charges. Nothing else of it is seen by later rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.reasons import Reason
from ipdsl.runtime.terms import Cap, Older, Rule
from ipdsl.values.money import DECIMALS, grouped

NO_SUMS: Mapping[str, int] = {}


@attrs.define(eq=False)
class Reaching:
    """A claim with the sum with which it reaches a rule; `index` is its place among the claims of the year."""

    index: int
    claim: Candidate
    amount: int


@attrs.define
class Cut:
    """What a rule takes of a claim; `by` names the claim that was preferred. `why` is put in words when asked for.

    Without a `rule` it is the award's own: its `once`, or what it deducts. An older standard takes nothing: it raises
    what is proposed, and its words tell how.
    """

    index: int
    code: str
    amount: int
    why: Callable[[], Reason]
    rule: Rule | Older | None = None
    by: str = ""

    @property
    def reason(self) -> Reason:
        """Why it was taken."""
        return self.why()


@attrs.frozen
class Effect:
    """The cuts of a stage, for each cap what it charged, and the rungs: (index of the claim, rule's name, sum).

    `carried` is what a carrying cap leaves to later years: (index of the claim, sum).
    """

    cuts: tuple[Cut, ...] = ()
    charges: tuple[tuple[int, str, int], ...] = ()
    rungs: tuple[tuple[int, str, int], ...] = ()
    carried: tuple[tuple[int, int], ...] = ()


NO_EFFECT = Effect()


@attrs.frozen
class Carry:
    """What a carrying cap made of a claim over the years: newly paid by year, and at the end left or lapsed.

    `brought` is what was carried into the reported years from before them, 0 for a claim of those years; `due` is
    what these years pay.
    """

    cap: Cap
    paid: Mapping[int, int]
    due: Mapping[int, int]
    left: int
    until: int
    lapsed: int = 0
    brought: int = 0


@attrs.define(eq=False)
class Settled:
    """A claim after all rules: `amount` reached the first, `admitted` is what the last that is no cap left of it.

    `raised` is by how much an older document lifted it before, `rungs` what reached each `top up`. `paid` is newly due
    in the reported years; `carry` is set where a carrying cap could not pay all at once.
    """

    claim: Candidate
    amount: int
    admitted: int
    paid: int
    cuts: tuple[Cut, ...]
    charged: Mapping[str, int]
    rungs: Mapping[str, int] = NO_SUMS
    raised: int = 0
    carry: Carry | None = None

    @property
    def paid_by_year(self) -> Mapping[int, int]:
        """What is newly due by year."""
        return self.carry.paid if self.carry is not None else {self.claim.year or 0: self.paid}

    @property
    def proposed(self) -> int:
        """The sum before support of others is deducted and before all rules, an older standard included."""
        return self.claim.proposed + self.raised


RoomOf: TypeAlias = Callable[[Cap, int], int]
"""The sum of a cap in a year."""


def place_of(rule: Rule | Older) -> str:
    """Where a rule stands, for people: `article 7`, or its name on a draft page."""
    return f"article {rule.article}" if rule.article else "this page"


def per_key(rule: Rule | Older, by_year: bool) -> str:
    """The key of a rule in words: ` per enterprise per year`."""
    return "".join(f" per {name}" for name in (*rule.keys, *(("year",) if by_year else ())))


def shown(amount: int, currency: str) -> str:
    """A sum in main units with separators, without the currency."""
    return grouped(amount, DECIMALS[currency])
