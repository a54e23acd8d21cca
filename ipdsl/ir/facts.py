"""Facts after validation: what the evaluator reads. Built by `ipdsl.facts.reader`, never by hand.

Values are typed: money is an `int` in minor units of the policy's currency (or `ForeignAmount`), a rate or number a
`Fraction`, a count an `int`, a date a `date`, yes/no a `bool`, a member or text a `str`, a list a `tuple`; `NONE` and
`CANNOT` stand for themselves; a field that is not stated is simply absent.

The canonical text of what was read and its digest: the same facts give the same digest, in whatever order given.

It knows no kind of fact: an object says by `canonical` what it is, or all its fields count.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import LAST_YEAR, Period
from ipdsl.schema.values.general_path import GeneralPathValue, KnownValues
from ipdsl.schema.values.stated_values import NONE, Fact, ForeignAmount
from ipdsl.schema.vocabulary import RecordKind as Kind


def digest(*parts: object) -> str:
    """`sha256` of the canonical JSON of what was read, as 64 hexadecimal digits."""
    text = json.dumps(_canonical_value(parts), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def sorted_lines(lines: tuple[object, ...] | None) -> list[object] | None:
    """Lines whose order says nothing, in one order."""
    return None if lines is None else sorted(lines, key=digest)


def _member(value: object) -> object:
    """What stands under a name: a list there is the value of a field, whose order has no meaning."""
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
        case _ if hasattr(value, "canonical"):
            return _canonical_value(value.canonical)
        case _:
            kind = type(value)
            assert attrs.has(kind), kind
            return [_canonical_value(getattr(value, a.name)) for a in attrs.fields(kind)]


@attrs.frozen(eq=False, repr=False)
class DatedValue(GeneralPathValue, ValueObject):
    """A value that changes: the first period that holds the day counts; outside all of them it is not stated."""

    periods: tuple[tuple[Period, Fact], ...]


@attrs.define(eq=False, repr=False)
class Record(GeneralPathValue, ValueObject):
    """One record. `kind` is the kind under which it was listed; `values` holds the fixed values of that kind too.

    `item` is the key as text (fields joined by ` / `); where a key field is not stated, the id. `id` is the record's
    id, or the item where it has none. Records have no order. Never changed; not frozen, because that doubles what it
    costs to make one.
    """

    kind: str
    root: str
    id: str
    item: str
    values: KnownValues[str, Fact] = attrs.field(hash=False)
    path: str = attrs.field(eq=False)  # $.records.patent[0]

    @property
    def canonical(self) -> tuple[object, ...]:
        """What the digest of facts says of it: the list in which it stands says the kind."""
        return (self.id, self.item, self.values)


def first_day(kind: Kind, record: Record) -> datetime.date | None:
    """The day of the first of its events that is stated, in the order in which the kind names them."""
    days = (record.values.get(event.date_field) for event in kind.events)
    return next((day for day in days if isinstance(day, datetime.date)), None)


@attrs.frozen(eq=False, repr=False)
class Listing(ValueObject):
    """The records listed under one kind. `partial`: there may be more."""

    records: tuple[Record, ...]
    partial: bool = False


@attrs.frozen(eq=False, repr=False)
class Support(ValueObject):
    """What another level or programme paid for an item: `amount` in minor units of the policy's currency.

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
    """The sum that the bureau set for an item under a clause (its label): `amount` in minor units."""

    clause: str
    item: str
    amount: int


@attrs.frozen(eq=False, repr=False)
class OlderDocument(ValueObject):
    """What an older document would pay for a matter: `amount` in minor units; `keys` are fields of its record."""

    document: str
    kind: str  # record kind, root name; "": of the applicant itself
    item: str
    amount: int
    keys: Mapping[str, object] = attrs.field(factory=dict, hash=False)


