"""Objects that are compared, hashed and shown by their fields, with the same methods for all classes.

attrs creates a class in half the time if it generates no `__eq__`, `__hash__` and `__repr__`. A process that settles
creates more than a hundred classes. `docs/dev/decisions/classes.md` has the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from operator import attrgetter, is_
from typing import Any, TypeVar, cast

import attrs

Owner = TypeVar("Owner", bound="ComputedOnce")
Result = TypeVar("Result")


class ComputedOnce:
    """The base of a class whose objects keep the results of functions of them."""

    @cached_property
    def _results(self) -> dict[object, object]:
        return {}

    def compute_once(self: Owner, make: Callable[[Owner], Result]) -> Result:
        """The result of a function of the object, computed once."""
        results = self._results
        if make not in results:
            results[make] = make(self)
        return cast("Result", results[make])

    def compute_for(self: Owner, context: tuple[object, ...], make: Callable[[Owner], Result], key: object) -> Result:
        """The result of a function of the object and of other objects, computed once for the last ones.

        `key` identifies the function.
        """
        known = cast("tuple[tuple[object, ...], Result] | None", self._results.get(key))
        if known is None or not all(map(is_, known[0], context)):
            known = self._results[key] = context, make(self)
        return known[1]


class ValueObject:
    """The base of frozen classes that are made by `@attrs.frozen(eq=False, repr=False)` but compared by content."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        cls: Any = self.__class__
        compared = _compared_fields(cls)
        return compared(self) == compared(other)

    def __hash__(self) -> int:
        cls: Any = self.__class__
        return hash(_hashed(cls)(self))

    def __repr__(self) -> str:
        cls: Any = self.__class__
        parts = [f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(cls) if field.repr]
        return f"{cls.__qualname__}({', '.join(parts)})"


@cache
def _compared_fields(cls: Any) -> Callable[[object], object]:
    """A function that returns the compared fields of an object."""
    return _values([field.name for field in attrs.fields(cls) if field.eq])


@cache
def _hashed(cls: Any) -> Callable[[object], object]:
    """A function that returns the hashed fields of an object: the compared ones except those with `hash=False`."""
    return _values([field.name for field in attrs.fields(cls) if (field.eq if field.hash is None else field.hash)])


def _values(names: list[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()
