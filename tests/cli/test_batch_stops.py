"""`ipdsl batch` stopped by a signal, at any write, by a full disk or by a file that changes.

The next call continues the run.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from ipdsl.batch import batch as batches, parts
from ipdsl.batch.result import TableResult
from tests.conftest import ROOT
from tests.support.batch.command import DAY, POLICY, batch
from tests.support.cli import Ran
from tests.support.parquet import DAYS, firms, parts as bytes_of, run_of, write
from tests.support.processes import HUNG
from tests.support.slow import sampled

CHUNK = ["--claims", "--ledger", "--chunk", "6"]

CHILD = """
import os, resource, signal, sys
from ipdsl.cli.main import cli
from ipdsl.batch import parts

signal.alarm(60)  # whatever happens, the test ends
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
left, write = int(sys.argv[2]), parts._replace

def replace(target, data):
    global left
    left -= 1
    if left == 0:
        {what}
    write(target, data)

parts._replace = replace
cli(sys.argv[3:])
"""
"""Runs the command line. An action happens before the write with this number."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "in" / "firms.parquet", firms(23), group=5)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables of an uninterrupted run over the same file elsewhere."""
    folder = tmp_path_factory.mktemp("whole")
    batch(write(folder / "in" / "firms.parquet", firms(23), group=5), "-o", folder / "out", *CHUNK)
    return bytes_of(folder / "out")


def child(what: str, at: int, file: Path, out: Path) -> subprocess.CompletedProcess[bytes]:
    """A run in a separate process, with an action before a write."""
    words = ["batch", POLICY, "--facts", str(file), "-o", str(out), "--as-of", DAY, *CHUNK]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", CHILD.format(what=what), "-", str(at), *words]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=HUNG)


def gone_on(file: Path, out: Path) -> Ran:
    return batch(file, "-o", out, *CHUNK)


