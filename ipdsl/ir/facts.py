"""Facts after validation, as the evaluator reads them. `ipdsl.facts.reader` builds them.

Values are typed:

- money: an `int` in minor units of the policy's currency, or `ForeignAmount`
- rate, number: a `Fraction`
- count: an `int`
- date: a `date`
- yes/no: a `bool`
- member, text: a `str`
- list: a `tuple`

`NONE` and `CANNOT` are special values. A field that is not stated is absent.

Facts have a canonical text and its digest: equal facts give the same digest in any order. An object is written by its
property `canonical`, or else by all its fields that do not follow from others.

Values in addition to plain ones: none, cannot be determined, and open (not stated).

A condition is `True`, `False`, `CANNOT` or an `Open`; a quantity is a number, `NONE`, `CANNOT` or an `Open` with its
least and greatest possible value. The rules:

- `NONE`, known not to exist: every comparison with it is false, in a sum it is 0.
- `CANNOT`: a gate or an amount with this result stops the claim.
- `NO_VALUE`, the value of a pick of no record or of a year without figures: a comparison with it and its negation do
  not hold, and an amount made with it stops the claim.
- `Open` keeps the facts that would settle it, and only those: `False and open` is `False`.
"""

from __future__ import annotations

import datetime
import enum
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import CALENDAR_YEAR, LAST_YEAR, FiscalYear, Period
from ipdsl.schema.values.value_type import NONE, Fact, ForeignAmount, GeneralPathValue, KnownValues, Special
from ipdsl.schema.vocabulary import RecordKind as Kind


class FactRef(NamedTuple):
    """A fact that was not stated.

    - `group` is one of: applicant, record, records (a whole kind, or the rest of a partial list), figure, series, rank,
      place, left, ratio, taken, history, support, older_documents, approval.
    - `kind` is the record kind, series, clause label or rule.
    - `item` is the record id, the item of a place, the key values of a room, or the item of a line without the
      key `field`.
    - `field` is the word.
    - `year` is the year of a figure, rank, room or ratio.

    The end of a state is one fact for each state, with one path, so that states are not combined with each other. It is
    a named tuple because bounds put every fact into sets for every claim, and a tuple hashes six times as fast.
    """

    group: str
    kind: str = ""
    item: str = ""
    field: str = ""
    year: int = 0

    @property
    def path(self) -> str:
        """The place of the fact for people: `records.technology_contract[A].amount`."""
        match self.group:
            case "applicant":
                return f"applicant.{self.field}"
            case "record":
                return f"records.{self.kind}[{self.item}].{self.field}"
            case "records":
                return f"records.{self.kind}"
            case "figure":
                return f"figures.{self.year}.{self.field}"
            case "rank":
                return f"published[{self.field} {self.year}]"
            case "place":
                return f"published[{self.kind} {self.item}]"
            case "left" | "ratio" | "taken":
                return f"published[{' '.join(str(part) for part in (self.kind, self.item, self.year) if part)}]"
            case "series":
                return f"series.{self.kind}.{self.item}"
            case "history" | "support" | "older_documents" if self.field:
                return f"{self.group}[{self.item}].keys.{self.field}"
            case "approval":
                return f"approvals[{self.kind} {self.item}]"
            case "payments":
                return self.item
            case _:
                return self.group


def payment_ref(point: str) -> FactRef:
    """The day of a payment that a recovery assumes while it is asked for that payment."""
    return FactRef("payment", point)


GRANT_YEAR = payment_ref("the year of the grant")
"""The first day of the calendar year with the number of the year of a grant."""


Limit: TypeAlias = "int | Fraction | datetime.date | None"


@attrs.frozen(eq=False, repr=False)
class Open(ValueObject):
    """A value that depends on facts that were not stated.

    `low` and `high` bound a quantity or a day (`None`: no bound). `members` lists the possible values of a choice,
    level or yes/no; it is `None` if they cannot be listed (texts, quantities, days). With `may_be_undeterminable` the
    value may also be one that cannot be determined; the bounds apply if it can.
    """

    facts: frozenset[FactRef]
    low: Limit = None
    high: Limit = None
    members: tuple[object, ...] | None = None
    may_be_undeterminable: bool = False


Scalar: TypeAlias = "bool | int | Fraction | str | datetime.date | tuple[object, ...]"
Value: TypeAlias = "Scalar | Special | Open"
Truth: TypeAlias = "bool | Special | Open"


