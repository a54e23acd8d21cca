"""Read a workbook as sheets, and write findings into a copy of it.

Read a workbook as sheets. A separate process with limits opens the file, and its output is parsed here.

Raises `FactsError` (U091) if the file is not a workbook, is broken, has a password, or is too large.

Write findings into a copy of a workbook, for the person who filled it in.

Input: the workbook, and findings with cells as their places. Output: the bytes of a copy. Each cell with findings has
them as a comment, and has a colour. Findings without a cell are in the first cell of the first sheet.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from ipdsl.base.files import read_bytes
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase
from ipdsl.base.findings.rendering import did_you_mean
from ipdsl.office.errors import CellReadingNote, NotAWorkbook, WorkbookLibraryMissing, require_libraries
from ipdsl.office.sheets import reader_process
from ipdsl.office.sheets.cells import (
    ERROR,
    NO_VALUE,
    TIME,
    CellNumber,
    Day,
    FormattedValue,
    Sheet,
    UnreadableCell,
    Value,
)
from ipdsl.plain_data.errors import FactsError

WRITER, READER, COPIER = "xlsxwriter", "python_calamine", "openpyxl"

SECONDS = 180

_REASONS = {
    "old": Phrase("it is a workbook of the old form (.xls)", "它是旧格式（`.xls`）的工作簿"),
    "no workbook": Phrase("it is no .xlsx", "它不是`.xlsx`"),
    "broken": Phrase("it is broken", "它已损坏"),
    "password": Phrase("it is guarded by a password", "它有密码保护"),
    "memory": Phrase("it needs too much memory", "它所需的内存过多"),
    "time": Phrase("it takes too long", "读取时间过长"),
    "size": Phrase("it unpacks to {what} MB", "解压后有{what} MB"),
    "rows": Phrase("it has more than {most} rows", "超过{most}行", most=f"{reader_process.ROWS:,}"),
    "columns": Phrase(
        "the sheet `{what}` has a cell beyond column {most}", "工作表“{what}”在第{most}列以外还有内容",
        most=reader_process.COLUMNS,
    ),
    "other": Phrase("it is {what}", "它是`{what}`"),
    "unreadable": Phrase("{what}", "{what}"),
    "unwritten": Phrase("its copy cannot be written", "它的副本无法写出"),
}  # fmt: skip
_LARGE = ("memory", "time", "size", "rows", "columns")
_SMALLER = Phrase(
    "delete other content, copy the filled sheets into a new template, or use several workbooks",
    "请删去与事实无关的内容，把填好的表复制到新的模板，或把申请人分到几个工作簿",
)
_SAVE = Phrase(
    "open it in Excel, WPS or LibreOffice and save it as .xlsx", "请用`Excel`、`WPS`或`LibreOffice`打开，另存为`.xlsx`"
)
_WITHOUT = Phrase("save it without a password", "请另存为没有密码的文件")
_MACROS = Phrase("the macros of this workbook are ignored", "这个工作簿中的宏不起作用")


@attrs.frozen(eq=False)
class Workbook:
    """The sheets of a workbook, and notes about the file."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Diagnostic, ...] = ()


def read(path: str) -> Workbook:
    """The sheets of a workbook."""
    require_libraries(WorkbookLibraryMissing, READER)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        raise FactsError(Report([content]))
    command = [sys.executable, "-m", "ipdsl.office.sheets.reader_process", path]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        watch = threading.Timer(SECONDS, process.kill)
        watch.start()
        try:
            workbook = _parse_output(path, process.stdout or ())
        finally:
            in_time = watch.is_alive()
            watch.cancel()
    if not in_time:
        raise not_a_workbook_error(path, "time", "")
    if workbook is None or process.returncode:
        raise not_a_workbook_error(path, "memory" if process.returncode < 0 else "broken", "")
    return workbook


