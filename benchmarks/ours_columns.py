"""ipdsl over columns as an engine of `columns_worker.py`: the slice, compiled by LLVM.

In memory, the arrays of a column program are read in advance, like those of handwritten code. From Parquet, everything
is measured as users call the library, from the file to a total for each applicant and year. This includes the keys of
records, which the other engines do not read: `once` and the order of claims use them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import ipdsl
from benchmarks import tables
from benchmarks.ours import SLICE
from ipdsl.batch.evaluate import LLVM, rows_at_once, side_by_side
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.kernel.tables import Settled
from ipdsl.batch.readers.columns import Reader

NONE = ("invention_patent.lapsed_on",)
"""The column in which null means that a patent has not lapsed."""

COMPILED = True


def totals_of(done: Settled, first_year: int, years: int) -> tables.Array:
    """The amounts due to each applicant in a number of years from a first one."""
    found = np.zeros((len(done.totals), years), np.int64)
    start, end = (min(max(0, year - done.first_total_year), done.totals.shape[1])
                  for year in (first_year, first_year + years))  # fmt: skip
    at = start + done.first_total_year - first_year
    found[:, at : at + end - start] = done.totals[:, start:end]
    return found


class Engine:
    """Settle parts of the table in parallel on the requested number of threads."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.folder, self.threads = folder, threads
        self.forms = tables.forms_of(folder)
        self.policy = ipdsl.load(SLICE)
        self.code = self.policy.column_code(compiled=COMPILED)
        self.chunks: list[Any] = []

    def load(self) -> None:
        whole = pa.Table.from_batches(self._batches())
        intake = take_in(whole, self.policy.code, none=NONE)
        reader = Reader(intake.form, self.code)
        size = rows_at_once(whole, self.threads)
        self.chunks = [reader.read(whole.slice(at, size), None) for at in range(0, whole.num_rows, size)]
        self.sums()  # compiles the code

    def sums(self) -> tables.Array:
        return np.concatenate([*side_by_side(self._due, self.chunks, self.threads)])

    def _due(self, columns: Any) -> tables.Array:
        done = self.code.run(columns, claims=False)
        return totals_of(done, tables.YEARS[0], len(tables.YEARS))

    def from_parquet(self, form: str) -> tables.Array:
        if form == "nested":
            return np.concatenate([self._grid(pa.Table.from_batches([batch])) for batch in self._batches()])
        return self._grid(self._flat(form))

    def _batches(self) -> Iterator[pa.RecordBatch]:
        return pq.ParquetFile(tables.nested_path(self.folder)).iter_batches(tables.ROW_GROUP)

    def _flat(self, form: str) -> dict[str, pa.Table]:
        if form == "csv":
            applicants, of_kinds = tables.csv_tables(self.folder, keys=True)
            return {"applicant": applicants, **of_kinds}
        return {name: pq.read_table(tables.flat_path(self.folder, name)) for name in ("applicant", *tables.KINDS)}

    def _grid(self, table: Any) -> tables.Array:
        found = self.policy.evaluate_table(table, as_of=None, none=NONE, engine=LLVM, threads=self.threads)
        names = found.applicants["applicant"].combine_chunks()
        rows = pc.index_in(found.totals["applicant"].combine_chunks(), names).to_numpy()
        grid = np.zeros((len(names), len(tables.YEARS)), np.int64)
        grid[rows, found.totals["year"].to_numpy() - tables.YEARS[0]] = found.totals["due"].to_numpy()
        return grid

    def read(self, form: str) -> int:
        if form != "nested":
            return int(self._flat(form)["applicant"].num_rows)
        return sum(batch.num_rows for batch in self._batches())
