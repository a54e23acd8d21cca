"""ipdsl over columns as an engine of `columns_worker.py`: the slice, compiled by LLVM.

In memory the arrays of a column program are read beforehand, as those of code by hand are; from Parquet everything is
measured, from the file to a sum for each applicant and year, by the library as its users call it. It reads the keys of
records too, which the others leave in the file: `once` and the order of claims go by them.
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
from ipdsl.batch.evaluate import LLVM, ROWS_AT_ONCE, side_by_side
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.kernel.settle import Settled
from ipdsl.batch.readers.columns import Reader

NONE = ("invention_patent.lapsed_on",)
"""Where null means that a patent has not lapsed."""

COMPILED = True


def totals_of(done: Settled, first_year: int, years: int) -> tables.Array:
    """The sums due to each applicant in so many years from one on."""
    found = np.zeros((len(done.totals), years), np.int64)
    start, end = (min(max(0, year - done.first_total_year), done.totals.shape[1])
                  for year in (first_year, first_year + years))  # fmt: skip
    at = start + done.first_total_year - first_year
    found[:, at : at + end - start] = done.totals[:, start:end]
    return found


class Engine:
    """Parts of the table go side by side on as many threads as are asked for."""

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
        self.chunks = [
            reader.read(whole.slice(at, ROWS_AT_ONCE), None) for at in range(0, whole.num_rows, ROWS_AT_ONCE)
        ]
        self.sums()  # what is compiled on the way

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
