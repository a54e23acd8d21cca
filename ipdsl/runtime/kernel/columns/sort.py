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
    for at in range(first + 1, end):
        if keys[at - 1] > keys[at]:
            is_sorted = False
    if is_sorted:
        return
    for at in range(first, end):
        key, rank = keys[at], 0
        for x in range(first, end):
            if keys[x] < key + (1 if x < at else 0):  # of equal keys the earlier comes first
                rank += 1
        spare[rank], spare[FEW + rank] = key, place[at]
    for at in range(first, end):
        keys[at], place[at] = spare[at - first], spare[FEW + at - first]


def sort_many(keys: Ints, place: Ints, first: int, end: int) -> None:
    """As `sort`, by gaps that shrink."""
    gap = 1
    while gap * 5 < (end - first) * 2:
        gap = (gap * 9 + 3) // 4
    while True:
        for at in range(first + gap, end):
            key, own = keys[at], place[at]
            x = at - gap
            while x >= first and keys[x] > key:
                keys[x + gap], place[x + gap] = keys[x], place[x]
                x -= gap
            keys[x + gap], place[x + gap] = key, own
        if gap == 1:
            break
        gap = max(1, (gap - 1) * 4 // 9)


def sort_alike(keys: Ints, place: Ints, first: int, end: int, by: Ints, spare: Ints) -> None:
    """Sorts places whose keys are equal by what `by` says of them; equal keys stand together already."""
    at = first
    while at < end:
        stop, key = at + 1, keys[at]
        while stop < end and keys[stop] == key:
            stop += 1
        if stop - at > 1:
            for x in range(at, stop):
                keys[x] = by[place[x]]
            sort(keys, place, at, stop, spare)
            for x in range(at, stop):
                keys[x] = key
        at = stop
