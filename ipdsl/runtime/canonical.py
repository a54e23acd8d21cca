"""The canonical text of what was read and its digest: the same facts give the same digest, in whatever order given.

It knows no kind of fact: an object says by `canonical` what it is, or all its fields count.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

import attrs

from ipdsl.values.days import Period


def digest(*parts: object) -> str:
    """`sha256` of the canonical JSON of what was read, as 64 hexadecimal digits."""
    text = json.dumps(_canonical_value(parts), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def sorted_lines(lines: tuple[object, ...] | None) -> list[object] | None:
    """Lines whose order says nothing, in one order."""
    return None if lines is None else sorted(lines, key=digest)


def _member(value: object) -> object:
    """What stands under a name: a list there is the value of a field, whose order has no meaning."""
    return sorted(map(_canonical_value, value), key=repr) if isinstance(value, tuple) else _canonical_value(value)


def _canonical_value(value: object) -> object:
    match value:
        case None | bool() | str() | int():
            return value
        case Enum():
            return {"special": str(value.value)}
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return sorted([_canonical_value(name), _member(inner)] for name, inner in value.items())
        case frozenset():
            return sorted(str(member) for member in value)
        case tuple() | list():
            return [_canonical_value(member) for member in value]
        case Period():
            return [_canonical_value(value.start), _canonical_value(value.end)]
        case _ if hasattr(value, "canonical"):
            return _canonical_value(value.canonical)
        case _:
            kind = type(value)
            assert attrs.has(kind), kind
            return [_canonical_value(getattr(value, a.name)) for a in attrs.fields(kind)]
