"""Settlement as data: what a policy promises, without the functions that compute it. The plan embeds these."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeVar, cast

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Period
from ipdsl.base.values.money import Rounding
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.steps import Settlement
from ipdsl.schema.vocabulary import RecordKind, Schema

Computed = TypeVar("Computed")


MATTER = "matter"
"""The key of what a claim is about, as the vocabulary or the policy says."""

MATTER_BY = f"{MATTER} ("
"""What the key begins with where a rule or its block says otherwise: `matter (item)`."""

MATTER_OF_ITEM = f"{MATTER_BY}item)"
"""The key of the item by itself."""


def is_matter(name: str) -> bool:
    """Whether a key is the matter, whatever makes it."""
    return name == MATTER or name.startswith(MATTER_BY)


NOTHING_STATED = "nothing stated"
"""The item of a record of which nothing is stated."""


def unlisted_item(kind: str) -> str:
    """The item of a record that may be there beside those that a list in part states."""
    return f"another {kind}"


@attrs.frozen(eq=False, repr=False)
class Gate(ValueObject):
    """A condition of a clause: its words for people, and the fields it names.

    `outcome` is what becomes of a claim that it stops; `rule` names the rule that put it over the clause (suspension,
    support by another level, transition) and `article` where that or a definition stands; both empty for its own.
    `matter` is the key of the same matter, for support by another level.
    """

    text: str
    words: tuple[str, ...]
    span: Span
    outcome: Outcome = Outcome.NOT_ELIGIBLE
    rule: str = ""
    article: str = ""
    matter: str = MATTER


class TriggerKind(enum.Enum):
    """What makes a claim."""

    RECORD = "record"
    WHILE = "while"
    YEAR = "year"
    SET = "set"


@attrs.frozen(eq=False, repr=False)
class Trigger(ValueObject):
    """What makes claims of an award.

    RECORD: each record of the kind `record`, on the day in `date_field`, which the `event` names. SET: all such records
    of a year that share the `keys`. WHILE: each such record and year, or with an empty `record` the applicant and each
    year. YEAR: each year of which a figure is stated.
    """

    kind: TriggerKind
    record: str = ""
    event: str = ""
    date_field: str = ""
    keys: tuple[str, ...] = ()


class AmountKind(enum.Enum):
    """Who sets the sum: the rule, or the bureau under a ceiling."""

    FIXED = "fixed"
    CEILING = "ceiling"


@attrs.frozen(eq=False, repr=False)
class Row(ValueObject):
    """A row of an amount: its key as the page has it; `once`: the keys of a `once` of its own, `None` without one."""

    name: str
    kind: AmountKind
    once: tuple[str, ...] | None = None


@attrs.frozen(eq=False, repr=False, slots=False)
class Clause(ValueObject):
    """One award. `rows` is empty where the amount has none; `once` None: may be paid again.

    `function` is the name of its function in the generated module, `series` are the published series that it reads.
    `has_parts`: what it comes to is told with its parts, for it is computed, goes by a number or reads a series.
    """

    index: int
    label: str
    article: str
    text: str
    span: Span
    function: str
    trigger: Trigger
    beneficiaries: tuple[str, ...]
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
    series: tuple[str, ...] = ()
    has_parts: bool = False

    @cached_property
    def is_discretionary(self) -> bool:
        """Every sum of the award is set by the bureau."""
        if self.rows:
            return all(row.kind is AmountKind.CEILING for row in self.rows)
        return self.kind is AmountKind.CEILING

    @cached_property
    def ceiling_rows(self) -> frozenset[str]:
        """The rows of which the bureau sets the sum."""
        return frozenset(row.name for row in self.rows if row.kind is AmountKind.CEILING)

    @cached_property
    def once_key_sets(self) -> tuple[tuple[str, ...], ...]:
        """The keys of each `once` of the award, its rows included."""
        key_sets = (self.once, *(row.once for row in self.rows))
        return tuple(dict.fromkeys(keys for keys in key_sets if keys is not None))

    @cached_property
    def once_of_rows(self) -> dict[str, tuple[str, ...]]:
        """The keys of the `once` of each row that has one of its own."""
        return {row.name: row.once for row in reversed(self.rows) if row.once is not None}


@attrs.frozen(eq=False, repr=False)
class OlderStandardRule(ValueObject):
    """The highest claim of a year per keys is raised to the standard of the older document, before all rules.

    `clauses` are those that it reaches, by index; so in `Quota` and `Suspension`.
    """

    name: str
    span: Span
    article: str
    text: str
    clauses: tuple[int, ...]
    keys: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Quota(ValueObject):
    """At most `number` records per keys over a cohort; `score` is the field that selects, empty: the bureau did."""

    name: str
    span: Span
    article: str
    text: str
    clauses: tuple[int, ...]
    low: int | None
    number: int
    record: str
    keys: tuple[str, ...]
    per_year: bool
    score: str


@attrs.frozen(eq=False, repr=False)
class Ranking(ValueObject):
    """A ranking of all applicants of some kinds by a yearly figure; `clauses` pay by it, by index."""

    figure: str
    among: tuple[str, ...]
    clauses: tuple[int, ...]


@attrs.frozen(eq=False, repr=False)
class Suspension(ValueObject):
    """`function` tells whether `who` is suspended in a situation's year; also a gate of each clause that it reaches.

    `record` is the kind of record whose event suspends.
    """

    name: str
    span: Span
    article: str
    text: str
    clauses: tuple[int, ...]
    who: str
    function: str
    record: str


@attrs.frozen(eq=False, repr=False)
class ReplacedDocument(ValueObject):
    """A document that this one replaces; `clauses` are pairs of a label here and the label there."""

    document: str
    clauses: tuple[tuple[str, str], ...]


@attrs.frozen(eq=False, repr=False)
class Article(ValueObject):
    """An article as a whole, with its readings. `mark`: paying, informative, in header, defines."""

    number: str
    title: str
    mark: str
    defines: str | None
    readings: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Reference(ValueObject):
    """Another document decides. `trigger` None: the whole policy. `function` holds the gates, as a clause's does."""

    article: str
    document: str
    span: Span
    trigger: Trigger | None
    function: str | None
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Obligation(ValueObject):
    """A duty of `who`. With a share: of what `clauses` paid to it. `op` is the comparison as written.

    `function` holds the gates of a duty with conditions, as a clause's does.
    """

    article: str
    who: str
    text: str
    span: Span
    op: str | None
    share: Fraction | None
    clauses: tuple[str, ...]
    readings: tuple[str, ...]
    function: str | None = None
    gates: tuple[Gate, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Allocation(ValueObject):
    """A budget line: its function proposes like a clause's, but nothing is settled."""

    article: str
    label: str
    text: str
    span: Span
    function: str
    beneficiaries: tuple[str, ...]
    trigger: Trigger
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Matter(ValueObject):
    """What the key `name` takes for the same matter: fields by the root of the kind, those of "" for any other kind.

    A kind that lacks one of the fields is left to the vocabulary.
    """

    name: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


def matter_fields(schema: Schema, matters: tuple[Matter, ...]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The fields that make the matter, by key and kind of record."""
    stated = {matter.name: dict(matter.fields) for matter in matters}
    names, kinds = (MATTER, *stated), schema.records
    fields_by_key = {(name, kind.name): kind.matter_fields(stated.get(name, {})) for name in names for kind in kinds}
    return {**fields_by_key, **{(MATTER_OF_ITEM, kind.name): kind.key for kind in kinds}}


@attrs.frozen(eq=False, repr=False, slots=False)
class Program(ValueObject):
    """All a runtime needs to know of a policy beside its functions.

    `convertible` lists the record fields (record, field) that may hold a sum in another currency: it is converted, or
    nothing reads it. `level` is that of its own government: support of that level is none of another. `readings` are
    those of its head; `other_readings` those of blocks that stand in no article, as in a draft. `chinese_sentences` has
    conditions, awards and rules, each with its line (0: any) and its Chinese sentence by labels; `labels` those that
    the page itself gives, `texts` its titles, readings and other quotations, where they stand in English and in
    Chinese.
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
    settlement: Settlement
    articles: tuple[Article, ...]
    references: tuple[Reference, ...]
    obligations: tuple[Obligation, ...]
    allocations: tuple[Allocation, ...]
    targets: tuple[str, ...]
    readings: tuple[str, ...]
    content_hash: str
    convertible: tuple[tuple[str, str], ...] = ()
    replaced: tuple[ReplacedDocument, ...] = ()
    older_standards: tuple[OlderStandardRule, ...] = ()
    quotas: tuple[Quota, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    level: str = ""
    other_readings: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
    chinese_sentences: tuple[tuple[int, str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    def matter_fields(self, name: str, kind: RecordKind) -> tuple[str, ...]:
        """The fields that make the matter of a kind of record under a key: its key where the matter is the item."""
        return self._matter_fields[name, kind.name]

    @property
    def matter_names(self) -> tuple[str, ...]:
        """The keys that stand for a matter."""
        return tuple(dict.fromkeys((MATTER, MATTER_OF_ITEM, *(matter.name for matter in self.matters))))

    @cached_property
    def _matter_fields(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return matter_fields(self.schema, self.matters)

    @cached_property
    def _cache(self) -> dict[object, object]:
        return {}

    def compute_once(self, make: Callable[[Program], Computed]) -> Computed:
        """What a function works out from the program alone, worked out once."""
        if make not in self._cache:
            self._cache[make] = make(self)
        return cast("Computed", self._cache[make])
