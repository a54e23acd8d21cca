"""What functions over columns share: the encoding of facts, sorted places, and groups by number.

If there are few ints, each is compared with all others. A processor does many such comparisons at a time and without
branch prediction: the claims of one applicant are sorted in half of the time.

An amount is an int of 64 bits in minor units, a day the number of days since 1970-01-01 in 32 bits, a member of a
choice its place in the vocabulary, a text its place in the sorted texts of the chunk. An applicant is passed to the
scalar evaluator (`left`), with the reason, if one of its facts is not stated, cannot be determined or does not fit.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple, TypeAlias

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


NEVER = 2**31 - 1
"""A day that does not come: known not to be."""

EPOCH = datetime.date(1970, 1, 1)
"""The day with number 0."""

LONG_AGO = -(2**31)
"""The start of a period without a stated start."""

NO, YES, NONE_FLAG = 0, 1, 2
"""A yes or no, and one that is known not to be."""

NO_MEMBER = -1
"""A choice or text that is known to be absent; as a key: the claim does not have the key."""

UNKNOWN = -(2**62)
"""What a lookup by day or by year gives where nothing is stated."""

MAX_VALUE = 10**15
"""The most that a sum, count or number may be in a column; larger ones go to the scalar evaluator."""

MAX_CONVERTED = 10**10
"""The highest amount in millionths, in minor units; the scalar evaluator calculates larger ones."""

MILLIONTHS = 10**6
"""The number of parts in which a column gives a rate; the scalar evaluator calculates with finer rates."""

MAX_TOTAL = 2**62
"""What no sum on the way may reach."""

(
    SETTLED, OPEN, BEFORE_WINDOW, TOO_LARGE, SAME_RECORDS, PRIOR_PAYMENTS, NOT_PLAIN, UNSUPPORTED, SHARED, RECOVERED,
    IN_PARTS,
) = range(11)  # fmt: skip
"""Why an applicant is passed to the scalar evaluator.

In order: it is not; a required fact is not stated; the bureau may pay an event before the window; an amount could
exceed 64 bits; two records differ only in their contents; a fact is stated that columns do not support (earlier
payments, support of others); a value has no plain form; an award or a rule is not supported; a rule is shared with
others of the cohort; it may have to pay back or to pay; a grant is paid in parts.
"""
