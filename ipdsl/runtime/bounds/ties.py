"""Which claims are tied: they share a seed (record and clause), an open fact, or a key of a rule, directly or through
others. Each tied set is bounded by itself.

A rule ties only where it can bind: a cap whose room holds all that its group can come to, a limit with places for all,
a selection with one competitor and `once` for one claim leave every claim as it is and tie nothing. This is tighter
than tying by every shared key, and still sound. A claim whose key (or year) for a rule is not known may fall into any
group of it; where that can bind, the claim is open for that rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from operator import or_
from typing import assert_never

import attrs

from ipdsl.runtime.bounds.carry_ties import carry_ties
from ipdsl.runtime.bounds.meeting import Shape, components, meeting, shape_of
from ipdsl.runtime.bounds.spent import spent
from ipdsl.runtime.kernel.recall import Held
from ipdsl.runtime.settlement.caps import charged
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.settlement.layout import Layout, Stage, counts_by_year, rule_names
from ipdsl.runtime.settlement.less import Less, may_be_same
from ipdsl.runtime.settlement.limits import counted_values
from ipdsl.runtime.settlement.memory import Memory
from ipdsl.runtime.settlement.norepeat import payments
from ipdsl.runtime.settlement.older import set_lifts
from ipdsl.runtime.settlement.once import once_groups, once_kinds, used_before
from ipdsl.runtime.settlement.propose import Seed
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.settlement.topup import ladders_of
from ipdsl.runtime.terms import Cap, Highest, Limit, NoRepeat, Older, Rule, TopUp
from ipdsl.runtime.unknown import FactRef

ONCE_POSITION = -1
OLDER_POSITION = -2
LESS_POSITION = -3


@attrs.frozen(eq=False)
class Weighing:
    """A rule that weighs claims together: its place in the order, and its groups that can bind, by index of the claim.

    `rule` None stands for `once` with these `keys`. `groups` hold the claims that surely are in them; `loose` claims
    may fall into several, and `ties` are claims, loose ones too, that may meet. `asks` are the facts on which each
    claim hangs by a carrying cap; `cut_short`: it hangs on more of them.
    """

    position: int
    stage: Stage | None
    rule: Rule | Older | Less | None
    groups: tuple[frozenset[int], ...]
    loose: frozenset[int]
    ties: tuple[frozenset[int], ...]
    keys: tuple[str, ...] = ()
    asks: Mapping[int, frozenset[FactRef]] = attrs.field(factory=dict)
    cut_short: bool = False

    @property
    def members(self) -> frozenset[int]:
        """The claims that it weighs."""
        return frozenset[int]().union(*self.ties)

    def parts(self, set_of: Mapping[int, int]) -> Iterator[tuple[int, Weighing]]:
        """The part of it in each tied set; each tie lies in one."""
        groups: dict[int, list[frozenset[int]]] = {}
        ties: dict[int, list[frozenset[int]]] = {}
        loose: dict[int, list[int]] = {}
        for found, every in ((groups, self.groups), (ties, self.ties)):
            for members in every:
                found.setdefault(set_of[min(members)], []).append(members)
        for i in self.loose:
            loose.setdefault(set_of[i], []).append(i)
        for number, own in ties.items():
            yield (
                number,
                attrs.evolve(
                    self, groups=tuple(groups.get(number, ())), ties=tuple(own), loose=frozenset(loose.get(number, ()))
                ),
            )


@attrs.frozen(eq=False)
class Tied:
    """Claims that are bounded together. `facts` gives, by index, what each is open for; caps' facts stand for all."""

    members: tuple[int, ...]
    weighings: tuple[Weighing, ...]
    asks: frozenset[FactRef]
    has_approval: bool
    cut_short: bool = False

    @property
    def is_open(self) -> bool:
        return bool(self.asks) or self.has_approval


@attrs.frozen(eq=False)
class Web:
    """The live claims of a run with all that ties them. `extra` are facts beyond those of the proposals."""

    claims: tuple[Candidate, ...]
    sets: tuple[Tied, ...]
    extra: dict[int, frozenset[FactRef]]

    def facts_of(self, index: int) -> frozenset[FactRef]:
        """All facts on which a claim hangs by itself."""
        return self.claims[index].facts | self.extra.get(index, frozenset())


