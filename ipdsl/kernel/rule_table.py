"""The steps of a policy prepared for numbering: the rules over each clause, with columns of keys.

Computed once for a settlement, and shared by all its courses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import gt, itemgetter
from typing import Any

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.ir.facts import NO_LAST
from ipdsl.ir.steps import Manner, Settlement, Step, StepRule
from ipdsl.ir.terms import Program
from ipdsl.kernel import allocation
from ipdsl.kernel.allocation import BEST_OF, EXCLUSIVE, FLOOR, QUOTA, TOP_UP, Ints, KernelTables
from ipdsl.schema.periods import Span, span_of_keys


@attrs.frozen(eq=False, repr=False, slots=False)
class Rule(ValueObject):
    """A bound with its step, numbered over all steps.

    `state` is that of the step as the kernel numbers it; `is_once`: it is the `once` of an award, without keys one
    `is_per_item`: row and item. `is_weighed`: a claim is weighed against others of its group, so that one alone is left
    as it is. `span` is the length of the span in which payments count. `columns` are, for each clause whose claims ask
    of it, the columns of its keys.
    """

    number: int
    step_index: int
    step: Step
    step_rule: StepRule
    is_per_year: bool
    state: int
    is_once: bool
    is_per_item: bool
    is_weighed: bool
    columns: Mapping[int, tuple[int, ...]] = attrs.field(repr=False)
    span: Span | None = None

    @cached_property
    def key_getters(self) -> Mapping[int, Callable[[Sequence[object]], Any]]:
        """For each clause the function that selects the values of its keys: the value of a single key, otherwise
        all."""
        return {index: itemgetter(*places) if places else _no_values for index, places in self.columns.items()}

    @property
    def counts_items(self) -> bool:
        """Whether items take places under it: two claims of one item take one."""
        return self.state == QUOTA and not self.step_rule.counted_field

    @property
    def names(self) -> tuple[str, ...]:
        """The keys and counted fields for which it asks."""
        return self.step.names(self.step_rule)


@attrs.frozen(eq=False, repr=False, slots=False)
class SettlementTable:
    """A settlement prepared for numbering.

    `clause_rules` are the numbers of the rules over each clause. `rules_without_standard` are those that matter if no
    claim has an older standard, `carry_over_rules` those by which its money is carried into later years. `levels` is
    the column of its level, `columns` the kernel's data of each step. `has_carry_over`: some award carries money.
    """

    settlement: Settlement
    rules: tuple[Rule, ...]
    clause_rules: tuple[Ints, ...]
    rules_without_standard: tuple[Ints, ...]
    carry_over_rules: tuple[Ints, ...]
    levels: tuple[int, ...]
    columns: tuple[Ints, Ints, Ints, Ints, Ints, Ints]
    has_carry_over: bool
    _single_rule_tables: dict[int, SettlementTable] = attrs.field(factory=dict, repr=False)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in order."""
        return self.settlement.steps

    def settle(self, tables: KernelTables) -> None:
        """Settles claims of the settlement, in place. Steps that are not told to lift raise none, or it is a fault."""
        allocation.settle(tables)
        granted, requested = tables.granted, tables.requested
        if any(map(gt, granted, requested)):
            for step, (first, end) in zip(tables.seg_step, pairwise(tables.seg_first), strict=True):
                lifts = self.steps[step].raises_claims or not any(map(gt, granted[first:end], requested[first:end]))
                assert lifts, "a rule without lifting raised a claim"

    def caps_of(self, clause: int) -> tuple[Rule, ...]:
        """The caps over a clause, in order."""
        return tuple(rule for number in self.clause_rules[clause] if (rule := self.rules[number]).step.fills)

    def once_of(self, clause: int, keys: tuple[str, ...]) -> Rule:
        """The `once` of a clause with these keys."""
        return self._once_rules[clause, keys]

    @cached_property
    def _once_rules(self) -> Mapping[tuple[int, tuple[str, ...]], Rule]:
        return {
            (index, rule.step_rule.keys): rule for rule in self.rules if rule.is_once for index in rule.step_rule.reach
        }

    @cached_property
    def with_own_limits(self) -> SettlementTable:
        """The same rules, but each claim gets at most the rest of its own amount of a cap: neither the least amount
        counts nor another manner. The claims of a group never get less in total.
        """
        state, order, number, wait, admits, lasts = self.columns
        numbers = [
            count if not step.fills else allocation.BY_RATIO if step.manner is Manner.IN_PROPORTION else 0
            for step, count in zip(self.steps, number, strict=True)
        ]
        return attrs.evolve(self, columns=(state, order, numbers, wait, admits, lasts), single_rule_tables={})

    @cached_property
    def with_published_ranks(self) -> SettlementTable:
        """The same rules for one applicant alone, whose records are selected by published ranks: a selection passes on
        all claims that reach it.
        """
        if not any(rule.step_rule.counts_records for rule in self.rules):
            return self
        steps = tuple(
            attrs.evolve(step, number=NO_LAST, rules=(attrs.evolve(step.first_rule, is_across=False),))
            if step.first_rule.counts_records
            else step
            for step in self.steps
        )
        return table_of(Settlement(steps, self.settlement.columns))

    @cached_property
    def has_other_limits(self) -> bool:
        """Whether the amounts of a cap may differ by claim, or claims share one in another manner than in order."""
        return any(step.takes_least_limit or not step.is_divided for step in self.steps)

    @cached_property
    def has_field_orders(self) -> bool:
        """Whether a step orders claims by a field of their record."""
        return any(rule.step_rule.order is not None for rule in self.rules)

    @cached_property
    def has_shared_caps(self) -> bool:
        """Whether a rule looks across applicants."""
        return any(rule.step_rule.is_across for rule in self.rules)

    @cached_property
    def deductions_only(self) -> SettlementTable:
        """The rules that deduct earlier payments from proposals, each as a separate step."""
        steps = tuple(step for step in self.steps if step.adjusts_proposals and not step.raises_claims)
        return table_of(Settlement(steps, self.settlement.columns))

    def for_single_claim(self, clause: int) -> SettlementTable:
        """The rules under which a claim of the clause is paid no less alone than with other claims."""
        steps = tuple(step for step in self.steps if not step.may_need_others(clause))
        if len(steps) == len(self.steps):
            return self
        key = tuple(map(id, steps))
        if key not in self._tables_of_steps:
            self._tables_of_steps[key] = table_of(Settlement(steps, self.settlement.columns))
        return self._tables_of_steps[key]

    @cached_property
    def _tables_of_steps(self) -> dict[tuple[int, ...], SettlementTable]:
        """The tables with some of the steps, by their identities."""
        return {}

    def single_rule(self, bound: StepRule) -> SettlementTable:
        """A single rule as a step. A rule that counts payments of others follows the deduction of such payments, so
        that no payment counts twice."""
        table = self._single_rule_tables.get(id(bound))
        if table is None:
            step = next(step for step in self.steps if any(candidate is bound for candidate in step.rules))
            before = self.deductions_only.steps if step.counts_other_documents and step.is_block_rule else ()
            table = table_of(Settlement((*before, attrs.evolve(step, rules=(bound,))), self.settlement.columns))
            self._single_rule_tables[id(bound)] = table
        return table


