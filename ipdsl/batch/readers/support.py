"""Approvals of a chunk: what the bureau set for records under clauses whose sum it sets.

Support of others in a chunk: lines that name listed records by kind and item.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.arrow_arrays import codes_of, valid, words_of
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.readers.chunks import MATTERS, ChunkReader, RecordColumns
from ipdsl.batch.readers.own_said import lines_of, runs


class Support:
    """The lines of support; reading them asks for the numbers of their texts."""

    def __init__(self, chunk: ChunkReader) -> None:
        self.chunk = chunk
        self._lines = self._read()

    def _read(self) -> tuple[Array, Array, Array, int] | None:
        """Whose each line of support is, the root of its kind, its sum, and the place of its items among the texts.

        A line that does not name a record by its kind and item alone sends its applicant away, and so does one of the
        policy's own level, which rules may count.
        """
        lines = lines_of(self.chunk, "support")
        if lines is None or lines.lacks("kind", "item", "level", "amount"):
            return None
        kind, item, level = (words_of(lines.inner, lines.columns[name]) for name in ("kind", "item", "level"))
        records = self.chunk.schema.record_by_name
        names = {one.label.zh: one.name for one in self.chunk.schema.records if one.label.zh} | {
            name: name for name in records
        }
        roots = [names.get(word) for word in kind.dictionary.to_pylist()]
        root = np.array([*(self.chunk.roots.index(records[name].root) if name else -1 for name in roots), -1])[
            codes_of(kind)
        ]
        amount, stated = lines.numbers("amount")
        own = pc.fill_null(pc.equal(level.dictionary_decode(), self.chunk.program.level), False)
        doubtful = ~stated | ~valid(item) | (root < 0)
        for place in lines.others.values():
            doubtful |= valid(lines.inner.field(place))
        if self.chunk.program.level:
            doubtful |= np.asarray(own.to_numpy(zero_copy_only=False), bool)
        lines.leave(doubtful)
        return lines.owner, root, amount, self.chunk.text(item.dictionary_decode(), lines.owner)

    def _named(self, root: str, item: Array, codes: Sequence[Array]) -> tuple[Array, Array, Array]:
        """The records of a root that lines of support name, the sums of the lines, and the places of the lines; a line
        names all records of its item. One that names none of those that are listed sends its applicant away.
        """
        nothing = np.zeros(0, np.int64)
        listed = self.chunk.listed(root)
        if self._lines is None or not len(self._lines[0]):
            return nothing, nothing, nothing
        owner, of, amount, text = self._lines
        mine = np.flatnonzero(of == self.chunk.roots.index(root))
        keys = listed.owner * (1 << MATTERS) + item
        asked = owner[mine] * (1 << MATTERS) + codes[text][mine]
        if not len(keys):
            self.chunk.leave_owners(owner[mine], np.ones(len(mine), bool), values.PRIOR_PAYMENTS)
            return nothing, nothing, nothing
        order = np.argsort(keys, kind="stable")
        first, last = np.searchsorted(keys[order], asked), np.searchsorted(keys[order], asked, side="right")
        self.chunk.leave_owners(owner[mine], first == last, values.PRIOR_PAYMENTS)
        line, place = runs(first, last - first)
        return order[place], amount[mine][line], line

    def sums(self, root: str, item: Array, codes: Sequence[Array]) -> Array:
        """What others paid for the item of each record of a root; `item` are the numbers of those."""
        found = np.zeros(len(self.chunk.listed(root)), np.int64)
        at, amount, _ = self._named(root, item, codes)
        np.add.at(found, at, amount)
        return found

    def is_paid(self, root: str, item: Array, matter: Array, codes: Sequence[Array]) -> Array:
        """Whether others paid for the matter of each record of a root."""
        listed = self.chunk.listed(root)
        at, amount, line = self._named(root, item, codes)
        keys = listed.owner * (1 << MATTERS) + (matter & ((1 << MATTERS) - 1))
        if len(line):  # what a line is about has to be the same in all records of its item
            first = np.concatenate([[True], line[1:] != line[:-1]])
            of_line = np.flatnonzero(first)[np.cumsum(first) - 1]
            self.chunk.leave_owners(listed.owner[at], keys[at] != keys[at[of_line]], values.SAME_RECORDS)
        return np.isin(keys, keys[at[amount > 0]]).astype(np.int64)


class Approvals:
    """The lines of approvals; reading them asks for the numbers of their texts."""

    def __init__(self, chunk: ChunkReader) -> None:
        self.chunk = chunk
        self._lines = self._read()

    def _read(self) -> tuple[Array, pa.Array, Array, int] | None:
        """Whose each approval is, its clause, its sum, and the place of its items among the texts."""
        lines = lines_of(self.chunk, "approvals")
        if lines is None or lines.lacks("clause", "item", "amount", why=values.NOT_PLAIN):
            return None
        cells = (lines.inner.field(lines.columns[name].path[-1]) for name in ("clause", "item"))
        clause, item = (each.cast(pa.large_string()) for each in cells)
        labels = pa.array([one.label for one in self.chunk.program.clauses], pa.large_string())
        known = pc.fill_null(pc.is_in(clause, value_set=labels), False).to_numpy(zero_copy_only=False)
        owner, (amount, stated) = lines.owner, lines.numbers("amount")
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
