"""Which claims may fall into one group of a rule, where keys or years are not known.

In come the groups that are known, the claims whose group is not, with what is known of it (its *shape*), and whether a
group binds. Out come the groups that bind, of claims that are known to be in them, and ties: claims that may meet in a
group that binds, directly or through others. Claims of one shape are looked at together, and shapes are looked up by
what is known of them. Where claims that may meet are too many for the budget, their groups are taken to bind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

from ipdsl.runtime.bounds.budget import MAX_STEPS
from ipdsl.runtime.kernel.recall import GroupKey
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.values.partition import components

Shape: TypeAlias = "tuple[frozenset[str] | frozenset[int] | None, ...]"
"""What is known of the group of a claim: for each key its values, `None` where they were not stated."""

Binds: TypeAlias = Callable[["GroupKey | None", list[int]], bool]
"""Whether a group (`None`: one that nobody knows) binds with these claims in it."""

_Mask: TypeAlias = tuple[int, ...]
"""The places of a shape that are known."""


def shape_of(keys: tuple[str, ...], claim: Candidate, *, by_year: bool) -> Shape:
    """The part of a claim's group that is known; the year last where the rule counts by year."""
    shape: list[frozenset[str] | frozenset[int] | None] = []
    for name in keys:
        value = claim.keys.get(name)
        shape.append(None if value is None else frozenset((value,) if isinstance(value, str) else value))
    if by_year:
        shape.append(None if claim.year is None else frozenset((claim.year,)))
    return tuple(shape)


def group_overlaps(
    groups: Mapping[GroupKey, list[int]], unassigned: Mapping[Shape, list[int]], binds: Binds, *, in_own_group: bool
) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """The groups that bind, and the ties. `in_own_group`: whether a claim that may fall into a known group is looked
    at in one of its own too.
    """
    fits = _fits(unassigned, groups)
    joining: dict[GroupKey, list[int]] = {}
    taken: set[GroupKey] = set()
    for shape, members in unassigned.items():
        if len(fits[shape]) * len(members) > MAX_STEPS:
            taken.update(fits[shape])
        else:
            for key in fits[shape]:
                joining.setdefault(key, []).extend(members)
    binding = {
        key for key, group_members in groups.items() if key in taken or binds(key, group_members + joining.get(key, []))
    }
    binding_groups = [frozenset(group_members) for key, group_members in groups.items() if key in binding]
    ties = list(binding_groups)
    for shape, members in unassigned.items():
        if fitting_keys := [key for key in fits[shape] if key in binding]:
            ties.append(frozenset(members).union(*(groups[key] for key in fitting_keys)))
    for shapes in _classes(unassigned):
        if len(shapes) ** 2 > MAX_STEPS:
            ties.append(frozenset(i for shape in shapes for i in unassigned[shape]))
            continue
        amongs = {tuple(other for other in shapes if _can_meet(shape, other)): None for shape in shapes}
        for among in filter(None, amongs):  # a list without a member meets nobody, itself neither
            members = [i for other in among for i in unassigned[other]]
            if (len(members) > 1 or in_own_group or not fits[among[0]]) and binds(None, members):
                ties.append(frozenset(members))
    return binding_groups, ties


def _can_meet(shape: Shape, other: Shape) -> bool:
    """Whether claims of two shapes may fall into one group."""
    return all(a is None or b is None or not a.isdisjoint(b) for a, b in zip(shape, other, strict=True))


def _mask(shape: Shape) -> _Mask:
    return tuple(place for place, known in enumerate(shape) if known is not None)


def _values(shape: Shape, places: _Mask) -> Iterator[tuple[object, ...]]:
    """What a shape says of these places; of lists each value."""
    return product(*(shape[place] or () for place in places))


def _fits(unassigned: Iterable[Shape], groups: Mapping[GroupKey, list[int]]) -> dict[Shape, list[GroupKey]]:
    """For each shape the groups into which its claims may fall."""
    by_mask: dict[_Mask, dict[tuple[object, ...], list[GroupKey]]] = {}
    fits: dict[Shape, list[GroupKey]] = {}
    for shape in unassigned:
        mask = _mask(shape)
        if mask not in by_mask:
            parts = by_mask[mask] = {}
            for key in groups:
                values = key if isinstance(key, tuple) else (key,)
                parts.setdefault(tuple(values[place] for place in mask), []).append(key)
        keys = (key for values in _values(shape, mask) for key in by_mask[mask].get(values, ()))
        fits[shape] = list(dict.fromkeys(keys))
    return fits


def _classes(unassigned: Mapping[Shape, list[int]]) -> list[list[Shape]]:
    """The shapes in classes whose claims may meet, directly or through others."""
    shapes = list(unassigned)
    by_mask: dict[_Mask, list[int]] = {}
    for number, shape in enumerate(shapes):
        by_mask.setdefault(_mask(shape), []).append(number)
    joined: list[list[int]] = []
    masks = list(by_mask)
    for position, mask in enumerate(masks):
        for other in masks[position:]:
            common = tuple(place for place in mask if place in other)
            here, there = (_numbers_by_values(shapes, by_mask[m], common) for m in (mask, other))
            joined += [[*here_numbers, *there[values]] for values, here_numbers in here.items() if values in there]
    return [[shapes[number] for number in members] for members in components(range(len(shapes)), joined)]


def _numbers_by_values(shapes: list[Shape], numbers: list[int], places: _Mask) -> dict[tuple[object, ...], list[int]]:
    by_values: dict[tuple[object, ...], list[int]] = {}
    for number in numbers:
        for values in _values(shapes[number], places):
            by_values.setdefault(values, []).append(number)
    return by_values
