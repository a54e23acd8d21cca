"""What stands in the cells of sheets, however they were kept: the form in which readers hand them on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import attrs

from ipdsl.desk.number_formats import ShownValue, shown_number, shown_text
from ipdsl.values.handwritten import EDGES


@attrs.frozen
class CellNumber:
    """A number that is not whole, as the digits that a workbook shows of it: at most 15."""

    digits: str


@attrs.frozen
class Day:
    """A day, as 2022-03-01."""

    iso: str


@attrs.frozen
class UnreadableCell:
    """What states nothing: an error such as #DIV/0!, a formula without a value, a time of day."""

    kind: str
    shown: str


class QuotedText(str):
    """A text that CSV marks as one, `="0001"`: it is what it shows, whatever it looks like."""

    __slots__ = ()


@attrs.frozen
class FormattedValue:
    """What a cell holds, with the code of a format that shows something else, or fewer digits."""

    value: str | int | CellNumber | Day
    code: str

    @property
    def number_shown(self) -> ShownValue | None:
        """What is shown of a number; nothing where that is not the number in other words."""
        return shown_number(self.code, text_of(self.value))

    @property
    def text(self) -> str:
        """What the cell shows, or what it holds where the format shows something else."""
        match self.value:
            case str():
                return shown_text(self.code, self.value)
            case Day():
                return self.value.iso
        shown = self.number_shown
        return text_of(self.value) if shown is None or shown.is_number else shown.text


Value: TypeAlias = "str | int | bool | CellNumber | Day | UnreadableCell | FormattedValue"
"""What a cell holds; an empty one is an empty text."""

LISTS = "_lists"
"""The sheet of what may be chosen. Its first cell says that a template made it, the next for whom; policies follow."""

LEDGER = "_ledger"
"""The hidden sheet of a bureau's workbook with the lines of its ledger."""


ERROR, NO_VALUE, TIME = "error", "no value", "time"
"""The kinds of what states nothing."""


def is_blank(value: Value) -> bool:
    """Whether a cell is empty, or holds spaces alone."""
    return isinstance(value, str) and not value.strip(EDGES)


def text_of(value: Value) -> str:
    """What a cell shows."""
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

    `numbers` are the numbers of the rows that hold something, the first of a sheet being 1; `columns` what each column
    holds in these rows, for every column that holds something (the first is 0). `file` is what findings call the file,
    `title` the sheet (empty: the file has no sheets). `formulas`, `merged`, `hidden_rows`,
    `hidden_columns` (from, to the one after the last) and `doubled` (places that the file has twice) are what readers
    tell of. `has_types`: cells say whether they are texts, numbers or days; in CSV all are texts.
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
    has_types: bool = True

    def row(self, index: int) -> dict[int, Value]:
        """What the cells of a row hold, without the empty ones; `index` counts the rows that hold something."""
        return {position: cells[index] for position, cells in self.columns.items() if not is_blank(cells[index])}

    def place(self, row: int, column: int | None = None) -> str:
        """A row or a cell, as findings tell it: `facts.xlsx 专利合同!C7`."""
        address = f"{column_letters(column)}{row}" if column is not None else str(row)
        return f"{self.file} {self.title}!{address}" if self.title else f"{self.file} {address}"


def column_letters(column: int) -> str:
    """The letters of a column; the first is 0."""
    word = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        word = chr(ord("A") + rest) + word
    return word


def row_and_column(letters_and_row: str) -> tuple[int, int]:
    """Row and column of a place such as `C7`."""
    word = letters_and_row.rstrip("0123456789")
    column = 0
    for letter in word:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(letters_and_row[len(word) :]), column - 1
