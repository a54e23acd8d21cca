"""Claims of many applicants as columns: as they were written, what became of them, and the rule with the last word."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from ipdsl.batch.kernel.rules import is_before_window
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import AmountKind, Program
from ipdsl.kernel.allocation import BEST_OF, CARRY_OVER, DEDUCTION, EXCLUSIVE, TOP_UP, UNPAID
from ipdsl.kernel.rule_table import SettlementTable

Array: TypeAlias = npt.NDArray[Any]

CARRIED = -2
"""The record of the claim of the first line; of the others it is lower, one by one."""


class WrittenClaims(NamedTuple):
    """Claims as the loops of awards wrote them: applicant, day, record, sum, the sum before support of others, row,
    keys, clause, order of the item, year. `key` has so many ints for each as the policy is `width`.

    The record of the money that prior line 0 carried is `CARRIED`, that of the next line is one lower.
    """

    who: Array
    day: Array
    record: Array
    total: Array
    before: Array
    row: Array
    key: Array
    clause: Array
    item: Array
    year: Array

    def taken(self, place: Array) -> WrittenClaims:
        """These claims, in this order."""
        return WrittenClaims(*(part[place] for part in self))


class Settled(NamedTuple):
    """Claims in claim order; those of applicant `i` begin at `begin[i]`. `left` is the amount left of each. `totals`
    are the sums due to each applicant by year, from `first_total_year` on.

    Rows are those of the kernel: the claim of each, the rule that left the least (-1: no rule), whether another claim
    of the year was preferred, the requested and the granted amount. `row_of_rest` has the claims with carried money,
    `paid_in` the payment of each year from `first_year` on. `raised` is the amount by which an older document raised a
    claim, `until` the last year of its carried money; `row_step` is the step of a row.
    """

    claims: WrittenClaims
    begin: Array
    left: Array
    row_claim: Array
    row_rule: Array
    row_beaten: Array
    came: Array
    kept: Array
    has_waited: bool
    row_of_rest: Array
    rest: Array
    lapsed: Array
    paid_in: Array
    first_year: int
    raised: Array
    until: Array
    row_step: Array
    totals: Array
    first_total_year: int

    def of(self, place: Array) -> Settled:
        """These claims alone, in this order; the claims of several applicants without carried money."""
        assert not self.has_waited, "carried money of several applicants cannot be selected"
        at = np.full(len(self.left), -1, np.int64)
        at[place] = np.arange(len(place))
        rows = np.flatnonzero(at[self.row_claim] >= 0)
        return self._replace(
            claims=self.claims.taken(place), left=self.left[place],
            row_claim=at[self.row_claim[rows]], row_rule=self.row_rule[rows], row_beaten=self.row_beaten[rows],
            came=self.came[rows], kept=self.kept[rows], raised=self.raised[place],
            row_step=self.row_step[rows],
        )  # fmt: skip

    def due(self) -> tuple[Array, Array, Array]:
        """What is due: the place of the claim, the year, and the sum, of every payment that is not 0."""
        own = np.flatnonzero(self.left > 0)
        if not self.has_waited:
            return own, self.claims.year[own], self.left[own]
        own = own[self.row_of_rest[own] < 0]
        many = len(self.paid_in) // len(self.left)
        waited = np.flatnonzero(self.row_of_rest >= 0)
        sums = self.paid_in.reshape(-1, many)[waited]
        claim, year = np.nonzero(sums > 0)
        return (
            np.concatenate([own, waited[claim]]), np.concatenate([self.claims.year[own], year + self.first_year]),
            np.concatenate([self.left[own], sums[claim, year]]),
        )  # fmt: skip

    def reported(self, year: int | None) -> Array:
        """The claims to report if one year is reported: its own, and those from which money is carried into it."""
        if year is None:
            return np.ones(len(self.left), bool)
        own: Array = self.claims.year == year
        if not self.has_waited:
            return own
        waited = np.flatnonzero(self.row_of_rest >= 0)
        at = max(0, year - self.first_year)
        later = np.maximum(self.paid_in.reshape(-1, len(self.paid_in) // len(self.left))[waited, at:], 0).sum(1)
        lapsed = np.where(self.until[waited] >= year, self.lapsed[waited], 0)
        carried = later + self.rest[waited] + lapsed > 0
        own[waited[carried & (self.claims.year[waited] <= year)]] = True
        return own

    def for_ledger(self, year: int | None) -> Settled:
        """The claims for a ledger if one year is reported: what the other years pay waits (`CarryOver.waiting`)."""
        if year is None or not self.has_waited:
            return self
        paid = self.paid_in.reshape(len(self.left), -1)
        is_other = (paid > 0) & (np.arange(paid.shape[1]) != year - self.first_year)
        waiting = np.where(is_other, paid, 0).sum(1)
        return self._replace(paid_in=np.where(is_other, UNPAID, paid).ravel(), rest=self.rest + waiting)


def years_of(days: Array) -> Array:
    """The calendar years of days: of each day between the first and the last once, since there are few."""
    if not len(days):
        return np.zeros(0, np.int64)
    first, last = int(days.min()), int(days.max())
    if last - first >= len(days):
        return _years_of(days)
    of_day = _years_of(np.arange(first, last + 1))
    return np.asarray(of_day[days - first])


def _years_of(days: Array) -> Array:
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    return np.asarray(years + 1970)


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
