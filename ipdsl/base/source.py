"""Source texts and the places in them.

A place is a half-open range of lines and columns, both counted from 1, columns in characters.
Places carry no text: `Sources` finds the lines again when a finding is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeVar, cast

import attrs

from ipdsl.base.value_object import ValueObject

Result = TypeVar("Result")


@attrs.frozen(order=True)
class Span:
    """A range of characters in one file; `end_column` is one past the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def extend_to(self, other: Span) -> Span:
        """The range from the start of this place to the end of the other, in the same file."""
        return Span(self.file, self.line, self.column, other.end_line, other.end_column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen(eq=False, repr=False)
class Source(ValueObject):
    """A text and the name that findings show for it."""

    name: str
    text: str = attrs.field(repr=False)

    def lines(self) -> list[str]:
        """The physical lines without line ends; CRLF and CR also end a line."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


_END_OF_LINE = re.compile("\r\n?|\n")


@attrs.frozen(eq=False, repr=False, slots=False)
class TextPositions(ValueObject):
    """Lines and columns of offsets in a text; the line starts are computed for the first finding."""

    source: Source

    def span(self, offset: int, length: int) -> Span:
        """The span of `length` characters from an offset, in a single line."""
        line, column = self._line_and_column(offset)
        return Span(self.source.name, line, column, line, column + length)

    def span_between(self, start: int, end: int) -> Span:
        """The span from an offset to the offset after its last character, which may be in a later line."""
        return Span(self.source.name, *self._line_and_column(start), *self._line_and_column(end))

    @property
    def line_count(self) -> int:
        """The number of lines."""
        return len(self._starts)

    def line_range(self, number: int) -> tuple[int, int]:
        """The offsets of the begin of a line and of the begin of the next one."""
        starts = [*self._starts, len(self.source.text)]
        return starts[number - 1], starts[number]

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _END_OF_LINE.finditer(self.source.text))]


@attrs.define(eq=False, repr=False)
class Sources:
    """The texts read in one run by name, and the results computed from them: several pages may use the same text."""

    _by_name: dict[str, Source] = attrs.field(factory=dict, alias="by_name")
    _results: dict[tuple[str, Source], object] = attrs.field(factory=dict, init=False, repr=False, eq=False)
    _lines: dict[str, list[str]] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    def add(self, source: Source) -> Source:
        self._by_name[source.name] = source
        self._lines.pop(source.name, None)
        return source

    def update(self, other: Sources) -> None:
        """Add the texts of another run."""
        for source in other:
            self.add(source)

    def get_or_make(self, stage: str, source: Source, make: Callable[[Source], Result]) -> Result:
        """The result of a stage for a text, computed once per run."""
        if (stage, source) not in self._results:
            self._results[stage, source] = make(source)
        return cast("Result", self._results[stage, source])

    def get(self, name: str) -> Source | None:
        return self._by_name.get(name)

    def line(self, name: str, number: int) -> str | None:
        """The physical line of that number, or `None` if it does not exist."""
        source = self._by_name.get(name)
        if source is None:
            return None
        lines = self._lines.get(name)
        if lines is None:
            lines = self._lines[name] = source.lines()
        return lines[number - 1] if 1 <= number <= len(lines) else None

    def line_at(self, place: Span) -> str | None:
        """The physical line of a place that has only the file name without its folder, as places of clauses do."""
        named = (name for name in self._by_name if re.split(r"[/\\]", name)[-1] == place.file)
        return next((self.line(name, place.line) for name in named), None)

    def __iter__(self) -> Iterator[Source]:
        return iter(self._by_name.values())
