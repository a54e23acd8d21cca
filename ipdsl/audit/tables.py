"""Tables of a text, with the unit of each number written after it: `77` under `奖励金额（万元）` becomes `77万元`.

In: a text. Out: the same in narrow forms with those units, and where each of its characters stood. A row of a table is
a line with `|` or tabs. After a line that names a unit, lines of words parted by blanks are rows too, as a PDF has
them, until a sentence ends or an article begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ipdsl.audit.cells import CellTable, units_of_cells
from ipdsl.audit.columns import TextCell
from ipdsl.audit.headings import is_note, names_unit, units_near_table, units_of_line
from ipdsl.audit.narrow import narrow

_LINE = re.compile(r"[^\n]+")
_PARTS = re.compile(r"[|｜│┃┆┊\t]")
_WORD = re.compile(r"[^ \n]+")
_RULED = re.compile(r"[ |+:=\-\u2500-\u257f]*")
"""An empty line, or one that only rules a table."""
_PAGE_NUMBER = re.compile(r"- *\d{1,4} *-")
_ENDS = re.compile(r"[。;!?]|^第 *[(]?[\d〇一二三四五六七八九十百]{1,6}[)]? *[编章节条]")
"""What no line of a table without marks has: the end of a sentence, the head of an article."""
_LONGEST_LINE = 80
_CAPTIONS = 3
"""How many lines may stand above a table with its unit in the first of them."""


def rows_of_tables(text: str) -> list[tuple[int, int]]:
    """Where the rows of tables with marks begin and end."""
    return [line.span() for line in _LINE.finditer(text) if _is_row(line[0])]


def write_units(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in narrow forms with its units, and for each character and the end the offset at which it stood."""
    plain = narrow(text)
    if "\n" not in text:
        return plain, tuple(range(len(text) + 1))
    written: dict[int, str] = {}
    for table in _tables(text, plain):
        written |= units_of_cells(plain, table)
        if table.has_marks:  # so that no number of a cell goes on in the next one
            for cell in (cell for row in table.rows for cell in row):
                written[cell.end] = written.get(cell.end, "") + "|"
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for offset in sorted(written):
        pieces += [plain[start:offset], written[offset]]
        offsets += [*range(start, offset), *[max(offset - 1, 0)] * len(written[offset])]
        start = offset
    return "".join((*pieces, plain[start:])), (*offsets, *range(start, len(plain) + 1))


def _is_row(line: str) -> bool:
    return _PARTS.search(line.strip()) is not None and _RULED.fullmatch(narrow(line)) is None


def _tables(text: str, plain: str) -> Iterator[CellTable]:
    """The tables with marks, and what follows a unit as a table does."""
    table: CellTable | None = None
    above: list[str] = []
    for line in _LINE.finditer(plain):
        words = line[0].strip()
        if _RULED.fullmatch(words) or _PAGE_NUMBER.fullmatch(words):
            continue
        is_row = _is_row(text[line.start() : line.end()])
        if table is not None and (table.has_marks is not is_row or (not is_row and _ends(words, table))):
            if table.has_marks and not table.units and is_note(words):
                table.units = units_near_table(words)
            yield table
            table = None
        if is_row:
            table = table or CellTable(has_marks=True, units=_units_above(above))
            table.rows.append(_cells(text, plain, line.start(), line.end()))
            above = []
        else:
            above = [*above[1 - _CAPTIONS :], words]
            table = _unmarked_table(plain, line, table)
    if table is not None:
        yield table


def _ends(words: str, table: CellTable) -> bool:
    """Whether a table without marks ends before a line: it is text, or names units for what comes."""
    is_text = len(words) > _LONGEST_LINE or _ENDS.search(words) is not None
    return is_text or (bool(table.rows) and any(map(units_of_line, (words, *_WORD.findall(words)))))


def _unmarked_table(plain: str, line: re.Match[str], table: CellTable | None) -> CellTable | None:
    """The table without marks after a line: one that goes on, one that begins because the line names units, or none."""
    words = line[0].strip()
    units = units_of_line(words) if len(words) <= _LONGEST_LINE or names_unit(words) else ()
    cells = [
        TextCell(match.start(), match.end(), match[0]) for match in _WORD.finditer(plain, line.start(), line.end())
    ]
    has_columns = len(cells) > 1 and not names_unit(words) and any(units_of_line(cell.words) for cell in cells)
    if table is None and not (units or has_columns):
        return None
    table = table or CellTable(has_marks=False)
    if has_columns or not units:
        table.rows.append(cells)
    else:
        table.units += units
    return table


def _units_above(lines: Sequence[str]) -> tuple[str, ...]:
    """The units that the nearest of the lines above a table names; above the end of a sentence there are none."""
    for line in reversed(lines):
        units = units_near_table(line)
        if units or len(line) > _LONGEST_LINE or _ENDS.search(line):
            return units
    return ()


def _cells(text: str, plain: str, start: int, end: int) -> list[TextCell]:
    """The cells of a row without the blanks around them."""
    cuts = [start, *(cut for mark in _PARTS.finditer(text, start, end) for cut in mark.span()), end]
    return [_trim_cell(plain, first, last) for first, last in zip(cuts[::2], cuts[1::2], strict=True)]


def _trim_cell(plain: str, start: int, end: int) -> TextCell:
    words = plain[start:end]
    start += len(words) - len(words.lstrip())
    return TextCell(start, start + len(words.strip()), words.strip())
