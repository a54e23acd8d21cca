"""The process that opens a workbook of a stranger: `python -m ipdsl.office.sheets.reader_process FILE` writes lines of
JSON.

A workbook is an archive that may be made to take all memory, so it is opened here and not where the policy is. The
first line is `{"macros": …}`, the last `{"read": true}`; between them each sheet is an object, with an array for each
of its columns after it. A file that is not read ends with `{"refused": KIND, "what": …}`. The process limits its own
memory and time.
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

from ipdsl.office.sheets.cells import LEDGER, LISTS
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
"""An archive that unpacks to less is not asked how much it was packed."""

ROWS, COLUMNS = 200_000, 1_000
LAST_ROW = 1_048_576
ZIPPED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

_Record: TypeAlias = "dict[str, Any] | tuple[int, str, list[Any]]"


class RefusedError(Exception):
    """The file is not read; `kind` says why."""

    def __init__(self, kind: str, what: str = "") -> None:
        super().__init__(kind)
        self.kind, self.what = kind, what


def main(path: str) -> None:
    """Write what the workbook holds to standard output."""
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
    except Exception:  # a broken archive breaks its readers in many ways
        out.write(json.dumps({"refused": "broken", "what": ""}) + "\n")


def limit_process() -> None:
    """Hold this process to its memory and time."""
    try:
        import resource
    except ImportError:  # not on this system: the sizes of the archive are all that is held
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
    """A workbook declares no entities of its own, which may grow without end, or lead to other files."""
    for name in names:
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as part:
                if b"<!DOCTYPE" in part.read(4096).upper():
                    raise RefusedError("broken")


def guard(archive: zipfile.ZipFile) -> None:
    """`RefusedError` where an archive has a password, or unpacks to much more than a workbook of facts does."""
    entries = archive.infolist()
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("password")
    if unpacked > UNPACKED or (unpacked > SMALL and unpacked > RATIO * max(packed, 1)):
        raise RefusedError("size", str(unpacked // 1_000_000))


def _sheets(file: IO[bytes], archive: zipfile.ZipFile, has_macros: bool) -> Iterator[_Record]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)  # by a path it would judge by the ending of the name
    sheets = [
        metadata
        for metadata in book.sheets_metadata
        if metadata.typ == SheetTypeEnum.WorkSheet and _is_read(metadata.name)
    ]
    parts = sheet_parts(archive)
    yield {"macros": has_macros}
    count = 0
    look = _SheetInspector(archive, [parts[metadata.name] for metadata in sheets])
    look.start()  # the reader lets another thread run while it reads a sheet
    for metadata in sheets:
        try:
            sheet = book.get_sheet_by_name(metadata.name)
        except CalamineError:  # perhaps of an error of a formula that it does not know
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
    """Whether a sheet is read: one whose name begins with `_` is not, other than those of the template."""
    return not title.startswith("_") or title in (LISTS, LEDGER)


class _SheetInspector(threading.Thread):
    """Looks at the parts of the sheets, one after another, for what the reader does not say."""

    def __init__(self, archive: zipfile.ZipFile, parts: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.archive, self.parts = archive, parts
        self.formats = formats_of(archive)
        self.results: SimpleQueue[SheetDetails | Exception] = SimpleQueue()

    def run(self) -> None:
        """See, or say why it could not."""
        try:
            for part in self.parts:
                self.results.put(sheet_details(self.archive.read(part), self.formats))
        except Exception as error:
            self.results.put(error)

    def next_sheet(self) -> SheetDetails:
        """What was found in the next sheet."""
        result = self.results.get()
        if isinstance(result, Exception):
            raise result
        return result


def _fill_special_cells(rows: list[list[Any]], odd: Mapping[str, SpecialCell], title: str) -> None:
    """Put into the empty cells what they are. The reader gives a sheet without its empty end: these may stand there."""
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
    """Put in what cells hold together with their formats, where these show something else."""
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
    """The columns that hold something: place, letters for what the cells are, what they say."""
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
"""What a cell is, where its type says it: a value as JSON has it, a number (`n`), a day, or what holds no value."""

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
