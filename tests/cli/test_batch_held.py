"""`ipdsl batch`: two runs into one folder, in separate processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ipdsl.batch.parts import NAME, locked_folder
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.batch.command import DAY, POLICY, batch
from tests.support.parquet import firms, parts as bytes_of, run_of, write
from tests.support.processes import HUNG
from tests.support.slow import sampled

CHUNK = ["--claims", "--chunk", "6"]

CHILD = """
import sys
from ipdsl.cli.main import cli
from ipdsl.batch import parts

left, write = 12, parts._replace

def replace(target, data):
    global left
    left -= 1
    if left == 0:
        print("here", flush=True)
        sys.stdin.readline()
    write(target, data)

parts._replace = replace
cli(sys.argv[1:])
"""
"""Runs the command line. Before its twelfth write it prints a line and waits for input."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "in" / "firms.parquet", firms(23), group=5)


@contextmanager
def running(file: Path, out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that waits in the middle, with one chunk done."""
    command = [
        sys.executable,
        "-c",
        CHILD,
        "batch",
        POLICY,
        "--facts",
        str(file),
        "-o",
        str(out),
        "--as-of",
        DAY,
        *CHUNK,
    ]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        watch = threading.Timer(HUNG, child.kill)
        watch.start()
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == b"here\n"
            yield child
        finally:
            watch.cancel()
            child.kill()


@pytest.mark.broad
@pytest.mark.parametrize("more", sampled([[], ["--restart"], ["--year", "2022"]], 3))
def test_a_second_run_into_the_folder_is_refused_and_the_first_ends_as_it_would(
    more: list[str], file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    batch(file, "-o", tmp_path / "whole", *CHUNK)
    with running(file, out) as first:
        before = {one: one.read_bytes() for one in out.rglob("*") if one.is_file()}
        for place in (out, tmp_path / "link"):
            (tmp_path / "link").unlink(missing_ok=True)
            (tmp_path / "link").symlink_to(out)
            second = batch(file, "-o", place, *CHUNK, *more)
            assert second.code == 2
            assert f"error[U076]: a different run (process {first.pid}) is writing into `{place}`" in second.err
            assert "give a different folder" in second.err
        assert {one: one.read_bytes() for one in out.rglob("*") if one.is_file()} == before
        told, _ = first.communicate(b"\n", 60)
        assert first.returncode == 1
        assert b"applicants" in told
    assert bytes_of(out) == bytes_of(tmp_path / "whole")
    assert not (out / NAME).exists()


@pytest.mark.broad
def test_a_lock_ends_with_its_process_and_what_it_leaves_is_taken_over(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(file, "-o", tmp_path / "whole", *CHUNK)
    with running(file, out) as first:
        first.send_signal(signal.SIGKILL)
        first.wait(60)
        assert (out / NAME).read_text() == f"{first.pid}\n"
        assert run_of(out)["finished"] is False
    assert batch(file, "-o", out, *CHUNK).code == 1
    assert bytes_of(out) == bytes_of(tmp_path / "whole")
    assert not (out / NAME).exists()


def test_a_run_that_is_refused_leaves_no_lock(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(file, "-o", out, *CHUNK)
    assert "U074" in batch(file, "-o", out).err
    assert not (out / NAME).exists()


@pytest.mark.parametrize("what", ["a link", "a folder"])
def test_a_foreign_file_in_place_of_the_lock_is_reported_and_kept(what: str, file: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "letter"
    other.write_text("dear")
    out.mkdir()
    (out / NAME).symlink_to(other) if what == "a link" else (out / NAME).mkdir()
    ran = batch(file, "-o", out)
    assert ran.code == 2
    assert "error[U013]" in ran.err
    assert other.read_text() == "dear"
    assert [one.name for one in out.iterdir()] == [NAME]


def test_the_lock_goes_from_one_to_the_next(tmp_path: Path) -> None:
    for _ in range(3):
        folder, refused = locked_folder(str(tmp_path)), pytest.raises(FactsError, match=rf"process {os.getpid()}\)")
        with folder, refused, locked_folder(str(tmp_path)):
            pass
        assert not (tmp_path / NAME).exists()
