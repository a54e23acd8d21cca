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

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Rounding
from ipdsl.engine.situation import Situation
from ipdsl.engine.value_words import value_text
from ipdsl.ir.facts import LedgerLine, OlderDocument, Record
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.reasons import Reason
from ipdsl.ir.terms import Clause
from ipdsl.ir.unknown import FactRef
from ipdsl.kernel import prior_payments as kernel
from ipdsl.kernel.rule_table import Rule

KeyValue: TypeAlias = "str | tuple[str, ...]"
PrintedGroup: TypeAlias = tuple[str, ...]
"""The values of a rule's keys; the year last where the rule counts by year."""

StopReason: TypeAlias = "Reason | Callable[[], Reason] | None"
"""Why something ended, or what tells why when it is asked for."""

INFINITE = 10**40
"""Stands for a sum without limit while rules are tried."""

NO_KEYS: Mapping[str, KeyValue] = {}
NO_UNKNOWN_KEYS: Mapping[str, FactRef] = {}

_Holder = TypeVar("_Holder")
_first = itemgetter(0)
_NO_DAY = datetime.date.max


@attrs.frozen(eq=False, repr=False)
class UnroundedSums(ValueObject):
    """The sums of a claim before the one rounding, in minor units: the least, the most, and the support of others."""

    least: int | Fraction
    most: int | Fraction
    support: int
    rounding: Rounding


@attrs.define(eq=False, repr=False)
class Candidate:
    """One claim before settlement.

    Sums are minor units. `proposed` is the sum before support of others is deducted, `low` and `high` what reaches the
    rules; `support` is deducted of what others paid. `ceiling` is the most that the bureau may set. `is_late`: before
    the window, at the bureau's discretion; it comes last. `stop` is where it ended, in words only when they are asked
    for; `situation` is a situation of its facts where it reaches the rules (`rule_situation` is its own), on one of the
    days that it may have where its day is not known; `place` orders the items of its clause (see `item_order`).
    `brought_forward` is the line of a claim of an earlier run whose carried money goes on: its carrying cap alone is
    asked. `standard` is what an older document promised for the claim,
    `standard_raise` the most that any may raise it to; `exact` are its sums before rounding, where the award deducts
    what was paid; `counted_lines` are the payments under other documents among the support that it deducts, or may;
    `deducts_support`: it deducts any, as a sum at discretion does not. `is_consumed`: bounds found it used up, whatever
    is open.

    Made for every claim, and changed by bounds alone (`standard_raise`, `is_consumed`, and the sums of what is spent);
    not frozen, because that doubles what it costs to make one.
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
    is_late: bool = False
    facts: frozenset[FactRef] = frozenset()
    keys: Mapping[str, KeyValue] = NO_KEYS
    unknown_keys: Mapping[str, FactRef] = NO_UNKNOWN_KEYS
    situation: Situation | None = None
    outcome: Outcome | None = None
    stop: StopReason = None
    place: object = ""
    brought_forward: LedgerLine | None = None
    standard: OlderDocument | None = None
    standard_raise: int = 0
    exact: UnroundedSums | None = None
    deducts_support: bool = False
    counted_lines: frozenset[LedgerLine] = frozenset()
    is_consumed: bool = False
    _order: tuple[object, ...] | None = attrs.field(init=False, default=None)

    @property
    def rule_situation(self) -> Situation | None:
        """The situation in which it reaches the rules; that of a set holds its members, and is asked as it is."""
        situation, day, year = self.situation, self.day, self.year
        if (
            situation is None
            or day is None
            or year is None
            or (situation.record is self.source and situation.day == day)
        ):
            return situation
        return situation.with_record(self.source, day, year)

    @property
    def reason(self) -> Reason | None:
        """Why it ended."""
        return self.stop() if callable(self.stop) else self.stop

    @property
    def content(self) -> str:
        """The record's content, canonical: the last word in claim order."""
        values = self.source.values if self.source is not None else {}
        return "; ".join(f"{name}={key_text(value)}" for name, value in sorted(values.items()))

    def adopt_record(self, source: Record | None, record: str, place: object, *, is_late: bool) -> None:
        """Of money that was carried: its record is listed again, and orders it as it did before; the first one does.

        What came late stays late, even where the record would not be paid today.
        """
        if self.source is None:
            self.source, self.record, self.place, self.is_late = source, record, place, self.is_late or is_late

    @property
    def max_amount(self) -> int:
        """The most with which it may reach the rules."""
        if self.high is None:
            return INFINITE
        return max(self.high, self.standard_raise) if self.high else 0

    @property
    def is_live(self) -> bool:
        """It reaches the rules."""
        return self.outcome is None

    @property
    def is_open(self) -> bool:
        """It hangs on a fact, an approval included."""
        return bool(self.facts)

    @property
    def unstated_facts(self) -> frozenset[FactRef]:
        """The facts on which it hangs, approvals apart."""
        return frozenset(ref for ref in self.facts if ref.group != "approval")

    @property
    def order(self) -> tuple[object, ...]:
        """Claim order, content apart: event date, place in the text, item key, record id; discretionary ones last."""
        if self._order is None:
            self._order = (self.is_late, self.day or _NO_DAY, self.clause.index, self.place, self.record)
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
    def once_keys(self) -> tuple[str, ...] | None:
        """The keys of its `once_keys`: that of its row, else that of the award."""
        clause = self.clause
        return clause.once_of_rows.get(self.row, clause.once)


