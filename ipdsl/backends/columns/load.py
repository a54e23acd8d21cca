"""The text of a column program to functions: as CPython has them, or compiled by LLVM."""

from __future__ import annotations

from typing import Any, TypeAlias

import attrs

from ipdsl.backends.columns.module import ColumnProgram
from ipdsl.runtime.columns import days, lookups, texts
from ipdsl.runtime.columns.arrays import Column, Held
from ipdsl.runtime.columns.program import FULL, ColumnCode, Grid, Loop
from ipdsl.runtime.kernel.columns import sort, values
from ipdsl.runtime.kernel.columns.settle import PLAIN
from ipdsl.runtime.terms import Program

Parts: TypeAlias = "dict[str, Any]"
"""What JSON holds."""

_FUNCTIONS = (
    days.year_of, days.first_of, days.day_of, days.days_in, days.months_after, days.years_after, days.days_after,
    days.month_of, lookups.on_day, lookups.next_change, lookups.next_turn, lookups.of_year, lookups.half_even,
    lookups.in_series, lookups.interest, lookups.first_events, texts.class_of, texts.seen, texts.is_name,
    texts.fingerprint, texts.looked_at, texts.alike, texts.compared, texts.beginning, texts.by_text,
    texts.by_whole_text, texts.ranked, sort.sort, sort.sort_many,
)  # fmt: skip
_BUILTINS = {"range": range, "min": min, "max": max, "len": len, "int": int}
_CONSTANTS = {
    name: getattr(module, name)
    for module, names in (
        (values, ("NEVER", "LONG_AGO", "UNKNOWN", "MOST", "SETTLED", "OPEN", "EARLY", "LARGE")),
        (texts, ("BITS", "PLAIN", "UPPER", "LOWER", "DIGIT", "SIGN", "OTHER", "BRACKET")),
        (sort, ("FEW",)),
    )
    for name in names
}  # fmt: skip


def parts_of(made: ColumnProgram) -> Parts:
    """What is loaded of a column program, as plain data that JSON holds: it can be sent elsewhere, and loaded there."""
    return {
        "text": made.text,
        "loops": [_part(made, index) for index in sorted(made.loops)],
        "rooms": [[one.of, one.name, [*one.columns.used.values()]] for one in made.rooms],
        "suspensions": [[one.of, one.name, [*one.columns.used.values()]] for one in made.suspensions],
        "columns": {name: {**_fields(one), "held": one.held.value} for name, one in made.columns.items()},
        "asked": [[*one] for one in made.asked],
        "left_out": sorted(made.left_out),
    }


def load(made: ColumnProgram, *, compiled: bool = False) -> ColumnCode:
    """The functions of a column program."""
    return load_parts(parts_of(made), made.plan.program, compiled=compiled)


def load_parts(parts: Parts, program: Program, *, compiled: bool = False) -> ColumnCode:
    """The same of its parts; `program` is that of the pages from which they were made."""
    names: dict[str, Any] = {"__builtins__": _BUILTINS, "FULL": FULL, **_CONSTANTS}
    names |= {function.__name__: function for function in _FUNCTIONS}
    exec(compile(parts["text"], f"<columns of {program.name}>", "exec", dont_inherit=True), names)
    engine = PLAIN
    if compiled:
        from ipdsl.runtime.columns.compiled import ENGINE, compiled_in

        names = compiled_in(names, parts["text"])
        engine = ENGINE
    loops = tuple(_loop(one, names) for one in parts["loops"])
    rooms, years = ({of: _grid(name, arrays, names) for of, name, arrays in parts[each]} for each in _GRIDS)
    columns = {name: Column(**{**one, "held": Held(one["held"])}) for name, one in parts["columns"].items()}
    return ColumnCode(
        program, engine, loops, rooms, years, columns, tuple((kind, field) for kind, field in parts["asked"]),
        frozenset(parts["left_out"]), names["first_events"], names["ranked"],
    )  # fmt: skip


def _fields(column: Column) -> Parts:
    return {field.name: getattr(column, field.name) for field in attrs.fields(Column)}


_GRIDS = ("rooms", "suspensions")


def _grid(name: str, arrays: list[str], names: dict[str, Any]) -> Grid:
    return Grid(names[name], tuple(arrays))


def _loop(part: Parts, names: dict[str, Any]) -> Loop:
    lists = {place: (kind, field) for place, kind, field in part["lists"]}
    return Loop(
        part["clause"], names[part["name"]], tuple(part["arrays"]), tuple(part["keys"]), part["root"], part["item"],
        lists, tuple(part["of"]),
    )  # fmt: skip


def _part(made: ColumnProgram, index: int) -> Parts:
    loop, program = made.loops[index], made.plan.program
    record = program.clauses[index].trigger.record
    return {
        "clause": index,
        "name": loop.name,
        "arrays": [*loop.columns.used.values()],
        "keys": [key.name for key in loop.keys],
        "of": [key.of for key in loop.keys],
        "root": program.schema.record_by_name[record].root if record else "",
        "item": loop.items,
        "lists": [[place, *key.pool] for place, key in enumerate(loop.keys) if key.pool is not None],
    }