def table_of_program(program: Program) -> SettlementTable:
    """The table of a policy, made once."""
    return program.compute_once(_table)


def _table(program: Program) -> SettlementTable:
    return table_of(program.settlement)


def table_of(settlement: Settlement) -> SettlementTable:
    """The table of a settlement."""
    rules: list[Rule] = []
    for step_index, step in enumerate(settlement.steps):
        is_once = step.is_of_award and not step.adjusts_proposals
        for bound in step.rules:
            is_per_year, is_per_item = bound.per_year and step.wait == 0, is_once and not bound.keys
            columns = {index: _places(settlement.columns[index], bound.keys) for index in (*bound.reach, *bound.payers)}
            is_weighed = is_once or step.state in (EXCLUSIVE, TOP_UP, BEST_OF)
            rules.append(
                Rule(
                    len(rules),
                    step_index,
                    step,
                    bound,
                    is_per_year,
                    int(step.state),
                    is_once,
                    is_per_item,
                    is_weighed,
                    columns,
                    span_of_keys(bound.keys),
                )
            )
    plain = [rule for rule in rules if rule.state != FLOOR]
    waiting = [rule for rule in rules if rule.step.wait]
    clause_rules, of_plain, carry_over_rules = (_rules_by_clause(settlement, some) for some in (rules, plain, waiting))
    levels = tuple(names.index("level") if "level" in names else -1 for names in settlement.columns)
    return SettlementTable(
        settlement, tuple(rules), clause_rules, of_plain, carry_over_rules, levels, _columns(settlement), bool(waiting)
    )  # fmt: skip


def _columns(settlement: Settlement) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """What the kernel asks of a step, in the order of its tables."""
    steps = settlement.steps
    return (
        [int(step.state) for step in steps], [int(step.order) for step in steps],
        [_limit_number(step) if step.fills else step.number for step in steps],
        [step.wait for step in steps], [int(step.admits) for step in steps], [int(step.lasts) for step in steps],
    )  # fmt: skip


def _limit_number(step: Step) -> int:
    """How claims share the limit of a step, as the kernel numbers it."""
    return allocation.LEAST if step.takes_least_limit else int(step.manner)


def _rules_by_clause(settlement: Settlement, rules: list[Rule]) -> tuple[Ints, ...]:
    """For each clause the numbers of the rules over its claims."""
    return tuple([rule.number for rule in rules if index in rule.columns] for index in range(len(settlement.columns)))


def _no_values(_: Sequence[object]) -> tuple[()]:
    return ()


def _places(names: tuple[str, ...], keys: tuple[str, ...]) -> tuple[int, ...]:
    """The columns of these keys."""
    return tuple(names.index(key) for key in keys)
