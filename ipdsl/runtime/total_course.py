"""The course of one component's claims through its years, for sums alone.

In come light claims that emitted loops made, each with its known sum and the values of the keys that rules ask for; out
comes what is paid. The rules are emitted, one function for the claims of a year (`total_meets` is what it calls); here
is what goes from year to year. It is the settlement of `ipdsl.runtime.settlement.settle` without reasons, lines or
anything open. What was paid before is folded once into what the rules remember (`total_memory`).

Where a figure is not stated, or only the contents of records tell two claims apart, the case is left to `evaluate`.
"""

from __future__ import annotations

import datetime
from itertools import pairwise

from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.settlement.ending import standard_for
from ipdsl.runtime.settlement.item_order import item_place
from ipdsl.runtime.total_book import Book, book_of
from ipdsl.runtime.total_meets import CLAUSE, DAY, ITEM, KEYS, Group, Light
from ipdsl.runtime.total_memory import Memory, Share, earlier
from ipdsl.runtime.totals import Course, last_stated, outside

_NONE: frozenset[int] = frozenset()


def paid(course: Course, code: Code, facts: Facts, claims: list[Light], year: int | None) -> int:
    """What is paid in all years, or in one."""
    book = course.book
    if book is None or book.program is not code.program:
        book = course.book = book_of(code.program, course.clauses, course.columns)
    return Run(course, book, facts, year).paid(claims)


