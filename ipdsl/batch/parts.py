"""The files of a batch: results and ledgers that it writes chunk by chunk, and tables of applicants that it reads so.

Results are a folder with a Parquet part for each chunk and table, or one file.

A part is written to a temporary file, synchronised to disk and then renamed. A chunk is done when all its parts exist
and its line in `chunks.jsonl` is written. A run may therefore end at any moment, and the next run continues from there.
`run.json` describes the run.

One run at a time uses a folder. It locks a file in the folder with a lock of the operating system, which ends with the
process. A run that ends normally removes the file. A run that is killed leaves the unlocked file, and the next run uses
it.

The folder of a ledger has its parts, and a head in `head.json`, which a run that ended has written last. The head has
the sums and the digest of all lines in their order; they do not depend on the size of chunks. A run that reads the
folder as its history gets what it has to know of the head, or a `FactsError` if the ledger is not whole, or belongs to
another policy.

Tables of applicants are one file, a folder of parts or of flat tables, or a workbook. Input: a path and the code of a
policy. Output: for each chunk an `IngestedTable`, whose problems count their rows through all files. `FactsError` if
something cannot be read, or changes while it is read. Only one chunk is in memory, except for flat tables that are not
sorted by applicant: these are sorted in memory as a whole.

The applicants of a workbook are read at once, and settled in chunks. Input: the plain facts of each applicant, in the
order of the sheet, and the problems of its rows. An applicant with a wrong row fails; the others are settled.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ipdsl.base.errors import CannotWrite, LedgerFileExists, NotAHistory
from ipdsl.base.files import replace_file, umask, write_refusal
from ipdsl.base.findings.finding import Diagnostic, Report, nearest
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.errors import (
    ColumnNotStated,
    InputChanged,
    NotParquet,
    OutputFolderLocked,
    ResultsOfAnotherRun,
    UnrelatedOutputFolder,
)
from ipdsl.batch.files import (
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
from ipdsl.batch.intake.check import form_of, kinds_without_table
from ipdsl.batch.intake.form import (
    COUNT,
    MOST_IN_WORDS,
    FilePlace,
    Problem,
    TableForm,
    ids_of,
    is_list,
    is_text,
    most_frequent_first,
    printable_ids,
    raw_text_buffers,
    valid,
    whole,
)
from ipdsl.batch.intake.intake import (
    APPLICANTS,
    HISTORY,
    NO_RECORDS,
    OF_POLICY,
    IngestedTable,
    check_flat,
    lines_of_absent,
    nest_flat_tables,
    nested_schema,
    nested_table,
    refuse_impossible,
    refuse_other_policy,
    repeated_id_problems,
    similar_applicant_problems,
    usual,
    usual_schema,
    usual_table,
)
from ipdsl.batch.readers.named_lines import LEDGER as LEDGER_COLUMNS, ledger_with, table_of_lines
from ipdsl.batch.readers.rows import Rows
from ipdsl.batch.result import APPLICANTS as APPLICANT_COLUMNS
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.details import is_column_of_details
from ipdsl.ir.terms import Program
from ipdsl.ledger.ledger_file import ANSWERS, LEDGER_FORM, check_head, modification_remark, number_of, recall_of
from ipdsl.ledger.line_reader import line_by_types, total_phrase
from ipdsl.ledger.recall import Recall, is_answer, known_pages
from ipdsl.plain_data import errors as e
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.types.money import minor_to_text

HEAD_FILE = "head.json"
_SIZE = 65_536
_NO_HEAD = Phrase("no `head.json`: its run did not end, or the copy lacks it", "没有`head.json`（未结算完或未复制）")


@attrs.frozen
class StatedLedger:
    """What a run has to know of the ledger that it reads: its number, its pages, and remarks on changes to it.

    `head` is the content of its `head.json`.
    """

    number: str | None = None
    recall: Recall | None = None
    remarks: tuple[Phrase, ...] = ()
    head: Mapping[str, object] = attrs.field(factory=dict)


def folder_head(
    program: Program, files: Sequence[File], before: StatedLedger, kept_applicants: int
) -> dict[str, object]:  # fmt: skip
    """The content of `head.json` for the parts of a ledger."""
    recall = known_pages(before.recall, program)
    answers = {ANSWERS: [*recall.answers]} if recall.answers else {}
    return plain_head(
        program, files, before.number, kept_applicants, pages=[page.to_plain() for page in recall.pages], **answers
    )


def plain_head(
    program: Program, files: Sequence[File], previous: str | None, kept_applicants: int = 0, **parts: Any
) -> dict[str, object]:  # fmt: skip
    """The content of `head.json` for these files, with pages and answers, and the number of the ledger before."""
    head = _with_number(_head_of(program, files), previous, kept_applicants, **parts)
    return {"schema": LEDGER_FORM, "policy": program.name, "currency": program.currency, "ledger_head": head, **parts}


def read_folder(
    program: Program, files: Sequence[File], accepted_by: str | None, answers: Sequence[Mapping[str, Any]] = ()
) -> StatedLedger:  # fmt: skip
    """What a run has to know of the table `history` in these files; `accepted_by` is responsible for changes to it.
    `answers` were given for the run.
    """
    place, context = files[0].path.parent / HEAD_FILE, ReadContext(program)
    plain = _json_object(place)
    if not plain and not {*LEDGER_COLUMNS.names} <= {*files[0].schema.names}:
        tables = (pa.Table.from_batches([part]) for file in files for part in file.batches(0, _SIZE, OF_POLICY))
        refuse_other_policy(program, tables, files[0].schema)
        return StatedLedger(recall=Recall(program, (), answers=answers) if answers else None)
    is_former = plain.get("policy") in [replaced.document for replaced in program.replaced]  # its lines count
    check_head(context, {**plain, **({"policy": program.name} if is_former else {})}, None)
    breaks = [] if context.finding_count else [*_breaks(program, plain, files, str(place))]
    if context.finding_count or (breaks and accepted_by is None):
        raise FactsError(context.report() if context.finding_count else Report(breaks))
    remarks = (modification_remark([str(place)], accepted_by),) if breaks and accepted_by is not None else ()
    recall = recall_of({**plain, ANSWERS: [*plain.get(ANSWERS, ()), *answers]}, program)
    return StatedLedger(number_of(plain) or None, recall, remarks, plain)


def _json_object(place: Path) -> dict[str, Any]:
    """The object in a file of JSON; an empty one if the file is missing, not complete, or holds something else."""
    try:
        plain = json.loads(place.read_bytes())
    except (OSError, ValueError):
        plain = None
    return plain if isinstance(plain, dict) else {}


def ledger_in_folder(code: GeneratedFunctions, where: str, accepted_by: str | None) -> dict[str, object]:
    """The ledger of a folder or of a Parquet file in JSON form, applicant by applicant, with its pages and answers.

    Its head is checked, and has only the number.
    """
    path = Path(where)
    files: list[File] = [ParquetFile(part, part.parent) for part in (list_parts(path) if path.is_dir() else [path])]
    if not files or not {APPLICANTS, "clause", "due"} <= {*(parts := TableParts(files)).schema.names}:
        raise facts_error(NotAHistory(name=where))
    ledger = read_folder(code.program, files, accepted_by)
    lines = pa.Table.from_batches(parts.batches(0, _SIZE, parts.schema.names), parts.schema)
    ids = pa.schema([pa.field("id", lines.schema.field(APPLICANTS).type), pa.field("kinds", pa.list_(pa.string()))])
    schema = nested_schema({APPLICANTS: ids, HISTORY: lines.schema})
    rows = Rows(lines_of_absent(lines, schema), form_of(schema, code))
    parts_of_head = {name: ledger.head[name] for name in ("pages", ANSWERS) if name in ledger.head}
    return {"ledger_head": {"number": ledger.number}, **parts_of_head, "ledger": rows.ledger_lines()}


def _breaks(program: Program, plain: Mapping[str, Any], files: Sequence[File], place: str) -> Iterator[Diagnostic]:
    """Where a ledger is not as it was written."""
    head = plain.get("ledger_head")
    if not isinstance(head, Mapping):
        lines = total_phrase("lines", sum(file.rows for file in files))
        yield e.LedgerIncomplete(path=place, told=_NO_HEAD, found=lines)
        return
    yield from (e.LedgerLacksPart(path=place, part=part) for part in ("policy", "currency") if part not in plain)
    rest = plain.get("pages") or (), plain.get(ANSWERS) or ()
    now = _with_number(_head_of(program, files), head.get("previous"), head.get("kept_applicants", 0), *rest)
    part = next((part for part in now if head.get(part) != now[part]), "")
    if part in ("lines", "due", "carried"):
        yield e.LedgerIncomplete(
            path=place, told=total_phrase(part, head.get(part)), found=total_phrase(part, now[part])
        )
    elif part:
        yield e.ModifiedLedgerLine(path=place, number=f"1-{now['lines']}", event=files[0].path.parent.name)


# ---------------------------------------------------------------------------------------------- sums and digest


def _head_of(program: Program, files: Sequence[File]) -> dict[str, Any]:
    """The number of the lines of these parts in their order, their sums and their digest."""
    by_year, carried, hashes, decimals = Counter[int](), 0, dict[str, Any](), DECIMALS[program.currency]
    for file in files:
        names = file.schema.names
        columns = ledger_with(is_recovered="recovers" in names, is_in_parts="parts" in names)
        for batch in file.batches(0, _SIZE, columns.names):
            lines = pa.Table.from_batches([batch]).cast(columns)
            due = whole(lines["due"])
            due_by_year = pa.table({"year": due.keys, "due": due.items.cast(_EXACT)}).group_by("year").aggregate(_ADDED)
            by_year.update({int(line["year"]): int(line["due_sum"]) for line in due_by_year.to_pylist()})
            carried += int(pc.sum(lines["carried"].cast(_EXACT)).as_py() or 0)
            for name in columns.names:
                if name not in ("payments", "repaid"):  # they are added later
                    _add_to_digest(hashes, name, whole(lines[name]))
    digests = "\n".join(f"{name} {column.hexdigest()}" for name, column in sorted(hashes.items()))
    return {
        "lines": sum(file.rows for file in files), "due": minor_to_text(sum(by_year.values()), decimals),
        "carried": minor_to_text(carried, decimals),
        "by_year": {str(year): minor_to_text(sum_, decimals) for year, sum_ in sorted(by_year.items())},
        "digest": hashlib.sha256(digests.encode()).hexdigest()[:16],
        "files": [{"name": file.path.name, "lines": file.rows} for file in files],
    }  # fmt: skip


def _with_number(
    head: dict[str, Any], previous: str | None, kept_applicants: int, pages: Sequence[object],
    answers: Sequence[object] = (),
) -> dict[str, Any]:  # fmt: skip
    """The head with the number of the ledger, which depends on its lines, its pages, its answers and the ledger before.

    `kept_applicants` counts the applicants whom the run did not settle, and whose lines it kept.
    """
    parts = json.dumps([previous, head["digest"], pages, *answers], sort_keys=True).encode()
    number = hashlib.sha256(parts).hexdigest()[:8]
    return {**head, "number": number, "previous": previous, "kept_applicants": kept_applicants}


_EXACT, _ADDED = pa.decimal128(38, 0), [("due", "sum")]
"""Sums of any number of lines, and how they are added."""


def _add_to_digest(hashes: dict[str, Any], name: str, cells: pa.Array) -> None:
    """Add the next cells of a column: where they are null, their lengths and their content, each as one sequence."""
    parts: list[Any] = [valid(cells)]
    if pa.types.is_struct(cells.type):
        for field, inner in zip(cells.type, cells.flatten(), strict=True):
            _add_to_digest(hashes, f"{name} {field.name}", inner)
    elif pa.types.is_map(cells.type) or is_list(cells.type):
        offsets = np.asarray(cells.offsets).astype(np.int64)
        parts.append(np.diff(offsets))
        for place, part in enumerate((cells.keys, cells.items) if pa.types.is_map(cells.type) else (cells.values,)):
            _add_to_digest(hashes, f"{name} {place}", part.slice(offsets[0], offsets[-1] - offsets[0]))
    elif is_text(cells.type):
        starts, data = raw_text_buffers(pc.fill_null(cells, ""))
        parts += [np.diff(starts).astype(np.int64), data[starts[0] : starts[-1]]]
    else:
        numbers = cells.cast(pa.int32()) if pa.types.is_date(cells.type) else cells
        parts.append(pc.fill_null(numbers.cast(pa.int64()), 0).to_numpy())
    for place, part in enumerate(parts):
        hashes.setdefault(f"{name}.{place}", hashlib.sha256()).update(np.ascontiguousarray(part).data)


NAME = ".lock"
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


def _lock_file(where: str) -> int:
    """The handle of the locked file of a folder; `FactsError` where another run holds it.

    On a file system that knows no locks nothing is held.
    """
    place = Path(where, NAME)
    while True:
        handle = os.open(place, _FLAGS, 0o666)
        try:
            if not _lock(handle):
                number = _process_number(handle)
                process = Phrase(" (process {number})", "（进程{number}）", number=number) if number else ""
                raise facts_error(OutputFolderLocked(name=where, process=process))
            if _is_same_file(handle, place):  # otherwise the previous process has just removed the file
                with contextlib.suppress(OSError):  # the number is needed only for the message
                    os.ftruncate(handle, 0)
                    os.write(handle, f"{os.getpid()}\n".encode())
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_same_file(handle: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except FileNotFoundError:
        return False


def _process_number(handle: int) -> str:
    """The number of the process that holds the lock."""
    try:
        text = os.pread(handle, 20, 0).decode("ascii", "replace").strip() if hasattr(os, "pread") else ""
    except OSError:
        return ""
    return text if text.isdigit() else ""


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Whether the lock is ours now."""
        try:
            os.lseek(handle, 100, os.SEEK_SET)  # after the written bytes: a locked byte cannot be written
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        except OSError:
            return False
        return True

