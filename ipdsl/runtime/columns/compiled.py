"""The functions over columns compiled by LLVM: the text that CPython runs, and its object code kept for the next run.

A function is compiled when it is first called, for the types of what it is given. The object code is kept in the
cache of the user's own entries (`ipdsl.cache.store`): it is executed only after its seal was checked, so that only this
user can have put it there.
"""

from __future__ import annotations

import ast
import inspect
import threading
from collections.abc import Mapping
from contextlib import suppress
from ctypes import CFUNCTYPE, c_int64, c_void_p
from functools import cache
from hashlib import sha256
from types import FunctionType, ModuleType
from typing import Any

import attrs
import llvmlite
import llvmlite.binding as llvm
import numpy as np

from ipdsl.cache import store
from ipdsl.diagnostics.model import InternalError
from ipdsl.runtime.columns.lowering import ArrayType, IntType, TupleType, Type, lower
from ipdsl.runtime.kernel import allocate
from ipdsl.runtime.kernel.columns import groups, number, order, own, sort
from ipdsl.runtime.kernel.columns.settle import Engine

KIND = "columns"
"""What entries of the cache are called."""

_ENTRY = CFUNCTYPE(c_int64, c_void_p)
_LOCK = threading.Lock()
"""LLVM makes one module after the other."""


@attrs.frozen(eq=False, repr=False)
class Text:
    """Functions by name as they were parsed, the ints that they name, and a digest of both."""

    functions: Mapping[str, ast.FunctionDef]
    constants: Mapping[str, int]
    digest: bytes


class Compiled:
    """One function of a text, compiled for each row of types that it is called with."""

    def __init__(self, text: Text, name: str) -> None:
        self._text, self._name = text, name
        self._made: dict[tuple[Type, ...], _Loaded] = {}

    def __call__(self, *given: Any) -> int:
        """What the function answers; 0 where it answers nothing."""
        types, slots = list[Type](), list[int]()
        for one in given:
            types.append(_laid(one, slots))
        of = tuple(types)
        made = self._made.get(of)
        if made is None:
            with _LOCK:
                made = self._made[of] = self._made.get(of) or _loaded(self._text, self._name, of)
        laid = np.array(slots, np.int64)  # it has to live as long as the call
        found: int = made.call(laid.ctypes.data)
        return found


def _laid(value: Any, slots: list[int]) -> Type:
    """The type of a value, which is laid into slots."""
    if isinstance(value, np.ndarray):
        if not value.flags.c_contiguous or value.dtype.kind not in "iub":
            raise InternalError(f"an array of {value.dtype} does not lie in one piece")
        slots.append(value.ctypes.data)
        slots.extend(value.shape)
        return ArrayType(value.itemsize * 8, value.dtype.kind == "i", value.ndim)
    if isinstance(value, tuple):
        names: tuple[str, ...] = value._fields  # type: ignore[attr-defined]
        return TupleType(names, tuple(_laid(part, slots) for part in value))
    slots.append(int(value))
    return IntType()


@attrs.frozen(eq=False, repr=False)
class _Loaded:
    """Code in memory; it lives as long as its engine."""

    engine: Any
    call: Any


def _loaded(text: Text, name: str, given: tuple[Type, ...]) -> _Loaded:
    place = (text.digest, name.encode(), repr(given).encode(), *_machine())
    kept = store.get(KIND, *place)
    if kept is not None:
        return _linked(kept, name)
    code = _object(lower(text.functions, text.constants, name, given))
    store.put(KIND, *place, content=code)
    return _linked(code, name)


def _linked(code: bytes, name: str) -> _Loaded:
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return _Loaded(engine, _ENTRY(engine.get_function_address(f"entry_{name}")))


def _object(text: str) -> bytes:
    """The object code of a module of LLVM's text."""
    module = llvm.parse_assembly(text)
    module.verify()
    target = _target()
    options = llvm.create_pipeline_tuning_options(speed_level=LEVEL)
    passes = llvm.create_pass_builder(target, options)
    passes.getModulePassManager().run(module, passes)
    code: bytes = target.emit_object(module)
    return code


LEVEL = 2
"""How much LLVM tries. One more takes longer and gains nothing here (docs/decisions/compiled-columns.md)."""


@cache
def _machine() -> tuple[bytes, ...]:
    """What object code hangs on beside its text."""
    _start()
    version = f"{llvmlite.__version__} {llvm.llvm_version_info} {LEVEL}"
    return tuple(
        one.encode()
        for one in (
            version,
            llvm.get_process_triple(),
            llvm.get_host_cpu_name(),
            llvm.get_host_cpu_features().flatten(),
        )
    )


def _target() -> Any:
    """A target machine: an engine takes over the one it is given."""
    _start()
    return llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=LEVEL, jit=True
    )


@cache
def _start() -> None:
    with suppress(RuntimeError):  # newer ones do it themselves, and refuse
        llvm.initialize()
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def compiled_in(names: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The same names, with every function compiled. `text` holds those that were made; the others have a source."""
    functions = {one.name: one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)}
    for name, value in names.items():
        if isinstance(value, FunctionType) and name not in functions:
            functions[name] = _parsed(inspect.getsource(value))
    constants = {name: int(value) for name, value in names.items() if isinstance(value, int)}
    told = "\n".join([*map(ast.unparse, functions.values()), *(f"{name} = {constants[name]}" for name in constants)])
    whole = Text(functions, constants, sha256(told.encode()).digest())
    return {**names, **{name: Compiled(whole, name) for name in functions if name in names}}


@cache
def _parsed(text: str) -> ast.FunctionDef:
    (found,) = ast.parse(text).body
    assert isinstance(found, ast.FunctionDef)
    return found


def _of(*modules: ModuleType) -> dict[str, Any]:
    """The functions of these modules, compiled."""
    found: dict[str, Any] = {}
    for module in modules:
        for name, value in vars(module).items():
            if isinstance(value, int) or (isinstance(value, FunctionType) and value.__module__ == module.__name__):
                found[name] = value
    return compiled_in(found, "")


_NAMES = _of(allocate, groups, own, number, order, sort)

ENGINE = Engine(*(_NAMES[name] for name in Engine._fields))
