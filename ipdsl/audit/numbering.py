"""The numbers that a policy would give the articles of a text, proposed from the text alone.

In: a text. Out: article numbers in its order, which `outline` finds again. `第N条` are the articles where there are
any. Else the form of head that counts on across the parts of the text (1 to 30, whatever parts stand between), else the
narrowest heads part by part: 2.1.5. Items of a list inside an article are none: what a colon announces, what ends in
semicolons, what stands beneath an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ipdsl.audit.figures import Kind
from ipdsl.audit.narrow import narrow
from ipdsl.audit.outline import Head, by_path, counted, heads
from ipdsl.audit.scan import scan
from ipdsl.making import attrs

ARTICLE = 2
"""The level of `第N条`."""
_PARTS, _ITEMS = range(3, 6), 6
"""The levels that may be articles where no line says 条, and the first of those that never are: `（1）`, `1)`."""
_MOST = 0.6
"""How much of a form's heads one count must hold to be that of the articles."""
_ANNOUNCES = re.compile(r"[:：]\s*$")
_GOES_ON = re.compile(r"[;；]\s*$")
_WORTH = (Kind.MONEY, Kind.PERCENT)


@attrs.frozen
class _Part:
    """A head with its path: 2.1.5 for item 5 of section 1 of part 2."""

    number: str
    head: Head
    end: int
    """Where the next head begins, of whatever level."""


def propose(text: str) -> list[str]:
    """The article numbers of a text; none where no line begins as a head does."""
    found = heads(text)
    there = [str(head.number[0]) for head in found if head.level == ARTICLE]
    named = [number for number, _ in counted(found, ARTICLE, there)]
    if named:
        return named
    found = [head for head in found if len(head.number) > 1 or head.level < _ITEMS]
    counts = [[number for number, _ in counted(found, level, [])] for level in _PARTS if _counts_on(found, level)]
    return max(counts, key=len, default=[]) or _by_part(text, found)


def _counts_on(found: list[Head], level: int) -> bool:
    """Whether the heads of a form count on where a new part begins, and hardly ever begin again."""
    of_level = [head for head in found if head.level == level]
    chain = {head.start for _, head in counted(found, level, [])}
    if len(chain) < _MOST * len(of_level):
        return False
    before: Head | None = None
    for head in found:
        if head.level < level and before is not None:
            after = next((other for other in of_level if other.start > head.start), None)
            if after is not None and after.start in chain and after.number[0] == before.number[0] + 1:
                return True
        if head.start in chain:
            before = head
    return False


def _by_part(text: str, found: list[Head]) -> list[str]:
    """The narrowest heads that are no items of a list, by their paths."""
    found = [head for head in found if len(head.number) == 1 or _has_parent(head, found)]
    starts = [head.start for head in found]
    end_of = dict(zip(starts, [*starts[1:], len(text)], strict=False))
    parts = [_Part(number, head, end_of[head.start]) for number, head in by_path(found).items()]
    articles: list[str] = []
    lists: set[str] = set()
    for part in parts:
        if any(part.number.startswith(f"{number}.") for number in lists):
            continue
        beneath = [other for other in parts if _is_child(other.number, part.number)]
        if beneath and _is_list(text, part, beneath):
            lists.add(part.number)
            beneath = []
        if not beneath:
            articles.append(part.number)
    return articles


def _has_parent(head: Head, found: Iterable[Head]) -> bool:
    """Whether `2.1` stands beneath a head with the number 2: else it is a number that begins a line."""
    return any(other.number == head.number[:-1] for other in found)


def _is_child(number: str, of: str) -> bool:
    return number.rpartition(".")[0] == of


def _is_list(text: str, part: _Part, beneath: Sequence[_Part]) -> bool:
    """Whether what stands beneath a head is a list of its article, and not articles of their own."""
    opening = narrow(text[part.head.end : part.end])
    if _ANNOUNCES.search(opening) or any(figure.value.kind in _WORTH for figure in scan(opening)):
        return True
    return any(_GOES_ON.search(text[item.head.end : item.end]) for item in beneath[:-1])
