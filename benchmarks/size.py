"""Measure the size of the program: modules, statements, tokens, functions and imports of each package, and its checks.

    python -m benchmarks.size [--tree PATH] [--json | --budget | --write-budget]

`--budget` compares each package with its line in `benchmarks/size_budget.tsv`, `--write-budget` rewrites the lines.

PATH is a checkout of this commit or of another, also an older one. Statements are those of the syntax tree, tokens
those of the language, both without docstrings and comments. A module with at most 60 lines is small. The widest folder
has the most modules. Modules of packages (`__init__.py`) are not counted as small or in folders. A `match` is over
types if a case names a class of the modules that declare types of values (`--types`). It is exhaustive if its last case
calls `assert_never`.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import sys
import tokenize
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.support.modules import nodes_of
from tests.support.project_files import files_under

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "ipdsl"
TYPES = ("ipdsl/schema/types.py", "ipdsl/types/", "ipdsl/schema/types/")
"""Modules or folders that declare types of values. A checkout need not have all of them."""

BUDGET = Path(__file__).with_name("size_budget.tsv")
"""The statements and modules that each package may have. The line `all` is written by hand; `-` means unlimited."""
ALL = "all"
LOOSE = {"statements": 10, "modules": 0}
"""A line may exceed its package by this many, or by 2%. Then it has to be rewritten."""

SMALL = 60
LAYOUT = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
          tokenize.ENDMARKER)  # fmt: skip
GOLDEN = ("golden", "goldens")
"""Folders of `tests` with the expected output of a stage."""


class Size(NamedTuple):
    """The figures of one module, of a package or of the whole."""

    modules: int = 0
    lines: int = 0
    statements: int = 0
    tokens: int = 0
    functions: int = 0
    imports: int = 0
    small: int = 0
    matches: int = 0
    exhaustive: int = 0
    over_types: int = 0
    over_types_exhaustive: int = 0

    def __add__(self, other: Size) -> Size:  # type: ignore[override]  # sizes are added, not joined
        return Size(*(mine + its for mine, its in zip(self, other, strict=True)))


class Tree(NamedTuple):
    """The figures of a checkout: by package, and the lines and files of its goldens."""

    packages: Mapping[str, Size]
    widest: Mapping[str, tuple[str, int]]
    golden_files: int
    golden_lines: int

    @property
    def whole(self) -> Size:
        total = Size()
        for size in self.packages.values():
            total += size
        return total


def measure(tree: Path, types: Iterable[str] = TYPES) -> Tree:
    """The figures of a checkout."""
    modules = program_modules(tree)
    declared = {_dotted(tree, module) for module in modules if _declares_types(tree, module, types)}
    packages: dict[str, Size] = {}
    for module in modules:
        name = package_of(tree, module)
        size = size_of(module.read_text(encoding="utf-8"), declared)
        is_small = module.name != "__init__.py" and size.lines <= SMALL
        packages[name] = packages.get(name, Size()) + size._replace(small=int(is_small))
    folders = Counter(module.parent for module in modules if module.name != "__init__.py")
    widest: dict[str, tuple[str, int]] = {}
    for folder, number in folders.most_common():
        name = package_of(tree, folder / "__init__.py")
        widest.setdefault(name, (folder.relative_to(tree / PACKAGE).as_posix(), number))
    goldens = [path for path in files_under(tree / "tests", checkout=tree) if set(GOLDEN) & {*path.parts}]
    return Tree(packages, widest, len(goldens), sum(path.read_bytes().count(b"\n") for path in goldens))


def program_modules(tree: Path) -> list[Path]:
    return files_under(tree / PACKAGE, "*.py", tree)


def package_of(tree: Path, module: Path) -> str:
    """The top package of a module; "(top)" for a module outside packages."""
    first, *others = module.relative_to(tree / PACKAGE).parts
    return first if others else "(top)"


def _dotted(tree: Path, module: Path) -> str:
    parts = module.relative_to(tree).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _declares_types(tree: Path, module: Path, types: Iterable[str]) -> bool:
    path = module.relative_to(tree).as_posix()
    return any(path.startswith(where) if where.endswith("/") else path == where for where in types)


def size_of(source: str, types: Collection[str] = ()) -> Size:
    """The figures of one module. `types` are the modules that declare types."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    lines = source.count("\n") + (not source.endswith("\n") and source != "")
    matches = [node for node in nodes if isinstance(node, ast.Match)]
    names = _names_of_types(tree, types)
    over_types = [node for node in matches if _is_over(node, names)]
    return Size(
        modules=1,
        lines=lines,
        statements=len(_statements(nodes)),
        tokens=_tokens(source, tree),
        functions=sum(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in nodes),
        imports=sum(isinstance(node, ast.Import | ast.ImportFrom) for node in nodes),
        matches=len(matches),
        exhaustive=sum(map(_is_exhaustive, matches)),
        over_types=len(over_types),
        over_types_exhaustive=sum(map(_is_exhaustive, over_types)),
    )


