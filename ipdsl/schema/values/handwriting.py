"""How types read texts that people write by hand: answers, cells of sheets and tables."""

from __future__ import annotations

from collections.abc import Callable

from ipdsl.base.values import handwritten_values, written_values
from ipdsl.schema.values.value_type import TextParser


def special_word(text: str) -> str | None:
    """The word in place of a value, in lower case."""
    word = text.strip(handwritten_values.EDGES).lower()
    return word if word in written_values.SPECIAL else None


def with_special_words(read: Callable[[str], str]) -> TextParser:
    """A parser that also accepts the words in place of a value."""
    return lambda text: special_word(text) or read(text)
