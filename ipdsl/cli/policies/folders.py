"""The pages that the arguments of a command name: files, and all pages in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ipdsl.base.pages import PAGE_SUFFIX
from ipdsl.cli.console import usage_error


def pages_of(paths: Iterable[str]) -> list[str]:
    """Files as they are, and for a folder all pages in it and in its folders, in the order of their names."""
    return list(dict.fromkeys(page for path in paths for page in _pages_of_path(path)))


def _pages_of_path(path: str) -> list[str]:
    folder = Path(path)
    if not folder.is_dir():
        return [path]
    files = sorted(file for file in folder.rglob(f"*{PAGE_SUFFIX}") if file.is_file())
    pages = [str(file) for file in files if not any(part.startswith(".") for part in file.relative_to(folder).parts)]
    if not pages:
        raise usage_error("the folder `{name}` has no pages", "文件夹`{name}`中没有页面", name=path)
    return pages
