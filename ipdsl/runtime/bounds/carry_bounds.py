"""Bounds where money of the claims may wait for later years: what carried money adds to the three ways of `bounds`.

More room in a year never pays any claim less over all years, as long as all claims of the cap rest in the same years
and each takes of one room: what older claims leave of each year's room only grows. So where figures (or suspensions)
alone are open, each claim lies between what it is paid at both ends. Of one reported year that is not so: more room
before leaves less to carry. Another claim never lowers what a year pays in all: it takes room that was free, or from a
claim that waits.
"""

from __future__ import annotations

from ipdsl.runtime.bounds.every_case import ClaimVerdict
from ipdsl.runtime.bounds.ties import Component, Constraint, DependencyGraph
from ipdsl.runtime.settlement.claims import Candidate, last_year
from ipdsl.runtime.settlement.effects import SettledClaim
from ipdsl.runtime.settlement.settling import SettlementContext
from ipdsl.runtime.unknown import FactRef


def _carry_constraints(component: Component) -> list[Constraint]:
    return [w for w in component.constraints if w.step.wait]


def facts_of_cap_amounts(run: SettlementContext, graph: DependencyGraph, component: Component) -> frozenset[FactRef]:
    """The facts on which the rooms of caps hang."""
    fact_sets = [facts for w in _carry_constraints(component) for facts in w.open_facts.values()]
    for w in component.constraints:
        years = {graph.claims[i].year for i in w.members}
        fact_sets += [run.cap_amounts.facts(w.rule.step_rule, year) for year in years if year is not None]
    return frozenset[FactRef]().union(*fact_sets)


def carries_monotone(run: SettlementContext, graph: DependencyGraph, component: Component) -> bool:
    """Whether carrying caps pay more where more is asked or more room is left: all years, one order, one rest, and
    each claim in one group: what it takes of two rooms, two others lose.
    """
    carrying = _carry_constraints(component)
    if not carrying:
        return True
    members = [graph.claims[i] for w in carrying for i in w.members]
    if run.year is not None or any(claim.is_late for claim in members) or any(w.has_overlaps for w in carrying):
        return False
    clauses = {claim.clause.index for claim in members}
    reached = [clauses & set(rule.clauses) for rule in run.proposer.program.suspensions]
    return all(not reached_clauses or reached_clauses == clauses for reached_clauses in reached)


def only_rooms_are_open(run: SettlementContext, graph: DependencyGraph, component: Component) -> bool:
    """Whether all that is open are the rooms of carrying caps, and who rests."""
    claims = [graph.claims[i] for i in component.members]
    if any(claim.facts or claim.unknown_keys or claim.year is None for claim in claims):
        return False
    carrying = _carry_constraints(component)
    other_bounds = [w.rule.step_rule for w in component.constraints if w.step.fills and not w.step.wait]
    return bool(carrying) and not any(
        run.cap_amounts.facts(bound, claim.year) for bound in other_bounds for claim in claims if claim.year is not None
    )


def verdicts_between_ends(
    graph: DependencyGraph, component: Component, lows: list[SettledClaim], highs: list[SettledClaim]
) -> dict[int, ClaimVerdict]:
    """Each claim between its ends; settled where both are one."""
    by_low = {id(settled_claim.claim): settled_claim for settled_claim in lows}
    by_high = {id(settled_claim.claim): settled_claim for settled_claim in highs}
    verdicts: dict[int, ClaimVerdict] = {}
    for i in component.members:
        least, most = by_low[id(graph.claims[i])], by_high[id(graph.claims[i])]
        is_same = least.paid == most.paid and _remaining(least) == _remaining(most)
        asks = frozenset() if is_same else graph.facts[i]
        verdicts[i] = ClaimVerdict(least if is_same else None, (least.paid, most.paid), asks, is_exact=is_same)
    return verdicts


def _remaining(settled_claim: SettledClaim) -> tuple[object, ...]:
    carry = settled_claim.carry
    if carry is None:
        return ()
    return (carry.remaining, carry.lapsed, carry.due)


def max_of_year(run: SettlementContext, claim: Candidate) -> int | None:
    """The most that the reported year pays of a claim of an earlier one; `None` where nothing is carried into it."""
    place = run.table.settlement.carry_over_steps.get(claim.clause.index)
    if place is None or run.year is None or claim.year is None:
        return None
    step = run.table.steps[place]
    is_untouched = any(name not in claim.keys and name not in claim.unknown_keys for name in step.first_rule.keys)
    if is_untouched or not claim.year < run.year <= last_year(claim, step.wait):
        return None
    return min(claim.max_amount, run.cap_amounts.high(step.first_rule, run.year))


def total_unconstrained(
    constraint: Constraint, graph: DependencyGraph, claims_with_sums: list[tuple[Candidate, int]]
) -> int:
    """What claims ask for that the weighing does not reach."""
    reached = {id(graph.claims[i]) for i in constraint.members}
    return sum(sum_ for claim, sum_ in claims_with_sums if id(claim) not in reached)
