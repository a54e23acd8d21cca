"""Claims of many applicants as columns, and their one course under rules across applicants.

The kernel settles the claims of one applicant after those of another. Here the claims of all applicants form one course
in one claim order. A rule across applicants asks by the number of the shared group; every other rule asks by keys that
two applicants cannot share. The numbering and the kernel are the same as for one applicant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.kernel.rules import Array as Array
from ipdsl.batch.kernel.rules import (
    ChunkTables,
    PolicyTables,
    RuleTable,
    StandardColumns,
    is_before_window,
    no_external_payments,
    no_prior_lines,
    pooled_lists,
)
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import AmountKind, Program
from ipdsl.kernel.allocation import BEST_OF, CARRY_OVER, DEDUCTION, EXCLUSIVE, TOP_UP, UNPAID
from ipdsl.kernel.rule_table import Rule, SettlementTable

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

    The rule is that of `ipdsl.settlement.journal` for one claim: the amount is 0 if an earlier payment or a preferred
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


def begins(owner: Array, many: int) -> Array:
    """Where the rows of each of so many owners begin, and the end; the rows are in the order of their owners."""
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=many))]).astype(np.int64)


def runs(begin: Array, length: Array) -> tuple[Array, Array]:
    """The places of runs, one run after the other, each with the number of its run."""
    run = np.repeat(np.arange(len(length)), length)
    return run, np.arange(len(run)) - np.repeat(np.cumsum(length) - length - begin, length)


def sums_by(owner: Array, sums: Array, many: int) -> Array:
    """The sum of each of so many owners."""
    totals = np.zeros(many, np.int64)
    np.add.at(totals, owner, sums)
    return totals


def ranks_of_texts(encoded: pa.DictionaryArray) -> Array:
    """The position of each text of a dictionary in sorted order."""
    place = np.empty(len(encoded.dictionary), np.int64)
    place[pc.array_sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(place))
    return place


class ClaimGroupPairs(NamedTuple):
    """The groups of one rule across applicants: the place of a claim, and the number of a group that it reaches."""

    claim: Array
    group: Array


class CohortColumns(NamedTuple):
    """The claims of several applicants.

    `claims.who` numbers the applicants by their names. `claims.item` sorts the items of all applicants; two applicants
    never have the same one. `claims.record` is within the applicant. `lists` are the lists of records that are keys,
    one for each pool: the place of each claim's first value, and the values. `shared` are the groups of the rules
    across applicants; `listed_in` names the clauses that reach several groups by a list.
    """

    claims: WrittenClaims
    lists: Sequence[tuple[Array, Array]]
    shared: Sequence[ClaimGroupPairs]
    listed_in: Sequence[frozenset[int]]


class JointColumns(NamedTuple):
    """The claims of several applicants as the claims of one, with the tables for its settlement. The last key of a
    claim is its place in the input."""

    claims: WrittenClaims
    policy: PolicyTables
    chunk: ChunkTables


def joint_columns(
    cohort: CohortColumns, table: SettlementTable, policy: PolicyTables, across: Sequence[Rule]
) -> JointColumns:  # fmt: skip
    """The claims of a cohort as the claims of one applicant.

    `policy` are the tables of the policy, `across` its rules across applicants. Requirements: all amounts together fit
    60 bits, no room of a rule depends on figures, no money waits, and nothing was paid or promised before.
    """
    claims, width = cohort.claims, cohort.claims.key.shape[1]
    many, n = len(across), len(claims.who)
    record, first = _records(claims)
    keys = np.full((n, width + many + 2), -1, np.int64)
    of_records = [_lists_by_record(begin, values, first, claims.who) for begin, values in cohort.lists]
    list_of = np.reshape(policy.list_of, (-1, width))
    wide = policy.clauses
    list_columns = np.full((wide, width + many + 2), -1, np.int64)
    list_columns[:, :width] = list_of
    is_list = list_of[claims.clause] >= 0
    keys[:, :width] = np.where(is_list & (claims.key >= 0), record[:, None], claims.key)
    pools = _number_by_applicant(keys[:, :width], is_list, claims.who, of_records)
    for place, (pairs, clauses) in enumerate(zip(cohort.shared, cohort.listed_in, strict=True)):
        column = width + place
        plain = ~np.isin(claims.clause[pairs.claim], sorted(clauses))
        keys[pairs.claim[plain], column] = pairs.group[plain]
        for clause in sorted(clauses):
            is_of_clause = claims.clause[pairs.claim] == clause
            list_columns[clause, column] = len(pools)
            reached = np.unique(
                record[pairs.claim[is_of_clause]] * (pairs.group.max(initial=0) + 1) + pairs.group[is_of_clause]
            )
            which, group = np.divmod(reached, pairs.group.max(initial=0) + 1)
            pools.append((begins(which, len(first)), group))
            keys[pairs.claim[is_of_clause], column] = record[pairs.claim[is_of_clause]]
    keys[:, width + many], keys[:, width + many + 1] = claims.who, np.arange(n)
    of_record = np.where(claims.record < 0, -1, record)  # a claim without a record takes a place by its item
    none, years = np.zeros(1, np.int64), np.zeros(2, np.int64)
    prior = no_prior_lines(1)
    return JointColumns(
        claims._replace(who=np.zeros(n, np.int64), record=of_record, key=keys),
        policy._replace(
            rules=_rules(policy.rules, table, across, wide, width), list_of=list_columns.reshape(-1),
            carried=np.full(list_columns.size, -1, np.int64), width=keys.shape[1],
            clauses=int(policy.clauses), steps=int(policy.steps), grids=int(policy.grids),
            suspensions=int(policy.suspensions), waits=int(policy.waits),
        ),
        ChunkTables(
            pooled_lists(pools), no_external_payments(1), 1, prior, 1, 1, StandardColumns(years, none, none), none,
            none, none[:0], none[:0], none.astype(bool),
        ),
    )  # fmt: skip


def _records(claims: WrittenClaims) -> tuple[Array, Array]:
    """The records of claims numbered over all applicants, and the first claim of each."""
    pairs = claims.who * (claims.record.max(initial=0) + 2) + claims.record + 1
    _, first, record = np.unique(pairs, return_index=True, return_inverse=True)
    return record, first


def _lists_by_record(begin: Array, values: Array, first: Array, who: Array) -> tuple[Array, Array, Array]:
    """Lists by claim as lists by record, with the applicant of each value."""
    length = begin[first + 1] - begin[first]
    run, place = runs(begin[first], length)
    return begins(run, len(first)), values[place], who[first][run]


def _number_by_applicant(
    keys: Array, is_list: Array, who: Array, pools: Sequence[tuple[Array, Array, Array]]
) -> list[tuple[Array, Array]]:  # fmt: skip
    """Number the values of a key separately for each applicant, in place. Returns the lists with these numbers."""
    plain = (keys >= 0) & ~is_list
    all_values = np.concatenate([keys[plain], *(values for _, values, _ in pools)])
    owner = np.concatenate([np.nonzero(plain)[0] if not len(who) else who[np.nonzero(plain)[0]],
                            *(owners for _, _, owners in pools)])  # fmt: skip
    known, number = np.unique(all_values, return_inverse=True)
    numbers = np.where(all_values < 0, -1, np.unique(owner * (len(known) + 1) + number, return_inverse=True)[1])
    ends = np.cumsum([int(plain.sum()), *(len(values) for _, values, _ in pools)])
    parts = np.split(numbers, ends[:-1])
    keys[plain] = parts[0]
    return [(begin, part) for (begin, _, _), part in zip(pools, parts[1:], strict=True)]


def _rules(rules: RuleTable, table: SettlementTable, across: Sequence[Rule], clauses: int, width: int) -> RuleTable:
    """The rules with the keys for this course: the group for a rule across applicants, the applicant for a rule without
    keys.
    """
    key_at, key_end = np.array(rules.key_at), np.array(rules.key_end)
    places = {rule.number: width + place for place, rule in enumerate(across)}
    key = list(np.asarray(rules.key))
    for rule in table.rules:
        column = places.get(rule.number, -1 if rule.step_rule.keys else width + len(across))
        if column >= 0:
            for clause in rule.columns:
                key_at[rule.number * clauses + clause] = len(key)
                key_end[rule.number * clauses + clause] = len(key) + 1
                key.append(column)
    return rules._replace(key_at=key_at, key_end=key_end, key=np.array(key, np.int64))
