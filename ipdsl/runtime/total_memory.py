"""What an applicant was paid before, folded once into what the rules over light claims remember.

In come the lines of its history; out come the sums, places, rungs and used keys of each rule, money that is still
carried, and the claims whose event is not yet settled. It is `ipdsl.runtime.settlement.ledger` for sums alone.
"""

from __future__ import annotations

import datetime
from collections import defaultdict

import attrs

from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.settlement.claims import key_text
from ipdsl.runtime.settlement.ledger import AFRESH, implied_key
from ipdsl.runtime.settlement.outside import is_outside, outside_of
from ipdsl.runtime.total_book import Book, Fold, Live
from ipdsl.runtime.total_meets import (
    CLAUSE,
    DAY,
    ITEM,
    KEYS,
    CapRule,
    Group,
    Key,
    Light,
    NoRepeatRule,
    TopUpRule,
    climb,
)
from ipdsl.runtime.totals import outside

_AFRESH = frozenset(outcome.value for outcome in AFRESH)
_NO_DAY = datetime.date.max
_CEILING = Outcome.CEILING.value


@attrs.define(eq=False)
class Share:
    """Money that waits at a carrying cap: since when it may be paid, and until when."""

    claim: Light
    rule: CapRule
    left: int
    since: int
    until: int


class Memory:
    """What the rules of a run remember, by the place of the rule.

    `items` are used up for an award that pays each item once: clause, row (none: any), item. `used` is the same for
    every other `once`, by clause and keys.
    """

    __slots__ = ("caps", "items", "ladders", "less", "lines", "paid", "places", "shares", "used")

    def __init__(self) -> None:
        self.caps: dict[int, dict[Group, int]] = defaultdict(dict)
        self.items: set[tuple[int, str | None, str]] = set()
        self.paid: dict[int, dict[Group, dict[int, int]]] = defaultdict(dict)  # no repeat: by year
        self.ladders: dict[int, dict[Group, dict[Key, int]]] = defaultdict(dict)
        self.places: dict[int, dict[Group, set[object]]] = defaultdict(dict)
        self.used: dict[tuple[int, tuple[str, ...]], set[Group]] = {}
        self.less: dict[tuple[str, str], dict[str, int]] = {}
        self.lines: list[tuple[Light, int, int]] = []  # with year and what was proposed
        self.shares: list[Share] = []

    def admit(self, fold: Fold, claim: Light, year: int, admitted: int) -> None:
        """What was admitted of a claim or line, for the rules that remember it; rungs apart."""
        keys = claim[KEYS]
        for no_repeat in fold.no_repeats:
            for group in no_repeat.groups(keys, year):
                by_year = self.paid[no_repeat.at].setdefault(group, {})
                by_year[year] = by_year.get(year, 0) + admitted
        for limit in fold.limits:
            for group in limit.groups(keys, year):
                self.places[limit.at].setdefault(group, set()).update(limit.values(claim))
        for once in fold.onces:
            self.used.setdefault((fold.index, once.keys), set()).update(once.of(claim))
        for less, column in fold.deducted:
            value = keys[column]
            if isinstance(value, tuple):
                outside()
            if value is not None:
                sums = self.less.setdefault(less, {})
                sums[value] = sums.get(value, 0) + admitted

    def rung(self, rule: TopUpRule, keys: tuple[Key, ...], sum_: int) -> None:
        """A rung that was reached."""
        ladders = self.ladders[rule.at]
        only = keys[rule.only] if rule.only >= 0 else None
        if type(only) is str and only not in ladders:
            ladders[only] = {keys[rule.level]: sum_}
            return
        for group in rule.groups(keys, 0):
            climb(ladders.setdefault(group, {}), keys[rule.level], sum_)


def earlier(book: Book, live: Live, facts: Facts, memory: Memory, claims: list[Light]) -> list[Light]:
    """Folds the history into memory; the claims that it does not hold."""
    name, applicant, by_label, folds = book.program.name, facts.applicant, book.by_label, live.folds
    events: set[tuple[int, str, datetime.date | int | None]] = set()
    stale: list[LedgerLine] = []
    others: list[LedgerLine] = []
    has_short = False
    for line in facts.history or ():
        if line.outcome in _AFRESH and not line.short and not line.admitted:
            stale.append(line)
            continue
        if line.policy != name and line.policy:
            others.append(line)
            continue
        index = by_label.get(line.clause)
        if index is None or (line.applicant != applicant and line.applicant):
            continue
        if line.short:
            has_short = True
            events.add((index, line.item, line.year))
            _take(book, folds[index], facts, memory, line, sum(line.paid.values()))
        elif line.outcome in _AFRESH or (line.outcome == _CEILING and line.admitted <= 0):
            stale.append(line)
        else:
            day = line.event_date
            has_short = has_short or day is None
            events.add((index, line.item, line.year if day is None else day))
            _take(book, folds[index], facts, memory, line, None)
    if others:
        _take_outside(book, live, attrs.evolve(facts, history=tuple(others)), memory)
    if not events:
        return claims
    if not has_short:
        return [claim for claim in claims if (claim[CLAUSE], claim[ITEM], claim[DAY]) not in events]
    own = [line for line in stale if line.policy in ("", name) and line.applicant in ("", applicant)]
    afresh = {(by_label.get(line.clause, -1), line.item, line.event_date) for line in own}
    afresh.difference_update(events)  # such a line stands before a short one of its year
    return [claim for claim in claims if not _is_held(claim, events, afresh)]


