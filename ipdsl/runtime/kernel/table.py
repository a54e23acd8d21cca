"""The steps of a policy made ready for numbering: which groups the claims of each clause ask of, by place of column.

A set of keys is looked up once for a claim, however many rules count by it. Worked out once for a settlement, and
shared by all its courses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ipdsl.making import attrs
from ipdsl.runtime.kernel.allocate import LESS, RAISE, Ints
from ipdsl.runtime.steps import Bound, Settlement, Step
from ipdsl.runtime.terms import Program


class Keys(NamedTuple):
    """A set of keys of a clause: the columns of its names, whether the year belongs to it; the rules that count by it.

    `single` is the column where there is one name, else -1. `of_item`: the row and the item are the key.
    """

    columns: tuple[int, ...]
    single: int
    by_year: bool
    of_item: bool
    across: bool
    rules: tuple[int, ...]


@attrs.frozen
class Rule:
    """A bound with its step, numbered over all steps.

    `state` is that of the step as the kernel numbers it; `is_once`: it is the `once` of an award.
    """

    number: int
    at: int
    step: Step
    bound: Bound
    by_year: bool
    state: int
    is_once: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The keys and counted fields for which it asks."""
        return self.step.names(self.bound)


@attrs.frozen(eq=False)
class Table:
    """A settlement, ready for numbering.

    `of_clause` are the sets of keys of each clause, `plain` those of them that matter where no claim has an older
    standard, `of_rest` those by which its money waits for later years; `levels` the column of its level. `columns` is
    what the kernel asks of each step. `deducts`: what was paid before is deducted of some award.
    """

    settlement: Settlement
    rules: tuple[Rule, ...]
    of_clause: tuple[tuple[Keys, ...], ...]
    plain: tuple[tuple[Keys, ...], ...]
    of_rest: tuple[tuple[Keys, ...], ...]
    levels: tuple[int, ...]
    columns: tuple[Ints, Ints, Ints, Ints, Ints, Ints]
    carries: bool
    deducts: bool
    _alone: dict[int, Table] = attrs.field(factory=dict, repr=False)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in order."""
        return self.settlement.steps

    def once_of(self, clause: int, keys: tuple[str, ...]) -> Rule:
        """The `once` of a clause with these keys."""
        return self._once[clause, keys]

    @cached_property
    def _once(self) -> Mapping[tuple[int, tuple[str, ...]], Rule]:
        return {(index, rule.bound.keys): rule for rule in self.rules if rule.is_once for index in rule.bound.reach}

    @cached_property
    def deducting(self) -> Table:
        """What deducts from proposals what was paid before, by itself."""
        steps = tuple(step for step in self.steps if step.ends and not step.lifts)
        return table_of(Settlement(steps, self.settlement.columns))

    def alone(self, bound: Bound) -> Table:
        """One rule by itself."""
        found = self._alone.get(id(bound))
        if found is None:
            step = next(step for step in self.steps if any(own is bound for own in step.bounds))
            found = table_of(self.settlement.only(attrs.evolve(step, bounds=(bound,))))
            self._alone[id(bound)] = found
        return found


def table_of_program(program: Program) -> Table:
    """The table of a policy, made once."""
    return program.kept(_table)


def _table(program: Program) -> Table:
    return table_of(program.settlement)


def table_of(settlement: Settlement) -> Table:
    """The table of a settlement."""
    rules: list[Rule] = []
    for at, step in enumerate(settlement.steps):
        is_once = step.of_award and not step.ends
        for bound in step.bounds:
            by_year = bound.per_year and step.wait == 0
            rules.append(Rule(len(rules), at, step, bound, by_year, int(step.state), is_once))
    clauses = range(len(settlement.columns))
    plain = [rule for rule in rules if rule.state != RAISE]
    return Table(
        settlement, tuple(rules),
        tuple(tuple(_keys(settlement, rules, index)) for index in clauses),
        tuple(tuple(_keys(settlement, plain, index)) for index in clauses),
        tuple(tuple(_keys(settlement, [rule for rule in rules if rule.step.wait], index)) for index in clauses),
        tuple(_column(settlement.columns[index], "level") for index in clauses),
        _columns(settlement), any(step.wait for step in settlement.steps), any(rule.state == LESS for rule in rules),
    )  # fmt: skip


def _columns(settlement: Settlement) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """What the kernel asks of a step, in the order of its tables."""
    steps = settlement.steps
    return (
        [int(step.state) for step in steps], [int(step.order) for step in steps], [step.number for step in steps],
        [step.wait for step in steps], [int(step.admits) for step in steps], [int(step.lasts) for step in steps],
    )  # fmt: skip


def _keys(settlement: Settlement, rules: list[Rule], index: int) -> Iterator[Keys]:
    """The sets of keys by which rules count a clause, each once."""
    names = settlement.columns[index]
    sets: dict[tuple[tuple[str, ...], bool, bool, bool], list[Rule]] = {}
    for rule in rules:
        bound = rule.bound
        if index in bound.reached or index in bound.payers:
            of_item = rule.is_once and not bound.keys
            sets.setdefault((bound.keys, rule.by_year, bound.across, of_item), []).append(rule)
    for (_, by_year, across, of_item), own in sets.items():
        columns = tuple(names.index(name) for name in own[0].bound.keys)
        single = columns[0] if len(columns) == 1 else -1
        yield Keys(columns, single, by_year, of_item, across, tuple(rule.number for rule in own))


def _column(names: tuple[str, ...], name: str) -> int:
    """The column of a name; -1: none."""
    return names.index(name) if name in names else -1
