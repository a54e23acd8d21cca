"""The whole of Dongyang by hand over columns, compiled by Numba; an engine of `columns_worker.py`.

Numba is in the environment of the peers. Only the names of columns are needed from ipdsl.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.handwritten import dongyang_columns
from benchmarks.handwritten.dongyang_tables import ENTERPRISE, UNIT, Columns
from benchmarks.tables import Array


class Engine:
    """The engine. Its columns are in the folder of the table of firms."""

    forms = ()

    def __init__(self, folder: Path, threads: int) -> None:
        import numba  # without Numba, CPython would run the same code, which is not worth measuring

        assert numba.__version__
        self.folder = folder

    def load(self) -> None:
        with np.load(self.folder / "by_hand.npz") as found:
            self.columns = Columns(**{name: found[name] for name in Columns._fields})
        self.number = int(self.columns.starts[UNIT] - self.columns.starts[ENTERPRISE])

    def sums(self) -> Array:
        return dongyang_columns.sums(self.columns, self.number)
