"""Ties between claims that share a seed (record and clause), an open fact or a key of a rule; bounds of a tied set.

Claims may be tied directly or through others. Each tied set has its own bounds.

A rule ties claims only if it can bind. It ties nothing if its room covers the most that its group may ask for, if it
has places for all, or if it selects from one competitor. This is tighter than tying by every shared key, and still
sound. A claim whose key (or year) for a rule is unknown may fall into any group of the rule; if the rule can bind, the
claim is open for it. A claim is also open for a rule if a cap may have cut it and its admitted amount is deducted
later: if the rule applies to the claim, the amount after the cap is admitted, otherwise the amount before it.

Claims with unknown keys or years. Input: the known groups, the claims whose group is unknown, the known part of their
keys (the *shape*), and whether a group binds. Output: the groups that bind, with the claims that surely belong to them,
and the ties between claims that may share a binding group. Claims of one shape are examined together, and shapes are
looked up by their known keys. If too many claims may share a group for the budget, their groups are assumed to bind.

Carried money. A year is joined to the next if money may be left at its end: the claims are taken at their most and the
room at its least, or no room if a suspension may suspend the carried money. Such a rule ties the claims of joined
years, and the figures on which each depends. A span of joined years in which no money can be left ties nothing.

Brought-forward standards. Input: claims with the standards that were found for them. Output: for each claim, the
greatest standard that may apply, if keys are unknown.

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

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from itertools import product
from typing import TypeAlias

import attrs

from ipdsl.base.partition import components, values_by_key
from ipdsl.claims.claim import Candidate, first_year, kernel_groups, last_year
from ipdsl.claims.proposer import ClaimSource
from ipdsl.decision.bounds.all_cases import MAX_STEPS, ClaimVerdict
from ipdsl.ir.facts import FactRef
from ipdsl.ir.terms import Step
from ipdsl.kernel.rule_table import (
    AnyPayment,
    ExternalPayment,
    GroupKey,
    PaymentHistory,
    PriorPayment,
    Rule,
    SettlementTable,
    amount_taken,
    counted_values,
    groups,
    places_taken,
    taken_in_year,
    total_taken,
)
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.journal import CapAmounts
from ipdsl.settlement.settlement import SettlementContext

Shape: TypeAlias = "tuple[frozenset[str] | frozenset[int] | None, ...]"
"""What is known of the group of a claim: for each key its values, `None` where they were not stated."""

Binds: TypeAlias = Callable[["GroupKey | None", list[int]], bool]
"""Whether a group (`None`: an unknown group) binds with these claims in it."""

_Mask: TypeAlias = tuple[int, ...]
"""The places of a shape that are known."""


def shape_of(keys: tuple[str, ...], claim: Candidate, *, by_year: bool) -> Shape:
    """The part of a claim's group that is known; the year last where the rule counts by year."""
    shape: list[frozenset[str] | frozenset[int] | None] = []
    for name in keys:
        value = claim.keys.get(name)
        shape.append(None if value is None else frozenset((value,) if isinstance(value, str) else value))
    if by_year:
        shape.append(None if claim.year is None else frozenset((claim.year,)))
    return tuple(shape)


def group_overlaps(
    groups: Mapping[GroupKey, list[int]], unassigned: Mapping[Shape, list[int]], binds: Binds, *, in_own_group: bool
) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """The groups that bind, and the ties. `in_own_group`: whether a claim that may fall into a known group is looked
    at in one of its own too.
    """
    if not unassigned:
        binding_groups = [frozenset(members) for key, members in groups.items() if binds(key, members)]
        return binding_groups, [*binding_groups]
    fits = _fits(unassigned, groups)
    joining: dict[GroupKey, list[int]] = {}
    taken: set[GroupKey] = set()
    for shape, members in unassigned.items():
        if len(fits[shape]) * len(members) > MAX_STEPS:
            taken.update(fits[shape])
        else:
            for key in fits[shape]:
                joining.setdefault(key, []).extend(members)
    binding = {
        key for key, group_members in groups.items() if key in taken or binds(key, group_members + joining.get(key, []))
    }
    binding_groups = [frozenset(group_members) for key, group_members in groups.items() if key in binding]
    ties = list(binding_groups)
    for shape, members in unassigned.items():
        if fitting_keys := [key for key in fits[shape] if key in binding]:
            ties.append(frozenset(members).union(*(groups[key] for key in fitting_keys)))
    for shapes in _classes(unassigned):
        if len(shapes) ** 2 > MAX_STEPS:
            ties.append(frozenset(i for shape in shapes for i in unassigned[shape]))
            continue
        amongs = {tuple(other for other in shapes if _can_meet(shape, other)): None for shape in shapes}
        for among in filter(None, amongs):  # a list without a member meets nobody, itself neither
            members = [i for other in among for i in unassigned[other]]
            if (len(members) > 1 or in_own_group or not fits[among[0]]) and binds(None, members):
                ties.append(frozenset(members))
    return binding_groups, ties


