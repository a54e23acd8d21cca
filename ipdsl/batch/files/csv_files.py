"""CSV files of flat tables: each is read at once by a reader of text, and kept as a table of Arrow.

The columns of a text file, block by block, form a flat table of Arrow, which `cells` parses later.

Input: plain data of facts: texts, yes or no, lists, pairs by name, and placeholders for missing values.
Output: columns of text, of lists of texts, and of maps; `None` is null.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values import handwritten_values, written_values
from ipdsl.batch.files.files import File, FileFingerprint


class Sort(Enum):
    """What the cells of a column hold."""

    TEXT = pa.string()
    FLAG = pa.bool_()
    NUMBER = pa.int64()
    LIST = pa.list_(pa.string())
    PAIRS = pa.map_(pa.string(), pa.string())


LINE = "\0line"
"""The column of the line at which each row begins."""

Columns = Mapping[str, "tuple[Sort, Sequence[Any]]"]
"""Columns by name, with the values of each row."""

_PLACEHOLDERS = ("none", "cannot_be_determined")
_WORDS = {"none": "none", "cannot_be_determined": "cannot be determined"}
_YES_NO = {True: "yes", False: "no"}


def table_of(blocks: Iterable[Columns]) -> pa.Table:
    """The rows of all blocks, which have the same columns. A column that is missing in one block is null there."""
    tables = [pa.table({name: _array(*column) for name, column in block.items()}) for block in blocks]
    return pa.concat_tables(unify_types(tables or [pa.table({LINE: pa.array([], pa.int64())})]))


def unify_types(tables: Sequence[pa.Table]) -> list[pa.Table]:
    """Parts of one table, with the same type in each column: structs, pairs or texts where one part has them."""
    structs = {field.name for part in tables for field in part.schema if pa.types.is_struct(field.type)}
    texts = {field.name for part in tables for field in part.schema if pa.types.is_string(field.type)}
    maps = {field.name for part in tables for field in part.schema if pa.types.is_map(field.type)}
    return [_widen(part, structs, maps, texts) for part in tables]


def _widen(table: pa.Table, structs: Collection[str], maps: Collection[str], texts: Collection[str]) -> pa.Table:
    for index, field in enumerate(table.schema):
        cells = table.column(index)
        if field.name in structs and not pa.types.is_struct(field.type):
            chunks = [_struct(chunk, {name: [None] * len(chunk) for name in _PLACEHOLDERS}) for chunk in cells.chunks]
        elif field.name in maps and not pa.types.is_map(field.type):
            years = table.column(_YEAR).to_pylist() if _YEAR in table.column_names else [None] * len(cells)
            chunks = [pa.array(sums_with_year(years, cells.to_pylist()), Sort.PAIRS.value)]
        elif field.name in texts and pa.types.is_list(field.type):
            chunks = [pa.array(map(_text_of, cells.to_pylist()), pa.string())]
        else:
            continue
        table = table.set_column(index, field.name, pa.chunked_array(chunks))
    return table


_YEAR = "year"


def sums_with_year(years: Iterable[str | None], sums: Iterable[Any]) -> list[Any]:
    """Sums as pairs: one that is a text alone is that of the year of its line. A line of no year is refused."""
    numbers = (None if year is None else written_values.year(handwritten_values.year(year)) for year in years)
    return [
        [(str(year), sum_)] * (year is not None) if isinstance(sum_, str) else sum_
        for year, sum_ in zip(numbers, sums, strict=True)
    ]


def _array(sort: Sort, values: Sequence[Any]) -> pa.Array:
    """A column of one block; values may be said not to exist, which makes structs of them."""
    if sort is Sort.LIST and not {list, NoneType}.issuperset(map(type, values)):
        return pa.array(map(_text_of, values), pa.string())
    if sort is Sort.PAIRS:
        return pa.array([[*value.items()] if isinstance(value, dict) else value for value in values], sort.value)
    kinds = set(map(type, values))
    if dict in kinds:
        placeholders = {name: [_says(value, name) for value in values] for name in _PLACEHOLDERS}
        return _struct(_array(sort, [None if isinstance(value, dict) else value for value in values]), placeholders)
    if sort is Sort.TEXT and bool in kinds:
        values = [_flag_text(value) for value in values]
    if sort is Sort.LIST:
        values = [None if value is None else [_flag_text(member) for member in value] for value in values]
    return pa.array(values, sort.value)


def _flag_text(value: Any) -> Any:
    """Yes and no as texts among texts; any other value as it is."""
    return _YES_NO.get(value, value) if isinstance(value, bool) else value


def _text_of(value: Any) -> str | None:
    """A list or a placeholder, as a text that the reader of facts reads as the same value."""
    if isinstance(value, dict):
        return next(_WORDS[name] for name in _PLACEHOLDERS if value.get(name) is True)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _says(value: object, name: str) -> bool | None:
    return True if isinstance(value, dict) and value.get(name) is True else None


def _struct(cells: pa.Array, placeholders: Mapping[str, Collection[bool | None]]) -> pa.Array:
    parts = {"value": cells} | {name: pa.array(flags, pa.bool_()) for name, flags in placeholders.items()}
    unstated = pc.and_(cells.is_null(), pc.and_(*(parts[name].is_null() for name in _PLACEHOLDERS)))
    fields = [pa.field(name, part.type) for name, part in parts.items()]
    return pa.StructArray.from_arrays([*parts.values()], fields=fields, mask=unstated)


def rename_columns(table: pa.Table, words: Mapping[str, str]) -> pa.Table:
    """The table with other names for some columns."""
    return table.rename_columns([words.get(name, name) for name in table.column_names])


def assign_only_applicant(
    tables: Mapping[str, list[pa.Table]], applicant_table: str, key: str
) -> dict[str, list[pa.Table]]:
    """Where there is one applicant alone, rows of other tables that name nobody are of that one.

    `applicant_table` is the name of the table of applicants, with a column `key`; other tables have a column of the
    name `applicant_table`.
    """
    ids = [
        id_
        for part in tables.get(applicant_table, ())
        if key in part.column_names
        for id_ in part.column(key).to_pylist()
    ]
    if len(ids) != 1 or not isinstance(ids[0], str):
        return dict(tables)
    return {
        name: [part if name == applicant_table else _with_owner(part, applicant_table, ids[0]) for part in parts]
        for name, parts in tables.items()
    }


def _with_owner(table: pa.Table, column: str, name: str) -> pa.Table:
    if column not in table.column_names:
        return table.append_column(column, pa.array([name] * table.num_rows, pa.string()))
    index = table.column_names.index(column)
    return table.set_column(index, column, pc.fill_null(table.column(index), name))


_ENDS = 65_536
"""So many bytes of each end of a CSV file say whether it is still the same, in addition to its size and time."""


class CsvReader(Protocol):
    """What reads CSV files as flat tables."""

    def name_of(self, title: str) -> str:
        """The table in a file or a folder of this name; the name itself if it is not a table."""

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

    def _open(self) -> tuple[pa.Schema, int]:
        return self._table.schema, self._table.num_rows

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
