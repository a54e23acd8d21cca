"""Typed facts for programs: objects instead of a hand-made dict, turned into the plain form that the reader takes.

Nothing is validated here; `read_facts` does that, with a path for every problem. Sums are `int`, `Decimal` or decimal
text (never `float`), days `datetime.date`, members and names `str`; `None` is unknown, `NONE` known not to be.

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

from ipdsl.making import attrs
from ipdsl.runtime.unknown import CANNOT, NONE, Special
from ipdsl.values.money import Money


@attrs.frozen
class During:
    """A value that holds from `start` to `end`, both days included; an open side is `None`."""

    value: Value
    start: datetime.date | None = None
    end: datetime.date | None = None


Value: TypeAlias = "bool | int | Decimal | Fraction | str | datetime.date | Money | Special | Sequence[str] | None"
"""A value of a field; `Money` states its currency."""

FieldValue: TypeAlias = "Value | Sequence[During]"
"""A value of an applicant's field, or its values by period."""


@attrs.frozen
class RecordFacts:
    """One record: its kind, its fields by name, and an id where the key is not known."""

    kind: str
    fields: Mapping[str, Value] = attrs.field(factory=dict)
    id: str | None = None

    def to_plain(self) -> dict[str, object]:
        """The record as an object of JSON."""
        named: dict[str, object] = {} if self.id is None else {"id": self.id}
        return named | {name: _plain(value) for name, value in self.fields.items()}


@attrs.frozen
class PaidBefore:
    """A short line of the history; `keys` states what rules count by where it does not follow from the item."""

    clause: str
    item: str
    year: int
    paid: int | Decimal | str
    policy: str | None = None
    keys: Mapping[str, str | Sequence[str]] = attrs.field(factory=dict)

    def to_plain(self) -> dict[str, object]:
        """The line as an object of JSON."""
        plain: dict[str, object] = {"clause": self.clause, "item": self.item, "year": self.year}
        plain["paid"] = _plain(self.paid)
        if self.policy is not None:
            plain["policy"] = self.policy
        if self.keys:
            plain["keys"] = {name: _plain(value) for name, value in self.keys.items()}
        return plain


@attrs.frozen
class SupportPaid:
    """What another level or programme paid for an item; without a kind it counts for the item under any."""

    item: str
    level: str
    year: int
    amount: int | Decimal | str
    kind: str | None = None

    def to_plain(self) -> dict[str, object]:
        """The line as an object of JSON."""
        plain = {"item": self.item, "level": self.level, "year": self.year, "amount": _plain(self.amount)}
        return plain if self.kind is None else {"kind": self.kind, **plain}


@attrs.frozen
class Approved:
    """What the bureau set for an item under a clause that leaves the sum to it."""

    clause: str
    item: str
    amount: int | Decimal | str

    def to_plain(self) -> dict[str, object]:
        """The approval as an object of JSON."""
        return {"clause": self.clause, "item": self.item, "amount": _plain(self.amount)}


@attrs.frozen
class OlderStandard:
    """What an older document would pay for an item."""

    document: str
    item: str
    amount: int | Decimal | str

    def to_plain(self) -> dict[str, object]:
        """The standard as an object of JSON."""
        return {"document": self.document, "item": self.item, "amount": _plain(self.amount)}


@attrs.frozen
class ApplicantFacts:
    """All facts of one applicant.

    `records` may be of any kinds, in any order. A kind of which there is no record is *not stated*, unless `none_of`
    names it; a kind in `partly_listed` may have more records than are given. `history` takes short lines and whole
    ones (the `ledger` of an earlier decision as JSON); `history`, `support` and `older_documents` are `None` where they
    are not known. `ranks` are published ranks: by year, then by figure.
    """

    id: str
    kinds: Sequence[str]
    fields: Mapping[str, FieldValue] = attrs.field(factory=dict)
    records: Sequence[RecordFacts] = ()
    none_of: Sequence[str] = ()
    partly_listed: Sequence[str] = ()
    figures: Mapping[int, Mapping[str, Value]] = attrs.field(factory=dict)
    history: Sequence[PaidBefore | Mapping[str, object]] | None = None
    support: Sequence[SupportPaid] | None = None
    approvals: Sequence[Approved] = ()
    series: Mapping[str, Sequence[Mapping[str, Value]]] = attrs.field(factory=dict)
    as_of: datetime.date | None = None
    older_documents: Sequence[OlderStandard] | None = None
    ranks: Mapping[int, Mapping[str, int]] = attrs.field(factory=dict)

    def to_plain(self) -> dict[str, object]:
        """The plain form of the facts, ready for `evaluate` and for JSON."""
        applicant: dict[str, object] = {"id": self.id, "kinds": list(self.kinds)}
        plain: dict[str, object] = {
            "applicant": applicant | {name: _plain(value) for name, value in self.fields.items()},
            "records": self._records(),
        }
        if self.figures:
            plain["figures"] = {
                str(year): {name: _plain(value) for name, value in figures.items()}
                for year, figures in self.figures.items()
            }
        if self.history is not None:
            plain["history"] = [e.to_plain() if isinstance(e, PaidBefore) else dict(e) for e in self.history]
        if self.support is not None:
            plain["support"] = [line.to_plain() for line in self.support]
        if self.approvals:
            plain["approvals"] = [approval.to_plain() for approval in self.approvals]
        if self.series:
            plain["series"] = {
                name: [{part: _plain(value) for part, value in entry.items()} for entry in entries]
                for name, entries in self.series.items()
            }
        if self.older_documents is not None:
            plain["older_documents"] = [standard.to_plain() for standard in self.older_documents]
        if self.ranks:
            plain["ranks"] = [
                {"figure": figure, "year": year, "rank": rank}
                for year, places in self.ranks.items()
                for figure, rank in places.items()
            ]
        if self.as_of is not None:
            plain["as_of"] = self.as_of.isoformat()
        return plain

    def _records(self) -> dict[str, object]:
        listed: dict[str, list[dict[str, object]]] = {kind: [] for kind in (*self.none_of, *self.partly_listed)}
        for record in self.records:
            listed.setdefault(record.kind, []).append(record.to_plain())
        return {
            kind: {"partial": True, "items": items} if kind in self.partly_listed else items
            for kind, items in listed.items()
        }


def _plain(value: object) -> object:
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
            return _period(value)
        case list() | tuple():
            return [_plain(member) for member in value]
        case _:
            return value


def _period(during: During) -> dict[str, object]:
    sides = {"from": _plain(during.start), "to": _plain(during.end)}
    return {side: day for side, day in sides.items() if day is not None} | {"value": _plain(during.value)}


__all__ = ["CANNOT", "NONE", "ApplicantFacts", "Approved", "During", "FieldValue", "PaidBefore", "RecordFacts",
           "SupportPaid", "Value"]  # fmt: skip
