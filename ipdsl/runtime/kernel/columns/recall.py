"""What was paid before, in columns: payments under other documents by applicant, as `kernel.recall` has them by group.

Which payments a rule counts, and by which keys, stands in `kernel.recall`; here it is a table (`counting_of`), worked
out once for a policy. What a state makes of the payments of a group stands in `number`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from ipdsl.runtime.kernel.allocate import FIRST, LADDER, LESS
from ipdsl.runtime.kernel.table import Table
from ipdsl.runtime.terms import Program

Ints: TypeAlias = Any
"""A column of ints, or a table of them, as in `number`."""

COUNTING = (FIRST, LADDER, LESS)
"""The states of rules that count payments under other documents."""


class Past(NamedTuple):
    """Payments by applicant: those of applicant `i` begin at `begin[i]`.

    `kind` is the place of a kind of record in the vocabulary (after the last: none), `sum` what later payments are
    measured by, and `keys` has a column for each name in `Counting.names`: -1 where the payment lacks it.
    """

    begin: Ints
    kind: Ints
    year: Ints
    sum: Ints
    keys: Ints


class Counting(NamedTuple):
    """Which rules count a payment: `of_kind` from `kind_at[kind]` to `kind_at[kind + 1]`, by number of the rule.

    `key[k, p]` is the column of `Past.keys` that holds the key `p` of the rule `k` (-1: it has no more).
    """

    kind_at: Ints
    of_kind: Ints
    key: Ints


def no_past(people: int) -> Past:
    """Nothing was paid before."""
    none = np.zeros(1, np.int64)
    return Past(np.zeros(people + 1, np.int64), none, none, none, np.full((1, 1), -1, np.int64))


def names_counted(table: Table) -> tuple[str, ...]:
    """The keys by which payments under other documents are counted."""
    return tuple(dict.fromkeys(name for rule in table.rules if rule.state in COUNTING for name in rule.bound.keys))


def counting_of(program: Program, table: Table, names: Sequence[str]) -> Counting:
    """Which rules count payments for a record of each kind, as `Recall` does."""
    schema = program.schema
    kind_at, of_kind = [0], list[int]()
    words = {*schema.who, "applicant"}
    for kind in [*(one.name for one in schema.records), ""]:
        lineage = frozenset(schema.lineage(kind) if kind else ())
        for rule in table.rules:
            if rule.state not in COUNTING or not rule.bound.reached:
                continue
            is_of_block = not lineage.isdisjoint(rule.step.kinds)
            if is_of_block or (rule.state != LESS and not words.issuperset(rule.bound.keys)):
                of_kind.append(rule.number)
        kind_at.append(len(of_kind))
    key = np.full((max(1, len(table.rules)), 3), -1, np.int64)
    for rule in table.rules:
        if rule.state in COUNTING and len(rule.bound.keys) <= 3:
            key[rule.number, : len(rule.bound.keys)] = [names.index(name) for name in rule.bound.keys]
    return Counting(np.array(kind_at, np.int64), np.array(of_kind or [0], np.int64), key)
