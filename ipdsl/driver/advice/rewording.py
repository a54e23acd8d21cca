"""Official wording read into sentences of the language: the entry for both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ipdsl.driver.advice.accounting import states_the_same
from ipdsl.driver.advice.blocks import Block, BlockLine
from ipdsl.driver.advice.chinese import sentences as chinese
from ipdsl.driver.advice.english import sentences as english
from ipdsl.driver.advice.forms import lines_of
from ipdsl.driver.advice.words import TooComplexError, Words
from ipdsl.semantics.names.symbols import Vocabulary
from ipdsl.syntax.characters import has_chinese


def readings(block: Block, vocabulary: Vocabulary, currency: str) -> Sequence[Sequence[str]]:
    """The readings of a block that lose nothing of it, each as lines with two spaces of indentation a level.

    A block that is too complex has no readings.
    """
    is_chinese = has_chinese(block.line.text)
    words = Words(vocabulary, is_chinese=is_chinese)
    read = chinese.readings if is_chinese else english.readings
    try:
        meanings = read(block, words, currency)
    except TooComplexError:
        return ()
    all_lines = [list(lines_of(reading, is_chinese=is_chinese)) for reading in meanings]
    return [lines for lines in all_lines if _loses_nothing(block, lines, words)]


def _loses_nothing(block: Block, lines: Sequence[str], words: Words) -> bool:
    sentence, reading = "\n".join(_texts(block.line)), "\n".join(lines)
    if words.is_chinese:
        sentence, reading = (text.replace(" ", "").replace("％", "%") for text in (sentence, reading))
        sentence = re.sub(r"按[^\W\d]+?分别", "分别", sentence)  # the rows say by what
    return states_the_same(sentence, reading, words.fields_and_levels(reading))


def _texts(line: BlockLine) -> Iterator[str]:
    yield line.text
    for child in line.below:
        yield from _texts(child)
