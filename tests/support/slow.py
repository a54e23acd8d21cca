"""Select the rows of a table of cases for the default run; the others have a marker, `slow` or `broad`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def sampled(rows: Iterable[Any], every: int, others: str = "slow") -> list[ParameterSet]:
    """All rows for `parametrize`. The default run takes every `every`-th row. The others have the marker `others`.

    A tuple has the values of several names. A tuple that is a single value must be given as a `pytest.param`.
    Twice, as in `sampled(sampled(rows, 5), 10, others="broad")`, it makes three parts. Slow rows stay slow.
    """
    found = []
    for number, row in enumerate(rows):
        one = row if isinstance(row, ParameterSet) else pytest.param(*row if isinstance(row, tuple) else (row,))
        marks = one.marks if number % every == 0 else (*one.marks, getattr(pytest.mark, others))
        found.append(pytest.param(*one.values, marks=marks, id=one.id))
    return found
