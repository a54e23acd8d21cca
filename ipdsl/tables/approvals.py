"""Approvals of a chunk: what the bureau set for records under clauses whose sum it sets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.settle import Array
from ipdsl.tables.chunks import MATTERS, ChunkReader, RecordColumns, codes_of, valid


class Approvals:
    """The lines of approvals; reading them asks for the numbers of their texts."""

    def __init__(self, chunk: ChunkReader) -> None:
        self.chunk = chunk
        self._lines = self._read()

    def _read(self) -> tuple[Array, pa.Array, Array, int] | None:
        """Whose each approval is, its clause, its sum, and the place of its items among the texts."""
        form = next((one for one in self.chunk.form.lines if one.name == "approvals"), None)
        if form is None:
            return None
        cells = self.chunk.cells(form.path)
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        owner, inner = np.repeat(np.arange(self.chunk.number), length), cells.flatten()
        parts = {one.name: one for one in form.columns}
        if not {"clause", "item", "amount"} <= parts.keys():
            self.chunk.leave(length > 0)
            return None
        clause, item = (inner.field(parts[name].path[-1]).cast(pa.large_string()) for name in ("clause", "item"))
        labels = pa.array([one.label for one in self.chunk.program.clauses], pa.large_string())
        known = pc.fill_null(pc.is_in(clause, value_set=labels), False).to_numpy(zero_copy_only=False)
        amount, stated = self.chunk.numbers(
            parts["amount"].type, parts["amount"], inner.field(parts["amount"].path[-1]), owner
        )
        self.chunk.leave_owners(owner, ~known | ~stated | ~valid(item))
        between = pa.scalar("\x01", pa.large_string())
        same = codes_of(pc.binary_join_element_wise(clause, item, between).dictionary_encode())
        pairs, counts = np.unique(owner * (len(owner) + 1) + same, return_counts=True)
        self.chunk.leave_owners(pairs // (len(owner) + 1), counts > 1)  # the reader of facts says that one is too many
        return owner, clause, amount, self.chunk.text(item, owner)

    def of(self, label: str, listed: RecordColumns, item: Array, codes: Sequence[Array]) -> Array:
        """What was approved of each record under a clause; `item` are the numbers of the items of the records."""
        found = np.full(len(listed), values.UNKNOWN, np.int64)
        if self._lines is None or not len(listed):
            return found
        owner, clause, amount, place = self._lines
        mine = pc.equal(clause, label).to_numpy(zero_copy_only=False)
        mine = np.flatnonzero(np.asarray(mine, bool))
        if not len(mine):
            return found
        keys = listed.owner * (1 << MATTERS) + item
        asked = owner[mine] * (1 << MATTERS) + codes[place][mine]
        order = np.argsort(asked, kind="stable")  # of several approvals of an item the first counts
        at = np.minimum(np.searchsorted(asked[order], keys), len(mine) - 1)
        is_approved = asked[order][at] == keys
        found[is_approved] = amount[mine[order[at[is_approved]]]]
        return found
