"""Which claims a rule ties under which money waits: those of years that carried money joins, and the figures on which
each hangs.

A year joins the next where something may be left at its end: the claims at their most, the room at its least, nothing
of it where a suspension may rest what is carried. A span of joined years in which nothing can be left ties nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

import attrs

from ipdsl.runtime.clauses.operations import first_facts
from ipdsl.runtime.kernel.recall import GroupKey, PaymentHistory, amount_in_year
from ipdsl.runtime.kernel.table import Rule
from ipdsl.runtime.settlement.claims import Candidate, first_year, kernel_groups, last_year
from ipdsl.runtime.settlement.rooms import CapAmounts
from ipdsl.runtime.unknown import FactRef


@attrs.frozen(eq=False, repr=False)
class YearSpan:
    """Years that carried money joins, with the claims (by index) that wait in them."""

    years: tuple[int, ...]
    members: frozenset[int]


@attrs.frozen(eq=False, repr=False)
class CarryDependency:
    """The spans in which something can be left; `unassigned` claims may fall into any; what each asks.

    `is_cut_short`: of what tells whether years are settled, the first facts stand for all.
    """

    spans: tuple[YearSpan, ...]
    unassigned: frozenset[int]
    open_facts: Mapping[int, frozenset[FactRef]]
    is_cut_short: bool

    @property
    def dependent_sets(self) -> tuple[frozenset[int], ...]:
        """The claims that it ties; one that may fall into any span ties all."""
        member_sets = tuple(span.members for span in self.spans)
        return (self.unassigned.union(*member_sets),) if self.unassigned else member_sets


def carry_dependency(
    rule: Rule, claims: tuple[Candidate, ...], consumed: Set[int], recall: PaymentHistory, cap_amounts: CapAmounts
) -> CarryDependency | None:  # fmt: skip
    """What a rule ties under which money waits; `None` where it cannot bind. Claims that are `consumed` never reach
    it."""
    reached, keys = rule.step_rule.reached_clauses, rule.step_rule.keys
    under = [
        i
        for i, claim in enumerate(claims)
        if claim.max_amount != 0 and i not in consumed and claim.clause.index in reached
    ]
    unassigned = frozenset(
        i for i in under if claims[i].year is None or any(name in claims[i].unknown_keys for name in keys)
    )
    groups: dict[GroupKey, list[int]] = {}
    for i in under:
        if i not in unassigned:
            for group in kernel_groups(rule, claims[i]):
                groups.setdefault(group, []).append(i)
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
    settled = _YearFacts(claims, cap_amounts)
    asks = _open_facts(rule, spans, unassigned, claims, cap_amounts, settled)
    return CarryDependency(tuple(spans), unassigned, asks, settled.cut_short)


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
        room = cap_amounts.low(rule.step_rule, year) - sum([amount_in_year(payment, year) for payment in past])
        if any(cap_amounts.low.is_suspended(claims[i].clause, year) for i in members):
            room = 0
        waiting = sum(claims[i].max_amount for i in members if last_year(claims[i], wait) > year)
        can_bind = can_bind or requested > max(0, room)
        left = min(max(0, requested - max(0, room)), waiting)
        if not left or year == final:
            if can_bind:
                yield YearSpan(tuple(joined), frozenset(members))
            joined, members, can_bind = [], [], False


class _YearFacts(dict[int, frozenset[FactRef]]):
    """What tells whether a year is settled: after the last that surely is, the facts of claims that may be of it, or
    of a later one; of very many the first.
    """

    def __init__(self, claims: tuple[Candidate, ...], cap_amounts: CapAmounts) -> None:
        super().__init__()
        self._claims, self._last = claims, cap_amounts.low.last_year
        self.cut_short = False

    def __missing__(self, year: int) -> frozenset[FactRef]:
        later_facts = (claim.facts for claim in self._claims if claim.year is None or claim.year >= year)
        facts = frozenset[FactRef]().union(*later_facts) if year > self._last else frozenset[FactRef]()
        self[year] = first_facts(facts)
        self.cut_short |= len(self[year]) < len(facts)
        return self[year]


def _open_facts(
    rule: Rule, spans: list[YearSpan], unassigned: frozenset[int], claims: tuple[Candidate, ...],
    cap_amounts: CapAmounts,
    settled: _YearFacts,
) -> dict[int, frozenset[FactRef]]:  # fmt: skip
    """On what each claim hangs, of its span's years up to its last: figures, what tells of suspensions, and whether a
    year is settled at all.
    """
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
            by_year[year] = cap_amounts.facts(rule.step_rule, year).union(*resting, settled[year])
        all_facts = all_facts.union(*by_year.values())
        by_last: dict[int, frozenset[FactRef]] = {}
        for i in span.members:
            last = last_year(claims[i], rule.step.wait)
            if last not in by_last:
                by_last[last] = frozenset[FactRef]().union(*(by_year[year] for year in span.years if year <= last))
            asks[i] = asks[i] | by_last[last] if i in asks else by_last[last]
    return asks | dict.fromkeys(sorted(unassigned), all_facts)
