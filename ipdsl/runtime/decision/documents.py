"""Documents that decide in place of this one: the records on which they decide, and which of them decide something.

docs/settlement.md says which claims a reference gives: "Suspended, supported, by reference".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TypeAlias

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.decision.model import Claim, Reference
from ipdsl.runtime.facts import Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reasons import AS_OF, GATE_CANNOT, NOT_HAPPENED, TRANSITION, WINDOW, Reason, StatedValues, reason
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.stops import failed_gate_reason
from ipdsl.runtime.terms import Program, Trigger, TriggerKind
from ipdsl.runtime.terms import Reference as Document
from ipdsl.runtime.unknown import NONE, FactRef, Open
from ipdsl.values.days import Date

Referral: TypeAlias = tuple[Document, Record, Date | None, frozenset[FactRef], Reason | None]
"""A record to which a document may apply: its day, the facts its gates wait for, and why it does not (or `None`)."""


def referrals(proposer: Proposer) -> Iterator[Referral]:
    """The records on which another document decides, and those on which it does not, with the reason."""
    code = proposer.code
    for index, document in enumerate(proposer.program.references):
        trigger = document.trigger
        if trigger is None or trigger.kind is TriggerKind.YEAR or not trigger.record:
            continue
        for record, _ in proposer.situation.records_of_kind(trigger.record).members:
            referral = _referral(
                proposer, index, document, record,
                _days(proposer, trigger, record, code.reference_turns(index, _situation_on(proposer, record, None))),
            )  # fmt: skip
            if referral is not None:
                yield referral


def _referral(
    proposer: Proposer, index: int, document: Document, record: Record, days: list[Date | None]
) -> Referral | None:
    """The first day on which the gates let the record through; else the first that was tried, with the reason."""
    if document.trigger is not None and document.trigger.kind is TriggerKind.RECORD and not days:
        return document, record, None, frozenset(), _missing_day_reason(proposer, record, document.trigger.date_field)
    failed: Referral | None = None
    for day in days:
        stop = _outside_reason(proposer, day)
        if stop is None:
            proposal = proposer.code.reference(index, _situation_on(proposer, record, day))
            if proposal.stopped_at is None:
                return document, record, day, proposal.open_facts, None
            stop = failed_gate_reason(document.gates[proposal.stopped_at], proposal, proposer.program.currency)
        failed = failed or (document, record, day, frozenset(), stop)
    return failed


def _missing_day_reason(proposer: Proposer, record: Record, field: str) -> Reason:
    """Why an event that has no day is not decided on."""
    if _situation_on(proposer, record, None).field(field) is NONE:
        return reason(NOT_HAPPENED, (field,), field=field)
    return reason(
        GATE_CANNOT, (field,), gate=f"the day of `{field}`", because=StatedValues((), proposer.program.currency)
    )


def _outside_reason(proposer: Proposer, day: Date | None) -> Reason | None:
    """Why a day is not settled, where it is not."""
    window, as_of = proposer.calendar.window, proposer.calendar.as_of
    if day is not None and day not in window and not proposer.is_late(None, day):
        return reason(WINDOW, day=day, window=window)
    if day is not None and day > as_of:
        return reason(AS_OF, day=day, as_of=as_of)
    return None


def _situation_on(proposer: Proposer, record: Record | None, day: Date | None) -> Situation:
    return proposer.situation.with_record(record, day or proposer.situation.day)


def _days(proposer: Proposer, trigger: Trigger, record: Record | None, turns: tuple[Date, ...]) -> list[Date | None]:
    """The days on which a record is looked at: its event, or the days on which a state may turn."""
    if trigger.kind is TriggerKind.WHILE:
        days: set[Date] = set(turns)
        for _, part in proposer.calendar.periods():
            days |= {day for day in (part.start,) if day is not None}
        return [*sorted(days)]
    day = _situation_on(proposer, record, None).field(trigger.date_field)
    if isinstance(day, datetime.date):
        return [day]
    return [None] if isinstance(day, Open) else []


def documents(program: Program, claims: tuple[Claim, ...]) -> tuple[Reference, ...]:
    """The documents that decide something here."""
    references: list[Reference] = []
    for document in program.references:
        items = tuple(c.item for c in claims if c.outcome is Outcome.BY_REFERENCE and c.place == document.span)
        if document.trigger is None or items:
            references.append(Reference(document.article, document.document, document.span, items))
    return (*references, *_earlier_documents(program, claims))


def _earlier_documents(program: Program, claims: tuple[Claim, ...]) -> Iterator[Reference]:
    """The documents that decide what is of a year before this one came."""
    stopped = [(c.item, why) for c in claims if c.outcome is Outcome.BY_REFERENCE and (why := c.reason) is not None]
    named = [(item, dict(why.values)) for item, why in stopped if why.code == TRANSITION]
    gates = (gate for clause in program.clauses for gate in clause.gates if named)
    passing = (gate for gate in gates if gate.outcome is Outcome.BY_REFERENCE)
    for article, document, place in dict.fromkeys((gate.article, gate.rule, gate.span) for gate in passing):
        items = tuple(item for item, values in named if values["document"] == document)
        if items:
            yield Reference(article, document, place, items)
