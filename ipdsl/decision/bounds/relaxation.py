"""Upper bounds of a tied set if not every case can be settled and the monotone case does not apply.

Each rule by itself gives an upper bound: the amount that it leaves of the highest amounts with which the claims may
reach it. The bound of the set is the smallest of these. Rules only take away, so no other rule can raise it.

This module also has the bounds for carried money, which extend the three ways of `bounds`. More room in a year never
pays any claim less over all years, provided that all claims of the cap are suspended in the same years and each uses
the room of one group only: the room that older claims leave in each year only grows. So if only figures (or
suspensions) are open, the payment of each claim is between its payments at both ends. This is not true for one reported
year, because more room in earlier years leaves less to carry. Another claim never lowers the total that a year pays: it
takes free room, or room from a claim that waits.
"""

from __future__ import annotations

import attrs

from ipdsl.claims.claim import Candidate, first_year, kernel_groups, last_year
from ipdsl.decision.bounds.all_cases import ClaimVerdict
from ipdsl.decision.bounds.dependencies import Component, Constraint, DependencyGraph
from ipdsl.ir.facts import FactRef
from ipdsl.kernel.rule_table import Rule, counted_values, places_taken
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.settlement import SettlementContext


def _carry_constraints(component: Component) -> list[Constraint]:
    return [w for w in component.constraints if w.step.wait]


def facts_of_cap_amounts(run: SettlementContext, graph: DependencyGraph, component: Component) -> frozenset[FactRef]:
    """The facts on which the rooms of caps hang."""
    fact_sets = [facts for w in _carry_constraints(component) for facts in w.open_facts.values()]
    for w in component.constraints:
        bound = w.rule.step_rule
        if bound.is_by_claim or bound.order is not None:
            fact_sets += [run.cap_amounts.facts_for_claim(bound, graph.claims[i]) for i in w.members]
            continue
        years = {graph.claims[i].year for i in w.members}
        fact_sets += [run.cap_amounts.facts(bound, year) for year in years if year is not None]
    return frozenset[FactRef]().union(*fact_sets)


def carries_monotone(run: SettlementContext, graph: DependencyGraph, component: Component) -> bool:
    """Whether carrying caps pay more where more is asked or more room is left: all years, one order, one rest, and
    each claim in one group: what it takes of two rooms, two others lose.
    """
    carrying = _carry_constraints(component)
    if not carrying:
        return True
    members = [graph.claims[i] for w in carrying for i in w.members]
    if any(w.has_overlaps for w in carrying):
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
        run.cap_amounts.facts_for_claim(bound, claim)
        for bound in other_bounds
        for claim in claims
        if claim.clause.index in bound.reached_clauses
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
    return (carry.remaining, carry.lapsed, carry.paid_by_year)


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
    """The amount that claims ask for outside the constraint."""
    reached = {id(graph.claims[i]) for i in constraint.members}
    return sum(sum_ for claim, sum_ in claims_with_sums if id(claim) not in reached)


