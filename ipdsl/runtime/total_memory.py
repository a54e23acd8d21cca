"""What an applicant was paid before, folded once into what the rules over light claims remember.

In come the lines of its history; out come the sums, places, rungs and used keys of each rule, money that is still
carried, and the claims whose event is not yet settled. It is `ipdsl.runtime.settlement.ledger` for sums alone.
"""

from __future__ import annotations

import datetime

import attrs

from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.settlement.claims import key_text
from ipdsl.runtime.settlement.ledger import AFRESH, implied_key
from ipdsl.runtime.settlement.outside import is_outside, outside_of
from ipdsl.runtime.total_book import Book, Live
from ipdsl.runtime.total_meets import (
    CLAUSE,
    DAY,
    ITEM,
    KEYS,
    CapRule,
    Group,
    Key,
    Light,
    LimitRule,
    NoRepeatRule,
    TopUpRule,
    climb,
)
from ipdsl.runtime.totals import outside

_AFRESH = frozenset(outcome.value for outcome in AFRESH)
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
    """What the rules of a run remember, by the place of the rule; `used` by clause and keys of a `once`."""

    __slots__ = ("caps", "ladders", "less", "lines", "paid", "places", "shares", "used")

    def __init__(self) -> None:
        self.caps: dict[int, dict[Group, int]] = {}
        self.paid: dict[int, dict[Group, dict[int, int]]] = {}  # no repeat: by year
        self.ladders: dict[int, dict[Group, dict[Key, int]]] = {}
        self.places: dict[int, dict[Group, set[object]]] = {}
        self.used: dict[tuple[int, tuple[str, ...]], set[Group]] = {}
        self.less: dict[tuple[str, str], dict[str, int]] = {}
        self.lines: list[tuple[Light, int, int]] = []  # with year and what was proposed
        self.shares: list[Share] = []

    def admit(self, live: Live, claim: Light, year: int, admitted: int, book: Book) -> None:
        """What was admitted of a claim or line, for the rules that remember it; rungs apart."""
        index = claim[CLAUSE]
        for rule in live.remembering[index]:
            if isinstance(rule, NoRepeatRule):
                state = self.paid.setdefault(rule.at, {})
                for group in rule.groups(claim[KEYS], year):
                    by_year = state.setdefault(group, {})
                    by_year[year] = by_year.get(year, 0) + admitted
            elif isinstance(rule, LimitRule):
                places = self.places.setdefault(rule.at, {})
                for group in rule.groups(claim[KEYS], year):
                    places.setdefault(group, set()).update(rule.values(claim))
        for once in live.onces.get(index, ()):
            self.used.setdefault((index, once.keys), set()).update(once.of(claim))
        if book.before.paid_for:
            self.deduct(book, claim, admitted)

    def deduct(self, book: Book, claim: Light, admitted: int) -> None:
        """What was admitted for records whose payments other awards deduct."""
        for (kind, field), clauses in book.deducted.items():
            if claim[CLAUSE] in clauses:
                value = claim[KEYS][book.columns.index(field)]
                if isinstance(value, tuple):
                    outside()
                if value is not None:
                    sums = self.less.setdefault((kind, field), {})
                    sums[value] = sums.get(value, 0) + admitted

    def rung(self, rule: TopUpRule, claim: Light, sum_: int) -> None:
        """A rung that was reached."""
        ladders = self.ladders.setdefault(rule.at, {})
        for group in rule.groups(claim[KEYS], 0):
            climb(ladders.setdefault(group, {}), claim[KEYS][rule.level], sum_)


def earlier(book: Book, live: Live, facts: Facts, memory: Memory, claims: list[Light]) -> list[Light]:
    """Folds the history into memory; the claims that it does not hold."""
    program, applicant = book.program, facts.applicant
    own = ("", program.name)
    whole: dict[tuple[int, str, datetime.date | None], bool] = {}
    short: dict[tuple[int, str, int], bool] = {}
    has_outside = False
    for line in facts.history or ():
        if line.policy not in own:
            has_outside = True
            continue
        index = book.by_label.get(line.clause)
        if index is None or line.applicant not in ("", applicant):
            continue
        is_final = line.short or (line.admitted > 0 if line.outcome == _CEILING else line.outcome not in _AFRESH)
        if line.short or (line.event_date is None and is_final):
            short[index, line.item, line.year] = is_final
        else:
            whole[index, line.item, line.event_date] = is_final
        if is_final:
            _fold(book, live, facts, memory, line, index)
    if has_outside:
        _fold_outside(book, live, facts, memory)
    left: list[Light] = []
    for claim in claims:
        held = whole.get((claim[CLAUSE], claim[ITEM], claim[DAY]))
        if held is None and short:
            held = short.get((claim[CLAUSE], claim[ITEM], claim[DAY].year))
        if not held:
            left.append(claim)
    return left


