"""The glossary and the code use the same words: each term occurs, and no retired name is an identifier any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
SECTIONS = re.split(r"^## ", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
RETIRED = next(section for section in SECTIONS if section.startswith("Retired names"))
ROW = re.compile(r"^\| (?!-|term \||name \|)(.*?) \| (.*) \| (.*?) \|$", re.MULTILINE)
OF_SETTLEMENT = {"group of claims": "group", "state of a group": "state"}
"""Terms that add, for the glossary alone, what a single word of theirs belongs to."""

ROWS = [row for section in SECTIONS if section is not RETIRED for row in ROW.findall(section)]
TERMS = [term for term, _, _ in ROWS]
PLACES = [(term, place) for term, _, places in ROWS for place in re.findall(r"`([\w./]+)`", places)]
NAMES = [
    (name, package.strip("` "))
    for names, _, packages in ROW.findall(RETIRED)
    for name in re.findall(r"`(\w+)`", names)
    for package in packages.split(",")
]


@pytest.fixture(scope="module")
def written() -> str:
    """All code and documents but the glossary, in lower case, with blanks for underscores and line ends."""
    paths = [*(ROOT / "ipdsl").rglob("*.py"), *(ROOT / "docs").glob("*.md"), *(ROOT / "tests").rglob("*.py")]
    texts = (path.read_text(encoding="utf-8") for path in paths if path not in (GLOSSARY, ROOT / __file__))
    return re.sub(r"[\s_]+", " ", " ".join(texts)).lower()


@pytest.fixture(scope="module")
def names_of_code() -> set[str]:
    """Every module, package and identifier of the program, and of the oracle."""
    paths = [*(ROOT / "ipdsl").rglob("*.py"), *(ROOT / "tests" / "reference").rglob("*.py")]
    modules = {part for path in paths for part in path.relative_to(ROOT).with_suffix("").parts}
    return modules | {name for path in paths for name in identifiers(path.read_text(encoding="utf-8"))}


def test_the_glossary_is_read() -> None:
    assert len(TERMS) > 90
    assert len(TERMS) == len(set(TERMS)), "one term, one meaning"
    assert len(NAMES) > 10


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_used(term: str, written: str) -> None:
    stem = re.escape(OF_SETTLEMENT.get(term, term).removesuffix("e").removesuffix("y"))
    assert re.search(rf"\b{stem}", written), f"nothing but the glossary speaks of `{term}`"


@pytest.mark.parametrize(("term", "place"), PLACES)
def test_a_term_stands_where_the_glossary_says(term: str, place: str, names_of_code: set[str]) -> None:
    if "/" in place:
        assert (ROOT / place).exists(), term
        return
    assert set(place.split(".")) <= names_of_code, term


@pytest.mark.parametrize(("name", "package"), NAMES)
def test_a_retired_name_is_no_identifier(name: str, package: str) -> None:
    folder = ROOT / "ipdsl" / package
    assert folder.is_dir()
    for path in folder.rglob("*.py"):
        assert name not in {path.stem, *identifiers(path.read_text(encoding="utf-8"))}, path.relative_to(ROOT)


def identifiers(code: str) -> Iterator[str]:
    """What a module names of its own, or imports: attributes of others (`ast.Over`) are not among them."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.Name(id=name) | ast.arg(arg=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield from (other or name).split(".")
            case _:
                pass
