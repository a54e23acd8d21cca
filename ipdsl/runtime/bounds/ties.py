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

from ipdsl.runtime.bounds.carry_ties import carry_ties
from ipdsl.runtime.bounds.lifts import set_lifts
from ipdsl.runtime.bounds.meeting import Shape, meeting, shape_of
from ipdsl.runtime.kernel.recall import Group, Held, Outside, Paid, Recall, counted, groups, taken
from ipdsl.runtime.kernel.table import Rule, Table
from ipdsl.runtime.settlement.claims import Candidate, groups_under
from ipdsl.runtime.settlement.propose import Seed
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.steps import Step
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.partition import components


@attrs.frozen(eq=False, repr=False)
class Weighing:
    """A rule that weighs claims together, with its groups that can bind, by index of the claim.

    `groups` hold the claims that surely are in them; `loose` claims may fall into several, and `ties` are claims, loose
    ones too, that may meet. `asks` are the facts on which each claim hangs where its money may wait; `cut_short`: it
    hangs on more of them.
    """

    rule: Rule
    groups: tuple[frozenset[int], ...]
    loose: frozenset[int]
    ties: tuple[frozenset[int], ...]
    asks: Mapping[int, frozenset[FactRef]] = attrs.field(factory=dict)
    cut_short: bool = False

    @property
    def step(self) -> Step:
        """The step of the rule."""
        return self.rule.step

    @property
    def position(self) -> int:
        """The place of its step."""
        return self.rule.at

    @property
    def members(self) -> frozenset[int]:
        """The claims that it weighs."""
        return frozenset[int]().union(*self.ties)

    @property
    def overlaps(self) -> bool:
        """A claim stands in several of its groups."""
        return sum(len(group) for group in self.groups) != len(frozenset().union(*self.groups))

    def parts(self, set_of: Mapping[int, int]) -> Iterator[tuple[int, Weighing]]:
        """The part of it in each tied set; each tie lies in one."""
        groups: dict[int, list[frozenset[int]]] = {}
        ties: dict[int, list[frozenset[int]]] = {}
        loose: dict[int, list[int]] = {}
        for split, every in ((groups, self.groups), (ties, self.ties)):
            for members in every:
                if members:  # a span of years of which nobody is sure lies in no set
                    split.setdefault(set_of[next(iter(members))], []).append(members)
        for i in self.loose:
            loose.setdefault(set_of[i], []).append(i)
        for number, own in ties.items():
            yield (
                number,
                attrs.evolve(
                    self, groups=tuple(groups.get(number, ())), ties=tuple(own), loose=frozenset(loose.get(number, ()))
                ),
            )


@attrs.frozen(eq=False, repr=False)
class Tied:
    """Claims that are bounded together, the rules that weigh them, and the facts on which any of them hangs."""

    members: tuple[int, ...]
    weighings: tuple[Weighing, ...]
    asks: frozenset[FactRef]
    cut_short: bool = False


@attrs.frozen(eq=False, repr=False)
class Web:
    """The live claims of a run with all that ties them, and all facts on which each hangs by itself.

    `extra` are facts beyond those of the proposals; `used_by` are the claims that surely use up what others would.
    """

    claims: tuple[Candidate, ...]
    sets: tuple[Tied, ...]
    extra: dict[int, frozenset[FactRef]]
    facts: tuple[frozenset[FactRef], ...]
    used_by: Mapping[int, Candidate | None]

    @cached_property
    def asks(self) -> tuple[frozenset[FactRef], ...]:
        """The facts on which each claim hangs by itself, approvals apart."""
        return tuple(frozenset(ref for ref in facts if ref.group != "approval") for facts in self.facts)


def tie(
    claims: tuple[Candidate, ...], seeds: list[Seed], gone: Mapping[int, Candidate | None], table: Table,
    recall: Recall, rooms: Rooms,
) -> Web:  # fmt: skip
    """The tied sets that hold something open; the claims that are `gone` are used up by others, whatever is open."""
    set_lifts(table, claims)
    weighings = list(_weighings(claims, gone.keys(), table, recall, rooms))
    extra = _extra_facts(claims, weighings, rooms)
    facts = tuple(claim.facts | extra[i] if i in extra else claim.facts for i, claim in enumerate(claims))
    ties: list[Iterable[int]] = [tie for weighing in weighings for tie in weighing.ties]
    by_fact: dict[object, list[int]] = {}
    for index, own in enumerate(facts):
        by_fact.setdefault(id(seeds[index]), []).append(index)
        for ref in own:
            by_fact.setdefault(ref, []).append(index)
    sets = components(range(len(claims)), [*ties, *by_fact.values()])
    set_of = {index: number for number, members in enumerate(sets) for index in members}
    parts: list[list[Weighing]] = [[] for _ in sets]
    for weighing in weighings:
        for number, part in weighing.parts(set_of):
            parts[number].append(part)
    tied = [_tied(tuple(members), parts[number], facts) for number, members in enumerate(sets)]
    return Web(claims, tuple(t for t in tied if t.asks), extra, facts, gone)


