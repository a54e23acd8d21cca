"""A claim before settlement: an event of a clause with what its function said of it, and the keys that rules ask for.

A candidate either ended before the rules (`outcome` and `reason` are set), or it reaches them with a sum between `low`
and `high` (`None`: no limit); they are equal where nothing is open. Keys are text, so that they can be compared with
ledger lines.

A key whose value is none, or cannot be determined, is lacking, as one that the kind does not have: no rule with that
key reaches the claim. A key that was not stated makes the claim open for such rules.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import pairwise, product
from operator import itemgetter, lt
from typing import TypeAlias, TypeVar

import attrs

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import LedgerLine, OlderDocument, Record
from ipdsl.runtime.kernel import recall as kernel
from ipdsl.runtime.kernel.table import Rule
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reasons import Reason
from ipdsl.runtime.terms import Clause
from ipdsl.runtime.unknown import FactRef
from ipdsl.value_object import ValueObject
from ipdsl.values.rounding import Rounding

KeyValue: TypeAlias = "str | tuple[str, ...]"
Group: TypeAlias = tuple[str, ...]
"""The values of a rule's keys; the year last where the rule counts by year."""

Stop: TypeAlias = "Reason | Callable[[], Reason] | None"
"""Why something ended, or what tells why when it is asked for."""

INFINITE = 10**40
"""Stands for a sum without limit while rules are tried."""

NO_KEYS: Mapping[str, KeyValue] = {}
NONE_UNKNOWN: Mapping[str, FactRef] = {}

_Held = TypeVar("_Held")
_first = itemgetter(0)
_NO_DAY = datetime.date.max


@attrs.frozen(eq=False, repr=False)
class Exact(ValueObject):
    """The sums of a claim before the one rounding, in minor units: the least, the most, and the support of others."""

    least: int | Fraction
    most: int | Fraction
    support: int
    rounding: Rounding


@attrs.define(eq=False, repr=False)
class Candidate:
    """One claim before settlement.

    Sums are minor units. `proposed` is the sum before support of others is deducted, `low` and `high` what reaches
    the rules; `support` is deducted of what others paid. `ceiling` is the most that the bureau may set. `late`:
    before the window, at the bureau's discretion; it comes last. `stop` is where it ended, in words only when they
    are asked for; `asked` is a situation of its facts where it reaches the rules (`at` is its own); `place` orders
    the items of its clause (see `item_order`). `brought` is the line of a claim of an earlier run whose carried
    money goes on: its carrying cap alone is asked. `standard` is what an older document promised for the claim,
    `lift` the most that any may raise it to; `exact` are its sums before rounding, where the award deducts what was
    paid; `counted` are the payments under other documents among the support that it deducts, or may;
    `deducts_support`: it deducts any, as a sum at discretion does not. `is_spent`: bounds found it used up,
    whatever is open.

    Made for every claim, and changed by bounds alone (`lift`, `is_spent`, and the sums of what is spent); not frozen,
    because that doubles what it costs to make one.
    """

    clause: Clause
    kind: str
    root: str
    item: str
    record: str
    source: Record | None
    day: datetime.date | None
    year: int | None
    row: str = ""
    proposed: int = 0
    low: int = 0
    high: int | None = 0
    support: int = 0
    paid_by_others: int = 0
    is_ceiling: bool = False
    ceiling: int | None = None
    approved: int | None = None
    late: bool = False
    facts: frozenset[FactRef] = frozenset()
    keys: Mapping[str, KeyValue] = NO_KEYS
    unknown_keys: Mapping[str, FactRef] = NONE_UNKNOWN
    asked: Situation | None = None
    outcome: Outcome | None = None
    stop: Stop = None
    place: object = ""
    brought: LedgerLine | None = None
    standard: OlderDocument | None = None
    lift: int = 0
    exact: Exact | None = None
    deducts_support: bool = False
    counted: frozenset[LedgerLine] = frozenset()
    is_spent: bool = False
    _order: tuple[object, ...] | None = attrs.field(init=False, default=None)

    @property
    def at(self) -> Situation | None:
        """The situation in which it reaches the rules; that of a set holds its members, and is asked as it is."""
        asked, day, year = self.asked, self.day, self.year
        if asked is None or day is None or year is None or (asked.record is self.source and asked.day == day):
            return asked
        return asked.on(self.source, day, year)

    @property
    def reason(self) -> Reason | None:
        """Why it ended."""
        return self.stop() if callable(self.stop) else self.stop

    @property
    def content(self) -> str:
        """The record's content, canonical: the last word in claim order."""
        values = self.source.values if self.source is not None else {}
        return "; ".join(f"{name}={key_text(value)}" for name, value in sorted(values.items()))

    def stands_for(self, source: Record | None, record: str, place: object, *, late: bool) -> None:
        """Of money that was carried: its record is listed again, and orders it as it did before; the first one does.

        What came late stays late, even where the record would not be paid today.
        """
        if self.source is None:
            self.source, self.record, self.place, self.late = source, record, place, self.late or late

    @property
    def most(self) -> int:
        """The most with which it may reach the rules."""
        if self.high is None:
            return INFINITE
        return max(self.high, self.lift) if self.high else 0

    @property
    def is_live(self) -> bool:
        """It reaches the rules."""
        return self.outcome is None

    @property
    def is_open(self) -> bool:
        """It hangs on a fact, an approval included."""
        return bool(self.facts)

    @property
    def asks(self) -> frozenset[FactRef]:
        """The facts on which it hangs, approvals apart."""
        return frozenset(ref for ref in self.facts if ref.group != "approval")

    @property
    def order(self) -> tuple[object, ...]:
        """Claim order, content apart: event date, place in the text, item key, record id; discretionary ones last."""
        if self._order is None:
            self._order = (self.late, self.day or _NO_DAY, self.clause.index, self.place, self.record)
        return self._order

    @property
    def event(self) -> tuple[object, ...]:
        """What is never paid twice."""
        return (self.clause.label, self.root, self.item, self.day)

    @property
    def identity(self) -> tuple[object, ...]:
        """The same claim in another case of the facts."""
        return (self.clause.index, self.root, self.item, self.record, self.year)

    @property
    def once(self) -> tuple[str, ...] | None:
        """The keys of its `once`: that of its row, else that of the award."""
        clause = self.clause
        return clause.once_of_rows.get(self.row, clause.once)


