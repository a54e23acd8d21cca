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
from ipdsl.runtime.terms import Cap, Rule
from ipdsl.values.money import Money


@attrs.define(eq=False)
class Reaching:
    """A claim with the sum with which it reaches a rule; `index` is its place among the claims of the year."""

    index: int
    claim: Candidate
    amount: int


@attrs.define
class Cut:
    """What a rule takes of a claim; `by` names the claim that was preferred. `why` is put in words when asked for."""

    index: int
    code: str
    amount: int
    why: Callable[[], Reason]
    rule: Rule | None = None
    by: str = ""

    @property
    def reason(self) -> Reason:
        """Why it was taken."""
        return self.why()


@attrs.frozen
class Effect:
    """The cuts of a stage, and for each cap what it charged: (index of the claim, rule's name, sum)."""

    cuts: tuple[Cut, ...] = ()
    charges: tuple[tuple[int, str, int], ...] = ()


@attrs.define(eq=False)
class Settled:
    """A claim after all rules: `amount` reached the first, `admitted` is what the last that is no cap left of it."""

    claim: Candidate
    amount: int
    admitted: int
    paid: int
    cuts: tuple[Cut, ...]
    charged: Mapping[str, int]


RoomOf: TypeAlias = Callable[[Cap, int], int]
"""The sum of a cap in a year."""


def place_of(rule: Rule) -> str:
    """Where a rule stands, for people: `article 7`, or its name on a draft page."""
    return f"article {rule.article}" if rule.article else "this page"


def per_key(rule: Rule, by_year: bool) -> str:
    """The key of a rule in words: ` per enterprise per year`."""
    return "".join(f" per {name}" for name in (*rule.keys, *(("year",) if by_year else ())))


def shown(amount: int, currency: str) -> str:
    """A sum in main units with separators, without the currency."""
    return str(Money(amount, currency)).rsplit(" ", 1)[0]
