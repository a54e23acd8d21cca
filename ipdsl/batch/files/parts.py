"""The results of a batch: a folder with a Parquet part for each chunk and table, or one file.

A part is written to a temporary file, synchronised to disk and then renamed. A chunk is done when all its parts exist
and its line in `chunks.jsonl` is written. A run may therefore end at any moment, and the next run continues from there.
`run.json` describes the run.

One run at a time uses a folder. It locks a file in the folder with a lock of the operating system, which ends with the
process. A run that ends normally removes the file. A run that is killed leaves the unlocked file, and the next run uses
it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from ipdsl.base.errors import CannotWrite, LedgerFileExists, UsageFinding
from ipdsl.base.files import refusal, replace_file, umask
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.batch.errors import OutputFolderLocked, ResultsOfAnotherRun, UnrelatedOutputFolder
from ipdsl.batch.files.files import File, ParquetFile
from ipdsl.batch.files.ledger_folder import HEAD_FILE, plain_head
from ipdsl.batch.intake.problems import MOST_IN_WORDS
from ipdsl.batch.readers.stated_lines import table_of_lines
from ipdsl.batch.result import APPLICANTS
from ipdsl.ir.terms import Program
from ipdsl.ledger.answers import is_answer
from ipdsl.ledger.ledger_file import ANSWERS
from ipdsl.ledger.line_reader import line_by_types
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.errors.problems import FactsError

NAME = ".lock"
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class FolderLockedError(Exception):
    """Another process holds the folder. `process` is its number, or "" if that cannot be read."""

    def __init__(self, process: str) -> None:
        super().__init__(process)
        self.process = process


@contextlib.contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold a folder meanwhile; `FolderLockedError` where another run does, `OSError` where nothing can be written.

    On a file system that knows no locks nothing is held.
    """
    place = folder / NAME
    handle = _lock_file(place)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no file that is open: it stays, and is nobody's
            place.unlink()
        os.close(handle)


def _lock_file(place: Path) -> int:
    """The handle of the locked file."""
    while True:
        handle = os.open(place, _FLAGS, 0o666)
        try:
            if not _lock(handle):
                raise FolderLockedError(_process_number(handle))
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


LEDGER = "ledger"
TABLES = ("applicants", "totals", "later", "missing", "errors", "claims", LEDGER, "guards")
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
    with contextlib.ExitStack() as stack:
        with _report_write_errors(where):
            Path(where).mkdir(parents=True, exist_ok=True)
        _refuse_foreign(where)
        with _report_write_errors(where):
            try:
                stack.enter_context(lock_folder(Path(where)))
            except FolderLockedError as other:
                words = Phrase(" (process {number})", "（进程{number}）", number=other.process)
                process = words if other.process else ""
                raise _facts_error(OutputFolderLocked(name=where, process=process)) from None
        yield


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
        options = self._described["options"]
        return tuple(table for table in TABLES if options.get("ledger" if table == "guards" else table, True))

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
                raise _facts_error(ResultsOfAnotherRun(name=self.where, what=what))

    def _tidy(self) -> None:
        """Makes the folders of the tables, and removes from them the parts of chunks that are not done."""
        for path in self.path.glob(f".*{_TEMPORARY_SUFFIX}"):
            path.unlink()
        for table in TABLES:
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
        raise _facts_error(LedgerFileExists(name=where))
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

    def __init__(self, where: str) -> None:
        self.where, self._target = where, Path(where).resolve()
        self.done: list[ChunkLine] = []
        self._errors: list[pa.Table] = []
        with _report_write_errors(where):
            handle, self._temporary = tempfile.mkstemp(dir=self._target.parent, prefix=f".{self._target.name}.")
            self._file = os.fdopen(handle, "wb")
            self._writer = pq.ParquetWriter(self._file, APPLICANTS, compression=COMPRESSION)

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
    foreign = [name for name in entries if name not in (*TABLES, RUN, CHUNKS)]
    for table in TABLES:  # readers take every Parquet file of a folder of parts
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
        raise _facts_error(UnrelatedOutputFolder(name=where, found=(foreign or entries)[0]))
    return entries


_UNREADABLE = Phrase("its `run.json` cannot be read", "其中的`run.json`无法读取")


def _run_description(place: Path) -> RunDescription | None:
    """The description of the run in a folder; `None` if its file is missing or not complete."""
    try:
        before = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return None
    is_whole = isinstance(before, dict) and all(
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
        reason: MessageValue = refusal(error, (error.strerror or str(error)).lower())
        raise _facts_error(CannotWrite(name=where, reason=reason)) from error


def _facts_error(*findings: UsageFinding) -> FactsError:
    return FactsError(Report([*findings]))


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
    counts: dict[str, int] = {}
    for line in lines:
        for key, number in line[name].items():
            counts[key] = counts.get(key, 0) + number
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
