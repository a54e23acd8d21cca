"""Due at least and at most: each tied set of claims with something open is bounded by itself.

1. Yes/no, choice and level facts alone are open, and the set's budget holds every case of them: every case is settled
   over all years (exact).
2. Else, where nothing weighs two of the claims together but one selection and, after it, caps with ever wider keys:
   all open claims at their least settle to the low, at their most to the high.
3. Else the low is what surely is paid, and the high the smallest of what each rule alone leaves of the proposed highs.
   A limit for life after a cap leaves all of them: a claim that the cap cuts to 0 is admitted without a place. A cap
   that counts claims in several groups leaves what its rooms hold together.

Work is bounded: the cases of a set by its budget, all else by rules times records. Where the budget ends, or claims
hang on more facts of others than they name, the set is `cut_short`: its bounds are wider, and never wrong.

An approval that is not stated is open as any other fact: it may be nothing, or any sum up to the ceiling, and then its
claim stands before later ones. Where approvals alone are open, and places come before caps, every choice of approved
claims is settled, each at the smallest sum and at its most (`approvals.py`).

Sound, too: in case 3 claims that hang on nothing open count for the low, and so does what only a last cap ties to an
open claim; and `once` and `limit` alone bound the high (the greatest sum of each key, the n greatest). A claim that
is known but comes out differently in the cases is undetermined too. Where one year is reported and a cap for life
weighs claims of several, case 2 does not serve.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, groupby
from typing import TypeAlias

import attrs

from ipdsl.runtime.bounds.approvals import by_approvals
from ipdsl.runtime.bounds.budget import SpentError
from ipdsl.runtime.bounds.carry_bounds import (
    between_ends,
    carries_monotone,
    most_of_year,
    only_rooms_are_open,
    rooms_asked,
)
from ipdsl.runtime.bounds.every_case import NotEnumerableError, Verdict, settle_every_case
from ipdsl.runtime.bounds.smallest import smallest
from ipdsl.runtime.bounds.spent import spent
from ipdsl.runtime.bounds.ties import Tied, Web, Weighing, tie
from ipdsl.runtime.clauses.operations import first_facts
from ipdsl.runtime.clauses.unstated import members_of, type_of
from ipdsl.runtime.settlement.claims import INFINITE, Candidate
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.ledger import recall_assuming
from ipdsl.runtime.settlement.outside import payments_in_part
from ipdsl.runtime.settlement.propose import Proposer, Seed
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.steps import Order
from ipdsl.runtime.terms import TriggerKind
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema.types import ListType
from ipdsl.values.days import Date
from ipdsl.values.partition import components

LIMITLESS = INFINITE // 2
"""A sum from here on has no limit."""

Near: TypeAlias = dict[int, frozenset[FactRef]]
"""For each claim (by index) the facts that it names."""


@attrs.frozen(eq=False, repr=False)
class BoundedSet:
    """A tied set's ends in minor units (`high` None: unlimited), its claims by index, and what each fact is worth.

    `askers` are the labels of the clauses that ask for a fact themselves. `cut_short`: there was more to weigh than a
    set is given.
    """

    low: int
    high: int | None
    exact: bool
    verdicts: dict[int, Verdict]
    worth: dict[FactRef, int | None]
    askers: dict[FactRef, tuple[str, ...]]
    cut_short: bool = False


def bounds_of(
    run: Settling, claims: tuple[Candidate, ...]
) -> tuple[dict[int, Settled], list[tuple[BoundedSet, dict[int, int]]]]:
    """What becomes of each claim (by identity) with what is open at its least, and the bounds of each tied set.

    Beside a set's bounds stand the places of its claims, by identity. A claim of which a room alone is open asks for
    its sum: it uses up what is paid once, whatever the room leaves of it (`spent.py`).
    """
    least, gone = [claim.low for claim in claims], spent(claims, run.table, run.recall)
    known = {i for i in gone if _is_known(claims[i])}
    for i in gone:
        claims[i].low = claims[i].high = 0  # whatever it turns out to be
        claims[i].is_spent = True
    seeds = _seeds_of(claims)
    web = tie(claims, seeds, gone, run.table, run.recall, run.rooms)
    asked = [(claim, 0 if i not in known and _is_open_itself(web, i) else least[i]) for i, claim in enumerate(claims)]
    by_id = {id(one.claim): one for one in run.settle(asked)}
    base = {i: by_id[id(claim)] for i, claim in enumerate(claims)}
    sets = [(bound(run, web, tied, seeds, base), {id(claims[i]): i for i in tied.members}) for tied in web.sets]
    for of, members in sets:
        held = known.intersection(members.values())
        of.verdicts.update((i, Verdict(base[i], (0, 0), frozenset(), is_exact=True)) for i in held)
    return by_id, sets


def _is_known(claim: Candidate) -> bool:
    """Whether the sum of a claim is known: it hangs on nothing, or comes to the same whatever that is."""
    return not claim.facts or 0 < claim.low == claim.high


def _is_open_itself(web: Web, index: int) -> bool:
    """Whether a claim hangs on more than the rooms of rules."""
    claim = web.claims[index]
    return bool(claim.facts) or not web.facts[index].isdisjoint(claim.unknown_keys.values())


def _seeds_of(claims: tuple[Candidate, ...]) -> list[Seed]:
    """What each claim came from; claims of one clause and record (or none) have one seed."""
    made: dict[tuple[int, int], Seed] = {}
    return [made.setdefault((c.clause.index, id(c.brought or c.source)), Seed(c.clause, c.source)) for c in claims]


def bound(run: Settling, web: Web, tied: Tied, seeds: list[Seed], base: dict[int, Settled]) -> BoundedSet:
    """The ends of one tied set."""
    cut_short = tied.cut_short
    if not cut_short:
        try:
            return _every_case(run, web, tied, seeds)
        except NotEnumerableError:
            pass
        except SpentError:
            cut_short = True
        try:
            return _by_approvals(run, web, tied, base)
        except NotEnumerableError:
            pass
        except SpentError:
            cut_short = True
    near, is_all = _asked_near(web, tied)
    alone = _Alone(run, web)
    low, high, verdicts = _relaxed(run, web, tied, base, near, alone)
    worth = _worth(web, tied, alone, low, high)
    return BoundedSet(low, high, False, verdicts, worth, _askers(web, tied), cut_short or not is_all)


def _by_approvals(run: Settling, web: Web, tied: Tied, base: dict[int, Settled]) -> BoundedSet:
    """The ends where approvals alone are open. A claim is undetermined if it is paid another sum in some case."""
    rooms = attrs.evolve(tied, weighings=tuple(w for w in tied.weighings if w.step.fills))
    if not tied.weighings or not _is_monotone(run, web, rooms):
        raise NotEnumerableError
    ends = by_approvals(run, web, tied)
    asks, verdicts = first_facts(tied.asks), dict[int, Verdict]()
    for i, (least, most) in ends.spans.items():
        span, is_point = (least, _limited(most)), least == most
        if web.facts[i]:
            verdicts[i] = Verdict(base[i], span, frozenset(), is_exact=False)
        elif is_point:
            verdicts[i] = Verdict(base[i], span, frozenset(), is_exact=True)
        else:
            verdicts[i] = Verdict(None, span, asks, is_exact=True)
    high = _limited(ends.high)
    worth = _worth(web, tied, _Alone(run, web), ends.low, high)
    return BoundedSet(ends.low, high, True, verdicts, worth, _askers(web, tied))


class _Alone(dict[int, int]):
    """What each claim is paid at its most where no other claim is weighed with it, but for those that win with it."""

    def __init__(self, run: Settling, web: Web) -> None:
        super().__init__()
        self._run, self._web = run, web

    def __missing__(self, index: int) -> int:
        run, claim = self._run, self._web.claims[index]
        most = most_of_year(run, claim)
        if most is None:
            is_of_team = any(step.is_team(claim.clause.index) for step in run.table.steps)
            table = run.table.without_teams if is_of_team else run.table
            most = run.settle_alone(table, [(claim, run.most(claim))])[0].paid
        self[index] = most
        return most


def _relaxed(
    run: Settling, web: Web, tied: Tied, base: dict[int, Settled], near: Near, alone: _Alone
) -> tuple[int, int | None, dict[int, Verdict]]:  # fmt: skip
    """The ends of a set from what its rules leave at the least and at the most."""
    if only_rooms_are_open(run, web, tied) and carries_monotone(run, web, tied):
        return _between_rooms(run, web, tied)
    is_monotone = _is_monotone(run, web, tied)
    lows = run.settle([(web.claims[i], web.claims[i].low if _is_placed(web, tied, i) else 0) for i in tied.members])
    highs = run.settle([(web.claims[i], run.most(web.claims[i])) for i in tied.members], run.rooms.high)
    verdicts = _verdicts(web, tied, base, lows, highs, near, alone, is_monotone=is_monotone)
    low = run.total(lows) if is_monotone else max(_sure(run, verdicts), _closed(run, web, tied))
    high = _limited(run.total(highs) if is_monotone else smallest(run, web, tied))
    return low, high, verdicts


def _between_rooms(run: Settling, web: Web, tied: Tied) -> tuple[int, int | None, dict[int, Verdict]]:
    """What reaches the carrying caps is known; no rule before them looks at what they leave."""
    asked = [(web.claims[i], web.claims[i].low) for i in tied.members]
    lows, highs = run.settle(asked), run.settle(asked, run.rooms.high)
    return run.total(lows), _limited(run.total(highs)), between_ends(web, tied, lows, highs)


def _verdicts(
    web: Web, tied: Tied, base: dict[int, Settled], lows: list[Settled], highs: list[Settled], near: Near,
    alone: _Alone, *, is_monotone: bool,
) -> dict[int, Verdict]:  # fmt: skip
    """What can be said of each claim where not every case was settled."""
    by_low = {id(one.claim): one for one in lows}
    by_high = {id(one.claim): one for one in highs}
    first_open = min((web.claims[i].year or 0 for i in tied.members if web.facts[i]), default=0)
    verdicts: dict[int, Verdict] = {}
    for i in tied.members:
        claim = web.claims[i]
        least, most = by_low[id(claim)], by_high[id(claim)]
        asks = near[i]
        is_late = (claim.year or 0) >= first_open
        hangs = alone[i] > 0 and (least.paid != most.paid or (not is_monotone and is_late and bool(asks)))
        if not claim.is_open and not web.facts[i] and not (asks and hangs):
            kept = least if is_monotone else base[i]
            verdicts[i] = Verdict(kept, (kept.paid, kept.paid), frozenset(), is_exact=True)
            continue
        span = (least.paid if len(tied.members) == 1 and is_monotone else 0, _limited(alone[i]))
        if web.asks[i] or (asks and hangs and not claim.is_open):
            verdicts[i] = Verdict(None, span, asks, is_exact=False)
        else:
            verdicts[i] = Verdict(base[i], span, frozenset(), is_exact=False)
    return verdicts


def _sure(run: Settling, verdicts: dict[int, Verdict]) -> int:
    """What the claims are paid that hang on nothing open."""
    kept = [v.settled for v in verdicts.values() if v.settled is not None and v.span == (v.settled.paid,) * 2]
    return run.total(kept)


def _askers(web: Web, tied: Tied) -> dict[FactRef, tuple[str, ...]]:
    labels_of: dict[FactRef, dict[str, None]] = {}
    for i in tied.members:
        for ref in web.facts[i]:
            labels_of.setdefault(ref, {})[web.claims[i].clause.label] = None
    return {ref: tuple(labels) for ref, labels in labels_of.items()}


def _asked_near(web: Web, tied: Tied) -> tuple[Near, bool]:
    """For each claim the facts that it and all claims ask for that a rule ties to it, directly or through others.

    Where the rules only fill up, a claim does not hang on those of later days. Of very many it names the first beside
    its own. What the bureau sets for the claim itself is left out: that makes it a
    ceiling. False: so it is for some claim.
    """
    by_claim: dict[int, frozenset[FactRef]] = {}
    is_all = True
    fills = all(_fills_up(weighing) for weighing in tied.weighings)
    for members in components(tied.members, [own for weighing in tied.weighings for own in weighing.ties]):
        asks = {i: web.facts[i] for i in members}
        every = frozenset[FactRef]().union(*asks.values())
        first = first_facts(every)
        if first is not every:
            is_all = False
            by_claim |= {i: first | (own & _own(web.claims[i])) for i, own in asks.items()}
        elif fills and all(_is_fixed(web.claims[i]) for i in members):
            near = frozenset[FactRef]()
            days = {i: web.claims[i].day or Date.min for i in members}
            for _, of_day in groupby(sorted(members, key=days.__getitem__), key=days.__getitem__):
                together = list(of_day)
                near = near.union(*(asks[i] for i in together))
                by_claim |= dict.fromkeys(together, near)
        else:
            by_claim |= dict.fromkeys(members, every)
    return {i: facts - (web.facts[i] - web.asks[i]) for i, facts in by_claim.items()}, is_all


def _own(claim: Candidate) -> frozenset[FactRef]:
    return claim.facts.union(claim.unknown_keys.values())


def _fills_up(weighing: Weighing) -> bool:
    """Whether the rule takes its claims one after the other, each in a place that is known."""
    step = weighing.step
    is_best = step.lifts or step.order is not Order.CLAIM
    is_known = step.fills or step.has_places or step.by_level or step.ends  # of a rule of another kind nothing is
    return bool(is_known) and not is_best and not weighing.loose


def _is_fixed(claim: Candidate) -> bool:
    """Whether the day of the claim is known, whatever else becomes known."""
    return claim.clause.trigger.kind is TriggerKind.RECORD and claim.day is not None and not claim.late


def _every_case(run: Settling, web: Web, tied: Tied, seeds: list[Seed]) -> BoundedSet:
    schema = run.proposer.program.schema
    if any(members_of(schema, ref) is None for ref in tied.asks):
        raise NotEnumerableError
    open_seeds = list(
        dict.fromkeys(seeds[i] for i in tied.members if web.claims[i].facts or web.claims[i].unknown_keys)
    )
    known = [web.claims[i] for i in tied.members if seeds[i] not in open_seeds]
    asked = frozenset(ref for w in tied.weighings for i in w.loose for ref in web.claims[i].unknown_keys.values())
    figures = rooms_asked(run, web, tied)
    is_told = bool(payments_in_part(run.proposer.situation))  # a case may tell what a payment was for
    users = [by for i in tied.members if (by := web.used_by.get(i)) is not None]  # of what a member uses in vain
    beside = {id(claim): claim for claim in users if not any(claim is web.claims[i] for i in tied.members)}

    def settled(here: Proposer, claims: list[Candidate]) -> list[Settled]:
        rooms = run.rooms.assuming(here.situation).low if run.table.carries or figures else None
        case = attrs.evolve(run, recall=recall_assuming(run.recall, here.situation)) if is_told else run
        live = [c for c in (*beside.values(), *claims) if c.is_live and not run.is_frozen(c)]
        return case.settle([(c, c.low) for c in live], rooms)

    def total(settled: list[Settled]) -> int:
        return run.total([one for one in settled if id(one.claim) not in beside])

    all_cases = settle_every_case(run.proposer, open_seeds, known, asked, settled, total, figures)
    base = (claim.identity for claim in (*beside.values(), *(web.claims[i] for i in tied.members)))
    all_cases = attrs.evolve(all_cases, base=frozenset(base))
    verdicts = {i: all_cases.verdict(web.claims[i]) for i in tied.members}
    totals = [case.total for case in all_cases.cases]
    worth: dict[FactRef, int | None] = {ref: all_cases.worth(ref) for ref in sorted(all_cases.facts)}
    return BoundedSet(
        min(totals), max(totals), True, verdicts, _of_paths(worth, max(totals) - min(totals)), _askers(web, tied)
    )


def _limited(sum_: int) -> int | None:
    return None if sum_ >= LIMITLESS else sum_


def _is_placed(web: Web, tied: Tied, index: int) -> bool:
    """Whether year and every key that can bind are known, so that the claim may stand in its place at its least."""
    return web.claims[index].year is not None and not any(index in weighing.loose for weighing in tied.weighings)


# ---------------------------------------------------------------------------------------------- the monotone case


def _is_monotone(run: Settling, web: Web, tied: Tied) -> bool:
    together = [w for w in tied.weighings if any(len(group) > 1 for group in w.groups)]
    if any(w.loose for w in tied.weighings):
        return False
    if any(not w.step.fills and not _is_selection(web, w) for w in together):
        return False
    if any(not w.step.fills for w in together[1:]):
        return False
    filled = [w for w in together if w.step.fills]
    for_life = [w for w in filled if not w.rule.bound.per_year]
    if for_life and (run.year is not None or for_life != filled[-1:]):
        return False
    if any(w.overlaps for w in together):
        return False
    if not carries_monotone(run, web, tied):
        return False
    # a rule that cuts one claim after it took room from others counts too
    held = [(w, _groups_of(w)) for w in tied.weighings]
    return all(
        _is_inside(a, of_b) or (a.position == b.position and _is_inside(b, of_a))
        for (a, of_a), (b, of_b) in combinations(held, 2)
    )


def _is_selection(web: Web, weighing: Weighing) -> bool:
    """Whether it selects among claims of one year."""
    years = [{web.claims[i].year for i in group} for group in weighing.groups]
    return weighing.step.selects and all(len(of_group) == 1 and None not in of_group for of_group in years)


def _groups_of(weighing: Weighing) -> dict[int, set[int]]:
    """For each claim the groups in which it is."""
    groups: dict[int, set[int]] = {}
    for number, group in enumerate(weighing.groups):
        for i in group:
            groups.setdefault(i, set()).add(number)
    return groups


def _is_inside(inner: Weighing, outer: Mapping[int, set[int]]) -> bool:
    """Each group of the earlier rule lies wholly inside or outside each group of the later."""
    for group in inner.groups:
        first, *rest = (outer.get(i) for i in group)
        if any(other != first for other in rest):
            return False
    return True


# ---------------------------------------------------------------------------------------------- the last case


def _closed(run: Settling, web: Web, tied: Tied) -> int:
    """What the claims are paid that only one last cap ties to an open one, were none of those paid.

    Before that cap they meet no open claim, so what reaches it is certain; and a cap pays no less where more is asked,
    as long as each claim takes of one room.
    """
    last = max((w.position for w in tied.weighings), default=0)
    final = [w for w in tied.weighings if w.position == last]
    if len(final) != 1 or not final[0].step.fills or _may_overlap(run, web, final[0]):
        return 0
    if not carries_monotone(run, web, tied) or (run.year is not None and not final[0].rule.bound.per_year):
        return 0
    before = [own for w in tied.weighings if w.position < last for own in w.ties]
    closed: set[int] = set()
    for members in components(tied.members, before):
        if not any(_is_open_before(run, web, tied, i, final[0]) for i in members):
            closed |= set(members)
    lows = run.settle([(web.claims[i], web.claims[i].low if i in closed else 0) for i in tied.members])
    return run.total(lows) if closed else 0


def _may_overlap(run: Settling, web: Web, weighing: Weighing) -> bool:
    """Whether a claim stands in several groups, or may: what it takes of two rooms, two others lose."""
    schema = run.proposer.program.schema
    loose = [web.claims[i] for i in weighing.loose]
    return weighing.overlaps or any(
        isinstance(claim.keys.get(name), tuple)
        or (name in claim.unknown_keys and isinstance(type_of(schema, claim.unknown_keys[name]), ListType))
        for claim in loose
        for name in weighing.rule.bound.keys
    )


def _is_open_before(run: Settling, web: Web, tied: Tied, index: int, last: Weighing) -> bool:
    """Whether a claim is open for more than the room of the last cap: the room of one before it, say, of one figure."""
    claim = web.claims[index]
    room = last.asks.get(index, frozenset())
    if claim.is_open or claim.facts or claim.unknown_keys or claim.year is None:
        return True
    before = (w for w in tied.weighings if w.step.fills and w.position < last.position and index in w.members)
    is_cut = any(run.rooms.facts(w.rule.bound, claim.year) for w in before)
    return is_cut or bool(web.extra.get(index, frozenset()) - room)


def _worth(web: Web, tied: Tied, alone: _Alone, low: int, high: int | None) -> dict[FactRef, int | None]:
    """What hangs on each fact at the most: the sums of the claims that it may change, within the set's own span.

    Those are the claims that ask for it, and where a claim may keep others from being paid at all (places, nothing
    twice, a ladder) others that such a rule, or one before it, weighs with them. What stands after the last such rule
    are caps and selections: they pass on no more than what they are given.
    """
    span = None if high is None else high - low
    blocking = max((w.position for w in tied.weighings if not (w.step.fills or w.step.teams)), default=-1)
    near = components(tied.members, [own for w in tied.weighings if w.position <= blocking for own in w.ties])
    sums = [sum([alone[i] for i in members]) for members in near]
    place = {i: number for number, members in enumerate(near) for i in members}
    changed: dict[FactRef, set[int]] = {}
    of_path: dict[str, set[int]] = {}
    for i in tied.members:
        for ref in web.facts[i]:
            changed.setdefault(ref, set()).add(place[i])
    worth: dict[FactRef, int | None] = {}
    for ref in sorted(tied.asks):
        worth[ref] = _limited(sum(sums[number] for number in changed[ref]))
        of_path.setdefault(ref.path, set()).update(changed[ref])
    return _of_paths(worth, span, {path: sum(sums[number] for number in of) for path, of in of_path.items()})


def _of_paths(
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
