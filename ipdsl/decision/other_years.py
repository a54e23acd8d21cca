"""What a decision says in addition to its claims: about other documents, other years, and days that may be mistakes.

Reopened years: the input is the claims and lines of a decision and the earlier lines. The output is, by year, the
recalculated amount and the amount due before, and the events that changed. Late claims: if nothing was reopened, the
events that were stated after their year was settled, with the recalculated amounts of the years.

The amount to be paid now: the input is the result of an evaluation. The output is what increased over the ledger and
what decreased, claim by claim.

A claim is meant for others if its clause pays other applicants, or if another clause pays its record. Example: a policy
pays provincial and national prizes by two clauses. A provincial prize is zero under the clause for national prizes.
Both clauses test the level of the record, and the record passes that test under its own clause. A page may count such
claims instead of listing them. All claims of a record (or of a kind that makes sets) remain listed if no other claim is
about it.

docs/en/concepts/settlement describes the claims of a reference: "Suspended, supported, by reference".

Duties of paid applicants, and budget lines of a public body, are listed too. docs/en/reference/language describes when
a duty is listed: "Other sentences".

A mistyped day would be paid twice: a finding for each later day of an event that an award uses, in the order of kinds,
items and days. An event is skipped if the vocabulary expects it to recur (it has a word for the first one) or if its
day is part of the item's key.

Records of one day are reported if their numbers decided which of them is the first or the last, and numbers if they
have the same letters and digits.

Missing facts with the amount that they affect and the clauses that need them, and the assumptions of a decision.

Each fact is listed once, even if several claims wait for it. Record kinds that are not stated are listed, too.

An assumption is one sentence. They include the assumed as-of date, parts of the facts that are missing, sources of
published values, and records without key and id. Such a record counts as a separate item. This is reported if another
record or a history line has the same root, because both may be about the same item.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import LocalizedName, MessageValue, Phrase, join_phrases, literal_phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import fold_name
from ipdsl.base.values.days import Date, FiscalYear, Period
from ipdsl.base.values.money import DECIMALS, Bounds, Money
from ipdsl.claims.claim import Candidate, clauses_counting_support, failed_gate_reason
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.decision import EventDifference, LedgerDifference
from ipdsl.decision.model import (
    Allocation,
    ChangedEvent,
    Claim,
    LateClaims,
    MissingFact,
    Obligation,
    OtherYear,
    Recovery,
    Reference,
    ReopenedYear,
    Reopening,
    UnstatedKind,
)
from ipdsl.decision.recovered_sums import greatest_sum
from ipdsl.engine.situation import TIES, Situation, field_of, members_of_type
from ipdsl.facts.records import content_of, item_of as item_of_record
from ipdsl.ir.facts import FactRef, Facts, LedgerLine, Open, Record, ReopenedYears, all_records
from ipdsl.ir.proposal import (
    AS_OF,
    BENEFICIARY,
    COHORT_QUOTA,
    EXCLUDED,
    GATE,
    GATE_CANNOT,
    NO_FITTING_ROW,
    NOT_HAPPENED,
    PUBLISHED,
    REQUIREMENT,
    STATED_OTHERWISE,
    TRANSITION,
    WINDOW,
    Outcome,
    Passage,
    Reason,
    ReasonValue,
    StatedValues,
    reason,
)
from ipdsl.ir.terms import (
    Allocation as BudgetLine,
    Clause,
    Program,
    Reference as Document,
    Trigger,
    TriggerKind,
    clauses_by_label,
    unlisted_item,
)
from ipdsl.ledger.lines import (
    events_of,
    is_final,
    item_of,
    policy_lines,
    recovery_lines,
    reopen_facts,
    root_of,
    year_settled_again,
)
from ipdsl.plain_data.errors import CloseNumbers, EventOnSeveralDays, RecordsOfOneDay
from ipdsl.plain_data.strict_json import BureauRemark
from ipdsl.schema.values.value_type import NONE, printable
from ipdsl.schema.vocabulary import Event
from ipdsl.settlement.journal import CapAmounts
from ipdsl.wording import english
from ipdsl.wording.english import CATALOGUE
from ipdsl.wording.labels import Labels, written_day

if TYPE_CHECKING:
    from ipdsl.decision.decision import Decision


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
    least, most, lost, may_be_lost, gained = 0, 0, before, before, Counter[_DatedEvent]()
    for low, high, claims in sets:
        lows, highs = Counter[_DatedEvent](), Counter[_DatedEvent]()
        for claim, claim_low, claim_high in claims:
            event, lines = _events_of_claim(claim, program, before)
            lows[event] += 0 if lines else claim_low
            highs.update(dict.fromkeys((event, *lines), _NO_LIMIT if claim_high is None else claim_high))
        least += max(low - (highs & before).total(), (lows - before).total())
        most += min(_NO_LIMIT if high is None else high - (lows & lost).total(), (highs - lost).total())
        lost, may_be_lost, gained = lost - highs, may_be_lost - lows, gained + (lows - before)
    payable, overpaid = (
        Bounds(Money(low, currency), _money(high if high < _NO_LIMIT // 2 else None, currency), low == high)
        for low, high in ((least, most), (lost.total(), may_be_lost.total()))
    )
    events = (
        EventDifference(*event[:3], *(Money(sums[event], currency) for sums in (before, gained, lost)))
        for event in {**before, **gained}
        if gained[event] or lost[event]
    )
    return LedgerDifference(payable, Money(before.total(), currency), overpaid, tuple(events))


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

RecoveredEvent: TypeAlias = tuple[str, str, datetime.date]
"""The label of a recovery or a debt, the item and the day."""

StatedEvents: TypeAlias = (
    "tuple[Proposer, Iterable[Candidate], Mapping[int, LedgerLine], CapAmounts, Sequence[RecoveredEvent]]"
)
"""What decides whether events come late: the claims with their lines, and the events of recoveries and debts."""


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
    proposer: Proposer, candidates: Iterable[Candidate], ledger_lines: Mapping[int, LedgerLine],
    cap_amounts: CapAmounts, owed: Sequence[RecoveredEvent],
) -> LateEvents | None:  # fmt: skip
    """The events that were stated after their year was settled; `None` if nothing is late.

    `ledger_lines` are the lines of candidates (by identity), `owed` the stated events of recoveries and debts.
    Members of a cohort are checked together.
    """
    program, facts = proposer.program, proposer.facts
    last = _last_settled_year(program, facts)
    if last <= 0 or not proposer.is_alone:
        return None
    came, again = _late_events(proposer, candidates, ledger_lines, cap_amounts, owed, last=last)
    if not came:
        return None
    first = min(year for _, _, year in came)
    return LateEvents(first, tuple(dict.fromkeys(came)), reopen_facts(program, facts, first, again))


def late_events_in_cohort(
    program: Program, cohort: Sequence[Facts], results: Iterable[StatedEvents]
) -> list[LateEvents]:
    """The late events of each member of a cohort, with the years of all of them open again; empty if nothing is late.

    A year is settled for all members if one of them has a line of it.
    """
    last = max(_last_settled_year(program, facts) for facts in cohort)
    late_events = [_late_events(*result, last=last) for result in results]
    first = min((year for came, _ in late_events for _, _, year in came), default=0)
    return [
        LateEvents(first, tuple(dict.fromkeys(came)), reopen_facts(program, facts, first, again))
        for facts, (came, again) in zip(cohort, late_events, strict=True)
        if first
    ]


def _last_settled_year(program: Program, facts: Facts) -> int:
    """The last year that has a line, before the years that are reopened: those are recalculated anyway."""
    previous = facts.reopened
    lines = policy_lines(program, facts) if previous is None else previous.before
    years = [line.year for line in lines if is_final(line)]
    last = max((*years, *(line.year for line in recovery_lines(program, facts))), default=0)
    return last if previous is None else min(last, previous.year - 1)


def _late_events(
    proposer: Proposer, candidates: Iterable[Candidate], ledger_lines: Mapping[int, LedgerLine],
    cap_amounts: CapAmounts, owed: Sequence[RecoveredEvent], *, last: int,
) -> tuple[list[_Event], set[int]]:  # fmt: skip
    """The late events up to a year, and the identities of the lines that are open again if there are any.

    Short lines, lines without a stated record, and lines whose claim lacks facts, keep their amounts. Money carried
    into a year that turns out to be suspended counts as an event of that year. All lines of an event are open again;
    merged awards have several.
    """
    program, lines = proposer.program, policy_lines(proposer.program, proposer.facts)
    back = {(line.clause, line.item, line.event_date): line for line in recovery_lines(program, proposer.facts)}
    stated = {id(line) for line in ledger_lines.values() if not line.short}  # a line stated by hand is not checked
    lacking = {id(ledger_lines[id(claim)]) for claim in candidates if claim.facts and id(claim) in ledger_lines}
    came = [_event(claim) for claim in candidates if _is_late(claim, ledger_lines.get(id(claim)), last)]
    brought = {id(claim.brought_forward) for claim in candidates if claim.brought_forward is not None}
    if brought:  # the claims that these lines replaced
        events = events_of(program, lines)
        for claim in proposer.claims():
            line = events.line_of_claim(claim)
            if line is not None and id(line) in brought:
                (lacking if claim.facts else stated).add(id(line))
                came += [_event(claim)] if _is_late(claim, line, last) else []
    for line in lines:
        if id(line) not in stated and is_final(line) and has_ended(proposer, line):
            stated.add(id(line))
            came += [(line.clause, line.item, line.year)] if line.proposed or line.total else []
        came += [] if line.short else _suspended_events(line, cap_amounts)
    of_other_day = {event[:2]: id(line) for event, line in back.items() if event not in owed}
    for label, item, day in owed:
        if line := back.get((label, item, day)):
            stated.add(id(line))
        elif (year := program.year_of(day)) <= last:
            came.append((label, item, year))
            stated.add(of_other_day.get((label, item), 0))  # the day was corrected
    stated -= lacking  # a line stands until its facts are stated again
    days = {(line.event_clause, line.item, line.year, line.event_date) for line in lines if id(line) in stated}
    again = {id(line) for line in lines if (line.event_clause, line.item, line.year, line.event_date) in days}
    return came, again | {id(line) for line in back.values() if id(line) in stated}


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
    carried = [sum(line.carried for line in lines) for lines in policy_lines]
    backs = [sum(x.recovery.total for x in lines if x.recovery is not None) for lines in policy_lines]
    waits, back = (
        (Money(then, program.currency), Money(now, program.currency)) if then != now else None
        for then, now in (carried, backs)
    )
    sums = (
        (year, Money(stands.get(year, 0), program.currency), Money(would_be.get(year, 0), program.currency))
        for year in sorted(stands.keys() | would_be.keys())
    )
    years = [ReopenedYear(year, Bounds(now, now), then) for year, then, now in sums if then != now]
    is_changed = years or waits or back
    return LateClaims(came.first_year, came.events, tuple(years), waits, back) if is_changed else None


def _event(claim: Candidate) -> _Event:
    return claim.clause.label, claim.item, claim.year or 0


def _is_late(claim: Candidate, line: LedgerLine | None, last: int) -> bool:
    """Whether a claim belongs to a settled year and differs from the settled line."""
    if claim.year is None or claim.brought_forward is not None:
        return False
    if line is None or not is_final(line):
        is_left_out = isinstance(claim.stop, Reason) and claim.stop.code == COHORT_QUOTA
        return (claim.is_live or is_left_out) and claim.year <= last
    is_approved = claim.approval is not None and not claim.is_waiting
    if is_approved and claim.clause.trigger.kind is TriggerKind.WHILE:
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


def obligations(proposer: Proposer, claims: tuple[Claim, ...], year: int | None) -> tuple[Obligation, ...]:
    """The duties that follow from the amounts paid."""
    program, kinds = proposer.program, proposer.facts.kinds
    duties: list[Obligation] = []
    for index, duty in enumerate(program.obligations):
        years, missing = _years_held(proposer, index, year) if duty.gates else ((), frozenset[FactRef]())
        if duty.gates and not years:
            continue
        asks = tuple(sorted(missing))
        labels = duty.clauses
        matched = (
            [c for c in claims if c.label in labels] if labels else [c for c in claims if c.article == duty.article]
        )
        base = sum(claim.paid.minor for claim in matched)
        may_pay = any(c.paid.minor or c.outcome is Outcome.CEILING or c.is_open for c in matched)
        if duty.share is not None:
            if base and duty.who in kinds:
                owed = Money(program.rounding.apply(base * duty.share), program.currency)
                duties.append(
                    Obligation(duty.article, duty.who, duty.text, duty.span, duty.op, duty.share,
                               Money(base, program.currency), owed, years, asks)
                )  # fmt: skip
        elif may_pay or duty.who in kinds:
            duties.append(
                Obligation(duty.article, duty.who, duty.text, duty.span, duty.op, years=years, missing=asks)
            )  # fmt: skip
    return tuple(duties)


def _years_held(proposer: Proposer, index: int, year: int | None) -> tuple[tuple[int, ...], frozenset[FactRef]]:
    """The reported years at whose end the conditions of a duty are met, also after the window up to the as-of date.

    If the conditions are met in no year for certain: the years in which they may be met, and the deciding missing
    facts.
    """
    here, window = proposer.situation, proposer.calendar.window
    calendar = attrs.evolve(proposer.calendar, window=Period(window.start, None))
    years = [y for y, _ in calendar.periods() if year in (None, y)]
    tried = [(y, proposer.code.obligation(index, here.with_record(None, calendar.year_end(y), y))) for y in years]
    going = [(y, proposal) for y, proposal in tried if proposal.stopped_at is None]
    sure = tuple(y for y, proposal in going if not proposal.open_facts)
    if sure or not going:
        return sure, frozenset()
    return tuple(y for y, _ in going), frozenset[FactRef]().union(*(proposal.open_facts for _, proposal in going))


# ---------------------------------------------------------------------------------------------- budget lines


def allocations(proposer: Proposer, year: int | None) -> tuple[Allocation, ...]:
    """The budget lines of a public body, one for each year in which their conditions are met."""
    lines: list[Allocation] = []
    for index, line in enumerate(proposer.program.allocations):
        if line.beneficiaries and proposer.facts.kinds.isdisjoint(line.beneficiaries):
            continue
        trigger = line.trigger
        records: list[Record | None] = [None]
        if trigger.record:
            records = [record for record, _ in proposer.situation.records_of_kind(trigger.record).members]
        for record in records:
            lines += _lines(proposer, index, line, record)
    return tuple(line for line in lines if year in (None, line.year))


def _lines(proposer: Proposer, index: int, line: BudgetLine, record: Record | None) -> Iterator[Allocation]:
    """One line for each year in which the conditions are met: on the first certain day, or the first possible day."""
    program, item = proposer.program, proposer.facts.applicant if record is None else record.item
    for days in _days_of_budget(proposer, index, line, record):
        tried = [(day, proposer.code.allocation(index, proposer.situation_on(record, day))) for day in days]
        going = [pair for pair in tried if pair[1].stopped_at is None]
        certain = [pair for pair in going if not pair[1].open_facts]
        for day, proposal in (certain or going)[:1]:
            amount = Money(program.rounding.apply(proposal.low), program.currency) if certain else None
            asks = tuple(sorted(proposal.open_facts))
            year = program.year_of(day)
            yield Allocation(line.label, line.article, line.text, line.span, item, year, amount, asks)


def _days_of_budget(proposer: Proposer, index: int, line: BudgetLine, record: Record | None) -> Iterator[list[Date]]:
    """The days to check a budget line on, by year."""
    calendar = proposer.calendar
    if line.trigger.kind is TriggerKind.RECORD:
        day = proposer.situation_on(record, None).field(line.trigger.date_field)
        if isinstance(day, datetime.date) and day in calendar.window and day <= calendar.as_of:
            yield [day]
        return
    for year, part in calendar.periods():
        first = part.start or calendar.fiscal_year.first_day(year)
        if line.trigger.kind is TriggerKind.WHILE:
            turns = proposer.code.allocation_turns(index, proposer.situation_on(record, first))
            yield sorted({first, *(day for day in turns if day in part)})
        else:
            yield [calendar.year_end(year)]


Referral: TypeAlias = tuple[Document, Record, Date | None, frozenset[FactRef], Reason | None]
"""A record to which a document may apply.

