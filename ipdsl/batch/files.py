"""Files of a table: one file, or several parts of the same table, in Parquet or CSV, read in batches from any row.

Input: paths. Output: schemas, row numbers and batches; `FactsError` if a file cannot be read, is not complete, or
changes while it is read. Folders named `name=value` on the path of a part are columns of text, as in Hive and Spark.

A flat table in files is cut at the end of each chunk of applicants. If its rows are in the order of the applicants,
they are read once, chunk by chunk. Otherwise the whole table is kept in memory in that order, because the rows of a
chunk can be anywhere, and reading all rows again for each chunk would cost more.

The columns of a text file, block by block, form a flat table of Arrow, which `cells` parses later.

Input: plain data of facts: texts, yes or no, lists, pairs by name, and placeholders for missing values.
Output: columns of text, of lists of texts, and of maps; `None` is null.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property, partial
from pathlib import Path
from types import NoneType
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ipdsl.base.errors import Unreadable, UsageFinding
from ipdsl.base.files import refusal
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.values import handwritten_values, written_values
from ipdsl.batch.errors import InputChanged, NotParquet, OtherColumns
from ipdsl.batch.intake.check import PLACEHOLDERS
from ipdsl.batch.intake.form import (
    FilePlace,
    Problem,
    Rows,
    ids_of,
    present_ids,
    rows_in_order,
    rows_of,
    schema_without_views,
)
from ipdsl.batch.intake.intake import APPLICANTS, flat_schema, unknown_applicant_problems, usual
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.values.value_type import printable

PARQUET, CSV = ".parquet", ".csv"
SUFFIXES = (PARQUET, CSV)
_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
_NOBODY = "__HIVE_DEFAULT_PARTITION__"

_Done = TypeVar("_Done")


@attrs.frozen
class FileFingerprint:
    """By what a file is known again: its size, when it was changed (in nanoseconds), the digest of its footer."""

    name: str
    size: int
    changed: int
    footer: str


class File:
    """A part of a table, with its mark as it was when it was opened first; `within` is the folder of the table."""

    fingerprint_of: Callable[[Path, str], FileFingerprint]

    def __init__(self, path: Path, within: Path) -> None:
        self.path = path
        self._name = path.relative_to(within).as_posix()
        self.fingerprint = self._fingerprint()
        folders = [part.partition("=") for part in path.relative_to(within).parts[:-1]]
        self._of_folders = [(name, None if value == _NOBODY else unquote(value)) for name, _, value in folders]
        self._look()

    def _look(self) -> None:
        """Finds the schema and the number of rows."""
        file_schema, self.rows = self._open()
        self.schema = pa.schema([*file_schema, *(pa.field(name, pa.string()) for name, _ in self._of_folders)])

    def _open(self) -> tuple[pa.Schema, int]:
        """The schema of the file itself, and the number of its rows."""
        raise NotImplementedError

    def _read(self, start: int, size: int, columns: list[str]) -> Iterator[pa.RecordBatch]:
        """The rows from `start` on, at most `size` at once, of columns of the file itself."""
        raise NotImplementedError

    def line_of(self, row: int) -> int | None:
        """The line at which a row begins; `None` if the file has no lines."""
        return None

    def check(self) -> None:
        """`FactsError` if the file is not the one that was opened."""
        try:
            same = type(self).fingerprint_of(self.path, self._name) == self.fingerprint
        except (OSError, ValueError):
            same = False
        if not same:
            raise facts_error(InputChanged(name=str(self.path)))

    def checked_read(self, read: Callable[[], _Done]) -> _Done:
        """What is read of the file; `FactsError` where it is not whole, or not as it was."""
        try:
            return read()
        except (pa.ArrowException, OSError) as error:
            self.check()
            raise unreadable(self.path, _reason(error)) from error

    def batches(self, start: int, size: int, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows from `start` on, at most `size` at once, of these columns in this order."""
        of_folders = dict(self._of_folders)
        file_columns = [name for name in names if name not in of_folders]
        for batch in self._read(start, size, file_columns or [self.schema.names[0]]):
            columns = [
                pa.repeat(pa.scalar(of_folders[name], pa.string()), batch.num_rows)
                if name in of_folders else batch.column(name)
                for name in names
            ]  # fmt: skip
            yield pa.RecordBatch.from_arrays(columns, names=list(names))

    def _fingerprint(self) -> FileFingerprint:
        try:
            self.path.name.encode()
        except UnicodeEncodeError:
            reason = Phrase("its name is not UTF-8; rename it", "文件名不是UTF-8编码；请改名")
            raise unreadable(str(self.path).encode("utf-8", "backslashreplace").decode(), reason) from None
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):  # a pipe would be waited for
                raise unreadable(self.path, Phrase("it is not a regular file", "它不是普通文件"))
            return type(self).fingerprint_of(self.path, self._name)
        except FileNotFoundError:
            reason = Phrase("the link leads to nothing", "这个链接指向的文件不存在")
            raise unreadable(self.path, reason) from None
        except OSError as error:
            words = (error.strerror or str(error)).lower()
            raise facts_error(Unreadable(name=str(self.path), reason=refusal(error, words))) from error
        except ValueError as error:
            raise unreadable(self.path, _ENCRYPTION if error.args == (_ENCRYPTED,) else _NO_END) from None


