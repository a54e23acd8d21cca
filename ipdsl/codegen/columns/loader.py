"""The text of a column program to functions: as CPython has them, or compiled by LLVM.

One function more runs the program for one applicant after another. It calls the loops of all awards for an applicant,
orders its claims, calculates its rooms and suspensions by year, and settles it. It returns the first applicant for
which the arrays were too short, or the end.

Awards whose rules do not depend on the order of claims: their loops add up the due amount and write no claim.

The rules of such an award are caps on the amount that the applicant is paid in a year, places for amounts that are all
equal, and `once` if an item is listed once. The arithmetic of a rule is cut from the text of the kernel, and the
constants of its step are inserted, so the arithmetic is in one place. Claims are written if the caller wants them, and
for applicants with earlier payments or promises, or with an item that is listed twice.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import attrs

from ipdsl.batch.kernel import applicant, days, payments, texts, values, workspace
from ipdsl.batch.kernel.program import FULL, ArrayContent, ClauseLoop, ColumnCode, Engine, ProgramColumn
from ipdsl.batch.kernel.tables import fixed_carry_over_rules
from ipdsl.claims.applicability import reaches_back
from ipdsl.codegen.columns.module import ColumnProgram
from ipdsl.ir.terms import Program, TriggerKind
from ipdsl.kernel import allocation
from ipdsl.kernel.allocation import DEDUCTION, FLOOR, LIMIT, QUOTA
from ipdsl.kernel.rule_table import Rule, SettlementTable, table_of_program

Part = Mapping[str, Any]
STATES: dict[str, int] = {name: value for name, value in vars(allocation).items() if isinstance(value, int)}

DIRECT_PARAMETERS = ("is_direct", "work", "out", "span")
"""The first parameters of a loop that may add up the due amount."""


@attrs.frozen(eq=False, repr=False)
class DirectRule:
    """A rule that a loop applies to its claims: `slot` is the place of its group, `keys` are those of a claim."""

    rule: Rule
    slot: int
    keys: tuple[int, ...]


def direct_awards(
    program: Program, table: SettlementTable, loops: Sequence[Part], functions: Mapping[str, ast.FunctionDef]
) -> dict[int, tuple[DirectRule, ...]]:  # fmt: skip
    """The rules of each clause whose loop needs no claims."""
    if program.window.start is None:
        return {}
    by_clause = {part["clause"]: part for part in loops}
    rules = {x: _effective_rules(program, table, x, by_clause) for x in by_clause}
    direct = {
        x for x, part in by_clause.items()
        if _is_simple(program, x)
        and all(_is_direct(program, rule, part, functions[part["name"]], by_clause) for rule in rules[x])
        and (len(rules[x]) < 2 or all(rule.state == QUOTA and not rule.is_once for rule in rules[x]))
    }  # fmt: skip
    while True:  # a cap over several awards is settled in one way
        mixed = {x for x in direct for rule in rules[x] for y in _reached(rule, by_clause)
                 if y not in direct or len(rules[y]) != len(rules[x])}  # fmt: skip
        if not mixed:
            break
        direct -= mixed
    numbers = dict.fromkeys(rule.number for x in sorted(direct) for rule in rules[x])
    slots = {number: slot for slot, number in enumerate(numbers)}
    return {
        x: tuple(DirectRule(rule, slots[rule.number], _columns(rule, by_clause[x])) for rule in rules[x])
        for x in sorted(direct)
    }


def direct_text(
    program: Program, table: SettlementTable, loops: Sequence[Part], text: str
) -> tuple[str, frozenset[int], int]:  # fmt: skip
    """The loops that may add up the due amount, as text; their clauses, and the number of their groups."""
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    awards = direct_awards(program, table, loops, functions)
    names = {part["clause"]: part["name"] for part in loops if part["clause"] in awards}
    for x, name in names.items():
        _write_direct(functions[name], awards[x])
    slots = {rule.slot for rules in awards.values() for rule in rules}
    return "\n\n\n".join(ast.unparse(functions[name]) for name in names.values()), frozenset(names), len(slots)


def _is_simple(program: Program, x: int) -> bool:
    term = program.clauses[x]
    return (
        term.trigger.kind in (TriggerKind.RECORD, TriggerKind.WHILE) and not term.trigger.keys
        and not reaches_back(term)
    )  # fmt: skip


def _effective_rules(program: Program, table: SettlementTable, x: int, loops: Mapping[int, Part]) -> list[Rule]:
    """The rules that may change a claim of an applicant who lists each item once, and was paid nothing before."""
    term_rules = [table.rules[number] for number in table.clause_rules[x]]
    rules = [
        rule for rule in term_rules
        if rule.state != FLOOR and not (rule.state == DEDUCTION and not rule.step_rule.payers)
        and all(loops[x]["of"][place] for place in _columns(rule, loops[x]))
    ]  # fmt: skip
    is_event = program.clauses[x].trigger.kind is TriggerKind.RECORD and loops[x]["item"]
    return [rule for rule in rules if not (rule.is_per_item and is_event and _reached(rule, loops) == {x})]


def _reached(rule: Rule, loops: Mapping[int, Part]) -> set[int]:
    return {x for x in rule.columns if x in loops}


def _columns(rule: Rule, part: Part) -> tuple[int, ...]:
    return tuple(part["keys"].index(name) for name in rule.step_rule.keys)


def _is_direct(program: Program, rule: Rule, part: Part, function: ast.FunctionDef, loops: Mapping[int, Part]) -> bool:
    """Whether the result of a rule does not depend on the order of the claims of a year."""
    reaches_one = _reached(rule, loops) == {part["clause"]}
    if rule.step_rule.is_across or rule.step_rule.payers or rule.step_rule.function is not None:
        return False
    if rule.is_once:
        term = program.clauses[part["clause"]]
        return rule.is_per_item and rule.state == QUOTA and reaches_one and not (term.once_of_rows or term.rows)
    if not rule.is_per_year or any(part["of"][place] != "applicant" for place in _columns(rule, part)):
        return False
    if rule.state == QUOTA:
        sums = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "proposed"]  # fmt: skip
        return reaches_one and not rule.step_rule.counted_field and len(sums) == 1 and isinstance(sums[0], ast.Constant)
    return rule.state == LIMIT and rule.step_rule.amount is not None


# ---------------------------------------------------------------------------------------------- the kernel's text


class _ConstantFolder(ast.NodeTransformer):
    """Puts constants in place of names and elements, and decides the tests that are then known."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self.known = known

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self._constant_of(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        constant = self._constant_of(node)
        return constant if isinstance(constant, ast.Constant) else self.generic_visit(node)

    def _constant_of(self, node: ast.expr) -> ast.AST:
        text = ast.unparse(node)
        is_read = isinstance(getattr(node, "ctx", None), ast.Load)
        return ast.Constant(self.known[text]) if is_read and text in self.known else node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        if ast.unparse(node.targets[0]) in self.known:  # nobody reads it again
            return None
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        is_known = isinstance(node.op, ast.Not) and isinstance(node.operand, ast.Constant)
        return ast.Constant(int(not node.operand.value)) if is_known else node  # type: ignore[attr-defined]

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        is_and = isinstance(node.op, ast.And)
        for part in node.values:
            if isinstance(part, ast.Constant) and bool(part.value) is not is_and:
                return ast.Constant(int(not is_and))
        node.values = [part for part in node.values if not isinstance(part, ast.Constant)]
        if len(node.values) > 1:
            return node
        return node.values[0] if node.values else ast.Constant(int(is_and))

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        sides = (node.left, node.comparators[0])
        if len(node.ops) == 1 and all(isinstance(side, ast.Constant) for side in sides):
            return ast.Constant(int(eval(compile(ast.Expression(ast.fix_missing_locations(node)), "", "eval"))))
        return node

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        if isinstance(node.test, ast.Constant):
            return node.body if node.test.value else node.orelse or None
        return node if node.body else None

    def visit_For(self, node: ast.For) -> Any:
        """A loop over the values of a claim: it has one, which is its own."""
        self.generic_visit(node)
        return node.body if ast.unparse(node.target) == "v" else node


@cache
def _kernel_lines(marker: str) -> str:
    """The kernel lines at `marker` for the groups of a row, without the look-up of the group."""
    kernel = ast.parse(inspect.getsource(allocation))
    loops = [
        node for node in ast.walk(kernel)
        if isinstance(node, ast.For) and ast.unparse(node.target) == "bound" and marker in ast.unparse(node)
    ]  # fmt: skip
    lines = map(ast.unparse, loops[-1].body)
    return "\n".join(line for line in lines if not line.startswith("g = group["))


@cache
def _folded_text(marker: str, known: frozenset[tuple[str, int]]) -> str:
    """The same for a state and its constants."""
    return ast.unparse(_ConstantFolder(dict(known)).visit(ast.parse(_kernel_lines(marker))))


def _write_direct(loop: ast.FunctionDef, rules: Sequence[DirectRule]) -> None:
    """Change the loop of an award: for applicants that are settled directly it adds up the due amount."""
    block, first = next(
        (body, place) for node in ast.walk(loop) for body in (getattr(node, "body", []), getattr(node, "orelse", []))
        if isinstance(body, list) for place, line in enumerate(body) if _is_test_of_room(line)
    )  # fmt: skip
    end = next(place for place in range(first, len(block)) if isinstance(block[place], ast.AugAssign)) + 1
    writing = block[first:end]
    keys = {ast.unparse(line.targets[0]): ast.unparse(line.value) for line in writing if isinstance(line, ast.Assign)}
    choice = ast.parse(f"if is_direct:\n if proposed > 0:\n{_indented_lines(_settled_text(rules, keys), 2)}").body[0]
    assert isinstance(choice, ast.If)
    block[first:end], choice.orelse = [choice], writing
    for rule in rules:
        if rule.rule.is_once:  # separately for each item
            records = next(node for node in ast.walk(loop) if isinstance(node, ast.For) and node is not loop.body[0])
            slot = f"{rule.slot} * span"
            records.body[:0] = ast.parse(f"a[{slot}], a2[{slot}], stamp[{slot}] = 0, 0, 0").body
    loop.args.args[:0] = map(ast.arg, DIRECT_PARAMETERS)
    loop.body[:0] = ast.parse("a, a2, stamp, due = out.groups.a, out.groups.a2, out.groups.stamp, out.due").body


def _is_test_of_room(line: ast.stmt) -> bool:
    """Whether a line of a loop begins to write a claim."""
    return isinstance(line, ast.If) and ast.unparse(line.test) == "n == len(who)"


def _settled_text(rules: Sequence[DirectRule], keys: Mapping[str, str]) -> str:
    """What becomes of one claim."""
    lines = ["least = proposed", "of_total = year - out.first_year"]
    for direct in rules:
        rule, step = direct.rule, direct.rule.step
        tests = [f"({keys[f'keys[n * width + {place}]']}) >= 0" for place in direct.keys] or ["1"]
        known = frozenset({
            **STATES, "kind": rule.state, "number[s]": step.number, "bound": 0, "held[values[v]]": 0,
            "held_now[values[v]]": -1,
            "slides[g]": 0, "tables.slides[g]": 0, "tables.granted[row]": 1,
            "more[bound]": (rule.step_rule.amount or 0) if rule.state == LIMIT else 1,
        }.items())  # fmt: skip
        body = [f"g = {direct.slot} * span" + ("" if rule.is_once else " + of_total"), "request = least"]
        body += [_folded_text(marker, known) for marker in ("leaves = request", "spent[a[g] + year_index] += least")]
        if rule.is_once and step.lasts:  # the next claim of the item is of a later year
            body += ["if least > 0:", _indented_lines(_folded_text("held[values[v]] = 1", known), 1)]
        lines += [f"if {' and '.join(tests)}:", _indented_lines("\n".join(body), 1)]
    lines += ["due[i * span + of_total] += least", "work.counts[LARGE] += proposed >> SMALL"]
    return "\n".join(lines)


def _indented_lines(text: str, depth: int) -> str:
    return "\n".join(" " * depth + line for line in text.splitlines())


NAME = "settle_applicants"
PARAMETERS = (
    "first", "stop", "left", "last", "first_year", "years", "policy", "chunk", "work", "out",
)  # fmt: skip
"""The parameters before the arrays."""

_HEAD = """
    written = work.written
    span = work.sizes[OUT_YEARS]
    for i in range(first, stop):
        for k in range(i * span, i * span + span):
            out.due[k] = 0
        if left[i] != SETTLED:
            continue
        n = 0
        work.counts[LARGE] = 0
        is_direct = out.what == TOTALS and is_plain(i, chunk)
        if is_direct:
            for k in range({slots} * span):
                out.groups.a[k], out.groups.stamp[k] = 0, 0
"""
_LOOP = """
        m = {name}({before}i, i + 1, left, last, first_year, years, written.who, written.day, written.record,
                   written.total, written.before, written.row, written.key, {width}, n, {arrays})
        if m == FULL:
            work.needs[CLAIMS] = 2 * len(written.who)
            return i
        for c in range(n, m):
            {item}
            written.clause[c], written.year[c] = {clause}, year_of(written.day[c])
            for k in range({keys}, {width}):
                written.key[c * {width} + k] = -1
        n = m
"""
_ORDER = """
        if left[i] == SETTLED and work.counts[LARGE] > 1 << SMALL:
            left[i] = TOO_LARGE
        if left[i] != SETTLED or n + chunk.prior.begin[i + 1] - chunk.prior.begin[i] == 0:
            continue
        if out.what == WRITTEN_ONLY:
            if not write_unsettled(n, policy, work, out):
                return i
            continue
        n = order_claims(i, n, left, policy, chunk, work)
        if n == 0:
            continue
        if n == NO_ROOM:
            return i
        if not begin_years(n, policy, work):
            return i
"""
_GRID = "        {name}(i, first_year, years, work.counts[FIRST_YEAR], work.counts[YEARS], {base}, {out}, {arrays})\n"
_FIXED = """
        for k in range({base}, {base} + work.counts[YEARS]):
            work.room[k] = {amount}
"""
_END = """
        if not settle_ordered(i, n, left, policy, chunk, work, out):
            return i
    return stop
"""

Grid = tuple[str, str, Sequence[str]]


def loop_arrays(loops: Sequence[Part], grids: Sequence[Grid]) -> tuple[str, ...]:
    """The names of the arrays that the function is given, after what every such function is given."""
    names = [name for part in loops for name in (*part["arrays"], part["item"]) if name]
    return tuple(dict.fromkeys([*names, *(name for _, _, arrays in grids for name in arrays)]))


def applicant_loop_text(
    program: Program, loops: Sequence[Part], width: int, rooms: Sequence[Grid], suspensions: Sequence[Grid],
    fixed_rooms: Sequence[int], direct: Collection[int], slots: int,
) -> str:  # fmt: skip
    """The text of the function over these loops.

    `fixed_rooms` are the rooms that are the same in each year, after the others. The loops of the clauses `direct` may
    add up amounts due without claims. `slots` is the number of their groups.
    """
    arrays = loop_arrays(loops, (*rooms, *suspensions))
    parts = [f"def {NAME}({', '.join((*PARAMETERS, *arrays))}):", _HEAD.format(slots=slots)]
    parts += [_loop_text(program, part, width, part["clause"] in direct) for part in loops]
    parts += [_ORDER, *_grid_texts(rooms, "work.room"), *_grid_texts(suspensions, "work.suspended")]
    parts += [_FIXED.format(base=_base(place), amount=amount) for place, amount in enumerate(fixed_rooms, len(rooms))]
    return "\n".join(line for part in (*parts, _END) for line in part.splitlines() if line) + "\n"


def _loop_text(program: Program, part: Part, width: int, is_direct: bool) -> str:
    trigger, item = program.clauses[part["clause"]].trigger, part["item"]
    text = "written.item[c] = 0"
    if trigger.keys:  # for a set, which does not have a record
        text = f"written.item[c], written.record[c] = {item}[written.record[c]], -1"
    elif item:
        text = f"written.item[c] = {item}[written.record[c]]"
    elif trigger.kind.is_yearly:
        text = "written.item[c] = year_of(written.day[c])"
    return _LOOP.format(
        name=part["name"], arrays=", ".join(part["arrays"]), width=width, clause=part["clause"], item=text,
        keys=len(part["keys"]), before="".join(f"{name}, " for name in DIRECT_PARAMETERS) if is_direct else "",
    )  # fmt: skip


def _base(place: int) -> str:
    return f"{place} * work.counts[YEARS]" if place else "0"


def _grid_texts(grids: Sequence[Grid], out: str) -> Iterator[str]:
    for place, (_, name, arrays) in enumerate(grids):
        yield _GRID.format(name=name, base=_base(place), out=out, arrays=", ".join(arrays))


Parts: TypeAlias = "dict[str, Any]"
"""What JSON holds."""

_FUNCTIONS = (
    days.march_year_of, days.march_first_of, days.far_year_of, days.far_march_year_of, days.far_march_first_of,
    days.year_of, days.first_of, days.days_in, days.months_after,
    days.years_after, days.days_after, days.month_of, days.years_between, days.months_between, days.days_between,
    days.value_on_day, days.next_change, days.next_turn, days.figure_of_year, days.half_even,
    days.series_value, days.interest, days.first_events, texts.class_of, texts.character_classes,
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
        from ipdsl.batch.kernel.compiled import ENGINE, compile_functions, kernel_names

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
