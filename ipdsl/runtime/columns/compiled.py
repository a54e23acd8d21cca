"""The functions over columns compiled by Numba: the same text as CPython runs, kept for the next run.

What is compiled is kept in the cache of the user's own entries (`ipdsl.cache.store`), not in Numba's: an entry stands
under a seal, so that what is unpickled and executed can only have been put there by this user.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from hashlib import sha256
from types import FunctionType, ModuleType
from typing import Any

import llvmlite
import numba
from numba.core import serialize
from numba.core.caching import _Cache
from numba.core.compiler import CompileResult

from ipdsl.cache import store
from ipdsl.runtime.kernel import allocate
from ipdsl.runtime.kernel.columns import number, order
from ipdsl.runtime.kernel.columns.settle import Engine

KIND = "columns"
"""What entries of the cache are called."""


class Kept(_Cache):
    """Compiled forms of one function in the user's cache. Nothing here raises: compiling anew is always right."""

    def __init__(self, name: str, text: bytes) -> None:
        self._parts = (text, name.encode(), f"{numba.__version__} {llvmlite.__version__}".encode())

    @property
    def cache_path(self) -> str:
        """There is no folder of its own."""
        return ""

    def _place(self, sig: object, context: Any) -> tuple[bytes, ...]:
        return (*self._parts, repr(sig).encode(), repr(context.codegen().magic_tuple()).encode())

    def load_overload(self, sig: object, target_context: Any) -> Any:
        """What was kept for a signature; `None` where nothing was."""
        target_context.refresh()
        kept = store.get(KIND, *self._place(sig, target_context))
        if kept is not None:
            with suppress(Exception):  # of another build of Numba: compiled anew
                rebuild: Any = CompileResult._rebuild
                return rebuild(target_context, *pickle.loads(kept))
        return None

    def save_overload(self, sig: object, data: Any) -> None:
        """Keeps what was compiled for a signature."""
        if data.library.has_dynamic_globals or any(not one.can_cache for one in data.lifted):
            return
        with suppress(Exception):
            dumps: Any = serialize.dumps
            store.put(KIND, *self._place(sig, data.target_context), content=dumps(data._reduce()))

    def enable(self) -> None:
        """It always is, unless the user's cache is not."""

    def disable(self) -> None:
        """As `enable`."""

    def flush(self) -> None:
        """Entries are never changed."""


def compiled_in(names: dict[str, Any], text: str) -> dict[str, Any]:
    """The same names, with every function compiled: each then finds the compiled ones of the others.

    `text` is what the functions were made of, beside this program. No bounds are checked and numbers of 64 bits wrap:
    the tests run the same text in CPython, and what could leave 64 bits never gets here.
    """
    made: dict[str, Any] = {**names, "__name__": __name__}  # what is kept names a module that can be imported
    digest = sha256(text.encode()).digest()
    compile_: Any = numba.njit
    for name, value in names.items():
        if isinstance(value, FunctionType):
            own = FunctionType(value.__code__, made, name, value.__defaults__)
            made[name] = compile_(own, nogil=True, error_model="numpy", no_cfunc_wrapper=True)
            made[name]._cache = Kept(name, digest)
    return made


def _of(*modules: ModuleType) -> dict[str, Any]:
    return compiled_in({name: value for module in modules for name, value in vars(module).items()}, "")


_NAMES = _of(allocate, number, order)

ENGINE = Engine(*(_NAMES[name] for name in Engine._fields))
