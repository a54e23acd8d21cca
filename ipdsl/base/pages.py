"""Pages: the names of those that come with the package, and a watcher of each page that is read.

The watcher receives the text of the page. The command line uses it to answer in the page's language.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

PAGE_SUFFIX = ".ipp"
CASES_SUFFIX = f".cases{PAGE_SUFFIX}"
PACKAGED = "ipdsl/policies"
"""The name of the package's folder in findings and decisions, regardless of its path."""

_HERE = Path(__file__).resolve().parents[1]


def policies_folder() -> Path:
    """The folder of the packaged pages: inside the package in a wheel, next to it in a checkout."""
    installed = _HERE / "policies"
    return installed if installed.is_dir() else _HERE.parent / "policies"


def packaged_names() -> tuple[str, ...]:
    """The packaged vocabularies and policies, by name."""
    stems = (path.name.removesuffix(PAGE_SUFFIX) for path in policies_folder().glob(f"*{PAGE_SUFFIX}"))
    return tuple(sorted(stem for stem in stems if "." not in stem))


def locate(where: str) -> str:
    """The page that an argument means: the file itself, or the packaged policy of that name."""
    return where if os.path.isfile(where) else packaged_page(where) or where


def packaged_page(name: str) -> str | None:
    """The packaged page of that name, or `None`. A name is one word, so it cannot be a path out of the folder."""
    there = name.isidentifier() and os.path.isfile(policies_folder() / f"{name}{PAGE_SUFFIX}")
    return f"{PACKAGED}/{name}{PAGE_SUFFIX}" if there else None


_watcher: ContextVar[Callable[[str], None] | None] = ContextVar("ipdsl_page_watcher", default=None)


@contextmanager
def watching_pages(watcher: Callable[[str], None]) -> Iterator[None]:
    """Pass every page and official text that is read in this context to the watcher, in this thread or task."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def report_page(text: str) -> None:
    """Pass the text of a page or an official text to the watcher."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(text)
