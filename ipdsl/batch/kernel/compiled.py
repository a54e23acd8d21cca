"""The functions over columns, compiled by LLVM from the text that CPython runs; object code is kept for the next run.

A function is compiled when it is first called, for the types of its arguments. The object code is kept in the cache of
the user's own entries (`ipdsl.base.cache`). It is executed only after its seal was checked, so only this user can have
written it.

Functions of the common subset to LLVM's text: what CPython runs over columns, lowered by the types of what is given.

The subset has ints and arrays of ints (of one dimension, 8 to 64 bits, in one piece), named tuples of both, loops,
tests and calls of each other. Every int has 64 bits and wraps; a flag is 0 or 1. No index is checked and none counts
from the end: the tests run the same text in CPython, and what could leave 64 bits never gets here. Whatever else a text
holds is refused (`LoweringError`), so that nothing is read otherwise than CPython reads it.
"""

from __future__ import annotations

import ast
import inspect
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from ctypes import CFUNCTYPE, c_int64, c_void_p
from functools import cache, partial
from hashlib import sha256
from types import FunctionType, ModuleType
from typing import Any, TypeAlias

import attrs
import llvmlite
import llvmlite.binding as llvm
import numpy as np
import pyarrow as pa
from llvmlite import ir

from ipdsl.base import cache as store
from ipdsl.base.findings.finding import InternalError
from ipdsl.base.value_object import ValueObject
from ipdsl.batch.kernel import applicant, payments, values, workspace
from ipdsl.batch.kernel.program import Engine
from ipdsl.batch.kernel.tables import Constant
from ipdsl.kernel import allocation

INT = ir.IntType(64)
SLOTS = INT.as_pointer()
_BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor",
    ast.LShift: "shl", ast.RShift: "ashr",
}  # fmt: skip
_TESTS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class LoweringError(Exception):
    """A function contains code outside the common subset."""

    def __init__(self, function: str, what: ast.AST | str) -> None:
        text = what if isinstance(what, str) else f"line {getattr(what, 'lineno', '?')}: {ast.unparse(what)}"
        super().__init__(f"{function} is outside the common subset: {text}")


@attrs.frozen(eq=False, repr=False)
class IntType(ValueObject):
    """An int."""


@attrs.frozen(eq=False, repr=False)
class ConstantType(ValueObject):
    """An int that is the same in every call: the text is compiled for this value."""

    value: int


@attrs.frozen(eq=False, repr=False)
class ArrayType(ValueObject):
    """An array in one piece: `bits` of its ints, and whether they have a sign."""

    bits: int
    is_signed: bool


@attrs.frozen(eq=False, repr=False)
class TupleType(ValueObject):
    """A named tuple: its names, and the type of each part."""

    names: tuple[str, ...]
    parts: tuple[Type, ...]


Type: TypeAlias = "IntType | ConstantType | ArrayType | TupleType"


@attrs.frozen(eq=False, repr=False)
class Array:
    """An array within a function: where it begins, and what reads how long it is."""

    type_: ArrayType
    start: Any
    length: Callable[[], Any]


@attrs.frozen(eq=False, repr=False)
class Tuple:
    """A named tuple within a function: the slots in which its parts are, from `place` on. They never change."""

    type_: TupleType
    slots: Any
    place: int


def lower(
    functions: Mapping[str, ast.FunctionDef], constants: Mapping[str, int], name: str, given: Sequence[Type]
) -> str:
    """LLVM's text of a module with one entry, `name`: it is given the address of its slots and answers with an int.

    An int is one slot, one that is the same in every call none; an array is its address and its length; a tuple is its
    parts.
    """
    module = ir.Module(name)
    made = _Module(module, functions, constants)
    inner = made.function(name, tuple(given))
    entry = ir.Function(module, ir.FunctionType(INT, [SLOTS]), f"entry_{name}")
    builder = ir.IRBuilder(entry.append_basic_block())
    place, handed = 0, list[Any]()
    for type_ in given:
        handed += _handed_over(made.part(builder, type_, entry.args[0], place), builder)
        place += _slots(type_)
    builder.ret(builder.call(inner, handed))
    return str(module)


def _slots(type_: Type) -> int:
    """How many slots a value takes."""
    if isinstance(type_, TupleType):
        return sum(map(_slots, type_.parts))
    if isinstance(type_, ArrayType):
        return 2
    return int(isinstance(type_, IntType))


def _flat(type_: Type) -> list[Any]:
    """The types in which a value is handed over: a tuple as where its slots are."""
    if isinstance(type_, TupleType):
        return [SLOTS]
    if isinstance(type_, ArrayType):
        return [ir.IntType(type_.bits).as_pointer(), INT]
    return [INT] * isinstance(type_, IntType)


