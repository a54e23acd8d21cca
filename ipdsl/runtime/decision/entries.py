"""What became of one claim, as light data: sums in minor units, reasons in words only when they are asked for.

An entry is all that a claim of a decision says; `Claim` objects and JSON are made from entries when they are read.
"""

from __future__ import annotations

import datetime

import attrs

from ipdsl.runtime.decision.model import Adjustment, Bounds, Claim
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.settlement.claims import Stop
from ipdsl.runtime.settlement.effects import Cut, shown
from ipdsl.runtime.settlement.reasons import SUPPORT, Reason, reason
from ipdsl.runtime.unknown import FactRef
from ipdsl.source import Span
from ipdsl.values.money import Money


@attrs.define(eq=False)
class Entry:
    """One claim. `high` None: no upper end; `support` is what others paid, `cuts` what each rule took."""

    label: str
    article: str
    text: str
    place: Span
    item: str
    kind: str
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

    @property
    def reason(self) -> Reason | None:
        """Why it is what it is; `None` where the rules say it."""
        return self.stop() if callable(self.stop) else self.stop

    @property
    def is_open(self) -> bool:
        """Undetermined, and it could pay."""
        return self.outcome is Outcome.UNDETERMINED and (self.high is None or self.high > 0)


def citation(document: str, article: str, place: Span) -> str:
    """Document, article, line: where the promise stands."""
    parts = [document, f"article {article}" if article else "", f"line {place.line}"]
    return ", ".join(part for part in parts if part)


def claim_of(entry: Entry, document: str, currency: str) -> Claim:
    """The entry as a claim of a decision."""
    low = Money(entry.low, currency)
    return Claim(
        entry.label, entry.article, citation(document, entry.article, entry.place), entry.text, entry.place,
        entry.item, entry.kind, entry.day, entry.year, entry.row, entry.outcome, Money(entry.proposed, currency),
        low if entry.paid == entry.low else Money(entry.paid, currency),
        Bounds(low, None if entry.high is None else Money(entry.high, currency), entry.exact),
        None if entry.ceiling is None else Money(entry.ceiling, currency),
        adjustments_of(entry, currency), entry.reason, entry.missing, entry.record,
    )  # fmt: skip


def adjustments_of(entry: Entry, currency: str) -> tuple[Adjustment, ...]:
    """What others paid, then what each rule took."""
    if not entry.support and not entry.cuts:
        return ()
    return (*_support(entry, currency), *(_adjustment(cut, currency) for cut in entry.cuts))


def _support(entry: Entry, currency: str) -> tuple[Adjustment, ...]:
    if not entry.support:
        return ()
    why = reason(SUPPORT, support=shown(entry.support, currency), item=entry.item)
    return (Adjustment(SUPPORT, "support", entry.article, Money(entry.support, currency), why, entry.place),)


def _adjustment(cut: Cut, currency: str) -> Adjustment:
    rule = cut.rule
    name, article, place = (rule.name, rule.article, rule.span) if rule is not None else ("once", "", None)
    return Adjustment(cut.code, name, article, Money(cut.amount, currency), cut.reason, place, cut.by)
