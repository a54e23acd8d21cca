"""Lower and upper bounds of the amount due. Each tied set of claims with an unstated fact has its own bounds.

The bounds of a set are calculated in one of three ways:

1. All cases. Only yes/no, choice and level facts are unstated, and the budget of the set covers every case of them.
   Every case is settled over all years, so the bounds are exact.
2. Monotone. At most one selection weighs two claims of the set together; the rules after it are caps, and rules that
   compare the sum of a group, with ever wider keys. A cap over one claim, after a cap that the claim shares, does not
   have a wider key. The low is settled with every open claim at its least, the high with every open claim at its most.
   These are the ends of one reported year too if no cap lets it depend on other years, or if what those pay is
   certain. A claim without a day may precede all others: a claim that is paid less after it is undetermined.
3. Other. The low is the amount that is surely paid. It includes the claims that depend on nothing open, and the claims
   that only a last cap ties to an open claim. The high is the smallest amount that any single rule leaves of the
   proposed highs. `once` and `limit` alone also bound it (the greatest amount of each key, the n greatest). A cap that
   counts claims in several groups leaves the sum of the room of its groups. A known claim whose result differs between
   the cases is undetermined too.

The work is bounded: the cases of a set by its budget, everything else by rules times records. If the budget is used up,
or claims depend on more facts of other claims than they name, the set is `cut_short`: its bounds are wider, but sound.

An unstated approval is an open fact. It may be nothing, or any amount up to the ceiling; then its claim precedes later
ones. If only approvals are open, and places precede caps, every choice of approved claims is settled, with each at its
smallest and at its greatest amount (`approvals.py`).

Some claims are surely used up by a key that is paid once. No later rule applies to them, so the facts that rules need
are not required. A key is used up by a line of the ledger. It is also used up by a claim that depends on nothing open
and is surely admitted: only rules that fill up apply to its clause, and they do not change admitted amounts.

Claims whose only open facts are amounts that the bureau sets: every choice of approved claims, at least and at most.

A claim of the bureau takes a place, or uses a key up, as soon as it is approved at all. The approved amount changes
only the room that is left to later claims. So for each choice of approved claims the ends are calculated with each of
them at the smallest possible amount, and at its most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby, product
from typing import TypeAlias

import attrs

from ipdsl.base.partition import components, values_by_key
from ipdsl.base.values.days import Date
from ipdsl.claims.claim import BEFORE_ALL_DAYS, INFINITE, Candidate, kernel_groups, partly_stated_payments
from ipdsl.claims.proposer import ClaimSource
from ipdsl.decision.bounds.all_cases import (
    MAX_STEPS,
    BudgetExhaustedError,
    ClaimVerdict,
    NotEnumerableError,
    ProposedCase,
    settle_every_case,
)
from ipdsl.decision.bounds.dependencies import (
    Component,
    Constraint,
    DependencyGraph,
    carries_monotone,
    facts_of_cap_amounts,
    max_of_year,
    only_rooms_are_open,
    partition_claims,
    rule_upper_bound,
    verdicts_between_ends,
    with_standard_raises,
)
from ipdsl.engine.operations import first_facts
from ipdsl.engine.situation import members_of, type_of
from ipdsl.ir.facts import FactRef
from ipdsl.ir.terms import Order, TriggerKind
from ipdsl.kernel.rule_table import GroupKey, PaymentHistory, SettlementTable, exhausting_payment
from ipdsl.ledger.lines import payment_history_in_case
from ipdsl.schema.values.value_type import Type
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.settlement import ApplicantClaims, SettlementContext

MIN_APPROVAL, MAX_APPROVAL = 1, INFINITE
"""The smallest and the greatest sum that may be approved, in minor units."""


@attrs.frozen(eq=False, repr=False)
class ApprovalBounds:
    """The ends of the total, and of the payment of each claim, by index."""

    low: int
    high: int
    spans: dict[int, tuple[int, int]]


def bounds_over_approvals(run: SettlementContext, graph: DependencyGraph, component: Component) -> ApprovalBounds:
    """The ends over every choice of approved claims; `NotEnumerableError` where something else is open, or weighed."""
    # claims of one approval are approved together
    waiting = values_by_key((graph.facts[i], i) for i in component.members if graph.facts[i])
    if any(ref.group != "approval" for ref in component.open_facts) or not _are_places_then_rooms(
        component.constraints
    ):
        raise NotEnumerableError
    if any(graph.facts[i] and graph.claims[i].approval is None for i in component.members):
        raise NotEnumerableError  # it adds up claims that wait for an approval
    if (len(component.members) << (len(waiting) + 1)) > MAX_STEPS:
        raise BudgetExhaustedError
    totals: list[int] = []
    paid: dict[int, list[int]] = {i: [] for i in component.members}
    for chosen in product((False, True), repeat=len(waiting)):
        approved = {
            i for members, is_chosen in zip(waiting.values(), chosen, strict=True) if is_chosen for i in members
        }
        for rooms, most in ((run.cap_amounts.low, MIN_APPROVAL), (run.cap_amounts.high, MAX_APPROVAL)):
            claims_with_sums = [
                (claim, min(claim.max_amount, most) if i in approved else 0 if graph.facts[i] else claim.low)
                for i in component.members
                for claim in (graph.claims[i],)
            ]
            settled: list[SettledClaim] = run.settle(claims_with_sums, rooms)
            totals.append(run.total(settled))
            by_id = {id(settled_claim.claim): settled_claim.paid for settled_claim in settled}
            for i in component.members:
                paid[i].append(by_id[id(graph.claims[i])])
    return ApprovalBounds(min(totals), max(totals), {i: (min(sums), max(sums)) for i, sums in paid.items()})


def _are_places_then_rooms(constraints: tuple[Constraint, ...]) -> bool:
    """Whether places and keys that are paid once come first, in claim order, and then caps with ever wider keys."""
    rooms = [w for w in constraints if w.step.traits.fills]
    places = [w for w in constraints if not w.step.traits.fills]
    if any(w.unassigned or w.step.wait or w.step.has_span for w in constraints):
        return False
    if any(not (w.step.is_of_award or (w.step.traits.has_places and w.step.order is Order.CLAIM)) for w in places):
        return False
    if any(w.step.adjusts_proposals for w in places) or any(w.has_overlaps for w in rooms):
        return False
    return all(place.position < room.position for place in places for room in rooms)


def consumed_claims(
    claims: tuple[Candidate, ...], table: SettlementTable, recall: PaymentHistory
) -> Mapping[int, int | None]:
    """The claims that are used up whatever is open, each with the claim that does it (`None`: a line); by index."""
    spent_claims: dict[int, int | None] = {}
    used: dict[tuple[int, GroupKey], int] = {}
    admits: dict[int, bool] = {}
    number_of_clause = Counter(claim.clause.index for claim in claims)
    by_year = sorted((claim.year, index) for index, claim in enumerate(claims) if claim.year is not None)
    for _, index in by_year:
        claim = claims[index]
        clause, keys = claim.clause.index, claim.once_keys
        if keys is None or claim.brought_forward is not None or claim.unknown_keys:
            continue
        is_sure = not claim.facts
        if not is_sure and claim.clause.rows and not claim.row:
            continue  # the row, and so the key that is paid once, is unknown
        rule = table.once_of(clause, keys)
        if rule.span is not None:
            continue  # another payment uses it up only if its day is near
        paid = recall.payments_by_group(rule)
        if number_of_clause[clause] == 1 and not paid:
            continue  # nothing may have used it up, and it uses nothing up
        places = [(clause, group) for group in kernel_groups(rule, claim)]
        is_paid = any(exhausting_payment(paid, group, of_item=not keys) for _, group in places)
        by = next((used[place] for place in places if place in used), None)
        if is_paid or by is not None:
            spent_claims[index] = by
        elif is_sure and claim.low > 0:
            if clause not in admits:
                admits[clause] = only_admits(clause, table)
            if admits[clause]:
                used.update(dict.fromkeys(places, index))
    return spent_claims


def only_admits(clause: int, table: SettlementTable) -> bool:
    """Whether the one rule of the clause's award either admits a claim or finds that another claim precedes it."""
    return sum(not step.traits.fills for step in table.settlement.steps_for_clause(clause)) == 1


