"""The process that opens an untrusted workbook: `python -m ipdsl.office.sheets.reader_process FILE`.

A workbook is an archive that can be built to exhaust memory, so it is opened in a separate process. The process limits
its own memory and time.

Output: lines of JSON. The first line is `{"macros": …}`, the last is `{"read": true}`. Between them, each sheet is an
object, followed by one array per column. If the file is refused, the last line is `{"refused": KIND, "what": …}`.
"""

from __future__ import annotations

import datetime
import gc
import json
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from operator import attrgetter
from queue import SimpleQueue
from typing import IO, Any, TypeAlias

from ipdsl.office.sheets.addresses import LEDGER, LISTS
from ipdsl.office.sheets.sheet_xml import (
    FormattedCell,
    SheetDetails,
    SpecialCell,
    formats_of,
    replace_unknown_errors,
    sheet_details,
    sheet_parts,
)

MEMORY = 2_000_000_000
SECONDS = 120
UNPACKED = 200_000_000
RATIO = 100
SMALL = 10_000_000
"""The ratio of sizes is not checked for an archive that unpacks to fewer bytes."""

ROWS, COLUMNS = 200_000, 1_000
LAST_ROW = 1_048_576
ZIPPED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

_Record: TypeAlias = "dict[str, Any] | tuple[int, str, list[Any]]"


class RefusedError(Exception):
    """The file is not read. `kind` is the reason."""

    def __init__(self, kind: str, what: str = "") -> None:
        super().__init__(kind)
        self.kind, self.what = kind, what


def main(path: str) -> None:
    """Write the content of the workbook to standard output."""
    limit_process()
    gc.disable()  # the process ends with the file
    out = sys.stdout
    try:
        for record in _read_workbook(path):
            out.write(json.dumps(record) + "\n")
    except RefusedError as error:
        out.write(json.dumps({"refused": error.kind, "what": error.what}) + "\n")
    except MemoryError:
        out.write(json.dumps({"refused": "memory", "what": ""}) + "\n")
    except OSError as error:
        out.write(json.dumps({"refused": "unreadable", "what": error.strerror or ""}) + "\n")
    except Exception:  # a broken archive makes its readers fail in many ways
        out.write(json.dumps({"refused": "broken", "what": ""}) + "\n")


def limit_process() -> None:
    """Limit the memory and the time of this process."""
    try:
        import resource
    except ImportError:  # not on this system: only the sizes of the archive are limited
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _read_workbook(path: str) -> Iterator[_Record]:
    with open(path, "rb") as file:
        head = file.read(4)
        if head == OLD:
            raise RefusedError("old")
        if head != ZIPPED:
            raise RefusedError("no workbook")
        with zipfile.ZipFile(file) as archive:
            guard(archive)
            names = archive.namelist()
            if "mimetype" in names:
                raise RefusedError("other", archive.read("mimetype")[:80].decode("ascii", "replace"))
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise RefusedError("no workbook")
            _refuse_declarations(archive, names)
            yield from _sheets(file, archive, any(name.endswith("vbaProject.bin") for name in names))


def _refuse_declarations(archive: zipfile.ZipFile, names: list[str]) -> None:
    """Refuse a workbook that declares entities, which may expand without limit or refer to other files."""
    for name in names:
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as part:
                if b"<!DOCTYPE" in part.read(4096).upper():
                    raise RefusedError("broken")


