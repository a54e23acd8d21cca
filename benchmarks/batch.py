"""Measure `ipdsl batch` over very many applicants in chunks: the time and peak memory of a separate process.

The nested tables are written under `build` and removed afterwards. Each run starts from scratch, and its results must
equal `total` for each applicant and year. For comparison, the same applicants are settled in memory at once. Needs a
POSIX system.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from benchmarks.columns import lacking_here
from benchmarks.ours import ROOT, SLICE
from benchmarks.results import Lines, Measured, over, spread

NUMBER = 1_000_000
FULL = 10_000_000
NONE = "invention_patent.lapsed_on"
ENGINE = "llvm"
HOME = ROOT / "build"
ON_DISK = 600
"""Disk space per applicant in bytes, facts and results together; less than half of it is used."""


@attrs.frozen
class Job:
    """A run over a number of applicants."""

    name: str
    number: int
    processes: int = 1
    claims: bool = False
    at_once: bool = False


def jobs(number: int, *, full: bool) -> list[Job]:
    most = f"{number:,}"
    found = [Job(f"{one:,}", one) for one in (number // 100, number // 10, number)]
    found += [Job(f"{FULL:,}", FULL)] if full else []
    return [
        *found, Job(f"{most}, two processes", number, 2), Job(f"{most}, with claims", number, claims=True),
        Job(f"{most}, in memory at once, two threads", number, 2, at_once=True),
    ]  # fmt: skip


def question(rounds: int, number: int = NUMBER, *, full: bool = False) -> Lines:
    """Measure runs over chunks: a hundredth of the applicants, a tenth, all, and with `full` also `FULL`."""
    lacking = lacking_here()
    if lacking or not hasattr(os, "wait4"):
        yield lacking or "skipped: memory of other processes (this system does not tell it)"
        return
    yield f"### By chunks, `ipdsl batch`, {number:,} applicants"
    yield ""
    every = jobs(number, full=full)
    with scratch(max(one.number for one in every)) as folder:
        tables = {one.number: written(one.number, folder) for one in every}
        run(Job("", min(tables)), tables, folder)  # fills the cache of compiled code
        took: dict[Job, list[dict[str, float]]] = {one: [] for one in every}
        order = random.Random(1)
        for turn in range(rounds):
            for job in order.sample(every, len(every)):
                if job.number < FULL or not turn:
                    took[job].append(run(job, tables, folder))
    yield "Equal to `total` to the fen, every applicant in each year."
    yield ""
    yield table(every, took, rounds)


def table(every: list[Job], took: dict[Job, list[dict[str, float]]], rounds: int) -> Measured:
    rows = []
    for job in every:
        of = {name: [one[name] for one in took[job]] for name in ("processor", "wall", "peak")}
        each = [[one / job.number * 1e6 for one in of[name]] for name in ("processor", "wall")]
        rows.append((job.name, (*map(spread, each), spread(of["wall"]), spread(of["peak"]))))
    once = f"; {FULL:,} applicants once" if any(job.number == FULL for job in every) else ""
    told = over(
        f"`ipdsl batch` over the slice, one process if nothing else is named; MB of the largest process{once}",
        rounds,
    )
    head = ("applicants", "µs an applicant, processor", "on the wall", "s in all", "MB at most")
    return Measured("batch", told, head, tuple(rows))


@contextmanager
def scratch(number: int) -> Iterator[Path]:
    """A temporary folder under `build`. Raises `OSError` if the disk does not have enough space."""
    HOME.mkdir(exist_ok=True)
    free = shutil.disk_usage(HOME).free
    if free < number * ON_DISK:
        raise OSError(f"{number:,} applicants need {number * ON_DISK / 1e9:.1f} GB of disk; {free / 1e9:.1f} are free")
    with tempfile.TemporaryDirectory(prefix="batch-", dir=HOME) as folder:
        yield Path(folder)


def written(number: int, folder: Path) -> Path:
    """The folder of a nested table of this many applicants."""
    import pyarrow.parquet as pq

    from benchmarks.records import base_of, write
    from benchmarks.tables import nested_path

    new = folder / str(number)
    if not new.exists():
        new.mkdir()
        write(pq.read_table(nested_path(base_of(number))).combine_chunks(), number, new, nested_alone=True)
    return new


def run(job: Job, tables: dict[int, Path], folder: Path) -> dict[str, float]:
    """Time and memory of one run. Raises `SystemExit` if its results differ from `total`."""
    from benchmarks.tables import nested_path

    out, given = folder / "results", tables[job.number]
    shutil.rmtree(out, ignore_errors=True)
    if job.at_once:
        out.mkdir()
        command = [ROOT / "benchmarks" / "whole.py", given, job.processes, out / "due.npy"]
    else:
        command = ["-m", "ipdsl", "batch", SLICE, "--facts", nested_path(given), "-o", out,
                   "--null-means-none", NONE, "--engine", ENGINE,
                   "--processes", job.processes, *(["--claims"] if job.claims else [])]  # fmt: skip
    took = child([sys.executable, *command], folder)
    check(job, out)
    shutil.rmtree(out)
    return took


def child(command: list[Any], folder: Path) -> dict[str, float]:
    """Run a process: `wall` and `processor` are in seconds, `peak` is in MB. Compiled code is cached in the folder."""
    cache = folder / "cache"
    cache.mkdir(mode=0o700, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-S", str(ROOT / "benchmarks" / "child.py"), *map(str, command)],
        cwd=ROOT, env={**os.environ, "IPDSL_CACHE_DIR": str(cache)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    took: dict[str, float] = json.loads(done.stdout)
    if took.pop("code"):
        raise SystemExit(f"{Path(str(command[-1])).name}: {done.stderr.strip()}")
    return took


def check(job: Job, out: Path) -> None:
    """Compare the written results with `total`."""
    import numpy as np

    from benchmarks.records import base_of, due_of

    due = due_of(base_of(job.number), job.number)
    if job.at_once:
        found = np.load(out / "due.npy")
        if found.shape != (job.number,) or (found != due.sum(1)).any():
            raise SystemExit(f"{job.name}: not what `total` says")
        return
    first = 0
    for applicants in sorted((out / "applicants").glob("*.parquet")):
        grid = grid_of(applicants, out / "totals" / applicants.name)
        if (grid != due[first : first + len(grid)]).any():
            raise SystemExit(f"{job.name}: not what `total` says")
        first += len(grid)
    if first != job.number:
        raise SystemExit(f"{job.name}: {first:,} applicants are there")


def grid_of(applicants: Path, totals: Path) -> Any:
    """The amounts due to each applicant of a chunk, by year."""
    import numpy as np
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from benchmarks.tables import YEARS

    names = pq.read_table(applicants)["applicant"].combine_chunks()
    paid = pq.read_table(totals)
    rows = pc.index_in(paid["applicant"].combine_chunks(), names).to_numpy()
    grid = np.zeros((len(names), len(YEARS)), np.int64)
    grid[rows, paid["year"].to_numpy() - YEARS[0]] = paid["due"].to_numpy()
    return grid
