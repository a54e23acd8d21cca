"""Claims to rows of ints. Groups get their numbers only in this module.

Input: claims in claim order, each with its clause, year, sum and the keys that the steps over its clause use. Output:
the tables of the kernel. A group that cannot bind is omitted: a room that covers the sum of all its proposals, places
for all its values, or a single claim in a comparison of claims. The amount that reaches a rule is at most the proposed
amount, unless an older standard can raise a claim; then no room is omitted. For most rules this is decided before any
group is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeAlias

import attrs

from ipdsl.base.values.days import Date, add, first_day_spanning
from ipdsl.base.values.money import Mode
from ipdsl.ir.terms import StepRule
from ipdsl.kernel import allocation
from ipdsl.kernel.allocation import (
    BEST_OF,
    CARRY_OVER,
    DEDUCTION,
    EXCLUSIVE,
    FLOOR,
    LIMIT,
    NO_YEAR,
    QUOTA,
    TOP_UP,
    UNPAID,
    KernelTables,
)
from ipdsl.kernel.rule_table import (
    AnyPayment,
    ExactSum,
    ExternalPayment,
    GroupKey,
    KeyValue,
    PaymentHistory,
    PriorPayment,
    Rule,
    SettlementTable,
    amount_taken,
    counted_values,
    exhausting_payment,
    groups_of,
    payments_of_group,
    places_taken,
    taken_in_year,
    total_taken,
    values_with_places,
)
from ipdsl.schema.declarations import PeriodSpan

MODES = {
    Mode.DOWN: allocation.DOWN, Mode.HALF_UP: allocation.HALF_UP, Mode.UP: allocation.UP,
    Mode.HALF_EVEN: allocation.HALF_EVEN,
}  # fmt: skip

LimitOf: TypeAlias = Callable[[StepRule, int], int]
"""The room of a rule in a year, where it comes from the year's figures."""

BROUGHT_FORWARD = NO_YEAR
"""In place of a year: the row of a claim that asks only for carried money."""


class ClaimLimit(NamedTuple):
    """The amount of a cap by the facts of a claim, and the support of others that was subtracted from it."""

    amount: int
    support: int = 0


NO_LIMITS: Mapping[str, ClaimLimit] = {}
NO_VALUES: Mapping[str, int | Fraction | None] = {}
NOTHING_FREED: Mapping[tuple[int, str, GroupKey], int] = {}

_Row: TypeAlias = tuple[int, int, int, int, int, Sequence[int]]
"""Who asks: year, step, claim, group, `more` and the values of its bound; a claim of -1 opens a step."""


class CarryOverYears(Protocol):
    """What is known of an applicant's years, where money may wait for later ones."""

    @property
    def last_year(self) -> int:
        """The last year settled for money that waits; 0: none."""

    @property
    def last_ended_year(self) -> int:
        """The last year that has ended by the as-of date."""

    def suspended_clauses(self, year: int) -> frozenset[int]:
        """The clauses without payments of carried money in that year."""


class ClaimRow(NamedTuple):
    """One claim. `identity` is what it is: its row, kind and item; `once_keys` are the keys of the `once_keys` of its
    row.

    `standard` is what an older document promised; `deducts`: something may be deducted; `exact` is its sum before the
    rounding, where it is deducted before that; `counted_lines` are the lines of others that were deducted from it.
    Money that an earlier run carried waits `since` and `until`; 0: the claim is of this run. `is_known`: money that
    waits is settled up to its year. `record` is the id of its record.
    `limits` are the amounts that it states for caps, by function; `order_values` its values of fields that order
    claims, days as numbers (`None`: it has no value). `day` is its day, for rules with a span.
    """

    clause: int
    year: int
    total: int
    keys: Sequence[KeyValue | None]
    identity: tuple[str, str, str]
    once_keys: tuple[str, ...] | None = None
    standard: int = 0
    deducts: bool = False
    exact: ExactSum | None = None
    since: int = 0
    until: int = 0
    is_known: bool = True
    record: str = ""
    counted_lines: Collection[object] = ()
    limits: Mapping[str, ClaimLimit] = NO_LIMITS
    order_values: Mapping[str, int | Fraction | None] = NO_VALUES
    day: Date = Date.min


class ClaimTable(NamedTuple):
    """Claims in claim order, by column; see `ClaimRow`."""

    clause: list[int]
    year: list[int]
    total: list[int]
    keys: list[Sequence[KeyValue | None]]
    identity: list[tuple[str, str, str]]
    once_keys: list[tuple[str, ...] | None]
    standard: list[int]
    deducts: list[bool]
    exact: list[ExactSum | None]
    since: list[int]
    until: list[int]
    is_known: list[bool]
    record: list[str]
    counted_lines: list[Collection[object]]
    limits: list[Mapping[str, ClaimLimit]]
    order_values: list[Mapping[str, int | Fraction | None]]
    day: list[Date]

    @classmethod
    def from_rows(cls, rows: Sequence[ClaimRow]) -> ClaimTable:
        """The columns of these claims: one or more."""
        return cls(*map(list, zip(*rows, strict=True)))