def _taken_over(type_: Type, values: list[Any]) -> Any:
    """A value out of those in which it is handed over, which are used up from the left."""
    if isinstance(type_, TupleType):
        return Tuple(type_, values.pop(0), 0)
    if isinstance(type_, ArrayType):
        start, length = values.pop(0), values.pop(0)
        return Array(type_, start, lambda: length)
    return values.pop(0) if isinstance(type_, IntType) else INT(type_.value)


def _handed_over(value: Any, builder: ir.IRBuilder) -> list[Any]:
    """The values in which one is handed over."""
    if isinstance(value, Tuple):
        return [builder.gep(value.slots, [INT(value.place)]) if value.place else value.slots]
    return [value.start, value.length()] if isinstance(value, Array) else [value]


def _is_small(function: ast.FunctionDef) -> bool:
    """Whether a function is copied to where it is called: what it works out may then be needed in few cases."""
    nodes = [*ast.walk(function)]
    return len(nodes) < SMALL and not any(isinstance(node, (ast.For, ast.While)) for node in nodes)


SMALL = 120
"""A function of fewer nodes is small, if it has no loop."""

FAR = "far_"
"""Before the name of a function that is called in few cases: it is not copied to where it is called."""


def _type(value: Any) -> Type:
    return value.type_ if isinstance(value, (Array, Tuple)) else IntType()


class _Module:
    """The functions of a module, each lowered once for the types it is called with."""

    def __init__(
        self, module: ir.Module, functions: Mapping[str, ast.FunctionDef], constants: Mapping[str, int]
    ) -> None:
        self.module, self.functions, self.constants = module, functions, constants
        self._lowered: dict[tuple[str, tuple[Type, ...]], ir.Function] = {}
        self._never_written = module.add_metadata([])

    def part(self, builder: ir.IRBuilder, type_: Type, slots: Any, place: int) -> Any:
        """A value out of the slots from `place` on."""
        if isinstance(type_, TupleType):
            return Tuple(type_, slots, place)
        if isinstance(type_, ArrayType):
            address = builder.bitcast(
                builder.gep(slots, [INT(place)]), ir.IntType(type_.bits).as_pointer().as_pointer()
            )
            start = self._read(builder, address, ir.IntType(type_.bits).as_pointer())
            return Array(type_, start, lambda: self._read(builder, builder.gep(slots, [INT(place + 1)]), INT))
        if isinstance(type_, ConstantType):
            return INT(type_.value)
        return self._read(builder, builder.gep(slots, [INT(place)]), INT)

    def _read(self, builder: ir.IRBuilder, address: Any, type_: Any) -> Any:
        value = builder.load(address, typ=type_)
        value.set_metadata("invariant.load", self._never_written)
        return value

    def function(self, name: str, given: tuple[Type, ...]) -> ir.Function:
        """The function `name` for these types."""
        lowered = self._lowered.get((name, given))
        if lowered is None:
            types = [element for each in given for element in _flat(each)]
            lowered = ir.Function(self.module, ir.FunctionType(INT, types), f"{name}_{len(self._lowered)}")
            lowered.linkage = "internal"
            if name.startswith(FAR):
                lowered.attributes.add("noinline")
            elif _is_small(self.functions[name]):
                lowered.attributes.add("alwaysinline")
            self._lowered[name, given] = lowered
            _Function(self, self.functions[name], lowered, given).body()
        return lowered


