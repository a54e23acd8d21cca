"""The process that opens an untrusted workbook: `python -m ipdsl.office.sheets.workbook_process FILE [COPY]`.

A workbook is an archive that can be built to exhaust memory, so it is opened in a separate process. The process limits
its own memory and time.

Output: lines of JSON. The first line is `{"macros": …}`, the last is `{"read": true}`. Between them, each sheet is an
object, followed by one array per column. If the file is refused, the last line is `{"refused": KIND, "what": …}`.

With COPY, findings are written into a copy of the workbook. Standard input has a JSON list of notes, each a sheet, a
cell and a text. The output is `{"written": N}`, or a refusal. The copy keeps what openpyxl keeps: values, formulas,
formats, lists to choose from, notes.

Details of a workbook that its reader omits, from the XML: formulas, errors, formats, hidden rows, text that is struck
through, comments.

Input: the archive, or the XML of a sheet. Output: the places of special cells and their details. The XML is searched,
not parsed: a sheet may have millions of cells, but few special ones.
"""

from __future__ import annotations

import datetime
import gc
import json
import posixpath
import re
import sys
import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import zip_longest
from operator import attrgetter
from queue import SimpleQueue
from typing import IO, Any, NamedTuple, TypeAlias
from xml.etree import ElementTree
from xml.parsers import expat

from ipdsl.base.partition import values_by_key
from ipdsl.office.sheets.addresses import LEDGER, LISTS, column_letters, row_and_column
from ipdsl.office.sheets.number_formats import BUILT_IN, changes_text, day_letters, decimals, is_grouped, is_plain

