"""The names of the library: exports of `ipdsl`, parts of its decisions and tables, and names in a compiled module.

The modules that the documents for users import are included. A line is a path and its type. A type without a public
name is `…`.
"""

from __future__ import annotations

import ast
import builtins
import enum
import importlib
import inspect
import re
import textwrap
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import FunctionType, ModuleType

import ipdsl
from tests.conftest import ROOT
from tests.support.project_files import files_under

STANDARD = {
    *vars(builtins), *typing.__all__, "Mapping", "Sequence", "Iterable", "Iterator", "Collection", "Callable",
    "datetime", "date", "Decimal", "Fraction", "PathLike", "os", "pa",
}  # fmt: skip
"""Names in annotations that every reader of Python knows."""

RESULTS = ("Adjustment", "Claim", "Decision", "Diagnostic", "MissingFact", "Obligation", "Reading", "Reference")
"""Classes whose parts users read, although the classes of the parts have no public name."""

NOT_LISTED = ("Span", "Phrase")
"""Spans and texts of the program, which appear in results."""

MODULE_NAMES = ("evaluate", "total", "total_bounds", "read_facts", "DOCUMENT", "EFFECTIVE", "CONTENT_HASH", "POLICY")


def lines() -> list[str]:
    """Every public name of the library, one per line."""
    found = [f"ipdsl.{name}: {_kind(getattr(ipdsl, name))}" for name in ipdsl.__all__]
    for name in ipdsl.__all__:
        value = getattr(ipdsl, name)
        if inspect.isclass(value):
            found += _members(value, name)
        elif isinstance(value, FunctionType):
            found += [f"{name}{_signature(value)}"]
    for name, of in _parts().items():
        found += _members(of, name)
    return sorted({*found, *_imported_by_documents()})


def _kind(value: object) -> str:
    if inspect.isclass(value):
        bases = (enum.Enum, Exception)
        return next((f"class, {base.__name__}" for base in bases if issubclass(value, base)), "class")
    return "function" if isinstance(value, FunctionType) else "value"


# members of a class


def _members(of: type, name: str) -> Iterator[str]:
    inherited = {*dir(object), *(dir(Exception) if issubclass(of, Exception) else ()), *dir(tuple)}
    annotated = _annotations(of)
    for member in sorted({*dir(of), *annotated}):
        if member.startswith("_") or member in inherited - {*annotated}:
            continue
        value = inspect.getattr_static(of, member, None)
        if issubclass(of, enum.Enum) and isinstance(value, of):
            yield f"{name}.{member} = {value.value!r}"
        elif isinstance(value, FunctionType | classmethod | staticmethod):
            yield f"{name}.{member}{_signature(getattr(value, '__func__', value))}"
        elif isinstance(value, property | cached_property):
            read = value.fget if isinstance(value, property) else value.func
            yield f"{name}.{member}: {_public((read.__annotations__ or {}).get('return'))}"
        else:
            yield f"{name}.{member}: {_public(annotated.get(member, UNKNOWN))}"
    if issubclass(of, Exception):
        yield from (f"{name}.{member}" for member in _set_at_first(of))
    elif not issubclass(of, enum.Enum) and name in ipdsl.__all__:
        yield f"{name}{_signature(of)}"


def _set_at_first(of: type) -> list[str]:
    """The attributes that the constructor of an exception sets, or that of a class of the project above it."""
    classes = [base for base in of.__mro__ if base.__module__.startswith("ipdsl.")]
    trees = [ast.parse(textwrap.dedent(inspect.getsource(base))) for base in classes]
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    stored = (node for node in nodes if isinstance(node.ctx, ast.Store))
    return sorted({node.attr for node in stored if node.attr[0] != "_"})


def _annotations(of: type) -> dict[str, object]:
    found: dict[str, object] = {}
    for base in reversed(of.__mro__):
        found |= {name: told for name, told in vars(base).get("__annotations__", {}).items() if name[0] != "_"}
    return found


