"""Facts with the ledger of earlier years as their history."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def with_history(table: pa.Table, ledger: pa.Table) -> pa.Table:
    """A nested table with the lines of a ledger as history."""
    whose = pc.index_in(ledger["applicant"], value_set=table["id"].cast(pa.large_string())).to_numpy()
    order = np.argsort(whose, kind="stable")
    lines = ledger.take(pa.array(order)).to_struct_array().combine_chunks()
    if isinstance(lines, pa.ChunkedArray):
        lines = lines.chunk(0)
    begin = np.concatenate([[0], np.cumsum(np.bincount(whose, minlength=table.num_rows))]).astype(np.int32)
    kept = table.drop_columns([name for name in ("history",) if name in table.column_names])
    return kept.append_column("history", pa.ListArray.from_arrays(pa.array(begin), lines))