_PLACE = rb'[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"'
_NAMED_PLACE = rb'[^>]*?\br="(?P<place>[A-Z]{1,3}[0-9]{1,7})"[^>]*>'
_WITH_FORMULA = rb"\s*(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)?\s*"
_FORMULA = re.compile(rb"<(?:\w+:)?c " + _PLACE + rb"[^>]*>\s*<(?:\w+:)?f[ >/]")
_ERROR = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bt="e")' + _PLACE + rb"[^>]*>" + _WITH_FORMULA + rb"<(?:\w+:)?v>([^<]*)<")
_EMPTY_TEXT = re.compile(
    rb'<(?:\w+:)?c (?=[^>]*\bt="str")' + _PLACE + rb"[^>]*>" + _WITH_FORMULA + rb"<(?:\w+:)?v\s*(?:/>|></)"
)
_ERROR_VALUE = re.compile(rb'(<(?:\w+:)?c (?=[^>]*\bt="e")[^>]*>' + _WITH_FORMULA + rb"<(?:\w+:)?v>)([^<]*)(?=<)")
_KNOWN_ERRORS = frozenset([b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"])
"""The errors that the reader of workbooks knows. Excel has added more since."""

_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?=[ />])([^>]*)>")
_OWN_PLACE = re.compile(rb'\br="([A-Z]*)([0-9]+)"')
_CELL_PLACE = re.compile(rb"<(?:\w+:)?c " + _PLACE)
_ROW_PLACE = re.compile(rb'<(?:\w+:)?row [^>]*?\br="([0-9]{1,7})"')
_TAGS = re.compile(rb"<(?:\w+:)?c[ />]")
_HIDDEN = b' hidden="'
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_IS_HIDDEN = rb'(?=[^>]*\bhidden="(?:1|true)")'
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row " + _IS_HIDDEN + rb'[^>]*\br="([0-9]{1,7})"')
_HIDDEN_COLUMNS = re.compile(
    rb"<(?:\w+:)?col " + _IS_HIDDEN + rb'(?=[^>]*\bmin="([0-9]{1,5})")[^>]*\bmax="([0-9]{1,5})"'
)
_TEXT = re.compile(rb"<(?:\w+:)?si(?:\s*/>|[ >].*?</(?:\w+:)?si>)", re.DOTALL)
_STRUCK_RUN = re.compile(rb'<(?:\w+:)?strike(?! [^>]*val="(?:0|false)")[ />]')
_CODE_OF_FINDING = re.compile(r"^[A-Z][0-9]{3}: ", re.MULTILINE)
"""The start of a finding that the program wrote into a comment."""
_MOST = 1000
"""Largest number of hidden rows reported for a sheet."""
_COLUMNS = 1000
_MERGES = 20
"""Largest number of merged cells, and of doubled places, reported for a sheet."""


class SpecialCell(NamedTuple):
    """A cell with more than a plain value: an error (`e`), a formula without a result (`f`), or a format.

    `shown` is the shown text, or the value with the code of its format: a number (`m`), a text (`x`), or a day (`p`)
    that the format shows only in part.
    """

    letter: str
    shown: Any


class FormattedCell(NamedTuple):
    """A cell whose format matters: its value in the XML if it is a number, and the code of the format."""

    place: str
    value: float | None
    code: str
    is_plain: bool

    @property
    def is_day_format(self) -> bool:
        """Whether the format is for days or times."""
        return bool(day_letters(self.code))


class SheetDetails(NamedTuple):
    """The details that the reader omits for a sheet.

    A pair of columns is the first, counted from 0, and the end (exclusive). `struck` are the places of cells with text
    that is struck through, and perhaps of empty cells. Comments have their places.
    """

    odd: Mapping[str, SpecialCell]
    formatted: list[FormattedCell]
    formulas: int
    merged: list[str]
    hidden_rows: list[int]
    hidden_columns: list[tuple[int, int]]
    doubled: list[str]
    struck: list[str]
    comments: list[tuple[str, str]] = []  # noqa: RUF012  # no list is changed


class Formats:
    """The formats of a workbook, by the numbers that its cells refer to.

    Each pattern finds the cells of some formats: formats that show something other than the value, or may do so, and
    plain formats that show fewer decimals than the value has. Grouping and decimals change a name, so the first such
    cell of each column is found, too.
    """

    def __init__(self, codes: list[str], struck_styles: list[int], struck_texts: list[int]) -> None:
        self.codes = codes
        self.struck = [_style_pattern(struck_styles, rb"[^<]*")] if struck_styles else []
        if struck_texts:
            numbers = b"|".join(b"%d" % number for number in struck_texts)
            cell = rb'<(?:\w+:)?c (?=[^>]*\bt="s")' + _NAMED_PLACE + rb"\s*<(?:\w+:)?v>(?:%s)<"
            self.struck.append(re.compile(cell % numbers))
        particular = [style for style, code in enumerate(codes) if _is_particular(code)]
        plain = values_by_key(
            (most, style) for style, code in enumerate(codes) if is_plain(code) and (most := decimals(code)) >= 0
        )
        self._patterns = [(_style_pattern(particular, rb"[^<]*"), False)] if particular else []
        for most, styles in plain.items():
            value = rb"-?[0-9.]+[eE]-[0-9]+|-?[0-9]*\.[0-9]{%d,}" % (most + 1)
            self._patterns.append((_style_pattern(styles, value, is_needed=True), True))
        grouped = [style for style in plain.get(0, ()) if is_grouped(codes[style])]
        pointed = [style for most, styles in plain.items() if most for style in styles]
        values = ((grouped, rb"-?[0-9]{4,}[^<]*"), (pointed, rb"[^<]+"))
        self._name_patterns = [_style_pattern(styles, value, is_needed=True) for styles, value in values if styles]

    def cells(self, text: bytes) -> Iterator[FormattedCell]:
        """The cells of a sheet whose formats matter."""
        for pattern, has_plain_format in self._patterns:
            for match in pattern.finditer(text):
                code = self.codes[int(match["style"] or 0)]
                is_number = match["type"] in (None, b"n")
                value = _float(match["value"]) if is_number else None
                if is_number and (value is None or (has_plain_format and not _is_cut(value, code))):
                    continue
                if is_number or not has_plain_format:
                    yield FormattedCell(match["place"].decode(), value, code, has_plain_format)
        columns: set[bytes] = set()
        for pattern in self._name_patterns:
            for match in pattern.finditer(text):
                column = match["place"].rstrip(b"0123456789")
                if column not in columns and match["type"] in (None, b"n"):
                    columns.add(column)
                    code = self.codes[int(match["style"] or 0)]
                    yield FormattedCell(match["place"].decode(), _float(match["value"]), code, is_plain=False)


def _style_pattern(styles: list[int], value: bytes, *, is_needed: bool = False) -> re.Pattern[bytes]:
    """A pattern for the cells of these styles. A cell without a style has style 0."""
    named = b"|".join(b"%d" % style_number for style_number in styles)
    style = rb'(?=[^>]*\bs="(?P<style>%s)")' % named
    if 0 in styles:
        style = rb'(?:%s|(?P<none>(?![^>]*\bs=")))' % style
    holds = _WITH_FORMULA + rb"<(?:\w+:)?v(?: [^>]*)?>(?P<value>%s)<" % value
    return re.compile(
        rb"<(?:\w+:)?c " + style + rb'(?:(?=[^>]*\bt="(?P<type>\w+)"))?' + _NAMED_PLACE
        + (holds if is_needed else rb"(?:" + holds + rb")?")
    )  # fmt: skip


def _float(text: bytes | None) -> float | None:
    try:
        return float(text or b"")
    except ValueError:
        return None


def _is_cut(value: float, code: str) -> bool:
    """Whether a plain format shows fewer decimals than the 15 digits of a number have."""
    part = f"{value:.15g}".partition(".")[2]
    return "e" in part or len(part) > decimals(code)


def _is_particular(code: str) -> bool:
    days = set(day_letters(code))
    if days:
        return not (days & set("ye") and {"m", "d"} <= days)
    return not is_plain(code)


def formats_of(archive: zipfile.ZipFile) -> Formats:
    """The formats of a workbook: the code of each style, and which styles and shared texts are struck through."""
    codes: dict[int, str] = {}
    styles: list[tuple[int, int]] = []
    struck_fonts: list[bool] = []
    is_inside: list[str] = []

    def start(tag: str, named: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "numFmt" and "dxf" not in is_inside:
            codes[int(named.get("numFmtId", "0"))] = named.get("formatCode", "")
        elif name == "xf" and is_inside[-1:] == ["cellXfs"]:
            styles.append((int(named.get("numFmtId", "0")), int(named.get("fontId", "0"))))
        elif name == "font" and is_inside[-1:] == ["fonts"]:
            struck_fonts.append(False)
        elif name == "strike" and is_inside[-2:] == ["fonts", "font"]:
            struck_fonts[-1] = named.get("val", "1") not in ("0", "false")
        is_inside.append(name)

    part, shared, names = "xl/styles.xml", "xl/sharedStrings.xml", archive.namelist()
    texts = archive.read(shared) if shared in names else b""
    items = enumerate(_TEXT.finditer(texts) if b"strike" in texts else ())
    struck_texts = [number for number, text in items if _STRUCK_RUN.search(text[0])]
    if part not in names:
        return Formats(["General"], [], struck_texts)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: is_inside.pop()
    parser.Parse(archive.read(part), True)
    struck = [style for style, (_, font) in enumerate(styles) if any(struck_fonts[font : font + 1])]
    named_codes = [codes.get(number) or BUILT_IN.get(number, "General") for number, _ in styles]
    return Formats(named_codes or ["General"], struck, struck_texts)


def comments_of(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    """The comments of a sheet with their cells, without the findings that the program added to them."""
    folder, _, name = part.rpartition("/")
    links, names = f"{folder}/_rels/{name}.rels", {*archive.namelist()}
    parts = {
        posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
        for _, attributes in (_elements(archive, links) if links in names else ())
        if attributes.get("Type", "").endswith("/comments")
    }
    return [
        (comment.get("ref", ""), _CODE_OF_FINDING.split("".join(comment.itertext()))[0])
        for each in sorted(parts & names)
        for comment in ElementTree.fromstring(archive.read(each)).iterfind(".//{*}comment")
    ]


def sheet_details(text: bytes, formats: Formats) -> SheetDetails:
    """The details that the reader omits for a sheet."""
    places = _CELL_PLACE.findall(text)
    if len(places) < len(_TAGS.findall(text)):
        text = _add_places(text)
        places = _CELL_PLACE.findall(text)
    formulas = [place.decode() for (place,) in _matches(_FORMULA, text, b"</f>", b":f>", b"<f ")]
    odd = {place: SpecialCell("f", "=") for place in formulas}
    if formulas:
        for (place,) in _matches(_EMPTY_TEXT, text, b't="str"'):
            odd.pop(place.decode(), None)
    for place, shown in _matches(_ERROR, text, b't="e"'):
        odd[place.decode()] = SpecialCell("e", shown.decode())
    merged = [place.decode() for (place,) in _matches(_MERGED, text, b"mergeCell ")[:_MERGES]]
    before = text[: max(text.find(b"sheetData"), 0)]
    columns = [(int(first) - 1, int(last)) for first, last in _matches(_HIDDEN_COLUMNS, before, _HIDDEN)[:_COLUMNS]]
    doubled = _repeated_places(places) or _repeated_places(_ROW_PLACE.findall(text))
    struck = [match["place"].decode() for pattern in formats.struck for match in pattern.finditer(text)]
    return SheetDetails(
        odd, [*formats.cells(text)], len(formulas), merged, list(_hidden_rows(text)), columns, doubled, struck
    )


def _repeated_places(places: list[bytes]) -> list[str]:
    """The places that occur twice in a sheet. One of their two values would be lost."""
    if len({*places}) == len(places):
        return []
    return [place.decode() for place, number in Counter(places).items() if number > 1][:_MERGES]


def _add_places(text: bytes) -> bytes:
    """Add a place to each row and cell without one. It is the place after the previous row or cell."""
    row = column = 0

    def add_place(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        stated_place = _OWN_PLACE.search(match[2])
        if match[1] == b"row":
            row, column = int(stated_place[2]) if stated_place else row + 1, 0
            return match[0] if stated_place else match[0].replace(b"row", b'row r="%d"' % row, 1)
        column = row_and_column(f"{stated_place[1].decode()}1")[1] + 1 if stated_place else column + 1
        if stated_place:
            return match[0]
        tag, rest = match[0].split(b"c", 1)
        return tag + b'c r="%s%d"' % (column_letters(column - 1).encode(), row) + rest

    return _ROW_OR_CELL.sub(add_place, text)


def replace_unknown_errors(archive: zipfile.ZipFile, parts: Iterable[str]) -> BytesIO:
    """A copy of a workbook in which errors unknown to the reader are replaced by `#N/A`."""
    changed = BytesIO()
    sheets = frozenset(parts)
    with zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            copy.writestr(name, _ERROR_VALUE.sub(_replace_error, data) if name in sheets else data)
    changed.seek(0)
    return changed


def _replace_error(match: re.Match[bytes]) -> bytes:
    return match[0] if match[2] in _KNOWN_ERRORS else match[1] + b"#N/A"


def _hidden_rows(text: bytes) -> Iterator[int]:
    """The numbers of hidden rows. The text is searched for the word, not for rows, because most sheets have few."""
    past, count = 0, 0
    while count < _MOST and (position := text.find(_HIDDEN, past)) >= 0:
        begin = max(text.rfind(b"<", past, position), past)
        past = position + len(_HIDDEN)
        if row := _HIDDEN_ROW.match(text, begin):
            count += 1
            yield int(row[1])


def _matches(pattern: re.Pattern[bytes], text: bytes, *words: bytes) -> list[tuple[bytes, ...]]:
    """The groups of every match. Each match contains one of `words`, which are faster to search for."""
    return [match.groups() for match in pattern.finditer(text)] if any(word in text for word in words) else []


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive for each sheet, by title."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for _, attributes in _elements(archive, "xl/_rels/workbook.xml.rels")
    }
    parts: dict[str, str] = {}
    for tag, attributes in _elements(archive, "xl/workbook.xml"):
        if tag != "sheet":
            continue
        key = next((value for name, value in attributes.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        parts[attributes.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a part with their attributes. The names of attributes have a namespace prefix: `space}name`."""
    elements: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda tag, named: elements.append((tag.rpartition("}")[2], named))
    parser.Parse(archive.read(part), True)
    return elements


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


def main(path: str, copy: str = "") -> None:
    """Write the content of the workbook to standard output, or the findings of standard input into a copy of it."""
    limit_process()
    with refusals("unwritten" if copy else "unreadable"):
        for record in [_write_copy(path, copy)] if copy else _read_workbook(path):
            sys.stdout.write(json.dumps(record) + "\n")


@contextmanager
def refusals(kind_of_system_errors: str) -> Iterator[None]:
    """Write the reason to standard output as the last line if the work of a process fails."""
    try:
        yield
        return
    except RefusedError as error:
        kind, what = error.kind, error.what
    except MemoryError:
        kind, what = "memory", ""
    except OSError as error:
        kind, what = kind_of_system_errors, (error.strerror or "").lower()
    except Exception:  # a broken archive makes its readers fail in many ways
        kind, what = "broken", ""
    sys.stdout.write(json.dumps({"refused": kind, "what": what}) + "\n")


def limit_process() -> None:
    """Limit the memory and the time of this process."""
    try:
        import resource
    except ImportError:  # not on this system: only the sizes of the archive are limited
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _read_workbook(path: str) -> Iterator[_Record]:
    gc.disable()  # the process ends with the file
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
            "hidden_columns": more.hidden_columns, "doubled": more.doubled, "struck": more.struck,
            "comments": more.comments,
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
                details = sheet_details(self.archive.read(part), self.formats)
                self.results.put(details._replace(comments=comments_of(self.archive, part)))
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
        number, column = row_and_column(place)
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
        number, column = row_and_column(cell.place)
        if number > len(rows) or column >= len(rows[number - 1]):
            continue
        row = rows[number - 1]
        match row[column]:
            case datetime.datetime() | datetime.date() as day if cell.is_day_format:
                shows_day = set(day_letters(cell.code)) & set("yedg")  # otherwise it shows only a time
                row[column] = SpecialCell("p", [str(day)[:10], cell.code]) if shows_day else SpecialCell("t", str(day))
            case str() as text if text and changes_text(cell.code):
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


def _write_copy(path: str, copy: str) -> _Record:
    """Write the notes of standard input into a copy. Returns their number."""
    notes: list[tuple[str, str, str]] = json.load(sys.stdin)
    with open(path, "rb") as file:  # with a path, openpyxl would check the file name extension
        with zipfile.ZipFile(file) as archive:
            guard(archive)
        _annotate(file, copy, notes)
    return {"written": len(notes)}


def _annotate(file: IO[bytes], copy: str, notes: list[tuple[str, str, str]]) -> None:
    from openpyxl import load_workbook
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = load_workbook(file)
    fill = PatternFill("solid", start_color="FFFFC7CE")
    for title, place, text in notes:
        sheet = book[title] if title in book.sheetnames else book.worksheets[0]
        cell = sheet[place]
        while sheet.column_dimensions[cell.column_letter].hidden:
            cell = cell.offset(column=1)
        if isinstance(cell, MergedCell):
            area = next(merged_area for merged_area in sheet.merged_cells.ranges if place in merged_area)
            cell = sheet.cell(area.min_row, area.min_col)
        comment_text = f"{cell.comment.text}\n\n{text}" if cell.comment is not None else text
        cell.comment = Comment(
            comment_text,
            "ipdsl",
            width=360,
            height=min(400, 40 + 18 * (len(comment_text) // 40 + comment_text.count("\n"))),
        )
        cell.fill = fill
    book.save(copy)


if __name__ == "__main__":
    main(*sys.argv[1:])
