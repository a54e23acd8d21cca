"""A document that was read: its text, and where each line of it stands."""

from __future__ import annotations

import enum

import attrs

from ipdsl.base.findings.finding import Diagnostic

LIMIT = 500_000
"""Characters: many times an official document."""
WORD, PDF = "Word", "PDF"


class LineUnit(enum.Enum):
    """What the lines of a document are called."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    ROW = "row"
    """A row of a table: the numbers of the table and of the row."""
    PAGE = "page"
    """A line of a page: the numbers of the page and of the line on it."""


@attrs.frozen
class DocumentPlace:
    """Where a line of the text stands in the document."""

    unit: LineUnit
    numbers: tuple[int, ...]


@attrs.frozen
class OfficialDocument:
    """The text of a document. `places` has one place a line; none where the lines are those of the file itself.

    `notes` are findings about the reading, `omitted_lines` counts lines that are page numbers and running heads.
    """

    text: str
    places: tuple[DocumentPlace, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    omitted_lines: int = 0

    def place(self, line: int) -> DocumentPlace:
        """The place of a line of the text."""
        return self.places[line - 1] if self.places else DocumentPlace(LineUnit.LINE, (line,))
