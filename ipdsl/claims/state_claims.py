"""Claims of states: for each year the first day on which every gate of a `while` award is met, or may be met.

Input: a proposer, a clause, and the records whose states count (or none: the applicant's own states). Output: its
claims.

A draft page has no window, so a day that is not stated may be before all settled years. A state may then be paid in
earlier years, which reduces the payments of later years. The open claim for such years has no year.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from ipdsl.base.values.days import Date, Period
from ipdsl.claims.applicability import NOT_PLAIN, Eligibility
from ipdsl.claims.claim import Candidate, end_claim
from ipdsl.claims.event_claims import DayProposer, are_equivalent, claim_over_days
from ipdsl.claims.rejection import stop_outcome
from ipdsl.engine.module_functions import ClauseFunction, raise_fault
from ipdsl.engine.operations import shift_day
from ipdsl.ir.facts import Record, Truth
from ipdsl.ir.proposal import NO_DAY, Outcome, Proposal, reason
from ipdsl.ir.terms import Clause, TriggerKind
from ipdsl.schema.values.stated_values import NeedsGeneralPathError

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
