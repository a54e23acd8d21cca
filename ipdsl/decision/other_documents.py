"""Zero claims meant for others, and documents that decide in place of this one.

A claim is meant for others if its clause pays other applicants, or if another clause pays its record. Example: a policy
pays provincial and national prizes by two clauses. A provincial prize is zero under the clause for national prizes.
Both clauses test the level of the record, and the record passes that test under its own clause. A page may count such
claims instead of listing them. All claims of a record (or of a kind that makes sets) remain listed if no other claim is
about it.

docs/en/concepts/settlement describes the claims of a reference: "Suspended, supported, by reference".

Duties of paid applicants, and budget lines of a public body, are listed too. docs/en/reference/language describes when
a duty is listed: "Other sentences".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import Money
from ipdsl.claims.proposer import Proposer
from ipdsl.claims.rejection import failed_gate_reason
from ipdsl.decision.model import Allocation, Claim, Obligation, Reference
from ipdsl.ir.facts import FactRef, Open, Record
from ipdsl.ir.proposal import (
    AS_OF,
    BENEFICIARY,
    EXCLUDED,
    GATE,
    GATE_CANNOT,
    NO_FITTING_ROW,
    NOT_HAPPENED,
    REQUIREMENT,
    TRANSITION,
    WINDOW,
    Outcome,
    Reason,
    StatedValues,
    reason,
)
from ipdsl.ir.terms import Allocation as BudgetLine
from ipdsl.ir.terms import Clause, Program, Trigger, TriggerKind
from ipdsl.ir.terms import Reference as Document
from ipdsl.schema.values.value_type import NONE


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
    if day is not None and day > as_of:
        return reason(AS_OF, day=day, as_of=as_of)
    return None


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
    *gates, rows = [frozenset(_condition_words(names, is_of_other)) for names, is_of_other in (*words, *of_rows)]
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


def _condition_words(names: tuple[str, ...], names_applicant: bool) -> tuple[str, ...]:
    """The words of a condition; those that include one of the applicant are never traits of a record."""
    return (*names, "applicant") if names_applicant else names


def _fails_at_traits(program: Program, entry: _ClaimWords) -> bool:
    """Whether a claim failed on words that describe its record: choices, levels, yes or no."""
    record = program.schema.record_by_name[entry.claim.kind] if entry.claim.record else None
    return record is not None and bool(entry.failed) and entry.failed <= record.traits
