"""The oracle shares no code with plan, back ends and runtime, and no settlement code with any module."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.support.project_files import files_in

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
ALLOWED = (
    "ipdsl.semantics.typed",
    "ipdsl.schema",
    "ipdsl.base.values.money",  # decimals of currencies
    "tests.reference",
    "attrs",
)


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_the_oracle_imports_only_the_typed_policy_the_schema_and_currencies() -> None:
    modules = files_in(REFERENCE, "*.py")
    assert len(modules) > 5
    for path in modules:
        foreign = {
            name for name in imported(path) if name.startswith(("ipdsl", "tests")) and not name.startswith(ALLOWED)
        } - {"ipdsl.semantics.typed"}
        assert foreign == set(), f"{path.name} imports {foreign}"


def test_the_oracle_knows_no_float() -> None:
    for path in files_in(REFERENCE, "*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path.name
            assert not (isinstance(node, ast.Name) and node.id == "float"), path.name
