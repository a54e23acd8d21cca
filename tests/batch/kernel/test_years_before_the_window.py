"""A year that ended before the window is paid at the discretion of the bureau.

This is also true for an award with its own start, which widens the window for events only. The amount is open, so the
applicant leaves columns for a decision.
"""

from __future__ import annotations

import pyarrow as pa
import pytest

import ipdsl

PAGE = """
policy early "Early years"
  document "Doc 1"
  effective 2021-01-01 to 2023-12-31 by discretion from 2020-01-01
  currency CNY
  round down to 1
  use ip

article 1 "All"
  award 1000 {since} each year
    if works_registered at least 1
  cap 2500 per applicant
"""


@pytest.mark.parametrize(
    ("since", "found"),
    [
        ("", (200_000, 250_000, "not carried")),
        ("from 2020-03-01", (200_000, 250_000, "not carried")),  # the year ended after it
        ("from 2020-12-31", (200_000, 250_000, "not carried")),
        ("from 2021-01-01", (200_000, 200_000, "columns")),
        ("from 2022-01-01", (100_000, 100_000, "columns")),
    ],
)
def test_a_year_before_the_window_is_left_to_a_decision(since: str, found: tuple[int, int, str]) -> None:
    policy = ipdsl.load_text(PAGE.replace("{since}", since))
    figures = [(year, 1) for year in (2020, 2021, 2022)]
    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]], "figures": pa.array([figures], FIGURES)})
    (row,) = policy.evaluate_table(table, as_of="2022-12-31").applicants.to_pylist()
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2022-12-31", "records": {},
        "figures": {str(year): {"works_registered": number} for year, number in figures},
    }  # fmt: skip
    due = policy.evaluate(facts).due
    assert (due.low.minor, due.high and due.high.minor) == (row["due"], row["most"])
    assert (row["due"], row["most"], row["way"]) == found


FIGURES = pa.list_(pa.struct([("year", pa.int32()), ("works_registered", pa.int64())]))
