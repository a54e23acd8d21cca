"""Bring an official text to one form: narrow characters, and no line breaks of the printed page.

`narrow` replaces characters one by one, so offsets do not change. `unwrap` removes soft line breaks, so that a figure
on two lines is read as one figure. Input: a text in narrow form. Output: the text without soft line breaks, and the
original offset of each character. A line break remains before a heading or an item, at an empty line, between two
digits, and after any other mark.
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
    """Convert to narrow digits and marks, plain spaces and one kind of dash. No offset changes."""
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
    """The text, and the original offset of each of its characters and of its end."""

    text: str
    offsets: tuple[int, ...]


def unwrap(text: str) -> UnwrappedText:
    """Remove the soft line breaks."""
    ranges: list[range] = []
    offset = 0
    for match in _SOFT.finditer(text):
        if text[match.start() - 1].isdecimal() and text[match.end()].isdecimal():
            continue  # ambiguous: two numbers, or one number on two lines
        ranges.append(range(offset, match.start()))
        offset = match.end()
    ranges.append(range(offset, len(text)))
    return UnwrappedText("".join(text[part.start : part.stop] for part in ranges), (*chain(*ranges), len(text)))
