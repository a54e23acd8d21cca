"""Values in groups: those of one key, and indices that are connected, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def values_by_key(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    """The values of each key, in order."""
    groups: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def components(indices: Iterable[int], groups: Iterable[Iterable[int]]) -> list[list[int]]:
    """The sets of indices that groups connect, directly or through others; in order."""
    parent = {index: index for index in indices}

    def find(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for group in groups:
        roots = [*{find(index) for index in group}]
        for root in roots:
            parent[root] = roots[0]
    return list(values_by_key((find(index), index) for index in parent).values())
