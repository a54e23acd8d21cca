"""ipdsl over columns as an engine of `columns_worker.py`: a whole city. The folder of its table has the city's name.

"memory" settles arrays that are read in advance, like the handwritten code. "totals" and "claims" settle an Arrow table
in memory into tables of results, like users of the library. "nested" starts from the file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.cities_drawn import CITIES, told
from benchmarks.ours_columns import totals_of
from benchmarks.tables import Array, nested_path
from ipdsl.batch.evaluate import LLVM, rows_at_once, side_by_side
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.readers.columns import Reader
from ipdsl.batch.result import TableResult

COMPILED = True


class Engine:
    """Settle parts of the table in parallel on the requested number of threads."""

    forms = ("nested",)

    def __init__(self, folder: Path, threads: int) -> None:
        self.folder, self.threads = folder, threads
        self.city = CITIES[folder.name.partition("-")[0]]
        self.policy, self.published = self.city.policy, self.city.published
        self.jobs: dict[str, Callable[[], Array]] = {"totals": self._totals, "claims": self._claims}

    @cached_property
    def table(self) -> pa.Table:
        return pq.read_table(nested_path(self.folder))

    def load(self) -> None:
        code = self.code = self.policy.column_code(compiled=COMPILED)
        reader = Reader(take_in(self.table, self.policy.code).form, code, self.city.series(self.policy))
        size = rows_at_once(self.table, self.threads)
        self.chunks = [reader.read(self.table.slice(at, size), None) for at in range(0, self.table.num_rows, size)]
        self.sums()  # compiles the code

    def sums(self) -> Array:
        return np.concatenate([*side_by_side(self._due, self.chunks, self.threads)])

    def _due(self, columns: Any) -> Array:
        done = self.code.run(columns, claims=False)
        if columns.left.any():
            raise ValueError("a firm leaves columns")
        return totals_of(done, self.city.years[0], len(self.city.years))

    def settled(self, table: pa.Table, *, claims: bool = False) -> TableResult:
        """The result of the table, by the call that users of the library make."""
        return self.policy.evaluate_table(
            table, as_of=None, series=self.published, engine=LLVM, claims=claims, threads=self.threads
        )

    def _totals(self) -> Array:
        return self._grid(self.settled(self.table))

    def _claims(self) -> Array:
        found = self.settled(self.table, claims=True)
        assert found.claims is not None
        wanted = [tuple(one) for one in json.loads((self.folder / "claims.json").read_text())]
        if Counter(map(tuple, told(found.claims, sorted({one[0] for one in wanted})))) != Counter(wanted):
            raise ValueError("claims are not those of `evaluate`")
        if pc.sum(found.claims["paid"]).as_py() != pc.sum(found.totals["due"]).as_py():
            raise ValueError("claims do not come to the totals")
        return self._grid(found)

    def from_parquet(self, form: str) -> Array:
        return self._grid(self.settled(pq.read_table(nested_path(self.folder))))

    def read(self, form: str) -> int:
        return int(pq.read_table(nested_path(self.folder)).num_rows)

    def _grid(self, found: TableResult) -> Array:
        """The amounts due to each applicant in each year."""
        names = found.applicants["applicant"].combine_chunks()
        rows = pc.index_in(found.totals["applicant"].combine_chunks(), names).to_numpy()
        sums = np.zeros((len(names), len(self.city.years)), np.int64)
        sums[rows, found.totals["year"].to_numpy() - self.city.years[0]] = found.totals["due"].to_numpy()
        return sums
