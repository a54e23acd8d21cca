"""A flat table in files, cut where a chunk of applicants ends.

Where the rows stand in the order of the applicants, they are read once, chunk by chunk. Else the table is held whole,
in that order: the rows of a chunk may stand anywhere, and to read all of them again for each chunk would cost more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.tables.arrow_types import schema_without_views
from ipdsl.tables.files import File, TableParts
from ipdsl.tables.flat import APPLICANTS, unknown_applicant_problems
from ipdsl.tables.ids import Rows, ids_of, rows_of
from ipdsl.tables.problems import FilePlace, Problem
from ipdsl.tables.usual import flat_schema, usual

_SIZE = 65_536


class FlatFile:
    """A flat table of this name, without the columns that are not read."""

    def __init__(self, name: str, parts: TableParts, ignore: Collection[str]) -> None:
        self.name, self._parts = name, parts
        read = [field for field in parts.schema if f"{name}.{field.name}" not in ignore]
        if name == APPLICANTS:
            read = [field for field in read if field.name not in ignore]
        self.schema = flat_schema(pa.schema(read))
        self.rows = parts.rows
        self._table: pa.Table | None = None
        self._ids: pa.Array | None = None

    @property
    def files(self) -> list[File]:
        """The parts of the table."""
        return self._parts.files

    def check(self) -> None:
        """`FactsError` where a file changed."""
        self._parts.check()

    def ids(self, column: str) -> pa.Array:
        """The ids of all rows."""
        arrays = [ids_of(pa.chunked_array([array])) for array in self._column(column)]
        return pa.concat_arrays(arrays) if arrays else pa.array([], pa.large_string())

    def _column(self, name: str) -> Iterator[pa.Array]:
        arrow = self.schema.field(name).type
        for batch in self._parts.batches(0, _SIZE, [name]):
            yield usual(batch.column(0), arrow)

    def chunk_bounds(self, ids: pa.Array, size: int) -> tuple[list[int], list[Problem]]:
        """Where the rows of each chunk of so many applicants begin, and at last the end; the rows that are nobody's."""
        self._ids = ids
        keys, starts = self._runs()
        of_run = rows_of(keys, ids)
        known = of_run[of_run >= 0]
        problems = self._unknown_applicant_problems(keys, starts, of_run)
        chunks = max(1, -(-len(ids) // size))
        if bool(np.all(known[1:] >= known[:-1])):
            positions = np.searchsorted(known, np.arange(1, chunks) * size)
            begins = np.append(starts[:-1][of_run >= 0], self.rows)[positions]
            return [0, *begins.tolist(), self.rows], problems
        rows = np.repeat(of_run, np.diff(starts))
        order = np.argsort(rows, kind="stable")
        order = order[np.searchsorted(rows[order], 0) :]
        if self._table is None:
            table = pa.Table.from_batches(list(self._batches(0)), self.schema)
            self._table = table.cast(schema_without_views(self.schema)).take(pa.array(order))
        begins = np.searchsorted(rows[order], np.arange(1, chunks) * size)
        return [0, *begins.tolist(), len(order)], problems

    def place_of(self, row: int, root: Path) -> FilePlace:
        """The place of a row of the table."""
        return self._parts.place_of(row, root)

    def row_of(self, applicant: int, index: int) -> int:
        """The row of the table that states the record of an applicant, by the rows of applicants and by its index."""
        order, first = self._rows_by_applicant
        return int(order[first[applicant] + index])

    @cached_property
    def _rows_by_applicant(self) -> tuple[Rows, Rows]:
        """The rows of the table in the order of applicants, and where those of each applicant begin."""
        keys, starts = self._runs()
        rows = np.repeat(rows_of(keys, self._ids), np.diff(starts))
        order = np.argsort(rows, kind="stable")
        return order, np.searchsorted(rows[order], np.arange(len(self._ids or ())))

    def _runs(self) -> tuple[pa.Array, Rows]:
        """The ids of runs of rows with one id each, and the row at which each begins, and the end."""
        keys: list[pa.Array] = []
        starts: list[Rows] = []
        row = 0
        for array in self._column(APPLICANTS):
            ids = ids_of(pa.chunked_array([array]))
            other = pc.fill_null(pc.not_equal(ids.slice(1), ids.slice(0, max(0, len(ids) - 1))), True)
            begins = np.flatnonzero(np.concatenate([[True], other.to_numpy(zero_copy_only=False)])[: len(ids)])
            keys.append(ids.take(pa.array(begins)))
            starts.append(begins + row)
            row += len(ids)
        all_keys = pa.concat_arrays(keys) if keys else pa.array([], pa.large_string())
        return all_keys, np.concatenate([*starts, np.array([row])]).astype(np.int64)

    def _unknown_applicant_problems(self, keys: pa.Array, starts: Rows, of_run: Rows) -> list[Problem]:
        lost = np.flatnonzero(of_run < 0)
        rows = np.concatenate([np.zeros(0, np.int64), *(np.arange(starts[run], starts[run + 1]) for run in lost)])
        return unknown_applicant_problems(self.name, keys.take(pa.array(np.repeat(lost, np.diff(starts)[lost]))), rows)

    def chunk_tables(self, bounds: list[int], first: int) -> Iterator[pa.Table]:
        """The rows of each chunk, from that chunk on."""
        if self._table is not None:
            for start, end in zip(bounds[first:], bounds[first + 1 :], strict=False):
                yield self._table.slice(start, end - start)
            return
        batches = self._batches(bounds[min(first, len(bounds) - 1)])
        rest: list[pa.RecordBatch] = []
        for start, end in zip(bounds[first:], bounds[first + 1 :], strict=False):
            held, lacking = rest, end - start - sum(table_batch.num_rows for table_batch in rest)
            while lacking > 0:
                batch = next(batches, None)
                if batch is None:
                    raise self._parts.changed_error()
                held.append(batch)
                lacking -= held[-1].num_rows
            rest = []
            if lacking < 0:
                last = held.pop()
                held.append(last.slice(0, last.num_rows + lacking))
                rest.append(last.slice(last.num_rows + lacking))
            yield pa.Table.from_batches(held, self.schema)

    def _batches(self, start: int) -> Iterator[pa.RecordBatch]:
        for batch in self._parts.batches(start, _SIZE, self.schema.names):
            columns = [usual(array, field.type) for array, field in zip(batch.columns, self.schema, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, schema=self.schema)
