"""What emitted years call, rule by rule: what is left of light claims, and what rules remember. Sums alone.

A claim is a tuple; `left` and `granted` hold what is left of each claim of a year and what rules that are no caps left
of it, in claim order. A rule remembers by group, which is the values of its keys (none where a claim lacks one, several
where one is a list). The applicant is in every group, so that its own words are no part of it.
What each rule does is told in `ipdsl.runtime.settlement`, module by module; nothing is decided here.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final, TypeAlias

from ipdsl.runtime.facts import Record

Key: TypeAlias = "str | tuple[str, ...] | None"
"""The value of a key; `None`: the claim lacks it."""

Light: TypeAlias = "tuple[datetime.date, int, str, str, Record | None, int, str | None, tuple[Key, ...]]"
"""A claim: day, clause (by index), item, record id, record, sum, row, and the values of the columns.

So is a line that was read, of which the day and the record do not matter; without a row it stands for every row.
"""

Group: TypeAlias = object
Spent: TypeAlias = "dict[Group, int]"
Ladders: TypeAlias = "dict[Group, dict[Key, int]]"
Rungs: TypeAlias = "dict[int, tuple[tuple[Group, ...], Key, int]]"
"""What claims of a year reach on their ladders, by their place."""

DAY: Final = 0
CLAUSE: Final = 1
ITEM: Final = 2
ID: Final = 3
RECORD: Final = 4
SUM: Final = 5
ROW: Final = 6
KEYS: Final = 7


def groups(*values: Key | int) -> tuple[Group, ...]:
    """The groups of these keys, one that is a list in each of its members; a single key stands for itself."""
    if None in values:
        return ()
    is_single = len(values) == 1
    if tuple in map(type, values):
        parts = [value if isinstance(value, tuple) else (value,) for value in values]
        return tuple(dict.fromkeys(parts[0] if is_single else product(*parts)))
    return values if is_single else (values,)


# ---------------------------------------------------------------------------------------------- caps


def fill(left: int, spent: Spent, room: int, found: tuple[Group, ...]) -> int:
    """What a cap leaves of a claim, or of money that waits for it; it is charged to each group."""
    if len(found) != 1:
        return fill_together(left, (spent, room, found))
    group = found[0]
    charged = spent.get(group, 0)
    rest = room - charged
    kept = left if left < rest else max(rest, 0)
    spent[group] = charged + kept
    return kept


def fill_together(left: int, *bounds: tuple[Spent, int, tuple[Group, ...]]) -> int:
    """The same for caps that stand together: the smallest room counts, and is charged to all."""
    rests = [room - spent.get(group, 0) for spent, room, found in bounds for group in found]
    if not rests:
        return left
    kept = max(0, min(left, *rests))
    for spent, _, found in bounds:
        for group in found:
            spent[group] = spent.get(group, 0) + kept
    return kept


# ---------------------------------------------------------------------------------------------- limit


def has_place(
    held: Mapping[Group, set[object]], taken: dict[Group, set[object]], found: tuple[Group, ...],
    values: tuple[object, ...], number: int,
) -> bool:  # fmt: skip
    """Whether every group has a place for the values; then they are taken. `held` are those of earlier years."""
    for group in found:
        if group not in taken:
            taken[group] = set(held.get(group, ()))
    for group in found:
        more = sum([value not in taken[group] for value in values])
        if more and len(taken[group]) + more > number:
            return False
    for group in found:
        taken[group].update(values)
    return True


def hold_places(held: dict[Group, set[object]], found: tuple[Group, ...], values: tuple[object, ...]) -> None:
    """The places that an admitted claim keeps."""
    for group in found:
        held.setdefault(group, set()).update(values)


# ---------------------------------------------------------------------------------------------- no repeat


def not_twice(
    earlier: Mapping[Group, dict[int, int]], year: int, members: list[tuple[int, Group]], claims: Sequence[Light],
    left: list[int], granted: list[int],
) -> None:  # fmt: skip
    """Of each group the best stays, with what exceeds the payments of the year."""
    if len(members) == 1 and not earlier:
        i = members[0][0]
        granted[i] = left[i]
        return
    best: dict[Group, int] = {}
    for i, group in members:
        paid = earlier.get(group)
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
    if earlier:
        for group, i in best.items():
            paid = earlier.get(group)
            if paid:
                left[i] = max(0, left[i] - paid[year])
    for i, _ in members:
        granted[i] = left[i]


def hold_paid(paid: dict[Group, dict[int, int]], found: tuple[Group, ...], year: int, sum_: int) -> None:
    """What was admitted in a year."""
    for group in found:
        by_year = paid.setdefault(group, {})
        by_year[year] = by_year.get(year, 0) + sum_


# ---------------------------------------------------------------------------------------------- top up


def promoted(ladder: dict[Key, int], level: Key, sum_: int) -> int:
    """What exceeds the highest rung at another level; the sum is a rung of its own level."""
    highest = highest_of(ladder, level, 0)
    climb(ladder, level, sum_)
    return sum_ - highest if sum_ > highest else 0


def promoted_together(
    ladders: Ladders, members: list[tuple[int, tuple[Group, ...], Key]], left: list[int], granted: list[int]
) -> Rungs:
    """The same where a later rule may displace a claim: its rung stands for this year, and is held if it stays."""
    new: Ladders = {}
    rungs: Rungs = {}
    for i, found, level in members:
        sum_, highest = left[i], 0
        for group in found:
            highest = highest_of(ladders.get(group, {}), level, highest)
            highest = highest_of(new.get(group, {}), level, highest)
            climb(new.setdefault(group, {}), level, sum_)
        if found:
            rungs[i] = found, level, sum_
            granted[i] = left[i] = sum_ - highest if sum_ > highest else 0
    return rungs


def hold_rungs(ladders: Ladders, rungs: Rungs) -> None:
    """The rungs of claims that stay."""
    for found, level, sum_ in rungs.values():
        for group in found:
            climb(ladders.setdefault(group, {}), level, sum_)


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