def _statements(nodes: Collection[ast.AST]) -> list[ast.stmt]:
    """The statements among the nodes of a module, without docstrings."""
    docstrings = {id(text) for node in nodes for text in _docstring(node)}
    return [node for node in nodes if isinstance(node, ast.stmt) and id(node) not in docstrings]


def _docstring(node: ast.AST) -> Iterator[ast.Expr]:
    """The docstring of a module, class or function, and the texts after names."""
    for field in ("body", "orelse", "finalbody"):
        for inner in getattr(node, field, ()) if isinstance(getattr(node, field, ()), list) else ():
            if (
                isinstance(inner, ast.Expr)
                and isinstance(inner.value, ast.Constant)
                and isinstance(inner.value.value, str)
            ):
                yield inner


def _tokens(source: str, tree: ast.Module) -> int:
    docstrings = {
        (text.lineno, text.col_offset) for node in ast.walk(tree) for text in _docstring(node)
    }  # both columns are the same if the line only has spaces before the text
    found = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_docstring = token.type == tokenize.STRING and token.start in docstrings
        found += token.type not in LAYOUT and not is_docstring
    return found


def _names_of_types(tree: ast.Module, types: Collection[str]) -> set[str]:
    """The names that a module has for types, or for the modules that declare them."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            of_types = node.module in types
            found |= {
                name.asname or name.name for name in node.names if of_types or f"{node.module}.{name.name}" in types
            }
        elif isinstance(node, ast.Import):
            found |= {name.asname for name in node.names if name.asname and name.name in types}
    return found


def _is_over(match: ast.Match, names: Collection[str]) -> bool:
    """Whether a case names one of these classes, or a class in one of the modules with these names."""
    for case in match.cases:
        for pattern in ast.walk(case.pattern):
            if isinstance(pattern, ast.MatchClass):
                cls = pattern.cls.value if isinstance(pattern.cls, ast.Attribute) else pattern.cls
                if isinstance(cls, ast.Name) and cls.id in names:
                    return True
    return False


def _is_exhaustive(match: ast.Match) -> bool:
    called = (node.func for step in match.cases[-1].body for node in ast.walk(step) if isinstance(node, ast.Call))
    return any(isinstance(function, ast.Name) and function.id == "assert_never" for function in called)


class PackageSize(NamedTuple):
    """The statements and modules of a package, or its limits in the budget. `None` means unlimited."""

    statements: int | None
    modules: int | None


def package_sizes(tree: Path) -> dict[str, PackageSize]:
    """What the budget limits: statements and modules of each package, and of all."""
    statements, modules = Counter[str](), Counter[str]()
    for module in program_modules(tree):
        number = len(_statements(nodes_of(module.read_text(encoding="utf-8"))))
        for name in (package_of(tree, module), ALL):
            statements[name] += number
            modules[name] += 1
    return {name: PackageSize(statements[name], modules[name]) for name in sorted(modules)}


def read_budget(text: str) -> dict[str, PackageSize]:
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {name: PackageSize(*(None if cell == "-" else int(cell) for cell in cells)) for name, *cells in rows}


def budget_text(sizes: Mapping[str, PackageSize], limits: Mapping[str, PackageSize]) -> str:
    """The budget with the present sizes. The line `all` stays as it is, and is the last."""
    rows = {name: size for name, size in sizes.items() if name != ALL} | {ALL: limits[ALL]}
    cells = ([name, *("-" if limit is None else str(limit) for limit in row)] for name, row in rows.items())
    return "".join("\t".join(row) + "\n" for row in (["package", *PackageSize._fields], *cells))


def budget_problems(sizes: Mapping[str, PackageSize], limits: Mapping[str, PackageSize]) -> list[str]:
    """Packages that exceed their lines, and lines that exceed their packages by more than `LOOSE`."""
    problems = []
    for name in sorted({*sizes, *limits}):
        numbers, maxima = sizes.get(name, PackageSize(0, 0)), limits.get(name, PackageSize(0, 0))
        for what, number, most in zip(PackageSize._fields, numbers, maxima, strict=True):
            if number is None or most is None:
                continue
            if number > most:
                todo = "remove code" if name == ALL else "the commit must say what they buy"
                problems.append(f"{name}: {number:,} {what} exceed the budget of {most:,}; {todo}")
            elif name != ALL and most - number > max(most // 50, LOOSE[what]):
                problems.append(f"{name}: the budget of {most:,} {what} is too large for {number:,}")
    return problems


HEADS = {
    "modules": "modules", "lines": "lines", "statements": "statements", "tokens": "tokens", "functions": "functions",
    "imports": "imports", "small": f"of ≤ {SMALL} lines", "widest": "widest folder",
}  # fmt: skip


def table(tree: Tree) -> Iterator[str]:
    """The figures as tables in Markdown."""
    yield f"| package | {' | '.join(HEADS.values())} |"
    yield f"|---|{'--:|' * (len(HEADS) - 1)}---|"
    for name, size in sorted(tree.packages.items()):
        yield _row(name, size, tree.widest.get(name))
    yield _row("**all**", tree.whole, max(tree.widest.values(), key=lambda one: one[1]))
    whole = tree.whole
    yield ""
    yield "| `match` statements | all | with `assert_never` |"
    yield "|---|--:|--:|"
    yield f"| all | {whole.matches} | {whole.exhaustive} |"
    yield f"| over types of values | {whole.over_types} | {whole.over_types_exhaustive} |"
    yield ""
    yield f"goldens: {tree.golden_lines:,} lines in {tree.golden_files:,} files"


def _row(name: str, size: Size, widest: tuple[str, int] | None) -> str:
    figures = [f"{getattr(size, head):,}" for head in HEADS if head != "widest"]
    folder = "" if widest is None else f"`{widest[0]}` {widest[1]}"
    return f"| {name} | {' | '.join(figures)} | {folder} |"


def main(words: list[str]) -> None:
    """Print the figures of a checkout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", type=Path, default=ROOT, metavar="PATH", help="the checkout; without it this one")
    parser.add_argument("--types", action="append", metavar="PATH", help="a module or a folder (with `/`) of types")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="as JSON")
    forms.add_argument("--budget", action="store_true", help="compare with benchmarks/size_budget.tsv")
    forms.add_argument("--write-budget", action="store_true", help="write the present figures into it")
    chosen = parser.parse_args(words)
    if chosen.budget or chosen.write_budget:
        sizes, limits = package_sizes(chosen.tree), read_budget(BUDGET.read_text(encoding="utf-8"))
        problems = budget_problems(sizes, limits)
        print("\n".join(problems or [f"{sizes[ALL].statements:,} statements are inside the budget"]))
        if chosen.budget:
            sys.exit(bool(problems))
        BUDGET.write_text(budget_text(sizes, limits), encoding="utf-8")
        return
    tree = measure(chosen.tree, chosen.types or TYPES)
    if chosen.json:
        print(json.dumps(_plain(tree), indent=1, ensure_ascii=False))
    else:
        print("\n".join(table(tree)))


def _plain(tree: Tree) -> dict[str, object]:
    return {
        "whole": tree.whole._asdict(),
        "packages": {name: size._asdict() for name, size in sorted(tree.packages.items())},
        "widest": dict(sorted(tree.widest.items())),
        "goldens": {"files": tree.golden_files, "lines": tree.golden_lines},
    }


if __name__ == "__main__":
    main(sys.argv[1:])