else:
    import fcntl

    _BUSY = (errno.EWOULDBLOCK, errno.EACCES)

    def _lock(handle: int) -> bool:
        """Whether the lock is ours now, or the file system has no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in _BUSY
        return True


LEDGER, RECOVERIES = "ledger", "recoveries"
TABLES = ("applicants", "totals", "later", "missing", "errors", "claims", LEDGER, "guards")
ALL_TABLES = (*TABLES, RECOVERIES)
RUN, CHUNKS = "run.json", "chunks.jsonl"
COMPRESSION = "zstd"
_PART = re.compile(r"part-\d+\.parquet")
_TEMPORARY_SUFFIX = ".writing"

ChunkLine = dict[str, Any]
"""The line of a finished chunk: its number, rows, counts, sums, and the sizes of its parts."""

RunDescription = Mapping[str, Any]
"""The content of `run.json`: the settings that must be the same to continue the run, and further information."""


HeadMaker = Callable[[Sequence[File]], RunDescription]
"""Makes the head of the ledger in these parts."""


Results: TypeAlias = "ResultFolder | ResultFile"
"""A destination of results. `done` has the lines of the chunks that need not be settled."""


@contextlib.contextmanager
def locked_folder(where: str) -> Iterator[None]:
    """Create the folder of the results if it is missing, and lock it against other runs.

    `FactsError` if it contains files that no run wrote, or if another run holds the lock.
    """
    with _report_write_errors(where):
        Path(where).mkdir(parents=True, exist_ok=True)
    _refuse_foreign(where)
    with _report_write_errors(where):
        handle = _lock_file(where)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no file that is open: it stays, and is nobody's
            Path(where, NAME).unlink()
        os.close(handle)


class ResultFolder:
    """A folder of tables that is locked by this run. An unfinished run in it is continued."""

    def __init__(self, where: str, described: RunDescription, *, restart: bool) -> None:
        self.where, self.path, self._described = where, Path(where), described
        self._refuse_others(restart)
        with _report_write_errors(where):
            (self.path / LEDGER / HEAD_FILE).unlink(missing_ok=True)  # the ledger is not whole until the run ends
            if restart:  # first: from now on no chunk counts as done
                (self.path / CHUNKS).unlink(missing_ok=True)
        self._describe({"finished": False})
        self.done = self._lines()
        with _report_write_errors(where):
            self._tidy()
            _replace(self.path / CHUNKS, b"".join(map(_line_bytes, self.done)))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of this run."""
        options = {**self._described["options"], RECOVERIES: self._described.get(RECOVERIES, False)}
        return tuple(table for table in ALL_TABLES if options.get("ledger" if table == "guards" else table, True))

    def write(self, tables: Mapping[str, pa.Table], line: ChunkLine) -> None:
        """Keep the tables of a chunk and its line."""
        sizes: dict[str, int] = {}
        for table in self.tables:
            data = _parquet_bytes(tables[table])
            sizes[table] = len(data)
            place = self._part(table, line["chunk"])
            with _report_write_errors(str(place)):
                _replace(place, data)
        whole = {**line, "parts": sizes}
        place = self.path / CHUNKS
        with _report_write_errors(str(place)), place.open("ab") as file:
            file.write(_line_bytes(whole))
            file.flush()
            os.fsync(file.fileno())
        self.done.append(whole)

    def close(self, more: RunDescription, make_head: HeadMaker | None) -> None:
        """The run is at its end, or stops here: `more` says how far it is. `make_head` makes the head of a ledger.

        Without `make_head` the run is refused.
        """
        if make_head is not None and more["finished"] and LEDGER in self.tables and not more["unread_lines"]:
            parts = [self._part(LEDGER, line["chunk"]) for line in self.done]
            plain = make_head([ParquetFile(part, part.parent) for part in parts])
            place = self.path / LEDGER / HEAD_FILE
            with _report_write_errors(str(place)):
                _replace(place, _json_bytes(plain))
        self._describe(more)

    def errors(self) -> Iterator[pa.Table]:
        for line in self.done:
            yield pq.ParquetFile(self._part("errors", line["chunk"])).read()

    def guards(self, name: str) -> Iterator[pa.ChunkedArray]:
        """A column of the table `guards`, chunk by chunk."""
        yield from (pq.read_table(self._part("guards", line["chunk"]), columns=[name])[name] for line in self.done)

    def _part(self, table: str, chunk: int) -> Path:
        return self.path / table / f"part-{chunk:05}.parquet"

    def _refuse_others(self, restart: bool) -> None:
        """`FactsError` if the folder contains files that no run wrote or, without `restart`, results of another run."""
        if RUN in _refuse_foreign(self.where) and not restart:
            before = _run_description(self.path / RUN)
            what = _UNREADABLE if before is None else _difference(before, self._described)
            if what is not None:
                raise facts_error(ResultsOfAnotherRun(name=self.where, what=what))

    def _tidy(self) -> None:
        """Makes the folders of the tables, and removes from them the parts of chunks that are not done."""
        for path in self.path.glob(f".*{_TEMPORARY_SUFFIX}"):
            path.unlink()
        for table in ALL_TABLES:
            folder = self.path / table
            if table in self.tables:
                folder.mkdir(exist_ok=True)
            done = {self._part(table, line["chunk"]).name for line in self.done if table in line["parts"]}
            for path in folder.iterdir() if folder.is_dir() else ():
                if path.name.endswith(_TEMPORARY_SUFFIX) or (_PART.fullmatch(path.name) and path.name not in done):
                    path.unlink()

    def _lines(self) -> list[ChunkLine]:
        """The lines of the finished chunks before the first missing chunk. An incomplete line is ignored."""
        try:
            lines = (self.path / CHUNKS).read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return []
        chunk_lines: list[ChunkLine] = []
        for text in lines:
            try:
                line = json.loads(text) if text.endswith(b"\n") else None
            except ValueError:
                line = None
            if not isinstance(line, dict) or line.get("chunk") != len(chunk_lines) or not self._is_complete(line):
                break
            chunk_lines.append(line)
        return chunk_lines

    def _is_complete(self, line: ChunkLine) -> bool:
        sizes = line.get("parts", {})
        try:
            return all(self._part(table, line["chunk"]).stat().st_size == sizes.get(table) for table in self.tables)
        except OSError:
            return False

    def _describe(self, more: RunDescription) -> None:
        place = self.path / RUN
        with _report_write_errors(str(place)):
            _replace(place, _json_bytes({**self._described, **more}))


