"""`ipdsl batch --processes`: the results do not depend on the number of processes, and no process is left."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ipdsl.base.findings.finding import InternalError
from ipdsl.batch import parts
from ipdsl.batch.batch import settle_in_processes
from ipdsl.plain_data.errors import FactsError
from tests.support.batch import openers
from tests.support.batch.command import batch
from tests.support.batch.tables import GOLDENS
from tests.support.golden import check_golden
from tests.support.parquet import firms, parts as bytes_of, run_of, write

CHUNK = ["--claims", "--ledger", "--chunk", "6"]


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    yield
    assert not multiprocessing.active_children()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "in" / "firms.parquet", firms(27), group=5)


@pytest.fixture
def whole(file: Path, tmp_path: Path) -> dict[str, bytes]:
    """The tables of a run in one process."""
    assert batch(file, "-o", tmp_path / "whole", *CHUNK).code == 1
    return bytes_of(tmp_path / "whole")


@pytest.mark.broad
def test_two_processes_write_the_tables_and_the_summary_of_one(
    file: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    assert batch(file, "-o", tmp_path / "two", *CHUNK, "--processes", "2").code == 1
    assert bytes_of(tmp_path / "two") == whole
    assert run_of(tmp_path / "two") == run_of(tmp_path / "whole")


@pytest.mark.slow
def test_a_csv_file_in_several_processes_has_the_problems_of_each_line_once(tmp_path: Path) -> None:
    lines = ["id,kinds", *(f"F{row},{'enterprise' if row % 3 else 'factory'}" for row in range(20)), "F4,enterprise"]
    file, one, three = (tmp_path / name for name in ("applicant.csv", "1", "3"))
    file.write_text("\n".join(lines), encoding="utf-8")
    words = ("--no-others", "--chunk", "5")
    by_one = batch(file, "-o", one, *words)
    by_three = batch(file, "-o", three, *words, "--threads", "3")  # of 0.3: the same as --processes
    assert (by_three.code, by_three.out.replace(str(three), str(one))) == (by_one.code, by_one.out)
    assert bytes_of(three) == bytes_of(one)


@pytest.mark.broad
def test_an_interrupted_run_is_continued_by_one_process(
    file: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(parts, "_replace", _interrupt_at(12, parts._replace))
        assert batch(file, "-o", out, *CHUNK, "--processes", "2").code == 130
    assert run_of(out)["chunks"] == {"done": 1, "all": 5}
    assert batch(file, "-o", out, *CHUNK).code == 1
    assert bytes_of(out) == whole


def _interrupt_at(write_number: int, replace: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
    left = [write_number]

    def interrupt(target: Path, data: bytes) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        replace(target, data)

    return interrupt


def test_a_process_that_the_system_ends_is_reported(update_golden: bool) -> None:
    with pytest.raises(FactsError) as error:
        next(settle_in_processes(openers.killed, 0, 4, 1))
    check_golden(GOLDENS / "U098.txt", f"{error.value}\n", update_golden)


def test_a_fault_of_the_program_in_a_process_is_an_internal_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InternalError, match="its traceback is printed above"):
        next(settle_in_processes(openers.failing, 0, 4, 1))
    assert "a planted fault" in capfd.readouterr().err


@pytest.mark.broad
def test_what_a_process_cannot_read_is_reported() -> None:
    with pytest.raises(FactsError, match=r"error\[U073\].*firms\.parquet"):
        next(settle_in_processes(openers.refused, 0, 4, 1))


def test_a_cohort_is_settled_in_one_process(file: Path, tmp_path: Path) -> None:
    ran = batch(file, "-o", tmp_path / "out", "--cohort", "--processes", "2")
    assert ran.code == 2
    assert "--processes is not for --cohort: a cohort is settled in one process" in ran.err
    assert batch(file, "-o", tmp_path / "out", "--cohort", "--threads", "2").code == 1
