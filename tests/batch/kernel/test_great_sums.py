"""A sum that no column of a result holds is a problem of its row; the other rows are settled."""

from __future__ import annotations

import pytest

import ipdsl
from tests.support.in_tables import nested_table

PAGE = "award works_registered times 70 each year\n"


@pytest.mark.parametrize("year", [None, 2022])
def test_a_sum_of_twenty_digits_is_a_problem_of_its_row(year: int | None) -> None:
    policy = ipdsl.load_text(PAGE)
    every = [
        {
            "applicant": {"id": f"F{jobs}", "kinds": ["enterprise"]},
            "records": {},
            "figures": {"2022": {"works_registered": jobs}},
            "as_of": "2022-12-31",
        }
        for jobs in (3, 10**16 - 1)
    ]
    assert [policy.evaluate(facts).total.minor for facts in every] == [21_000, 7000 * (10**16 - 1)]
    result = policy.evaluate_table(nested_table(policy.program, every), as_of=None, year=year, claims=True)
    first, _ = result.applicants.to_pylist()
    assert (first["due"], first["status"]) == (21_000, "settled")
    assert [row["code"] for row in result.errors.to_pylist()] == ["R008"]