Parts: document, record, day, missing facts of the gates, and the reason why the document does not apply (or `None`).
"""


def referrals(proposer: Proposer) -> Iterator[Referral]:
    """The records that another document may decide on, each with the reason if that document does not."""
    code = proposer.code
    for index, document in enumerate(proposer.program.references):
        trigger = document.trigger
        if trigger is None or trigger.kind is TriggerKind.YEAR or not trigger.record:
            continue
        for record, _ in proposer.situation.records_of_kind(trigger.record).members:
            referral = _referral(
                proposer, index, document, record,
                _days(proposer, trigger, record, code.reference_turns(index, proposer.situation_on(record, None))),
            )  # fmt: skip
            if referral is not None:
                yield referral


def _referral(
    proposer: Proposer, index: int, document: Document, record: Record, days: list[Date | None]
) -> Referral | None:
    """The first day on which the record passes the gates; otherwise the first day tried, with the reason."""
    if document.trigger is not None and document.trigger.kind is TriggerKind.RECORD and not days:
        return document, record, None, frozenset(), _missing_day_reason(proposer, record, document.trigger.date_field)
    failed: Referral | None = None
    for day in days:
        stop = _outside_reason(proposer, day)
        if stop is None:
            proposal = proposer.code.reference(index, proposer.situation_on(record, day))
            if proposal.stopped_at is None:
                return document, record, day, proposal.open_facts, None
            stop = failed_gate_reason(document.gates[proposal.stopped_at], proposal, proposer.program.currency)
        failed = failed or (document, record, day, frozenset(), stop)
    return failed


def _missing_day_reason(proposer: Proposer, record: Record, field: str) -> Reason:
    """The reason why a document does not decide on an event without a day."""
    if proposer.situation_on(record, None).field(field) is NONE:
        return reason(NOT_HAPPENED, (field,), field=field)
    return reason(
        GATE_CANNOT, (field,), gate=f"the day of `{field}`", because=StatedValues((), proposer.program.currency)
    )


def _outside_reason(proposer: Proposer, day: Date | None) -> Reason | None:
    """The reason why a day is not settled, or `None`."""
    window, as_of = proposer.calendar.window, proposer.calendar.as_of
    if day is not None and day not in window and not proposer.is_late(None, day):
        return reason(WINDOW, day=day, window=window)
    return reason(AS_OF, day=day, as_of=as_of) if day is not None and day > as_of else None


def _days(proposer: Proposer, trigger: Trigger, record: Record | None, turns: tuple[Date, ...]) -> list[Date | None]:
    """The days on which a record is checked: its event, or the days on which a state may change."""
    if trigger.kind is TriggerKind.WHILE:
        days: set[Date] = set(turns)
        for _, part in proposer.calendar.periods():
            days |= {day for day in (part.start,) if day is not None}
        return [*sorted(days)]
    day = proposer.situation_on(record, None).field(trigger.date_field)
    if isinstance(day, datetime.date):
        return [day]
    return [None] if isinstance(day, Open) else []


def documents(program: Program, claims: tuple[Claim, ...]) -> tuple[Reference, ...]:
    """The documents that decide something about these claims."""
    references: list[Reference] = []
    for document in program.references:
        items = tuple(c.item for c in claims if c.outcome is Outcome.BY_REFERENCE and c.place == document.span)
        if document.trigger is None or items:
            references.append(Reference(document.article, document.document, document.span, items))
    return (*references, *_earlier_documents(program, claims))


def _earlier_documents(program: Program, claims: tuple[Claim, ...]) -> Iterator[Reference]:
    """The documents that decide claims of years before this policy."""
    stopped = [(c.item, why) for c in claims if c.outcome is Outcome.BY_REFERENCE and (why := c.reason) is not None]
    named = [(item, dict(why.values)) for item, why in stopped if why.code == TRANSITION]
    gates = (gate for clause in program.clauses for gate in clause.gates if named)
    passing = (gate for gate in gates if gate.outcome is Outcome.BY_REFERENCE)
    for article, document, place in dict.fromkeys((gate.article, gate.rule, gate.span) for gate in passing):
        items = tuple(item for item, values in named if values["document"] == document)
        if items:
            yield Reference(article, document, place, items)


WordSet: TypeAlias = frozenset[str]
"""The words of a gate, or the words that select a row."""


@attrs.frozen(eq=False, repr=False)
class _ClaimWords:
    """A claim with the words that it passed and the words that it failed.

    `subject` is its record or set, `event` its event.
    """

    claim: Claim
    subject: object
    event: object
    passed: frozenset[WordSet]
    failed: WordSet
    is_refused: bool


def claims_for_others(program: Program, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The zero claims meant for other applicants or other records, in the order given."""
    clauses = {clause.label: clause for clause in program.clauses}
    entries = [_claim_words(program, claim, clauses[claim.label]) for claim in claims if claim.label in clauses]
    passed: dict[object, set[WordSet]] = {}
    for entry in entries:
        if not entry.is_refused:
            passed.setdefault(entry.event, set()).update(entry.passed)
    aside = [
        entry
        for entry in entries
        if entry.is_refused or (_fails_at_traits(program, entry) and entry.failed in passed[entry.event])
    ]
    left = {entry.subject for entry in {*entries}.difference(aside)}
    return tuple([entry.claim for entry in aside if entry.subject is None or entry.subject in left])


