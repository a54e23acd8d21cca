"""The calendar of columns against `datetime`: every day from 1890 to 2109, run by CPython and compiled by LLVM."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from ipdsl.batch.kernel import days
from ipdsl.batch.kernel.compiled import compile_functions
from ipdsl.batch.kernel.values import NEVER
from tests.support.slow import sampled

Date = datetime.date

EPOCH = Date(1970, 1, 1).toordinal()
EVERY_DAY = [Date.fromordinal(n) for n in range(Date(1890, 1, 1).toordinal(), Date(2110, 1, 1).toordinal())]
MONTHS = (-13, -1, 0, 1, 6, 25)
YEARS = (-100, -1, 0, 1, 4, 5)

LOOP = """
def run(every_day, number, result):
    for i in range(len(every_day)):
        result[i] = {call}
"""


def compute(call: str, every_day: list[int], number: int, *, is_compiled: bool) -> list[int]:
    """The call on each day, in a loop such as emitted text has."""
    functions = {name: value for name, value in vars(days).items() if callable(value)}
    names: dict[str, Any] = {"NEVER": NEVER, "range": range, "len": len, "min": min, **functions}
    text = LOOP.format(call=call)
    exec(text, names)
    if not is_compiled:
        result = [0] * len(every_day)
        names["run"](every_day, number, result)
        return result
    compiled = compile_functions({name: names[name] for name in ("NEVER", "run", *functions)}, text)
    array = np.zeros(len(every_day), np.int64)
    compiled["run"](np.array(every_day, np.int64), number, array)
    return array.tolist()  # type: ignore[no-any-return]


def add_months(day: Date, number: int) -> Date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return Date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: Date, number: int) -> Date:
    try:
        return day.replace(year=day.year + number)
    except ValueError:
        return Date(day.year + number, 2, 28)


def to_number(day: Date) -> int:
    return day.toordinal() - EPOCH


def calls() -> Iterator[tuple[str, int, Callable[[Date, int], int]]]:
    """Calls over a day and a number, with their result by `datetime`."""
    yield "year_of(every_day[i])", 0, lambda day, _: day.year
    yield "first_of(year_of(every_day[i]))", 0, lambda day, _: to_number(Date(day.year, 1, 1))
    yield "month_of(every_day[i])", 0, lambda day, _: to_number(day.replace(day=1))
    for number in MONTHS:
        yield "months_after(every_day[i], number)", number, lambda day, n: to_number(add_months(day, n))
    for number in YEARS:
        yield "years_after(every_day[i], number)", number, lambda day, n: to_number(add_years(day, n))


@pytest.mark.parametrize(("call", "number", "expected"), sampled([*calls()], 6, others="broad"))
def test_every_day_is_that_of_datetime(call: str, number: int, expected: Callable[[Date, int], int]) -> None:
    numbers = [to_number(day) for day in EVERY_DAY]
    wanted = [expected(day, number) for day in EVERY_DAY]
    for is_compiled in (False, True):
        results = compute(call, numbers, number, is_compiled=is_compiled)
        differences = [day for day, result, want in zip(EVERY_DAY, results, wanted, strict=True) if result != want]
        assert not differences, f"{len(differences)} days, first {differences[0]}, compiled: {is_compiled}"


@pytest.mark.parametrize("is_compiled", [False, True], ids=["CPython", "LLVM"])
def test_what_never_comes_stays_so(is_compiled: bool) -> None:
    for call in ("month_of(every_day[i])", "months_after(every_day[i], number)", "years_after(every_day[i], number)"):
        assert compute(call, [NEVER], 5, is_compiled=is_compiled) == [NEVER], call
