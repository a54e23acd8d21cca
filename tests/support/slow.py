"""Which rows of a table of cases the default run takes; the others have the marker `slow`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def sampled(rows: Iterable[Any], every: int) -> list[ParameterSet]:
    """All rows for `parametrize`: the default run takes the first of each `every`, `-m slow` the others.

    A tuple is the values of several names; a tuple that is one value comes as a `pytest.param`.
    """
    found = []
    for number, row in enumerate(rows):
        one = row if isinstance(row, ParameterSet) else pytest.param(*row if isinstance(row, tuple) else (row,))
        marks = one.marks if number % every == 0 else (*one.marks, pytest.mark.slow)
        found.append(pytest.param(*one.values, marks=marks, id=one.id))
    return found