class ParquetFile(File):
    """A Parquet file."""

    def _open(self) -> tuple[pa.Schema, int]:
        metadata = self.checked_read(lambda: pq.read_metadata(self.path))
        self.checked_read(lambda: next(pq.ParquetFile(self.path).iter_batches(1), None))  # columns may be encrypted
        return self.checked_read(lambda: pq.read_schema(self.path)).remove_metadata(), metadata.num_rows

    def _read(self, start: int, size: int, columns: list[str]) -> Iterator[pa.RecordBatch]:
        with self.checked_read(lambda: pq.ParquetFile(self.path)) as file:
            for group in range(file.num_row_groups):
                number = file.metadata.row_group(group).num_rows
                if start >= number:
                    start -= number
                    continue
                batches = file.iter_batches(batch_size=size, row_groups=[group], columns=columns)
                while (batch := self.checked_read(partial(next, batches, None))) is not None:
                    if start < batch.num_rows:
                        yield batch.slice(start)
                    start = max(0, start - batch.num_rows)

    @staticmethod
    def fingerprint_of(path: Path, name: str) -> FileFingerprint:
        """`ValueError` where the file does not end as a Parquet file does."""
        with path.open("rb") as file:
            known = os.fstat(file.fileno())
            if known.st_size < 2 * len(_MAGIC) + 4:
                raise ValueError(path)
            file.seek(-8, os.SEEK_END)
            end = file.read(8)
            length = int.from_bytes(end[:4], "little")
            if end[4:] == _ENCRYPTED:
                raise ValueError(_ENCRYPTED)
            if end[4:] != _MAGIC or length + 8 > known.st_size:
                raise ValueError(path)
            file.seek(-8 - length, os.SEEK_END)
            footer = hashlib.sha256(file.read(length)).hexdigest()
        return FileFingerprint(name, known.st_size, known.st_mtime_ns, footer)


