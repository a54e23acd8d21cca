"""The records of a set's claim: those that it counts, and those that it leaves out, with the reason.

In come a proposer and a claim of a set; what is found is made when a decision is read, since no sum hangs on it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from heapq import merge
from operator import itemgetter
from typing import TypeAlias

from ipdsl.runtime.facts import Record
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.reasons import START, WINDOW, Reason, reason
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.propose_day import DayProposer
from ipdsl.runtime.settlement.sets import days_that_count, item_of, of_year
from ipdsl.runtime.settlement.stops import why_stopped
from ipdsl.runtime.terms import Clause
from ipdsl.runtime.unknown import CANNOT
from ipdsl.values.days import Date

Found: TypeAlias = "tuple[int, Record, Reason | None]"
"""The place of a record among those of its year, and why it is left out."""


def records_of_set(proposer: DayProposer, claim: Candidate) -> Iterator[tuple[Record, Reason | None]]:
    """The records of a claim's year and key, as the facts list them; `None`: the record counts, or may."""
    if claim.year is not None:
        by_item = _by_item(proposer, claim.clause, claim.year)
        found = merge(by_item.get(claim.item, ()), by_item.get(None, ()), key=itemgetter(0))
        yield from ((record, why) for _, record, why in found)


def _by_item(proposer: DayProposer, clause: Clause, year: int) -> Mapping[str | None, list[Found]]:
    """The records of a year by the set to which they belong, `None` where a key is not stated; worked out once."""
    known, key = proposer.situation.worked_out, ("records of sets", clause.index, year)
    if key not in known:
        by_item: dict[str | None, list[Found]] = {}
        refused = proposer.offers[clause.index].refused
        for place, record in enumerate(of_year(proposer, clause, year)):
            why = refused or _why_left_out(proposer, clause, year, record)
            by_item.setdefault(item_of(proposer, clause, year, record), []).append((place, record, why))
        known[key] = by_item
    return known[key]  # type: ignore[return-value]  # put there one line above


def _why_left_out(proposer: DayProposer, clause: Clause, year: int, record: Record) -> Reason | None:
    """Why a set leaves a record out: its own words, its day, or else the first test that fails."""
    calendar = proposer.calendar
    at = proposer.situation.on(record, calendar.year_end(year), year)
    day, days = at.field(clause.trigger.date_field), days_that_count(proposer, clause, year)
    assert isinstance(day, datetime.date)  # by its day it is of the year
    at = proposer.situation.on(record, day, year)
    is_outside = days is None or not days[0] <= day <= days[1]
    own = proposer.forms.every[clause.index].own_picks if is_outside else None
    failed = proposer.code.evaluator.why_not_picked(clause.index, at, own)
    if failed is None:
        return _outside(proposer, clause, day) if is_outside else None
    number, truth, told = failed
    return why_stopped(clause, clause.picks[number], Proposal(number, told, cannot=truth is CANNOT), proposer.code, at)


def _outside(proposer: DayProposer, clause: Clause, day: Date) -> Reason:
    window = proposer.calendar.window
    if clause.start is None or day not in window:
        return reason(WINDOW, day=day, window=window)
    return reason(START, day=day, start=clause.start)
