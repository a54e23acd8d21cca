"""Sums that could leave 64 bits are settled one by one: never wrapped, never cut off."""

from __future__ import annotations

import datetime

import pyarrow as pa

import ipdsl

PAGE = """
policy large "Large sums"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  round half up to 0.01
  use ip

article 1 "All"
  award 50% of premium when ip_insurance bought
  award 150% of premium when ip_insurance bought
    as more
"""

RECORD = pa.struct([("contract", pa.string()), ("premium", pa.int64()), ("bought_on", pa.date32())])


def due(premiums: list[int]) -> tuple[int, str]:
    """What is due, and how it was settled."""
    day = datetime.date(2022, 3, 1)
    records = [{"contract": f"C{at}", "premium": one, "bought_on": day} for at, one in enumerate(premiums)]
    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]], "ip_insurance": pa.array([records], pa.list_(RECORD))})
    (row,) = ipdsl.load_text(PAGE).evaluate_table(table, as_of="2024-12-31").applicants.to_pylist()
    return row["due"], row["way"]


def test_a_sum_that_fits_is_settled_over_columns() -> None:
    assert due([10**15, 1]) == (2 * 10**15 + 3, "columns")  # half a fen is rounded up in each of the two


def test_a_value_that_is_too_large_goes_to_the_reader_of_facts() -> None:
    assert due([10**15 + 1]) == (2 * (10**15 + 1) + 1, "form")


def test_many_large_sums_are_settled_one_by_one() -> None:
    premiums = [10**15] * 700
    assert due(premiums) == (2 * 10**15 * 700, "large")
