"""The modules of the program as syntax trees, parsed once for all tests that search them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def calls_and_cells() -> tuple[tuple[str, ast.AST], ...]:
    """The nodes that may hold words for a reader, each with its place: calls, annotated assignments and tuples."""
    return tuple(
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call | ast.AnnAssign | ast.Tuple)
    )


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the program: its file and its tree."""
    for path in sorted((ROOT / "ipdsl").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))
