"""A column program ready to run: clause loops over the arrays of a chunk, then the kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np

from ipdsl.making import attrs
from ipdsl.runtime.columns import values
from ipdsl.runtime.columns.number import RuleTable
from ipdsl.runtime.columns.rules import carries, rule_table
from ipdsl.runtime.columns.settle import Array, Engine, Lists, Settled, Written, settle
from ipdsl.runtime.kernel.table import Table, table_of_program
from ipdsl.runtime.terms import Program

FULL = -1
"""What a loop answers where there is no room for its claims."""


@attrs.frozen(eq=False)
class Loop:
    """The claims of one clause: a function, the names of the arrays that it is given, and the names of its keys.

    `item` is the array with the order of items (empty: the applicant is the item), `lists` tells which keys are lists,
    by kind and field.
    """

    clause: int
    function: Callable[..., int]
    arrays: tuple[str, ...]
    keys: tuple[str, ...]
    root: str
    item: str
    lists: Mapping[int, tuple[str, str]]


@attrs.frozen(eq=False)
class Columns:
    """The arrays of a chunk by name. `left` says of each applicant why it goes elsewhere (0: it does not), `last` is
    the last day on which something may fall due to it; figures begin with `first_year`.
    """

    arrays: Mapping[str, Array]
    lists: Mapping[tuple[str, str], tuple[Array, Array]]
    left: Array
    last: Array
    first_year: int


@attrs.frozen(eq=False)
class ColumnCode:
    """A policy over columns. `loops` are those of the clauses that columns carry."""

    program: Program
    engine: Engine
    loops: tuple[Loop, ...]

    @cached_property
    def table(self) -> Table:
        """The steps, as the kernel has them."""
        return table_of_program(self.program)

    @cached_property
    def uncarried(self) -> frozenset[int]:
        """The clauses that no loop carries, or that a rule reaches which columns do not carry."""
        known = {loop.clause for loop in self.loops}
        rules = [rule for rule in self.table.rules if not carries(rule)]
        reached = {index for rule in rules for index in rule.columns}
        return frozenset(range(len(self.program.clauses))) - known | reached

    @cached_property
    def _rules(self) -> RuleTable:
        keys = {loop.clause: loop.keys for loop in self.loops}
        roots = {loop.clause: loop.root for loop in self.loops}
        return rule_table(
            self.program, self.table, keys, [roots.get(index, "") for index in range(len(self.program.clauses))]
        )

    @cached_property
    def _pools(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys(pool for loop in self.loops for pool in loop.lists.values()))

    @cached_property
    def _width(self) -> int:
        return max([1, *(len(loop.keys) for loop in self.loops)])

    @cached_property
    def _list_of(self) -> Array:
        found = np.full((len(self.program.clauses), self._width), -1, np.int64)
        for loop in self.loops:
            for place, pool in loop.lists.items():
                found[loop.clause, place] = self._pools.index(pool)
        return found

    def run(self, columns: Columns) -> Settled:
        """Settles a chunk. `columns.left` says afterwards of each applicant whether it was."""
        return settle(
            self.engine, self._written(columns), columns.left, self.table, self._rules, self._list_of,
            self._lists(columns),
        )  # fmt: skip

    def _written(self, columns: Columns) -> Written:
        """The claims of all loops."""
        found: list[Written] = []
        for loop in self.loops:
            if loop.clause not in self.uncarried:
                found.append(self._claims(loop, columns))
        parts = zip(*found, strict=True) if found else ((np.zeros(0, np.int64),) * 7 + (np.zeros((0, 1), np.int64),),)
        return Written(*(np.concatenate(part) for part in parts)) if found else Written(*next(iter(parts)))

    def _claims(self, loop: Loop, columns: Columns) -> Written:
        arrays = [columns.arrays[name] for name in loop.arrays]
        size, people = max(1, *(len(array) for array in arrays)) + len(columns.left), len(columns.left)
        while True:
            who, day, record, total, row = (np.zeros(size, np.int64) for _ in range(5))
            keys = np.full((size, self._width), -1, np.int64)
            n = loop.function(
                0, people, columns.left, columns.last, columns.first_year, who, day, record, total, row, keys, 0, *arrays
            )  # fmt: skip
            if n != FULL:
                break
            size *= 2
        record = record[:n]
        item = columns.arrays[loop.item][record] if loop.item else np.zeros(n, np.int64)
        return Written(
            who[:n], day[:n], np.full(n, loop.clause, np.int64), item, record, total[:n], row[:n], keys[:n]
        )  # fmt: skip

    def _lists(self, columns: Columns) -> Lists:
        bases: list[int] = []
        begins: list[Array] = []
        of: list[Array] = []
        base = at = 0
        for pool in self._pools:
            begin, found = columns.lists[pool]
            bases.append(base)
            begins.append(begin + at)
            of.append(found)
            base, at = base + len(begin), at + len(found)
        none = np.zeros(1, np.int64)
        return Lists(
            np.array(bases or [0], np.int64), np.concatenate([*begins, none]), np.concatenate([*of, none])
        )  # fmt: skip


def names_of(loops: Sequence[Loop]) -> frozenset[str]:
    """The arrays that loops are given."""
    return frozenset(name for loop in loops for name in (*loop.arrays, *([loop.item] if loop.item else [])))


assert values.SETTLED == 0