def write_ledger(program: Program, where: str, ledger: Mapping[str, Any]) -> None:
    """Write a ledger in JSON form as a new folder with one part; the head is written last."""
    folder, part = Path(where), Path(where) / "part-00000.parquet"
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise facts_error(LedgerFileExists(name=where))
    stated, answers = (
        [line for line in ledger["ledger"] if is_answer(line) is is_of_answers] for is_of_answers in (False, True)
    )
    parts: dict[str, Any] = {"pages": ledger["pages"], **({ANSWERS: answers} if answers else {})}
    read = [line_by_types(ReadContext(program), line) for line in stated]
    lines = [line for line in read if line is not None]
    assert len(lines) == len(read), "the lines were read before"
    pages = [line.get("page") for line in stated]
    with _report_write_errors(where):
        folder.mkdir(parents=True, exist_ok=True)
        _replace(part, _parquet_bytes(table_of_lines(lines, pages)))
        plain = plain_head(program, [ParquetFile(part, folder)], ledger["ledger_head"]["previous"], **parts)
        _replace(folder / HEAD_FILE, _json_bytes(plain))


class ResultFile:
    """One Parquet file with the table of applicants: a temporary file until the run ends. No chunk can be continued."""

    def __init__(self, where: str, columns: pa.Schema = APPLICANT_COLUMNS) -> None:
        self.where, self._target = where, Path(where).resolve()
        self.done: list[ChunkLine] = []
        self._errors: list[pa.Table] = []
        with _report_write_errors(where):
            handle, self._temporary = tempfile.mkstemp(dir=self._target.parent, prefix=f".{self._target.name}.")
            self._file = os.fdopen(handle, "wb")
            self._writer = pq.ParquetWriter(self._file, columns, compression=COMPRESSION)

    def write(self, tables: Mapping[str, pa.Table], line: ChunkLine) -> None:
        with _report_write_errors(self.where):
            self._writer.write_table(tables["applicants"])
        if sum(table.num_rows for table in self._errors) < MOST_IN_WORDS:
            self._errors.append(tables["errors"])
        self.done.append(line)

    def close(self, more: RunDescription, make_head: HeadMaker | None) -> None:
        """Renames the temporary file if the run is finished and not refused, otherwise deletes it."""
        try:
            if more["finished"] and make_head is not None:
                with _report_write_errors(self.where):
                    self._writer.close()
                    self._file.flush()
                    os.fsync(self._file.fileno())
                    self._file.close()
                    os.chmod(self._temporary, 0o666 & ~umask())
                    os.replace(self._temporary, self._target)
        finally:
            with contextlib.suppress(OSError, ValueError):  # a deleted file need not be complete
                self._writer.close()
            with contextlib.suppress(OSError):
                self._file.close()
            with contextlib.suppress(OSError):
                os.unlink(self._temporary)

    def errors(self) -> Iterator[pa.Table]:
        yield from self._errors