LIMITLESS = INFINITE // 2
"""A sum from here on has no limit."""

NearbyFacts: TypeAlias = dict[int, frozenset[FactRef]]
"""For each claim (by index) the facts that it names."""


@attrs.frozen(eq=False, repr=False)
class BoundedSet:
    """A tied set's ends in minor units (`high` None: unlimited), its claims by index, and what each fact is worth.

    `askers` are the labels of the clauses that ask for a fact themselves. `is_cut_short`: there was more to weigh than
    a set is given.
    """

    low: int
    high: int | None
    is_exact: bool
    verdicts: dict[int, ClaimVerdict]
    worth: dict[FactRef, int | None]
    askers: dict[FactRef, tuple[str, ...]]
    is_cut_short: bool = False


@attrs.frozen(eq=False, repr=False)
class LeastSettlement:
    """All claims of a run with open facts at their least: the amount of each claim and its verdict, by index."""

    sums: list[int]
    settled: list[SettledClaim]

    def __getitem__(self, index: int) -> SettledClaim:
        return self.settled[index]


@attrs.frozen(eq=False, repr=False)
class OpenRun:
    """The claims of a run, the rules that tie them, their sources, and all of them settled at the least.

    `consumed_known` are claims, by index, that are used up whatever is open, and have no other open fact.
    """

    graph: DependencyGraph
    sources: list[ClaimSource]
    base: LeastSettlement
    consumed_known: set[int]


def open_run(run: SettlementContext, claims: tuple[Candidate, ...]) -> OpenRun:
    """Prepare the data from which the bounds of the tied sets are calculated.

    A claim for which only the room of a rule is open asks for its amount: it uses up a key that is paid once, whatever
    amount the room leaves.
    """
    least, gone = [claim.low for claim in claims], consumed_claims(claims, run.table, run.recall)
    known = {i for i in gone if _is_known(claims[i])}
    claims = with_standard_raises(
        run.table,
        [attrs.evolve(c, low=0, high=0) if i in gone else c for i, c in enumerate(claims)],
    )
    sources = _sources_of(claims)
    graph = partition_claims(claims, sources, gone, run.table, run.recall, run.cap_amounts)
    sums = [0 if i not in known and _is_open_itself(graph, i) else sum_ for i, sum_ in enumerate(least)]
    by_id = {id(settled.claim): settled for settled in run.settle([*zip(claims, sums, strict=True)])}
    return OpenRun(graph, sources, LeastSettlement(sums, [by_id[id(claim)] for claim in claims]), known)


