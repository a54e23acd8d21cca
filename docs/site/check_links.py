"""Check the links of a folder of web pages: files and anchors exist, and no page needs another host.

Input: the folder. Output: one line for each problem, and exit code 1 if there are any.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "form": "action"}
OUTSIDE = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?:https?:)?//""")


class Page(HTMLParser):
    """The anchors and links of a page. A link has the name of its element."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors |= {value for name in ("id", "name") if (value := values.get(name))}
        link = values.get(LOADED.get(tag, "href"))
        if link is not None:
            self.links.append((tag, link))


def problems(folder: Path) -> Iterator[str]:
    """The links that lead nowhere, and what a page loads from another host."""
    pages = {path: Page(path) for path in sorted(folder.rglob("*.html"))}
    for path, page in pages.items():
        for tag, link in page.links:
            problem = problem_of_link(folder, path, pages, tag, link)
            if problem:
                yield f"{path.relative_to(folder)}: {problem}: {link}"
    for path in sorted(folder.rglob("*.css")):
        if OUTSIDE.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(folder)}: a style from another host"


def problem_of_link(folder: Path, path: Path, pages: dict[Path, Page], tag: str, link: str) -> str | None:
    """The reason why a link of a page is wrong."""
    address = urlsplit(link)
    if address.scheme or address.netloc:
        return None if tag == "a" or address.scheme == "data" else "loaded from another host"
    if address.path.startswith("/"):
        return "an address from the root of a host"
    target = (path.parent / unquote(address.path)).resolve() if address.path else path
    if not target.is_relative_to(folder) or not target.is_file():
        return "no such file"
    anchor = unquote(address.fragment)
    return "no such anchor" if anchor and target in pages and anchor not in pages[target].anchors else None


def main(argv: list[str]) -> int:
    """Print the problems of a folder."""
    folder = Path(argv[1]).resolve()
    lines = [*problems(folder)]
    print(*lines, f"{len([*folder.rglob('*.html')])} pages, {len(lines)} broken links", sep="\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