def _is_held(
    claim: Light, events: set[tuple[int, str, datetime.date | int | None]],
    afresh: set[tuple[int, str, datetime.date | None]],
) -> bool:  # fmt: skip
    day, index, item = claim[DAY], claim[CLAUSE], claim[ITEM]
    if (index, item, day) in events:
        return True
    return (index, item, day.year) in events and (index, item, day) not in afresh


def _take(book: Book, fold: Fold, facts: Facts, memory: Memory, line: LedgerLine, paid: int | None) -> None:
    """One final line; a short one stands with what was `paid` for all sums."""
    keys, year, index, item = _keys(book, fold, facts, line), line.year, fold.index, line.item
    admitted = line.admitted if paid is None else paid
    row = None if paid is not None and not line.row else line.row
    if admitted > 0:
        if fold.is_of_items:
            memory.items.add((index, row, item))
        if fold.remembers:
            memory.admit(fold, (_NO_DAY, index, item, "", None, 0, row, keys), year, admitted)
    for at, name, groups_by in fold.caps:
        sum_ = line.charged.get(name, 0) if paid is None else paid
        if sum_:
            spent = memory.caps[at]
            for group in groups_by(keys, year):
                spent[group] = spent.get(group, 0) + sum_
    for ladder in fold.ladders:
        sum_ = line.rungs.get(ladder.name, 0) if paid is None else paid
        if sum_:
            memory.rung(ladder, keys, sum_)
    rule = fold.carried_by
    if rule is not None:
        spent = memory.caps[rule.at]
        for paid_in, sum_ in line.paid.items():
            if sum_ and rule.is_flat:
                spent[paid_in] = spent.get(paid_in, 0) + sum_
            elif sum_:
                for group in rule.groups(keys, paid_in):
                    spent[group] = spent.get(group, 0) + sum_
        if line.carried:
            if line.event_date is None:
                outside()  # it stands after the claims of its day, whatever that is
            until = line.carry_until if line.carry_until is not None else year + rule.cap.carry
            claim: Light = (line.event_date, index, item, "", None, 0, row, keys)
            memory.shares.append(Share(claim, rule, line.carried, max(year, *line.paid) + 1, until))
    if facts.older_documents:
        proposed = line.proposed if paid is None else paid
        memory.lines.append(((_NO_DAY, index, item, "", None, 0, row, keys), year, proposed))


def _keys(book: Book, fold: Fold, facts: Facts, line: LedgerLine) -> tuple[Key, ...]:
    """The keys of a line: as it states them, and what follows."""
    told, applicant = line.keys, facts.applicant
    if not fold.absent.isdisjoint(told) or (fold.lacks_level and line.level):
        outside()  # a key that claims of its clause have not
    for name in fold.who:
        if told.get(name, applicant) != applicant:
            outside()
    if not fold.keys:
        return fold.blank
    keys: list[Key] = [*fold.blank]
    for place, name in fold.keys:
        value = told.get(name)
        if type(value) is str:
            keys[place] = value
        elif value is not None:
            keys[place] = key_text(value)
        elif name == "matter" and line.matter:
            keys[place] = line.matter
        else:
            keys[place] = implied_key(book.program, facts, book.terms[fold.index], line, name)
    return tuple(keys)


def _take_outside(book: Book, live: Live, facts: Facts, memory: Memory) -> None:
    """Payments under other documents."""
    if book.program.replaced and any(is_outside(book.program, line) for line in facts.history or ()):
        outside()  # they may use up a `once` here
    payments = outside_of(book.program, facts)
    for payment in payments:
        for (kind, field), _ in book.deducted.items():
            if kind in payment.kinds:
                value = payment.keys.get(field, payment.item)
                if isinstance(value, tuple):
                    outside()
                sums = memory.less.setdefault((kind, field), {})
                sums[value] = sums.get(value, 0) + payment.amount
    for at, (origin, terms) in live.origin.items():
        rule = live.outer.get(at)
        if rule is None:
            continue
        kinds, sums_by = frozenset(origin.kinds), dict[Group, int]()
        for payment in payments:
            if not payment.counts_for(terms.keys, kinds) or any(key not in payment.keys for key in terms.keys):
                continue
            keys = tuple(payment.keys.get(name) for name in book.columns)
            for group in rule.groups(keys, payment.year):
                if isinstance(rule, NoRepeatRule):
                    by_year = memory.paid[at].setdefault(group, {})
                    by_year[payment.year] = by_year.get(payment.year, 0) + payment.amount
                else:
                    sums_by[group] = sums_by.get(group, 0) + payment.amount
        for group, sum_ in sums_by.items():
            climb(memory.ladders[at].setdefault(group, {}), None, sum_)