def bounds_of(
    run: SettlementContext, claims: tuple[Candidate, ...]
) -> tuple[dict[int, SettledClaim], list[tuple[BoundedSet, dict[int, int]]]]:
    """The verdict of each claim (by identity) with open facts at their least, and the bounds of each tied set.

    Each set has its bounds and the places of its claims, by identity. The results have copies of some claims, with
    narrower amounts.
    """
    opened = open_run(run, claims)
    graph, base = opened.graph, opened.base
    sets = [
        (bound_component(run, graph, component, opened.sources, base), {id(claims[i]): i for i in component.members})
        for component in graph.components
    ]
    for bounded_set, members in sets:
        held = opened.consumed_known.intersection(members.values())
        bounded_set.verdicts.update((i, ClaimVerdict(base[i], (0, 0), frozenset())) for i in held)
    return {id(claim): settled for claim, settled in zip(claims, base.settled, strict=True)}, sets


def _is_known(claim: Candidate) -> bool:
    """Whether the amount of a claim is known: it depends on no open fact, or is the same for all of their values."""
    return not claim.facts or 0 < claim.low == claim.high


def _is_open_itself(graph: DependencyGraph, index: int) -> bool:
    """Whether a claim depends on more than the room of rules."""
    claim = graph.claims[index]
    return bool(claim.facts) or not graph.facts[index].isdisjoint(claim.unknown_keys.values())


def _sources_of(claims: tuple[Candidate, ...]) -> list[ClaimSource]:
    """What each claim came from; claims of one clause and record (or none) have one seed."""
    made: dict[tuple[int, int], ClaimSource] = {}
    return [
        made.setdefault((c.clause.index, id(c.brought_forward or c.source)), ClaimSource(c.clause, c.source))
        for c in claims
    ]


def bound_component(
    run: SettlementContext,
    graph: DependencyGraph,
    component: Component,
    sources: list[ClaimSource],
    base: LeastSettlement,
) -> BoundedSet:
    """The ends of one tied set."""
    cut_short = False
    try:
        return _bound_by_enumeration(run, graph, component, sources)
    except NotEnumerableError:
        pass
    except BudgetExhaustedError:
        cut_short = True
    try:
        return _bound_by_approvals(run, graph, component, base)
    except NotEnumerableError:
        pass
    except BudgetExhaustedError:
        cut_short = True
    near, is_all = _nearby_facts(graph, component)
    maxima = _SeparateMaxima(run, graph, component)
    low, high, verdicts = _bound_by_relaxation(run, graph, component, base, near, maxima)
    worth = _worth(graph, component, maxima, low, high)
    return BoundedSet(low, high, False, verdicts, worth, _askers(graph, component), cut_short or not is_all)


def _bound_by_approvals(
    run: SettlementContext, graph: DependencyGraph, component: Component, base: LeastSettlement
) -> BoundedSet:
    """The ends where approvals alone are open. A claim is undetermined if it is paid another sum in some case."""
    rooms = attrs.evolve(component, constraints=tuple(w for w in component.constraints if w.step.traits.fills))
    if not component.constraints or not _is_monotone(run, graph, rooms):
        raise NotEnumerableError
    ends = bounds_over_approvals(run, graph, component)
    of_year = {i: span for i, span in ends.spans.items() if run.reports(graph.claims[i])}
    spans_of_other_years = (span for i, span in ends.spans.items() if i not in of_year)
    low, high, is_exact = ends.low, ends.high, True
    if not _is_by_year(run, graph, component) and any(least != most for least, most in spans_of_other_years):
        low, high, is_exact = (
            sum(least for least, _ in of_year.values()),
            sum(most for _, most in of_year.values()),
            False,
        )
    asks, verdicts = first_facts(component.open_facts), dict[int, ClaimVerdict]()
    for i, (least, most) in ends.spans.items():
        span, is_point = (least, _finite(most)), least == most
        is_told = graph.facts[i] or is_point  # of an approval that is open: it is a ceiling
        verdicts[i] = ClaimVerdict(base[i], span, frozenset()) if is_told else ClaimVerdict(None, span, asks)
    worth = _worth(graph, component, _SeparateMaxima(run, graph, component), low, _finite(high))
    return BoundedSet(low, _finite(high), is_exact, verdicts, worth, _askers(graph, component))


