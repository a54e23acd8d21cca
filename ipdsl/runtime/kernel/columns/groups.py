"""Groups by number: an open hash table of rows of ints, emptied by a stamp."""

from __future__ import annotations

from typing import Any, TypeAlias

Ints: TypeAlias = Any
"""A column of ints, or a table of them: arrays of NumPy, of which CPython and LLVM both read single ints."""

LOW = 2**30 - 1
"""The bits of an int that a place hangs on: products of them with small numbers stay within 64 bits."""


def place_of(names: Ints, stamps: Ints, stamp: int, a: int, b: int, c: int, d: int, e: int) -> int:
    """The place of five ints in an open hash table of rows; a new one gets the stamp, and -1 as its number."""
    mask = len(stamps) - 1
    at = ((a & LOW) * 31 + (b & LOW) * 69069 + (c & LOW) * 40503 + (d & LOW) * 8191 + (e & LOW) * 127) & mask
    while stamps[at] == stamp:
        if (
            names[at, 0] == a and names[at, 1] == b and names[at, 2] == c and names[at, 3] == d and names[at, 4] == e
        ):  # fmt: skip
            return at
        at = (at + 1) & mask
    stamps[at] = stamp
    names[at, 0], names[at, 1], names[at, 2], names[at, 3], names[at, 4] = a, b, c, d, e
    names[at, 5] = -1
    return at


def group_at(names: Ints, stamps: Ints, stamp: int, a: int, b: int, c: int, d: int, e: int) -> int:
    """The number of a group in the open hash table of `number`; -1: no claim asks of it."""
    mask = len(stamps) - 1
    at = ((a & LOW) * 31 + (b & LOW) * 69069 + (c & LOW) * 40503 + (d & LOW) * 8191 + (e & LOW) * 127) & mask
    while stamps[at] == stamp:
        if (
            names[at, 0] == a and names[at, 1] == b and names[at, 2] == c and names[at, 3] == d and names[at, 4] == e
        ):  # fmt: skip
            found: int = names[at, 5]
            return found
        at = (at + 1) & mask
    return -1