class TableParts:
    """Files that are parts of one table, in the order of their paths."""

    def __init__(self, files: list[File]) -> None:
        self.files = files
        self.schema: pa.Schema = files[0].schema
        for file in files[1:]:
            if not file.schema.equals(self.schema):
                what = _difference(self.schema, file.schema)
                raise facts_error(OtherColumns(name=str(file.path), first=str(files[0].path), what=what))
        self.rows = sum(file.rows for file in files)

    def check(self) -> None:
        """`FactsError` where a file changed."""
        for file in self.files:
            file.check()

    def changed_error(self) -> FactsError:
        """That a file has other rows than it had."""
        self.check()
        return facts_error(InputChanged(name=str(self.files[0].path)))

    def place_of(self, row: int, root: Path) -> FilePlace:
        """The file of a row, as it is called within `root`, and the line."""
        for file in self.files:
            if row < file.rows:
                return FilePlace(file.path.relative_to(root).as_posix(), file.line_of(row))
            row -= file.rows
        return FilePlace()

    def batches(self, start: int, size: int, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows from `start` on, at most `size` at once, of these columns."""
        for file in self.files:
            if start < file.rows:
                yield from file.batches(start, size, names)
            start = max(0, start - file.rows)


def list_parts(folder: Path) -> list[Path]:
    """The files of tables in a folder and in the folders `name=value` below it, in the order of their paths.

    Other files are left out, and what begins with `.` or `_`. `FactsError` where a folder of another name holds tables:
    nobody in them may be lost. Folders below such a folder are not looked at.
    """
    files: list[Path] = []
    for entry in entries_of(folder):
        if entry.is_dir():
            if "=" in entry.name:
                files += list_parts(entry)
            elif any(_is_table(inner) for inner in entries_of(entry)):
                raise unreadable(entry, _NO_PART)
        elif entry.suffix.lower() in SUFFIXES:
            files.append(entry)
    return files


def _is_table(entry: Path) -> bool:
    """Whether an entry of a folder is a file of a table, or a folder `name=value` that holds one."""
    if entry.is_dir():
        return "=" in entry.name and bool(list_parts(entry))
    return entry.suffix.lower() in SUFFIXES


def entries_of(folder: Path) -> list[Path]:
    """What a folder holds, in the order of the names, without what begins with `.` or `_`; `FactsError` (U006) where it
    may not be read.
    """
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "_")))
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        raise facts_error(Unreadable(name=str(folder), reason=refusal(error, words))) from error


_NO_PART = Phrase(
    "it is a folder of tables within a folder of parts; name it `column=value`, or move its files up",
    "它是分片文件夹中的表文件夹；请命名为“列名=值”，或把其中的文件上移",
)
_NO_END = Phrase("it does not end as a Parquet file does", "它的结尾不是`Parquet`文件的结尾")
_ENCRYPTION = Phrase("it is encrypted; write it without encryption", "它已加密；请不加密写出")


def _reason(error: Exception) -> MessageValue:
    """Why a file is not read, in the words of Arrow."""
    message = (str(error).splitlines() or [type(error).__name__])[0]
    return _ENCRYPTION if "decrypt" in message else printable(message)


def _difference(first: pa.Schema, other: pa.Schema) -> Phrase:
    """The first difference between two schemas, in words."""
    for name in first.names:
        if name not in other.names:
            return Phrase("it lacks `{name}`", "缺少`{name}`", name=printable(name))
    for name in other.names:
        if name not in first.names:
            return Phrase("it has `{name}` too", "多出`{name}`", name=printable(name))
    for field, other_field in zip(first, other, strict=True):
        if field.name != other_field.name:
            return Phrase("their order is different", "各列的次序不同")
        if field.type != other_field.type:
            return Phrase(
                "`{name}` is {found}, and {wanted} there", "`{name}`是{found}，而在那里是{wanted}",
                name=printable(field.name), found=printable(str(other_field.type)), wanted=printable(str(field.type)),
            )  # fmt: skip
    return Phrase("one of them states that a column has no nulls", "其中一个写明某一列没有空值")


def unreadable(where: str | Path, reason: MessageValue) -> FactsError:
    """Content that is not a table."""
    return facts_error(NotParquet(name=str(where), reason=reason))


def facts_error(finding: UsageFinding) -> FactsError:
    """A finding as what is raised."""
    return FactsError(Report([finding]))


_SIZE = 65_536


class FlatFile:
    """A flat table of this name, without the columns that are not read."""

    def __init__(self, name: str, parts: TableParts, ignore: Collection[str]) -> None:
        self.name, self.parts = name, parts
        read = [field for field in parts.schema if f"{name}.{field.name}" not in ignore]
        if name == APPLICANTS:
            read = [field for field in read if field.name not in ignore]
        self.schema = flat_schema(pa.schema(read))
        self._table: pa.Table | None = None
        self._ids: pa.Array | None = None
        self.renamed: Mapping[str, str] = {}
        """The present ids of renamed applicants, whose rows keep the former ids."""

    def ids(self, column: str) -> pa.Array:
        """The ids of all rows."""
        arrays = [ids_of(pa.chunked_array([array])) for array in self._column(column)]
        return pa.concat_arrays(arrays) if arrays else pa.array([], pa.large_string())

    def _column(self, name: str) -> Iterator[pa.Array]:
        arrow = self.schema.field(name).type
        for batch in self.parts.batches(0, _SIZE, [name]):
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
            begins = np.append(starts[:-1][of_run >= 0], self.parts.rows)[positions]
            return [0, *begins.tolist(), self.parts.rows], problems
        rows = np.repeat(of_run, np.diff(starts))
        order = rows_in_order(rows)
        if self._table is None:
            table = pa.Table.from_batches(list(self._batches(0)), self.schema)
            self._table = table.cast(schema_without_views(self.schema)).take(pa.array(order))
        begins = np.searchsorted(rows[order], np.arange(1, chunks) * size)
        return [0, *begins.tolist(), len(order)], problems

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
            ids = present_ids(ids_of(pa.chunked_array([array])), self.renamed)
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

    def rows_of_others(self, ids: pa.Array) -> pa.Table:
        """The rows that belong to none of these applicants."""
        tables = (pa.Table.from_batches([batch], self.schema) for batch in self._batches(0))
        lost = [
            table.filter(pa.array(rows_of(present_ids(ids_of(table.column(APPLICANTS)), self.renamed), ids) < 0))
            for table in tables
        ]
        return pa.concat_tables(lost)

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
                    raise self.parts.changed_error()
                held.append(batch)
                lacking -= held[-1].num_rows
            rest = []
            if lacking < 0:
                last = held.pop()
                held.append(last.slice(0, last.num_rows + lacking))
                rest.append(last.slice(last.num_rows + lacking))
            yield pa.Table.from_batches(held, self.schema)

    def _batches(self, start: int) -> Iterator[pa.RecordBatch]:
        for batch in self.parts.batches(start, _SIZE, self.schema.names):
            columns = [usual(array, field.type) for array, field in zip(batch.columns, self.schema, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, schema=self.schema)


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
            chunks = [_struct(chunk, {name: [None] * len(chunk) for name in PLACEHOLDERS}) for chunk in cells.chunks]
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
        placeholders = {name: [_says(value, name) for value in values] for name in PLACEHOLDERS}
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
        return next(_WORDS[name] for name in PLACEHOLDERS if value.get(name) is True)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _says(value: object, name: str) -> bool | None:
    return True if isinstance(value, dict) and value.get(name) is True else None


def _struct(cells: pa.Array, placeholders: Mapping[str, Collection[bool | None]]) -> pa.Array:
    parts = {"value": cells} | {name: pa.array(flags, pa.bool_()) for name, flags in placeholders.items()}
    unstated = pc.and_(cells.is_null(), pc.and_(*(parts[name].is_null() for name in PLACEHOLDERS)))
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
