"""The two surfaces of the language: one tree, two grammars. Each sentence of a page is in one of them."""

from __future__ import annotations

import enum
import re
from collections.abc import Container

_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[A-Za-z]+")
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


def likely(text: str, begins: Container[str]) -> tuple[Surface, ...]:
    """The surfaces in which a sentence may be, the likely one first. `begins` are the English words that begin one:
    after another word of Latin letters, a name, Chinese words make it a Chinese sentence.
    """
    if text.isascii():
        return (Surface.ENGLISH,)
    if not _CHINESE.search(_QUOTED.sub("", text)):
        return Surface.ENGLISH, Surface.CHINESE
    first = _WORD.match(text)
    both = Surface.CHINESE, Surface.ENGLISH
    return both[::-1] if first is not None and first.group().lower() in begins else both
