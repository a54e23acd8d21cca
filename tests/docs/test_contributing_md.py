"""The modules that a new rule changes, as listed in docs/dev/contributing.md, are those that name rules in the code."""

from __future__ import annotations

import re
from typing import get_args

from ipdsl.semantics import typed
from ipdsl.syntax import ast
from tests.conftest import ROOT
from tests.support.project_files import files_under

TEXT = (ROOT / "docs" / "dev" / "contributing.md").read_text(encoding="utf-8")
RECIPE = TEXT[TEXT.index("### The files of a rule") : TEXT.index("### Goldens")]

RULES = {rule.__name__ for rule in (*get_args(ast.Rule), *get_args(typed.Rule), *get_args(typed.Condition))}
NAMED = re.compile(rf"\b(?:ast|typed)\.({'|'.join(sorted(RULES))})\b")

CASES_OF_RULES = ("tests/semantics/", "tests/facts/", "tests/support/")
"""Tests of one rule each. A new rule does not change them."""


def test_every_module_that_distinguishes_rules_is_listed() -> None:
    folders = ("ipdsl/syntax", "ipdsl/semantics", "ipdsl/lower", "ipdsl/audit", "tests")
    paths = sorted(path for folder in folders for path in files_under(ROOT / folder, "*.py"))
    telling = {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if len(set(NAMED.findall(path.read_text(encoding="utf-8")))) > 2
    }
    telling = {name for name in telling if not name.startswith(CASES_OF_RULES)}
    assert len(telling) > 15
    assert sorted(name for name in telling if not _is_listed(name)) == []


def test_every_file_of_the_list_is_there() -> None:
    names = set(re.findall(r"`([\w/]+\.(?:py|lark|toml|md))`", RECIPE))
    there = {path.as_posix() for folder in ("ipdsl", "tests", "docs", "grammar") for path in files_under(ROOT / folder)}
    assert sorted(name for name in names if not any(path.endswith(f"/{name}") for path in there)) == []


def _is_listed(name: str) -> bool:
    """Whether a module is listed by its whole path, or in a part of the list that names a folder above it."""
    parts = re.split(r"\n(?=-|\d\.)", RECIPE)
    cuts = [at + 1 for at, letter in enumerate(name) if letter == "/"]
    in_part = any(f"`{name[:cut]}`" in part and f"`{name[cut:]}`" in part for part in parts for cut in cuts)
    return in_part or f"`{name}`" in RECIPE
