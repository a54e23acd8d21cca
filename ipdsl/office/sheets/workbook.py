"""Read a workbook or CSV files as sheets, and write findings into a copy of a workbook.

A separate process with limits opens a workbook, and its output is parsed here. Raises `FactsError` (U091) if the file
is not a workbook, is broken, has a password, or is too large.

Findings in a copy are for the person who filled in the workbook. Input: the workbook, and findings with cells as their
places. Output: the bytes of the copy. Each cell with findings has them as a comment, and has a colour. Findings without
a cell are in the first cell of the first sheet.

All cells of CSV are texts. A file gives blocks of rows, each row with the number of the line at which it begins. Rows
are read one after the other, so a file may be larger than memory. `BrokenCsvError` names the problem of a file and its
line. A byte order mark shows the encoding. Without a mark, strict UTF-8 is tried first, then strict GB18030, which
Excel writes in China.

`at_csv_places` gives findings about cells of CSV the line and columns of the cell, or of its row, and the texts of the
files. A file is read again for this, because reading keeps no texts. Findings about a file that has gone or changed
since keep their path.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import accumulate, islice, zip_longest
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import attrs

from ipdsl.base.files import read_bytes
from ipdsl.base.findings.finding import Diagnostic, Report, with_changes
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import did_you_mean
from ipdsl.base.source import Source, Sources, TextPositions
from ipdsl.base.values.handwritten_values import EDGES
from ipdsl.office.errors import (
    CellReadingNote,
    NotAWorkbook,
    NotCsv,
    WorkbookLibraryMissing,
    require_libraries,
    temporary_folder,
)
from ipdsl.office.sheets import workbook_process
from ipdsl.office.sheets.addresses import column_letters
from ipdsl.office.sheets.cells import (
    ERROR,
    NO_VALUE,
    TIME,
    CellAddress,
    CellNumber,
    Day,
    FormattedValue,
    QuotedText,
    Sheet,
    UnreadableCell,
    Value,
)
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.details import detail_in_heading, last_digits

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
    "rows": Phrase("it has more than {most} rows", "超过{most}行", most=f"{workbook_process.ROWS:,}"),
    "columns": Phrase(
        "the sheet `{what}` has a cell beyond column {most}", "工作表“{what}”在第{most}列以外还有内容",
        most=workbook_process.COLUMNS,
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
    command = [sys.executable, "-m", "ipdsl.office.sheets.workbook_process", path]
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
                ignored = Phrase("the macros of this workbook are ignored", "这个工作簿中的宏不起作用")
                notes = [CellReadingNote(path=path, what=ignored)] if has_macros else []
            case {"read": True}:
                is_whole = True
            case sheet:
                columns = {}
                sheets.append(Sheet(file=path, columns=columns, number=len(sheets), **sheet))
    return Workbook(tuple(sheets), tuple(notes)) if is_whole else None


def not_a_workbook_error(path: str, kind: str, what: str) -> FactsError:
    """The error for a workbook that is not read, with advice."""
    advice = _WITHOUT if kind == "password" else _SMALLER if kind in _LARGE else _SAVE
    return FactsError(Report([NotAWorkbook(name=path, reason=_REASONS[kind].with_values(what=what), advice=advice)]))


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
    with temporary_folder() as folder:
        copy = Path(folder) / "copy.xlsx"
        reply = reply_of_process(workbook_process.__name__, [path, str(copy)], json.dumps(notes), SECONDS)
        if "refused" in reply:
            raise not_a_workbook_error(path, reply["refused"], reply.get("what", ""))
        return copy.read_bytes()


def reply_of_process(module: str, arguments: Sequence[str], text: str, seconds: float) -> dict[str, Any]:
    """The last line of JSON that a module prints in a process of its own; `refused` has the limit that it exceeds."""
    command = [sys.executable, "-m", module, *arguments]
    try:
        ran = subprocess.run(command, input=text.encode(), capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return {"refused": "time"}
    lines, limit = ran.stdout.splitlines(), "time" if ran.returncode < 0 else "memory"
    reply: dict[str, Any] = json.loads(lines[-1]) if lines else {"refused": limit}
    return reply


def _place(path: str, place: str) -> tuple[str, str]:
    """The sheet and the cell of a place. A row is represented by its first cell, a sheet by `A1`."""
    rest = place.removeprefix(path).strip()
    match = _CELL.fullmatch(rest)
    return (rest, "A1") if match is None else (match["title"], f"{match['column'] or 'A'}{match['row']}")


def _comment_text(finding: Diagnostic, language: Language) -> str:
    texts, near = finding.texts(language), did_you_mean(finding, language) if finding.nearest else ""
    return "\n".join(filter(None, (f"{finding.code}: {texts.title}", near, texts.help)))


GB = "gb18030"
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
_CHUNK = 1 << 20
_AS_TEXT = re.compile(r'\s*="((?:[^"]|"")*)"\s*')
"""The form in which spreadsheets keep digits as a text: `="0001"`."""
_LINE_END = re.compile(r"\r\n|\r|\n")

Block: TypeAlias = "tuple[Sequence[int], dict[int, Sequence[str]]]"
"""The line numbers of some rows that are not empty, and the cells of each column in these rows."""


_SAVE_AS_UTF_8 = Phrase("save it as CSV in UTF-8", "请另存为UTF-8编码的`CSV`")
_QUOTES = Phrase("close it, or write it twice within a cell", "请补上引号；单元格中间的引号请写两次")


class BrokenCsvError(ValueError):
    """A file that is not CSV: the reason with the line, and the advice."""

    def __init__(self, reason: Phrase, advice: Phrase = _SAVE_AS_UTF_8) -> None:
        super().__init__(str(reason))
        self.reason, self.advice = reason, advice


class CsvText:
    """The text of a CSV file, and its encoding. Leaving the context closes the stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self.encoding = _detect_encoding(stream)
        self._text = TextIOWrapper(stream, self.encoding, newline="")

    def __enter__(self) -> CsvText:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()

    def _reader(self) -> Any:
        self._text.seek(0)
        return csv.reader(self._text, strict=True)

    def blocks(self, size: int | None = None) -> Iterator[Block]:
        """Blocks of at most `size` rows, without empty rows, or one block with all rows.

        Short rows are filled with blank cells.
        """
        reader = self._reader()
        line = 1
        while True:
            try:
                rows = [*islice(reader, size)]
            except csv.Error as error:
                raise _csv_error(error, self._first_broken_line()) from None
            if not rows:
                return
            held = [number for number, row in enumerate(rows) if row and (row[0].strip() or "".join(row).strip())]
            numbers = _lines_of(rows, line, reader.line_num)
            line = reader.line_num + 1
            if held:
                yield [numbers[index] for index in held], _columns([rows[index] for index in held], numbers)

    def _first_broken_line(self) -> int:
        """The first line of the first row that is not CSV."""
        reader = self._reader()
        line = 1
        try:
            for _ in reader:
                line = reader.line_num + 1
        except csv.Error:
            return line
        raise AssertionError("the file has changed")


