"""An official text with the characters brought to one form, each in its place: offsets stay what they were."""

from __future__ import annotations

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
