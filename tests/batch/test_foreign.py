"""Foreign amounts in tables, converted by published rates: columns and the scalar evaluator agree to the fen."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

import ipdsl

PAGE = """
policy fees "Fees abroad"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  round half up to 0.01
  use ip

article 1 "Fees"
  award 37% of official_fees when invention_patent granted
    convert at central_parity on fees_paid_on
"""
DAY = datetime.date(2022, 3, 1)
RATES = {"USD": "6.7114", "JPY": "0.051364", "EUR": "7.00841234"}
SERIES = {
    "source": "made for a test",
    "series": {"central_parity": [{"currency": one, "day": str(DAY), "value": rate} for one, rate in RATES.items()]},
}


def cells(typed: pa.DataType, *sums: tuple[Any, str | None]) -> pa.Array:
    """One patent of each applicant, with its fee."""
    fee = pa.struct([("amount", typed), ("currency", pa.string())])
    patent = pa.struct([("number", pa.string()), ("granted_on", pa.date32()), ("fees_paid_on", pa.date32()),
                        ("official_fees", fee)])  # fmt: skip
    made = [[{"number": "ZL1", "granted_on": DAY, "fees_paid_on": DAY,
              "official_fees": {"amount": amount, "currency": currency}}] for amount, currency in sums]  # fmt: skip
    return pa.array(made, pa.list_(patent))


def settled(patents: pa.Array) -> list[tuple[Any, Any, str]]:
    """What is due to each, at the least and at the most, and how it was settled."""
    names = [f"F{place}" for place in range(len(patents))]
    table = pa.table({"id": names, "kinds": [["enterprise"]] * len(names), "invention_patent": patents})
    found = ipdsl.load_text(PAGE).evaluate_table(table, as_of="2024-12-31", series=SERIES)
    return [(row["due"], row["most"], row["way"]) for row in found.applicants.to_pylist()]


@pytest.mark.parametrize(
    ("typed", "sums"),
    [
        (pa.int64(), [(10_001, "USD"), (30_033, "JPY"), (99, "CNY")]),
        (pa.string(), [("100.01", "USD"), ("30033", "JPY"), ("0.99", "CNY")]),
        (pa.decimal128(12, 2), [(Decimal("100.01"), "USD"), (Decimal("30033.00"), "JPY"), (Decimal("0.99"), "CNY")]),
    ],
)
def test_foreign_sums_are_settled_over_columns(typed: pa.DataType, sums: list[tuple[Any, str]]) -> None:
    found = settled(cells(typed, *sums))
    assert [(due, way) for due, _, way in found] == [
        (24_835, "columns"),  # 37% of 671.207114
        (57_077, "columns"),  # 37% of 1,542.615012
        (37, "columns"),
    ]


def test_a_day_without_a_rate_leaves_the_sum_open() -> None:
    assert settled(cells(pa.int64(), (100, "GBP"))) == [(0, None, "not stated")]


def test_a_rate_finer_than_columns_carry_is_settled_alone() -> None:
    assert settled(cells(pa.int64(), (10_000, "EUR"))) == [(25_931, 25_931, "form")]  # 37% of 700.841234


def test_a_sum_too_large_for_millionths_is_settled_alone() -> None:
    assert settled(cells(pa.int64(), (10**10, "USD"), (10**10 + 1, "CNY"))) == [
        (24_832_180_000, 24_832_180_000, "large"),
        (3_700_000_000, 3_700_000_000, "large"),
    ]


def test_a_currency_that_nobody_knows_is_a_problem_of_its_row() -> None:
    assert settled(cells(pa.int64(), (100, "usd"))) == [(None, None, "form")]
