"""What became of claims that were settled over columns, and the rule that had the last word."""

from __future__ import annotations

import numpy as np

from ipdsl.batch.kernel.rules import is_before_window
from ipdsl.batch.kernel.settle import Array, Settled
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import AmountKind, Program
from ipdsl.kernel.allocation import BEST_OF, CARRY_OVER, DEDUCTION, EXCLUSIVE, TOP_UP
from ipdsl.kernel.rule_table import SettlementTable


def outcomes_of(table: SettlementTable, done: Settled, paid: Array, program: Program) -> tuple[Array, Array]:
    """For each claim its outcome (the word for people), and the number of the last rule that cut it (-1: no rule).

    The rule is that of `ipdsl.settlement.effects` for one claim: the amount is 0 if an earlier payment or a preferred
    claim took it, otherwise it is reduced. Carried money is not a cut.
    """
    rules = table.rules
    states = np.array([*(rule.state for rule in rules), -1])
    cut = np.flatnonzero((done.kept < done.came) & (states[done.row_rule] != CARRY_OVER))
    last_rule = np.full(len(done.claims.who), -1, np.int64)
    last_rule[done.row_claim[cut]] = cut  # rows of a claim are in the order of the steps
    last = np.where(last_rule < 0, -1, np.append(done.row_rule, -1)[last_rule])
    state = states[last]
    is_once = np.array([*(rule.is_once for rule in rules), False])[last]
    outcomes = np.full(len(last_rule), Outcome.AWARDED.value, object)
    is_set = is_set_by_bureau(program, done.claims.clause, done.claims.row, done.claims.day)
    outcomes[is_set] = Outcome.CEILING.value
    outcomes[(last >= 0) | (done.claims.before > done.claims.total)] = Outcome.REDUCED.value
    nothing = (paid == 0) & (last >= 0)
    outcomes[nothing & (is_once | (state == TOP_UP) | (state == DEDUCTION))] = Outcome.ALREADY_PAID.value
    outcomes[nothing & (state == BEST_OF)] = Outcome.DISPLACED.value
    first = np.flatnonzero(nothing & (state == EXCLUSIVE))
    if len(first):  # beaten by a claim of this year, or repeated what an earlier year paid
        outcomes[first] = np.where(
            done.row_beaten[last_rule[first]], Outcome.DISPLACED.value, Outcome.ALREADY_PAID.value
        )
    if done.has_waited:
        waited = np.flatnonzero(done.row_of_rest >= 0)
        gone, nothing = (done.rest + done.lapsed)[waited] > 0, paid[waited] == 0
        outcomes[waited[gone & ~nothing]] = Outcome.REDUCED.value
        outcomes[waited[nothing]] = np.where(
            done.rest[waited[nothing]] > 0, Outcome.CARRIED.value, Outcome.LAPSED.value
        )  # fmt: skip
    return outcomes, last


def is_set_by_bureau(program: Program, clause: Array, row: Array, day: Array) -> Array:
    """Whether the bureau sets the sum of claims: under a ceiling of the row or the award, or before the window."""
    widest = max([1, *(len(award.rows) for award in program.clauses)])
    is_ceiling = np.zeros((len(program.clauses) + 1, widest + 1), bool)
    for award in program.clauses:
        is_ceiling[award.index, : len(award.rows)] = [each.kind is AmountKind.CEILING for each in award.rows]
        is_ceiling[award.index, -1] = award.kind is AmountKind.CEILING and not award.rows
    is_set: Array = is_ceiling[clause, row] | is_before_window(program, clause, day)
    return is_set
