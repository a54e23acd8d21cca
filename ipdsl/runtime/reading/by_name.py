"""Objects whose names the facts choose: values by name, among them the keys by which a line says of what it speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.reading import errors
from ipdsl.runtime.reading.base import Part, Reading, at
from ipdsl.runtime.reading.labels import of_records
from ipdsl.runtime.reading.quick import plain_object, plain_text
from ipdsl.runtime.reading.values import read_text
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.terms import Program

_Name = TypeVar("_Name", str, int)
_Value = TypeVar("_Value")


def _plain_keys(value: object) -> dict[str, object]:
    return in_order({plain_text(name): _plain_key(key) for name, key in plain_object(value).items()})


def _plain_key(value: object) -> object:
    return tuple(map(plain_text, value)) if type(value) is list else plain_text(value)


_LIKE = Phrase('as in {{"family": "F1"}}', '例如`{{"family": "F1"}}`')


def _keys(reading: Reading, data: object, field: str, path: str) -> dict[str, object]:
    """Keys by field name, as they were written: what they say is read by their types (`spoken`)."""

    def read(name: str, value: object, here: str) -> tuple[str | None, object]:
        return read_text(reading, name, field, here), value

    return by_name(reading, data, path, field, _LIKE, read)


def by_name(
    reading: Reading,
    data: object,
    path: str,
    field: str,
    advice: Phrase,
    read: Callable[[str, object, str], tuple[_Name | None, _Value | None]],
) -> dict[_Name, _Value]:
    """An object of values by name: the pairs of which both are stated, in the order of the names."""
    parts = reading.as_object(data, path, f"`{field}`", advice) or {}
    found: dict[_Name, _Value] = {}
    for word, stated in parts.items():
        here = at(path, word)
        name, value = read(word, stated, here)
        if name is not None and name in found:
            reading.add(errors.DuplicateName(path=here, word=shown(word)))  # one year in two forms
        elif name is not None and value is not None:
            found[name] = value
    return in_order(found)


def in_order(parts: dict[_Name, _Value]) -> dict[_Name, _Value]:
    """By name, or by year."""
    return parts if len(parts) < 2 else dict(sorted(parts.items()))


KEYS = Part(_plain_keys, _keys)
"""What reads the names of the keys of a line."""


def without_kind(program: Program, item: str, kind: str) -> tuple[str, str]:
    """An item and its kind, where the kind may stand before the item: `patent_prize: ZL1`."""
    before, between, rest = item.partition(": ")
    known = program.schema.record_by_name
    led = program.kept(of_records).get(before, (before,)) if between and rest else ()
    about = known.get(led[0]) if len(led) == 1 else None
    if about is None or (kind and (kind not in known or known[kind].root != about.root)):
        return item, kind
    return rest, kind or about.name
