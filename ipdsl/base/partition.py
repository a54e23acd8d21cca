"""Connected components: indices that are connected, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable


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
    sets: dict[int, list[int]] = {}
    for index in parent:
        sets.setdefault(find(index), []).append(index)
    return list(sets.values())
