"""A text without the line ends that only the printed page made, so that a figure across two lines is read as one.

In: a text in narrow forms. Out: the same without those line ends, and where each of its characters stood. A line end
stays before what looks like a head or an item, at an empty line, between two digits, and after any other mark.

An official text with the characters brought to one form, each in its place: offsets stay what they were.
"""

from __future__ import annotations

import re
from itertools import chain

import attrs

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(
    [0x3000, 0x00A0, 0x1680, *range(0x2000, 0x200E), 0x202F, 0x205F, 0x2060, 0xFEFF, 0x0B, 0x0C], 0x20
)
_DASHES = dict.fromkeys(map(ord, "—–―‐‑‒−﹣〜∼"), ord("-"))
_OTHER_CHARACTERS = {
    ord("﹪"): ord("%"),
    ord("∶"): ord(":"),
    ord("﹕"): ord(":"),
    ord("﹒"): ord("."),
    ord("○"): ord("〇"),
    ord("\t"): 0x20,
    ord("萬"): ord("万"),
    ord("億"): ord("亿"),
    ord("圓"): ord("圆"),
}
_TABLE = _FULL_WIDTH | _SPACES | _DASHES | _OTHER_CHARACTERS


def narrow(text: str) -> str:
    """Narrow digits and marks, plain spaces, one kind of dash; every character stands where it stood."""
    return text.translate(_TABLE)


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
