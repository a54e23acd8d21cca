"""The line of a finding as a terminal shows it: wide characters, tabs, very long lines, what cannot be seen.

In: one physical line and a place in it. Out: the text to print, and the columns of the terminal to underline. A place
that covers several lines is underlined to the end of its first line.
"""

from __future__ import annotations

import unicodedata

import attrs

from ipdsl.source import Span
from ipdsl.value_object import ValueObject
from ipdsl.values.characters import hidden_pattern

TAB = 4
MAX_COLUMNS = 110
COLUMNS_BEFORE = 60
ELLIPSIS = "…"


@attrs.frozen(eq=False, repr=False)
class Excerpt(ValueObject):
    """A line to print with its number, and the columns to underline."""

    number: int
    text: str
    offset: int
    width: int


def visible(text: str) -> str:
    """The text with control, bidirectional and broken characters written out: `<U+202E>`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_code_point(c) if _is_hidden(c) else c for c in text)


def width(text: str) -> int:
    """Columns that a visible text takes; an East Asian wide character takes two, a combining one none."""
    return sum(_columns(c) for c in text)


def excerpt(line: str, span: Span) -> Excerpt:
    """The line around the place, at most `MAX_COLUMNS` columns and a little."""
    start = min(max(span.column - 1, 0), len(line))
    end = len(line) if span.end_line > span.line else min(max(span.end_column - 1, start), len(line))
    first, last = _window(line, start, end)
    before = "".join(_visible_char(c) for c in line[first:start])
    part = "".join(_visible_char(c) for c in line[start : min(end, last)])
    after = "".join(_visible_char(c) for c in line[min(end, last) : last])
    left = ELLIPSIS if first > 0 else ""
    right = ELLIPSIS if last < len(line) else ""
    return Excerpt(span.line, left + before + part + after + right, width(left + before), max(width(part), 1))


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    """The part of a line to show: all of a short one, else what stands around the place."""
    if len(line) <= MAX_COLUMNS and width("".join(_visible_char(c) for c in line)) <= MAX_COLUMNS:
        return 0, len(line)
    first, room = start, COLUMNS_BEFORE
    while first > 0 and room > 0:
        first -= 1
        room -= width(_visible_char(line[first]))
    last, room = start, MAX_COLUMNS - (COLUMNS_BEFORE - max(room, 0))
    while last < len(line) and room > 0:
        room -= width(_visible_char(line[last]))
        last += 1
    return first, last


def _visible_char(char: str) -> str:
    if char == "\t":
        return " " * TAB
    return _code_point(char) if _is_hidden(char) else char


def _is_hidden(char: str) -> bool:
    """What nobody sees or a terminal obeys, and characters that no font has."""
    return char in "\t\n" or hidden_pattern().match(char) is not None or unicodedata.category(char) in {"Co", "Cn"}


def _code_point(char: str) -> str:
    return f"<U+{ord(char):04X}>"


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
