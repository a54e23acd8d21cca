"""Places of pages and of the protocol. The protocol counts lines from 0, and columns in units of the client's encoding.

Lines of the protocol end with CR LF, LF or CR, as lines of a page do.
"""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types
from pygls.workspace import PositionCodec

from ipdsl.base.source import Span


class Places:
    """Converts places by the encoding that client and server agreed on."""

    def __init__(self, encoding: types.PositionEncodingKind | str | None = None) -> None:
        self._codec = PositionCodec(types.PositionEncodingKind(encoding or types.PositionEncodingKind.Utf16))

    def range_of(self, span: Span, lines: Sequence[str]) -> types.Range:
        """The range of a place on a page with these lines."""
        return types.Range(
            self._position(span.line, span.column, lines), self._position(span.end_line, span.end_column, lines)
        )

    def _position(self, line: int, column: int, lines: Sequence[str]) -> types.Position:
        if line > len(lines):
            return types.Position(line - 1, 0)
        return types.Position(line - 1, self._codec.client_num_units(lines[line - 1][: column - 1]))

    def line_and_column(self, position: types.Position, lines: Sequence[str]) -> tuple[int, int]:
        """The line and the column of a position, both counted from 1; a column behind the end is the end."""
        if position.line >= len(lines):
            return position.line + 1, 1
        inside = self._codec.position_from_client_units(lines, position)
        return inside.line + 1, inside.character + 1

    def width(self, text: str) -> int:
        """The length of a text in units of the client."""
        return int(self._codec.client_num_units(text))
