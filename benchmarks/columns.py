"""The slice over record tables: many applicants at once, each engine in a process of its own.

Every engine has to give what ipdsl's `total` says of every applicant and year before it is measured; one that does not
ends the run. Processes have their turn one after the other, in another order each round. Times and ratios are those of
the processors, of all threads together, as in the other tables; the least time on the wall stands beside them, for that
is what a second thread makes shorter.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs

import ipdsl
from benchmarks.firms_dongyang import firms
from benchmarks.handwritten import dongyang
from benchmarks.ours import ROOT
from benchmarks.rounds import Engine, figure, interleave, over, repeated, table
from ipdsl.runtime.reading.errors import FactsError

NUMBER = 200_000
FIRMS = 2_000
BY_HAND = "by hand over columns, Numba, one thread"
BASE = "C, one thread"
PEERS = ROOT / "build" / "peers" / "bin" / "python"
OURS = "benchmarks.ours_columns"
"""The engine of ipdsl over columns, as soon as there is one."""

READING = "reading alone"
MEMORY = {
    "": "started",
    "memory": "over tables in memory",
    "nested": "from nested Parquet",
    "flat": "from flat Parquet",
}


@attrs.frozen
class Named:
    """An engine by the module that has it. `is_peer`: in the environment of the peers."""

    name: str
    module: str
    threads: int = 1
    is_peer: bool = False

    @property
    def python(self) -> Path:
        return PEERS if self.is_peer else Path(sys.executable)


SCALAR, COUNTS = "ipdsl, `total` one by one", "OpenFisca-Core, bare counts of one year"
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
    Named(SCALAR, "benchmarks.scalar"),
)
FROM_PARQUET = (
    Named("C", "benchmarks.handwritten.slice_c", 2),
    Named("ipdsl, columns", OURS, 2),
    Named("DuckDB", "benchmarks.peers.duckdb_sql", 2, is_peer=True),
    Named("Polars", "benchmarks.peers.polars_lazy", 2, is_peer=True),
    Named(SCALAR, "benchmarks.scalar"),
)


class Started:
    """A process with an engine."""

    def __init__(self, named: Named, folder: Path) -> None:
        self.name = named.name
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
        """A job of it as an engine of `rounds`, over processor time. The time on the wall is kept."""
        walls = self.walls.setdefault(name or self.name, [])

        def spend(seconds: float) -> float:
            processor, wall = self.ask(spend=seconds, job=job)
            walls.append(float(wall))
            return float(processor)

        return Engine(name or self.name, spend)

    def close(self) -> None:
        self.process.communicate()


# ---------------------------------------------------------------------------------------------- the question


def question(rounds: int, seconds: float, number: int = NUMBER) -> Iterator[str]:
    """The slice over so many applicants: in memory, from Parquet, and how much memory that takes."""
    lacking = [name for name in ("numpy", "pyarrow") if importlib.util.find_spec(name) is None]
    if lacking:
        yield f"skipped: record tables ({' and '.join(lacking)} not installed; the extra `test` has them)"
        return
    from benchmarks.records import drawn  # NumPy and Arrow, which the other questions do without

    folder, due = drawn(number)
    yield f"### The slice over record tables, {number:,} applicants, {records_of(folder)} records each on average"
    yield ""
    yield from in_memory(folder, due, rounds, seconds)
    yield ""
    yield "### The same from Parquet, two threads; `total` one by one has one"
    yield ""
    yield from from_parquet(folder, due, max(3, rounds // 3))
    yield ""
    yield "### MB of memory at most, two threads"
    yield ""
    yield from memory(folder)
    yield ""
    yield from of_dongyang(rounds, seconds)


def started(engines: Sequence[Named], folder: Path) -> Iterator[Started | str]:
    """The engines that can run, and what is to be said of the others."""
    for named in engines:
        if named.module == OURS and importlib.util.find_spec(OURS) is None:
            yield f"missing: {named.name} (there is no {OURS} yet)"
            continue
        if named.is_peer and not PEERS.exists():
            yield f"skipped: {named.name} (not installed); see benchmarks/setup-peers.sh"
            continue
        try:
            yield Started(named, folder)
        except OSError as error:
            yield f"skipped: {named.name} ({error})"


def in_memory(folder: Path, due: Any, rounds: int, seconds: float) -> Iterator[str]:
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
    yield from with_walls(times, BASE, running)
    for one in running:
        one.close()


def from_parquet(folder: Path, due: Any, rounds: int) -> Iterator[str]:
    running, engines = [], []
    for found in started(FROM_PARQUET, folder):
        if isinstance(found, str):
            continue  # it was said above
        running.append(found)
        for form in found.forms:
            same(found, form, due)
            engines.append(found.engine(form, f"{found.name}, {form}"))
            engines.append(found.engine(f"read {form}", f"{found.name}, {form}, {READING}"))
    yield from with_walls(interleave(engines, rounds, 0.0), "C, nested", running)
    for one in running:
        one.close()


def with_walls(times: dict[str, list[float]], base: str, running: Sequence[Started]) -> Iterator[str]:
    """The table of processor times, and the least time on the wall."""
    walls = {name: min(found) for one in running for name, found in one.walls.items()}
    head, rule, *rows = table(times, base, "ns an applicant", "")
    yield f"{head} on the wall: minimum |"
    yield f"{rule}--:|"
    for name, row in zip(times, rows, strict=True):
        yield f"{row} {figure(walls[name])} |"


def memory(folder: Path) -> Iterator[str]:
    """A fresh process for each figure."""
    yield f"| | {' | '.join(MEMORY.values())} |"
    yield "|---|" + "--:|" * len(MEMORY)
    for named in (*FROM_PARQUET[:-1], *[named for named in IN_MEMORY if named.name in ("NumPy", COUNTS)]):
        cells = []
        for job in MEMORY:
            (found,) = started([named], folder)
            if isinstance(found, str):
                break
            if job and job != "memory" and job not in found.forms:
                cells.append("")
            else:
                if job:
                    found.ask(spend=0, job=job)
                cells.append(f"{found.ask(peak=0):,}")
            found.close()
        else:
            yield f"| {named.name} | {' | '.join(cells)} |"


def of_dongyang(rounds: int, seconds: float) -> Iterator[str]:
    """The whole of Dongyang by hand over columns, beside what goes firm by firm."""
    yield f"### The whole of Dongyang, {FIRMS:,} firms"
    yield ""
    if importlib.util.find_spec("numba") is None:
        yield "skipped: Numba, not installed"
        return
    import numpy as np

    from benchmarks.handwritten import dongyang_columns, dongyang_tables

    policy = ipdsl.load(ROOT / "policies" / "dongyang_2021.ipp")
    every = []
    for data in firms(FIRMS):
        with suppress(FactsError):  # now and then the same audit is drawn twice
            every.append(policy.read_facts(data))
    columns = dongyang_tables.columns_of(every)
    number, years = len(every), range(dongyang_columns.FIRST_YEAR, dongyang_columns.FIRST_YEAR + dongyang_columns.YEARS)
    want = np.array([[policy.total(facts, year=year).minor for year in years] for facts in every])
    if (dongyang_columns.sums(columns, number) != want).any():
        raise SystemExit("Dongyang by hand over columns: not what ipdsl says")
    yield "Equal to `total` to the fen, every firm in each year: by hand over columns."
    yield ""
    sample = every[:: number // 100]
    engines = [
        repeated(BY_HAND, lambda: dongyang_columns.sums(columns, number), number),
        over("by hand, firm by firm", dongyang.total, sample),
        over("`total`", policy.total, sample),
    ]
    yield from table(interleave(engines, rounds, seconds), BY_HAND, "µs a firm", "")


def same(engine: Started, job: str, due: Any) -> None:
    """A wrong answer is worth no time. An answer without years is held to the sum of all; one of a sample, to it."""
    import numpy as np

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sums.npy"
        engine.ask(answer=job, path=str(path))
        found = np.load(path)
    want = counted(len(due)) if engine.name == COUNTS else due if found.ndim == 2 else due.sum(1)
    if engine.name == SCALAR:
        want = want[: len(found)]
    if found.dtype.kind != "i" or found.shape != want.shape or (found != want).any():
        raise SystemExit(f"{engine.name}, {job}: not what ipdsl says")


def counted(number: int) -> Any:
    """What is due over bare counts."""
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
