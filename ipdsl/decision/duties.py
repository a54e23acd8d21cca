"""Duties of paid applicants, and budget lines of a public body.

docs/en/reference/language describes when a duty is listed: "Other sentences".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import attrs

from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import Money
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.model import Allocation, Claim, Obligation
from ipdsl.ir.facts import FactRef, Record
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import Allocation as BudgetLine
from ipdsl.ir.terms import TriggerKind


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
    for days in _days(proposer, index, line, record):
        tried = [(day, proposer.code.allocation(index, proposer.situation_on(record, day))) for day in days]
        going = [pair for pair in tried if pair[1].stopped_at is None]
        certain = [pair for pair in going if not pair[1].open_facts]
        for day, proposal in (certain or going)[:1]:
            amount = Money(program.rounding.apply(proposal.low), program.currency) if certain else None
            asks = tuple(sorted(proposal.open_facts))
            year = program.year_of(day)
            yield Allocation(line.label, line.article, line.text, line.span, item, year, amount, asks)


def _days(proposer: Proposer, index: int, line: BudgetLine, record: Record | None) -> Iterator[list[Date]]:
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
