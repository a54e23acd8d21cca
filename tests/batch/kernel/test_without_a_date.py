"""Rows of tables without an as-of date get the date of their single decisions, with a year that is asked for too."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ipdsl.batch.evaluate import Options, TablePolicy
from ipdsl.decision.decision import Request
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from tests.support.batch.cities import ENGINE, policy_of
from tests.support.batch.column_code import column_code
from tests.support.batch.law import Counts, check_case, differences, generated_case
from tests.support.in_tables import nested_table
from tests.support.policies.drawn_without_date import DRAWN, SERIES, drawn

ALWAYS = "qingyuan_2018"


@pytest.mark.parametrize(
    ("city", "first", "end"),
    [(ALWAYS, 300, 312), *(pytest.param(city, 0, 300, marks=pytest.mark.slow) for city in DRAWN)],
)
def test_a_row_without_a_date_is_settled_as_by_itself(city: str, first: int, end: int) -> None:
    policy = policy_of(city)
    published = policy.published(SERIES[city]() if city in SERIES else None)
    every = [
        {name: part for name, part in facts.items() if name != "series"}  # published series are the same for all
        | {"applicant": {**facts["applicant"], "id": f"F{number}"}}
        for number, facts in enumerate(drawn(city, first, end - first))
    ]
    for year in (None, 2023):
        counts = Counts()
        result = TablePolicy(policy.code, policy.column_code).settle(
            nested_table(policy.code.program, every),
            Options(claims=True, published=published, engine=ENGINE, year=year),
        )
        counts.update(result.ways)
        alone = [
            evaluate_eagerly(
                policy.program, policy.code, read_facts_with_series(one, policy.program, published), Request(year)
            )
            for one in every
        ]
        assert not [*differences(result, every, alone, counts)]
        assert counts["columns"]


def half_dated(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The facts, most of them without an as-of date."""
    return [{name: part for name, part in one.items() if name != "as_of" or number % 3 == 0}
            for number, one in enumerate(facts)]  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("seed", [13, pytest.param(8, marks=pytest.mark.slow), pytest.param(9, marks=pytest.mark.slow)])
def test_rows_of_generated_policies_without_a_date(seed: int) -> None:
    counts, met = Counts(), 0
    for number in random.Random(seed).sample(range(10**5), 12 if seed == 13 else 60):
        made, facts = generated_case(seed, number, 5)
        if facts:
            found = check_case(made, half_dated(facts), lambda _, made=made: column_code(made), counts)
            assert not found, (seed, number, found[:3])
            met += 1
    assert met > 2
    assert counts["columns"] > 2