def _claim_words(program: Program, claim: Claim, clause: Clause) -> _ClaimWords:
    """The words of a claim's clause, in the order in which they are tested, as passed or failed."""
    reason, trigger = claim.reason, clause.trigger
    root = program.schema.record_by_name[trigger.record].root if trigger.record else ""
    thing = (root, claim.record) if claim.record or trigger.kind is TriggerKind.SET else None
    event = (thing, trigger.kind, trigger.event, claim.year)
    of_rows = ((clause.row_words, clause.rows_name_applicant),)
    words = ((gate.words, gate.names_applicant) for gate in clause.gates)
    # words that include one of the applicant are never traits of a record
    *gates, rows = [
        frozenset((*names, "applicant") if is_of_other else names) for names, is_of_other in (*words, *of_rows)
    ]
    passed, failed, code = [*gates, rows], frozenset[str](), ""
    if claim.outcome is Outcome.OUT_OF_WINDOW and trigger.kind is not TriggerKind.RECORD:
        passed = []  # a record is tested against the window after its words, other claims before them
    if claim.outcome is Outcome.NOT_ELIGIBLE:
        code = reason.code if reason is not None else ""
        passed = gates if code == NO_FITTING_ROW else []
        failed = rows if code == NO_FITTING_ROW else failed
    if reason is not None and code in (GATE, EXCLUDED, REQUIREMENT):
        text = dict(reason.values).get("gate")
        place = next((place for place, gate in enumerate(clause.gates) if gate.text == text), 0)
        passed, failed = gates[:place], gates[place]
    return _ClaimWords(claim, thing, event, frozenset(passed), failed, code == BENEFICIARY)


