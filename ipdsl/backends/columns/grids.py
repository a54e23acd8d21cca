"""What a column program works out by applicant and year: rooms of computed caps, and years of suspension."""

from __future__ import annotations

import attrs

from ipdsl.backends.columns.expressions import ColumnScope, Helpers, day_text
from ipdsl.backends.columns.reads import ColumnReads
from ipdsl.backends.python.shared import ModuleContext
from ipdsl.plan.ir import CapBody, Plan, Suspension
from ipdsl.runtime.settlement.horizon import window_of

PARAMETERS = ("first", "stop", "first_year", "begin_year", "out")
"""What every such function is given before its arrays: `out` has a row for each applicant, a column for each year."""


@attrs.frozen(eq=False, repr=False)
class GridText:
    """The text of one function: `function` is the function of the cap or suspension in the Python module."""

    function: str
    name: str
    lines: tuple[str, ...]
    columns: ColumnReads


def write_cap_grid(plan: Plan, shared: ModuleContext, helpers: Helpers, columns: ColumnReads, cap: CapBody) -> GridText:
    """The rooms of a computed cap: in whole minor units, not below 0; `UNKNOWN` where a figure is not stated."""
    scope = _scope(shared, helpers, columns, ("out[i, at] = UNKNOWN", "continue"))
    end = window_of(plan.program).end
    scope.put("day = first_of(year + 1) - 1")
    if end is not None:
        scope.put(f"if year == {end.year}:")
        scope.put(f"day = {day_text(end)}", 1)
    scope.bind([cap.amount])
    number = scope.number(cap.amount)
    scope.put(f"out[i, at] = max(0, {number.factor} // {number.denominator})")
    return _grid_text(cap.function, f"rooms_{cap.function}", scope)


def write_suspension_grid(
    shared: ModuleContext, helpers: Helpers, columns: ColumnReads, suspension: Suspension
) -> GridText:
    """The years in which the applicant is suspended: 1, else 0."""
    scope = _scope(shared, helpers, columns, None)
    scope.put("day = first_of(year + 1) - 1")
    scope.put(f"if {scope.condition_text(suspension.test)}:")
    scope.put("out[i, at] = 1", 1)
    return _grid_text(suspension.function, f"years_{suspension.function}", scope)


def _scope(shared: ModuleContext, helpers: Helpers, columns: ColumnReads, lost: tuple[str, ...] | None) -> ColumnScope:
    scope = ColumnScope(shared, year="year", columns=columns.new_function_reads(), helpers=helpers, unknown_lines=lost)
    scope.put("for i in range(first, stop):")
    scope.put("for at in range(out.shape[1]):", 1)
    scope.depth = 3
    scope.put("year = begin_year + at")
    return scope


def _grid_text(function: str, name: str, scope: ColumnScope) -> GridText:
    head = f"def {name}({', '.join((*PARAMETERS, *scope.columns.used.values()))}):"
    return GridText(function, name, (head, *scope.lines), scope.columns)
