"""OpenFisca over the bare counts of many applicants at once, as an engine of `columns.py`.

It does less work than the other engines: it has counts for a single year instead of records with days.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.applicants import applicants
from benchmarks.peers import openfisca
from benchmarks.tables import BASE, Array, nested_path


class Engine:
    """The counts of the first applicants, repeated."""

    forms = ()

    def __init__(self, folder: Path, threads: int) -> None:
        self.number = int(pq.ParquetFile(nested_path(folder)).metadata.num_rows)

    def load(self) -> None:
        size = min(self.number, BASE)
        own, items, owner = openfisca.columns(list(applicants(size)))
        times = -(-self.number // size)
        every = (np.arange(times)[:, None] * size + owner).ravel()
        kept = every < self.number
        self.data = (
            {name: np.tile(values, times)[: self.number] for name, values in own.items()},
            {name: np.tile(values, times)[kept] for name, values in items.items()},
            every[kept],
        )

    def sums(self) -> Array:
        return np.asarray(openfisca.totals(self.data))
