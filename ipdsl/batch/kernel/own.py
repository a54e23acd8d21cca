"""What the policy itself paid before, in columns: lines of the ledger, recalled by the groups of each rule.

Which lines a rule counts, and by which keys, is what `kernel.recall` says of one applicant; here it is a table
(`recall_rules_of`), worked out once for a policy. What a state makes of a line before the first year is what
`kernel.number` makes of it (`_Columns._start`): `link_prior_lines` fills the same columns. A line for whose group no
claim asks is of no account.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ipdsl.batch.kernel.groups import find_group, group_slot
from ipdsl.batch.kernel.recall import Ints
from ipdsl.ir.terms import Program
from ipdsl.kernel.allocation import BEST_OF, DEDUCTION, EXCLUSIVE, FLOOR, LIMIT, QUOTA, TOP_UP
from ipdsl.kernel.rule_table import SettlementTable

ANY_ROW = -2
"""The row of a line that stands for every row."""

NO_DAY = -(2**40)
"""The day of a line that stands for every event of its year."""

NOT_LISTED = -1
"""The item of a line for which no record is listed: no claim can be of it."""

NAMES_WIDE = 3
"""How many keys a rule has at most, beside the year."""


class PriorLines(NamedTuple):
    """Settled lines of the policy by applicant: those of applicant `i` begin at `begin[i]`.

    `clause`, `year` and `day` are those of the event (`NO_DAY`: any of the year), `row` is its place in the clause (-1:
    none, or `ANY_ROW`), `item` what tells it from others as claims have it, `place` what takes a place where records
    are counted. `admitted`, `due` (with what is carried and lapsed), `proposed` and `carried` are sums; what is carried
    waits `since` a year and `until` one; `sums` has a column for
    each name in `RecallRules.names_of_sums`. What was due in which year stands from `paid_at[line]` on. A line has its
    keys (a column for each name in `RecallRules.names`, -1: none) from `view_at[line]` on, several where one is a list.
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


class RecallRules(NamedTuple):
    """Which rules count a line of a clause: `clause_rules` from `rule_at[x]` to `rule_at[x + 1]`, by number of the
    rule.

    `key[k, p]` is the column of `PriorLines.keys` with the key `p` of a rule (-1: it has no more), `counts` that of
    what takes its places (-1: records do), `sum` the column of `PriorLines.sums` with what it was charged. `level` is
    the column of the level, `root` the kind of record of a clause, `rows` the most rows that a clause has.
    """

    rule_at: Ints
    clause_rules: Ints
    key: Ints
    counts: Ints
    sum: Ints
    level: int
    root: Ints
    rows: int


class OpeningBalance(NamedTuple):
    """With what groups begin: `a` to `c` of each, which values hold a place (`held`), what a team was paid (`team`);
    and of purses which line (`purse_line`) paid into the years that begin at `purse_at`. Claims of which money waits
    since before are `brought_forward`, each with its row and step. `number` counts, by `LINKS_MADE`, `HELD_BEFORE`,
    `PURSES` and `BROUGHT_FORWARD`.
    """

    a: Ints
    b: Ints
    c: Ints
    held: Ints
    team: Ints
    purse_line: Ints
    purse_at: Ints
    brought_forward: Ints
    brought_row: Ints
    brought_step: Ints
    number: Ints


LINKS_MADE, HELD_BEFORE, PURSES, BROUGHT_FORWARD = range(4)

LEVEL_KIND = -5
"""In place of the kind of a value of a group: the sum of a level."""


def no_prior_lines(people: int, names: int = 1, sums: int = 1) -> PriorLines:
    """No line of the policy."""
    none = np.zeros(1, np.int64)
    no: Ints = none[:0]
    return PriorLines(
        np.zeros(people + 1, np.int64), no, no, no, no, no, no, no, no, no, no, no, no, np.zeros((0, sums), np.int64),
        none, no, no, none, np.full((0, names), -1, np.int64),
    )  # fmt: skip


def names_of_keys(program: Program) -> tuple[str, ...]:
    """The keys and counted fields for which any rule asks."""
    return tuple(dict.fromkeys(name for names in program.settlement.columns for name in names))


def names_of_sums(table: SettlementTable) -> tuple[str, ...]:
    """The rules of which lines tell what they were charged."""
    return tuple(dict.fromkeys(rule.step_rule.name for rule in table.rules if rule.step.fills))


