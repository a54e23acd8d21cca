"""A measure of work: the number of function calls."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """The number of functions called."""
    found = [0]

    def count(*_: object) -> None:
        found[0] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found[0]
