"""Content of a Chinese cell: the same named values as the English one, and no English words except names."""

from __future__ import annotations

import re
import string

NAMES = {
    "CNY",
    "CSV",
    "Excel",
    "GB",
    "GBK",
    "ISO",
    "JSON",
    "MB",
    "OCR",
    "PDF",
    "UTF",
    "Unicode",
    "Word",
    "doc",
    "docx",
    "ipdsl",
}
"""Latin words that are used in Chinese text."""

WORD = re.compile("[A-Za-z][A-Za-z_]*")


def named_values(cell: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(cell) if name is not None}


def english_in(cell: str) -> list[str]:
    """The Latin words outside backticks and braces that are not names."""
    plain = re.sub(r"`[^`]*`|(?<!\{)\{\w+\}|U\+[0-9A-F]+", " ", cell)
    return [word for word in WORD.findall(plain) if word not in NAMES]
