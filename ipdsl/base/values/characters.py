"""Invisible characters and foreign digits, which are not allowed in pages, ids and names.

The standard library does not have Unicode's property `Default_Ignorable_Code_Point`, so its ranges are listed here.
They are those of `DerivedCoreProperties.txt` (Unicode 16.0), one range per line as in that file; a test computes them
again. Also listed are controls, surrogates, formats, line ends, and characters that Unicode names a blank or a filler
but not ignorable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Characters that Unicode ignores by default: marks without width, fillers, selectors of variants."""

FORMATS = (
    (0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0xFFF9, 0xFFFB),
    (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F),
)  # fmt: skip
"""The other characters of category `Cf`: they format the text next to them."""

FILLERS = (
    (0x2422, 0x2422), (0x2800, 0x2800), (0xA8F9, 0xA8F9), (0x10AF6, 0x10AF6), (0x1144E, 0x1144E), (0x11945, 0x11945),
    (0x13441, 0x13442), (0x16FE4, 0x16FE4), (0x1D159, 0x1D159),
)  # fmt: skip
"""Characters that Unicode names a blank or a filler and no other list has, and an invisible note head (U+1D159)."""

CONTROLS = ((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x2028, 0x2029), (0xD800, 0xDFFF), (0xFFFE, 0xFFFF))
"""Controls except tab and line feed, ends of lines and paragraphs, surrogates, and two that no XML may have."""

BLANKS = ((0x09, 0x0A), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F),
          (0x3000, 0x3000))  # fmt: skip
"""Blanks other than the space: allowed in a page, not in a name."""


def _class(*ranges: tuple[tuple[int, int], ...]) -> str:
    """The inner part of a character class."""
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for part in ranges for first, last in part)


# The patterns are compiled on first use, because such large sets take milliseconds.


@cache
def hidden_pattern() -> re.Pattern[str]:
    """Characters not allowed in a page, because they make a text look different from how it is read."""
    return re.compile(f"[{_class(IGNORABLE, FORMATS, FILLERS, CONTROLS)}]")


RANGES_IN_NAMES = (*IGNORABLE, *FORMATS, *FILLERS, *CONTROLS, *BLANKS)


def visible(text: str) -> str:
    """The text with control, bidirectional and invalid characters written out: `<U+202E>`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"<U+{ord(c):04X}>" if _is_hidden(c) else c for c in text)


def _is_hidden(char: str) -> bool:
    """Whether a character is invisible, controls the terminal or is in no font."""
    return char in "\t\n" or hidden_pattern().match(char) is not None or unicodedata.category(char) in {"Co", "Cn"}


@cache
def hidden_in_names() -> re.Pattern[str]:
    """Characters not allowed in an id or a name."""
    return re.compile(f"[{_class(RANGES_IN_NAMES)}]")


FOREIGN_DIGIT = re.compile("(?![0-9\uff10-\uff19])\\d")
"""A decimal digit of another script."""


OTHER_SCRIPTS = "\u0370-\u03ff\u0400-\u052f\u1c80-\u1c8f\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f"
"""Greek and Cyrillic, scripts with many letters that look like Latin ones."""


@cache
def _scripts() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of a letter of these scripts, a Latin letter, and a word of either.

    A Chinese character ends a word, because Chinese has no blanks between words.
    """
    return (
        re.compile(f"(?![\\W\\d_])[{OTHER_SCRIPTS}]"),
        re.compile("(?![\\W\\d_])[A-Za-z\u00c0-\u024f]"),
        re.compile(f"(?:(?!\\W)[0-9A-Za-z_\u00c0-\u024f{OTHER_SCRIPTS}])+"),
    )


def mixed_script_offset(text: str, start: int = 0, end: int | None = None) -> int | None:
    """The offset of the first Greek or Cyrillic letter in a word with Latin letters: `аmount` with a Cyrillic `а`."""
    if text.isascii():
        return None
    other, latin, words = _scripts()
    if not other.search(text):
        return None
    for word in words.finditer(text, start, len(text) if end is None else end):
        if latin.search(word.group()) and (letter := other.search(word.group())) is not None:
            return word.start() + letter.start()
    return None


_LOOK_ALIKES = (
    ("АВЕЅІЈКМНОРСТУХҮԌԚԜһԁ", "ABESIJKMHOPCTYXYGQWHD"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
)
"""Letters of other scripts, each with the Latin letter that it looks like; capitals if the capitals look the same."""
DASHES = "‐‑‒–—―−"
"""Dashes other than `-`."""
APOSTROPHES = "'‘’‛＇ʹʼˈ′‵`｀´ˋ"
"""Signs like the one by which a spreadsheet marks a text."""
_QUOTED = re.compile('=?"(.*)"', re.DOTALL)
"""A text in quotation marks, or a formula that is a text: `="0001"`."""
_TO_LATIN = {ord(of.casefold()): latin.casefold() for row in _LOOK_ALIKES for of, latin in zip(*row, strict=True)} | {
    ord(sign): to for signs, to in ((DASHES, "-"), (APOSTROPHES, "'"), ("“”＂", '"')) for sign in signs
}


def folds_case_only(text: str) -> bool:
    """Whether the key of a name is the name in lower case: ASCII without the signs that mark a text."""
    return text.isascii() and "'" not in text and "`" not in text and '"' not in text


def fold_name(name: str) -> str:
    """A key that is equal for names that look the same: NFKC, lower case, Latin letters for those that look Latin.

    All dashes are one, and the signs with which a spreadsheet marks a text are left out: `'0001` and `="0001"`.
    """
    if folds_case_only(name):
        return name.casefold()
    plain = name if name.isascii() else unicodedata.normalize("NFKC", name.translate(_TO_LATIN))
    folded = plain.casefold().translate(_TO_LATIN).strip("'")
    return _QUOTED.sub(r"\1", folded) if folded.endswith('"') else folded
