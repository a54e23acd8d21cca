"""Plain text layout: wraps lines, counts wide characters twice, and makes invisible characters visible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import hidden_pattern

WIDTH = 100

_HAN, _OPEN, _CLOSE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef", r"（《“‘〔【(\[", r"），。；：、？！》”’〕】…"
_ASCII_WORD = re.compile(r"(\s*)(\S+)")


@cache
def _word() -> re.Pattern[str]:
    """A word with the spaces before it: a run without spaces or Chinese, or one Chinese character with its punctuation.

    It is compiled on demand because large character sets take milliseconds to compile.
    """
    return re.compile(rf"(\s*)([{_OPEN}]*(?:[{_HAN}]|[^\s{_HAN}]+)[{_CLOSE}]*)")


_LINE_ENDS = str.maketrans("\t\n\r\u2028\u2029", "     ")


def clean(text: str) -> str:
    """The text on one line; control and invisible characters are written as `<U+001B>`."""
    if text.isascii() and text.isprintable():
        return text
    return hidden_pattern().sub(lambda match: f"<U+{ord(match.group()):04X}>", text.translate(_LINE_ENDS))


def width(text: str) -> int:
    """The number of columns of the text."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def wrap(text: str, indent: str = "", hanging: str | None = None, *, within: int = WIDTH) -> list[str]:
    """Wrap the text at `within` columns; further lines have the hanging indent."""
    hanging = indent if hanging is None else hanging
    lines: list[str] = []
    current, taken = indent, width(indent)
    is_empty = True
    for glue, word in _words(clean(text), within - max(width(indent), width(hanging)) - 1):
        between = "" if is_empty else glue
        if not is_empty and taken + len(glue) + width(word) > within:
            lines.append(current)
            current, taken, between = hanging, width(hanging), ""
        current += between + word
        taken += len(between) + width(word)
        is_empty = False
    return [*lines, current] if not is_empty else lines


def _words(text: str, most: int) -> Iterator[tuple[str, str]]:
    """The words of a text, each with the separator before it.

    A word that is too wide is broken. Chinese may be broken between any two characters, but not before a closing or
    after an opening punctuation mark.
    """
    for blanks, word in (_ASCII_WORD if text.isascii() else _word()).findall(text):
        glue = " " if blanks else ""
        if width(word) <= most:
            yield glue, word
            continue
        part, taken = "", 0
        for c in word:
            if taken + width(c) > most:
                yield glue, part
                part, taken, glue = "", 0, ""
            part += c
            taken += width(c)
        yield glue, part


def sides(left: str, right: str, indent: str = "") -> list[str]:
    """Lines with an amount at the right edge and the text wrapped at the left."""
    room = WIDTH - width(right) - 2
    lines = wrap(left, indent, indent + "  ")
    if not lines:
        return [" " * (WIDTH - width(right)) + right]
    if width(lines[-1]) > room:
        lines.append(indent)
    lines[-1] += " " * (WIDTH - width(right) - width(lines[-1])) + right
    return lines


# ---------------------------------------------------------------------------------------------- lines without layout


@attrs.frozen(eq=False, repr=False)
class TextLine(ValueObject):
    """A line of a report, with an amount if there is one; wrapped lines have the hanging indent."""

    text: str
    sum: str | None = None
    indent: str = ""
    hanging: str | None = None


def note(text: str, indent: str = "", hanging: str | None = None) -> TextLine:
    """A text without an amount."""
    return TextLine(text, None, indent, hanging)


def side(text: str, sum_: str, indent: str = "") -> TextLine:
    """A text with an amount at the right edge."""
    return TextLine(text, sum_, indent)


def lay_out(lines: Iterable[TextLine]) -> Iterator[str]:
    """The lines as plain text."""
    for line in lines:
        if line.sum is None:
            yield from wrap(line.text, line.indent, line.hanging)
        else:
            yield from sides(line.text, line.sum, line.indent)
