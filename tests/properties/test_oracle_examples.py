"""The oracle by itself: its calendar and its rounding against hand-made values."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from tests.reference import days

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
