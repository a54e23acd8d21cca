"""A plan as text, for `dump plan`, `dump settlement` and golden files.

The dump of the plan is stable, with one item per line and places as line numbers. The dump of the settlement has one
paragraph per step, in plain words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from ipdsl.base.values.days import Period
from ipdsl.base.values.money import Mode
from ipdsl.ir import terms
from ipdsl.ir.terms import Order, Step, StepRule
from ipdsl.lower.lowering import amount_lines, rule_text
from ipdsl.lower.plan import ClauseBody, FieldChangeDates, OffsetDate, Plan, RecordChangeDates, plan_text
from ipdsl.schema.declarations import keys_text
from ipdsl.semantics import typed
from ipdsl.semantics.typed_dump import line_printer, line_template, without_blank_lines
from ipdsl.syntax.printing import Form

_STEP = "  "


LINES: Mapping[type, str] = {
    terms.Program: line_template(
        "plan [{name!word}|draft][ {title!title}]",
        "[  document {document!word}]",
        "  window {window}, {currency}, round {rounding.mode}",
        "[  level {level!word}]",
        "[  formerly {former_names*}]",
        "[  ended {ended*}]",
        "[  {matters*\n  }]",
    ),
    Period: "[{start}|open] to [{end}|open]",
    terms.Matter: "{!fields}",
    terms.Clause: line_template(
        "clause {index} {label} (line {span.line})",
        "  trigger {trigger}",
        "  function {function}",
        "[  formerly {formerly*}]",
        "[  to {beneficiaries*}]",
        "[  from {start}]",
        "[  {!once}]",
        "[  {counts_support?}counting all other support]",
        "[  {less!less}]",
    ),
    terms.Trigger: "{kind}[ {record!word}][ {event!word}][ on {date_field!word}][ per {keys*}]",
    OffsetDate: "[{number!unless_zero} {unit} after {base!plan} and the day after|{base!plan}]",
    FieldChangeDates: "changes of {field}",
    RecordChangeDates: "each {record} ({change_dates*})",
}
"""The lines of the policy and of each award, and the words in them."""

FORMS: Mapping[str, Form] = {
    "fields": lambda _, matter: "\n  ".join(
        f"{matter.name} of {kind or 'others'}: {', '.join(fields)}" for kind, fields in matter.fields
    ),
    "less": lambda _, less: f"less paid for {less[0]} of the same {less[1]}",
    "once": lambda _, clause: None if clause.once is None else f"once{keys_text(clause.once)}",
    "plan": lambda _, expr: plan_text(expr),
    "title": lambda _, text: repr(text) if text else None,
    "unless_zero": lambda _, number: str(number) if number else None,
    "word": lambda _, text: text or None,
}

_PRINTER = line_printer(LINES, FORMS, (terms.TriggerKind, Mode))


def dump_plan(plan: Plan) -> str:
    """The whole plan."""
    program = plan.program
    lines = [_PRINTER.text(program)]
    for term, body in zip(program.clauses, plan.clauses, strict=True):
        lines += [_PRINTER.text(term), *_indent(_body(body, term.gates))]
    for index, body in plan.references:
        reference = program.references[index]
        lines += [f"reference {index} {reference.document}", *_indent(_body(body, reference.gates))]
    for allocation, body in zip(program.allocations, plan.allocations, strict=True):
        lines.append(f"allocation {allocation.label}\n  trigger {_PRINTER.text(allocation.trigger)}")
        lines += _indent(_body(body, allocation.gates))
    for recovery, body_of_recovery in zip(program.recoveries, plan.recoveries, strict=True):
        lines.append(f"recovery {recovery.label}\n  trigger {_PRINTER.text(recovery.trigger)}")
        lines += [f"  gate {plan_text(gate.test)}" for gate in body_of_recovery.gates]
        lines += [f"  payment {plan_text(test.test)}" for test in body_of_recovery.tests]
        lines.append(f"  share {plan_text(body_of_recovery.share)}")
    for schedule, bodies_of_schedule in zip(program.schedules, plan.schedules, strict=True):
        lines.append(f"payments of clauses {', '.join(map(str, schedule.clauses))}")
        for instalment, body_of_instalment in zip(schedule.instalments, bodies_of_schedule, strict=True):
            lines.append(f"  part {instalment.text}")
            lines += [f"    test {plan_text(test.test)}" for test in body_of_instalment.tests]
    lines += [f"suspension {suspension.function}: {plan_text(suspension.test)}" for suspension in plan.suspensions]
    lines += [f"cap function {cap.function}: {plan_text(cap.amount)}" for cap in plan.caps]
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
        lines += _indent(_body(bodies[index], duty.gates)) if index in bodies else ()
    lines += [f"target {target}" for target in program.targets]
    lines += ["debts", dump_plan(plan.debts)] if plan.debts is not None else ()
    return without_blank_lines("\n".join(lines))


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"{_STEP}{line}" for line in lines)


def _body(body: ClauseBody, gates: tuple[terms.Gate, ...]) -> Iterator[str]:
    for index, (term, gate) in enumerate(zip(gates, body.gates, strict=True)):
        evidence_names = ", ".join(evidence_names.name for evidence_names in gate.evidence)
        over = f"  {term.outcome.value} by {term.rule}" if term.rule else ""
        yield f"gate {index} {plan_text(gate.test)}  tells {evidence_names}  as {term.text!r}{over}"
    for gate in body.table_gates:
        yield f"row for {plan_text(gate.test)}"
    for pick in body.picks:
        yield f"pick {plan_text(pick.test)}"
    if body.amount is not None:
        yield from amount_lines(body.amount)
    if body.change_dates:
        yield f"turns at {', '.join(map(_PRINTER.text, body.change_dates))}"


def _block(block: typed.Block, program: terms.Program) -> Iterator[str]:
    pay_each = ", pay each" if block.paid_each is not None else ""
    yield f"block {block.kind} {block.label}{pay_each}"
    for item in block.items:
        match item:
            case typed.Award(label=label):
                yield from (f"{_STEP}clause {clause.index}" for clause in program.clauses if clause.label == label)
            case typed.Block():
                yield from _indent(_block(item, program))
            case typed.OlderStandardRule() | typed.Quota() | typed.Suspension() | typed.NoneWhenRule():
                pass  # conditions are printed separately
            case typed.KeyedRule():
                exempt = f" except {', '.join(item.exempt)}" if item.exempt else ""
                yield f"{_STEP}rule {rule_text(item, program.currency)}{exempt} (line {item.span.line})"
            case _:
                assert_never(item)


_ORDERS = {
    Order.CLAIM: "in claim order",
    Order.GREATEST: "the greatest first",
    Order.GREATEST_BY_TEXT: "the greatest first, of equal ones the earlier award",
}


def dump_settlement(plan: Plan) -> str:
    """The steps of a plan."""
    program = plan.program
    steps = program.settlement.steps
    title = program.name or "draft"
    lines = [f"settlement of {title}: {len(steps)} step{'' if len(steps) == 1 else 's'}"]
    labels = [clause.label for clause in program.clauses]
    for number, step in enumerate(steps):
        lines += ["", *_step(number, step, labels)]
    return "\n".join(lines) + "\n"


def _step(number: int, step: Step, labels: list[str]) -> Iterator[str]:
    if step.is_of_award and not step.adjusts_proposals:
        yield f"step {number}  once, of each award by itself"
        yield f"  {_ORDERS[step.order]}; {_memory(step)}"
        for bound in step.rules:
            yield f"  {labels[bound.reach[0]]}: {bound.text} (line {bound.span.line})"
        return
    for index, bound in enumerate(step.rules):
        head = f"step {number}" if index == 0 else " " * len(f"step {number}")
        yield f"{head}  {bound.text} ({_place(bound)})"
    if len(step.rules) > 1:
        yield "  they fill together: a claim gets the least that any leaves, and is charged to all"
    yield f"  keeps {_state_text(step)}"
    yield f"  {'; '.join(_rule_notes(step))}"
    for reach in dict.fromkeys(_reach(bound, labels) for bound in step.rules):
        yield f"  reaches {reach}"


def _place(bound: StepRule) -> str:
    return f"article {bound.article}, line {bound.span.line}" if bound.article else f"line {bound.span.line}"


def _state_text(step: Step) -> str:
    """The state of a step, and its groups."""
    keys = dict.fromkeys(
        (f"each {' and '.join(bound.keys)}" if bound.keys else "all") + (" in each year" if bound.per_year else "")
        for bound in step.rules
    )
    number = f"{step.number} " if step.traits.has_places else ""
    plural = "s" if step.number > 1 else ""
    across = ", whoever the applicant is" if step.is_across else ""
    across += ", the least that a claim of the year states" if step.takes_least_limit else ""
    return f"{number}{step.traits.text}{plural} for {' and for '.join(keys)}{across}"


def _rule_notes(step: Step) -> Iterator[str]:
    if step.traits.raises_claims:
        yield "the greatest claim is raised, of equal ones the earlier award"
    elif step.teams:
        yield "competitor by competitor, the greatest first"
    else:
        yield _order_note(step)
    if step.groups:
        yield "an inner group competes with its sum"
    if not step.is_divided:
        yield step.manner.name.lower().replace("_", " ")
    yield _memory(step)
    if step.wait:
        yield f"what is cut waits for {step.wait} year{'s' if step.wait > 1 else ''}"
    elif step.adjusts_proposals:
        yield "it ends what is proposed"
    elif not step.traits.admits:
        yield "what it cuts is gone"


def _order_note(step: Step) -> str:
    if not step.field_orders:
        return _ORDERS[step.order]
    first = [f"{'greatest' if order.is_highest_first else 'smallest'} {order.field}" for order in step.field_orders]
    return f"the {' first, then the '.join(first)} first, of equal ones the greater sum, then claim order"


def _memory(step: Step) -> str:
    return "each year by itself" if step.wait or not step.lasts else "later years remember it"


def _reach(bound: StepRule, labels: list[str]) -> str:
    reached_labels = [labels[index] for index in sorted(bound.reach)]
    other_labels = [label for index, label in enumerate(labels) if index not in bound.reached_clauses]
    if not other_labels:
        return "all awards" if len(reached_labels) > 1 else reached_labels[0]
    if len(other_labels) < len(reached_labels):
        return f"all awards but {', '.join(other_labels)}"
    return ", ".join(reached_labels) or "no award"
