"""The course of one component's claims through its rules and years, for sums alone.

In come light claims that emitted loops made, each with its known sum and the values of the keys that rules ask for; out
comes what is paid. It is the settlement of `ipdsl.runtime.settlement.settle` without reasons, lines or anything open:
there each rule is told and decided. What was paid before is folded once into what the rules remember (`total_memory`).

Assumed: no cap reaches across applicants, and no rule is `pay highest`. Where a figure is not stated, or only the
contents of records tell two claims apart, the case is left to `evaluate`.
"""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import assert_never

from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.settlement.ending import standard_for
from ipdsl.runtime.settlement.item_order import item_place
from ipdsl.runtime.total_book import Book, Ready, book_of
from ipdsl.runtime.total_meets import (
    CLAUSE,
    DAY,
    ITEM,
    KEYS,
    ROW,
    CapRule,
    Group,
    Light,
    LimitRule,
    NoRepeatRule,
    OnceRule,
    TopUpRule,
    Year,
    climb,
    highest_of,
    meet_together,
)
from ipdsl.runtime.total_memory import Memory, Share, earlier
from ipdsl.runtime.totals import Course, last_stated, outside


def paid(course: Course, code: Code, facts: Facts, claims: list[Light], year: int | None) -> int:
    """What is paid in all years, or in one."""
    book = course.book
    if book is None or book.program is not code.program:
        book = course.book = book_of(code.program, course.clauses, course.columns)
    return _Run(course, book, facts, year).paid(claims)


_NONE: frozenset[int] = frozenset()