def rule_upper_bound(run: SettlementContext, graph: DependencyGraph, component: Component) -> int:
    """The smallest amount that any single rule leaves of the proposed highs, in minor units.

    Rules of other kinds give no bound.
    """
    claims_with_sums = [
        (
            claim,
            min(_after_deductions(run, claim), run.max_amount(claim))
            if claim.brought_forward is None
            else claim.max_amount,
        )
        for claim in (graph.claims[i] for i in component.members)
        if run.reports(claim) or max_of_year(run, claim) is not None
    ]
    sums = [sum(sum_ for _, sum_ in claims_with_sums)]
    for constraint in component.constraints:
        step, bound = constraint.step, constraint.rule.step_rule
        if constraint.rule.span is not None:
            continue  # claims with open facts may be on other days
        unassigned = {id(graph.claims[i]) for i in constraint.unassigned}
        free = sum(sum_ for claim, sum_ in claims_with_sums if id(claim) in unassigned)
        bound_ = [(claim, sum_) for claim, sum_ in claims_with_sums if id(claim) not in unassigned]
        if step.wait and run.year is not None:
            groups = max(1, len(constraint.groups))
            sums.append(
                free + groups * run.cap_amounts.high(bound, run.year) + total_unconstrained(constraint, graph, bound_)
            )
        elif step.compares_sums and constraint.unassigned:
            continue  # a claim that may fall into a group may let its sum be paid
        elif step.fills or step.teams or step.compares_sums:
            if not constraint.has_overlaps:
                sums.append(
                    free
                    + sum(
                        settled_claim.paid for settled_claim in run.settle_under(run.table.single_rule(bound), bound_)
                    )
                )
            elif step.fills:  # a claim of several groups that loses may leave the others' claims what it would take
                sums.append(free + _bound_by_limits(run, graph, constraint, bound_))
        elif step.selects or step.counts_by_level:
            sums.append(free + _bound_by_claim(run, graph, constraint, bound_))
        elif step.has_places and (step.is_of_award or not _may_hold_places(run, constraint)):
            sums.append(free + _bound_by_quota(run, graph, constraint, bound_))
    return min(sums)


def _after_deductions(run: SettlementContext, claim: Candidate) -> int:
    """The most with which a claim may reach the rules, after earlier payments are deducted."""
    table = run.table.deductions_only
    if (
        not run.recall
        or not table.settlement.rules_by_clause[claim.clause.index]
        or claim.high is None
        or claim.unknown_keys
    ):
        return claim.max_amount
    dated = attrs.evolve(claim, year=claim.year or 1)  # the year does not change the deduction
    [settled_claim] = run.settle_under(table, [(dated, claim.high)])
    return max(settled_claim.amount, claim.standard_raise) if settled_claim.amount else 0


def _bound_by_claim(
    run: SettlementContext,
    graph: DependencyGraph,
    constraint: Constraint,
    claims_with_sums: list[tuple[Candidate, int]],
) -> int:
    """The total that the rule leaves of the claims, each weighed without the others.

    In a group that is paid once, only the greatest amount counts. Its year may depend on open amounts.
    """
    single_rule_table = run.table.single_rule(constraint.rule.step_rule)
    requests = [
        # an older standard raises the amount after deductions
        (claim, run.max_amount(claim) if claim.brought_forward is None and not claim.standard_raise else sum_)
        for claim, sum_ in claims_with_sums
    ]
    maxima: dict[int, int] = {}
    separate = run.settle_separately_under(single_rule_table, requests)
    for (claim, sum_), settled_claim in zip(claims_with_sums, separate, strict=True):
        is_raised = claim.standard_raise and claim.clause.less is not None
        maxima[id(claim)] = sum_ if is_raised else min(sum_, settled_claim.paid)
    groups = constraint.groups
    if constraint.has_overlaps:
        return sum(maxima.values())
    if constraint.step.counts_by_level:
        whole = {
            id(claim): max(sum_, _after_deductions(run, claim)) for claim, sum_ in claims_with_sums
        }  # before a later cap
        return sum(maxima.values()) - sum(_ladder_excess(graph, group, maxima, whole) for group in groups)
    in_group: set[int] = set()
    total = 0
    for group in groups:
        ids = [id(graph.claims[i]) for i in group if id(graph.claims[i]) in maxima]
        in_group.update(ids)
        total += max((maxima[key] for key in ids), default=0)
    return total + sum(sum_ for key, sum_ in maxima.items() if key not in in_group)


def _ladder_excess(
    graph: DependencyGraph, group: frozenset[int], maxima: dict[int, int], requests: dict[int, int]
) -> int:
    """How far the total of the claims in a group exceeds the largest total that the claims at a level request."""
    total, of_level = 0, dict[object, int]()
    for key, level in ((id(claim), claim.keys.get("level")) for claim in (graph.claims[i] for i in group)):
        if key in maxima:
            name = key if level is None else level
            total, of_level[name] = total + maxima[key], of_level.get(name, 0) + requests[key]
    return max(0, total - max(of_level.values(), default=total))