def _can_meet(shape: Shape, other: Shape) -> bool:
    """Whether claims of two shapes may fall into one group."""
    return all(a is None or b is None or not a.isdisjoint(b) for a, b in zip(shape, other, strict=True))


def _mask(shape: Shape) -> _Mask:
    return tuple(place for place, known in enumerate(shape) if known is not None)


def _values(shape: Shape, places: _Mask) -> Iterator[tuple[object, ...]]:
    """What a shape says of these places; of lists each value."""
    return product(*(shape[place] or () for place in places))


def _fits(unassigned: Iterable[Shape], groups: Mapping[GroupKey, list[int]]) -> dict[Shape, list[GroupKey]]:
    """For each shape the groups into which its claims may fall."""
    by_mask: dict[_Mask, dict[tuple[object, ...], list[GroupKey]]] = {}
    fits: dict[Shape, list[GroupKey]] = {}
    for shape in unassigned:
        mask = _mask(shape)
        if mask not in by_mask:
            parts = by_mask[mask] = {}
            for key in groups:
                values = key if isinstance(key, tuple) else (key,)
                parts.setdefault(tuple(values[place] for place in mask), []).append(key)
        keys = (key for values in _values(shape, mask) for key in by_mask[mask].get(values, ()))
        fits[shape] = list(dict.fromkeys(keys))
    return fits


def _classes(unassigned: Mapping[Shape, list[int]]) -> list[list[Shape]]:
    """The shapes in classes whose claims may meet, directly or through others."""
    shapes = list(unassigned)
    by_mask = values_by_key((_mask(shape), number) for number, shape in enumerate(shapes))
    joined: list[list[int]] = []
    masks = list(by_mask)
    for position, mask in enumerate(masks):
        for other in masks[position:]:
            common = tuple(place for place in mask if place in other)
            here, there = (
                values_by_key((values, number) for number in by_mask[m] for values in _values(shapes[number], common))
                for m in (mask, other)
            )
            joined += [[*here_numbers, *there[values]] for values, here_numbers in here.items() if values in there]
    return [[shapes[number] for number in members] for members in components(range(len(shapes)), joined)]


@attrs.frozen(eq=False, repr=False)
class YearSpan:
    """Years that carried money joins, with the claims (by index) that wait in them."""

    years: tuple[int, ...]
    members: frozenset[int]


@attrs.frozen(eq=False, repr=False)
class CarryDependency:
    """The spans in which something can be left; `unassigned` claims may fall into any; what each asks."""

    spans: tuple[YearSpan, ...]
    unassigned: frozenset[int]
    open_facts: Mapping[int, frozenset[FactRef]]

    @property
    def dependent_sets(self) -> tuple[frozenset[int], ...]:
        """The claims that it ties; one that may fall into any span ties all."""
        member_sets = tuple(span.members for span in self.spans)
        return (self.unassigned.union(*member_sets),) if self.unassigned else member_sets


def carry_dependency(
    rule: Rule, claims: tuple[Candidate, ...], recall: PaymentHistory, cap_amounts: CapAmounts
) -> CarryDependency | None:
    """What a rule ties under which money waits; `None` where it cannot bind."""
    reached, keys = rule.step_rule.reached_clauses, rule.step_rule.keys
    under = [i for i, claim in enumerate(claims) if claim.max_amount != 0 and claim.clause.index in reached]
    unassigned = frozenset(
        i for i in under if claims[i].year is None or any(name in claims[i].unknown_keys for name in keys)
    )
    groups = _claims_by_group(rule, claims, [i for i in under if i not in unassigned])
    is_apart = not unassigned and sum(len(members) for members in groups.values()) == len(set().union(*groups.values()))
    if is_apart:
        spans = [
            span
            for group, members in groups.items()
            for span in _spans(rule, group, members, claims, recall, cap_amounts)
        ]
    else:
        first = [first_year(claims[i]) for i in unassigned if claims[i].year is not None]
        spans = [
            YearSpan(_all_years(members, first, claims, cap_amounts), frozenset(members)) for members in groups.values()
        ]
    if not spans and not unassigned:
        return None
    asks = _open_facts(rule, spans, unassigned, claims, cap_amounts)
    return CarryDependency(tuple(spans), unassigned, asks)


