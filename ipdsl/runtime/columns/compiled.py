"""The functions over columns compiled by Numba: the same text as CPython runs."""

from __future__ import annotations

from types import FunctionType, ModuleType
from typing import Any

import numba

from ipdsl.runtime.kernel import allocate
from ipdsl.runtime.kernel.columns import number, order
from ipdsl.runtime.kernel.columns.settle import Engine


def compiled_in(names: dict[str, Any]) -> dict[str, Any]:
    """The same names, with every function compiled: each then finds the compiled ones of the others.

    No bounds are checked and numbers of 64 bits wrap: the tests run the same text in CPython, and what could leave 64
    bits never gets here.
    """
    made = dict(names)
    for name, value in names.items():
        if isinstance(value, FunctionType):
            own = FunctionType(value.__code__, made, name, value.__defaults__)
            made[name] = numba.njit(own, nogil=True, error_model="numpy")
    return made


def _of(*modules: ModuleType) -> dict[str, Any]:
    return compiled_in({name: value for module in modules for name, value in vars(module).items()})


_NAMES = _of(allocate, number, order)

ENGINE = Engine(*(_NAMES[name] for name in Engine._fields))
