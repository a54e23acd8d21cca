"""A policy's data as JSON and back: what a compiled module holds beside its functions.

In come frozen objects: attrs classes, members of enumerations, days, fractions, tuples and mappings of them. Out comes
JSON in which `{"Period": [...]}` is an object made by that name from these parts, in the order of its fields, and a
list is a tuple. Fields at their default at the end of an object are left out, and so are places of the vocabulary,
which equality leaves out too. What is written more than once stands once: `{"Gate 3": [...]}` is number 3, and
`{"3": []}` the same object again.

Only names of this one list become objects, whatever the text says. `FORM` counts the changes of the form: a module of
another form is refused.
"""

from __future__ import annotations

import datetime
import enum
import json
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import TypeAlias, cast

from ipdsl import source
from ipdsl.diagnostics.model import InternalError
from ipdsl.making import attrs
from ipdsl.runtime import formulas, outcome, steps, terms
from ipdsl.runtime.formulas import Formulas
from ipdsl.runtime.terms import Program
from ipdsl.schema import model, types
from ipdsl.values import days, rounding

FORM = 1

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, list[Plain]] | None"
"""What JSON holds of an object."""

MODULES: tuple[ModuleType, ...] = (terms, steps, formulas, outcome, model, types, source, days, rounding)
"""Where the classes of a policy's data stand."""

_WORTH = 24
"""Characters from which on a text that comes again is written once."""


class OtherFormError(ImportError):
    """The module was compiled by a version of ipdsl that writes another form."""

    def __init__(self) -> None:
        super().__init__("this module was made by another version of ipdsl: compile its policy again")


# ---------------------------------------------------------------------------------------------- to objects


@cache
def _makers() -> dict[str, Callable[..., object]]:
    """What makes an object of a name."""
    found: dict[str, Callable[..., object]] = {
        "date": datetime.date, "Fraction": Fraction, "map": lambda *pairs: dict(pairs),
    }  # fmt: skip
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, enum.EnumMeta):
                found[name] = value.__getitem__
            elif isinstance(value, type) and "__fields__" in vars(value):
                found[name] = value
    return found


def program_of(form: int, text: str) -> Program:
    """The program that a module holds."""
    if form != FORM:
        raise OtherFormError
    program = from_text(text)
    if not isinstance(program, Program):
        raise InternalError("a module holds something else than a program")
    return program


def formulas_of(text: str) -> Formulas:
    """The formulas that a module holds beside its program."""
    found = from_text(text)
    if not isinstance(found, Formulas):
        raise InternalError("a module holds something else than formulas")
    return found


def from_text(text: str) -> object:
    """The object that stands in a text of this form."""
    makers, shared = _makers(), dict[str, object]()

    def made(node: list[tuple[str, list[object]]]) -> object:
        [(name, parts)] = node
        make = makers.get(name)
        if make is not None:
            return make(*[_tuple(part) if type(part) is list else part for part in parts])
        name, _, number = name.partition(" ")
        if not number:
            return shared[name]
        found = shared[number] = made([(name, parts)])
        return found

    found: object = json.loads(text, object_pairs_hook=made)
    return _tuple(found) if isinstance(found, list) else found


def _tuple(parts: list[object]) -> tuple[object, ...]:
    return tuple([_tuple(part) if type(part) is list else part for part in parts])


# ---------------------------------------------------------------------------------------------- to text


def to_plain(value: object) -> Plain:
    """The object as JSON holds it."""
    keys = dict[int, str]()
    plain = _plain(value, keys)
    seen: Counter[str] = Counter()
    _count(plain, keys, seen)
    return _once(plain, keys, {key: 0 for key, count in seen.items() if count > 1 and len(key) >= _WORTH})


def _plain(value: object, keys: dict[int, str]) -> Plain:
    """The object without numbers; `keys` receives what tells it from others."""
    if isinstance(value, tuple):
        return [_plain(part, keys) for part in value]
    name, parts = _named(value)
    if not name:
        return cast("Plain", value)
    inner = [_plain(part, keys) for part in parts]
    node: Plain = {name: inner}
    keys[id(node)] = f"{name}{_key(inner, keys)}"
    return node


def _named(value: object) -> tuple[str, Sequence[object]]:
    """The name of what makes the object, and its parts; no name: JSON has the value itself."""
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return "", ()
    if isinstance(value, datetime.date):
        return "date", (value.year, value.month, value.day)
    if isinstance(value, Fraction):
        return "Fraction", (value.numerator, value.denominator)
    if isinstance(value, dict):
        return "map", tuple(value.items())
    if kind.__name__ not in _makers():
        raise InternalError(f"a {kind.__name__} has no place in a module")
    return kind.__name__, (value.name,) if isinstance(value, enum.Enum) else _parts(value)


def _parts(value: object) -> list[object]:
    """The fields of an object, but for those at the end that are at their default."""
    fields = [field for field in attrs.fields(type(value)) if field.eq]  # type: ignore[arg-type]  # a class of attrs
    values = [getattr(value, field.name) for field in fields]
    while values and fields[len(values) - 1].default == values[-1]:
        values.pop()
    return values


def _key(node: Plain, keys: dict[int, str]) -> str:
    if isinstance(node, list):
        return f"[{','.join([_key(part, keys) for part in node])}]"
    return keys[id(node)] if isinstance(node, dict) else repr(node)


def _count(node: Plain, keys: dict[int, str], seen: Counter[str]) -> None:
    """How often each object stands in the node, not counted within one that was there before."""
    if isinstance(node, dict):
        key = keys[id(node)]
        seen[key] += 1
        [node] = node.values() if seen[key] == 1 else [[]]
    if isinstance(node, list):
        for part in node:
            _count(part, keys, seen)


def _once(node: Plain, keys: dict[int, str], numbers: dict[str, int]) -> Plain:
    """The node, with what comes again by its number."""
    if isinstance(node, list):
        return [_once(part, keys, numbers) for part in node]
    if not isinstance(node, dict):
        return node
    key = keys[id(node)]
    number = numbers.get(key)
    if number:
        return {str(number): []}
    [(name, parts)] = node.items()
    inner = [_once(part, keys, numbers) for part in parts]
    if number is not None:
        number = numbers[key] = 1 + max(numbers.values())
        name = f"{name} {number}"
    return {name: inner}
