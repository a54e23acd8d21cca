"""The way from emitted code to the general path: one exception, and the values that raise it.

Emitted code is the Python text that a policy is compiled to. It calculates with plain values alone. Whatever else facts
state or leave out is for the general path, which is slower and knows every kind of fact. Any other exception in emitted
code is a fault of ipdsl (`ipdsl.engine.module_functions.raise_fault`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class NeedsGeneralPathError(Exception):
    """Emitted code leaves the case to the general path. Raised on purpose."""


class KnownValues(dict[Key, Value]):
    """Values by name, for emitted code to read: a name without a value leads to the general path."""

    __slots__ = ()

    def __missing__(self, key: Key) -> NoReturn:
        raise NeedsGeneralPathError


class GeneralPathValue:
    """The base of values that are not plain: to calculate with one, or to order it, leads to the general path."""

    __slots__ = ()

    if not TYPE_CHECKING:  # the text that is emitted is not checked; all other code must not calculate with them

        def _needs_general_path(self, *_: object) -> NoReturn:
            raise NeedsGeneralPathError

        __lt__ = __le__ = __gt__ = __ge__ = _needs_general_path
        __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = _needs_general_path
        __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _needs_general_path
        __divmod__ = __rdivmod__ = _needs_general_path
