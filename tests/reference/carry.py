"""A cap that carries: cut amounts wait for the room of later years, are not paid while suspended, and lapse.

The entries are claims of this run and lines of the history. Both are paid in one claim order, the oldest first.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from ipdsl.semantics import typed
from tests.reference.claims import Claim, own_lines
from tests.reference.gates import Gates
from tests.reference.horizon import Calendar
from tests.reference.keys import Bucket, buckets, key_values, line_item_order, line_values
from tests.reference.memory import Past
from tests.reference.world import MISSING, UNKNOWN, Line, NotStatedError, World

Date = datetime.date


@attrs.define(eq=False)
class Waiting:
    """Money that a cap holds back; paid from the year `since` on, for a line the first that it does not name."""

    of: Claim | Line
    order: tuple[Any, ...]
    label: str
    since: int
    world: World
    values: Callable[[str], list[str] | None]

    def under(self, cap: typed.Cap) -> list[Bucket]:
        return buckets([self.values(k) for k in cap.keys], "" if cap.is_across_applicants else self.world.applicant)

    def pay(self, sum_: int, year: int) -> None:
        self.of.carried -= sum_
        self.of.paid[year] = self.of.paid.get(year, 0) + sum_


Order: TypeAlias = Callable[[Claim], tuple[Any, ...]]


@attrs.define
class Carrying:
    """What is carried from year to year, and what was newly paid to each applicant in each year."""

    policy: typed.Policy
    worlds: list[World]
    gates: Gates
    order: Order
    waiting: list[Waiting]
    newly: dict[tuple[str, int, str], int] = attrs.field(factory=dict)
    settled: dict[str, range] = attrs.field(factory=dict)  # the years in which carried money is paid

    @staticmethod
    def of(policy: typed.Policy, worlds: list[World], claims: list[Claim], order: Order) -> Carrying:
        """With the lines of the history that are still carried."""
        indices = {a.label: (i, a) for i, a in enumerate(policy.awards)}
        waiting = []
        for world in worlds:
            for line in own_lines(policy, world):
                if line.carried and line.clause in indices:
                    index, award = indices[line.clause]
                    claim = next((c for c in claims if c.line is line), None)
                    place = order(claim) if claim else _order_of(line, index, award, policy, world)
                    since = next(year for year in itertools.count(line.year) if year not in line.paid)
                    waiting.append(Waiting(line, place, line.clause, since, world, _values(line, award, world)))
        return Carrying(policy, worlds, Gates.of(policy), order, waiting)

    def years(self, claims: list[Claim]) -> set[int]:
        """For each applicant from the first event or carried line to the as-of year."""
        for world in self.worlds:
            stated = Calendar(self.policy, world, every_day=False).stated_years
            live = [c.year for c in claims if not c.stopped and c.world is world]
            every = [*stated, *live, *(w.since for w in self.waiting if w.world is world)]
            if every:
                self.settled[world.applicant] = range(min(every), world.year_of(world.as_of) + 1)
        return {year for years in self.settled.values() for year in years}

    def _is_settled(self, world: World, year: int) -> bool:
        return year in self.settled.get(world.applicant, ())

    def pay(
        self,
        cap: typed.Cap,
        labels: set[str],
        new: list[Claim],
        past: list[Past],
        year: int,
        size: Callable[[World], int],
    ) -> None:
        """Fills the room of a year: carried money and new claims in one claim order."""
        entries: list[Waiting] = [
            w
            for w in self.waiting
            if self._is_settled(w.world, year)
            and w.label in labels
            and w.of.carried > 0
            and w.since <= year <= (w.of.until or year)
            and not self._rests(w, year)
            and w.under(cap)
        ]
        for claim in new:
            claim.carried, claim.until, claim.left = claim.left, year + cap.carry, 0
            entries.append(
                Waiting(
                    claim, self.order(claim), claim.label, year + 1, claim.world, lambda k, c=claim: key_values(c, k)
                )
            )
        room: dict[Bucket, int] = {}
        for entry in sorted(entries, key=lambda w: w.order):
            for b in entry.under(cap):
                if b not in room:
                    charged = sum(
                        p.paid.get(year, 0) for p in past if b in p.under(cap.keys, across=cap.is_across_applicants)
                    )
                    room[b] = max(size(entry.world) - charged, 0)
            paid = min([entry.of.carried, *(room[b] for b in entry.under(cap))])
            for b in entry.under(cap):
                room[b] -= paid
            entry.pay(paid, year)
            entry.of.charged[cap.name] = entry.of.charged.get(cap.name, 0) + paid
            if entry.since <= year:
                self._count(entry.world, year, entry.label, paid)
        self.waiting += [e for e in entries if e.since > year]

    def _rests(self, entry: Waiting, year: int) -> bool:
        rests = self.gates.rests(entry.label, entry.world, year, self.policy.currency)
        if rests is UNKNOWN:
            raise NotStatedError
        return rests not in (False, MISSING)

    def _count(self, world: World, year: int, label: str, paid: int) -> None:
        key = (world.applicant, year, label)
        self.newly[key] = self.newly.get(key, 0) + paid

    def end(self, year: int, now: list[Claim]) -> None:
        """The end of a year: the amounts after all rules are paid, and amounts in their last year lapse.

        A line that is already in its last year lapses when that year is over.
        """
        for claim in now:
            if claim.until is None:
                claim.paid = {year: claim.left} if claim.left else {}
            self._count(claim.world, year, claim.label, claim.paid.get(year, 0))
        for entry in self.waiting:
            as_of = entry.world.as_of
            until = entry.of.until
            if until is None or not entry.of.carried or not self._is_settled(entry.world, year):
                continue
            is_over = until < year or as_of >= entry.world.last_day(year)
            # a claim does not wait in its first year; a line that is in its last year has no year left
            is_over = is_over and (entry.since <= year or until < entry.since)
            if until <= year and is_over:
                entry.of.lapsed += entry.of.carried
                entry.of.carried = 0


def carrying_caps(policy: typed.Policy) -> list[typed.Cap]:
    """All caps that carry."""
    found, todo = [], [policy.root]
    while todo:
        for item in todo.pop().items:
            if isinstance(item, typed.Block):
                todo.append(item)
            elif isinstance(item, typed.Cap) and item.carry:
                found.append(item)
    return found


def _values(line: Line, award: typed.Award, world: World) -> Callable[[str], list[str] | None]:
    return lambda name: line_values(line, award, world, name)


def _order_of(line: Line, index: int, award: typed.Award, policy: typed.Policy, world: World) -> tuple[Any, ...]:
    """The place of a line whose event the facts no longer tell: as that of its claim, as far as the line knows."""
    day, start, begin = line.day or Date.max, policy.discretion_from, policy.window.start
    is_late = start is not None and begin is not None and start <= day < begin
    return (is_late, day, index, line_item_order(line, award, world.schema), "", "", world.applicant)
