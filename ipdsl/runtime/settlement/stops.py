"""Why a proposal stopped, as a reason: a gate that does not hold, no row that fits, an amount that nobody can tell."""

from __future__ import annotations

import attrs

from ipdsl.runtime.clauses.matter_lines import supporting
from ipdsl.runtime.clauses.new_events import first_before
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import LedgerLine, Listing, Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import NO_AMOUNT, Proposal
from ipdsl.runtime.reasons import (
    AMOUNT_CANNOT,
    GATE,
    GATE_CANNOT,
    NO_ROW,
    ONE_FOR_LIFE,
    SUPPORTED,
    SUSPENDED,
    TRANSITION,
    Names,
    Payment,
    Place,
    Reason,
    Records,
    Rows,
    Stated,
    Supports,
    reason,
)
from ipdsl.runtime.terms import Clause, Gate
from ipdsl.runtime.unknown import CANNOT
from ipdsl.values.days import Date


def stop_outcome(clause: Clause, proposal: Proposal) -> Outcome:
    """What becomes of a claim that a clause's function stopped."""
    index = proposal.stopped_at
    if index is None or index < 0 or proposal.cannot:
        return Outcome.NOT_ELIGIBLE
    return clause.gates[index].outcome


def stop_reason(
    clause: Clause, proposal: Proposal, code: Code, here: Situation, record: Record | None, day: Date
) -> Reason:
    """Why a clause's function stopped, asked of a record on a day; `here` is a situation of the same facts."""
    index, currency = proposal.stopped_at, code.program.currency
    if index is None:
        raise ValueError("the proposal did not stop")
    if index < 0:
        because = Stated(proposal.told, currency)
        if index == NO_AMOUNT:
            return reason(AMOUNT_CANNOT, clause.row_words, because=because)
        rows = Rows(tuple(row.name for row in clause.rows))
        return reason(NO_ROW, clause.row_words, because=because, rows=rows)
    return why_stopped(clause, clause.gates[index], proposal, code, here.on(record, day))


def why_stopped(clause: Clause, gate: Gate, proposal: Proposal, code: Code, at: Situation) -> Reason:
    """Why a gate stopped a proposal: it does not hold, or a rule of another article put it there."""
    if gate.outcome is Outcome.NOT_ELIGIBLE or proposal.cannot:
        before = None if proposal.cannot else _event_before(clause, gate, at)
        return before or why_not(gate, proposal, code.program.currency)
    return _by_rule(gate, at, code) or why_not(gate, proposal, code.program.currency)


def _event_before(clause: Clause, gate: Gate, at: Situation) -> Reason | None:
    """That the item had its one event for life before, where the gate asks for that and nothing else."""
    kind = at.schema.record_by_name.get(clause.trigger.record)
    event = None if kind is None or len(gate.words) != 1 else kind.event_by_name.get(gate.text)
    if kind is None or event is None or not event.for_life or at.record is None:
        return None
    found = first_before(at, at.schema.first_among(kind.name, event.name), event.date_field)
    if found is None:
        return None
    of, day = found
    before = Payment(of.item, day.year, day)
    if isinstance(of, LedgerLine):
        before = Payment(of.item, of.year, of.event_date, "" if of.is_of(at.program.name) else of.policy)
    return reason(ONE_FOR_LIFE, gate.words, event=Names(gate.words), before=before)


def _by_rule(gate: Gate, at: Situation, code: Code) -> Reason | None:
    """Why a gate stopped it that a rule of another article put over the clause, with the fact that did it."""
    where = Place(gate.article)
    match gate.outcome:
        case Outcome.SUSPENDED:
            key = ("suspending", gate.rule, at.year)  # told once for all claims of the year
            did = at.worked_out.get(key) or at.worked_out.setdefault(key, _suspending(gate, at, code) or gate.text)
            assert isinstance(did, str | Records)
            return reason(SUSPENDED, gate.words, year=at.year, where=where, did=did)
        case Outcome.SUPPORTED:
            return reason(SUPPORTED, gate.words, where=where, did=_supporting(at, gate.matter) or gate.text)
        case Outcome.BY_REFERENCE:
            return reason(TRANSITION, gate.words, year=at.year, document=gate.rule, where=where)
        case _:
            return None


def _suspending(gate: Gate, at: Situation, code: Code) -> Records | None:
    """The records that suspend by themselves."""
    functions = [rule.function for rule in code.program.suspensions if rule.name == gate.rule]
    records: list[tuple[str, str]] = []
    for kind in at.schema.related_records[gate.words[0]]:  # the gate names the kind, its event and who is suspended
        for record in at.facts.records[kind].records if kind in at.facts.records else ():
            alone = attrs.evolve(at.facts, records={kind: Listing((record,))})
            here = Situation(at.program, alone, None, at.day, at.year, assume=at.assume, strict=at.strict)
            if any(code.suspended(function, here) is True for function in functions):
                records.append((record.kind, record.item))
    return Records(tuple(records)) if records else None


def _supporting(at: Situation, matter: str) -> Supports | None:
    """What others paid for the matter, as the facts list it."""
    found = {line for alike, is_same in supporting(at, matter) if is_same is True for line in alike.lines}
    stated = tuple(line for line in at.facts.support or () if line in found)
    return Supports(stated, at.program.currency) if stated else None


def why_not(gate: Gate, proposal: Proposal, currency: str) -> Reason:
    """Why a gate stopped a proposal, with the values that the facts state."""
    told, code = proposal.told, GATE_CANNOT if proposal.cannot else GATE
    for one in told:
        if one[1] is CANNOT:
            code = GATE_CANNOT
    return Reason(code, (("gate", gate.text), ("because", Stated(told, currency))), gate.words)
