"""Who wants to know the text of every page that is read: the command line, which answers in its language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_watcher: ContextVar[Callable[[str], None] | None] = ContextVar("ipdsl_page_watcher", default=None)


@contextmanager
def watching_pages(watcher: Callable[[str], None]) -> Iterator[None]:
    """Give the watcher the text of every page and official text that is read meanwhile, in this thread or task."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def report_page(text: str) -> None:
    """Give the watcher the text of a page or an official text."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(text)
