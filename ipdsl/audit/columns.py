"""The columns of a table: what stands over each cell of a row, in rows of headings.

In: the rows of headings. Out: for a row of cells its columns, with the unit that each names and what it holds. Of all
headings the work is done once.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from ipdsl.audit.headings import ColumnContent, content_of_heading, units_of_heading


@attrs.frozen
class TextCell:
    """A cell of a row, or a word of a line that has no marks."""

    start: int
    end: int
    words: str


@attrs.frozen
class TableColumn:
    """The unit that a heading names, and what it says that its numbers are."""

    unit: str | None = None
    holding: ColumnContent = ColumnContent.SUMS


class TableColumns:
    """The columns under some rows of headings, for rows of any number of cells."""

    def __init__(self, heads: Sequence[Sequence[TextCell]]) -> None:
        self.columns_by_width: dict[int, list[TableColumn]] = {}
        rows_by_width: dict[int, list[Sequence[TextCell]]] = {}
        for row in heads:
            rows_by_width.setdefault(len(row), []).append(row)
        for width, rows in rows_by_width.items():
            self.columns_by_width[width] = _stack_headings(rows)
        named = ([_column(cell.words) for cell in row if cell.words] for row in reversed(heads))
        self.nearest = next((row for row in named if any(column.unit for column in row)), [])
        """Of the last row with units those that are not empty: for rows that have other numbers of cells."""
        self.units = {column.unit for column in self.nearest if column.unit is not None}
        self.has_levels = len(heads) > 1

    def columns_of_row(self, row: Sequence[TextCell], has_numbers: Sequence[bool]) -> Sequence[TableColumn]:
        """The column of each cell. Where cells are missing or too many, the numbers at the end are the last columns."""
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
    """Rows of headings on each other. A heading over several columns stands in the first of them."""
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
