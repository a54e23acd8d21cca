"""Tables of applicants in files, read chunk by chunk: one file, a folder of parts or of flat tables, or a workbook.

Input: a path and the code of a policy. Output: for each chunk an `IngestedTable`, whose problems count their rows
through all files. `FactsError` if something cannot be read, or changes while it is read. Only one chunk is in memory,
except for flat tables that are not sorted by applicant: these are sorted in memory as a whole.

The applicants of a workbook are read at once, and settled in chunks. Input: the plain facts of each applicant, in the
order of the sheet, and the problems of its rows. An applicant with a wrong row fails; the others are settled.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from ipdsl.base.findings.finding import Diagnostic, Report, nearest
from ipdsl.base.findings.phrase import Phrase
from ipdsl.batch.errors import ColumnNotStated, InputChanged, NotParquet
from ipdsl.batch.files.files import (
    CSV,
    SUFFIXES,
    CsvFile,
    CsvReader,
    File,
    FileFingerprint,
    FlatFile,
    ParquetFile,
    TableParts,
    entries_of,
    facts_error,
    list_parts,
    unreadable,
)
from ipdsl.batch.files.parts import StatedLedger, read_folder
from ipdsl.batch.intake.arrow_arrays import (
    ids_of,
    printable_ids,
    repeated_ids,
    repeated_ids_in_parts,
    text_of,
)
from ipdsl.batch.intake.check import form_of, kinds_without_table
from ipdsl.batch.intake.form import COUNT, FilePlace, Problem, TableForm
from ipdsl.batch.intake.intake import (
    APPLICANTS,
    HISTORY,
    IngestedTable,
    check_flat,
    lines_of_absent,
    nest_flat_tables,
    nested_schema,
    refuse_impossible,
    repeated_id_problem,
    similar_applicant_problems,
    usual,
    usual_schema,
    usual_table,
)
from ipdsl.batch.intake.nested_facts import nested_table
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.ledger.recall import Recall, known_pages

NESTED, FLAT = "nested", "flat"


class TableFiles:
    """Base class of both forms: it has the form of the nested table, and the kinds of record without a table.

    With `no_others` the applicants have no records of these kinds. Files are named relative to the folder `root`.
    """

    root: Path
    form: TableForm
    ledger = StatedLedger()
    """The ledger that is read as the table `history`."""

    def read_ledger(
        self, code: GeneratedFunctions, accepted_by: str | None, answers: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        """Reads what a run has to know of the table `history` in files; `FactsError` if it is not a whole ledger of
        this policy. `accepted_by` is responsible for changes to it, `answers` about two ids are given for the run.
        """
        if answers:
            recall = known_pages(self.ledger.recall, code.program, answers)
            self.ledger = attrs.evolve(self.ledger, recall=recall)
            self.form = attrs.evolve(self.form, recall=recall)
            refuse_impossible(answers, self.recorded() or (), recall)

    def recorded(self) -> list[str] | None:
        """The ids of the ledger; `None` where each row has its own history, or there is none."""
        return None

    def _check(
        self, schema: pa.Schema, code: GeneratedFunctions, none: Collection[str], ignore: Collection[str],
        no_others: bool
    ) -> TableForm:  # fmt: skip
        form = form_of(schema, code, none=none, ignore=ignore)
        self.without_table = kinds_without_table(code, [entry.name for entry in form.records])
        self._missing_kinds = self.without_table if no_others else ()
        if not self._missing_kinds:
            return form
        more = [pa.field(kind, _NO_RECORDS) for kind in self._missing_kinds]
        whole = form_of(pa.schema([*schema, *more]), code, none=none, ignore=ignore)
        unknown = [
            entry
            for entry in form.report
            if not (isinstance(entry, ColumnNotStated) and entry.word in self._missing_kinds)
        ]
        return attrs.evolve(whole, report=Report(unknown))

    def _with_missing_kinds(self, table: pa.Table) -> pa.Table:
        """The table with an empty list for each missing kind."""
        for kind in self._missing_kinds:
            offsets = pa.array(np.zeros(table.num_rows + 1, np.int32))
            table = table.append_column(kind, pa.ListArray.from_arrays(offsets, pa.array([], _NO_RECORDS.value_type)))
        return table


_NO_RECORDS = pa.list_(pa.struct([]))


class NestedFiles(TableFiles):
    """Files that are parts of one nested table, in the order of their names."""

    form_of_input = NESTED

    def __init__(
        self, files: list[File], code: GeneratedFunctions, none: Collection[str], ignore: Collection[str],
        no_others: bool = False
    ) -> None:  # fmt: skip
        self._parts = TableParts(files)
        read = pa.schema([field for field in self._parts.schema if field.name not in ignore])
        self._schema = usual_schema(read, code.program)
        self.form: TableForm = self._check(self._schema, code, none, ignore, no_others)
        self._id = self._schema.field(self.form.id.path[0])
        self.rows = self._parts.rows

    @property
    def fingerprints(self) -> list[FileFingerprint]:
        """The fingerprints of all files."""
        return [file.fingerprint for file in self._parts.files]

    def check(self) -> None:
        """`FactsError` where a file changed."""
        self._parts.check()

    def place_of(self, row: int, column: str) -> FilePlace:
        """The file in which an applicant is stated."""
        return self._parts.place_of(row, self.root)

    def intakes(self, size: int, first: int = 0, step: int = 1) -> Iterator[tuple[int, IngestedTable]]:
        """Every `step`-th chunk of `size` applicants from the number `first` on, each with its number.

        A table without applicants is one empty chunk.
        """
        doubled = repeated_ids_in_parts(lambda: self.ids_of_run(size))
        for number, table in enumerate(self._tables(first * size, size), first):
            if (number - first) % step:
                continue
            ids = ids_of(table.column(self._id.name))
            start = number * size
            end = start + table.num_rows
            rows = {row: repeat for row, repeat in doubled.items() if start <= row < end}
            problems = tuple(repeated_id_problem(name, row, other) for row, (other, name) in rows.items())
            refused = frozenset(row - start for row in rows)
            table = self._with_missing_kinds(table)
            yield number, IngestedTable(table, self.form, printable_ids(ids), problems, refused, self.place_of)

    def ids_of_run(self, size: int = 65_536) -> Iterator[pa.Array]:
        """The ids of all applicants, in parts."""
        schema = pa.schema([self._id])
        for batch in self._batches(0, size, schema):
            yield ids_of(pa.Table.from_batches([batch], schema).column(0))

    def _batches(self, start: int, size: int, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        for batch in self._parts.batches(start, size, schema.names):
            yield pa.RecordBatch.from_arrays(
                [usual(batch.column(field.name), field.type) for field in schema], schema=schema
            )

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


_RECORD = re.compile(rf"(.+?)(?:\[([0-9]+)\]|\.{APPLICANTS}$)")
"""The table and the record of a column such as `patent[2].number`; `patent.applicant` has no record number."""


class FlatFiles(TableFiles):
    """Flat tables, each in a file or a folder of parts that has its name."""

    form_of_input = FLAT

    def read_ledger(
        self, code: GeneratedFunctions, accepted_by: str | None, answers: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        if HISTORY in self._tables:
            self.ledger = read_folder(code.program, self._tables[HISTORY].files, accepted_by, answers)
            self.form = attrs.evolve(self.form, recall=self.ledger.recall)
            self._tables[HISTORY].renamed = {} if self.ledger.recall is None else self.ledger.recall.ids
        super().read_ledger(code, accepted_by, answers)

    def __init__(
        self, tables: dict[str, list[File]], code: GeneratedFunctions, none: Collection[str], ignore: Collection[str],
        no_others: bool = False,
    ) -> None:  # fmt: skip
        self._tables = {
            name: FlatFile(name, TableParts(files), ignore) for name, files in tables.items() if name not in ignore
        }
        schemas = {name: flat_file.schema for name, flat_file in self._tables.items()}
        check_flat(schemas, code.program)
        self.form = self._check(nested_schema(schemas), code, none, ignore, no_others)
        applicants = self._tables.pop(APPLICANTS)
        self._applicants, self.rows = applicants, applicants.rows

    def recorded(self) -> list[str] | None:
        ids = self._tables[HISTORY].ids(APPLICANTS) if HISTORY in self._tables else None
        return None if ids is None else [name or " " for name in printable_ids(ids.unique()).to_pylist()]

    def ids_of_run(self) -> Iterable[pa.Array]:
        """The ids of all applicants, in parts."""
        return [self._applicants.ids("id")]

    @property
    def fingerprints(self) -> list[FileFingerprint]:
        """The fingerprints of all files."""
        return [
            file.fingerprint for flat_file in (self._applicants, *self._tables.values()) for file in flat_file.files
        ]

    def check(self) -> None:
        """`FactsError` where a file changed."""
        for flat_file in (self._applicants, *self._tables.values()):
            flat_file.check()

    def place_of(self, row: int, column: str) -> FilePlace:
        """The file and the line that state what a column is about: a record, a row of nobody, or the applicant."""
        about = _RECORD.match(column)
        if about is None or about[1] not in self._tables:
            return self._applicants.place_of(row, self.root)
        table = self._tables[about[1]]
        return table.place_of(row if about[2] is None else table.row_of(row, int(about[2])), self.root)

    def intakes(self, size: int, first: int = 0, step: int = 1) -> Iterator[tuple[int, IngestedTable]]:
        """Every `step`-th chunk of `size` applicants from the number `first` on, each with its number.

        Rows that belong to no applicant are problems of chunk 0.
        """
        ids = self._applicants.ids("id")
        doubled = repeated_ids(ids)
        problems: list[Problem] = []
        bounds: dict[str, list[int]] = {}
        lines: pa.Table | None = None
        for name, flat_file in self._tables.items():
            bounds[name], of_nobody = flat_file.chunk_bounds(ids, size)
            problems += of_nobody
            if name == HISTORY and of_nobody and not first:
                lines = flat_file.rows_of_others(ids)
        similar = [*similar_applicant_problems(problems, ids, self.form.answers)]
        if first:
            problems = []
        starts = range(first * size, max(self.rows, 1), size)
        applicant_tables = self._applicants.chunk_tables(
            [*range(0, self.rows, size), self.rows] if self.rows else [0, 0], first
        )
        cut = {name: flat_file.chunk_tables(bounds[name], first) for name, flat_file in self._tables.items()}
        for number, start in enumerate(starts, first):
            tables = {APPLICANTS: next(applicant_tables)} | {
                name: next(chunk_tables) for name, chunk_tables in cut.items()
            }
            if (number - first) % step:
                continue
            table, *_, written_ids = nest_flat_tables(
                tables, self._tables[HISTORY].renamed if HISTORY in tables else {}
            )
            here = ids.slice(start, size)
            rows = {row: other for row, other in doubled.items() if start <= row < start + size}
            problems += [repeated_id_problem(text_of(ids[row]) or "", row, other) for row, other in rows.items()]
            alike = [problem for problem in similar if start <= problem.row < start + size]
            problems += alike
            refused = frozenset(row - start for row in (*rows, *(problem.row for problem in alike)))
            table, ids_here = self._with_missing_kinds(table), printable_ids(here)
            absent = None if lines is None else lines_of_absent(lines, table.schema)
            yield (
                number,
                IngestedTable(table, self.form, ids_here, tuple(problems), refused, self.place_of, absent, written_ids),
            )
            problems, lines = [], None


def open_tables(
    where: str, code: GeneratedFunctions, csv: CsvReader, *, none: Collection[str], ignore: Collection[str],
    no_others: bool = False
) -> NestedFiles | FlatFiles:  # fmt: skip
    """The tables of a path: a file, or a folder of parts of the nested form or of flat tables; `csv` reads CSV."""
    path = Path(where)
    tables = _open_tables_at(where, path, code, csv, none, ignore, no_others)
    tables.root = path if path.is_dir() else path.parent
    return tables


def _open_tables_at(
    where: str, path: Path, code: GeneratedFunctions, csv: CsvReader, none: Collection[str], ignore: Collection[str],
    no_others: bool
) -> NestedFiles | FlatFiles:  # fmt: skip
    if path.is_dir():
        flat = _flat_files_in(path, csv)
        if flat:
            return FlatFiles(_load_csv(flat, csv), code, none, ignore, no_others)
        files = list_parts(path)
        if not files:
            raise unreadable(where, Phrase("the folder holds no Parquet file", "文件夹中没有`Parquet`文件"))
        if any(entry.suffix.lower() == CSV for entry in files):  # lines hold no lists
            lacks = Phrase("it has CSV files, and none of them is the table `applicant`",
                           "其中有`CSV`文件，而没有表`applicant`")  # fmt: skip
            raise unreadable(where, lacks)
        return NestedFiles([_open_file(entry, path) for entry in files], code, none, ignore, no_others)
    if not path.exists() and not path.is_symlink():
        other_files = [str(entry) for entry in path.parent.glob("*") if entry.suffix.lower() in SUFFIXES]
        near = nearest(where, sorted(other_files))
        reason = Phrase("the file or folder does not exist", "没有这个文件或文件夹")
        raise facts_error(NotParquet(name=where, reason=reason, nearest=near))
    file = _open_file(path, path.parent)
    if isinstance(file, CsvFile):  # a line holds no lists
        return FlatFiles(_load_csv({APPLICANTS: [file]}, csv), code, none, ignore, no_others)
    return NestedFiles([file], code, none, ignore, no_others)


def _open_file(path: Path, within: Path) -> File:
    """A file of a table, by its suffix."""
    return (CsvFile if path.suffix.lower() == CSV else ParquetFile)(path, within)


def _flat_files_in(folder: Path, csv: CsvReader) -> dict[str, list[File]]:
    """The files of flat tables by the name of their table; empty if the folder lacks a table of applicants."""
    parts_by_name: dict[str, list[tuple[Path, Path]]] = {}
    for entry in entries_of(folder):
        name = entry.name if entry.suffix.lower() not in SUFFIXES else entry.stem
        if entry.is_dir() and "=" not in entry.name:
            parts = [(part, entry) for part in list_parts(entry)]
        else:
            parts = [(entry, folder)] if entry.suffix.lower() in SUFFIXES else []
        if any(part.suffix.lower() == CSV for part, _ in parts):
            name = csv.name_of(name)
            _refuse_same_table(entry, parts_by_name.get(name, ()))
        parts_by_name.setdefault(name, []).extend(parts)
    if not parts_by_name.get(APPLICANTS):
        return {}
    return {name: [_open_file(*entry) for entry in parts] for name, parts in parts_by_name.items() if parts}


def _refuse_same_table(table_path: Path, other_paths: Iterable[tuple[Path, Path]]) -> None:
    """`FactsError` where another CSV file of a folder holds the table that this one holds, under another name."""
    for other, _ in other_paths:
        if other.suffix.lower() == CSV:
            same = Phrase("`{other}` holds the same table; keep one of them", "`{other}`是同一张表；请只保留一个",
                          other=str(other))  # fmt: skip
            raise unreadable(table_path, same)


def _load_csv(tables: dict[str, list[File]], csv: CsvReader) -> dict[str, list[File]]:
    """The same files, after those of CSV were read."""
    of_csv = {name: [file for file in files if isinstance(file, CsvFile)] for name, files in tables.items()}
    read = csv.read({name: [file.path for file in files] for name, files in of_csv.items() if files})
    for files in of_csv.values():
        for file in files:
            file.hold(read[file.path])
    return tables


@attrs.frozen(eq=False)
class WorkbookRow:
    """An applicant: its plain facts, what is wrong with its rows, and the cell of each path of the facts.

    One without a `cell_of` is a row of nobody: it is reported, and no applicant.
    """

    facts: Mapping[str, Any]
    problems: tuple[Diagnostic, ...] = ()
    cell_of: Callable[[str], str] | None = None


class WorkbookFacts(TableFiles):
    """The applicants of a workbook."""

    form_of_input = "workbook"

    def __init__(
        self, where: Path, rows: Sequence[WorkbookRow], code: GeneratedFunctions, none: Collection[str],
        ignore: Collection[str],
        no_others: bool,
    ) -> None:  # fmt: skip
        self._where, self.root = where, where.parent
        self._rows = [row for row in rows if row.cell_of is not None]
        self._of_nobody = [row for row in rows if row.cell_of is None]
        facts = [
            {
                **({"applicant": _head(row.facts)} if row.problems else row.facts),
                "history": [*map(_by_year, lines)] if isinstance(lines, list) else lines,
            }
            for row in self._rows
            for lines in [row.facts.get("history")]
        ]
        table = nested_table(code.program, facts, [(type(COUNT), pa.int64(), _whole_number)])
        table = usual_table(table, usual_schema(table.schema, code.program))
        self.form = self._check(table.schema, code, none, ignore, no_others)
        self._table, self.rows = self._with_missing_kinds(table), len(facts)
        self._mark = self._fingerprint()

    @property
    def fingerprints(self) -> list[FileFingerprint]:
        """The fingerprint of the workbook."""
        return [self._mark]

    def read_ledger(
        self, code: GeneratedFunctions, accepted_by: str | None, answers: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        remarks = (remark for row in self._rows if accepted_by for remark in getattr(row.facts, "remarks", ()))
        self.ledger = StatedLedger(remarks=tuple({str(remark): remark for remark in remarks}.values()))
        recalls: Iterator[Recall | None] = (getattr(row.facts.get("history"), "recall", None) for row in self._rows)
        before = next(filter(None, recalls), None)
        if before is not None and (recall := before.recall_for(code.program, answers)) is not None:
            self.ledger = attrs.evolve(self.ledger, number=recall.number or None, recall=recall)
            self.form = attrs.evolve(self.form, recall=recall)
        super().read_ledger(code, accepted_by, answers)

    def ids_of_run(self) -> list[pa.Array]:
        return [ids_of(self._table.column("id"))]

    def check(self) -> None:
        """`FactsError` if the workbook has changed."""
        if self._fingerprint() != self._mark:
            raise facts_error(InputChanged(name=str(self._where)))

    def _fingerprint(self) -> FileFingerprint:
        known = os.stat(self._where)
        digest = hashlib.sha256(self._where.read_bytes()).hexdigest()
        return FileFingerprint(self._where.name, known.st_size, known.st_mtime_ns, digest)

    def intakes(self, size: int, first: int = 0, step: int = 1) -> Iterator[tuple[int, IngestedTable]]:
        """Every `step`-th chunk of `size` applicants from the number `first` on, each with its number.

        Rows that belong to no applicant are problems of chunk 0.
        """
        for start in range(first * size, max(self.rows, 1), step * size):
            table = self._table.slice(start, size)
            wrong = {index: row for index, row in enumerate(self._rows[start : start + size]) if row.problems}
            problems = [problem for index, row in wrong.items() for problem in _problems(row, start + index)]
            if not start:
                problems += [problem for row in self._of_nobody for problem in _problems(row, 0)]
            ids = printable_ids(ids_of(table.column("id")))
            intake = IngestedTable(table, self.form, ids, tuple(problems), frozenset(wrong), self.place_of)
            yield start // size, intake

    def place_of(self, row: int, column: str) -> FilePlace:
        """The cell that states what a column is about."""
        if "!" in column or (cell_of := self._rows[row].cell_of) is None:
            return FilePlace(column)
        for path in (f"$.records.{column}", f"$.{column}", f"$.applicant.{column}"):
            if (cell := cell_of(path)) != cell_of("$"):
                return FilePlace(cell)
        return FilePlace(cell_of("$"))


def _whole_number(cell: object) -> int:
    """A cell that is a whole number; `ValueError` for a different value, which the reader of facts reports."""
    if type(cell) is not int:
        raise ValueError(cell)
    return cell


def _by_year(line: dict[str, Any]) -> dict[str, Any]:
    """A line with its amounts due by year: a column has one type."""
    due = line.get("due")
    return line if isinstance(due, Mapping | None) else {**line, "due": {str(line.get("year") or ""): due}}


def _head(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The id and the kinds of an applicant whose other facts are not read."""
    applicant = facts.get("applicant") or {}
    return {"id": applicant.get("id"), "kinds": [str(kind) for kind in applicant.get("kinds") or ()]}


def _problems(row: WorkbookRow, number: int) -> Iterator[Problem]:
    applicant = row.facts.get("applicant") or {}
    for finding in row.problems:
        yield Problem(str(applicant.get("id") or ""), number, finding.path or "", finding)
