"""Which days and years are settled: window, as-of date, and the years that the facts speak of.

In come a program and facts. Out come the horizon (up to which day states are tried), the day up to which they surely
run, the years to settle, and days that stand for one that is not stated. docs/settlement.md says which they are:
"Claims and their days".
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import attrs

from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema.model import Schema
from ipdsl.values.days import LAST_YEAR, Date, Period

if TYPE_CHECKING:
    from ipdsl.runtime.settlement.claims import Candidate

MOST_SAMPLES = 64
"""How many days of records stand for a day that is not known, beside those of the applicant."""


@attrs.define(eq=False, repr=False)
class Calendar:
    """The days of one evaluation. Never changed.

    `early` is the day before the window from which the bureau may pay at its discretion.
    """

    window: Period
    as_of: Date | None
    schema: Schema
    facts: Facts
    early: Date | None = None

    @cached_property
    def stated(self) -> tuple[int, ...]:
        """The years with an event or a figure, ascending."""
        years, event_days = set(self.facts.figures), self.schema.event_days
        for kind, listing in self.facts.records.items():
            names = event_days[kind] if listing.records else ()
            for record in listing.records:
                for name in names:
                    day = record.values.get(name)
                    if type(day) is Date:
                        years.add(day.year)
        return tuple(sorted(years))

    @cached_property
    def turns(self) -> tuple[Date, ...]:
        """The days that the facts state, ascending."""
        turns: set[Date] = set()
        for listing in self.facts.records.values():
            for record in listing.records:
                turns |= _days_of(record)
        return tuple(sorted(turns | self.facts.days_of_fields))

    @property
    def horizon(self) -> Date | None:
        """The last day to which states are followed; `None`: there is none."""
        if self.as_of is not None:
            return self.as_of
        if self.window.end is not None:
            return self.window.end
        return Date(self.stated[-1], 12, 31) if self.stated else None

    @cached_property
    def days_that_wait(self) -> frozenset[FactRef]:
        """The days of events that are not stated."""
        return frozenset(
            FactRef("record", record.kind, record.id, name)
            for listing in self.facts.records.values()
            for record in listing.records
            for name in self.schema.event_days[record.kind]
            if record.values.get(name) is None
        )

    @cached_property
    def left_out(self) -> tuple[int, ...]:
        """The years of which the facts leave all figures out: from the first that may be paid to the as-of year."""
        stated, end = self.stated, self.window.end
        if self.facts.closed or (self.as_of is None and not stated):
            return ()
        last = self.as_of.year if self.as_of is not None else stated[-1]
        first = self.first_paid or min((*stated, last))
        last = last if end is None else min(last, end.year)
        known = self.facts.figures.keys() | self.facts.no_figures
        return tuple(year for year in range(first, last + 1) if year not in known)

    @property
    def first_paid(self) -> int | None:
        """The first year for which something may be paid; `None` if the window has no start."""
        days = [day for day in (self.window.start, self.early) if day is not None]
        return min(days).year if days else None

    @property
    def is_open(self) -> bool:
        """Whether the as-of date is not known: how far states run is open then."""
        return self.as_of is None and not self.facts.closed

    @cached_property
    def sure(self) -> Date:
        """The last day up to which states surely run: without an as-of date, the last that the facts state."""
        if not self.is_open:
            return Date.max
        last = Date(max(self.facts.figures), 12, 31) if self.facts.figures else Date.min
        if not self.stated or self.stated[-1] <= last.year:
            return last
        days = self.schema.event_days
        stated = (
            record.values.get(name)
            for listing in self.facts.records.values() for record in listing.records for name in days[record.kind]
        )  # fmt: skip
        return max(day for day in stated if type(day) is Date)

    @property
    def states_go_on(self) -> bool:
        """Whether states may run without end."""
        return self.is_open and self.window.end is None

    @property
    def may_go_on(self) -> bool:
        """Whether a day that is not stated may bring years after those that are settled."""
        return self.as_of is None and self.window.end is None and bool(self.days_that_wait)

    @property
    def may_begin_earlier(self) -> bool:
        """Whether a day that is not stated may bring years before those that are settled."""
        return self.window.start is None and bool(self.days_that_wait)

    def is_asked(self, claims: Iterable[Candidate]) -> bool:
        """Whether the day of an event that is not stated is asked for: by a claim, or to follow states at all."""
        waiting = self.days_that_wait
        if not waiting:
            return False
        return not self._periods or any(not waiting.isdisjoint(claim.facts) for claim in claims if claim.is_live)

    @property
    def last(self) -> Date | None:
        """The last day that is settled without more facts; `None`: there is none."""
        periods = self._periods or self.first_year()
        return periods[-1][1].end if periods else None

    def beyond(self) -> tuple[Date, ...]:
        """Days that stand for the years that a day which is not stated may bring: their ends next to what is settled,
        and every day on which a fact turns.
        """
        days: set[Date] = set()
        if self.may_go_on:
            next_ = 2000 if self.last is None else self.last.year + 1
            days |= {Date(next_, 1, 1), Date(next_, 12, 31)} | {day for day in self.turns if day.year >= next_}
        if self.may_begin_earlier and self.stated:
            before = self.stated[0] - 1
            days |= {Date(before, 1, 1), Date(before, 12, 31)} | {day for day in self.turns if day.year <= before}
        return tuple(sorted(days))

    def first_year(self) -> tuple[tuple[int, Period], ...]:
        """The window's first year, where there is no horizon: for sets of records whose day is not stated."""
        start = self.window.start
        return () if start is None or self.horizon is not None else _parts(start, Date(start.year, 12, 31), start.year)

    def periods(self, since: Date | None = None) -> tuple[tuple[int, Period], ...]:
        """The part of each calendar year that lies in the window, up to the horizon; `since`: not before that day."""
        if since is None:
            return self._periods
        parts = ((year, Period(max(part.start or since, since), part.end)) for year, part in self._periods)
        return tuple((year, part) for year, part in parts if part.end is None or (part.start or since) <= part.end)

    def followed(self, since: Date | None, turns: Iterable[Date]) -> tuple[tuple[int, Period], ...]:
        """The parts of years in which a state that turns on these days is tried.

        Where it may run without end: up to the first year in which nothing turns any more, and one more than is stated.
        """
        periods = self.periods(since)
        if not self.states_go_on:
            return periods
        last = max((day.year for day in turns if day.year < LAST_YEAR), default=0)
        begin = max((day for day in (since, self.window.start) if day is not None), default=None)
        if not self._periods and begin is None:
            return periods
        first = max(self._periods[-1][0] + 1 if self._periods else 0, 0 if begin is None else begin.year)
        end = max(last + 1, first)
        start = Date(first, 1, 1) if begin is None else max(begin, Date(first, 1, 1))
        return (*periods, *_parts(start, Date(end, 12, 31), first))

    @cached_property
    def _periods(self) -> tuple[tuple[int, Period], ...]:
        return self._parts_from(self.window.start)

    def _parts_from(self, start: Date | None) -> tuple[tuple[int, Period], ...]:
        """The years from a day up to the horizon, within the window's end."""
        horizon = self.horizon
        if horizon is None:
            return ()
        end = horizon if self.window.end is None else min(horizon, self.window.end)
        if start is not None:
            first = start.year
        elif self.stated:
            first = self.stated[0]
        else:
            return ()
        return _parts(start, end, first)

    def year_end(self, year: int) -> Date:
        """The day of a yearly claim: the last of the year that lies in the window."""
        end = self.window.end
        return end if end is not None and end.year == year else Date(year, 12, 31)

    def samples(self, earliest: Date | None = None, alone: Record | None = None) -> tuple[Date, ...]:
        """Days that stand for a day that is not known: ends of each year, and every day on which a fact turns.

        `earliest`: a day before the window that counts too; `alone`: only facts of this record and of the applicant
        turn anything.
        """
        turns = self.turns if alone is None else sorted(_days_of(alone) | self.facts.days_of_fields)
        tried: set[Date] = set()
        start = self.window.start
        early = start is not None and earliest is not None and earliest < start
        if start is not None and early:
            tried.add(start)
        for _, part in self._parts_from(earliest) if early else self._periods or self.first_year():
            tried |= {day for day in (part.start, part.end) if day is not None}
            tried |= {day for day in turns if day in part}
        days = sorted(tried)
        if len(days) <= MOST_SAMPLES:
            return tuple(days)
        step = -(-len(days) // MOST_SAMPLES)
        return tuple(sorted({*days[::step], days[-1], *(tried & self.facts.days_of_fields)}))


def _days_of(record: Record) -> set[Date]:
    """The days that a record states."""
    return {value for value in record.values.values() if isinstance(value, datetime.date)}


@lru_cache(maxsize=256)
def _parts(start: Date | None, end: Date, first: int) -> tuple[tuple[int, Period], ...]:
    """The parts of a span by year."""
    parts = ((year, Period(start, end).within_year(year)) for year in range(first, end.year + 1))
    return tuple((year, part) for year, part in parts if part is not None)


def calendar_of(program: Program, facts: Facts) -> Calendar:
    """The calendar of one evaluation."""
    return Calendar(window_of(program), facts.as_of, program.schema, facts, program.discretion_from)


def window_of(program: Program) -> Period:
    """The days of which a policy speaks; everything is inside a draft."""
    return Period() if program.is_draft else program.window


def last_settled(facts: Facts, reported: int | None, last_stated: Callable[[], int]) -> int:
    """The last year settled for what was carried: that of the as-of date, without one the last with an event or a
    figure; not after the reported one.
    """
    if facts.as_of is not None:
        last = facts.as_of.year
    else:
        last = max(facts.figures, default=0)
        if reported is None or last < reported:  # else no event need be looked at
            last = last_stated()
    return last if reported is None else min(last, reported)


def last_over(as_of: Date | None) -> int:
    """The last year that has ended by the as-of date; without one every year has."""
    if as_of is None:
        return Date.max.year
    return as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