def tie(claims: tuple[Candidate, ...], seeds: list[Seed], layout: Layout, memory: Memory, rooms: Rooms) -> Web:
    """The tied sets that hold something open."""
    set_lifts(layout.before.older, claims)
    weighings = [
        *_less_weighings(claims, layout, memory), *_older_weighings(claims, layout, memory),
        *_once_weighings(claims, memory), *_rule_weighings(claims, layout, memory, rooms),
    ]  # fmt: skip
    extra = _extra_facts(claims, weighings, rooms)
    ties: list[Iterable[int]] = [tie for weighing in weighings for tie in weighing.ties]
    by_fact: dict[object, list[int]] = {}
    for index, claim in enumerate(claims):
        by_fact.setdefault(id(seeds[index]), []).append(index)
        for ref in claim.facts | extra.get(index, frozenset()):
            by_fact.setdefault(ref, []).append(index)
    sets = components(range(len(claims)), [*ties, *by_fact.values()])
    set_of = {index: number for number, members in enumerate(sets) for index in members}
    parts: list[list[Weighing]] = [[] for _ in sets]
    for weighing in weighings:
        for number, part in weighing.parts(set_of):
            parts[number].append(part)
    found = [_tied(tuple(members), claims, parts[number], extra) for number, members in enumerate(sets)]
    return Web(claims, tuple(t for t in found if t.is_open), extra)


def _tied(
    members: tuple[int, ...], claims: tuple[Candidate, ...], weighings: list[Weighing],
    extra: dict[int, frozenset[FactRef]],
) -> Tied:  # fmt: skip
    facts = frozenset[FactRef]().union(*(claims[i].facts | extra.get(i, frozenset()) for i in members))
    asks = frozenset(ref for ref in facts if ref.group != "approval")
    cut_short = any(weighing.cut_short for weighing in weighings)
    return Tied(members, tuple(weighings), asks, len(asks) < len(facts), cut_short)


def _extra_facts(
    claims: tuple[Candidate, ...], weighings: list[Weighing], rooms: Rooms
) -> dict[int, frozenset[FactRef]]:
    extra: dict[int, frozenset[FactRef]] = {}
    for weighing in weighings:
        for index in sorted(weighing.members):
            claim = claims[index]
            rule = weighing.rule
            names = weighing.keys if rule is None or isinstance(rule, Less) else rule_names(rule)
            facts = {claim.unknown_keys[name] for name in names if name in claim.unknown_keys}
            if isinstance(weighing.rule, Cap) and not weighing.rule.carry and claim.year is not None:
                facts |= rooms.facts(weighing.rule, claim.year)
            facts |= weighing.asks.get(index, frozenset())
            if facts:
                extra[index] = extra.get(index, frozenset()) | facts
    return extra


# ---------------------------------------------------------------------------------------------- rules that can bind


def _once_weighings(claims: tuple[Candidate, ...], memory: Memory) -> Iterator[Weighing]:
    places: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for index, claim in enumerate(claims):
        if claim.most != 0 and claim.brought is None:
            for keys in once_kinds(claim.clause):
                places.setdefault((claim.clause.index, keys), []).append(index)
    for (_, keys), members in places.items():
        used = frozenset(used_before(claims[members[0]].clause, keys, memory))
        loose = [i for i in members if any(name in claims[i].unknown_keys for name in keys)]
        open_rows = [i for i in members if i not in loose and claims[i].clause.rows and not claims[i].row]
        groups: dict[Group, list[int]] = {}
        for i in members:
            if i not in loose and i not in open_rows:
                for group in once_groups(claims[i], keys):
                    groups.setdefault(group, []).append(i)
        known = tuple(map(frozenset, groups.values()))
        if loose:  # they may fall into any group
            if len(members) > 1 or used:
                open_ = frozenset((*loose, *open_rows))
                yield Weighing(ONCE_POSITION, None, None, known, open_, (frozenset(members),), keys)
            continue
        by_row = _by_open_row(claims, open_rows, keys)
        met = [frozenset((*own, *by_row.get(_without_row(key, keys), ()))) for key, own in groups.items()]
        ties = [tie for tie in met if len(tie) > 1]
        held, spent = ({_without_row(key, keys) for key in of} for of in (groups, used))
        ties += [frozenset(own) for key, own in by_row.items() if key not in held and (len(own) > 1 or key in spent)]
        if ties:
            open_ = frozenset(open_rows) & frozenset[int]().union(*ties)
            binding = tuple(own for own, tie in zip(known, met, strict=True) if len(tie) > 1)
            yield Weighing(ONCE_POSITION, None, None, binding, open_, tuple(ties), keys)


