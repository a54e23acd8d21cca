"""No module of the project imports itself through others. Imports of types and imports within functions also count."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.modules import nodes_of
from tests.support.project_files import files_under

ROOT = Path(__file__).resolve().parents[2]


def modules() -> dict[str, str]:
    """The text of each module, by name."""
    found = {}
    for path in files_under(ROOT / "ipdsl", "*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


def imports(name: str, text: str, known: Mapping[str, str]) -> Iterator[str]:
    """The modules that a module imports anywhere in its text. Importing a name of a package imports the package."""
    for node in nodes_of(text):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else str(node.module)


def circles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The sets of modules that reach each other (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in graph[name]:
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            at = stack.index(name)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for name in graph:
        if name not in index:
            visit(name)
    return found


def graph_of(texts: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: sorted({*imports(name, text, texts)} - {name}) for name, text in texts.items()}


@pytest.mark.broad
def test_no_module_imports_itself_through_others() -> None:
    assert circles(graph_of(modules())) == []


def test_a_circle_through_a_function_or_a_type_is_found() -> None:
    texts = {
        "a": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from b import B\n",
        "b": "def f():\n    import c\n",
        "c": "import a\n",
        "d": "import a\n",
    }
    assert circles(graph_of(texts)) == [["a", "b", "c"]]
