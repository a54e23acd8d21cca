"""Rules over light claims: what each leaves of the claims of a year, and what it remembers. Sums alone.

A claim is a tuple; `left` and `admitted` hold what is left of each claim of the year, in claim order. A rule remembers
by group, which is the values of its keys (none where a claim lacks one, several where one is a list). The applicant is
in every group, so that its own words are asked once: a rule that does not bind the applicant is left out beforehand.
What each rule does is told in `ipdsl.runtime.settlement`, module by module; nothing is decided here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Final, TypeAlias

import attrs

from ipdsl.runtime.facts import Record
from ipdsl.runtime.terms import Cap, Limit, LimitOrder
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
    """The claims of one year: what is left of each, what rules that are no caps left of it, the rungs it reached."""

    __slots__ = ("admitted", "claims", "left", "rungs", "year")

    def __init__(self, year: int, claims: list[Light]) -> None:
        self.year, self.claims = year, claims
        self.left = [claim[SUM] for claim in claims]
        self.admitted: list[int] = []
        self.rungs: dict[int, dict[int, int]] = {}


@attrs.frozen(eq=False)
class CapRule:
    """`cap`: fills in claim order; `charged` by group is what it remembers."""

    at: int
    cap: Cap
    groups: Keyer
    is_flat: bool
    clauses: frozenset[int]

    def meet(self, state: State, of: Year, members: list[int], room: int) -> None:
        """A cap without neighbours."""
        left = of.left
        if self.is_flat:
            group: Group = of.year if self.cap.per_year else ""
            spent = state.get(group, 0)
            for i in members:
                rest = room - spent if room > spent else 0
                if left[i] > rest:
                    left[i] = rest
                spent += left[i]
            state[group] = spent
            return
        for i in members:
            if left[i] <= 0:
                continue
            groups = self.groups(of.claims[i][KEYS], of.year)
            if groups:
                rest = room - max([state.get(group, 0) for group in groups])
                if left[i] > rest:
                    left[i] = max(0, rest)
                for group in groups:
                    state[group] = state.get(group, 0) + left[i]


def meet_together(caps: list[tuple[CapRule, State, int]], of: Year, members: list[int]) -> None:
    """Neighbouring caps: the smallest room counts, and is charged to all."""
    left = of.left
    for i in members:
        if left[i] <= 0:
            continue
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

    def meet(self, state: dict[Group, set[object]], of: Year, members: list[int]) -> None:
        """Claims that find no place are cut."""
        left, year, claims = of.left, of.year, of.claims
        reaching = [i for i in members if left[i] > 0]
        if self.limit.order is LimitOrder.BEST:
            reaching.sort(key=lambda i: (-left[i], i))
        new: dict[Group, set[object]] = {}
        for i in reaching:
            groups = self.groups(claims[i][KEYS], year)
            values = self.values(claims[i])
            for group in groups:
                if group not in new:
                    new[group] = set(state.get(group, ()))
            if all(self._has_place(new[group], values) for group in groups):
                for group in groups:
                    new[group].update(values)
            else:
                left[i] = 0
        admit(of, reaching, self.groups)

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

    def meet(self, state: dict[Group, dict[int, int]], of: Year, members: list[int]) -> None:
        """Of each group the best stays, with what exceeds the payments of the year."""
        left, year, claims, admitted = of.left, of.year, of.claims, of.admitted
        best: dict[Group, int] = {}
        reaching: list[int] = []
        for i in members:
            if left[i] <= 0:
                continue
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

    def meet(self, state: dict[Group, dict[Key, int]], of: Year, members: list[int]) -> None:
        """Of each claim only what exceeds the highest rung at another level is left."""
        left, year, claims, admitted = of.left, of.year, of.claims, of.admitted
        new: dict[Group, dict[Key, int]] = {}
        for i in members:
            amount = left[i]
            if amount <= 0:
                continue
            claim = claims[i]
            groups = self.groups(claim[KEYS], year)
            if not groups:
                continue
            level = claim[KEYS][self.level]
            highest = 0
            for group in groups:
                if group in state:
                    highest = highest_of(state[group], level, highest)
                if group in new:
                    highest = highest_of(new[group], level, highest)
                    climb(new[group], level, amount)
                else:
                    new[group] = {level: amount}
            of.rungs.setdefault(i, {})[self.at] = amount
            admitted[i] = left[i] = amount - highest if amount > highest else 0


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


def admit(of: Year, members: Iterable[int], groups: Keyer) -> None:
    """What a rule that is no cap leaves is admitted, of the claims that have its keys."""
    for i in members:
        if of.left[i] == 0 and of.rungs:
            of.rungs.pop(i, None)
        if of.admitted[i] != of.left[i] and groups(of.claims[i][KEYS], of.year):
            of.admitted[i] = of.left[i]


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
