"""What the policy itself paid before, in columns: lines of the ledger, recalled by the groups of each rule.

Which lines a rule counts, and by which keys, is what `kernel.recall` says of one applicant; here it is a table
(`recalling_of`), worked out once for a policy. What a state makes of a line before the first year is what
`kernel.number` makes of it (`_Columns._start`): `begin_with` fills the same columns. A line for whose group no claim
asks is of no account.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ipdsl.runtime.kernel.allocate import FIRST, LADDER, LESS, PLACES, RAISE, ROOM, TEAM
from ipdsl.runtime.kernel.columns.groups import group_at, place_of
from ipdsl.runtime.kernel.columns.recall import Ints
from ipdsl.runtime.kernel.table import Table
from ipdsl.runtime.terms import Program

ANY_ROW = -2
"""The row of a line that stands for every row."""

NO_DAY = -(2**40)
"""The day of a line that stands for every event of its year."""

NOT_LISTED = -1
"""The item of a line for which no record is listed: no claim can be of it."""

NAMES_WIDE = 3
"""How many keys a rule has at most, beside the year."""


class Own(NamedTuple):
    """Settled lines of the policy by applicant: those of applicant `i` begin at `begin[i]`.

    `clause`, `year` and `day` are those of the event (`NO_DAY`: any of the year), `row` is its place in the clause (-1:
    none, or `ANY_ROW`), `item` what tells it from others as claims have it, `place` what takes a place where records
    are counted. `admitted`, `due` (with what is carried and lapsed), `proposed` and `carried` are sums; what is carried
    waits `since` a year and `until` one; `sums` has a column for
    each name in `Recalling.names_of_sums`. What was due in which year stands from `paid_at[line]` on. A line has its
    keys (a column for each name in `Recalling.names`, -1: none) from `view_at[line]` on, several where one is a list.
    """

    begin: Ints
    clause: Ints
    year: Ints
    day: Ints
    row: Ints
    item: Ints
    place: Ints
    admitted: Ints
    due: Ints
    proposed: Ints
    carried: Ints
    since: Ints
    until: Ints
    sums: Ints
    paid_at: Ints
    paid_year: Ints
    paid: Ints
    view_at: Ints
    keys: Ints


class Recalling(NamedTuple):
    """Which rules count a line of a clause: `of_clause` from `rule_at[x]` to `rule_at[x + 1]`, by number of the rule.

    `key[k, p]` is the column of `Own.keys` with the key `p` of a rule (-1: it has no more), `counts` that of what takes
    its places (-1: records do), `sum` the column of `Own.sums` with what it was charged.
    `level` is the column of the level, `root` the kind of record of a clause, `rows` the most rows that a clause has.
    """

    rule_at: Ints
    of_clause: Ints
    key: Ints
    counts: Ints
    sum: Ints
    level: int
    root: Ints
    rows: int


class Began(NamedTuple):
    """With what groups begin: `a` to `c` of each, which values hold a place (`held`), what a team was paid (`team`);
    and of purses which line (`purse_line`) paid into the years that begin at `purse_at`. Claims of which money waits
    since before are `brought`, each with its row and step. `number` counts, by `LINKS_MADE`, `HELD_BEFORE`, `PURSES`
    and `BROUGHT`.
    """

    a: Ints
    b: Ints
    c: Ints
    held: Ints
    team: Ints
    purse_line: Ints
    purse_at: Ints
    brought: Ints
    brought_row: Ints
    brought_step: Ints
    number: Ints


LINKS_MADE, HELD_BEFORE, PURSES, BROUGHT = range(4)

OF_LEVEL = -5
"""In place of the kind of a value of a group: the sum of a level."""


def nothing_own(people: int, names: int = 1, sums: int = 1) -> Own:
    """No line of the policy."""
    none = np.zeros(1, np.int64)
    no: Ints = none[:0]
    return Own(
        np.zeros(people + 1, np.int64), no, no, no, no, no, no, no, no, no, no, no, no, np.zeros((0, sums), np.int64),
        none, no, no, none, np.full((0, names), -1, np.int64),
    )  # fmt: skip


def names_of_keys(program: Program) -> tuple[str, ...]:
    """The keys and counted fields for which any rule asks."""
    return tuple(dict.fromkeys(name for names in program.settlement.columns for name in names))


def names_of_sums(table: Table) -> tuple[str, ...]:
    """The rules of which lines tell what they were charged."""
    return tuple(dict.fromkeys(rule.bound.name for rule in table.rules if rule.step.fills))


def recalling_of(program: Program, table: Table, roots: Sequence[int]) -> Recalling:
    """Which rules count lines of each clause, as `Recall` does; `roots` are kinds of records as claims number them."""
    names, sums = names_of_keys(program), names_of_sums(table)
    rule_at, of_clause = [0], list[int]()
    for index in range(len(program.clauses)):
        for rule in table.rules:
            if index in (rule.bound.payers if rule.state == LESS else rule.bound.reached):
                of_clause.append(rule.number)
        rule_at.append(len(of_clause))
    many = max(1, len(table.rules))
    key, counts, sum_ = np.full((many, NAMES_WIDE), -1, np.int64), np.full(many, -1, np.int64), np.full(many, -1)
    for rule in table.rules:
        if len(rule.bound.keys) <= NAMES_WIDE:
            key[rule.number, : len(rule.bound.keys)] = [names.index(name) for name in rule.bound.keys]
        if rule.bound.counts:
            counts[rule.number] = names.index(rule.bound.counts)
        if rule.bound.name in sums:
            sum_[rule.number] = sums.index(rule.bound.name)
    rows = max([0, *(len(one.rows) for one in program.clauses)])
    return Recalling(
        np.array(rule_at, np.int64), np.array(of_clause or [0], np.int64), key, counts, sum_.astype(np.int64),
        names.index("level") if "level" in names else -1, np.array([*roots, 0], np.int64), rows,
    )  # fmt: skip


def nothing_recalled() -> Recalling:
    """No rule counts any line, because there is none."""
    none = np.zeros(1, np.int64)
    return Recalling(none, none, np.full((1, NAMES_WIDE), -1, np.int64), none, none, -1, none, 0)


def most_recalled(own: Own, recalling: Recalling) -> tuple[int, int]:
    """How many links lines may have to groups at most: of all applicants, and of the one with the most."""
    if not len(own.clause):
        return 0, 0
    rules = np.diff(recalling.rule_at)[own.clause]
    each = rules * (np.diff(own.view_at) ** 2 + recalling.rows + 1)
    ends = np.concatenate([[0], np.cumsum(each)])
    return int(ends[-1]), int(np.diff(ends[own.begin]).max(initial=0))


def begin_with(
    own: Own, recalling: Recalling, i: int, first_own: int, stamp: int, state: Ints, of_item: Ints, once: Ints,
    by_year: Ints, counts_of: Ints, row_matters: Ints, names: Ints, stamps: Ints, value_names: Ints,
    value_stamps: Ints, past_head: Ints, past_next: Ints, past_line: Ints, began: Began,
) -> None:  # fmt: skip
    """Links the lines of an applicant to the groups for which its claims ask, and lets these begin with them."""
    for line in range(own.begin[i], own.begin[i + 1]):
        x = own.clause[line]
        for at in range(recalling.rule_at[x], recalling.rule_at[x + 1]):
            k = recalling.of_clause[at]
            if once[k] and own.admitted[line] <= 0:
                continue
            if of_item[k]:
                first, end = own.row[line], own.row[line] + 1
                if row_matters[x] == 0:
                    first, end = -1, 0
                elif own.row[line] == ANY_ROW:
                    first, end = -1, recalling.rows
                if own.item[line] == NOT_LISTED:
                    end = first
                for row in range(first, end):
                    g = group_at(names, stamps, stamp, k, row, recalling.root[x], own.item[line], -1)
                    if g >= 0:
                        link(g, first_own + line, past_head, past_next, past_line, began)
                        began.a[g] = 1
                continue
            for view in range(own.view_at[line], own.view_at[line + 1]):
                is_met = True
                one, two, three = -1, -1, -1
                if recalling.key[k, 0] >= 0:
                    one = own.keys[view, recalling.key[k, 0]]
                    is_met = one >= 0
                if recalling.key[k, 1] >= 0:
                    two = own.keys[view, recalling.key[k, 1]]
                    is_met = is_met and two >= 0
                if recalling.key[k, 2] >= 0:
                    three = own.keys[view, recalling.key[k, 2]]
                    is_met = is_met and three >= 0
                if not is_met:
                    continue
                of_year = own.year[line] if by_year[k] else -1
                g = group_at(names, stamps, stamp, k, one, two, three, of_year)
                if g < 0:
                    continue
                if past_head[g] >= 0 and past_line[past_head[g]] == first_own + line:
                    continue  # another value of a list leads to the same group
                link(g, first_own + line, past_head, past_next, past_line, began)
                kind = state[k]
                if kind == ROOM:
                    began.a[g] += own.sums[line, recalling.sum[k]]
                elif kind == TEAM:
                    began.a[g] += max(0, own.due[line])
                elif once[k]:
                    began.a[g] = 1
                elif kind == PLACES:
                    if own.admitted[line] > 0:
                        hold(own, recalling, line, g, k, x, counts_of, stamp, value_names, value_stamps, began)
                elif kind == FIRST:
                    if own.admitted[line] > 0:
                        began.a[g] = min(began.a[g], own.year[line])
                        began.b[g] = max(began.b[g], own.year[line])
                elif kind == LADDER:
                    began.a[g] += own.admitted[line]
                    level = own.keys[view, recalling.level] if recalling.level >= 0 else -1
                    if level >= 0:
                        value = level_of_group(g, level, stamp, value_names, value_stamps, began)
                        began.held[value] += own.admitted[line]
                elif kind == RAISE:
                    began.a[g] = max(began.a[g], own.proposed[line])


def level_of_group(g: int, level: int, stamp: int, value_names: Ints, value_stamps: Ints, began: Began) -> int:
    """Where the sum of a level of a group stands; it begins with nothing."""
    at = place_of(value_names, value_stamps, stamp, g, OF_LEVEL, level, 0, 0)
    if value_names[at, 5] < 0:
        value_names[at, 5] = began.number[HELD_BEFORE]
        began.held[began.number[HELD_BEFORE]] = 0
        began.number[HELD_BEFORE] += 1
    value: int = value_names[at, 5]
    return value


def link(g: int, line: int, past_head: Ints, past_next: Ints, past_line: Ints, began: Began) -> None:
    """One line more among those of a group."""
    links = began.number[LINKS_MADE]
    past_line[links], past_next[links], past_head[g] = line, past_head[g], links
    began.number[LINKS_MADE] = links + 1


def hold(
    own: Own, recalling: Recalling, line: int, g: int, k: int, x: int, counts_of: Ints, stamp: int, value_names: Ints,
    value_stamps: Ints, began: Began,
) -> None:  # fmt: skip
    """What a line holds of the places of a group."""
    for view in range(own.view_at[line], own.view_at[line + 1]):
        what, value = recalling.root[x], own.place[line]
        if counts_of[k]:
            what, value = -2, own.keys[view, recalling.counts[k]]
            if value < 0:
                continue
        at = place_of(value_names, value_stamps, stamp, g, what, value, 0, 0)
        if value_names[at, 5] < 0:
            value_names[at, 5] = began.number[HELD_BEFORE]
            began.held[began.number[HELD_BEFORE]] = 1
            began.number[HELD_BEFORE] += 1
            began.a[g] += 1


def due_in(own: Own, first_own: int, year: int, head: int, past_next: Ints, past_line: Ints) -> int:
    """What the lines of a group were paid in a year."""
    found, link_ = 0, head
    while link_ >= 0:
        line = past_line[link_] - first_own
        for at in range(own.paid_at[line], own.paid_at[line + 1]):
            if own.paid_year[at] == year:
                found += own.paid[at]
        link_ = past_next[link_]
    return found


def of_team(
    own: Own, first_own: int, which: int, s: int, clauses: int, team: Ints, head: int, past_next: Ints, past_line: Ints
) -> int:  # fmt: skip
    """What the lines of an inner block were paid, with which it competes."""
    found, link_ = 0, head
    while link_ >= 0:
        line = past_line[link_] - first_own
        if team[s * clauses + own.clause[line]] == which:
            found += max(0, own.due[line])
        link_ = past_next[link_]
    return found
