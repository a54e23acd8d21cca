"""Sums without an upper end: which facts a sum grows with, and what conditions bound.

In: typed expressions and the tests that hold where they are paid. Out: the words that nothing bounds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import attrs

from ipdsl.semantics import typed
from ipdsl.semantics.walk import is_constant, words_of_expr

_UPPER_BOUND_OPERATORS = (typed.Op.AT_MOST, typed.Op.LESS_THAN)
_NEGATED_OPERATORS = {
    typed.Op.AT_LEAST: typed.Op.LESS_THAN, typed.Op.MORE_THAN: typed.Op.AT_MOST,
    typed.Op.AT_MOST: typed.Op.MORE_THAN, typed.Op.LESS_THAN: typed.Op.AT_LEAST,
}  # fmt: skip


def atoms(tests: Iterable[typed.Expr]) -> Iterator[typed.Expr]:
    """The tests that all hold, those joined by `and` each for itself."""
    for test in tests:
        if isinstance(test, typed.And):
            yield from atoms(test.parts)
        else:
            yield test


def negate(test: typed.Compare) -> typed.Compare:
    """The comparison that holds where this one does not."""
    return attrs.evolve(test, op=_NEGATED_OPERATORS[test.op])


def bounded_values(tests: Iterable[typed.Expr]) -> list[typed.Expr]:
    """The values of which a test says that they are at most some number."""
    bounded: list[typed.Expr] = []
    for test in atoms(tests):
        if isinstance(test, typed.Compare):
            small, large = (test.left, test.right) if test.op in _UPPER_BOUND_OPERATORS else (test.right, test.left)
            if is_constant(large) and not is_constant(small):
                bounded.append(small)
    return bounded


def unbounded_words(expr: typed.Expr, bounded: Collection[typed.Expr]) -> tuple[str, ...]:
    """The words with which a value grows without end; none where it has an upper end."""
    if is_constant(expr) or expr in bounded:
        return ()
    match expr:
        case typed.Scale(factor=typed.Aggregate(kind=typed.AggregateKind.NUMBER), value=value):
            return unbounded_words(value, bounded)  # so much for each record, as an award for each of them pays
        case typed.Scale(factor=left, value=right) | typed.Add(left=left, right=right):
            return unbounded_words(left, bounded) + unbounded_words(right, bounded)
        case typed.Subtract(left=left):
            return unbounded_words(left, bounded)
        case typed.Minimum(values=values):
            parts = [unbounded_words(value, bounded) for value in values]
            return () if () in parts else tuple(word for part in parts for word in part)
        case typed.Maximum(values=values):
            return tuple(word for value in values for word in unbounded_words(value, bounded))
        case typed.FullStepCount(base=value) | typed.CurrencyConversion(value=value):
            return unbounded_words(value, bounded)
        case typed.Interest(principal=principal, end=end, last_years=last):
            return unbounded_words(principal, bounded) or (() if last is not None else words_of_expr(end))
        case typed.TableValue() | typed.SeriesValue():
            return ()
        case _:
            return words_of_expr(expr)


def is_always_zero(expr: typed.Expr) -> bool:
    """The sum is 0 whatever the facts say: sums are never below 0."""
    match expr:
        case typed.Const(value=value):
            return value == 0
        case typed.Subtract(left=left):
            return is_always_zero(left)
        case typed.Scale(factor=factor, value=value):
            return is_always_zero(factor) or is_always_zero(value)
        case typed.Minimum(values=values):
            return any(is_always_zero(value) for value in values)
        case typed.Add(left=left, right=right):
            return is_always_zero(left) and is_always_zero(right)
        case typed.Maximum(values=values):
            return all(is_always_zero(value) for value in values)
        case _:
            return False
