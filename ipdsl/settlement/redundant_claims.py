"""Claims that wait for an approval, or for the standard of an older document, although nothing is left of any amount.

Such a claim is reported as paid already, and nobody is asked for its amount. It must not change the result of another
claim either: the rules before the one that refuses it weigh it with other claims, and a cap gives it part of its room.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

import attrs

from ipdsl.claims.claim import INFINITE, Candidate, kernel_groups
from ipdsl.kernel.rule_table import Rule, SettlementTable
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.settlement import SettlementContext, settle


def redundant_claims(
    run: SettlementContext, ceilings: Sequence[Candidate], live: Sequence[Candidate]
) -> dict[int, SettledClaim]:
    """The results of the redundant claims among the ceilings of a run, by identity; `live` are all its live claims."""
    results = {id(claim): result for claim in ceilings if (result := _settle_at_most(run, claim)) is not None}
    rules = {key: _rules_before(run.table, result) for key, result in results.items()}
    groups = _ClaimGroups([claim for claim in live if id(claim) not in results])
    more = [key for key in results if groups.are_shared_by(results[key].claim, rules[key])]
    while more:  # a claim that is settled with the others after all may depend on further claims
        groups.add([results.pop(key).claim for key in more])
        more = [key for key in results if groups.are_shared_by(results[key].claim, rules[key])]
    return results


def _settle_at_most(run: SettlementContext, claim: Candidate) -> SettledClaim | None:
    """The result of a claim if the ledger leaves nothing of any amount; otherwise `None`."""
    is_open = any(ref.group != "older_documents" for ref in claim.unstated_facts) or bool(claim.unknown_keys)
    if not claim.is_waiting or is_open:
        return None
    promised = claim.standard.amount if claim.standard is not None else 0
    high = INFINITE if claim.high is None else claim.high
    amount = (
        claim.max_amount if claim.standard_raise > promised else high
    )  # its own standard raises it as far as support lines allow
    table = run.table.for_single_claim(claim.clause.index)
    [most] = run.settle_separately_under(table, [(claim, amount)])
    if most.paid or most.carry is not None or not most.cuts:
        return None
    if any(_is_remembered(run, result) for result in (most, *_settle_at_least(run, table, claim, amount))):
        return None
    return SettledClaim(claim, 0, cuts=(attrs.evolve(most.cuts[-1], amount=0),))


def _settle_at_least(
    run: SettlementContext, table: SettlementTable, claim: Candidate, amount: int
) -> list[SettledClaim]:
    """Settle a claim alone with each cap at its least amount; a cap that would refuse it leaves what it can."""
    table = table.with_own_limits if table.has_other_limits else table
    return settle(
        table, [(claim, amount)], run.recall, run.cap_amounts.low, run.currency, other_payments=run.other_payments
    )


def _is_remembered(run: SettlementContext, settled: SettledClaim) -> bool:
    """Whether later years count something of a claim that caps leave nothing, such as a place under a limit."""
    index = settled.claim.clause.index
    admitted, charged = settled.effect
    steps = [step for step in run.table.steps if step.lasts and not step.traits.fills]
    return admitted > 0 and any(
        index in (bound.payers if step.adjusts_proposals else bound.reach) and charged.get(bound.name, admitted)
        for step in steps
        for bound in step.rules
    )


def _rules_before(table: SettlementTable, result: SettledClaim) -> Sequence[Rule]:
    """The rules that apply to a claim in the steps before the one that refuses it.

    `once` and deductions of the award itself come first, and weigh a refused claim with no other claim. A `once` of
    other rows is not asked.
    """
    rules = [table.rules[number] for number in table.clause_rules[result.claim.clause.index]]
    refusing = next(rule for rule in rules if rule.step_rule is result.cuts[-1].rule)
    if refusing.step.is_of_award:
        return ()
    once = result.claim.once_keys
    return [
        rule
        for rule in rules
        if rule.step_index < refusing.step_index
        and not (rule.step.is_of_award and (rule.step.adjusts_proposals or rule.step_rule.keys != once))
    ]


@attrs.define(eq=False, repr=False)
class _ClaimGroups:
    """The groups of claims under each rule, by year; found for a rule when it is first asked for."""

    claims: list[Candidate]
    _by_rule: dict[int, set[Hashable]] = attrs.field(factory=dict)

    def add(self, claims: Sequence[Candidate]) -> None:
        """Add claims."""
        self.claims += claims
        self._by_rule.clear()

    def are_shared_by(self, claim: Candidate, rules: Iterable[Rule]) -> bool:
        """Whether one of the rules may leave other claims more if it does not apply to this claim."""
        return any(
            rule.step_rule.is_across
            or (rule.step.traits.fills and not rule.is_per_year)  # later years count the room that it took
            or not self._groups_of_rule(rule).isdisjoint({None, *_groups(rule, claim)})
            for rule in rules
        )

    def _groups_of_rule(self, rule: Rule) -> set[Hashable]:
        groups = self._by_rule.get(rule.number)
        if groups is None:
            reached = (claim for claim in self.claims if claim.clause.index in rule.step_rule.reached_clauses)
            groups = self._by_rule[rule.number] = {group for claim in reached for group in _groups(rule, claim)}
        return groups


def _groups(rule: Rule, claim: Candidate) -> Iterator[Hashable]:
    """The groups of a claim in its year; `None` if its year or one of its keys is unknown."""
    if claim.year is None or not claim.unknown_keys.keys().isdisjoint(rule.step_rule.keys):
        yield None
    else:
        yield from ((claim.year, group) for group in kernel_groups(rule, claim))
