"""The amount of each cap in each year, and the suspensions of each year.

A cap is a constant, or is computed from the year's figures or from the facts of each claim. If facts are missing, it
has a lower and an upper end. At the lower end each cap has its least amount and every suspension that may apply does;
at the upper end each cap has its greatest amount and only certain suspensions apply. Settlement runs at one of the two
ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

import attrs

from ipdsl.base.values.days import Date
from ipdsl.claims.applicability import Calendar, last_settled
from ipdsl.claims.claim import BEFORE_ALL_DAYS, INFINITE, Candidate
from ipdsl.claims.external_payments import support_counted_under_cap
from ipdsl.engine.events import cached_year_value
from ipdsl.engine.module_functions import CapAmount, GeneratedFunctions
from ipdsl.engine.operations import facts_of
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Open, Truth
from ipdsl.ir.steps import StepRule
from ipdsl.ir.terms import Clause, Suspension
from ipdsl.kernel.grouping import ClaimLimit

NO_CLAUSES: frozenset[int] = frozenset()


class OrderValue(NamedTuple):
    """The value by which a claim is ordered (`None`: without a value), a day as a number; and the facts it lacks."""

    value: int | Fraction | None
    facts: frozenset[FactRef] = frozenset()


@attrs.frozen(eq=False, repr=False)
class CapAmounts:
    """Computes each cap and suspension once per year; `reported` is the only year reported, and the last one
    settled.
    """

    code: GeneratedFunctions
    situation: Situation
    calendar: Calendar
    reported: int | None = None
    _amounts: dict[tuple[str, int], CapAmount] = attrs.field(factory=dict)
    _claim_amounts: dict[tuple[str, int], tuple[StepRule, Candidate, CapAmount]] = attrs.field(factory=dict)
    _order_values: dict[tuple[str, int], tuple[Candidate, OrderValue]] = attrs.field(factory=dict)
    _suspensions: dict[int, tuple[tuple[Suspension, Truth], ...]] = attrs.field(factory=dict)
    _situations: dict[int, Situation] = attrs.field(factory=dict)

    @property
    def low(self) -> CapAmountsEnd:
        """The lower end of all caps and suspensions."""
        return CapAmountsEnd(self, is_high=False)

    @property
    def high(self) -> CapAmountsEnd:
        """The upper end of all caps and suspensions."""
        return CapAmountsEnd(self, is_high=True)

    def in_case(self, situation: Situation) -> CapAmounts:
        """The same caps with the facts of a case."""
        return CapAmounts(self.code, situation, self.calendar, self.reported)

    def recompute_in(self, situation: Situation) -> None:
        """Compute the same caps and suspensions again in another situation, which records the facts they read."""
        recomputed = self.in_case(situation)
        for name, year in self._amounts:
            self.code.cap(name, recomputed._situation_of_year(year))
        for bound, claim, _ in self._claim_amounts.values():
            recomputed._compute_for_claim(bound, claim)
        for (field, _), (claim, _) in self._order_values.items():
            recomputed.order_value(claim, field)
        for year in self._suspensions:
            recomputed.suspensions(year)

    def amount_of(self, bound: StepRule, year: int) -> CapAmount:
        """The amount of a cap by figures in that year, before anything is charged; computed once."""
        assert bound.function is not None
        key = (bound.function, year)
        room = self._amounts.get(key)
        if room is None:
            room = self._amounts[key] = self.code.cap(bound.function, self._situation_of_year(year))
        return room

    def amount_for_claim(self, bound: StepRule, claim: Candidate) -> CapAmount:
        """The amount of a cap by the facts of a claim; computed once for each claim."""
        assert bound.function is not None
        key = (bound.function, id(claim))
        entry = self._claim_amounts.get(key)
        if entry is None:
            entry = self._claim_amounts[key] = bound, claim, self._compute_for_claim(bound, claim)
        return entry[2]

    def _compute_for_claim(self, bound: StepRule, claim: Candidate) -> CapAmount:
        if claim.day is None or claim.day == BEFORE_ALL_DAYS or claim.year is None:
            return CapAmount(0, None, claim.facts)  # its words may change with the day
        assert bound.function is not None
        situation = self.situation.with_record(claim.source, claim.day, claim.year)
        amount = self.code.cap(bound.function, situation)
        return amount if bound.support_levels is None else self._after_support(amount, situation, claim, bound)

    def _after_support(self, amount: CapAmount, situation: Situation, claim: Candidate, bound: StepRule) -> CapAmount:
        """The amount without the support of others; it is open if it is not known which support counts."""
        counted = tuple(support_counted_under_cap(situation, claim, bound))
        facts = facts_of(*(belongs for _, _, belongs in counted))
        certain = sum(sum_ for _, sum_, belongs in counted if belongs is True)
        most = certain + sum(sum_ for _, sum_, belongs in counted if isinstance(belongs, Open))
        low, high = max(0, amount.low - most), None if amount.high is None else max(0, amount.high - certain)
        if situation.is_strict and situation.facts.support is None:
            low, facts = 0, facts | {FactRef("support")}
        return CapAmount(low, high, amount.facts | facts, certain)

    def order_value(self, claim: Candidate, field: str) -> OrderValue:
        """The value of a claim for a field that orders claims; computed once for each claim."""
        key = (field, id(claim))
        entry = self._order_values.get(key)
        if entry is None:
            entry = self._order_values[key] = claim, self._find_order_value(claim, field)
        return entry[1]

    def _find_order_value(self, claim: Candidate, field: str) -> OrderValue:
        if claim.source is None or claim.day is None or claim.day == BEFORE_ALL_DAYS or claim.year is None:
            return OrderValue(None, claim.facts)
        value = self.situation.with_record(claim.source, claim.day, claim.year).field(field)
        if isinstance(value, Open):
            return OrderValue(None, value.facts)
        if isinstance(value, Date):
            return OrderValue(value.toordinal())
        return OrderValue(value if isinstance(value, int | Fraction) else None)

    def facts_for_claim(self, bound: StepRule, claim: Candidate) -> frozenset[FactRef]:
        """The missing facts of a cap's amount for a claim, and of its place in the order; empty without a year.

        Carried money of a line asks none of the caps by claims.
        """
        if claim.year is None or (bound.is_by_claim and claim.brought_forward is not None):
            return frozenset()
        facts = self.amount_for_claim(bound, claim).facts if bound.is_by_claim else self.facts(bound, claim.year)
        return facts if bound.order is None else facts | self.order_value(claim, bound.order.field).facts

    def facts(self, bound: StepRule, year: int) -> frozenset[FactRef]:
        """The missing figures of a cap's amount; empty for a constant."""
        return frozenset() if bound.function is None else self.amount_of(bound, year).facts

    def suspensions(self, year: int) -> tuple[tuple[Suspension, Truth], ...]:
        """Each suspension with its truth value in that year."""
        suspensions = self._suspensions.get(year)
        if suspensions is None:
            rules = self.situation.program.suspensions
            suspensions = self._suspensions[year] = tuple([(rule, self._is_suspended(rule, year)) for rule in rules])
        return suspensions

    def _is_suspended(self, rule: Suspension, year: int) -> Truth:
        known = cached_year_value(self.situation, rule.function, year)  # usually a claim of the year has computed it
        return self.code.suspension_truth(rule.function, self._situation_of_year(year)) if known is None else known

    def is_suspended(self, clause: Clause, year: int) -> bool:
        """Whether the clause is certainly suspended in that year."""
        return any(truth is True for rule, truth in self.suspensions(year) if clause.index in rule.clauses)

    def facts_of_rest(self, clause: Clause, year: int) -> frozenset[FactRef]:
        """The missing facts that decide whether carried money of the clause is suspended in that year."""
        truths = [truth for rule, truth in self.suspensions(year) if clause.index in rule.clauses]
        if any(not isinstance(truth, Open) and truth is not False for truth in truths):
            return frozenset()
        return frozenset[FactRef]().union(*(truth.facts for truth in truths if isinstance(truth, Open)))

    def is_rest_open(self, claims: Iterable[Candidate], years: Iterable[int]) -> bool:
        """Whether missing facts decide if carried money of one of the claims is suspended in one of the years."""
        open_: list[int] = []
        for year in years:
            for _, truth in self.suspensions(year):
                if type(truth) is Open:
                    open_.append(year)
                    break
        return bool(open_) and any(self.facts_of_rest(claim.clause, year) for claim in claims for year in open_)

    def _situation_of_year(self, year: int) -> Situation:
        situation = self._situations.get(year)
        if situation is None:
            situation = self._situations[year] = self.situation.with_record(None, self.calendar.year_end(year), year)
        return situation

    @property
    def last_year(self) -> int:
        """The last year settled for carried money."""
        return last_settled(self.calendar.fiscal_year, self.calendar.as_of, self.reported)