class _SeparateMaxima(dict[int, int]):
    """The most that each claim of a tied set is paid if only the claims that win with it are weighed with it."""

    def __init__(self, run: SettlementContext, graph: DependencyGraph, component: Component) -> None:
        super().__init__()
        is_free = _is_free(run, graph, component)
        by_table: dict[int, tuple[SettlementTable, list[tuple[int, Candidate, int]]]] = {}
        carried: dict[int, int] = {}
        for i in component.members:
            claim = graph.claims[i]
            most = max_of_year(run, claim)
            if is_free:
                self[i] = run.max_amount(claim) if most is None else most
                continue
            if most is not None:
                carried[i] = most
            table = run.table.for_single_claim(claim.clause.index)
            _, variants = by_table.setdefault(id(table), (table, []))
            variants += [
                (i, of_level, run.max_amount(claim))
                for of_row in _claims_by_row(claim)
                for of_level in _claims_by_level(run, of_row)
            ]
        for table, variants in by_table.values():
            settled = run.settle_separately_under(table, [(claim, sum_) for _, claim, sum_ in variants])
            for (i, _, _), settled_claim in zip(variants, settled, strict=True):
                most = settled_claim.paid
                if i in carried and (most or settled_claim.carry is not None):  # others may let it wait longer
                    most = carried[i]
                self[i] = max(most, self.get(i, 0))


def _claims_by_level(run: SettlementContext, claim: Candidate) -> list[Candidate]:
    """A claim of an unknown level, at each level if a rule compares levels.

    A payment at the claim's own level reduces nothing.
    """
    is_compared = "level" in claim.unknown_keys and any(
        step.traits.counts_by_level and claim.clause.index in step_rule.reach
        for step in run.table.steps
        for step_rule in step.rules
    )
    if not is_compared:
        return [claim]
    levels = members_of(run.proposer.program.schema, claim.unknown_keys["level"]) or ()
    unknown_keys = {name: ref for name, ref in claim.unknown_keys.items() if name != "level"}
    at_levels = (
        attrs.evolve(claim, keys={**claim.keys, "level": level}, unknown_keys=unknown_keys)
        for level in levels
        if isinstance(level, str)
    )
    return [claim, *at_levels]


def _claims_by_row(claim: Candidate) -> list[Candidate]:
    """A claim whose row is unknown, once in each row if a row has a `once` of its own."""
    if claim.row or not claim.clause.once_of_rows:
        return [claim]
    return [attrs.evolve(claim, row=row.name) for row in claim.clause.rows]


def _bound_by_relaxation(
    run: SettlementContext, graph: DependencyGraph, component: Component, base: LeastSettlement,
    near: NearbyFacts, maxima: _SeparateMaxima
) -> tuple[int, int | None, dict[int, ClaimVerdict]]:  # fmt: skip
    """The ends of a set from what its rules leave at the least and at the most."""
    is_divided = all(w.step.is_divided for w in component.constraints)
    if is_divided and only_rooms_are_open(run, graph, component) and carries_monotone(run, graph, component):
        bounds = _bound_by_carry_over(run, graph, component)
        if run.year is None or all(verdict.is_certain for verdict in bounds[2].values()):
            return bounds
    is_monotone = _is_monotone(run, graph, component)
    lows, highs = _settle_lows(run, graph, component, base), _settle_highs(run, graph, component)
    ends = [lows, highs, _settle_undated_first(run, graph, component)] if is_monotone else [lows, highs]
    verdicts = _verdicts(run, graph, component, base, ends, near, maxima, is_monotone=is_monotone)
    if is_monotone and _are_ends_of_year(run, graph, component, lows, highs, verdicts):
        return run.total(lows), _finite(run.total(highs)), verdicts
    low = max(
        run.total([v.settled for v in verdicts.values() if v.settled is not None and v.is_certain]),
        _closed_total(run, graph, component),
    )
    highest = [rule_upper_bound(run, graph, component), _sum_of_maxima(run, graph, component, verdicts)]
    if run.year is not None:  # what all years pay, less what is certain of the others
        all_years = attrs.evolve(run, year=None, cap_amounts=attrs.evolve(run.cap_amounts, reported=None))
        certain = [v.settled for v in verdicts.values() if v.settled is not None and v.is_certain]
        most = rule_upper_bound(all_years, graph, component)
        highest.append(most + run.total(certain) - _total_of_all_years(certain))
    return low, _finite(min(highest)), verdicts


def _are_ends_of_year(
    run: SettlementContext, graph: DependencyGraph, component: Component,
    lows: list[SettledClaim], highs: list[SettledClaim], verdicts: Mapping[int, ClaimVerdict],
) -> bool:  # fmt: skip
    """Whether the ends of all years are those of the reported year too: no year depends on another, or what the other
    years pay is certain.
    """
    return (
        _is_by_year(run, graph, component)
        or all(verdicts[i].is_certain or graph.claims[i].year == run.year for i in component.members)
        or (
            _total_of_all_years(lows) == _total_of_all_years(highs)
            and not any(verdict.is_open for verdict in verdicts.values())
        )
    )


def _is_by_year(run: SettlementContext, graph: DependencyGraph, component: Component) -> bool:
    """Whether no cap lets what is reported depend on other years."""
    years = {i: graph.claims[i].year for i in component.members}
    return (
        run.year is None
        or set(years.values()) == {run.year}
        or all(
            not w.step.wait
            and (w.rule.step_rule.per_year or all(len({years[i] for i in tie}) == 1 for tie in w.dependent_sets))
            for w in component.constraints
            if w.step.traits.fills
        )
    )