class _Function:
    """One function being lowered. `places` are its ints in memory (LLVM makes registers of them), `wholes` its arrays
    and tuples.
    """

    def __init__(
        self, module: _Module, source: ast.FunctionDef, function: ir.Function, given: tuple[Type, ...]
    ) -> None:
        self.module, self.source, self.function = module, source, function
        self.entry = function.append_basic_block("entry")
        self.builder = ir.IRBuilder(function.append_basic_block("body"))
        self.places: dict[str, Any] = {}
        self.wholes: dict[str, Any] = {}
        self.loops: list[tuple[Any, Any]] = []
        names, values = [argument.arg for argument in source.args.args], list(function.args)
        if len(names) != len(given):
            raise LoweringError(source.name, f"{len(given)} values are given for {len(names)}")
        for name, type_ in zip(names, given, strict=True):
            self._bind(name, _taken_over(type_, values))

    def body(self) -> None:
        """The whole of it."""
        start = self.builder.block
        self._statements(self.source.body)
        if not self.builder.block.is_terminated:
            self.builder.ret(INT(0))
        ir.IRBuilder(self.entry).branch(start)

    def _refuse(self, what: ast.AST) -> LoweringError:
        return LoweringError(self.source.name, what)

    # ---------------------------------------------------------------------------------------------- statements

    def _statements(self, lines: Sequence[ast.stmt]) -> None:
        for line in lines:
            if self.builder.block.is_terminated:  # what follows a `continue` is never reached
                return
            handle: Callable[[Any], None] | None = getattr(self, f"_{type(line).__name__.lower()}", None)
            if handle is None:
                raise self._refuse(line)
            handle(line)

    def _expr(self, line: ast.Expr) -> None:
        if not isinstance(line.value, ast.Constant):  # a docstring
            self._value(line.value)

    def _pass(self, line: ast.Pass) -> None:
        """Nothing."""

    def _return(self, line: ast.Return) -> None:
        self.builder.ret(INT(0) if line.value is None else self._int(line.value))

    def _annassign(self, line: ast.AnnAssign) -> None:
        if line.value is None:
            raise self._refuse(line)
        self._store(line.target, self._value(line.value))

    def _assign(self, line: ast.Assign) -> None:
        if isinstance(line.value, ast.Tuple):
            values = [self._value(element) for element in line.value.elts]
            for target in line.targets:
                if not isinstance(target, ast.Tuple) or len(target.elts) != len(values):
                    raise self._refuse(line)
                for element, value in zip(target.elts, values, strict=True):
                    self._store(element, value)
            return
        value = self._value(line.value)
        for target in line.targets:
            self._store(target, value)

    def _augassign(self, line: ast.AugAssign) -> None:
        target = line.target
        if isinstance(target, ast.Name):
            value = self._value(ast.Name(target.id, ast.Load()))
            self._store(target, self._combine(line.op, value, self._int(line.value), line))
        elif isinstance(target, ast.Subscript):
            array, place = self._place(target)
            current = self._read(array, place)
            self._write(array, place, self._combine(line.op, current, self._int(line.value), line))
        else:
            raise self._refuse(line)

    def _store(self, target: ast.expr, value: Any) -> None:
        if isinstance(target, ast.Name):
            self._bind(target.id, value)
        elif isinstance(target, ast.Subscript):
            if isinstance(value, (Array, Tuple)):
                raise self._refuse(target)
            array, place = self._place(target)
            self._write(array, place, value)
        elif isinstance(target, ast.Tuple) and isinstance(value, Tuple):
            if len(target.elts) != len(value.type_.parts):
                raise self._refuse(target)
            for index, element in enumerate(target.elts):
                self._store(element, self._tuple_part(value, index))
        else:
            raise self._refuse(target)

    def _bind(self, name: str, value: Any) -> None:
        if isinstance(value, (Array, Tuple)):
            if self.loops or name in self.places or (name in self.wholes and name != "_"):
                raise LoweringError(self.source.name, f"`{name}` is bound again to a value that is not an int")
            self.wholes[name] = value
            return
        if name in self.wholes:
            raise LoweringError(self.source.name, f"`{name}` is an int and an array")
        if name not in self.places:
            builder = ir.IRBuilder(self.entry)
            self.places[name] = builder.alloca(INT, name=name)
            builder.store(INT(0), self.places[name])
        self.builder.store(value, self.places[name])

    def _if(self, line: ast.If) -> None:
        test = self._test(line.test)
        then, other, after = (self.function.append_basic_block() for _ in range(3))
        self.builder.cbranch(test, then, other)
        for block, lines in ((then, line.body), (other, line.orelse)):
            self.builder.position_at_end(block)
            self._statements(lines)
            if not self.builder.block.is_terminated:
                self.builder.branch(after)
        self.builder.position_at_end(after)

    def _while(self, line: ast.While) -> None:
        if line.orelse:
            raise self._refuse(line)
        test, body, after = (self.function.append_basic_block() for _ in range(3))
        self.builder.branch(test)
        self.builder.position_at_end(test)
        self.builder.cbranch(self._test(line.test), body, after)
        self._loop_body(line.body, body, test, after)

    def _loop_body(self, lines: Sequence[ast.stmt], body: Any, again: Any, after: Any) -> None:
        self.builder.position_at_end(body)
        self.loops.append((again, after))
        self._statements(lines)
        self.loops.pop()
        if not self.builder.block.is_terminated:
            self.builder.branch(again)
        self.builder.position_at_end(after)

    def _for(self, line: ast.For) -> None:
        if line.orelse or not isinstance(line.target, ast.Name):
            raise self._refuse(line)
        array, step = None, 1
        if isinstance(line.iter, ast.Call) and isinstance(line.iter.func, ast.Name) and line.iter.func.id == "range":
            given = line.iter.args
            if len(given) == 3:
                step = int(ast.literal_eval(given[2]))
            bounds = [self._int(argument) for argument in given[:2]]
            start, stop = (INT(0), bounds[0]) if len(given) == 1 else bounds
        else:
            array = self._int_array(line.iter) if isinstance(line.iter, ast.Tuple) else self._value(line.iter)
            if not isinstance(array, Array):
                raise self._refuse(line)
            start, stop = INT(0), array.length()
        counter = ir.IRBuilder(self.entry).alloca(INT)
        self.builder.store(start, counter)
        test, body, again, after = (self.function.append_basic_block() for _ in range(4))
        self.builder.branch(test)
        self.builder.position_at_end(test)
        index = self.builder.load(counter)
        self.builder.cbranch(self.builder.icmp_signed("<" if step > 0 else ">", index, stop), body, after)
        self.builder.position_at_end(again)
        self.builder.store(self.builder.add(self.builder.load(counter), INT(step)), counter)
        self.builder.branch(test)
        self.builder.position_at_end(body)
        self._bind(line.target.id, index if array is None else self._read(array, self._address(array, index)))
        self._loop_body(line.body, self.builder.block, again, after)

    def _int_array(self, node: ast.Tuple) -> Array:
        """Ints in a row, as an array."""
        array_type, many = ArrayType(INT.width, True), INT(len(node.elts))
        array = Array(array_type, ir.IRBuilder(self.entry).alloca(INT, size=many), lambda: many)
        for place, element in enumerate(node.elts):
            self._write(array, self._address(array, INT(place)), self._int(element))
        return array

    def _continue(self, line: ast.Continue) -> None:
        self.builder.branch(self.loops[-1][0])

    def _break(self, line: ast.Break) -> None:
        self.builder.branch(self.loops[-1][1])

    # ---------------------------------------------------------------------------------------------- arrays

    def _place(self, target: ast.Subscript) -> tuple[Array, Any]:
        array = self._value(target.value)
        if not isinstance(array, Array):
            raise self._refuse(target)
        return array, self._address(array, self._int(target.slice))

    def _address(self, array: Array, index: Any) -> Any:
        return self.builder.gep(array.start, [index], source_etype=ir.IntType(array.type_.bits))

    def _read(self, array: Array, place: Any) -> Any:
        value = self.builder.load(place, typ=ir.IntType(array.type_.bits))
        if array.type_.bits == INT.width:
            return value
        return (self.builder.sext if array.type_.is_signed else self.builder.zext)(value, INT)

    def _write(self, array: Array, place: Any, value: Any) -> None:
        int_type = ir.IntType(array.type_.bits)
        self.builder.store(value if int_type == INT else self.builder.trunc(value, int_type), place)

    # ---------------------------------------------------------------------------------------------- values

    def _int(self, node: ast.expr) -> Any:
        value = self._value(node)
        if isinstance(value, (Array, Tuple)):
            raise self._refuse(node)
        return value

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            return INT(int(node.value))
        if isinstance(node, ast.Name):
            return self._name_value(node)
        if isinstance(node, ast.Attribute):
            return self._part(node)
        if isinstance(node, ast.Subscript):
            return self._read(*self._place(node))
        if isinstance(node, ast.BinOp):
            return self._combine(node.op, self._int(node.left), self._int(node.right), node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return self.builder.neg(self._int(node.operand))
        if isinstance(node, ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            return self.builder.zext(self._test(node), INT)
        if isinstance(node, ast.BoolOp):
            return self._bool_op(node)
        if isinstance(node, ast.IfExp):
            return self._choose(self._test(node.test), lambda: self._int(node.body), lambda: self._int(node.orelse))
        if isinstance(node, ast.Call):
            return self._call(node)
        raise self._refuse(node)

    def _name_value(self, node: ast.Name) -> Any:
        if node.id in self.wholes:
            return self.wholes[node.id]
        if node.id in self.places:
            return self.builder.load(self.places[node.id])
        if node.id in self.module.constants:
            return INT(self.module.constants[node.id])
        raise self._refuse(node)

    def _part(self, node: ast.Attribute) -> Any:
        value = self._value(node.value)
        if not isinstance(value, Tuple) or node.attr not in value.type_.names:
            raise self._refuse(node)
        return self._tuple_part(value, value.type_.names.index(node.attr))

    def _tuple_part(self, value: Tuple, index: int) -> Any:
        parts = value.type_.parts
        place = value.place + sum(map(_slots, parts[:index]))
        return self.module.part(self.builder, parts[index], value.slots, place)

    def _combine(self, operator: ast.operator, left: Any, right: Any, node: ast.AST) -> Any:
        method = _BINARY.get(type(operator))
        if method is not None:
            return getattr(self.builder, method)(left, right)
        if not isinstance(operator, (ast.FloorDiv, ast.Mod)):
            raise self._refuse(node)
        rest = self.builder.srem(left, right)
        is_off = self.builder.and_(
            self.builder.icmp_signed("!=", rest, INT(0)),
            self.builder.icmp_signed("<", self.builder.xor(rest, right), INT(0)),
        )
        if isinstance(operator, ast.Mod):
            return self.builder.select(is_off, self.builder.add(rest, right), rest)
        return self.builder.sub(self.builder.sdiv(left, right), self.builder.zext(is_off, INT))

    def _bool_op(self, node: ast.BoolOp) -> Any:
        """`and` and `or` with the result of CPython: the first operand that decides, or the last one."""
        value = self._int(node.values[0])
        for operand in node.values[1:]:
            test, previous = self._true(value), value
            branches = [partial(self._int, operand), lambda previous=previous: previous]
            value = self._choose(test, *(branches if isinstance(node.op, ast.And) else reversed(branches)))
        return value

    def _choose(self, test: Any, then: Callable[[], Any], other: Callable[[], Any]) -> Any:
        blocks = [self.function.append_basic_block() for _ in range(2)]
        after = self.function.append_basic_block()
        self.builder.cbranch(test, *blocks)
        ends = []
        for block, make in zip(blocks, (then, other), strict=True):
            self.builder.position_at_end(block)
            ends.append((make(), self.builder.block))
            self.builder.branch(after)
        self.builder.position_at_end(after)
        phi = self.builder.phi(ends[0][0].type)
        for value, block in ends:
            phi.add_incoming(value, block)
        return phi

    def _true(self, value: Any) -> Any:
        return self.builder.icmp_signed("!=", value, INT(0))

    def _test(self, node: ast.expr) -> Any:
        """One bit: whether it holds."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self.builder.not_(self._test(node.operand))
        if isinstance(node, ast.BoolOp):
            result, is_and = self._test(node.values[0]), isinstance(node.op, ast.And)
            for operand in node.values[1:]:
                right = partial(self._test, operand)
                decided: Callable[[], Any] = (lambda: ir.IntType(1)(0)) if is_and else (lambda: ir.IntType(1)(1))
                result = self._choose(result, right, decided) if is_and else self._choose(result, decided, right)
            return result
        return self._compare(node) if isinstance(node, ast.Compare) else self._true(self._int(node))

    def _compare(self, node: ast.Compare) -> Any:
        """Comparisons in a chain; an operand between two signs is evaluated once, and no operand has effects."""
        values = [self._int(node.left), *(self._int(comparison) for comparison in node.comparators)]
        result = None
        for operator, left, right in zip(node.ops, values, values[1:], strict=False):
            if type(operator) not in _TESTS:
                raise self._refuse(node)
            comparison = self.builder.icmp_signed(_TESTS[type(operator)], left, right)
            result = comparison if result is None else self.builder.and_(result, comparison)
        return result

    def _call(self, node: ast.Call) -> Any:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self._refuse(node)
        name, given = node.func.id, [self._value(argument) for argument in node.args]
        if name in self.module.functions:
            inner = self.module.function(name, tuple(map(_type, given)))
            return self.builder.call(inner, [part for each in given for part in _handed_over(each, self.builder)])
        if name == "len" and isinstance(given[0], Array):
            return given[0].length()
        if (
            name in ("min", "max")
            and len(given) > 1
            and not any(isinstance(argument, (Array, Tuple)) for argument in given)
        ):
            value = given[0]
            for argument in given[1:]:
                is_better = self.builder.icmp_signed("<" if name == "min" else ">", argument, value)
                value = self.builder.select(is_better, argument, value)
            return value
        if name == "int" and len(given) == 1 and not isinstance(given[0], (Array, Tuple)):
            return given[0]
        raise self._refuse(node)


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
        slots: list[int] = []
        types = [_lay_out(argument, slots) for argument in given]
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
    return function_names(allocation, values, workspace, payments, applicant)


def compiled_functions(*modules: ModuleType) -> dict[str, Any]:
    """The functions of these modules, compiled."""
    return compile_functions(function_names(*modules), "")


ENGINE = Engine(True, compile_functions(kernel_names(), "")["settle_written"], LaidOut)
