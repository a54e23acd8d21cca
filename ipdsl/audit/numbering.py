"""Propose the article numbers of a policy from the official text alone.

Input: a text. Output: article numbers in their order, which `outline` finds again. If the text has `第N条`, these are
the articles. Otherwise the articles are headings whose count continues across the parts of the text (1 to 30). Without
such headings, the articles are the narrowest headings of each part (2.1.5).

Items of a list inside an article are not articles. A list follows a colon or an amount, or its items end in semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from ipdsl.audit.figures import Kind
from ipdsl.audit.outline import NumberedHeading, counted_headings, headings_by_path, heads
from ipdsl.audit.scan import scan
from ipdsl.audit.text_forms import narrow

ARTICLE = 2
"""The level of `第N条`."""
_PARTS, _ITEMS = range(3, 6), 6
"""The levels that may be articles if no line has 条, and the first level that never is: `（1）`, `1)`."""
_MOST = 0.6
"""The smallest share of a level's headings that must form one count."""
_ANNOUNCES = re.compile(r"[:：]\s*$")
_GOES_ON = re.compile(r"[;；]\s*$")
_WORTH = (Kind.MONEY, Kind.PERCENT)


@attrs.frozen
class _HeadingWithPath:
    """A heading with its path: 2.1.5 for item 5 of section 1 of part 2."""

    number: str
    head: NumberedHeading
    end: int
    """The start of the next heading of any level."""


def propose_numbers(text: str) -> list[str]:
    """The article numbers of a text; empty if no line begins with a heading."""
    headings = heads(text)
    known_numbers = [str(head.number[0]) for head in headings if head.level == ARTICLE]
    article_numbers = [number for number, _ in counted_headings(headings, ARTICLE, known_numbers)]
    if article_numbers:
        return article_numbers
    headings = [head for head in headings if len(head.number) > 1 or head.level < _ITEMS]
    counts = [
        [number for number, _ in counted_headings(headings, level, [])]
        for level in _PARTS
        if _counts_across_parts(headings, level)
    ]
    return max(counts, key=len, default=[]) or _numbers_by_part(text, headings)


def _counts_across_parts(headings: list[NumberedHeading], level: int) -> bool:
    """Whether the count of the headings on `level` continues in new parts and rarely starts again."""
    chain = {head.start for _, head in counted_headings(headings, level, [])}
    if len(chain) < _MOST * sum(1 for head in headings if head.level == level):
        return False
    before: NumberedHeading | None = None
    is_new_part = False
    for head in headings:
        if head.level < level:
            is_new_part = before is not None
        elif head.level == level:
            if is_new_part and before is not None and head.start in chain and head.number[0] == before.number[0] + 1:
                return True
            is_new_part = False
            before = head if head.start in chain else before
    return False


def _numbers_by_part(text: str, headings: list[NumberedHeading]) -> list[str]:
    """The narrowest headings that are not items of a list, by their paths."""
    numbers = {head.number for head in headings}
    headings = [head for head in headings if len(head.number) == 1 or head.number[:-1] in numbers]
    starts = [head.start for head in headings]
    end_of = dict(zip(starts, [*starts[1:], len(text)], strict=False))
    parts = [_HeadingWithPath(number, head, end_of[head.start]) for number, head in headings_by_path(headings).items()]
    beneath: dict[str, list[_HeadingWithPath]] = {}
    for part in parts:
        beneath.setdefault(part.number.rpartition(".")[0], []).append(part)
    articles: list[str] = []
    lists: set[str] = set()
    for part in parts:
        if part.number.rpartition(".")[0] in lists:
            lists.add(part.number)  # the lists inside its items are also lists
            continue
        items = beneath.get(part.number, [])
        if items and _is_list(text, part, items):
            lists.add(part.number)
            items = []
        if not items:
            articles.append(part.number)
    return articles


def _is_list(text: str, part: _HeadingWithPath, beneath: Sequence[_HeadingWithPath]) -> bool:
    """Whether the headings under a heading are a list inside its article, not separate articles."""
    opening = narrow(text[part.head.end : part.end])
    if _ANNOUNCES.search(opening) or any(figure.value.kind in _WORTH for figure in scan(opening)):
        return True
    return any(_GOES_ON.search(text[item.head.end : item.end]) for item in beneath[:-1])
