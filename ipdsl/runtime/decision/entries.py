"""What became of one claim, as light data: sums in minor units, reasons in words only when they are asked for.

An entry is all that a claim of a decision says; `Claim` objects and JSON are made from entries when they are read. What
all claims of a clause say alike is its origin, made once for a program.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import attrs

from ipdsl.runtime.decision.model import Adjustment, Bounds, Carried, Claim
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.settlement.claims import Stop
from ipdsl.runtime.settlement.effects import Carry, Cut, shown
from ipdsl.runtime.settlement.reasons import LESS, SUPPORT, Reason, reason
from ipdsl.runtime.terms import Program
from ipdsl.runtime.terms import Reference as Document
from ipdsl.runtime.unknown import FactRef
from ipdsl.source import Span
from ipdsl.values.filling import filled
from ipdsl.values.money import Money


@attrs.frozen(eq=False)
class Origin:
    """Where a promise stands: an award, or a document that decides; `citation` is document, article, line."""

    label: str
    article: str
    citation: str
    text: str
    place: Span
    kind: str


@attrs.define(eq=False)
class Entry:
    """One claim. `high` None: no upper end; `support` is what others paid, `cuts` what each rule took.

    `carry` is set where a carrying cap could not pay all at once.
    """

    origin: Origin
    item: str
    day: datetime.date | None
    year: int | None
    record: str
    outcome: Outcome
    stop: Stop = None
    row: str = ""
    proposed: int = 0
    paid: int = 0
    low: int = 0
    high: int | None = 0
    exact: bool = True
    ceiling: int | None = None
    support: int = 0
    cuts: tuple[Cut, ...] = ()
    missing: tuple[FactRef, ...] = ()
    carry: Carry | None = None

    @property
    def reason(self) -> Reason | None:
        """Why it is what it is; `None` where the rules say it."""
        return self.stop() if callable(self.stop) else self.stop

    @property
    def is_open(self) -> bool:
        """Undetermined, and it could pay."""
        return self.outcome is Outcome.UNDETERMINED and (self.high is None or self.high > 0)


def origins_of(program: Program) -> tuple[Origin, ...]:
    """The origin of each clause, by index."""
    return program.kept(_origins)


def _origins(program: Program) -> tuple[Origin, ...]:
    return tuple(
        Origin(c.label, c.article, citation(program, c.article, c.span), c.text, c.span, c.trigger.record)
        for c in program.clauses
    )


def referring(program: Program, document: Document) -> Origin:
    """The origin of what another document decides."""
    article, span = document.article, document.span
    kind = document.trigger.record if document.trigger is not None else ""
    label = ".".join(part for part in (article, kind) if part)
    return Origin(label, article, citation(program, article, span), f"refers to {document.document}", span, kind)


def citation(program: Program, article: str, place: Span) -> str:
    """Document, article, line: where the promise stands."""
    parts = [program.document, f"article {article}" if article else "", f"line {place.line}"]
    return ", ".join(part for part in parts if part)


_make_claim, _make_adjustment = filled(Claim), filled(Adjustment)
_make_money, _make_bounds = filled(Money), filled(Bounds)


class _Sums(dict[int, Money]):
    """Sums of one currency, each made once."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.currency = currency

    def __missing__(self, minor: int) -> Money:
        made = self[minor] = _make_money(minor, self.currency)
        return made


class _Points(dict[int, Bounds]):
    """Bounds whose ends are one sum, each made once."""

    def __init__(self, sums: _Sums) -> None:
        super().__init__()
        self.sums = sums

    def __missing__(self, minor: int) -> Bounds:
        made = self[minor] = _make_bounds(self.sums[minor], self.sums[minor], True)
        return made


def claims_of(entries: Iterable[Entry], currency: str) -> tuple[Claim, ...]:
    """The entries as claims of a decision."""
    sums = _Sums(currency)
    points = _Points(sums)
    found: list[Claim] = []
    for entry in entries:
        origin, low, high, stop = entry.origin, entry.low, entry.high, entry.stop
        ceiling, carry = entry.ceiling, entry.carry
        if low == high and entry.exact:
            bounds = points[low]
        else:
            bounds = Bounds(sums[low], None if high is None else sums[high], entry.exact)
        claim = _make_claim(
            origin.label, origin.article, origin.citation, origin.text, origin.place, entry.item, origin.kind,
            entry.day, entry.year, entry.row, entry.outcome, sums[entry.proposed], sums[entry.paid], bounds,
            None if ceiling is None else sums[ceiling],
            _adjustments(entry, sums) if entry.cuts or entry.support else (),
            stop() if callable(stop) else stop, entry.missing, entry.record,
            None if carry is None else _carried(carry, sums),
        )  # fmt: skip
        found.append(claim)
    return tuple(found)


def _carried(carry: Carry, sums: _Sums) -> Carried:
    paid = {year: sums[sum_] for year, sum_ in carry.due.items()}
    return Carried(sums[carry.brought], paid, sums[carry.left], carry.until, sums[carry.lapsed])


def adjustments_of(entry: Entry, currency: str) -> tuple[Adjustment, ...]:
    """What others paid, then what each rule took."""
    return _adjustments(entry, _Sums(currency)) if entry.cuts or entry.support else ()


def _adjustments(entry: Entry, sums: _Sums) -> tuple[Adjustment, ...]:
    took = tuple([_adjustment(cut, sums) for cut in entry.cuts])
    return (_support(entry, sums), *took) if entry.support else took


def _support(entry: Entry, sums: _Sums) -> Adjustment:
    origin, why = entry.origin, reason(SUPPORT, support=shown(entry.support, sums.currency), item=entry.item)
    return Adjustment(SUPPORT, "support", origin.article, sums[entry.support], why, origin.place)


def _adjustment(cut: Cut, sums: _Sums) -> Adjustment:
    rule = cut.rule
    if rule is not None:
        raised = sums[cut.raised] if cut.raised else None
        took = sums[cut.amount]
        return _make_adjustment(cut.code, rule.name, rule.article, took, cut.why(), rule.span, cut.by, raised)
    name = "less already paid" if cut.code == LESS else "once"
    return _make_adjustment(cut.code, name, "", sums[cut.amount], cut.why(), None, cut.by, None)