def _fails_at_traits(program: Program, entry: _ClaimWords) -> bool:
    """Whether a claim failed on words that describe its record: choices, levels, yes or no."""
    record = program.schema.record_by_name[entry.claim.kind] if entry.claim.record else None
    return record is not None and bool(entry.failed) and entry.failed <= record.traits


_FOR_LIFE = Phrase("an item has it once for life, so the later day is paid nothing", "终身一次，日期较晚的不支付")
_EACH = Phrase("each day counts as an event of its own", "两个日期分别计算")


def record_findings(c: Situation) -> Iterator[Diagnostic]:
    """All findings about the records of an applicant whose claims were computed."""
    yield from repeated_event_findings(c.program, c.facts)
    yield from tied_record_findings(c)
    yield from close_number_findings(c.program, c.facts)


class AwardEvent(NamedTuple):
    """An event that awards use: the root kind, the event, and the labels of the awards."""

    root: str
    event: Event
    labels: frozenset[str]


class _EventDay(NamedTuple):
    """A day on which facts state an event, and its path. A history line may state only the year."""

    day: Date | int
    path: str

    @property
    def phrase(self) -> Phrase:
        """The day as text."""
        if isinstance(self.day, int):
            return Phrase("in {year}", "{year}年", year=self.day)
        return Phrase("on {day}", "{day}", day=written_day(self.day))