def _payments(settled: SettledClaim) -> frozenset[tuple[int | None, int]]:
    """What each year up to the reported one pays of a claim."""
    carry = settled.carry
    return frozenset({settled.claim.year: settled.paid}.items() if carry is None else carry.paid_by_year.items())


def _total_of_all_years(settled: list[SettledClaim]) -> int:
    return sum(sum_ for each in settled for _, sum_ in _payments(each))


def _settle_lows(
    run: SettlementContext, graph: DependencyGraph, component: Component, base: LeastSettlement
) -> list[SettledClaim]:
    """The claims of a set at their least. A claim is left out if its known keys give it no place."""
    sums = {i: graph.claims[i].low if _is_placed(graph, component, i) else 0 for i in component.members}
    if all(base.sums[i] == sum_ for i, sum_ in sums.items()):
        return [base[i] for i in component.members]
    return run.settle([(graph.claims[i], sum_) for i, sum_ in sums.items()])


def _settle_highs(run: SettlementContext, graph: DependencyGraph, component: Component) -> list[SettledClaim]:
    """The claims of a set at their most."""
    claims_with_sums = [(graph.claims[i], run.max_amount(graph.claims[i])) for i in component.members]
    if _is_free(run, graph, component):
        return [SettledClaim(claim, sum_) for claim, sum_ in claims_with_sums]
    return run.settle(claims_with_sums, run.cap_amounts.high)


def _settle_undated_first(run: SettlementContext, graph: DependencyGraph, component: Component) -> list[SettledClaim]:
    """The claims of a set with a year at their most, after all claims without one: the least that caps leave them."""
    claims = [graph.claims[i] for i in component.members]
    years = [claim.year for claim in claims if claim.year is not None]
    if not years or len(years) == len(claims):
        return []
    dated = [
        claim if claim.year is not None else attrs.evolve(claim, year=min(years), day=BEFORE_ALL_DAYS)
        for claim in claims
    ]
    settled = run.settle([(claim, run.max_amount(given)) for claim, given in zip(dated, claims, strict=True)])
    known = {id(claim) for claim in claims}
    return [each for each in settled if id(each.claim) in known]


def _is_free(run: SettlementContext, graph: DependencyGraph, component: Component) -> bool:
    """Whether no rule can change what any claim of a set asks for: nothing was paid before, promised or carried."""
    claims = [graph.claims[i] for i in component.members]
    is_new = all(claim.brought_forward is None and not claim.standard_raise for claim in claims)
    return is_new and not (component.constraints or run.recall)


def _bound_by_carry_over(
    run: SettlementContext, graph: DependencyGraph, component: Component
) -> tuple[int, int | None, dict[int, ClaimVerdict]]:
    """The amounts that reach the carrying caps are known; no rule before them depends on what they leave."""
    claims_with_sums = [(graph.claims[i], graph.claims[i].low) for i in component.members]
    lows, highs = run.settle(claims_with_sums), run.settle(claims_with_sums, run.cap_amounts.high)
    return run.total(lows), _finite(run.total(highs)), verdicts_between_ends(graph, component, lows, highs)


def _verdicts(
    run: SettlementContext, graph: DependencyGraph, component: Component, base: LeastSettlement,
    ends: list[list[SettledClaim]], near: NearbyFacts, maxima: _SeparateMaxima, *, is_monotone: bool,
) -> dict[int, ClaimVerdict]:  # fmt: skip
    """The verdict of each claim if not every case was settled; `ends` are settled cases, the first at the least."""
    by_low = {id(settled_claim.claim): settled_claim for settled_claim in ends[0]}
    paid: dict[int, set[object]] = {}
    for settled_claim in (each for end in ends for each in end):
        paid.setdefault(id(settled_claim.claim), set()).add(
            settled_claim.paid if run.year is None else _payments(settled_claim)
        )
    first_open = min((graph.claims[i].year or 0 for i in component.members if graph.facts[i]), default=0)
    verdicts: dict[int, ClaimVerdict] = {}
    between = {i for w in component.constraints if w.step.traits.cuts_last for i in w.members}
    between.update(_between_winners(graph, component))
    for i in component.members:
        claim = graph.claims[i]
        least = by_low[id(claim)]
        asks = near[i]
        is_late = (claim.year or 0) >= first_open
        is_between = i in between or (not is_monotone and is_late)  # it may be paid neither of the settled amounts
        hangs = (maxima[i] > 0 or not run.reports(claim)) and (len(paid[id(claim)]) > 1 or (is_between and bool(asks)))
        if not claim.is_open and not graph.facts[i] and not (asks and hangs):
            settled = least if is_monotone else base[i]
            verdicts[i] = ClaimVerdict(settled, (settled.paid, settled.paid), frozenset())
            continue
        span = (
            least.paid if len(component.members) == 1 and is_monotone and _is_by_year(run, graph, component) else 0,
            _finite(maxima[i]),
        )
        if graph.open_facts[i] or (asks and hangs and not claim.is_open):
            verdicts[i] = ClaimVerdict(None, span, asks, is_exact=False)
        else:
            verdicts[i] = ClaimVerdict(base[i], span, frozenset())
    return verdicts


