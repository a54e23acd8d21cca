"""What stands in the cells of sheets, however they were kept: the form in which readers hand them on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ipdsl.making import attrs


@attrs.frozen
class Number:
    """A number that is not whole, as the digits that a workbook shows of it: at most 15."""

    digits: str


@attrs.frozen
class Day:
    """A day, as 2022-03-01."""

    iso: str


@attrs.frozen
class Strange:
    """What states nothing: an error such as #DIV/0!, a formula without a value, a time of day."""

    kind: str
    shown: str


Value: TypeAlias = "str | int | bool | Number | Day | Strange"
"""What a cell holds; an empty cell is left out."""

Cells: TypeAlias = "Mapping[int, Value]"
"""The cells of a row by column; the first is 0."""

ERROR, NO_VALUE, TIME = "error", "no value", "time"
"""The kinds of what states nothing."""


@attrs.frozen(eq=False)
class Sheet:
    """A sheet. `rows` are those that hold something, each with its number; the first is 1.

    `file` is what findings call the file, `title` the sheet (empty: the file has no sheets). `formulas`, `merged` and
    `hidden_rows` are places of which readers tell.
    """

    file: str
    title: str
    rows: Sequence[tuple[int, Cells]]
    is_hidden: bool = False
    formulas: int = 0
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()

    def place(self, row: int, column: int | None = None) -> str:
        """A row or a cell, as findings tell it: `facts.xlsx 专利合同!C7`."""
        at = f"{letters(column)}{row}" if column is not None else str(row)
        return f"{self.file} {self.title}!{at}" if self.title else f"{self.file} {at}"


def letters(column: int) -> str:
    """The letters of a column; the first is 0."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def place_of(letters_and_row: str) -> tuple[int, int]:
    """Row and column of a place such as `C7`."""
    word = letters_and_row.rstrip("0123456789")
    column = 0
    for letter in word:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(letters_and_row[len(word) :]), column - 1


def filled(rows: Sequence[tuple[int, Cells]]) -> Iterator[tuple[int, int, Value]]:
    """Every cell that holds something, with its row and column."""
    for row, cells in rows:
        for column, value in cells.items():
            yield row, column, value
