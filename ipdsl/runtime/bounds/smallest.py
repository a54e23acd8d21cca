"""The most that a tied set may be paid where not every case can be settled and the monotone case does not hold.

Each rule by itself gives an upper end: what it leaves of the highest sums with which the claims may reach it. The
smallest of these is the set's. Rules only take away, so that none of the others can raise it.
"""

from __future__ import annotations

import attrs

from ipdsl.runtime.bounds.carry_bounds import most_of_year, unbound
from ipdsl.runtime.bounds.ties import Tied, Web, Weighing
from ipdsl.runtime.kernel.recall import counted, places_taken
from ipdsl.runtime.kernel.table import Rule
from ipdsl.runtime.settlement.claims import Candidate, first_year, groups_under, last_year
from ipdsl.runtime.settlement.settling import Settling


def smallest(run: Settling, web: Web, tied: Tied) -> int:
    """The smallest of what each single rule leaves of the proposed highs, in minor units.

    Of a rule of another kind nothing is known.
    """
    asked = [
        (claim, min(_after_deductions(run, claim), run.most(claim)) if claim.brought is None else claim.most)
        for claim in (web.claims[i] for i in tied.members)
        if run.reports(claim) or most_of_year(run, claim) is not None
    ]
    sums = [sum(sum_ for _, sum_ in asked)]
    for weighing in tied.weighings:
        step, bound = weighing.step, weighing.rule.bound
        loose = {id(web.claims[i]) for i in weighing.loose}
        free = sum(sum_ for claim, sum_ in asked if id(claim) in loose)
        bound_ = [(claim, sum_) for claim, sum_ in asked if id(claim) not in loose]
        if step.wait and run.year is not None:
            groups = max(1, len(weighing.groups))
            sums.append(free + groups * run.rooms.high(bound, run.year) + unbound(weighing, web, bound_))
        elif step.fills or step.teams:
            if not weighing.overlaps:
                sums.append(free + sum(one.paid for one in run.settle_alone(run.table.alone(bound), bound_)))
            elif step.fills:  # a claim of several groups that loses may leave the others' claims what it would take
                sums.append(free + _by_rooms(run, web, weighing, bound_))
        elif step.selects or step.by_level:
            sums.append(free + _one_by_one(run, web, weighing, bound_))
        elif step.has_places and (step.of_award or not (_may_hold_places(run, weighing) or _meets_cut(run, weighing))):
            sums.append(free + _by_places(run, web, weighing, bound_))
    return min(sums)


def _after_deductions(run: Settling, claim: Candidate) -> int:
    """The most with which a claim may reach the rules, after what was paid before is deducted."""
    table = run.table.deducting
    if not table.settlement.over[claim.clause.index] or claim.high is None or claim.unknown_keys:
        return claim.most
    dated = attrs.evolve(claim, year=claim.year or 1)  # the year is no matter to what is deducted
    [one] = run.settle_alone(table, [(dated, claim.high)])
    return max(one.amount, claim.lift) if one.amount else 0


def _one_by_one(run: Settling, web: Web, weighing: Weighing, asked: list[tuple[Candidate, int]]) -> int:
    """What the rule leaves of each claim where no other is weighed with it; of a key that is paid once, the greatest.

    A key may be paid in one of several years, and which one hangs on sums that are open.
    """
    alone = run.table.alone(weighing.rule.bound)
    kept: dict[int, int] = {}
    for claim, sum_ in asked:
        is_whole = claim.brought is None and not claim.lift  # an older standard lifts what is left after deductions
        left = run.settle_alone(alone, [(claim, run.most(claim) if is_whole else sum_)])[0].paid
        kept[id(claim)] = sum_ if claim.lift and claim.clause.less is not None else min(sum_, left)
    groups = weighing.groups
    if weighing.overlaps:
        return sum(kept.values())
    if weighing.step.by_level:
        whole = {id(claim): max(sum_, _after_deductions(run, claim)) for claim, sum_ in asked}  # before a later cap
        return sum(kept.values()) - sum(_topped(web, group, kept, whole) for group in groups)
    in_group: set[int] = set()
    total = 0
    for group in groups:
        own = [id(web.claims[i]) for i in group if id(web.claims[i]) in kept]
        in_group.update(own)
        total += max((kept[key] for key in own), default=0)
    return total + sum(sum_ for key, sum_ in kept.items() if key not in in_group)


