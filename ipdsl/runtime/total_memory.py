"""What an applicant was paid before, folded once into what the rules over light claims remember.

In come the lines of its history; out come the sums, places, rungs and used keys of each rule, money that is still
carried, and the claims whose event is not yet settled. It is `ipdsl.runtime.settlement.ledger` for sums alone.
"""

from __future__ import annotations

import datetime
from collections import defaultdict

import attrs

from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.settlement.claims import key_text
from ipdsl.runtime.settlement.ledger import AFRESH_WORDS, implied_key, is_final
from ipdsl.runtime.settlement.outside import outside_of
from ipdsl.runtime.total_book import ABSENT, Book, Carrying, Fold
from ipdsl.runtime.total_meets import CLAUSE, DAY, ITEM, KEYS, Group, Key, Light, climb, hold_paid
from ipdsl.runtime.totals import Admit, outside

_NO_DAY = datetime.date.max


@attrs.define(eq=False)
class Share:
    """Money that waits at a carrying cap: since when it may be paid, and until when."""

    claim: Light
    at: int
    left: int
    since: int
    until: int


class Memory:
    """What the rules of a run remember, by the place of the rule.

    `used` is what `once` has used up: clause, row (none: any) and item, or clause, keys and their values. `less` are
    sums by kind and field that other awards deduct, `lines` what older standards ask of earlier payments.
    """

    __slots__ = ("caps", "ladders", "less", "lines", "paid", "places", "shares", "used")

    def __init__(self) -> None:
        self.caps: dict[int, dict[Group, int]] = defaultdict(dict)
        self.paid: dict[int, dict[Group, dict[int, int]]] = defaultdict(dict)  # no repeat: by year
        self.ladders: dict[int, dict[Group, dict[Key, int]]] = defaultdict(dict)
        self.places: dict[int, dict[Group, set[object]]] = defaultdict(dict)
        self.used: set[tuple[int, object, object]] = set()
        self.less: dict[tuple[str, str], dict[str, int]] = {}
        self.lines: list[tuple[Light, int, int]] = []  # with year and what was proposed
        self.shares: list[Share] = []

    def deduct(self, less: tuple[str, str], value: Key, sum_: int) -> None:
        """A sum that other awards deduct."""
        if isinstance(value, tuple):
            outside()
        if value is not None:
            sums = self.less.setdefault(less, {})
            sums[value] = sums.get(value, 0) + sum_


def earlier(book: Book, admit: Admit, facts: Facts, memory: Memory, claims: list[Light]) -> list[Light]:
    """Folds the history into memory; the claims that it does not hold."""
    name, applicant, by_label, folds = book.program.name, facts.applicant, book.by_label, book.folds
    reader = _Reader(book, admit, facts, memory)
    events: set[tuple[int, str, datetime.date | int | None]] = set()
    stale: list[LedgerLine] = []
    others: list[LedgerLine] = []
    has_short = False
    for line in facts.history or ():
        if line.outcome in AFRESH_WORDS and not line.short and not line.admitted:
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
            reader.take(folds[index], line, sum(line.paid.values()))
        elif not is_final(line):
            stale.append(line)
        else:
            day = line.event_date
            has_short = has_short or day is None
            events.add((index, line.item, line.year if day is None else day))
            reader.take(folds[index], line, None)
    if others:
        _take_outside(book, facts, others, memory)
    if not events:
        return claims
    if not has_short:
        return [claim for claim in claims if (claim[CLAUSE], claim[ITEM], claim[DAY]) not in events]
    own = [line for line in stale if line.policy in ("", name) and line.applicant in ("", applicant)]
    afresh = {(by_label.get(line.clause, -1), line.item, line.event_date) for line in own}
    return [claim for claim in claims if not _is_held(claim, events, afresh)]


def _is_held(
    claim: Light, events: set[tuple[int, str, datetime.date | int | None]],
    afresh: set[tuple[int, str, datetime.date | None]],
) -> bool:  # fmt: skip
    day, index, item = claim[DAY], claim[CLAUSE], claim[ITEM]
    if (index, item, day) in events:
        return True
    return (index, item, day.year) in events and (index, item, day) not in afresh