def guard(archive: zipfile.ZipFile) -> None:
    """Raise `RefusedError` if an archive has a password, or unpacks to much more than a workbook of facts."""
    entries = archive.infolist()
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("password")
    if unpacked > UNPACKED or (unpacked > SMALL and unpacked > RATIO * max(packed, 1)):
        raise RefusedError("size", str(unpacked // 1_000_000))


def _sheets(file: IO[bytes], archive: zipfile.ZipFile, has_macros: bool) -> Iterator[_Record]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)  # with a path, it would check the file name extension
    sheets = [
        metadata
        for metadata in book.sheets_metadata
        if metadata.typ == SheetTypeEnum.WorkSheet and _is_read(metadata.name)
    ]
    parts = sheet_parts(archive)
    yield {"macros": has_macros}
    count = 0
    look = _SheetInspector(archive, [parts[metadata.name] for metadata in sheets])
    look.start()  # the reader allows a second thread while it reads a sheet
    for metadata in sheets:
        try:
            sheet = book.get_sheet_by_name(metadata.name)
        except CalamineError:  # perhaps because of a formula error that it does not know
            book = CalamineWorkbook.from_filelike(replace_unknown_errors(archive, parts.values()))
            sheet = book.get_sheet_by_name(metadata.name)
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        more = look.next_sheet()
        _fill_special_cells(rows, more.odd, metadata.name)
        _format(rows, more.formatted)
        numbers = [number for number, row in enumerate(rows, 1) if row.count("") < len(row)]
        count += len(numbers)
        if count > ROWS:
            raise RefusedError("rows", metadata.name)
        yield {
            "title": metadata.name, "is_hidden": metadata.visible != SheetVisibleEnum.Visible, "numbers": numbers,
            "formulas": more.formulas, "merged": more.merged, "hidden_rows": more.hidden_rows,
            "hidden_columns": more.hidden_columns, "doubled": more.doubled,
        }  # fmt: skip
        yield from _columns(metadata.name, [rows[number - 1] for number in numbers])
    yield {"read": True}


def _is_read(title: str) -> bool:
    """Whether a sheet is read. A name with a leading `_` excludes it, except for sheets of the template."""
    return not title.startswith("_") or title in (LISTS, LEDGER)


class _SheetInspector(threading.Thread):
    """A thread that searches the parts of the sheets, one after another, for details that the reader omits."""

    def __init__(self, archive: zipfile.ZipFile, parts: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.archive, self.parts = archive, parts
        self.formats = formats_of(archive)
        self.results: SimpleQueue[SheetDetails | Exception] = SimpleQueue()

    def run(self) -> None:
        """Put the details of each sheet into `results`, or the exception that occurred."""
        try:
            for part in self.parts:
                self.results.put(sheet_details(self.archive.read(part), self.formats))
        except Exception as error:
            self.results.put(error)

    def next_sheet(self) -> SheetDetails:
        """The details of the next sheet."""
        result = self.results.get()
        if isinstance(result, Exception):
            raise result
        return result


def _fill_special_cells(rows: list[list[Any]], odd: Mapping[str, SpecialCell], title: str) -> None:
    """Put special cells into the rows.

    The reader omits the empty end of a sheet, so rows and cells are added as needed.
    """
    for place, what in odd.items():
        number, column = _place(place)
        if column >= COLUMNS:
            raise RefusedError("columns", title)
        if number > LAST_ROW:
            raise RefusedError("broken")
        rows.extend([] for _ in range(number - len(rows)))
        row = rows[number - 1]
        row.extend("" for _ in range(column + 1 - len(row)))
        if row[column] == "":
            row[column] = what


def _format(rows: list[list[Any]], formatted: Sequence[FormattedCell]) -> None:
    """Add the format to each cell whose format shows something other than its value."""
    for cell in formatted:
        number, column = _place(cell.place)
        if number > len(rows) or column >= len(rows[number - 1]):
            continue
        row = rows[number - 1]
        match row[column]:
            case datetime.datetime() | datetime.date() as day if cell.is_day_format:
                row[column] = (
                    SpecialCell("t", str(day)) if cell.shows_no_day else SpecialCell("p", [str(day)[:10], cell.code])
                )
            case str() as text if text and cell.changes_text:
                row[column] = SpecialCell("x", [text, cell.code])
            case float() | int() | datetime.datetime() | datetime.date() | datetime.time() | datetime.timedelta() if (
                cell.value is not None and not isinstance(row[column], bool) and not cell.is_day_format
            ):
                value = _number(cell.value)
                if not cell.is_plain or isinstance(value, str):
                    row[column] = SpecialCell("m", [str(value), cell.code])


def _columns(title: str, rows: list[list[Any]]) -> Iterator[_Record]:
    """The columns that are not empty: position, letters for the kinds of cells, values."""
    for position, cells in enumerate(zip_longest(*rows, fillvalue="")):
        kinds = set(map(type, cells))
        if kinds == {str} and cells.count("") == len(cells):
            continue
        if position >= COLUMNS:
            raise RefusedError("columns", title)
        if kinds <= {str, bool}:
            yield position, "v", list(cells)
            continue
        letters = "".join([_LETTERS.get(type(cell)) or _letter(cell) for cell in cells])
        values = [cell if type(cell) is str else _SAYS.get(type(cell), str)(cell) for cell in cells]
        yield position, letters[0] if letters.count(letters[0]) == len(letters) else letters, values


def _letter(cell: object) -> str:
    match cell:
        case float():
            return "v" if isinstance(_number(cell), int) else "n"
        case datetime.datetime():
            return "d" if cell.time() == datetime.time() else "t"
        case SpecialCell():
            return cell.letter
        case _:
            return "t"


def _number(cell: float) -> int | str:
    return int(cell) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"


def _instant(cell: datetime.datetime) -> str:
    return cell.date().isoformat() if cell.time() == datetime.time() else str(cell)


_LETTERS = {str: "v", bool: "v", int: "v", datetime.date: "d"}
"""The kind of a cell by its type: a JSON value (`v`) or a day (`d`). `_letter` decides the other kinds."""

_SAYS: Mapping[type, Callable[[Any], Any]] = {
    bool: bool, int: int, float: _number, datetime.date: datetime.date.isoformat, datetime.datetime: _instant,
    SpecialCell: attrgetter("shown"),
}  # fmt: skip


def _place(word: str) -> tuple[int, int]:
    letters = word.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(word[len(letters) :]), column - 1


if __name__ == "__main__":
    main(sys.argv[1])