class ApplicantContext(NamedTuple):
    """One applicant: what it was paid before, its rooms, and its years where money may wait."""

    recall: PaymentHistory
    limit_of: LimitOf
    years: CarryOverYears | None = None


@attrs.define(eq=False, repr=False)
class ClaimGroup:
    """A group with its rule: the claims that ask, by number and in claim order; its applicant; and earlier payments,
    which belong to any applicant if the rule is across applicants.

    If money is carried, `first_year` is the first year that may not pay all requested amounts. No money is carried
    before.
    """

    rule: Rule
    key: GroupKey
    applicant: int
    members: list[int]
    payments: Sequence[AnyPayment]
    first_year: int = 0


class GroupedClaims:
    """The tables of one course and the meaning of their numbers.

    `binding` has the groups that may bind, in the order of their numbers. If `tables` is missing, no group may bind,
    and every claim keeps the proposed amount. `freed` is what caps count no longer before a claim, by claim, name of
    the cap and group.
    """

    __slots__ = (
        "_counted_before",
        "_has_standard",
        "_recalls",
        "applicant_of",
        "applicants",
        "binding",
        "claims",
        "freed",
        "table",
        "tables",
    )

    def __init__(
        self,
        table: SettlementTable,
        claims: ClaimTable,
        applicants: Sequence[ApplicantContext],
        applicant_of: Sequence[int] = (),
        freed: Mapping[tuple[int, str, GroupKey], int] = NOTHING_FREED,
    ) -> None:
        self.table, self.claims, self.applicants, self.freed = table, claims, applicants, freed
        self.applicant_of = applicant_of if len(applicants) > 1 else ()
        self._has_standard = any(claims.standard)
        self._recalls = [*dict.fromkeys([applicant.recall for applicant in applicants if applicant.recall])]
        self._counted_before: dict[tuple[int, int], dict[int, int]] = {}
        self.binding = self._find_binding()
        self.tables: KernelTables | None = _TableBuilder(self).tables() if self.binding else None

    # ------------------------------------------------------------------------------------------ what counts once

    def mark_counted(self, i: int, rule: Rule, payments: Iterable[AnyPayment]) -> None:
        """These payments count for a claim already when it comes to a rule."""
        self._counted_before.setdefault((i, rule.step_index), {}).update(
            (id(payment), payment.counted_amount) for payment in payments
        )

    def is_counted(self, i: int, rule: Rule, payment: AnyPayment) -> bool:
        """Whether a payment counted for a claim before it came to a rule."""
        return bool(self._counted_before) and id(payment) in self._counted_before.get((i, rule.step_index), ())

    # ------------------------------------------------------------------------------------------ who shares a group

    def applicable_rules(self, i: int) -> list[Rule]:
        """The rules that a claim meets, where it was proposed at more than nothing: it lacks none of their keys."""
        claims, rules = self.claims, self.table.rules
        if claims.since[i]:
            return []
        clause, keys = claims.clause[i], claims.keys[i]
        over = [
            rules[number]
            for number in (self.table.clause_rules if self._has_standard else self.table.rules_without_standard)[clause]
        ]
        return [
            rule
            for rule in over
            if all(keys[column] is not None and keys[column] != () for column in rule.columns[clause])
        ]

    def _claims_by_rule(self) -> dict[int, list[int]]:
        """The claims that may meet each rule."""
        table, claims = self.table, self.claims
        by_clause: dict[int, list[int]] = {}
        for i, clause in enumerate(claims.clause):
            if claims.since[i]:
                by_clause.setdefault(~clause, []).append(i)  # no other rule applies to carried money
            elif claims.total[i] > 0:
                by_clause.setdefault(clause, []).append(i)
        of_clause = table.clause_rules if self._has_standard else table.rules_without_standard
        by_rule: dict[int, list[int]] = {}
        for clause, indices in by_clause.items():
            for number in table.carry_over_rules[~clause] if clause < 0 else of_clause[clause]:
                by_rule[number] = by_rule[number] + indices if number in by_rule else indices
        return by_rule

    def _find_binding(self) -> list[ClaimGroup]:
        """The groups that may bind, by rule and then as claims come upon them."""
        rules, by_rule = self.table.rules, self._claims_by_rule()
        deducting = self.table.deducting_rules & by_rule.keys() if len(self.claims.clause) > 1 or self._recalls else ()
        counted = set[int]().union(*map(by_rule.__getitem__, deducting))
        """Claims whose admitted amount a rule may deduct: no rule that admits is left out for them."""
        binding: list[ClaimGroup] = []
        for number in sorted(by_rule):
            rule, indices = rules[number], by_rule[number]
            recalls = [recall for recall in self._recalls if recall.concerns(rule)]
            if not (recalls or counted) and self._has_enough(rule, indices):
                continue
            before, rule_groups = len(binding), list[ClaimGroup]()
            for (applicant, group), members in self._members_by_group(rule, sorted(indices)).items():
                past = self._prior_payments(rule, applicant, group) if recalls else ()
                if rule.is_weighed and len(members) == 1 and not (past or counted):
                    continue
                claim_group = ClaimGroup(rule, group, applicant, members, past)
                rule_groups.append(claim_group)
                if self._can_bind(claim_group) or (rule.step.traits.admits and not counted.isdisjoint(members)):
                    binding.append(claim_group)
            if rule.state == CARRY_OVER and len(rule_groups) > 1 and len(binding) > before:
                binding[before:] = _groups_waiting_together(rule_groups, binding[before:])
        return binding

    def _has_enough(self, rule: Rule, indices: list[int]) -> bool:
        """Whether a rule leaves these claims what they ask for, however they share its groups."""
        if rule.is_weighed:
            return len(indices) == 1
        if rule.state == LIMIT:
            amount = (
                None
                if rule.step_rule.is_across and any(any(context.recall.published) for context in self.applicants)
                else rule.step_rule.amount
            )
            return (
                amount is not None and not self._has_standard and sum([self.claims.total[i] for i in indices]) <= amount
            )
        return rule.state == QUOTA and not rule.step_rule.counted_field and len(indices) <= rule.step.number

    def _members_by_group(self, rule: Rule, indices: list[int]) -> dict[tuple[int, GroupKey], list[int]]:
        """The groups of these claims by applicant, as they come upon them."""
        clause, year, keys = self.claims.clause, self.claims.year, self.claims.keys
        values_of, has_one, by_year = rule.key_getters, len(rule.step_rule.keys) == 1, rule.is_per_year
        by_group: dict[tuple[int, GroupKey], list[int]] = {}
        applicant, who = 0, () if rule.step_rule.is_across else self.applicant_of
        for i in indices:
            if rule.is_per_item:
                groups: Iterable[GroupKey] = (self.claims.identity[i],)
            else:
                value = values_of[clause[i]](keys[i])
                if value is None or (not has_one and None in value):
                    continue
                if has_one and type(value) is str:
                    groups = ((value, year[i]) if by_year else value,)
                else:
                    groups = groups_of([value] if has_one else value, year[i] if by_year else None)
            if who:
                applicant = who[i]
            for group in groups:
                if (members := by_group.get((applicant, group))) is None:
                    by_group[applicant, group] = [i]
                else:
                    members.append(i)
        return by_group

    def _prior_payments(self, rule: Rule, applicant: int, group: GroupKey) -> Sequence[AnyPayment]:
        """What was paid before in a group."""
        if rule.step_rule.is_across:
            return payments_of_group(rule, group, self._recalls)
        payments = self.applicants[applicant].recall.payments_by_group(rule)
        if rule.is_once and rule.span is None:
            last = exhausting_payment(payments, group, of_item=rule.is_per_item)
            return () if last is None else (last,)
        return payments.get(group, ())

    # ------------------------------------------------------------------------------------------ which groups ask

    def _can_bind(self, claim_group: ClaimGroup) -> bool:
        """Whether the group may leave less to a claim than it asks for, or more."""
        rule, claims, members, state = claim_group.rule, self.claims, claim_group.members, claim_group.rule.state
        if state == CARRY_OVER:
            claim_group.first_year = self._first_waiting_year(claim_group)
            return claim_group.first_year != NO_YEAR
        if state == LIMIT:
            requested = sum([claims.total[i] for i in members])
            if claim_group.payments:
                requested += total_taken(rule, claim_group.payments)
            limited = members if rule.step_rule.is_by_claim else members[:1]
            return (
                self._has_standard
                or (rule.step_rule.is_across and any(self.published_ratio(claim_group, i) is not None for i in members))
                or requested > min([self.claim_limit(claim_group, i) for i in limited])
            )
        if rule.is_once:
            return (len(members) > 1 or bool(claim_group.payments)) and any(
                claims.once_keys[i] == rule.step_rule.keys for i in members
            )
        if state == FLOOR:
            return any(claims.standard[i] for i in members)
        if state == DEDUCTION:
            return any(claims.deducts[i] for i in members) and (len(members) > 1 or bool(claim_group.payments))
        if claim_group.payments:
            return True
        if state == QUOTA:
            if len(members) <= rule.step.number and not rule.step_rule.counted_field:
                return False
            places = rule.step.number - self.places_taken_by_others(claim_group)
            return len({value for i in members for value in self.counted_values(rule, i)}) > places
        if rule.is_weighed and len(members) == 1:
            return False
        if state == BEST_OF:
            return len({self.team_of(rule, i) for i in members}) > 1
        if state == TOP_UP:
            levels = {self.level(i) for i in members}
            return len(levels) > 1 or None in levels
        return True

    def limit(self, rule: Rule, applicant: int, year: int) -> int:
        """The room that a rule leaves in a year; of a cap across applicants each may state its own figure."""
        bound = rule.step_rule
        return bound.amount or 0 if bound.function is None else self.applicants[applicant].limit_of(bound, year)

    def claim_limit(self, claim_group: ClaimGroup, i: int) -> int:
        """The room of a group in the year of a claim, as this claim states it, with what counts no longer. A published
        balance is separate from the amounts that ledger lines took.
        """
        if claim_group.rule.step_rule.is_across:
            name = claim_group.rule.step_rule.name, claim_group.key
            for stating in self.applicants:  # all who state it state the same
                if (left := stating.recall.published.left.get(name)) is not None:
                    return left + total_taken(claim_group.rule, claim_group.payments)
        bound = claim_group.rule.step_rule
        if bound.is_by_claim:
            assert bound.function is not None
            limit = self.claims.limits[i][bound.function].amount
        else:
            applicant = self.applicant_of[i] if self.applicant_of else claim_group.applicant
            limit = self.limit(claim_group.rule, applicant, self.claims.year[i])
        return limit + self.freed_amount(claim_group, i) if self.freed else limit

    def freed_amount(self, claim_group: ClaimGroup, i: int) -> int:
        """What a cap counts no longer in a group before a claim."""
        return self.freed.get((i, claim_group.rule.step_rule.name, claim_group.key), 0)

    def places_taken_by_others(self, claim_group: ClaimGroup) -> int:
        """The published number of places that other applicants have."""
        if not claim_group.rule.step_rule.is_across:
            return 0
        key = claim_group.rule.step_rule.name, claim_group.key
        return max([context.recall.published.taken.get(key, 0) for context in self.applicants], default=0)

    def published_ratio(self, claim_group: ClaimGroup, i: int) -> Fraction | None:
        """The published ratio by which a group of a rule across applicants cuts the claims of the year of a claim."""
        key = claim_group.rule.step_rule.name, claim_group.key, self.claims.year[i]
        stated = (context.recall.published.ratios.get(key) for context in self.applicants)
        return next((ratio for ratio in stated if ratio is not None), None)

    def _first_waiting_year(self, claim_group: ClaimGroup) -> int:
        """The first year that may not pay all that is asked of it, or at whose end money lapses. `NO_YEAR`: none."""
        claims, first = self.claims, NO_YEAR
        requested: dict[int, int] = {}
        for i in claim_group.members:
            year = min(claims.since[i], claims.until[i]) or claims.year[i]
            if claims.since[i] or self._has_standard:
                first = min(first, year)
            else:
                requested[year] = requested.get(year, 0) + claims.total[i]
        for year, total in requested.items():
            taken = taken_in_year(claim_group.rule, claim_group.payments, year)
            if year < first and total + taken > self.limit(claim_group.rule, claim_group.applicant, year):
                first = year
        return first

    def counted_values(self, rule: Rule, i: int) -> tuple[object, ...]:
        """What of a claim takes places under a limit."""
        claims, (_, root, item) = self.claims, self.claims.identity[i]
        names = self.table.settlement.columns[claims.clause[i]]
        value = claims.keys[i][names.index(rule.step_rule.counted_field)] if rule.step_rule.counted_field else None
        return counted_values(rule, root, item, claims.record[i], value)

    def team_of(self, rule: Rule, i: int) -> tuple[int, int]:
        """The team of a claim: an inner block competes as a whole, other claims compete separately."""
        place = rule.step.team_of[self.claims.clause[i]]
        return place, -1 if place in rule.step.groups else i

    def level(self, i: int) -> KeyValue | None:
        """The level of a claim, by which `top up` groups the amounts granted before."""
        column = self.table.levels[self.claims.clause[i]]
        return self.claims.keys[i][column] if column >= 0 else None