def _all_years(
    members: Iterable[int], more: list[int], claims: tuple[Candidate, ...], cap_amounts: CapAmounts
) -> tuple[int, ...]:  # fmt: skip
    starts = [*more, *(first_year(claims[i]) for i in members if claims[i].year is not None)]
    calendar = cap_amounts.calendar
    first = min(starts, default=(calendar.stated_years or (calendar.first_payable_year or 1,))[0])
    return tuple(range(first, cap_amounts.high.last_year + 1))


def _spans(
    rule: Rule,
    group: GroupKey,
    group_members: list[int],
    claims: tuple[Candidate, ...],
    recall: PaymentHistory,
    cap_amounts: CapAmounts,
) -> Iterator[YearSpan]:
    """The joined years of one group in which something may be left."""
    past, wait = recall.payments_by_group(rule).get(group, ()), rule.step.wait
    first = min(first_year(claims[i]) for i in group_members)
    final = min(cap_amounts.high.last_year, max(last_year(claims[i], wait) for i in group_members))
    joined: list[int] = []
    members: list[int] = []
    left = 0
    can_bind = False
    for year in range(first, final + 1):
        new = [i for i in group_members if first_year(claims[i]) == year]
        joined.append(year)
        members += new
        requested = left + sum(claims[i].max_amount for i in new)
        room = cap_amounts.low(rule.step_rule, year) - taken_in_year(rule, past, year)
        suspended = cap_amounts.low.suspended_clauses(year)
        if suspended and any(claims[i].clause.index in suspended for i in members):
            room = 0
        waiting = sum(claims[i].max_amount for i in members if last_year(claims[i], wait) > year)
        can_bind = can_bind or requested > max(0, room)
        left = min(max(0, requested - max(0, room)), waiting)
        if not left or year == final:
            if can_bind:
                yield YearSpan(tuple(joined), frozenset(members))
            joined, members, can_bind = [], [], False


def _open_facts(
    rule: Rule, spans: list[YearSpan], unassigned: frozenset[int], claims: tuple[Candidate, ...],
    cap_amounts: CapAmounts,
) -> dict[int, frozenset[FactRef]]:  # fmt: skip
    """The facts on which each claim depends, of the years of its span up to its last: figures and suspensions."""
    asks: dict[int, frozenset[FactRef]] = {}
    clauses = {claim.clause.index: claim.clause for claim in claims}
    first_of: dict[int, int] = {}
    for i in unassigned:
        index, year = claims[i].clause.index, claims[i].year or 0
        first_of[index] = min(year, first_of.get(index, year))
    all_facts = frozenset[FactRef]()
    for span in spans or (
        [YearSpan(_all_years(unassigned, [], claims, cap_amounts), frozenset())] if unassigned else []
    ):
        by_year: dict[int, frozenset[FactRef]] = {}
        for year in span.years:
            carried = {claims[i].clause.index for i in span.members if (claims[i].year or 0) < year}
            carried |= {index for index, first in first_of.items() if first < year}
            resting = (cap_amounts.facts_of_rest(clauses[index], year) for index in carried)
            by_year[year] = cap_amounts.facts(rule.step_rule, year).union(*resting)
        all_facts = all_facts.union(*by_year.values())
        by_last: dict[int, frozenset[FactRef]] = {}
        for i in span.members:
            last = last_year(claims[i], rule.step.wait)
            if last not in by_last:
                by_last[last] = frozenset[FactRef]().union(*(by_year[year] for year in span.years if year <= last))
            asks[i] = asks[i] | by_last[last] if i in asks else by_last[last]
    return asks | dict.fromkeys(unassigned, all_facts)