def _parse_output(path: str, lines: Iterable[bytes]) -> Workbook | None:
    """Parse the output of the process while it runs. Returns `None` if the output is incomplete."""
    notes: list[Diagnostic] = []
    sheets: list[Sheet] = []
    columns: dict[int, list[Value]] = {}
    is_whole = False
    for line in lines:
        if not line.endswith(b"\n"):
            return None
        match json.loads(line):
            case [position, letters, values]:
                columns[position] = _cells(letters, values)
            case {"refused": kind, "what": what}:
                raise not_a_workbook_error(path, kind, what)
            case {"macros": has_macros}:
                notes = [CellReadingNote(path=path, what=_MACROS, advice=NOTHING)] if has_macros else []
            case {"read": True}:
                is_whole = True
            case sheet:
                columns = {}
                sheets.append(Sheet(file=path, columns=columns, number=len(sheets), **sheet))
    return Workbook(tuple(sheets), tuple(notes)) if is_whole else None


def not_a_workbook_error(path: str, kind: str, what: str) -> FactsError:
    """The error for a workbook that is not read, with advice."""
    advice = _WITHOUT if kind == "password" else _SMALLER if kind in _LARGE else _SAVE
    reason = _REASONS[kind].with_values(what=what)
    return FactsError(Report([NotAWorkbook(name=path, reason=reason, advice=advice)]))


def _number(digits: str) -> int | CellNumber:
    return CellNumber(digits) if set(digits) - set("-0123456789") else int(digits)


_MAKES: Mapping[str, Callable[[Any], Value]] = {
    "n": CellNumber, "d": Day, "e": partial(UnreadableCell, ERROR), "f": partial(UnreadableCell, NO_VALUE),
    "t": partial(UnreadableCell, TIME),
    "m": lambda held: FormattedValue(_number(held[0]), held[1]), "x": lambda held: FormattedValue(*held),
    "p": lambda held: FormattedValue(Day(held[0]), held[1]),
}  # fmt: skip


def _cells(letters: str, values: list[Any]) -> list[Value]:
    """The cells of a column.

    `letters` has the kind of each cell as the reader process writes it, or one letter for all.
    """
    if letters == "v":
        return values
    if len(letters) == 1:
        return [*map(_MAKES[letters], values)]
    return [value if letter == "v" else _MAKES[letter](value) for letter, value in zip(letters, values, strict=True)]


_CELL = re.compile(r"(?P<title>.*)!(?P<column>[A-Z]*)(?P<row>[0-9]+)", re.DOTALL)


def annotated_copy(path: str, findings: Iterable[Diagnostic], language: Language) -> bytes:
    """The copy. Raises `FactsError` (U091) if the workbook can no longer be read."""
    require_libraries(WorkbookLibraryMissing, COPIER)
    notes = [(*_place(path, finding.path or ""), _comment_text(finding, language)) for finding in findings]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.xlsx"
        try:
            ran = subprocess.run(
                [sys.executable, "-m", "ipdsl.office.sheets.annotation_process", path, str(copy)],
                input=json.dumps(notes).encode(), capture_output=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise not_a_workbook_error(path, "time", "") from None
        lines = ran.stdout.splitlines()
        if not lines:
            raise not_a_workbook_error(path, "memory", "")
        reply = json.loads(lines[-1])
        if "refused" in reply:
            raise not_a_workbook_error(path, reply["refused"], reply["what"])
        return copy.read_bytes()


def _place(path: str, place: str) -> tuple[str, str]:
    """The sheet and the cell of a place. A row is represented by its first cell, a sheet by `A1`."""
    rest = place.removeprefix(path).strip()
    match = _CELL.fullmatch(rest)
    if match is None:
        return rest, "A1"
    return match["title"], f"{match['column'] or 'A'}{match['row']}"


def _comment_text(finding: Diagnostic, language: Language) -> str:
    texts, near = finding.texts(language), did_you_mean(finding, language) if finding.nearest else ""
    return "\n".join(filter(None, (f"{finding.code}: {texts.title}", near, texts.help)))
