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

    mark_usual_names: Callable[..., None]
    mark_named_lines: Callable[..., None]


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


LOOPS = ReaderLoops(mark_usual_names, mark_named_lines)
