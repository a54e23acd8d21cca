"""Earlier payments in columns: those under other documents by applicant, lines of the ledger by the groups of a rule.

`kernel.recall` decides for one applicant which payments a rule counts, and by which keys. Here they are tables
(`external_rules_of`, `recall_rules_of`), calculated once for a policy. `kernel.number` calculates the effect of a state
on the payments of a group before the first year (`_Columns._start`): `link_prior_lines` fills the same columns. A line
is ignored if no claim has its group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from ipdsl.ir.terms import Program
from ipdsl.kernel.allocation import DEDUCTION, EXCLUSIVE, TOP_UP
from ipdsl.kernel.rule_table import SettlementTable

Ints: TypeAlias = Any
"""A column of ints, or a table of them, as in `number`."""

COUNTING = (EXCLUSIVE, TOP_UP, DEDUCTION)
"""The states of rules that count payments under other documents."""


class ExternalPaymentColumns(NamedTuple):
    """Payments by applicant: those of applicant `i` begin at `begin[i]`.

    `kind` is the place of a kind of record in the vocabulary (after the last: none), `sum` what later payments are
    measured by, and `keys` has a column for each name in `ExternalPaymentRules.names`: -1 where the payment lacks it.
    """

    begin: Ints
    kind: Ints
    year: Ints
    sum: Ints
    keys: Ints


class ExternalPaymentRules(NamedTuple):
    """Which rules count a payment: `kind_rules` from `kind_at[kind]` to `kind_at[kind + 1]`, by number of the rule.

    `key[k * 3 + p]` is the column of `ExternalPaymentColumns.keys` that holds the key `p` of the rule `k` (-1: it has
    no more).
    """

    kind_at: Ints
    kind_rules: Ints
    key: Ints


def no_external_payments(people: int) -> ExternalPaymentColumns:
    """Nothing was paid before."""
    none = np.zeros(1, np.int64)
    return ExternalPaymentColumns(np.zeros(people + 1, np.int64), none, none, none, np.full((1, 1), -1, np.int64))


def counted_key_names(table: SettlementTable) -> tuple[str, ...]:
    """The keys by which payments under other documents are counted."""
    return tuple(dict.fromkeys(name for rule in table.rules if rule.state in COUNTING for name in rule.step_rule.keys))


def external_rules_of(program: Program, table: SettlementTable, names: Sequence[str]) -> ExternalPaymentRules:
    """Which rules count payments for a record of each kind, as `PaymentHistory` does."""
    schema = program.schema
    kind_at, kind_rules = [0], list[int]()
    words = {*schema.kinds_and_classes, "applicant"}
    for kind in [*(record_kind.name for record_kind in schema.records), ""]:
        lineage = frozenset(schema.lineage(kind) if kind else ())
        for rule in table.rules:
            if rule.state not in COUNTING or not rule.step_rule.reached_clauses:
                continue
            is_of_block = not lineage.isdisjoint(rule.step.kinds)
            if is_of_block or (rule.state != DEDUCTION and not words.issuperset(rule.step_rule.keys)):
                kind_rules.append(rule.number)
        kind_at.append(len(kind_rules))
    key = np.full((max(1, len(table.rules)), 3), -1, np.int64)
    for rule in table.rules:
        if rule.state in COUNTING and len(rule.step_rule.keys) <= 3:
            key[rule.number, : len(rule.step_rule.keys)] = [names.index(name) for name in rule.step_rule.keys]
    return ExternalPaymentRules(np.array(kind_at, np.int64), np.array(kind_rules or [0], np.int64), key.reshape(-1))


ANY_ROW = -2
"""The row of a line that stands for every row."""

NO_DAY = -(2**40)
"""The day of a line that stands for every event of its year."""

NOT_LISTED = -1
"""The item of a line for which no record is listed: no claim can be of it."""

NAMES_WIDE = 3
"""The most keys of a rule, without the year."""


class PriorLines(NamedTuple):
    """Settled lines of the policy by applicant: the lines of applicant `i` begin at `begin[i]`.

    `clause`, `year` and `day` are those of the event (`NO_DAY`: any day of the year), `row` is its row in the clause
    (-1: no row, or `ANY_ROW`), `item` its identity in claims, `place` the value that takes a place if records
    are counted. `admitted`, `due` (including carried and lapsed money), `proposed` and `carried` are sums; carried
    money is paid after year `since` and until year `until`; `sums` has a column for
    each name in `RecallRules.names_of_sums`. The amounts due by year begin at `paid_at[line]`. The keys of a line (a
    column for each name in `RecallRules.names`, -1: no key) begin at `view_at[line]`; there are several if one is a
    list.
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
    """The rules that count a line of a clause: `clause_rules` from `rule_at[x]` to `rule_at[x + 1]`, by number of the
    rule.

    `key[k * 3 + p]` is the column of `PriorLines.keys` with the key `p` of a rule (-1: no more keys), `counts` the
    column of the values that take its places (-1: records), `sum` the column of `PriorLines.sums` with the charged sum.
    `level` is the column of the level, `root` the kind of record of a clause, `rows` the greatest number of rows of a
    clause.
    """

    rule_at: Ints
    clause_rules: Ints
    key: Ints
    counts: Ints
    sum: Ints
    level: int
    root: Ints
    rows: int


def no_prior_lines(people: int, names: int = 1, sums: int = 1) -> PriorLines:
    """No line of the policy."""
    none = np.zeros(1, np.int64)
    no: Ints = none[:0]
    return PriorLines(
        np.zeros(people + 1, np.int64), no, no, no, no, no, no, no, no, no, no, no, no, np.zeros((0, sums), np.int64),
        none, no, no, none, np.full((0, names), -1, np.int64),
    )  # fmt: skip


def names_of_sums(table: SettlementTable) -> tuple[str, ...]:
    """The rules whose charges lines state."""
    return tuple(dict.fromkeys(rule.step_rule.name for rule in table.rules if rule.step.is_charged))


def recall_rules_of(program: Program, table: SettlementTable, roots: Sequence[int]) -> RecallRules:
    """Which rules count lines of each clause, as `PaymentHistory` does; `roots` are kinds of records as claims number
    them."""
    names, sums = program.settlement.names_of_keys, names_of_sums(table)
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
        np.array(rule_at, np.int64), np.array(clause_rules or [0], np.int64), key.reshape(-1), counts,
        sum_.astype(np.int64),
        names.index("level") if "level" in names else -1, np.array([*roots, 0], np.int64), rows,
    )  # fmt: skip
