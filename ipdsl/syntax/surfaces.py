"""In which surface a sentence is, before any grammar is asked: its first word tells, else the sentence above it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from ipdsl.syntax import keywords
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import SentenceLine

_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[A-Za-z]+")
_NUMBERS = re.compile(r"\d+年\d+月\d+日|\d{4}年度?(?!\w)|\d[\d.,]*[百千万亿]?元?")
"""Numbers as an English sentence has them too."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CHINESE_FIELD = re.compile(r'\w+ "[^"]*" [\u4e00-\u9fff]')
"""A field that has the name of an English keyword, with its label and its type: `level "级别" 级别`."""
_ENGLISH_OPENERS = {"if", "as", "at", "more", "less", "between", "otherwise", "not", "no"}
"""Words that begin English sentences and rows beside those that stand nowhere else."""
_CHINESE_OPENERS = (
    "FOR", "FROM", "PER", "PER_YEAR", "EVERY_YEAR_FOR", "WHOEVER", "MUST", "BY", "BY_END", "WHOLE", "HAS_NO",
    "OTHERWISE",
)  # fmt: skip


def assign_surfaces(lines: Iterable[SentenceLine], surface_above: Surface = Surface.CHINESE) -> None:
    """Say of each sentence in which surfaces it may be, the likely one first; `surface_above` is that of the sentence
    above.

    One that is Chinese is that alone: read as English, its verbs would be names.
    """
    for line in lines:
        first = _likely(line.text, surface_above)
        if not line.text.isascii():
            line.surfaces = (first,) if first is Surface.CHINESE else tuple(Surface)
        assign_surfaces(line.children, first)


def _likely(text: str, surface_above: Surface) -> Surface:
    """The surface of a sentence. One that begins with a name or a number goes with the sentence above it."""
    first = _WORD.match(text)
    if first is not None and first.group().lower() in _english() and not _CHINESE_FIELD.match(text):
        return Surface.ENGLISH
    if text.isascii():
        return surface_above
    if not _CHINESE.search(_NUMBERS.sub("", _QUOTED.sub("", text))):
        return Surface.ENGLISH
    return Surface.CHINESE if text.startswith(_chinese()) else surface_above


@functools.cache
def _english() -> frozenset[str]:
    """The words with which an English sentence may begin."""
    begin = (k for k in keywords.table().values() if k.begins_sentence)
    return frozenset(_ENGLISH_OPENERS).union(phrase.split()[0].lower() for k in begin for phrase in k.phrases)


@functools.cache
def _chinese() -> tuple[str, ...]:
    """The words with which a Chinese sentence may begin, beside names and numbers."""
    sentence_keywords = (k for k in keywords.chinese().values() if k.begins_sentence or k.terminal in _CHINESE_OPENERS)
    return ("第", *(word for k in sentence_keywords for word in k.phrases))
