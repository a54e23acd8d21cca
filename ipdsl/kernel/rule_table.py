"""The steps of a policy prepared for numbering: the rules over each clause, and earlier payments by their groups.

The rules are computed once for a settlement, with columns of keys, and shared by all its courses.

Earlier payments are ledger lines and payments under other documents. Input: payments with their keys. Output: for each
rule and group the payments that the rule counts. `number` turns them into a state. A payment never makes a group;
without a claim in the group it has no effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from operator import gt, itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeGuard

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Rounding
from ipdsl.ir.facts import NO_BALANCES, NO_LAST, Balances, LedgerLine
from ipdsl.ir.proposal import Payment
from ipdsl.ir.terms import Clause, Manner, Program, Settlement, Step, StepRule
from ipdsl.kernel import allocation
from ipdsl.kernel.allocation import (
    BEST_OF,
    BOUNDLESS,
    DEDUCTION,
    EXCLUSIVE,
    FLOOR,
    LIMIT,
    QUOTA,
    TOP_UP,
    Ints,
    KernelTables,
)
from ipdsl.schema.declarations import PeriodSpan, span_of_keys


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
    span: PeriodSpan | None = None

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
                is_raised = any(map(gt, granted[first:end], requested[first:end]))
                assert not is_raised or self.steps[step].traits.raises_claims, "a rule without lifting raised a claim"

    def caps_of(self, clause: int) -> tuple[Rule, ...]:
        """The caps over a clause, in order."""
        return tuple(rule for number in self.clause_rules[clause] if (rule := self.rules[number]).step.traits.fills)

    def once_of(self, clause: int, keys: tuple[str, ...]) -> Rule:
        """The `once` of a clause with these keys."""
        return self._once_rules[clause, keys]

    @cached_property
    def deducting_rules(self) -> frozenset[int]:
        """The numbers of the rules that deduct what other claims were admitted with."""
        return frozenset(rule.number for rule in self.rules if rule.state in (DEDUCTION, TOP_UP))

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
            count if not step.traits.fills else allocation.BY_RATIO if step.manner is Manner.IN_PROPORTION else 0
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
        return any(rule.step_rule.orders for rule in self.rules)

    @cached_property
    def has_shared_caps(self) -> bool:
        """Whether a rule looks across applicants."""
        return any(rule.step_rule.is_across for rule in self.rules)

    @cached_property
    def deductions_only(self) -> SettlementTable:
        """The rules that deduct earlier payments from proposals, each as a separate step."""
        steps = tuple(step for step in self.steps if step.adjusts_proposals and not step.traits.raises_claims)
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
            before = self.deductions_only.steps if step.traits.counts_other_documents and step.is_block_rule else ()
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
            is_weighed = is_once or step.traits.selects or step.traits.counts_by_level
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
        [int(step.state) for step in steps],
        [allocation.QUEUED if step.wait and step.field_orders else int(step.order) for step in steps],
        [_limit_number(step) if step.traits.fills else step.number for step in steps],
        [step.wait for step in steps], [int(step.traits.admits) for step in steps], [int(step.lasts) for step in steps],
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


KeyValue: TypeAlias = "str | tuple[str, ...]"
GroupKey: TypeAlias = "object"
"""The value of a single key, the values of several, with the year last where the rule counts by year."""

ANY_ROW = "\x00any row"
NO_SUMS: Mapping[str, int] = {}
NO_YEARS: Mapping[int, int] = {}


class ExactSum(NamedTuple):
    """A sum before its rounding, in minor units. After deductions, a rest below the `threshold` is not paid."""

    sum: Fraction | int
    rounding: Rounding
    threshold: Fraction | int = 0


@attrs.define(eq=False, repr=False)
class PriorPayment:
    """The part of a ledger line that a rule needs: complete keys, and the sums of the event in minor units. `due`
    includes carried and lapsed money.

    `uncharged` is what a rule counts that is not in `charged`, because it did not cover the award then: what is due and
    what waits. `document` names a different document, if any. `day` is the day of its event, or the last day of its
    year. `record` is the record of its item that was paid, `line` the line; it is missing for claims that this run
    settled before.

    Made for every line and never changed. It is not frozen, because a frozen class doubles the cost of construction.
    """

    clause: Clause
    root: str
    item: str
    year: int
    row: str | None  # None: any row
    keys: Mapping[str, KeyValue]
    admitted: int
    due: int
    charged: Mapping[str, int]
    proposed: int = 0
    document: str = ""
    paid_by_year: Mapping[int, int] = NO_YEARS
    record: str = ""
    line: LedgerLine | None = None
    day: Date = Date.min
    uncharged: int = 0

    @property
    def payment(self) -> Payment:
        """The payment, as a reason names it."""
        record = self.clause.trigger.record
        return Payment(self.item, self.year, None, self.document, "" if self.document else self.clause.label, record)

    @property
    def counted_amount(self) -> int:
        """The amount that later payments are compared with."""
        return self.admitted


@attrs.frozen(eq=False, repr=False)
class ExternalPayment:
    """A payment under a different document, recorded in a `line`. `kinds` has its kind and the wider kinds,
    `applicant_keys` the keys that mean the applicant. `day` is the day of its event, or the last day of its year.
    """

    policy: str
    clause: str
    item: str
    kinds: tuple[str, ...]
    year: int
    amount: int
    keys: Mapping[str, KeyValue]
    applicant_keys: frozenset[str]
    line: LedgerLine | None = None
    day: Date = Date.min

    @property
    def payment(self) -> Payment:
        """The payment, as a reason names it."""
        return Payment(self.item, self.year, None, self.policy, kind=self.kinds[0] if self.kinds else "")

    @property
    def counted_amount(self) -> int:
        """The amount that later payments are compared with."""
        return self.amount

    def counts_for(self, names: tuple[str, ...], kinds: frozenset[str]) -> bool:
        """Whether a rule with these keys over awards of these kinds counts it."""
        return not self.applicant_keys.issuperset(names) or not kinds.isdisjoint(self.kinds)


AnyPayment: TypeAlias = PriorPayment | ExternalPayment
PaymentsByGroup: TypeAlias = Mapping[GroupKey, list[AnyPayment]]
NO_PAYMENTS: PaymentsByGroup = {}


class PaymentHistory:
    """The payments of one applicant, by rule and group, computed when a rule first asks.

    `lines` are the lines of this policy by clause. `external_by_clause` has lines under other labels, which count for
    the `once` of a clause: of other documents whose label is now a clause, and of an award that was split. `published`
    has the published data of rules across applicants.
    """

    __slots__ = ("_payments_by_rule", "external", "external_by_clause", "lines", "published")

    def __init__(
        self, lines: Mapping[int, list[PriorPayment]], external: tuple[ExternalPayment, ...] = (),
        external_by_clause: Mapping[int, tuple[PriorPayment, ...]] | None = None,
        published: Balances = NO_BALANCES,
    ) -> None:  # fmt: skip
        self.lines, self.external, self.external_by_clause = (
            dict(sorted(lines.items())),
            external,
            external_by_clause or {},
        )
        self.published = published
        self._payments_by_rule: dict[int, PaymentsByGroup] = {}

    def __bool__(self) -> bool:
        return bool(self.external or self.external_by_clause) or any(self.lines.values())

    def concerns(self, rule: Rule) -> bool:
        """Whether a rule may count anything of it."""
        return bool(self.external or self.external_by_clause) or not rule.columns.keys().isdisjoint(self.lines)

    def payments_by_group(self, rule: Rule) -> PaymentsByGroup:
        """The payments that a rule counts, by group."""
        by_group = self._payments_by_rule.get(id(rule))
        if by_group is None:
            by_group = self._payments_by_rule[id(rule)] = (
                self._group_payments(rule) if self.concerns(rule) else NO_PAYMENTS
            )
        return by_group

    def _group_payments(self, rule: Rule) -> PaymentsByGroup:
        by_group: dict[GroupKey, list[AnyPayment]] = {}
        names = rule.step_rule.keys
        for payment in self._counted_payments(rule):
            groups: Iterable[GroupKey] = ()
            if rule.is_per_item and isinstance(payment, PriorPayment):
                groups = ((ANY_ROW if payment.row is None else payment.row, payment.root, payment.item),)
            else:
                groups = groups_of([*map(payment.keys.get, names)], payment.year if rule.is_per_year else None)
            for group in groups:
                by_group.setdefault(group, []).append(payment)
        return by_group

    def _counted_payments(self, rule: Rule) -> list[AnyPayment]:
        bound, state, counted = rule.step_rule, rule.state, list[AnyPayment]()
        clauses = bound.payers if state == DEDUCTION else bound.reached_clauses
        for index, lines in self.lines.items():
            if index in clauses:
                counted += [*self.external_by_clause.get(index, ()), *lines] if rule.is_once else lines
        if rule.is_once and self.external_by_clause:
            counted += [
                held
                for index in bound.reach
                if index not in self.lines
                for held in self.external_by_clause.get(index, ())
            ]
        if self.external and state in (EXCLUSIVE, TOP_UP):
            kinds = frozenset(rule.step.kinds)
            counted += [payment for payment in self.external if payment.counts_for(bound.keys, kinds)]
        elif self.external and state == DEDUCTION:
            counted += [payment for payment in self.external if not {*rule.step.kinds}.isdisjoint(payment.kinds)]
        return counted


def groups(
    names: tuple[str, ...], value_of: Callable[[str], KeyValue | None], year: int | None
) -> Iterable[GroupKey]:  # fmt: skip
    """The groups of a claim or payment with these keys: none where one is missing, several where one is a list."""
    return groups_of([value_of(name) for name in names], year)


def groups_of(values: Sequence[KeyValue | None], year: int | None) -> Iterable[GroupKey]:
    """The groups of these values of keys."""
    if None in values:
        return ()
    if tuple in map(type, values):
        parts = [value if isinstance(value, tuple) else (value,) for value in values]
        return dict.fromkeys(_group(list(each), year) for each in product(*parts))
    return (_group(values, year),)


def _group(values: Sequence[KeyValue | None], year: int | None) -> GroupKey:
    """One group, as numbering looks it up."""
    if year is not None:
        return (*values, year)
    return values[0] if len(values) == 1 else tuple(values)


def amount_taken(rule: Rule, payment: AnyPayment) -> int:
    """The amount that a payment uses of a rule: the charge for a room, the sum paid in a year for competing claims,
    otherwise the amount that later payments are compared with.

    A line without a charge under the rule uses what is due of it, and what waits.
    """
    if isinstance(payment, PriorPayment):
        if rule.state == LIMIT:
            charged = payment.charged.get(rule.step_rule.name)
            return payment.uncharged if charged is None else charged
        if rule.state == BEST_OF:
            return max(0, payment.due)
    return payment.counted_amount


def total_taken(rule: Rule, payments: Iterable[AnyPayment]) -> int:
    """What earlier payments took of the room of a group."""
    return sum([amount_taken(rule, payment) for payment in payments])


def payments_of_group(rule: Rule, group: GroupKey, recalls: Iterable[PaymentHistory]) -> list[AnyPayment]:
    """The earlier payments to several applicants in a group of a rule across applicants."""
    return [payment for recall in recalls for payment in recall.payments_by_group(rule).get(group, ())]


def amount_in_year(payment: AnyPayment, year: int) -> int:
    """What a payment took of the room of a year where money waits."""
    return payment.paid_by_year.get(year, 0) if isinstance(payment, PriorPayment) else 0


def taken_in_year(rule: Rule, payments: Sequence[AnyPayment], year: int) -> int:
    """What payments took of the room of a year where money waits.

    If one of them waited for later years, nothing of the year is left in a queue in which nothing may pass it.
    """
    is_queue = rule.step_rule.is_across and rule.step.manner is not Manner.WHOLE
    if is_queue and any(payment.line is not None and payment.line.waited_after(year) for payment in payments):
        return BOUNDLESS
    return sum([amount_in_year(payment, year) for payment in payments])


def exhausting_payment(payments: PaymentsByGroup, group: GroupKey, *, of_item: bool) -> AnyPayment | None:
    """The last payment that used a `once` up; an item also where it was paid under any row."""
    group_payments = payments.get(group)
    if of_item and (group_payments is None or not any(payment.counted_amount > 0 for payment in group_payments)):
        assert isinstance(group, tuple)
        group_payments = payments.get((ANY_ROW, *group[1:]))
    return next((payment for payment in reversed(group_payments or ()) if payment.counted_amount > 0), None)


def counted_values(rule: Rule, root: str, item: str, record: str, value: KeyValue | None) -> tuple[object, ...]:
    """What takes a place under a limit: the record, which one of its item it may be, or the values of the counted
    field, each once; none where the kind lacks it.
    """
    if not rule.step_rule.counted_field:
        return ((root, item, record),)
    if value is None:
        return ()
    if rule.step_rule.counts_records:
        return ((value, root, item, record),)
    return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else (value,)


def took_place(payment: AnyPayment, rule: Rule) -> TypeGuard[PriorPayment]:
    """Whether an earlier claim took a place of a limit. If the limit granted nothing, the line states a charge of 0."""
    name = rule.step_rule.name
    return isinstance(payment, PriorPayment) and payment.admitted > 0 and payment.charged.get(name, 1) > 0


def values_with_places(
    rule: Rule, payments: Iterable[AnyPayment]
) -> Iterator[tuple[PriorPayment, tuple[object, ...]]]:  # fmt: skip
    """The earlier payments that took places of a limit, each with the values that took them.

    A line that has no money and states no charge of the limit may have taken none. If the lines name more values than
    there are places, such a line uses places up, and opens them to no claim.
    """
    name, field = rule.step_rule.name, rule.step_rule.counted_field
    held = [payment for payment in payments if took_place(payment, rule)]
    values = [counted_values(rule, each.root, each.item, each.record, each.keys.get(field)) for each in held]
    is_full = len({value for each in values for value in each}) > rule.step.number
    for payment, each in zip(held, values, strict=True):
        is_unproven = payment.due <= 0 and name not in payment.charged
        yield payment, tuple((None, value) for value in each) if is_full and is_unproven else each


def places_taken(rule: Rule, payments: Iterable[AnyPayment]) -> set[object]:
    """What takes the places of a limit since before."""
    return {value for _, values in values_with_places(rule, payments) for value in values}
