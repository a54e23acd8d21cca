"""Functions lowered to LLVM return the same as in CPython. Code outside the subset is refused."""

from __future__ import annotations

import ast
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, strategies as st

from ipdsl.base.findings.finding import InternalError
from ipdsl.batch.kernel import compiled, days, texts, values
from ipdsl.batch.kernel.compiled import LoweringError
from ipdsl.batch.kernel.values import SPARE
from tests.support.rows import each_row

TEXT = '''
def arithmetic(a, b):
    """Every operator, with the sign of the divisor."""
    found = a // b * 3 + a % b - (-a) + (a & 255) + (b | 3) + (a >> 2)
    found += min(a, b, 7) - max(a, b)
    return found


def logic(a, b):
    first = a and b
    second = a or b
    return 1000 * first + 10 * second + (1 if a < b <= 5 else 0) + (not a) + (a == 1 or b == 1 and not a != b)


def loops(numbers, many):
    found = last = 0
    for n in numbers:
        if n < 0:
            continue
        if n > 90:
            break
        found += n
    for k in range(many, 0, -2):
        last = k
        for q in range(k, many):
            found += q * k
    for one in (many, -1, found):
        last += one
    while True:
        many -= 1
        if many < 0:
            break
        found, last = found + last, found - last
    return found + 7 * last + len(numbers)


def written(out, table, i):
    out[i] = 300
    out[i] += 1
    table[4 * i + 1] = out[i] + len(table)
    table[2] = out[1] = -5
    return out[0] + table[4 * i + 1]


def parts(pair, i):
    (one, two) = pair
    return one[i] * 1000 + two + pair.one[0] + pair.two


def helped(a):
    return arithmetic(a, 3) + arithmetic(3, 7)
'''


class Pair(NamedTuple):
    one: Any
    two: int


PLAIN: dict[str, Any] = {}
exec(compile(TEXT, "<text>", "exec"), PLAIN)
LLVM = compiled.compile_functions({name: one for name, one in PLAIN.items() if isinstance(one, FunctionType)}, TEXT)
SMALL = st.integers(-(10**6), 10**6)


@given(SMALL, SMALL.filter(bool))
def test_arithmetic_is_that_of_cpython(a: int, b: int) -> None:
    assert LLVM["arithmetic"](a, b) == PLAIN["arithmetic"](a, b)
    assert LLVM["helped"](a) == PLAIN["helped"](a)


@given(st.integers(-2, 7), st.integers(-2, 7))
def test_logic_is_that_of_cpython(a: int, b: int) -> None:
    assert LLVM["logic"](a, b) == PLAIN["logic"](a, b)


@given(st.lists(st.integers(-5, 95), max_size=9), st.integers(-3, 9), st.sampled_from(["i1", "u1", "i4", "i8"]))
def test_loops_go_as_in_cpython(numbers: list[int], many: int, type_: str) -> None:
    given_ = np.array(numbers, np.int64).astype(type_)
    assert LLVM["loops"](given_, many) == PLAIN["loops"]([int(one) for one in given_], many)


@pytest.mark.parametrize("type_", ["i2", "i4", "i8"])
def test_what_is_written_stands_in_the_array(type_: str) -> None:
    here, there = (np.zeros(3, type_) for _ in range(2))
    table, other = (np.zeros(12, np.int64) for _ in range(2))
    assert LLVM["written"](here, table, 2) == PLAIN["written"](there, other, 2)
    assert here.tolist() == there.tolist()
    assert table.tolist() == other.tolist()


def test_a_named_tuple_is_its_parts() -> None:
    pair = Pair(np.array([4, 5], np.int32), 6)
    assert LLVM["parts"](pair, 1) == PLAIN["parts"](pair, 1)


@given(st.integers(-700_000, 200_000), st.integers(-700, 700))
def test_days_are_those_of_cpython(day: int, months: int) -> None:
    assert DAYS["months_after"](day, months) == days.months_after(day, months)
    assert DAYS["month_of"](day) == days.month_of(day)
    assert DAYS["year_of"](day) == days.year_of(day)


DAYS = compiled.compile_functions(
    {name: one for name, one in vars(days).items() if isinstance(one, (int, FunctionType))}, ""
)  # fmt: skip


@given(st.lists(st.text("abAB 1专", max_size=12), min_size=1, max_size=8))
def test_texts_are_put_in_order_as_in_cpython(names: list[str]) -> None:
    data = "".join(names).encode()
    ends = np.cumsum([0, *(len(one.encode()) for one in names)])
    found = []
    for function in (texts.ranked, TEXTS["ranked"]):
        rank, place, marks, twice, doubtful = (np.zeros(len(names), np.int64) for _ in range(5))
        function(
            np.array([0, len(names)]), ends, np.frombuffer(data + b" ", np.uint8),
            np.array([texts.class_of(byte) for byte in range(256)], np.uint8), np.zeros(1, np.int64), False, rank,
            place, marks, np.zeros(SPARE, np.int64), twice, doubtful,
        )  # fmt: skip
        found.append([one.tolist() for one in (rank, twice, doubtful)])
    assert found[0] == found[1]


TEXTS = compiled.compile_functions(
    {name: one for module in (values, texts) for name, one in vars(module).items()
     if isinstance(one, (int, FunctionType))}, "",
)  # fmt: skip


@each_row(
    "line",
    [
        "return 0.5", "return a / 2", "return a ** 2", "return [a]", "a.b = 1", "return unknown", "return a[0]",
        "for k in range(3): pass\n    else: return 1", "del a", "import os", "return print(a)",
        "return a if a else 'x'", "assert a", "raise ValueError", "with a: pass", "return min(a)", "return f'{a}'",
        "return 1 in a", "return a[0, 1]", "return a.shape[0]",
    ],
)  # fmt: skip
def test_what_is_outside_the_subset_is_refused(line: str) -> None:
    text = f"def f(a):\n    {line}\n"
    function = compiled.CompiledFunction(compiled.ParsedText({"f": ast.parse(text).body[0]}, {}, b""), "f")  # type: ignore[dict-item]
    with pytest.raises(LoweringError, match="outside the common subset"):
        function(1)


def test_an_array_that_does_not_lie_in_one_piece_is_refused() -> None:
    with pytest.raises(InternalError):
        LLVM["loops"](np.zeros(6, np.int64)[::2], 1)
    with pytest.raises(InternalError):
        LLVM["loops"](np.zeros(6), 1)
    with pytest.raises(InternalError):
        LLVM["loops"](np.zeros((2, 3), np.int64), 1)


def test_the_days_that_lookups_know_are_compiled_with_them() -> None:
    names = {**vars(days), "NEVER": values.NEVER, "UNKNOWN": values.UNKNOWN}
    made = compiled.compile_functions({n: one for n, one in names.items() if isinstance(one, (int, FunctionType))}, "")
    args = (np.array([0, 2]), np.array([0, 400]), 0, 10, 1, 3)
    assert made["next_turn"](*args) == days.next_turn(*args)
