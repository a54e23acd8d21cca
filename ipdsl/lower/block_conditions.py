"""Block conditions, which apply to clauses before the rules: gates of blocks, quotas, older standards, suspensions.

Input: a checked policy. Output: the gates that block conditions add to each award, and the terms of the conditions.
Added gates follow the clause's own, in the order suspension, `none when`, transition. A gate has the outcome of the
claim that it stops, and the rule and article of its condition.

A set has no matter. Support by another level is therefore tested for each record of the set, and supported records are
not in the set.
"""

from __future__ import annotations

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import FiscalYear
from ipdsl.ir import terms
from ipdsl.ir.proposal import Outcome
from ipdsl.lower import plan
from ipdsl.lower.generated_names import UniqueNames
from ipdsl.lower.settlement import relative_span
from ipdsl.schema.periods import keys_text
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.rules.scope import ANYBODY, PlacedRule, placed_rules, reached_awards
from ipdsl.semantics.tree_walk import names_applicant


@attrs.frozen(eq=False, repr=False)
class BlockGate(ValueObject):
    """A gate that a block condition adds to a clause: its term, and the test to compute."""

    term: terms.Gate
    test: typed.Expr


@attrs.frozen(eq=False, repr=False)
class BlockConditions(ValueObject):
    """All block conditions of a policy; `gates` and, for the records of set awards, `picks` by label of the award."""

    gates: dict[str, tuple[BlockGate, ...]]
    picks: dict[str, tuple[BlockGate, ...]]
    older: tuple[terms.OlderStandardRule, ...]
    quotas: tuple[terms.Quota, ...]
    suspensions: tuple[terms.Suspension, ...]
    functions: tuple[plan.Suspension, ...]


def block_conditions_of(policy: typed.Policy, names: UniqueNames) -> BlockConditions:
    """The block conditions of a policy, with the gates that they add to each award."""
    index_of = {award.label: index for index, award in enumerate(policy.awards)}
    gates: dict[str, list[BlockGate]] = {award.label: [] for award in policy.awards}
    picks: dict[str, list[BlockGate]] = {award.label: [] for award in policy.awards}
    conditions = [
        (item, tuple(index_of[award.label] for award in _stopped_awards(item, policy.schema)))
        for item in placed_rules(policy.root, policy.awards)
    ]
    older = [
        _older(rule, item, under)
        for item, under in conditions
        if isinstance(rule := item.rule, typed.OlderStandardRule)
    ]
    quotas = [
        _quota(policy, rule, item, under) for item, under in conditions if isinstance(rule := item.rule, typed.Quota)
    ]
    suspensions: list[terms.Suspension] = []
    functions: list[plan.Suspension] = []
    for item, under in conditions:
        if isinstance(item.rule, typed.Suspension):
            function = _suspension(item.rule, item.article, names)
            functions.append(function)
            suspensions.append(_suspend(item.rule, item.article, function.function, under))
            _suspend_gates(policy, item, function.test, gates)
    for item, _ in conditions:
        if isinstance(item.rule, typed.NoneWhenRule):
            for award in item.awards:
                of_records = item.rule.test is None and isinstance(award.trigger, typed.SetTrigger)
                (picks if of_records else gates)[award.label].append(_none_gate(item.rule, item.article))
    for transition in policy.transitions:
        for label in transition.awards:
            gates[label].append(_transition_gate(transition, policy.fiscal_year))
    return BlockConditions(
        gates={label: tuple(over) for label, over in gates.items()},
        picks={label: tuple(over) for label, over in picks.items()},
        older=tuple(older),
        quotas=tuple(quotas),
        suspensions=tuple(suspensions),
        functions=tuple(functions),
    )


def _stopped_awards(item: PlacedRule, schema: Schema) -> tuple[typed.Award, ...]:
    """The awards that a rule can stop. A suspension stops all awards under it, whatever kinds they pay."""
    return item.awards if isinstance(item.rule, typed.Suspension) else reached_awards(item, schema)


# ---------------------------------------------------------------------------------------------- suspension


def _suspension(rule: typed.Suspension, article: str, names: UniqueNames) -> plan.Suspension:
    event = typed.EventInYear(span=rule.span, pick=rule.pick, event=rule.event)
    test: typed.Expr = event
    if rule.who != ANYBODY:
        test = typed.And(span=rule.span, parts=(typed.ApplicantKindTest(span=rule.span, kind=rule.who), event))
    where = f"Article {article}, line" if article else "Line"
    return plan.Suspension(
        function=names.take("suspend", article),
        title=f"{where} {rule.span.line}: {rule.text}",
        span=relative_span(rule.span),
        test=test,
    )


