"""Official wording read into sentences of the language: the entry for both languages."""

from __future__ import annotations

from collections.abc import Sequence

from ipdsl.driver.advice.blocks import Block
from ipdsl.driver.advice.chinese import sentences as chinese
from ipdsl.driver.advice.english import sentences as english
from ipdsl.driver.advice.forms import lines_of
from ipdsl.driver.advice.words import Words
from ipdsl.semantics.names.symbols import Vocabulary
from ipdsl.syntax.characters import has_chinese

MOST_CHARACTERS = 600
"""A longer sentence is not reworded. The length bounds how deeply its parts are nested, and so the recursion."""


def readings(block: Block, vocabulary: Vocabulary, currency: str) -> Sequence[Sequence[str]]:
    """The readings of a block, each as lines with two spaces of indentation a level."""
    if len(block.line.text) > MOST_CHARACTERS:
        return []
    is_chinese = has_chinese(block.line.text)
    words = Words(vocabulary, is_chinese=is_chinese)
    read = chinese.readings if is_chinese else english.readings
    return [list(lines_of(reading, is_chinese=is_chinese)) for reading in read(block, words, currency)]
