"""Readers of values of declared types, and of objects whose names are not fixed.

Such an object has values by name. The keys of a line, which identify its record, are one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ipdsl.base.findings.phrase import Phrase
from ipdsl.ir.terms import Program
from ipdsl.plain_data.context import FieldReader, ReadContext
from ipdsl.plain_data.errors import problems
from ipdsl.plain_data.fast_checks import plain_object
from ipdsl.plain_data.labels import record_labels
from ipdsl.schema.values.shared_types import plain_text, read_text
from ipdsl.schema.values.stated_values import child_path, printable
from ipdsl.schema.values.value_type import Type


def field_reader(program: Program, type_: Type, is_converted: bool = False) -> FieldReader[Any]:
    """The reader of values of a type; `is_converted`: an amount may be in a foreign currency."""
    reader = type_.value_reader(program.schema, program.currency, is_converted)
    return FieldReader(reader.quick_check, reader.field_rule(type_.is_money))


_Name = TypeVar("_Name", str, int)
_Value = TypeVar("_Value")


def _plain_keys(value: object) -> dict[str, object]:
    return sorted_by_name({plain_text(name): _plain_key(key) for name, key in plain_object(value).items()})


def _plain_key(value: object) -> object:
    return tuple(map(plain_text, value)) if type(value) is list else plain_text(value)


_KEYS_EXAMPLE = Phrase(
    'as in {{"family": "F1"}}, in a cell `family: F1`', '例如`{{"family": "F1"}}`，单元格中写`family: F1`'
)


def _read_keys(context: ReadContext, data: object, field: str, path: str) -> dict[str, object]:
    """Keys by field name, as written; `ipdsl.ledger.keys` reads them by their types."""

    def read(name: str, value: object, value_path: str) -> tuple[str | None, object]:
        return read_text(context, name, field, value_path), value

    return read_named_values(context, data, path, field, _KEYS_EXAMPLE, read)


def read_named_values(
    context: ReadContext,
    data: object,
    path: str,
    field: str,
    advice: Phrase,
    read: Callable[[str, object, str], tuple[_Name | None, _Value | None]],
) -> dict[_Name, _Value]:
    """An object of values by name, sorted by name; pairs without a readable name or value are omitted."""
    parts = context.read_object(data, path, f"`{field}`", advice) or {}
    values: dict[_Name, _Value] = {}
    for word, stated in parts.items():
        value_path = child_path(path, word)
        name, value = read(word, stated, value_path)
        if name is not None and name in values:
            context.add(problems.DuplicateName(path=value_path, word=printable(word)))  # a year in two forms
        elif name is not None and value is not None:
            values[name] = value
    return sorted_by_name(values)


def sorted_by_name(parts: dict[_Name, _Value]) -> dict[_Name, _Value]:
    """Sorted by name, or by year."""
    return parts if len(parts) < 2 else dict(sorted(parts.items()))


KEYS_READER = FieldReader(_plain_keys, _read_keys)
"""The reader of the keys of a line."""


def split_kind_prefix(program: Program, item: str, kind: str) -> tuple[str, str]:
    """An item and its kind; the kind may be a prefix of the item: `patent_prize: ZL1`."""
    before, between, rest = item.partition(": ")
    known = program.schema.record_by_name
    kind_names = program.compute_once(record_labels).get(before, (before,)) if between and rest else ()
    about = known.get(kind_names[0]) if len(kind_names) == 1 else None
    if about is None or (kind and (kind not in known or known[kind].root != about.root)):
        return item, kind
    return rest, kind or about.name
