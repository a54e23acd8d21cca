"""A window given by its length ends the day before the same day, or with the month if that month has no such day."""

from __future__ import annotations

import calendar
import datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ipdsl.base.values.days import span_end
from ipdsl.driver.compilation import Compilation
from tests.support.cli import run

CASES = [
    ("2024-02-29", "3 years", "3年", "2027-02-28"), ("2024-02-29", "1 year", "1年", "2025-02-28"),
    ("2024-02-29", "4 years", "4年", "2028-02-28"), ("2024-02-28", "3 years", "3年", "2027-02-27"),
    ("2024-01-31", "1 month", "1个月", "2024-02-29"), ("2024-12-31", "2 months", "2个月", "2025-02-28"),
    ("2024-03-31", "6 months", "6个月", "2024-09-30"), ("2023-01-01", "3 years", "3年", "2025-12-31"),
    ("2023-08-31", "1 month", "1个月", "2023-09-30"), ("2023-08-30", "6 months", "6个月", "2024-02-29"),
    ("2023-01-01", "30 days", "30天", "2023-01-30"), ("2024-01-31", "30 days", "30天", "2024-02-29"),
]  # fmt: skip


AWARD = 'article 1 "One"\n  award 1 when patent granted\n'


def end_of(page: str) -> datetime.date | None:
    policy = Compilation.from_text(page).policy
    assert policy is not None
    return policy.window.end


@pytest.mark.parametrize(("start", "length", "written", "end"), CASES)
def test_a_window_ends_on_the_day_that_the_civil_code_says(
    start: str, length: str, written: str, end: str, tmp_path: Path
) -> None:
    english = f'policy p "P"\n  document "D"\n  effective from {start} for {length}\n  use ip\n{AWARD}'
    (tmp_path / "p.ipp").write_text(english, encoding="utf-8")
    chinese = run("fmt", tmp_path / "p.ipp", "--to", "zh").out
    assert f"有效期 {written}" in chinese
    assert [str(end_of(page)) for page in (english, chinese)] == [end, end]


@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31)),
    st.integers(1, 60),
    st.sampled_from(["month", "year"]),
)
def test_the_day_after_the_last_is_the_same_day_or_the_first_of_a_month(
    start: datetime.date, number: int, unit: str
) -> None:
    end = span_end(start, number, unit)
    after = end + datetime.timedelta(days=1)
    months = number * (12 if unit == "year" else 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if start.day <= calendar.monthrange(year, month + 1)[1]:
        assert (after.year, after.month, after.day) == (year, month + 1, start.day)
    else:
        assert (end.year, end.month, after.day) == (year, month + 1, 1)
