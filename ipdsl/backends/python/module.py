"""A plan to the text of a Python module: functions, then the policy as data.

A module that is delivered holds all that it needs. One of this process, or of its cache, has the same functions, and is
given its data as objects: `PROGRAM` and `FORMULAS`. Both import `ipdsl.runtime.api` alone and end in `CODE`.
"""

from __future__ import annotations

import textwrap
from fractions import Fraction
from typing import NamedTuple

from ipdsl.backends.python.clauses import clause_function, count_function
from ipdsl.backends.python.data import json_lines
from ipdsl.backends.python.formulas import FormulaBuilder
from ipdsl.backends.python.literals import literal, raw_literal
from ipdsl.backends.python.names import Constant
from ipdsl.backends.python.shared import ModuleContext
from ipdsl.backends.python.total import total_functions
from ipdsl.backends.python.writer import WIDTH, Layout, LayoutGroup, Writer, call, compact
from ipdsl.plan.ir import Plan
from ipdsl.runtime import api
from ipdsl.runtime.clauses.words import value_text
from ipdsl.runtime.formulas import Formulas
from ipdsl.runtime.proposal import DisplayUnit
from ipdsl.runtime.serial import plain_with_columns
from ipdsl.values.money import DECIMALS
from ipdsl.version import __version__

_INTERFACE_LINES = (
    "DOCUMENT = PROGRAM.document",
    "EFFECTIVE = (PROGRAM.window.start, PROGRAM.window.end)",
    "CONTENT_HASH = PROGRAM.content_hash",
    "POLICY = EmbeddedPolicy(CODE)",
    "evaluate = POLICY.evaluate",
    "total = POLICY.total",
    "total_bounds = POLICY.total_bounds",
    "read_facts = POLICY.read_facts",
)
"""What a program that imports a module uses of it."""


class Functions(NamedTuple):
    """What is written for a plan: functions by the titles of their sections, how they are put together, formulas."""

    plan: Plan
    sections: dict[str, str]
    total: Layout | str
    formulas: Formulas


def emit(plan: Plan) -> str:
    """The text of the module that is delivered."""
    return self_contained_module(write_functions(plan))


def write_functions(plan: Plan) -> Functions:
    """The functions of a plan as text."""
    shared = ModuleContext(plan.program.schema, suspensions={rule.test: rule.function for rule in plan.suspensions})
    functions = _functions(plan, shared)
    sums, total = total_functions(plan, shared) if plan.clauses else ("", "None")
    counts = _counts(shared)
    formulas = FormulaBuilder(plan.program.schema).formulas(plan, shared.formula_indices)
    sections = {
        "constants": _definitions(plan, shared),
        "what each award proposes for one record on one day, or why it does not": "\n\n".join((*counts, *functions)),
        "what is due in all, without reasons: a function for each award, or for awards that a rule ties": sums,
    }
    return Functions(plan, sections, total, formulas)


def self_contained_module(written: Functions) -> str:
    """The text of a module that holds its data."""
    data = Writer()
    (program, of_program), (formula_data, of_formulas) = (
        plain_with_columns(written.plan.program),
        plain_with_columns(written.formulas),
    )
    list_fields = "; ".join([f"{name}: {', '.join(fields)}" for name, fields in (of_program | of_formulas).items()])
    for line in textwrap.wrap(f"What a list holds, in this order. {list_fields}.", WIDTH - 2):
        data.line(f"# {line}")
    data.put(f"PROGRAM = program_of({literal(__version__)}, {raw_literal(json_lines(program))})")
    data.line()
    data.put(f"FORMULAS = {raw_literal(json_lines(formula_data))}")
    data.line()
    title = "the policy as data: its terms, and its formulas for facts of which not everything is stated"
    return _text(
        written,
        {title: f"{data.text()}{_code(written)}", "what a program uses of this module": "\n".join(_INTERFACE_LINES)},
    )


def given_its_data(written: Functions) -> str:
    """The text of a module to which the process that executes it gives the data."""
    return _text(written, {"the functions of the policy": _code(written)})


def _text(written: Functions, more: dict[str, str]) -> str:
    sections = {title: text.strip("\n") for title, text in (written.sections | more).items()}
    body = "\n\n\n".join(f"# ---- {title}\n\n{text}" for title, text in sections.items() if text) + "\n"
    return f"{_header(written.plan)}\n{body}"


def _functions(plan: Plan, shared: ModuleContext) -> list[str]:
    """The functions of the awards."""
    kinds = [clause.trigger.kind for clause in plan.program.clauses]
    bodies = zip(plan.clauses, kinds, strict=True)
    return [compact(clause_function(shared, body, kind)) for body, kind in bodies]


def _counts(shared: ModuleContext) -> list[str]:
    """The counts of records for which functions ask."""
    return [compact(count_function(shared, pick, name)) for pick, name in shared.counts.items()]


def _header(plan: Plan) -> str:
    program = plan.program
    title = ", ".join(part for part in (program.name, program.title, program.document) if part)
    made = f"Generated by ipdsl {__version__} from pages with hash {program.content_hash}; do not edit."
    writer = Writer()
    writer.line(literal(f"{title}. {made}"))
    writer.line()
    writer.line("from __future__ import annotations")
    writer.line()
    writer.put(LayoutGroup("from ipdsl.runtime.api import (", tuple(api.__all__), is_filled=True))
    return writer.text()


def _definitions(plan: Plan, shared: ModuleContext) -> str:
    writer = Writer()
    for name, value, meaning in shared.constants.definitions():
        shown = _constant_comment(value, meaning, plan.program.currency)
        writer.line(f"{name} = {literal(value)}{f'  # {shown}' if shown else ''}")
    for sums, name in shared.tables.items():
        entries = tuple(f"{literal(member)}: {literal(sum_)}" for member, sum_ in sums)
        writer.put(LayoutGroup("{", entries, "}"), prefix=f"{name} = ")
    return writer.text().strip("\n")


def _constant_comment(value: Constant, meaning: str, currency: str) -> str:
    """What a constant means, in digits alone: nothing of the page stands in a comment."""
    if not isinstance(value, int | Fraction):
        return ""
    if meaning == "rate":
        return value_text(value, DisplayUnit.PERCENT)
    if meaning == "money" and currency in DECIMALS:
        return f"{value_text(value, DisplayUnit.MONEY, currency)} {currency}"
    return ""


def _code(written: Functions) -> str:
    """The total, and the functions by index, as `ipdsl.runtime.code.GeneratedFunctions` takes them."""
    functions = tuple(f"{index}: {body.function}" for index, body in enumerate(written.plan.clauses))
    writer = Writer()
    writer.put(written.total, prefix="TOTAL = ")
    writer.line()
    writer.put(
        call("GeneratedFunctions", "PROGRAM", LayoutGroup("{", functions, "}", is_filled=True), "FORMULAS", "TOTAL"),
        prefix="CODE = ",
    )
    return writer.text()
