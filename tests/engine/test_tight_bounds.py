"""Arithmetic over unstated facts keeps the tightest bounds and the facts of all its parts."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Callable, Iterable
from fractions import Fraction

import pytest

from ipdsl.engine import operations
from ipdsl.engine.operations import Answer
from ipdsl.ir.facts import FactRef, Open
from ipdsl.schema.values.value_type import CANNOT, NO_VALUE, NONE, ForeignAmount

A, B = FactRef("record", "k", "1", "a"), FactRef("record", "k", "1", "b")
RANGES = [(low, high) for low in (0, 1, 2, 5) for high in (0, 1, 2, 5, 7, None) if high is None or low <= high]
INFINITE = math.inf


def lowered(a: float, b: float) -> float:
    return max(0, a - b)


def product(a: float, b: float) -> float:
    return 0 if a == 0 or b == 0 else a * b


UP_UP: dict[str, tuple[Callable[..., Answer], Callable[..., float]]] = {
    "add": (operations.add, lambda a, b: a + b),
    "scale": (operations.scale, product),
    "smallest": (operations.smallest, min),
    "largest": (operations.greatest, max),
}
UP_DOWN: dict[str, tuple[Callable[..., Answer], Callable[..., float]]] = {
    "subtract": (operations.subtract, lambda a, b: a - b),
    "excess": (operations.excess, lowered),
}


def opened(ref: FactRef, span: tuple[int, int | None]) -> Open:
    return Open(frozenset({ref}), *span)


def expected(low: float, high: float) -> Open:
    return Open(frozenset({A, B}), int(low), None if high == INFINITE else int(high))


@pytest.mark.parametrize("name", UP_UP)
def test_a_function_that_grows_with_both_is_least_at_both_lower_bounds(name: str) -> None:
    operation, exact = UP_UP[name]
    for left, right in itertools.product(RANGES, repeat=2):
        (low, high), (least, most) = ([INFINITE if end is None else end for end in span] for span in (left, right))
        assert operation(opened(A, left), opened(B, right)) == expected(exact(low, least), exact(high, most))


@pytest.mark.parametrize("name", UP_DOWN)
def test_a_function_that_falls_with_the_second_is_least_at_its_upper_bound(name: str) -> None:
    operation, exact = UP_DOWN[name]
    for left, right in itertools.product(RANGES, repeat=2):
        (low, high), (least, most) = ([INFINITE if end is None else end for end in span] for span in (left, right))
        result = operation(opened(A, left), opened(B, right))
        if name == "subtract" and most == INFINITE:
            assert result == Open(frozenset({A, B}), None, None if high == INFINITE else high - least)
        else:
            least_of_all = 0 if most == INFINITE else exact(low, most)
            assert result == expected(least_of_all, exact(high, least))


def test_steps_are_fewest_where_the_step_is_largest() -> None:
    steps = operations.steps
    assert steps(opened(A, (5, 9)), 2) == opened(A, (2, 4))
    assert steps(opened(A, (5, None)), 2) == opened(A, (2, None))
    assert steps(9, opened(A, (2, 4))) == opened(A, (2, 4))
    assert steps(9, opened(A, (2, None))) == opened(A, (0, 4))
    assert steps(9, opened(A, (0, 4))) == opened(A, (2, None))
    assert steps(9, opened(A, (0, 0))) == opened(A, (0, None))
    assert steps(9, opened(A, (1, 1))) == opened(A, (9, 9))
    assert steps(opened(A, (4, 9)), opened(B, (1, 2))) == Open(frozenset({A, B}), 2, 9)
    assert (steps(9, 2), steps(Fraction(9, 2), 2), steps(1, 1), steps(0, 5)) == (4, 2, 1, 0)
    assert (steps(9, 0), steps(9, -1), steps(9, NONE), steps(NONE, 5), steps(9, CANNOT)) == (
        CANNOT,
        CANNOT,
        CANNOT,
        0,
        CANNOT,
    )


ENDS = [None, -4, -1, 0, 2, 5]
SIGNED = [(low, high) for low in ENDS for high in ENDS if low is None or high is None or low <= high]


def values_in(low: int | None, high: int | None) -> list[Fraction]:
    """Some values of a range, with its ends; values far away in place of an end without limit."""
    first, last = -1000 if low is None else low, 1000 if high is None else high
    inside = {Fraction(first), Fraction(last), *(Fraction(n, 2) for n in range(2 * first, 2 * last + 1) if abs(n) < 12)}
    return sorted(value for value in inside if first <= value <= last)


def holds_all(bounds: object, values: Iterable[Fraction]) -> bool:
    assert isinstance(bounds, Open)
    low, high = bounds.low, bounds.high
    return all((low is None or low <= value) and (high is None or value <= high) for value in values)  # type: ignore[operator]


@pytest.mark.parametrize("name", ["scale", "divide", "subtract", "excess", "add", "smallest", "greatest"])
def test_bounds_of_signed_operands_contain_every_result(name: str) -> None:
    """Four ends: a product of two negative values is positive, and a negative divisor turns the order."""
    operation = getattr(operations, name)
    for left, right in itertools.product(SIGNED, repeat=2):
        result = operation(opened(A, left), opened(B, right))  # type: ignore[arg-type]
        pairs = itertools.product(values_in(*left), values_in(*right))
        assert holds_all(result, [operation(a, b) for a, b in pairs if name != "divide" or b]), (left, right, result)


def test_bounds_of_two_ends_would_miss_results() -> None:
    """The planted fault: the product of the lower ends is not the least product."""
    low, high = -2 * 3, 5 * 4
    assert not holds_all(Open(frozenset({A}), low, high), [Fraction(a) * b for a in (-2, 5) for b in (3, 4)])
    assert operations.scale(opened(A, (-2, 5)), opened(B, (3, 4))) == Open(frozenset({A, B}), -8, 20)


def test_products_of_signed_operands_are_tight() -> None:
    assert operations.scale(opened(A, (-1, 5)), 3) == opened(A, (-3, 15))
    assert operations.scale(3, opened(A, (-1, 5))) == opened(A, (-3, 15))
    assert operations.scale(opened(A, (-4, -2)), opened(B, (-3, None))) == Open(frozenset({A, B}), None, 12)
    assert operations.scale(Open(frozenset({A})), 3) == Open(frozenset({A}), None, None)
    assert operations.scale(Open(frozenset({A})), -3) == Open(frozenset({A}), None, None)
    assert operations.scale(Open(frozenset({A}), 2), -3) == Open(frozenset({A}), None, -6)
    assert operations.divide(opened(A, (-6, 4)), 2) == opened(A, (-3, 2))
    assert operations.divide(opened(A, (-6, 4)), -2) == opened(A, (-2, 3))
    assert operations.scale(Fraction(-1, 2), NONE) == 0
    assert operations.add(Open(frozenset({A})), 3) == Open(frozenset({A}), None, None)
    assert operations.add(Open(frozenset({A}), None, 4), 3) == Open(frozenset({A}), None, 7)
    assert operations.subtract(Open(frozenset({A}), None, 4), 3) == Open(frozenset({A}), None, 1)
    assert operations.excess(Open(frozenset({A}), None, 4), 3) == Open(frozenset({A}), 0, 1)
    assert operations.subtract(3, Open(frozenset({A}), None, 2)) == Open(frozenset({A}), 1, None)
    assert operations.smallest(Open(frozenset({A}), None, 4), 3) == Open(frozenset({A}), None, 3)
    assert operations.greatest(Open(frozenset({A}), None, 4), 3) == Open(frozenset({A}), 3, 4)


def test_days_are_ordered_too() -> None:
    early, late = datetime.date(2022, 1, 1), datetime.date(2022, 5, 1)
    assert operations.smallest(late, early) == early
    assert operations.greatest(early, late) == late


def test_differences_of_numbers_are_signed() -> None:
    assert (operations.subtract(5, 3), operations.subtract(3, 5), operations.subtract(3, 3)) == (2, -2, 0)
    assert (operations.excess(5, 3), operations.excess(3, 5), operations.excess(3, 3)) == (2, 0, 0)
    assert operations.subtract(Fraction(1, 2), 0) == Fraction(1, 2)
    assert (operations.subtract(5, NONE), operations.subtract(NONE, 5)) == (5, -5)
    assert operations.excess(NONE, 5) == 0


def test_a_value_that_is_missing_decides_nothing() -> None:
    for compare in (operations.at_least, operations.more_than, operations.at_most, operations.less_than):
        assert compare(NO_VALUE, 5) is compare(5, NO_VALUE) is NO_VALUE
        assert operations.not_(compare(opened(A, (1, 2)), NO_VALUE)) is NO_VALUE
    assert operations.all_of(True, NO_VALUE) is operations.any_of(False, NO_VALUE) is NO_VALUE
    assert operations.all_of(False, NO_VALUE) is False
    assert operations.any_of(True, NO_VALUE) is True
    assert isinstance(operations.any_of(Open(frozenset({A})), NO_VALUE), Open)
    assert operations.any_of(CANNOT, NO_VALUE) is CANNOT
    assert operations.scale(3, NO_VALUE) is operations.add(opened(A, (1, 2)), NO_VALUE) is NO_VALUE
    assert operations.greatest(NO_VALUE, 3) is operations.excess(3, NO_VALUE) is NO_VALUE
    assert operations.first_case(operations.at_least(NO_VALUE, 1), 5, True, 7) == 7
    assert operations.with_fallback(NO_VALUE, 4) == 4
    assert operations.with_fallback(NONE, 4) is NONE
    assert operations.with_fallback(Open(frozenset({A}), 5, 9, may_be_undeterminable=True), 4) == opened(A, (4, 9))


@pytest.mark.parametrize(
    "operation", [operations.add, operations.subtract, operations.scale, operations.smallest, operations.greatest]
)
def test_what_cannot_be_determined_stays_so(operation: Callable[..., Answer]) -> None:
    doubtful = Open(frozenset({A}), 1, 2, may_be_undeterminable=True)
    for other in (CANNOT, ForeignAmount(5, "USD"), Open(frozenset(), 1, 2)):
        assert operation(other, 3) is CANNOT
        assert operation(3, other) is CANNOT
        assert operation(doubtful, other) is CANNOT
    for pair in ((doubtful, 3), (3, doubtful), (doubtful, opened(B, (1, 2)))):
        found = operation(*pair)
        assert isinstance(found, Open)
        assert found.may_be_undeterminable
    plain = operation(opened(A, (1, 2)), 3)
    assert isinstance(plain, Open)
    assert not plain.may_be_undeterminable


def test_a_limit_is_rounded_down_at_both_ends() -> None:
    half = Open(frozenset({A}), Fraction(3, 2), Fraction(9, 2))
    assert operations.round_down(half) == opened(A, (1, 4))
    assert operations.round_down(Open(frozenset({A}), None, None)) == Open(frozenset({A}), None, None)
    assert operations.round_down(Open(frozenset({A}), Fraction(3, 2), None)) == Open(frozenset({A}), 1, None)
    assert operations.round_down(Open(frozenset({A}), None, Fraction(9, 2))) == Open(frozenset({A}), None, 4)
    assert (operations.round_down(Fraction(7, 2)), operations.round_down(4), operations.round_down(NONE)) == (3, 4, 0)
    assert operations.limited(10, half) == opened(A, (1, 4))


def test_interest_whose_days_are_not_known() -> None:
    day, open_day = datetime.date(2022, 1, 1), Open(frozenset({A}))
    assert operations.interest(100, 1, open_day, day, None) == Open(frozenset({A}), 0, None)
    assert operations.interest(100, 1, day, open_day, 3) == Open(frozenset({A}), 0, 300)
    assert operations.interest(100, 1, CANNOT, open_day, 3) is CANNOT
    assert operations.interest(100, 1, open_day, CANNOT, 3) is CANNOT
    assert operations.interest(100, 1, NONE, open_day, 3) == 0
    for start, end in ((open_day, day), (day, open_day)):
        doubtful = Open(frozenset({A}), may_be_undeterminable=True)
        found = operations.interest(
            100, 1, doubtful if start is open_day else start, doubtful if end is open_day else end, 3
        )
        assert isinstance(found, Open)
        assert found.may_be_undeterminable
    assert operations.interest(365, 1, datetime.date(1, 3, 1), datetime.date(2, 3, 1), 5) == 365
    assert operations.interest(365, 1, datetime.date(4, 3, 1), datetime.date(5, 3, 1), 5) == 365
    assert operations.interest(365, 1, datetime.date(2020, 1, 1), datetime.date(2023, 1, 1), 2) == 730


def test_a_table_whose_key_is_not_known() -> None:
    rows: dict[str, Answer] = {"a": 300, "b": opened(B, (50, 400)), "c": 200}
    assert operations.table(Open(frozenset({A}), members=("a", "c")), rows) == opened(A, (200, 300))
    assert operations.table(Open(frozenset({A}), members=("a", "b")), rows) == Open(frozenset({A, B}), 50, 400)
    assert operations.table(Open(frozenset({A})), rows) == Open(frozenset({A, B}), 50, 400)
    assert operations.table(Open(frozenset({A}), members=("a", "x")), rows) == Open(
        frozenset({A}), 300, 300, may_be_undeterminable=True
    )
    assert operations.table(Open(frozenset({A}), members=("x",)), rows) == Open(
        frozenset({A}), 0, 0, may_be_undeterminable=True
    )
    assert operations.table(NONE, rows) is CANNOT
    unlimited: dict[str, Answer] = {"a": 300, "b": Open(frozenset({B}), 0, None)}
    assert operations.table(Open(frozenset({A})), unlimited) == Open(frozenset({A, B}), 0, None)