def repeated_event_findings(program: Program, facts: Facts) -> tuple[EventOnSeveralDays, ...]:
    """The findings; for most facts the result is empty."""
    events = program.compute_once(award_events)
    if not events or not facts.records:
        return ()
    by_root, kinds = dict[str, dict[str, list[Record]]](), program.schema.record_by_name
    for record in all_records(facts):
        by_root.setdefault(record.root, {}).setdefault(record.item, []).append(record)
    findings: list[EventOnSeveralDays] = []
    for event in events:
        lines = values_by_key(
            (line.item, (index, line))
            for index, line in enumerate(facts.history or ())
            if line.clause in event.labels and line.is_of(program.name) and line.is_about(facts.applicant)
        )
        by_item = by_root.get(event.root, {})
        for item in sorted(item for item, records in by_item.items() if len(records) > 1 or item in lines):
            records = [r for r in by_item[item] if item == item_of_record(kinds[r.kind], r.values)]  # not an id
            if len(records) > 1 or item in lines:
                findings += _item_findings(program, event, item, records, lines.get(item, []))
    return tuple(findings)


def _item_findings(
    program: Program, award_event: AwardEvent, key: str, records: list[Record], lines: list[tuple[int, LedgerLine]]
) -> Iterator[EventOnSeveralDays]:
    """The findings about one item: records with a later day than the first, and records whose line has another day."""
    field = award_event.event.date_field
    dated = ((record.values.get(field), f"{record.path}.{field}") for record in records)
    days = sorted((day, path) for day, path in dated if isinstance(day, datetime.date))
    if not days:
        return
    labels = program.compute_once(Labels)
    kind = LocalizedName(records[0].kind, labels.name(records[0].kind))
    event = LocalizedName(award_event.event.name, labels.name(award_event.event.name, records[0].kind))
    for day, path in days:
        other = _EventDay(*days[0]) if day != days[0][0] else _other_line(program.fiscal_year, day, lines)
        if other is not None:
            yield EventOnSeveralDays(
                path=path, kind=kind, item=LocalizedName(key, labels.item(key, Passage(records[0].kind))), event=event,
                day=_EventDay(day, path).phrase, other_day=other.phrase, other=other.path,
                effect=_FOR_LIFE if award_event.event.is_for_life else _EACH,
            )  # fmt: skip


def _other_line(years: FiscalYear, stated: Date, lines: list[tuple[int, LedgerLine]]) -> _EventDay | None:
    """The first history line that states the event on a different day, or in a different year.

    A line of the same year that is not final does not count: the event of the facts is settled in its place.
    """
    for index, line in lines:
        if not is_final(line) and years.year_of(stated) == line.year:
            continue
        day = line.event_date
        if stated != day if day is not None else years.year_of(stated) != line.year:
            return _EventDay(day or line.year, f"$.history[{index}]")
    return None


def award_events(program: Program) -> tuple[AwardEvent, ...]:
    """The events that awards use, in the order of the text."""
    labels: dict[tuple[str, str], set[str]] = {}
    words: dict[tuple[str, str], Event] = {}
    for clause in program.clauses:
        kind, field = program.schema.record_by_name.get(clause.trigger.record), clause.trigger.date_field
        if (
            kind is None
            or not kind.key
            or field in kind.key
            or not field
            or any(event.is_first for event in kind.events if event.date_field == field)
        ):
            continue
        event = next((candidate for candidate in kind.events if candidate.date_field == field), None)
        if event is not None:
            words.setdefault((kind.root, field), kind.event_by_name.get(clause.trigger.event or "", event))
            award_labels = labels.setdefault((kind.root, field), set())
            award_labels |= {clause.label} if clause.trigger.kind is TriggerKind.RECORD else set()
    return tuple(AwardEvent(root, event, frozenset(labels[root, field])) for (root, field), event in words.items())


# ---------------------------------------------------------------------------------------------- records of one day

_END = Phrase("first", "首次"), Phrase("last", "最近一次")


