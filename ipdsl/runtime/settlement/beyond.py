"""Claims of states in the years that a day which is not stated may bring, beyond those that are settled.

In a window without end the facts themselves say how far states are followed. Where a claim asks for the day of an
event, that day may lie later, and states may pay in later years too. Those years come after all others and take nothing
from them, so that each state has one open claim for all of them, which asks for the as-of date: at the most its sum
where `once` leaves one payment, without limit else. Where `once` is used up for sure there is none.

On a draft page such a day may lie before all others, and states may pay in earlier years. These come first and may use
up what later years are paid, so that the claim of a state in them meets the rules like any claim without a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ipdsl.making import attrs
from ipdsl.runtime.clauses.operations import later
from ipdsl.runtime.facts import Record
from ipdsl.runtime.kernel.recall import ANY_ROW, Group, Recall
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.settlement.claims import Candidate, groups_under
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.horizon import Calendar
from ipdsl.runtime.settlement.propose_day import DayProposer
from ipdsl.runtime.settlement.unsure_days import over_days, turning_days
from ipdsl.runtime.terms import Clause, TriggerKind
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.days import Date

AS_OF_DATE = FactRef("as_of")

_Used: TypeAlias = tuple[int, Group]


def in_later_years(
    proposer: DayProposer, recall: Recall, sure: Iterable[Settled], year: int | None
) -> list[Candidate]:  # fmt: skip
    """The open claims of states in later years.

    `sure` are claims that hang on nothing, `year` is the one reported.
    """
    periods = proposer.calendar.periods()
    if year is not None and periods and year <= periods[-1][0]:
        return []
    used = _used(proposer, recall, sure)
    tried = (_later(proposer, clause, record, used, year) for clause, record in _followed(proposer))
    return [claim for claim in tried if claim is not None]


def _used(proposer: DayProposer, recall: Recall, sure: Iterable[Settled]) -> set[_Used]:
    """What `once` has used up for sure."""
    used: set[_Used] = set()
    table = table_of_program(proposer.program)
    for clause in proposer.program.clauses:
        if clause.trigger.kind is TriggerKind.WHILE and clause.once is not None:
            paid = recall.of(table.once_of(clause.index, clause.once))
            used |= {(clause.index, group) for group, own in paid.items() if any(one.counts > 0 for one in own)}
    for one in sure:
        clause = one.claim.clause
        if clause.once is not None and one.memory.admitted > 0:
            rule = table.once_of(clause.index, clause.once)
            used |= {(clause.index, group) for group in groups_under(rule, one.claim)}
    return used


def _followed(proposer: DayProposer) -> Iterator[tuple[Clause, Record | None]]:
    """The clauses over states, each with the records of which it speaks one at a time."""
    for form, members in proposer.met():
        clause = form.clause
        if clause.trigger.kind is TriggerKind.WHILE and proposer.offers[clause.index].refused is None:
            records = [None] if members is None else [record for record, _ in members]
            yield from ((clause, record) for record in records)


def _later(
    proposer: DayProposer, clause: Clause, record: Record | None, used: set[_Used], year: int | None
) -> Candidate | None:
    tried = [c for c in _tried(proposer, clause, record) if c.is_live and c.most and not _is_used(proposer, c, used)]
    if not tried:
        return None
    is_one = year is not None or _is_paid_once(clause)
    is_known = is_one and all(claim.high is not None for claim in tried)
    years = 1 if year is None or _is_paid_once(clause) else _years_paid(proposer, clause, year)
    high = years * max(*(claim.most for claim in tried), _standard(proposer, clause)) if is_known else None
    blank = proposer.blank(clause, tried[0].at or proposer.situation, tried[0].item, dated=False)
    calendar = proposer.calendar
    return attrs.evolve(
        blank, facts=frozenset({AS_OF_DATE}) if calendar.periods() else calendar.days_that_wait, high=high
    )


def in_earlier_years(proposer: DayProposer) -> Iterator[Candidate]:
    """The open claims of states in years before those that are settled."""
    calendar = proposer.calendar
    last = Date(calendar.stated[0] - 1, 12, 31) if calendar.stated else calendar.as_of
    if last is None:
        return  # no year is settled, and all are later ones
    for clause, record in _followed(proposer):
        item = proposer.facts.applicant if record is None else record.item
        turns = proposer.code.days(clause.index, proposer.situation.on(record, last))
        early = {day for day in (*turns, *turning_days(proposer.facts)) if day <= last}
        days = sorted({last, *early, later(min(early, default=last), -1, "day")})
        tried = [proposer.on(clause, proposer.situation.on(record, day), item) for day in days]
        if any(one.is_live and one.most for one in tried):
            blank = proposer.blank(clause, tried[-1].at or proposer.situation, item, dated=False)
            claim = over_days(blank, tried, calendar.days_that_wait)
            yield claim if _is_paid_once(clause) else attrs.evolve(claim, high=None)


def _is_paid_once(clause: Clause) -> bool:
    """Whether an item is paid at the most one time in all years."""
    return clause.once is not None and bool(clause.once or not clause.rows)


def _years_paid(proposer: DayProposer, clause: Clause, year: int) -> int:
    """The later years whose claims the reported one may pay: its own, and those from which money is carried."""
    periods, carried = proposer.calendar.periods(), proposer.program.settlement.wait(clause.index)
    return 1 + (min(carried, year - periods[-1][0] - 1) if periods else carried)


def _standard(proposer: DayProposer, clause: Clause) -> int:
    """The most to which an older document may raise a claim."""
    is_raised = any(step.lifts for step in proposer.program.settlement.steps_over(clause.index))
    return max((of.amount for of in proposer.facts.older_documents or ()), default=0) if is_raised else 0


def _tried(proposer: DayProposer, clause: Clause, record: Record | None) -> Iterator[Candidate]:
    """The claim on each day after the last settled on which it may be another."""
    first = max(clause.start or Date.min, _first(proposer.calendar))
    item = proposer.facts.applicant if record is None else record.item
    turns = proposer.code.days(clause.index, proposer.situation.on(record, first))
    for day in sorted({first, *(d for d in (*turns, *turning_days(proposer.facts)) if d > first)}):
        yield proposer.on(clause, proposer.situation.on(record, day), item)


def _first(calendar: Calendar) -> Date:
    """The first day after the years that are settled."""
    if periods := calendar.periods():
        return Date(periods[-1][0] + 1, 1, 1)
    return calendar.window.start or later(min(calendar.turns, default=Date(2000, 1, 1)), -1, "day")


def _is_used(proposer: DayProposer, claim: Candidate, used: set[_Used]) -> bool:
    """Whether its `once` is used up for sure."""
    once = claim.clause.once
    if once is None or claim.once != once or any(name in claim.unknown_keys for name in once):
        return False
    index = claim.clause.index
    groups = groups_under(table_of_program(proposer.program).once_of(index, once), claim)
    held = ((group, (ANY_ROW, *group[1:]) if not once and isinstance(group, tuple) else group) for group in groups)
    is_used_up = [(index, group) in used or (index, of_any) in used for group, of_any in held]
    return bool(is_used_up) and all(is_used_up)
