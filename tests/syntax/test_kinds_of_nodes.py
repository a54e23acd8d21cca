"""Every kind of node of the syntax tree occurs on a page that readers of the project can open and copy from."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from functools import cache

import attrs
import pytest

from ipdsl.base.source import Source
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse
from tests.support.project_files import ROOT, files_under

BASES = {ast.Node, ast.Sentence, ast.Operation, ast.Expectation}
KINDS = {kind for kind in vars(ast).values() if inspect.isclass(kind) and issubclass(kind, ast.Node)} - BASES
PAGES = [
    path
    for folder in ("benchmarks", "examples", "policies")
    for path in files_under(ROOT / folder, "*.ipp")
    if "zh" not in path.parts
]
"""The English pages: a Chinese page may need its vocabulary before its sentences can be read."""


@cache
def kinds_of_nodes(text: str) -> set[type[ast.Node]]:
    """The kinds of the nodes of a page."""
    page, report = parse(Source("page.ipp", text))
    assert not report.has_errors
    kinds, left = set[type[ast.Node]](), list[object]([page])
    while left:
        node = left.pop()
        if isinstance(node, tuple):
            left += node
        elif isinstance(node, ast.Node):
            kinds.add(type(node))
            left += (getattr(node, field.name) for field in attrs.fields(type(node)))
    return kinds


def kinds_on_no_page(texts: Iterable[str]) -> list[str]:
    """The names of the kinds of nodes that none of the pages has."""
    return sorted(kind.__name__ for kind in KINDS - set[type[ast.Node]]().union(*map(kinds_of_nodes, texts)))


def texts_of_pages() -> dict[str, str]:
    """The pages of the project by their file names."""
    return {path.name: path.read_text(encoding="utf-8") for path in PAGES}


def test_every_kind_of_node_is_on_a_page_of_the_project() -> None:
    assert kinds_on_no_page(texts_of_pages().values()) == []


@pytest.mark.parametrize(
    ("page", "sentence", "kinds"),
    [
        ("lanting_jobs.ipp", "    nothing below 1800\n", ["AwardThreshold"]),
        ("lanting_jobs.ipp", "    at least 200\n", ["AwardMinimum"]),
        ("lanting_fairs.ipp", "    clause first_stand was 4.first_stand\n", ["ClauseMapping"]),
        ("lanting_fairs.ipp", "    reading ", ["Attribution"]),
        ("lanting_fairs.ipp", "    at most 20000\n", []),
    ],
)
def test_a_kind_is_reported_if_its_last_sentence_becomes_a_comment(page: str, sentence: str, kinds: list[str]) -> None:
    texts = texts_of_pages()
    assert sentence in texts[page]
    texts[page] = texts[page].replace(sentence, f"# {sentence}")
    assert kinds_on_no_page(texts.values()) == kinds