@pytest.mark.broad
@pytest.mark.parametrize("at", sampled([4, 9, 13, 22], 4))
def test_a_killed_run_goes_on_to_the_same_tables(at: int, file: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = child("os.kill(os.getpid(), signal.SIGKILL)", at, file, out)
    assert done.returncode == -signal.SIGKILL, done.stderr
    left = bytes_of(out)
    assert left != whole
    assert left.items() <= whole.items(), "what stands is whole"
    assert not run_of(out)["finished"]
    assert gone_on(file, out).code == 1
    assert bytes_of(out) == whole
    assert run_of(out)["finished"]
    assert not [one for one in out.rglob("*") if one.name.endswith(".writing")]


@pytest.mark.broad
@pytest.mark.parametrize(("name", "code"), sampled([("SIGTERM", 143), ("SIGINT", 130)], 2))
def test_a_signal_stops_between_chunks_and_says_how_to_go_on(
    name: str, code: int, file: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = child(f"os.kill(os.getpid(), signal.{name})", 12, file, out)
    assert done.returncode == code, done.stderr
    assert done.stderr.decode().splitlines()[-2:] == [
        "interrupted", "6 of 23 applicants are done; the same call continues from there",
    ]  # fmt: skip
    assert not done.stdout
    stopped = run_of(out)
    assert (stopped["finished"], stopped["chunks"], stopped["applicants"]) == (False, {"done": 1, "all": 4}, 6)
    assert gone_on(file, out).code == 1
    assert bytes_of(out) == whole


@pytest.mark.slow
def test_a_run_goes_on_from_whichever_write_it_was_stopped_at(
    file: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, write_one = tmp_path / "out", parts._replace
    for at in range(1, 40):
        with monkeypatch.context() as patch:
            patch.setattr(parts, "_replace", _stopping(at, write_one))
            ran = batch(file, "-o", out, *CHUNK, "--restart")
        if ran.code == 1:
            assert bytes_of(out) == whole
            break
        assert ran.code == 130
        assert gone_on(file, out).code == 1
        assert bytes_of(out) == whole, at
    assert at > 4 * len(parts.TABLES), "each part was a place to stop at"


def _stopping(at: int, write_one: Callable[[Path, bytes | memoryview], None]) -> Callable[[Path, bytes], None]:
    numbers = iter(range(1, 1000))

    def replace(target: Path, data: bytes | memoryview) -> None:
        if next(numbers) == at:
            raise KeyboardInterrupt
        write_one(target, data)

    return replace


@pytest.mark.broad
@pytest.mark.parametrize("torn", sampled(['{"chunk": 1, "app', "no JSON\n", "[]\n"], 3))
def test_a_line_that_was_not_written_to_its_end_counts_for_nothing(
    torn: str, file: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    gone_on(file, out)
    lines = (out / "chunks.jsonl").read_text().splitlines(keepends=True)
    (out / "chunks.jsonl").write_text(lines[0] + torn)
    assert gone_on(file, out).code == 1
    assert bytes_of(out) == whole
    assert (out / "chunks.jsonl").read_text() == "".join(lines)


def test_a_part_that_is_gone_or_was_cut_is_written_again(file: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    gone_on(file, out)
    (out / "totals" / "part-00002.parquet").unlink()
    (out / "applicants" / "part-00001.parquet").write_bytes(b"PAR1")
    assert gone_on(file, out).code == 1
    assert bytes_of(out) == whole


@pytest.mark.slow
def test_only_the_first_problems_of_a_code_are_in_words_however_often_the_run_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "in.parquet", firms(700))
    words = [file, "-o", tmp_path / "out", "--chunk", "100"]
    batch(file, "-o", tmp_path / "whole", "--chunk", "100")
    for at in (15, 12, 8):
        with monkeypatch.context() as patch:
            patch.setattr(parts, "_replace", _stopping(at, parts._replace))
            assert batch(*words).code == 130
    assert batch(*words).code == 1
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")
    told = [json.loads(line)["errors"] for line in (tmp_path / "out" / "chunks.jsonl").read_text().splitlines()]
    assert sum(sum(one.values()) for one in told) > 100


@pytest.mark.broad
def test_a_full_disk_is_reported_and_written_files_are_complete(
    file: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = child("resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))", 12, file, out)
    assert done.returncode == 2, done.stderr
    told = done.stderr.decode()
    assert "error[U013]" in told
    assert "cannot be written: file too large" in told
    assert "6 of 23 applicants are done" in told
    left = bytes_of(out)
    assert left
    assert left.items() <= whole.items()
    assert gone_on(file, out).code == 1
    assert bytes_of(out) == whole


@pytest.mark.broad
def test_one_file_that_was_not_finished_leaves_the_old_one(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    out.write_bytes(b"old")
    script = (
        "import resource, sys\n"
        "from ipdsl.cli.main import cli\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "cli(sys.argv[1:])"
    )
    words = ["batch", POLICY, "--facts", str(file), "-o", str(out), "--as-of", DAY, "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, *words], env=environment, capture_output=True, check=False, timeout=HUNG
    )
    assert done.returncode == 2, done.stderr
    assert b"error[U013]" in done.stderr
    assert b"nothing was written" in done.stderr
    assert out.read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in", "out.parquet"]


@pytest.mark.broad
@pytest.mark.parametrize("how", sampled(["written anew", "cut", "gone"], 3))
def test_an_input_that_changes_is_told_and_nothing_more_is_written(
    how: str, file: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, lines = tmp_path / "out", batches._line

    def line(chunk: int, result: object) -> object:
        if chunk == 1:  # after the chunk was read and settled, before it is written
            _change(how, file)
        return lines(chunk, result)  # type: ignore[arg-type]

    monkeypatch.setattr(batches, "_line", line)
    ran = gone_on(file, out)
    assert ran.code == 2
    assert "error[U073]" in ran.err
    assert "goes on" not in ran.err
    left = bytes_of(out)
    assert len(left) == len(parts.TABLES)
    assert left.items() <= whole.items()
    monkeypatch.undo()
    write(file, firms(23), group=4)
    assert "error[U074]" in gone_on(file, out).err
    assert batch(file, "-o", out, *CHUNK, "--restart").code == 1
    assert bytes_of(out) == whole


def _change(how: str, file: Path) -> None:
    match how:
        case "written anew":
            write(file, firms(23), group=3)
        case "cut":
            file.write_bytes(file.read_bytes()[:200])
        case _:
            file.unlink()


def test_no_chunk_is_held_when_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All applicants use the columns, so few objects are made and Python does not run its garbage collector."""
    dated = [row for row in firms(20_000).to_pylist() if row["geo_indication_product"][0]["recognised_on"] == DAYS[0]]
    file = write(tmp_path / "in.parquet", pa.Table.from_pylist(dated, firms(1).schema))
    page = tmp_path / "page.ipp"
    page.write_text("award 200000 once to enterprise when geo_indication_product new\n")
    write_one, held = parts.ResultFolder.write, list[int]()

    def write_and_look(results: parts.ResultFolder, result: TableResult, line: parts.ChunkLine) -> None:
        write_one(results, result, line)
        held.append(pa.total_allocated_bytes())

    monkeypatch.setattr(parts.ResultFolder, "write", write_and_look)
    assert batch(file, "-o", tmp_path / "out", "--chunk", "500", policy=page).code == 0
    assert run_of(tmp_path / "out")["ways"] == {"columns": 4000}
    assert len(held) == 8
    assert held[-1] < 1.5 * held[0]


def test_no_bar_where_there_is_no_terminal(file: Path, tmp_path: Path) -> None:
    ran = batch(file, "-o", tmp_path / "out", *CHUNK)
    assert "23/23" not in ran.err


@pytest.mark.broad
def test_a_bar_on_a_terminal(file: Path, tmp_path: Path) -> None:
    told = "".join(_on_a_terminal(["--facts", str(file), "-o", str(tmp_path / "out")]))
    assert "applicants" in told
    assert "23/23" in told


def _on_a_terminal(words: list[str]) -> Iterator[str]:
    import pty

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "ipdsl", "batch", POLICY, *words, "--as-of", DAY]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=slave) as running:
        os.close(slave)
        try:
            while data := os.read(master, 4096):
                yield data.decode()
        except OSError:  # the other end is closed
            pass
        assert running.wait(HUNG) == 1
    os.close(master)
