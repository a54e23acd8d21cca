"""The data of a policy as JSON, which a compiled module contains in addition to its functions.

Objects are attrs classes, members of enumerations, days, fractions, and tuples of them. In JSON, a list is a tuple, or
an object with its fields in order. The annotation of the field decides:

- If it names one class, `["number","TextType"]` is an object of that class.
- If any object is allowed, `{"Cap":[...]}` names its class.
- A member of an enumeration is its name, and a day is its text.

Trailing fields with default values are left out, and so are places in the vocabulary, which comparisons also ignore. A
place on a page names its file only if that differs from the file of the place before.

A repeated object is written once: `{"3":[...]}` or `{"Cap 3":[...]}` is number 3, and `3` or `{"3":null}` refers to it.

Only the classes of this list can be created, for any text. A module of another version of ipdsl is refused.
"""

from __future__ import annotations

import datetime
import enum
import json
import sys
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from types import ModuleType, UnionType
from typing import Any, TypeAlias

import attrs

from ipdsl.base import source
from ipdsl.base.errors import refuse_module
from ipdsl.base.findings.finding import InternalError
from ipdsl.base.source import Span
from ipdsl.base.values import days, money
from ipdsl.base.version import __version__
from ipdsl.ir import proposal, terms
from ipdsl.ir.terms import Formulas, Program
from ipdsl.schema import declarations, vocabulary
from ipdsl.schema.type_list import TYPES
from ipdsl.schema.values.value_type import Type

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
"""The JSON form of an object."""

MODULES: tuple[ModuleType, ...] = (terms, terms, terms, proposal, declarations, vocabulary, source, days, money)
"""The modules with the classes of a policy's data, in addition to types of values."""

Reader: TypeAlias = Callable[[Any, dict[int, Any]], Any]
"""Converts JSON to an object, given the numbered objects so far; number 0 is the file of the place before."""

_WORTH = 40
"""The minimum length of a repeated object, with the names of its classes, from which on it is written once."""


@cache
def _classes() -> dict[str, type]:
    """The classes of a policy's data by name."""
    classes: dict[str, type] = {"date": datetime.date, "Fraction": Fraction}
    classes |= {type_.__name__: type_ for type_ in TYPES}
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, type) and (isinstance(value, enum.EnumMeta) or "__attrs_attrs__" in vars(value)):
                classes[name] = value
    return classes


@cache
def fields_of(cls: type) -> tuple[tuple[str, object, type | None, int], ...]:
    """The serialized fields of a class: name, default, class, and number of nested lists.

    Without a class, any object is allowed and names its class. A union of classes has the class `type`.
    """
    kinds = cls.__annotations__
    return tuple(
        [(field.name, field.default, *_place(cls.__module__, kinds[field.name]))
         for field in attrs.fields(cls) if field.eq]
    )  # fmt: skip


@cache
def _place(module: str, kind: str) -> tuple[type | None, int]:
    """The class in an annotation, and the number of nested lists."""
    kind = kind.removesuffix(" | None")
    if kind.startswith("tuple[") and kind.endswith(", ...]"):
        cls, depth = _place(module, kind[len("tuple[") : -len(", ...]")])
        return cls, depth + 1
    if kind in ("str", "int", "bool"):
        return object, 0
    named = vars(sys.modules[module]).get(kind, datetime.date if kind == "datetime.date" else None)
    if isinstance(named, UnionType) or named is Type:
        return type, 0
    return (named, 0) if named in _classes().values() else (None, 0)


# ---------------------------------------------------------------------------------------------- to objects


def program_of(made_by: object, text: str) -> Program:
    """The program in a module; `ModuleVersionError` if another version of ipdsl made the module."""
    if made_by != __version__:
        refuse_module(sys._getframe(1).f_globals, made_by)
    program = object_from_text(text)
    if not isinstance(program, Program):
        raise InternalError("a module holds something else than a program")
    return program


def formulas_of(text: str) -> Formulas:
    """The formulas in a module."""
    terms = object_from_text(text)
    if not isinstance(terms, Formulas):
        raise InternalError("a module holds something else than formulas")
    return terms


def object_from_text(text: str) -> object:
    """The object in a JSON text."""
    return from_plain(json.loads(text))


def from_plain(node: Plain) -> object:
    """The object in JSON data."""
    return _read_any(node, {})


def _read_any(node: Any, shared: dict[int, Any]) -> Any:
    """An object that names its class, or a plain value."""
    if type(node) is list:
        return tuple([_read_any(part, shared) if type(part) in (list, dict) else part for part in node])
    if type(node) is not dict:
        return node
    [(name, parts)] = node.items()
    name, _, number = name.partition(" ")
    if name.isdigit():
        return shared[int(name)]
    return _reader(_classes()[name], 0)({number: parts} if number else parts, shared)


def _read_one_of(node: Any, shared: dict[int, Any]) -> Any:
    """An object of a union of classes; without fields it is only the name of its class."""
    return _classes()[node]() if type(node) is str else _read_any(node, shared)


@cache
def _reader(cls: type | None, depth: int) -> Reader:
    """A reader of objects of a class, in nested lists of this depth."""
    if depth:
        inner = _reader(cls, depth - 1)
        return lambda node, shared: None if node is None else tuple([inner(part, shared) for part in node])
    if cls is None or cls is object:
        return _read_any
    if cls is type:
        return _read_one_of
    if issubclass(cls, enum.Enum):
        return lambda node, _: cls[node]
    if cls is datetime.date:
        return lambda node, _: node and datetime.date.fromisoformat(node)
    if cls is Fraction:
        return lambda node, _: node and Fraction(*node)
    return _span if cls is Span else _object(cls)