def _suspend(rule: typed.Suspension, article: str, function: str, clauses: tuple[int, ...]) -> terms.Suspension:
    return terms.Suspension(
        rule.name, relative_span(rule.span), article, rule.text, clauses, rule.who, function, rule.pick.record
    )


def _suspend_gates(policy: typed.Policy, item: PlacedRule, test: typed.Expr, gates: dict[str, list[BlockGate]]) -> None:
    rule = item.rule
    assert isinstance(rule, typed.Suspension)
    words = (rule.pick.record, rule.event, rule.who)
    term = terms.Gate(rule.text, words, relative_span(rule.span), Outcome.SUSPENDED, rule.name, item.article)
    for award in _stopped_awards(item, policy.schema):
        gates[award.label].append(BlockGate(term, typed.Not(span=rule.span, part=test)))


# ---------------------------------------------------------------------------------------------- the other gates


def _none_gate(rule: typed.NoneWhenRule, article: str) -> BlockGate:
    outcome = Outcome.SUPPORTED if rule.test is None else Outcome.NOT_ELIGIBLE
    test = rule.test if rule.test is not None else typed.MatterSupported(span=rule.span, matter=rule.matter)
    term = terms.Gate(
        rule.text, rule.words, relative_span(rule.span), outcome, rule.name, article, rule.matter,
        names_applicant=names_applicant(test),
    )  # fmt: skip
    return BlockGate(term, typed.Not(span=rule.span, part=test))


def _transition_gate(transition: typed.Transition, years: FiscalYear) -> BlockGate:
    is_of_year = typed.ClaimYearIs(span=transition.span, year=transition.year, fiscal_year=years)
    test = typed.Not(span=transition.span, part=is_of_year)
    term = terms.Gate(
        transition.text, ("year",), relative_span(transition.span), Outcome.BY_REFERENCE, transition.document,
        transition.article,
    )  # fmt: skip
    return BlockGate(term, test)


# ---------------------------------------------------------------------------------------------- conditions


def rankings_of(policy: typed.Policy) -> tuple[terms.Ranking, ...]:
    """The rankings by which awards pay, each once."""
    values = (award.amount.value if isinstance(award.amount, typed.AmountByRows) else None for award in policy.awards)
    clauses_of = values_by_key(
        ((value.figure, value.among, value.ties or ""), index)
        for index, value in enumerate(values)
        if isinstance(value, typed.ApplicantRank)
    )
    return tuple(
        terms.Ranking(figure, among, tuple(clauses), ties) for (figure, among, ties), clauses in clauses_of.items()
    )


def record_rankings_of(policy: typed.Policy) -> tuple[terms.RecordRanking, ...]:
    """The rankings of records by which awards pay, one for each award."""
    return tuple(
        terms.RecordRanking(award.label, value.line, (index,), value.field, value.per_year, value.ties or "")
        for index, award in enumerate(policy.awards)
        if isinstance(award.amount, typed.AmountByRows) and isinstance(value := award.amount.value, typed.RecordRank)
    )


def _older(rule: typed.OlderStandardRule, item: PlacedRule, clauses: tuple[int, ...]) -> terms.OlderStandardRule:
    text = f"pay highest with older documents{keys_text(rule.keys)}"
    return terms.OlderStandardRule(rule.name, relative_span(rule.span), item.article, text, clauses, rule.keys)


def _quota(policy: typed.Policy, rule: typed.Quota, item: PlacedRule, clauses: tuple[int, ...]) -> terms.Quota:
    low = f"{rule.low} to " if rule.low is not None else ""
    year = " per year" if rule.per_year else ""
    score = f" by {rule.score}" if rule.score is not None else ""
    kind = policy.schema.record_by_name[rule.record]
    text = f"quota {low}{rule.number} {kind.plural or kind.name}{keys_text(rule.keys)}{year}{score}"
    if rule.is_limit:
        counted = f"limit {rule.number} {kind.plural or kind.name}{keys_text(rule.keys)}{year}"
        text = f"{counted} across applicants, highest {rule.score} first"
    return terms.Quota(
        name=rule.name, span=relative_span(rule.span), article=item.article, text=text, clauses=clauses, low=rule.low,
        number=rule.number, record=rule.record, keys=rule.keys, per_year=rule.per_year, score=rule.score or "",
    )  # fmt: skip