def _tied(members: tuple[int, ...], weighings: list[Weighing], facts: tuple[frozenset[FactRef], ...]) -> Tied:
    cut_short = any(weighing.cut_short for weighing in weighings)
    return Tied(members, tuple(weighings), frozenset().union(*(facts[i] for i in members)), cut_short)


def _extra_facts(
    claims: tuple[Candidate, ...], weighings: list[Weighing], rooms: Rooms
) -> dict[int, frozenset[FactRef]]:
    extra: dict[int, frozenset[FactRef]] = {}
    for weighing in weighings:
        for index in weighing.members:
            claim, rule = claims[index], weighing.rule
            facts = {claim.unknown_keys[name] for name in rule.names if name in claim.unknown_keys}
            if rule.step.fills and not rule.step.wait and claim.year is not None:
                facts |= rooms.facts(rule.bound, claim.year)
            facts |= weighing.asks.get(index, frozenset())
            if facts:
                extra[index] = extra.get(index, frozenset()) | facts
    return extra


# ---------------------------------------------------------------------------------------------- rules that can bind


def _weighings(
    claims: tuple[Candidate, ...], gone: Set[int], table: Table, recall: Recall, rooms: Rooms
) -> Iterator[Weighing]:  # fmt: skip
    """The rules that may weigh some of the claims together, in order."""
    deducted, cut = set[int](), set[int]()
    """Claims of which what was admitted is deducted later, and claims that a rule which admits nothing may cut."""
    reaching: dict[int, list[int]] = {}
    for i, claim in enumerate(claims):
        if claim.most != 0 and claim.brought is None:
            reaching.setdefault(claim.clause.index, []).append(i)
    for rule in table.rules:
        step = rule.step
        own = [i for index in rule.bound.reach for i in reaching.get(index, ())]
        weighings: Iterable[Weighing]
        if step.lifts:
            weighings = _lifting(rule, claims, [i for i in own if claims[i].lift])
        elif step.ends:
            payers = [i for index in rule.bound.payers for i in reaching.get(index, ())]
            weighings = _deducting(rule, claims, own, payers, recall)
        elif step.of_award:
            weighings = _of_award(rule, claims, own, recall)
        elif step.wait:
            weighings = _waiting(rule, claims, gone, recall, rooms)
        else:
            told = deducted & cut if step.admits else set[int]()
            weighings = _of_block(rule, claims, [i for i in own if i not in gone], told, recall, rooms)
        for weighing in weighings:
            if step.ends and not step.lifts:
                deducted |= {i for i in weighing.members if claims[i].clause.index in rule.bound.payers}
            elif not step.admits:
                cut |= weighing.members
            yield weighing


def _of_award(rule: Rule, claims: tuple[Candidate, ...], members: list[int], recall: Recall) -> Iterator[Weighing]:
    """What is never paid twice: rows and items, or values of keys."""
    keys = rule.bound.keys
    used = {group for group, paid in recall.of(rule).items() if any(taken(rule, one) > 0 for one in paid)}
    loose = [i for i in members if any(name in claims[i].unknown_keys for name in keys)]
    open_rows = [i for i in members if i not in loose and claims[i].clause.rows and not claims[i].row]
    known = _by_group(rule, claims, [i for i in members if i not in loose and i not in open_rows])
    binding = tuple(map(frozenset, known.values()))
    if loose:  # they may fall into any group
        if len(members) > 1 or used:
            yield Weighing(rule, binding, frozenset((*loose, *open_rows)), (frozenset(members),))
        return
    by_row: dict[Group, list[int]] = {}  # claims whose row is not known meet those of their item or keys alone
    for i in open_rows:
        for group in groups_under(rule, claims[i]):
            by_row.setdefault(_without_row(rule, group), []).append(i)
    met = [frozenset((*own, *by_row.get(_without_row(rule, group), ()))) for group, own in known.items()]
    ties = [tie for tie in met if len(tie) > 1]
    held, before = ({_without_row(rule, group) for group in of} for of in (known, used))
    ties += [frozenset(own) for key, own in by_row.items() if key not in held and (len(own) > 1 or key in before)]
    if ties:
        open_ = frozenset(open_rows) & frozenset[int]().union(*ties)
        yield Weighing(rule, binding, open_, tuple(ties))