def _sum_of_maxima(
    run: SettlementContext, graph: DependencyGraph, component: Component, verdicts: dict[int, ClaimVerdict]
) -> int:
    """The most that the claims of a set are paid, each by itself; without a limit if money is carried."""
    if any(constraint.step.wait for constraint in component.constraints) or any(
        graph.claims[i].brought_forward is not None for i in component.members
    ):
        return INFINITE
    highs = [verdict.span[1] for i, verdict in verdicts.items() if run.reports(graph.claims[i])]
    return INFINITE if None in highs else sum(high for high in highs if high is not None)


def _askers(graph: DependencyGraph, component: Component) -> dict[FactRef, tuple[str, ...]]:
    labels_of = values_by_key((ref, graph.claims[i].clause.label) for i in component.members for ref in graph.facts[i])
    return {ref: tuple(dict.fromkeys(labels)) for ref, labels in labels_of.items()}


def _nearby_facts(graph: DependencyGraph, component: Component) -> tuple[NearbyFacts, bool]:
    """For each claim, the facts needed by it and by all claims that a rule ties to it, directly or through others.

    If the rules only fill up, a claim does not depend on the facts of later days. A claim with very many facts names
    only the first of the others, after its own. An amount that the bureau sets for the claim itself is left out,
    because it makes the claim a ceiling. The second value is False if facts were left out for some claim.
    """
    by_claim: dict[int, frozenset[FactRef]] = {}
    is_all = True
    fills = all(_fills_up(constraint) for constraint in component.constraints)
    for members in components(
        component.members, [entry for constraint in component.constraints for entry in constraint.dependent_sets]
    ):
        asks = {i: graph.facts[i] for i in members}
        all_asks = frozenset[FactRef]().union(*asks.values())
        first = first_facts(all_asks)
        if first is not all_asks:
            is_all = False
            by_claim |= {
                i: first | (entry & graph.claims[i].facts.union(graph.claims[i].unknown_keys.values()))
                for i, entry in asks.items()
            }
        elif fills and all(_is_fixed(graph.claims[i]) for i in members):
            near = frozenset[FactRef]()
            days = {i: graph.claims[i].day or Date.min for i in members}
            for _, of_day in groupby(sorted(members, key=days.__getitem__), key=days.__getitem__):
                together = list(of_day)
                near = near.union(*(asks[i] for i in together))
                by_claim |= dict.fromkeys(together, near)
        else:
            by_claim |= dict.fromkeys(members, all_asks)
    return {i: facts - (graph.facts[i] - graph.open_facts[i]) for i, facts in by_claim.items()}, is_all


def _fills_up(constraint: Constraint) -> bool:
    """Whether the rule takes its claims one after the other, each in a place that is known."""
    step = constraint.step
    is_best = step.traits.raises_claims or step.order is not Order.CLAIM or bool(step.field_orders)
    is_known = (
        step.traits.fills or step.traits.has_places or step.traits.counts_by_level or step.adjusts_proposals
    )  # rules of other kinds are not examined
    # a later claim may state a smaller amount of a cap, share it in proportion, or precede by its field
    is_later_free = constraint.has_ratio or (step.is_divided and not constraint.rule.step_rule.is_by_claim)
    return bool(is_known) and not is_best and is_later_free and not constraint.unassigned


def _is_fixed(claim: Candidate) -> bool:
    """Whether the day of the claim is known, whatever else becomes known."""
    return claim.clause.trigger.kind is TriggerKind.RECORD and claim.day is not None and not claim.is_late


def _bound_by_enumeration(
    run: SettlementContext, graph: DependencyGraph, component: Component, sources: list[ClaimSource]
) -> BoundedSet:
    schema = run.proposer.program.schema
    if any(members_of(schema, ref) is None for ref in component.open_facts):
        raise NotEnumerableError
    if run.cap_amounts.is_freed_by_any(component.open_facts):  # the cases do not settle instalments
        raise NotEnumerableError
    open_seeds = dict.fromkeys(
        sources[i] for i in component.members if graph.claims[i].facts or graph.claims[i].unknown_keys
    )
    known = [graph.claims[i] for i in component.members if sources[i] not in open_seeds]
    stated = [graph.claims[i] for i in component.members if sources[i] in open_seeds]
    key_facts = frozenset(
        ref for w in component.constraints for i in w.unassigned for ref in graph.claims[i].unknown_keys.values()
    )
    figures = facts_of_cap_amounts(run, graph, component)
    is_told = bool(partly_stated_payments(run.proposer.situation))  # a case may state what a payment was for
    users = dict.fromkeys(by for i in component.members if (by := graph.consumed_by.get(i)) is not None)
    other_claims = {id(graph.claims[by]): graph.claims[by] for by in users if by not in component.members}

    low = run.cap_amounts.low

    def settle_all(cases: Sequence[ProposedCase]) -> list[list[SettledClaim]]:
        return run.settle_cases([claims_in_case(case) for case in cases])

    def claims_in_case(case: ProposedCase) -> ApplicantClaims:
        claims = (*other_claims.values(), *known, *case.claims)
        live = [(claim, claim.low) for claim in claims if claim.is_live and not run.is_frozen(claim)]
        recall, rooms = run.recall, low
        if is_told or figures:
            situation = run.proposer.with_assumptions(case.assumptions).situation
            recall = payment_history_in_case(recall, situation) if is_told else recall
            rooms = run.cap_amounts.in_case(situation).low if figures else rooms
        return ApplicantClaims("", live, recall, rooms)

    def total(settled: list[SettledClaim]) -> int:
        return run.total([settled_claim for settled_claim in settled if id(settled_claim.claim) not in other_claims])

    all_cases = settle_every_case(run.proposer, [*open_seeds], stated, known, key_facts, settle_all, total, figures)
    base = (claim.identity for claim in (*other_claims.values(), *(graph.claims[i] for i in component.members)))
    all_cases = attrs.evolve(all_cases, base=frozenset(base))
    verdicts = {i: all_cases.verdict(graph.claims[i]) for i in component.members}
    totals = [case.total for case in all_cases.cases]
    worth: dict[FactRef, int | None] = {ref: all_cases.worth(ref) for ref in sorted(all_cases.facts)}
    return BoundedSet(
        min(totals),
        max(totals),
        True,
        verdicts,
        _limit_by_path(worth, max(totals) - min(totals)),
        _askers(graph, component),
    )


