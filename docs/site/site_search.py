"""The search in both languages."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_lexer import HAN
from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class BilingualSearch(SearchEnglish):
    """English words by their stems, Chinese text by each pair of neighbouring characters.

    A dictionary may divide the text and the query at different places. Pairs are the same in both, so that every phrase
    of two characters or more is found.
    """

    lang = "en-zh"
    js_splitter_code = f"""
var splitQuery = (query) =>
  (query.match(/[{HAN}]+|(?:(?![{HAN}])[\\p{{L}}\\p{{N}}_])+/gu) || []).flatMap((word) =>
    /[{HAN}]{{2}}/.test(word) ? [...word].slice(1).map((second, place) => word[place] + second) : [word]);
"""

    def split(self, input: str) -> list[str]:
        return [part for word in re.findall(rf"[{HAN}]+|[^\W{HAN}]+", input) for part in parts_of_word(word)]


def parts_of_word(word: str) -> list[str]:
    """The pairs of characters of a Chinese text, or the word itself."""
    return ["".join(pair) for pair in pairwise(word)] if re.match(rf"[{HAN}]{{2}}", word) else [word]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the search to those of Sphinx."""
    app.add_search_language(BilingualSearch)
    return {"parallel_read_safe": True}
