"""What a decision holds beside claims of money: documents referred to, duties, budget lines, readings, what is missing.

Decided here:
- A reference for a record kind gives a claim `by reference` for each record in the window that may meet its gates, and
  one that is out of window or not eligible for each other; the label is `<article>.<kind>`. A reference for the whole
  policy is always listed, others where they decide something.
- A duty with a share is owed where its awards paid something to an applicant of that kind; the sum is rounded as the
  policy rounds. A plain duty is listed where a claim of its article pays or may pay, or its awards did. A duty with
  conditions is listed with the reported years at whose end they hold; where there is none, with those in which they
  may hold, and what is not known.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TypeAlias

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.model import Allocation, Claim, NotStated, Obligation, Reading, Reference
from ipdsl.runtime.decision.readings import readings_of
from ipdsl.runtime.facts import Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.reasons import (
    AS_OF,
    BENEFICIARY,
    GATE_CANNOT,
    NOT_HAPPENED,
    TRANSITION,
    WINDOW,
    Reason,
    Stated,
    reason,
)
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.stops import why_not
from ipdsl.runtime.terms import Allocation as BudgetLine
from ipdsl.runtime.terms import Clause, Program, Trigger, TriggerKind
from ipdsl.runtime.terms import Reference as Document
from ipdsl.runtime.unknown import NONE, FactRef, Open
from ipdsl.values.days import Date
from ipdsl.values.money import Money


def record_label(program: Program, kind: str) -> str:
    """A kind of record in words: its name, with its label where it has one."""
    record = program.schema.record_by_name.get(kind)
    return record.label.zh if record is not None else ""


# ---------------------------------------------------------------------------------------------- references


Referred: TypeAlias = tuple[Document, Record, Date | None, frozenset[FactRef], Reason | None]
"""A record to which a document may apply: its day, the facts its gates wait for, and why it does not (or `None`)."""


def referred(proposer: Proposer) -> Iterator[Referred]:
    """The records on which another document decides, and those on which it does not, with the reason."""
    code = proposer.code
    for index, document in enumerate(proposer.program.references):
        trigger = document.trigger
        if trigger is None or trigger.kind is TriggerKind.YEAR or not trigger.record:
            continue
        for record, _ in proposer.situation.listed(trigger.record).members:
            found = _looked_at(
                proposer, index, document, record,
                _days(proposer, trigger, record, code.reference_turns(index, _on(proposer, record, None))),
            )  # fmt: skip
            if found is not None:
                yield found


def _looked_at(
    proposer: Proposer, index: int, document: Document, record: Record, days: list[Date | None]
) -> Referred | None:
    """The first day on which the gates let the record through; else the first that was tried, with the reason."""
    if document.trigger is not None and document.trigger.kind is TriggerKind.RECORD and not days:
        return document, record, None, frozenset(), _without_a_day(proposer, record, document.trigger.date_field)
    failed: Referred | None = None
    for day in days:
        stop = _outside(proposer, day)
        if stop is None:
            proposal = proposer.code.reference(index, _on(proposer, record, day))
            if proposal.stopped_at is None:
                return document, record, day, proposal.open_facts, None
            stop = why_not(document.gates[proposal.stopped_at], proposal, proposer.program.currency)
        failed = failed or (document, record, day, frozenset(), stop)
    return failed


def _without_a_day(proposer: Proposer, record: Record, field: str) -> Reason:
    """Why an event that has no day is not decided on."""
    if _on(proposer, record, None).field(field) is NONE:
        return reason(NOT_HAPPENED, (field,), field=field)
    return reason(GATE_CANNOT, (field,), gate=f"the day of `{field}`", because=Stated((), proposer.program.currency))


def _outside(proposer: Proposer, day: Date | None) -> Reason | None:
    """Why a day is not settled, where it is not."""
    window, as_of = proposer.calendar.window, proposer.calendar.as_of
    if day is not None and day not in window and not proposer.is_late(None, day):
        return reason(WINDOW, day=day, window=window)
    if day is not None and as_of is not None and day > as_of:
        return reason(AS_OF, day=day, as_of=as_of)
    return None


def _on(proposer: Proposer, record: Record | None, day: Date | None) -> Situation:
    return proposer.situation.on(record, day or proposer.situation.day)


def _days(proposer: Proposer, trigger: Trigger, record: Record | None, turns: tuple[Date, ...]) -> list[Date | None]:
    """The days on which a record is looked at: its event, or the days on which a state may turn."""
    if trigger.kind is TriggerKind.WHILE:
        days: set[Date] = set(turns)
        for _, part in proposer.calendar.periods():
            days |= {day for day in (part.start,) if day is not None}
        return [*sorted(days)]
    day = _on(proposer, record, None).field(trigger.date_field)
    if isinstance(day, datetime.date):
        return [day]
    return [None] if isinstance(day, Open) else []


def documents(program: Program, claims: tuple[Claim, ...]) -> tuple[Reference, ...]:
    """The documents that decide something here."""
    found: list[Reference] = []
    for document in program.references:
        items = tuple(c.item for c in claims if c.outcome is Outcome.BY_REFERENCE and c.place == document.span)
        if document.trigger is None or items:
            found.append(Reference(document.article, document.document, document.span, items))
    return (*found, *_before(program, claims))


def _before(program: Program, claims: tuple[Claim, ...]) -> Iterator[Reference]:
    """The documents that decide what is of a year before this one came."""
    stopped = [(c.item, why) for c in claims if c.outcome is Outcome.BY_REFERENCE and (why := c.reason) is not None]
    named = [(item, dict(why.values)) for item, why in stopped if why.code == TRANSITION]
    gates = (gate for clause in program.clauses for gate in clause.gates if named)
    passing = (gate for gate in gates if gate.outcome is Outcome.BY_REFERENCE)
    for article, document, place in dict.fromkeys((gate.article, gate.rule, gate.span) for gate in passing):
        items = tuple(item for item, values in named if values["document"] == document)
        if items:
            yield Reference(article, document, place, items)


# ---------------------------------------------------------------------------------------------- obligations


def obligations(proposer: Proposer, claims: tuple[Claim, ...], year: int | None) -> tuple[Obligation, ...]:
    """The duties that come with what is paid."""
    program, kinds = proposer.program, proposer.facts.kinds
    found: list[Obligation] = []
    for index, duty in enumerate(program.obligations):
        years, missing = _holds(proposer, index, year) if duty.gates else ((), frozenset[FactRef]())
        if duty.gates and not years:
            continue
        asks = tuple(sorted(missing))
        labels = duty.clauses
        own = [c for c in claims if c.label in labels] if labels else _of_article(claims, duty.article)
        base = sum(claim.paid.minor for claim in own)
        may_pay = any(c.paid.minor or c.outcome is Outcome.CEILING or c.is_open for c in own)
        if duty.share is not None:
            if base and duty.who in kinds:
                owed = Money(program.rounding.apply(base * duty.share), program.currency)
                found.append(
                    Obligation(duty.article, duty.who, duty.text, duty.span, duty.op, duty.share,
                               Money(base, program.currency), owed, years, asks)
                )  # fmt: skip
        elif may_pay or duty.who in kinds:
            found.append(
                Obligation(duty.article, duty.who, duty.text, duty.span, duty.op, years=years, missing=asks)
            )  # fmt: skip
    return tuple(found)


def _holds(proposer: Proposer, index: int, year: int | None) -> tuple[tuple[int, ...], frozenset[FactRef]]:
    """The reported years at whose end the conditions of a duty hold; else those in which they may, and what tells."""
    here, calendar = proposer.situation, proposer.calendar
    years = [y for y, _ in calendar.periods() if year in (None, y)]
    if not years and calendar.horizon is None:
        years = [here.year if year is None else year]
    tried = [(y, proposer.code.obligation(index, here.on(None, calendar.year_end(y), y))) for y in years]
    going = [(y, proposal) for y, proposal in tried if proposal.stopped_at is None]
    sure = tuple(y for y, proposal in going if not proposal.open_facts)
    if sure or not going:
        return sure, frozenset()
    return tuple(y for y, _ in going), frozenset[FactRef]().union(*(proposal.open_facts for _, proposal in going))


def _of_article(claims: tuple[Claim, ...], article: str) -> list[Claim]:
    return [claim for claim in claims if claim.article == article]


# ---------------------------------------------------------------------------------------------- budget lines


def allocations(proposer: Proposer, year: int | None) -> tuple[Allocation, ...]:
    """The budget lines of a public body, one for each year in which their condition holds."""
    found: list[Allocation] = []
    for index, line in enumerate(proposer.program.allocations):
        if line.to and proposer.facts.kinds.isdisjoint(line.to):
            continue
        trigger = line.trigger
        records: list[Record | None] = [None]
        if trigger.record:
            records = [record for record, _ in proposer.situation.listed(trigger.record).members]
        for record in records:
            found += _lines(proposer, index, line, record)
    return tuple(line for line in found if year in (None, line.year))


def _lines(proposer: Proposer, index: int, line: BudgetLine, record: Record | None) -> Iterator[Allocation]:
    code: Code = proposer.code
    item = proposer.facts.applicant if record is None else record.item
    if line.trigger.kind is TriggerKind.RECORD:
        day = _on(proposer, record, None).field(line.trigger.date_field)
        window, as_of = proposer.calendar.window, proposer.calendar.as_of
        if isinstance(day, datetime.date) and day in window and (as_of is None or day <= as_of):
            yield from _line(proposer, line, item, day, code.allocation(index, _on(proposer, record, day)))
        return
    for year, part in proposer.calendar.periods():
        days = [part.start or Date(year, 1, 1)]
        if line.trigger.kind is TriggerKind.WHILE:
            turns = code.allocation_turns(index, _on(proposer, record, days[0]))
            days += [day for day in turns if day in part and day != days[0]]
        else:
            days = [proposer.calendar.year_end(year)]
        tried = [(day, code.allocation(index, _on(proposer, record, day))) for day in sorted(days)]
        going = [pair for pair in tried if pair[1].stopped_at is None]
        certain = [pair for pair in going if not pair[1].open_facts]
        for day, proposal in (certain or going)[:1]:
            yield from _line(proposer, line, item, day, proposal)


def _line(proposer: Proposer, line: BudgetLine, item: str, day: Date, proposal: Proposal) -> Iterator[Allocation]:
    if proposal.stopped_at is not None:
        return
    program = proposer.program
    known = not proposal.open_facts
    amount = Money(program.rounding.apply(proposal.low), program.currency) if known else None
    yield Allocation(
        line.label, line.article, line.text, line.span, item, day.year, amount, tuple(sorted(proposal.open_facts))
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------- readings, not stated


def applied_readings(
    program: Program, claims: tuple[Claim, ...], lines: tuple[Allocation, ...] = ()
) -> tuple[Reading, ...]:
    """The readings of the policy, and those of articles and clauses with a claim or a budget line of this applicant.

    An article whose rule cut, carried or stopped a claim is one of them, or whose definition narrowed who is paid.
    """
    met = [claim for claim in claims if claim.reason is None or claim.reason.code != BENEFICIARY]
    articles = {claim.article for claim in met} | {line.article for line in lines}
    clauses = {clause.label: clause for clause in program.clauses}
    articles |= {article for claim in met for article in _acting(clauses.get(claim.label), claim)}
    labels = {claim.label for claim in met}
    return tuple(
        reading
        for reading in readings_of(program)
        if (not reading.article and not reading.label)
        or (reading.article in articles and (not reading.label or reading.label in labels))
        or (not reading.article and reading.label in labels)
    )


def _acting(clause: Clause | None, claim: Claim) -> Iterator[str]:
    """The articles of the rules that did something to a claim, and of the definitions that it met."""
    yield from (adjustment.article for adjustment in claim.adjustments)
    for gate in clause.gates if clause is not None else ():
        stopped = gate.outcome is claim.outcome and claim.outcome in _BY_RULE
        if gate.article and (stopped if gate.rule else claim.outcome is not Outcome.OUT_OF_WINDOW):
            yield gate.article


_BY_RULE = frozenset({Outcome.SUSPENDED, Outcome.SUPPORTED, Outcome.BY_REFERENCE})


def not_stated(proposer: Proposer) -> tuple[NotStated, ...]:
    """The kinds (and the figures) of which the facts say nothing, with the clauses that this applicant might meet."""
    program, facts = proposer.program, proposer.facts
    asked: dict[str, list[str]] = {}
    for clause in program.clauses:
        if clause.to and facts.kinds.isdisjoint(clause.to):
            continue
        kind = clause.trigger.record
        if clause.trigger.kind is TriggerKind.YEAR and not facts.figures:
            asked.setdefault("figures", []).append(clause.label)
        elif kind and not _is_listed(proposer, kind):
            asked.setdefault(kind, []).append(clause.label)
    return tuple(NotStated(kind, record_label(program, kind), tuple(labels)) for kind, labels in asked.items())


def _is_listed(proposer: Proposer, kind: str) -> bool:
    schema, stated = proposer.program.schema, proposer.facts.records
    return any(name in stated for name in (*schema.narrower_records[kind], *schema.lineage(kind)))
