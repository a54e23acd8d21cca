"""Modules stay under 400 lines and functions under 50; what is longer is named here with its reason."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import ROOT

MODULE_LINES = 400
FUNCTION_LINES = 50

LONG_MODULES = {
    "ipdsl/syntax/ast.py": "one class a construct, nothing else",
    "ipdsl/semantics/typed.py": "one class a construct, nothing else",
}
LONG_FUNCTIONS: dict[str, str] = {}

MODULES = sorted((ROOT / "ipdsl").rglob("*.py"))


def test_modules_are_short() -> None:
    long = {name for path in MODULES if _lines(path) >= MODULE_LINES and (name := _name(path)) not in LONG_MODULES}
    assert not long, f"split by family of constructs: {sorted(long)}"


def test_functions_are_short() -> None:
    long = {name: lines for path in MODULES for name, lines in _functions(path) if lines >= FUNCTION_LINES}
    assert not long.keys() - LONG_FUNCTIONS.keys(), long


def test_the_exceptions_are_still_needed() -> None:
    assert all(_lines(ROOT / name) >= MODULE_LINES for name in LONG_MODULES)
    functions = dict(pair for path in MODULES for pair in _functions(path))
    assert all(functions.get(name, 0) >= FUNCTION_LINES for name in LONG_FUNCTIONS)


def test_every_module_says_what_it_is_for() -> None:
    silent = [_name(path) for path in MODULES if not ast.get_docstring(_tree(path))]
    assert not silent


def test_inner_packages_hold_a_docstring_only() -> None:
    inner = [path for path in MODULES if path.name == "__init__.py" and path.parent != ROOT / "ipdsl"]
    full = [_name(path) for path in inner if len(_tree(path).body) > 1 or _lines(path) > 1]
    assert not full


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> list[tuple[str, int]]:
    """Every function with the lines of its body and signature, decorators apart."""
    return [
        (f"{_name(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef)
    ]