def _span(node: list[Any] | None, shared: dict[int, Any]) -> Span | None:
    if node is None:
        return None
    *file, line, column, end_line, end_column = node
    if file:
        shared[0] = file[0]
    return Span(shared[0], line, column, end_line, end_column)


def _object(cls: type) -> Reader:
    readers = [None if kind is object and not depth else _reader(kind, depth) for _, _, kind, depth in fields_of(cls)]

    def read(node: Any, shared: dict[int, Any]) -> Any:
        if type(node) is list:
            return cls(*[part if reader is None else reader(part, shared) for reader, part in zip(readers, node)])  # noqa: B905  # what is at its default is not there
        if type(node) is int:
            return shared[node]
        if node is None:
            return None
        [(number, parts)] = node.items()
        value = shared[int(number)] = read(parts, shared)
        return value

    return read


# ---------------------------------------------------------------------------------------------- to text


def to_plain(value: object) -> Plain:
    """The object as JSON data."""
    return plain_with_columns(value)[0]


def plain_with_columns(value: object) -> tuple[Plain, dict[str, list[str]]]:
    """The object as JSON data, and the field names of each class in it, in the order of the classes."""
    writing = _PlainWriter()
    writing.count(value)
    columns = {cls.__name__: [name for name, *_ in fields_of(cls)] for cls in writing.classes if fields_of(cls)}
    return writing.write_any(value), columns


class _PlainWriter:
    """The conversion of one object to JSON."""

    def __init__(self) -> None:
        self.keys: dict[int, str] = {}  # by id; equal for equal objects
        self.parts: dict[int, list[tuple[object, type | None, int]]] = {}  # also by id
        self.seen: Counter[str] = Counter()
        self.classes: dict[type, None] = {}
        self.numbers: dict[str, int] = {}
        self.file = ""

    def key(self, value: object) -> str:
        if isinstance(value, tuple):
            return f"[{','.join([self.key(part) for part in value])}]"
        cls = type(value)
        if cls is Span or "__attrs_attrs__" not in vars(cls):
            return repr(value)
        key = self.keys.get(id(value))
        if key is None:
            parts = ",".join([self.key(part) for part, _, _ in self.parts_of(value)])
            key = self.keys[id(value)] = f"{cls.__name__}({parts})"
        return key

    def count(self, value: object) -> None:
        """Count each object inside this one, not counting again within one that was already seen."""
        if isinstance(value, tuple):
            for part in value:
                self.count(part)
        elif "__attrs_attrs__" in vars(type(value)):
            self.classes[type(value)] = None
            key = self.key(value)
            self.seen[key] += 1
            if self.seen[key] == 1:
                for part, _, _ in self.parts_of(value):
                    self.count(part)

    def parts_of(self, value: object) -> list[tuple[object, type | None, int]]:
        """The fields of an object with their places, computed once."""
        parts = self.parts.get(id(value))
        if parts is None:
            parts = self.parts[id(value)] = _parts(value)
        return parts

    def write_any(self, value: object) -> Plain:
        """A value where any is allowed: an object names its class."""
        if value is None or type(value) in (bool, int, str):
            return value  # type: ignore[return-value]  # one of these
        if isinstance(value, tuple):
            return [self.write_any(part) for part in value]
        name, node = type(value).__name__, self.write_fields(value)
        if type(node) is int:
            return {str(node): None}
        if isinstance(node, dict):
            [(number, node)] = node.items()
            name = f"{name} {number}"
        return {name: node}

    def write_typed(self, value: object, cls: type | None, depth: int) -> Plain:
        """A value where the class is known."""
        if value is None:
            return None
        if depth:
            assert isinstance(value, tuple)
            return [self.write_typed(part, cls, depth - 1) for part in value]
        value_class = type(value)
        if cls is None or cls is object:
            return self.write_any(value)
        if cls is not value_class and (cls is not type or not attrs.has(value_class)):
            raise InternalError(f"a {value_class.__name__} is in the place of another class")
        if cls is value_class:
            return self.write_fields(value)
        return self.write_any(value) if self.parts_of(value) else value_class.__name__

    def write_fields(self, value: object) -> Plain:
        """An object without the name of its class."""
        cls = type(value)
        if _classes().get(cls.__name__) is not cls:
            raise InternalError(f"a {cls.__name__} has no place in a module")
        if isinstance(value, enum.Enum):
            return value.name
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, Fraction):
            return [value.numerator, value.denominator]
        if isinstance(value, Span):
            file = [] if value.file == self.file else [value.file]
            self.file = value.file
            return [*file, value.line, value.column, value.end_line, value.end_column]
        key = self.key(value)
        if key in self.numbers:
            return self.numbers[key]
        parts: Plain = [self.write_typed(*part) for part in self.parts_of(value)]
        if self.seen[key] == 1 or len(key) < _WORTH:
            return parts
        number = self.numbers[key] = 1 + len(self.numbers)
        return {str(number): parts}


def _parts(value: object) -> list[tuple[object, type | None, int]]:
    """The fields of an object with their places, without trailing defaults."""
    value_class: type = type(value)
    parts = [(getattr(value, name), default, cls, depth) for name, default, cls, depth in fields_of(value_class)]
    while parts and parts[-1][1] == parts[-1][0]:
        parts.pop()
    return [(part, cls, depth) for part, _, cls, depth in parts]
