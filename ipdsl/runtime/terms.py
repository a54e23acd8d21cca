"""Settlement as data: what a policy promises, without the functions that compute it. The plan embeds these."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias, TypeVar, cast

import attrs

from ipdsl.schema.model import Schema
from ipdsl.source import Span
from ipdsl.values.days import Period
from ipdsl.values.rounding import Rounding

Kept = TypeVar("Kept")


@attrs.frozen
class Gate:
    """A condition of a clause: its words for people, and the fields it names."""

    text: str
    words: tuple[str, ...]
    span: Span


class TriggerKind(enum.Enum):
    """What makes a claim."""

    RECORD = "record"
    WHILE = "while"
    YEAR = "year"
    SET = "set"


@attrs.frozen
class Trigger:
    """`record` and `event` with its `date_field` (RECORD, SET); `record` or "" for the applicant (WHILE)."""

    kind: TriggerKind
    record: str = ""
    event: str = ""
    date_field: str = ""
    keys: tuple[str, ...] = ()


class AmountKind(enum.Enum):
    """Who sets the sum: the rule, or the bureau under a ceiling."""

    FIXED = "fixed"
    CEILING = "ceiling"


@attrs.frozen
class Row:
    """A row of an amount; `once` keys where the row carries its own `once`."""

    name: str
    kind: AmountKind
    once: tuple[str, ...] | None = None


@attrs.frozen
class Clause:
    """One award. `rows` is empty where the amount has none; `once` None: may be paid again.

    `function` is the name of its function in the generated module; `<function>_days` gives the days to try for a
    `while` award, `<function>_picks` the tests of a set award.
    """

    index: int
    label: str
    article: str
    text: str
    span: Span
    function: str
    trigger: Trigger
    to: tuple[str, ...]
    start: datetime.date | None
    gates: tuple[Gate, ...]
    picks: tuple[Gate, ...]
    kind: AmountKind
    rows: tuple[Row, ...]
    row_words: tuple[str, ...]  # the fields that choose the row, for "no row for …"
    once: tuple[str, ...] | None
    counts_support: bool
    less: tuple[str, str] | None
    readings: tuple[str, ...]

    @cached_property
    def by_discretion(self) -> bool:
        """Every sum of the award is set by the bureau."""
        if self.rows:
            return all(row.kind is AmountKind.CEILING for row in self.rows)
        return self.kind is AmountKind.CEILING

    @cached_property
    def once_kinds(self) -> tuple[tuple[str, ...], ...]:
        """The keys of each `once` of the award, its rows included."""
        every = (self.once, *(row.once for row in self.rows))
        return tuple(dict.fromkeys(keys for keys in every if keys is not None))


class LimitOrder(enum.Enum):
    """Which claims keep a place."""

    EARLIEST = "earliest first"
    BEST = "best first"
    CHOSEN = "as chosen"


@attrs.frozen
class Limit:
    """At most `number` places per key; `counts` None: items, else distinct values of that field."""

    name: str
    span: Span
    article: str
    text: str
    exempt: tuple[str, ...]
    number: int
    counts: str | None
    keys: tuple[str, ...]
    per_year: bool
    order: LimitOrder


@attrs.frozen
class Highest:
    """The block's direct children compete, per keys and year."""

    name: str
    span: Span
    article: str
    text: str
    exempt: tuple[str, ...]
    keys: tuple[str, ...]


@attrs.frozen
class Cap:
    """Room of `amount` minor units, or of what `function` computes from a year's figures."""

    name: str
    span: Span
    article: str
    text: str
    exempt: tuple[str, ...]
    amount: int | None
    function: str | None
    keys: tuple[str, ...]
    per_year: bool
    across: bool


Rule: TypeAlias = Limit | Highest | Cap


@attrs.frozen
class Block:
    """Clause indices, inner blocks and rules, in the order of the page."""

    kind: str
    label: str
    article: str
    items: tuple[int | Block | Rule, ...]
    pay_each: bool = False
    readings: tuple[str, ...] = ()


@attrs.frozen
class Article:
    """An article as a whole, with its readings. `mark`: paying, informative, in header, defines."""

    number: str
    title: str
    mark: str
    defines: str | None
    readings: tuple[str, ...]


@attrs.frozen
class Reference:
    """Another document decides. `trigger` None: the whole policy. `function` holds the gates, as a clause's does."""

    article: str
    document: str
    span: Span
    trigger: Trigger | None
    function: str | None
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen
class Obligation:
    """A duty of `who`. With a share: of what `clauses` paid to it. `op` is the comparison as written."""

    article: str
    who: str
    text: str
    span: Span
    op: str | None
    share: Fraction | None
    clauses: tuple[str, ...]
    readings: tuple[str, ...]


@attrs.frozen
class Allocation:
    """A budget line: its function proposes like a clause's, but nothing is settled."""

    article: str
    label: str
    text: str
    span: Span
    function: str
    to: tuple[str, ...]
    trigger: Trigger
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen
class Program:
    """All a runtime needs to know of a policy beside its functions.

    `convertible` lists the record fields (record, field) that may hold a sum in another currency.
    """

    name: str
    title: str
    is_draft: bool
    document: str
    issued: datetime.date | None
    window: Period
    discretion_from: datetime.date | None
    status: str
    currency: str
    rounding: Rounding
    schema: Schema
    clauses: tuple[Clause, ...]
    root: Block
    articles: tuple[Article, ...]
    references: tuple[Reference, ...]
    obligations: tuple[Obligation, ...]
    allocations: tuple[Allocation, ...]
    targets: tuple[str, ...]
    readings: tuple[str, ...]
    content_hash: str
    convertible: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _kept(self) -> dict[object, object]:
        return {}

    def kept(self, make: Callable[[Program], Kept]) -> Kept:
        """What a function works out from the program alone, worked out once."""
        if make not in self._kept:
            self._kept[make] = make(self)
        return cast("Kept", self._kept[make])
