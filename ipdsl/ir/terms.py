"""Terms: the content of a policy that settlement reads, without the functions that compute it. Part of the plan."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import TypeVar, cast

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import CALENDAR_YEAR, FiscalYear, Period
from ipdsl.base.values.money import Rounding
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.steps import Settlement
from ipdsl.schema.periods import period_text
from ipdsl.schema.vocabulary import RecordKind, Schema

Computed = TypeVar("Computed")


MATTER = "matter"
"""The key of the matter of a claim, as the vocabulary or the head of the policy defines it."""

MATTER_BY = f"{MATTER} ("
"""The beginning of the key if a rule or its block defines the matter differently: `matter (item)`."""

MATTER_OF_ITEM = f"{MATTER_BY}item)"
"""The key of a matter that is the item."""


def is_matter(name: str) -> bool:
    """Whether a key is the matter, by any definition."""
    return name == MATTER or name.startswith(MATTER_BY)


NOTHING_STATED = "nothing stated"
"""The item of a record without any stated value."""


def unlisted_item(kind: str) -> str:
    """The item of a record that may exist in addition to a partial list."""
    return f"another {kind}"


@attrs.frozen(eq=False, repr=False)
class Gate(ValueObject):
    """A condition of a clause: its text for people, and the fields it names.

    `outcome` is the outcome of a claim that it stops. `rule` names the rule that added it (suspension, support by
    another level, transition), and `article` the article of that rule or of a definition. Both are empty for a
    condition of the clause itself. `matter` is the key of the matter, for support by another level. `names_applicant`:
    one of the words belongs to the applicant or its year. `is_requirement`: `require` in `article` added it.
    """

    text: str
    words: tuple[str, ...]
    span: Span
    outcome: Outcome = Outcome.NOT_ELIGIBLE
    rule: str = ""
    article: str = ""
    matter: str = MATTER
    names_applicant: bool = False
    is_requirement: bool = False


class TriggerKind(enum.Enum):
    """The basis of a claim."""

    RECORD = "record"
    WHILE = "while"
    YEAR = "year"
    SET = "set"


@attrs.frozen(eq=False, repr=False)
class Trigger(ValueObject):
    """The trigger of an award.

    - RECORD: each record of the kind `record`, on the day in `date_field` of the `event`.
    - SET: all such records of a year with equal `keys`.
    - WHILE: each such record and year; with an empty `record` the applicant and each year.
    - YEAR: each year with a stated figure.
    """

    kind: TriggerKind
    record: str = ""
    event: str = ""
    date_field: str = ""
    keys: tuple[str, ...] = ()


class AmountKind(enum.Enum):
    """Whether the policy sets the sum, or the authority under a ceiling."""

    FIXED = "fixed"
    CEILING = "ceiling"


@attrs.frozen(eq=False, repr=False)
class Row(ValueObject):
    """A row of an amount, with its key as on the page; `once`: the keys of its own `once`, or `None`."""

    name: str
    kind: AmountKind
    once: tuple[str, ...] | None = None


@attrs.frozen(eq=False, repr=False, slots=False)
class Clause(ValueObject):
    """One award. `rows` is empty for an amount without rows; `once` None: may be paid again.

    `function` is the name of its function in the generated module, `series` are the published series that it reads.
    `has_parts`: its sum is shown with its parts, because it is computed, selected by a number or read from a series.
    `title` is shown in decisions and letters; empty if the page has no title. `conditions` and `sum_` are digests, by
    which a later page finds the award again in a ledger. `formerly` are labels that it had on earlier versions of the
    page, as their ledgers have them. `order` is its place in the text, also of an ended award that is not in it.
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
    row_words: tuple[str, ...]  # the fields that select the row, for "no row for …"
    once: tuple[str, ...] | None
    counts_support: bool
    less: tuple[str, str] | None
    readings: tuple[str, ...]
    series: tuple[str, ...] = ()
    has_parts: bool = False
    title: str = ""
    rows_name_applicant: bool = False
    reads_support: bool = False
    conditions: str = ""
    sum_: str = ""
    formerly: tuple[str, ...] = ()
    order: int | Fraction = attrs.field(default=attrs.Factory(lambda self: self.index, takes_self=True), eq=False)

    @cached_property
    def is_discretionary(self) -> bool:
        """Whether the authority sets every sum of the award."""
        if self.rows:
            return all(row.kind is AmountKind.CEILING for row in self.rows)
        return self.kind is AmountKind.CEILING

    @cached_property
    def ceiling_rows(self) -> frozenset[str]:
        """The rows with a sum that the authority sets."""
        return frozenset(row.name for row in self.rows if row.kind is AmountKind.CEILING)

    @cached_property
    def once_key_sets(self) -> tuple[tuple[str, ...], ...]:
        """The keys of each `once` of the award, including its rows."""
        key_sets = (self.once, *(row.once for row in self.rows))
        return tuple(dict.fromkeys(keys for keys in key_sets if keys is not None))

    @cached_property
    def once_of_rows(self) -> dict[str, tuple[str, ...]]:
        """The keys of the `once` of each row with its own."""
        return {row.name: row.once for row in reversed(self.rows) if row.once is not None}


@attrs.frozen(eq=False, repr=False)
class OlderStandardRule(ValueObject):
    """Raises the highest claim of a year per keys to the standard of the older document, before all rules.

    `clauses` are the clauses to which it applies, by index, as in `Quota` and `Suspension`.
    """

    name: str
    span: Span
    article: str
    text: str
    clauses: tuple[int, ...]
    keys: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Quota(ValueObject):
    """At most `number` records per keys in a cohort; `score` is the field that selects; empty: by the authority."""

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
    ties: str = ""