def _by_open_row(claims: tuple[Candidate, ...], open_rows: list[int], keys: tuple[str, ...]) -> dict[Group, list[int]]:
    """Claims whose row, and with it which `once` holds, is not known: they meet those of their item or keys alone."""
    found: dict[Group, list[int]] = {}
    for i in open_rows:
        for group in once_groups(claims[i], keys):
            found.setdefault(_without_row(group, keys), []).append(i)
    return found


def _without_row(group: Group, keys: tuple[str, ...]) -> Group:
    """The group of a `once`: without keys it is one of row and item, and the row is left out."""
    return group if keys else group[1:]


def _rule_weighings(claims: tuple[Candidate, ...], layout: Layout, memory: Memory, rooms: Rooms) -> Iterator[Weighing]:
    used_up = spent(claims, layout, memory)
    for position, stage in enumerate(layout.stages):
        for rule in stage.rules:
            if isinstance(rule, Cap) and rule.carry:
                if (tied := carry_ties(stage, rule, claims, used_up, memory, rooms)) is not None:
                    spans = tuple(span.members for span in tied.spans)
                    yield Weighing(
                        position, stage, rule, spans, tied.loose, tied.ties, (), tied.asks, tied.cut_short
                    )  # fmt: skip
                continue
            groups: dict[Group, list[int]] = {}
            loose: list[int] = []
            unsure: list[int] = []  # of a group that is known, on a level that is not
            for index, claim in enumerate(claims):
                if claim.most == 0 or claim.brought is not None or not stage.reaches(rule, claim.clause):
                    continue
                if index in used_up:
                    continue
                if _is_loose(rule, claim):
                    if all(name in claim.keys or name in claim.unknown_keys for name in rule.keys):
                        loose.append(index)
                    continue
                if isinstance(rule, TopUp) and "level" in claim.unknown_keys:
                    unsure.append(index)
                for group in groups_of(claim.keys, rule.keys, claim.year if counts_by_year(rule) else None):
                    groups.setdefault(group, []).append(index)
            before = _Before(stage, rule, memory)
            shapes = _by_shape(rule.keys, claims, loose, by_year=counts_by_year(rule))
            is_known = bool(before.lines or memory.outside or (isinstance(rule, Cap) and rule.across))
            found, ties = meeting(
                groups, shapes, partial(_binds, before, rule, claims, rooms), partial(or_, is_known)
            )  # fmt: skip
            if ties:
                open_ = frozenset(loose) | (frozenset(unsure) & frozenset[int]().union(*ties))
                sure = tuple(group - open_ for group in found) if unsure else tuple(found)
                yield Weighing(position, stage, rule, tuple(filter(None, sure)), open_, tuple(ties))


def _by_shape(
    keys: tuple[str, ...], claims: tuple[Candidate, ...], loose: list[int], *, by_year: bool
) -> dict[Shape, list[int]]:
    """The claims of no known group, by what is known of it."""
    shapes: dict[Shape, list[int]] = {}
    for index in loose:
        shapes.setdefault(shape_of(keys, claims[index], by_year=by_year), []).append(index)
    return shapes


def _is_loose(rule: Rule, claim: Candidate) -> bool:
    names = rule.keys if isinstance(rule, TopUp) else rule_names(rule)
    is_unknown = any(name in claim.unknown_keys for name in names)
    return is_unknown or (claim.year is None and counts_by_year(rule))


@attrs.frozen(eq=False, slots=False)
class _Before:
    """What a rule remembers, worked out once for all its groups."""

    stage: Stage
    rule: Rule
    memory: Memory
    _charged: dict[int, Mapping[Group, int]] = attrs.field(factory=dict)

    @cached_property
    def lines(self) -> list[Held]:
        return list(self.memory.under(self.stage, self.rule))

    def charged(self, cap: Cap, year: int) -> Mapping[Group, int]:
        """What the ledger charged to the cap."""
        if year not in self._charged:
            self._charged[year] = charged(self.stage, cap, self.memory, year)
        return self._charged[year]