def tied_record_findings(c: Situation) -> Iterator[RecordsOfOneDay]:
    """The findings, in the order of kinds and records."""
    for kind, is_last, (place, other_place) in sorted(c.cache.get(TIES, ())):  # type: ignore[call-overload]
        labels = c.program.compute_once(Labels)
        record, other = _record(c, kind, place), _record(c, kind, other_place)
        yield RecordsOfOneDay(
            path=record.path, kind=LocalizedName(kind, labels.name(kind)), item=_item(labels, record),
            other_item=_item(labels, other), day=written_day(place[0]), end=_END[is_last], other=other.path,
        )  # fmt: skip


def _record(c: Situation, kind: str, place: Any) -> Record:
    return next(record for record, _ in c.records_of_kind(kind).members if (record.item, record.id) == place[1:])


def _item(labels: Labels, record: Record) -> LocalizedName:
    return LocalizedName(record.item, labels.item(record.item, Passage(record.kind)))


# ---------------------------------------------------------------------------------------------- close numbers

_SIGN = re.compile("[^0-9A-Za-z]")
_MARKS = re.compile(r"[\W_]+")
_MARKS_IN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")


def close_number_findings(program: Program, facts: Facts) -> Iterator[CloseNumbers]:
    """The numbers of records and lines with the same letters and digits: each with the first one like it."""
    kinds = program.schema.record_by_name
    roots = {clause.label: root_of(program, clause) for clause in program.clauses} if facts.history else {}
    names: dict[tuple[str, str], str] = {}
    for record in all_records(facts):
        if kinds[record.kind].key:
            names.setdefault((record.root, record.item), record.path)
    for index, line in enumerate(facts.history or ()):
        root = kinds[line.kind].root if line.kind in kinds else roots.get(line.clause, "")
        names.setdefault((root, line.item), f"$.history[{index}]")
    similar: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for (root, item), path in names.items() if any(_SIGN.search(item) for _, item in names) else ():
        earlier_items = similar.setdefault((root, _MARKS.sub("", fold_name(item))), [])
        is_near = (_breaks(other) <= _breaks(item) or _breaks(item) <= _breaks(other) for other, _ in earlier_items)
        if near := next(compress(earlier_items, is_near), None):
            yield CloseNumbers(path=path, word=printable(item), other_word=printable(near[0]), other=near[1])
        earlier_items.append((item, path))


def _breaks(name: str) -> set[int]:
    """How many letters and digits are before each sign that separates digits in a name."""
    return {len(_MARKS.sub("", name[: match.start()])) for match in _MARKS_IN_DIGITS.finditer(name)}


def missing_facts(
    program: Program, claims: tuple[Claim, ...], worth: dict[FactRef, int | None], askers: dict[FactRef, set[str]],
    unnamed: Iterable[FactRef] = (), recoveries: Iterable[Recovery] = (),
) -> tuple[MissingFact, ...]:  # fmt: skip
    """The facts that would change the amount due or paid back, largest effect first, with the clauses that need them.

    `unnamed` are facts that no claim names, because some claims depend on more facts than they name.
    """
    worth, askers = {**worth}, {ref: {*labels} for ref, labels in askers.items()}
    undetermined = [c for c in claims if (c.outcome is Outcome.UNDETERMINED or c.instalments) and not c.bounds.is_point]
    requests = [
        (ref, {claim.label}) for claim in {id(c.missing): c for c in undetermined}.values() for ref in claim.missing
    ]
    requests += [(ref, set()) for ref in unnamed if worth.get(ref, 0) != 0]
    for ref, waiting in values_by_key((ref, recovery) for recovery in recoveries for ref in recovery.missing).items():
        known, high = worth.get(ref, 0), greatest_sum(waiting, "paid_back")
        low, names = sum(recovery.paid_back.low.minor for recovery in waiting), {each.label for each in waiting}
        for stops in (each.stops for each in waiting):
            low += stops.low.minor
            high = None if high is None or stops.high is None else high + stops.high.minor
        worth[ref] = None if known is None or high is None else known + high - low
        askers.setdefault(ref, set()).update(names)
        requests.append((ref, names))
    return _sort_by_worth(program, requests, worth, askers)


def facts_of_others(
    program: Program, claims: tuple[Claim, ...], worth: dict[FactRef, int | None], askers: dict[FactRef, set[str]],
    named: Collection[str],
) -> tuple[MissingFact, ...]:  # fmt: skip
    """The amounts that the bureau has not set and the figures that it may publish, if claims wait for nothing else.

    Facts whose path is in `named` are omitted: an undetermined claim waits for them too, so they are missing facts.
    """
    waiting = [c for c in claims if c.outcome in (Outcome.CEILING, Outcome.CONTINGENT) and not c.bounds.is_point]
    requests = [(ref, {claim.label}) for claim in waiting for ref in claim.missing if ref.path not in named]
    return _sort_by_worth(program, requests, worth, askers)


def _sort_by_worth(
    program: Program, requests: Iterable[tuple[FactRef, set[str]]], worth: dict[FactRef, int | None],
    askers: dict[FactRef, set[str]],
) -> tuple[MissingFact, ...]:  # fmt: skip
    """One entry per path with the amount that it affects, largest first.

    `requests` are facts, each with a clause that waits for it.
    """
    refs: dict[str, set[FactRef]] = {}
    labels: dict[str, set[str]] = {}
    for ref, members in requests:
        refs.setdefault(ref.path, set()).add(ref)
        labels.setdefault(ref.path, set()).update(askers.get(ref) or members)
    debts = () if program.debts is None else program.debts.program.clauses
    all_labels = [clause.label for clause in (*program.clauses, *debts)] + [term.label for term in program.recoveries]
    order = {label: place for place, label in enumerate(all_labels)}
    missing = [
        MissingFact(
            min(members), path, _label(program, min(members)),
            _worth_of(program, [worth.get(ref, 0) for ref in members]),
            tuple(sorted(labels[path], key=order.__getitem__)),
        )
        for path, members in refs.items()
    ]  # fmt: skip
    return tuple(sorted(missing, key=lambda m: (m.worth is not None, -(m.worth.minor if m.worth else 0), m.path)))