class _Run:
    """One applicant's claims on their way through the years."""

    __slots__ = ("book", "course", "facts", "live", "memory", "of", "reported", "rested")

    def __init__(self, course: Course, book: Book, facts: Facts, reported: int | None) -> None:
        self.course, self.book, self.facts, self.reported = course, book, facts, reported
        self.live = book.live(facts.kinds)
        self.memory = memory = Memory()
        self.of = Year(memory.caps, memory.ladders, memory.places, self.live.rooms)
        self.rested: dict[int, frozenset[int]] = {}

    def paid(self, claims: list[Light]) -> int:
        """The sum over the years."""
        if self.facts.history:
            claims = earlier(self.book, self.live, self.facts, self.memory, claims)
            if len(self.memory.shares) > 1:
                self._in_order(self.memory.shares)
        years = self._by_year(claims)
        starts = [*years, *[share.since for share in self.memory.shares]]
        if not starts:
            return 0
        year, final, due = min(starts), max(years, default=0), 0
        last = final
        while year <= final or year <= (final := self._final(year, last)):
            paid = self._settle(year, years.get(year, []), is_last=year >= last)
            if self.reported is None or self.reported == year:
                due += paid
            year += 1
        return due

    # ------------------------------------------------------------------------------------------ years

    def _by_year(self, claims: list[Light]) -> dict[int, list[Light]]:
        """The claims of each year, in claim order; of one dated event the first stands for it."""
        claims.sort()  # where day, clause, item and record are alike, comparing fails: left to `evaluate`
        years: dict[int, list[Light]] = {}
        day: datetime.date = datetime.date.max
        clause, item = -1, ""
        for claim in claims:
            if claim[CLAUSE] == clause and claim[DAY] == day:
                if claim[ITEM] == item:
                    continue
                if clause in self.book.ranked:
                    return self._by_place(claims)
            day = claim[DAY]
            clause, item = claim[CLAUSE], claim[ITEM]
            year = day.year
            if year in years:
                years[year].append(claim)
            else:
                years[year] = [claim]
        return self._without_rests(years) if self.course.rests else years

    def _without_rests(self, years: dict[int, list[Light]]) -> dict[int, list[Light]]:
        """The claims that no suspension stops."""
        found: dict[int, list[Light]] = {}
        for year, claims in years.items():
            stopped = self._stopped(year)
            kept = [claim for claim in claims if claim[CLAUSE] not in stopped] if stopped else claims
            if kept:
                found[year] = kept
        return found

    def _by_place(self, claims: list[Light]) -> dict[int, list[Light]]:
        """The same, where items of one day stand in an order of their own."""
        events: dict[tuple[int, str, datetime.date], Light] = {}
        for claim in claims:
            events.setdefault((claim[CLAUSE], claim[ITEM], claim[DAY]), claim)
        years: dict[int, list[Light]] = {}
        for claim in sorted(events.values(), key=self._order):
            years.setdefault(claim[DAY].year, []).append(claim)
        return self._without_rests(years)

    def _order(self, claim: Light) -> tuple[object, ...]:
        day, index, item, id_, record = claim[:5]
        ranks = self.book.ranked.get(index, ())
        if ranks and record is None:
            outside()  # a set, or money that an earlier run carried
        return (day, index, item_place(ranks, item, record, {}) if ranks else item, id_)

    def _final(self, year: int, last: int) -> int:
        """The last year that is settled, where something waits; else the year before."""
        until = max([share.until for share in self.memory.shares if share.left], default=0)
        if until < year:
            return year - 1
        facts = self.facts
        as_of = None if facts.as_of is None else facts.as_of.year
        ends = [end for end in (self.reported, as_of) if end is not None]
        if not facts.figures or min([max(facts.figures), *ends]) < until:
            until = min([last_stated(self.book.program, facts), *ends])
        return max(last, until)

    def _stopped(self, year: int) -> frozenset[int]:
        """The clauses that a suspension reaches which holds in that year."""
        found = self.rested.get(year)
        if found is None:
            rests = self.course.rests
            every = [clauses for is_suspended, clauses in rests if is_suspended(self.facts, year)] if rests else []
            found = self.rested[year] = frozenset().union(*every) if every else _NONE
        return found

    # ------------------------------------------------------------------------------------------ rules

    def _settle(self, year: int, claims: list[Light], *, is_last: bool) -> int:
        """What is paid in a year: of its claims, and of what earlier years carried."""
        memory, live = self.memory, self.live
        of = self.of
        of.start(year, claims)
        if live.computed and (claims or self._waits(year)):
            for rule in live.computed:  # a sum that is not stated leaves open what waits for it
                of.rooms[rule.at] = self.course.rooms[rule.cap.function or ""](self.facts, year)
        items = self._begin(of) if claims else []
        left, due = of.left, 0
        for part in live.passes:
            if memory.shares:
                for cap in part.carries:
                    due += self._pay_shares(cap, of)
            if not claims:
                continue
            if part.tail is not None:
                self._finish(of, *part.tail)
                continue
            steps = part.steps
            members: dict[int, list[int]] = {}
            for i, claim in enumerate(claims):
                rest = left[i]
                if rest > 0 and (route := steps.get(claim[CLAUSE])) is not None:
                    rules, place = route
                    for step in rules:
                        rest = step.step(of, i, claim, rest)
                        if rest <= 0:
                            break
                    left[i] = rest
                    if place >= 0 and rest > 0:
                        members.setdefault(place, []).append(i)
            for place, reaching in members.items():
                self._meet(part.together[place], of, reaching)
        if memory.shares:  # what is paid or past its end asks for nothing more
            memory.shares = [share for share in memory.shares if share.left and share.until > year]
        if of.carried:
            is_later = not memory.shares or memory.shares[-1].claim[DAY] < of.carried[0][1][DAY]
            memory.shares += [Share(claim, cap, sum_, year + 1, year + cap.carry) for cap, claim, sum_ in of.carried]
            if not is_later:  # the ledger carries money of later years than this one
                self._in_order(memory.shares)
        if not is_last:
            self._remember(of, items)
        return due + sum(left)

    def _finish(self, of: Year, ladder: TopUpRule, cap: CapRule) -> None:
        """The steps of one ladder, then of one cap, in one go: most claims meet nothing else."""
        left, admitted, carried, year = of.left, of.admitted, of.carried, of.year
        ladders, only, level_at = of.ladders[ladder.at], ladder.only, ladder.level
        topped, capped = ladder.clauses, cap.clauses
        spent = of.caps[cap.at]
        start = room = of.rooms[cap.at] - spent.get(year, 0)
        for i, claim in enumerate(of.claims):
            rest = left[i]
            if rest <= 0:
                continue
            if claim[CLAUSE] in topped:
                keys = claim[KEYS]
                key = keys[only]
                if type(key) is str:
                    level, below = keys[level_at], ladders.get(key)
                    if below is None:
                        ladders[key] = {level: rest}
                    else:
                        highest = highest_of(below, level, 0)
                        climb(below, level, rest)
                        left[i] = rest = rest - highest if rest > highest else 0
                    admitted[i] = rest
                else:
                    left[i] = rest = ladder.step(of, i, claim, rest)
            if claim[CLAUSE] in capped:
                if rest > room:
                    kept = room if room > 0 else 0
                    if cap.carry and rest > kept:
                        carried.append((cap, claim, rest - kept))
                    left[i] = rest = kept
                room -= rest
        spent[year] = spent.get(year, 0) + start - room

    def _waits(self, year: int) -> bool:
        return any(share.left and share.since <= year <= share.until for share in self.memory.shares)

    def _meet(self, stage: tuple[Ready, ...], of: Year, members: list[int]) -> None:
        rule = stage[0]
        match rule:
            case CapRule():
                caps = [one for one in stage if isinstance(one, CapRule)]
                meet_together([(one, of.caps[one.at], of.rooms[one.at]) for one in caps], of, members)
            case NoRepeatRule():
                paid = self.memory.paid[rule.at]
                if paid or len(members) > 1:
                    rule.meet(paid, of, members)
            case TopUpRule() | LimitRule():
                rule.meet(of, members)
            case _:
                assert_never(rule)

    def _pay_shares(self, rule: CapRule, of: Year) -> int:
        """What a year pays of what earlier ones carried: oldest first, and before all claims of its own."""
        year, spent, room, due = of.year, of.caps[rule.at], of.rooms[rule.at], 0
        stopped = self._stopped(year)
        for share in self.memory.shares:
            if share.rule is not rule or not share.since <= year <= share.until or share.claim[CLAUSE] in stopped:
                continue
            groups = (year,) if rule.is_flat and rule.per_year else rule.groups(share.claim[KEYS], year)
            rest = room - max([spent.get(group, 0) for group in groups], default=0)
            if rest > 0:
                kept = rest if rest < share.left else share.left
                for group in groups:
                    spent[group] = spent.get(group, 0) + kept
                share.left -= kept
                due += kept
        return due

    def _in_order(self, waiting: list[Share]) -> None:
        """Shares in claim order."""
        waiting.sort(key=lambda share: share.claim[:3])
        for one, other in pairwise(waiting):
            if one.claim[:2] == other.claim[:2] and one.claim[CLAUSE] in self.book.ranked:
                waiting.sort(key=lambda share: self._order(share.claim))
                return

    # ------------------------------------------------------------------------------------------ before and after

    def _begin(self, of: Year) -> list[tuple[int, tuple[int, str | None, str]]]:
        """Deductions, older standards, and the award's own `once`; gives the items that claims of the year use up."""
        live, claims, left = self.live, of.claims, of.left
        if self.memory.less:
            self._deduct(of)
        if live.older and self.facts.older_documents:
            self._raise(of)
        used, onces = self.memory.items, live.onces
        new: list[tuple[int, tuple[int, str | None, str]]] = []
        others: dict[tuple[int, tuple[str, ...]], set[Group]] = {}
        for i, claim in enumerate(claims):
            rules = onces.get(claim[CLAUSE])
            if rules is None or left[i] <= 0:
                continue
            if rules:
                self._once(of, i, rules, others)
                continue
            item = (claim[CLAUSE], claim[ROW], claim[ITEM])
            if item in used or (used and (claim[CLAUSE], None, claim[ITEM]) in used):
                left[i] = 0
            else:
                used.add(item)
                new.append((i, item))
        of.admitted = list(left)
        return new

    def _once(
        self, of: Year, i: int, rules: tuple[OnceRule, ...], new: dict[tuple[int, tuple[str, ...]], set[Group]]
    ) -> None:  # fmt: skip
        claim, used = of.claims[i], self.memory.used
        index = claim[CLAUSE]
        keys = self.book.once_of[index, claim[ROW]]
        for rule in rules:
            if rule.keys == keys:
                groups = rule.of(claim)
                if not keys:
                    groups = (*groups, (None, claim[ITEM]))
                before, now = used.get((index, keys), ()), new.get((index, keys), ())
                if any(group in before or group in now for group in groups):
                    of.left[i] = 0
                    return
        for rule in rules:
            new.setdefault((index, rule.keys), set()).update(rule.of(claim))

    def _deduct(self, of: Year) -> None:
        """What was paid before for records of another kind, of the same field."""
        for i, claim in enumerate(of.claims):
            less = self.book.terms[claim[CLAUSE]].less
            if less is not None and of.left[i] > 0:
                value = claim[KEYS][self.book.columns.index(less[1])]
                if isinstance(value, tuple):
                    outside()
                if value is not None:
                    of.left[i] = max(0, of.left[i] - self.memory.less.get(less, {}).get(value, 0))

    def _raise(self, of: Year) -> None:
        """The highest claim of each key to the standard of an older document."""
        matter = self.book.columns.index("matter")
        for older, groups_by in self.live.older:
            groups: dict[Group, list[int]] = {}
            for i, claim in enumerate(of.claims):
                if of.left[i] > 0 and claim[CLAUSE] in older.clauses:
                    for group in groups_by(claim[KEYS], of.year):
                        groups.setdefault(group, []).append(i)
            held: dict[Group, int] = {}
            for line, year, proposed in self.memory.lines:
                if year == of.year and line[CLAUSE] in older.clauses:
                    for group in groups_by(line[KEYS], year):
                        held[group] = max(held.get(group, 0), proposed)
            for group, members in groups.items():
                best = min(members, key=lambda i: (-of.left[i], of.claims[i][CLAUSE], i))
                standards = [
                    standard_for(self.facts, of.claims[i][ITEM], str(of.claims[i][KEYS][matter])) for i in members
                ]
                sums = [standard.amount for standard in standards if standard is not None]
                if sums and max(sums) > of.left[best] > held.get(group, 0):
                    of.left[best] = max(sums)

    def _remember(self, of: Year, items: list[tuple[int, tuple[int, str | None, str]]]) -> None:
        """What became of the claims of a year, for the later ones."""
        folds, memory, admitted = self.live.folds, self.memory, of.admitted
        remembering = self.live.remembering
        for i, claim in enumerate(of.claims):
            if claim[CLAUSE] in remembering and admitted[i] > 0:
                memory.admit(folds[claim[CLAUSE]], claim, of.year, admitted[i])
        for i, rungs in of.rungs.items():
            for rule in folds[of.claims[i][CLAUSE]].ladders:
                if rule.at in rungs:
                    memory.rung(rule, of.claims[i][KEYS], rungs[rule.at])
        for i, item in items:
            if admitted[i] <= 0:
                memory.items.discard(item)
