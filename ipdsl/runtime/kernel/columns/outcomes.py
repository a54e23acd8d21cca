"""What became of claims that were settled over columns, and the rule that had the last word."""

from __future__ import annotations

import numpy as np

from ipdsl.runtime.kernel.allocate import FIRST, LADDER, LESS, PURSE, TEAM
from ipdsl.runtime.kernel.columns.rules import came_late
from ipdsl.runtime.kernel.columns.settle import Array, Settled
from ipdsl.runtime.kernel.table import Table
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.terms import AmountKind, Program


def outcomes_of(table: Table, done: Settled, paid: Array, program: Program) -> tuple[Array, Array]:
    """For each claim its outcome (the word for people), and the number of the last rule that cut it (-1: none).

    As `ipdsl.runtime.settlement.outcomes` says of one claim: nothing is left where it was paid before, or another was
    preferred; else it is reduced. What a claim waits for is no cut.
    """
    rules = table.rules
    every = np.array([*(one.state for one in rules), -1])
    cut = np.flatnonzero((done.kept < done.came) & (every[done.row_rule] != PURSE))
    at = np.full(len(done.claims.who), -1, np.int64)
    at[done.row_claim[cut]] = cut  # rows of a claim stand in the order of the steps
    last = np.where(at < 0, -1, np.append(done.row_rule, -1)[at])
    state = every[last]
    is_once = np.array([*(one.is_once for one in rules), False])[last]
    found = np.full(len(at), Outcome.AWARDED.value, object)
    is_set = is_set_by_bureau(program, done.claims.clause, done.claims.row, done.claims.day)
    found[is_set] = Outcome.CEILING.value
    found[(last >= 0) | (done.claims.before > done.claims.total)] = Outcome.REDUCED.value
    nothing = (paid == 0) & (last >= 0)
    found[nothing & (is_once | (state == LADDER) | (state == LESS))] = Outcome.ALREADY_PAID.value
    found[nothing & (state == TEAM)] = Outcome.DISPLACED.value
    first = np.flatnonzero(nothing & (state == FIRST))
    if len(first):  # beaten by a claim of this year, or repeated what an earlier year paid
        found[first] = np.where(done.row_beaten[at[first]], Outcome.DISPLACED.value, Outcome.ALREADY_PAID.value)
    if done.has_waited:
        waited = np.flatnonzero(done.row_of_rest >= 0)
        gone, nothing = (done.rest + done.lapsed)[waited] > 0, paid[waited] == 0
        found[waited[gone & ~nothing]] = Outcome.REDUCED.value
        found[waited[nothing]] = np.where(
            done.rest[waited[nothing]] > 0, Outcome.CARRIED.value, Outcome.LAPSED.value
        )  # fmt: skip
    return found, last


def is_set_by_bureau(program: Program, clause: Array, row: Array, day: Array) -> Array:
    """Whether the bureau sets the sum of claims: under a ceiling, or before the window."""
    found: Array = _is_ceiling(program, clause, row) | came_late(program, clause, day)
    return found


def _is_ceiling(program: Program, clause: Array, row: Array) -> Array:
    """Whether the bureau sets the sum under the row, or the award."""
    widest = max([1, *(len(one.rows) for one in program.clauses)])
    kinds = np.zeros((len(program.clauses) + 1, widest + 1), bool)
    for one in program.clauses:
        kinds[one.index, widest] = one.kind is AmountKind.CEILING and not one.rows
        for place, each in enumerate(one.rows):
            kinds[one.index, place] = each.kind is AmountKind.CEILING
    return kinds[clause, np.where(row < 0, widest, row)]
