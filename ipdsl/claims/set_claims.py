"""Claims of sets: for each year one claim for all records of a kind with an event in it, or one claim for each key.

Input: a proposer and a clause. Output: its claims. If a key or a day of a record is not stated, one open claim
represents all additional sets that such records may form. Its upper bound is that of one set of all these records,
times their number. docs/en/concepts/settlement describes the sets: "Claims and their days", "Unknown facts and bounds".

`records_of_set` returns the records that a set's claim counts and the records that it leaves out, with the reason. No
amount depends on it, so it runs only when a decision is read.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from heapq import merge
from operator import itemgetter
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.values.days import Date
from ipdsl.claims.claim import Candidate, KeyValue, keys_of
from ipdsl.claims.event_claims import DayProposer, claim_over_days
from ipdsl.claims.rejection import gate_reason
from ipdsl.engine.operations import all_of
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import FactRef, Open, Record
from ipdsl.ir.proposal import START, WINDOW, Proposal, Reason, reason
from ipdsl.ir.terms import Clause
from ipdsl.schema.values.stated_values import CANNOT

NOTHING = "none"
"""Replaces a missing key in an item's name."""

ANOTHER_YEAR = "another year"


def claims_of_sets(proposer: DayProposer, clause: Clause) -> list[Candidate]:
    """One claim for the records of a year that share the keys; it is open if a record may or may not belong."""
    years, waiting = _years(proposer, clause)
    claims = [claim for year in sorted(years) for claim in _claims_of_year(proposer, clause, year)]
    if waiting:
        before = proposer.calendar.earlier_years()
        claims += _claims_of_any_year(
            proposer, clause, [c for year in before for c in _claims_of_year(proposer, clause, year)], waiting
        )
    return claims


def _years(proposer: DayProposer, clause: Clause) -> tuple[set[int], list[frozenset[FactRef]]]:
    """The years with a set, and for each record without a day the facts that decide the day."""
    years: set[int] = set()
    waiting: list[frozenset[FactRef]] = []
    for record, _ in proposer.situation.records(clause.trigger.record).members:
        day = proposer.situation.with_record(record, proposer.situation.day).field(clause.trigger.date_field)
        if isinstance(day, datetime.date):
            years.add(proposer.calendar.fiscal_year.year_of(day))
        elif isinstance(day, Open):
            years.update(year for year, _ in proposer.calendar.periods())
            waiting.append(day.facts)
    return years, waiting


def _claims_of_year(proposer: DayProposer, clause: Clause, year: int) -> Iterator[Candidate]:
    """The claims of a year, including keys whose records the set leaves out."""
    names = clause.trigger.keys
    day = proposer.calendar.year_end(year)
    here = proposer.situation.with_record(None, day, year)
    days = days_that_count(proposer, clause, year)
    samples = partial(proposer.calendar.samples, None)
    members, rest = proposer.code.members(clause.index, here, *days, samples) if days else ((), frozenset())
    groups: dict[tuple[str, ...], list[Member]] = {}
    perhaps: list[Member] = []
    for record, belongs in members:
        keys = _keys(here, record, names)
        if isinstance(keys, Open):
            perhaps.append((record, all_of(belongs, keys)))
        else:
            groups.setdefault(keys, []).append((record, belongs))
    unknown_keys = ("?",) * len(names)
    if perhaps:
        groups[unknown_keys] = []
    elif not rest:
        for record in records_of_year(proposer, clause, year):
            if not isinstance(keys := _keys(here, record, names), Open):
                groups.setdefault(keys, [])
    for values, group in sorted(groups.items()):
        item = " / ".join(values) or str(year)
        set_keys = {n: v for n, v in zip(names, values, strict=True) if v != NOTHING}
        if not group and not perhaps:
            yield proposer.claim_of_empty_set(clause, here, item, set_keys)
            continue
        claim = proposer.claim_at(clause, here.with_record(None, day, year, (*group, *perhaps), rest), item, set_keys)
        certain = any(belongs is True for _, belongs in group)
        facts = rest.union(*(b.facts for _, b in (*group, *perhaps) if isinstance(b, Open)))
        is_sure = certain and not claim.facts and claim.low == claim.high and not claim.clause.once_key_sets
        if claim.is_live and facts and not is_sure:
            claim = attrs.evolve(claim, facts=claim.facts | facts, low=claim.low if certain else 0)
        if values == unknown_keys and perhaps and claim.high is not None:
            claim = attrs.evolve(claim, high=claim.high * len(perhaps))
        if claim.is_live or values != unknown_keys or len(groups) == 1:
            yield claim


