"""The process that opens a workbook of a stranger: `python -m ipdsl.desk.child FILE` writes lines of JSON.

A workbook is an archive that may be made to take all memory, so it is opened here and not where the policy is. The
first line is `{"macros": …}`, the last `{"read": true}`; between them each sheet is an object, with an array for each
of its columns after it. A file that is not read ends with `{"refused": KIND, "what": …}`. The process limits its own
memory and time.
"""

from __future__ import annotations

import datetime
import gc
import json
import re
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from operator import attrgetter
from queue import SimpleQueue
from typing import IO, Any, NamedTuple, TypeAlias
from xml.parsers import expat

MEMORY = 2_000_000_000
SECONDS = 120
UNPACKED = 200_000_000
RATIO = 100
SMALL = 10_000_000
"""An archive that unpacks to less is not asked how much it was packed."""

ROWS, COLUMNS = 200_000, 1_000
LAST_ROW = 1_048_576
ZIPPED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

_CELL = rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"'
_FORMULA = re.compile(_CELL + rb"[^>]*>\s*<(?:\w+:)?f[ >/]")
_ERROR = re.compile(
    _CELL + rb'(?=[^>]*\bt="e")[^>]*>'
    rb"(?:<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>|<(?:\w+:)?f[^>]*/>)?\s*<(?:\w+:)?v>([^<]*)<"
)
_HIDDEN = b' hidden="'
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_IS_HIDDEN = rb'(?=[^>]*\bhidden="(?:1|true)")'
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row " + _IS_HIDDEN + rb'[^>]*\br="([0-9]{1,7})"')
_HIDDEN_COLUMNS = re.compile(
    rb"<(?:\w+:)?col " + _IS_HIDDEN + rb'(?=[^>]*\bmin="([0-9]{1,5})")[^>]*\bmax="([0-9]{1,5})"'
)
_MOST = 1000
"""So many hidden rows of a sheet are told of."""


_Told: TypeAlias = "dict[str, Any] | tuple[int, str, list[Any]]"


class RefusedError(Exception):
    """The file is not read; `kind` says why."""

    def __init__(self, kind: str, what: str = "") -> None:
        super().__init__(kind)
        self.kind, self.what = kind, what


def main(path: str) -> None:
    """Write what the workbook holds to standard output."""
    limit()
    gc.disable()  # the process ends with the file
    out = sys.stdout
    try:
        for one in _read(path):
            out.write(json.dumps(one) + "\n")
    except RefusedError as error:
        out.write(json.dumps({"refused": error.kind, "what": error.what}) + "\n")
    except MemoryError:
        out.write(json.dumps({"refused": "memory", "what": ""}) + "\n")
    except OSError as error:
        out.write(json.dumps({"refused": "unreadable", "what": error.strerror or ""}) + "\n")
    except Exception:  # a broken archive breaks its readers in many ways
        out.write(json.dumps({"refused": "broken", "what": ""}) + "\n")


