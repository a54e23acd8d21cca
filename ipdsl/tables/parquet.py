"""Tables of applicants in Parquet files, read chunk by chunk: one file, or a folder of parts or of flat tables.

In: a path and the code of a policy. Out: for each chunk an `Intake`, whose problems count their rows through all
files. `FactsError` where something cannot be read, or changes while it is read. Of the nested form no more than a chunk
is in memory; flat tables are read whole, because the rows of one applicant may stand anywhere.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from ipdsl.diagnostics.model import Report
from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import Phrase, Said
from ipdsl.errors import Unreadable, UsageFinding
from ipdsl.files import refusal
from ipdsl.making import attrs
from ipdsl.runtime.code import Code
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.wording import shown
from ipdsl.tables.batch_errors import InputChanged, NotParquet, OtherColumns
from ipdsl.tables.check import form_of
from ipdsl.tables.flat import APPLICANTS
from ipdsl.tables.form import TableForm
from ipdsl.tables.ids import ids_of, sound, twice_in_all
from ipdsl.tables.intake import Intake, standing_twice, take_in
from ipdsl.tables.problems import Problem
from ipdsl.tables.usual import usual, usual_schema

SUFFIX = ".parquet"
NESTED, FLAT = "nested", "flat"
_MAGIC = b"PAR1"
_Done = TypeVar("_Done")


@attrs.frozen
class Mark:
    """By what a file is known again: its size, when it was changed (in nanoseconds), the digest of its footer."""

    name: str
    size: int
    changed: int
    footer: str


class _File:
    """A Parquet file, with its mark as it was when it was opened first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mark = self._marked()
        metadata = self.reading(lambda: pq.read_metadata(path))
        self.rows: int = metadata.num_rows
        self.schema: pa.Schema = self.reading(lambda: pq.read_schema(path)).remove_metadata()

    def check(self) -> None:
        """`FactsError` where the file is another one than it was."""
        try:
            same = _mark(self.path) == self.mark
        except (OSError, ValueError):
            same = False
        if not same:
            raise _refused(InputChanged(name=str(self.path)))

    def reading(self, read: Callable[[], _Done]) -> _Done:
        """What is read of the file; `FactsError` where it is not whole, or not as it was."""
        try:
            return read()
        except (pa.ArrowException, OSError) as error:
            self.check()
            told = str(error).splitlines() or [type(error).__name__]
            raise _refused(NotParquet(name=str(self.path), reason=shown(told[0]))) from error

    def batches(self, start: int, size: int, columns: list[str]) -> Iterator[pa.RecordBatch]:
        """The rows from `start` on, at most `size` at once, row group by row group."""
        with self.reading(lambda: pq.ParquetFile(self.path)) as file:
            for group in range(file.num_row_groups):
                number = file.metadata.row_group(group).num_rows
                if start >= number:
                    start -= number
                    continue
                found = file.iter_batches(batch_size=size, row_groups=[group], columns=columns)
                while (batch := self.reading(partial(next, found, None))) is not None:
                    if start < batch.num_rows:
                        yield batch.slice(start)
                    start = max(0, start - batch.num_rows)

    def _marked(self) -> Mark:
        try:
            return _mark(self.path)
        except OSError as error:
            words = (error.strerror or str(error)).lower()
            raise _refused(Unreadable(name=str(self.path), reason=refusal(error, words))) from error
        except ValueError:
            reason = Phrase("it does not end as a Parquet file does", "它的结尾不是`Parquet`文件的结尾")
            raise _refused(NotParquet(name=str(self.path), reason=reason)) from None