@attrs.frozen(eq=False, repr=False)
class CapAmountsEnd:
    """One end of the caps and suspensions of a run; as a function it returns the amount of a cap in a year."""

    amounts: CapAmounts
    is_high: bool

    def __call__(self, bound: StepRule, year: int) -> int:
        if bound.function is None:
            return bound.amount or 0
        room = self.amounts.amount_of(bound, year)
        if not self.is_high:
            return room.low
        return INFINITE if room.high is None else room.high

    def for_claim(self, bound: StepRule, claim: Candidate) -> int:
        """The amount of a cap for a claim."""
        if not bound.is_by_claim:
            return self(bound, claim.year or 0)
        room = self.amounts.amount_for_claim(bound, claim)
        if not self.is_high:
            return room.low
        return INFINITE if room.high is None else room.high

    def limits_for_claim(self, rules: Iterable[StepRule], claim: Candidate) -> Mapping[str, ClaimLimit]:
        """The amounts of caps by the facts of a claim, by function, each with the support subtracted from it.

        Carried money of a line asks none of them.
        """
        if claim.brought_forward is not None:
            return {}
        amounts = {bound.function: (bound, self.amounts.amount_for_claim(bound, claim)) for bound in rules}
        return {
            function: ClaimLimit(self.for_claim(bound, claim), amount.support)
            for function, (bound, amount) in amounts.items()
            if function is not None
        }

    def is_suspended(self, clause: Clause, year: int) -> bool:
        """Whether carried money of the clause is suspended in that year."""
        return clause.index in self.suspended_clauses(year)

    def suspended_clauses(self, year: int) -> frozenset[int]:
        """The indices of the clauses whose carried money is not paid in that year."""
        resting = [rule.clauses for rule, truth in self.amounts.suspensions(year) if not self._is_free(truth)]
        return frozenset[int]().union(*resting) if resting else NO_CLAUSES

    def _is_free(self, truth: Truth) -> bool:
        return truth is False or (self.is_high and isinstance(truth, Open))

    @property
    def last_year(self) -> int:
        """The last year settled for carried money."""
        return self.amounts.last_year

    @property
    def reported_year(self) -> int | None:
        """The only year reported; `None`: all years."""
        return self.amounts.reported

    @property
    def last_ended_year(self) -> int:
        """The last year that has ended by the as-of date."""
        calendar = self.amounts.calendar
        return calendar.fiscal_year.last_ended_year(calendar.as_of)