def with_standard_raises(table: SettlementTable, claims: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Each claim with the most that it may be raised to: by any standard of a key that it shares, or may share."""
    if not any(claim.standard_raise for claim in claims):
        return (*claims,)
    raises: dict[int, int] = {}
    for rule in table.rules:
        if rule.step.traits.raises_claims:
            for claim, raise_ in _raises_under(rule, claims):
                raises[id(claim)] = max(raises.get(id(claim), 0), raise_)
    return tuple(
        attrs.evolve(claim, standard_raise=raises[id(claim)]) if id(claim) in raises else claim for claim in claims
    )


def _raises_under(rule: Rule, claims: Sequence[Candidate]) -> Iterator[tuple[Candidate, int]]:
    """What one rule may raise each claim to that it reaches; it raises none that lacks a key."""
    keys = rule.step_rule.keys
    reached_claims = [claim for claim in claims if claim.clause.index in rule.step_rule.reached_clauses]
    if not reached_claims:
        return
    unassigned = {id(claim) for claim in reached_claims if any(name in claim.unknown_keys for name in keys)}
    of_any = max(claim.standard_raise for claim in reached_claims)
    of_loose = max((claim.standard_raise for claim in reached_claims if id(claim) in unassigned), default=0)
    lifts: dict[GroupKey, int] = {}
    groups_of = {id(claim): groups(keys, claim.keys.get, None) for claim in reached_claims}
    for claim in reached_claims:
        for group in groups_of[id(claim)]:
            lifts[group] = max(lifts.get(group, of_loose), claim.standard_raise)
    for claim in reached_claims:
        of_groups = max((lifts[group] for group in groups_of[id(claim)]), default=0)
        yield claim, of_any if id(claim) in unassigned else of_groups


@attrs.frozen(eq=False, repr=False)
class Constraint:
    """A rule that weighs claims together, with its groups that can bind, by index of the claim.

    `groups` hold the claims that surely are in them; `unassigned` claims may fall into several, and `dependent_sets`
    are claims, loose ones too, that may meet. `open_facts` are the facts on which each claim hangs where its money may
    wait. `has_ratio`: the ratio by which it cuts claims is published.
    """

    rule: Rule
    groups: tuple[frozenset[int], ...]
    unassigned: frozenset[int]
    dependent_sets: tuple[frozenset[int], ...]
    open_facts: Mapping[int, frozenset[FactRef]] = attrs.field(factory=dict)
    has_ratio: bool = False

    @property
    def step(self) -> Step:
        """The step of the rule."""
        return self.rule.step

    @property
    def position(self) -> int:
        """The place of its step."""
        return self.rule.step_index

    @property
    def members(self) -> frozenset[int]:
        """The claims that it weighs."""
        return frozenset[int]().union(*self.dependent_sets)

    @property
    def has_overlaps(self) -> bool:
        """Whether a claim belongs to several of the groups."""
        return sum(len(group) for group in self.groups) != len(frozenset().union(*self.groups))

    def parts(self, set_of: Mapping[int, int]) -> Iterator[tuple[int, Constraint]]:
        """The part of the constraint in each tied set; each tie belongs to one set."""
        groups, ties = (  # a group, or a span of years, without a sure member belongs to no set
            values_by_key((set_of[next(iter(members))], members) for members in collection if members)
            for collection in (self.groups, self.dependent_sets)
        )
        unassigned = values_by_key((set_of[i], i) for i in self.unassigned)
        for number, dependent in ties.items():
            yield (
                number,
                attrs.evolve(
                    self,
                    groups=tuple(groups.get(number, ())),
                    dependent_sets=tuple(dependent),
                    unassigned=frozenset(unassigned.get(number, ())),
                ),
            )


@attrs.frozen(eq=False, repr=False)
class Component:
    """Claims that are bounded together, the rules that weigh them, and the facts on which any of them hangs."""

    members: tuple[int, ...]
    constraints: tuple[Constraint, ...]
    open_facts: frozenset[FactRef]


@attrs.frozen(eq=False, repr=False)
class DependencyGraph:
    """The live claims of a run with all that ties them, and all facts on which each hangs by itself.

    `extra_facts` are facts beyond those of the proposals; `consumed_by` are the claims that surely use up what others
    would.
    """

    claims: tuple[Candidate, ...]
    components: tuple[Component, ...]
    extra_facts: dict[int, frozenset[FactRef]]
    facts: tuple[frozenset[FactRef], ...]
    consumed_by: Mapping[int, int | None]

    @cached_property
    def open_facts(self) -> tuple[frozenset[FactRef], ...]:
        """The facts on which each claim hangs by itself, its own approval apart."""
        return tuple(
            facts if claim.approval is None else frozenset(ref for ref in facts if ref.group != "approval")
            for claim, facts in zip(self.claims, self.facts, strict=True)
        )


def partition_claims(
    claims: tuple[Candidate, ...], sources: list[ClaimSource], consumed: Mapping[int, int | None],
    table: SettlementTable,
    recall: PaymentHistory, cap_amounts: CapAmounts,
) -> DependencyGraph:  # fmt: skip
    """The tied sets that hold something open; the claims that are `consumed` are used up by others, whatever is
    open."""
    constraints = list(_constraints(claims, table, recall, cap_amounts))
    extra = _extra_facts(claims, constraints, cap_amounts)
    facts = tuple(claim.facts | extra[i] if i in extra else claim.facts for i, claim in enumerate(claims))
    ties: list[Iterable[int]] = [tie for constraint in constraints for tie in constraint.dependent_sets]
    by_fact = values_by_key(
        (fact, index) for index, claim_facts in enumerate(facts) for fact in (id(sources[index]), *claim_facts)
    )
    sets = components(range(len(claims)), [*ties, *by_fact.values()])
    set_of = {index: number for number, members in enumerate(sets) for index in members}
    parts: list[list[Constraint]] = [[] for _ in sets]
    for constraint in constraints:
        for number, part in constraint.parts(set_of):
            parts[number].append(part)
    component = [
        Component(tuple(members), tuple(parts[number]), frozenset().union(*(facts[i] for i in members)))
        for number, members in enumerate(sets)
    ]
    return DependencyGraph(claims, tuple(t for t in component if t.open_facts), extra, facts, consumed)


def _extra_facts(
    claims: tuple[Candidate, ...], constraints: list[Constraint], cap_amounts: CapAmounts
) -> dict[int, frozenset[FactRef]]:
    extra: dict[int, frozenset[FactRef]] = {}
    for weighing in constraints:
        for index in weighing.members:
            claim, rule = claims[index], weighing.rule
            facts = {claim.unknown_keys[name] for name in rule.names if name in claim.unknown_keys}
            if (rule.step.traits.fills and not rule.step.wait) or rule.step_rule.orders:
                facts |= cap_amounts.facts_for_claim(rule.step_rule, claim)
            facts |= weighing.open_facts.get(index, frozenset())
            if facts:
                extra[index] = extra.get(index, frozenset()) | facts
    return extra


# ---------------------------------------------------------------------------------------------- rules that can bind


def _constraints(
    claims: tuple[Candidate, ...], table: SettlementTable, recall: PaymentHistory, cap_amounts: CapAmounts
) -> Iterator[Constraint]:
    """The rules that may weigh some of the claims together, in order. Used-up claims have the amount 0 there."""
    deducted, cut = set[int](), set[int]()
    """Claims whose admitted amount is deducted later, and claims that a rule which admits nothing may cut."""
    reaching = values_by_key(
        (claim.clause.index, i)
        for i, claim in enumerate(claims)
        if claim.max_amount != 0 and claim.brought_forward is None
    )
    for rule in table.rules:
        step = rule.step
        indices = [i for index in rule.step_rule.reach if index in reaching for i in reaching[index]]
        if not (indices or step.wait):
            continue
        constraints: Iterable[Constraint]
        if step.traits.raises_claims:
            constraints = _raise_constraints(rule, claims, [i for i in indices if claims[i].standard_raise])
        elif step.adjusts_proposals:
            payers = [i for index in rule.step_rule.payers for i in reaching.get(index, ())]
            constraints = _deduction_constraints(rule, claims, indices, payers, recall)
        elif step.is_of_award:
            constraints = _once_constraints(rule, claims, indices, recall)
        elif step.wait:
            constraints = _carry_constraint(rule, claims, recall, cap_amounts)
        else:
            watched = deducted & cut if step.traits.admits else set[int]()
            constraints = _block_constraints(rule, claims, indices, watched, recall, cap_amounts)
        for constraint in constraints:
            if step.adjusts_proposals and not step.traits.raises_claims:
                deducted |= {i for i in constraint.members if claims[i].clause.index in rule.step_rule.payers}
            elif not step.traits.admits:
                cut |= constraint.members
            yield constraint


def _once_constraints(
    rule: Rule, claims: tuple[Candidate, ...], members: list[int], recall: PaymentHistory
) -> Iterator[Constraint]:
    """What is never paid twice: rows and items, or values of keys."""
    keys = rule.step_rule.keys
    used = {
        group
        for group, paid in recall.payments_by_group(rule).items()
        if any(amount_taken(rule, payment) > 0 for payment in paid)
    }
    if len(members) < 2 and not used:
        return
    unassigned = [i for i in members if any(name in claims[i].unknown_keys for name in keys)]
    open_rows = [i for i in members if i not in unassigned and claims[i].clause.rows and not claims[i].row]
    known = _claims_by_group(rule, claims, [i for i in members if i not in unassigned and i not in open_rows])
    binding = tuple(map(frozenset, known.values()))
    if unassigned:  # they may fall into any group
        if len(members) > 1 or used:
            yield Constraint(rule, binding, frozenset((*unassigned, *open_rows)), (frozenset(members),))
        return
    by_row = values_by_key(  # claims whose row is not known meet those of their item or keys alone
        (_without_row(rule, group), i) for i in open_rows for group in kernel_groups(rule, claims[i])
    )
    merged = [frozenset((*indices, *by_row.get(_without_row(rule, group), ()))) for group, indices in known.items()]
    ties = [tie for tie in merged if len(tie) > 1]
    held, before = ({_without_row(rule, group) for group in group_set} for group_set in (known, used))
    ties += [
        frozenset(indices) for key, indices in by_row.items() if key not in held and (len(indices) > 1 or key in before)
    ]
    if ties:
        open_ = frozenset(open_rows) & frozenset[int]().union(*ties)
        yield Constraint(rule, binding, open_, tuple(ties))


def _without_row(rule: Rule, group: GroupKey) -> GroupKey:
    """A group without the row: without keys it is one of row and item."""
    return group[1:] if not rule.step_rule.keys and isinstance(group, tuple) else group


def _claims_by_group(rule: Rule, claims: tuple[Candidate, ...], members: list[int]) -> dict[GroupKey, list[int]]:
    """The claims of each group."""
    return values_by_key((group, i) for i in members for group in kernel_groups(rule, claims[i]))


def _carry_constraint(
    rule: Rule, claims: tuple[Candidate, ...], recall: PaymentHistory, cap_amounts: CapAmounts
) -> Iterator[Constraint]:
    """A rule under which money waits."""
    if (dependency := carry_dependency(rule, claims, recall, cap_amounts)) is not None:
        spans = tuple(span.members for span in dependency.spans)
        yield Constraint(rule, spans, dependency.unassigned, dependency.dependent_sets, dependency.open_facts)


def _block_constraints(
    rule: Rule, claims: tuple[Candidate, ...], members: list[int], watched: Set[int], recall: PaymentHistory,
    cap_amounts: CapAmounts
) -> Iterator[Constraint]:  # fmt: skip
    """Any other rule of a block.

    The later deduction depends on whether the rule applies to claims of `watched`, even if it takes nothing.
    """
    bound, by_level = rule.step_rule, rule.step.traits.counts_by_level
    if not watched and _leaves_all(rule, [claims[i] for i in members], recall):
        return
    if members and all(_has_published_ratio(rule, claims[i], recall) for i in members):
        test = _BindingTest(rule, claims, recall, cap_amounts)
        by_group = _claims_by_group(rule, claims, members)
        groups = [frozenset(indices) for group, indices in by_group.items() if test.can_bind(group, indices)]
        tied = frozenset[int]().union(*groups)
        groups += [frozenset((i,)) for i in members if i not in tied]
        yield Constraint(rule, tuple(groups), frozenset(), tuple(groups), has_ratio=True)
        return
    unassigned = [i for i in members if _is_unassigned(rule, claims[i])]
    unassigned_set = frozenset(unassigned)
    known = [i for i in members if i not in unassigned_set]
    unassigned = [
        i for i in unassigned if all(name in claims[i].keys or name in claims[i].unknown_keys for name in bound.keys)
    ]  # fmt: skip
    of_no_level = [i for i in known if by_level and "level" in claims[i].unknown_keys]
    is_known = bool(recall.payments_by_group(rule)) or bound.is_across
    binds = _BindingTest(rule, claims, recall, cap_amounts).can_bind
    groups, ties = group_overlaps(
        _claims_by_group(rule, claims, known), _claims_by_shape(rule, claims, unassigned), binds, in_own_group=is_known
    )
    ties += [frozenset((i,)) for i in unassigned if i in watched]
    if ties:
        open_ = frozenset(unassigned) | (frozenset(of_no_level) & frozenset[int]().union(*ties))
        yield Constraint(rule, tuple(group - open_ for group in groups), open_, tuple(ties))


def _has_published_ratio(rule: Rule, claim: Candidate, recall: PaymentHistory) -> bool:
    """Whether the ratio by which a rule cuts a claim is published, for each of its groups."""
    ratios = recall.published.ratios
    groups_of_claim = () if claim.year is None or _is_unassigned(rule, claim) else tuple(kernel_groups(rule, claim))
    return bool(groups_of_claim) and all(
        (rule.step_rule.name, group, claim.year) in ratios for group in groups_of_claim
    )


def _leaves_all(rule: Rule, claims: list[Candidate], recall: PaymentHistory) -> bool:
    """Whether a rule leaves these claims all that they ask for, whatever groups they share."""
    step, bound = rule.step, rule.step_rule
    if step.traits.fills:
        amount = None if bound.is_across or recall.payments_by_group(rule) else bound.amount
        return (
            amount is not None
            and all(claim.year is not None for claim in claims)
            and sum(claim.max_amount for claim in claims) <= amount
        )
    if step.traits.compares_sums:
        return not claims
    return not step.traits.has_places and len(claims) < 2 and not recall.payments_by_group(rule)


def _claims_by_shape(rule: Rule, claims: tuple[Candidate, ...], unassigned: list[int]) -> dict[Shape, list[int]]:
    """The claims of unknown groups, by the known part of their keys."""
    return values_by_key(
        (shape_of(rule.step_rule.keys, claims[index], by_year=rule.is_per_year), index) for index in unassigned
    )


def _is_unassigned(rule: Rule, claim: Candidate) -> bool:
    """Whether the group of a claim, or what it counts there, is not known."""
    names = (*rule.step_rule.keys, rule.step_rule.counted_field)
    return any(name in claim.unknown_keys for name in names) or (claim.year is None and rule.is_per_year)


@attrs.frozen(eq=False, repr=False)
class _BindingTest:
    """Whether a rule can take anything from claims that share a group; `None` is an unknown group."""

    rule: Rule
    claims: tuple[Candidate, ...]
    recall: PaymentHistory
    cap_amounts: CapAmounts

    def can_bind(self, group: GroupKey | None, indices: list[int]) -> bool:
        """Whether it can take anything of these claims."""
        rule, step, members = self.rule, self.rule.step, [self.claims[i] for i in indices]
        if step.traits.fills:
            return self._can_exceed(group, members)
        if step.traits.compares_sums:
            return True
        years = {claim.year for claim in members}
        payments = [
            entry for paid in self._payments(group, years, members) for entry in paid if amount_taken(rule, entry) > 0
        ]
        if step.traits.has_places:
            counts, values = rule.step_rule.counted_field, set[object]()
            for entry in payments:
                if isinstance(entry, PriorPayment):
                    values.update(counted_values(rule, entry.root, entry.item, entry.record, entry.keys.get(counts)))
            for index, claim in enumerate(members):
                own_values = counted_values(rule, claim.root, claim.item, claim.record, claim.keys.get(counts))
                values.update(own_values or (f"\x00unknown {index}",))
            return len(values) > step.number - self._places_of_others(group)
        if len(members) + len(payments) < 2:
            return False
        if step.teams:
            places = [step.team_of[claim.clause.index] for claim in members]
            return (
                bool(payments)
                or len({(place, None if place in step.groups else index) for index, place in enumerate(places)}) > 1
            )
        if any(isinstance(entry, ExternalPayment) for entry in payments):
            return True
        levels = {entry.keys.get("level") for entry in (*members, *payments)} if step.traits.counts_by_level else {None}
        return len(levels) > 1 or None in levels

    def _places_of_others(self, group: GroupKey | None) -> int:
        """The most places that other applicants may have: all of them unless it is published."""
        bound = self.rule.step_rule
        if not bound.is_across:
            return 0
        return self.recall.published.taken.get((bound.name, group), self.rule.step.number)

    def _payments(
        self, group: GroupKey | None, years: set[int | None], members: list[Candidate]
    ) -> list[list[AnyPayment]]:
        """What was paid before in the group; in each of those years where it is not known, in any that may be a
        member's.
        """
        payments = self.recall.payments_by_group(self.rule)
        if group is not None:
            return [payments[group]] if group in payments else []
        any_year = not self.rule.is_per_year or None in years
        return [
            paid
            for payment_group, paid in payments.items()
            if (any_year or (isinstance(payment_group, tuple) and payment_group[-1] in years))
            and any(self._can_be_of(payment_group, member) for member in members)
        ]

    def _can_be_of(self, group: GroupKey, claim: Candidate) -> bool:
        """Whether the known keys of a claim fit a group."""
        values = group if isinstance(group, tuple) else (group,)
        for name, value in zip(self.rule.step_rule.keys, values, strict=False):
            key_value = claim.keys.get(name)
            is_known = key_value is not None and name not in claim.unknown_keys
            if is_known and value not in (key_value if isinstance(key_value, tuple) else (key_value,)):
                return False
        return True

    def _least_amount(self, members: list[Candidate], year: int) -> int:
        """The amount of a cap in a year at the least: of different ones that claims state, the smallest."""
        low, bound = self.cap_amounts.low, self.rule.step_rule
        if not bound.is_by_claim:
            return low(bound, year)
        return min([low.for_claim(bound, claim) for claim in members if claim.year in (None, year)], default=0)

    def _can_exceed(self, group: GroupKey | None, members: list[Candidate]) -> bool:
        """Whether the claims may come to more than the room that is left, of each year by itself where it has one."""
        rule, bound = self.rule, self.rule.step_rule
        years = {claim.year for claim in members if claim.year is not None}
        published = None if group is None else self.recall.published.left.get((bound.name, group))
        has_ratio = all(_has_published_ratio(rule, claim, self.recall) for claim in members)
        if not years or (bound.is_across and published is None and not has_ratio):  # others may have filled it
            return True
        for year in years:
            charged = [total_taken(rule, paid) for paid in self._payments(group, {year}, members)]
            room = self._least_amount(members, year) - max(charged, default=0) if published is None else published
            if sum(claim.max_amount for claim in members if not bound.per_year or claim.year in (None, year)) > room:
                return True
        return False


# ---------------------------------------------------------------------------------------------- before the rules


def _raise_constraints(rule: Rule, claims: tuple[Candidate, ...], members: list[int]) -> Iterator[Constraint]:
    """Ties between claims that an earlier standard may raise."""
    loose = [i for i in members if _is_group_unknown(rule, claims[i])]
    open_ = frozenset(loose)
    known = _claims_by_group(rule, claims, [i for i in members if i not in open_])
    groups, ties = group_overlaps(
        known, _claims_by_shape(rule, claims, loose), partial(_may_raise, open_), in_own_group=True
    )
    if ties:
        yield Constraint(rule, tuple(groups), open_, tuple(ties))


def _may_raise(unassigned: frozenset[int], _: GroupKey | None, members: list[int]) -> bool:
    return len(members) > 1 or not unassigned.isdisjoint(members)


def _deduction_constraints(
    rule: Rule, claims: tuple[Candidate, ...], members: list[int], payers: list[int], recall: PaymentHistory
) -> Iterator[Constraint]:  # fmt: skip
    """Ties between claims whose deduction depends on claims of earlier years, or on an unstated key."""
    groups: list[frozenset[int]] = []
    unassigned: set[int] = set()
    for i in members:
        claim = claims[i]
        paying = [
            j for j in payers
            if j != i and (claim.year is None or (year := claims[j].year) is None or year < claim.year)
            if _may_share(rule, claim, claims[j])
        ]  # fmt: skip
        unknown_groups = {j for j in (i, *paying) if _is_group_unknown(rule, claims[j])}
        if paying or (unknown_groups and recall):
            groups.append(frozenset((i, *paying)))
            unassigned |= unknown_groups
    if groups:
        yield Constraint(rule, tuple(groups), frozenset(unassigned), tuple(groups))


def _is_group_unknown(rule: Rule, claim: Candidate) -> bool:
    """Whether the year of a claim is not known, or a key."""
    return claim.year is None or any(name in claim.unknown_keys for name in rule.step_rule.keys)


def _may_share(rule: Rule, claim: Candidate, other: Candidate) -> bool:
    """Whether two claims share a group, or may turn out to."""
    keys = rule.step_rule.keys
    if any(name in claim.unknown_keys or name in other.unknown_keys for name in keys):
        return True
    return not {*groups(keys, claim.keys.get, None)}.isdisjoint(groups(keys, other.keys.get, None))


def _carry_constraints(component: Component) -> list[Constraint]:
    return [w for w in component.constraints if w.step.wait]


def facts_of_cap_amounts(run: SettlementContext, graph: DependencyGraph, component: Component) -> frozenset[FactRef]:
    """The facts on which the rooms of caps hang."""
    fact_sets = [facts for w in _carry_constraints(component) for facts in w.open_facts.values()]
    for w in component.constraints:
        bound = w.rule.step_rule
        if bound.is_by_claim or bound.orders:
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
    other_bounds = [w.rule.step_rule for w in component.constraints if w.step.traits.fills and not w.step.wait]
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
        elif step.traits.compares_sums and constraint.unassigned:
            continue  # a claim that may fall into a group may let its sum be paid
        elif step.traits.fills or step.teams or step.traits.compares_sums:
            if not constraint.has_overlaps:
                sums.append(
                    free
                    + sum(
                        settled_claim.paid for settled_claim in run.settle_under(run.table.single_rule(bound), bound_)
                    )
                )
            elif step.traits.fills:  # a claim of several groups that loses may leave others what it would take
                sums.append(free + _bound_by_limits(run, graph, constraint, bound_))
        elif step.traits.selects or step.traits.counts_by_level:
            sums.append(free + _bound_by_claim(run, graph, constraint, bound_))
        elif step.traits.has_places and (step.is_of_award or not _may_hold_places(run, constraint)):
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
    if constraint.step.traits.counts_by_level:
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
        rooms += [max(sum(run.cap_amounts.high.freed_for_claim([bound], claim).values()) for claim in group_claims)]
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
