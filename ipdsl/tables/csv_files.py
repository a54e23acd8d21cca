"""CSV files of flat tables: each is read at once by a reader of text, and held as a table of Arrow."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from ipdsl.tables.files import File, FileFingerprint
from ipdsl.tables.stated_columns import LINE

_ENDS = 65_536
"""So many bytes of each end of a CSV file say whether it is still the same, in addition to its size and time."""


class CsvReader(Protocol):
    """What reads CSV files as flat tables."""

    def name_of(self, title: str) -> str:
        """The table that a file or a folder of this name holds; the name itself where it is none."""

    def read(self, files: Mapping[str, Sequence[Path]]) -> Mapping[Path, pa.Table]:
        """The rows of the parts of each table; `FactsError` with every problem of any file."""


class CsvFile(File):
    """A CSV file; what was read of it is held."""

    def __init__(self, path: Path, within: Path) -> None:
        self._lines = pa.chunked_array([], pa.int64())
        self._table = pa.table({})
        super().__init__(path, within)

    def hold(self, table: pa.Table) -> None:
        """Takes what was read of the file."""
        self._lines = table.column(LINE)
        self._table = table.drop_columns([LINE])
        self._look()

    def line_of(self, row: int) -> int | None:
        return int(self._lines[row].as_py()) if row < len(self._lines) else None

    def _open(self) -> pa.Schema:
        return self._table.schema

    def _count_rows(self) -> int:
        return int(self._table.num_rows)

    def _read(self, start: int, size: int, columns: list[str]) -> Iterator[pa.RecordBatch]:
        yield from self._table.select(columns).slice(start).to_batches(max_chunksize=size)

    @staticmethod
    def fingerprint_of(path: Path, name: str) -> FileFingerprint:
        with path.open("rb") as file:
            known = os.fstat(file.fileno())
            ends = hashlib.sha256(file.read(_ENDS))
            file.seek(max(0, known.st_size - _ENDS))
            ends.update(file.read(_ENDS))
        return FileFingerprint(name, known.st_size, known.st_mtime_ns, ends.hexdigest())
