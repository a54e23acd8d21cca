"""Claims of states: in each year the first day on which every gate of a `while` award holds, or may hold.

In come a proposer, a clause and the record whose state it is (or none: the applicant's); out come its claims.

Decided here:
- A claim is dated the first day on which all gates hold, even where an earlier day of the year is open.
- A year in which no day lets it through has no claim, unless a rule of another article stopped it (a suspension, say):
  then the year says so. A state that has no claim in any year leaves one of the last day tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    if proposer.situation.assume:  # what is taken for one day leaves the fact open on another, with other sums
        turns = tuple(sorted({*turns, *turning_days(proposer.facts)}))
    found: list[Candidate] = []
    for _, period in periods:
        claim = _in_year(proposer, clause, record, item, period, turns)
        found += [claim] if claim is not None else []
    if found:
        return found
    period = periods[-1][1]
    last = max((day for day in (period.start, *turns) if day is not None and day in period), default=here.day)
    return [proposer.on(clause, proposer.situation.on(record, last), item)]


def _in_year(
    proposer: Proposer, clause: Clause, record: Record | None, item: str, period: Period, turns: tuple[Date, ...]
) -> Candidate | None:
    """The claim of a year; `None` where a gate of the award stops it on every day."""
    assert period.start is not None
    first = period.start
    opened: tuple[Situation, Proposal] | None = None
    by_rule: tuple[Situation, Proposal] | None = None
    for day in (first, *(turn for turn in turns if turn != first and turn in period)):
        at = proposer.situation.on(record, day)
        proposal = proposer.code.propose(clause.index, at)
        if proposal.stopped_at is not None and proposal.stopped_at >= 0:
            if by_rule is None and stop_outcome(clause, proposal) is not Outcome.NOT_ELIGIBLE:
                by_rule = (at, proposal)
            continue
        if not proposal.gates_open:
            claim = proposer.on(clause, at, item, proposal=proposal)
            return claim if opened is None else _any_day(proposer, claim, opened, period, turns)
        opened = opened or (at, proposal)
    if opened is not None:
        claim = proposer.on(clause, opened[0], item, proposal=opened[1])
        return _any_day(proposer, claim, opened, period, turns)
    return None if by_rule is None else proposer.on(clause, by_rule[0], item, proposal=by_rule[1])


def _any_day(
    proposer: Proposer, claim: Candidate, opened: tuple[Situation, Proposal], period: Period, turns: tuple[Date, ...]
) -> Candidate:
    """A claim whose day may be another, from the first open one on: with the sums of those days too."""
    clause, item, (start, first) = claim.clause, claim.item, opened
    end = _last_day(((0, period),), start.day)
    last = end if claim.day is None or claim.day == start.day else claim.day
    days = sorted({day for day in (*turns, *turning_days(proposer.facts), end) if start.day < day <= last})
    tried = [claim, proposer.on(clause, start, item, proposal=first)]
    for day in days:
        at = proposer.situation.on(start.record, day)
        proposal = proposer.code.propose(clause.index, at)
        if proposal.stopped_at is None or proposal.stopped_at < 0:
            tried.append(proposer.on(clause, at, item, proposal=proposal))
    if is_alike(tried) or not any(one.is_live for one in tried):
        return claim
    base = next(one for one in tried if one.is_live)
    return over_days(base, tried, first.open_facts)


def _last_day(periods: tuple[tuple[int, Period], ...], otherwise: Date) -> Date:
    return (periods[-1][1].end or otherwise) if periods else otherwise
