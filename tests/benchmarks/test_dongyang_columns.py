"""Dongyang by hand over columns gives the results of ipdsl in each year.

Python runs the same code that Numba compiles.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice
from types import ModuleType
from typing import Any

import pytest

import ipdsl
from benchmarks.firms_dongyang import firms
from benchmarks.handwritten.dongyang import years_after
from ipdsl.ir.facts import Facts
from tests.conftest import ROOT

np = pytest.importorskip("numpy", reason="the extra `test` is not installed anew")
pytest.importorskip("pyarrow", reason="the extra `test` is not installed anew")

from benchmarks.handwritten import dongyang_tables  # noqa: E402  # it needs NumPy

pytestmark = pytest.mark.slow

KERNEL = "benchmarks.handwritten.dongyang_columns"
YEARS = range(2021, 2028)
EPOCH = date(1970, 1, 1)


@cache
def policy() -> ipdsl.Policy:
    return ipdsl.load(ROOT / "policies" / "dongyang_2021.ipp")


def read(number: int) -> list[Facts]:
    return [policy().read_facts(data) for data in islice(firms(number), number)]


def at_edges(number: int) -> list[Facts]:
    """Generated firms, moved to thresholds: sales, inventions, cases, caps of loans, days on which a patent lapses."""
    found = []
    for index, data in enumerate(islice(firms(number), number)):
        listed: Any = data["records"]
        for place, one in enumerate(listed["industrialisation"]):
            one["sales"] = ("4999999.99", "5000000.00", "9999999.99", "10000000.00", "45000000.00")[(index + place) % 5]
        for place, one in enumerate(listed["patent_portfolio"]):
            one["new_inventions"] = 9 + (index + place) % 2
        for place, one in enumerate(listed["pledge_loan"]):  # the caps of both rights bind in one year
            one["pledged_principal"], one["pledged_right"] = "25000000.00", [f"R{place}"]
            one["right_kind"] = ("patent_right", "trademark_right")[place % 2]
        listed["agency_case"] = listed.get("agency_case", [])[:50]
        for place, one in enumerate(listed["patent"]):
            if one["right"] == "invention":
                ripe = years_after(date.fromisoformat(one["filed_on"]), 10 + 5 * (place % 2))
                granted = date.fromisoformat(one["granted_on"])
                one["lapsed_on"] = str(max(granted, ripe) + timedelta((index + place) % 3))
        found.append(policy().read_facts(data))
    return found


def differing(kernel: ModuleType, every: list[Facts]) -> list[tuple[str, int]]:
    """The firms and years with different totals in ipdsl."""
    found = kernel.sums(dongyang_tables.columns_of(every), len(every))
    want = np.array([[policy().total(facts, year=year).minor for year in YEARS] for facts in every])
    assert (want[:, :6].sum(0) > 0).all()
    return [(every[row].applicant, YEARS[year]) for row, year in np.argwhere(found != want)]


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The kernel run by Python, whether Numba is installed or not."""
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, KERNEL, raising=False)
    yield importlib.import_module(KERNEL)
    sys.modules.pop(KERNEL)


def test_sums_of_each_year_are_those_of_ipdsl(plain: ModuleType) -> None:
    assert not differing(plain, read(300))


def test_sums_at_thresholds_are_those_of_ipdsl(plain: ModuleType) -> None:
    assert not differing(plain, at_edges(200))


@pytest.mark.skipif("COMPILED" not in os.environ, reason="Numba runs in .ci/full")
def test_sums_of_each_year_are_those_of_ipdsl_when_compiled() -> None:
    assert not differing(importlib.import_module(KERNEL), read(2_000))


def test_firms_are_settled_in_parts_and_twice_over(plain: ModuleType) -> None:
    every = read(40)
    columns = dongyang_tables.columns_of(every)
    whole, parts = plain.sums(columns, 40), plain.sums(columns, 40, 0, 25)
    plain.sums(columns, 40, 25, 40, parts)
    assert (whole == parts).all()
    assert (plain.sums(columns, 40, 0, 25, whole.copy()) == whole).all()


def test_a_firm_with_more_records_than_there_is_room_for_is_refused(
    plain: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "CLAIMS", 4)
    with pytest.raises(ValueError, match="more records"):
        plain.sums(dongyang_tables.columns_of(read(5)), 5)


def test_years_after_a_day(plain: ModuleType) -> None:
    for day in (EPOCH + timedelta(index) for index in range(8_000, 24_000, 7)):
        for years in (-1, 1, 4, 10, 15):
            found = plain.years_after((day - EPOCH).days, years)
            assert EPOCH + timedelta(found) == years_after(day, years)
    for year in range(1996, 2030):
        first = (date(year, 1, 1) - EPOCH).days
        assert (plain.year_of(first - 1), plain.year_of(first), plain.first_of(year)) == (year - 1, year, first)
    leap_day = date(2020, 2, 29)
    found = [EPOCH + timedelta(plain.years_after((leap_day - EPOCH).days, years)) for years in (-1, 4, 10)]
    assert found == [date(2019, 2, 28), date(2024, 2, 29), date(2030, 2, 28)]
