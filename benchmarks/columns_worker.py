"""Run one engine over record tables in a separate process: `columns_worker.py MODULE FOLDER THREADS`.

The module has a class `Engine(folder, threads)`, or a function `sums(columns, threads)` of handwritten code. An engine
has `load()`, which loads the tables into memory in its own form, and `sums()`, which returns the amounts due to each
applicant in each year, in the order of the table. Optional members:

- `from_parquet(form)`, and `read(form)` for reading alone, for the `forms` "nested", "flat" and "csv";
- `run()`, which is measured instead of `sums`;
- `units`, the number of applicants of a run;
- other `jobs` by name, each with its own totals. A job prepares its data when its totals are first requested.

Input: one request in JSON per line. Output: one answer per line. `{"answer": JOB, "path": FILE.npy}` writes totals.
`{"spend": SECONDS, "job": JOB}` repeats a job for about this long and returns ns per applicant of processor time and
wall time. `{"peak": 0}` returns the peak memory of the process in MB. Jobs are "memory", the forms, "read nested" and
so on, and the jobs of the engine.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["POLARS_MAX_THREADS"] = sys.argv[3]  # Polars reads it when it is imported
sys.path[0] = str(Path(__file__).resolve().parents[1])

import numpy as np  # noqa: E402  # after the project's folder came first
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from benchmarks import tables  # noqa: E402


class ByHand:
    """Handwritten code over columns."""

    def __init__(self, sums: Callable[[tables.Columns, int], tables.Array], folder: Path, threads: int) -> None:
        self.of, self.folder, self.threads = sums, folder, threads
        self.forms = tables.forms_of(folder)

    def load(self) -> None:
        self.columns = tables.all_columns(self.folder)

    def sums(self) -> tables.Array:
        return self.of(self.columns, self.threads)

    def from_parquet(self, form: str) -> tables.Array:
        if form != "nested":
            return self.of(self.of_flat(form), self.threads)
        batches = tables.nested_batches(self.folder)
        return np.concatenate([self.of(tables.columns_of(batch), self.threads) for batch in batches])

    def read(self, form: str) -> int:
        """Read into columns only. Each nested batch is released before the next."""
        if form != "nested":
            return self.of_flat(form).number
        return sum(tables.columns_of(batch).number for batch in tables.nested_batches(self.folder))

    def of_flat(self, form: str) -> tables.Columns:
        return tables.columns_of_flat(*(tables.csv_tables if form == "csv" else tables.flat_tables)(self.folder))


class Worker:
    """The engine. Its tables are loaded at the first request."""

    def __init__(self, module: str, folder: Path, threads: int) -> None:
        made: Any = importlib.import_module(module)
        self.engine: Any = (
            made.Engine(folder, threads) if hasattr(made, "Engine") else ByHand(made.sums, folder, threads)
        )
        self.number = int(pq.ParquetFile(tables.nested_path(folder)).metadata.num_rows)
        self.is_loaded = False

    def job(self, name: str) -> Callable[[], Any]:
        others: dict[str, Callable[[], Any]] = getattr(self.engine, "jobs", {})
        if name in others:
            return others[name]
        if name != "memory":
            form = name.removeprefix("read ")
            of = self.engine.from_parquet if form == name else self.engine.read
            return lambda: of(form)
        if not self.is_loaded:
            self.engine.load()
            self.is_loaded = True
        return self.engine.sums  # type: ignore[no-any-return]

    def answer(self, name: str, path: str) -> int:
        np.save(path, self.job(name)())
        return self.number

    def spend(self, seconds: float, name: str) -> tuple[float, float]:
        run, times = self.job(name), 0
        if name == "memory":
            run = getattr(self.engine, "run", run)
        wall, processor = time.perf_counter(), time.process_time()
        while time.perf_counter() - wall < seconds or not times:
            run()
            times += 1
        units = times * getattr(self.engine, "units", self.number) / 1e9
        return (time.process_time() - processor) / units, (time.perf_counter() - wall) / units


def peak() -> int:
    """Peak memory of this process in MB.

    Linux passes `ru_maxrss` on from the parent process; the high-water mark of memory belongs to this process alone.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) // 1024
    import resource  # not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    module, folder, threads = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    pa.set_cpu_count(threads)
    worker = Worker(module, folder, threads)
    say(list(getattr(worker.engine, "forms", ("nested", "flat"))))
    for line in sys.stdin:
        asked = json.loads(line)
        if "answer" in asked:
            say(worker.answer(asked["answer"], asked["path"]))
        elif "spend" in asked:
            say(worker.spend(asked["spend"], asked["job"]))
        else:
            say(peak())


def say(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
