"""The benchmarks of large pages and of garbage collection, with few awards and no work."""

from __future__ import annotations

import gc

from benchmarks import compiling, garbage
from benchmarks.results import Measured


def test_a_page_is_compared_with_the_smaller_one() -> None:
    (table,) = compiling.question(1, (1, 3))
    assert isinstance(table, Measured)
    assert table.columns == ("", "1 awards", "3 awards")
    assert table.cell("× the page before", "1 awards") is None
    smaller, larger = (table.cell("a page, ms", column)[1] for column in table.columns[1:])
    assert table.cell("× the page before", "3 awards")[1] == larger / smaller


def test_a_setting_holds_during_the_work_alone() -> None:
    usual = gc.get_threshold()
    during: list[object] = []

    def work(seconds: float) -> float:
        during.append((gc.get_threshold(), gc.get_freeze_count() > 0))
        return seconds

    assert garbage.under(work, (9_000, 3, 4), is_frozen=True)(0.5) == 0.5
    gc.unfreeze()
    assert (during, gc.get_threshold()) == ([((9_000, 3, 4), True)], usual)
