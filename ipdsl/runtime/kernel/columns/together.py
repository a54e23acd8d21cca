"""Claims of several applicants under rules across them: one course of the kernel, with the groups that they share.

The kernel settles one applicant's claims after another's. Here the claims of all stand as those of one, in one claim
order: a rule across applicants asks by the number of the group that they share, every other rule by keys that no two
applicants have in common. So nothing of the numbering, and nothing of the kernel, is another than for one alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ipdsl.runtime.kernel.columns.number import RuleTable, Years
from ipdsl.runtime.kernel.columns.own import nothing_own, nothing_recalled
from ipdsl.runtime.kernel.columns.recall import Counting, no_past
from ipdsl.runtime.kernel.columns.settle import Array, Engine, Lists, Settled, Written, settle
from ipdsl.runtime.kernel.table import Rule, Table


class Pairs(NamedTuple):
    """The groups of one rule across applicants: the place of a claim, and the number of a group that it reaches."""

    claim: Array
    group: Array


class Cohort(NamedTuple):
    """The claims of several applicants. `claims.who` numbers them by their names; `claims.item` puts items in order,
    whoever has them, and no two applicants have one in common; `claims.record` is within the applicant.

    `lists` are the lists of records that are keys, one for each pool: where the values of each claim begin, and the
    values. `shared` are the groups of the rules across applicants, `in_lists` which clauses reach several by a list.
    """

    claims: Written
    lists: Sequence[tuple[Array, Array]]
    shared: Sequence[Pairs]
    in_lists: Sequence[frozenset[int]]


def settle_together(
    engine: Engine,
    cohort: Cohort,
    table: Table,
    rules: RuleTable,
    list_of: Array,
    across: Sequence[Rule],
    late: Array,
    counting: Counting,
) -> tuple[Settled, Array]:
    """What becomes of the claims, whose sums hold in 60 bits together, and where each of them stood.

    `rules`, `list_of` and `counting` are those of the policy, `late` tells which claims come last in their year. No
    room of a rule is worked out of figures, no money waits, and nothing was paid or promised before.
    """
    claims, width = cohort.claims, cohort.claims.keys.shape[1]
    many, n = len(across), len(claims.who)
    record, first = _records(claims)
    keys = np.full((n, width + many + 2), -1, np.int64)
    of_records = [_by_record(begin, values, first, claims.who) for begin, values in cohort.lists]
    wide = list_of.shape[0]
    of = np.full((wide, width + many + 2), -1, np.int64)
    of[:, :width] = list_of
    is_list = list_of[claims.clause] >= 0
    keys[:, :width] = np.where(is_list & (claims.keys >= 0), record[:, None], claims.keys)
    pools = _apart(keys[:, :width], is_list, claims.who, of_records)
    for place, (pairs, clauses) in enumerate(zip(cohort.shared, cohort.in_lists, strict=True)):
        column = width + place
        plain = ~np.isin(claims.clause[pairs.claim], sorted(clauses))
        keys[pairs.claim[plain], column] = pairs.group[plain]
        for clause in sorted(clauses):
            own = claims.clause[pairs.claim] == clause
            of[clause, column] = len(pools)
            reached = np.unique(record[pairs.claim[own]] * (pairs.group.max(initial=0) + 1) + pairs.group[own])
            which, group = np.divmod(reached, pairs.group.max(initial=0) + 1)
            pools.append((np.concatenate([[0], np.cumsum(np.bincount(which, minlength=len(first)))]), group))
            keys[pairs.claim[own], column] = record[pairs.claim[own]]
    keys[:, width + many], keys[:, width + many + 1] = claims.who, np.arange(n)
    left = np.zeros(1, np.int64)
    of_record = np.where(claims.record < 0, -1, record)  # of a claim without one the item alone takes a place
    done = settle(
        engine, claims._replace(who=np.zeros(n, np.int64), record=of_record, keys=keys), left, table,
        _rules(rules, table, across, wide, width), of, _lists(pools), _no_years, late,
        no_past(1), counting, nothing_own(1), nothing_recalled(), lambda asked: np.zeros(len(asked.who), np.int64),
    )  # fmt: skip
    assert not left[0], "claims that were good one by one are not together"
    stood: Array = done.claims.keys[:, -1]
    return done._replace(claims=claims.taken(stood)), stood


def _records(claims: Written) -> tuple[Array, Array]:
    """The records of claims numbered over all applicants, and the first claim of each."""
    pairs = claims.who * (claims.record.max(initial=0) + 2) + claims.record + 1
    _, first, record = np.unique(pairs, return_index=True, return_inverse=True)
    return record, first


def _by_record(begin: Array, values: Array, first: Array, who: Array) -> tuple[Array, Array, Array]:
    """A list of each claim as one of each record, with the applicant whose each value is."""
    length = begin[first + 1] - begin[first]
    at = np.concatenate([[0], np.cumsum(length)])
    place = np.arange(at[-1]) - np.repeat(at[:-1] - begin[first], length)
    return at, values[place], np.repeat(who[first], length)


def _apart(
    keys: Array, is_list: Array, who: Array, pools: Sequence[tuple[Array, Array, Array]]
) -> list[tuple[Array, Array]]:  # fmt: skip
    """Gives each value of a key of each applicant a number of its own, in place; the lists with the same numbers."""
    plain = (keys >= 0) & ~is_list
    every = np.concatenate([keys[plain], *(values for _, values, _ in pools)])
    owner = np.concatenate([np.nonzero(plain)[0] if not len(who) else who[np.nonzero(plain)[0]],
                            *(of for _, _, of in pools)])  # fmt: skip
    known, number = np.unique(every, return_inverse=True)
    own = np.where(every < 0, -1, np.unique(owner * (len(known) + 1) + number, return_inverse=True)[1])
    ends = np.cumsum([int(plain.sum()), *(len(values) for _, values, _ in pools)])
    parts = np.split(own, ends[:-1])
    keys[plain] = parts[0]
    return [(begin, part) for (begin, _, _), part in zip(pools, parts[1:], strict=True)]


def _rules(rules: RuleTable, table: Table, across: Sequence[Rule], clauses: int, width: int) -> RuleTable:
    """The rules with the keys by which they ask here: one across applicants by its group, one without keys by the
    applicant.
    """
    key_at, key_end = np.array(rules.key_at), np.array(rules.key_end)
    places = {rule.number: width + place for place, rule in enumerate(across)}
    key = list(np.asarray(rules.key))
    for rule in table.rules:
        column = places.get(rule.number, -1 if rule.bound.keys else width + len(across))
        if column >= 0:
            for clause in rule.columns:
                key_at[rule.number * clauses + clause] = len(key)
                key_end[rule.number * clauses + clause] = len(key) + 1
                key.append(column)
    return rules._replace(key_at=key_at, key_end=key_end, key=np.array(key, np.int64))


def _lists(pools: Sequence[tuple[Array, Array]]) -> Lists:
    base, at = np.zeros(len(pools) + 1, np.int64), 0
    begins: list[Array] = []
    for place, (begin, values) in enumerate(pools):
        begins.append(begin + at)
        base[place + 1], at = base[place] + len(begin), at + len(values)
    none = np.zeros(1, np.int64)
    return Lists(
        base, np.concatenate([*begins, none]), np.concatenate([*(values for _, values in pools), none])
    )  # fmt: skip


def _no_years(first: int, last: int) -> Years:
    """Nothing is known of the applicants by year."""
    none = np.zeros((0, 1, max(1, last - first + 1)), np.int64)
    return Years(first, none, none, np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