def _fold(book: Book, live: Live, facts: Facts, memory: Memory, line: LedgerLine, index: int) -> None:
    """One final line."""
    claim = _claim(book, facts, line, index)
    paid = sum(line.paid.values())
    admitted = paid if line.short else line.admitted
    if admitted > 0:
        memory.admit(live, claim, line.year, admitted, book)
    charged, rungs = line.charged, line.rungs
    for rule in live.over[index]:
        if isinstance(rule, CapRule):
            if rule.cap.carry:
                _fold_carried(memory, rule, claim, line)
            elif sum_ := paid if line.short else charged.get(rule.cap.name, 0):
                spent = memory.caps.setdefault(rule.at, {})
                for group in rule.groups(claim[KEYS], line.year):
                    spent[group] = spent.get(group, 0) + sum_
        elif isinstance(rule, TopUpRule):
            sum_ = paid if line.short else rungs.get(rule.name, 0)
            if sum_:
                memory.rung(rule, claim, sum_)
    if facts.older_documents:
        memory.lines.append((claim, line.year, paid if line.short else line.proposed))


def _fold_carried(memory: Memory, rule: CapRule, claim: Light, line: LedgerLine) -> None:
    """What a line was paid in each year under a carrying cap, and what it still carries."""
    spent = memory.caps.setdefault(rule.at, {})
    for year, sum_ in line.paid.items():
        if sum_:
            for group in rule.groups(claim[KEYS], year):
                spent[group] = spent.get(group, 0) + sum_
    if line.carried:
        if line.event_date is None:
            outside()  # it stands after the claims of its day, whatever that is
        until = line.carry_until if line.carry_until is not None else line.year + rule.cap.carry
        since = max(line.year, *line.paid) + 1
        memory.shares.append(Share(claim, rule, line.carried, since, until))


def _claim(book: Book, facts: Facts, line: LedgerLine, index: int) -> Light:
    """A line as a light claim."""
    told = line.keys
    for name in book.who[index]:
        value = told.get(name)
        if value is not None and (value != facts.applicant or (name != "applicant" and name not in facts.kinds)):
            outside()
    keys: list[Key] = [None] * len(book.columns)
    for place, name in book.asked[index]:
        value = told.get(name)
        if type(value) is str:
            keys[place] = value
        elif value is not None:
            keys[place] = key_text(value)
        else:
            keys[place] = implied_key(book.program, facts, book.terms[index], line, name)
    row = None if line.short and not line.row else line.row
    day = line.event_date or datetime.date.max
    return (day, index, line.item, "", None, 0, row, tuple(keys))


def _fold_outside(book: Book, live: Live, facts: Facts, memory: Memory) -> None:
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
    for stage in live.stages:
        rule = stage[0]
        if not isinstance(rule, NoRepeatRule | TopUpRule):
            continue
        origin, terms = live.origin[rule.at]
        kinds = frozenset(origin.kinds)
        sums_by: dict[Group, int] = {}
        for payment in payments:
            if not payment.counts_for(terms.keys, kinds) or any(key not in payment.keys for key in terms.keys):
                continue
            keys = tuple(payment.keys.get(name) for name in book.columns)
            for group in rule.groups(keys, payment.year):
                if isinstance(rule, NoRepeatRule):
                    by_year = memory.paid.setdefault(rule.at, {}).setdefault(group, {})
                    by_year[payment.year] = by_year.get(payment.year, 0) + payment.amount
                else:
                    sums_by[group] = sums_by.get(group, 0) + payment.amount
        if isinstance(rule, TopUpRule):
            ladders = memory.ladders.setdefault(rule.at, {})
            for group, sum_ in sums_by.items():
                climb(ladders.setdefault(group, {}), None, sum_)