class Nested:
    """Files that are parts of one nested table, in the order of their names."""

    form_of_input = NESTED

    def __init__(self, files: list[_File], code: Code, none: Collection[str], ignore: Collection[str]) -> None:
        self._files = files
        first = files[0]
        for file in files[1:]:
            if not file.schema.equals(first.schema):
                what = _difference(first.schema, file.schema)
                raise _refused(OtherColumns(name=str(file.path), first=str(first.path), what=what))
        read = pa.schema([field for field in first.schema if field.name not in ignore])
        self._schema = usual_schema(read, code.program)
        self.form: TableForm = form_of(self._schema, code, none=none, ignore=ignore)
        self._id = self._schema.field(self.form.id.path[0])
        self.rows = sum(file.rows for file in files)

    @property
    def marks(self) -> list[Mark]:
        """Of all files."""
        return [file.mark for file in self._files]

    def check(self) -> None:
        """`FactsError` where a file changed."""
        for file in self._files:
            file.check()

    def intakes(self, size: int, first: int = 0) -> Iterator[Intake]:
        """The chunks of so many applicants, from that number on; one that is empty where there is no applicant."""
        doubled = twice_in_all(lambda: self._ids(size))
        start = first * size
        for table in self._tables(start, size):
            ids = ids_of(table.column(self._id.name))
            end = start + table.num_rows
            rows = {row: found for row, found in doubled.items() if start <= row < end}
            problems = tuple(standing_twice(name, row, other) for row, (other, name) in rows.items())
            refused = frozenset(row - start for row in rows)
            yield Intake(table, self.form, sound(ids), problems, refused)
            start = end

    def _ids(self, size: int) -> Iterator[pa.Array]:
        schema = pa.schema([self._id])
        for batch in self._batches(0, size, schema):
            yield ids_of(pa.Table.from_batches([batch], schema).column(0))

    def _batches(self, start: int, size: int, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        for file in self._files:
            if start < file.rows:
                for batch in file.batches(start, size, schema.names):
                    yield pa.RecordBatch.from_arrays(
                        [usual(batch.column(field.name), field.type) for field in schema], schema=schema
                    )
            start = max(0, start - file.rows)

    def _tables(self, start: int, size: int) -> Iterator[pa.Table]:
        held: list[pa.RecordBatch] = []
        room = size
        for batch in self._batches(start, size, self._schema):
            while batch.num_rows:
                held.append(batch.slice(0, room))
                room -= held[-1].num_rows
                batch = batch.slice(held[-1].num_rows)
                if not room:
                    yield pa.Table.from_batches(held, self._schema)
                    held, room = [], size
        if held or not self.rows:
            yield pa.Table.from_batches(held, self._schema)


class Flat:
    """Flat tables, each in a file that has its name."""

    form_of_input = FLAT

    def __init__(self, files: list[_File], code: Code, none: Collection[str], ignore: Collection[str]) -> None:
        self._files = [file for file in files if file.path.stem not in ignore]
        tables = {file.path.stem: file.reading(partial(_read, file.path)) for file in self._files}
        self.check()
        self._intake = take_in(tables, code, none=none, ignore=ignore)
        self.form, self.rows = self._intake.form, self._intake.table.num_rows

    @property
    def marks(self) -> list[Mark]:
        """Of all files."""
        return [file.mark for file in self._files]

    def check(self) -> None:
        """`FactsError` where a file changed."""
        for file in self._files:
            file.check()

    def intakes(self, size: int, first: int = 0) -> Iterator[Intake]:
        """The chunks of so many applicants, from that number on; rows that belong to nobody are told with the first."""
        taken = self._intake
        for start in range(first * size, max(self.rows, 1), size):
            end = start + size
            problems = tuple(one for one in taken.problems if _in_chunk(one, start, end))
            refused = frozenset(row - start for row in taken.refused if start <= row < end)
            yield Intake(taken.table.slice(start, size), taken.form, taken.ids.slice(start, size), problems, refused)


def tables_of(where: str, code: Code, *, none: Collection[str], ignore: Collection[str]) -> Nested | Flat:
    """The tables of a path: a file of the nested form, or a folder of its parts or of flat tables."""
    path = Path(where)
    if path.is_dir():
        found = sorted(one for one in path.glob(f"*{SUFFIX}") if one.is_file() and one.name[0] not in "._")
        if not found:
            raise _unreadable(where, Phrase("the folder holds no Parquet file", "文件夹中没有`Parquet`文件"))
        files = [_File(one) for one in found]
        is_flat = any(one.path.stem == APPLICANTS for one in files)
        return (Flat if is_flat else Nested)(files, code, none, ignore)
    if not path.exists():
        near = nearest(where, sorted(str(one) for one in path.parent.glob(f"*{SUFFIX}")))
        reason = Phrase("there is no such file or folder", "没有这个文件或文件夹")
        raise _refused(NotParquet(name=where, reason=reason, nearest=near))
    return Nested([_File(path)], code, none, ignore)


def _in_chunk(problem: Problem, start: int, end: int) -> bool:
    """Problems of applicants stand with their chunk."""
    return start <= problem.row < end if problem.column == "id" else start == 0


def _read(path: Path) -> pa.Table:
    return pq.ParquetFile(path).read()


def _mark(path: Path) -> Mark:
    """`ValueError` where the file does not end as a Parquet file does."""
    with path.open("rb") as file:
        known = os.fstat(file.fileno())
        if known.st_size < 2 * len(_MAGIC) + 4:
            raise ValueError(path)
        file.seek(-8, os.SEEK_END)
        end = file.read(8)
        length = int.from_bytes(end[:4], "little")
        if end[4:] != _MAGIC or length + 8 > known.st_size:
            raise ValueError(path)
        file.seek(-8 - length, os.SEEK_END)
        footer = hashlib.sha256(file.read(length)).hexdigest()
    return Mark(path.name, known.st_size, known.st_mtime_ns, footer)


def _difference(first: pa.Schema, other: pa.Schema) -> Phrase:
    """The first difference between two schemas, in words."""
    for name in first.names:
        if name not in other.names:
            return Phrase("it lacks `{name}`", "缺少`{name}`", name=shown(name))
    for name in other.names:
        if name not in first.names:
            return Phrase("it has `{name}` too", "多出`{name}`", name=shown(name))
    for one, two in zip(first, other, strict=True):
        if one.name != two.name:
            return Phrase("they stand in another order", "各列的次序不同")
        if one.type != two.type:
            return Phrase(
                "`{name}` is {found}, and {wanted} there", "`{name}`是{found}，而在那里是{wanted}",
                name=shown(one.name), found=shown(str(two.type)), wanted=shown(str(one.type)),
            )  # fmt: skip
    return Phrase("one of them states that a column has no nulls", "其中一个写明某一列没有空值")


def _unreadable(where: str, reason: Said) -> FactsError:
    return _refused(NotParquet(name=where, reason=reason))


def _refused(finding: UsageFinding) -> FactsError:
    return FactsError(Report([finding]))
