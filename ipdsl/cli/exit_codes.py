"""The exit codes, one meaning everywhere; over several policies the worst counts."""

from __future__ import annotations

from collections.abc import Iterable

OK = 0
FOUND_ERRORS = 1
WRONG_USE = 2
UNDETERMINED = 3
INTERRUPTED = 130
TERMINATED = 143

_WORST_FIRST = (WRONG_USE, FOUND_ERRORS, UNDETERMINED, OK)


def worst(codes: Iterable[int]) -> int:
    """The exit code of several runs; 0 of none."""
    return min(codes, key=_WORST_FIRST.index, default=OK)
