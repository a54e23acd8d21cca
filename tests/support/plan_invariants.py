"""Invariants of plans as named checks. The tests run them on every plan; a violation is an error of this program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from ipdsl.base.findings.finding import InternalError
from ipdsl.ir import terms
from ipdsl.ir.terms import TriggerKind
from ipdsl.lower.plan import ClauseBody, Plan, nodes
from ipdsl.semantics import typed
from ipdsl.semantics.scope import awards_of, blocks_of
from ipdsl.semantics.typed import Expr


def verify(plan: Plan) -> None:
    """Raises `InternalError` with the name of the first check that fails."""
    for check in CHECKS:
        for fault in check(plan):
            raise InternalError(f"{check.__name__}: {fault}")


def clauses_are_numbered_in_order(plan: Plan) -> Iterator[str]:
    """The index of a clause is its position, and every clause has a body with the same function."""
    if len(plan.clauses) != len(plan.program.clauses):
        yield f"{len(plan.program.clauses)} clauses, {len(plan.clauses)} bodies"
    for index, (term, body) in enumerate(zip(plan.program.clauses, plan.clauses, strict=False)):
        if term.index != index or term.function != body.function:
            yield term.label


def labels_are_unique(plan: Plan) -> Iterator[str]:
    """Labels of clauses are unique."""
    yield from _doubles(clause.label for clause in plan.program.clauses)


def functions_are_unique(plan: Plan) -> Iterator[str]:
    """Names of functions are unique plain ASCII identifiers."""
    names = [body.function for body in _bodies(plan)] + [cap.function for cap in plan.caps]
    names += [suspension.function for suspension in plan.suspensions]
    yield from _doubles(iter(names))
    yield from (name for name in names if not (name.isascii() and name.isidentifier()))


def gates_pair_with_their_words(plan: Plan) -> Iterator[str]:
    """A body has one test for each gate of its clause."""
    pairs = [(term.label, term.gates, body) for term, body in zip(plan.program.clauses, plan.clauses, strict=True)]
    pairs += [
        (term.label, term.gates, body) for term, body in zip(plan.program.allocations, plan.allocations, strict=True)
    ]
    pairs += [(f"reference {i}", plan.program.references[i].gates, body) for i, body in plan.references]
    pairs += [(f"obligation {i}", plan.program.obligations[i].gates, body) for i, body in plan.obligations]
    yield from (label for label, gates, body in pairs if len(gates) != len(body.gates))


def rows_pair_with_their_names(plan: Plan) -> Iterator[str]:
    """A body has the rows of its clause, with the same names and order."""
    for term, body in zip(plan.program.clauses, plan.clauses, strict=True):
        rows = body.amount.rows if isinstance(body.amount, typed.AmountByRows) else ()
        if tuple(row.name for row in rows) != tuple(row.name for row in term.rows):
            yield term.label


def only_while_turns_and_only_sets_pick(plan: Plan) -> Iterator[str]:
    """Only `while` awards have days, and only set awards have picks and aggregates."""
    for term, body in zip(plan.program.clauses, plan.clauses, strict=True):
        kind = term.trigger.kind
        if body.change_dates and kind is not TriggerKind.WHILE:
            yield f"{term.label} has days"
        if kind is not TriggerKind.SET and (body.picks or _has_aggregate(body)):
            yield f"{term.label} speaks of a set"


def every_clause_has_one_place(plan: Plan) -> Iterator[str]:
    """The blocks contain each clause once, in the order of the page."""
    places = [award.label for award in awards_of(plan.root.items)]
    if places != [clause.label for clause in plan.program.clauses]:
        yield str(places)


def a_rule_follows_a_clause(plan: Plan) -> Iterator[str]:
    """A rule has an award before it in its block. An `over` block applies to the awards before the block."""
    for block in blocks_of(plan.root):
        first = block.items[0] if block.items else None
        if block.kind != "over" and isinstance(first, typed.Rule):
            yield first.name


def computed_caps_have_functions(plan: Plan) -> Iterator[str]:
    """A cap has either an amount or a function, and each function exists."""
    functions = {cap.function for cap in plan.caps}
    for step in plan.program.settlement.steps:
        for bound in step.rules if step.traits.fills else ():
            if (bound.amount is None) == (bound.function is None):
                yield bound.name
            if bound.function is not None and bound.function not in functions:
                yield bound.name


def conditions_name_clauses(plan: Plan) -> Iterator[str]:
    """Older standards, quotas and suspensions reach existing clauses, and the function of a suspension exists."""
    functions = {suspension.function for suspension in plan.suspensions}
    program = plan.program
    conditions: list[terms.OlderStandardRule | terms.Quota | terms.Suspension] = [
        *program.older_standards, *program.quotas, *program.suspensions
    ]  # fmt: skip
    for rule in conditions:
        if not set(rule.clauses) <= set(range(len(program.clauses))):
            yield rule.name
        if isinstance(rule, terms.Suspension) and rule.function not in functions:
            yield rule.name


def words_are_in_the_vocabulary(plan: Plan) -> Iterator[str]:
    """Every field, figure, event and state in an expression is declared."""
    for body in _bodies(plan):
        for expr in _exprs(body):
            yield from _unknown(plan, expr)


CHECKS: tuple[Callable[[Plan], Iterator[str]], ...] = (
    clauses_are_numbered_in_order,
    labels_are_unique,
    functions_are_unique,
    gates_pair_with_their_words,
    rows_pair_with_their_names,
    only_while_turns_and_only_sets_pick,
    every_clause_has_one_place,
    a_rule_follows_a_clause,
    computed_caps_have_functions,
    conditions_name_clauses,
    words_are_in_the_vocabulary,
)


def _bodies(plan: Plan) -> tuple[ClauseBody, ...]:
    others = (*plan.references, *plan.obligations)
    return (*plan.clauses, *(body for _, body in others), *plan.allocations)


def _doubles(names: Iterator[str]) -> Iterator[str]:
    return (name for name, count in Counter(names).items() if count > 1)


def _exprs(body: ClauseBody) -> list[Expr]:
    exprs = [gate.test for gate in (*body.gates, *body.table_gates)]
    exprs += [told.value for gate in (*body.gates, *body.table_gates) for told in gate.evidence]
    return [*exprs, *(pick.test for pick in body.picks), *(told.value for told in body.evidence)]


def _has_aggregate(body: ClauseBody) -> bool:
    return any(
        isinstance(node, typed.Aggregate) and node.pick.is_of_set for expr in _exprs(body) for node in nodes(expr)
    )


def _unknown(plan: Plan, expr: Expr) -> Iterator[str]:
    schema = plan.program.schema
    for node in nodes(expr):
        match node:
            case typed.RecordField(record=record, field=name):
                if name not in schema.record_by_name[record].field_by_name:
                    yield f"{record}.{name}"
            case typed.ApplicantField(field=name):
                if name not in schema.applicant_field_by_name:
                    yield name
            case typed.Figure(figure=name):
                if name not in schema.figure_by_name:
                    yield name
            case typed.ApplicantRank(figure=name):
                if name not in schema.figure_by_name:
                    yield name
            case typed.Aggregate(pick=pick) | typed.EventInYear(pick=pick):
                for test in pick.tests:
                    yield from _unknown(plan, test)
            case _:
                pass