def _without_row(rule: Rule, group: Group) -> Group:
    """A group without the row: without keys it is one of row and item."""
    return group[1:] if not rule.bound.keys and isinstance(group, tuple) else group


def _by_group(rule: Rule, claims: tuple[Candidate, ...], members: list[int]) -> dict[Group, list[int]]:
    """The claims of each group."""
    by_group: dict[Group, list[int]] = {}
    for i in members:
        for group in groups_under(rule, claims[i]):
            by_group.setdefault(group, []).append(i)
    return by_group


def _waiting(
    rule: Rule, claims: tuple[Candidate, ...], gone: Set[int], recall: Recall, rooms: Rooms
) -> Iterator[Weighing]:  # fmt: skip
    """A rule under which money waits."""
    if (tied := carry_ties(rule, claims, gone, recall, rooms)) is not None:
        spans = tuple(span.members for span in tied.spans)
        yield Weighing(rule, spans, tied.loose, tied.ties, tied.asks, tied.cut_short)


def _of_block(
    rule: Rule, claims: tuple[Candidate, ...], members: list[int], told: Set[int], recall: Recall, rooms: Rooms
) -> Iterator[Weighing]:  # fmt: skip
    """Any other rule of a block. What is deducted later hangs on whether claims of `told` meet it, even where it takes
    nothing.
    """
    bound, by_level = rule.bound, rule.step.by_level
    loose = [i for i in members if _is_loose(rule, claims[i])]
    apart = frozenset(loose)
    known = [i for i in members if i not in apart]
    loose = [
        i for i in loose if all(name in claims[i].keys or name in claims[i].unknown_keys for name in bound.keys)
    ]  # fmt: skip
    of_no_level = [i for i in known if by_level and "level" in claims[i].unknown_keys]
    is_known = bool(recall.of(rule)) or bound.across
    binds = _Binding(rule, claims, recall, rooms).binds
    groups, ties = meeting(_by_group(rule, claims, known), _by_shape(rule, claims, loose), binds, alone=is_known)
    ties += [frozenset((i,)) for i in loose if i in told]
    if ties:
        open_ = frozenset(loose) | (frozenset(of_no_level) & frozenset[int]().union(*ties))
        sure = tuple(own for own in (group - open_ for group in groups) if own)
        yield Weighing(rule, sure, open_, tuple(ties))


def _by_shape(rule: Rule, claims: tuple[Candidate, ...], loose: list[int]) -> dict[Shape, list[int]]:
    """The claims of no known group, by what is known of it."""
    shapes: dict[Shape, list[int]] = {}
    for index in loose:
        shapes.setdefault(shape_of(rule.bound.keys, claims[index], by_year=rule.by_year), []).append(index)
    return shapes


def _is_loose(rule: Rule, claim: Candidate) -> bool:
    """Whether the group of a claim, or what it counts there, is not known."""
    names = (*rule.bound.keys, rule.bound.counts)
    return any(name in claim.unknown_keys for name in names) or (claim.year is None and rule.by_year)


