"""The places of cells, and the names of the sheets that only programs read."""

from __future__ import annotations

LISTS = "_lists"
"""The sheet with the lists to choose from.

Its first row has the mark of the template and the audience; policies follow.
"""

LEDGER = "_ledger"
"""The hidden sheet of a bureau's workbook with the lines of its ledger."""


def column_letters(column: int) -> str:
    """The letters of a column, counted from 0."""
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
