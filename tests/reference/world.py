"""One applicant's facts as the oracle reads them: from valid facts (`docs/en/reference/facts.md`) to a `World`.

Nothing is validated here. Money becomes fen as a Fraction, an amount in another currency a `Foreign`. Unstated values
stay UNKNOWN.
"""

from __future__ import annotations

import datetime
import enum
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.base.values.money import DECIMALS
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Schema
from tests.reference import days

Date = datetime.date


class Mark(enum.Enum):
    """A mark in place of a value."""

    NONE = "none"
    CANNOT = "cannot be determined"
    UNKNOWN = "not stated"
    MISSING = "has no value"  # a pick of no record, a year without figures


NONE, CANNOT, UNKNOWN, MISSING = Mark.NONE, Mark.CANNOT, Mark.UNKNOWN, Mark.MISSING


class NotStatedError(Exception):
    """A fact that matters was not stated."""


@attrs.frozen
class Foreign:
    """A sum in main units of another currency."""

    amount: Fraction
    currency: str


@attrs.define(eq=False)
class Record:
    """One record under the kind where it was listed."""

    listed: str
    root: str
    values: dict[str, Any]
    id: str
    item: str
    content: str


@attrs.define(eq=True, unsafe_hash=False)
class Line:
    """A line of the history, as it was printed (or, `short`, with only the amount due). Amounts are in fen.

    `paid` is the amount due by year. Rules do not read the later payments of it.
    """

    policy: str
    applicant: str
    clause: str
    item: str
    year: int
    paid: dict[int, int]
    short: bool
    row: str
    kind: str
    matter: str
    level: str
    keys: dict[str, Any]
    day: Date | None
    late: bool
    proposed: int
    admitted: int
    charged: dict[str, int]
    carried: int
    until: int | None
    lapsed: int
    outcome: str
    payments: tuple[Date, ...] = ()
    sums_paid: tuple[tuple[Date, int], ...] | None = None  # None: paid as due
    recovers: tuple[tuple[str, str, str, int], ...] | None = None  # of the line of a recovery
    outstanding: int = 0  # of a recovery
    set_off: int = 0  # by a recovery, or withheld

    @property
    def sum(self) -> int:
        """What it paid over all years."""
        return sum(self.paid.values())


@attrs.frozen
class Support:
    """What another level paid for an item, in fen; `kind` is empty where the item of any kind is meant."""

    kind: str
    item: str
    level: str
    year: int
    amount: int
    keys: dict[str, Any] = attrs.field(factory=dict)


@attrs.frozen
class Older:
    """What an older document would pay for a matter, in fen; `kind` is empty where the applicant itself is meant."""

    kind: str
    item: str
    amount: int
    keys: dict[str, Any] = attrs.field(factory=dict)


@attrs.define
class World:
    """All that is known of one applicant."""

    schema: Schema
    applicant: str
    kinds: set[str]
    fields: dict[str, Any]
    records: list[Record]
    listed: set[str]
    partial: set[str]
    figures: dict[int, dict[str, Any]]
    lines: list[Line]
    support: list[Support]
    older: list[Older]
    ranks: dict[tuple[str, int], int]  # figure, year
    places: dict[tuple[str, str], Any]
    approvals: dict[tuple[str, str], int]
    series: dict[tuple[str, str, Date], Fraction]
    as_of: Date
    matters: dict[str, dict[str, tuple[str, ...]]] = attrs.field(factory=dict)  # by key and root, as the policy says
    level: str = ""  # the policy's own
    policy: str = ""
    dated: dict[str, tuple[str, str]] = attrs.field(factory=dict)  # kind and day of each award for an event, by label
    begin: days.Begin = days.JANUARY_1  # of the years of the policy
    first_year: int = 2000  # of the window
    pays_since: int | None = None  # the first year for which the policy pays, also at discretion
    adds_up: Any = None  # what other awards came to

    def year_of(self, day: Date) -> int:
        """The year of a day."""
        return days.year_of(day, self.begin)

    def last_day(self, year: int) -> Date:
        """The last day of a year."""
        return days.last_day(year, self.begin)

    @property
    def paid_elsewhere(self) -> list[Line]:
        """Payments under other documents: lines of the history, and support of the policy's own level."""
        mine = [s for s in self.support if self.level and s.level == self.level]
        lines = [x for x in self.lines if x.policy not in ("", self.policy) and x.applicant in ("", self.applicant)]
        return lines + [as_line(s) for s in mine]

    def of_kind(self, kind: str) -> list[Record]:
        """The records of a kind: listed under it or a narrower one, or under a wider one with its fixed values."""
        possible = self.possible_of_kind(kind)
        if any(belongs is not True for _, belongs in possible):
            raise NotStatedError
        return [record for record, _ in possible]

    def possible_of_kind(self, kind: str) -> list[tuple[Record, Any]]:
        """The records that are of a kind, or may be (`UNKNOWN`): a fixed value is not stated."""
        answers = [(record, self._belongs(record, kind)) for record in self.records]
        return [(record, belongs) for record, belongs in answers if belongs is not False]

    def _belongs(self, record: Record, kind: str) -> Any:
        if kind in self.schema.lineage(record.listed):
            return True
        above = self.schema.lineage(kind)
        if record.listed not in above:
            return False
        wanted = [pair for step in above for pair in self.schema.record_by_name[step].fixed]
        held = [(record.values.get(name, UNKNOWN), value) for name, value in wanted]
        if any(found is not UNKNOWN and found != value for found, value in held):
            return False
        return UNKNOWN if any(found is UNKNOWN for found, _ in held) else True

    def is_stated(self, kind: str) -> bool:
        """The list of a kind is there and complete: no list of it, or of a narrower kind, is a part."""
        if any(kind in self.schema.lineage(k) for k in self.partial):
            return False
        if kind in self.listed and any(k in self.partial for k in self.schema.lineage(kind)):
            return False  # another record of a wider kind may be of this kind
        return any(k in self.listed and k not in self.partial for k in self.schema.lineage(kind))