def _worth_of(program: Program, sums: list[int | None]) -> Money | None:
    """The amount that depends on a field over all its days; `None`: no limit."""
    known = [sum_ for sum_ in sums if sum_ is not None]
    return Money(sum(known), program.currency) if len(known) == len(sums) else None


def _label(program: Program, ref: FactRef) -> str:
    """The vocabulary's words for a fact: label, unit, and the members of a choice."""
    schema = program.schema
    if ref.group in ("records", "series"):
        named = (schema.record_by_name if ref.group == "records" else schema.series_by_name).get(ref.kind)
        return "" if named is None else named.label.zh
    field = field_of(schema, ref)
    if field is None:
        return ""
    words = [field.label.zh, field.label.definition]
    if field.type.is_member:
        words.append(" / ".join(map(str, members_of_type(schema, field.type) or ())))
    return "; ".join(word for word in words if word)


def unstated_kinds(proposer: Proposer) -> tuple[UnstatedKind, ...]:
    """The record kinds that the facts do not mention, with the recoveries and the clauses that could pay."""
    program, facts = proposer.program, proposer.facts
    triggers = [
        (clause.trigger.record, clause.label)
        for clause in program.clauses
        if not (clause.beneficiaries and facts.kinds.isdisjoint(clause.beneficiaries))
    ]
    triggers += [(term.trigger.record, term.label) for term in program.recoveries]
    triggers += [
        (part.event.record, program.clauses[index].label)
        for term in program.schedules
        for part in term.instalments
        for index in term.clauses
        if part.event is not None and not part.event.is_of_claim
    ]
    clauses_by_kind = values_by_key(
        (kind, label) for kind, label in triggers if kind and not _is_listed(proposer, kind)
    )
    return tuple(
        UnstatedKind(kind, _label(program, FactRef("records", kind)), tuple(labels))
        for kind, labels in clauses_by_kind.items()
    )


def _is_listed(proposer: Proposer, kind: str) -> bool:
    schema, stated = proposer.program.schema, proposer.facts.records
    return any(name in stated for name in (*schema.narrower_records[kind], *schema.lineage(kind)))


ANOTHER = Phrase("`--as-of DAY`, or `as_of` in the facts, sets another", "可以用`--as-of DAY`或事实中的`as_of`另行指定")


class AssumedAsOf(Phrase):
    """The sentence that the as-of date was assumed; it is at the head of every page of the decision."""

    __slots__ = ()

    @classmethod
    def from_facts(cls, day: datetime.date) -> Self:
        """The sentence about a day that was assumed."""
        return cls("no as-of date stated: {day} is assumed; {another}", "没有填写截至日：按{day}计算；{another}",
                   day=written_day(day), another=ANOTHER)  # fmt: skip


def assumed_as_of(decision: Decision) -> Iterator[Phrase]:
    """The sentence of a decision about its assumed as-of date, if any."""
    return (facts for facts in decision.assumed if isinstance(facts, AssumedAsOf))


def span_of_days(decisions: Sequence[Decision]) -> MessageValue:
    """`, as of 2022-12-31`, or from the first day to the last if the decisions have several."""
    days = sorted({decision.as_of for decision in decisions})
    if not days:
        return ""
    first, last = written_day(days[0]), written_day(days[-1])
    if len(days) == 1:
        return Phrase(", as of {day}", "，截至{day}", day=first)
    return Phrase(", as of {first} to {last}", "，截至日{first}至{last}", first=first, last=last)


def assumed_as_of_phrases(decisions: Sequence[Decision]) -> Iterator[Phrase]:
    """The number of applicants without a stated as-of date; the end of each one's last stated year is assumed."""
    number = sum(any(assumed_as_of(decision)) for decision in decisions)
    if number:
        yield Phrase("no as-of date stated by {number} of {all}: the end of each one's last year is assumed; {another}",
                     "{all}个申请人中有{number}个没有填写截至日：各按其最后一年年末计算；{another}",
                     number=number, all=len(decisions), another=ANOTHER)  # fmt: skip


NOT_ALL_WEIGHED = Phrase(
    "too many facts are missing to try all cases: the bounds of the amount due may be wider than necessary,"
    " and a claim that depends on many facts of other claims lists only some of them",
    "未填写的事实过多，无法逐一试算：应得的上下界可能比实际宽，取决于很多事实的申请只列出其中一部分",
)
"""The note for a tied set whose budget of work was too small."""


def assumptions(proposer: Proposer, claims: Iterable[Candidate], parts: Iterable[Reason]) -> Iterator[Phrase]:
    """All assumptions of a run; `parts` are the parts of the reported claims' amounts."""
    program, facts = proposer.program, proposer.facts
    if facts.assumes_as_of:
        yield AssumedAsOf.from_facts(facts.as_of)
    yield from map(BureauRemark.from_phrase, facts.remarks)
    yield from _unstated_parts(proposer)
    yield from _partial(program, facts)
    yield from _lines_without_parts(program, facts)
    yield from separate_records(program, facts, claims)
    yield from dict.fromkeys(_series_sources(parts))


def _lines_without_parts(program: Program, facts: Facts) -> Iterator[Phrase]:
    """The lines written by hand that do not say how much of a grant in parts is still open."""
    in_parts = {program.clauses[index].label for index in program.schedule_by_clause}
    yield from (
        Phrase(
            "{item} is paid in parts, and its line of {year} has no `parts`: {due} counts as the whole grant; if more "
            "is to be paid, state `granted` and `parts`",
            "{item}分期拨付，而其{year}年度的一行没有`parts`：{due}按全部奖励计；以后还要拨付的，请写明`granted`和`parts`",
            item=line.item, year=line.year, due=str(Money(line.total, program.currency)),
        )
        for line in (facts.history or () if in_parts else ())
        if line.short and not line.parts and line.clause in in_parts and line.is_of(program.name)
    )  # fmt: skip


