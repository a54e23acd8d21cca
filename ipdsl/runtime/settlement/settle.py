"""Settlement: proposed sums through `once`, the blocks from inside out, and the policy's own rules, year by year.

In come candidates with one definite sum each, in any order; out comes what became of each, in claim order. Years
ascend, and what a year admits and charges is memory for the next. A rule sees only claims that reach it with more
than 0; no later rule reopens an earlier one.

Decided here: `once` counts a claim of the same year when it reaches the rule with more than 0, a claim of another year
or run when it was admitted. A claim whose year is not known meets no rule (it pays nothing before its day is stated;
the bounds take it at its full sum).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from ipdsl.runtime.settlement.caps import settle_caps
from ipdsl.runtime.settlement.carry import Purse, purse_of
from ipdsl.runtime.settlement.claims import Candidate, groups_of, in_claim_order
from ipdsl.runtime.settlement.effects import NO_SUMS, Cut, Effect, Reaching, RoomOf, Settled
from ipdsl.runtime.settlement.highest import settle_highest
from ipdsl.runtime.settlement.layout import Layout, Stage
from ipdsl.runtime.settlement.ledger import Memory, held_of
from ipdsl.runtime.settlement.less import lowered_by
from ipdsl.runtime.settlement.limits import settle_limit
from ipdsl.runtime.settlement.norepeat import settle_no_repeat
from ipdsl.runtime.settlement.older import raised_by
from ipdsl.runtime.settlement.once import settle_once
from ipdsl.runtime.settlement.topup import settle_top_up
from ipdsl.runtime.terms import Cap, Highest, Limit, NoRepeat, Rule, TopUp


def settle(
    layout: Layout, asked: Iterable[tuple[Candidate, int]], memory: Memory, room_of: RoomOf, currency: str,
    *, with_once: bool = True,
) -> list[Settled]:  # fmt: skip
    """What becomes of each claim at its sum."""
    asked = list(asked)
    if not asked:
        return []
    ordered = in_claim_order(asked, lambda pair: pair[0])
    purse = purse_of(layout, room_of, currency)
    years: dict[int, list[tuple[Candidate, int]]] = {}
    done: list[Settled] = []
    for claim, sum_ in ordered:
        if claim.brought is None:
            years.setdefault(claim.year or 0, []).append((claim, sum_))
        elif purse is None or not purse.bring(claim, sum_):
            done.append(Settled(claim, sum_, sum_, sum_, (), {}))
    grown = memory.copy()
    last = max(years, default=0)
    undated = years.pop(0, [])
    done += [Settled(claim, sum_, sum_, sum_, (), {}) for claim, sum_ in undated]
    for year in sorted(years) if purse is None else purse.years(years):
        of_year = _settle_year(layout, years.get(year, []), grown, year, room_of, currency, with_once, purse)
        for settled in of_year if year != last else ():
            clause = settled.claim.clause
            if settled.amount and layout.remembers(clause):
                grown.add(held_of(settled))
        done += of_year
    if purse is not None:
        done = purse.close(done)
    if purse is not None or undated or any(settled.claim.late for settled in done):
        done = in_claim_order(done, lambda settled: settled.claim)
    return done


def _settle_year(
    layout: Layout, asked: list[tuple[Candidate, int]], memory: Memory, year: int, room_of: RoomOf, currency: str,
    with_once: bool, purse: Purse | None,
) -> list[Settled]:  # fmt: skip
    left = [sum_ for _, sum_ in asked]
    cuts: list[list[Cut]] = [[] for _ in asked]
    charged: list[dict[str, int]] = [{} for _ in asked]
    rungs: dict[int, dict[str, int]] = {}
    raised: dict[int, int] = {}
    claims = [claim for claim, _ in asked]
    if layout.before.acts:
        raised = _before(layout, asked, left, cuts, memory, year, currency)
    first = list(left)
    if with_once:
        limited = [Reaching(i, c, left[i]) for i, c in enumerate(claims) if left[i] > 0 and c.clause.once_kinds]
        if limited:
            _take(settle_once(limited, memory), left, cuts, charged)
    admitted = list(left)
    asked_of = _asked_of(layout, claims)
    for position in sorted(asked_of) if purse is None else range(len(layout.stages)):
        stage = layout.stages[position]
        reaching = [Reaching(i, claims[i], left[i]) for i in asked_of.get(position, ()) if left[i] > 0]
        if not reaching and (purse is None or not purse.waits_for(stage, year)):
            continue
        effect = _apply(stage, reaching, memory, year, room_of, currency, purse)
        _take(effect, left, cuts, charged)
        if not stage.is_cap:
            _admit(stage.rules[0], reaching, effect, left, admitted, rungs)
    return [
        Settled(
            claim, first[i], admitted[i], left[i], tuple(cuts[i]), charged[i], rungs.get(i, NO_SUMS), raised.get(i, 0)
        )
        for i, claim in enumerate(claims)
    ]


def _admit(
    rule: Rule, reaching: list[Reaching], effect: Effect, left: list[int], admitted: list[int],
    rungs: dict[int, dict[str, int]],
) -> None:  # fmt: skip
    """What a rule that is no cap leaves is admitted, of the claims that have its keys; and the rungs it sets."""
    for index, name, sum_ in effect.rungs:
        rungs.setdefault(index, {})[name] = sum_
    for one in reaching:
        if left[one.index] == 0 and not effect.rungs:
            rungs.pop(one.index, None)  # displaced after `top up`: it is no rung
        if admitted[one.index] != left[one.index] and groups_of(one.claim.keys, rule.keys, None):
            admitted[one.index] = left[one.index]


def _before(
    layout: Layout, asked: list[tuple[Candidate, int]], left: list[int], cuts: list[list[Cut]], memory: Memory,
    year: int, currency: str,
) -> dict[int, int]:  # fmt: skip
    """What ends the proposals: deductions of what was paid before, then older standards. Gives what was raised."""
    for cut in lowered_by(layout.before, asked, memory, currency):
        left[cut.index] -= cut.amount
        cuts[cut.index].append(cut)
    raised: dict[int, int] = {}
    for more, cut in raised_by(layout.before, asked, left, memory, year, currency):
        left[cut.index] += more
        raised[cut.index] = raised.get(cut.index, 0) + more
        cuts[cut.index].append(cut)
    return raised


def _asked_of(layout: Layout, claims: list[Candidate]) -> dict[int, list[int]]:
    """For each stage that reaches any of the claims, the places of those."""
    found: dict[int, list[int]] = {}
    for index, claim in enumerate(claims):
        for position in layout.positions(claim.clause):
            if position in found:
                found[position].append(index)
            else:
                found[position] = [index]
    return found


def _take(effect: Effect, left: list[int], cuts: list[list[Cut]], charged: list[dict[str, int]]) -> None:
    for cut in effect.cuts:
        left[cut.index] -= cut.amount
        cuts[cut.index].append(cut)
    for index, sum_ in effect.carried:
        left[index] -= sum_
    for index, name, sum_ in effect.charges:
        charged[index][name] = charged[index].get(name, 0) + sum_


def _apply(
    stage: Stage, reaching: list[Reaching], memory: Memory, year: int, room_of: RoomOf, currency: str,
    purse: Purse | None,
) -> Effect:  # fmt: skip
    """One stage: the rule's own module does the work."""
    rule = stage.rules[0]
    match rule:
        case Cap() if purse is not None and rule.carry:
            return purse.settle(stage, rule, reaching, memory, year)
        case Cap():
            return settle_caps(stage, reaching, memory, year, room_of, currency)
        case Limit():
            return settle_limit(stage, rule, reaching, memory, year)
        case Highest():
            return settle_highest(stage, rule, reaching, memory, year, currency)
        case NoRepeat():
            return settle_no_repeat(stage, rule, reaching, memory, year, currency)
        case TopUp():
            return settle_top_up(stage, rule, reaching, memory, currency)
        case _:
            assert_never(rule)
