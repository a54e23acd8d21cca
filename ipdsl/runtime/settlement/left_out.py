"""The records of a set's claim: those that it counts, and those that it leaves out, with the reason.

In come a proposer and a claim of a set; what is found is made when a decision is read, since no sum hangs on it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

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


def records_of_set(proposer: DayProposer, claim: Candidate) -> Iterator[tuple[Record, Reason | None]]:
    """The records of a claim's year and key, as the facts list them; `None`: the record counts, or may."""
    clause, year = claim.clause, claim.year
    if year is None:
        return
    refused = proposer.offers[clause.index].refused
    for record in of_year(proposer, clause, year):
        if item_of(proposer, clause, year, record) in (claim.item, None):
            yield record, refused or _why_left_out(proposer, clause, year, record)


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
    return why_stopped(clause.picks[number], Proposal(number, told, cannot=truth is CANNOT), proposer.code, at)


def _outside(proposer: DayProposer, clause: Clause, day: Date) -> Reason:
    window = proposer.calendar.window
    if clause.start is None or day not in window:
        return reason(WINDOW, day=day, window=window)
    return reason(START, day=day, start=clause.start)