@attrs.define(eq=False, repr=False)
class LedgerLine(ValueObject):
    """A line of the history: a whole line as `eval` printed it, or (`short`) clause, item, year and due alone.

    Sums are minor units. `keys` holds every key and counted field of the claim as text; `charged` what each cap was
    charged, by rule name; `due` the sum per year. `policy` differs for an outside payment of another document; a line
    that was read without one is of the policy that reads it. `payments` are what was paid of it, by day; `None`: nobody
    says, and it counts as paid as due. `granted` is what a short line says was granted before caps; `None`: it does not
    say, and what was due counts. Never changed; not frozen, because that doubles what it costs to make one.
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

    def is_of(self, policy: str) -> bool:
        """Whether it tells of this policy, and not of another document."""
        return self.policy == policy

    def is_about(self, applicant: str) -> bool:
        """Whether it is about this applicant; a line that names none is about who states it."""
        return self.applicant in ("", applicant)

    @property
    def total(self) -> int:
        """What was due over all years."""
        return sum(self.due.values())

    @property
    def paid(self) -> int:
        """What was paid of it."""
        return self.total if self.payments is None else sum([amount for _, amount in self.payments])


@attrs.frozen(eq=False, repr=False)
class ReopenedYears(ValueObject):
    """The year from which on facts are settled anew, and the lines of the policy that stood before."""

    year: int
    before: tuple[LedgerLine, ...]


@attrs.frozen(eq=False, repr=False)
class Rank(ValueObject):
    """The applicant's rank by a yearly figure among all that the policy ranks with it; 1 is the most, 0: it has none.

    Where figures of others are not stated, it is a rank from `rank` to `most` (`NO_LAST`: or any later). `among` are
    the kinds that are ranked; a published rank, which is what facts state, leaves them out.
    """

    figure: str
    year: int
    rank: int
    most: int | None = None
    among: tuple[str, ...] = ()


NO_LAST = 10**9
"""For a rank of which nothing is known but that others come before it."""

SeriesValues: TypeAlias = Mapping[tuple[str, datetime.date], Fraction]
"""The values of a series, keyed by `(currency or "", day)`; monthly series use the first of the month."""


@attrs.frozen(eq=False, repr=False)
class Publication(ValueObject):
    """The values of a series in a published file, and those that the facts state, which come first."""

    series: str
    source: str
    values: SeriesValues
    stated: SeriesValues


def known_values(values: Mapping[str, Fact | DatedValue]) -> KnownValues[str, Fact | DatedValue]:
    """Values as emitted code reads them."""
    return values if type(values) is KnownValues else KnownValues(values)


def known_values_by_year(figures: Mapping[int, Mapping[str, Fact]]) -> KnownValues[int, Mapping[str, Fact]]:
    """The figures of each year as emitted code reads them."""
    return KnownValues((year, KnownValues(values)) for year, values in figures.items())


@attrs.frozen(eq=False, repr=False)
class Facts(ValueObject):
    """One applicant's facts.

    `records` maps a kind, as it was listed, to its listing; a kind that is absent is not stated. `history`, `support`
    and `older_documents` are `None` where they were not stated. `series` maps a series to its values. `published` are
    the files, one for each series, from which those values come that the facts do not state. `reopened` facts have a
    history without the lines that stood before. `remarks` are what a decision says of where the facts come from.
    `as_of` is the day up to which is settled; `assumes_as_of`: the facts state none, and it was taken from what they
    state. `closed`: a closed world, as a case is, in which a year of which no figures are stated has none. `no_figures`
    are years of which there are none. `rooms` are what was
    published to be left of caps across applicants, in minor units, by the name of the rule and the group. `others` are
    the lines of other applicants in the ledger from which the history comes.
    """

    applicant: str
    kinds: frozenset[str]  # closed upward
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
    rooms: Mapping[tuple[str, object], int] = attrs.field(factory=dict)
    others: tuple[LedgerLine, ...] = ()
    assumes_as_of: bool = False

    def extend_to(self, year: int | None) -> Facts:
        """The facts for a request about a year: an assumed as-of date does not lie before its end."""
        if year is None or not self.assumes_as_of or not self.as_of.year < year <= LAST_YEAR:
            return self
        return attrs.evolve(self, as_of=datetime.date(year, 12, 31), digest=self.digest)

    @cached_property
    def approved(self) -> Mapping[tuple[str, str], int]:
        """What the bureau set, by clause and item; the first counts."""
        first_sums = {(approval.clause, approval.item): approval.amount for approval in reversed(self.approvals)}
        return KnownValues(first_sums)

    @cached_property
    def days_of_fields(self) -> frozenset[datetime.date]:
        """The days that the applicant's fields state."""
        days = set[datetime.date]()
        for held in self.fields.values():
            if isinstance(held, DatedValue):
                days |= {day for period, _ in held.periods for day in (period.start, period.end) if day is not None}
            elif isinstance(held, datetime.date):
                days.add(held)
        return frozenset(days)

    @property
    def digest(self) -> str:
        """SHA-256 of the facts' canonical JSON, worked out when it is first asked for."""
        if self._digest is None:
            stated = tuple([rank for rank in self.ranks if not rank.among])
            text = digest(
                self.applicant, self.kinds, self.fields, self.records, self.figures, sorted_lines(self.history),
                sorted_lines(self.support), sorted_lines(self.approvals), sorted_lines(self.older_documents),
                self.series,
                None if self.assumes_as_of else self.as_of, *((sorted_lines(stated),) if stated else ()),
                *((sorted(self.no_figures),) if self.no_figures else ()),
                *((self.rooms,) if self.rooms else ()),
            )  # fmt: skip
            object.__setattr__(self, "_digest", text)
        return self._digest or ""


NOT_STATED = object()
"""What a lookup gives for a field that is absent."""

__all__ = ["NONE", "NOT_STATED", "Approval", "DatedValue", "Fact", "Facts", "ForeignAmount", "LedgerLine", "Listing",
           "OlderDocument", "Publication", "Rank", "Record", "ReopenedYears", "SeriesValues", "Support"]  # fmt: skip
