"""Claims of states in the years before all others, on a draft page.

A day that is not stated may lie before all others, and states may pay in earlier years. These come first and may use up
what later years are paid, so that the claim of a state in them meets the rules like any claim without a year.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ipdsl.runtime.clauses.operations import shift_day
from ipdsl.runtime.facts import Record
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.propose_day import DayProposer
from ipdsl.runtime.settlement.unsure_days import claim_over_days
from ipdsl.runtime.terms import Clause, TriggerKind
from ipdsl.values.days import Date


def clauses_over_states(proposer: DayProposer) -> Iterator[tuple[Clause, Record | None]]:
    """The clauses over states, each with the records of which it speaks one at a time."""
    for form, members in proposer.possible_clauses():
        clause = form.clause
        if clause.trigger.kind is TriggerKind.WHILE and proposer.eligibility[clause.index].refusal is None:
            records = [None] if members is None else [record for record, _ in members]
            yield from ((clause, record) for record in records)


def earlier_year_claims(proposer: DayProposer) -> Iterator[Candidate]:
    """The open claims of states in years before those that are settled."""
    calendar = proposer.calendar
    last = Date(calendar.stated_years[0] - 1, 12, 31) if calendar.stated_years else calendar.as_of
    for clause, record in clauses_over_states(proposer):
        item = proposer.facts.applicant if record is None else record.item
        turns = proposer.code.days(clause.index, proposer.situation.with_record(record, last))
        early = {day for day in (*turns, *proposer.turning_days(clause)) if day <= last}
        days = sorted({last, *early, shift_day(min(early, default=last), -1, "day")})
        tried = [proposer.claim_at(clause, proposer.situation.with_record(record, day), item) for day in days]
        if any(candidate.is_live and candidate.max_amount for candidate in tried):
            blank = proposer.blank_claim(clause, tried[-1].rule_situation or proposer.situation, item, dated=False)
            claim = claim_over_days(blank, tried, calendar.unstated_days)
            yield claim if is_paid_once(clause) else attrs.evolve(claim, high=None)


def is_paid_once(clause: Clause) -> bool:
    """Whether an item is paid at the most one time in all years."""
    return clause.once is not None and bool(clause.once or not clause.rows)
