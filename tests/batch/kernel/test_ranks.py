"""An applicant leaves columns if it may have a figure for a rank in any paid year, also before the window."""

from __future__ import annotations

import pyarrow as pa
import pytest

import ipdsl

PAGE = """
policy ranks "Ranks"
  document "Doc 1"
  effective 2021-01-01 to 2023-12-31 by discretion from 2020-01-01
  currency CNY
  round down to 1
  use ip

article 1 "All"
  award by rank of works_registered per year among enterprise
    1: 1000
    ties share the rank
"""


@pytest.mark.parametrize(
    ("registered", "as_of", "found"),
    [
        ({2020: 5}, "2020-12-31", (0, 100_000, "not carried")),  # the bureau may pay before the window
        ({2020: 5}, "2020-12-30", (0, 0, "columns")),  # the year is not over
        ({2021: 5}, "2021-12-31", (0, 100_000, "not carried")),
        ({2020: 0, 2021: 0}, "2021-12-31", (0, 0, "columns")),
        ({2019: 5}, "2020-12-31", (0, 0, "columns")),
    ],
)
def test_who_may_be_ranked_is_settled_by_itself(
    registered: dict[int, int], as_of: str, found: tuple[int, int, str]
) -> None:
    policy = ipdsl.load_text(PAGE)
    stated = {str(year): {"works_registered": registered.get(year, 0)} for year in range(2019, 2024)}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "figures": stated, "as_of": as_of, "records": {}}
    figures = pa.array([[(int(year), one["works_registered"]) for year, one in stated.items()]], FIGURES)
    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]], "figures": figures})
    (row,) = policy.evaluate_table(table, as_of=as_of).applicants.to_pylist()
    assert (row["due"], row["most"], row["way"]) == found
    due = policy.evaluate(facts).due
    assert (due.low.minor, due.high and due.high.minor) == found[:2]


FIGURES = pa.list_(pa.struct([("year", pa.int32()), ("works_registered", pa.int64())]))
