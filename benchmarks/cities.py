"""Measure whole cities over tables, each engine in a separate process.

Shaoguan and Dongyang are compared with handwritten code. The other three cities have no handwritten code; they are
compared with reading the file alone. Before an engine is measured, its results must equal `total` for every firm and
year, and the claims of some firms must equal those of `evaluate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from benchmarks.columns import Named, Started, lacking_here, same, started, walls_of, with_walls
from benchmarks.results import Lines, going_on, over
from benchmarks.rounds import interleave

NUMBER = 100_000
BY_HAND, FIRM_BY_FIRM = "by hand over columns, Numba, one thread", "by hand, firm by firm"
OURS, ONE_BY_ONE, NUMBA = "benchmarks.ours_cities", "benchmarks.scalar_cities", "benchmarks.peers.dongyang_numba"
UNIT = "µs a firm"


@attrs.frozen
class Asked:
    """A job of an engine."""

    name: str
    module: str
    job: str
    threads: int = 1

    @property
    def engine(self) -> Named:
        """The engine of this job. One process runs all jobs of a module and number of threads."""
        is_peer, is_sample = self.module == NUMBA, self.module == ONE_BY_ONE
        return Named(f"{self.module}, {self.threads}", self.module, self.threads, is_peer=is_peer, is_sample=is_sample)


ASKED = (
    Asked("ipdsl, columns, one thread", OURS, "memory"),
    Asked("ipdsl, columns, two threads", OURS, "memory", 2),
    Asked("ipdsl, a table to totals", OURS, "totals"),
    Asked("ipdsl, a table to totals, two threads", OURS, "totals", 2),
    Asked("ipdsl, a table to claims", OURS, "claims"),
    Asked("ipdsl, nested Parquet to totals, two threads", OURS, "nested", 2),
    Asked(FIRM_BY_FIRM, ONE_BY_ONE, "by hand"),
    Asked("ipdsl, `total` one by one", ONE_BY_ONE, "total"),
)
READING = "reading nested Parquet alone"
FROM_FILES = (
    Asked(READING, OURS, "read nested"),
    Asked("ipdsl, nested Parquet to totals", OURS, "nested"),
    Asked("ipdsl, a table to totals", OURS, "totals"),
)
CITIES = {
    "shaoguan": ("Shaoguan", (*ASKED, *FROM_FILES[:2]), FIRM_BY_FIRM),
    "dongyang": ("Dongyang", (Asked(BY_HAND, NUMBA, "memory"), *ASKED, *FROM_FILES[:2]), BY_HAND),
    "foshan": ("Foshan", FROM_FILES, READING),
    "qingyuan": ("Qingyuan", FROM_FILES, READING),
    "quanzhou": ("Quanzhou", FROM_FILES, READING),
}
"""For each city: its title, the measured jobs, and the job that they are compared with."""


def question(rounds: int, number: int = NUMBER) -> Lines:
    """Measure all cities over this many firms."""
    lacking = lacking_here()
    if lacking:
        yield lacking
        return
    for name, (title, _, _) in CITIES.items():
        yield f"### The whole of {title} over a table of {number:,} firms"
        yield ""
        yield from going_on(title, lambda name=name: city(name, rounds, number))  # type: ignore[misc]
        yield ""


def city(name: str, rounds: int, number: int) -> Lines:
    from benchmarks.cities_drawn import drawn  # NumPy and Arrow, which the other questions do without

    folder, due = drawn(name, number)
    _, asked, base = CITIES[name]
    running = dict[Named, Started]()
    for engine in dict.fromkeys(one.engine for one in asked):
        (found,) = started([engine], folder)
        if isinstance(found, str):
            yield found
        else:
            running[engine] = found
    jobs = [one for one in asked if one.engine in running]
    yield from checked(jobs, running, due)
    times = interleave([running[one.engine].engine(one.job, one.name) for one in jobs], rounds, 0.0)
    walls = walls_of([*running.values()])
    for engine in running.values():
        engine.close()
    yield with_walls(name, over(told(folder, number), rounds), by_thousand(times), by_thousand(walls), base, UNIT)


def checked(jobs: list[Asked], running: dict[Named, Started], due: Any) -> Iterator[str]:
    settling = [one for one in jobs if one.name != READING]
    for one in settling:
        same(running[one.engine], one.job, due)
    same_by_one = [one.engine for one in jobs if one.module == ONE_BY_ONE]
    if same_by_one:
        same(running[same_by_one[0]], "memory", due)  # each year is settled separately
    yield f"Equal to `total` to the fen, every firm in each year: {'; '.join(one.name for one in settling)}."
    yield "Code firm by firm: the sum of all years of a sample. Claims: those of `evaluate`, of some firms."
    yield ""


def by_thousand(times: dict[str, list[float]]) -> dict[str, list[float]]:
    return {name: [one / 1_000 for one in found] for name, found in times.items()}


def told(folder: Path, number: int) -> str:
    import pyarrow.parquet as pq
    import pyarrow.types as types

    from benchmarks.tables import ROW_GROUP, nested_path

    (first, *_) = pq.ParquetFile(nested_path(folder)).iter_batches(ROW_GROUP)
    no_records = ("kinds", "figures", "history", "support", "approvals", "older_documents")
    lists = [first.column(one.name) for one in first.schema if types.is_list(one.type) and one.name not in no_records]
    records = sum(len(one.flatten()) for one in lists) / first.num_rows
    return f"{number:,} firms, {records:.0f} records each on average"
