"""Mutants of functions. A mutant is one small change, made by replacing the function's code in the running interpreter.

A mutant is identified by its file, its outermost function, and the number of the place in the function, so a run can be
resumed. Asserts, raises, annotations, docstrings and the unions of `isinstance` are not changed: tests would see no
difference, or every test would see one.
"""

from __future__ import annotations

import ast
import copy
import functools
import gc
import hashlib
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import attrs

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.Mod: ast.FloorDiv,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
PROBE = "__mutation_probe__"


@attrs.frozen(order=True)
class Mutant:
    """One change: its place and a description of it."""

    file: str
    function: str
    number: int
    line: int
    change: str
    source: str = ""
    """A digest of the function. The result for a mutant is valid while the digest is the same."""

    @property
    def key(self) -> str:
        return f"{self.file}::{self.function}#{self.number}"


Change = tuple[ast.AST, str, Callable[[], None]]


def mutants_of(path: Path, root: Path) -> list[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[Mutant] = []
    for name, function in functions(tree):
        source = hashlib.sha256(ast.dump(function).encode()).hexdigest()[:12]
        for number, (node, change, _) in enumerate(changes(function)):
            line = getattr(node, "lineno", function.lineno)
            found.append(Mutant(path.relative_to(root).as_posix(), name, number, line, change, source))
    return found


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module and the methods of its classes, by qualified name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def changes(function: ast.FunctionDef) -> Iterator[Change]:
    """The changes that can be made in a function. Call the last part of a change to make it."""
    for statement in function.body:
        yield from _in(statement)


def _in(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Assert() | ast.Raise() | ast.Expr(value=ast.Constant()):
            return
        case ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            return
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super"))))):
            return  # without this call the function has no cell for its class and cannot replace the original
        case ast.Call(func=ast.Name(id="isinstance"), args=[first, _]):
            yield from _in(first)
            return
        case _:
            yield from _here(node)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _in(child)


def _here(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                if other := COMPARISONS.get(type(op)):
                    words = f"{type(op).__name__} becomes {other.__name__}"
                    yield node, words, functools.partial(_put, ops, at, other())
        case ast.BoolOp(op=op):
            other_op = ast.And() if isinstance(op, ast.Or) else ast.Or()
            words = f"{type(op).__name__} becomes {type(other_op).__name__}"
            yield node, words, functools.partial(setattr, node, "op", other_op)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, "without not", functools.partial(_become, node, operand)
        case ast.BinOp(op=operator) if other_operator := OPERATORS.get(type(operator)):
            words = f"{type(operator).__name__} becomes {other_operator.__name__}"
            yield node, words, functools.partial(setattr, node, "op", other_operator())
        case ast.Constant(value=bool() as value):
            yield node, f"{value} becomes {not value}", functools.partial(setattr, node, "value", not value)
        case ast.Constant(value=int() as number):
            yield node, f"{number} becomes {number + 1}", functools.partial(setattr, node, "value", number + 1)
        case ast.Call(func=ast.Name(id=name) as func) if name in CALLS:
            yield node, f"{name} becomes {CALLS[name]}", functools.partial(setattr, func, "id", CALLS[name])
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if not _changes_as_a_whole(test):
            yield node, "the other branch", functools.partial(setattr, node, "test", _negated(test))
        case ast.comprehension(ifs=ifs) if ifs:
            yield ifs[0], "without its condition", ifs.clear
        case ast.AugAssign() | ast.Continue() | ast.Break():
            yield node, "without the statement", functools.partial(_become, node, ast.Pass())
        case ast.Expr(value=ast.Call()):
            yield node, "without the call", functools.partial(_become, node, ast.Pass())
        case _:
            pass


def _changes_as_a_whole(test: ast.expr) -> bool:
    """Whether another change negates the test."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Compare(ops=[ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot() | ast.In() | ast.NotIn()]):
            return True
        case _:
            return False


def _put(items: list[ast.cmpop], at: int, value: ast.cmpop) -> None:
    items[at] = value


def _negated(test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _become(node: ast.AST, other: ast.AST) -> None:
    """Turn a node into the other one in place."""
    place = {name: getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
    node.__class__ = type(other)  # type: ignore[assignment]  # nodes of one layout
    vars(node).clear()
    vars(node).update(vars(copy.copy(other)) | place)


# ---------------------------------------------------------------------------------------------- code


def code_of(mutant: Mutant, root: Path) -> CodeType:
    """The code of the mutated function."""
    tree = ast.parse((root / mutant.file).read_text(encoding="utf-8"))
    *_, change = list(changes(dict(functions(tree))[mutant.function]))[mutant.number]
    change()
    return _compiled(tree, root / mutant.file)[mutant.function]


def probed(mutants: list[Mutant], root: Path) -> dict[tuple[str, str], CodeType]:
    """The code of the mutated functions by file and name; at each place the code first calls the probe with its key."""
    found: dict[tuple[str, str], CodeType] = {}
    for file in sorted({mutant.file for mutant in mutants}):
        tree = ast.parse((root / file).read_text(encoding="utf-8"))
        by_name = dict(functions(tree))
        asked = [mutant for mutant in mutants if mutant.file == file]
        places = [(by_name[m.function], list(changes(by_name[m.function]))[m.number][0], m.key) for m in asked]
        for function, node, key in places:
            block, at = _statement_of(function, node)
            call = ast.Call(ast.Name(PROBE, ast.Load()), [ast.Constant(key)], [])
            block.insert(at, ast.copy_location(ast.Expr(call), block[at]))
        code = _compiled(tree, root / file)
        found |= {(file, mutant.function): code[mutant.function] for mutant in asked}
    return found


def _statement_of(function: ast.FunctionDef, node: ast.AST) -> tuple[list[ast.stmt], int]:
    """The block and the index of the innermost statement that contains a node."""
    found: tuple[list[ast.stmt], int] | None = None
    for outer in ast.walk(function):  # from the outermost inwards
        for _, block in ast.iter_fields(outer):
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                for at, statement in enumerate(block):
                    if any(inner is node for inner in ast.walk(statement)):
                        found = block, at
    assert found is not None
    return found


def _compiled(tree: ast.Module, path: Path) -> dict[str, CodeType]:
    """The code of each function of a module, by qualified name."""
    ast.fix_missing_locations(tree)
    names = [name for name, _ in functions(tree)]
    module = compile(tree, str(path), "exec", dont_inherit=True)
    return {name: _inner(module, name) for name in names}


def _inner(code: CodeType, name: str) -> CodeType:
    for part in name.split("."):
        code = next(inner for inner in code.co_consts if isinstance(inner, CodeType) and inner.co_name == part)
    return code


# ---------------------------------------------------------------------------------------------- in the interpreter


class Living:
    """All functions of a folder that exist in this interpreter, and their caches."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.functions: dict[tuple[str, str], list[FunctionType]] = {}
        self.caches: list[Any] = []
        for path in sorted(folder.rglob("*.py")):
            importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"))
        files: dict[str, str] = {}
        gc.unfreeze()  # frozen objects are not listed
        for found in gc.get_objects():
            if isinstance(found, FunctionType):
                name = found.__code__.co_filename
                if name not in files:
                    path = Path(name).resolve()
                    files[name] = path.relative_to(root).as_posix() if path.is_relative_to(folder) else ""
                if files[name]:
                    self.functions.setdefault((files[name], found.__code__.co_qualname), []).append(found)
            elif isinstance(found, functools._lru_cache_wrapper):
                self.caches.append(found)
        modules = {file.removesuffix(".py").replace("/", ".") for file in files.values() if file}
        self.caches = [cache for cache in self.caches if cache.__module__ in modules]

    def put(self, file: str, function: str, code: CodeType) -> None:
        """Give a function other code. Raises `LookupError` if the function is not in this interpreter."""
        held = self.functions.get((file, function), [])
        if not held:
            raise LookupError(f"no {function} of {file} is in this interpreter")
        for one in held:
            one.__code__ = code

    def forget(self) -> None:
        """Empty the caches, because their values were computed before a change."""
        for cache in self.caches:
            cache.cache_clear()


def apply(mutant: Mutant, root: Path, living: Living) -> None:
    """Put the mutant into every copy of the function in the running interpreter."""
    living.put(mutant.file, mutant.function, code_of(mutant, root))
    living.forget()
