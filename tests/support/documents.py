"""The fenced blocks of a Markdown document, with the words after the fence, and the anchors of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, count
from pathlib import Path

import attrs

from tests.conftest import ROOT
from tests.support.project_files import files_in

FENCED = re.compile(r"^( *)(`{3,}).*?^\1\2$", re.MULTILINE | re.DOTALL)
"""A block between fences."""
_FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<words>[^`\n]*)$")


@attrs.frozen
class Block:
    """One fenced block: the line of its fence, the words after the fence, its text."""

    document: Path
    line: int
    words: str
    text: str

    @property
    def language(self) -> str:
        return self.words.split(" ", 1)[0] if self.words else ""

    @property
    def id(self) -> str:
        return f"{self.document.name}:{self.line}"


def blocks(document: Path) -> Iterator[Block]:
    """The blocks of a document in order."""
    return blocks_in(document.read_text(encoding="utf-8"), document)


def blocks_in(text: str, document: Path) -> Iterator[Block]:
    """The blocks of a text of a document in order. The closing fence has as many ticks as the opening one."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        number += 1
        if opening is None:
            continue
        start, indent, body = number, len(opening["indent"]), []
        while number < len(lines) and lines[number].strip() != opening["ticks"]:
            body.append(lines[number][indent:])
            number += 1
        number += 1
        yield Block(document, start, opening["words"].strip(), "\n".join(body))


def language_reference(language: str) -> str:
    """The pages of the language reference (`en` or `zh`) as one text: the index first."""
    folder = ROOT / "docs" / language / "reference" / "language"
    index = folder / "README.md"
    rest = [path for path in files_in(folder, "*.md") if path != index]
    return "\n".join(path.read_text(encoding="utf-8") for path in (index, *rest))


def replace_block(block: Block, text: str) -> None:
    """Replace the text of a block in its document."""
    lines = block.document.read_text(encoding="utf-8").splitlines()
    length = len(block.text.splitlines()) if block.text else 0
    lines[block.line : block.line + length] = text.splitlines()
    block.document.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


@cache
def anchors(document: Path) -> set[str]:
    """The anchors that a repository makes of the headings, and those that a document has itself."""
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    names = {*re.findall(r'<a id="([^"]+)">', text)}
    for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE):
        words = re.sub(r"<[^>]*>|\]\([^)]*\)", "", heading).strip().lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        names.add(
            next(name for name in chain([anchor], (f"{anchor}-{number}" for number in count(1))) if name not in names)
        )
    return names
