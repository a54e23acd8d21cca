"""Rows of a table are compared with the values that earlier rows cover, in a time that grows with their number."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ipdsl.base.source import Span
from ipdsl.driver.compilation import Compilation
from ipdsl.schema.comparisons import Comparison
from ipdsl.semantics.expressions.rows import CoveredValues, Tier, between_tier, threshold
from tests.support.rows import each_row

SPAN = Span("page.ipp", 1, 1, 1, 2)
POINTS = [Fraction(half, 2) for half in range(-3, 16)]
"""All the numbers that bounds from 0 to 6 can tell apart."""
NUMBERS = st.integers(0, 6).map(Fraction)
ORDERED = [Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.AT_MOST, Comparison.LESS_THAN]
TIERS = st.one_of(
    st.builds(lambda op, number: threshold(op, number, False, SPAN), st.sampled_from(ORDERED), NUMBERS),
    st.builds(lambda ends: between_tier(*sorted(ends), False, SPAN), st.tuples(NUMBERS, NUMBERS)),
)


def points(tier: Tier) -> set[Fraction]:
    return {
        point
        for point in POINTS
        if (tier.low is None or tier.low <= (point, 0)) and (tier.high is None or (point, 0) < tier.high)
    }


@given(st.lists(TIERS, max_size=8), TIERS)
def test_values_are_covered_if_they_are_in_an_earlier_row(earlier: list[Tier], tier: Tier) -> None:
    covered = CoveredValues()
    for row in earlier:
        covered.add(row)
    there = {point for row in earlier for point in points(row)}
    assert covered.has_all_of(tier) == (points(tier) <= there)
    assert covered.has_some_of(tier) == bool(points(tier) & there)
    assert covered.starts == sorted(covered.starts)
    assert all(end < start for end, start in zip(covered.ends, covered.starts[1:], strict=False)), "disjoint"


@pytest.mark.broad
@each_row("amount", ["{n}", "{n}% of amount"])
def test_a_thousand_rows_are_checked_soon(amount: str) -> None:
    rows = [f"  at least {n}: {amount.format(n=n)}" for n in range(1000, 0, -1)]
    page = "\n".join(["award by amount to enterprise when technology_contract recorded", *rows, ""])
    start = time.process_time()
    Compilation.from_text(page, "page.ipp").check()
    assert time.process_time() - start < 2
