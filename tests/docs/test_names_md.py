"""Names of code in the documents exist: identifiers, names in a given module, and sections that a link points to."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import CodeType

import pytest

from tests.conftest import ROOT
from tests.support.documents import anchors
from tests.support.project_files import files_in, files_under
from tests.support.rows import each_row

pytestmark = pytest.mark.broad

CODE = ["ipdsl", "tests", "benchmarks", "docs/site"]
READMES = ["README.md", "grammar/README.md", "tests/README.md", "tests/properties/README.md", "tests/support/README.md"]
DOCS = ROOT / "docs"
DOCUMENTS = [*map(ROOT.joinpath, READMES), *files_under(DOCS / "en", "*.md"), *files_in(DOCS / "dev", "*.md")]
LINKED = [
    *DOCUMENTS,
    *files_under(DOCS / "zh", "*.md"),
    *files_in(DOCS / "errors", "*.md"),
    *files_in(DOCS / "dev" / "decisions", "*.md"),
]
"""Documents whose links are followed. Names of code are checked only in the English ones."""
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
NAME = re.compile(r"\b(?:[a-z]\w*_\w+|_\w+|[A-Z]\w*[a-z]\w*)\b")
"""Words that look like a name of code: with an underscore, or with both capital and small letters."""
KEYS = {"Ctrl"}
"""Keys of a keyboard."""
IN_MODULE = re.compile(r"`([A-Za-z_][\w.]*)`(?:,? and `(\w+)`)?,? in `([\w/]+\.py)`")
DOTTED = re.compile(r"`ipdsl\.(\w+(?:\.\w+)+)")
"""A module, or a name in a module, as docstrings and comments name it."""
LINK = re.compile(r"\]\(([^)\s#:]*)#([^)\s]+)\)")


def words() -> set[str]:
    """Identifiers, short texts and file names of the code; all words of pages, grammar and examples."""
    code = [path for folder in CODE for path in files_under(ROOT / folder, "*.py")]
    known = {part for path in code for part in path.relative_to(ROOT).with_suffix("").parts}
    for path in code:
        known |= names_of(path)
    known |= {path.stem for path in files_under(ROOT / "docs" / "pictures", "*.*")} | KEYS
    for folder in ("policies", "grammar", "examples"):
        for path in files_under(ROOT / folder, "*.*"):
            known |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return known


@cache
def names_of(path: Path) -> frozenset[str]:
    """The identifiers of a module and the words of its short texts, read from its byte code."""
    found: set[str] = set()
    parts: list[object] = [compile(path.read_text(encoding="utf-8"), path, "exec", dont_inherit=True)]
    while parts:
        match parts.pop():
            case CodeType() as code:
                found |= {code.co_name, *code.co_names, *code.co_varnames, *code.co_cellvars}
                parts += code.co_consts
            case tuple() | frozenset() as several:
                parts += several
            case str(text) if len(text) < 60:
                found |= set(re.findall(r"\w+", text))
    return frozenset(found)


def test_names_in_backticks_exist() -> None:
    known = words()
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8").partition("\n## Retired names")[0]
        shown = set(re.findall(r"\w+", " ".join(FENCE.findall(text))))
        spans = SPAN.findall(FENCE.sub("", text))
        unknown = [(span, name) for span in spans for name in NAME.findall(span) if name not in known | shown]
        assert unknown == [], document.relative_to(ROOT)


@each_row("document", DOCUMENTS)
def test_what_a_document_looks_for_in_a_module_is_there(document: Path) -> None:
    for *names, module in IN_MODULE.findall(document.read_text(encoding="utf-8")):
        paths = [ROOT / module] if "/" in module else [*files_under(ROOT / "ipdsl", module)]
        there = {name for path in paths for name in names_of(path)}
        assert {name.rpartition(".")[2] for name in names if name} <= there, module


@each_row("path", [path for folder in CODE for path in files_under(ROOT / folder, "*.py")])
def test_what_a_docstring_looks_for_in_a_module_is_there(path: Path) -> None:
    assert [dotted for dotted in DOTTED.findall(path.read_text(encoding="utf-8")) if not is_in_module(dotted)] == []


def test_a_module_that_was_merged_is_not_found() -> None:
    assert is_in_module("claims.proposer.DayProposer")
    assert not is_in_module("claims.event_claims")


def is_in_module(dotted: str) -> bool:
    """Whether `claims.proposer` is a module or package, or `claims.proposer.DayProposer` a name in one."""
    place = ROOT / "ipdsl"
    for part in dotted.split("."):
        if place.suffix:
            if part not in names_of(place):
                return False
        elif (place / part).is_dir():
            place /= part
        else:
            place = place / f"{part}.py"
            if not place.exists():
                return False
    return True


@pytest.mark.parametrize("document", LINKED, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_sections(document: Path) -> None:
    for target, section in LINK.findall(document.read_text(encoding="utf-8")):
        assert section in anchors((document.parent / target if target else document).resolve()), section