def _refuse_foreign(where: str) -> list[str]:
    """What a folder of results holds; `FactsError` where some of that no run wrote."""
    with _report_write_errors(where):
        names = sorted(entry.name for entry in Path(where).iterdir() if not entry.name.endswith(_TEMPORARY_SUFFIX))
    entries = [name for name in names if name != NAME]
    foreign = [name for name in entries if name not in (*ALL_TABLES, RUN, CHUNKS)]
    for table in ALL_TABLES:  # readers take every Parquet file of a folder of parts
        folder = Path(where, table)
        with _report_write_errors(where):
            parts = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
        foreign += [
            f"{table}/{entry}"
            for entry in parts
            if not (
                entry.endswith(_TEMPORARY_SUFFIX) or _PART.fullmatch(entry) or (table, entry) == (LEDGER, HEAD_FILE)
            )
        ]
    if foreign or (entries and RUN not in entries):
        raise facts_error(UnrelatedOutputFolder(name=where, found=(foreign or entries)[0]))
    return entries


_UNREADABLE = Phrase("its `run.json` cannot be read", "其中的`run.json`无法读取")


def _run_description(place: Path) -> RunDescription | None:
    """The description of the run in a folder; `None` if its file is missing or not complete."""
    before = _json_object(place)
    is_whole = all(
        isinstance(before.get(name), expected_type)
        for name, expected_type in (("policy", dict), ("input", dict), ("options", dict))
    )
    return before if is_whole and "ipdsl" in before and "files" in before["input"] else None


