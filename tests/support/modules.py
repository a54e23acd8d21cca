"""Syntax nodes of the program's modules that contain texts for readers, parsed once for all tests that search them."""

from __future__ import annotations

import ast
from functools import cache

from tests.support.project_files import ROOT, files_under


@cache
def tree_of(text: str) -> ast.Module:
    """The syntax tree of a module's text. All tests share the trees, so they must not change one."""
    return ast.parse(text)


@cache
def nodes_of(text: str) -> tuple[ast.AST, ...]:
    """All nodes of a module's tree, in the order of `ast.walk`, which takes longer than parsing."""
    return tuple(ast.walk(tree_of(text)))


@cache
def calls_and_cells() -> tuple[tuple[str, ast.AST], ...]:
    """Calls, annotated assignments and tuples of every module of the program, each with its place."""
    return tuple(
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in files_under(ROOT / "ipdsl", "*.py")
        for node in nodes_of(path.read_text(encoding="utf-8"))
        if isinstance(node, ast.Call | ast.AnnAssign | ast.Tuple)
    )
