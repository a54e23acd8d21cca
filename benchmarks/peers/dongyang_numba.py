"""The whole of Dongyang by hand over columns, compiled by Numba; an engine of `columns_worker.py`.

Numba lies in the environment of the peers. Of ipdsl nothing is needed but the names of columns.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.handwritten import dongyang_columns
from benchmarks.handwritten.dongyang_tables import ENTERPRISE, UNIT, Columns
from benchmarks.tables import Array


class Engine:
    """The columns lie beside the table of the firms."""

    forms = ()

    def __init__(self, folder: Path, threads: int) -> None:
        import numba  # without it the same text would run in CPython, and nobody wants its time

        assert numba.__version__
        self.folder = folder

    def load(self) -> None:
        with np.load(self.folder / "by_hand.npz") as found:
            self.columns = Columns(**{name: found[name] for name in Columns._fields})
        self.number = int(self.columns.starts[UNIT] - self.columns.starts[ENTERPRISE])

    def sums(self) -> Array:
        return dongyang_columns.sums(self.columns, self.number)