def days_that_count(proposer: DayProposer, clause: Clause, year: int) -> tuple[Date, Date] | None:
    """The first and the last day of a year on which a set's records count; `None` if no day counts."""
    calendar = proposer.calendar
    part = calendar.fiscal_year.part_in_year(calendar.window, year)
    if part is None:
        return None
    assert part.start is not None
    assert part.end is not None
    start = max(part.start, clause.start or Date.min)
    return (start, part.end) if start <= part.end else None


def records_of_year(proposer: DayProposer, clause: Clause, year: int) -> Iterator[Record]:
    """The records of a set's kind with an event in a year."""
    for record, _ in proposer.situation.records(clause.trigger.record).members:
        day = proposer.situation.with_record(record, proposer.situation.day).field(clause.trigger.date_field)
        if isinstance(day, datetime.date) and proposer.calendar.fiscal_year.year_of(day) == year:
            yield record


def item_of(proposer: DayProposer, clause: Clause, year: int, record: Record) -> str | None:
    """The item of the set to which a record belongs by its keys; `None` if a key is not stated."""
    here = proposer.situation.with_record(None, proposer.calendar.year_end(year), year)
    keys = _keys(here, record, clause.trigger.keys)
    return None if isinstance(keys, Open) else " / ".join(keys) or str(year)


def _keys(here: Situation, record: Record, names: tuple[str, ...]) -> tuple[str, ...] | Open:
    """The key values that assign a record to a set, as text; open if one is not stated."""
    keys, unknown = keys_of(here.with_record(record, here.day, here.year), record, record.item, names)
    return Open(frozenset(unknown.values())) if unknown else tuple(_item_part(keys.get(name)) for name in names)


def _claims_of_any_year(
    proposer: DayProposer, clause: Clause, tried: Iterable[Candidate], waiting: list[frozenset[FactRef]]
) -> Iterator[Candidate]:
    """One claim for all sets in years beyond the settled ones; if the set has keys, one claim for each item."""
    by_item = values_by_key(
        (claim.item if clause.trigger.keys else ANOTHER_YEAR, claim) for claim in tried if claim.is_live
    )
    facts = frozenset[FactRef]().union(*waiting)
    for item, item_claims in by_item.items():
        blank = proposer.blank_claim(clause, proposer.situation, item, dated=False)
        combined = claim_over_days(blank, item_claims, facts)
        yield combined if combined.high is None else attrs.evolve(combined, high=combined.high * len(waiting))


def _item_part(value: KeyValue | None) -> str:
    """A key value as a part of an item's name; a list as its members."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else ", ".join(value)


RecordWithReason: TypeAlias = "tuple[int, Record, Reason | None]"
"""The index of a record among those of its year, the record, and the reason why it is left out."""


def records_of_set(proposer: DayProposer, claim: Candidate) -> Iterator[tuple[Record, Reason | None]]:
    """The records of a claim's year and keys, as the facts list them; `None`: the record counts or may count."""
    if claim.year is not None:
        by_item = _records_by_set(proposer, claim.clause, claim.year)
        records = merge(by_item.get(claim.item, ()), by_item.get(None, ()), key=itemgetter(0))
        yield from ((record, why) for _, record, why in records)


def _records_by_set(proposer: DayProposer, clause: Clause, year: int) -> Mapping[str | None, list[RecordWithReason]]:
    """The records of a year by the set to which they belong, `None` if a key is not stated; cached with the facts."""
    known, key = proposer.situation.cache, ("records of sets", clause.index, year)
    if key not in known:
        refused = proposer.eligibility[clause.index].refusal
        known[key] = values_by_key(
            (
                item_of(proposer, clause, year, record),
                (place, record, refused or _exclusion_reason(proposer, clause, year, record)),
            )
            for place, record in enumerate(records_of_year(proposer, clause, year))
        )
    return known[key]  # type: ignore[return-value]  # put there one line above


def _exclusion_reason(proposer: DayProposer, clause: Clause, year: int, record: Record) -> Reason | None:
    """The reason why a set leaves out a record: the record's own words, its day, or the first failed test."""
    calendar = proposer.calendar
    situation = proposer.situation.with_record(record, calendar.year_end(year), year)
    day, days = situation.field(clause.trigger.date_field), days_that_count(proposer, clause, year)
    assert isinstance(day, datetime.date)  # its day is in the year
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
