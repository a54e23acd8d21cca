"""ipdsl's scalar `total` over a sample of the applicants of record tables, as an engine of `columns.py`."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks.ours import SLICE, Ours
from benchmarks.records import due, facts_of
from benchmarks.tables import Array, nested_path

SAMPLE = 2_000


class Engine:
    """Facts of the sample, read and validated."""

    forms = ("nested",)

    def __init__(self, folder: Path, threads: int) -> None:
        self.path = nested_path(folder)
        self.ours = Ours.of(SLICE)

    @property
    def units(self) -> int:
        return min(SAMPLE, int(pq.ParquetFile(self.path).metadata.num_rows))

    def rows(self) -> list[dict[str, Any]]:
        batches = pq.ParquetFile(self.path).iter_batches(SAMPLE)
        return [row for batch in islice(batches, 1) for row in batch.to_pylist()]

    def load(self) -> None:
        self.stated = [facts_of(row) for row in self.rows()]
        self.typed = [self.ours.facts(data) for data in self.stated]

    def sums(self) -> Array:
        """The amounts due in each year, to be compared."""
        return due(self.ours, self.stated)

    def run(self) -> None:
        """The amounts due in all years together, to be measured. The totals are the same."""
        for one in self.typed:
            self.ours.total(one)

    def from_parquet(self, form: str) -> Array:
        return np.array([self.ours.total_of_plain(facts_of(row)) for row in self.rows()], np.int64)

    def read(self, form: str) -> int:
        return len(self.rows())
