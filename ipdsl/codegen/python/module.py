"""Convert a plan to the text of a Python module: functions, then the policy as data.

A delivered module contains everything that it needs. A module of this process, or of its cache, has the same functions,
and receives its data as objects: `PROGRAM` and `FORMULAS`. Both import `ipdsl.runtime.api` alone and end in `CODE`.

The data of a policy becomes lines of JSON. Input: the output of `ipdsl.ir.serialization` for an object. Nodes near the
top are broken into their parts. A list of objects has one or several lines for each object; all other nodes fill their
lines.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.version import __version__
from ipdsl.codegen.python.expressions import Constant, FormulaBuilder, ModuleContext, clause_function, count_function
from ipdsl.codegen.python.total import total_functions
from ipdsl.codegen.python.writer import WIDTH, Layout, LayoutGroup, Writer, call, compact, literal, raw_literal
from ipdsl.ir.serialization import Plain, plain_with_columns
from ipdsl.ir.terms import Formulas
from ipdsl.lower.plan import Plan
from ipdsl.runtime import api
from ipdsl.schema.type_list import type_by_name

JSON_WIDTH = 118
_FILL_WIDTH = 115
"""Characters in a line of filled text, without its small indent."""
_MAX_UNBROKEN = 40
"""Characters up to which an object or list is not broken."""
_BREAK_DEPTH, _LIST_DEPTH = 1, 2
"""The depth to which everything is broken into its parts, and that to which a list of objects is."""


def json_lines(node: Plain, depth: int = 0) -> list[str]:
    """The lines of JSON. Printable characters are not escaped."""
    text = _flat(node)
    head, parts, tail = _split_node(node)
    if len(text) + depth <= JSON_WIDTH or not parts:
        return [text]
    if depth > _LIST_DEPTH or not (
        _is_table(parts)
        if depth > _BREAK_DEPTH
        else (any(isinstance(inner, list | dict) for part in parts if isinstance(part, list) for inner in part))
    ):
        return _fill_lines(node)
    result = [head]
    for index, part in enumerate(parts, 1):
        lines = json_lines(part, depth + 1)
        lines[-1] += tail if index == len(parts) else ","
        is_short = len(lines) == 1 and len(result[-1]) + len(lines[0]) <= JSON_WIDTH
        if index == 1 or (is_short and not isinstance(part, list | dict)):
            result[-1] += lines.pop(0)
        result += [f" {line}" for line in lines]
    return result


def _is_table(parts: list[Plain]) -> bool:
    """Whether these are objects: lists that begin with a word and hold another list."""
    row = next((part for part in parts if isinstance(part, list) and part), [])
    return bool(row) and isinstance(row[0], str) and any(isinstance(part, list) for part in row)


def _split_node(node: Plain) -> tuple[str, list[Plain], str]:
    """The text before the parts, the parts, and the text after them."""
    if isinstance(node, dict):
        [(name, parts)] = node.items()
        if isinstance(parts, list):
            return f"{{{_flat(name)}:[", parts, "]}"
    return "[", node if isinstance(node, list) else [], "]"


def _fill_lines(node: Plain) -> list[str]:
    result: list[str] = []
    for piece in _pieces(node, ""):
        if result and len(result[-1]) + len(piece) <= _FILL_WIDTH:
            result[-1] += piece
        else:
            result.append(f"  {piece}" if result else piece)
    return result


def _pieces(node: Plain, end: str) -> Iterator[str]:
    """Texts between which a line may end."""
    text = _flat(node) + end
    head, parts, tail = _split_node(node)
    if len(text) <= _MAX_UNBROKEN or not parts:
        yield text
        return
    for index, part in enumerate(parts, 1):
        for piece in _pieces(part, tail + end if index == len(parts) else ","):
            yield head + piece
            head = ""


def _flat(node: Plain) -> str:
    text = json.dumps(node, separators=(",", ":"), ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


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
    """The text for a plan: functions by the titles of their sections, their assembly, formulas."""

    plan: Plan
    sections: dict[str, str]
    total: Layout | str
    formulas: Formulas


def emit(plan: Plan) -> str:
    """The text of the module that is delivered."""
    return self_contained_module(write_functions(plan))


def write_functions(plan: Plan) -> Functions:
    """The functions of a plan as text."""
    program = plan.program
    suspensions = {rule.test: rule.function for rule in plan.suspensions}
    shared = ModuleContext(program.schema, program.fiscal_year, suspensions=suspensions)
    functions = _functions(plan, shared)
    sums, total = total_functions(plan, shared) if plan.clauses else ("", "None")
    counts = _counts(shared)
    formulas = FormulaBuilder(plan.program.schema).formulas(plan, shared.formula_indices)
    sections = {
        "constants": _definitions(plan, shared),
        "the proposal of each award for a record on a day, or the reason for its absence": "\n\n".join(
            (*counts, *functions)
        ),
        "the total due, without reasons: a function for each award, or for awards with a common rule": sums,
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
    for line in textwrap.wrap(f"The fields of each list, in order. {list_fields}.", WIDTH - 2):
        data.line(f"# {line}")
    data.put(f"PROGRAM = program_of({literal(__version__)}, {raw_literal(json_lines(program))})")
    data.line()
    data.put(f"FORMULAS = {raw_literal(json_lines(formula_data))}")
    data.line()
    title = "the policy as data: its terms, and its formulas for incomplete facts"
    return _text(
        written,
        {
            title: f"{data.text()}{_code(written)}",
            "names for programs that import this module": "\n".join(_INTERFACE_LINES),
        },
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
        writer.put(LayoutGroup("KnownValues({", entries, "})"), prefix=f"{name} = ")
    return writer.text().strip("\n")


def _constant_comment(value: Constant, meaning: str, currency: str) -> str:
    """The value of a constant, in digits alone: a comment contains no text of the page."""
    if not isinstance(value, int | Fraction) or not meaning:
        return ""
    type_ = type_by_name(meaning)
    unit = type_.currency_in(currency)
    return "" if unit and unit not in DECIMALS else f"{type_.show(value, Language.EN, currency)} {unit}".rstrip()


def _code(written: Functions) -> str:
    """The total, and the functions by index, as `ipdsl.engine.evaluator.GeneratedFunctions` takes them."""
    functions = tuple(f"{index}: {body.function}" for index, body in enumerate(written.plan.clauses))
    writer = Writer()
    writer.put(written.total, prefix="TOTAL = ")
    writer.line()
    writer.put(
        call("GeneratedFunctions", "PROGRAM", LayoutGroup("{", functions, "}", is_filled=True), "FORMULAS", "TOTAL"),
        prefix="CODE = ",
    )
    return writer.text()
