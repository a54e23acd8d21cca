"""Measure the slice over record tables: many applicants at once, each engine in a separate process.

Before an engine is measured, its results must equal `total` for every applicant and year. A difference ends the run.
The processes run one after the other, in another order each round. Times and ratios are processor times of all threads
together, as in the other tables. The least wall time is also shown, because a second thread reduces wall time only.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from benchmarks.ours import ROOT
from benchmarks.results import Cell, Lines, Measured, going_on, over, ratios, spread
from benchmarks.rounds import Engine, interleave

NUMBER = 100_000
BASE = "C, one thread"
PEERS = ROOT / "build" / "peers" / "bin" / "python"
OURS = "benchmarks.ours_columns"

READING, WALL, NS = "reading alone", "on the wall, at least", "ns an applicant"
SHOWN = {"nested": "nested", "flat": "flat", "csv": "CSV"}
"""The forms of tables, with their printed names."""

MEMORY = {
    "": "started",
    "memory": "over tables in memory",
    "nested": "from nested Parquet",
    "flat": "from flat Parquet",
    "csv": "from CSV",
}


@attrs.frozen
class Named:
    """An engine and its module.

    `is_peer`: it runs in the environment of the peers. `is_sample`: it settles only the first applicants.
    """

    name: str
    module: str
    threads: int = 1
    is_peer: bool = False
    is_sample: bool = False

    @property
    def python(self) -> Path:
        return PEERS if self.is_peer else Path(sys.executable)


SCALAR, COUNTS = "ipdsl, `total` one by one", "OpenFisca-Core, bare counts, one year"
IN_MEMORY = (
    Named(BASE, "benchmarks.handwritten.slice_c"),
    Named("C, two threads", "benchmarks.handwritten.slice_c", 2),
    Named("ipdsl, columns, one thread", OURS),
    Named("ipdsl, columns, two threads", OURS, 2),
    Named("NumPy", "benchmarks.handwritten.slice_numpy"),
    Named("DuckDB, one thread", "benchmarks.peers.duckdb_sql", 1, is_peer=True),
    Named("DuckDB, two threads", "benchmarks.peers.duckdb_sql", 2, is_peer=True),
    Named("Polars, one thread", "benchmarks.peers.polars_lazy", 1, is_peer=True),
    Named("Polars, two threads", "benchmarks.peers.polars_lazy", 2, is_peer=True),
    Named(COUNTS, "benchmarks.peers.openfisca_counts", 1, is_peer=True),
    Named(SCALAR, "benchmarks.scalar", is_sample=True),
)
FROM_FILES = (
    Named("C", "benchmarks.handwritten.slice_c", 2),
    Named("ipdsl, columns", OURS, 2),
    Named("DuckDB", "benchmarks.peers.duckdb_sql", 2, is_peer=True),
    Named("Polars", "benchmarks.peers.polars_lazy", 2, is_peer=True),
    Named(SCALAR, "benchmarks.scalar", is_sample=True),
)


class Started:
    """A process with an engine."""

    def __init__(self, named: Named, folder: Path) -> None:
        self.name, self.is_sample = named.name, named.is_sample
        command = [named.python, ROOT / "benchmarks" / "columns_worker.py", named.module, folder, named.threads]
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.forms: list[str] = self.heard()
        self.walls: dict[str, list[float]] = {}

    def ask(self, **request: object) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self.heard()

    def heard(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        assert self.process.stderr is not None
        said = self.process.stderr.read().strip().splitlines()
        self.process.wait()
        raise OSError(said[-1] if said else "it ended without a word")

    def engine(self, job: str, name: str = "") -> Engine:
        """A job as an engine of `rounds`, measured by processor time. The wall times are kept."""
        walls = self.walls.setdefault(name or self.name, [])

        def spend(seconds: float) -> float:
            processor, wall = self.ask(spend=seconds, job=job)
            walls.append(float(wall))
            return float(processor)

        return Engine(name or self.name, spend)

    def close(self) -> None:
        self.process.communicate()


# ---------------------------------------------------------------------------------------------- the question


def question(rounds: int, seconds: float, number: int = NUMBER) -> Lines:
    """Measure the slice over this many applicants: time in memory, time from files, and peak memory."""
    lacking = lacking_here()
    if lacking:
        yield lacking
        return
    from benchmarks.records import drawn  # NumPy and Arrow, which the other questions do without

    folder, due = drawn(number)
    what = f"{number:,} applicants, {records_of(folder)} records each on average"
    parts: dict[str, Callable[[], Lines]] = {
        f"The slice over record tables, {what}": lambda: in_memory(folder, due, rounds, seconds, what),
        "The same from files, two threads; `total` one by one has one": lambda: from_files(
            folder, due, max(3, rounds // 3), what
        ),
        "MB of memory at most, two threads": lambda: memory(folder, what),
    }
    for title, part in parts.items():
        yield f"### {title}"
        yield ""
        yield from going_on(title, part)
        yield ""


def lacking_here() -> str:
    """The message if tables cannot be measured, otherwise an empty text."""
    lacking = [name for name in ("numpy", "pyarrow") if importlib.util.find_spec(name) is None]
    if not lacking:
        return ""
    return f"skipped: record tables ({' and '.join(lacking)} not installed; the extra `test` has them)"


def started(engines: Sequence[Named], folder: Path) -> Iterator[Started | str]:
    """The engines that can run, and a message for each of the others."""
    for named in engines:
        if named.is_peer and not PEERS.exists():
            yield f"skipped: {named.name} (not installed); see benchmarks/setup-peers.sh"
            continue
        try:
            yield Started(named, folder)
        except OSError as error:
            yield f"skipped: {named.name} ({error})"


def in_memory(folder: Path, due: Any, rounds: int, seconds: float, what: str) -> Lines:
    running = []
    for found in started(IN_MEMORY, folder):
        if isinstance(found, str):
            yield found
        else:
            same(found, "memory", due)
            running.append(found)
    names = [one.name for one in running if one.name not in (SCALAR, COUNTS)]
    yield f"Equal to `total` to the fen, every applicant in each year: {'; '.join(names)}."
    if len(names) < len(running):
        yield f"{COUNTS}: equal to the code by hand over bare counts. {SCALAR}: a sample of the applicants."
    yield ""
    times = interleave([one.engine("memory") for one in running], rounds, seconds)
    yield with_walls("slice-memory", over(what, rounds), times, walls_of(running), BASE, NS)
    for one in running:
        one.close()


def from_files(folder: Path, due: Any, rounds: int, what: str) -> Lines:
    running, engines = [], []
    for found in started(FROM_FILES, folder):
        if isinstance(found, str):
            continue  # the message was printed above
        running.append(found)
        for form in found.forms:
            same(found, form, due)
            engines.append(found.engine(form, f"{found.name}, {SHOWN[form]}"))
            engines.append(found.engine(f"read {form}", f"{found.name}, {SHOWN[form]}, {READING}"))
    times, walls = interleave(engines, rounds, 0.0), walls_of(running)
    sums = {name: found for name, found in times.items() if not name.endswith(READING)}
    settled = with_walls("slice-files", over(what, rounds), sums, walls, "C, nested", NS)
    rows = [
        (name, (*cells, spread(times[f"{name}, {READING}"]), min(walls[f"{name}, {READING}"])))
        for name, cells in settled.rows
    ]
    yield attrs.evolve(settled, columns=(*settled.columns, READING, f"{READING}, {WALL}"), rows=tuple(rows))
    for one in running:
        one.close()


def walls_of(running: Sequence[Started]) -> dict[str, list[float]]:
    """The wall times of all engines, by name."""
    return {name: found for one in running for name, found in one.walls.items()}


def with_walls(
    name: str, told: str, times: dict[str, list[float]], walls: dict[str, list[float]], base: str, unit: str
) -> Measured:  # fmt: skip
    """A table of processor times, the ratios to one row within each round, and the least wall time."""
    rows = tuple(
        (row, (spread(found), ratios(found, times[base]) if base in times else None, min(walls[row])))
        for row, found in times.items()
    )
    return Measured(name, told, ("", unit, f"× {base}", WALL), rows)


def memory(folder: Path, what: str) -> Lines:
    """Measure peak memory, in a new process for each figure."""
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for named in (*FROM_FILES[:-1], *[named for named in IN_MEMORY if named.name in ("NumPy", COUNTS)]):
        cells: list[Cell] = []
        for job in MEMORY:
            (found,) = started([named], folder)
            if isinstance(found, str):
                break
            if job and job != "memory" and job not in found.forms:
                cells.append(None)
            else:
                if job:
                    found.ask(spend=0, job=job)
                cells.append(found.ask(peak=0))
            found.close()
        else:
            rows.append((named.name, tuple(cells)))
    yield Measured("slice-peaks", over(what, 1), ("", *MEMORY.values()), tuple(rows))


def same(engine: Started, job: str, due: Any) -> None:
    """Check the answer of an engine before it is measured.

    An answer without years is compared with the totals of all years; the answer of a sample only with the totals of the
    sample.
    """
    import numpy as np

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sums.npy"
        engine.ask(answer=job, path=str(path))
        found = np.load(path)
    want = counted(len(due)) if engine.name == COUNTS else due if found.ndim == 2 else due.sum(1)
    if engine.is_sample:
        want = want[: len(found)]
    if found.dtype.kind != "i" or found.shape != want.shape or (found != want).any():
        raise SystemExit(f"{engine.name}, {job}: not what ipdsl says")


def counted(number: int) -> Any:
    """The amounts due over bare counts."""
    import numpy as np

    from benchmarks.applicants import applicants
    from benchmarks.peers import bare
    from benchmarks.tables import BASE as MOST  # no base of ratios

    sums = np.array([bare.total(one) for one in applicants(min(number, MOST))], np.int64)
    return np.tile(sums, -(-number // len(sums)))[:number]


def records_of(folder: Path) -> int:
    import pyarrow.parquet as pq

    from benchmarks.tables import KINDS, flat_path, nested_path

    number = pq.ParquetFile(nested_path(folder)).metadata.num_rows
    return round(sum(pq.ParquetFile(flat_path(folder, kind)).metadata.num_rows for kind in KINDS) / number)
