"""The steps of a policy made ready for numbering: of which rules the claims of each clause ask, by columns of keys.

Worked out once for a settlement, and shared by all its courses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import gt, itemgetter
from typing import Any

import attrs

from ipdsl.runtime.kernel import allocate
from ipdsl.runtime.kernel.allocate import FIRST, LADDER, PLACES, RAISE, TEAM, Ints, Tables
from ipdsl.runtime.steps import Bound, Settlement, Step
from ipdsl.runtime.terms import Program
from ipdsl.value_object import ValueObject


@attrs.frozen(eq=False, repr=False, slots=False)
class Rule(ValueObject):
    """A bound with its step, numbered over all steps.

    `state` is that of the step as the kernel numbers it; `is_once`: it is the `once` of an award, without keys one
    `of_item`: row and item. `is_weighed`: a claim is weighed against others of its group, so that one alone is left as
    it is. `columns` are, for each clause whose claims ask of it, the columns of its keys.
    """

    number: int
    at: int
    step: Step
    bound: Bound
    by_year: bool
    state: int
    is_once: bool
    of_item: bool
    is_weighed: bool
    columns: Mapping[int, tuple[int, ...]] = attrs.field(repr=False)

    @cached_property
    def values_of(self) -> Mapping[int, Callable[[Sequence[object]], Any]]:
        """For each clause what takes the values of the keys from those of a claim: of one key the value, else all."""
        return {index: itemgetter(*places) if places else _nothing for index, places in self.columns.items()}

    @property
    def counts_items(self) -> bool:
        """Whether items take places under it: two claims of one item take one."""
        return self.state == PLACES and not self.bound.counts

    @property
    def names(self) -> tuple[str, ...]:
        """The keys and counted fields for which it asks."""
        return self.step.names(self.bound)


@attrs.frozen(eq=False, repr=False, slots=False)
class Table:
    """A settlement, ready for numbering.

    `of_clause` are the rules, by number, of which the claims of each clause ask, `plain` those of them that matter
    where no claim has an older standard, `of_rest` those by which its money waits for later years; `levels` the column
    of its level. `columns` is what the kernel asks of each step. `carries`: money of some award waits for later years.
    """

    settlement: Settlement
    rules: tuple[Rule, ...]
    of_clause: tuple[Ints, ...]
    plain: tuple[Ints, ...]
    of_rest: tuple[Ints, ...]
    levels: tuple[int, ...]
    columns: tuple[Ints, Ints, Ints, Ints, Ints, Ints]
    carries: bool
    _alone: dict[int, Table] = attrs.field(factory=dict, repr=False)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in order."""
        return self.settlement.steps

    def settle(self, tables: Tables) -> None:
        """Settles claims of the settlement, in place. Steps that are not told to lift raise none, or it is a fault."""
        allocate.settle(tables)
        kept, came = tables.kept, tables.came
        if any(map(gt, kept, came)):
            for step, (first, end) in zip(tables.seg_step, pairwise(tables.seg_first), strict=True):
                lifts = self.steps[step].lifts or not any(map(gt, kept[first:end], came[first:end]))
                assert lifts, "a rule that is told not to lift raised a claim"

    def caps_of(self, clause: int) -> tuple[Rule, ...]:
        """The caps over a clause, in order."""
        return tuple(rule for number in self.of_clause[clause] if (rule := self.rules[number]).step.fills)

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

    @cached_property
    def without_teams(self) -> Table:
        """All but what chooses among teams: in one of several claims each may be paid what the others win for it."""
        return table_of(Settlement(tuple(step for step in self.steps if not step.teams), self.settlement.columns))

    def alone(self, bound: Bound) -> Table:
        """One rule by itself. One that counts payments of others stands after what deducts such: none counts twice."""
        alone = self._alone.get(id(bound))
        if alone is None:
            step = next(step for step in self.steps if any(own is bound for own in step.bounds))
            before = self.deducting.steps if step.counts_others and step.of_block else ()
            alone = table_of(Settlement((*before, attrs.evolve(step, bounds=(bound,))), self.settlement.columns))
            self._alone[id(bound)] = alone
        return alone


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
            by_year, of_item = bound.per_year and step.wait == 0, is_once and not bound.keys
            columns = {index: _places(settlement.columns[index], bound.keys) for index in (*bound.reach, *bound.payers)}
            is_weighed = is_once or step.state in (FIRST, LADDER, TEAM)
            rules.append(
                Rule(len(rules), at, step, bound, by_year, int(step.state), is_once, of_item, is_weighed, columns)
            )
    plain = [rule for rule in rules if rule.state != RAISE]
    waiting = [rule for rule in rules if rule.step.wait]
    of_clause, of_plain, of_rest = (_by_clause(settlement, some) for some in (rules, plain, waiting))
    levels = tuple(names.index("level") if "level" in names else -1 for names in settlement.columns)
    return Table(
        settlement, tuple(rules), of_clause, of_plain, of_rest, levels, _columns(settlement), bool(waiting)
    )  # fmt: skip


def _columns(settlement: Settlement) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """What the kernel asks of a step, in the order of its tables."""
    steps = settlement.steps
    return (
        [int(step.state) for step in steps], [int(step.order) for step in steps], [step.number for step in steps],
        [step.wait for step in steps], [int(step.admits) for step in steps], [int(step.lasts) for step in steps],
    )  # fmt: skip


def _by_clause(settlement: Settlement, rules: list[Rule]) -> tuple[Ints, ...]:
    """For each clause the numbers of the rules of which its claims ask."""
    return tuple([rule.number for rule in rules if index in rule.columns] for index in range(len(settlement.columns)))


def _nothing(_: Sequence[object]) -> tuple[()]:
    return ()


def _places(names: tuple[str, ...], keys: tuple[str, ...]) -> tuple[int, ...]:
    """The columns of these keys."""
    return tuple(names.index(key) for key in keys)
