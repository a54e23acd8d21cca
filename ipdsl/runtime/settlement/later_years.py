"""Claims of states in the years after all others, where no as-of date says how far they run.

In a window without end nothing but the as-of date says so. The years after the last in which anything turns take
nothing from those before them, so that each state has one open claim for all of them, which asks for the as-of date:
at the most its sum where `once` leaves one payment, what rules for life leave, else without limit. Where `once` is used
up for sure there is none, nor where the state has ended. One that is paid once is paid in the first year that comes;
where rules may leave it nothing there, its one claim stands for that year too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TypeAlias

import attrs

from ipdsl.runtime.clauses.operations import later
from ipdsl.runtime.facts import Record
from ipdsl.runtime.kernel.recall import ANY_ROW, Group, Recall, places_taken
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.settlement.ahead import day_of, subject
from ipdsl.runtime.settlement.beyond import followed, is_paid_once
from ipdsl.runtime.settlement.claims import INFINITE, Candidate, groups_under
from ipdsl.runtime.settlement.horizon import Calendar
from ipdsl.runtime.settlement.propose_day import DayProposer
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.settlement.unsure_days import over_days
from ipdsl.runtime.steps import Bound
from ipdsl.runtime.terms import Clause, TriggerKind
from ipdsl.values.days import Date, Period

Periods: TypeAlias = "tuple[tuple[int, Period], ...]"
_Used: TypeAlias = tuple[int, Group]


def in_later_years(
    proposer: DayProposer, settling: Settling, ahead: Iterable[Candidate], alone: Iterable[Candidate], year: int | None
) -> list[Candidate]:  # fmt: skip
    """The open claims of states in later years.

    `settling` recalls what hangs on nothing, `ahead` are the claims of states in single years to come, `alone` those
    that no other takes anything from, `year` is the one reported.
    """
    most: dict[tuple[int, int], int] = {}
    for claim in ahead:
        most[subject(claim)] = max(most.get(subject(claim), 0), claim.most)
    used = _used(proposer, settling.recall)
    paid = {subject(claim) for claim in alone if is_paid_once(claim.clause)}
    tried = (
        _later(proposer, settling, clause, record, used, year, most.get((clause.index, id(record)), 0))
        for clause, record in followed(proposer)
        if (clause.index, id(record)) not in paid or not proposer.calendar.periods()
    )
    return [claim for claim in tried if claim is not None]


def not_used(proposer: DayProposer, settling: Settling, claims: Iterable[Candidate]) -> list[Candidate]:
    """Those of the claims of which `once` has not been used up for sure."""
    used = _used(proposer, settling.recall)
    return [claim for claim in claims if not _is_used(proposer, claim, used)]


def most_together(settling: Settling, claims: list[Candidate]) -> int:
    """What any cap for life leaves of the claims of later years together."""
    asked = [(claim, claim.most) for claim in claims]
    return min(map(partial(_left, settling, asked), _for_life(settling, claims)), default=INFINITE)


def _for_life(settling: Settling, claims: list[Candidate]) -> Iterator[Bound]:
    """The caps for life that reach any of the claims."""
    indices = {claim.clause.index for claim in claims}
    for rule in settling.table.rules:
        is_for_life = rule.step.fills and not (rule.bound.per_year or rule.bound.across or rule.step.wait)
        if is_for_life and not indices.isdisjoint(rule.bound.reach):
            yield rule.bound


def _left(settling: Settling, asked: list[tuple[Candidate, int]], bound: Bound) -> int:
    """What a cap for life leaves of sums; the year is no matter to it."""
    known = [(attrs.evolve(c, year=1), sum_) for c, sum_ in asked if not c.unknown_keys]
    loose = sum(sum_ for c, sum_ in asked if c.unknown_keys)
    return loose + sum(one.paid for one in settling.settle_alone(settling.table.alone(bound), known))


def _used(proposer: DayProposer, recall: Recall) -> set[_Used]:
    """What `once` has used up for sure."""
    used: set[_Used] = set()
    table = table_of_program(proposer.program)
    for clause in proposer.program.clauses:
        if clause.trigger.kind is TriggerKind.WHILE and clause.once is not None:
            paid = recall.of(table.once_of(clause.index, clause.once))
            used |= {(clause.index, group) for group, own in paid.items() if any(one.counts > 0 for one in own)}
    return used


def _later(
    proposer: DayProposer, settling: Settling, clause: Clause, record: Record | None, used: set[_Used],
    year: int | None, of_ahead: int,
) -> Candidate | None:  # fmt: skip
    calendar = proposer.calendar
    turns = (*proposer.code.days(clause.index, proposer.situation.on(record, proposer.situation.day)),
             *proposer.turning_days(clause))  # fmt: skip
    is_once = is_paid_once(clause)
    periods = calendar.periods(clause.start) if is_once else calendar.followed(clause.start, turns)
    if periods and year is not None and year <= periods[-1][0]:
        return None  # those years hold what it may be paid
    tried = [c for c in _tried(proposer, clause, record, periods) if c.is_live and c.most]
    tried = [c for c in tried if not _is_used(proposer, c, used)]
    if not tried:
        return None
    is_one = year is not None or is_once
    is_known = is_one and all(claim.high is not None for claim in tried)
    years = 1 if year is None or is_once else _years_paid(proposer, clause, year)
    most = max(*(claim.most for claim in tried), _standard(proposer, clause))
    blank = proposer.blank(clause, tried[0].at or proposer.situation, tried[0].item, dated=False)
    facts = frozenset({day_of(blank)}) | (frozenset() if periods else calendar.days_that_wait)
    one = over_days(blank, tried, facts)
    one = attrs.evolve(one, facts=facts, high=years * most if is_known else None, lift=0)
    if not is_known:
        left = [_left(settling, [(one, INFINITE)], bound) for bound in _for_life(settling, [one])]
        left += _of_years(settling, attrs.evolve(one, year=_first(calendar, periods).year), max(of_ahead, most))
        one.high = None if min(left, default=INFINITE) >= INFINITE else min(left)
    return one if one.high != 0 else None


def _of_years(settling: Settling, claim: Candidate, most: int) -> Iterator[int]:
    """What each rule for life that leaves a key few years leaves of a claim of every year from its own on, of which no
    year is worth more than `most`: one that pays a key once, a ladder, a limit of years.
    """
    for rule in settling.table.rules:
        step, bound = rule.step, rule.bound
        groups = () if bound.per_year or claim.clause.index not in bound.reach else (*groups_under(rule, claim),)
        if not groups:
            continue
        is_apart = step.by_level and ("level" in claim.keys or "level" in claim.unknown_keys)  # from those of its level
        if (step.selects or step.by_level) and not (step.ends or is_apart):
            yield settling.settle_alone(settling.table.alone(bound), [(claim, most)])[0].paid
        elif step.has_places and bound.counts == "year":
            paid = settling.recall.of(rule)
            used = max(len(places_taken(rule, paid.get(group, ()))) for group in groups)
            yield max(0, step.number - used) * most


def _years_paid(proposer: DayProposer, clause: Clause, year: int) -> int:
    """The later years whose claims the reported one may pay: its own, and those from which money is carried."""
    periods, carried = proposer.calendar.periods(), proposer.program.settlement.wait(clause.index)
    return 1 + (min(carried, year - periods[-1][0] - 1) if periods else carried)


def _standard(proposer: DayProposer, clause: Clause) -> int:
    """The most to which an older document may raise a claim."""
    is_raised = any(step.lifts for step in proposer.program.settlement.steps_over(clause.index))
    return max((of.amount for of in proposer.facts.older_documents or ()), default=0) if is_raised else 0


def _tried(
    proposer: DayProposer, clause: Clause, record: Record | None, periods: Periods
) -> Iterator[Candidate]:  # fmt: skip
    """The claim on each day after the last settled on which it may be another."""
    first = max(clause.start or Date.min, _first(proposer.calendar, periods))
    item = proposer.facts.applicant if record is None else record.item
    turns = proposer.code.days(clause.index, proposer.situation.on(record, first))
    for day in sorted({first, *(d for d in (*turns, *proposer.turning_days(clause)) if d > first)}):
        yield proposer.on(clause, proposer.situation.on(record, day), item)


def _first(calendar: Calendar, periods: Periods) -> Date:
    """The first day after the years that are settled."""
    if periods:
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
