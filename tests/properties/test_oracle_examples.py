"""The oracle against values made by hand (calendar, rounding, worked examples), and the runtime on the examples."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from ipdsl.semantics import typed
from tests.properties.examples import COHORT, COHORT_PAID, EXAMPLES, HEAD, RANKS, VOCABULARY, Example
from tests.properties.pipeline import checked_texts, compile_texts
from tests.reference import days, oracle

D = datetime.date


@pytest.mark.parametrize(
    ("day", "count", "unit", "then"),
    [
        (D(2020, 2, 29), 1, "year", D(2021, 2, 28)),
        (D(2020, 2, 29), 4, "year", D(2024, 2, 29)),
        (D(2022, 1, 31), 1, "month", D(2022, 2, 28)),
        (D(2022, 3, 31), -1, "month", D(2022, 2, 28)),
        (D(2022, 12, 15), 2, "month", D(2023, 2, 15)),
        (D(2022, 12, 31), 1, "day", D(2023, 1, 1)),
    ],
)
def test_spans_of_time_end_on_the_same_day_or_the_last_of_the_month(day: D, count: int, unit: str, then: D) -> None:
    assert days.after(day, count, unit) == then


def test_years_between_two_days_are_whole_years_and_days_over_365() -> None:
    assert days.years_from_start(D(2023, 3, 1), D(2024, 3, 1)) == 1
    assert days.years_from_start(D(2023, 3, 1), D(2024, 3, 2)) == 1 + Fraction(1, 365)
    assert days.years_from_end(D(2023, 2, 28), D(2024, 3, 1)) == 1 + Fraction(1, 365)
    assert days.years_from_start(D(2024, 3, 1), D(2024, 3, 1)) == 0


def test_a_year_overlaps_a_window_from_its_first_to_its_last_day() -> None:
    assert days.overlap(2022, D(2021, 12, 21), D(2022, 6, 30)) == (D(2022, 1, 1), D(2022, 6, 30))
    assert days.overlap(2025, None, D(2024, 12, 31)) is None


def yuan(text: str) -> int:
    return int(Fraction(text) * 100)


def policy_of(page: str) -> typed.Policy:
    return checked_texts(page + "\n", VOCABULARY + "\n", "ex")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_the_oracle_knows_the_worked_examples(example: Example) -> None:
    answer = oracle.evaluate(policy_of(example.page), example.facts)
    assert {year: answer.totals.get(year, 0) for year in example.paid} == {y: yuan(p) for y, p in example.paid.items()}
    assert answer.total == sum(yuan(p) for p in example.paid.values())
    assert sum(x.lapsed for x in answer.lines) == yuan(example.lapsed)
    assert sum(x.carried for x in answer.lines) == yuan(example.carried)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_the_runtime_knows_the_worked_examples(example: Example) -> None:
    decision = compile_texts(example.page + "\n", VOCABULARY + "\n", "ex").evaluate(example.facts)
    for year, paid in example.paid.items():
        assert decision.total_of(year).minor == yuan(paid)
    assert decision.total.minor == sum(yuan(p) for p in example.paid.values())
    assert sum(line.lapsed for line in decision.ledger) == yuan(example.lapsed)
    assert sum(line.carried for line in decision.ledger) == yuan(example.carried)


def test_the_oracle_ranks_a_cohort() -> None:
    policy = policy_of(HEAD.format(start="2021-01-01") + "\n" + RANKS)
    answers = oracle.evaluate_cohort(policy, COHORT)
    assert [a.total for a in answers] == [yuan(p) for p in COHORT_PAID]


def test_the_oracle_takes_a_published_rank() -> None:
    policy = policy_of(HEAD.format(start="2021-01-01") + "\n" + RANKS)
    facts = {**COHORT[3], "published": [{"figure": "works_registered", "year": 2022, "rank": 2}]}
    assert oracle.evaluate(policy, facts).total == yuan("30000")
