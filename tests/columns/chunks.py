"""A cohort as the columns of a program, value by value, and who is left to the scalar evaluator."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipdsl.backends.columns.module import ColumnProgram
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.columns.program import ColumnCode, Columns
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.loop_values import last_stated
from ipdsl.runtime.settlement.horizon import last_over, last_settled, window_of
from ipdsl.runtime.terms import TriggerKind
from ipdsl.values.days import Date
from tests.columns.by_hand import EPOCH, Chunk


def columns_of(made: ColumnProgram, code: ColumnCode, cohort: Sequence[Facts]) -> Columns:
    program = made.plan.program
    chunk = Chunk(made, cohort)
    arrays = {name: chunk.array(column) for name, column in made.columns.items()}
    lists = {
        key.pool: tuple(np.array(part, np.int64) for part in chunk.lists(key.pool))
        for loop in made.loops.values() for key in loop.keys if key.pool is not None
    }  # fmt: skip
    window = window_of(program)
    end = 2**31 - 2 if window.end is None else (window.end - EPOCH).days
    last = [end if one.as_of is None else min(end, (one.as_of - EPOCH).days) for one in cohort]
    for i, facts in enumerate(cohort):
        c = Situation(program, facts, None, Date.min, 1)
        for clause in program.clauses:
            kind = clause.trigger.record
            is_met = not kind or c.may_list(kind)
            if is_met and clause.index in code.uncarried:
                chunk.left[i] = 7
            elif is_met and clause.trigger.kind is TriggerKind.WHILE and facts.as_of is None and not facts.closed:
                chunk.left[i] = 1
    final = [
        last_settled(one, None, lambda one=one: last_stated(Situation(program, one, None, Date.min, 1)))
        for one in cohort
    ]
    over = [last_over(one.as_of) for one in cohort]
    return Columns(
        arrays, lists, chunk.left, np.array(last, np.int64), chunk.first_year, np.array(final, np.int64),
        np.array(over, np.int64),
    )  # fmt: skip
