"""Groups by number: an open hash table of rows of ints, emptied by a stamp."""

from __future__ import annotations

from typing import Any, TypeAlias

Ints: TypeAlias = Any
"""A column of ints, or a table of them: arrays of NumPy, of which CPython and LLVM both read single ints."""

LOW = 2**30 - 1
"""The bits of an int that a place hangs on: products of them with small numbers stay within 64 bits."""


def group_slot(names: Ints, stamps: Ints, stamp: int, a: int, b: int, c: int, d: int, e: int) -> int:
    """The place of five ints in an open hash table of rows; a new one gets the stamp, and -1 as its number."""
    mask = len(stamps) - 1
    slot = ((a & LOW) * 31 + (b & LOW) * 69069 + (c & LOW) * 40503 + (d & LOW) * 8191 + (e & LOW) * 127) & mask
    while stamps[slot] == stamp:
        if (
            names[slot, 0] == a and names[slot, 1] == b and names[slot, 2] == c
            and names[slot, 3] == d and names[slot, 4] == e
        ):  # fmt: skip
            return slot
        slot = (slot + 1) & mask
    stamps[slot] = stamp
    names[slot, 0], names[slot, 1], names[slot, 2], names[slot, 3], names[slot, 4] = a, b, c, d, e
    names[slot, 5] = -1
    return slot


def find_group(names: Ints, stamps: Ints, stamp: int, a: int, b: int, c: int, d: int, e: int) -> int:
    """The number of a group in the open hash table of `number`; -1: no claim asks of it."""
    mask = len(stamps) - 1
    slot = ((a & LOW) * 31 + (b & LOW) * 69069 + (c & LOW) * 40503 + (d & LOW) * 8191 + (e & LOW) * 127) & mask
    while stamps[slot] == stamp:
        if (
            names[slot, 0] == a and names[slot, 1] == b and names[slot, 2] == c
            and names[slot, 3] == d and names[slot, 4] == e
        ):  # fmt: skip
            number: int = names[slot, 5]
            return number
        slot = (slot + 1) & mask
    return -1
