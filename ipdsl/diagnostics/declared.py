"""The base of declared findings: a class of annotations that costs nothing to declare.

There are some two hundred kinds of findings, and a run meets a few of them. So no methods are generated for each class,
as attrs would do: they are written here once, and read the annotations.
"""

from __future__ import annotations

from functools import cache
from typing import NoReturn, TypeVar, dataclass_transform

D = TypeVar("D", bound="FindingBase")


@dataclass_transform(kw_only_default=True, frozen_default=True)
class FindingBase:
    """Keyword-only, frozen, equal by kind and content. A field without a default must be given."""

    def __init__(self, **facts: object) -> None:
        fields = fields_of(type(self))
        missing = [name for name in fields if name not in facts and not hasattr(type(self), name)]
        unknown = [name for name in facts if name not in fields]
        if missing or unknown:
            raise TypeError(f"{type(self).__name__}: missing {missing}, unknown {unknown}")
        vars(self).update(facts)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and values_of(self) == values_of(other)

    def __hash__(self) -> int:
        return hash((type(self), *values_of(self)))

    def __repr__(self) -> str:
        shown = zip(fields_of(type(self)), values_of(self), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown)})"


def fields_of(kind: type) -> tuple[str, ...]:
    """The names of the fields of a kind, those of its bases first."""
    return _collect_fields(kind)


@cache
def _collect_fields(kind: type) -> tuple[str, ...]:
    annotated = (vars(base).get("__annotations__", {}) for base in reversed(kind.__mro__))
    return tuple(
        dict.fromkeys(name for names in annotated for name, form in names.items() if "ClassVar" not in str(form))
    )


def with_changes(declared: D, **changes: object) -> D:
    """The same, with other values for some fields."""
    kind = type(declared)
    return kind(**(dict(zip(fields_of(kind), values_of(declared), strict=True)) | changes))


def values_of(declared: object) -> tuple[object, ...]:
    """The values of the fields, in their order."""
    return tuple(getattr(declared, name) for name in fields_of(type(declared)))
