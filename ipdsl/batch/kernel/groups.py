"""Groups by number: an open hash table of rows of ints, emptied by a stamp."""

from __future__ import annotations

from typing import NamedTuple

from ipdsl.batch.kernel.sort import Ints

LOW = 2**30 - 1
"""The bits of an int that determine a position: their products with small numbers stay within 64 bits."""

SLOT = 6
"""The ints of a slot: a name of five, and its number."""

STAMP, MASK = range(2)


class NameTable(NamedTuple):
    """Names with their numbers, `SLOT` ints for each, and a stamp of each slot: those of another stamp are empty.

    `marks` are the stamp and the mask, which is the number of slots less 1.
    """

    names: Ints
    stamps: Ints
    marks: Ints


def empty_names(table: NameTable, most: int) -> None:
    """Empties a table for so many names at most."""
    slots = 16
    while slots < 4 * most:
        slots *= 2
    table.marks[STAMP] += 1
    table.marks[MASK] = slots - 1


def slot_of(table: NameTable, a: int, b: int, c: int, d: int, e: int) -> int:
    """The slot of a name, or the empty one in which it would be."""
    names, stamps, stamp = table.names, table.stamps, table.marks[STAMP]
    mask: int = table.marks[MASK]
    slot = ((a & LOW) * 31 + (b & LOW) * 69069 + (c & LOW) * 40503 + (d & LOW) * 8191 + (e & LOW) * 127) & mask
    while stamps[slot] == stamp:
        at = slot * SLOT
        if names[at] == a and names[at + 1] == b and names[at + 2] == c and names[at + 3] == d and names[at + 4] == e:
            return slot
        slot = (slot + 1) & mask
    return slot


def find_name(table: NameTable, a: int, b: int, c: int, d: int, e: int) -> int:
    """The number of a name; -1 if it has no number."""
    slot = slot_of(table, a, b, c, d, e)
    number: int = table.names[slot * SLOT + 5] if table.stamps[slot] == table.marks[STAMP] else -1
    return number


def number_place(table: NameTable, a: int, b: int, c: int, d: int, e: int) -> int:
    """The place of the number of a name in `names`; that of a new name is -1."""
    slot = slot_of(table, a, b, c, d, e)
    at = slot * SLOT
    if table.stamps[slot] != table.marks[STAMP]:
        table.stamps[slot] = table.marks[STAMP]
        names = table.names
        names[at], names[at + 1], names[at + 2], names[at + 3], names[at + 4], names[at + 5] = a, b, c, d, e, -1
    return at + 5
