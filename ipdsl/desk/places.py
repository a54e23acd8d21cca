"""Where the facts of a workbook stand: the cell of each place such as `$.records.patent[0].number`."""

from __future__ import annotations

import re

import attrs

from ipdsl.desk.headed import SheetTable
from ipdsl.diagnostics.phrase import Language, LocalizedName, Phrase

_ITEM = re.compile(r"(?P<every>.*)\[(?P<index>[0-9]+)\]", re.DOTALL)


@attrs.frozen(eq=False)
class SheetPlace:
    """A place of a sheet; without a column a row."""

    table: SheetTable
    row: int
    column: int | None = None

    def __str__(self) -> str:
        return self.table.place(self.row, self.column)

    def sibling(self, name: str) -> SheetPlace:
        """The cell of the same row in the column of this name; the row, where there is no such column."""
        return SheetPlace(self.table, self.row, self.table.column_of(name))

    @property
    def heading(self) -> Phrase | None:
        """What the column of the cell is called."""
        column = None if self.column is None else self.table.columns.get(self.column)
        return None if column is None else column.label


@attrs.define(eq=False)
class CellIndex:
    """Where the facts of one applicant stand.

    `cells` has single places; `rows` the row that states the parts of a place; `rows_of_lists` the table of each list
    of records or lines, with the row of each item. Items of a list that stand in another table are in `rows`.
    """

    cells: dict[str, SheetPlace] = attrs.field(factory=dict)
    rows: dict[str, SheetPlace] = attrs.field(factory=dict)
    rows_of_lists: dict[str, tuple[SheetTable, list[int]]] = attrs.field(factory=dict)

    def cell_address(self, path: str) -> str:
        """The cell at which something about a place of the facts is told: its own, or that of what holds it."""
        return str(self._cell(path))

    def row(self, path: str) -> SheetPlace:
        """The row of an item of a list."""
        cell = self._row(path)
        assert cell is not None
        return cell

    def heading(self, path: str, field: str) -> str:
        """A field as the sheet calls it in Chinese, where a place of the facts is that field's."""
        cell = self._cell(path)
        column = None if cell.column is None else cell.table.columns.get(cell.column)
        return (
            LocalizedName(field, column.label.text(Language.ZH))
            if column is not None and column.name == field
            else field
        )

    def _cell(self, path: str) -> SheetPlace:
        while path:
            cell = self.cells.get(path) or self._row(path) or self._part(path)
            if cell is not None:
                return cell
            path = path[: max(path.rfind("."), path.rfind("["))] if "." in path or "[" in path else ""
        return self.cells["$"]

    def _row(self, path: str) -> SheetPlace | None:
        item = _ITEM.fullmatch(path)
        if item is None or item["every"] not in self.rows_of_lists:
            return self.rows.get(path)
        table, rows = self.rows_of_lists[item["every"]]
        index = int(item["index"])
        return SheetPlace(table, rows[index]) if index < len(rows) else self.rows.get(path)

    def _part(self, path: str) -> SheetPlace | None:
        whole, _, name = path.rpartition(".")
        row = self._row(whole)
        column = None if row is None else row.table.column_of(name)
        return (
            None
            if row is None or column is None or row.table.is_blank(row.row, column)
            else SheetPlace(row.table, row.row, column)
        )
