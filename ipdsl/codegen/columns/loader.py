"""The text of a column program to functions: as CPython has them, or compiled by LLVM."""

from __future__ import annotations

from typing import Any, TypeAlias

import attrs

from ipdsl.batch.kernel import applicant, payments, values, workspace
from ipdsl.batch.kernel.rules import fixed_carry_over_rules
from ipdsl.batch.program import days, lookups, texts
from ipdsl.batch.program.program import FULL, ArrayContent, ClauseLoop, ColumnCode, Engine, ProgramColumn
from ipdsl.codegen.columns.applicant_loop import NAME, applicant_loop_text, direct_text, loop_arrays
from ipdsl.codegen.columns.module import ColumnProgram
from ipdsl.ir.terms import Program
from ipdsl.kernel.rule_table import table_of_program

Parts: TypeAlias = "dict[str, Any]"
"""What JSON holds."""

_FUNCTIONS = (
    days.march_year_of, days.march_first_of, days.far_year_of, days.far_march_year_of, days.far_march_first_of,
    days.year_of, days.first_of, days.days_in, days.months_after,
    days.years_after, days.days_after, days.month_of, days.years_between, days.months_between, days.days_between,
    lookups.value_on_day, lookups.next_change, lookups.next_turn, lookups.figure_of_year, lookups.half_even,
    lookups.series_value, lookups.interest, lookups.first_events, texts.class_of, texts.character_classes,
    texts.is_name, texts.fingerprint, texts.name_flags, texts.common_prefix, texts.compare_texts, texts.text_prefix,
    texts.sort_by_text,
    texts.sort_by_whole_text, texts.ranked, values.sort, values.sort_many, payments.order_claims, applicant.begin_years,
    applicant.is_plain, applicant.settle_ordered, applicant.write_unsettled,
)  # fmt: skip
_BUILTINS = {"range": range, "min": min, "max": max, "len": len, "int": int}
_CONSTANTS = {
    name: getattr(module, name)
    for module, names in (
        (values, ("NEVER", "LONG_AGO", "UNKNOWN", "MAX_TOTAL", "SETTLED", "OPEN", "BEFORE_WINDOW", "TOO_LARGE")),
        (texts, ("BITS", "PLAIN", "UPPER", "LOWER", "DIGIT", "SIGN", "OTHER", "BRACKET")),
        (values, ("FEW",)),
        (workspace, ("CLAIMS", "FIRST_YEAR", "YEARS", "LARGE", "OUT_YEARS")),
        (payments, ("NO_ROOM", "SMALL")),
        (applicant, ("WRITTEN_ONLY", "TOTALS")),
    )
    for name in names
}  # fmt: skip


def parts_from_program(program: ColumnProgram) -> Parts:
    """What is loaded of a column program, as plain data that JSON holds: it can be sent elsewhere, and loaded there."""
    return {
        "text": program.text,
        "loops": [_part(program, index) for index in sorted(program.loops)],
        "rooms": [[item.function, item.name, [*item.columns.used.values()]] for item in program.cap_grids],
        "suspensions": [[item.function, item.name, [*item.columns.used.values()]] for item in program.suspensions],
        "columns": {name: {**_fields(item), "held": item.held.value} for name, item in program.columns.items()},
        "asked": [[*item] for item in program.required_fields],
        "left_out": sorted(program.unsupported),
    }


def load_parts(parts: Parts, program: Program, *, compiled: bool = False) -> ColumnCode:
    """The functions of a column program, from its parts; `program` is that of the pages from which they were made."""
    names: dict[str, Any] = {"__builtins__": _BUILTINS, "FULL": FULL, **_CONSTANTS}
    names |= {function.__name__: function for function in _FUNCTIONS}
    loops = [part for part in parts["loops"] if part["clause"] not in parts["left_out"]]
    fixed = [rule.step_rule.amount or 0 for rule in fixed_carry_over_rules(table_of_program(program))]
    width = max([1, *(len(part["keys"]) for part in parts["loops"])])
    direct, clauses, slots = direct_text(program, table_of_program(program), loops, parts["text"])
    text = f"{parts['text']}\n\n{direct}\n\n\n" + applicant_loop_text(
        program, loops, width, parts["rooms"], parts["suspensions"], fixed, clauses, slots
    )
    exec(compile(text, f"<columns of {program.name}>", "exec", dont_inherit=True), names)
    engine = PLAIN
    if compiled:
        from ipdsl.batch.program.compiled import ENGINE, compile_functions, kernel_names

        names = compile_functions({**kernel_names(), **names}, text)
        engine = ENGINE
    columns = {
        name: ProgramColumn(**{**part, "held": ArrayContent(part["held"])}) for name, part in parts["columns"].items()
    }
    return ColumnCode(
        program, engine, tuple(map(_loop, parts["loops"])), names[NAME],
        slots, loop_arrays(loops, [*parts["rooms"], *parts["suspensions"]]),
        tuple(function for function, _, _ in parts["rooms"]),
        tuple(function for function, _, _ in parts["suspensions"]), columns,
        tuple((kind, field) for kind, field in parts["asked"]), frozenset(parts["left_out"]), names["first_events"],
        names["ranked"],
    )  # fmt: skip


PLAIN = Engine(False, applicant.settle_written, lambda value: value)


def _fields(column: ProgramColumn) -> Parts:
    return {field.name: getattr(column, field.name) for field in attrs.fields(ProgramColumn)}


def _loop(part: Parts) -> ClauseLoop:
    lists = {place: (kind, field) for place, kind, field in part["lists"]}
    return ClauseLoop(part["clause"], tuple(part["keys"]), part["root"], part["item"], lists, tuple(part["of"]))


def _part(column_program: ColumnProgram, index: int) -> Parts:
    loop, program = column_program.loops[index], column_program.plan.program
    record = program.clauses[index].trigger.record
    return {
        "clause": index,
        "name": loop.name,
        "arrays": [*loop.columns.used.values()],
        "keys": [key.name for key in loop.keys],
        "of": [key.domain for key in loop.keys],
        "root": program.schema.record_by_name[record].root if record else "",
        "item": loop.items,
        "lists": [[place, *key.pool] for place, key in enumerate(loop.keys) if key.pool is not None],
    }
