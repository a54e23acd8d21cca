"""Claims of states: in each year the first day on which every gate of a `while` award holds, or may hold.

In come a proposer, a clause and the record whose state it is (or none: the applicant's); out come its claims.

Decided here:
- A claim is dated the first day on which all gates hold, even where an earlier day of the year is open.
- A year in which no day lets it through has no claim, unless a rule of another article stopped it (a suspension, say):
  then the year says so. A state that has no claim in any year leaves one of the last day tried.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

import attrs

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.settlement.claims import Candidate, ended
from ipdsl.runtime.settlement.reasons import NO_DAY, reason
from ipdsl.runtime.settlement.stops import stop_outcome
from ipdsl.runtime.settlement.unsure_days import is_alike, over_days, turning_days
from ipdsl.runtime.terms import Clause
from ipdsl.values.days import Date, Period

if TYPE_CHECKING:
    from ipdsl.runtime.settlement.propose import Proposer

Tried: TypeAlias = "tuple[Situation, Proposal]"
"""A day that was tried, and what the clause said of it."""


def matured(proposer: Proposer, clause: Clause, record: Record | None) -> list[Candidate]:
    """One claim for each year with a day on which every gate holds or may hold."""
    item = proposer.facts.applicant if record is None else record.item
    periods = proposer.calendar.periods(clause.start)
    start = periods[0][1].start if periods else None
    here = proposer.situation.on(record, start or proposer.situation.day)
    if (refused := proposer.standing(clause).refused) is not None or not periods or start is None:
        outcome = Outcome.OUT_OF_WINDOW if refused is None else Outcome.NOT_ELIGIBLE
        refused = refused or reason(NO_DAY, horizon=str(proposer.calendar.horizon or "the first event"))
        at = proposer.situation.on(record, _last_day(periods, here.day))
        return [ended(proposer.blank(clause, at, item, dated=bool(periods)), outcome, refused)]
    turns = proposer.code.days(clause.index, here)
    steady = proposer.code.steady.get(clause.index, ())
    if proposer.situation.assume:  # what is taken for one day leaves the fact open on another, with other sums
        turns, steady = tuple(sorted({*turns, *turning_days(proposer.facts)})), ()
    state = _State(proposer, clause, record, item, turns, steady)
    years = (period for _, period in periods if period.end is None or state.still <= period.end)
    found = [claim for period in years if (claim := state.in_year(period)) is not None]
    return found or [state.on_last_day(periods[-1][1])]


@attrs.define(eq=False)
class _State:
    """A clause with the record whose state it is, and the days on which something may turn; `steady` gates turn on no
    others. Before `still` nothing that has stopped it changes."""

    proposer: Proposer
    clause: Clause
    record: Record | None
    item: str
    turns: tuple[Date, ...]
    steady: tuple[int, ...]
    still: Date = Date.min

    def in_year(self, period: Period) -> Candidate | None:
        """The claim of a year; `None` where a gate of the award stops it on every day."""
        opened: Tried | None = None
        by_rule: Tried | None = None
        for day in self._days(period):
            if day < self.still:
                continue
            tried = self._try(day)
            proposal = tried[1]
            if proposal.stopped_at is not None and proposal.stopped_at >= 0:
                if proposal.stopped_at in self.steady:
                    self.still = next(iter(self.turns[bisect_right(self.turns, day) :]), Date.max)
                elif by_rule is None and stop_outcome(self.clause, proposal) is not Outcome.NOT_ELIGIBLE:
                    by_rule = tried
                continue
            if not proposal.gates_open:
                claim = self._claim(tried)
                return claim if opened is None else self._any_day(claim, opened, period)
            opened = opened or tried
        if opened is not None:
            return self._any_day(self._claim(opened), opened, period)
        return None if by_rule is None else self._claim(by_rule)

    def on_last_day(self, period: Period) -> Candidate:
        """The claim on the last day tried of the last year."""
        last = self._days(period)[-1]
        return self.proposer.on(self.clause, self.proposer.situation.on(self.record, last), self.item)

    def _days(self, period: Period) -> tuple[Date, ...]:
        """The first day of a part of a year, and the days in it on which something may turn."""
        first = period.start
        assert first is not None
        last = len(self.turns) if period.end is None else bisect_right(self.turns, period.end)
        return (first, *self.turns[bisect_right(self.turns, first) : last])

    def _try(self, day: Date) -> Tried:
        at = self.proposer.situation.on(self.record, day)
        return at, self.proposer.code.propose(self.clause.index, at)

    def _claim(self, tried: Tried) -> Candidate:
        return self.proposer.on(self.clause, tried[0], self.item, proposal=tried[1])

    def _any_day(self, claim: Candidate, opened: Tried, period: Period) -> Candidate:
        """A claim whose day may be another, from the first open one on: with the sums of those days too."""
        start = opened[0].day
        end = period.end or start
        last = end if claim.day is None or claim.day == start else claim.day
        days = {*self.turns, *turning_days(self.proposer.facts), end}
        others = [self._try(day) for day in sorted(days) if start < day <= last]
        may_be = [opened, *(one for one in others if one[1].stopped_at is None or one[1].stopped_at < 0)]
        tried = [claim, *map(self._claim, may_be)]
        if is_alike(tried) or not any(one.is_live for one in tried):
            return claim
        return over_days(next(one for one in tried if one.is_live), tried, opened[1].open_facts)


def _last_day(periods: tuple[tuple[int, Period], ...], otherwise: Date) -> Date:
    return (periods[-1][1].end or otherwise) if periods else otherwise