def ordered(claims: list[Candidate]) -> tuple[list[Candidate], bool]:
    """These claims in claim order, and whether two may be of one dated event: such stand together, or are late."""
    orders = [(one.late, one.day or _NO_DAY, one.clause.index, one.place, one.record) for one in claims]
    keyed = sorted(zip(orders, claims, strict=True), key=_first)
    in_order = [claim for _, claim in keyed]
    if not in_order:
        return in_order, False
    before, items = keyed[0][0], {in_order[0].item}
    may_repeat: bool = keyed[-1][0][0]
    for order, claim in keyed[1:]:
        if order[1] != before[1] or order[2] != before[2]:  # of another day or clause
            items = {claim.item}
        else:
            if order == before:
                return in_claim_order(claims, _itself), True
            may_repeat = may_repeat or claim.item in items
            items.add(claim.item)
        before = order
    return in_order, may_repeat


def _itself(claim: Candidate) -> Candidate:
    return claim


def in_claim_order(holders: Iterable[_Held], claim_of: Callable[[_Held], Candidate]) -> list[_Held]:
    """In claim order. Content is looked at only where nothing before it tells two claims apart."""
    held = list(holders)
    orders = [claim_of(holder).order for holder in held]
    if all(map(lt, orders, orders[1:])):  # in order, and no two alike
        return held
    keyed = sorted(zip(orders, held, strict=True), key=_first)
    if any(one[0] == other[0] for one, other in pairwise(keyed)):
        keyed.sort(key=lambda pair: (*pair[0], claim_of(pair[1]).content))
    return [holder for _, holder in keyed]


def key_text(value: object) -> KeyValue:
    """A value as text, as it stands in a ledger line; a list as its members."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return tuple(str(key_text(part)) for part in value)
    if isinstance(value, bool | int | Fraction | datetime.date):
        return in_words(value)
    return str(value)


def groups_of(keys: Mapping[str, KeyValue], names: tuple[str, ...], year: int | None) -> tuple[Group, ...]:
    """The groups in which a claim counts, as people read them; none where it lacks a key, one for each part of a list.

    The kernel numbers its own (`groups_under`).
    """
    stated = [value for name in names if (value := keys.get(name)) is not None]
    if len(stated) < len(names):
        return ()
    parts = [value if isinstance(value, tuple) else (value,) for value in stated]
    return tuple(dict.fromkeys(product(*parts, *([(str(year),)] if year is not None else []))))


def groups_under(rule: Rule, claim: Candidate) -> Iterable[kernel.Group]:
    """The groups of a claim under a rule, as the kernel numbers them and recalls what was paid before."""
    if rule.step.of_award and not rule.bound.keys:
        return ((claim.row, claim.root, claim.item),)
    return kernel.groups(rule.bound.keys, claim.keys.get, claim.year if rule.by_year else None)


def ended(blank: Candidate, outcome: Outcome, why: Stop) -> Candidate:
    """A claim that ends before the rules."""
    blank.outcome, blank.stop = outcome, why
    return blank


def first_year(claim: Candidate) -> int:
    """The first year in which a claim may be paid; for money carried by an earlier run, the first it has not seen."""
    line = claim.brought
    return (claim.year or 0) if line is None else max((line.year, *line.due)) + 1


def last_year(claim: Candidate, wait: int) -> int:
    """The year at whose end what is unpaid lapses, where it waits for so many years."""
    line = claim.brought
    return (claim.year or 0) + wait if line is None or line.carry_until is None else line.carry_until
