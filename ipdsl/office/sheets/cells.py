"""The values of cells, as all readers return them, for workbooks and for CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self, TypeAlias

import attrs

from ipdsl.base.values.handwritten_values import EDGES
from ipdsl.office.sheets.addresses import column_letters
from ipdsl.office.sheets.number_formats import ShownValue, shown_number, shown_text


@attrs.frozen
class CellNumber:
    """A number that is not an integer, as the digits that a workbook shows: at most 15."""

    digits: str


@attrs.frozen
class Day:
    """A day, as 2022-03-01."""

    iso: str


@attrs.frozen
class UnreadableCell:
    """A cell without a usable value: an error such as #DIV/0!, a formula without a result, a time of day."""

    kind: str
    shown: str


class QuotedText(str):
    """A text that CSV marks as such, `="0001"`. It is taken literally."""

    __slots__ = ()


@attrs.frozen
class FormattedValue:
    """A value, with the code of a format that shows something else or fewer digits."""

    value: str | int | CellNumber | Day
    code: str

    @property
    def number_shown(self) -> ShownValue | None:
        """The shown form of a number; `None` if the format shows something else."""
        return shown_number(self.code, text_of(self.value))

    @property
    def text(self) -> str:
        """The text that the cell shows, or its value if the format shows something else."""
        match self.value:
            case str():
                return shown_text(self.code, self.value)
            case Day():
                return self.value.iso
        shown = self.number_shown
        return text_of(self.value) if shown is None or shown.is_number else shown.text


Value: TypeAlias = "str | int | bool | CellNumber | Day | UnreadableCell | FormattedValue"
"""The value of a cell. An empty cell has an empty text."""


ERROR, NO_VALUE, TIME = "error", "no value", "time"
"""The kinds of `UnreadableCell`."""


def is_blank(value: Value) -> bool:
    """Whether a cell is empty or has only spaces."""
    return isinstance(value, str) and not value.strip(EDGES)


def text_of(value: Value) -> str:
    """The text that a cell shows."""
    match value:
        case str():
            return value.strip(EDGES)
        case CellNumber():
            return value.digits
        case Day():
            return value.iso
        case UnreadableCell():
            return value.shown
        case FormattedValue():
            return value.text
        case _:
            return str(value)


@attrs.frozen(eq=False)
class Sheet:
    """A sheet, column by column.

    `numbers` are the numbers of the rows that are not empty, counted from 1. `columns` has the values of each column in
    these rows, by position counted from 0; empty columns are left out. `file` and `title` are for findings; `title` is
    empty if the file has no sheets. `has_types`: cells distinguish texts, numbers and days; in CSV, all cells are
    texts.

    `formulas` (a count), `merged`, `hidden_rows`, `hidden_columns` (from, to exclusive), `doubled` (places that occur
    twice in the file), `struck` (places of text that is struck through, and perhaps of empty cells), `comments` (with
    their places) are for notes and problems. `location` is the path of a CSV file; the numbers of its rows are lines of
    its text. `number` is the place of the sheet in its workbook.
    """

    file: str
    title: str
    numbers: Sequence[int]
    columns: Mapping[int, Sequence[Value]]
    is_hidden: bool = False
    formulas: int = 0
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[tuple[int, int]] = ()
    doubled: Sequence[str] = ()
    struck: Sequence[str] = ()
    comments: Sequence[tuple[str, str]] = ()
    has_types: bool = True
    location: str = ""
    number: int = 0

    def row(self, index: int) -> dict[int, Value]:
        """The cells of a row that are not empty, by position. `index` counts the rows that are not empty."""
        return {position: cells[index] for position, cells in self.columns.items() if not is_blank(cells[index])}

    def real_cell(self, row: int, column: int | None) -> tuple[int, int | None]:
        """The row and the column in the file of a cell of this sheet. A sheet may be a part of another."""
        return row, column

    def cell_name(self, row: int, column: int | None = None) -> str:
        """The name of a row or a cell: `C7`."""
        row, column = self.real_cell(row, column)
        return str(row) if column is None else f"{column_letters(column)}{row}"

    def place(self, row: int, column: int | None = None) -> str:
        """The address of a row or a cell in findings: `facts.xlsx 专利合同!C7`."""
        address = self.cell_name(row, column)
        shown = f"{self.file} {self.title}!{address}" if self.title else f"{self.file} {address}"
        return CellAddress(shown, self.file, self.number, *self.real_cell(row, column), self.location)


class CellAddress(str):
    """The address of a row or a cell. Findings are in the order of sheets, rows and columns (`sort_key`).

    `location` is the path of a CSV file, and `line` a line of its text.
    """

    __slots__ = ("column", "line", "location", "sort_key")
    location: str
    line: int
    column: int | None
    sort_key: list[tuple[int, str]]

    def __new__(cls, shown: str, file: str, sheet: int, line: int, column: int | None, location: str) -> Self:
        made = super().__new__(cls, shown)
        made.location, made.line, made.column = location, line, column
        made.sort_key = [(-1, file), (sheet, ""), (line, ""), (-1 if column is None else column, "")]
        return made

    def __reduce__(self) -> tuple[object, ...]:
        (_, file), (sheet, _), *_ = self.sort_key
        return type(self), (str(self), file, sheet, self.line, self.column, self.location)