@attrs.frozen(eq=False, repr=False)
class Ranking(ValueObject):
    """A ranking of all applicants of some kinds by a yearly figure; `clauses` depend on it, by index.

    `ties` is the field of the applicant that orders equal figures; empty: they share the rank.
    """

    figure: str
    among: tuple[str, ...]
    clauses: tuple[int, ...]
    ties: str = ""


@attrs.frozen(eq=False, repr=False)
class RecordRanking(ValueObject):
    """A ranking of the records of all applicants that reach an award, by the number `score`, of a year or the window.

    `name` is the label of the award, `line` its line, `clauses` its index. `ties` is the field of the record that
    orders equal scores; empty: they share the rank.
    """

    name: str
    line: int
    clauses: tuple[int, ...]
    score: str
    per_year: bool
    ties: str = ""
    keys: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Suspension(ValueObject):
    """`function` tests whether `who` is suspended in the year of a situation. It is also a gate of its clauses.

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
    """A document that this one replaces; `clauses` are pairs of a label here and an older label."""

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
    """A reference to another document, which decides.

    `trigger` is None if it is for the whole policy. `function` evaluates the gates, as for a clause.
    """

    article: str
    document: str
    span: Span
    trigger: Trigger | None
    function: str | None
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Obligation(ValueObject):
    """A duty of `who`. With a share it is a share of the sums that `clauses` paid. `op` is the comparison as written.

    `function` evaluates the gates of a duty with conditions, as for a clause.
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
    """A budget line: its function proposes as for a clause, but nothing is settled."""

    article: str
    label: str
    text: str
    span: Span
    function: str
    beneficiaries: tuple[str, ...]
    trigger: Trigger
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]
    title: str = ""


@attrs.frozen(eq=False, repr=False)
class Matter(ValueObject):
    """The matter of the key `name`: its fields by root of the kind, "" for any other kind.

    For a kind without one of the fields, the definition of the vocabulary applies.
    """

    name: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


def matter_fields(schema: Schema, matters: tuple[Matter, ...]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The fields that define the matter, by key and kind of record."""
    stated = {matter.name: dict(matter.fields) for matter in matters}
    names, kinds = (MATTER, *stated), schema.records
    fields_by_key = {(name, kind.name): kind.matter_fields(stated.get(name, {})) for name in names for kind in kinds}
    return {**fields_by_key, **{(MATTER_OF_ITEM, kind.name): kind.key for kind in kinds}}


@attrs.frozen(eq=False, repr=False, slots=False)
class Program(ValueObject):
    """The content of a policy that the runtime needs in addition to its functions.

    - `convertible`: the record fields (record, field) that may have a sum in a foreign currency, because it is
      converted or
      not read.
    - `level`: the level of its government; support of that level is not support of another level.
    - `readings`: those of the head; `other_readings` those of blocks outside articles, as in a draft.
    - `chinese_sentences`: conditions, awards and rules, each with its line (0: any) and its Chinese sentence with
      labels.
    - `labels`: those that the page declares.
    - `texts`: titles, readings and other quotations that are in English and in Chinese.
    - `fiscal_year`: maps days to the years of the policy.
    - `ended`: labels of awards of earlier versions of the page that no longer exist.
    - `former_names`: names of the policy on earlier versions of the page.
    - `ended_awards`: ended awards of lines of a ledger; nobody can claim them. Their indices follow those of `clauses`.
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
    record_rankings: tuple[RecordRanking, ...] = ()
    level: str = ""
    other_readings: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
    chinese_sentences: tuple[tuple[int, str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    fiscal_year: FiscalYear = CALENDAR_YEAR
    ended: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    ended_awards: tuple[Clause, ...] = attrs.field(default=(), eq=False)

    @property
    def members(self) -> tuple[Clause, ...]:
        """The awards of the page and the ended awards, by index."""
        return (*self.clauses, *self.ended_awards)

    @property
    def selections(self) -> Mapping[int, Quota]:
        """The quotas that are applied before the rules, by their places; others are among the rules."""
        rules = {bound.name for step in self.settlement.steps for bound in step.rules}
        return {place: quota for place, quota in enumerate(self.quotas) if quota.name not in rules}

    def has_name(self, policy: object) -> bool:
        """Whether a line that states this as its policy is one of this policy: its name, a former name, or nothing."""
        return policy in (None, "", self.name, *self.former_names)

    def matter_fields(self, name: str, kind: RecordKind) -> tuple[str, ...]:
        """The fields that define the matter of a record kind under a key.

        If the matter is the item, they are the key of the kind.
        """
        return self._matter_fields[name, kind.name]

    @cached_property
    def year_of(self) -> Callable[[datetime.date], int]:
        """The function from a day to its year."""
        return attrgetter("year") if self.fiscal_year.is_calendar_year else self.fiscal_year.year_of

    def period_text(self, key: str, year: int) -> str:
        """The value of a period as a key, for a year."""
        start = self.window.start
        return period_text(key, year, year if start is None else self.year_of(start))

    @cached_property
    def _matter_fields(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return matter_fields(self.schema, self.matters)

    @cached_property
    def _cache(self) -> dict[object, object]:
        return {}

    def compute_once(self, make: Callable[[Program], Computed]) -> Computed:
        """The result of a function of the program, computed once."""
        if make not in self._cache:
            self._cache[make] = make(self)
        return cast("Computed", self._cache[make])


def clauses_by_label(program: Program) -> Mapping[str, Clause]:
    """The clauses and the ended awards by label."""
    return program.compute_once(_clauses_by_label)


def _clauses_by_label(program: Program) -> Mapping[str, Clause]:
    return {clause.label: clause for clause in program.members}