def recall_rules_of(program: Program, table: SettlementTable, roots: Sequence[int]) -> RecallRules:
    """Which rules count lines of each clause, as `PaymentHistory` does; `roots` are kinds of records as claims number
    them."""
    names, sums = names_of_keys(program), names_of_sums(table)
    rule_at, clause_rules = [0], list[int]()
    for index in range(len(program.clauses)):
        for rule in table.rules:
            if index in (rule.step_rule.payers if rule.state == DEDUCTION else rule.step_rule.reached_clauses):
                clause_rules.append(rule.number)
        rule_at.append(len(clause_rules))
    many = max(1, len(table.rules))
    key, counts, sum_ = np.full((many, NAMES_WIDE), -1, np.int64), np.full(many, -1, np.int64), np.full(many, -1)
    for rule in table.rules:
        if len(rule.step_rule.keys) <= NAMES_WIDE:
            key[rule.number, : len(rule.step_rule.keys)] = [names.index(name) for name in rule.step_rule.keys]
        if rule.step_rule.counted_field:
            counts[rule.number] = names.index(rule.step_rule.counted_field)
        if rule.step_rule.name in sums:
            sum_[rule.number] = sums.index(rule.step_rule.name)
    rows = max([0, *(len(award.rows) for award in program.clauses)])
    return RecallRules(
        np.array(rule_at, np.int64), np.array(clause_rules or [0], np.int64), key, counts, sum_.astype(np.int64),
        names.index("level") if "level" in names else -1, np.array([*roots, 0], np.int64), rows,
    )  # fmt: skip


def no_recall_rules() -> RecallRules:
    """No rule counts any line, because there is none."""
    none = np.zeros(1, np.int64)
    return RecallRules(none, none, np.full((1, NAMES_WIDE), -1, np.int64), none, none, -1, none, 0)


def max_links(prior_lines: PriorLines, recall_rules: RecallRules) -> tuple[int, int]:
    """How many links lines may have to groups at most: of all applicants, and of the one with the most."""
    if not len(prior_lines.clause):
        return 0, 0
    rules = np.diff(recall_rules.rule_at)[prior_lines.clause]
    each = rules * (np.diff(prior_lines.view_at) ** 2 + recall_rules.rows + 1)
    ends = np.concatenate([[0], np.cumsum(each)])
    return int(ends[-1]), int(np.diff(ends[prior_lines.begin]).max(initial=0))


def link_prior_lines(
    prior_lines: PriorLines, recall_rules: RecallRules, i: int, first_prior: int, stamp: int, state: Ints,
    is_per_item: Ints, once: Ints,
    is_per_year: Ints, counts_of: Ints, row_matters: Ints, names: Ints, stamps: Ints, value_names: Ints,
    value_stamps: Ints, paid_head: Ints, paid_next: Ints, paid_line: Ints, balances: OpeningBalance,
) -> None:  # fmt: skip
    """Links the lines of an applicant to the groups for which its claims ask, and lets these begin with them."""
    for line in range(prior_lines.begin[i], prior_lines.begin[i + 1]):
        x = prior_lines.clause[line]
        for index in range(recall_rules.rule_at[x], recall_rules.rule_at[x + 1]):
            k = recall_rules.clause_rules[index]
            if once[k] and prior_lines.admitted[line] <= 0:
                continue
            if is_per_item[k]:
                first, end = prior_lines.row[line], prior_lines.row[line] + 1
                if row_matters[x] == 0:
                    first, end = -1, 0
                elif prior_lines.row[line] == ANY_ROW:
                    first, end = -1, recall_rules.rows
                if prior_lines.item[line] == NOT_LISTED:
                    end = first
                for row in range(first, end):
                    g = find_group(names, stamps, stamp, k, row, recall_rules.root[x], prior_lines.item[line], -1)
                    if g >= 0:
                        link(g, first_prior + line, paid_head, paid_next, paid_line, balances)
                        balances.a[g] = 1
                continue
            for view in range(prior_lines.view_at[line], prior_lines.view_at[line + 1]):
                is_met = True
                first_key, second_key, third_key = -1, -1, -1
                if recall_rules.key[k, 0] >= 0:
                    first_key = prior_lines.keys[view, recall_rules.key[k, 0]]
                    is_met = first_key >= 0
                if recall_rules.key[k, 1] >= 0:
                    second_key = prior_lines.keys[view, recall_rules.key[k, 1]]
                    is_met = is_met and second_key >= 0
                if recall_rules.key[k, 2] >= 0:
                    third_key = prior_lines.keys[view, recall_rules.key[k, 2]]
                    is_met = is_met and third_key >= 0
                if not is_met:
                    continue
                of_year = prior_lines.year[line] if is_per_year[k] else -1
                g = find_group(names, stamps, stamp, k, first_key, second_key, third_key, of_year)
                if g < 0:
                    continue
                if paid_head[g] >= 0 and paid_line[paid_head[g]] == first_prior + line:
                    continue  # another value of a list leads to the same group
                link(g, first_prior + line, paid_head, paid_next, paid_line, balances)
                kind = state[k]
                if kind == LIMIT:
                    balances.a[g] += prior_lines.sums[line, recall_rules.sum[k]]
                elif kind == BEST_OF:
                    balances.a[g] += max(0, prior_lines.due[line])
                elif once[k]:
                    balances.a[g] = 1
                elif kind == QUOTA:
                    if prior_lines.admitted[line] > 0:
                        hold(
                            prior_lines,
                            recall_rules,
                            line,
                            g,
                            k,
                            x,
                            counts_of,
                            stamp,
                            value_names,
                            value_stamps,
                            balances,
                        )
                elif kind == EXCLUSIVE:
                    if prior_lines.admitted[line] > 0:
                        balances.a[g] = min(balances.a[g], prior_lines.year[line])
                        balances.b[g] = max(balances.b[g], prior_lines.year[line])
                elif kind == TOP_UP:
                    balances.a[g] += prior_lines.admitted[line]
                    level = prior_lines.keys[view, recall_rules.level] if recall_rules.level >= 0 else -1
                    if level >= 0:
                        value = level_of_group(g, level, stamp, value_names, value_stamps, balances)
                        balances.held[value] += prior_lines.admitted[line]
                elif kind == FLOOR:
                    balances.a[g] = max(balances.a[g], prior_lines.proposed[line])


