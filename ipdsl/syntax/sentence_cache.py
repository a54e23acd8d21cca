"""What is kept of pages that are parsed again after an edit: trees of sentences, and blocks of the last version.

A block is a sentence at the left edge of a page, with the comments above it and the lines under it. It is kept if
nothing was reported about it. A kept block is used again at the same place, if its text, the words of the page and the
kind of the page are the same. So each place in a kept node is right, and an inserted line makes all blocks below it
new.

Trees have no places on the page. They depend only on the text of a sentence, its place in the grammar and its possible
surfaces.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Hashable, Mapping

import attrs

from ipdsl.base.source import Source
from ipdsl.syntax import ast
from ipdsl.syntax.layout import Layout, SentenceLine, line_and_below, scan
from ipdsl.syntax.parser_tables import tree_in_surfaces

MOST_SENTENCES = 4_096
MOST_PAGES = 16
"""The limits of a cache. The sentences and pages that were used least recently are dropped."""

BlockKey = tuple[int, str]
"""The number of the first line of a block, and its text."""


@attrs.frozen(eq=False, repr=False)
class KeptBlock:
    """A parsed block: its lines, the kind of its first sentence, and its node."""

    line: SentenceLine
    kind: str
    sentence: ast.Sentence


@attrs.frozen(eq=False, repr=False)
class PageVersion:
    """The blocks of one version of a page, and what they depend on in addition to their text."""

    context: tuple[Hashable, ...]
    blocks: Mapping[BlockKey, KeptBlock]


class SentenceCache:
    """The trees of sentences, and the last version of each page."""

    def __init__(self) -> None:
        self.tree = functools.lru_cache(MOST_SENTENCES)(tree_in_surfaces)
        self.scan = functools.lru_cache(MOST_SENTENCES)(scan)
        self._pages: OrderedDict[str, PageVersion] = OrderedDict()

    def blocks(self, page: str, context: tuple[Hashable, ...]) -> Mapping[BlockKey, KeptBlock]:
        """The blocks of the last version of a page, if they have the same context."""
        version = self._pages.get(page)
        return {} if version is None or version.context != context else version.blocks

    def keep(self, page: str, version: PageVersion) -> None:
        """Keep a version of a page in place of the one before."""
        self._pages[page] = version
        self._pages.move_to_end(page)
        if len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)

    @property
    def size(self) -> int:
        """The number of kept lines, trees and blocks."""
        sentences = self.scan.cache_info().currsize + self.tree.cache_info().currsize
        return sentences + sum(len(version.blocks) for version in self._pages.values())


def block_keys(source: Source, layout: Layout) -> list[BlockKey | None]:
    """The keys of the blocks of a page; `None` for a block with a line that is broken or misindented."""
    lines = source.lines()
    keys: list[BlockKey | None] = []
    start = 0
    for root in layout.lines:
        block = [*line_and_below(root)]
        end = block[-1].pieces[-1].line
        is_intact = not any(line.is_broken or line.is_misindented for line in block)
        keys.append((start, "\n".join(lines[start:end])) if is_intact else None)
        start = end
    return keys