class _Reader:
    """Reads the final lines of one applicant into memory."""

    __slots__ = ("admit", "book", "facts", "memory")

    def __init__(self, book: Book, admit: Admit, facts: Facts, memory: Memory) -> None:
        self.book, self.admit, self.facts, self.memory = book, admit, facts, memory

    def take(self, fold: Fold, line: LedgerLine, paid: int | None) -> None:
        """One final line; a short one stands with what was `paid` for all sums."""
        memory, year, has_older = self.memory, line.year, bool(self.facts.older_documents)
        keys = self._keys(fold, line, is_asked=fold.asks or has_older)
        row = None if paid is not None and not line.row else line.row
        light: Light = (_NO_DAY, fold.index, line.item, "", None, 0, row, keys)
        admitted = line.admitted if paid is None else paid
        if admitted > 0:
            self.admit(memory, light, year, admitted)
        if paid is not None or line.charged:
            for at, name, groups in fold.caps:
                sum_ = line.charged.get(name, 0) if paid is None else paid
                if sum_:
                    spent = memory.caps[at]
                    for group in groups(keys, year):
                        spent[group] = spent.get(group, 0) + sum_
        if paid is not None or line.rungs:
            for ladder in fold.ladders:
                sum_ = line.rungs.get(ladder.name, 0) if paid is None else paid
                if sum_:
                    ladders = memory.ladders[ladder.at]
                    for key in ladder.groups(keys, year):
                        climb(ladders.setdefault(key, {}), keys[ladder.level], sum_)
        cap = fold.carried_by
        if cap is not None and cap.who <= self.facts.kinds:
            self._carried(cap, light, line)
        if has_older:
            memory.lines.append((light, year, line.proposed if paid is None else paid))

    def _carried(self, cap: Carrying, light: Light, line: LedgerLine) -> None:
        """What was paid of a line in each year, and what of it still waits."""
        spent = self.memory.caps[cap.at]
        for year, sum_ in line.paid.items():
            if sum_ and cap.is_of_year:
                spent[year] = spent.get(year, 0) + sum_
            elif sum_:
                for group in cap.groups(light[KEYS], year):
                    spent[group] = spent.get(group, 0) + sum_
        if line.carried:
            if line.event_date is None:
                outside()  # it stands after the claims of its day, whatever that is
            assert line.carry_until is not None, "the reader asks for the end of what is carried"
            claim: Light = (line.event_date, *light[1:])
            since = max(line.year, *line.paid) + 1
            self.memory.shares.append(Share(claim, cap.at, line.carried, since, line.carry_until))

    def _keys(self, fold: Fold, line: LedgerLine, *, is_asked: bool) -> tuple[Key, ...]:
        """The keys of a line: as it states them, and what follows; whom it names matters even if nothing is asked."""
        places, facts = fold.places, self.facts
        keys: list[Key] = [*fold.blank]
        for name, value in line.keys.items():
            place = places.get(name)
            if place is None or value is None:
                continue
            if place >= 0:
                keys[place] = value if type(value) is str else key_text(value)
            elif place == ABSENT or value != facts.applicant or not (name == "applicant" or name in facts.kinds):
                outside()  # a key that claims of its clause have not
        if not is_asked:
            return fold.blank
        if line.level and places.get("level") == ABSENT:
            outside()
        for place, name in fold.keys:
            if keys[place] is None:
                if name == "matter" and line.matter:
                    keys[place] = line.matter
                else:
                    keys[place] = implied_key(self.book.program, facts, self.book.terms[fold.index], line, name)
        return tuple(keys)


def _take_outside(book: Book, facts: Facts, lines: list[LedgerLine], memory: Memory) -> None:
    """Payments under other documents."""
    payments = outside_of(book.program, facts, lines)
    deducted = dict.fromkeys(term.less for term in book.terms.values() if term.less is not None)
    for payment in payments:
        for less in deducted:
            if less[0] in payment.kinds:
                memory.deduct(less, payment.keys.get(less[1], payment.item), payment.amount)
    for rule in book.outer:
        sums: dict[Group, int] = {}
        for payment in payments:
            if not payment.counts_for(rule.keys, rule.kinds):
                continue
            found = rule.groups(tuple([payment.keys.get(name) for name in book.columns]), payment.year)
            if not rule.is_ladder:
                hold_paid(memory.paid[rule.at], found, payment.year, payment.amount)
                continue
            for group in found:
                sums[group] = sums.get(group, 0) + payment.amount
        for group, sum_ in sums.items():
            climb(memory.ladders[rule.at].setdefault(group, {}), None, sum_)
