"""Loops of the readers over the buffers of Arrow: the common subset of `ipdsl.batch.program.lowering`.

CPython runs them as they are; `compiled_loops` has them compiled. A text lies in `data` from `starts[k]` to
`starts[k + 1]`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ipdsl.batch.kernel.sort import Ints
from ipdsl.batch.program.texts import DIGIT, fingerprint, name_flags

COLON, SPACE = 58, 32


class ReaderLoops(NamedTuple):
    """The loops, as CPython has them or compiled."""

    read_ints: Callable[..., int]
    to_millionths: Callable[..., int]
    mark_usual_names: Callable[..., None]
    mark_named_lines: Callable[..., None]


def read_ints(
    data: Ints, validity: Ints, offset: int, unit: int, low: int, high: int, factor: int, none: int,
    is_none_stated: bool, numbers: Ints, stated: Ints, doubtful: Ints,
) -> int:  # fmt: skip
    """Cells of whole numbers from `low` to `high`, in units, times a factor; returns how many are in no plain form.

    `validity` has a bit for each cell, after `offset` others; without any no cell is null. Null stands for `none`.
    """
    wrong = 0
    has_nulls = len(validity) > 0
    for k in range(len(numbers)):
        if has_nulls and (validity[(offset + k) >> 3] >> ((offset + k) & 7)) & 1 == 0:
            numbers[k] = none
            stated[k] = is_none_stated
            continue
        value = int(data[k])
        stated[k] = 1
        is_whole = True
        if unit != 1:
            is_whole = value % unit == 0
            value = value // unit
        if is_whole and low <= value <= high:
            numbers[k] = value * factor
        else:
            numbers[k] = 0
            doubtful[k] = 1
            wrong += 1
    return wrong


def to_millionths(numbers: Ints, stated: Ints, most: int, millionths: int, sums: Ints, is_large: Ints) -> int:
    """Sums that are stated in millionths, and the others not known; returns how many are larger than `most`."""
    many = 0
    for k in range(len(numbers)):
        if stated[k] and 0 <= numbers[k] <= most:
            sums[k] = numbers[k] * millionths
        elif stated[k] and numbers[k] > most:
            is_large[k] = 1
            many += 1
    return many


def is_usual_name(data: Ints, start: int, end: int, no_names: Ints) -> bool:
    """Whether a text is plainly a name, and none of the words with these fingerprints."""
    flags = name_flags(data, start, end)
    if flags == 0:
        return False
    if flags & DIGIT == 0:
        mark = fingerprint(data, start, end)
        for word in no_names:
            if mark == word:
                return False
    return True


def mark_usual_names(starts: Ints, data: Ints, no_names: Ints, is_usual: Ints) -> None:
    """Marks the texts that are plainly names; the items of records hold no `: `, which ends a kind before an item."""
    for k in range(len(is_usual)):
        is_usual[k] = is_usual_name(data, starts[k], starts[k + 1], no_names)
        for place in range(starts[k], starts[k + 1] - 1):
            if data[place] == COLON and data[place + 1] == SPACE:
                is_usual[k] = 0


def mark_named_lines(
    line_begin: Ints, may_name: Ints, line_starts: Ints, line_data: Ints, begin: Ints, starts: Ints, data: Ints,
    is_named: Ints,
) -> None:  # fmt: skip
    """Marks the lines of those that may name a record of a root which do so, by the text of the record's item."""
    for i in range(len(begin) - 1):
        if begin[i] == begin[i + 1]:
            continue
        for k in range(line_begin[i], line_begin[i + 1]):
            if not may_name[k] or is_named[k]:
                continue
            size = line_starts[k + 1] - line_starts[k]
            for r in range(begin[i], begin[i + 1]):
                if starts[r + 1] - starts[r] == size and is_same_text(line_data, line_starts[k], data, starts[r], size):
                    is_named[k] = 1
                    break


def is_same_text(data: Ints, start: int, other: Ints, other_start: int, size: int) -> bool:
    """Whether two texts of so many bytes are equal."""
    for k in range(size):  # noqa: SIM110 - the subset has no generators
        if data[start + k] != other[other_start + k]:
            return False
    return True


LOOPS = ReaderLoops(read_ints, to_millionths, mark_usual_names, mark_named_lines)
