"""Claims of an applicant in order: by key, item and record, whether few or many, and in CPython or compiled."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipdsl.batch.kernel.settle import PLAIN
from ipdsl.batch.kernel.sort import FEW, SPARE
from ipdsl.batch.program.compiled import ENGINE

Claim = tuple[int, int]
"""A key and an item; the record is the place."""

CLAIMS = st.lists(st.tuples(st.integers(0, 4) | st.integers(-(2**62), 2**62), st.integers(0, 3)), max_size=12)

engines = pytest.mark.parametrize("in_order", [PLAIN.in_order, ENGINE.in_order], ids=["CPython", "LLVM"])


@engines
@given(people=st.lists(CLAIMS, min_size=1, max_size=4), seed=st.integers(0, 2**32))
def test_claims_of_each_applicant_stand_in_order(
    in_order: Callable[..., None], people: list[list[Claim]], seed: int
) -> None:
    check(in_order, people, random.Random(seed))


@engines
@pytest.mark.parametrize("many", [FEW - 1, FEW, FEW + 1, 500])
@pytest.mark.parametrize("kinds", [1, 3, 10_000])
def test_many_claims_stand_in_order(in_order: Callable[..., None], many: int, kinds: int) -> None:
    draw = random.Random(many * kinds)
    check(in_order, [[(draw.randrange(kinds), draw.randrange(kinds)) for _ in range(many)], [(1, 1)]], draw)


def check(in_order: Callable[..., None], people: list[list[Claim]], draw: random.Random) -> None:
    every = [claim for one in people for claim in one]
    begin = np.cumsum([0, *map(len, people)]).astype(np.int64)
    key, item = (np.array([claim[part] for claim in every], np.int64) for part in (0, 1))
    shuffled = [at for a, b in pairwise(begin.tolist()) for at in draw.sample(range(a, b), b - a)]
    place = np.array(shuffled, np.int64)
    keys = key[place]
    in_order(begin, place, keys, item, np.arange(len(every)), np.zeros(SPARE, np.int64))
    for start, end in pairwise(begin.tolist()):
        wanted = sorted(range(start, end), key=lambda at: (key[at], item[at], at))
        assert place[start:end].tolist() == wanted
        assert keys[start:end].tolist() == [key[at] for at in wanted]
