"""A text without the line ends that only the printed page made, so that a figure across two lines is read as one.

In: a text in narrow forms. Out: the same without those line ends, and where each of its characters stood. A line end
stays before what looks like a head or an item, at an empty line, between two digits, and after any other mark.
"""

from __future__ import annotations

import re
from itertools import chain

import attrs

_GOES_ON = r"\u4e00-\u9fff〇0-9+·“”〔〕%"
_NUMBER = r"(?:\d{1,3}|[〇一二三四五六七八九十百]{1,6})"
_HEAD = (
    rf"[ #>*【]*(?:第\s*(?:[(]\s*)?{_NUMBER}\s*(?:[)]\s*)?[编章节条]|{_NUMBER}\s*[、.,:)](?!\d)|[(]\s*{_NUMBER}\s*[)])"
)
_SOFT = re.compile(
    rf"(?:(?<=[{_GOES_ON}(])[ ]{{0,40}}\n[ ]{{0,40}}(?!{_HEAD})(?=[{_GOES_ON})])"
    r"|(?<=[^\s]\d[.-])\n(?=\d)|(?<=\d)\n(?=[.-]\d))"
)


@attrs.frozen
class UnwrappedText:
    """The text, and the offset at which each of its characters stood; one offset more is that of the end."""

    text: str
    offsets: tuple[int, ...]


def unwrap(text: str) -> UnwrappedText:
    """Take the soft line ends out."""
    ranges: list[range] = []
    offset = 0
    for match in _SOFT.finditer(text):
        if text[match.start() - 1].isdecimal() and text[match.end()].isdecimal():
            continue  # two numbers, or one that was cut: nobody can tell
        ranges.append(range(offset, match.start()))
        offset = match.end()
    ranges.append(range(offset, len(text)))
    return UnwrappedText("".join(text[part.start : part.stop] for part in ranges), (*chain(*ranges), len(text)))
