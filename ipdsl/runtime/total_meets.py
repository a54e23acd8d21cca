"""Rules over light claims: what each leaves of the claims of a year, and what it remembers. Sums alone.

A claim is a tuple; `left` and `admitted` hold what is left of each claim of the year, in claim order. A rule remembers
by group, which is the values of its keys (none where a claim lacks one, several where one is a list). The applicant is
in every group, so that its own words are asked once: a rule that does not bind the applicant is left out beforehand.
What each rule does is told in `ipdsl.runtime.settlement`, module by module; nothing is decided here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from itertools import product
from typing import Final, TypeAlias

import attrs

from ipdsl.runtime.facts import Record
from ipdsl.runtime.terms import Cap, Limit
from ipdsl.runtime.totals import outside

Key: TypeAlias = "str | tuple[str, ...] | None"
"""The value of a key; `None`: the claim lacks it."""

Light: TypeAlias = "tuple[datetime.date, int, str, str, Record | None, int, str | None, tuple[Key, ...]]"
"""A claim: day, clause (by index), item, record id, record, sum, row, and the values of the columns.

So is a line that was read, of which the day and the record do not matter; without a row it stands for every row.
"""

Group: TypeAlias = object
Keyer: TypeAlias = "Callable[[tuple[Key, ...], int], tuple[Group, ...]]"
State: TypeAlias = "dict[Group, int]"

Ladders: TypeAlias = "dict[int, dict[Group, dict[Key, int]]]"
Places: TypeAlias = "dict[int, dict[Group, set[object]]]"

DAY: Final = 0
CLAUSE: Final = 1
ITEM: Final = 2
ID: Final = 3
RECORD: Final = 4
SUM: Final = 5
ROW: Final = 6
KEYS: Final = 7

NO_KEYS: tuple[Group, ...] = ("",)


def keyer(columns: tuple[int, ...], *, per_year: bool) -> Keyer:
    """The groups of a claim by these columns."""
    if not columns:
        return (lambda _, year: (year,)) if per_year else (lambda _, __: NO_KEYS)
    if len(columns) == 1:
        only = columns[0]

        def by_one(keys: tuple[Key, ...], year: int) -> tuple[Group, ...]:
            value = keys[only]
            if type(value) is str:
                return ((value, year),) if per_year else (value,)
            if value is None:
                return ()
            return tuple((one, year) if per_year else one for one in dict.fromkeys(value))

        return by_one

    def by_several(keys: tuple[Key, ...], year: int) -> tuple[Group, ...]:
        values = tuple([keys[column] for column in columns])
        if None in values:
            return ()
        if tuple in map(type, values):
            parts = [value if isinstance(value, tuple) else (value,) for value in values]
            return tuple((*one, year) if per_year else one for one in dict.fromkeys(product(*parts)))
        return ((*values, year),) if per_year else (values,)

    return by_several


class Year:
    """The claims of one year: what is left of each, what rules that are no caps left of it, the rungs it reached.

    `caps`, `ladders` and `places` are what rules remember, by their place; `rooms` the sums of caps, `taken` the places
    that claims of this year take, `carried` what carrying caps leave to later years.
    """

    __slots__ = (
        "admitted",
        "caps",
        "carried",
        "claims",
        "ladders",
        "left",
        "places",
        "rooms",
        "rungs",
        "taken",
        "year",
    )

    def __init__(self, caps: dict[int, State], ladders: Ladders, places: Places, rooms: dict[int, int]) -> None:
        self.caps, self.ladders, self.places, self.rooms = caps, ladders, places, dict(rooms)
        self.admitted: list[int] = []
        self.rungs: dict[int, dict[int, int]] = {}
        self.taken: dict[tuple[int, Group], set[object]] = {}
        self.carried: list[tuple[CapRule, Light, int]] = []

    def start(self, year: int, claims: list[Light]) -> None:
        """A year as it begins."""
        self.year, self.claims = year, claims
        self.left = [claim[SUM] for claim in claims]
        if self.rungs:
            self.rungs = {}
        if self.taken:
            self.taken = {}
        if self.carried:
            self.carried = []


@attrs.frozen(eq=False)
class CapRule:
    """`cap`: fills in claim order; `charged` by group is what it remembers."""

    at: int
    cap: Cap
    groups: Keyer
    is_flat: bool
    clauses: frozenset[int]
    per_year: bool
    carry: int

    def step(self, of: Year, i: int, claim: Light, left: int) -> int:
        """What is left of one claim, in claim order; what a carrying cap cuts is carried."""
        state, room = of.caps[self.at], of.rooms[self.at]
        if self.is_flat:
            group: Group = of.year if self.per_year else ""
            spent = state.get(group, 0)
            kept = room - spent
            if left < kept:
                kept = left
            elif kept < 0:
                kept = 0
            state[group] = spent + kept
        else:
            groups = self.groups(claim[KEYS], of.year)
            if not groups:
                return left
            kept = min(left, max(0, room - max([state.get(group, 0) for group in groups])))
            for group in groups:
                state[group] = state.get(group, 0) + kept
        if kept < left and self.carry:
            of.carried.append((self, claim, left - kept))
        return kept


def meet_together(caps: list[tuple[CapRule, State, int]], of: Year, members: list[int]) -> None:
    """Neighbouring caps: the smallest room counts, and is charged to all."""
    left = of.left
    for i in members:
        claim = of.claims[i]
        bound = [
            (state, group, room)
            for rule, state, room in caps
            if claim[CLAUSE] in rule.clauses
            for group in rule.groups(claim[KEYS], of.year)
        ]
        if bound:
            least = min([room - state.get(group, 0) for state, group, room in bound])
            left[i] = min(left[i], max(0, least))
            for state, group, _ in bound:
                state[group] = state.get(group, 0) + left[i]


@attrs.frozen(eq=False)
class LimitRule:
    """`limit`: places by group are what it remembers."""

    at: int
    limit: Limit
    groups: Keyer
    counted: int | None  # the column that is counted; none: items
    roots: Mapping[int, str]  # of the records of each clause
    clauses: frozenset[int]

    def step(self, of: Year, i: int, claim: Light, left: int) -> int:
        """What is left of one claim: all or nothing."""
        at, taken = self.at, of.taken
        groups, values = self.groups(claim[KEYS], of.year), self.values(claim)
        if not groups:
            return left
        for group in groups:
            if (at, group) not in taken:
                taken[at, group] = set(of.places[at].get(group, ()))
        if all(self._has_place(taken[at, group], values) for group in groups):
            for group in groups:
                taken[at, group].update(values)
        else:
            left = 0
            of.rungs.pop(i, None)  # displaced after `top up`: it is no rung
        of.admitted[i] = left
        return left

    def meet(self, of: Year, members: list[int]) -> None:
        """The same for all claims of a year, the best first."""
        left = of.left
        for i in sorted(members, key=lambda i: (-left[i], i)):
            left[i] = self.step(of, i, of.claims[i], left[i])

    def _has_place(self, taken: set[object], values: tuple[object, ...]) -> bool:
        more = sum([value not in taken for value in values])
        return not more or len(taken) + more <= self.limit.number

    def values(self, claim: Light) -> tuple[object, ...]:
        """What takes a place."""
        if self.counted is None:
            return ((self.roots[claim[CLAUSE]], claim[ITEM]),)
        value = claim[KEYS][self.counted]
        if value is None:
            return ()
        return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else (value,)


@attrs.frozen(eq=False)
class NoRepeatRule:
    """`no repeat`: sums by group and year are what it remembers."""

    at: int
    groups: Keyer
    clauses: frozenset[int]

    def meet(self, state: dict[Group, dict[int, int]], of: Year, members: list[int]) -> None:
        """Of each group the best stays, with what exceeds the payments of the year."""
        left, year, claims, admitted = of.left, of.year, of.claims, of.admitted
        best: dict[Group, int] = {}
        reaching: list[int] = []
        for i in members:
            groups = self.groups(claims[i][KEYS], year)
            if not groups:
                continue
            if len(groups) > 1:
                outside()
            group = groups[0]
            reaching.append(i)
            paid = state.get(group) if state else None
            if paid and (len(paid) > 1 or year not in paid):
                left[i] = 0
                continue
            other = best.setdefault(group, i)
            if other != i:
                if left[i] > left[other] or (left[i] == left[other] and claims[i][CLAUSE] < claims[other][CLAUSE]):
                    best[group], other = i, other
                    left[other] = 0
                else:
                    left[i] = 0
        if state:
            for group, i in best.items():
                paid = state.get(group)
                if paid:
                    left[i] = max(0, left[i] - paid[year])
        for i in reaching:
            admitted[i] = left[i]
            if left[i] == 0 and of.rungs:
                of.rungs.pop(i, None)  # displaced after `top up`: it is no rung


@attrs.frozen(eq=False)
class TopUpRule:
    """`top up`: the highest rung of each level by group is what it remembers."""

    at: int
    name: str
    groups: Keyer
    level: int
    only: int  # the column, where one key is all; else -1
    clauses: frozenset[int]

    def step(self, of: Year, i: int, claim: Light, left: int) -> int:
        """What is left of one claim; its rung stands for all later ones."""
        keys = claim[KEYS]
        ladders, level, highest = of.ladders[self.at], keys[self.level], 0
        if self.only >= 0 and type(keys[self.only]) is str and keys[self.only] not in ladders:
            ladders[keys[self.only]] = {level: left}  # nothing of it was paid before
            of.admitted[i] = left
            return left
        for group in self.groups(keys, of.year):
            ladder = ladders.get(group)
            if ladder is None:
                ladders[group] = {level: left}
            else:
                highest = highest_of(ladder, level, highest)
                climb(ladder, level, left)
        left = left - highest if left > highest else 0
        of.admitted[i] = left
        return left

    def meet(self, of: Year, members: list[int]) -> None:
        """The same where a later rule may displace a claim: its rung stands for this year, and is kept if it stays."""
        left, known = of.left, of.ladders[self.at]
        new: dict[Group, dict[Key, int]] = {}
        for i in members:
            amount, keys = left[i], of.claims[i][KEYS]
            groups, level, highest = self.groups(keys, of.year), keys[self.level], 0
            for group in groups:
                highest = highest_of(known.get(group, {}), level, highest)
                highest = highest_of(new.get(group, {}), level, highest)
                climb(new.setdefault(group, {}), level, amount)
            if groups:
                of.rungs.setdefault(i, {})[self.at] = amount
                of.admitted[i] = left[i] = amount - highest if amount > highest else 0


def highest_of(ladder: Mapping[Key, int], level: Key, highest: int) -> int:
    """The highest rung of a ladder that counts for a level, or what was found before."""
    for other, sum_ in ladder.items():
        if sum_ > highest and (other is None or level is None or other != level):
            highest = sum_
    return highest


def climb(ladder: dict[Key, int], level: Key, sum_: int) -> None:
    """Keeps the rung where it is the highest of its level."""
    if sum_ > ladder.get(level, 0):
        ladder[level] = sum_


@attrs.frozen(eq=False)
class OnceRule:
    """One `once` of a clause; used groups are what it remembers."""

    keys: tuple[str, ...]
    groups: Keyer | None  # none: row and item

    def of(self, claim: Light) -> tuple[Group, ...]:
        """What a claim uses up."""
        if self.groups is None:
            return ((claim[ROW], claim[ITEM]),)
        return self.groups(claim[KEYS], 0)


Rules: TypeAlias = CapRule | LimitRule | NoRepeatRule | TopUpRule
