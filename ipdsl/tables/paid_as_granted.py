"""Short lines of the history of which a rule counts what was granted, though they state only what was paid.

Input: the rows of a chunk. Output: a remark for each clause that has such lines. The clause is under a cap, which may
have left less than was granted, and a rule asks what was granted: the sums that the rule leaves depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.diagnostics.phrase import Language, Phrase
from ipdsl.runtime.decision.telling import teller_of
from ipdsl.runtime.kernel.table import Rule, table_of_program
from ipdsl.runtime.steps import GroupState
from ipdsl.runtime.terms import Program
from ipdsl.tables.arrow_types import is_text
from ipdsl.tables.form import LinesColumn, TableForm

_COUNTING = frozenset({GroupState.FIRST, GroupState.LADDER, GroupState.TEAM, GroupState.LESS})
_GRANTED = ("granted", "admitted", "proposed")


def paid_as_granted(table: pa.Table, form: TableForm, language: Language) -> Iterator[str]:
    """The remarks on a chunk."""
    program = form.program
    counted = program.kept(_counted)
    history = next((column for column in form.lines if column.name == "history"), None)
    if not counted or history is None or pa.types.is_null(history.arrow):
        return
    names = teller_of(program, language).names
    for clause in sorted(counted.keys() & _clauses_of_short_lines(table, history, program.name)):
        yield Phrase(
            "lines of the history for {clause} state no `granted`: what was paid is taken as granted, and a rule over "
            "{others} counts it",
            "{clause}的历史未填写`granted`：以已兑现的金额作为准予的金额，而关于{others}的规则要计入",
            clause=names.item(clause), others=", ".join(map(names.item, counted[clause])),
        ).text(language)  # fmt: skip


def _counted(program: Program) -> dict[str, tuple[str, ...]]:
    """The clauses under a cap of which a rule counts what was granted, with those that the rule reaches."""
    table, labels = table_of_program(program), [clause.label for clause in program.clauses]
    found: dict[str, dict[str, None]] = {}
    for rule in table.rules:
        for index in _payers(rule):
            if any(table.rules[number].step.fills for number in table.of_clause[index]):
                found.setdefault(labels[index], {}).update(dict.fromkeys(labels[one] for one in rule.bound.reach))
    return {label: tuple(reached) for label, reached in found.items()}


def _payers(rule: Rule) -> tuple[int, ...]:
    """The clauses of which a rule counts what was granted."""
    if rule.step.state not in _COUNTING:
        return ()
    return rule.bound.payers if rule.step.state is GroupState.LESS else rule.bound.reach


def _clauses_of_short_lines(table: pa.Table, history: LinesColumn, policy: str) -> set[str]:
    lines = pc.list_flatten(table.column(history.path[0])).combine_chunks()
    parts = {column.name: lines.field(column.path[-1]) for column in history.columns}
    clauses = _texts(parts.get("clause"))
    if clauses is None:
        return set()
    is_short = pc.is_valid(clauses)
    for name in _GRANTED:
        if name in parts:
            is_short = pc.and_(is_short, pc.is_null(parts[name]))
    policies = _texts(parts.get("policy"))
    if policies is not None:
        is_short = pc.and_(is_short, pc.equal(pc.fill_null(policies, policy), policy))
    return set(pc.unique(clauses.filter(is_short)).to_pylist())


def _texts(cells: pa.Array | None) -> pa.Array | None:
    """Cells of texts; of another type `None`: such lines are read one by one."""
    if cells is None:
        return None
    if pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    return cells if is_text(cells.type) else None