class Run:
    """One applicant's claims on their way through the years.

    `carried` is what carrying caps cut in the year at hand: place of the cap, claim, sum, for how many years more.
    """

    __slots__ = ("book", "carried", "course", "facts", "last", "memory", "reported", "rested")

    def __init__(self, course: Course, book: Book, facts: Facts, reported: int | None) -> None:
        self.course, self.book, self.facts, self.reported = course, book, facts, reported
        self.memory = Memory()
        self.rested: dict[int, frozenset[int]] = {}
        self.carried: list[tuple[int, Light, int, int]] = []
        self.last = 0

    def paid(self, claims: list[Light]) -> int:
        """The sum over the years."""
        memory, course, reported = self.memory, self.course, self.reported
        if self.facts.history:
            claims = earlier(self.book, course.admit, self.facts, memory, claims)
            if len(memory.shares) > 1:
                self._in_order(memory.shares)
        years = self._by_year(claims)
        if course.rests:
            self._rest(years)
        starts = [*years, *[share.since for share in memory.shares]]
        if not starts:
            return 0
        year, final, due = min(starts), max(years, default=0), 0
        self.last = final
        while year <= final or (memory.shares and year <= (final := self._final(year))):
            if year in years or any(share.since <= year for share in memory.shares):
                sum_ = course.settle(self, year, years.get(year) or [])
                if reported is None or reported == year:
                    due += sum_
                if memory.shares or self.carried:
                    self._go_on(year)
            year += 1
        return due

    # ------------------------------------------------------------------------------------------ years

    def _by_year(self, claims: list[Light]) -> dict[int, list[Light]]:
        """The claims of each year, in claim order; of one dated event the first stands for it."""
        claims.sort()  # where day, clause, item and record are alike, comparing fails: left to `evaluate`
        years: dict[int, list[Light]] = {}
        of: list[Light] = []
        day: datetime.date = datetime.date.max
        at, clause, item = 0, -1, ""
        for claim in claims:
            if claim[CLAUSE] == clause and claim[DAY] == day:
                if claim[ITEM] == item:
                    continue
                if clause in self.book.ranked:
                    return self._by_place(claims)
            day, clause, item = claim[:3]
            if day.year != at:
                at = day.year
                of = years[at] = []
            of.append(claim)
        return years

    def _rest(self, years: dict[int, list[Light]]) -> None:
        """Takes out the claims that a suspension stops."""
        for year, claims in list(years.items()):
            stopped = self._stopped(year)
            if stopped:
                kept = [claim for claim in claims if claim[CLAUSE] not in stopped]
                if kept:
                    years[year] = kept
                else:
                    del years[year]

    def _by_place(self, claims: list[Light]) -> dict[int, list[Light]]:
        """The same, where items of one day stand in an order of their own."""
        events: dict[tuple[int, str, datetime.date], Light] = {}
        for claim in claims:
            events.setdefault((claim[CLAUSE], claim[ITEM], claim[DAY]), claim)
        years: dict[int, list[Light]] = {}
        for claim in sorted(events.values(), key=self._order):
            years.setdefault(claim[DAY].year, []).append(claim)
        return years

    def _order(self, claim: Light) -> tuple[object, ...]:
        day, index, item, id_, record = claim[:5]
        ranks = self.book.ranked.get(index, ())
        if ranks and record is None:
            outside()  # a set, or money that an earlier run carried
        return (day, index, item_place(ranks, item, record, {}) if ranks else item, id_)

    def _final(self, year: int) -> int:
        """The last year that is settled, where something waits; else the year before."""
        until = max([share.until for share in self.memory.shares if share.left], default=0)
        if until < year:
            return year - 1
        facts = self.facts
        as_of = None if facts.as_of is None else facts.as_of.year
        ends = [end for end in (self.reported, as_of) if end is not None]
        if not facts.figures or min([max(facts.figures), *ends]) < until:
            last = min([last_stated(self.book.program, facts), *ends])
            if max(self.last, last) < min([until, *ends]) and self._may_have_later_claims():
                outside()
            until = last
        return max(self.last, until)

    def _may_have_later_claims(self) -> bool:
        """Whether years after all events and figures may have claims of their own: of states, or of places stated."""
        facts, program, book = self.facts, self.book.program, self.book
        if facts.ranks:
            return True
        if facts.as_of is None and (program.is_draft or program.window.end is None):
            return False  # states are followed to the last year with an event or a figure
        return book.follows_applicant or any(facts.records[kind].records for kind in book.states & facts.records.keys())

    def _stopped(self, year: int) -> frozenset[int]:
        """The clauses that a suspension reaches which holds in that year."""
        found = self.rested.get(year)
        if found is None:
            found = _NONE
            for is_suspended, clauses in self.course.rests:
                if is_suspended(self.facts, year):
                    found |= frozenset(clauses)
            self.rested[year] = found
        return found

    def _go_on(self, year: int) -> None:
        """What waits after a year; what is paid or past its end asks for nothing more."""
        memory = self.memory
        shares = [share for share in memory.shares if share.left and share.until > year]
        if self.carried:
            is_later = not shares or shares[-1].claim[DAY] < self.carried[0][1][DAY]
            shares += [Share(claim, at, sum_, year + 1, year + years) for at, claim, sum_, years in self.carried]
            self.carried = []
            if not is_later:  # the ledger carries money of later years than this one
                self._in_order(shares)
        memory.shares = shares

    def _in_order(self, waiting: list[Share]) -> None:
        """Shares in claim order."""
        waiting.sort(key=lambda share: share.claim[:3])
        for one, other in pairwise(waiting):
            if one.claim[:2] == other.claim[:2] and one.claim[CLAUSE] in self.book.ranked:
                waiting.sort(key=lambda share: self._order(share.claim))
                return

    # ------------------------------------------------------------------------------------------ for emitted years

    def waiting(self, at: int, year: int) -> list[Share]:
        """The money that a cap carried and a year may pay: oldest first, and before all claims of its own."""
        found = [share for share in self.memory.shares if share.at == at and share.since <= year <= share.until]
        stopped = self._stopped(year) if found else _NONE
        return [share for share in found if share.claim[CLAUSE] not in stopped] if stopped else found

    def deduct(self, claims: list[Light], left: list[int]) -> None:
        """Takes off what was paid before for records of another kind, of the same field."""
        for i, claim in enumerate(claims):
            less = self.book.terms[claim[CLAUSE]].less
            if less is not None and left[i] > 0:
                value = claim[KEYS][self.book.columns.index(less[1])]
                if isinstance(value, tuple):
                    outside()
                if value is not None:
                    left[i] = max(0, left[i] - self.memory.less.get(less, {}).get(value, 0))

    def raise_highest(self, year: int, claims: list[Light], left: list[int]) -> None:
        """Raises the highest claim of each key to the standard of an older document."""
        matter, kinds = self.book.columns.index("matter"), self.facts.kinds
        for older, by in self.book.older:
            if any(key not in self.book.columns and key != "applicant" and key not in kinds for key in older.keys):
                continue
            groups: dict[Group, list[int]] = {}
            for i, claim in enumerate(claims):
                if left[i] > 0 and claim[CLAUSE] in older.clauses:
                    for group in by(claim[KEYS], year):
                        groups.setdefault(group, []).append(i)
            held: dict[Group, int] = {}
            for line, paid_in, proposed in self.memory.lines:
                if paid_in == year and line[CLAUSE] in older.clauses:
                    for group in by(line[KEYS], year):
                        held[group] = max(held.get(group, 0), proposed)
            for group, members in groups.items():
                best = min(members, key=lambda i: (-left[i], claims[i][CLAUSE], i))
                standards = [standard_for(self.facts, claims[i][ITEM], str(claims[i][KEYS][matter])) for i in members]
                sums = [standard.amount for standard in standards if standard is not None]
                if sums and max(sums) > left[best] > held.get(group, 0):
                    left[best] = max(sums)
