"""A document that was read: its text, and the place of each line."""

from __future__ import annotations

import enum

import attrs

from ipdsl.base.findings.finding import Diagnostic

LIMIT = 500_000
"""In characters, many times the length of an official document."""
WORD, PDF = "Word", "PDF"


class LineUnit(enum.Enum):
    """The unit in which lines of a document are counted."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    ROW = "row"
    """A row of a table: the number of the table and the number of the row."""
    PAGE = "page"
    """A line of a page: the number of the page and the number of the line on it."""


@attrs.frozen
class DocumentPlace:
    """The place of a line of the text in the document."""

    unit: LineUnit
    numbers: tuple[int, ...]


@attrs.frozen
class OfficialDocument:
    """The text of a document. `places` has one place per line; it is empty if the lines are the lines of the file.

    `notes` are findings about the reading. `omitted_lines` counts page numbers and running heads.
    """

    text: str
    places: tuple[DocumentPlace, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    omitted_lines: int = 0

    def place(self, line: int) -> DocumentPlace:
        """The place of a line of the text."""
        return self.places[line - 1] if self.places else DocumentPlace(LineUnit.LINE, (line,))
