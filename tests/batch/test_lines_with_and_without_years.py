"""Lines that state a sum for their year, and lines that state sums by year, in one table."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.batch.intake.intake import nested_table

POLICY = """\
policy city "A city"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "One"
  award 10000 to enterprise when patent granted
    as aid
  cap 15000 per enterprise
"""


def firm(name: str, *lines: dict[str, Any]) -> dict[str, Any]:
    patent = {"number": "B", "granted_on": "2023-05-01"}
    history = [{"clause": "aid", "item": "A", "year": 2022, **line} for line in lines]
    applicant = {"id": name, "kinds": ["enterprise"]}
    return {"applicant": applicant, "records": {"patent": [patent]}, "history": history, "as_of": "2024-12-31"}


@pytest.mark.parametrize("word", ["due", "paid"])
def test_a_table_takes_both(word: str) -> None:
    """Lines of schema 1 call it `paid`."""
    policy = ipdsl.load_text(POLICY)
    firms = [firm("F", {word: "9000.00"}), firm("G", {word: {"2022": "8000.00"}}), firm("H")]
    result = policy.evaluate_table(nested_table(policy._program, firms), as_of="2024-12-31")
    assert [row["due"] for row in result.applicants.to_pylist()] == [600_000, 700_000, 1_000_000]
