"""A plan to the text of a column program: a loop for each award that columns carry, and what each loop reads.

What a column program works out by applicant and year: rooms of computed caps, and years of suspension.

Which awards columns carry, and why the others are left to single decisions, with every applicant they may reach.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

import attrs

from ipdsl.base.version import __version__
from ipdsl.batch.program.program import ProgramColumn
from ipdsl.claims.applicability import window_of
from ipdsl.claims.claim import NO_FIELDS
from ipdsl.codegen.columns.clauses import ColumnKey, LoopText, write_loop
from ipdsl.codegen.columns.expressions import ColumnReads, ColumnScope, Helpers, day_text
from ipdsl.codegen.python.expressions import ModuleContext
from ipdsl.codegen.python.total import NotVectorizableError, awards_of
from ipdsl.codegen.python.writer import compact
from ipdsl.ir.terms import Program, Quota, TriggerKind, is_matter
from ipdsl.kernel.rule_table import Rule, table_of_program
from ipdsl.lower.plan import CapBody, Plan, Suspension
from ipdsl.schema.values.value_type import Type

MAX_KEYS = 3
"""The largest number of keys of a rule in addition to the year."""


def unsupported_awards(
    program: Program, loops: Mapping[int, LoopText], rooms: Collection[str], years: Collection[str]
) -> Mapping[int, str]:
    """For each award that columns do not carry, why. `loops` are those of the awards that have one, `rooms` and
    `years` the functions of caps and suspensions that columns can ask.
    """
    reasons = {term.index: "its claims have no loop" for term in program.clauses if term.index not in loops}
    for rule in table_of_program(program).rules:
        why = _rule_reason(rule, rooms, loops) or _counting_reason(program, rule)
        if why:
            reasons |= {index: f"{rule.step_rule.name}: {why}" for index in rule.columns if index not in reasons}
    for quota in program.quotas:
        if why := _quota_reason(program, quota):
            reasons |= {index: f"{quota.name}: {why}" for index in quota.clauses if index not in reasons}
    for term in program.suspensions:
        if term.function not in years:
            reasons |= dict.fromkeys(term.clauses, f"{term.name}: its years have no loop")
    return dict(sorted(reasons.items()))


def _rule_reason(rule: Rule, rooms: Collection[str], loops: Mapping[int, LoopText]) -> str:
    bound = rule.step_rule
    if bound.is_across and any(_is_key_of_applicant(key, bound.keys) for index in rule.columns if index in loops
                            for key in loops[index].keys):  # fmt: skip
        return "it has a key across applicants that is not a text"
    if bound.is_across and rule.step.has_places:
        return "it counts applicants"
    if bound.order is not None:
        return "its claims have an order of their own"
    if not rule.step.is_divided or (bound.is_across and not bound.keys and not bound.per_year):
        return "it is one room for all, or shared in another manner"
    if rule.step.compares_sums:
        return "it compares the sum of several claims"
    if len(bound.keys) > MAX_KEYS:
        return f"it has more than {MAX_KEYS} keys"
    if bound.function is not None and bound.function not in rooms:
        return "its room has no loop"
    return ""


def _counting_reason(program: Program, rule: Rule) -> str:
    """Why items under a rule are not counted over columns: those of sets by other keys are numbered by themselves."""
    sets = [trigger for index in rule.columns if (trigger := program.clauses[index].trigger).kind is TriggerKind.SET]
    roots = {(program.schema.record_by_name[trigger.record].root, trigger.keys) for trigger in sets}
    is_told_apart = len(roots) == len({root for root, _ in roots})
    return "it counts sets by several keys" if rule.counts_items and not is_told_apart else ""


def _quota_reason(program: Program, quota: Quota) -> str:
    """Why records under a quota are not listed over columns."""
    for index in quota.clauses:
        clause = program.clauses[index]
        if clause.trigger.kind is TriggerKind.SET:
            return "it counts sets"
        kind = program.schema.record_by_name.get(clause.trigger.record)
        for name in quota.keys:
            type_ = None if kind is None or name not in kind.field_by_name else kind.field_by_name[name].type
            value_type = None if type_ is None else type_.member_type
            if name in ("level", *NO_FIELDS) or is_matter(name) or not _lists_records(value_type):
                return f"columns list no records by {name}"
    return ""


def _lists_records(type_: Type | None) -> bool:
    """Whether records are listed by fields of the type."""
    return type_ is not None and (type_.is_member or type_.is_local_name)


def _is_key_of_applicant(key: ColumnKey, names: Collection[str]) -> bool:
    """Whether a key that is asked for has numbers that mean something else with each applicant."""
    return key.name in names and key.domain in ("matter", "applicant")


PARAMETERS = ("i", "first_year", "years", "begin_year", "many", "base", "out")
"""The parameters of every such function before its arrays: the applicant, and where its `many` years begin in `out`."""


@attrs.frozen(eq=False, repr=False)
class GridText:
    """The text of one function: `function` is the function of the cap or suspension in the Python module."""

    function: str
    name: str
    lines: tuple[str, ...]
    columns: ColumnReads


def write_cap_grid(plan: Plan, shared: ModuleContext, helpers: Helpers, columns: ColumnReads, cap: CapBody) -> GridText:
    """The rooms of a computed cap: in whole minor units, not below 0; `UNKNOWN` where a figure is not stated."""
    scope = _scope(shared, helpers, columns, ("out[base + at] = UNKNOWN", "continue"))
    end = window_of(plan.program).end
    scope.put("day = first_of(year + 1) - 1")
    if end is not None:
        scope.put(f"if year == {end.year}:")
        scope.put(f"day = {day_text(end)}", 1)
    scope.bind([cap.amount])
    number = scope.number(cap.amount)
    scope.put(f"out[base + at] = max(0, {number.factor} // {number.denominator})")
    return _grid_text(cap.function, f"rooms_{cap.function}", scope)


def write_suspension_grid(
    shared: ModuleContext, helpers: Helpers, columns: ColumnReads, suspension: Suspension
) -> GridText:
    """The years of the applicant: 1 if it is suspended, 0 if not."""
    scope = _scope(shared, helpers, columns, None)
    scope.put("day = first_of(year + 1) - 1")
    scope.put("out[base + at] = 0")
    scope.put(f"if {scope.condition_text(suspension.test)}:")
    scope.put("out[base + at] = 1", 1)
    return _grid_text(suspension.function, f"years_{suspension.function}", scope)


def _scope(shared: ModuleContext, helpers: Helpers, columns: ColumnReads, lost: tuple[str, ...] | None) -> ColumnScope:
    scope = ColumnScope(shared, year="year", columns=columns.new_function_reads(), helpers=helpers, unknown_lines=lost)
    scope.depth = 1
    scope.put("for at in range(many):")
    scope.depth = 2
    scope.put("year = begin_year + at")
    return scope


def _grid_text(function: str, name: str, scope: ColumnScope) -> GridText:
    head = f"def {name}({', '.join((*PARAMETERS, *scope.columns.used.values()))}):"
    return GridText(function, name, (head, *scope.lines), scope.columns)


_Result = TypeVar("_Result")


@attrs.frozen(eq=False, repr=False)
class ColumnProgram:
    """The text of a column program. `loops` are those of the awards that columns support, by clause; `cap_grids` those
    of computed caps, `suspensions` those of suspensions.

    `columns` are all arrays by name. The other awards are left to the scalar evaluator, with every applicant that they
    may reach. `required_fields` are the kinds of record, with those of their fields that must be stated for every
    record; `unsupported` is the reason for each award that columns do not support.
    """

    plan: Plan
    text: str
    loops: Mapping[int, LoopText]
    cap_grids: tuple[GridText, ...]
    suspensions: tuple[GridText, ...]
    columns: Mapping[str, ProgramColumn]
    required_fields: tuple[tuple[str, str], ...]
    unsupported: Mapping[int, str]


def emit(plan: Plan) -> ColumnProgram:
    """The column program of a plan."""
    schema = plan.program.schema
    reads = ColumnReads()
    shared = ModuleContext(schema)
    helpers = Helpers(shared, reads)
    loops: dict[int, LoopText] = {}
    has_columns = plan.program.fiscal_year.is_calendar_year  # columns count calendar years
    for award in awards_of(plan)[0] if has_columns else ():
        loop = _write_or_none(helpers, write_loop, plan, shared, helpers, reads, award)
        if loop is not None:
            loops[award.term.index] = loop
    rooms = [_write_or_none(helpers, write_cap_grid, plan, shared, helpers, reads, cap) for cap in plan.caps
             if not cap.is_by_claim]  # fmt: skip
    years = [_write_or_none(helpers, write_suspension_grid, shared, helpers, reads, item) for item in plan.suspensions]
    grids = [tuple(grid for grid in each if grid is not None) for each in (rooms, years)]
    used = {name: column for column, name in reads.known.items()}
    program = plan.program
    left = unsupported_awards(
        program, loops, [item.function for item in grids[0]], [item.function for item in grids[1]]
    )
    for quota in program.quotas:
        for index in (index for index in quota.clauses if index in loops and index not in left):
            for name in (*quota.keys, *([quota.score] if quota.score else [])):
                reads.require(program.clauses[index].trigger.record, name)
    functions = [helper.lines for helper in helpers.by_pick.values()]
    functions += [grid.lines for each in grids for grid in each] + [loop.lines for loop in loops.values()]
    text = "\n\n\n".join([_header(program, left), *map(compact, functions)]) + "\n"
    return ColumnProgram(plan, text, loops, grids[0], grids[1], used, tuple(reads.required), left)


def _header(program: Program, unsupported: Mapping[int, str]) -> str:
    """The purpose of the text, and the awards that it leaves out."""
    lines = [
        f"{program.name}: clause loops over columns, and what looks at other records.",
        "",
        f"Generated by ipdsl {__version__} from pages with hash {program.content_hash}; do not edit.",
    ]
    if unsupported:
        reasons = [f"    {program.clauses[index].label}: {why}" for index, why in unsupported.items()]
        lines += ["", "Left to single decisions, with every applicant they may reach:", *reasons]
    return "\n".join(f"# {line}".rstrip() for line in lines)


def _write_or_none(helpers: Helpers, write: Callable[..., _Result], *arguments: object) -> _Result | None:
    """The text over columns, or `None` if columns have no form of it; then changes of the helpers are undone."""
    helpers_before = dict(helpers.by_pick)
    try:
        return write(*arguments)
    except NotVectorizableError:
        helpers.by_pick = helpers_before
        return None
