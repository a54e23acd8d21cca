"""What a column program works out by applicant and year: rooms of computed caps, and years of suspension."""

from __future__ import annotations

import attrs

from ipdsl.backends.columns.expressions import ColumnScope, Helpers, day_text
from ipdsl.backends.columns.reads import Reads
from ipdsl.backends.python.shared import Shared
from ipdsl.plan.ir import CapBody, Plan, Suspension
from ipdsl.runtime.settlement.horizon import window_of

GIVEN = ("first", "stop", "first_year", "begin_year", "out")
"""What every such function is given before its arrays: `out` has a row for each applicant, a column for each year."""


@attrs.frozen(eq=False, repr=False)
class Grid:
    """The text of one function: `of` is the function of the cap or suspension in the Python module."""

    of: str
    name: str
    lines: tuple[str, ...]
    columns: Reads


def write_room(plan: Plan, shared: Shared, helpers: Helpers, columns: Reads, cap: CapBody) -> Grid:
    """The rooms of a computed cap: in whole minor units, not below 0; `UNKNOWN` where a figure is not stated."""
    scope = _scope(shared, helpers, columns, ("out[i, at] = UNKNOWN", "continue"))
    end = window_of(plan.program).end
    scope.put("day = first_of(year + 1) - 1")
    if end is not None:
        scope.put(f"if year == {end.year}:")
        scope.put(f"day = {day_text(end)}", 1)
    scope.bind([cap.amount])
    number = scope.number(cap.amount)
    scope.put(f"out[i, at] = max(0, {number.factor} // {number.over})")
    return _written(cap.function, f"rooms_{cap.function}", scope)


def write_suspension(shared: Shared, helpers: Helpers, columns: Reads, suspension: Suspension) -> Grid:
    """The years in which the applicant is suspended: 1, else 0."""
    scope = _scope(shared, helpers, columns, None)
    scope.put("day = first_of(year + 1) - 1")
    scope.put(f"if {scope.holds(suspension.test)}:")
    scope.put("out[i, at] = 1", 1)
    return _written(suspension.function, f"years_{suspension.function}", scope)


def _scope(shared: Shared, helpers: Helpers, columns: Reads, lost: tuple[str, ...] | None) -> ColumnScope:
    scope = ColumnScope(shared, year="year", columns=columns.fresh(), helpers=helpers, lost=lost)
    scope.put("for i in range(first, stop):")
    scope.put("for at in range(out.shape[1]):", 1)
    scope.depth = 3
    scope.put("year = begin_year + at")
    return scope


def _written(of: str, name: str, scope: ColumnScope) -> Grid:
    head = f"def {name}({', '.join((*GIVEN, *scope.columns.used.values()))}):"
    return Grid(of, name, (head, *scope.lines), scope.columns)
