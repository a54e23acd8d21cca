"""The text of a column program to functions: as CPython has them, or compiled by Numba."""

from __future__ import annotations

from typing import Any

from ipdsl.backends.columns.grids import Grid as WrittenGrid
from ipdsl.backends.columns.module import ColumnProgram
from ipdsl.runtime.columns import days, lookups, texts
from ipdsl.runtime.columns.program import FULL, ColumnCode, Grid, Loop
from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.settle import PLAIN

_FUNCTIONS = (
    days.year_of, days.first_of, days.day_of, days.days_in, days.months_after, days.years_after, days.days_after,
    days.month_of, lookups.on_day, lookups.next_change, lookups.next_turn, lookups.of_year, lookups.half_even,
    lookups.in_series, lookups.interest, lookups.first_events, texts.fingerprint, texts.looked_at, texts.alike,
    texts.compared, texts.beginning,    texts.by_text, texts.by_mark, texts.ranked,
)  # fmt: skip
_BUILTINS = {"range": range, "min": min, "max": max, "len": len, "int": int}
_CONSTANTS = {
    name: getattr(module, name)
    for module, names in (
        (values, ("NEVER", "LONG_AGO", "UNKNOWN", "MOST", "SETTLED", "OPEN", "EARLY")),
        (texts, ("BITS", "PLAIN", "UPPER", "LOWER", "DIGIT")),
    )
    for name in names
}  # fmt: skip


def load(made: ColumnProgram, *, compiled: bool = False) -> ColumnCode:
    """The functions of a column program."""
    names: dict[str, Any] = {"__builtins__": _BUILTINS, "FULL": FULL, **_CONSTANTS}
    names |= {function.__name__: function for function in _FUNCTIONS}
    exec(compile(made.text, f"<columns of {made.plan.program.name}>", "exec", dont_inherit=True), names)
    engine = PLAIN
    if compiled:
        from ipdsl.runtime.columns.compiled import ENGINE, compiled_in

        names = compiled_in(names, made.text)
        engine = ENGINE
    loops = tuple(_loop(made, index, names) for index in sorted(made.loops))
    rooms, years = ({one.of: _grid(one, names) for one in each} for each in (made.rooms, made.suspensions))
    left = frozenset(made.left_out)
    return ColumnCode(
        made.plan.program, engine, loops, rooms, years, made.columns, made.asked, left, names["first_events"],
        names["ranked"],
    )  # fmt: skip


def _grid(grid: WrittenGrid, names: dict[str, Any]) -> Grid:
    return Grid(names[grid.name], tuple(grid.columns.used.values()))


def _loop(made: ColumnProgram, index: int, names: dict[str, Any]) -> Loop:
    loop, program = made.loops[index], made.plan.program
    record = program.clauses[index].trigger.record
    root = program.schema.record_by_name[record].root if record else ""
    return Loop(
        index, names[loop.name], tuple(loop.columns.used.values()), tuple(key.name for key in loop.keys), root,
        loop.items, {place: key.pool for place, key in enumerate(loop.keys) if key.pool is not None},
    )  # fmt: skip