def level_of_group(
    g: int, level: int, stamp: int, value_names: Ints, value_stamps: Ints, balances: OpeningBalance
) -> int:
    """Where the sum of a level of a group stands; it begins with nothing."""
    slot = group_slot(value_names, value_stamps, stamp, g, LEVEL_KIND, level, 0, 0)
    if value_names[slot, 5] < 0:
        value_names[slot, 5] = balances.number[HELD_BEFORE]
        balances.held[balances.number[HELD_BEFORE]] = 0
        balances.number[HELD_BEFORE] += 1
    value: int = value_names[slot, 5]
    return value


def link(g: int, line: int, paid_head: Ints, paid_next: Ints, paid_line: Ints, balances: OpeningBalance) -> None:
    """One line more among those of a group."""
    links = balances.number[LINKS_MADE]
    paid_line[links], paid_next[links], paid_head[g] = line, paid_head[g], links
    balances.number[LINKS_MADE] = links + 1


def hold(
    prior_lines: PriorLines, recall_rules: RecallRules, line: int, g: int, k: int, x: int, counts_of: Ints, stamp: int,
    value_names: Ints,
    value_stamps: Ints, balances: OpeningBalance,
) -> None:  # fmt: skip
    """What a line holds of the places of a group."""
    for view in range(prior_lines.view_at[line], prior_lines.view_at[line + 1]):
        what, value = recall_rules.root[x], prior_lines.place[line]
        if counts_of[k]:
            what, value = -2, prior_lines.keys[view, recall_rules.counts[k]]
            if value < 0:
                continue
        slot = group_slot(value_names, value_stamps, stamp, g, what, value, 0, 0)
        if value_names[slot, 5] < 0:
            value_names[slot, 5] = balances.number[HELD_BEFORE]
            balances.held[balances.number[HELD_BEFORE]] = 1
            balances.number[HELD_BEFORE] += 1
            balances.a[g] += 1


def due_in_year(
    prior_lines: PriorLines, first_prior: int, year: int, head: int, paid_next: Ints, paid_line: Ints
) -> int:
    """What the lines of a group were paid in a year."""
    total, link_ = 0, head
    while link_ >= 0:
        line = paid_line[link_] - first_prior
        for index in range(prior_lines.paid_at[line], prior_lines.paid_at[line + 1]):
            if prior_lines.paid_year[index] == year:
                total += prior_lines.paid[index]
        link_ = paid_next[link_]
    return total


def due_of_team(
    prior_lines: PriorLines, first_prior: int, competitor: int, s: int, clauses: int, team: Ints, head: int,
    paid_next: Ints, paid_line: Ints
) -> int:  # fmt: skip
    """What the lines of an inner block were paid, with which it competes."""
    total, link_ = 0, head
    while link_ >= 0:
        line = paid_line[link_] - first_prior
        if team[s * clauses + prior_lines.clause[line]] == competitor:
            total += max(0, prior_lines.due[line])
        link_ = paid_next[link_]
    return total
