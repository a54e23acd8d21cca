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
from ipdsl.runtime.settlement.sets import days_that_count, item_of, records_of_year
from ipdsl.runtime.settlement.stops import gate_reason
from ipdsl.runtime.terms import Clause
from ipdsl.runtime.unknown import CANNOT
from ipdsl.values.days import Date

RecordWithReason: TypeAlias = "tuple[int, Record, Reason | None]"
"""The place of a record among those of its year, and why it is left out."""


def records_of_set(proposer: DayProposer, claim: Candidate) -> Iterator[tuple[Record, Reason | None]]:
    """The records of a claim's year and key, as the facts list them; `None`: the record counts, or may."""
    if claim.year is not None:
        by_item = _records_by_set(proposer, claim.clause, claim.year)
        records = merge(by_item.get(claim.item, ()), by_item.get(None, ()), key=itemgetter(0))
        yield from ((record, why) for _, record, why in records)


def _records_by_set(proposer: DayProposer, clause: Clause, year: int) -> Mapping[str | None, list[RecordWithReason]]:
    """The records of a year by the set to which they belong, `None` where a key is not stated; worked out once."""
    known, key = proposer.situation.cache, ("records of sets", clause.index, year)
    if key not in known:
        by_item: dict[str | None, list[RecordWithReason]] = {}
        refused = proposer.eligibility[clause.index].refusal
        for place, record in enumerate(records_of_year(proposer, clause, year)):
            why = refused or _exclusion_reason(proposer, clause, year, record)
            by_item.setdefault(item_of(proposer, clause, year, record), []).append((place, record, why))
        known[key] = by_item
    return known[key]  # type: ignore[return-value]  # put there one line above


def _exclusion_reason(proposer: DayProposer, clause: Clause, year: int, record: Record) -> Reason | None:
    """Why a set leaves a record out: its own words, its day, or else the first test that fails."""
    calendar = proposer.calendar
    situation = proposer.situation.with_record(record, calendar.year_end(year), year)
    day, days = situation.field(clause.trigger.date_field), days_that_count(proposer, clause, year)
    assert isinstance(day, datetime.date)  # by its day it is of the year
    situation = proposer.situation.with_record(record, day, year)
    is_outside = days is None or not days[0] <= day <= days[1]
    record_tests = proposer.profiles.profiles[clause.index].record_tests if is_outside else None
    failed = proposer.code.evaluator.exclusion_reason(clause.index, situation, record_tests)
    if failed is None:
        return _outside_reason(proposer, clause, day) if is_outside else None
    number, truth, evidence = failed
    return gate_reason(
        clause,
        clause.picks[number],
        Proposal(number, evidence, is_undeterminable=truth is CANNOT),
        proposer.code,
        situation,
    )


def _outside_reason(proposer: DayProposer, clause: Clause, day: Date) -> Reason:
    window = proposer.calendar.window
    if clause.start is None or day not in window:
        return reason(WINDOW, day=day, window=window)
    return reason(START, day=day, start=clause.start)