_DERIVED = {"is_derived": True}
"""The only metadata of fields: it follows from other fields."""


def digest(*parts: object) -> str:
    """The `sha256` of the canonical JSON of the parts, as 64 hexadecimal digits."""
    text = json.dumps(_canonical_value(parts), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def sorted_lines(lines: tuple[object, ...] | None) -> list[object] | None:
    """Lines in a fixed order, because their order has no meaning."""
    return None if lines is None else sorted(lines, key=digest)


def _member(value: object) -> object:
    """The canonical form of a named value: a list is the value of a field, whose order has no meaning."""
    return sorted(map(_canonical_value, value), key=repr) if isinstance(value, tuple) else _canonical_value(value)


def _canonical_value(value: object) -> object:
    match value:
        case None | bool() | str() | int():
            return value
        case Enum():
            return {"special": str(value.value)}
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return sorted([_canonical_value(name), _member(inner)] for name, inner in value.items())
        case frozenset():
            return sorted(str(member) for member in value)
        case tuple() | list():
            return [_canonical_value(member) for member in value]
        case Period():
            return [_canonical_value(value.start), _canonical_value(value.end)]
        case LedgerLine() if value.recovery is not None or value.parts:
            known = [getattr(value, field.name) for field in attrs.fields(LedgerLine) if not field.metadata]
            return _canonical_value([*known, value.recovery, *value.parts])
        case _ if hasattr(value, "canonical"):
            return _canonical_value(value.canonical)
        case _:
            kind = type(value)
            assert attrs.has(kind), kind
            return [_canonical_value(getattr(value, a.name)) for a in attrs.fields(kind) if not a.metadata]


@attrs.frozen(eq=False, repr=False)
class DatedValue(GeneralPathValue, ValueObject):
    """A value that changes: the first period that contains the day applies; outside all periods it is not stated."""

    periods: tuple[tuple[Period, Fact], ...]


@attrs.define(eq=False, repr=False)
class Record(GeneralPathValue, ValueObject):
    """One record. `kind` is the kind under which it was listed; `values` includes the fixed values of that kind.

    `item` is the key as text (fields joined by ` / `), or the id if a key field is not stated. `id` is the record's id,
    or the item if it has no id. Records have no order. They never change, but are not frozen, because that would double
    the cost of creating one.
    """

    kind: str
    root: str
    id: str
    item: str
    values: KnownValues[str, Fact] = attrs.field(hash=False)
    path: str = attrs.field(eq=False)  # $.records.patent[0]

    @property
    def canonical(self) -> tuple[object, ...]:
        """The record in the digest of facts, without its kind, which the listing has."""
        return (self.id, self.item, self.values)


def first_day(kind: Kind, record: Record) -> datetime.date | None:
    """The first stated day of its events, in the order of the kind's declarations."""
    days = (record.values.get(event.date_field) for event in kind.events)
    return next((day for day in days if isinstance(day, datetime.date)), None)


@attrs.frozen(eq=False, repr=False)
class Listing(ValueObject):
    """The records listed under one kind. `partial`: there may be others."""

    records: tuple[Record, ...]
    partial: bool = False


@attrs.frozen(eq=False, repr=False)
class Support(ValueObject):
    """A payment of another level or programme for an item: `amount` in minor units of the policy's currency.

    `keys` are fields of its record, as text.
    """

    kind: str  # record kind as stated; "" = any kind
    root: str
    item: str
    level: str
    year: int
    amount: int
    keys: Mapping[str, object] = attrs.field(factory=dict, hash=False)


@attrs.frozen(eq=False, repr=False)
class Approval(ValueObject):
    """The sum that the authority set for an item under a clause (its label): `amount` in minor units."""

    clause: str
    item: str
    amount: int


@attrs.frozen(eq=False, repr=False)
class OlderDocument(ValueObject):
    """The sum that an older document would pay for a matter, in minor units; `keys` are fields of its record."""

    document: str
    kind: str  # record kind, root name; "" for the applicant
    item: str
    amount: int
    keys: Mapping[str, object] = attrs.field(factory=dict, hash=False)


ENDED = "ended "
"""Before the label of an ended award, in lines and claims."""


@attrs.frozen(eq=False, repr=False)
class EndedAward(ValueObject):
    """The award of a line that the page ended, and the words of the line in its ledger.

    `policy`, `clause`, `page` (its number) and `charged` are those of the page that wrote the line. `rules` has, for
    each rule of the present page that counts the line, its names there. `order` is the place of the award in the text:
    the index of the present award before it (-1: none), and its index on the page before it ended. `event_clause` is
    the award that continues it together with others, if a different line is that of the event.
    """

    policy: str
    clause: str
    page: int
    charged: Mapping[str, int]
    record: str
    order: tuple[int, int]
    rules: Mapping[str, tuple[str, ...]]
    event_clause: str = ""


@attrs.frozen(eq=False, repr=False)
class RecoveredParts(ValueObject):
    """What a line of a recovery takes back, in minor units.

    - `recovers`: the payments, each with the clause and item of its line, its day (or its year), and the sum taken.
    - `back`: the sum to be paid back, with surcharge and interest, by year.
    - `repaid`: what was paid back. `set_off`: what was taken from sums due.
    """

    recovers: tuple[tuple[str, str, str, int], ...]
    back: Mapping[int, int] = attrs.field(hash=False)
    repaid: int = 0
    set_off: int = 0

    @property
    def total(self) -> int:
        """The sum to be paid back over all years."""
        return sum(self.back.values())

    @property
    def outstanding(self) -> int:
        """What is still owed."""
        return max(0, self.total - self.repaid - self.set_off)


class InstalmentState(enum.Enum):
    """`due`: its day has come and its condition holds. `open`: its day is not known or has not come.

    `waits`: it is due, but the budgets so far did not hold it. `lapsed`: its condition failed on its day, or no budget
    held it. `stopped`: a recovery ended the payments before its day. Neither is ever paid.
    """

    DUE = "due"
    OPEN = "open"
    WAITS = "waits"
    LAPSED = "lapsed"
    STOPPED = "stopped"


INSTALMENT_STATES = tuple(state.value for state in InstalmentState)
"""The states of instalments, as ledgers and decisions state them."""


@attrs.frozen(eq=False, repr=False)
class InstalmentOfLine(ValueObject):
    """An instalment of the grant of a line: its number, its sum in minor units, its state, and its day and payee.

    The state is one of `INSTALMENT_STATES`. An open one has no day, or a later one. `item` is that of the other record
    at whose event a sum of its own is paid; such an event is settled once. `asked` is the last year whose budget did
    not hold it, `since` the first one if it does not wait any more.
    """

    number: int
    sum: int
    state: str
    day: datetime.date | None = None
    payee: str = ""
    item: str = ""
    asked: int | None = None
    since: int | None = None


@attrs.define(eq=False, repr=False)
class LedgerLine(ValueObject):
    """A line of the history: a whole line as `eval` printed it, or (`short`) only clause, item, year and sum due.

    Lines never change, but are not frozen, because that would double the cost of creating one. Sums are in minor units.

    - `keys`: every key and counted field of the claim, as text.
    - `charged`: the sum charged to each cap, by rule name.
    - `due`: the sum per year.
    - `policy`: another document for outside payments. A line without one belongs to the policy that reads it.
    - `payments`: the payments by day. `None` means not stated: the sum due then counts as paid.
    - `granted`: the sum granted before caps, in a short line. `None` means not stated: the sum due then counts.
    - `fields`: the fields of the record that a later rule may count by, as text; `None` means not stated.
    - `recovery`: what it takes back, if it is the line of a recovery; `clause` is then the label of the recovery.
    - `parts`: the instalments of its grant, if it is paid in parts.
    - `kept`: what recoveries withheld of it and set off, by day. It counts as paid; `payments` do not have it.
    - `has_page`: this run or a page of the ledger wrote the line; it has the words of the present page.
    - `is_recalled`: an earlier page wrote it.
    - `is_ended`: the page ended the award of the line, which is `ended`; `clause` is then `ended LABEL`.
    - `split_into`: labels of new awards of the page, to which it may have moved the event of the line. `successor` is
      the one that accepts the event today if its own award refuses it. It is found when the claims are known, and is
      the only part that is set later.
    - `written`: the line as the ledger has it, which a later ledger keeps unchanged; `None` for a line of this run.
    """

    policy: str
    clause: str
    item: str
    year: int
    due: Mapping[int, int] = attrs.field(hash=False)
    short: bool = False
    row: str = ""
    applicant: str = ""
    kind: str = ""
    matter: str = ""
    level: str = ""
    keys: Mapping[str, object] = attrs.field(factory=dict, hash=False)
    by_discretion: bool = False
    event_date: datetime.date | None = None
    proposed: int = 0
    admitted: int = 0
    charged: Mapping[str, int] = attrs.field(factory=dict, hash=False)
    carried: int = 0
    carry_until: int | None = None
    lapsed: int = 0
    outcome: str = ""
    payments: tuple[tuple[datetime.date, int], ...] | None = None
    granted: int | None = None
    fields: Mapping[str, object] | None = attrs.field(default=None, hash=False)
    has_page: bool = attrs.field(default=False, eq=False)
    is_recalled: bool = attrs.field(default=False, eq=False)
    is_ended: bool = False
    recovery: RecoveredParts | None = attrs.field(default=None, metadata=_DERIVED)
    parts: tuple[InstalmentOfLine, ...] = attrs.field(default=(), metadata=_DERIVED)
    kept: tuple[tuple[datetime.date, int], ...] = attrs.field(default=(), eq=False, repr=False, metadata=_DERIVED)
    ended: EndedAward | None = attrs.field(default=None, eq=False, repr=False, metadata=_DERIVED)
    split_into: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False, metadata=_DERIVED)
    successor: str = attrs.field(default="", eq=False, repr=False, metadata=_DERIVED)
    written: Mapping[str, object] | None = attrs.field(default=None, eq=False, repr=False)

    def changed(self, **parts: Any) -> LedgerLine:
        """The line with other parts; it is then no line of the ledger that was read."""
        return attrs.evolve(self, **{"written": None, **parts})

    @property
    def in_own_words(self) -> LedgerLine:
        """The line as a ledger has it: under an ended award, in the words of the page that wrote it."""
        if (award := self.ended) is None:
            return self
        now = {name: sum_ for rule, sum_ in self.charged.items() for name in award.rules.get(rule, ())}
        charged = {name: now.get(name, sum_) for name, sum_ in award.charged.items()}
        return attrs.evolve(self, policy=award.policy, clause=award.clause, charged=charged, is_ended=False, ended=None)

    @property
    def event_clause(self) -> str:
        """The award of today under which its event is settled. Several lines of merged awards may have one event."""
        return (self.ended.event_clause if self.ended else self.successor) or self.clause

    def is_of(self, policy: str) -> bool:
        """Whether it belongs to this policy, and not to another document."""
        return self.policy == policy

    def day_in(self, years: FiscalYear) -> datetime.date:
        """The day of its event, or the last day of its year, so that no rule counts it too short."""
        return self.event_date or years.last_day(self.year)

    def dues(self, years: FiscalYear) -> list[tuple[datetime.date, int]]:
        """The sums of the instalments that are due, by day, or those of its years on their first days."""
        by_year = [(years.first_day(year), sum_) for year, sum_ in sorted(self.due.items()) if sum_]
        parts = sorted(
            (part.day, part.sum)
            for part in self.parts
            if part.state == InstalmentState.DUE.value and part.day is not None
        )
        return parts if parts and sum(sum_ for _, sum_ in parts) == self.total else by_year

    def is_about(self, applicant: str) -> bool:
        """Whether it is about this applicant; a line without an applicant belongs to the one that states it."""
        return self.applicant in ("", applicant)

    def is_beside(self, other: LedgerLine) -> bool:
        """Whether both belong to one policy and one applicant."""
        return self.is_of(other.policy) and (self.is_about(other.applicant) or other.is_about(self.applicant))

    @property
    def total(self) -> int:
        """The sum due over all years."""
        return sum(self.due.values())

    def waited_after(self, year: int) -> bool:
        """Whether some of its money waited for later years when a year was settled."""
        settled = max(self.due, default=0)
        waited = self.carried + self.lapsed if year <= settled else 0
        return self.year <= year and not self.parts and bool(waited + sum(self.due[y] for y in self.due if y > year))

    @property
    def due_and_waiting(self) -> int:
        """What a rule counts of the line that did not cover its award when it was written."""
        return self.total + self.carried + self.open_parts

    @property
    def granted_in_all(self) -> int:
        """What is due, waits or lapsed: the grant, with the instalments that are never paid."""
        return self.total + self.carried + self.lapsed + sum(part.sum for part in self.parts if part.state != "due")

    @property
    def open_parts(self) -> int:
        """The sum of the instalments that are not due yet, or wait."""
        return sum(part.sum for part in self.parts if part.state in ("open", "waits"))

    @property
    def paid(self) -> int:
        """The sum paid, withheld or set off."""
        return self.total if self.payments is None else sum([amount for _, amount in (*self.payments, *self.kept)])


