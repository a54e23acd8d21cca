"""Bounds where money of the claims may wait for later years: what carried money adds to the three ways of `bounds`.

More room in a year never pays any claim less over all years, as long as all claims of the cap rest in the same years
and each takes of one room: what older claims leave of each year's room only grows. So where figures (or suspensions)
alone are open, each claim lies between what it is paid at both ends. Of one reported year that is not so: more room
before leaves less to carry. Another claim never lowers what a year pays in all: it takes room that was free, or from a
claim that waits.
"""

from __future__ import annotations

from ipdsl.runtime.bounds.every_case import Verdict
from ipdsl.runtime.bounds.ties import Tied, Web, Weighing
from ipdsl.runtime.settlement.claims import Candidate, last_year
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.unknown import FactRef


def _carrying(tied: Tied) -> list[Weighing]:
    return [w for w in tied.weighings if w.step.wait]


def rooms_asked(run: Settling, web: Web, tied: Tied) -> frozenset[FactRef]:
    """The facts on which the rooms of caps hang."""
    asked = [facts for w in _carrying(tied) for facts in w.asks.values()]
    for w in tied.weighings:
        years = {web.claims[i].year for i in w.members}
        asked += [run.rooms.facts(w.rule.bound, year) for year in years if year is not None]
    return frozenset[FactRef]().union(*asked)


def carries_monotone(run: Settling, web: Web, tied: Tied) -> bool:
    """Whether carrying caps pay more where more is asked or more room is left: all years, one order, one rest, and
    each claim in one group: what it takes of two rooms, two others lose.
    """
    carrying = _carrying(tied)
    if not carrying:
        return True
    members = [web.claims[i] for w in carrying for i in w.members]
    if run.year is not None or any(claim.late for claim in members) or any(w.overlaps for w in carrying):
        return False
    clauses = {claim.clause.index for claim in members}
    reached = [clauses & set(rule.clauses) for rule in run.proposer.program.suspensions]
    return all(not own or own == clauses for own in reached)


def only_rooms_are_open(run: Settling, web: Web, tied: Tied) -> bool:
    """Whether all that is open are the rooms of carrying caps, and who rests."""
    claims = [web.claims[i] for i in tied.members]
    if any(claim.facts or claim.unknown_keys or claim.year is None for claim in claims):
        return False
    carrying = _carrying(tied)
    others = [w.rule.bound for w in tied.weighings if w.step.fills and not w.step.wait]
    return bool(carrying) and not any(
        run.rooms.facts(bound, claim.year) for bound in others for claim in claims if claim.year is not None
    )


def between_ends(web: Web, tied: Tied, lows: list[Settled], highs: list[Settled]) -> dict[int, Verdict]:
    """Each claim between its ends; settled where both are one."""
    by_low = {id(one.claim): one for one in lows}
    by_high = {id(one.claim): one for one in highs}
    verdicts: dict[int, Verdict] = {}
    for i in tied.members:
        least, most = by_low[id(web.claims[i])], by_high[id(web.claims[i])]
        is_same = least.paid == most.paid and _rest(least) == _rest(most)
        asks = frozenset() if is_same else web.facts[i]
        verdicts[i] = Verdict(least if is_same else None, (least.paid, most.paid), asks, is_exact=is_same)
    return verdicts


def _rest(one: Settled) -> tuple[object, ...]:
    carry = one.carry
    if carry is None:
        return ()
    return (carry.left, carry.lapsed, carry.due)


def most_of_year(run: Settling, claim: Candidate) -> int | None:
    """The most that the reported year pays of a claim of an earlier one; `None` where nothing is carried into it."""
    place = run.table.settlement.waiting.get(claim.clause.index)
    if place is None or run.year is None or claim.year is None:
        return None
    step = run.table.steps[place]
    is_untouched = any(name not in claim.keys and name not in claim.unknown_keys for name in step.bound.keys)
    if is_untouched or not claim.year < run.year <= last_year(claim, step.wait):
        return None
    return min(claim.most, run.rooms.high(step.bound, run.year))


def unbound(weighing: Weighing, web: Web, asked: list[tuple[Candidate, int]]) -> int:
    """What claims ask for that the weighing does not reach."""
    reached = {id(web.claims[i]) for i in weighing.members}
    return sum(sum_ for claim, sum_ in asked if id(claim) not in reached)
