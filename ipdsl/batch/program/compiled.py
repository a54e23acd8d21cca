"""The functions over columns, compiled by LLVM from the text that CPython runs; object code is kept for the next run.

A function is compiled when it is first called, for the types of its arguments. The object code is kept in the cache of
the user's own entries (`ipdsl.base.cache`). It is executed only after its seal was checked, so only this user can have
written it.
"""

from __future__ import annotations

import ast
import inspect
import sys
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
import pyarrow as pa

from ipdsl.base import cache as store
from ipdsl.base.findings.finding import InternalError
from ipdsl.batch.kernel import applicant, order, payments, values, workspace
from ipdsl.batch.kernel.rules import Constant
from ipdsl.batch.program.lowering import ArrayType, ConstantType, IntType, TupleType, Type, lower
from ipdsl.batch.program.program import Engine
from ipdsl.kernel import allocation

KIND = "columns"
"""The kind of the entries in the cache."""

_ENTRY = CFUNCTYPE(c_int64, c_void_p)
_LOCK = threading.Lock()
"""LLVM makes one module after the other."""


@attrs.frozen(eq=False, repr=False)
class ParsedText:
    """Functions by name as they were parsed, the ints that they name, and a digest of both."""

    functions: Mapping[str, ast.FunctionDef]
    constants: Mapping[str, int]
    digest: bytes


class CompiledFunction:
    """One function of a text, compiled for each row of types that it is called with."""

    def __init__(self, text: ParsedText, name: str) -> None:
        self._text, self._name = text, name
        self._loaded_code: dict[tuple[int, ...], _LoadedCode] = {}

    def __call__(self, *given: Any) -> int:
        """What the function answers; 0 where it answers nothing."""
        types, slots = list[Type](), list[int]()
        for argument in given:
            types.append(_lay_out(argument, slots))
        signature = tuple(map(id, types))
        made = self._loaded_code.get(signature)
        if made is None:
            with _LOCK:
                made = self._loaded_code[signature] = self._loaded_code.get(signature) or _load(
                    self._text, self._name, tuple(types)
                )
        laid_slots = np.array(slots, np.int64)  # it has to live as long as the call
        result: int = made.call(laid_slots.ctypes.data)
        return result


class LaidOut:
    """A value as a compiled function takes it: its type, and its slots. The value lives as long."""

    def __init__(self, value: Any) -> None:
        self.value, self.slots = value, list[int]()
        self.type_ = _lay_out(value, self.slots)


_TUPLES: dict[tuple[object, ...], TupleType] = {}
"""The types of tuples by their names and the types of their parts: each type is one object."""


@cache
def _array_type(dtype: np.dtype[Any]) -> ArrayType:
    if dtype.kind not in "iub":
        raise InternalError(f"functions over columns take no array of {dtype}")
    return ArrayType(dtype.itemsize * 8, dtype.kind == "i")


@cache
def _constant_type(value: int) -> ConstantType:
    return ConstantType(value)


def _lay_out(value: Any, slots: list[int]) -> Type:
    """The type of a value, which is laid into slots."""
    if isinstance(value, np.ndarray):
        if not value.flags.c_contiguous or value.ndim != 1:
            raise InternalError(f"an array of {value.dtype} is not contiguous with one dimension")
        slots += (pa.py_buffer(value).address, len(value))
        return _array_type(value.dtype)
    if isinstance(value, LaidOut):
        slots += value.slots
        return value.type_
    if isinstance(value, tuple):
        names: tuple[str, ...] = value._fields  # type: ignore[attr-defined]
        parts = tuple(_lay_out(part, slots) for part in value)
        place = (names, *map(id, parts))
        return _TUPLES.get(place) or _TUPLES.setdefault(place, TupleType(names, parts))
    if isinstance(value, Constant):
        return _constant_type(int(value))
    slots.append(int(value))
    return _INT


_INT = IntType()


@attrs.frozen(eq=False, repr=False)
class _LoadedCode:
    """Code in memory; it lives as long as its engine."""

    engine: Any
    call: Any


def _load(text: ParsedText, name: str, given: tuple[Type, ...]) -> _LoadedCode:
    place = (text.digest, name.encode(), repr(given).encode(), *_machine())
    stored = store.get(KIND, *place)
    if stored is not None:
        return _link(stored, name)
    code = _object(lower(text.functions, text.constants, name, given))
    store.put(KIND, *place, content=code)
    return _link(code, name)


def _link(code: bytes, name: str) -> _LoadedCode:
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return _LoadedCode(engine, _ENTRY(engine.get_function_address(f"entry_{name}")))


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


LEVEL = 1
"""How much LLVM tries. One more takes longer and gains nothing here (docs/dev/decisions/compiled-columns.md)."""


@cache
def _machine() -> tuple[bytes, ...]:
    """The properties of the machine on which object code depends, in addition to its text."""
    _start()
    version = f"{llvmlite.__version__} {llvm.llvm_version_info} {LEVEL}"
    return tuple(
        part.encode()
        for part in (
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


def compile_functions(names: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The same names, with every function compiled. `text` holds those that were made; the others are of modules."""
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    sources = [text.encode()]
    for name, value in names.items():
        if isinstance(value, FunctionType) and name not in functions:
            digest, parsed = _parse(value.__module__)
            functions[name] = parsed[name]
            sources.append(digest + name.encode())
    constants = {name: int(value) for name, value in names.items() if isinstance(value, int)}
    sources += [f"{name} = {constants[name]}".encode() for name in constants]
    whole = ParsedText(functions, constants, sha256(b"\n".join(sources)).digest())
    return {**names, **{name: CompiledFunction(whole, name) for name in functions if name in names}}


@cache
def _parse(module: str) -> tuple[bytes, Mapping[str, ast.FunctionDef]]:
    """The digest of the text of a module, and its functions."""
    text = inspect.getsource(sys.modules[module])
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    return sha256(text.encode()).digest(), functions


def function_names(*modules: ModuleType) -> dict[str, Any]:
    """The functions of these modules, and the ints that they name."""
    names: dict[str, Any] = {}
    for module in modules:
        for name, value in vars(module).items():
            is_function = isinstance(value, FunctionType) and value.__module__ == module.__name__
            if (is_function or isinstance(value, int)) and names.setdefault(name, value) != value:
                raise InternalError(f"{name} has several meanings in functions that are compiled together")
    return names


def kernel_names() -> dict[str, Any]:
    """The functions of the kernel that are compiled for every policy, and the ints that they name."""
    return function_names(allocation, values, workspace, order, payments, applicant)


def compiled_functions(*modules: ModuleType) -> dict[str, Any]:
    """The functions of these modules, compiled."""
    return compile_functions(function_names(*modules), "")


ENGINE = Engine(True, compile_functions(kernel_names(), "")["settle_written"], LaidOut)