def _finite(sum_: int) -> int | None:
    return None if sum_ >= LIMITLESS else sum_


def _is_placed(graph: DependencyGraph, component: Component, index: int) -> bool:
    """Whether year and every key that can bind are known, so that the claim has a place at its least."""
    return graph.claims[index].year is not None and not any(
        index in constraint.unassigned for constraint in component.constraints
    )


def _between_winners(graph: DependencyGraph, component: Component) -> Iterator[int]:
    """Claims that are paid neither end if another competitor wins between the ends: two competitors are open.

    Their sum is added to that of an open one, or a later rule weighs them with the competitors and after the first.
    """
    for weighing in component.constraints:
        step = weighing.step
        for group in weighing.groups if step.traits.selects else ():
            teams = {i: step.team_of.get(graph.claims[i].clause.index) for i in group}
            open_teams = [teams[i] for i in group if graph.facts[i]]
            if len(open_teams) > 1:
                competing = {*open_teams}.intersection(step.groups)
                yield from (i for i in group if teams[i] in competing)
                first = min(graph.claims[i].day or BEFORE_ALL_DAYS for i in group)
                groups = (other for w in component.constraints if w.position > weighing.position for other in w.groups)
                yield from (
                    i for other in groups if group & other for i in other
                    if graph.claims[i].is_late or (graph.claims[i].day or first) >= first
                )  # fmt: skip


# ---------------------------------------------------------------------------------------------- the monotone case


def _is_monotone(run: SettlementContext, graph: DependencyGraph, component: Component) -> bool:
    together = [w for w in component.constraints if any(len(group) > 1 for group in w.groups)]
    if any(w.unassigned for w in component.constraints):
        return False
    if any(not _passes_sums(w) and not _is_selection(graph, w) for w in together):
        return False
    if any(not _passes_sums(w) for w in together[1:]):
        return False
    filled = [w for w in together if w.step.traits.fills]
    for_life = [w for w in filled if not w.rule.step_rule.per_year]
    if for_life and for_life != filled[-1:]:
        return False
    if any(w.has_overlaps for w in together):
        return False
    if not carries_monotone(run, graph, component):
        return False
    if not all(_has_one_limit(run, graph, w) for w in component.constraints):
        return False
    # a rule that cuts one claim after it took room from others counts too
    held = [(w, _groups_of(w)) for w in component.constraints]
    return all(
        _is_inside(a, of_b) or (a.position == b.position and _is_inside(b, of_a))
        for (a, of_a), (b, of_b) in combinations(held, 2)
    )


def _passes_sums(constraint: Constraint) -> bool:
    """Whether a group is left more in total if its claims ask for more in total, whichever claims they are."""
    return constraint.step.traits.fills or constraint.step.traits.compares_sums


def _has_one_limit(run: SettlementContext, graph: DependencyGraph, constraint: Constraint) -> bool:
    """Whether the claims of each group and year state one known amount of a cap, and fill it in order. With several
    amounts (the least counts) or in another manner, a further claim may leave less to all together.
    """
    bound, low, high = constraint.rule.step_rule, run.cap_amounts.low, run.cap_amounts.high
    if constraint.has_ratio:
        return True
    if not constraint.step.is_divided or constraint.step.field_orders:
        return False
    if not bound.is_by_claim:
        return True
    for group in constraint.dependent_sets:
        by_year: dict[int | None, set[int]] = {}
        for claim in (graph.claims[i] for i in group):
            by_year.setdefault(claim.year, set()).update(end.for_claim(bound, claim) for end in (low, high))
        if any(len(amounts) > 1 for amounts in by_year.values()):
            return False
    return True


def _is_selection(graph: DependencyGraph, constraint: Constraint) -> bool:
    """Whether the rule selects among claims that share one year."""
    years = [{graph.claims[i].year for i in group} for group in constraint.groups]
    return constraint.step.traits.selects and all(len(of_group) == 1 and None not in of_group for of_group in years)


