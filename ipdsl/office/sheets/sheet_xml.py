"""Details of a workbook that its reader omits, from the XML: formulas, errors, formats, hidden rows.

Input: the archive, or the XML of a sheet. Output: the places of special cells and their details. The XML is searched,
not parsed: a sheet may have millions of cells, but few special ones.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from xml.parsers import expat

from ipdsl.office.sheets import number_formats
from ipdsl.office.sheets.addresses import column_letters, row_and_column

_PLACE = rb'[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"'
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
        return bool(number_formats.day_letters(self.code))

    @property
    def shows_no_day(self) -> bool:
        """Whether the format shows only a time."""
        return not set(number_formats.day_letters(self.code)) & set("yedg")

    @property
    def changes_text(self) -> bool:
        """Whether the format adds anything to a text."""
        return number_formats.changes_text(self.code)


class SheetDetails(NamedTuple):
    """The details that the reader omits for a sheet.

    A pair of columns is the first, counted from 0, and the end (exclusive).
    """

    odd: Mapping[str, SpecialCell]
    formatted: list[FormattedCell]
    formulas: int
    merged: list[str]
    hidden_rows: list[int]
    hidden_columns: list[tuple[int, int]]
    doubled: list[str]


class Formats:
    """The formats of a workbook, by the numbers that its cells refer to.

    Each pattern finds the cells of some formats: formats that show something other than the value, or may do so, and
    plain formats that show fewer decimals than the value has. Grouping and decimals change a name, so the first such
    cell of each column is found, too.
    """

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        particular = [style for style, code in enumerate(codes) if _is_particular(code)]
        plain: dict[int, list[int]] = {}
        for style, code in enumerate(codes):
            if number_formats.is_plain(code) and (most := number_formats.decimals(code)) >= 0:
                plain.setdefault(most, []).append(style)
        self._patterns = [(_style_pattern(particular, rb"[^<]*"), False)] if particular else []
        for most, styles in plain.items():
            value = rb"-?[0-9.]+[eE]-[0-9]+|-?[0-9]*\.[0-9]{%d,}" % (most + 1)
            self._patterns.append((_style_pattern(styles, value, is_needed=True), True))
        grouped = [style for style in plain.get(0, ()) if number_formats.is_grouped(codes[style])]
        pointed = [style for most, styles in plain.items() if most for style in styles]
        values = ((grouped, rb"-?[0-9]{4,}[^<]*"), (pointed, rb"[^<]+"))
        self._name_patterns = [_style_pattern(styles, value, is_needed=True) for styles, value in values if styles]

    def cells(self, text: bytes) -> Iterator[FormattedCell]:
        """The cells of a sheet whose formats matter."""
        for pattern, is_plain in self._patterns:
            for match in pattern.finditer(text):
                code = self.codes[int(match["style"] or 0)]
                is_number = match["type"] in (None, b"n")
                value = _float(match["value"]) if is_number else None
                if is_number and (value is None or (is_plain and not _is_cut(value, code))):
                    continue
                if is_number or not is_plain:
                    yield FormattedCell(match["place"].decode(), value, code, is_plain)
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
    place = rb'(?:(?=[^>]*\bt="(?P<type>\w+)"))?[^>]*?\br="(?P<place>[A-Z]{1,3}[0-9]{1,7})"[^>]*>'
    return re.compile(
        rb"<(?:\w+:)?c " + style + place
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
    return "e" in part or len(part) > number_formats.decimals(code)


def _is_particular(code: str) -> bool:
    days = set(number_formats.day_letters(code))
    if days:
        return not (days & set("ye") and {"m", "d"} <= days)
    return not number_formats.is_plain(code)


def formats_of(archive: zipfile.ZipFile) -> Formats:
    """The formats of a workbook: the code of each style."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    is_inside: list[str] = []

    def start(tag: str, named: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "numFmt" and "dxf" not in is_inside:
            codes[int(named.get("numFmtId", "0"))] = named.get("formatCode", "")
        elif name == "xf" and is_inside[-1:] == ["cellXfs"]:
            styles.append(int(named.get("numFmtId", "0")))
        is_inside.append(name)

    part = "xl/styles.xml"
    if part not in archive.namelist():
        return Formats(["General"])
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: is_inside.pop()
    parser.Parse(archive.read(part), True)
    return Formats(
        [codes.get(style) or number_formats.BUILT_IN.get(style, "General") for style in styles] or ["General"]
    )


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
    return SheetDetails(odd, [*formats.cells(text)], len(formulas), merged, list(_hidden_rows(text)), columns, doubled)


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
