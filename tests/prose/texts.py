"""The prose of the project: documents, docstrings, comments, messages, help; each piece with its place.

Blocks of code are left out. Spans of code, link targets and placeholders in messages are blanked.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT
from tests.prose.rules import CHINESE
from tests.support.modules import nodes_of
from tests.support.project_files import files_in, files_under

DOCUMENTS, ERROR_PAGES, CODE, MESSAGES = "documents", "error pages", "docstrings and comments", "messages and help"
GROUPS = (DOCUMENTS, ERROR_PAGES, CODE, MESSAGES)
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
MEANINGS = ROOT / "grammar" / "meanings.toml"
"""The meanings of the keywords, which editors show."""
IS_ACCEPTED = "prose: ok"
"""A line with these words is left out; such lines are counted."""


class Piece(NamedTuple):
    """A piece of prose: the file, its first line, the group, and the text."""

    file: Path
    line: int
    group: str
    text: str

    @property
    def is_chinese(self) -> bool:
        """Whether it is written in Chinese; English text may name a Chinese word."""
        return len(CHINESE.findall(self.text)) > len(WORD.findall(self.text))


@cache
def pieces() -> tuple[Piece, ...]:
    """All prose of the project."""
    documents = [
        *files_in(ROOT, "*.md"),
        *files_under(ROOT / "docs", "*.md"),
        *files_under(ROOT / "tests", "*.md"),
    ]
    modules = [file for folder in ("ipdsl", "tests", "benchmarks") for file in files_under(ROOT / folder, "*.py")]
    return (
        *(of_document(file) for file in documents),
        *(piece for file in modules for piece in of_module(file)),
        *of_meanings(MEANINGS),
    )


# ---------------------------------------------------------------------------------------------- documents

_FENCE = re.compile(r"^([ \t]*)(```+|~~~+).*?^\1\2[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE_SPAN = re.compile(r"(`+)(?:.+?)\1", re.DOTALL)
_TARGET = re.compile(r"\]\([^)]*\)|<https?:[^>]*>|https?://\S+")
_HTML = re.compile(r"<!--.*?-->|<[a-z/][^>]*>", re.DOTALL)


def of_document(file: Path) -> Piece:
    """The prose of a page of Markdown, line by line as it is there."""
    group = ERROR_PAGES if file.parent.name == "errors" else DOCUMENTS
    return Piece(file, 1, group, document_prose(file.read_text(encoding="utf-8")))


def document_prose(text: str) -> str:
    """A page without code, targets of links and accepted lines; all lines stay in their places."""
    lines = ["" if IS_ACCEPTED in line else line for line in text.split("\n")]
    text = "\n".join(lines)
    for pattern, mark in ((_FENCE, ""), (_HTML, ""), (_CODE_SPAN, "`"), (_TARGET, "]")):
        text = _replaced(pattern, text, mark)
    return text


def _replaced(pattern: re.Pattern[str], text: str, mark: str) -> str:
    return pattern.sub(lambda match: mark + "\n" * match[0].count("\n"), text)


# ---------------------------------------------------------------------------------------------- modules

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_REGEX = re.compile(r"\(\?[:P=!<]|\\[dswb]")
"""Syntax that only regular expressions have: groups and classes of characters."""
_DIRECTIVE = re.compile(r"^#!|^#\s*(?:fmt|noqa|type|pragma|ruff|mypy)\b|^#\s*-+$")


def of_module(file: Path) -> Iterator[Piece]:
    """The docstrings, comments and messages of a module; of tests and benchmarks only what explains the code."""
    source = file.read_text(encoding="utf-8")
    accepted = _accepted_lines(source)
    for node in _docstrings(nodes_of(source)):
        if node.lineno not in accepted:
            yield Piece(file, node.lineno, CODE, document_prose(_without_indent(node.value)))
    yield from _comments(file, source, accepted)
    if file.is_relative_to(ROOT / "ipdsl"):
        yield from messages_of_module(file)


def messages_of_module(file: Path) -> Iterator[Piece]:
    """The texts of several words in a module: findings, help, lines of decisions and letters."""
    source = file.read_text(encoding="utf-8")
    accepted = _accepted_lines(source)
    nodes = nodes_of(source)
    docstrings = set(_docstrings(nodes))
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            if node.lineno in accepted or not is_message(node.value):
                continue
            yield Piece(file, node.lineno, MESSAGES, message_prose(node.value))


_MEANING = re.compile(r'^\w+\.(?:en|zh) = "(.*)"$')


def of_meanings(file: Path) -> Iterator[Piece]:
    """The meanings of the keywords; each text is on a line of its own, `CAP.en = "…"`."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        match = _MEANING.match(line)
        if match and IS_ACCEPTED not in line:
            yield Piece(file, number, MESSAGES, message_prose(match[1].replace('\\"', '"')))


def _accepted_lines(source: str) -> set[int]:
    return {number for number, line in enumerate(source.split("\n"), 1) if IS_ACCEPTED in line}


def _docstrings(nodes: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    """The texts that are statements: docstrings, and comments in their form."""
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value


def _without_indent(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n"))


def _comments(file: Path, source: str, accepted: set[int]) -> Iterator[Piece]:
    """Comments; those on lines after each other are one piece."""
    block, first = list[str](), 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or token.start[0] in accepted or _DIRECTIVE.match(token.string):
            continue
        line, text = token.start[0], token.string.lstrip("# ").rstrip("- ")
        if block and line == first + len(block):
            block.append(text)
            continue
        if block:
            yield Piece(file, first, CODE, document_prose("\n".join(block)))
        block, first = [text], line
    if block:
        yield Piece(file, first, CODE, document_prose("\n".join(block)))


def is_message(text: str) -> bool:
    """Whether a text is made of words for people: several English words, or Chinese. A regular expression is not."""
    return _REGEX.search(text) is None and (
        CHINESE.search(text) is not None or len(re.findall(r"(?<![\w.`{-])[A-Za-z][a-z']+(?![\w(=`}-])", text)) > 2
    )


def message_prose(text: str) -> str:
    """A message without code and placeholders."""
    return _PLACEHOLDER.sub("{}", document_prose(text))
