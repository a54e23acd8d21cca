"""Sort places by keys in a parallel array of ints: few by counting, many by exchanges over gaps.

If there are few ints, each is compared with all others. A processor does many such comparisons at a time and without
branch prediction: the claims of one applicant are sorted in half of the time.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Ints: TypeAlias = Any
"""A column of ints: an array of NumPy. Both CPython and LLVM read single ints from it."""

FEW = 128
"""So many are sorted by counting."""

SPARE = 2 * FEW
"""So many ints of room the sort needs to work in."""


def sort(keys: Ints, place: Ints, first: int, end: int, spare: Ints) -> None:
    """Sort keys from `first` to `end`, and their places; the order of equal keys is not defined."""
    if end - first > FEW:
        sort_many(keys, place, first, end)
        return
    is_sorted = True
    for index in range(first + 1, end):
        if keys[index - 1] > keys[index]:
            is_sorted = False
    if is_sorted:
        return
    for index in range(first, end):
        key, rank = keys[index], 0
        for x in range(first, end):
            if keys[x] < key + (1 if x < index else 0):  # of equal keys the earlier comes first
                rank += 1
        spare[rank], spare[FEW + rank] = key, place[index]
    for index in range(first, end):
        keys[index], place[index] = spare[index - first], spare[FEW + index - first]


def sort_many(keys: Ints, place: Ints, first: int, end: int) -> None:
    """As `sort`, by gaps that shrink."""
    gap = 1
    while gap * 5 < (end - first) * 2:
        gap = (gap * 9 + 3) // 4
    while True:
        for index in range(first + gap, end):
            key, moved = keys[index], place[index]
            x = index - gap
            while x >= first and keys[x] > key:
                keys[x + gap], place[x + gap] = keys[x], place[x]
                x -= gap
            keys[x + gap], place[x + gap] = key, moved
        if gap == 1:
            break
        gap = max(1, (gap - 1) * 4 // 9)


def sort_equal_keys(keys: Ints, place: Ints, first: int, end: int, values: Ints, spare: Ints) -> None:
    """Sort places whose keys are equal by their `values`; equal keys must already be adjacent."""
    index = first
    while index < end:
        stop, key = index + 1, keys[index]
        while stop < end and keys[stop] == key:
            stop += 1
        if stop - index > 1:
            for x in range(index, stop):
                keys[x] = values[place[x]]
            sort(keys, place, index, stop, spare)
            for x in range(index, stop):
                keys[x] = key
        index = stop