def _signature(of: Callable[..., object]) -> str:
    try:
        signature = inspect.signature(of)
    except (TypeError, ValueError):
        return "(…)"
    parts, star = [], False
    for name, parameter in signature.parameters.items():
        if name == "self" or name == "cls":
            continue
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not star:
            parts.append("*")
        star |= parameter.kind in (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_POSITIONAL)
        parts.append(_parameter(name, parameter))
    answer = "" if signature.return_annotation is inspect.Signature.empty else signature.return_annotation
    told = "" if inspect.isclass(of) or answer == "" else f" -> {_public(answer)}"
    return f"({', '.join(parts)}){told}"


def _parameter(name: str, parameter: inspect.Parameter) -> str:
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
    if parameter.default is inspect.Parameter.empty:
        return f"{stars}{name}"
    plain = isinstance(parameter.default, bool | int | str | tuple | None)
    return f"{name}={parameter.default!r}" if plain else f"{name}=…"


UNKNOWN = inspect.Parameter.empty


def _public(annotation: object) -> str:
    """An annotation with `…` for every name that is neither part of Python nor public."""
    if annotation is None or annotation is UNKNOWN:
        return "None" if annotation is None else "…"
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__forward_arg__", str(annotation))
    tree = ast.parse(text.strip("\"'"), mode="eval")
    return ast.unparse(_Hidden().visit(tree)).replace("__hidden__", "…")


class _Hidden(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.Name:
        known = node.id in STANDARD or node.id in ipdsl.__all__
        return node if known else ast.Name("__hidden__")


# parts of results without a public class name


def _parts() -> Mapping[str, type]:
    """Each class that is part of a result, by the place in which it is found first."""
    found: dict[str, type] = {}
    policy = ipdsl.Policy
    waiting: list[tuple[str, type]] = [(name, getattr(ipdsl, name)) for name in RESULTS]
    known = {of for _, of in waiting} | {getattr(ipdsl, name) for name in ipdsl.__all__}
    for method in ("evaluate_cohort", "evaluate_table"):
        (of,) = _classes(getattr(policy, method).__annotations__["return"], policy)
        waiting.append((f"Policy.{method}()", of))
    while waiting:
        name, of = waiting.pop(0)
        if of not in known:
            known.add(of)
            found[name] = of
        for member, annotation in sorted(_annotations(of).items()):
            for part in _classes(annotation, of):
                if part not in known and part.__name__ not in NOT_LISTED:
                    waiting.append((f"{name}.{member}", part))
    return found


def _classes(annotation: object, of: type) -> list[type]:
    """The classes of `ipdsl` that an annotation names."""
    names = {node.id for node in ast.walk(ast.parse(str(annotation), mode="eval")) if isinstance(node, ast.Name)}
    space = _names_of(of)
    values = [space.get(name) for name in sorted(names)]
    return [value for value in values if inspect.isclass(value) and value.__module__.startswith("ipdsl.")]


def _names_of(of: type) -> dict[str, object]:
    """The names that the annotations of a class may use, including names imported only for type checkers."""
    found: dict[str, object] = {}
    for base in reversed(of.__mro__):
        module = inspect.getmodule(base)
        if module is None or not module.__name__.startswith("ipdsl"):
            continue
        found |= vars(module)
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ipdsl."):
                home = importlib.import_module(str(node.module))
                found |= {name.asname or name.name: getattr(home, name.name) for name in node.names}
    return found


# compiled modules, and modules that documents import


def of_module(module: ModuleType) -> list[str]:
    """The names in a compiled module, and the members of its `POLICY`."""
    values = {name: getattr(module, name) for name in MODULE_NAMES}
    found = [f"MODULE.{name}{_signature(value) if callable(value) else ''}" for name, value in values.items()]
    return sorted({*found, *_members(type(module.POLICY), "MODULE.POLICY")})


def _imported_by_documents() -> Iterator[str]:
    names = re.compile(r"^from (ipdsl\.[\w.]+) import (\w+(?:, \w+)*)$", re.MULTILINE)
    for path in files_under(ROOT / "docs", "*.md"):
        if "dev" in path.relative_to(ROOT / "docs").parts:
            continue
        for module, listed in names.findall(path.read_text(encoding="utf-8")):
            home = importlib.import_module(module)
            values = {name: getattr(home, name) for name in listed.split(", ")}
            for name, value in values.items():
                is_enum = inspect.isclass(value) and issubclass(value, enum.Enum)
                yield f"{module}.{name}{'' if is_enum else _signature(value)}"
