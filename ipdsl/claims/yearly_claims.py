"""Claims of each year: those of sets of records, and those of states.

Input: a proposer, a clause, and the records that count (or none: the applicant's own states). Output: its claims.

A set makes one claim for all records of a kind with an event in the year, or one claim for each key. If a key or a day
of a record is not stated, one open claim represents all additional sets that such records may form. Its upper bound is
that of one set of all these records, times their number. docs/en/concepts/settlement describes the sets: "Claims and
their days", "Unknown facts and bounds". `records_of_set` returns the records that a set's claim counts and the records
that it leaves out, with the reason. No amount depends on it, so it runs only when a decision is read.

A state makes a claim on the first day of the year on which every gate of a `while` award is met, or may be met. A draft
page has no window, so a day that is not stated may be before all settled years. A state may then be paid in earlier
years, which reduces the payments of later years. The open claim for such years has no year.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from heapq import merge
from operator import itemgetter
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.values.days import Date, Period
from ipdsl.claims.applicability import NOT_PLAIN, Eligibility
from ipdsl.claims.claim import Candidate, KeyValue, end_claim, gate_reason, keys_of, stop_outcome
from ipdsl.claims.event_claims import DayProposer, are_equivalent, claim_over_days
from ipdsl.engine.module_functions import ClauseFunction, raise_fault
from ipdsl.engine.operations import all_of, shift_day
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import FactRef, Open, Record, Truth
from ipdsl.ir.proposal import NO_DAY, START, WINDOW, Outcome, Proposal, Reason, reason
from ipdsl.ir.terms import Clause, TriggerKind
from ipdsl.schema.values.value_type import CANNOT, NeedsGeneralPathError

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


TriedDay: TypeAlias = "tuple[Date, Proposal]"
"""A day that was tried, and the proposal for it."""

Subject: TypeAlias = "tuple[Record | None, Truth]"
"""The record of a state (or none: the applicant's state), and whether it belongs to the award's kind."""

Periods: TypeAlias = "tuple[tuple[int, Period], ...]"
"""The parts of years in which states are followed."""


def claims_of_states(proposer: DayProposer, eligibility: Eligibility, subjects: Iterable[Subject]) -> list[Candidate]:
    """For each subject one claim per year with a day on which every gate is met or may be met."""
    calendar, clause = proposer.calendar, eligibility.profile.clause
    since = clause.start
    periods = calendar.periods(since)
    if not periods or eligibility.refusal is not None:
        return [_refused_claim(proposer, eligibility, record, periods) for record, _ in subjects]
    claims: list[Candidate] = []
    code, situation = proposer.code, proposer.situation
    steady, plain, day = (
        code.steady_gates(clause.index),
        proposer.plain_function(clause.index),
        periods[0][1].start or situation.day,
    )
    of_applicant = proposer.turning_days(clause) if situation.assumptions else ()
    for record, belongs in subjects:
        turns = code.days(clause.index, situation.with_record(record, day))
        if situation.assumptions:  # an assumed value for one day leaves other days open, with other amounts
            turns, steady = tuple(sorted({*turns, *of_applicant})), ()
        function = plain if belongs is True else NOT_PLAIN
        claims += _StateClaims(proposer, eligibility, function, record, _item(proposer, record), turns, steady).claims(
            periods
        )
    return claims


def _refused_claim(
    proposer: DayProposer, eligibility: Eligibility, record: Record | None, periods: Periods
) -> Candidate:
    """The claim of a state without a day to try."""
    outcome = Outcome.OUT_OF_WINDOW if eligibility.refusal is None else Outcome.NOT_ELIGIBLE
    why = eligibility.refusal or reason(NO_DAY, horizon=proposer.calendar.as_of)
    last = periods[-1][1].end if periods else None
    situation = proposer.situation.with_record(record, last or proposer.situation.day)
    return end_claim(
        proposer.blank_claim(eligibility.profile.clause, situation, _item(proposer, record), dated=bool(periods)),
        outcome,
        why,
    )


def _item(proposer: DayProposer, record: Record | None) -> str:
    return proposer.facts.applicant if record is None else record.item


@attrs.define(eq=False, repr=False)
class _StateClaims:
    """The claims of one clause for one record's state.

    `turns` are the days on which a result may change; `steady_gates` change on no other days. Before `unchanged_until`
    the gate that stopped the claim does not change. `tried` is the last day that was tried.
    """

    proposer: DayProposer
    eligibility: Eligibility
    plain: ClauseFunction
    record: Record | None
    item: str
    turns: tuple[Date, ...]
    steady_gates: tuple[int, ...]
    unchanged_until: Date = Date.min
    tried: TriedDay | None = None

    def claims(self, periods: Periods) -> list[Candidate]:
        """The claims of all years; if no year has a claim, the claim of the last day."""
        claims: list[Candidate] = []
        for _, period in periods:
            assert period.start is not None
            assert period.end is not None
            if self.unchanged_until <= period.end:
                claim = self._claim_of_year(max(period.start, self.unchanged_until), period.end)
                if claim is not None:
                    claims.append(claim)
        return claims or [self._claim_on_last_day(periods[-1][1])]

    def _claim_of_year(self, first: Date, last: Date) -> Candidate | None:
        """The claim of a year from the first day to try; `None` if a gate of the award stops it on every day."""
        opened: TriedDay | None = None
        by_rule: TriedDay | None = None
        day, turns = first, self.turns
        while day <= last:
            proposal = self._try(day)
            tried = self.tried = day, proposal
            stop = proposal.stopped_at
            if (stop is None or stop < 0) and not proposal.has_open_gates:
                return self._claim(tried) if opened is None else self._claim_of_any_day(opened, last, tried)
            place = bisect_right(turns, day)
            day = turns[place] if place < len(turns) else Date.max
            if stop is None or stop < 0:
                opened = opened or tried
            elif stop in self.steady_gates:
                self.unchanged_until = day
            elif (
                by_rule is None and stop_outcome(self.eligibility.profile.clause, proposal) is not Outcome.NOT_ELIGIBLE
            ):
                by_rule = tried
        if opened is not None:
            return self._claim_of_any_day(opened, last)
        return None if by_rule is None else self._claim(by_rule)

    def _claim_on_last_day(self, period: Period) -> Candidate:
        """The claim on the last day with a change in the last year, or on its first day."""
        assert period.start is not None
        assert period.end is not None
        place = bisect_right(self.turns, period.end)
        last = max(period.start, self.turns[place - 1]) if place else period.start
        if self.tried is not None:
            day, proposal = self.tried
            if day == last or (day < last < self.unchanged_until and self._is_steady_up_to(proposal.stopped_at)):
                return self._claim((last, proposal))
        return self._claim((last, self._try(last)))

    def _is_steady_up_to(self, gate: int | None) -> bool:
        """Whether this gate and all gates before it are steady: the claim stays stopped until the next change."""
        return gate is not None and self.steady_gates[: gate + 1] == (*range(gate + 1),)

    def _try(self, day: Date) -> Proposal:
        situation = self.proposer.situation
        try:
            return self.plain(situation, self.record, day, self.proposer.calendar.fiscal_year.year_of(day))
        except NeedsGeneralPathError:
            return self.proposer.code.propose(
                self.eligibility.profile.clause.index, situation.with_record(self.record, day)
            )
        except Exception as error:
            raise_fault(error, self.proposer.program)

    def _claim(self, tried: TriedDay) -> Candidate:
        return self.proposer.claim_of_state(self.eligibility, self.record, tried[0], self.item, tried[1])

    def _claim_of_any_day(self, opened: TriedDay, end: Date, sure: TriedDay | None = None) -> Candidate:
        """A claim whose day is uncertain, from the first possible day to the first certain day, if any.

        Its bounds cover the amounts of all these days.
        """
        start, last = opened[0], end if sure is None else sure[0]
        days = {*self.turns, *self.proposer.turning_days(self.eligibility.profile.clause), end}
        other_days = [(day, self._try(day)) for day in sorted(days) if start < day <= last]
        may_be = [opened, *(entry for entry in other_days if entry[1].stopped_at is None or entry[1].stopped_at < 0)]
        tried = list(map(self._claim, may_be if sure is None else [sure, *may_be]))
        if are_equivalent(tried) or not any(entry.is_live for entry in tried):
            return tried[0]
        return claim_over_days(next(entry for entry in tried if entry.is_live), tried, opened[1].open_facts)


def clauses_over_states(proposer: DayProposer) -> Iterator[tuple[Clause, Record | None]]:
    """The clauses for states, each with every record whose state counts."""
    for form, members in proposer.possible_clauses():
        clause = form.clause
        if clause.trigger.kind is TriggerKind.WHILE and proposer.eligibility[clause.index].refusal is None:
            records = [None] if members is None else [record for record, _ in members]
            yield from ((clause, record) for record in records)


def earlier_year_claims(proposer: DayProposer) -> Iterator[Candidate]:
    """The open claims of states in years before the settled ones."""
    calendar = proposer.calendar
    last = calendar.last_earlier_day
    for clause, record in clauses_over_states(proposer):
        item = proposer.facts.applicant if record is None else record.item
        turns = proposer.code.days(clause.index, proposer.situation.with_record(record, last))
        early = {day for day in (*turns, *proposer.turning_days(clause)) if day <= last}
        days = sorted({last, *early, shift_day(min(early, default=last), -1, "day")})
        tried = [proposer.claim_at(clause, proposer.situation.with_record(record, day), item) for day in days]
        if any(candidate.is_live and candidate.max_amount for candidate in tried):
            blank = proposer.blank_claim(clause, proposer.situation.with_record(record, last), item, dated=False)
            claim = claim_over_days(blank, tried, calendar.unstated_events)
            yield claim if is_paid_once(clause) else attrs.evolve(claim, high=None)


def is_paid_once(clause: Clause) -> bool:
    """Whether an item is paid at most once over all years."""
    return clause.once is not None and bool(clause.once or not clause.rows)