def fen(value: Any, currency: str = "CNY") -> Fraction:
    """Main units to minor units."""
    return Fraction(Decimal(str(value))) * Fraction(10 ** DECIMALS[currency])


def decode(kind: Type, value: Any, currency: str) -> Any:
    """One value of the facts."""
    if value is None:
        return UNKNOWN
    if isinstance(value, dict):
        if value.get("none"):
            return NONE
        if value.get("cannot_be_determined"):
            return CANNOT
        if value["currency"] == currency:
            return fen(value["amount"], currency)
        return Foreign(Fraction(Decimal(str(value["amount"]))), value["currency"])
    match kind:
        case ListType(item=item):
            return tuple(decode(item, v, currency) for v in value)
        case MoneyType():
            return fen(value, currency)
        case RateType():
            return number(value)
        case NumberType():
            return Fraction(Decimal(str(value)))
        case CountType():
            return Fraction(value)
        case DateType():
            return Date.fromisoformat(value)
        case BoolType():
            return bool(value)
        case _:
            return value


def number(value: Any) -> Fraction:
    """A rate: `0.3` or `"30%"`."""
    text = str(value)
    if text.endswith("%"):
        return Fraction(Decimal(text[:-1])) / 100
    return Fraction(text)


def key_text(value: Any) -> str:
    """A value as a part of an item's name."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return str(value.numerator)
    return str(value)


def read(facts: dict[str, Any], schema: Schema, currency: str = "CNY") -> World:
    """The world that valid facts describe."""
    person = facts.get("applicant", {})
    listed, partial, records = set(), set(), []
    for kind, listing in facts.get("records", {}).items():
        if listing is None:
            continue
        listed.add(kind)
        items = listing
        if isinstance(listing, dict):
            items = listing.get("items", [])
            if listing.get("partial"):
                partial.add(kind)
        records += [_record(schema, kind, item, currency) for item in items]
    figure_types = {f.name: f.type for f in schema.figures}
    return World(
        schema=schema,
        applicant=person.get("id", ""),
        kinds=_closed(schema, person.get("kinds", [])),
        fields={f.name: _field(f.type, person.get(f.name), currency) for f in schema.applicant_fields},
        records=records,
        listed=listed,
        partial=partial,
        figures={
            int(year): {n: decode(figure_types[n], v, currency) for n, v in row.items()}
            for year, row in facts.get("figures", {}).items()
            if "none" not in row
        },
        lines=[_line(p, schema, currency) for p in facts.get("history") or []],
        support=[
            Support(*_about(s, schema), s.get("level", ""), s["year"], int(fen(s["amount"], currency)), _keys(s))
            for s in facts.get("support") or []
        ],
        older=[
            Older(*_about(o, schema), int(fen(o["amount"], currency)), _keys(o))
            for o in facts.get("older_documents") or []
        ],
        ranks={(r["figure"], r["year"]): r["rank"] for r in facts.get("published") or [] if "figure" in r},
        places={
            (r.get("clause") or r["rule"], _about({"item": r["item"]}, schema)[1]): r["rank"]
            for r in facts.get("published") or []
            if "item" in r
        },
        approvals={
            (a["clause"], _about({"item": a["item"]}, schema)[1]): int(fen(a["amount"], currency))
            for a in facts.get("approvals", [])
        },
        series=_series(facts.get("series", {})),
        as_of=Date.fromisoformat(facts["as_of"]) if facts.get("as_of") else Date.max,  # see `assumed_as_of`
    )


def _about(stated: dict[str, Any], schema: Schema) -> tuple[str, str]:
    """Kind and item. The text of the item may begin with the kind."""
    kind, item = stated.get("kind") or "", str(stated.get("item") or "")
    before, _, rest = item.partition(": ")
    about = schema.record_by_name.get(before)
    if about is None or not rest or (kind and schema.record_by_name[kind].root != about.root):
        return kind, item
    return kind or before, rest


def _keys(stated: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else key_text(v) for k, v in (stated.get("keys") or {}).items()}


def _line(stated: dict[str, Any], schema: Schema, currency: str) -> Line:
    """A whole line or a short one; what a short one paid stands for every stage."""
    year = stated.get("year") or 0
    paid = stated.get("due") or stated.get("paid") or {}  # lines of schema 1 say `paid`
    by_year = {int(y): int(fen(p, currency)) for y, p in (paid if isinstance(paid, dict) else {year: paid}).items()}
    short = not stated.get("outcome")
    total = sum(by_year.values())
    kind, item = _about(stated, schema)

    def sums(name: str) -> dict[str, int]:
        return {rule: int(fen(p, currency)) for rule, p in (stated.get(name) or {}).items()}

    return Line(
        policy=stated.get("policy") or "",
        applicant=stated.get("applicant") or "",
        clause=stated["clause"],
        item=item,
        year=year,
        paid=by_year,
        short=short,
        row=stated.get("row") or "",
        kind=kind,
        matter=stated.get("matter") or "",
        level=stated.get("level") or "",
        keys=_keys(stated),
        day=Date.fromisoformat(stated["event_date"]) if stated.get("event_date") else None,
        late=bool(stated.get("by_discretion")),
        proposed=total if short else int(fen(stated.get("proposed") or 0, currency)),
        admitted=total if short else int(fen(stated.get("admitted") or 0, currency)),
        charged=sums("charged"),
        carried=int(fen(stated.get("carried") or 0, currency)),
        until=stated.get("carry_until"),
        lapsed=int(fen(stated.get("lapsed") or 0, currency)),
        outcome=stated.get("outcome") or "",
        payments=tuple(Date.fromisoformat(str(one["day"])) for one in stated.get("payments") or ()),
        sums_paid=None
        if stated.get("payments") is None
        else tuple(
            (Date.fromisoformat(str(one["day"])), int(fen(one["amount"], currency))) for one in stated["payments"]
        ),
        recovers=None
        if stated.get("recovers") is None
        else tuple(
            (one["clause"], one["item"], one["payment"], int(fen(one["sum"], currency))) for one in stated["recovers"]
        ),
        outstanding=int(
            sum(fen(sum_, currency) for sum_ in (stated.get("back") or {}).values())
            - fen(stated.get("repaid") or 0, currency)
            - fen(stated.get("set_off") or 0, currency)
        ),
        set_off=int(fen(stated.get("set_off") or 0, currency)),
    )


def as_line(s: Support) -> Line:
    """Support of the policy's own level, as a payment under another document."""
    return Line(
        policy=f"{s.level} support", applicant="", clause="", item=s.item, year=s.year, paid={s.year: s.amount},
        short=True, row="", kind=s.kind, matter="", level="", keys=s.keys, day=None, late=False, proposed=s.amount,
        admitted=s.amount, charged={}, carried=0, until=None, lapsed=0, outcome="",
    )  # fmt: skip