def _topped(web: Web, group: frozenset[int], kept: dict[int, int], asked: dict[int, int]) -> int:
    """What claims of one ladder are paid less together than each alone: no more than those of one level ask for."""
    total, of_level = 0, dict[object, int]()
    for key, level in ((id(claim), claim.keys.get("level")) for claim in (web.claims[i] for i in group)):
        if key in kept:
            name = key if level is None else level
            total, of_level[name] = total + kept[key], of_level.get(name, 0) + asked[key]
    return max(0, total - max(of_level.values(), default=0))


def _may_hold_places(run: Settling, weighing: Weighing) -> bool:
    """Whether lines may hold places, and which hangs on what is open: one whose group or value is not told, or of whose
    item it is not known which record it was paid for.
    """
    bound = weighing.rule.bound
    names = (*bound.keys, bound.counts)
    lines = (one for index, held in run.recall.lines.items() if index in bound.reached for one in held)
    return any(
        one.line is not None and (not bound.counts or None in map(one.keys.get, names)) for one in lines
    )  # fmt: skip


def _meets_cut(run: Settling, weighing: Weighing) -> bool:
    """Whether places for life stand after a room: a claim that the room cuts to 0 is admitted without a place."""
    return weighing.step.lasts and any(step.fills for step in run.table.steps[: weighing.position])


def _by_rooms(run: Settling, web: Web, weighing: Weighing, asked: list[tuple[Candidate, int]]) -> int:
    """What all rooms of a rule hold together; claims in no group that binds count in full."""
    bound = weighing.rule.bound
    sum_of = {id(claim): sum_ for claim, sum_ in asked}
    in_group: set[int] = set()
    total = 0
    for group in weighing.groups:
        own = [web.claims[i] for i in group if id(web.claims[i]) in sum_of]
        if not own:
            continue
        in_group |= {id(claim) for claim in own}
        of_years = own if bound.per_year else own[:1]
        last = max(last_year(claim, weighing.step.wait) for claim in of_years)
        rooms = [run.rooms.high(bound, year) for year in range(min(map(first_year, of_years)), last + 1)]
        total += min(sum(sum_of[id(claim)] for claim in own), sum(rooms))
    return total + sum(sum_ for claim, sum_ in asked if id(claim) not in in_group)


def _by_places(run: Settling, web: Web, weighing: Weighing, asked: list[tuple[Candidate, int]]) -> int:
    """The greatest sums for which there are places; claims in no group that binds count in full."""
    rule, step = weighing.rule, weighing.step
    sum_of = {id(claim): sum_ for claim, sum_ in asked}
    in_group: set[int] = set()
    total = 0
    for group in weighing.groups:
        own = [web.claims[i] for i in group if id(web.claims[i]) in sum_of]
        if step.of_award:
            own = [claim for claim in own if claim.once == rule.bound.keys]
        in_group |= {id(claim) for claim in own}
        places: dict[object, int] = {}
        taken = _taken(run, weighing.rule, own)
        for claim in own:
            if step.of_award:
                places[id(claim)] = sum_of[id(claim)]
                continue
            values = counted(rule, claim.root, claim.item, claim.record, claim.keys.get(rule.bound.counts))
            if len(values) == 1 and taken.isdisjoint(values):
                places[values] = places.get(values, 0) + sum_of[id(claim)]
            else:  # without a value, or one with a place, it needs none; of a list every member may have one already
                total += sum_of[id(claim)]
        total += sum(sorted(places.values(), reverse=True)[: max(0, step.number - len(taken))])
    return total + sum(sum_ for claim, sum_ in asked if id(claim) not in in_group)


def _taken(run: Settling, rule: Rule, own: list[Candidate]) -> set[object]:
    """What has a place already in the group of these claims: none of an award's `once`, which asks nobody twice."""
    if rule.step.of_award or not own:
        return set()
    first, *rest = (groups_under(rule, claim) for claim in own)
    shared = next((group for group in first if all(group in groups for groups in rest)), None)
    return places_taken(rule, run.recall.of(rule).get(shared, ()))