@attrs.frozen(eq=False, repr=False)
class ReopenedYears(ValueObject):
    """The first year that is settled again, and the previous lines of the policy.

    `recoveries` are the lines of recoveries and debts that are settled again.
    """

    year: int
    before: tuple[LedgerLine, ...]
    recoveries: tuple[LedgerLine, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Rank(ValueObject):
    """The applicant's rank by a yearly figure among all applicants that the policy ranks.

    1 is the highest; 0 means that the applicant is not ranked. If figures of other applicants are not stated, the rank
    is between `rank` and `most` (`NO_LAST`: unlimited). `among` are the kinds that are ranked; it is empty for a
    published rank in the facts.
    """

    figure: str
    year: int
    rank: int
    most: int | None = None
    among: tuple[str, ...] = ()


PlacesOfRecords: TypeAlias = Mapping[tuple[str, str], int]
"""Published ranks of records, by the label of the award (or the name of the rule) and the item; 0: not ranked."""

RanksOfRecords: TypeAlias = Mapping[tuple[str, str, str], tuple[int, int]]
"""The first and last rank that a cohort leaves to a record, by label of the award, kind and id of the record."""

NO_LAST = 10**9
"""The last place of a rank that is only known to come after others."""

SeriesValues: TypeAlias = Mapping[tuple[str, datetime.date], Fraction]
"""The values of a series, keyed by `(currency or "", day)`; monthly series use the first of the month."""


UnusualRatePoint: TypeAlias = tuple[tuple[str, datetime.date], Fraction, Fraction]
"""Currency and day of a rate, the rate, and the usual rate."""


@attrs.frozen(eq=False, repr=False)
class Publication(ValueObject):
    """The values of a series in a published file, and the values in the facts, which have priority.

    `unusual_rates` are those of the file, by series; they are kept with it, because many applicants share it.
    """

    series: str
    source: str
    values: SeriesValues
    stated: SeriesValues
    unusual_rates: dict[str, list[UnusualRatePoint]] = attrs.field(factory=dict, eq=False, repr=False)


def known_values(values: Mapping[str, Fact | DatedValue]) -> KnownValues[str, Fact | DatedValue]:
    """Values in the form that emitted code reads."""
    return values if type(values) is KnownValues else KnownValues(values)


def known_values_by_year(figures: Mapping[int, Mapping[str, Fact]]) -> KnownValues[int, Mapping[str, Fact]]:
    """The figures of each year in the form that emitted code reads."""
    return KnownValues((year, KnownValues(values)) for year, values in figures.items())


NO_AMOUNTS: Mapping[tuple[str, object], int] = {}
NO_RATIOS: Mapping[tuple[str, object, int], Fraction] = {}


class Balances(NamedTuple):
    """What is published about rules across applicants, by the name of the rule and the group.

    `left` is the amount that a cap has left, in minor units; `ratios` are the ratios of a year by which a cap cuts all
    claims; `taken` is the number of places that other applicants have.
    """

    left: Mapping[tuple[str, object], int] = NO_AMOUNTS
    ratios: Mapping[tuple[str, object, int], Fraction] = NO_RATIOS
    taken: Mapping[tuple[str, object], int] = NO_AMOUNTS


NO_BALANCES = Balances()


@attrs.frozen(eq=False, repr=False)
class Facts(ValueObject):
    """The facts of one applicant.

    - `records`: the listing by kind, as listed; an absent kind is not stated.
    - `history`, `support`, `older_documents`: `None` if not stated.
    - `series`: values by series; `published` are the files with values that the facts do not state, one per series.
    - `reopened`: the history then does not include the previous lines of the policy.
    - `remarks`: notes in the decision about the source of the facts.
    - `bare_rates`: the remarks on rates without a percent sign.
    - `details`: texts for forms, letters and lists; settlement and equality ignore them.
    - `as_of`: the last day that is settled; with `assumes_as_of` it was derived from the facts.
    - `closed`: the facts are complete, as in a case: years without stated figures have no figures.
    - `no_figures`: years without figures.
    - `balances`: the published balances, ratios and places of rules across applicants.
    - `others`: lines of other applicants in the ledger of the history.
    - `places`: published ranks of the applicant's records; `record_ranks` are those that a cohort gives (`None`: there
      is none).
    - `pages`: the pages of the ledger of the history, up to the present one (`ledger.pages.Page`), and
      `ledger_number` the number of that ledger; `answers` are its lines about two ids (`ledger.recall`), and
      `other_applicants` the number of applicants of whom it has lines, apart from this one.
    """

    applicant: str
    kinds: frozenset[str]  # includes wider kinds
    fields: Mapping[str, Fact | DatedValue] = attrs.field(converter=known_values)
    records: Mapping[str, Listing]
    figures: Mapping[int, Mapping[str, Fact]] = attrs.field(converter=known_values_by_year)
    history: tuple[LedgerLine, ...] | None
    support: tuple[Support, ...] | None
    approvals: tuple[Approval, ...]
    older_documents: tuple[OlderDocument, ...] | None
    series: Mapping[str, SeriesValues]
    as_of: datetime.date
    _digest: str | None = attrs.field(default=None, eq=False, repr=False)
    ranks: tuple[Rank, ...] = ()
    published: tuple[Publication, ...] = ()
    reopened: ReopenedYears | None = None
    remarks: tuple[Phrase, ...] = ()
    closed: bool = False
    no_figures: frozenset[int] = frozenset()
    balances: Balances = NO_BALANCES
    others: tuple[LedgerLine, ...] = ()
    assumes_as_of: bool = False
    places: PlacesOfRecords = attrs.field(factory=dict)
    record_ranks: RanksOfRecords | None = None
    pages: tuple[object, ...] = ()
    ledger_number: str = ""
    answers: tuple[Mapping[str, object], ...] = attrs.field(default=(), hash=False)
    other_applicants: int = 0
    bare_rates: tuple[Diagnostic, ...] = attrs.field(default=(), eq=False)
    details: Mapping[str, str] = attrs.field(factory=dict, eq=False, repr=False)

    def extend_to(self, year: int | None, fiscal_year: FiscalYear = CALENDAR_YEAR) -> Facts:
        """The facts for a request about a year: an assumed as-of date is at least the end of that year."""
        if year is None or not self.assumes_as_of or not fiscal_year.year_of(self.as_of) < year <= LAST_YEAR:
            return self
        return attrs.evolve(self, as_of=fiscal_year.last_day(year), digest=self.digest)

    @cached_property
    def approved(self) -> Mapping[tuple[str, str], int]:
        """The sums set by the authority, by clause and item; the first one applies."""
        first_sums = {(approval.clause, approval.item): approval.amount for approval in reversed(self.approvals)}
        return KnownValues(first_sums)

    @cached_property
    def days_of_fields(self) -> frozenset[datetime.date]:
        """The days in the applicant's fields."""
        days = set[datetime.date]()
        for held in self.fields.values():
            if isinstance(held, DatedValue):
                days |= {day for period, _ in held.periods for day in (period.start, period.end) if day is not None}
            elif isinstance(held, datetime.date):
                days.add(held)
        return frozenset(days)

    @property
    def digest(self) -> str:
        """The SHA-256 of the facts' canonical JSON, computed on first use."""
        if self._digest is None:
            stated = tuple([rank for rank in self.ranks if not rank.among])
            text = digest(
                self.applicant, self.kinds, self.fields, self.records, self.figures, sorted_lines(self.history),
                sorted_lines(self.support), sorted_lines(self.approvals), sorted_lines(self.older_documents),
                self.series,
                None if self.assumes_as_of else self.as_of, *((sorted_lines(stated),) if stated else ()),
                *((sorted(self.no_figures),) if self.no_figures else ()),
                *[part for part in self.balances if part],
                *((self.places,) if self.places else ()),
            )  # fmt: skip
            object.__setattr__(self, "_digest", text)
        return self._digest or ""


def all_records(facts: Facts) -> list[Record]:
    """The listed records of all kinds."""
    return [record for listing in facts.records.values() for record in listing.records]


__all__ = ["NONE", "NO_BALANCES", "Approval", "Balances", "DatedValue", "Fact", "Facts", "ForeignAmount",
           "LedgerLine", "Listing", "OlderDocument", "Publication", "Rank", "Record", "ReopenedYears", "SeriesValues",
           "Support"]  # fmt: skip
