"""Amounts compared with the ledger: other years, the amount to be paid now, reopened years, and late claims.

Reopened years: the input is the claims and lines of a decision and the earlier lines. The output is, by year, the
recalculated amount and the amount due before, and the events that changed. Late claims: if nothing was reopened, the
events that were stated after their year was settled, with the recalculated amounts of the years.

The amount to be paid now: the input is the result of an evaluation. The output is what increased over the ledger and
what decreased, claim by claim.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Bounds, Money
from ipdsl.claims.claim import Candidate
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.decision import LedgerDifference
from ipdsl.decision.model import ChangedEvent, Claim, LateClaims, OtherYear, ReopenedYear, Reopening
from ipdsl.ir.facts import Facts, LedgerLine, ReopenedYears
from ipdsl.ir.terms import Program, TriggerKind, clauses_by_label, unlisted_item
from ipdsl.ledger.lines import events_of, is_final, item_of, policy_lines
from ipdsl.ledger.reopening import reopen_facts, year_settled_again
from ipdsl.settlement.limits import CapAmounts


def other_years(claims: Iterable[Claim], year: int, currency: str) -> tuple[OtherYear, ...]:
    """The other years in which these claims pay, or may pay, ascending.

    A claim without a year is ignored: it may belong to any year.
    """
    due: dict[int, int] = {}
    may_be: dict[int, int | None] = {}
    for claim in claims:
        for of_year, paid in claim.paid_by_year.items():
            if paid.minor:
                due[of_year] = due.get(of_year, 0) + paid.minor
        if claim.year is None or claim.bounds.is_point:
            continue
        high, known = claim.bounds.high, may_be.get(claim.year, 0)
        if high is None or known is None:
            may_be[claim.year] = None
        elif high.minor > claim.paid.minor:
            may_be[claim.year] = known + high.minor - claim.paid.minor
    return tuple(
        OtherYear(of_year, Money(due.get(of_year, 0), currency), _money(may_be.get(of_year, 0), currency))
        for of_year in sorted({*due, *may_be} - {year})
    )


def _money(sum_: int | None, currency: str) -> Money | None:
    return None if sum_ is None else Money(sum_, currency)


# ---------------------------------------------------------------------------------------------- the ledger

_DatedEvent: TypeAlias = "tuple[str, str, int | None, datetime.date | None]"
"""Clause, item, year, and the day if a line and a claim share it."""

_NO_LIMIT = 10**30
"""In minor units: an upper bound that is not limited."""


BoundedClaims: TypeAlias = "tuple[int, int | None, list[tuple[Candidate, int, int | None]]]"
"""The bounds of a set of claims, and those of each claim; `None`: no limit."""


def compare_with_ledger(
    proposer: Proposer, candidates: Iterable[Candidate], settled_again: Container[int], due: Bounds,
    sets: Iterable[BoundedClaims], due_again: Mapping[int, int],
) -> LedgerDifference:  # fmt: skip
    """The amounts due up to the as-of year beyond the ledger, and the amounts due in the ledger only.

    `settled_again` are the lines that are settled again (by identity). `due_again` has the payments beyond the amount
    due of a line that are due again: they were due before. `sets` are the claims in which `due` is: the settled claims,
    and each set of tied claims with missing facts. The claims of a line are those of its award and item on its day; or
    of its year, if it is short or the day was corrected. The increases of a set are bounded in two ways: as the amount
    of the set without the earlier amount due, and claim by claim.
    """
    currency, program = proposer.program.currency, proposer.program
    before = _due_before(program, proposer.facts, candidates, settled_again, due_again)
    if not before:
        return LedgerDifference(due)
    least, most, lost, may_be_lost = 0, 0, before, before
    for low, high, claims in sets:
        lows, highs = Counter[_DatedEvent](), Counter[_DatedEvent]()
        for claim, claim_low, claim_high in claims:
            event, lines = _events_of_claim(claim, program, before)
            lows[event] += 0 if lines else claim_low
            highs.update(dict.fromkeys((event, *lines), _NO_LIMIT if claim_high is None else claim_high))
        least += max(low - (highs & before).total(), (lows - before).total())
        most += min(_NO_LIMIT if high is None else high - (lows & lost).total(), (highs - lost).total())
        lost, may_be_lost = lost - highs, may_be_lost - lows
    payable, overpaid = (
        Bounds(Money(low, currency), _money(high if high < _NO_LIMIT // 2 else None, currency), low == high)
        for low, high in ((least, most), (lost.total(), may_be_lost.total()))
    )
    return LedgerDifference(payable, Money(before.total(), currency), overpaid)


def _due_before(
    program: Program, facts: Facts, candidates: Iterable[Candidate], settled_again: Container[int],
    due_again: Mapping[int, int],
) -> Counter[_DatedEvent]:  # fmt: skip
    """The amounts due up to the as-of year in the lines whose claims are settled again.

    A line of an earlier year whose carried money is settled again counts from the reopened year on.
    """
    last = program.year_of(facts.as_of)
    standing = {id(line) for line in facts.history or ()}
    previous = facts.reopened or ReopenedYears(last + 1, policy_lines(program, facts))
    due, before = list[tuple[_DatedEvent, int]](), Counter[_DatedEvent]()
    for line in previous.before:
        since = (
            0
            if id(line) in settled_again and not is_final(line)
            else last + 1
            if id(line) in standing
            else year_settled_again(line, previous.year)
        )
        sums = (sum_ for year, sum_ in line.due.items() if since <= year <= last)
        if sum_ := sum(sums, due_again.get(id(line), 0)):
            item = item_of(clauses_by_label(program).get(line.event_clause), program.schema, line)
            due.append(((line.event_clause, item, line.year, line.event_date), sum_))
    dated = {_dated_event(claim, program) for claim in candidates} if due else ()
    for event, sum_ in due:
        before[event if event in dated else (*event[:3], None)] += sum_
    return before


def _dated_event(claim: Candidate, program: Program) -> _DatedEvent:
    line = claim.brought_forward
    item = claim.item if line is None else item_of(claim.clause, program.schema, line)
    return claim.clause.label if line is None else line.event_clause, item, claim.year, claim.day


def _events_of_claim(
    claim: Candidate, program: Program, before: Collection[_DatedEvent]
) -> tuple[_DatedEvent, list[_DatedEvent]]:
    """The event of a claim, and other lines that it may belong to.

    There are others if its year or a key of its record is not known, or its record is not listed.
    """
    event, record = _dated_event(claim, program), claim.source
    event = event if event in before else (*event[:3], None)
    if record is None:
        is_named = not claim.item.startswith(unlisted_item(""))
    else:
        is_named = all(name in record.values for name in program.schema.record_by_name[record.kind].key)
    if claim.year is not None and is_named:
        return event, []
    label, item = event[:2]
    return event, [e for e in before if e != event and e[0] == label and (e[1] == item or not is_named)]


_Event: TypeAlias = tuple[str, str, int]
"""Clause, item and year: the parts of an event in a short line."""


def recompute_reopened_years(
    program: Program, previous: ReopenedYears, claims: Iterable[Claim], lines: Iterable[LedgerLine],
    due_again: Mapping[int, int],
) -> Reopening:  # fmt: skip
    """The recalculated amount and the amount due before, by year; `lines` are the lines of the decision."""
    currency, claims = program.currency, tuple(claims)
    before = _due_by_event(previous.before, previous.year, due_again)
    new_events = _due_by_event((line for line in lines if line.is_of(program.name) and is_final(line)), previous.year)
    open_ = {(claim.label, claim.item, claim.year or 0) for claim in claims if not claim.bounds.is_point}
    moved = []
    for event in sorted(before.keys() | new_events.keys()):
        then, now = before.get(event, {}), new_events.get(event, {})
        if then != now:
            was, new_sum = (Money(sum(sums.values()), currency) for sums in (then, now))
            moved.append(ChangedEvent(*event, was, new_sum, event in open_))
    sums = _due_by_year(before.values())
    due_in = {year: _due_in_year(program, claims, year) for year in sorted(sums.keys() | _years(program, claims))}
    years = [
        ReopenedYear(year, due, Money(sums.get(year, 0), currency))
        for year, due in due_in.items()
        if sums.get(year) or due.low.minor or not due.is_point
    ]
    return Reopening(previous.year, tuple(years), tuple(moved))


def _due_by_event(
    lines: Iterable[LedgerLine], first: int, due_again: Mapping[int, int] = {}
) -> dict[_Event, dict[int, int]]:
    """The amounts due from a year on, by event and year; amounts of 0 are omitted."""
    due: dict[_Event, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        since = year_settled_again(line, first)
        for year, sum_ in (*line.due.items(), (max(line.year, since), due_again.get(id(line), 0))):
            if year >= since and sum_:
                due[line.event_clause, line.item, line.year][year] += sum_
    return {event: dict(sums) for event, sums in due.items()}


def _due_by_year(events: Iterable[dict[int, int]]) -> dict[int, int]:
    sums_by_year = values_by_key(pair for sums in events for pair in sums.items())
    return {year: sum(sums) for year, sums in sums_by_year.items()}


def _reach(program: Program, claim: Claim) -> range:
    """The years in which an undetermined claim may be paid; empty if its year is not known."""
    if claim.year is None:
        return range(0)
    wait = next((program.settlement.wait(clause.index) for clause in program.clauses if clause.label == claim.label), 0)
    return range(claim.year, claim.year + wait + 1)


def _years(program: Program, claims: Iterable[Claim]) -> set[int]:
    return {year for claim in claims for year in claim.paid_by_year}.union(
        *(_reach(program, claim) for claim in claims if not claim.bounds.is_point)
    )


def _due_in_year(program: Program, claims: Iterable[Claim], year: int) -> Bounds:
    """The bounds of a year's amount.

    An undetermined claim may pay up to its upper bound in each year that it may reach.
    """
    low, high = 0, 0
    is_bounded = True
    for claim in claims:
        paid = claim.paid_by_year.get(year)
        least = 0 if paid is None else paid.minor
        low += least
        if claim.bounds.is_point or not (claim.year is None or year in _reach(program, claim)):
            high += least
        elif claim.bounds.high is None:
            is_bounded = False
        else:
            high += max(least, claim.bounds.high.minor)
    return Bounds(Money(low, program.currency), Money(high, program.currency) if is_bounded else None)


# ---------------------------------------------------------------------------------------------- late claims


@attrs.frozen(eq=False, repr=False)
class LateEvents(ValueObject):
    """The events stated after their year was settled, and the facts with these years open again."""

    first_year: int
    events: tuple[_Event, ...]
    facts: Facts


def find_late_events(
    proposer: Proposer, candidates: Iterable[Candidate], ledger_lines: Mapping[int, LedgerLine], cap_amounts: CapAmounts
) -> LateEvents | None:
    """The events that were stated after their year was settled; `None` if nothing is late.

    `ledger_lines` are the lines of candidates (by identity). Short lines, and lines without a stated record, keep their
    amounts. Money carried into a year that turns out to be suspended counts as an event of that year. Members of a
    cohort are not checked. Reopened years are recalculated anyway, so only earlier years are checked. All lines of an
    event are open again; merged awards have several.
    """
    program, facts = proposer.program, proposer.facts
    lines, previous = policy_lines(program, facts), facts.reopened
    last = max((line.year for line in (lines if previous is None else previous.before) if is_final(line)), default=0)
    if previous is not None:
        last = min(last, previous.year - 1)
    if last <= 0 or not proposer.is_alone:
        return None
    stated = {id(line) for line in ledger_lines.values() if not line.short}  # a line stated by hand is not checked
    came = [_event(claim) for claim in candidates if _is_late(claim, ledger_lines.get(id(claim)), last)]
    brought = {id(claim.brought_forward) for claim in candidates if claim.brought_forward is not None}
    if brought:  # the claims that these lines replaced
        events = events_of(program, lines)
        for claim in proposer.claims():
            line = events.line_of_claim(claim)
            if line is not None and id(line) in brought:
                stated.add(id(line))
                came += [_event(claim)] if _is_late(claim, line, last) else []
    for line in lines:
        if id(line) not in stated and is_final(line) and has_ended(proposer, line):
            stated.add(id(line))
            came += [(line.clause, line.item, line.year)] if line.proposed or line.total else []
        came += [] if line.short else _suspended_events(line, cap_amounts)
    if not came:
        return None
    first = min(year for _, _, year in came)
    days = {(line.event_clause, line.item, line.year, line.event_date) for line in lines if id(line) in stated}
    again = {id(line) for line in lines if (line.event_clause, line.item, line.year, line.event_date) in days}
    return LateEvents(first, tuple(dict.fromkeys(came)), reopen_facts(program, facts, first, again))


def late_claims(
    program: Program, came: LateEvents, stand: Iterable[LedgerLine], new_lines: Iterable[LedgerLine]
) -> LateClaims | None:
    """The late claims with the years whose amount would change, or `None` if no amount changes.

    `stand` are the lines of the present decision, `new_lines` those of the recalculation. Carried money is compared
    too.
    """
    policy_lines = [[line for line in lines if line.is_of(program.name)] for lines in (stand, new_lines)]
    settled = [[*filter(is_final, lines)] for lines in policy_lines]
    stands, would_be = (_due_by_year(_due_by_event(lines, came.first_year).values()) for lines in settled)
    carried = [Money(sum(line.carried for line in lines), program.currency) for lines in policy_lines]
    waits = (carried[0], carried[1]) if carried[0] != carried[1] else None
    sums = (
        (year, Money(stands.get(year, 0), program.currency), Money(would_be.get(year, 0), program.currency))
        for year in sorted(stands.keys() | would_be.keys())
    )
    years = [ReopenedYear(year, Bounds(now, now), then) for year, then, now in sums if then != now]
    return LateClaims(came.first_year, came.events, tuple(years), waits) if years or waits else None


def _event(claim: Candidate) -> _Event:
    return claim.clause.label, claim.item, claim.year or 0


def _is_late(claim: Candidate, line: LedgerLine | None, last: int) -> bool:
    """Whether a claim belongs to a settled year and differs from the settled line."""
    if claim.year is None or claim.brought_forward is not None:
        return False
    if line is None or not is_final(line):
        return claim.is_live and claim.year <= last
    if claim.approved is not None and claim.clause.trigger.kind is TriggerKind.WHILE:
        return False  # an approval has no year: it may be for another year of the state
    return not (line.short or claim.facts) and (claim.proposed if claim.is_live else 0) != line.proposed


def _suspended_events(line: LedgerLine, cap_amounts: CapAmounts) -> list[_Event]:
    """The first year in which a line paid carried money and its clause is suspended."""
    clause = clauses_by_label(cap_amounts.situation.program).get(line.clause)
    years = sorted(year for year, sum_ in line.due.items() if sum_ and line.year < year)
    return [
        (line.clause, line.item, year)
        for year in years
        if clause is not None and cap_amounts.is_suspended(clause, year)
    ][:1]


def has_ended(proposer: Proposer, line: LedgerLine) -> bool:
    """Whether a line's claim no longer exists: a claim for a state of the applicant or of a stated record.

    Other lines without a claim are for events that the facts do not list again.
    """
    clause = clauses_by_label(proposer.program).get(line.clause)
    if clause is None or line.short or clause.trigger.kind is not TriggerKind.WHILE:
        return False
    if not clause.trigger.record:
        return True
    return line.item in {record.item for record, _ in proposer.situation.records_of_kind(clause.trigger.record).members}
