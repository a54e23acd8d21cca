"""Claims that may be in one group: compared with a search over all pairs, for random shapes and groups, and by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import pytest

from ipdsl.base.partition import components
from ipdsl.decision.bounds import dependencies as module
from ipdsl.decision.bounds.dependencies import Binds, Shape, group_overlaps
from ipdsl.kernel.rule_table import GroupKey

Sets = list[frozenset[int]]


def in_group(shape: Shape, group: GroupKey) -> bool:
    """Whether a claim of the shape may belong to the group."""
    values = group if isinstance(group, tuple) else (group,)
    return all(known is None or value in known for known, value in zip(shape, values, strict=True))


def may_meet(one: Shape, other: Shape) -> bool:
    return all(a is None or b is None or a & b for a, b in zip(one, other, strict=True))


def by_pairs(
    groups: dict[GroupKey, list[int]], loose: dict[Shape, list[int]], binds: Binds, most: int, *, alone: bool,
) -> tuple[Sets, set[frozenset[int]]]:  # fmt: skip
    """The groups that bind and the ties, like `group_overlaps`.

    Each shape is compared with each group and with each other shape.
    """
    fits = {shape: [group for group in groups if in_group(shape, group)] for shape in loose}
    too_many = {shape for shape in loose if len(fits[shape]) * len(loose[shape]) > most}
    binding = [
        group for group, own in groups.items()
        if any(group in fits[shape] for shape in too_many)
        or binds(group, own + [i for shape in loose if group in fits[shape] for i in loose[shape]])
    ]  # fmt: skip
    ties = {frozenset(groups[group]) for group in binding}
    for shape, members in loose.items():
        met = [i for group in fits[shape] if group in binding for i in groups[group]]
        if met:
            ties.add(frozenset(members + met))
    for numbers in components(range(len(loose)), pairs_of([*loose])):
        shapes = [[*loose][number] for number in numbers]
        if len(shapes) ** 2 > most:
            ties.add(frozenset(i for shape in shapes for i in loose[shape]))
            continue
        for shape in shapes:
            among = [other for other in shapes if may_meet(shape, other)]
            members = [i for other in among for i in loose[other]]
            if (len(members) > 1 or alone or not fits[shape]) and binds(None, members):
                ties.add(frozenset(members))
    return [frozenset(groups[group]) for group in binding], ties


def pairs_of(shapes: list[Shape]) -> Iterator[tuple[int, int]]:
    for one, other in product(range(len(shapes)), repeat=2):
        if may_meet(shapes[one], shapes[other]):
            yield one, other


def drawn(r: random.Random) -> tuple[dict[GroupKey, list[int]], dict[Shape, list[int]]]:
    """Groups of one or two keys, and shapes with an unknown part."""
    width, numbers = r.randint(1, 2), iter(range(100))
    values = "abc"[: r.randint(1, 3)]
    every: list[GroupKey] = [each[0] if width == 1 else each for each in product(values, repeat=width)]
    groups = {group: [next(numbers) for _ in range(r.randint(1, 2))] for group in every if r.random() < 0.6}
    loose: dict[Shape, list[int]] = {}
    for _ in range(r.randint(0, 5)):
        parts = [
            None if r.random() < 0.5 else frozenset(r.sample("abcd", r.randint(1, 2))) for _ in range(width)
        ]  # fmt: skip
        loose.setdefault(tuple(parts), []).append(next(numbers))
    return groups, loose


def drawn_room(r: random.Random) -> Binds:
    """A cap and random amounts of the claims under it."""
    sums, room = [r.randint(0, 3) for _ in range(100)], r.randint(0, 5)
    return lambda group, members: sum(sums[i] for i in members) > room + (group is None)


@pytest.mark.parametrize("most", [4096, 4, 1])
def test_overlaps_equal_those_of_a_search_over_all_pairs(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The results also agree with a small budget: unexamined groups bind, and classes of many shapes are one tie."""
    monkeypatch.setattr(module, "MAX_STEPS", most)
    for number in range(400):
        r = random.Random(f"{most}:{number}")
        groups, loose = drawn(r)
        binds, alone = drawn_room(r), r.random() < 0.5
        found, ties = group_overlaps(groups, loose, binds, in_own_group=alone)
        expected, of_pairs = by_pairs(groups, loose, binds, most, alone=alone)
        assert (found, set(ties)) == (expected, of_pairs), (groups, loose, number)


def test_sets_with_common_members_are_joined_and_ordered() -> None:
    assert components(range(6), [(4, 1), (), (3,), (5, 4)]) == [[0], [1, 4, 5], [2], [3]]
    assert components([2, 0, 1], [(1, 2)]) == [[2, 1], [0]]
