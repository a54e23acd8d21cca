"""Where the facts of a workbook stand: the cell of each place such as `$.records.patent[0].number`."""

from __future__ import annotations

import re

import attrs

from ipdsl.desk.headed import Table
from ipdsl.diagnostics.phrase import Language, Name, Phrase

_ITEM = re.compile(r"(?P<every>.*)\[(?P<index>[0-9]+)\]", re.DOTALL)


@attrs.frozen(eq=False)
class Cell:
    """A place of a sheet; without a column a row."""

    table: Table
    row: int
    at: int | None = None

    def __str__(self) -> str:
        return self.table.place(self.row, self.at)

    def beside(self, name: str) -> Cell:
        """The cell of the same row in the column of this name; the row, where there is no such column."""
        return Cell(self.table, self.row, self.table.column_of(name))

    @property
    def heading(self) -> Phrase | None:
        """What the column of the cell is called."""
        column = None if self.at is None else self.table.columns.get(self.at)
        return None if column is None else column.said


@attrs.define(eq=False)
class Places:
    """Where the facts of one applicant stand.

    `cells` has single places; `rows` the row that states the parts of a place; `listed` the table of each list of
    records or lines, with the row of each item. Items of a list that stand in another table are in `rows`.
    """

    cells: dict[str, Cell] = attrs.field(factory=dict)
    rows: dict[str, Cell] = attrs.field(factory=dict)
    listed: dict[str, tuple[Table, list[int]]] = attrs.field(factory=dict)

    def of(self, path: str) -> str:
        """The cell at which something about a place of the facts is told: its own, or that of what holds it."""
        return str(self._cell(path))

    def row(self, path: str) -> Cell:
        """The row of an item of a list."""
        found = self._row(path)
        assert found is not None
        return found

    def heading(self, path: str, field: str) -> str:
        """A field as the sheet calls it in Chinese, where a place of the facts is that field's."""
        cell = self._cell(path)
        column = None if cell.at is None else cell.table.columns.get(cell.at)
        return Name(field, column.said.text(Language.ZH)) if column is not None and column.name == field else field

    def _cell(self, path: str) -> Cell:
        while path:
            found = self.cells.get(path) or self._row(path) or self._part(path)
            if found is not None:
                return found
            path = path[: max(path.rfind("."), path.rfind("["))] if "." in path or "[" in path else ""
        return self.cells["$"]

    def _row(self, path: str) -> Cell | None:
        item = _ITEM.fullmatch(path)
        if item is None or item["every"] not in self.listed:
            return self.rows.get(path)
        table, rows = self.listed[item["every"]]
        index = int(item["index"])
        return Cell(table, rows[index]) if index < len(rows) else self.rows.get(path)

    def _part(self, path: str) -> Cell | None:
        whole, _, name = path.rpartition(".")
        row = self._row(whole)
        at = None if row is None else row.table.column_of(name)
        return None if row is None or at is None or row.table.is_blank(row.row, at) else Cell(row.table, row.row, at)
