"""The most that a tied set may be paid where not every case can be settled and the monotone case does not hold.

Each rule by itself gives an upper end: what it leaves of the highest sums with which the claims may reach it. The
smallest of these is the set's. Rules only take away, so that none of the others can raise it.
"""

from __future__ import annotations

from ipdsl.runtime.bounds.carry_bounds import carry_years, most_of_year, unbound
from ipdsl.runtime.bounds.ties import Tied, Web, Weighing
from ipdsl.runtime.settlement.claims import INFINITE, Candidate
from ipdsl.runtime.settlement.less import Less, highest_sum
from ipdsl.runtime.settlement.limits import counted_values
from ipdsl.runtime.settlement.settle import settle
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.terms import Cap, Highest, Limit, NoRepeat, Older, TopUp


def has_overlap(groups: tuple[frozenset[int], ...]) -> bool:
    """Whether a claim stands in several groups."""
    return sum(len(group) for group in groups) != len(frozenset().union(*groups))


def smallest(run: Settling, web: Web, tied: Tied) -> int:
    """The smallest of what each single rule leaves of the proposed highs."""
    before = run.layout.before
    asked = [
        (claim, highest_sum(before, claim, run.memory) if claim.brought is None else claim.most)
        for claim in (web.claims[i] for i in tied.members)
        if run.reports(claim) or most_of_year(run, claim) is not None
    ]
    sums = [sum(sum_ for _, sum_ in asked)]
    for weighing in tied.weighings:
        loose = {id(web.claims[i]) for i in weighing.loose}
        free = sum(sum_ for claim, sum_ in asked if id(claim) in loose)
        bound_ = [(claim, sum_) for claim, sum_ in asked if id(claim) not in loose]
        if isinstance(weighing.rule, Cap) and weighing.rule.carry and run.year is not None:
            groups = max(1, len(weighing.groups))
            sums.append(free + groups * run.rooms.high(weighing.rule, run.year) + unbound(weighing, web, bound_))
        elif isinstance(weighing.rule, Cap | Highest):
            if has_overlap(weighing.groups):
                if isinstance(weighing.rule, Cap):
                    sums.append(free + _by_rooms(run, web, weighing, weighing.rule, bound_))
                continue  # a claim in several groups may leave the room of all to others
            alone = settle(
                run.layout.only(weighing.rule), bound_, run.memory, run.rooms.high, run.currency, with_once=False
            )
            sums.append(free + sum(one.paid for one in alone))
        elif isinstance(weighing.rule, NoRepeat | TopUp):
            sums.append(free + _one_by_one(run, web, weighing, weighing.rule, bound_))
        elif isinstance(weighing.rule, Older | Less):
            continue  # they only end what is proposed
        elif weighing.rule is None or (not run.memory.has_lines and not _meets_cut_claims(run, weighing)):
            sums.append(free + _by_places(web, weighing, bound_))
    return min(sums)


def _one_by_one(
    run: Settling, web: Web, weighing: Weighing, rule: NoRepeat | TopUp, asked: list[tuple[Candidate, int]]
) -> int:
    """What the rule leaves of each claim where no other is weighed with it; of a key that is paid once, the greatest.

    Over years `no repeat` pays a key in one of them, and which one hangs on sums that are open.
    """
    alone = run.layout.only(rule)
    kept = {
        id(claim): settle(alone, [(claim, sum_)], run.memory, run.rooms.high, run.currency, with_once=False)[0].paid
        for claim, sum_ in asked
    }
    groups = weighing.groups
    if has_overlap(groups):
        return sum(kept.values())
    if isinstance(rule, TopUp):
        return sum(kept.values()) - sum(_topped(web, group, kept, {id(c): s for c, s in asked}) for group in groups)
    in_group: set[int] = set()
    total = 0
    for group in groups:
        own = [id(web.claims[i]) for i in sorted(group) if id(web.claims[i]) in kept]
        in_group.update(own)
        total += max((kept[key] for key in own), default=0)
    return total + sum(sum_ for key, sum_ in kept.items() if key not in in_group)


def _topped(web: Web, group: frozenset[int], kept: dict[int, int], asked: dict[int, int]) -> int:
    """What claims of one ladder are paid less together than each alone: one of each level rises to the highest rung."""
    best: dict[object, Candidate] = {}
    for claim in (web.claims[i] for i in sorted(group) if id(web.claims[i]) in kept):
        level = claim.keys.get("level")
        if "level" in claim.unknown_keys:
            continue
        if level not in best or asked[id(best[level])] < asked[id(claim)]:
            best[level] = claim
    of_each = sum(kept[id(claim)] for claim in best.values())
    return max(0, of_each - max((asked[id(claim)] for claim in best.values()), default=0))


def _meets_cut_claims(run: Settling, weighing: Weighing) -> bool:
    """Whether a limit for life stands after a cap: a claim that the cap cuts to 0 is admitted without a place."""
    rule = weighing.rule
    is_for_life = isinstance(rule, Limit) and not rule.per_year
    return is_for_life and any(stage.is_cap for stage in run.layout.stages[: weighing.position])


def _by_rooms(run: Settling, web: Web, weighing: Weighing, cap: Cap, asked: list[tuple[Candidate, int]]) -> int:
    """What all rooms of a cap hold together; claims in no group that binds count in full."""
    sum_of = {id(claim): sum_ for claim, sum_ in asked}
    in_group: set[int] = set()
    total = 0
    for group in weighing.groups:
        own = [web.claims[i] for i in sorted(group) if id(web.claims[i]) in sum_of]
        in_group |= {id(claim) for claim in own}
        years = carry_years(run, cap, own)
        if years:
            total += min(sum(sum_of[id(claim)] for claim in own), sum(run.rooms.high(cap, year) for year in years))
            continue
        rooms = [run.rooms.high(cap, claim.year) for claim in own if claim.year is not None]
        total += min(sum(sum_of[id(claim)] for claim in own), max(rooms, default=INFINITE))
    return total + sum(sum_ for claim, sum_ in asked if id(claim) not in in_group)


def _by_places(web: Web, weighing: Weighing, asked: list[tuple[Candidate, int]]) -> int:
    """The greatest sums for which `once` or a limit has places; claims in no group that binds count in full."""
    rule = weighing.rule
    number = rule.number if isinstance(rule, Limit) else 1
    sum_of = {id(claim): sum_ for claim, sum_ in asked}
    in_group: set[int] = set()
    total = 0
    for group in weighing.groups:
        own = [web.claims[i] for i in sorted(group) if id(web.claims[i]) in sum_of]
        if rule is None:
            own = [claim for claim in own if claim.once == weighing.keys]
        in_group |= {id(claim) for claim in own}
        places: dict[object, int] = {}
        for claim in own:
            if not isinstance(rule, Limit):
                places[id(claim)] = sum_of[id(claim)]
                continue
            values = counted_values(rule, claim)
            if len(values) == 1:
                places[values] = places.get(values, 0) + sum_of[id(claim)]
            else:  # without a value it needs no place; of a list every member may be counted already
                total += sum_of[id(claim)]
        total += sum(sorted(places.values(), reverse=True)[:number])
    return total + sum(sum_ for claim, sum_ in asked if id(claim) not in in_group)
