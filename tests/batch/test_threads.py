"""Parts of a table that are settled side by side come to what one after the other comes to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import count

import pytest

from ipdsl.base import cache
from ipdsl.batch import evaluate
from ipdsl.batch.evaluate import side_by_side
from ipdsl.batch.readers.columns import Reader
from tests.support.batch import cities
from tests.support.slow import sampled


def test_what_comes_out_stands_in_the_order_of_what_went_in() -> None:
    later = threading.Event()

    def work(part: int) -> int:
        if part == 0:
            assert later.wait(10)  # the first is done last
        elif part == 2:
            later.set()
        return part * part

    assert [*side_by_side(work, range(9), 3)] == [part * part for part in range(9)]


def test_no_more_is_begun_than_can_be_worked_on() -> None:
    begun: list[int] = []

    def parts() -> Iterator[int]:
        for part in count():
            begun.append(part)
            yield part

    every = side_by_side(lambda part: part, parts(), 2)
    assert [next(every) for _ in range(5)] == [0, 1, 2, 3, 4]
    assert len(begun) == 7
    every.close()  # type: ignore[attr-defined]


def test_a_thread_knows_that_the_cache_is_off() -> None:
    with cache.cache_disabled():
        assert [*side_by_side(lambda _: cache._is_off.get(), range(4), 2)] == [True] * 4


def test_an_error_of_a_part_is_raised_in_its_turn() -> None:
    def work(part: int) -> int:
        return 10 // (3 - part)

    every = side_by_side(work, range(9), 2)
    assert [next(every) for _ in range(3)] == [3, 5, 10]
    with pytest.raises(ZeroDivisionError):
        next(every)


@pytest.mark.parametrize("name", sampled(["qingyuan", "dongyang"], 9))
def test_tables_are_the_same_on_three_threads(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "ROWS_AT_ONCE", 7)
    every = cities.drawn(name, 3, 60)
    one, three = (cities.table_of(name, every, threads=threads) for threads in (1, 3))
    for table in ("applicants", "totals", "claims", "later", "missing", "errors"):
        assert getattr(one, table).equals(getattr(three, table)), table


def test_applicants_with_many_bytes_are_settled_fewer_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    every = cities.drawn("foshan", 3, 40)
    whole, read, sizes = cities.table_of("foshan", every), Reader.read, list[int]()
    monkeypatch.setattr(
        Reader, "read", lambda self, chunk, *rest: sizes.append(chunk.num_rows) or read(self, chunk, *rest)
    )
    monkeypatch.setattr(evaluate, "BYTES_AT_ONCE", 10_000)
    in_parts = cities.table_of("foshan", every)
    assert len(sizes) > 2
    assert max(sizes) < 20
    for table in ("applicants", "totals", "claims", "later", "missing", "errors"):
        assert getattr(whole, table).equals(getattr(in_parts, table)), table