def _difference(before: RunDescription, now: RunDescription) -> Phrase | None:
    """What keeps a run from going on with the results of another, in words."""
    if before["policy"] != now["policy"]:
        return Phrase("the policy is different, or has changed", "政策不同或已经改动")
    if before["ipdsl"] != now["ipdsl"]:
        return Phrase(
            "they are of version {version} of ipdsl", "由 ipdsl {version} 版写出", version=str(before["ipdsl"])
        )
    if before["input"]["files"] != now["input"]["files"]:
        return Phrase("the input is different, or has changed", "输入不同或已经改动")
    options, new_options = before["options"], now["options"]
    other = [name for name in new_options if options.get(name) != new_options[name]]
    if other:
        names = " ".join(f"--{name.replace('_', '-')}" for name in other)
        return Phrase("other options ({names})", "选项不同（{names}）", names=names)
    return None


def _parquet_bytes(table: pa.Table) -> memoryview:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression=COMPRESSION)
    return memoryview(sink.getvalue())


def _json_bytes(data: RunDescription) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def _line_bytes(line: ChunkLine) -> bytes:
    return f"{json.dumps(line, ensure_ascii=False)}\n".encode()


def _replace(target: Path, data: bytes | memoryview) -> None:
    """Writes a file whole or not at all, and brings it to the disk."""
    replace_file(target, data, _TEMPORARY_SUFFIX, is_synced=True)
    _settle_folder(target.parent)