def _lines_of(rows: Sequence[Sequence[str]], first: int, last: int) -> Sequence[int]:
    """The line at which each row begins. A cell may span several lines."""
    if last - first + 1 == len(rows):
        return range(first, last + 1)
    more = (sum(len(_LINE_END.findall(cell)) for cell in row) for row in rows)
    return [first + index + before for index, before in enumerate(accumulate(more, initial=0))][: len(rows)]


def _columns(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> dict[int, Sequence[str]]:
    columns: dict[int, Sequence[str]] = {}
    for position, cells in enumerate(zip_longest(*rows, fillvalue="")):
        joined = "\n".join(cells)
        if "\0" in joined:
            line = next(number for number, cell in zip(numbers, cells, strict=False) if "\0" in cell)
            raise BrokenCsvError(Phrase("line {line} is not text", "第{line}行不是文本", line=line))
        if any(map(str.strip, cells)):
            columns[position] = _texts(cells) if '="' in joined else cells
    return columns


def _texts(cells: Sequence[str]) -> list[str]:
    """Cells, with marked texts as `QuotedText`."""
    return [
        cell if match is None else QuotedText(match[1].replace('""', '"'))
        for cell, match in zip(cells, map(_AS_TEXT.fullmatch, cells), strict=True)
    ]


def _csv_error(error: csv.Error, line: int) -> BrokenCsvError:
    if "field larger" in str(error):
        what = Phrase("a cell in line {line} has more than {most} characters", "第{line}行有一格超过{most}个字符",
                      line=line, most=f"{csv.field_size_limit():,}")  # fmt: skip
    else:
        what = Phrase("in line {line} a quotation mark is not closed, or is inside a cell",
                      "第{line}行的引号没有闭合，或出现在单元格中间", line=line)  # fmt: skip
    return BrokenCsvError(what, _QUOTES)


def _detect_encoding(stream: BinaryIO) -> str:
    """The encoding in which the whole file can be read."""
    start = stream.read(4)
    marked = next((name for mark, name in _MARKS.items() if start.startswith(mark)), None)
    error = _first_break(stream, marked or "utf-8")
    if error is None:
        return marked or "utf-8"
    line, is_cut = error
    if marked is None and not is_cut and _first_break(stream, GB) is None:
        return GB
    if marked is None and not is_cut:
        raise BrokenCsvError(Phrase("it is neither UTF-8 nor GB18030 (line {line})",
                                    "它既不是UTF-8编码，也不是GB18030编码（第{line}行）", line=line))  # fmt: skip
    name = (marked or "utf-8").removesuffix("-sig").upper()
    raise BrokenCsvError(Phrase("it begins as {name}, and line {line} is broken",
                                "它开头是{name}编码，第{line}行已损坏", name=name, line=line))  # fmt: skip


def _first_break(stream: BinaryIO, encoding: str) -> tuple[int, bool] | None:
    """The first line that is not text in this encoding, or `None`.

    The flag shows that the file ends inside a character.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    line = 1
    while True:
        data = stream.read(_CHUNK)
        try:
            line += decoder.decode(data, final=not data).count("\n")
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n"), not data
        if not data:
            return None


SUFFIX = ".csv"
_NONE = Phrase("the folder holds no CSV file", "文件夹中没有`CSV`文件")


def read_csv(location: str) -> Workbook:
    """The sheets of the CSV files of a folder, or of one file.

    Raises `FactsError` (U092) with all files that cannot be read.
    """
    path = Path(location)
    files = [path] if not path.is_dir() else sorted(
        entry
        for entry in path.iterdir()
        if entry.suffix.lower() == SUFFIX and not entry.name.startswith((".", "_"))
    )  # fmt: skip
    sheets: list[Sheet] = []
    notes: list[Diagnostic] = []
    problems: list[Diagnostic] = [] if files else [NotCsv(name=location, reason=_NONE)]
    for file in files:
        data = read_bytes(str(file))
        if isinstance(data, Diagnostic):
            problems.append(data)
            continue
        try:
            with CsvText(BytesIO(data)) as text:
                block = next(text.blocks(), None)
        except BrokenCsvError as error:
            problems.append(NotCsv(name=str(file), reason=error.reason, advice=error.advice))
            continue
        if block is None:
            problems.append(empty_file(file))
            continue
        notes += notes_of(file, text.encoding)
        sheets.append(sheet_of(str(path) if path.is_dir() else file.name, file.stem, block, file))
    if problems:
        raise FactsError(Report(problems))
    return Workbook(tuple(sheets), tuple(notes))


def sheet_of(shown_file: str, title: str, block: Block, file: Path) -> Sheet:
    """The rows of a file as a sheet."""
    numbers, columns = block
    return Sheet(shown_file, title, numbers, columns, has_types=False, location=str(file))


def notes_of(file: Path, encoding: str) -> list[CellReadingNote]:
    """The notes about the encoding in which a file was read."""
    note = CellReadingNote(
        path=str(file),
        what=Phrase("it is not UTF-8 and was read as GB18030", "它不是UTF-8编码，已按GB18030读取"),
        advice=Phrase(
            "look at a name in the result: if it is not as written, save the file as CSV in UTF-8",
            "请查看结果中的名称：如与原文不同，请另存为UTF-8编码的`CSV`",
        ),
    )
    return [note] if encoding == GB else []


def empty_file(file: Path) -> NotCsv:
    """The problem of an empty file."""
    return NotCsv(
        name=str(file),
        reason=Phrase("it is empty, as a failed export leaves it", "它是空的，可能导出失败"),
        advice=Phrase(
            "export it again; where there is nothing to state, keep the headings, or leave the file out",
            "请重新导出；没有内容可填的，请保留标题行，或去掉这个文件",
        ),
    )


_CSV_CELL = re.compile(r'[ \t]*"(?:[^"]|"")*"[^,\r\n]*|[^,\r\n]*')
_HEADING_LINES = 20
"""The first lines of a file, one of which has its headings."""
_CSV_CELL_AND_END = re.compile(rf"({_CSV_CELL.pattern})(,|\r?\n|\r|\Z)")


def at_csv_places(findings: Iterable[Diagnostic], sources: Sources) -> list[Diagnostic]:
    """The findings in order, those about cells of CSV with their places. The files' texts are added to `sources`."""
    positions: dict[str, TextPositions | None] = {}
    located: list[Diagnostic] = []
    for finding in findings:
        address = finding.path
        if isinstance(address, CellAddress) and address.location and finding.span is None:
            if address.location not in positions:
                positions[address.location] = _positions(address.location, sources)
            text = positions[address.location]
            if text is not None and address.line <= text.line_count:
                finding = _at_place(finding, address, text)
        located.append(finding)
    return [*Report(located)] if positions else located


def _positions(location: str, sources: Sources) -> TextPositions | None:
    """The positions of a file's text, or `None` if it cannot be read any more."""
    data = read_bytes(location)
    if isinstance(data, Diagnostic):
        return None
    try:
        with CsvText(BytesIO(data)) as text:
            encoding = text.encoding
    except BrokenCsvError:
        return None
    shown = _text_without_details(data.decode(encoding).removeprefix("\ufeff"))
    return TextPositions(sources.add(Source(location, shown)))


def _text_without_details(text: str) -> str:
    """The text as findings show it: of each cell under the name of a detail, only the last four digits."""
    parts: list[str] = []
    details: set[int] = set()
    position = row = 0
    for match in _CSV_CELL_AND_END.finditer(text):
        cell, end = match.groups()
        if row < _HEADING_LINES and detail_in_heading(cell.strip(EDGES + '"')) is not None:
            details.add(position)
        elif position in details:
            cell = last_digits(cell)
        parts += (cell, end)
        position, row = (position + 1, row) if end == "," else (0, row + 1)
        if row >= _HEADING_LINES and not details:
            return text
    return "".join(parts)


def _at_place(finding: Diagnostic, address: CellAddress, text: TextPositions) -> Diagnostic:
    words = text.source.text
    begin, after = text.line_range(address.line)
    if address.column is None:
        end = begin + len(words[begin:after].rstrip("\r\n"))
        return with_changes(finding, path=None, span=text.span_between(begin, end))
    start, end = _cell_range(words, begin, address.column)
    path = f"{column_letters(address.column)}{address.line}"
    return with_changes(finding, path=path, span=text.span_between(start, end))


def _cell_range(text: str, begin: int, column: int) -> tuple[int, int]:
    """The offsets of a cell without its blanks; a cell after the end of a short row is at the end of the row."""
    start = begin
    for position in range(column + 1):
        match = _CSV_CELL.match(text, start)
        end = start if match is None else match.end()
        if position == column or text[end : end + 1] != ",":
            if position < column:
                return end, end
            cell = text[start:end]
            return start + len(cell) - len(cell.lstrip()), max(start + len(cell.rstrip()), start)
        start = end + 1
    raise AssertionError("a row has at least one cell")
