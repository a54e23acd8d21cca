"""The unit of each number in a table: that of its column, else of its row, else of the whole table.

In: the narrow text, and a table of it. Out: the units to write, by the offset at which each belongs. Only numbers
without a unit of their own get one. In doubt a number gets a unit, since sums that differ are reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import attrs

from ipdsl.audit import patterns as p
from ipdsl.audit.columns import TableColumns, TextCell
from ipdsl.audit.headings import (
    ColumnContent,
    content_of_heading,
    is_money_or_share,
    is_note,
    unit_of_column,
    units_near_table,
    units_of_heading,
)

_NUMBER = re.compile(r"\d{1,3}(?:[ ,]\d{3}){1,6}(?!\d)(?:\.\d{1,9})?|\d{1,18}(?: ?\. ?\d{1,9})?")
_PLAIN = frozenset("0123456789., ()<>≤≥=+-~、/*:至到或和及含不超过低于高少足满最多以上下内每约各限封顶余百千万亿")
"""Of these a cell consists that holds nothing but a number, a range or a limit."""
_NUMBER_WORDS = re.compile(rf"(?:{p.CHINESE}|{p.FORMAL})(?:[-~至到、](?:{p.CHINESE}|{p.FORMAL}))?")
_ITEM = re.compile(r"[(]\d{1,2}[)]|\d{1,2}[.、)](?!\d)")
_BEFORE = re.compile(rf"{p.ORDINAL.pattern}|{p.PART_OF_NAME.pattern}|{p.APPENDED.pattern}|{p.CALLED.pattern}|前$")
_NAMES = (*p.DATES, p.DOCUMENT, p.STANDARD, p.ADDRESS)
_YEAR = re.compile(r"(?:19|20)\d\d")
AS_ITEM = "."
"""What is written after the numbers that count the rows: they are no figures."""
_LONGEST_NAME = 30


@attrs.define
class CellTable:
    """Rows of cells. `units` are those of the whole table; without marks, blanks part the cells."""

    has_marks: bool
    units: tuple[str, ...] = ()
    rows: list[list[TextCell]] = attrs.field(factory=list)


@attrs.frozen
class _Number:
    """A number without a unit: where one belongs, and whether it has a scale."""

    end: int
    has_scale: bool


def units_of_cells(plain: str, table: CellTable) -> dict[int, str]:
    """The units to write into a table."""
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
        """Take rows as headings; one with a single cell is the title of the table."""
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
        """A unit over the names of the rows, as in a first cell `单位：万元`, is that of the table."""
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
        """A unit in a row that is a note to the table, as in a last row `注：单位为万元`."""
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
        """The numbers of a cell without a unit. One before another with a unit has that one's."""
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
        """Whether a number of a cell counts something: it numbers no item, no appendix, and is no part of a name."""
        item = _ITEM.match(self.plain, cell.start, cell.end)
        if item is not None and match.start() < item.end() and (not is_plain or item.end() == cell.end):
            return False
        if is_plain:
            return self.has_marks or p.ORDINAL.search(self.plain, max(0, cell.start - 2), cell.start) is None
        is_called = _BEFORE.search(self.plain, max(cell.start, match.start() - 12), match.start()) is not None
        return not is_called and p.FOLLOWS.match(self.plain, match.end(), cell.end) is None


def _is_year_row(row: Sequence[TextCell]) -> bool:
    """Whether the cells of a row are years that follow each other: they head columns."""
    words = [cell.words for cell in row[1:] if cell.words]
    are_years = len(words) > 1 and all(map(_YEAR.fullmatch, words))
    return are_years and all(int(after) == int(before) + 1 for before, after in pairwise(words))
