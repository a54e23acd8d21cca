"""How emitted code defers to the general path: an exception, and the values that raise it.

Emitted code is the Python text that a policy is compiled to. It computes with plain values only. The general path
handles all other facts, stated or missing; it is slower. Any other exception in emitted code is an error in ipdsl
(`ipdsl.engine.module_functions.raise_fault`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class NeedsGeneralPathError(Exception):
    """Emitted code defers the case to the general path. Raised on purpose."""


class KnownValues(dict[Key, Value]):
    """Values by name for emitted code; a missing name defers to the general path."""

    __slots__ = ()

    def __missing__(self, key: Key) -> NoReturn:
        raise NeedsGeneralPathError


class GeneralPathValue:
    """The base of values that are not plain: arithmetic and ordering with them defer to the general path."""

    __slots__ = ()

    if not TYPE_CHECKING:  # emitted text is not type-checked; all other code must not compute with these values

        def _needs_general_path(self, *_: object) -> NoReturn:
            raise NeedsGeneralPathError

        __lt__ = __le__ = __gt__ = __ge__ = _needs_general_path
        __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = _needs_general_path
        __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _needs_general_path
        __divmod__ = __rdivmod__ = _needs_general_path
