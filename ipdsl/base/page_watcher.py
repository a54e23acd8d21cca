"""A watcher receives the text of every page that is read. The command line uses it to answer in the page's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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