def is_different_level(level: KeyValue | None, claim_level: KeyValue | None) -> bool:
    """Whether a payment at one level counts for a claim at a different level. Without a level all payments count."""
    return level is None or claim_level is None or level != claim_level


_span_of: Callable[[ClaimGroup], PeriodSpan | None] = attrgetter("rule.span")


class _TableBuilder:
    """Fills the tables of a course, group by group."""

    def __init__(self, numbered: GroupedClaims) -> None:
        self.grouped, self.claims = numbered, numbered.claims
        self.applicant_of = numbered.applicant_of or [0] * len(self.claims.year)
        self.states = {claim_group.rule.state for claim_group in numbered.binding}
        self.final = [0] * len(numbered.applicants)
        """For each applicant the last year settled for money that waits."""
        self.years = range(0)
        """The years in which money may wait, from the first that may not pay all."""
        self.rows: list[_Row] = []
        self.held: list[int] = []
        self.paid: list[int] = []
        self.team: list[int] = []
        self.team_place: list[int] = []
        self.room: list[int] = []
        self.spent: list[int] = []
        size = len(numbered.binding)
        self.a, self.b = [0] * size, [0] * size
        self.chain, self.due = [-1] * size, [0] * len(self.claims.clause)
        self.next_link: list[int] = []
        self.link_of: list[int] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._elsewhere: dict[tuple[int, int], tuple[ExternalPayment, ...]] = {}
        """The payments under other documents in each group, up to a year."""
        self._payments_by_year: dict[tuple[int, int], tuple[AnyPayment, ...]] = {}
        """All payments in each group, of a year."""
        self._counted: dict[int, set[int]] = {}
        """For each claim the payments, by id, that were deducted from it."""
        self.past_entries: list[tuple[int, Date, int, list[int]]] = []
        """The earlier payments of groups with a span: the group, the day, the amount, and the values that it takes."""
        self._stopping: dict[int, list[int]] = {}
        """For each claim the groups in which a payment of a different year stops it."""

    def _value_number(self, g: int, value: object, *, is_held: bool = False) -> int:
        """The number of a value that takes a place in a group."""
        index = self._numbers.get((g, value))
        if index is None:
            index = self._numbers[g, value] = len(self.held)
            self.held.append(int(is_held))
        return index

    # ------------------------------------------------------------------------------------------ earlier payments

    def _start(self, g: int, rule: Rule, payments: Sequence[AnyPayment]) -> None:
        """What the payments of a group make of its state, before the first year."""
        state, a, b = rule.state, self.a, self.b
        if rule.span is not None:
            self._start_span(g, rule, payments)
        elif rule.is_once:
            a[g] = 1
        elif state == QUOTA:
            values = places_taken(rule, payments)
            for value in values:
                self._value_number(g, value, is_held=True)
            a[g] = len(values)
        elif state == EXCLUSIVE:
            years = [payment.year for payment in payments if payment.counted_amount > 0]
            a[g], b[g] = min(years, default=NO_YEAR), max(years, default=NO_YEAR)
        elif state == TOP_UP:
            for payment in payments:
                if isinstance(payment, PriorPayment):
                    a[g] += payment.counted_amount
                    if (level := payment.keys.get("level")) is not None:
                        self.held[self._value_number(g, level)] += payment.counted_amount
        elif state == DEDUCTION:
            for payment in payments:
                self._pay(g, payment)
        elif state == FLOOR:
            a[g] = max([payment.proposed for payment in payments if isinstance(payment, PriorPayment)])
        else:
            a[g] = total_taken(rule, payments)

    def _start_span(self, g: int, rule: Rule, payments: Sequence[AnyPayment]) -> None:
        """The earlier payments of a rule with a span are entries with their days."""
        entries: Iterable[tuple[AnyPayment, Iterable[object]]] = [(payment, ()) for payment in payments]
        if rule.state == QUOTA:
            entries = (
                [(payment, (id(payment),)) for payment in payments]
                if rule.is_once
                else values_with_places(rule, payments)
            )
        for payment, values in entries:
            amount = amount_taken(rule, payment)
            if isinstance(payment, PriorPayment) and amount > 0:
                numbers = [self._value_number(g, value) for value in values]
                self.past_entries.append((g, payment.day, amount, numbers))

    def _pay(self, g: int, payment: AnyPayment) -> None:
        """Add a payment under a value of a deduction. One payment can belong to several values."""
        key = ("payment", id(payment))
        if key not in self._numbers:
            self._numbers[key] = len(self.due)
            self.due.append(payment.counted_amount)
        self.link_of.append(self._numbers[key])
        self.next_link.append(self.chain[g])
        self.chain[g] = len(self.link_of) - 1

    # ------------------------------------------------------------------------------------------ who asks

    def _ask(self, g: int, claim_group: ClaimGroup) -> None:
        """A row for each claim of a group."""
        grouped, claims, rule, state = self.grouped, self.claims, claim_group.rule, claim_group.rule.state
        if state == CARRY_OVER:
            self.a[g] = len(self.spent)
            self.spent += [taken_in_year(rule, claim_group.payments, year) for year in self.years]
        for i in claim_group.members:
            year, more = claims.year[i], 1 if rule.step_rule.amount is None else rule.step_rule.amount
            values: Sequence[int] = ()
            if state == CARRY_OVER:
                if claims.since[i]:
                    year = BROUGHT_FORWARD
                elif year < claim_group.first_year:
                    continue
                more = self._limits(rule, self.applicant_of[i])
            elif state == LIMIT:
                more = grouped.claim_limit(claim_group, i)
                if rule.step_rule.is_across and (ratio := grouped.published_ratio(claim_group, i)) is not None:
                    values = ratio.numerator, ratio.denominator
            elif rule.is_once:
                more, values = int(claims.once_keys[i] == rule.step_rule.keys), (self._value_number(g, i),)
            elif state == QUOTA:
                values = [self._value_number(g, value) for value in grouped.counted_values(rule, i)]
            elif state == EXCLUSIVE:
                more = self._paid_index(g, claim_group, i)
            elif state == TOP_UP:
                more = self._amount_reached(g, claim_group, i)
                level = grouped.level(i)
                values = () if level is None else (self._value_number(g, level),)
            elif state == FLOOR:
                values = self._stopping.get(i, ())
            elif state == BEST_OF:
                more = self._team_number(g, claim_group, i)
            elif state == DEDUCTION:
                more = int(claims.deducts[i] and claims.clause[i] in rule.step_rule.reached_clauses)
                if more:
                    values = self._deducted_payments(g, claim_group, i)
                more += more and claims.clause[i] in rule.step_rule.payers
            self.rows.append((year, rule.step_index, i, g, more, values))

    def _external_payments(self, g: int, claim_group: ClaimGroup, last: int = NO_YEAR) -> tuple[ExternalPayment, ...]:
        """The payments under other documents in a group, up to a year."""
        payments = self._elsewhere.get((g, last))
        if payments is None:
            external = (
                payment
                for payment in claim_group.payments
                if isinstance(payment, ExternalPayment) and payment.year <= last
            )
            payments = self._elsewhere[g, last] = tuple(external)
        return payments

    def _payments_in_year(self, g: int, claim_group: ClaimGroup, year: int) -> tuple[AnyPayment, ...]:
        """The payments of a year in a group."""
        payments = self._payments_by_year.get((g, year))
        if payments is None:
            payments = self._payments_by_year[g, year] = tuple(
                [payment for payment in claim_group.payments if payment.year == year]
            )
        return payments

    def _mark_counted(self, i: int, payments: Iterable[AnyPayment]) -> None:
        """A payment counts once for a claim: what its award deducts of other documents, or a rule that pays nothing
        twice of any, no later rule counts.
        """
        if payments:
            self._counted.setdefault(i, set()).update(map(id, payments))

    def _counted_amount(self, i: int, rule: Rule, payments: Iterable[AnyPayment]) -> int:
        """The payments that count for a claim before a rule."""
        before, lines = self._counted.get(i, ()), self.claims.counted_lines[i]
        if not (before or lines):
            return 0
        counted = [
            payment
            for payment in payments
            if id(payment) in before or (isinstance(payment, ExternalPayment) and payment.line in lines)
        ]
        if counted:
            self.grouped.mark_counted(i, rule, counted)
        return sum([payment.counted_amount for payment in counted])

    def _deducted_payments(self, g: int, claim_group: ClaimGroup, i: int) -> Sequence[int]:
        """The payments that were deducted from a claim already, by number: support of others that its award counts."""
        elsewhere, lines = self._external_payments(g, claim_group), self.claims.counted_lines[i]
        counted = [payment for payment in elsewhere if payment.line in lines] if lines else []
        if counted:
            self.grouped.mark_counted(i, claim_group.rule, counted)
        self._mark_counted(i, elsewhere)
        return [self._numbers["payment", id(payment)] for payment in counted]

    def _paid_index(self, g: int, claim_group: ClaimGroup, i: int) -> int:
        """Where the payments of a claim's year to its group stand, less those that are counted already."""
        year = self.claims.year[i]
        payments = self._payments_in_year(g, claim_group, year)
        counted = self._counted_amount(i, claim_group.rule, payments)
        self._mark_counted(i, payments)
        key = ("paid", g, year, counted)
        index = self._numbers.get(key)
        if index is None:
            index = self._numbers[key] = len(self.paid)
            self.paid.append(sum([payment.counted_amount for payment in payments]) - counted)
        return index

    def _amount_reached(self, g: int, claim_group: ClaimGroup, i: int) -> int:
        """The payments by others up to the year of a claim, minus the payments of the rule that count for it
        already."""
        level, elsewhere = self.grouped.level(i), self._external_payments(g, claim_group, self.claims.year[i])
        ladder_payments = [
            payment
            for payment in claim_group.payments
            if isinstance(payment, PriorPayment) and is_different_level(payment.keys.get("level"), level)
        ]
        return sum([payment.counted_amount for payment in elsewhere]) - self._counted_amount(
            i, claim_group.rule, [*elsewhere, *ladder_payments]
        )

    def _team_number(self, g: int, claim_group: ClaimGroup, i: int) -> int:
        """The number of the team of a claim; an inner block competes with what it was paid in the year, too."""
        rule, (place, single_claim) = claim_group.rule, self.grouped.team_of(claim_group.rule, i)
        key = ("team", g, place, single_claim)
        index = self._numbers.get(key)
        if index is None:
            index = self._numbers[key] = len(self.team)
            past = claim_group.payments if single_claim < 0 else ()
            payments = [
                payment
                for payment in past
                if isinstance(payment, PriorPayment) and rule.step.team_of[payment.clause.index] == place
            ]
            self.team.append(total_taken(rule, payments))
            self.team_place.append(place)
        return index

    # ------------------------------------------------------------------------------------------ money that waits

    def _open_years(self) -> None:
        """Opens the years in which money may wait, from the first that may not pay all."""
        grouped, claims, last = self.grouped, self.claims, 0
        self.final = [0 if applicant.years is None else applicant.years.last_year for applicant in grouped.applicants]
        for year, since, is_known, applicant in zip(
            claims.year, claims.since, claims.is_known, self.applicant_of, strict=True
        ):
            if not since:
                last = max(last, year)
                if is_known and year > self.final[applicant]:
                    self.final[applicant] = year
        purses = [claim_group for claim_group in grouped.binding if claim_group.rule.state == CARRY_OVER]
        end = max(last, *self.final)
        # nothing waits longer than from the last claim on, or as the ledger says
        end = min(
            end, max(last + max([claim_group.rule.step.wait for claim_group in purses]), *claims.until, *claims.since)
        )
        self.years = range(min([claim_group.first_year for claim_group in purses]), end + 1)
        self.rows += [
            (year, step_index, -1, 0, 0, ())
            for step_index in {claim_group.rule.step_index for claim_group in purses}
            for year in self.years
        ]

    def _limits(self, rule: Rule, applicant: int) -> int:
        """Where the rooms of a carrying cap begin: one per year, up to the last year settled for the applicant."""
        key = ("rooms", rule.number, id(self.grouped.applicants[applicant].limit_of), self.final[applicant])
        begin = self._numbers.get(key)
        if begin is None:
            begin = self._numbers[key] = len(self.room)
            final, room = self.final[applicant], self.grouped.limit
            self.room += [room(rule, applicant, year) for year in self.years if year <= final]
        return begin

    def _calendar(self) -> tuple[list[int], list[int], list[int]]:
        """Whether each year is over, whether what waited rests in it, and where that begins for each claim."""
        years, clause = self.years, self.claims.clause
        known = [applicant.years for applicant in self.grouped.applicants if applicant.years is not None]
        by_calendar = {
            id(calendar): [calendar.suspended_clauses(year) for year in years]
            for calendar in {id(calendar): calendar for calendar in known}.values()
        }
        resting = [by_calendar[id(calendar)] for calendar in known]
        if not any(map(any, by_calendar.values())):
            clause = [-1] * len(clause)
        begins: dict[tuple[int, int], int] = {}
        is_over: list[int] = []
        rests: list[int] = []
        for key in zip(self.applicant_of, clause, strict=True):
            if key not in begins:
                applicant, index = key
                begins[key], over = len(rests), known[applicant].last_ended_year
                is_over += [int(year <= over) for year in years]
                rests += [int(index in clauses) for clauses in resting[applicant]]
        return is_over, rests, [begins[key] for key in zip(self.applicant_of, clause, strict=True)]

    # ------------------------------------------------------------------------------------------ the whole

    def tables(self) -> KernelTables:
        """The tables, by year, step and claim; of money that an earlier run carried the rows come last."""
        grouped, claims, states = self.grouped, self.claims, self.states
        n, size = len(claims.clause), len(grouped.binding)
        if CARRY_OVER in states:
            self._open_years()
        if FLOOR in states:
            for g, claim_group in enumerate(grouped.binding):
                for i in claim_group.members if claim_group.rule.state == EXCLUSIVE else ():
                    self._stopping.setdefault(i, []).append(g)
        for g, claim_group in enumerate(grouped.binding):
            if claim_group.payments:
                self._start(g, claim_group.rule, claim_group.payments)
            elif claim_group.rule.state == EXCLUSIVE:
                self.a[g] = NO_YEAR
            if claim_group.rule.state == QUOTA:
                self.a[g] += grouped.places_taken_by_others(claim_group)
            self._ask(g, claim_group)
        if grouped.table.has_field_orders:
            self._sort_rows_by_field()
        else:
            self.rows.sort()
        turn_year: list[int] = []
        turn_end: list[int] = []
        seg_step: list[int] = []
        seg_first: list[int] = []
        row_claim: list[int] = []
        row_bound: list[int] = []
        group: list[int] = []
        more: list[int] = []
        upto: list[int] = []
        values: list[int] = []
        step_of_rest, row_of_rest = [-1] * n, [-1] * n
        brought_forward: list[int] = []
        of_year = of_step = of_claim = -1
        for year, step, i, g, x, row_values in self.rows:
            if year != of_year or step != of_step:
                if year == BROUGHT_FORWARD:
                    if not brought_forward:
                        seg_first.append(len(row_claim))
                else:
                    if year != of_year:
                        turn_year.append(year)
                        turn_end.append(0)
                    seg_step.append(step)
                    seg_first.append(len(row_claim))
                    turn_end[-1] = len(seg_step)
                of_year, of_step, of_claim = year, step, -1
            if i < 0:
                continue
            if i != of_claim:
                if year == BROUGHT_FORWARD:
                    brought_forward.append(i)
                    step_of_rest[i], row_of_rest[i] = step, len(row_claim)
                row_claim.append(i)
                row_bound.append(len(group))
                of_claim = i
            group.append(g)
            more.append(x)
            values += row_values
            upto.append(len(values))
        if not brought_forward:
            seg_first.append(len(row_claim))
        row_bound.append(len(group))
        spans = [*map(_span_of, grouped.binding)]
        slides, days, b, c = [0] * size, [0], self.b, [0] * size
        entries: tuple[list[int], ...] = ([], [], [], [], [])
        if any(spans):
            slides, b, entries = self._entries(spans, row_claim, row_bound, group, values, upto)
            days, c = [day.toordinal() for day in claims.day], b[:]
        state, order, number, wait, admits, lasts = grouped.table.columns
        exact, fractions = self._exact() if DEDUCTION in states else ([], [])
        links = len(group) if DEDUCTION in states else 0
        is_over, rests, calendar = self._calendar() if CARRY_OVER in states else ([], [], [])
        n_waiting, n_rows, ny = n if CARRY_OVER in states else 0, len(row_claim), len(self.years)
        # money carried by an earlier run asks only with its rest
        left = [0 if since else total for since, total in zip(claims.since, claims.total, strict=True)]
        rest = [total if since else 0 for since, total in zip(claims.since, claims.total, strict=True)]
        return KernelTables(
            state, order, number, wait, admits, lasts, claims.clause, claims.standard, exact, fractions, left,
            [*claims.total], [0] * n, seg_step, seg_first, row_claim, row_bound, group, more, upto, values,
            [0] * n_rows, [0] * n_rows, [-1] * n_rows, self.a, b, c, [0] * size, [0] * size, self.held,
            [0] * len(self.held), self.paid, self.team, self.team_place, self.chain,
            [*self.next_link, *[-1] * links], [*self.link_of, *[-1] * links], [len(self.link_of)], self.due,
            [-1] * len(self.due), [self.years.start, len(turn_year), len(brought_forward)],
            [self.final[index] for index in self.applicant_of],
            calendar, is_over, rests, self.room, self.spent, rest[:n_waiting], [*claims.since], [*claims.until],
            step_of_rest, row_of_rest, [index * ny for index in range(n_waiting)], [UNPAID] * (n_waiting * ny),
            [0] * n_waiting, [0] * n_waiting, turn_year, turn_end, brought_forward, [0] * (2 * n + 1),
            [0] * (n_waiting + 1), slides, days, *entries,
        )  # fmt: skip

    def _sort_rows_by_field(self) -> None:
        """Sort the rows by year, step and claim, where some steps order claims by a field."""
        places: dict[int, Mapping[int, int]] = {}
        for claim_group in self.grouped.binding:
            rule = claim_group.rule
            if rule.step.field_orders and rule.step_index not in places:
                places[rule.step_index] = self._places(rule)
        self.rows.sort(
            key=lambda row: (*row[:2], places[row[1]].get(row[2], -1) if row[1] in places else row[2], *row[2:])
        )  # a row without a claim is a year in which money may wait

    def _places(self, rule: Rule) -> Mapping[int, int]:
        """The place of each claim under a rule that orders claims by fields."""
        claims, orders = self.claims, rule.step_rule.orders

        def key(i: int) -> tuple[list[tuple[bool, int | Fraction]], int, int]:
            values = claims.order_values[i]
            numbers = [(values.get(order.field), -1 if order.is_highest_first else 1) for order in orders]
            size = 0 if rule.step_rule.counts_records else -claims.total[i]
            return [(value is None, sign * (value or 0)) for value, sign in numbers], size, i

        members = {i for group in self.grouped.binding if group.rule is rule for i in group.members}
        return {i: place for place, i in enumerate(sorted(members, key=key))}

    def _entries(
        self, spans: Sequence[PeriodSpan | None], row_claim: Sequence[int], row_bound: Sequence[int],
        group: Sequence[int], values: list[int], upto: list[int],
    ) -> tuple[list[int], list[int], tuple[list[int], ...]]:  # fmt: skip
        """The groups with a span, the first entry of each, and the columns of entries: bounds, then past payments."""
        slides = [int(span is not None) for span in spans]
        number = len(group) + len(self.past_entries)
        begins, ends, payment, next_entry = [0] * number, [0] * number, [0] * number, [-1] * number
        by_group: dict[int, list[int]] = {}
        for row, i in enumerate(row_claim):
            for bound in range(row_bound[row], row_bound[row + 1]):
                if (span := spans[group[bound]]) is not None:
                    ends[bound] = add(self.claims.day[i], *span).toordinal()
                    by_group.setdefault(group[bound], []).append(bound)
        for entry, (g, day, amount, numbers) in enumerate(self.past_entries, len(group)):
            span = spans[g]
            assert span is not None
            begins[entry], ends[entry] = first_day_spanning(day, *span).toordinal(), add(day, *span).toordinal()
            payment[entry] = amount
            values += numbers
            upto.append(len(values))
            by_group.setdefault(g, []).append(entry)
        first_entry = self.b[:]
        for g, entries in by_group.items():
            entries.sort(key=lambda entry: (ends[entry], entry))
            first_entry[g] = entries[0]
            for entry, following in pairwise(entries):
                next_entry[entry] = following
        return slides, first_entry, (begins, ends, payment, [0] * number, next_entry)

    def _exact(self) -> tuple[list[int], list[int]]:
        """The sums before rounding of the claims with a deduction."""
        exact: list[int] = []
        fractions: list[int] = []
        for of_claim in self.claims.exact:
            exact.append(-1 if of_claim is None else len(fractions))
            if of_claim is not None:
                sum_, rounding, threshold = of_claim
                least = ceil(threshold * sum_.denominator)
                fractions += [sum_.numerator, sum_.denominator, rounding.step, MODES[rounding.mode], least]
        return exact, fractions


def _groups_waiting_together(rule_groups: list[ClaimGroup], binding: list[ClaimGroup]) -> list[ClaimGroup]:
    """The groups of a rule that ask, and those that share a claim with one where money may wait: it waits there too."""
    those = {id(claim_group) for claim_group in binding}
    is_known = sum([len(claim_group.members) for claim_group in rule_groups]) == len(
        {i for claim_group in rule_groups for i in claim_group.members}
    )
    while not is_known:
        waits: dict[int, int] = {}
        for claim_group in rule_groups:
            if claim_group.first_year != NO_YEAR:
                waits |= {i: min(claim_group.first_year, waits.get(i, NO_YEAR)) for i in claim_group.members}
        is_known = True
        for claim_group in rule_groups:
            first = min([waits[i] for i in claim_group.members if i in waits], default=NO_YEAR)
            if first < claim_group.first_year:
                claim_group.first_year, is_known = first, False
    return [claim_group for claim_group in rule_groups if claim_group.first_year != NO_YEAR or id(claim_group) in those]
