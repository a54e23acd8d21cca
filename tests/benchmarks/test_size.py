"""The counts that compare releases, on sources that are counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.size import TYPES, Size, measure, size_of, table
from tests.conftest import ROOT
from tests.support.project_files import git

MODULE = '''"""A docstring."""

import os  # 1 statement, 2 tokens
from a.types import Money as M, Rate  # 1 statement, 10 tokens

LIMIT = 3  # 1 statement, 3 tokens
"""What it is: no statement."""


def read(x):  # 1 statement, 6 tokens
    """A docstring."""
    match x:  # 1 statement, 3 tokens
        case M():  # 5 tokens
            return 1  # 1 statement, 2 tokens
        case _:  # 3 tokens
            assert_never(x)  # 1 statement, 4 tokens
'''


def test_statements_tokens_and_matches_are_counted_without_docstrings_and_comments() -> None:
    assert size_of(MODULE, {"a.types"}) == Size(
        modules=1, lines=16, statements=7, tokens=38, functions=1, imports=2, matches=1, exhaustive=1, over_types=1,
        over_types_exhaustive=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "over_types"),
    [
        ("from a.types import Money\nmatch x:\n case Money(): pass\n", 1),
        ("from a import types as t\nmatch x:\n case t.Money() | None: pass\n", 1),
        ("from a.money import Money\nmatch x:\n case Money(): pass\n", 0),
        ("from a.types import Money\nmatch x:\n case 1: pass\n", 0),
        ("from a.types import Money\nmatch x:\n case [Money(), _]: pass\n", 1),
    ],
)
def test_a_match_is_over_types_by_what_its_names_were_imported_from(source: str, over_types: int) -> None:
    assert (size_of(source, {"a.types"}).matches, size_of(source, {"a.types"}).over_types) == (1, over_types)


def test_another_checkout_is_measured_by_its_folders(tmp_path: Path) -> None:
    for name, text in {
        "ipdsl/__init__.py": "",
        "ipdsl/a/__init__.py": "",
        "ipdsl/a/one.py": "x = 1\n",
        "ipdsl/a/b/two.py": "x = 1\n" * 61,
        "ipdsl/a/b/three.py": "x = 1\n",
        "tests/golden/x.txt": "1\n2\n",
        "tests/x.txt": "1\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    git("init", "--quiet", folder=tmp_path)
    tree = measure(tmp_path)
    assert {name: (size.modules, size.statements, size.small) for name, size in tree.packages.items()} == {
        "(top)": (1, 0, 0),
        "a": (4, 63, 2),
    }
    assert tree.widest == {"a": ("a/b", 2)}
    assert (tree.golden_files, tree.golden_lines) == (1, 2)


@pytest.mark.slow
def test_this_checkout_has_no_match_over_types() -> None:
    tree = measure(ROOT)
    assert any((ROOT / folder).is_dir() for folder in TYPES), "--types names no folder in which types are declared"
    assert tree.whole.over_types == 0
    assert len(list(table(tree))) > len(tree.packages)
