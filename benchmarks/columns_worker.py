"""One engine over record tables in a process of its own: `columns_worker.py MODULE FOLDER THREADS`.

The module has a class `Engine(folder, threads)`, or a function `sums(columns, threads)` of code by hand. An engine has
`load()`, which brings the tables into memory as it likes them, and `sums()`: what each applicant is due in each year,
in the order of the table. It may have `from_parquet(form)` and `read(form)`, reading alone, for the `forms` "nested",
"flat" and "csv"; `run()`, what is measured in place of `sums`; `units`, how many applicants that is; and other `jobs`
by name, of which each gives sums. What a job needs once, it prepares when it is asked for sums.

Driven line by line, a request in JSON and an answer: `{"answer": JOB, "path": FILE.npy}` writes sums,
`{"spend": SECONDS, "job": JOB}` repeats a job for about so long and says how many ns an applicant took, of processors
and on the wall, `{"peak": 0}` says how many MB the process had at most. Jobs: "memory", the forms, "read nested" and so
on, and those that the engine names.
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

os.environ["POLARS_MAX_THREADS"] = sys.argv[3]  # it is read when Polars is imported
sys.path[0] = str(Path(__file__).resolve().parents[1])

import numpy as np  # noqa: E402  # after the project's folder came first
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from benchmarks import tables  # noqa: E402


class ByHand:
    """Code by hand over columns."""

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
        """Reading alone, into columns; a nested batch is let go of before the next."""
        if form != "nested":
            return self.of_flat(form).number
        return sum(tables.columns_of(batch).number for batch in tables.nested_batches(self.folder))

    def of_flat(self, form: str) -> tables.Columns:
        return tables.columns_of_flat(*(tables.csv_tables if form == "csv" else tables.flat_tables)(self.folder))


class Worker:
    """The engine, whose tables are loaded when they are first asked for."""

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
    """MB that this process had at most.

    Linux hands `ru_maxrss` down from the process that started this one; the high-water mark of memory is its own.
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
