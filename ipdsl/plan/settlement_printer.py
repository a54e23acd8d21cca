"""The table of steps as text, for `dump settlement` and goldens: one step a paragraph, as a colleague would read it."""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.plan.ir import Plan
from ipdsl.runtime.steps import GroupState, Order, Step, StepRule

_STATE_WORDS = {
    GroupState.LIMIT: "room",
    GroupState.QUOTA: "place",
    GroupState.EXCLUSIVE: "one payment",
    GroupState.TOP_UP: "the highest rung",
    GroupState.BEST_OF: "the best competitor",
    GroupState.CARRY_OVER: "room",
    GroupState.DEDUCTION: "what was paid",
    GroupState.FLOOR: "the older standard",
}

_ORDERS = {
    Order.CLAIM: "in claim order",
    Order.GREATEST: "the greatest first",
    Order.GREATEST_BY_TEXT: "the greatest first, of equal ones the earlier award",
}


def dump(plan: Plan) -> str:
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
    """What is kept, and for which groups."""
    keys = dict.fromkeys(
        (f"each {' and '.join(bound.keys)}" if bound.keys else "all") + (" in each year" if bound.per_year else "")
        for bound in step.rules
    )
    number = f"{step.number} " if step.has_places else ""
    plural = "s" if step.number > 1 else ""
    across = ", whoever the applicant is" if step.is_across else ""
    return f"{number}{_STATE_WORDS[step.state]}{plural} for {' and for '.join(keys)}{across}"


def _rule_notes(step: Step) -> Iterator[str]:
    if step.state is GroupState.FLOOR:
        yield "the greatest claim is raised, of equal ones the earlier award"
    elif step.teams:
        yield "competitor by competitor, the greatest first"
    else:
        yield _ORDERS[step.order]
    if step.groups:
        yield "an inner group competes with its sum"
    yield _memory(step)
    if step.wait:
        yield f"what is cut waits for {step.wait} year{'s' if step.wait > 1 else ''}"
    elif step.adjusts_proposals:
        yield "it ends what is proposed"
    elif not step.admits:
        yield "what it cuts is gone"


def _memory(step: Step) -> str:
    if step.wait or not step.lasts:
        return "each year by itself"
    return "later years remember it"


def _reach(bound: StepRule, labels: list[str]) -> str:
    reached_labels = [labels[index] for index in sorted(bound.reach)]
    other_labels = [label for index, label in enumerate(labels) if index not in bound.reached_clauses]
    if not other_labels:
        return "all awards" if len(reached_labels) > 1 else reached_labels[0]
    if len(other_labels) < len(reached_labels):
        return f"all awards but {', '.join(other_labels)}"
    return ", ".join(reached_labels) or "no award"