def _closed(schema: Schema, kinds: list[str]) -> set[str]:
    found = set(kinds)
    while True:
        more = {k.name for k in schema.kinds if found & set(k.includes)}
        more |= {c.name for c in schema.classes if found & set(c.members)}
        if more <= found:
            return found
        found |= more


def _field(kind: Type, value: Any, currency: str) -> Any:
    """A value, or a list of (from, to, value) for one that changes."""
    is_periods = isinstance(value, list) and value and isinstance(value[0], dict) and "value" in value[0]
    if not is_periods:
        return decode(kind, value, currency)
    return [
        (
            Date.fromisoformat(p["from"]) if p.get("from") else Date.min,
            Date.fromisoformat(p["to"]) if p.get("to") else Date.max,
            decode(kind, p["value"], currency),
        )
        for p in value
    ]


def _record(schema: Schema, kind: str, item: dict[str, Any], currency: str) -> Record:
    declared = schema.record_by_name[kind]
    values = {f.name: decode(f.type, item.get(f.name), currency) for f in declared.fields}
    for step in schema.lineage(kind):
        values.update(schema.record_by_name[step].fixed)
    parts = [values[name] for name in declared.key]
    stated = bool(parts) and all(p not in (UNKNOWN, CANNOT) for p in parts)
    texts = ["none" if p is NONE else key_text(p) for p in parts]
    name = " / ".join(texts) if stated else str(item.get("id", ""))
    content = repr(sorted((k, str(v)) for k, v in item.items()))
    return Record(kind, declared.root, values, str(item.get("id", name)), name, content)


def _series(stated: dict[str, Any]) -> dict[tuple[str, str, Date], Fraction]:
    found = {}
    for name, rows in stated.items():
        for row in rows:
            day = Date.fromisoformat(row["day"]) if "day" in row else Date.fromisoformat(row["month"] + "-01")
            found[(name, row.get("currency", ""), day)] = number(row["value"])
    return found
