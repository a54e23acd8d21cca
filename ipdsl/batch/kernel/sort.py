"""Places sorted by ints that stand beside them: few by counting, many by exchanges over gaps.

Of few ints each is compared with all others, which a processor does many at a time and without guessing: the claims of
one applicant are put in order in half of the time.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Ints: TypeAlias = Any
"""A column of ints: an array of NumPy, of which CPython and LLVM both read single ints."""

FEW = 128
"""So many are sorted by counting."""

SPARE = 2 * FEW
"""So many ints of room the sort needs to work in."""


def sort(keys: Ints, place: Ints, first: int, end: int, spare: Ints) -> None:
    """Sorts keys from `first` to `end`, and the places beside them; equal keys come in any order."""
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
    """Sorts places whose keys are equal by what `values` says of them; equal keys stand together already."""
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
