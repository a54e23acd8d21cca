"""Rules for names in `ipdsl` that a program can check: section "Names" of docs/dev/contributing.md."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.modules import tree_of
from tests.support.project_files import files_under
from tests.support.rows import each_row

WORDS = tomllib.loads((Path(__file__).parent / "bare_words.toml").read_text(encoding="utf-8"))
BARE = frozenset(" ".join(WORDS.values()).split())

NO_PARTICIPLES = re.compile(r"(?:\w*(?:eed|bed|hred|hed))|red|led|sled|hundred|kindred|embed")
"""Words that end in `ed` but are not participles."""

BANNED_LOCALS = frozenset(
    {"alone", "anew", "apart", "asked", "at", "beside", "besides", "every", "found", "kept", "later", "of", "one"}
    | {"others", "own", "said", "told"}
)

STAGES = {
    "ipdsl.syntax.ast",
    "ipdsl.semantics.typed",
    "ipdsl.lower.plan",
    "ipdsl.ir.terms",
    "ipdsl.decision.model",
}
"""Modules with classes of one concept at several stages, from the page to the decision. Each may use a name once."""

COLUMNS = ("ipdsl.batch.",)
"""The columns keep their names until they are rewritten."""

BY_NAME = {
    "ipdsl.syntax.expression_builders": "functions are named after the rules of the grammar",
    "ipdsl.syntax.sentence_builders": "functions are named after the rules of the grammar",
    "ipdsl.engine": "operations of formulas are found by the name of their function",
}
"""Packages whose functions get their names from outside Python."""


@cache
def trees() -> dict[str, ast.Module]:
    """The tree of each module, by dotted name."""
    trees = {}
    for path in files_under(ROOT / "ipdsl", "*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        trees[".".join(parts)] = tree_of(path.read_text(encoding="utf-8"))
    return trees


def checked_trees() -> dict[str, ast.Module]:
    return {module: tree for module, tree in trees().items() if not module.startswith(COLUMNS)}


def banned(module: str) -> frozenset[str]:
    """The variables that a module may not have. Parameters of commands are named after their options."""
    return BANNED_LOCALS - {"anew"} if module == "ipdsl.cli.commands.batch" else BANNED_LOCALS


def public_names() -> frozenset[str]:
    """Names that users rely on. They change only in a release that announces it."""
    listed = (ROOT / "tests" / "golden" / "surface" / "library.txt").read_text(encoding="utf-8")
    return frozenset(re.findall(r"\w+", listed))


def is_bare(name: str) -> bool:
    """Whether a name begins with `of`, or is a single adverb, preposition, pronoun or participle."""
    words = name.strip("_").lower().split("_")
    if words[0] == "of" or len(words) > 1:
        return words[0] == "of"
    word = words[0]
    return word in BARE or (word.endswith("ed") and not NO_PARTICIPLES.fullmatch(word))


def definitions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The classes, functions and methods of a module: kind and name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield "class", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", node.name)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("__"):
            yield "function", node.name


def locals_of(tree: ast.Module) -> Iterator[str]:
    """The variables and parameters of the functions of a module, including those of comprehensions."""
    outside: list[ast.AST] = [tree]
    while outside:
        part = outside.pop()
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            outside += ast.iter_child_nodes(part)
            continue
        for node in ast.walk(part):  # the functions inside it too
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            elif isinstance(node, ast.arg):
                yield node.arg


@pytest.mark.broad
def test_no_class_or_function_is_a_bare_adverb_preposition_or_participle() -> None:
    public = public_names()
    doubtful: list[tuple[str, str]] = []
    for module, tree in checked_trees().items():
        if module.startswith(tuple(BY_NAME)):
            continue
        doubtful += [(module, name) for _, name in definitions(tree) if is_bare(name) and name not in public]
    assert sorted(set(doubtful)) == []


def test_no_module_is_a_bare_adverb_preposition_or_participle() -> None:
    names = {module: module.rpartition(".")[2] for module in checked_trees().keys() - STAGES}
    assert sorted(module for module, name in names.items() if not name.startswith("__") and is_bare(name)) == []


@pytest.mark.broad
def test_no_variable_has_a_name_that_says_nothing() -> None:
    doubtful = {
        (module, name) for module, tree in checked_trees().items() for name in locals_of(tree) if name in banned(module)
    }
    assert sorted(doubtful) == []


@pytest.mark.broad
def test_a_class_name_is_unique_but_for_the_stages_of_one_concept() -> None:
    modules: dict[str, list[str]] = defaultdict(list)
    for module, tree in checked_trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules[node.name].append(module)
    assert {
        name: where for name, where in modules.items() if len(set(where) - STAGES) > 1 or len(where) != len(set(where))
    } == {}


@each_row("name", ["told", "_kept", "besides", "of_day", "settled", "anew", "others", "shown"])
def test_a_bare_name_is_found(name: str) -> None:
    assert is_bare(name)


@each_row("name", ["settle", "told_lines", "need", "run", "embed", "with_label", "reads", "speed", "is_stated"])
def test_a_name_that_says_something_is_not(name: str) -> None:
    assert not is_bare(name)
