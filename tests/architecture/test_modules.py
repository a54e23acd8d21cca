"""Every module has a docstring, and inner packages are empty."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.modules import tree_of
from tests.support.project_files import files_under

MODULES = files_under(ROOT / "ipdsl", "*.py")


@pytest.mark.broad
def test_every_module_says_what_it_is_for() -> None:
    silent = [_name(path) for path in MODULES if not ast.get_docstring(_tree(path))]
    assert not silent


def test_inner_packages_hold_a_docstring_only() -> None:
    inner = [path for path in MODULES if path.name == "__init__.py" and path.parent != ROOT / "ipdsl"]
    full = [_name(path) for path in inner if len(_tree(path).body) > 1 or len(path.read_text("utf-8").splitlines()) > 1]
    assert not full


MOST_MODULES = 15
MOST_NAMES_AT_THE_TOP = 27


def test_no_folder_has_more_modules_than_a_reader_can_survey() -> None:
    folders = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    wide = {_name(folder): number for folder, number in folders.items() if number > MOST_MODULES}
    assert wide == {}


def test_the_top_has_few_names() -> None:
    top = {path.relative_to(ROOT / "ipdsl").parts[0] for path in MODULES}
    assert len(top) <= MOST_NAMES_AT_THE_TOP


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return tree_of(path.read_text(encoding="utf-8"))
