"""Select the rows of a table of cases for the default run; the others have the marker `slow`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def sampled(rows: Iterable[Any], every: int) -> list[ParameterSet]:
    """All rows for `parametrize`. The default run takes every `every`-th row, `-m slow` the others.

    A tuple has the values of several names. A tuple that is a single value must be given as a `pytest.param`.
    """
    found = []
    for number, row in enumerate(rows):
        one = row if isinstance(row, ParameterSet) else pytest.param(*row if isinstance(row, tuple) else (row,))
        marks = one.marks if number % every == 0 else (*one.marks, pytest.mark.slow)
        found.append(pytest.param(*one.values, marks=marks, id=one.id))
    return found
