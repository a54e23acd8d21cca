"""The reasons for stopped proposals: a failed gate, no matching row, or an amount that cannot be determined."""

from __future__ import annotations

from fractions import Fraction

import attrs

from ipdsl.base.values.days import Date
from ipdsl.claims.claim import Candidate
from ipdsl.engine.events import earliest_event_before
from ipdsl.engine.matters import supporting_lines
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import LedgerLine, Listing, Record
from ipdsl.ir.proposal import (
    AMOUNT_CANNOT,
    COHORT_QUOTA,
    EXCLUDED,
    GATE,
    GATE_CANNOT,
    NO_AMOUNT,
    NO_FITTING_ROW,
    ONE_FOR_LIFE,
    REQUIREMENT,
    SUPPORTED,
    SUSPENDED,
    TRANSITION,
    ArticlePlace,
    DecidingRecords,
    NameList,
    Outcome,
    Payment,
    Proposal,
    Reason,
    RowKeys,
    Score,
    StatedValues,
    Supports,
    reason,
)
from ipdsl.ir.terms import Clause, Gate, Quota
from ipdsl.schema.values.value_type import CANNOT, NONE


def stop_outcome(clause: Clause, proposal: Proposal) -> Outcome:
    """The outcome of a claim that a clause's function stopped."""
    index = proposal.stopped_at
    if index is None or index < 0 or proposal.is_undeterminable:
        return Outcome.NOT_ELIGIBLE
    return clause.gates[index].outcome


def stop_reason(
    clause: Clause, proposal: Proposal, code: GeneratedFunctions, here: Situation, record: Record | None, day: Date
) -> Reason:
    """The reason why a clause's function stopped for a record on a day; `here` is a situation of the same facts."""
    index, currency = proposal.stopped_at, code.program.currency
    if index is None:
        raise ValueError("the proposal did not stop")
    if index < 0:
        because = StatedValues(proposal.evidence, currency)
        if index == NO_AMOUNT:
            return reason(AMOUNT_CANNOT, clause.row_words, because=because)
        rows = RowKeys(tuple(row.name for row in clause.rows))
        return reason(NO_FITTING_ROW, clause.row_words, because=because, rows=rows)
    return gate_reason(clause, clause.gates[index], proposal, code, here.with_record(record, day))


def gate_reason(
    clause: Clause, gate: Gate, proposal: Proposal, code: GeneratedFunctions, situation: Situation
) -> Reason:
    """The reason why a gate stopped a proposal: its condition failed, or a rule of another article added it."""
    if gate.outcome is Outcome.NOT_ELIGIBLE or proposal.is_undeterminable:
        before = None if proposal.is_undeterminable else _event_before(clause, gate, situation)
        return before or failed_gate_reason(gate, proposal, code.program.currency)
    return _rule_reason(gate, situation, code) or failed_gate_reason(gate, proposal, code.program.currency)


def _event_before(clause: Clause, gate: Gate, situation: Situation) -> Reason | None:
    """The reason that the item had its one event for life before, if the gate tests only that."""
    kind = situation.schema.record_by_name.get(clause.trigger.record)
    event = None if kind is None or len(gate.words) != 1 else kind.event_by_name.get(gate.text)
    if kind is None or event is None or not event.is_for_life or situation.record is None:
        return None
    earlier = earliest_event_before(
        situation, situation.schema.kind_of_first_event(kind.name, event.name), event.date_field
    )
    if earlier is None:
        return None
    source, day = earlier
    before = Payment(source.item, situation.program.year_of(day), day)
    if isinstance(source, LedgerLine):
        before = Payment(
            source.item, source.year, source.event_date, "" if source.is_of(situation.program.name) else source.policy
        )
    return reason(ONE_FOR_LIFE, gate.words, event=NameList(gate.words), before=before)


def _rule_reason(gate: Gate, situation: Situation, code: GeneratedFunctions) -> Reason | None:
    """The reason of a gate that a rule of another article added, with the fact that caused it."""
    where = ArticlePlace(gate.article)
    match gate.outcome:
        case Outcome.SUSPENDED:
            key = ("suspending", gate.rule, situation.year)  # made once for all claims of the year
            did = situation.cache.get(key) or situation.cache.setdefault(
                key, _suspending_records(gate, situation, code) or gate.text
            )
            assert isinstance(did, str | DecidingRecords)
            return reason(SUSPENDED, gate.words, year=situation.year, where=where, did=did)
        case Outcome.SUPPORTED:
            return reason(SUPPORTED, gate.words, where=where, did=_support_values(situation, gate.matter) or gate.text)
        case Outcome.BY_REFERENCE:
            return reason(TRANSITION, gate.words, year=situation.year, document=gate.rule, where=where)
        case _:
            return None


def _suspending_records(gate: Gate, situation: Situation, code: GeneratedFunctions) -> DecidingRecords | None:
    """The records that suspend the clause on their own."""
    functions = [rule.function for rule in code.program.suspensions if rule.name == gate.rule]
    records: list[tuple[str, str]] = []
    for kind in situation.schema.related_records[
        gate.words[0]
    ]:  # the gate names the kind, its event, and the suspended kind
        for record in situation.facts.records[kind].records if kind in situation.facts.records else ():
            single_record_facts = attrs.evolve(situation.facts, records={kind: Listing((record,))})
            here = Situation(
                situation.program,
                single_record_facts,
                None,
                situation.day,
                situation.year,
                assumptions=situation.assumptions,
                is_strict=situation.is_strict,
            )
            if any(code.suspension_truth(function, here) is True for function in functions):
                records.append((record.kind, record.item))
    return DecidingRecords(tuple(records)) if records else None


def _support_values(situation: Situation, matter: str) -> Supports | None:
    """The payments by others for the matter, as stated."""
    lines = {
        line
        for equivalents, is_same in supporting_lines(situation, matter)
        if is_same is True
        for line in equivalents.lines
    }
    stated = tuple(line for line in situation.facts.support or () if line in lines)
    return Supports(stated, situation.program.currency) if stated else None


def failed_gate_reason(gate: Gate, proposal: Proposal, currency: str) -> Reason:
    """The reason of a failed gate, with the values that the facts state."""
    evidence, code = proposal.evidence, GATE_CANNOT if proposal.is_undeterminable else GATE
    for item in evidence:
        if item[1] is CANNOT:
            code = GATE_CANNOT
    values = (("gate", gate.text), ("because", StatedValues(evidence, currency)))
    if code == GATE and gate.rule:  # the condition of the rule holds
        return Reason(EXCLUDED, (("where", ArticlePlace(gate.article)), *values), gate.words)
    if code == GATE and gate.is_requirement:
        return Reason(REQUIREMENT, (("where", ArticlePlace(gate.article)), *values), gate.words)
    return Reason(code, values, gate.words)


def leave_out(quota: Quota, claim: Candidate) -> None:
    """Stop a claim that a selection by score leaves out."""
    claim.outcome = Outcome.NOT_ELIGIBLE
    claim.stop = selection_reason(claim, quota.score, quota.number, ArticlePlace(quota.article))


def selection_reason(claim: Candidate, field: str, number: int, where: ArticlePlace) -> Reason:
    """The reason why a selection of a number of records by a field leaves out a claim."""
    assert claim.source is not None  # a selection is about stated records
    value = claim.source.values.get(field)
    score = Score((field, value if isinstance(value, int | Fraction) else NONE))
    return reason(COHORT_QUOTA, number=number, where=where, score=score)
