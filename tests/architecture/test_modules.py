"""Every module says what it is for, and inner packages are empty."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import ROOT

MODULES = sorted((ROOT / "ipdsl").rglob("*.py"))


def test_every_module_says_what_it_is_for() -> None:
    silent = [_name(path) for path in MODULES if not ast.get_docstring(_tree(path))]
    assert not silent


def test_inner_packages_hold_a_docstring_only() -> None:
    inner = [path for path in MODULES if path.name == "__init__.py" and path.parent != ROOT / "ipdsl"]
    full = [_name(path) for path in inner if len(_tree(path).body) > 1 or len(path.read_text("utf-8").splitlines()) > 1]
    assert not full


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
