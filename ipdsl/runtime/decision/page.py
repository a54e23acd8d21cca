"""Lines of plain text: wrapped at a width that counts wide characters twice; what cannot be seen is written out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ipdsl.values.characters import HIDDEN

WIDTH = 100

_LINE_ENDS = str.maketrans("\t\n\r\u2028\u2029", "     ")


def clean(text: str) -> str:
    """The text on one line, with characters written out that a terminal would obey or nobody would see: `<U+001B>`."""
    if text.isascii() and text.isprintable():
        return text
    return HIDDEN.sub(lambda found: f"<U+{ord(found.group()):04X}>", text.translate(_LINE_ENDS))


def width(text: str) -> int:
    """Columns that the text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """The text in lines of at most `WIDTH` columns, further lines with the hanging indent."""
    hanging = indent if hanging is None else hanging
    lines: list[str] = []
    current, taken = indent, width(indent)
    is_empty = True
    for word in _words(clean(text), WIDTH - max(width(indent), width(hanging)) - 1):
        glue = "" if is_empty else " "
        if not is_empty and taken + 1 + width(word) > WIDTH:
            lines.append(current)
            current, taken, glue = hanging, width(hanging), ""
        current += glue + word
        taken += len(glue) + width(word)
        is_empty = False
    return [*lines, current] if not is_empty else lines


def _words(text: str, most: int) -> Iterator[str]:
    """Words at blanks; a word that is too wide is broken, as Chinese is."""
    for word in text.split():
        if width(word) <= most:
            yield word
            continue
        part, taken = "", 0
        for c in word:
            if taken + width(c) > most:
                yield part
                part, taken = "", 0
            part += c
            taken += width(c)
        yield part


def sides(left: str, right: str, indent: str = "") -> list[str]:
    """A text with a sum at the right edge, the text wrapped beside it."""
    room = WIDTH - width(right) - 2
    lines = wrapped(left, indent, indent + "  ")
    if not lines:
        return [" " * (WIDTH - width(right)) + right]
    if width(lines[-1]) > room:
        lines.append(indent)
    lines[-1] += " " * (WIDTH - width(right) - width(lines[-1])) + right
    return lines
