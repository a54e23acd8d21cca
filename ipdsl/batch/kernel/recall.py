"""Payments under other documents in columns, by applicant; `kernel.recall` has them by group.

`kernel.recall` decides which payments a rule counts, and by which keys. Here it is a table (`external_rules_of`),
calculated once for a policy. `number` calculates the effect of a state on the payments of a group.
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
