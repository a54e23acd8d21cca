"""One physical line: quotations, comment, full-width forms, characters that are not allowed.

Input: a line as written. Output: its code, in which one narrow character replaces each full-width one, so that columns
stay the same. Quotations keep their place and length in the code; their text is read from the line as written.
"""

from __future__ import annotations

import re
import unicodedata

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import FOREIGN_DIGIT, hidden_pattern, mixed_script_offset
from ipdsl.base.values.written_values import FULL_WIDTH

TRANSLATION = {code: chr(narrow) for code, narrow in FULL_WIDTH.items()} | {
    0x3000: " ", 0xA0: " ", 0x09: " ", 0x3001: ",", 0x30FB: "·", 0x2022: "·", 0xFF61: "。", 0x3010: "[", 0x3011: "]",
} | {radical: unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)}  # fmt: skip
"""Narrow marks for wide ones, and characters for radicals that look like them, as in text copied from a PDF."""

_PART = re.compile(r'["＂][^"＂]*["＂]?|[“《]|[#＃].*|[^"＂“《#＃]+', re.DOTALL)
_QUOTATION = re.compile(r'"[^"]*"')
_PAIRS = {"“": "”", "《": "》"}
_DIGIT = "[0-9\uff10-\uff19]"
_ODD = re.compile(f"{FOREIGN_DIGIT.pattern}|(?<={_DIGIT})、(?={_DIGIT}{{3}}(?!{_DIGIT}))")
INDENT = re.compile(r"[ \t\u00a0\u3000]*")


@attrs.frozen(eq=False, repr=False)
class ScannedLine(ValueObject):
    """The parts of a line. `code` has no comment and no blanks at its end; its quotations begin and end with `"`.

    Offsets are `None` if the line has no such character. `open_quote_offset`: an unclosed quotation mark.
    `control_offset`: the first character that is not allowed on a page. `odd_offset`: in the code, the first digit of
    another script, `、` in a number, or letter of another script in a Latin word.
    """

    code: str
    comment: str | None
    open_quote_offset: int | None
    control_offset: int | None
    odd_offset: int | None = None


def mask_quotations(code: str, mark: str) -> str:
    """Code with a mark in place of each character of its quotations."""
    return _QUOTATION.sub(lambda quoted: mark * len(quoted.group()), code)


def scan(line: str) -> ScannedLine:
    """Split one line into its parts."""
    first_hidden = None if line.isprintable() and line.isascii() else hidden_pattern().search(line)
    control = first_hidden.start() if first_hidden else None
    if not any(mark in line for mark in '"＂“《#＃'):
        return ScannedLine(_finish(line.translate(TRANSLATION), line), None, None, control, _odd_offset(line))
    parts: list[str] = []
    odd: int | None = None
    comment: str | None = None
    offset = 0
    while offset < len(line):
        match = _PART.match(line, offset)
        piece = match.group() if match else line[offset]
        if piece[0] in "#＃":
            comment = piece[1:].strip()
            break
        if piece[0] in '"＂“《':
            if piece[0] in _PAIRS:
                piece = _nested_quotation(line, offset)
            if len(piece) == 1 or piece[-1] not in _PAIRS.get(piece[0], '"＂'):
                return ScannedLine("".join(parts), None, offset, control)
            parts.append('"' + re.sub(r'["\n]', "'", piece[1:-1]) + '"')
        else:
            parts.append(piece.translate(TRANSLATION))
            odd = _odd_offset(line, offset, offset + len(piece)) if odd is None else odd
        offset += len(piece)
    return ScannedLine(_finish("".join(parts), line), comment, None, control, odd)


def _odd_offset(line: str, start: int = 0, end: int | None = None) -> int | None:
    """The `odd_offset` of a part of a line."""
    if line.isascii():
        return None
    odd = _ODD.search(line, start, len(line) if end is None else end)
    places = [mixed_script_offset(line, start, end), None if odd is None else odd.start()]
    return min((place for place in places if place is not None), default=None)


def _nested_quotation(line: str, start: int) -> str:
    """The quotation that begins with `“` or `《`; it may contain pairs of the same marks."""
    depth, opens = 0, line[start]
    for end in range(start, len(line)):
        depth += {opens: 1, _PAIRS[opens]: -1}.get(line[end], 0)
        if depth == 0:
            return line[start : end + 1]
    return line[start]


def _finish(code: str, line: str) -> str:
    """The code without blanks and a Chinese full stop or semicolon at its end."""
    code = code.rstrip(" ")
    if code.endswith(";") and line[len(code) - 1] == "；":
        code = code[:-1]
    return code.removesuffix("。").rstrip(" ")


_CHINESE = re.compile("[\u3400-\u9fff]")
_ENGLISH = re.compile("(?<![A-Za-z])[a-z]+(?![A-Za-z])")


def has_chinese(text: str) -> bool:
    """Whether any character of a text is Chinese."""
    return _CHINESE.search(text) is not None


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese, possibly with English quotations or names.

    Words in lower case are English; names such as LPR or ISO do not count.
    """
    letters = sum(map(len, _ENGLISH.findall(text)))
    return len(_CHINESE.findall(text)) > letters


def quote(text: str) -> str:
    """A text as it is written on a page: in `"…"`, or in `“…”` if it contains a straight mark."""
    return f"“{text}”" if '"' in text or "＂" in text else f'"{text}"'