def limit() -> None:
    """Hold this process to its memory and time."""
    try:
        import resource
    except ImportError:  # not on this system: the sizes of the archive are all that is held
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _read(path: str) -> Iterator[_Told]:
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
    every = archive.infolist()
    unpacked, packed = sum(one.file_size for one in every), sum(one.compress_size for one in every)
    if any(one.flag_bits & 1 for one in every):
        raise RefusedError("password")
    if unpacked > UNPACKED or (unpacked > SMALL and unpacked > RATIO * max(packed, 1)):
        raise RefusedError("size", str(unpacked // 1_000_000))


def _sheets(file: IO[bytes], archive: zipfile.ZipFile, has_macros: bool) -> Iterator[_Told]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)  # by a path it would judge by the ending of the name
    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    parts = _parts(archive)
    yield {"macros": has_macros}
    count = 0
    look = _Look(archive, [parts[one.name] for one in sheets])
    look.start()  # the reader lets another thread run while it reads a sheet
    for one in sheets:
        rows: list[list[Any]] = book.get_sheet_by_name(one.name).to_python(skip_empty_area=False)
        seen = look.next()
        _put_in(rows, seen.odd, one.name)
        numbers = [number for number, row in enumerate(rows, 1) if row.count("") < len(row)]
        count += len(numbers)
        if count > ROWS:
            raise RefusedError("rows", one.name)
        yield {
            "title": one.name, "is_hidden": one.visible != SheetVisibleEnum.Visible, "numbers": numbers,
            "formulas": seen.formulas, "merged": seen.merged, "hidden_rows": seen.hidden_rows,
            "hidden_columns": seen.hidden_columns,
        }  # fmt: skip
        yield from _columns(one.name, [rows[number - 1] for number in numbers])
    yield {"read": True}


class _Odd(NamedTuple):
    """What an empty cell is in truth: an error (`e`) with what it shows, or a formula without a value (`f`)."""

    letter: str
    shown: str


class _Seen(NamedTuple):
    """What the reader does not say of a sheet. Columns are told from the first, 0, to the one after the last."""

    odd: dict[str, _Odd]
    formulas: int
    merged: list[str]
    hidden_rows: list[int]
    hidden_columns: list[tuple[int, int]]


class _Look(threading.Thread):
    """Looks at the parts of the sheets, one after another, for what the reader does not say."""

    def __init__(self, archive: zipfile.ZipFile, parts: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.archive, self.parts = archive, parts
        self.found: SimpleQueue[_Seen | Exception] = SimpleQueue()

    def run(self) -> None:
        """See, or say why it could not."""
        try:
            for part in self.parts:
                self.found.put(_seen(self.archive.read(part)))
        except Exception as error:
            self.found.put(error)

    def next(self) -> _Seen:
        """What was found in the next sheet."""
        found = self.found.get()
        if isinstance(found, Exception):
            raise found
        return found


def _seen(text: bytes) -> _Seen:
    formulas = [place.decode() for (place,) in _matches(_FORMULA, text, b"</f>", b":f>", b"<f ")]
    odd = {place: _Odd("f", "=") for place in formulas}
    for place, shown in _matches(_ERROR, text, b't="e"'):
        odd[place.decode()] = _Odd("e", shown.decode())
    merged = [place.decode() for (place,) in _matches(_MERGED, text, b"mergeCell ")[:20]]
    before = text[: max(text.find(b"sheetData"), 0)]
    columns = [(int(first) - 1, int(last)) for first, last in _matches(_HIDDEN_COLUMNS, before, _HIDDEN)[:COLUMNS]]
    return _Seen(odd, len(formulas), merged, list(_hidden_rows(text)), columns)


def _hidden_rows(text: bytes) -> Iterator[int]:
    """The numbers of hidden rows. The word is looked for, and not each row: most sheets have few."""
    past, count = 0, 0
    while count < _MOST and (at := text.find(_HIDDEN, past)) >= 0:
        begin = max(text.rfind(b"<", past, at), past)
        past = at + len(_HIDDEN)
        if row := _HIDDEN_ROW.match(text, begin):
            count += 1
            yield int(row[1])


def _matches(pattern: re.Pattern[bytes], text: bytes, *words: bytes) -> list[tuple[bytes, ...]]:
    """The groups of every match; `words` are cheap to look for, and a match has one of them."""
    return [match.groups() for match in pattern.finditer(text)] if any(word in text for word in words) else []


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive in which each sheet stands, by its title."""
    targets = {one.get("Id", ""): one.get("Target", "") for _, one in _elements(archive, "xl/_rels/workbook.xml.rels")}
    found: dict[str, str] = {}
    for tag, one in _elements(archive, "xl/workbook.xml"):
        if tag != "sheet":
            continue
        key = next((value for name, value in one.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        found[one.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a part with their attributes, whose names have their space before them: `space}name`."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda tag, named: found.append((tag.rpartition("}")[2], named))
    parser.Parse(archive.read(part), True)
    return found


def _put_in(rows: list[list[Any]], odd: dict[str, _Odd], title: str) -> None:
    """Put into the empty cells what they are. The reader gives a sheet without its empty end: these may stand there."""
    for place, what in odd.items():
        number, at = _place(place)
        if at >= COLUMNS:
            raise RefusedError("columns", title)
        if number > LAST_ROW:
            raise RefusedError("broken")
        rows.extend([] for _ in range(number - len(rows)))
        row = rows[number - 1]
        row.extend("" for _ in range(at + 1 - len(row)))
        if row[at] == "":
            row[at] = what


def _columns(title: str, rows: list[list[Any]]) -> Iterator[_Told]:
    """The columns that hold something: place, letters for what the cells are, what they say."""
    for at, cells in enumerate(zip_longest(*rows, fillvalue="")):
        kinds = set(map(type, cells))
        if kinds == {str} and cells.count("") == len(cells):
            continue
        if at >= COLUMNS:
            raise RefusedError("columns", title)
        if kinds <= {str, bool}:
            yield at, "v", list(cells)
            continue
        letters = "".join([_LETTERS.get(type(cell)) or _letter(cell) for cell in cells])
        values = [cell if type(cell) is str else _SAYS.get(type(cell), str)(cell) for cell in cells]
        yield at, letters[0] if letters.count(letters[0]) == len(letters) else letters, values


def _letter(cell: object) -> str:
    match cell:
        case float():
            return "v" if isinstance(_number(cell), int) else "n"
        case datetime.datetime():
            return "d" if cell.time() == datetime.time() else "t"
        case _Odd():
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
    _Odd: attrgetter("shown"),
}  # fmt: skip


def _place(word: str) -> tuple[int, int]:
    letters = word.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(word[len(letters) :]), column - 1


if __name__ == "__main__":
    main(sys.argv[1])