def _binds(
    before: _Before, rule: Rule, claims: tuple[Candidate, ...], rooms: Rooms, group: Group | None, own: list[int]
) -> bool:
    """Whether the rule can take anything of claims that meet in this group, or (`None`) in one that nobody knows."""
    members = [claims[i] for i in own]
    years = {claim.year for claim in members}
    year = next((y for y in years if y is not None), None)
    match rule:
        case Cap():
            if year is None or (group is None and rule.across):  # other applicants may have filled it
                return True
            for y in sorted(y for y in years if y is not None) if rule.per_year else (year,):  # each has its own room
                spent = before.charged(rule, y)
                room = rooms.low(rule, y) - (max(spent.values(), default=0) if group is None else spent.get(group, 0))
                if sum(claim.most for claim in members if not rule.per_year or claim.year in (None, y)) > room:
                    return True
            return False
        case Limit():
            taken = {
                value
                for held in before.lines
                if held.admitted > 0 and (not rule.per_year or held.year in years)
                for value in counted_values(rule, held)
            }
            for number, claim in enumerate(members):
                known = counted_values(rule, claim)
                taken.update(known or (f"\x00unknown {number}",))
            return len(taken) > rule.number
        case Highest():
            child, inner = before.stage.child, before.stage.inner
            rivals = {
                position if (position := child[claim.clause.index]) in inner else ("claim", number)
                for number, claim in enumerate(members)
            }
            return len(rivals) > 1 or any(held.year in years and held.paid for held in before.lines)
        case NoRepeat():
            paid = payments(before.stage, rule, before.memory)
            return len(members) > 1 or paid.has(group, years)
        case TopUp():
            levels = {claim.keys.get("level") for claim in members}
            ladders = ladders_of(before.stage, rule, before.memory)
            may_meet = len(members) > 1 and (len(levels) > 1 or None in levels)
            return may_meet or (bool(ladders) if group is None else group in ladders)
        case _:
            assert_never(rule)


# ---------------------------------------------------------------------------------------------- before the rules


def _older_weighings(claims: tuple[Candidate, ...], layout: Layout, memory: Memory) -> Iterator[Weighing]:
    """Where an older standard may raise one claim or another."""
    for rule in layout.before.older:
        loose: list[int] = []
        groups: dict[Group, list[int]] = {}
        for i, claim in enumerate(claims):
            if not claim.lift or not claim.most or claim.brought is not None or claim.clause.index not in rule.clauses:
                continue
            if claim.year is None or any(name in claim.unknown_keys for name in rule.keys):
                loose.append(i)
                continue
            for group in groups_of(claim.keys, rule.keys, claim.year):
                groups.setdefault(group, []).append(i)
        shapes = _by_shape(rule.keys, claims, loose, by_year=True)
        open_ = frozenset(loose)
        found, ties = meeting(groups, shapes, partial(_may_raise, open_), lambda _: True)
        if ties:
            yield Weighing(OLDER_POSITION, None, rule, tuple(found), open_, tuple(ties))


def _may_raise(loose: frozenset[int], _: Group | None, members: list[int]) -> bool:
    return len(members) > 1 or not loose.isdisjoint(members)


def _less_weighings(claims: tuple[Candidate, ...], layout: Layout, memory: Memory) -> Iterator[Weighing]:
    """Where what an award deducts hangs on claims of earlier years, or on a key that was not stated."""
    before = layout.before
    found: dict[Less, tuple[list[frozenset[int]], set[int]]] = {}
    for i, claim in enumerate(claims):
        if claim.clause.less is None or claim.most == 0 or claim.brought is not None:
            continue
        less = Less(*claim.clause.less)
        payers = [
            j
            for j, other in enumerate(claims)
            if j != i and other.most != 0 and other.brought is None and other.clause.index in before.paid_for[less.kind]
            if claim.year is None or other.year is None or other.year < claim.year
            if may_be_same(less, claim, other)
        ]
        loose = {j for j in (i, *payers) if less.field in claims[j].unknown_keys or claims[j].year is None}
        if payers or (loose and memory):
            groups, all_loose = found.setdefault(less, ([], set()))
            groups.append(frozenset((i, *payers)))
            all_loose |= loose
    for less, (groups, all_loose) in found.items():
        yield Weighing(LESS_POSITION, None, less, tuple(groups), frozenset(all_loose), tuple(groups), (less.field,))
