"""Which claims a rule ties under which money waits: those of years that carried money joins, and the figures on which
each hangs.

A year joins the next where something may be left at its end: the claims at their most, the room at its least, nothing
of it where a suspension may rest what is carried. A span of joined years in which nothing can be left ties nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

import attrs

from ipdsl.runtime.clauses.operations import first_facts
from ipdsl.runtime.kernel.recall import Group, Recall, paid_in
from ipdsl.runtime.kernel.table import Rule
from ipdsl.runtime.settlement.claims import Candidate, first_year, groups_under, last_year
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.unknown import FactRef


@attrs.frozen(eq=False, repr=False)
class Span:
    """Years that carried money joins, with the claims (by index) that wait in them."""

    years: tuple[int, ...]
    members: frozenset[int]


@attrs.frozen(eq=False, repr=False)
class CarryTies:
    """The spans in which something can be left; `loose` claims may fall into any; what each asks.

    `cut_short`: of what tells whether years are settled, the first facts stand for all.
    """

    spans: tuple[Span, ...]
    loose: frozenset[int]
    asks: Mapping[int, frozenset[FactRef]]
    cut_short: bool

    @property
    def ties(self) -> tuple[frozenset[int], ...]:
        """The claims that it ties; one that may fall into any span ties all."""
        own = tuple(span.members for span in self.spans)
        return (self.loose.union(*own),) if self.loose else own


def carry_ties(
    rule: Rule, claims: tuple[Candidate, ...], gone: Set[int], recall: Recall, rooms: Rooms
) -> CarryTies | None:  # fmt: skip
    """What a rule ties under which money waits; `None` where it cannot bind. Claims that are `gone` never reach it."""
    reached, keys = rule.bound.reached, rule.bound.keys
    under = [i for i, claim in enumerate(claims) if claim.most != 0 and i not in gone and claim.clause.index in reached]
    loose = frozenset(
        i for i in under if claims[i].year is None or any(name in claims[i].unknown_keys for name in keys)
    )
    groups: dict[Group, list[int]] = {}
    for i in under:
        if i not in loose:
            for group in groups_under(rule, claims[i]):
                groups.setdefault(group, []).append(i)
    is_apart = not loose and sum(len(own) for own in groups.values()) == len(set().union(*groups.values()))
    if is_apart:
        spans = [span for group, own in groups.items() for span in _spans(rule, group, own, claims, recall, rooms)]
    else:
        first = [first_year(claims[i]) for i in loose if claims[i].year is not None]
        spans = [Span(_all_years(own, first, claims, rooms), frozenset(own)) for own in groups.values()]
    if not spans and not loose:
        return None
    settled = _SettledBy(claims, rooms)
    asks = _asks(rule, spans, loose, claims, rooms, settled)
    return CarryTies(tuple(spans), loose, asks, settled.cut_short)


def _all_years(
    members: Iterable[int], more: list[int], claims: tuple[Candidate, ...], rooms: Rooms
) -> tuple[int, ...]:  # fmt: skip
    starts = [*more, *(first_year(claims[i]) for i in members if claims[i].year is not None)]
    calendar = rooms.calendar
    first = min(starts, default=(calendar.stated or (calendar.first_paid or 1,))[0])
    return tuple(range(first, rooms.high.last + 1))


def _spans(
    rule: Rule, group: Group, own: list[int], claims: tuple[Candidate, ...], recall: Recall, rooms: Rooms
) -> Iterator[Span]:
    """The joined years of one group in which something may be left."""
    past, wait = recall.of(rule).get(group, ()), rule.step.wait
    first = min(first_year(claims[i]) for i in own)
    final = min(rooms.high.last, max(last_year(claims[i], wait) for i in own))
    joined: list[int] = []
    members: list[int] = []
    left = 0
    can_bind = False
    for year in range(first, final + 1):
        new = [i for i in own if first_year(claims[i]) == year]
        joined.append(year)
        members += new
        asked = left + sum(claims[i].most for i in new)
        room = rooms.low(rule.bound, year) - sum([paid_in(one, year) for one in past])
        if any(rooms.low.rests(claims[i].clause, year) for i in members):
            room = 0
        waiting = sum(claims[i].most for i in members if last_year(claims[i], wait) > year)
        can_bind = can_bind or asked > max(0, room)
        left = min(max(0, asked - max(0, room)), waiting)
        if not left or year == final:
            if can_bind:
                yield Span(tuple(joined), frozenset(members))
            joined, members, can_bind = [], [], False


class _SettledBy(dict[int, frozenset[FactRef]]):
    """What tells whether a year is settled: after the last that surely is, the facts of claims that may be of it, or
    of a later one; of very many the first.
    """

    def __init__(self, claims: tuple[Candidate, ...], rooms: Rooms) -> None:
        super().__init__()
        self._claims, self._last = claims, rooms.low.last
        self.cut_short = False

    def __missing__(self, year: int) -> frozenset[FactRef]:
        later = (claim.facts for claim in self._claims if claim.year is None or claim.year >= year)
        every = frozenset[FactRef]().union(*later) if year > self._last else frozenset[FactRef]()
        self[year] = first_facts(every)
        self.cut_short |= len(self[year]) < len(every)
        return self[year]


def _asks(
    rule: Rule, spans: list[Span], loose: frozenset[int], claims: tuple[Candidate, ...], rooms: Rooms,
    settled: _SettledBy,
) -> dict[int, frozenset[FactRef]]:  # fmt: skip
    """On what each claim hangs, of its span's years up to its last: figures, what tells of suspensions, and whether a
    year is settled at all.
    """
    asks: dict[int, frozenset[FactRef]] = {}
    clauses = {claim.clause.index: claim.clause for claim in claims}
    first_of: dict[int, int] = {}
    for i in loose:
        index, year = claims[i].clause.index, claims[i].year or 0
        first_of[index] = min(year, first_of.get(index, year))
    every = frozenset[FactRef]()
    for span in spans or ([Span(_all_years(loose, [], claims, rooms), frozenset())] if loose else []):
        by_year: dict[int, frozenset[FactRef]] = {}
        for year in span.years:
            carried = {claims[i].clause.index for i in span.members if (claims[i].year or 0) < year}
            carried |= {index for index, first in first_of.items() if first < year}
            resting = (rooms.resting(clauses[index], year) for index in carried)
            by_year[year] = rooms.facts(rule.bound, year).union(*resting, settled[year])
        every = every.union(*by_year.values())
        by_last: dict[int, frozenset[FactRef]] = {}
        for i in span.members:
            last = last_year(claims[i], rule.step.wait)
            if last not in by_last:
                by_last[last] = frozenset[FactRef]().union(*(by_year[year] for year in span.years if year <= last))
            asks[i] = asks[i] | by_last[last] if i in asks else by_last[last]
    return asks | dict.fromkeys(sorted(loose), every)
