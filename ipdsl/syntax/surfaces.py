"""The two surfaces of the language: one tree, two grammars. Each sentence of a page is in one of them."""

from __future__ import annotations

import enum
import re
from collections.abc import Container

_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[A-Za-z]+")
_NUMBERS = re.compile(r"\d+年\d+月\d+日|\d{4}年度?(?!\w)|\d[\d.,]*[百千万亿]?元?")
"""Numbers as an English sentence has them too."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Surface(enum.Enum):
    """A surface, by the files of its grammar, of its keywords and of its tables."""

    ENGLISH = "ipdsl.lark", "keywords.toml", "tables.json"
    CHINESE = "chinese.lark", "chinese.toml", "chinese.json"

    @property
    def grammar(self) -> str:
        return self.value[0]

    @property
    def keywords(self) -> str:
        return self.value[1]

    @property
    def tables(self) -> str:
        return self.value[2]


ENGLISH_ALONE = (Surface.ENGLISH,)
ENGLISH_FIRST = Surface.ENGLISH, Surface.CHINESE
CHINESE_FIRST = Surface.CHINESE, Surface.ENGLISH


def likely(
    text: str, begins: Container[str], begins_chinese: tuple[str, ...], above: tuple[Surface, ...]
) -> tuple[Surface, ...]:  # fmt: skip
    """The surfaces in which a sentence may be, the likely one first.

    `begins` and `begins_chinese` are the words with which a sentence begins, `above` is what the sentence above it was
    told: one that begins with a name or a number goes with it.
    """
    if text.isascii():
        return ENGLISH_ALONE
    plain = _NUMBERS.sub("", _QUOTED.sub("", text))
    if not _CHINESE.search(plain):
        return ENGLISH_FIRST
    if begins_with(text, begins):
        return ENGLISH_FIRST
    is_chinese = text.startswith(begins_chinese) or above[0] is Surface.CHINESE
    return CHINESE_FIRST if is_chinese else ENGLISH_FIRST


def begins_with(text: str, words: Container[str]) -> bool:
    """Whether the first word of a text, in Latin letters, is one of these."""
    first = _WORD.match(text)
    return first is not None and first.group().lower() in words
