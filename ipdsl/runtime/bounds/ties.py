"""Which claims are tied: they share a seed (record and clause), an open fact, or a key of a rule, directly or through
others. Each tied set is bounded by itself.

A rule ties only where it can bind: room that holds all that its group can come to, places for all, a selection with one
competitor leave every claim as it is and tie nothing. This is tighter than tying by every shared key, and still sound.
A claim whose key (or year) for a rule is not known may fall into any group of it; where that can bind, the claim is
open for that rule. It is so, too, where a cap may have cut it and what is admitted of it is deducted later: if it meets
the rule, what the cap left is admitted, else what was there before the cap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property, partial

import attrs

from ipdsl.runtime.bounds.carry_ties import carry_dependency
from ipdsl.runtime.bounds.lifts import set_standard_raises
from ipdsl.runtime.bounds.meeting import Shape, group_overlaps, shape_of
from ipdsl.runtime.kernel.recall import (
    AnyPayment,
    ExternalPayment,
    GroupKey,
    PaymentHistory,
    PriorPayment,
    amount_taken,
    counted_values,
    groups,
)
from ipdsl.runtime.kernel.table import Rule, SettlementTable
from ipdsl.runtime.settlement.claims import Candidate, kernel_groups
from ipdsl.runtime.settlement.propose import ClaimSource
from ipdsl.runtime.settlement.rooms import CapAmounts
from ipdsl.runtime.steps import Step
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.partition import components


@attrs.frozen(eq=False, repr=False)
class Constraint:
    """A rule that weighs claims together, with its groups that can bind, by index of the claim.

    `groups` hold the claims that surely are in them; `unassigned` claims may fall into several, and `dependent_sets`
    are claims, loose ones too, that may meet. `open_facts` are the facts on which each claim hangs where its money may
    wait; `is_cut_short`: it hangs on more of them.
    """

    rule: Rule
    groups: tuple[frozenset[int], ...]
    unassigned: frozenset[int]
    dependent_sets: tuple[frozenset[int], ...]
    open_facts: Mapping[int, frozenset[FactRef]] = attrs.field(factory=dict)
    is_cut_short: bool = False

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
        """A claim stands in several of its groups."""
        return sum(len(group) for group in self.groups) != len(frozenset().union(*self.groups))

    def parts(self, set_of: Mapping[int, int]) -> Iterator[tuple[int, Constraint]]:
        """The part of it in each tied set; each tie lies in one."""
        groups: dict[int, list[frozenset[int]]] = {}
        ties: dict[int, list[frozenset[int]]] = {}
        unassigned: dict[int, list[int]] = {}
        for split, collection in ((groups, self.groups), (ties, self.dependent_sets)):
            for members in collection:
                if members:  # a span of years of which nobody is sure lies in no set
                    split.setdefault(set_of[next(iter(members))], []).append(members)
        for i in self.unassigned:
            unassigned.setdefault(set_of[i], []).append(i)
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
    is_cut_short: bool = False


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
    consumed_by: Mapping[int, Candidate | None]

    @cached_property
    def open_facts(self) -> tuple[frozenset[FactRef], ...]:
        """The facts on which each claim hangs by itself, approvals apart."""
        return tuple(frozenset(ref for ref in facts if ref.group != "approval") for facts in self.facts)


def partition_claims(
    claims: tuple[Candidate, ...], sources: list[ClaimSource], consumed: Mapping[int, Candidate | None],
    table: SettlementTable,
    recall: PaymentHistory, cap_amounts: CapAmounts,
) -> DependencyGraph:  # fmt: skip
    """The tied sets that hold something open; the claims that are `consumed` are used up by others, whatever is
    open."""
    set_standard_raises(table, claims)
    constraints = list(_constraints(claims, consumed.keys(), table, recall, cap_amounts))
    extra = _extra_facts(claims, constraints, cap_amounts)
    facts = tuple(claim.facts | extra[i] if i in extra else claim.facts for i, claim in enumerate(claims))
    ties: list[Iterable[int]] = [tie for constraint in constraints for tie in constraint.dependent_sets]
    by_fact: dict[object, list[int]] = {}
    for index, claim_facts in enumerate(facts):
        by_fact.setdefault(id(sources[index]), []).append(index)
        for ref in claim_facts:
            by_fact.setdefault(ref, []).append(index)
    sets = components(range(len(claims)), [*ties, *by_fact.values()])
    set_of = {index: number for number, members in enumerate(sets) for index in members}
    parts: list[list[Constraint]] = [[] for _ in sets]
    for constraint in constraints:
        for number, part in constraint.parts(set_of):
            parts[number].append(part)
    component = [_component(tuple(members), parts[number], facts) for number, members in enumerate(sets)]
    return DependencyGraph(claims, tuple(t for t in component if t.open_facts), extra, facts, consumed)


def _component(
    members: tuple[int, ...], constraints: list[Constraint], facts: tuple[frozenset[FactRef], ...]
) -> Component:
    cut_short = any(constraint.is_cut_short for constraint in constraints)
    return Component(members, tuple(constraints), frozenset().union(*(facts[i] for i in members)), cut_short)


def _extra_facts(
    claims: tuple[Candidate, ...], constraints: list[Constraint], cap_amounts: CapAmounts
) -> dict[int, frozenset[FactRef]]:
    extra: dict[int, frozenset[FactRef]] = {}
    for weighing in constraints:
        for index in weighing.members:
            claim, rule = claims[index], weighing.rule
            facts = {claim.unknown_keys[name] for name in rule.names if name in claim.unknown_keys}
            if rule.step.fills and not rule.step.wait and claim.year is not None:
                facts |= cap_amounts.facts(rule.step_rule, claim.year)
            facts |= weighing.open_facts.get(index, frozenset())
            if facts:
                extra[index] = extra.get(index, frozenset()) | facts
    return extra


# ---------------------------------------------------------------------------------------------- rules that can bind


def _constraints(
    claims: tuple[Candidate, ...], consumed: Set[int], table: SettlementTable, recall: PaymentHistory,
    cap_amounts: CapAmounts
) -> Iterator[Constraint]:  # fmt: skip
    """The rules that may weigh some of the claims together, in order."""
    deducted, cut = set[int](), set[int]()
    """Claims of which what was admitted is deducted later, and claims that a rule which admits nothing may cut."""
    reaching: dict[int, list[int]] = {}
    for i, claim in enumerate(claims):
        if claim.max_amount != 0 and claim.brought_forward is None:
            reaching.setdefault(claim.clause.index, []).append(i)
    for rule in table.rules:
        step = rule.step
        indices = [i for index in rule.step_rule.reach for i in reaching.get(index, ())]
        constraints: Iterable[Constraint]
        if step.raises_claims:
            constraints = _raise_constraints(rule, claims, [i for i in indices if claims[i].standard_raise])
        elif step.adjusts_proposals:
            payers = [i for index in rule.step_rule.payers for i in reaching.get(index, ())]
            constraints = _deduction_constraints(rule, claims, indices, payers, recall)
        elif step.is_of_award:
            constraints = _once_constraints(rule, claims, indices, recall)
        elif step.wait:
            constraints = _carry_constraint(rule, claims, consumed, recall, cap_amounts)
        else:
            watched = deducted & cut if step.admits else set[int]()
            constraints = _block_constraints(
                rule, claims, [i for i in indices if i not in consumed], watched, recall, cap_amounts
            )
        for constraint in constraints:
            if step.adjusts_proposals and not step.raises_claims:
                deducted |= {i for i in constraint.members if claims[i].clause.index in rule.step_rule.payers}
            elif not step.admits:
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
    unassigned = [i for i in members if any(name in claims[i].unknown_keys for name in keys)]
    open_rows = [i for i in members if i not in unassigned and claims[i].clause.rows and not claims[i].row]
    known = _claims_by_group(rule, claims, [i for i in members if i not in unassigned and i not in open_rows])
    binding = tuple(map(frozenset, known.values()))
    if unassigned:  # they may fall into any group
        if len(members) > 1 or used:
            yield Constraint(rule, binding, frozenset((*unassigned, *open_rows)), (frozenset(members),))
        return
    by_row: dict[GroupKey, list[int]] = {}  # claims whose row is not known meet those of their item or keys alone
    for i in open_rows:
        for group in kernel_groups(rule, claims[i]):
            by_row.setdefault(_without_row(rule, group), []).append(i)
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
    by_group: dict[GroupKey, list[int]] = {}
    for i in members:
        for group in kernel_groups(rule, claims[i]):
            by_group.setdefault(group, []).append(i)
    return by_group


def _carry_constraint(
    rule: Rule, claims: tuple[Candidate, ...], consumed: Set[int], recall: PaymentHistory, cap_amounts: CapAmounts
) -> Iterator[Constraint]:  # fmt: skip
    """A rule under which money waits."""
    if (dependency := carry_dependency(rule, claims, consumed, recall, cap_amounts)) is not None:
        spans = tuple(span.members for span in dependency.spans)
        yield Constraint(
            rule,
            spans,
            dependency.unassigned,
            dependency.dependent_sets,
            dependency.open_facts,
            dependency.is_cut_short,
        )


def _block_constraints(
    rule: Rule, claims: tuple[Candidate, ...], members: list[int], watched: Set[int], recall: PaymentHistory,
    cap_amounts: CapAmounts
) -> Iterator[Constraint]:  # fmt: skip
    """Any other rule of a block. What is deducted later hangs on whether claims of `watched` meet it, even where it
    takes nothing.
    """
    bound, by_level = rule.step_rule, rule.step.counts_by_level
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
        sure = tuple(remaining for remaining in (group - open_ for group in groups) if remaining)
        yield Constraint(rule, sure, open_, tuple(ties))


def _claims_by_shape(rule: Rule, claims: tuple[Candidate, ...], unassigned: list[int]) -> dict[Shape, list[int]]:
    """The claims of no known group, by what is known of it."""
    shapes: dict[Shape, list[int]] = {}
    for index in unassigned:
        shapes.setdefault(shape_of(rule.step_rule.keys, claims[index], by_year=rule.is_per_year), []).append(index)
    return shapes


def _is_unassigned(rule: Rule, claim: Candidate) -> bool:
    """Whether the group of a claim, or what it counts there, is not known."""
    names = (*rule.step_rule.keys, rule.step_rule.counted_field)
    return any(name in claim.unknown_keys for name in names) or (claim.year is None and rule.is_per_year)


@attrs.frozen(eq=False, repr=False)
class _BindingTest:
    """Whether a rule can take anything of claims that meet in a group, or (`None`) in one that nobody knows."""

    rule: Rule
    claims: tuple[Candidate, ...]
    recall: PaymentHistory
    cap_amounts: CapAmounts

    def can_bind(self, group: GroupKey | None, indices: list[int]) -> bool:
        """Whether it can take anything of these claims."""
        rule, step, members = self.rule, self.rule.step, [self.claims[i] for i in indices]
        if step.fills:
            return self._can_exceed(group, members)
        years = {claim.year for claim in members}
        payments = [
            entry for paid in self._payments(group, years, members) for entry in paid if amount_taken(rule, entry) > 0
        ]
        if step.has_places:
            counts, values = rule.step_rule.counted_field, set[object]()
            for entry in payments:
                if isinstance(entry, PriorPayment):
                    values.update(counted_values(rule, entry.root, entry.item, entry.record, entry.keys.get(counts)))
            for index, claim in enumerate(members):
                own_values = counted_values(rule, claim.root, claim.item, claim.record, claim.keys.get(counts))
                values.update(own_values or (f"\x00unknown {index}",))
            return len(values) > step.number
        if len(members) + len(payments) < 2:
            return False
        if step.teams:
            places = [step.team_of[claim.clause.index] for claim in members]
            return (
                bool(payments)
                or len({(place, -1 if place in step.groups else index) for index, place in enumerate(places)}) > 1
            )
        if any(isinstance(entry, ExternalPayment) for entry in payments):
            return True
        levels = {entry.keys.get("level") for entry in (*members, *payments)} if step.counts_by_level else {None}
        return len(levels) > 1 or None in levels

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
        """Whether what is known of a claim's keys fits a group."""
        values = group if isinstance(group, tuple) else (group,)
        for name, value in zip(self.rule.step_rule.keys, values, strict=False):
            key_value = claim.keys.get(name)
            is_known = key_value is not None and name not in claim.unknown_keys
            if is_known and value not in (key_value if isinstance(key_value, tuple) else (key_value,)):
                return False
        return True

    def _can_exceed(self, group: GroupKey | None, members: list[Candidate]) -> bool:
        """Whether the claims may come to more than the room that is left, of each year by itself where it has one."""
        rule, bound = self.rule, self.rule.step_rule
        years = {claim.year for claim in members if claim.year is not None}
        published = None if group is None else self.recall.published_left.get((bound.name, group))
        if not years or (bound.is_across and published is None):  # other applicants may have filled it
            return True
        for year in years:
            charged = [
                sum([amount_taken(rule, payment) for payment in paid])
                for paid in self._payments(group, {year}, members)
            ]
            room = self.cap_amounts.low(bound, year) - max(charged, default=0) if published is None else published
            if sum(claim.max_amount for claim in members if not bound.per_year or claim.year in (None, year)) > room:
                return True
        return False


# ---------------------------------------------------------------------------------------------- before the rules


def _raise_constraints(rule: Rule, claims: tuple[Candidate, ...], members: list[int]) -> Iterator[Constraint]:
    """Where one claim or another may be raised to what was promised before."""
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
    """Where what is deducted hangs on claims of earlier years, or on a key that was not stated."""
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
