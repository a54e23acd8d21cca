"""A plan as text, for `dump plan` and goldens: stable, one thing a line, places by line number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from ipdsl.plan.expressions import text_of
from ipdsl.plan.ir import ChangeDate, ClauseBody, FieldChangeDates, OffsetDate, Plan, RecordChangeDates
from ipdsl.plan.rules import keys_text, rule_text
from ipdsl.runtime import terms
from ipdsl.semantics import typed
from ipdsl.values.days import Period

_STEP = "  "


def dump(plan: Plan) -> str:
    """The whole plan."""
    program = plan.program
    lines = [f"plan {program.name or 'draft'}{f' {program.title!r}' if program.title else ''}"]
    if program.document:
        lines.append(f"  document {program.document}")
    lines.append(f"  window {_period(program.window)}, {program.currency}, round {program.rounding.mode.value}")
    if program.level:
        lines.append(f"  level {program.level}")
    for matter in program.matters:
        lines += [f"  {matter.name} of {kind or 'others'}: {', '.join(fields)}" for kind, fields in matter.fields]
    for term, body in zip(program.clauses, plan.clauses, strict=True):
        lines.append(f"clause {term.index} {term.label} (line {term.span.line})")
        lines += _indent([f"trigger {_trigger(term.trigger)}", *_clause_terms(term), *_body(body, term.gates)])
    for index, body in plan.references:
        lines.append(f"reference {index} {program.references[index].document}")
        lines += _indent(_body(body, program.references[index].gates))
    for allocation, body in zip(program.allocations, plan.allocations, strict=True):
        lines.append(f"allocation {allocation.label}")
        lines += _indent([f"trigger {_trigger(allocation.trigger)}", *_body(body, allocation.gates)])
    for suspension in plan.suspensions:
        lines.append(f"suspension {suspension.function}: {text_of(suspension.test)}")
    for cap in plan.caps:
        lines.append(f"cap function {cap.function}: {text_of(cap.amount)}")
    lines += _block(plan.root, program)
    conditions: list[terms.OlderStandardRule | terms.Quota | terms.Suspension] = [
        *program.older_standards, *program.quotas, *program.suspensions
    ]  # fmt: skip
    for rule in conditions:
        lines.append(f"rule {rule.text} (line {rule.span.line}) over clauses {', '.join(map(str, rule.clauses))}")
    for older in program.replaced:
        lines += [f"clause {new} was {old} of {older.document}" for new, old in older.clauses]
    bodies = dict(plan.obligations)
    for index, duty in enumerate(program.obligations):
        lines.append(f"obligation article {duty.article} of {duty.who}: {duty.text}")
        if index in bodies:
            lines += _indent(_body(bodies[index], duty.gates))
    lines += [f"target {target}" for target in program.targets]
    return "\n".join(lines) + "\n"


def _period(period: Period) -> str:
    return f"{period.start or 'open'} to {period.end or 'open'}"


def _indent(lines: Iterable[str]) -> list[str]:
    return [f"{_STEP}{line}" for line in lines]


def _trigger(trigger: terms.Trigger) -> str:
    words = [trigger.kind.value, trigger.record, trigger.event]
    keys = f" per {', '.join(trigger.keys)}" if trigger.keys else ""
    date = f" on {trigger.date_field}" if trigger.date_field else ""
    return " ".join(word for word in words if word) + date + keys


def _clause_terms(clause: terms.Clause) -> Iterator[str]:
    yield f"function {clause.function}"
    if clause.beneficiaries:
        yield f"to {', '.join(clause.beneficiaries)}"
    if clause.start is not None:
        yield f"from {clause.start}"
    if clause.once is not None:
        yield f"once{keys_text(clause.once)}"
    if clause.counts_support:
        yield "counting all other support"
    if clause.less is not None:
        yield f"less paid for {clause.less[0]} of the same {clause.less[1]}"


def _body(body: ClauseBody, gates: tuple[terms.Gate, ...]) -> Iterator[str]:
    for index, (term, gate) in enumerate(zip(gates, body.gates, strict=True)):
        evidence_names = ", ".join(evidence_names.name for evidence_names in gate.evidence)
        over = f"  {term.outcome.value} by {term.rule}" if term.rule else ""
        yield f"gate {index} {text_of(gate.test)}  tells {evidence_names}  as {term.text!r}{over}"
    for gate in body.table_gates:
        yield f"row for {text_of(gate.test)}"
    for pick in body.picks:
        yield f"pick {text_of(pick.test)}"
    if body.amount is not None:
        yield from _amount(body.amount)
    if body.change_dates:
        yield f"turns at {', '.join(_change_date(turn) for turn in body.change_dates)}"


def _amount(amount: typed.Amount) -> Iterator[str]:
    match amount:
        case typed.FixedAmount() | typed.Ceiling():
            yield _sum(amount)
        case typed.AmountByRows(rows=rows):
            for row in rows:
                test = "otherwise" if row.test is None else text_of(row.test)
                once = f" once{keys_text(row.once.keys)}" if row.once else ""
                yield f"row {row.name!r} if {test}: {_sum(row.amount)}{once}"
        case _:
            assert_never(amount)


def _sum(amount: typed.FixedAmount | typed.Ceiling) -> str:
    value = "any sum" if amount.value is None else text_of(amount.value)
    limit = f", at most {text_of(amount.at_most)}" if amount.at_most is not None else ""
    return f"{'pays' if isinstance(amount, typed.FixedAmount) else 'up to'} {value}{limit}"


def _change_date(turn: ChangeDate) -> str:
    match turn:
        case OffsetDate(base=base, number=0):
            return text_of(base)
        case OffsetDate(base=base, number=number, unit=unit):
            return f"{number} {unit} after {text_of(base)} and the day after"
        case FieldChangeDates(field=field):
            return f"changes of {field}"
        case RecordChangeDates(record=record, change_dates=turns):
            return f"each {record} ({', '.join(map(_change_date, turns))})"
        case _:
            assert_never(turn)


def _block(block: typed.Block, program: terms.Program) -> Iterator[str]:
    pay_each = ", pay each" if block.pays_each else ""
    yield f"block {block.kind} {block.label}{pay_each}"
    for item in block.items:
        match item:
            case typed.Award(label=label):
                yield from (f"{_STEP}clause {clause.index}" for clause in program.clauses if clause.label == label)
            case typed.Block():
                yield from _indent(_block(item, program))
            case typed.Limit() | typed.HighestRule() | typed.Cap() | typed.NoRepeat() | typed.TopUp():
                exempt = f" except {', '.join(item.exempt)}" if item.exempt else ""
                yield f"{_STEP}rule {rule_text(item, program.currency)}{exempt} (line {item.span.line})"
            case typed.OlderStandardRule() | typed.Quota() | typed.Suspension() | typed.NoneWhenRule():
                pass  # conditions are told apart
            case _:
                assert_never(item)
