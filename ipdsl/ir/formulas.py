"""Formulas: the conditions and sums of awards, references, duties, budget lines, caps and suspensions, as data.

A formula is a constant, or a tuple that begins with the name of an operation (`ipdsl.ir.operations`). A compiled module
contains formulas in addition to its functions, for facts that are incomplete.
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
"""A word with its value, and how a number is shown unless it is plain."""

RowFormula: TypeAlias = "tuple[Formula, str, Formula, bool]"
"""The test of a row, its name, its sum (`None`: at discretion), and whether the sum is a ceiling."""


@attrs.frozen(eq=False, repr=False)
class TestFormula(ValueObject):
    """A condition, and the evidence shown if it fails."""

    holds: Formula
    evidence: tuple[EvidenceFormula, ...]


@attrs.frozen(eq=False, repr=False)
class BodyFormulas(ValueObject):
    """The formulas of one award, reference, duty or budget line.

    `fitting` are tests that a table has a row for its key. `rows` is `None` if there are only gates; an amount without
    rows is one row that always fits. `evidence` is shown if no row fits or the amount cannot be determined. `turns`
    give the days on which a condition may change. `picks` are the tests of a set award. `steady_gates` are the gates
    that change only on these days, not with the year. A sum below `threshold` after deductions is not paid.
    """

    gates: tuple[TestFormula, ...]
    fitting: tuple[TestFormula, ...] = ()
    rows: tuple[RowFormula, ...] | None = None
    evidence: tuple[EvidenceFormula, ...] = ()
    turns: tuple[Formula, ...] = ()
    picks: tuple[TestFormula, ...] = ()
    steady_gates: tuple[int, ...] = ()
    threshold: Formula | None = None


@attrs.frozen(eq=False, repr=False)
class Formulas(ValueObject):
    """All formulas of a policy.

    The functions of a module refer to `shared_formulas` by index.
    """

    clauses: tuple[BodyFormulas, ...]
    shared_formulas: tuple[Formula, ...] = ()
    caps: tuple[tuple[str, Formula], ...] = ()
    suspensions: tuple[tuple[str, Formula], ...] = ()
    references: tuple[tuple[int, BodyFormulas], ...] = ()
    allocations: tuple[BodyFormulas, ...] = ()
    obligations: tuple[tuple[int, BodyFormulas], ...] = ()


def operations_of(body: BodyFormulas) -> Iterator[tuple[Formula, ...]]:
    """The operations with which an award computes its proposal, each with its parts."""
    rest: list[Formula] = [test.holds for test in (*body.gates, *body.fitting, *body.picks)]
    rest += [part for row in body.rows or () for part in (row[0], row[2])]
    while rest:
        formula = rest.pop()
        if isinstance(formula, tuple):
            yield formula
            name, *parts = formula
            if name == "table":  # a row is a member and its sum
                parts = [parts[0], *(row[1] for row in parts[1:] if isinstance(row, tuple))]
            rest += () if name == "rank" else parts  # the ranked applicants are words, not formulas