def _settle_folder(folder: Path) -> None:
    """Brings a name in a folder to the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _report_write_errors(where: str) -> Iterator[None]:
    """`FactsError` where the system refuses to write."""
    try:
        yield
    except OSError as error:
        raise facts_error(CannotWrite(name=where, reason=write_refusal(error))) from error


def first_errors(results: Results, most: int) -> list[dict[str, object]]:
    """The first rows of the error tables."""
    rows: list[dict[str, object]] = []
    for table in results.errors():
        rows += table.slice(0, most - len(rows)).to_pylist()
        if len(rows) >= most:
            break
    return rows


def total_counts(lines: Sequence[ChunkLine], name: str) -> dict[str, int]:
    """A count of all chunks, by what it counts, the most frequent first."""
    counts = Counter[str]()
    for line in lines:
        counts.update(line[name])
    return most_frequent_first(counts)


NESTED, FLAT = "nested", "flat"


class TableFiles:
    """Base class of both forms: it has the form of the nested table, and the kinds of record without a table.

    With `no_others` the applicants have no records of these kinds. Files are named relative to the folder `root`.
    """

    root: Path
    form: TableForm
    parts: tuple[TableParts, ...] = ()
    """The files of each table."""
    ledger = StatedLedger()
    """The ledger that is read as the table `history`."""

    def read_ledger(
        self, code: GeneratedFunctions, accepted_by: str | None, answers: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        """Reads what a run has to know of the table `history` in files; `FactsError` if it is not a whole ledger of
        this policy. `accepted_by` is responsible for changes to it, `answers` about two ids are given for the run.
        """
        self.ledger = self.stated_ledger(code, accepted_by, answers)
        if answers:
            recall = known_pages(self.ledger.recall, code.program, answers)
            self.ledger = attrs.evolve(self.ledger, recall=recall)
            refuse_impossible(answers, self.recorded() or (), recall)
        self.form = attrs.evolve(self.form, recall=self.ledger.recall)

    def stated_ledger(
        self, code: GeneratedFunctions, accepted_by: str | None, answers: Sequence[Mapping[str, Any]]
    ) -> StatedLedger:
        """The ledger of the table `history`; without such a table a ledger without lines."""
        return StatedLedger()

    @property
    def fingerprints(self) -> list[FileFingerprint]:
        """The fingerprints of all files."""
        return [file.fingerprint for parts in self.parts for file in parts.files]

    def check(self) -> None:
        """`FactsError` where a file changed."""
        for parts in self.parts:
            parts.check()

    def recorded(self) -> list[str] | None:
        """The ids of the ledger; `None` without a ledger, or if each row has its own history."""
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
        more = [pa.field(kind, NO_RECORDS) for kind in self._missing_kinds]
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
            table = table.append_column(kind, pa.ListArray.from_arrays(offsets, pa.array([], NO_RECORDS.value_type)))
        return table


class NestedFiles(TableFiles):
    """Files that are parts of one nested table, in the order of their names."""

    form_of_input = NESTED

    def __init__(
        self, files: list[File], code: GeneratedFunctions, none: Collection[str], ignore: Collection[str],
        no_others: bool = False
    ) -> None:  # fmt: skip
        self._parts = TableParts(files)
        self.parts = (self._parts,)
        schema = self._parts.schema
        ignore = {*ignore, *(name for name in schema.names if is_column_of_details(code.program, name))}
        read = pa.schema([field for field in schema if field.name not in ignore])
        self._schema = usual_schema(read, code.program)
        self.form: TableForm = self._check(self._schema, code, none, ignore, no_others)
        self._id = self._schema.field(self.form.id.path[0])
        self.rows = self._parts.rows

    def place_of(self, row: int, column: str) -> FilePlace:
        """The file in which an applicant is stated."""
        return self._parts.place_of(row, self.root)

    def intakes(self, size: int, first: int = 0, step: int = 1) -> Iterator[tuple[int, IngestedTable]]:
        """Every `step`-th chunk of `size` applicants from the number `first` on, each with its number.

        A table without applicants is one empty chunk.
        """
        repeated = repeated_id_problems(lambda: self.ids_of_run(size))
        for number, table in enumerate(self._tables(first * size, size), first):
            if (number - first) % step:
                continue
            ids = printable_ids(ids_of(table.column(self._id.name)))
            problems, refused = _problems_of_rows(repeated, number, size)
            table = self._with_missing_kinds(table)
            yield number, IngestedTable(table, self.form, ids, tuple(problems), refused, self.place_of)

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


def _problems_of_rows(refusing: Iterable[Problem], chunk: int, size: int) -> tuple[list[Problem], frozenset[int]]:
    """The problems that refuse rows of a chunk, and these rows."""
    problems = [problem for problem in refusing if problem.row // size == chunk]
    return problems, frozenset(problem.row - chunk * size for problem in problems)


_RECORD = re.compile(rf"(.+?)(?:\[([0-9]+)\]|\.{APPLICANTS}$)")
"""The table and the record of a column such as `patent[2].number`; `patent.applicant` has no record number."""


class FlatFiles(TableFiles):
    """Flat tables, each in a file or a folder of parts that has its name."""

    form_of_input = FLAT

    def stated_ledger(
        self, code: GeneratedFunctions, accepted_by: str | None, answers: Sequence[Mapping[str, Any]]
    ) -> StatedLedger:
        if HISTORY not in self._tables:
            return StatedLedger()
        history = self._tables[HISTORY]
        ledger = read_folder(code.program, history.parts.files, accepted_by, answers)
        history.renamed = {} if ledger.recall is None else ledger.recall.ids
        return ledger

    def __init__(
        self, tables: dict[str, list[File]], code: GeneratedFunctions, none: Collection[str], ignore: Collection[str],
        no_others: bool = False,
    ) -> None:  # fmt: skip
        names = [name for file in tables.get(APPLICANTS, ()) for name in file.schema.names]
        details = (f"{APPLICANTS}.{name}" for name in names if is_column_of_details(code.program, name))
        ignore = {*ignore, *details}
        self._tables = {
            name: FlatFile(name, TableParts(files), ignore) for name, files in tables.items() if name not in ignore
        }
        schemas = {name: flat_file.schema for name, flat_file in self._tables.items()}
        check_flat(schemas, code.program)
        self.form = self._check(nested_schema(schemas), code, none, ignore, no_others)
        self._applicants = self._tables.pop(APPLICANTS)
        self.rows = self._applicants.parts.rows
        self.parts = tuple(flat_file.parts for flat_file in (self._applicants, *self._tables.values()))

    def recorded(self) -> list[str] | None:
        ids = self._tables[HISTORY].ids(APPLICANTS) if HISTORY in self._tables else None
        return None if ids is None else [name or " " for name in printable_ids(ids.unique()).to_pylist()]

    def ids_of_run(self) -> Iterable[pa.Array]:
        """The ids of all applicants, in parts."""
        return [self._applicants.ids("id")]

    def place_of(self, row: int, column: str) -> FilePlace:
        """The file and the line that state what a column is about: a record, a row of nobody, or the applicant."""
        about = _RECORD.match(column)
        if about is None or about[1] not in self._tables:
            return self._applicants.parts.place_of(row, self.root)
        table = self._tables[about[1]]
        return table.parts.place_of(row if about[2] is None else table.row_of(row, int(about[2])), self.root)

    def intakes(self, size: int, first: int = 0, step: int = 1) -> Iterator[tuple[int, IngestedTable]]:
        """Every `step`-th chunk of `size` applicants from the number `first` on, each with its number.

        Rows that belong to no applicant are problems of chunk 0.
        """
        ids = self._applicants.ids("id")
        problems: list[Problem] = []
        bounds: dict[str, list[int]] = {}
        lines: pa.Table | None = None
        for name, flat_file in self._tables.items():
            bounds[name], of_nobody = flat_file.chunk_bounds(ids, size)
            problems += of_nobody
            if name == HISTORY and of_nobody and not first:
                lines = flat_file.rows_of_others(ids)
        similar = similar_applicant_problems(problems, ids, self.form.answers)
        refusing = [*repeated_id_problems(lambda: [ids]), *similar]
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
            of_rows, refused = _problems_of_rows(refusing, number, size)
            problems += of_rows
            table, ids_here = self._with_missing_kinds(table), printable_ids(ids.slice(start, size))
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
            {"applicant": _head(row.facts), "history": row.facts.get("history")} if row.problems else row.facts
            for row in self._rows
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

    def stated_ledger(
        self, code: GeneratedFunctions, accepted_by: str | None, answers: Sequence[Mapping[str, Any]]
    ) -> StatedLedger:
        remarks = (remark for row in self._rows if accepted_by for remark in getattr(row.facts, "remarks", ()))
        ledger = StatedLedger(remarks=tuple({str(remark): remark for remark in remarks}.values()))
        recalls: Iterator[Recall | None] = (getattr(row.facts.get("history"), "recall", None) for row in self._rows)
        before = next(filter(None, recalls), None)
        recall = None if before is None else before.recall_for(code.program, answers)
        return ledger if recall is None else attrs.evolve(ledger, number=recall.number or None, recall=recall)

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


def _head(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The id and the kinds of an applicant whose other facts are not read."""
    applicant = facts.get("applicant") or {}
    return {"id": applicant.get("id"), "kinds": [str(kind) for kind in applicant.get("kinds") or ()]}


def _problems(row: WorkbookRow, number: int) -> Iterator[Problem]:
    applicant = row.facts.get("applicant") or {}
    for finding in row.problems:
        yield Problem(str(applicant.get("id") or ""), number, finding.path or "", finding)
