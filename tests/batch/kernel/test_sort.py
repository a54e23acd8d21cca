"""Claims of an applicant in order: by key, item and record, whether few or many, and in CPython or compiled."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, strategies as st

from ipdsl.batch.kernel.compiled import compile_functions, kernel_names
from ipdsl.batch.kernel.payments import sort_claims
from ipdsl.batch.kernel.values import FEW, SPARE
from ipdsl.batch.kernel.workspace import OrderColumns, WrittenClaims

Claim = tuple[int, int]
"""A key and an item; the record is the place."""

CLAIMS = st.lists(st.tuples(st.integers(0, 4) | st.integers(-(2**62), 2**62), st.integers(0, 3)), max_size=12)

LLVM = compile_functions(kernel_names(), "")["sort_claims"]
engines = pytest.mark.parametrize("sort", [sort_claims, LLVM], ids=["CPython", "LLVM"])


class Order(NamedTuple):
    """What the function reads of a workspace."""

    written: WrittenClaims
    order: OrderColumns


@engines
@given(claims=CLAIMS, seed=st.integers(0, 2**32))
def test_claims_of_an_applicant_stand_in_order(sort: Callable[..., None], claims: list[Claim], seed: int) -> None:
    check(sort, claims, random.Random(seed))


@engines
@pytest.mark.parametrize("many", [FEW - 1, FEW, FEW + 1, 500])
@pytest.mark.parametrize("kinds", [1, 3, 10_000])
def test_many_claims_stand_in_order(sort: Callable[..., None], many: int, kinds: int) -> None:
    draw = random.Random(many * kinds)
    check(sort, [(draw.randrange(kinds), draw.randrange(kinds)) for _ in range(many)], draw)


def check(sort: Callable[..., None], claims: list[Claim], draw: random.Random) -> None:
    many = len(claims)
    key, item = (np.array([claim[part] for claim in claims], np.int64) for part in (0, 1))
    place = np.array(draw.sample(range(many), many), np.int64)
    columns = WrittenClaims(*(np.zeros(many, np.int64) for _ in WrittenClaims._fields))
    order = OrderColumns(key[place], place, np.zeros(many, np.int64), np.zeros(SPARE, np.int64))
    sort(many, Order(columns._replace(item=item, record=np.arange(many)), order))
    wanted = sorted(range(many), key=lambda at: (key[at], item[at], at))
    assert order.place.tolist() == wanted
    assert order.sort_key.tolist() == [key[at] for at in wanted]
