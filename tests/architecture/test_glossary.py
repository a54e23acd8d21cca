"""The glossary and the code use the same words: each term occurs, and no retired name is still an identifier."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.modules import nodes_of, tree_of
from tests.support.project_files import files_in, files_under
from tests.support.slow import sampled

GLOSSARIES = (ROOT / "docs" / "en" / "reference" / "glossary.md", ROOT / "docs" / "dev" / "terms.md")
"""The terms of users, and those of developers with the retired names."""
SECTIONS = [
    section
    for path in GLOSSARIES
    for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
]
RETIRED = next(section for section in SECTIONS if section.startswith("Retired names"))
ROW = re.compile(r"^\| (?!-|term \||name \|)(.*?) \| (.*) \| (.*?) \|$", re.MULTILINE)
OF_SETTLEMENT = {"group of claims": "group", "state of a group": "state"}
"""Terms with a qualifier that only the glossary uses, each with the word that other texts use."""

ROWS = [row for section in SECTIONS if section is not RETIRED for row in ROW.findall(section)]
TERMS = [term for term, _, _ in ROWS]
PLACES = [(term, place) for term, _, places in ROWS for place in re.findall(r"`([\w./]+)`", places)]
NAMES = [
    (name, package.strip("` "))
    for names, _, packages in ROW.findall(RETIRED)
    for name in re.findall(r"`(\w+)`", names)
    for package in packages.split(",")
]
MODULES = [*files_under(ROOT / "ipdsl", "*.py"), *files_under(ROOT / "tests" / "reference", "*.py")]

PARTS_OF_MODULES = {
    path: [part for part in path.relative_to(ROOT).with_suffix("").parts if part != "__init__"] for path in MODULES
}
"""The names of the packages that contain a module, and its own."""


@cache
def statements(path: Path) -> list[ast.stmt]:
    """The statements of a module."""
    return tree_of(path.read_text(encoding="utf-8")).body


@cache
def names_of_module(path: Path) -> frozenset[str]:
    """The identifiers of a module and its own name."""
    return frozenset({path.stem, *identifiers(path.read_text(encoding="utf-8"))})


def test_the_glossary_is_read() -> None:
    assert len(TERMS) > 90
    assert len(TERMS) == len(set(TERMS)), "one term, one meaning"
    assert len(NAMES) > 10


@pytest.mark.broad
def test_every_term_is_used_in_code_or_documents() -> None:
    paths = [
        *files_under(ROOT / "ipdsl", "*.py"),
        *files_under(ROOT / "docs" / "en", "*.md"),
        *files_in(ROOT / "docs" / "dev", "*.md"),
        *files_under(ROOT / "tests", "*.py"),
    ]
    texts = (path.read_text(encoding="utf-8") for path in paths if path not in (*GLOSSARIES, ROOT / __file__))
    written = re.sub(r"[\s_]+", " ", " ".join(texts)).lower()
    stems = {term: OF_SETTLEMENT.get(term, term).removesuffix("e").removesuffix("y") for term in TERMS}
    assert [term for term, stem in stems.items() if not re.search(rf"\b{re.escape(stem)}", written)] == []


@pytest.mark.broad
def test_every_place_that_the_glossary_names_exists() -> None:
    in_files = [(term, place) for term, place in PLACES if "/" in place]
    assert [(term, place) for term, place in in_files if not (ROOT / place).exists()] == []
    in_code = [(term, place) for term, place in PLACES if "/" not in place]
    assert [(term, place) for term, place in in_code if not is_defined(place)] == []


@pytest.mark.broad
@pytest.mark.parametrize(
    ("place", "expected"),
    sampled(
        [
            ("ir.facts", True),
            ("ir.facts.Facts", True),
            ("ir.facts.Facts.history", True),
            ("ir.facts.Facts.displaced", False),  # an attribute of another class
            ("ir.facts.Outcome", False),  # a class of another module
            ("Outcome.DISPLACED", True),
            ("Outcome.history", False),
            ("proposed", True),
            ("no_such_name", False),
        ],
        3,
        others="broad",
    ),
)
def test_a_place_is_a_module_or_a_name_that_it_defines(place: str, expected: bool) -> None:
    assert is_defined(place) == expected


def is_defined(place: str) -> bool:
    """Whether a place is a module, a name of this module, or an attribute of this class; or any identifier of the code.

    The first parts may be left out: `ir.facts.Facts.history`, `Outcome.DISPLACED`, `proposed`.
    """
    parts = place.split(".")
    if len(parts) == 1:
        return any(place in names_of_module(path) for path in MODULES)
    for count in range(len(parts) + 1):
        folder, names = parts[:count], parts[count:]
        for path, module in PARTS_OF_MODULES.items():
            if module[len(module) - count :] == folder and has_name(statements(path), names):
                return count > 0 or len(names) > 1
    return False


def has_name(body: list[ast.stmt], names: list[str]) -> bool:
    """Whether statements define the first name, and the class of this name the next ones."""
    if not names:
        return True
    for node in body:
        match node:
            case ast.ClassDef(name=name, body=own) if name == names[0]:
                return has_name(own, names[1:])
            case ast.FunctionDef(name=name) if [name] == names:
                return True
            case ast.AnnAssign(target=ast.Name(id=name)) if [name] == names:
                return True
            case ast.Assign(targets=targets) if len(names) == 1 and any(
                isinstance(each, ast.Name) and each.id == names[0] for target in targets for each in ast.walk(target)
            ):
                return True
            case _:
                pass
    return False


@pytest.mark.broad
def test_no_retired_name_is_an_identifier() -> None:
    folders = {package: ROOT / "ipdsl" / package for _, package in NAMES}
    assert [package for package, folder in folders.items() if not folder.is_dir()] == []
    assert [
        (name, str(path.relative_to(ROOT)))
        for name, package in NAMES
        for path in files_under(folders[package], "*.py")
        if name in names_of_module(path)
    ] == []


def identifiers(code: str) -> Iterator[str]:
    """The names that a module defines or imports, without attributes of other modules (`ast.OverBlock`)."""
    for node in nodes_of(code):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.alias):
            yield from (node.asname or node.name).split(".")
