"""Claims of several applicants under rules across them: one course of the kernel, with shared groups.

The kernel settles the claims of one applicant after those of another. Here the claims of all applicants form one course
in one claim order. A rule across applicants asks by the number of the shared group; every other rule asks by keys that
two applicants cannot share. The numbering and the kernel are the same as for one applicant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ipdsl.batch.kernel.claims import Array, WrittenClaims
from ipdsl.batch.kernel.recall import no_external_payments, no_prior_lines
from ipdsl.batch.kernel.rules import ChunkTables, ListColumns, PolicyTables, RuleTable, StandardColumns
from ipdsl.kernel.rule_table import Rule, SettlementTable


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
            pools.append((np.concatenate([[0], np.cumsum(np.bincount(which, minlength=len(first)))]), group))
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
            _lists(pools), no_external_payments(1), 1, prior, 1, 1, StandardColumns(years, none, none), none, none,
            none[:0], none[:0], none.astype(bool),
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
    offsets = np.concatenate([[0], np.cumsum(length)])
    place = np.arange(offsets[-1]) - np.repeat(offsets[:-1] - begin[first], length)
    return offsets, values[place], np.repeat(who[first], length)


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


def _lists(pools: Sequence[tuple[Array, Array]]) -> ListColumns:
    base, offset = np.zeros(len(pools) + 1, np.int64), 0
    begins: list[Array] = []
    for place, (begin, values) in enumerate(pools):
        begins.append(begin + offset)
        base[place + 1], offset = base[place] + len(begin), offset + len(values)
    none = np.zeros(1, np.int64)
    return ListColumns(
        base, np.concatenate([*begins, none]), np.concatenate([*(values for _, values in pools), none])
    )  # fmt: skip
