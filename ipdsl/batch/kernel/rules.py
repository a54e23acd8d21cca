"""The steps of a policy as arrays of ints, for the numbering of columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ipdsl.batch.kernel.number import RuleTable
from ipdsl.ir.terms import Program
from ipdsl.kernel.allocation import CARRY_OVER, QUOTA
from ipdsl.kernel.rule_table import Rule, SettlementTable

Array: TypeAlias = npt.NDArray[Any]


def grid_of(rule: Rule) -> str:
    """The name under which the rooms of a rule are known by year: its function, or itself where money waits."""
    return rule.step_rule.function or (rule.step_rule.name if rule.state == CARRY_OVER else "")


def fixed_carry_over_rules(table: SettlementTable) -> tuple[Rule, ...]:
    """The rules by which money waits, of which the room is the same in each year."""
    return tuple(rule for rule in table.rules if rule.state == CARRY_OVER and rule.step_rule.function is None)


def rule_table(
    program: Program, table: SettlementTable, columns: Mapping[int, Sequence[str]], roots: Sequence[str],
    grids: Sequence[str]
) -> RuleTable:  # fmt: skip
    """The rules of a policy; `columns` are the keys of the claims of each clause that columns carry, `roots` its kinds,
    `grids` the names of rooms by year.
    """
    rules, clauses, steps = table.rules, len(program.clauses), table.steps
    rule_at, clause_rules = [0], list[int]()
    for index in range(clauses):
        clause_rules += table.clause_rules[index]
        rule_at.append(len(clause_rules))
    key_at, key_end, key = [0] * (len(rules) * clauses), [0] * (len(rules) * clauses), list[int]()
    counted, pays, reached, once_at = (np.full(len(rules) * clauses, fill, np.int64) for fill in (-1, 0, 0, -1))
    is_once: list[int] = []
    for rule in rules:
        for index in rule.columns:
            if index not in columns:
                continue
            names, clause, offset = list(columns[index]), program.clauses[index], rule.number * clauses + index
            key_at[offset] = len(key)
            key += [names.index(name) for name in rule.step_rule.keys]
            key_end[offset] = len(key)
            if rule.step_rule.counted_field:
                counted[offset] = names.index(rule.step_rule.counted_field)
            pays[offset], reached[offset] = index in rule.step_rule.payers, index in rule.step_rule.reached_clauses
            if rule.is_once:
                once_at[offset] = len(is_once)
                kinds = [clause.once, *(clause.once_of_rows.get(row.name, clause.once) for row in clause.rows)]
                is_once += [int(keys == rule.step_rule.keys) for keys in kinds]
    team, is_group = np.full(len(steps) * clauses, -1, np.int64), np.zeros(len(steps) * clauses, np.int64)
    for place, step in enumerate(steps):
        for index, child in step.teams:
            team[place * clauses + index], is_group[place * clauses + index] = child, child in step.groups
    known = {root: number for number, root in enumerate(dict.fromkeys(roots))}

    def ints(values: Sequence[int]) -> np.ndarray:
        return np.array(values if len(values) else [0], np.int64)

    return RuleTable(
        ints(rule_at), ints(clause_rules), ints([rule.step_index for rule in rules]),
        ints([rule.state for rule in rules]),
        ints([rule.is_per_year for rule in rules]), ints([rule.is_once for rule in rules]),
        ints([rule.is_per_item for rule in rules]), ints([rule.is_weighed for rule in rules]),
        ints([rule.step_rule.amount or 0 for rule in rules]),
        ints([grids.index(name) if (name := grid_of(rule)) in grids else -1 for rule in rules]),
        ints([rule.state == QUOTA and bool(rule.step_rule.counted_field) for rule in rules]), ints(key_at),
        ints(key_end),
        ints(key), counted, pays, reached, ints([step.number for step in steps]),
        ints([step.wait for step in steps]), team, is_group, once_at, ints(is_once),
        ints([_level(table, columns, index) for index in range(clauses)]),
        ints([known[root] for root in roots]),
        ints([bool(award.once_key_sets) and bool(award.rows) for award in program.clauses]),
        ints([award.less is not None for award in program.clauses]),
    )  # fmt: skip


def is_before_window(program: Program, clauses: Array, days: Array) -> Array:
    """Which claims are of a day before the window for which the bureau may pay; they come after those of their year."""
    early, start = program.discretion_from, program.window.start
    if early is None or start is None or program.is_draft:
        return np.zeros(len(days), bool)
    has_own = np.array([*(award.start is not None for award in program.clauses), False])
    epoch = datetime.date(1970, 1, 1)
    is_early: Array = (days >= (early - epoch).days) & (days < (start - epoch).days) & ~has_own[clauses]
    return is_early


def _level(table: SettlementTable, columns: Mapping[int, Sequence[str]], index: int) -> int:
    return table.levels[index] if index in columns else -1
