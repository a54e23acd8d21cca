"""The terms table: any frozen object of the export list as the call that makes it again."""

from __future__ import annotations

import datetime
import enum
from fractions import Fraction

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.writer import Group, Layout, call, named
from ipdsl.diagnostics.model import InternalError


def layout_of(value: object, exported: frozenset[str]) -> Layout:
    """The expression that makes the value; fields at their default and places of the vocabulary are left out."""
    if isinstance(value, enum.Enum):
        return f"{_exported(type(value), exported)}.{value.name}"
    if value is None or isinstance(value, bool | int | str | Fraction | datetime.date):
        return literal(value)
    if isinstance(value, tuple):
        return Group("(", tuple(layout_of(item, exported) for item in value))
    cls = type(value)
    if attrs.has(cls):
        parts = [
            named(field.name, layout_of(getattr(value, field.name), exported))
            for field in attrs.fields(cls)
            if not _is_default(field, getattr(value, field.name))
        ]
        return call(_exported(cls, exported), *parts)
    raise InternalError(f"a {cls.__name__} has no place in a terms table")


def _is_default(field: attrs.Attribute[object], value: object) -> bool:
    if field.default is attrs.NOTHING:
        return False
    return not field.eq or bool(field.default == value)


def _exported(cls: type, exported: frozenset[str]) -> str:
    if cls.__name__ not in exported:
        raise InternalError(f"{cls.__name__} is not in the export list")
    return cls.__name__