def _groups_of(constraint: Constraint) -> dict[int, set[int]]:
    """For each claim the groups in which it is."""
    groups = values_by_key((i, number) for number, group in enumerate(constraint.groups) for i in group)
    return {i: set(numbers) for i, numbers in groups.items()}


def _is_inside(inner: Constraint, outer: Mapping[int, set[int]]) -> bool:
    """Each group of the earlier rule lies wholly inside or outside each group of the later."""
    for group in inner.groups:
        first, *rest = (outer.get(i) for i in group)
        if any(other != first for other in rest):
            return False
    return True


# ---------------------------------------------------------------------------------------------- the last case


def _closed_total(run: SettlementContext, graph: DependencyGraph, component: Component) -> int:
    """The amount paid for claims that only one last cap ties to an open claim, if no open claim were paid.

    Before that cap no rule weighs them with an open claim, so the amount that reaches it is certain. A cap pays no less
    if more is asked, provided that each claim uses the room of one group only.
    """
    final = [w for w in component.constraints if w.position == component.constraints[-1].position]
    if len(final) != 1 or not final[0].step.traits.fills or _may_overlap(run, graph, final[0]):
        return 0
    if not _has_one_limit(run, graph, final[0]):
        return 0
    if not (carries_monotone(run, graph, component) and _is_by_year(run, graph, component)):
        return 0
    before = [
        tied_claims for w in component.constraints if w.position < final[0].position for tied_claims in w.dependent_sets
    ]
    closed: set[int] = set()
    for members in components(component.members, before):
        if not any(_is_open_before(run, graph, component, i, final[0]) for i in members):
            closed |= set(members)
    lows = run.settle([(graph.claims[i], graph.claims[i].low if i in closed else 0) for i in component.members])
    return run.total(lows) if closed else 0


def _may_overlap(run: SettlementContext, graph: DependencyGraph, constraint: Constraint) -> bool:
    """Whether a claim is, or may be, in several groups: what it takes of the room of two groups, two claims lose."""
    schema = run.proposer.program.schema
    loose = [graph.claims[i] for i in constraint.unassigned]
    return constraint.has_overlaps or any(
        isinstance(claim.keys.get(name), tuple)
        or (name in claim.unknown_keys and _is_list(type_of(schema, claim.unknown_keys[name])))
        for claim in loose
        for name in constraint.rule.step_rule.keys
    )


def _is_list(type_: Type | None) -> bool:
    return type_ is not None and type_.is_list


def _is_open_before(
    run: SettlementContext, graph: DependencyGraph, component: Component, index: int, last: Constraint
) -> bool:
    """Whether a claim is open for more than the room of the last cap: the room of one before it, say, of one figure."""
    claim = graph.claims[index]
    room = last.open_facts.get(index, frozenset())
    if claim.is_open or claim.facts or claim.unknown_keys or claim.year is None:
        return True
    rooms = (w for w in component.constraints if w.step.traits.fills and index in w.members)
    before = (w for w in rooms if w.position < last.position)
    is_cut = any(run.cap_amounts.facts_for_claim(w.rule.step_rule, claim) for w in before)
    return is_cut or bool(graph.extra_facts.get(index, frozenset()) - room)


def _worth(
    graph: DependencyGraph, component: Component, maxima: _SeparateMaxima, low: int, high: int | None
) -> dict[FactRef, int | None]:
    """The most that depends on each fact: the amounts of the claims that it may change, within the set's own span.

    These are the claims that need the fact. If a claim may keep others from being paid at all (places, keys that are
    paid once, levels), they include others that such a rule, or an earlier one, weighs with them. The rules after the
    last such rule are caps and selections: they pass on no more than they receive.
    """
    span = None if high is None else high - low
    weighing = (w for w in component.constraints if not (w.step.traits.fills and w.step.is_divided))
    blocking = max((w.position for w in weighing if not w.step.teams), default=-1)
    near = components(
        component.members,
        [tied_claims for w in component.constraints if w.position <= blocking for tied_claims in w.dependent_sets],
    )
    sums = [sum([maxima[i] for i in members]) for members in near]
    place = {i: number for number, members in enumerate(near) for i in members}
    changed: dict[FactRef, set[int]] = {}
    of_path: dict[str, set[int]] = {}
    for i in component.members:
        for ref in graph.facts[i]:
            changed.setdefault(ref, set()).add(place[i])
    worth: dict[FactRef, int | None] = {}
    for ref in sorted(component.open_facts):
        worth[ref] = _finite(sum(sums[number] for number in changed[ref]))
        of_path.setdefault(ref.path, set()).update(changed[ref])
    return _limit_by_path(
        worth, span, {path: sum(sums[number] for number in numbers) for path, numbers in of_path.items()}
    )


def _limit_by_path(
    worth: dict[FactRef, int | None], span: int | None, most: Mapping[str, int] | None = None
) -> dict[FactRef, int | None]:
    """The same, and a field that is asked for on several days is together worth no more than what it changes."""
    if span is None:
        return worth
    left: dict[str, int] = {}
    for ref, sum_ in worth.items():
        room = left.setdefault(ref.path, min(span, (most or {}).get(ref.path, span)))
        worth[ref] = room if sum_ is None else min(sum_, room)
        left[ref.path] = room - (worth[ref] or 0)
    return worth