def _series_sources(parts: Iterable[Reason]) -> Iterator[Phrase]:
    """The files that values came from, and stated values that differ from the published ones."""
    for part in parts:
        values = dict(part.values)
        if part.code == PUBLISHED:
            yield Phrase("values of {series} that the facts do not state: {source}",
                         "{series}中事实没有填写的数值：{source}", series=LocalizedName(str(values["series"])),
                         source=str(values["source"]))  # fmt: skip
        elif part.code == STATED_OTHERWISE:
            row = CATALOGUE[part.code]
            both = {name: _bilingual_value(name, value) for name, value in part.values}
            yield Phrase(f"{row.en}: {{source}}", f"{row.zh}：{{source}}", **both)


def _bilingual_value(name: str, value: ReasonValue) -> MessageValue:
    """A value of a reason in both languages."""
    if isinstance(value, str):
        return LocalizedName(value) if name == "series" else value
    from ipdsl.wording import chinese  # few facts differ from published values

    return literal_phrase(english.text(value), chinese.text(value))


def _unstated_parts(proposer: Proposer) -> Iterator[Phrase]:
    """The parts of the facts that are missing as a whole."""
    program, facts, strict = proposer.program, proposer.facts, proposer.is_strict
    lines = facts.history or (facts.reopened and facts.reopened.before)
    if facts.history is None or (facts.other_applicants and not lines and not strict):
        rest = Phrase("none are assumed", "按以往未获资助核算")
        rest = Phrase("they are treated as unknown", "按以往资助情况未知核算") if strict else rest
        yield Phrase("no earlier payments declared, so {rest}", "未申报以往资助，{rest}", rest=rest)
    if facts.support is None and program.compute_once(asks_for_support):
        rest = Phrase("none is assumed", "按没有其他资助核算")
        rest = Phrase("it is treated as unknown", "按其他资助情况未知核算") if strict else rest
        yield Phrase("no other support declared, so {rest}", "未申报其他资助，{rest}", rest=rest)
    if facts.older_documents is None and program.older_standards:
        rest = Phrase("no higher standard is assumed", "按没有更高的标准核算")
        rest = Phrase("their standards are treated as unknown", "按其标准未知核算") if strict else rest
        yield Phrase("no older documents declared, so {rest}", "未申报以往文件，{rest}", rest=rest)


def _partial(program: Program, facts: Facts) -> Iterator[Phrase]:
    """The kinds that are listed in part, if an award pays one of their records at a time."""
    related = program.schema.related_records
    claimed_kinds = {clause.trigger.record for clause in program.clauses if clause.trigger.record}
    kinds = [k for k, listing in sorted(facts.records.items()) if listing.partial and related[k] & claimed_kinds]
    if kinds:
        yield Phrase(
            "listed in part, and the sums hold with one more record of each: {kinds}",
            "只列出一部分，各再多一项时金额仍然成立：{kinds}",
            kinds=join_phrases(map(LocalizedName, kinds)),
        )


# ---------------------------------------------------------------------------------------------- records without a key


def separate_records(program: Program, facts: Facts, claims: Iterable[Candidate]) -> Iterator[Phrase]:
    """A sentence for each record without key and id that a claim is about."""
    kinds, decimals = program.schema.record_by_name, DECIMALS.get(program.currency, 2)
    sources = (claim.source for claim in claims if claim.source is not None and claim.is_live)
    unnamed = {
        (record.kind, record.id): record
        for record in sources
        if None in map(record.values.get, kinds[record.kind].key)
        and record.item == content_of(kinds[record.kind], record.values, decimals)
    }
    held = _count_by_root(program, facts) if unnamed else Counter[str]()
    for record in unnamed.values():
        if held[record.root] > 1:
            unstated = [name for name in kinds[record.kind].key if record.values.get(name) is None]
            labels = program.compute_once(Labels)
            fields = join_phrases(LocalizedName(name, labels.name(name, record.kind)) for name in unstated)
            item = LocalizedName(record.item, labels.item(record.item, Passage(record.kind)))
            yield Phrase("{fields} not stated: {kind} {item} is treated as a separate item",
                         "{fields}未填写：{kind} {item}按单独一项计算", fields=fields,
                         kind=LocalizedName(record.kind), item=item)  # fmt: skip


def _count_by_root(program: Program, facts: Facts) -> Counter[str]:
    """The number of records and history lines of each root."""
    held = Counter(record.root for record in all_records(facts))
    kinds = program.schema.record_by_name
    roots = {clause.label: root_of(program, clause) for clause in program.clauses} if facts.history else {}
    for line in facts.history or ():
        root = kinds[line.kind].root if line.kind in kinds else roots.get(line.clause)
        if root:
            held[root] += 1
    return held


def asks_by_year(program: Program) -> bool:
    """Whether any award is paid for the figures of a year."""
    return any(clause.trigger.kind is TriggerKind.YEAR for clause in program.clauses)


def asks_for_support(program: Program) -> bool:
    """Whether payments by others count for any clause, or payments by the policy's own level."""
    return asks_for_others(program) or bool(clauses_counting_support(program))


def asks_for_others(program: Program) -> bool:
    """Whether payments by others count for any clause."""
    gates = [gate for clause in program.clauses for gate in clause.gates]
    rules = (bound for step in program.settlement.steps for bound in step.rules)
    is_counted = any(clause.counts_support or clause.reads_support for clause in program.clauses)
    return (
        is_counted
        or any(bound.support_levels is not None for bound in rules)
        or any(gate.outcome is Outcome.SUPPORTED or gate.is_own_level for gate in gates)
    )
