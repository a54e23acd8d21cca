"""Pages that are edited: texts that are not saved, and what is kept of a page until its next version.

Input: the texts of open pages by path. Output: the texts of pages, open or in files, for `Compilation.from_workspace`.
The findings of the compilation equal those of the same texts in files. The text of an open page replaces its file, also
for the pages that use it as a vocabulary or as the policy of their cases. Paths of one workspace have one form: all
absolute, or all relative to one folder.

Each compilation is new, so that it notices edited vocabularies and changed files. The sentences of a page are kept
(`ipdsl/syntax/sentence_cache.py`), and its articles keep what depends on them alone or on an unchanged vocabulary.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ipdsl.base.files import page_from_text, path_on_disk, read_page
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.pages import PAGE_SUFFIX
from ipdsl.base.source import Source
from ipdsl.driver.settings import find_named_page
from ipdsl.syntax.sentence_cache import SentenceCache


class Workspace:
    """The open pages of an editor. Without any, pages are read from files."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        """A workspace with open pages: their texts by path."""
        self.sentences = SentenceCache()
        self._open: dict[str, Source | Diagnostic] = {}
        for path, text in (texts or {}).items():
            self.open(path, text)

    def open(self, path: str, text: str) -> None:
        """Open a page, or replace its text."""
        self._open[path] = page_from_text(text, path)

    def close(self, path: str) -> None:
        """Use the file of a page again."""
        self._open.pop(path, None)

    def is_open(self, path: str) -> bool:
        return path in self._open

    def read(self, path: str) -> Source | Diagnostic:
        """The text of a page, or the finding that says why it cannot be read."""
        return self._open[path] if path in self._open else read_page(path)

    def find(self, name: str, page_path: str) -> str | None:
        """The page of that name in the settings of another page, in its folder, or else in the package."""
        return find_named_page(name, page_path, self._open)

    def sibling_pages(self, page_path: str) -> list[str]:
        """The names of the vocabularies and policies in the folder of a page."""
        files = path_on_disk(page_path).parent.glob(f"*{PAGE_SUFFIX}")
        unsaved = (path for path in map(Path, self._open) if path.parent == Path(page_path).parent)
        return sorted({path.stem for path in (*files, *unsaved) if "." not in path.stem})

    def is_page(self, path: str) -> bool:
        """Whether a page is open or a file."""
        return path in self._open or os.path.isfile(path_on_disk(path))