@attrs.frozen(eq=False, repr=False)
class _Binding:
    """Whether a rule can take anything of claims that meet in a group, or (`None`) in one that nobody knows."""

    rule: Rule
    claims: tuple[Candidate, ...]
    recall: Recall
    rooms: Rooms

    def binds(self, group: Group | None, own: list[int]) -> bool:
        """Whether it can take anything of these claims."""
        rule, step, members = self.rule, self.rule.step, [self.claims[i] for i in own]
        if step.fills:
            return self._fills(group, members)
        years = {claim.year for claim in members}
        past = [one for paid in self._paid(group, years, members) for one in paid if taken(rule, one) > 0]
        if step.has_places:
            counts, values = rule.bound.counts, set[object]()
            for one in past:
                if isinstance(one, Held):
                    values.update(counted(rule, one.root, one.item, one.record, one.keys.get(counts)))
            for at, claim in enumerate(members):
                own_values = counted(rule, claim.root, claim.item, claim.record, claim.keys.get(counts))
                values.update(own_values or (f"\x00unknown {at}",))
            return len(values) > step.number
        if len(members) + len(past) < 2:
            return False
        if step.teams:
            places = [step.team_of[claim.clause.index] for claim in members]
            return (
                bool(past) or len({(place, -1 if place in step.groups else at) for at, place in enumerate(places)}) > 1
            )
        if any(isinstance(one, Outside) for one in past):
            return True
        levels = {one.keys.get("level") for one in (*members, *past)} if step.by_level else {None}
        return len(levels) > 1 or None in levels

    def _paid(self, group: Group | None, years: set[int | None], members: list[Candidate]) -> list[list[Paid]]:
        """What was paid before in the group; in each of those years where it is not known, in any that may be a
        member's.
        """
        payments = self.recall.of(self.rule)
        if group is not None:
            return [payments[group]] if group in payments else []
        every = not self.rule.by_year or None in years
        return [
            paid
            for of, paid in payments.items()
            if (every or (isinstance(of, tuple) and of[-1] in years)) and any(self._may_be(of, one) for one in members)
        ]

    def _may_be(self, group: Group, claim: Candidate) -> bool:
        """Whether what is known of a claim's keys fits a group."""
        values = group if isinstance(group, tuple) else (group,)
        for name, value in zip(self.rule.bound.keys, values, strict=False):
            own = claim.keys.get(name)
            is_known = own is not None and name not in claim.unknown_keys
            if is_known and value not in (own if isinstance(own, tuple) else (own,)):
                return False
        return True

    def _fills(self, group: Group | None, members: list[Candidate]) -> bool:
        """Whether the claims may come to more than the room that is left, of each year by itself where it has one."""
        rule, bound = self.rule, self.rule.bound
        years = {claim.year for claim in members if claim.year is not None}
        published = None if group is None else self.recall.left.get((bound.name, group))
        if not years or (bound.across and published is None):  # other applicants may have filled it
            return True
        for year in years:
            charged = [sum([taken(rule, one) for one in paid]) for paid in self._paid(group, {year}, members)]
            room = self.rooms.low(bound, year) - max(charged, default=0) if published is None else published
            if sum(claim.most for claim in members if not bound.per_year or claim.year in (None, year)) > room:
                return True
        return False


# ---------------------------------------------------------------------------------------------- before the rules


def _lifting(rule: Rule, claims: tuple[Candidate, ...], members: list[int]) -> Iterator[Weighing]:
    """Where one claim or another may be raised to what was promised before."""
    loose = [i for i in members if _is_unsure(rule, claims[i])]
    open_ = frozenset(loose)
    known = _by_group(rule, claims, [i for i in members if i not in open_])
    groups, ties = meeting(known, _by_shape(rule, claims, loose), partial(_may_raise, open_), alone=True)
    if ties:
        yield Weighing(rule, tuple(groups), open_, tuple(ties))


def _may_raise(loose: frozenset[int], _: Group | None, members: list[int]) -> bool:
    return len(members) > 1 or not loose.isdisjoint(members)


def _deducting(
    rule: Rule, claims: tuple[Candidate, ...], members: list[int], payers: list[int], recall: Recall
) -> Iterator[Weighing]:  # fmt: skip
    """Where what is deducted hangs on claims of earlier years, or on a key that was not stated."""
    groups: list[frozenset[int]] = []
    loose: set[int] = set()
    for i in members:
        claim = claims[i]
        paying = [
            j for j in payers
            if j != i and (claim.year is None or (year := claims[j].year) is None or year < claim.year)
            if _may_share(rule, claim, claims[j])
        ]  # fmt: skip
        own = {j for j in (i, *paying) if _is_unsure(rule, claims[j])}
        if paying or (own and recall):
            groups.append(frozenset((i, *paying)))
            loose |= own
    if groups:
        yield Weighing(rule, tuple(groups), frozenset(loose), tuple(groups))


def _is_unsure(rule: Rule, claim: Candidate) -> bool:
    """Whether the year of a claim is not known, or a key."""
    return claim.year is None or any(name in claim.unknown_keys for name in rule.bound.keys)


def _may_share(rule: Rule, claim: Candidate, other: Candidate) -> bool:
    """Whether two claims share a group, or may turn out to."""
    keys = rule.bound.keys
    if any(name in claim.unknown_keys or name in other.unknown_keys for name in keys):
        return True
    return not {*groups(keys, claim.keys.get, None)}.isdisjoint(groups(keys, other.keys.get, None))
