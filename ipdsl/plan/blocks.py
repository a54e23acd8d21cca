"""The blocks of a policy with their clauses and rules, as the page has them; the table of steps is made from them."""

from __future__ import annotations

import enum
from typing import TypeAlias

from ipdsl.making import attrs
from ipdsl.source import Span


class LimitOrder(enum.Enum):
    """Which claims keep a place."""

    EARLIEST = "earliest first"
    BEST = "best first"
    CHOSEN = "as chosen"


@attrs.frozen
class _Rule:
    """What all rules have: a name, a place and a text, the clauses that they spare by label, and keys."""

    name: str
    span: Span
    article: str
    text: str
    exempt: tuple[str, ...]
    keys: tuple[str, ...]


@attrs.frozen
class Limit(_Rule):
    """At most `number` places per key; `counts` None: items, else distinct values of that field."""

    number: int
    counts: str | None
    per_year: bool
    order: LimitOrder


@attrs.frozen
class Highest(_Rule):
    """The block's direct children compete, per keys and year."""


@attrs.frozen
class Cap(_Rule):
    """Room of `amount` minor units, or of what `function` computes from a year's figures."""

    amount: int | None
    function: str | None
    per_year: bool
    across: bool
    carry: int = 0


@attrs.frozen
class NoRepeat(_Rule):
    """One payment per keys: of a year the highest stays, over years the first admitted."""

    per_year: bool


@attrs.frozen
class TopUp(_Rule):
    """What exceeds the highest rung that the keys reached at another level."""


Rule: TypeAlias = Limit | Highest | Cap | NoRepeat | TopUp


@attrs.frozen
class Block:
    """Clause indices, inner blocks and rules, in the order of the page."""

    kind: str
    label: str
    article: str
    items: tuple[int | Block | Rule, ...]
    pay_each: bool = False
    readings: tuple[str, ...] = ()
