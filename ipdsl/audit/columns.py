"""The columns of a table: what stands over each cell of a row, in rows of headings.

In: the rows of headings. Out: for a row of cells its columns, with the unit that each names and what it holds. Of all
headings the work is done once.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from ipdsl.audit.headings import Holding, holding_of_heading, units_of_heading


@attrs.frozen
class Cell:
    """A cell of a row, or a word of a line that has no marks."""

    start: int
    end: int
    words: str


@attrs.frozen
class Column:
    """The unit that a heading names, and what it says that its numbers are."""

    unit: str | None = None
    holding: Holding = Holding.SUMS


class Columns:
    """The columns under some rows of headings, for rows of any number of cells."""

    def __init__(self, heads: Sequence[Sequence[Cell]]) -> None:
        self.by_width: dict[int, list[Column]] = {}
        alike: dict[int, list[Sequence[Cell]]] = {}
        for row in heads:
            alike.setdefault(len(row), []).append(row)
        for width, rows in alike.items():
            self.by_width[width] = _stacked(rows)
        named = ([_column(cell.words) for cell in row if cell.words] for row in reversed(heads))
        self.nearest = next((row for row in named if any(column.unit for column in row)), [])
        """Of the last row with units those that are not empty: for rows that have other numbers of cells."""
        self.units = {column.unit for column in self.nearest if column.unit is not None}
        self.has_levels = len(heads) > 1

    def of_row(self, row: Sequence[Cell], has_numbers: Sequence[bool]) -> Sequence[Column]:
        """The column of each cell. Where cells are missing or too many, the numbers at the end are the last columns."""
        columns = self.by_width.get(len(row))
        if columns is not None:
            return columns
        places = [at for at, cell in enumerate(row) if cell.words]
        if self.has_levels and len(places) != len(self.nearest) and len(self.units) == 1:
            return [Column(next(iter(self.units)))] * len(row)
        surplus = max(len(places) - len(self.nearest), 0)
        aligned = [Column()] * len(row)
        tail = next((count for count, at in enumerate(reversed(places)) if not has_numbers[at]), len(places))
        for number, at in enumerate(places):
            index = number - surplus if number >= len(places) - tail else number
            if 0 <= index < len(self.nearest):
                aligned[at] = self.nearest[index]
        return aligned


def _stacked(heads: Sequence[Sequence[Cell]]) -> list[Column]:
    """Rows of headings on each other. A heading over several columns stands in the first of them."""
    columns = [Column()] * len(heads[0])
    for number, row in enumerate(heads, 1):
        is_over_several = number < len(heads) or len(heads) == 1
        column = Column()
        for at, cell in enumerate(row):
            if cell.words:
                column = _column(cell.words)
            elif not is_over_several:
                continue
            holding = columns[at].holding if column.holding is Holding.SUMS else column.holding
            columns[at] = Column(column.unit or columns[at].unit, holding)
    return columns


def _column(words: str) -> Column:
    return Column(next(iter(units_of_heading(words)), None), holding_of_heading(words))
