"""The first and last day, month and year that facts may state, and those just outside."""

from __future__ import annotations

import datetime

import pytest

from ipdsl.plain_data.context import ReadContext, read_month, read_year, read_year_name
from ipdsl.schema.types.date import read_day
from tests.support.rows import each_row
from tests.support.settlement.programs import policy

Date = datetime.date
PROGRAM = policy().program


def found(read: object, value: object) -> tuple[object, list[str]]:
    """The value that is read, and the codes of the findings."""
    reading = ReadContext(PROGRAM)
    name = ("year", "$") if read is not read_year_name else ("$",)
    answer = read(reading, value, *name)  # type: ignore[operator]
    return answer, [finding.code for finding in reading.findings]


FIRST, LAST = Date(1900, 1, 1), Date(2200, 12, 31)


@pytest.mark.parametrize(
    ("value", "day"),
    [("1900-01-01", FIRST), ("2200-12-31", LAST), (FIRST, FIRST), (LAST, LAST), ("2024-02-29", Date(2024, 2, 29)),
     ("2023-01-31", Date(2023, 1, 31)), ("2023-12-01", Date(2023, 12, 1))],
)  # fmt: skip
def test_days(value: object, day: Date) -> None:
    assert found(read_day, value) == (day, [])


@each_row(
    "value",
    ["1899-12-31", "2201-01-01", Date(1899, 12, 31), Date(2201, 1, 1), "2023-00-10", "2023-13-01", "2023-02-29",
     "2023-01-00", "2023-01-32", "2023-1", " 2023-01-01", datetime.datetime(2022, 1, 1), 20220101, None],
)  # fmt: skip
def test_days_that_are_none(value: object) -> None:
    answer, told = found(read_day, value)
    assert answer is None
    assert len(told) == 1


@pytest.mark.parametrize(
    ("value", "day"), [("1900-01", FIRST), ("2200-12", Date(2200, 12, 1)), ("2022-02", Date(2022, 2, 1))]
)
def test_months(value: object, day: Date) -> None:
    assert found(read_month, value) == (day, [])


@each_row("value", ["1899-12", "2201-01", "2022-00", "2022-13", "2022", 202201, None, "2022-01-01"])
def test_months_that_are_none(value: object) -> None:
    answer, told = found(read_month, value)
    assert answer is None
    assert len(told) == 1


@pytest.mark.parametrize("value", [1900, 2022, 2200])
def test_years(value: int) -> None:
    assert found(read_year, value) == (value, [])
    assert found(read_year_name, str(value)) == (value, [])


@pytest.mark.parametrize("value", [1899, 2201, True, "1899", "22", 2022.0, None])
def test_years_that_are_none(value: object) -> None:
    answer, told = found(read_year, value)
    assert answer is None
    assert len(told) == 1
    assert found(read_year_name, f"{value}x")[0] is None
