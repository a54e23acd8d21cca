"""Write the unit of each number in a table after it: `77` under `奖励金额（万元）` becomes `77万元`.

Input: a text. Output (`write_units`): the text in narrow form with the units, and the original offset of each
character. Only numbers without a unit get one. In doubtful cases a number gets a unit, because amounts that differ are
reported.

A row of a table is a line with `|` or tabs. After a line that names a unit, lines of words separated by blanks are also
rows, as in the text of a PDF. They end at the end of a sentence or at the beginning of an article.

A number takes the unit of its column, otherwise of its row, otherwise of the whole table. `units_of_heading` and
`units_of_line` read units from headings and from lines next to a table, as they are written after a number: `万元`,
`%`, `件`. An amount (`20万元`) is not a unit. `TableColumns` assigns the cells of a row to the headings above them, and
parses each heading once.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import attrs

from ipdsl.audit import patterns as p
from ipdsl.audit.text_forms import narrow
from ipdsl.base.values.units import unit_above

_BRACKETED_WORDS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕\n]{1,40})[)\]】〕]")
_PARTED = re.compile(r"[,、;]")
_NAMED = re.compile(r"(?:单位|计价)[)\]】]? *(?:(?:均?[为是]|[:=]) *)?(?P<words>[^。;\n]{1,40})")
_COUNTED_IN = re.compile(r"以(?P<words>[^,。;、\n]{1,8}?)(?:为单位|计)")
_UNIT_AT_END = re.compile(
    rf"(?:金额|标准|额度?|[/: ])(?P<words>(?:{p.SCALE})?元(?:/[^ ]{{1,6}})?|%|‰)$"
    rf"|(?<![\d.〇一二三四五六七八九十百千万亿两余多几数])(?P<scaled>(?:{p.SCALE})元|%|‰)$"
)
_WORTH = re.compile(r"%|‰|百分点")
_NUMBERED = re.compile(r"序号?|编号|No\.?")
_SAID_AS = {"月": "个月", "季度": "个季度", "百分点": "个百分点"}
_SHARE = re.compile(r"比[例重率]|占比|率$|百分")
_NOT_WORTH = re.compile(
    r"(?:序号|编号|名次|排名|等级|级别|年度|年份|年限|期限|时间|日期|[数总]量|[件个人户家次]数|名额|指标数?|得分|分值|代码|电话)$"
)
"""Headings of columns and names of rows without money, even if the table is in 万元."""
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]{0,40}[)\]】〕] *$")
_NOTE = re.compile(r"[(]?(?:注|备注|说明)")
_DIGIT = re.compile(r"\d")
_SCALES = {
    100: "百", 1000: "千", 10**4: "万", 10**5: "十万", 10**6: "百万", 10**7: "千万", 10**8: "亿", 10**9: "十亿",
}  # fmt: skip


def units_of_heading(words: str) -> tuple[str, ...]:
    """The units in a heading: `奖励金额（万元）`, `标准（元/件）`, `金额/万元`, `比例%`, `万元`."""
    units = tuple(unit for part in _BRACKETED_WORDS.findall(words) for unit in _units_in_list(part))
    if any(map(_is_scaled, units)):
        return units
    bare = _BRACKETS.sub("", words).strip() if units else words  # `万元（人民币）`
    whole = p.UNIT_OF_HEADING.fullmatch(bare)
    if whole is not None:
        return (_unit_as_written(whole["unit"]),)
    at_end = _UNIT_AT_END.search(bare)
    if at_end is not None:
        return _units_in_list(at_end["words"] or at_end["scaled"])
    return units or units_near_table(words)


def units_near_table(words: str) -> tuple[str, ...]:
    """The units in a line above a table with marks, in its title or in its note, including other words: `RMB million`.

    A line with a number may contain an amount, which is not a unit.
    """
    units = units_of_line(words)
    if any(map(_is_scaled, units)) or _DIGIT.search(words):
        return units
    unit = unit_above(words)
    scale = _SCALES.get(int(unit.times)) if unit is not None else None
    if unit is None or scale is None:
        return units
    match = p.UNIT.fullmatch(unit.word)
    if match is not None and match["measure"]:
        return units
    return (scale + next((word for word, code in p.CURRENCIES.items() if code == unit.currency), "元"),)


def units_of_line(words: str) -> tuple[str, ...]:
    """The units in a line next to a table: `单位：万元、%`, `金额以万元计`, `奖励标准（万元）`."""
    for pattern in (_NAMED, _COUNTED_IN):
        match = pattern.search(words)
        named = _units_at_beginning(match["words"].rstrip(" )]】:")) if match is not None else ()
        if named:
            return named
    last = None
    for match in _BRACKETED_WORDS.finditer(words):
        last = match
    return _units_in_list(last[1]) if last is not None and not words[last.end() :].strip(" :*。,") else ()


class ColumnContent(enum.Enum):
    """The content of the numbers under a heading, as far as its words show it without a unit."""

    SUMS = enum.auto()
    SHARES = enum.auto()
    COUNTS = enum.auto()
    ITEMS = enum.auto()


def content_of_heading(words: str) -> ColumnContent:
    """The content of the numbers that the heading of a column or the name of a row describes."""
    if _NUMBERED.fullmatch(words):
        return ColumnContent.ITEMS
    if _SHARE.search(words):
        return ColumnContent.SHARES
    return ColumnContent.COUNTS if _NOT_WORTH.search(_BRACKETS.sub("", words).strip()) else ColumnContent.SUMS


def unit_of_column(holdings: Collection[ColumnContent], units: Sequence[str]) -> str | None:
    """The unit of the table for a cell, by the content of its column and row; `None` for neither amounts nor shares."""
    is_share = ColumnContent.SHARES in holdings
    if not is_share and not {ColumnContent.COUNTS, ColumnContent.ITEMS}.isdisjoint(holdings):
        return None
    return next((unit for unit in units if is_share == (_WORTH.search(unit) is not None)), None)


def names_unit(words: str) -> bool:
    """Whether a line alone determines the unit of amounts: `单位：万元`."""
    return any(pattern.search(words) is not None for pattern in (_NAMED, _COUNTED_IN)) and bool(units_of_line(words))


def is_note(words: str) -> bool:
    """Whether a line is a note to the table above it."""
    return _NOTE.match(words) is not None


def _is_scaled(unit: str) -> bool:
    """Whether a unit is not a main unit of money: `万元`, `%`, `件`."""
    match = p.UNIT.match(unit)
    return match is None or not match["money"] or bool(match["scale"])


def is_money_or_share(unit: str) -> bool:
    """Whether a unit is for money or shares."""
    match = p.UNIT.match(unit)
    return match is not None and bool(match["money"] or match["percent"] or match["permille"])


def _units_at_beginning(words: str) -> tuple[str, ...]:
    """The units at the start of a text, with blanks inside a unit or other text after a gap: `万 元`."""
    return _units_in_list(words) or _units_in_list(words.replace(" ", "")) or _units_in_list(words.partition(" ")[0])


def _units_in_list(words: str) -> tuple[str, ...]:
    """The units in a list that may contain other words: `万元、件`, `万元，税前`, `金额：万元`."""
    parts = (part.removeprefix("单位").rpartition(":")[2].strip() for part in _PARTED.split(words))
    units = (p.UNIT_OF_HEADING.fullmatch(part) for part in parts)
    return tuple(_unit_as_written(unit["unit"]) for unit in units if unit is not None)


def _unit_as_written(unit: str) -> str:
    return _SAID_AS.get(unit, unit)


@attrs.frozen
class TextCell:
    """A cell of a row, or a word of a line without marks."""

    start: int
    end: int
    words: str


@attrs.frozen
class TableColumn:
    """The unit in a heading, and the content of its numbers."""

    unit: str | None = None
    holding: ColumnContent = ColumnContent.SUMS


class TableColumns:
    """The columns under rows of headings, for rows with any number of cells."""

    def __init__(self, heads: Sequence[Sequence[TextCell]]) -> None:
        self.columns_by_width: dict[int, list[TableColumn]] = {}
        rows_by_width: dict[int, list[Sequence[TextCell]]] = {}
        for row in heads:
            rows_by_width.setdefault(len(row), []).append(row)
        for width, rows in rows_by_width.items():
            self.columns_by_width[width] = _stack_headings(rows)
        named = ([_column(cell.words) for cell in row if cell.words] for row in reversed(heads))
        self.nearest = next((row for row in named if any(column.unit for column in row)), [])
        """The named columns of the last heading row with units. Used for rows with a different number of cells."""
        self.units = {column.unit for column in self.nearest if column.unit is not None}
        self.has_levels = len(heads) > 1

    def columns_of_row(self, row: Sequence[TextCell], has_numbers: Sequence[bool]) -> Sequence[TableColumn]:
        """The column of each cell. If the number of cells differs, the last numbers belong to the last columns."""
        columns = self.columns_by_width.get(len(row))
        if columns is not None:
            return columns
        places = [position for position, cell in enumerate(row) if cell.words]
        if self.has_levels and len(places) != len(self.nearest) and len(self.units) == 1:
            return [TableColumn(next(iter(self.units)))] * len(row)
        surplus = max(len(places) - len(self.nearest), 0)
        aligned = [TableColumn()] * len(row)
        tail = next(
            (count for count, position in enumerate(reversed(places)) if not has_numbers[position]), len(places)
        )
        for number, position in enumerate(places):
            index = number - surplus if number >= len(places) - tail else number
            if 0 <= index < len(self.nearest):
                aligned[position] = self.nearest[index]
        return aligned


def _stack_headings(heads: Sequence[Sequence[TextCell]]) -> list[TableColumn]:
    """Combine rows of headings. A heading that spans several columns is in the first of them."""
    columns = [TableColumn()] * len(heads[0])
    for number, row in enumerate(heads, 1):
        is_over_several = number < len(heads) or len(heads) == 1
        column = TableColumn()
        for position, cell in enumerate(row):
            if cell.words:
                column = _column(cell.words)
            elif not is_over_several:
                continue
            holding = columns[position].holding if column.holding is ColumnContent.SUMS else column.holding
            columns[position] = TableColumn(column.unit or columns[position].unit, holding)
    return columns


def _column(words: str) -> TableColumn:
    return TableColumn(next(iter(units_of_heading(words)), None), content_of_heading(words))


_NUMBER = re.compile(r"\d{1,3}(?:[ ,]\d{3}){1,6}(?!\d)(?:\.\d{1,9})?|\d{1,18}(?: ?\. ?\d{1,9})?")
_PLAIN = frozenset("0123456789., ()<>≤≥=+-~、/*:至到或和及含不超过低于高少足满最多以上下内每约各限封顶余百千万亿")
"""The characters of a cell with only a number, a range or a limit."""
_NUMBER_WORDS = re.compile(rf"(?:{p.CHINESE}|{p.FORMAL})(?:[-~至到、](?:{p.CHINESE}|{p.FORMAL}))?")
_ITEM = re.compile(r"[(]\d{1,2}[)]|\d{1,2}[.、)](?!\d)")
_BEFORE = re.compile(rf"{p.ORDINAL.pattern}|{p.PART_OF_NAME.pattern}|{p.APPENDED.pattern}|{p.CALLED.pattern}|前$")
_NAMES = (*p.DATES, p.DOCUMENT, p.STANDARD, p.ADDRESS)
_YEAR = re.compile(r"(?:19|20)\d\d")
AS_ITEM = "."
"""Written after item numbers, so that they are not read as figures."""
_LONGEST_NAME = 30


@attrs.define
class CellTable:
    """Rows of cells. `units` are the units of the whole table. Without marks, blanks separate the cells."""

    has_marks: bool
    units: tuple[str, ...] = ()
    rows: list[list[TextCell]] = attrs.field(factory=list)


@attrs.frozen
class _Number:
    """A number without a unit: the offset for the unit, and whether the number has a scale."""

    end: int
    has_scale: bool


def units_of_cells(plain: str, table: CellTable) -> dict[int, str]:
    """The units to write into a table, by offset."""
    return _Units(plain, table).written


class _Units:
    def __init__(self, plain: str, table: CellTable) -> None:
        self.plain = plain
        self.has_marks = table.has_marks
        self.units = [unit for unit in table.units if is_money_or_share(unit)]
        self.written: dict[int, str] = {}
        self.columns = TableColumns(())
        numbers = [[self._numbers(cell, row[-1].end) for cell in row] for row in table.rows]
        begin = next(
            (index for index, of_row in enumerate(numbers) if any(of_row) and not _is_year_row(table.rows[index])), 0
        )
        self._begin(table.rows[:begin])
        self._take_units_of_names(table.rows[begin:], numbers[begin:])
        self._take_units_of_notes(table.rows[begin:])
        for row, of_row in zip(table.rows[begin:], numbers[begin:], strict=True):
            if not any(of_row) and any(units_of_heading(cell.words) for cell in row[1:]):
                self._begin([row])
            else:
                self._row(row, of_row)

    def _begin(self, heads: Sequence[list[TextCell]]) -> None:
        """Use rows as headings. A row with a single cell is the title of the table."""
        headings = []
        for row in heads:
            self.written |= {cell.end: "年" for cell in row if _YEAR.fullmatch(cell.words)}
            cells = [cell for cell in row if cell.words]
            units = (
                [unit for unit in units_near_table(cells[0].words) if is_money_or_share(unit)]
                if len(cells) == 1
                else []
            )
            self.units += units
            if not units:
                headings.append(row)
        self.columns = TableColumns(headings)

    def _take_units_of_names(self, rows: Sequence[list[TextCell]], numbers: Sequence[list[list[_Number]]]) -> None:
        """Use a unit above the names of the rows, as in a first cell `单位：万元`, for the whole table."""
        width = len(rows[0]) if rows else 0
        alike = (of_row for row, of_row in zip(rows, numbers, strict=True) if len(row) == width)
        counted = {position for of_row in alike for position in range(width) if of_row[position]}
        named = {
            position: column.unit
            for position, column in enumerate(self.columns.columns_by_width.get(width, ()))
            if column.unit
        }
        if counted.isdisjoint(named):
            self.units += (unit for unit in named.values() if is_money_or_share(unit))

    def _take_units_of_notes(self, rows: Sequence[list[TextCell]]) -> None:
        """Use the unit in a note row, as in a last row `注：单位为万元`, for the whole table."""
        single = (cells[0].words for row in rows if len(cells := [cell for cell in row if cell.words]) == 1)
        self.units += (
            unit for words in single if is_note(words) for unit in units_near_table(words) if is_money_or_share(unit)
        )

    def _row(self, row: Sequence[TextCell], numbers: Sequence[list[_Number]]) -> None:
        of_row = self._unit_of_row(row, numbers)
        holding = content_of_heading(row[0].words) if not numbers[0] else ColumnContent.SUMS
        columns = self.columns.columns_of_row(row, [*map(bool, numbers)])
        for position, (cell, column) in enumerate(zip(row, columns, strict=True)):
            unit = column.unit
            if unit is None and column.holding is ColumnContent.ITEMS:
                unit = AS_ITEM
            if unit is None and column.holding is not ColumnContent.COUNTS:
                unit = of_row
            unit = unit or unit_of_column({column.holding, holding if position else ColumnContent.SUMS}, self.units)
            if unit is None:
                continue
            is_in_words = _NUMBER_WORDS.fullmatch(cell.words) is not None and (position > 0 or column.unit is not None)
            in_words = _Number(cell.end, has_scale=cell.words.endswith(("万", "亿")))
            for number in [in_words] if is_in_words else numbers[position]:
                self.written[number.end] = unit.lstrip("十百千万亿") if number.has_scale else unit

    def _unit_of_row(self, row: Sequence[TextCell], numbers: Sequence[list[_Number]]) -> str | None:
        """The unit in the name of a row, or in a column of units."""
        names = (cell.words for cell, of_cell in zip(row, numbers, strict=True) if not of_cell)
        units = (unit for words in names if len(words) <= _LONGEST_NAME for unit in units_of_heading(words))
        return next((unit for unit in units if is_money_or_share(unit)), None)

    # ------------------------------------------------------------------------------------- numbers

    def _numbers(self, cell: TextCell, end_of_row: int) -> list[_Number]:
        """The numbers of a cell that need a unit.

        A number joined to a later one with a unit already shares that unit.
        """
        is_plain = set(cell.words) <= _PLAIN
        if not (is_plain or self.has_marks) or any(pattern.search(cell.words) for pattern in _NAMES):
            return []
        numbers: list[_Number] = []
        end = cell.end if self.has_marks else end_of_row
        follows, has_unit = cell.end, False
        for match in reversed(list(_NUMBER.finditer(self.plain, cell.start, cell.end))):
            unit = p.UNIT.match(self.plain, match.end(), end)
            end_of_scale = unit.end("scale") if unit is not None else -1
            is_joined = p.LIST.fullmatch(self.plain, match.end(), follows) is not None
            if unit is not None and any(unit[name] for name in p.UNITS):
                has_unit = True
            elif not (is_joined and has_unit):
                has_unit = end_of_scale > 0
                if self._counts(match, cell, is_plain=is_plain):
                    numbers.append(_Number(max(match.end(), end_of_scale), has_scale=has_unit))
            follows = match.start()
        return numbers

    def _counts(self, match: re.Match[str], cell: TextCell, *, is_plain: bool) -> bool:
        """Whether a number of a cell is a quantity, not an item number, an appendix number or part of a name."""
        item = _ITEM.match(self.plain, cell.start, cell.end)
        if item is not None and match.start() < item.end() and (not is_plain or item.end() == cell.end):
            return False
        if is_plain:
            return self.has_marks or p.ORDINAL.search(self.plain, max(0, cell.start - 2), cell.start) is None
        is_called = _BEFORE.search(self.plain, max(cell.start, match.start() - 12), match.start()) is not None
        return not is_called and p.FOLLOWS.match(self.plain, match.end(), cell.end) is None


def _is_year_row(row: Sequence[TextCell]) -> bool:
    """Whether the cells of a row are consecutive years. Such a row is a heading."""
    words = [cell.words for cell in row[1:] if cell.words]
    are_years = len(words) > 1 and all(map(_YEAR.fullmatch, words))
    return are_years and all(int(after) == int(before) + 1 for before, after in pairwise(words))


_LINE = re.compile(r"[^\n]+")
_PARTS = re.compile(r"[|｜│┃┆┊\t]")
_WORD = re.compile(r"[^ \n]+")
_RULED = re.compile(r"[ |+:=\-\u2500-\u257f]*")
"""An empty line, or a line of the table's frame."""
_PAGE_NUMBER = re.compile(r"- *\d{1,4} *-")
_ENDS = re.compile(r"[。;!?]|^第 *[(]?[\d〇一二三四五六七八九十百]{1,6}[)]? *[编章节条]")
"""Marks of a line that is not in a table without marks: the end of a sentence, or the heading of an article."""
_LONGEST_LINE = 80
_CAPTIONS = 3
"""Number of lines above a table that are searched for its unit."""


def rows_of_tables(text: str) -> list[tuple[int, int]]:
    """The start and end of the rows of tables with marks."""
    return [line.span() for line in _LINE.finditer(text) if _is_row(line[0])]


def write_units(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in narrow form with units, and the original offset of each character and of the end."""
    plain = narrow(text)
    if "\n" not in text:
        return plain, tuple(range(len(text) + 1))
    written: dict[int, str] = {}
    for table in _tables(text, plain):
        written |= units_of_cells(plain, table)
        if table.has_marks:  # so that a number in a cell does not continue in the next cell
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
    """The tables with marks, and lines after a unit that form a table without marks."""
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
    """Whether a table without marks ends before a line, because the line is text or names new units."""
    is_text = len(words) > _LONGEST_LINE or _ENDS.search(words) is not None
    return is_text or (bool(table.rows) and any(map(units_of_line, (words, *_WORD.findall(words)))))


def _unmarked_table(plain: str, line: re.Match[str], table: CellTable | None) -> CellTable | None:
    """The table without marks after a line: the current table, a new one if the line names units, or `None`."""
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
    """The units in the nearest line above a table that has any. The search stops at the end of a sentence."""
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
