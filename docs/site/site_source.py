"""Documents as the generator reads them: anchors of findings, and the tables of contents that the sidebar shows.

The files are not changed. The order of the pages is the order of the links in the README of each folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from myst_parser.slugs import github_slugify

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("start", "how-to", "concepts", "reference", "gallery")
CONTENTS = {
    "en": ["README", *(f"docs/en/{name}/README" for name in FOLDERS), "docs/errors/README"],
    "zh": ["docs/zh/README", *(f"docs/zh/{name}/README" for name in (*FOLDERS, "errors"))],
    "dev": ["docs/dev/README", "CHANGELOG"],
}
"""The top of the sidebar. A page shows the part of its language, and the last part."""
ANCHOR = re.compile(r'^(#+ )<a id="\w+"></a>', re.MULTILINE)
CODE = re.compile(r"([A-Z]\d{3})[:：]")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def slug(title: str) -> str:
    """The anchor of a heading, as in the repository: the code of a finding, or the words of the heading."""
    code = CODE.match(title)
    return code[1].lower() if code else github_slugify(title)


def pages_below(index: Path) -> Iterator[str]:
    """The documents and indexes below an index, in the order of its links."""
    for link in dict.fromkeys(LINK.findall(index.read_text(encoding="utf-8"))):
        path = (index.parent / link).resolve()
        if path.is_dir() and path.parent == index.parent:
            yield from (f"{link}/{page.stem}" for page in sorted(path.glob("*.md")))
        elif path.suffix == ".md" and index.parent == (path.parent.parent if path.name == "README.md" else path.parent):
            yield link.removesuffix(".md")


def table_of_contents(name: str) -> str:
    """The hidden table of contents of a document."""
    if name == "README":
        pages = [page for part in CONTENTS.values() for page in part if page != name]
    elif name.endswith("/README") and name not in CONTENTS["zh"][:1]:
        pages = [*pages_below(ROOT / f"{name}.md")]
    else:
        return ""
    return "\n".join(["", "```{toctree}", ":hidden:", "", *pages, "```", ""])


def read_source(app: Sphinx, name: str, content: list[str]) -> None:
    """Take the anchors out of the headings, which `slug` gives again, and add what the sidebar needs."""
    content[0] = ANCHOR.sub(r"\1", content[0]) + table_of_contents(name)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the reading of documents."""
    app.connect("source-read", read_source)
    return {"parallel_read_safe": True}