def sort_claims(claims: list[Candidate]) -> tuple[list[Candidate], bool]:
    """These claims in claim order, and whether two may be of one dated event: such stand together, or are late."""
    orders = [
        (candidate.is_late, candidate.day or _NO_DAY, candidate.clause.index, candidate.place, candidate.record)
        for candidate in claims
    ]
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
                return sort_in_claim_order(claims, _same_claim), True
            may_repeat = may_repeat or claim.item in items
            items.add(claim.item)
        before = order
    return in_order, may_repeat


def _same_claim(claim: Candidate) -> Candidate:
    return claim


def sort_in_claim_order(holders: Iterable[_Holder], claim_of: Callable[[_Holder], Candidate]) -> list[_Holder]:
    """In claim order. Content is looked at only where nothing before it tells two claims apart."""
    held = list(holders)
    orders = [claim_of(holder).order for holder in held]
    if all(map(lt, orders, orders[1:])):  # in order, and no two alike
        return held
    keyed = sorted(zip(orders, held, strict=True), key=_first)
    if any(previous[0] == other[0] for previous, other in pairwise(keyed)):
        keyed.sort(key=lambda pair: (*pair[0], claim_of(pair[1]).content))
    return [holder for _, holder in keyed]


def key_text(value: object) -> KeyValue:
    """A value as text, as it stands in a ledger line; a list as its members."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return tuple(str(key_text(part)) for part in value)
    if isinstance(value, bool | int | Fraction | datetime.date):
        return value_text(value)
    return str(value)


def printed_groups(keys: Mapping[str, KeyValue], names: tuple[str, ...], year: int | None) -> tuple[PrintedGroup, ...]:
    """The groups in which a claim counts, as people read them; none where it lacks a key, one for each part of a list.

    The kernel numbers its own (`kernel_groups`).
    """
    stated = [value for name in names if (value := keys.get(name)) is not None]
    if len(stated) < len(names):
        return ()
    parts = [value if isinstance(value, tuple) else (value,) for value in stated]
    return tuple(dict.fromkeys(product(*parts, *([(str(year),)] if year is not None else []))))


def kernel_groups(rule: Rule, claim: Candidate) -> Iterable[kernel.GroupKey]:
    """The groups of a claim under a rule, as the kernel numbers them and recalls what was paid before."""
    if rule.step.is_of_award and not rule.step_rule.keys:
        return ((claim.row, claim.root, claim.item),)
    return kernel.groups(rule.step_rule.keys, claim.keys.get, claim.year if rule.is_per_year else None)


def end_claim(blank: Candidate, outcome: Outcome, stop: StopReason) -> Candidate:
    """A claim that ends before the rules."""
    blank.outcome, blank.stop = outcome, stop
    return blank


def first_year(claim: Candidate) -> int:
    """The first year in which a claim may be paid; for money carried by an earlier run, the first it has not seen."""
    line = claim.brought_forward
    return (claim.year or 0) if line is None else max((line.year, *line.due)) + 1


def last_year(claim: Candidate, wait: int) -> int:
    """The year at whose end what is unpaid lapses, where it waits for so many years."""
    line = claim.brought_forward
    return (claim.year or 0) + wait if line is None or line.carry_until is None else line.carry_until
