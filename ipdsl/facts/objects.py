"""Typed facts for programs: objects instead of a dict, converted to the plain form that the reader accepts.

Nothing is validated here; `read_facts` validates, with a path for every problem. Amounts are `int`, `Decimal` or
decimal text (never `float`), days `datetime.date`, members and names `str`; `None` is unknown, `NONE` known not to
exist.

>>> firm = ApplicantFacts(
...     "F1", ["enterprise"], {"located_here": True},
...     records=[RecordFacts("ip_title", {"title": "national_advantage", "recognised_on": datetime.date(2022, 3, 1)})],
... )
>>> firm.to_plain()["records"]
{'ip_title': [{'title': 'national_advantage', 'recognised_on': '2022-03-01'}]}
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Money
from ipdsl.schema.values.value_type import CANNOT, NONE, Special


@attrs.frozen(eq=False, repr=False)
class During(ValueObject):
    """A value that is valid from `start` to `end`, both days included; `None`: no start or end."""

    value: Value
    start: datetime.date | None = None
    end: datetime.date | None = None


Value: TypeAlias = "bool | int | Decimal | Fraction | str | datetime.date | Money | Special | Sequence[str] | None"
"""A value of a field; `Money` states its currency."""

FieldValue: TypeAlias = "Value | Sequence[During]"
"""A value of an applicant's field, or its values by period."""


@attrs.frozen(eq=False, repr=False)
class RecordFacts(ValueObject):
    """One record: its kind, its fields by name, and an id if the key is not known."""

    kind: str
    fields: Mapping[str, Value] = attrs.field(factory=dict)
    id: str | None = None

    def to_plain(self) -> dict[str, object]:
        """The record as a JSON object."""
        named = {} if self.id is None else {"id": self.id}
        return {name: _to_plain(value) for name, value in {**named, **self.fields}.items()}


@attrs.frozen(eq=False, repr=False)
class _FactsEntry(ValueObject):
    """An entry of a list of facts; its fields have the same names as in JSON."""

    def to_plain(self) -> dict[str, object]:
        """The entry as a JSON object."""
        stated = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        return {name: _to_plain(value) for name, value in stated.items() if value is not None and value != {}}


@attrs.frozen(eq=False, repr=False)
class PaidBefore(_FactsEntry):
    """A short history line.

    `keys` states keys that rules count by and that do not follow from the item; `granted` is the amount granted before
    caps, if less was paid.
    """

    clause: str
    item: str
    year: int
    due: int | Decimal | str
    policy: str | None = None
    keys: Mapping[str, object] = attrs.field(factory=dict)
    granted: int | Decimal | str | None = None


@attrs.frozen(eq=False, repr=False)
class SupportPaid(_FactsEntry):
    """A payment by another level or programme for an item; without a kind it counts for the item under any kind.

    `keys` states fields of its record.
    """

    item: str
    level: str
    year: int
    amount: int | Decimal | str
    kind: str | None = None
    keys: Mapping[str, object] = attrs.field(factory=dict)


@attrs.frozen(eq=False, repr=False)
class Approved(_FactsEntry):
    """The amount that the bureau set for an item, under a clause that leaves the amount to it."""

    clause: str
    item: str
    amount: int | Decimal | str


@attrs.frozen(eq=False, repr=False)
class OlderStandard(_FactsEntry):
    """The amount that an older document would pay for the matter of an item, or, without a kind, for the applicant."""

    document: str
    item: str
    amount: int | Decimal | str
    kind: str | None = None
    keys: Mapping[str, object] = attrs.field(factory=dict)


@attrs.frozen(eq=False, repr=False)
class ApplicantFacts(ValueObject):
    """All facts of one applicant.

    `records` may be of any kinds, in any order. A kind without records is *not stated*, unless `none_of` names it; a
    kind in `partly_listed` may have more records than are given. `history` accepts short lines and whole lines (the
    `ledger` of an earlier decision in JSON form). `history`, `support` and `older_documents` are `None` if they are not
    known. `ranks` are published ranks, by year, then by figure (`NONE`: no rank). `left` are published remaining
    amounts of caps across applicants, in the form of `published` in facts: `rule`, `keys`, `year`, `left`.
    `details` are texts for forms, letters and lists.
    """

    id: str
    kinds: Sequence[str]
    fields: Mapping[str, FieldValue] = attrs.field(factory=dict)
    records: Sequence[RecordFacts] = ()
    none_of: Sequence[str] = ()
    partly_listed: Sequence[str] = ()
    figures: Mapping[int, Mapping[str, Value] | Special] = attrs.field(factory=dict)
    history: Sequence[PaidBefore | Mapping[str, object]] | None = None
    support: Sequence[SupportPaid] | None = None
    approvals: Sequence[Approved] = ()
    series: Mapping[str, Sequence[Mapping[str, Value]]] = attrs.field(factory=dict)
    as_of: datetime.date | None = None
    older_documents: Sequence[OlderStandard] | None = None
    ranks: Mapping[int, Mapping[str, Value]] = attrs.field(factory=dict)
    left: Sequence[Mapping[str, object]] = ()
    details: Mapping[str, str] = attrs.field(factory=dict)

    def to_plain(self) -> dict[str, object]:
        """The plain form of the facts, ready for `evaluate` and for JSON."""
        places = [(year, figure, rank) for year, ranks in self.ranks.items() for figure, rank in ranks.items()]
        details = {"details": self.details} if self.details else {}
        parts: dict[str, object] = {
            "applicant": {"id": self.id, "kinds": self.kinds, **details, **self.fields},
            "records": self._records(),
            "figures": {str(year): figures for year, figures in self.figures.items()} or None,
            "history": self.history,
            "support": self.support,
            "approvals": self.approvals or None,
            "series": self.series or None,
            "older_documents": self.older_documents,
            "published": [*({"figure": name, "year": year, "rank": rank} for year, name, rank in places), *self.left]
            or None,
            "as_of": self.as_of,
        }
        return {name: _to_plain(part) for name, part in parts.items() if part is not None}

    def _records(self) -> dict[str, object]:
        listed = values_by_key((record.kind, record.to_plain()) for record in self.records)
        unlisted: dict[str, list[dict[str, object]]] = {kind: [] for kind in (*self.none_of, *self.partly_listed)}
        return {
            kind: {"partial": True, "items": items} if kind in self.partly_listed else items
            for kind, items in (unlisted | listed).items()
        }


def _to_plain(value: object) -> object:
    match value:
        case Special():
            return {"none": True} if value is NONE else {"cannot_be_determined": True}
        case datetime.date() if not isinstance(value, datetime.datetime):
            return value.isoformat()
        case Decimal() if value.is_finite() and abs(value.adjusted()) < 40:
            return f"{value:f}"
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Money():
            return {"amount": f"{value.amount:f}", "currency": value.currency}
        case During():
            sides = {"from": _to_plain(value.start), "to": _to_plain(value.end)}
            return {side: day for side, day in sides.items() if day is not None} | {"value": _to_plain(value.value)}
        case _FactsEntry():
            return value.to_plain()
        case Mapping():
            return {name: _to_plain(member) for name, member in value.items()}
        case list() | tuple():
            return [_to_plain(member) for member in value]
        case _:
            return value


__all__ = ["CANNOT", "NONE", "ApplicantFacts", "Approved", "During", "FieldValue", "PaidBefore", "RecordFacts",
           "SupportPaid", "Value"]  # fmt: skip
