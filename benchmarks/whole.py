"""Settle the slice over a nested table that is read at once, in memory: `whole.py FOLDER THREADS OUT.npy`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

import numpy as np  # noqa: E402  # after the project's folder came first
import pyarrow.parquet as pq  # noqa: E402

import ipdsl  # noqa: E402
from benchmarks.ours import SLICE  # noqa: E402
from benchmarks.tables import nested_path  # noqa: E402


def main() -> None:
    folder, threads, out = sys.argv[1:]
    table = pq.read_table(nested_path(Path(folder)))
    found = ipdsl.load(SLICE).evaluate_table(
        table, as_of=None, none=("invention_patent.lapsed_on",), engine="llvm", threads=int(threads)
    )
    np.save(out, found.applicants["due"].to_numpy())


if __name__ == "__main__":
    main()
