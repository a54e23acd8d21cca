"""Tests are in the folder of the package that they test, and share helpers only through `tests/support`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.project_files import files_under, top_packages
from tests.support.rows import each_row

TESTS = ROOT / "tests"
PACKAGES = top_packages()
OF_NO_PACKAGE = {
    "architecture", "benchmarks", "differential", "docs", "equivalence", "examples", "golden", "messages", "mutation",
    "packaging", "policies", "properties", "prose", "reference", "spark", "support", "surface", "upgrade",
}  # fmt: skip
"""Folders that test more than one package, or that have data of tests. `spark` tests a module at the top."""
MODULES = files_under(TESTS, "*.py")


@each_row("package", PACKAGES)
def test_each_package_has_tests_in_a_folder_of_its_name(package: str) -> None:
    assert any(files_under(TESTS / package, "test_*.py"))


def test_each_other_folder_is_listed() -> None:
    assert {path.parent.relative_to(TESTS).parts[0] for path in MODULES if path.parent != TESTS} == {
        *PACKAGES,
        *(OF_NO_PACKAGE - {"golden"}),
    }


def test_folders_inside_are_those_of_the_package() -> None:
    inside = {path.parent.relative_to(TESTS) for path in MODULES if path.relative_to(TESTS).parts[0] in PACKAGES}
    assert [
        folder.as_posix() for folder in sorted(inside) if not (ROOT / "ipdsl" / folder / "__init__.py").exists()
    ] == []


def test_these_folders_hold_tests_and_programs_alone() -> None:
    found = [
        path for path in MODULES if path.relative_to(TESTS).parts[0] in {*PACKAGES, "policies", "examples", "docs"}
    ]
    assert [_name(path) for path in found if not path.name.startswith(("test_", "run_"))] == []


@each_row("folder", ["support", "properties"])
def test_the_index_of_shared_modules_names_each_once_and_no_other(folder: str) -> None:
    rows = re.findall(r"^\|.*$", (TESTS / folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    listed = re.findall(r"`([\w/]+\.py)`", "\n".join(rows))
    modules = [path.relative_to(TESTS / folder).as_posix() for path in MODULES if path.is_relative_to(TESTS / folder)]
    assert sorted(name for name in listed if not name.startswith("test_")) == [
        name for name in sorted(modules) if not name.rpartition("/")[2].startswith(("test_", "__init__"))
    ]


@pytest.mark.broad
def test_no_module_imports_from_a_test() -> None:
    importers = [path for folder in (TESTS, ROOT / "benchmarks") for path in files_under(folder, "*.py")]
    assert [(_name(path), name) for path in importers for name in _imported(path) if ".test_" in name] == []


def _imported(path: Path) -> list[str]:
    """The modules of tests that a module imports from, with the names."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests")]
    return [f"{node.module}.{alias.name}" for node in froms for alias in node.names]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
