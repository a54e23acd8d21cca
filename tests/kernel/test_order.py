"""The order in which claims ask, against `sorted` of the standard library."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, strategies as st

from ipdsl.kernel.allocation import GREATEST, GREATEST_BY_TEXT, KernelTables, sort_by_claim, sort_by_size
from tests.support.rows import each_row

Claims = list[tuple[int, int]]


def tables(rows: list[int], **columns: Any) -> KernelTables:
    """The columns that a sort reads. Behind the rows that ask, `line` has two places with no row in them."""
    return cast(KernelTables, SimpleNamespace(line=[*rows, -1, -1], **columns))


def rows_by_size(claims: Claims, order: int) -> list[int]:
    """The rows in the order in which they ask. `claims` has the amount and the clause of each claim."""
    n = len(claims)
    row_claim = [*reversed(range(n))]
    # Row numbers and claim numbers differ, so a mix-up of the two shows.
    made = tables(
        [*range(n)], row_claim=row_claim, left=[left for left, _ in claims], clause=[clause for _, clause in claims]
    )
    sort_by_size(made, n, order)
    assert [*made.line[n:]] == [-1, -1]
    return [*made.line[:n]]


def expected_by_size(claims: Claims, order: int) -> list[int]:
    by_row = [*reversed(claims)]
    return sorted(
        range(len(claims)), key=lambda row: (-by_row[row][0], by_row[row][1] if order == GREATEST_BY_TEXT else 0, row)
    )


@pytest.mark.parametrize("order", [GREATEST, GREATEST_BY_TEXT], ids=["by row", "by the text"])
@given(claims=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), min_size=2, max_size=40))
def test_the_greatest_claim_is_first_and_equal_claims_follow_the_order(order: int, claims: Claims) -> None:
    assert rows_by_size(claims, order) == expected_by_size(claims, order)


@each_row("order", [GREATEST, GREATEST_BY_TEXT])
@each_row("number", [2, 3, 4, 9, 25, 100])
def test_claims_in_ascending_and_in_descending_order_are_sorted(order: int, number: int) -> None:
    for amounts in (range(1, number + 1), range(number, 0, -1), [5] * number):
        for clauses in (range(number), range(number, 0, -1), [7] * number):
            claims = [*zip(amounts, clauses, strict=True)]
            assert rows_by_size(claims, order) == expected_by_size(claims, order)


@given(row_claim=st.permutations(range(12)), asking=st.integers(0, 12))
def test_rows_are_put_in_the_order_of_their_claims(row_claim: list[int], asking: int) -> None:
    made = tables([*range(asking)], row_claim=row_claim)
    sort_by_claim(made, asking)
    assert [*made.line] == [*sorted(range(asking), key=row_claim.__getitem__), -1, -1]
