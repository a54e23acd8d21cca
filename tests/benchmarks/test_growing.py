"""Growth, chunks and first calls in the benchmarks, over few applicants. Each part is checked before it is printed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="the extra `test` is not installed anew")
pytest.importorskip("pyarrow", reason="the extra `test` is not installed anew")

import ipdsl  # noqa: E402  # after Arrow was found
from benchmarks import batch, cities_drawn, first_call, growing, records  # noqa: E402
from benchmarks.results import Failed, Measured  # noqa: E402
from ipdsl.batch.evaluate import CPYTHON  # noqa: E402

pytestmark = pytest.mark.slow

needs_posix = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell the memory of children")


def tables_of(lines: Any) -> dict[str, Measured]:
    found = [*lines]
    assert not [str(one) for one in found if isinstance(one, Failed)]
    return {one.name: one for one in found if isinstance(one, Measured)}


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Compile nothing, and write only to the folder of the test."""
    for module in (batch, first_call, growing):
        monkeypatch.setattr(module, "ENGINE", CPYTHON)
    monkeypatch.setattr(records, "HOME", tmp_path / "records")
    monkeypatch.setattr(batch, "HOME", tmp_path / "build")
    monkeypatch.setattr(cities_drawn, "HOME", tmp_path / "cities")
    monkeypatch.setattr(growing, "DRAWN", 4)
    monkeypatch.setattr(growing, "LEAST", 8)


def test_growth_is_told_of_each_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, numbers in (("RECORDS", (4, 12)), ("SPANS", (1, 3)), ("AWARDS", (1, 7))):
        monkeypatch.setattr(growing, name, numbers)
    found = tables_of(growing.question(3, 0.0, 1_000_000))
    assert [*found] == ["growth-records", "growth-years", "growth-awards"]
    assert found["growth-years"].columns == ("", "1", "3")
    least, usual, most = found["growth-awards"].cell(growing.AN_APPLICANT, "7")
    assert 0 < least <= usual <= most
    assert found["growth-awards"].cell("µs each of the awards", "7")[1] == pytest.approx(usual / 7)


def test_a_wrong_sum_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    right = growing.table_of
    monkeypatch.setattr(growing, "RECORDS", (4,))
    monkeypatch.setattr(growing, "table_of", lambda case, number: right(case, number).take([1, *range(1, number)]))
    (case,) = growing.by_records().values()
    with pytest.raises(SystemExit, match="not what `total` says"):
        [*growing.measured("records", "", {4: case}, 1, 0.0, 1_000_000)]


def test_generated_policies_pay_every_award() -> None:
    policy = ipdsl.load_text(growing.page(6))
    assert len(policy.code.program.clauses) == 6
    paid = {one.label for stated in growing.drawn(30) for one in policy.evaluate(stated).claims if one.paid.minor}
    assert len(paid) == 6


@needs_posix
def test_chunks_are_told_with_their_memory() -> None:
    every = [batch.Job("60", 60, 1), batch.Job("60, at once", 60, at_once=True)]
    with batch.scratch(60) as folder:
        tables = {60: batch.written(60, folder)}
        took = {job: [batch.run(job, tables, folder)] for job in every}
    assert not folder.exists()
    found = batch.table(every, took, 1)
    assert "10,000,000" not in found.told
    most = batch.Job("most", batch.FULL)
    assert "10,000,000 applicants once" in batch.table([most], {most: took[every[0]]}, 3).told
    for job in every:
        assert found.cell(job.name, "MB at most")[0] > 50
        assert found.cell(job.name, "s in all")[0] > 0.1


@needs_posix
def test_results_of_chunks_that_are_not_those_of_total_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    job = batch.Job("40", 40, 1)
    with batch.scratch(40) as folder:
        tables = {40: batch.written(40, folder)}
        due_of = records.due_of
        monkeypatch.setattr(records, "due_of", lambda base, number: due_of(base, number) + 1)
        with pytest.raises(SystemExit, match="not what `total` says"):
            batch.run(job, tables, folder)
        with pytest.raises(SystemExit, match="U0"):
            batch.run(job, {40: folder / "nowhere"}, folder)


@needs_posix
def test_a_disk_without_room_is_told_before_anything_is_written() -> None:
    with pytest.raises(OSError, match="GB of disk"), batch.scratch(10**12):
        pass
    assert not [*batch.HOME.iterdir()]


def test_ten_million_are_asked_for_by_name() -> None:
    assert [one.number for one in batch.jobs(1_000_000, full=False)][:3] == [10_000, 100_000, 1_000_000]
    assert max(one.number for one in batch.jobs(1_000_000, full=False)) == 1_000_000
    assert max(one.number for one in batch.jobs(1_000_000, full=True)) == 10_000_000


@needs_posix
def test_a_process_tells_its_own_memory(tmp_path: Path) -> None:
    small, large = (batch.child([sys.executable, "-c", f"x = b'1' * {size}"], tmp_path) for size in (1, 80_000_000))
    assert 75 < large["peak"] - small["peak"] < 90
    assert {*small} == {"wall", "processor", "peak"}


def test_first_calls_are_told_of_all_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "AWARDS", (1, 3))
    (found,) = tables_of(first_call.question(1, 6)).values()
    assert [name for name, _ in found.rows] == ["the slice", "3 generated awards", "Shaoguan", "Dongyang"]
    assert all(cell[0] > 0 for _, cells in found.rows for cell in cells)
