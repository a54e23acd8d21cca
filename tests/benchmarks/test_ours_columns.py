"""ipdsl as an engine of the benchmarks over columns: memory and every form of files give the result of `total`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="the extra `test` is not installed anew")
pytest.importorskip("pyarrow", reason="the extra `test` is not installed anew")

from benchmarks import cities_drawn, columns, ours_cities, ours_columns, records  # noqa: E402  # after Arrow was found
from ipdsl.batch.evaluate import CPYTHON  # noqa: E402

pytestmark = pytest.mark.slow

NUMBER = 120


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Compile nothing, and write only to the folder of the test."""
    monkeypatch.setattr(records, "HOME", tmp_path / "records")
    monkeypatch.setattr(cities_drawn, "HOME", tmp_path / "cities")
    for module in (ours_cities, ours_columns):
        monkeypatch.setattr(module, "LLVM", CPYTHON)
        monkeypatch.setattr(module, "COMPILED", False)


@pytest.mark.parametrize("threads", [1, 2])
def test_every_form_gives_the_result_of_total(threads: int) -> None:
    folder, due = records.drawn(NUMBER)
    engine = ours_columns.Engine(folder, threads)
    engine.load()
    assert (engine.sums() == due).all()
    assert engine.forms == ("nested", "flat", "csv")
    for form in engine.forms:
        assert (engine.from_parquet(form) == due).all(), form
        assert engine.read(form) == NUMBER


@pytest.mark.parametrize("name", cities_drawn.CITIES)
def test_arrays_of_a_city_come_to_what_total_says(name: str) -> None:
    folder, due = cities_drawn.drawn(name, 40)
    engine = ours_cities.Engine(folder, 1)
    engine.load()
    assert (engine.sums() == due).all()


def test_an_engine_that_gives_another_sum_is_not_measured(tmp_path: Path) -> None:
    class Answering:
        name, is_sample = "some", False

        def ask(self, *, answer: str, path: str) -> None:
            np.save(path, self.found)

    engine: Any = Answering()
    due = np.arange(12, dtype=np.int64).reshape(3, 4)
    for engine.found in (due, due.sum(1)):
        columns.same(engine, "memory", due)
    for engine.found in (due + 1, due.astype(float), due[:2], due.sum(1) + 1):
        with pytest.raises(SystemExit, match="some, memory: not what ipdsl says"):
            columns.same(engine, "memory", due)
    engine.is_sample, engine.found = True, due[:2]
    columns.same(engine, "memory", due)
