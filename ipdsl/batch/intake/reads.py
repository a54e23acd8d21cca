"""The facts that a policy reads: the kinds of records, fields and yearly figures in its rules. No library is needed.

Input: the code of a policy. Output: names of its vocabulary. Every word of a formula or a rule counts, so a field is
also listed if only a member of a choice has its name: the result may have too many names, never too few.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ipdsl.engine.evaluator import Evaluator, GeneratedFunctions
from ipdsl.facts.json_schema import related_kinds
from ipdsl.ir.serialization import formulas_of


@attrs.frozen
class PolicyReads:
    """Names of the vocabulary, in its order; `fields` by kind of record."""

    applicant: tuple[str, ...]
    figures: tuple[str, ...]
    kinds: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]


def reads_of(code: GeneratedFunctions) -> PolicyReads:
    """What the policy reads of facts."""
    program, schema = code.program, code.program.schema
    formulas = code.formulas.formulas if isinstance(code.formulas, Evaluator) else formulas_of(code.formulas)
    words: set[str] = set()
    _gather(formulas, words)
    for part in (program,) if program.debts is None else (program, program.debts.program):
        _gather((part.settlement, part.older_standards, part.quotas, part.rankings, part.record_rankings), words)
        _gather(part.suspensions, words)
        for clause in part.clauses:
            _gather((clause.trigger, clause.once, clause.rows, clause.row_words, clause.gates, clause.picks), words)
    for terms in (program.references, program.allocations, program.recoveries):
        _gather([(term.trigger, term.gates) for term in terms], words)
    _gather([(term.same, term.payer) for term in program.recoveries], words)
    _gather([(each.event, each.payee, each.gates) for term in program.schedules for each in term.instalments], words)
    _gather([cap.rule.orders for cap in program.payment_caps], words)
    words |= {since.date_field for since in schema.since_words if since.name in words}
    used = related_kinds(program)
    fields: dict[str, tuple[str, ...]] = {}
    for kind in schema.records:
        if kind.name in used:
            below = [schema.record_by_name[name] for name in schema.narrower_records[kind.name] if name in used]
            told_by = {name for narrower in below for name, _ in narrower.fixed}
            days = {event.date_field for event in kind.events if event.name in words}
            days |= {
                day
                for state in kind.states
                if state.name in words
                for day in (state.from_field, state.until_field)
                if day
            }
            read = (words | days | told_by | {*kind.key}) - {name for name, _ in kind.fixed}
            fields[kind.name] = tuple(field.name for field in kind.fields if field.name in read)
    return PolicyReads(
        tuple(field.name for field in schema.applicant_fields if field.name in words),
        tuple(figure.name for figure in schema.figures if figure.name in words),
        tuple(kind.name for kind in schema.records if kind.name in used),
        fields,
    )


def _gather(part: object, words: set[str]) -> None:
    """Puts every text within a part into `words`."""
    if isinstance(part, str):
        words.add(part)
    elif isinstance(part, Iterable):
        for item in part:
            _gather(item, words)
    elif attrs.has(kind := type(part)):
        for field in attrs.fields(kind):
            _gather(getattr(part, field.name), words)
