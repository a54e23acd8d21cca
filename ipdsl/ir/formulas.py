"""What a policy computes, as data: conditions and sums of each award, of reference, duty, budget line, cap, suspension.

A formula is a constant, or a tuple that begins with the name of an operation; `ipdsl.ir.operations` has a row for
each. A compiled module holds formulas beside its functions, for facts of which not everything is stated.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject

Formula: TypeAlias = "bool | int | str | Fraction | datetime.date | tuple[Formula, ...] | None"
"""A constant, or an operation with its parts: `("at_least", ("field", "amount"), 100)`."""

EvidenceFormula: TypeAlias = "tuple[str, Formula] | tuple[str, Formula, str]"
"""A word with its value, and how a number is to be shown, where it is no plain one."""

RowFormula: TypeAlias = "tuple[Formula, str, Formula, bool]"
"""The test of a row, its name, its sum (none: at discretion), and whether that is a ceiling."""


@attrs.frozen(eq=False, repr=False)
class TestFormula(ValueObject):
    """A condition, and what is told where it fails."""

    holds: Formula
    evidence: tuple[EvidenceFormula, ...]


@attrs.frozen(eq=False, repr=False)
class BodyFormulas(ValueObject):
    """What one award (or reference, duty, budget line) computes.

    `fitting` are the tests that a table has a row for its key; `rows` None: the gates alone matter, and an amount
    without rows is one that always fits. `evidence` is shown where no row fits or the amount cannot be determined.
    `turns` give the days on which a condition may change, `picks` are the tests of a set award. `steady_gates` are the
    gates that change on turning days alone, whatever year begins.
    """

    gates: tuple[TestFormula, ...]
    fitting: tuple[TestFormula, ...] = ()
    rows: tuple[RowFormula, ...] | None = None
    evidence: tuple[EvidenceFormula, ...] = ()
    turns: tuple[Formula, ...] = ()
    picks: tuple[TestFormula, ...] = ()
    steady_gates: tuple[int, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Formulas(ValueObject):
    """All that a policy computes. `shared_formulas` are formulas to which the functions of a module refer by their
    place."""

    clauses: tuple[BodyFormulas, ...]
    shared_formulas: tuple[Formula, ...] = ()
    caps: tuple[tuple[str, Formula], ...] = ()
    suspensions: tuple[tuple[str, Formula], ...] = ()
    references: tuple[tuple[int, BodyFormulas], ...] = ()
    allocations: tuple[BodyFormulas, ...] = ()
    obligations: tuple[tuple[int, BodyFormulas], ...] = ()


def operations_of(body: BodyFormulas) -> Iterator[tuple[Formula, ...]]:
    """The operations by which an award decides what it proposes, each with its parts."""
    rest: list[Formula] = [test.holds for test in (*body.gates, *body.fitting, *body.picks)]
    rest += [part for row in body.rows or () for part in (row[0], row[2])]
    while rest:
        formula = rest.pop()
        if isinstance(formula, tuple):
            yield formula
            name, *parts = formula
            if name == "table":  # a row is a member with its sum
                parts = [parts[0], *(row[1] for row in parts[1:] if isinstance(row, tuple))]
            rest += () if name == "rank" else parts  # who is ranked is named by words
