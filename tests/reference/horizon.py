"""Which days and years are tried: the window, the horizon, and the days on which a state may mature."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Protocol

import attrs

from ipdsl.semantics import typed
from tests.reference import days
from tests.reference.world import World

Date = datetime.date


class Conditions(Protocol):
    """An object with conditions: an award or another sentence."""

    @property
    def gates(self) -> tuple[typed.Gate, ...]:
        """The conditions."""


@attrs.frozen
class Calendar:
    """The days and years over which a policy is settled for one applicant."""

    policy: typed.Policy
    world: World
    every_day: bool
    _borders: dict[int, tuple[Conditions, set[Date]]] = attrs.field(factory=dict, eq=False, repr=False)

    @property
    def years_of_events(self) -> list[int]:
        """Years with an event or a figure."""
        return self._years_with({k.name: [e.date_field for e in k.events] for k in self.world.schema.records})

    @property
    def stated_years(self) -> list[int]:
        """Years with an event or a figure; if the vocabulary has no event, those in which a state begins."""
        if any(kind.events for kind in self.world.schema.records):
            return self.years_of_events
        return self._years_with({k.name: [s.from_field for s in k.states] for k in self.world.schema.records})

    def _years_with(self, fields: dict[str, list[str]]) -> list[int]:
        found = set(self.world.figures)
        for record in self.world.records:
            for field in fields[record.listed]:
                day = record.values.get(field)
                if isinstance(day, datetime.date):
                    found.add(self.world.year_of(day))
        return sorted(found)

    def tried_years(self, since: Date | None) -> list[tuple[Date, Date]]:
        """For `while`: the part of each year within the window, from the award's own first day, up to the
        as-of date.
        """
        window = self.policy.window
        end = self.world.as_of if window.end is None else min(self.world.as_of, window.end)
        if window.start is not None:
            first = self.world.year_of(window.start)
        elif self.stated_years:
            first = self.stated_years[0]
        else:
            return []
        start = max([d for d in (window.start, since) if d is not None], default=None)
        years = range(first, self.world.year_of(end) + 1)
        spans = [days.overlap(year, start, end, self.world.begin) for year in years]
        return [s for s in spans if s is not None]

    def year_end(self, year: int) -> Date:
        """The day of a yearly claim: the last of the year within the window."""
        span = days.overlap(year, self.policy.window.start, self.policy.window.end, self.world.begin)
        return span[1] if span else self.world.last_day(year)

    def days_to_try(self, start: Date, end: Date, award: Conditions) -> Iterator[Date]:
        """Every day; or, to be quicker, every day near any date that facts or sentence could make a border of."""
        if self.every_day:
            for offset in range((end - start).days + 1):
                yield start + offset * days.DAY
            return
        yield from sorted({start} | {d for d in self.borders(award) if start <= d <= end})

    def borders(self, award: Conditions) -> set[Date]:
        """All dates of the facts and the policy, and the dates a written duration after them, once for each award."""
        if id(award) not in self._borders:
            self._borders[id(award)] = award, self._of_award(award)
        return self._borders[id(award)][1]

    def _of_award(self, award: Conditions) -> set[Date]:
        stated = set()
        for values in [self.world.fields, *(r.values for r in self.world.records)]:
            for held in values.values():
                for part in held if isinstance(held, list) else [(held,)]:
                    stated |= {d for d in part if isinstance(d, datetime.date) and Date.min < d < Date.max}
        constants, durations = _constants(award)
        stated |= constants
        shifted = {days.after(d, n, unit) for d in stated if d.year < 2300 for n, unit in durations}
        if self.world.begin != days.JANUARY_1:
            stated |= {days.first_day(year, self.world.begin) for year in {d.year for d in stated}}
        return {d + k * days.DAY for d in stated | shifted for k in (-1, 0, 1)}


def assumed_as_of(policy: typed.Policy, world: World) -> Date:
    """The assumed as-of date: the end of the last year in which stated facts may lead to a payment."""
    years = set(Calendar(policy, world, every_day=False).years_of_events) | {year for _, year in world.ranks}
    for line in world.lines:
        if line.admitted or line.carried or line.sum:
            years |= {line.year, *(y for y, paid in line.paid.items() if paid)}
            years |= {world.year_of(day) for day in (line.day, *line.payments) if day}
    window = policy.window
    if window.start is not None:
        begins = [window.start, policy.discretion_from, *(award.start for award in policy.awards)]
        years = {year for year in years if year >= world.year_of(min(day for day in begins if day))}
    if years:
        return world.last_day(max(years))
    if window.end is not None or window.start is not None:
        return window.end or world.last_day(world.year_of(window.start or Date.min))
    stated = [day for record in world.records for day in record.values.values() if isinstance(day, datetime.date)]
    return world.last_day(world.year_of(max(stated)) if stated else 2000)


def _constants(award: Conditions) -> tuple[set[Date], set[tuple[int, str]]]:
    dates: set[Date] = set()
    durations: set[tuple[int, str]] = set()
    todo: list[Any] = [g.test for g in award.gates]
    while todo:
        e = todo.pop()
        if isinstance(e, typed.Const) and isinstance(e.value, datetime.date):
            dates.add(e.value)
        if isinstance(e, typed.ElapsedComparison):
            durations.add((e.number, e.unit))
        for field in attrs.fields(type(e)):
            inner = getattr(e, field.name)
            parts = inner if isinstance(inner, tuple) else (inner,)
            todo += [p for p in parts if isinstance(p, typed.Node)]
    return dates, durations