def _may_hold_places(run: SettlementContext, constraint: Constraint) -> bool:
    """Whether a line may hold a place that depends on open facts: its group, its value or its record is unknown."""
    bound = constraint.rule.step_rule
    names = (*bound.keys, bound.counted_field)
    lines = (payment for index, held in run.recall.lines.items() if index in bound.reached_clauses for payment in held)
    return any(
        payment.line is not None and (not bound.counted_field or None in map(payment.keys.get, names))
        for payment in lines
    )


def _bound_by_limits(
    run: SettlementContext,
    graph: DependencyGraph,
    constraint: Constraint,
    claims_with_sums: list[tuple[Candidate, int]],
) -> int:
    """What all rooms of a rule hold together; claims in no group that binds count in full."""
    bound = constraint.rule.step_rule
    sum_of = {id(claim): sum_ for claim, sum_ in claims_with_sums}
    in_group: set[int] = set()
    total = 0
    for group in constraint.groups:
        group_claims = [graph.claims[i] for i in group if id(graph.claims[i]) in sum_of]
        if not group_claims:
            continue
        in_group |= {id(claim) for claim in group_claims}
        if bound.is_by_claim:
            high = run.cap_amounts.high
            most = max(high.for_claim(bound, claim) for claim in group_claims)
            total += min(sum(sum_of[id(claim)] for claim in group_claims), most)
            continue
        of_years = group_claims if bound.per_year else group_claims[:1]
        last = max(last_year(claim, constraint.step.wait) for claim in of_years)
        rooms = [run.cap_amounts.high(bound, year) for year in range(min(map(first_year, of_years)), last + 1)]
        total += min(sum(sum_of[id(claim)] for claim in group_claims), sum(rooms))
    return total + sum(sum_ for claim, sum_ in claims_with_sums if id(claim) not in in_group)


def _bound_by_quota(
    run: SettlementContext,
    graph: DependencyGraph,
    constraint: Constraint,
    claims_with_sums: list[tuple[Candidate, int]],
) -> int:
    """The greatest sums for which there are places; claims in no group that binds count in full."""
    rule, step = constraint.rule, constraint.step
    sum_of = {id(claim): sum_ for claim, sum_ in claims_with_sums}
    in_group: set[int] = set()
    total = 0
    for group in constraint.groups:
        group_claims = [graph.claims[i] for i in group if id(graph.claims[i]) in sum_of]
        if step.is_of_award:
            group_claims = [claim for claim in group_claims if claim.once_keys == rule.step_rule.keys]
        in_group |= {id(claim) for claim in group_claims}
        places: dict[object, int] = {}
        taken = _places_taken(run, constraint.rule, group_claims)
        for claim in group_claims:
            if step.is_of_award:
                places[id(claim)] = sum_of[id(claim)]
                continue
            values = counted_values(
                rule, claim.root, claim.item, claim.record, claim.keys.get(rule.step_rule.counted_field)
            )
            if len(values) == 1 and taken.isdisjoint(values):
                places[values] = places.get(values, 0) + sum_of[id(claim)]
            else:  # without a value, or one with a place, it needs none; of a list every member may have one already
                total += sum_of[id(claim)]
        total += sum(sorted(places.values(), reverse=True)[: max(0, step.number - len(taken))])
    return total + sum(sum_ for claim, sum_ in claims_with_sums if id(claim) not in in_group)


def _places_taken(run: SettlementContext, rule: Rule, claims: list[Candidate]) -> set[object]:
    """What has a place already in the group of these claims: none of an award's `once`, which asks nobody twice."""
    if rule.step.is_of_award or not claims:
        return set()
    first, *rest = (kernel_groups(rule, claim) for claim in claims)
    shared = next((group for group in first if all(group in groups for groups in rest)), None)
    return places_taken(rule, run.recall.payments_by_group(rule).get(shared, ()))
