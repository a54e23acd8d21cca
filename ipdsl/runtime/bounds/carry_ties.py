"""Which claims a carrying cap ties: those of years that carried money joins, and the figures on which each hangs.

A year joins the next where something may be left at its end: the claims at their most, the room at its least, nothing
of it where a suspension may rest what is carried. A span of joined years in which nothing can be left ties nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from ipdsl.runtime.settlement.carry import first_year, last_year, paid_in
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Memory
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.terms import Cap
from ipdsl.runtime.unknown import FactRef


@attrs.frozen(eq=False)
class Span:
    """Years that carried money joins, with the claims (by index) that wait in them."""

    years: tuple[int, ...]
    members: frozenset[int]


@attrs.frozen(eq=False)
class CarryTies:
    """The spans of a carrying cap in which something can be left; `loose` claims may fall into any; what each asks."""

    spans: tuple[Span, ...]
    loose: frozenset[int]
    asks: Mapping[int, frozenset[FactRef]]


def carry_ties(
    stage: Stage, cap: Cap, claims: tuple[Candidate, ...], spent: frozenset[int], memory: Memory, rooms: Rooms
) -> CarryTies | None:  # fmt: skip
    """What a carrying cap ties; `None` where it cannot bind. Claims that are `spent` never reach it."""
    under = [
        i for i, claim in enumerate(claims) if claim.most != 0 and i not in spent and stage.reaches(cap, claim.clause)
    ]
    loose = [i for i in under if claims[i].year is None or any(name in claims[i].unknown_keys for name in cap.keys)]
    groups: dict[Group, list[int]] = {}
    for i in under:
        if i not in loose:
            for group in groups_of(claims[i].keys, cap.keys, None):
                groups.setdefault(group, []).append(i)
    is_apart = not loose and sum(len(own) for own in groups.values()) == len(set().union(*groups.values()))
    spans: list[Span] = []
    for group, own in groups.items():
        if is_apart:
            spans += _spans(stage, cap, group, own, claims, memory, rooms)
        else:
            spans.append(Span(_all_years((*own, *loose), claims, rooms), frozenset((*own, *loose))))
    if loose and not groups:
        spans = [Span(_all_years(loose, claims, rooms), frozenset(loose))]
    if not spans:
        return None
    return CarryTies(tuple(spans), frozenset(loose), _asks(cap, spans, loose, claims, rooms))


def _all_years(members: Iterable[int], claims: tuple[Candidate, ...], rooms: Rooms) -> tuple[int, ...]:
    starts = [first_year(claims[i]) for i in members if claims[i].year is not None]
    first = min(starts, default=(rooms.calendar.stated or (1,))[0])
    return tuple(range(first, rooms.high.last + 1))


def _spans(
    stage: Stage, cap: Cap, group: Group, own: list[int], claims: tuple[Candidate, ...], memory: Memory, rooms: Rooms
) -> Iterator[Span]:
    """The joined years of one group in which something may be left."""
    final = max(rooms.high.last, max(claims[i].year or 0 for i in own))
    first = min(first_year(claims[i]) for i in own)
    joined: list[int] = []
    members: list[int] = []
    left = 0
    can_bind = False
    for year in range(first, final + 1):
        new = [i for i in own if first_year(claims[i]) == year]
        if not left and not new:
            continue
        joined.append(year)
        members += new
        asked = left + sum(claims[i].most for i in new)
        room = rooms.low(cap, year) - paid_in(stage, cap, memory, year).get(group, 0)
        if any(rooms.low.rests(claims[i].clause, year) for i in members):
            room = 0
        waiting = sum(claims[i].most for i in members if last_year(claims[i], cap) > year)
        can_bind = can_bind or asked > max(0, room)
        left = min(max(0, asked - max(0, room)), waiting)
        if not left or year == final:
            if can_bind:
                yield Span(tuple(joined), frozenset(members))
            joined, members, can_bind = [], [], False


def _asks(
    cap: Cap, spans: list[Span], loose: list[int], claims: tuple[Candidate, ...], rooms: Rooms
) -> Mapping[int, frozenset[FactRef]]:
    """On what each claim hangs, of its span's years up to its last: figures, what tells of suspensions, and whether a
    year is settled at all.
    """
    found: dict[int, frozenset[FactRef]] = {}
    for span in spans:
        by_year: dict[int, frozenset[FactRef]] = {}
        for year in span.years:
            carried = {claims[i].clause.index: claims[i].clause for i in span.members if (claims[i].year or 0) < year}
            resting = (rooms.resting(clause, year) for clause in carried.values())
            by_year[year] = rooms.facts(cap, year).union(*resting, *_settled_by(year, claims, rooms))
        for i in span.members:
            last = max(span.years, default=0) if i in loose else last_year(claims[i], cap)
            facts = frozenset[FactRef]().union(*(by_year[year] for year in span.years if year <= last))
            found[i] = found.get(i, frozenset()) | facts
    return found


def _settled_by(year: int, claims: tuple[Candidate, ...], rooms: Rooms) -> Iterator[frozenset[FactRef]]:
    """What tells whether a year is settled: after the last that surely is, the facts of claims that may be of it, or
    of a later one.
    """
    if year > rooms.low.last:
        yield from (claim.facts for claim in claims if claim.year is None or claim.year >= year)
