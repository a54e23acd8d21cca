"""Caps over payments: the instalments of all applicants ask the budget of their year, and those of later years.

Input: the grants of the applicants of a cohort. Output: their results, in which an instalment is due in the year whose
budget holds it, waits, or has lapsed; and the budgets.

In each year, what waits comes first, by the day on which it was due; then what is due in it, by a field or by day.
Nothing is certain from the first year on in which missing facts may change what is asked, unless the budget holds all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Money
from ipdsl.claims.applicability import last_settled
from ipdsl.claims.claim import Candidate
from ipdsl.decision.instalments import InstalmentStage, Outcomes
from ipdsl.decision.pipeline import Evaluation, SettlementInput
from ipdsl.decision.result import Bounded, EvaluationResult
from ipdsl.engine.evaluator import CapAmount
from ipdsl.engine.operations import Answer
from ipdsl.ir.facts import InstalmentState, LedgerLine
from ipdsl.ir.terms import PaymentCap, Program
from ipdsl.kernel.rule_table import PaymentHistory
from ipdsl.ledger.lines import payment_history_of_lines
from ipdsl.settlement.cohort import Budget
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.instalments import SettledInstalment
from ipdsl.settlement.journal import CapAmounts, OrderValue, order_value_of

Member: TypeAlias = tuple[Evaluation, SettlementInput, dict[int, SettledClaim], list[Bounded]]
"""An applicant with its grants."""
Key: TypeAlias = tuple[int, int, str]
"""The identity of a claim, and the number and the item of an instalment."""


@attrs.frozen(eq=False, repr=False)
class QueuedPayment(ValueObject):
    """An instalment that asks the budgets from the year `since` until the year `until`.

    `place` orders it among those of its year, `order` among those that wait. With `is_open`, missing facts decide
    whether it asks at all; without a part, they decide on a grant, which asks for at most `most`.
    """

    stage: InstalmentStage
    claim: Candidate
    amounts: CapAmounts
    part: SettledInstalment | None
    since: int
    until: int
    most: int | None
    is_open: bool
    order: tuple[object, ...] = ()
    place: tuple[object, ...] = ()

    @property
    def key(self) -> Key:
        """The key of its outcome."""
        assert self.part is not None
        return id(self.claim), self.part.number, self.part.item

    @property
    def asked_until(self) -> int | None:
        """The last year that an earlier run asked."""
        return None if self.part is None else self.part.asked

    @property
    def day(self) -> Date:
        """The day on which it is due."""
        return Date.max if self.part is None or self.part.day is None else self.part.day


@attrs.define(eq=False, repr=False)
class _Year:
    """What was asked of the budget of a year, and what it paid."""

    requested: int
    paid: int
    left: int
    waiting: list[QueuedPayment]
    lapsed: list[QueuedPayment]


@attrs.frozen(eq=False, repr=False, slots=False)
class PaymentQueues(ValueObject):
    """The queues of a cohort under the caps over payments of a policy. `outsiders` are lines of other applicants."""

    program: Program
    members: Sequence[Member]
    outsiders: Sequence[LedgerLine]

    def results(self) -> tuple[EvaluationResult, ...]:
        """The results of the members, in the order given."""
        outcomes: dict[Key, SettledInstalment] = {}
        for queue in self._queues:
            outcomes |= queue.outcomes
        return tuple(
            run.result(start, *self._results_of(stage, start, settled, bounded, outcomes), is_in_parts=True)
            for (run, start, settled, bounded), stage in zip(self.members, self._stages, strict=True)
        )

    def budgets(self) -> Iterator[Budget]:
        """The budgets of the reported years."""
        for queue in self._queues:
            yield from queue.budgets()

    @cached_property
    def _stages(self) -> list[InstalmentStage]:
        return [run.instalments(start, settled, bounded)[0] for run, start, settled, bounded in self.members]

    @staticmethod
    def _results_of(
        stage: InstalmentStage, start: SettlementInput, settled: dict[int, SettledClaim], bounded: list[Bounded],
        outcomes: Outcomes,
    ) -> tuple[dict[int, SettledClaim], list[Bounded]]:  # fmt: skip
        return attrs.evolve(stage, outcomes=outcomes).paid(start.claims, settled, bounded)

    @cached_property
    def _queues(self) -> list[PaymentQueue]:
        recalls = [start.context.recall for _, start, _, _ in self.members]
        recalls.append(payment_history_of_lines(self.program, self.outsiders))
        asking = [*self._asking()]
        return [
            PaymentQueue(
                self.program, cap, [each for each in asking if each.claim.clause.index in cap.rule.reach], recalls
            )
            for cap in self.program.payment_caps
        ]

    def _asking(self) -> Iterator[QueuedPayment]:
        """What asks the budgets of its years, or may ask them."""
        for (_, start, settled, bounded), stage in zip(self.members, self._stages, strict=True):
            grants = {key: granted.verdicts[place] for granted, members in bounded for key, place in members.items()}
            paid, _ = self._results_of(stage, start, settled, bounded, {})
            for claim in start.claims:
                cap, key = self.program.payment_cap_by_clause.get(claim.clause.index), id(claim)
                if cap is None or not (key in settled or key in grants):
                    continue
                if key in paid and (key not in grants or grants[key].is_certain):
                    carry = paid[key].carry
                    for part in () if carry is None else carry.instalments:
                        if part.asks_budgets:
                            yield self._payment(stage, claim, start.context.cap_amounts, part, cap)
                    continue
                most = grants[key].span[1] if key in grants else settled[key].amount
                if most != 0:
                    yield QueuedPayment(stage, claim, start.context.cap_amounts, None, claim.year or 0, 0, most, True)

    def _payment(
        self, stage: InstalmentStage, claim: Candidate, amounts: CapAmounts, part: SettledInstalment, cap: PaymentCap
    ) -> QueuedPayment:
        year, orders = part.year or claim.year or 0, cap.rule.orders
        order = (part.day or Date.max, claim.order, stage.proposer.facts.applicant, part.number, part.item)
        values = [(by, _order_value(stage.grant_of(claim).situation.field(by.field))) for by in orders]
        facts = part.facts.union(*(value.facts for _, value in values))
        facts = facts.union(*(stop.facts for stop in stage.stops.get(id(claim), ()) if cap.wait))
        numbers = [(value.value, -1 if by.is_highest_first else 1) for by, value in values]
        places = tuple((number is None, sign * (number or 0)) for number, sign in numbers)
        place = (places, -part.high if orders else 0)
        since = year if part.asked is None else part.asked + 1
        return QueuedPayment(
            stage, claim, amounts, attrs.evolve(part, facts=facts), claim.year or 0 if facts else since,
            year + cap.wait, part.high, bool(facts), order, (*place, order),
        )  # fmt: skip


def _order_value(value: Answer) -> OrderValue:
    """The value by which an instalment is ordered; a ledger line has it as text."""
    if isinstance(value, str):
        value = Date.fromisoformat(value) if value.count("-") > 1 else Fraction(value.replace(",", ""))
    return order_value_of(value)


@attrs.frozen(eq=False, repr=False, slots=False)
class PaymentQueue(ValueObject):
    """The queue under one cap. `recalls` are what earlier runs paid."""

    program: Program
    cap: PaymentCap
    asking: Sequence[QueuedPayment]
    recalls: Sequence[PaymentHistory]

    @cached_property
    def doubts(self) -> Sequence[QueuedPayment]:
        """What may ask, as missing facts decide."""
        return [each for each in self.asking if each.is_open]

    @cached_property
    def outcomes(self) -> Outcomes:
        """The instalments after all years."""
        return self._course[0]

    def budgets(self) -> Iterator[Budget]:
        """The budgets of the reported years in which anything was asked."""
        rule, currency = self.cap.rule, self.program.currency
        for year, entry in self._course[1].items():
            names = [
                tuple((each.stage.proposer.facts.applicant, each.claim.item) for each in some)
                for some in (entry.lapsed, entry.waiting)
            ]
            if entry.requested and self.asking[0].stage.year in (None, year):
                requested, paid, left = (Money(sum_, currency) for sum_ in (entry.requested, entry.paid, entry.left))
                yield Budget(rule.name, rule.text, rule.article, {}, year, requested, paid, left, None, *names)

    @cached_property
    def _course(self) -> tuple[dict[Key, SettledInstalment], dict[int, _Year]]:
        made: dict[Key, SettledInstalment] = {}
        years: dict[int, _Year] = {}
        for each in self.doubts:
            self._leave_to_others(each, made)
        certain = [each for each in self.asking if not (each.is_open or self._is_stopped(each, each.since, made))]
        for each in certain:
            self._settle_waiting(each, made, each.since - 1)  # if it asks no more, or not yet
        certain = [each for each in certain if each.since <= each.until]
        waiting: list[QueuedPayment] = []
        for year in range(min((each.since for each in certain), default=self._last_year + 1), self._last_year + 1):
            amount, asking = self._amount(year), self._in_order(waiting, [x for x in certain if x.since == year])
            left, requested = max(0, amount.low - self._paid_before(year)), sum(each.most or 0 for each in asking)
            uncertain = [each.most for each in self.doubts if each.since <= year]
            is_ample = None not in uncertain and requested + sum(most or 0 for most in uncertain) <= left
            if (uncertain or amount.facts) and not is_ample:
                for each in (*asking, *(each for each in certain if each.since > year)):
                    self._leave_to_others(each, made)
                return made, years
            is_blocked, unpaid = self.cap.is_in_turn and self._is_blocked(year), list[QueuedPayment]()
            for each in asking:
                if (each.most or 0) > left or is_blocked:
                    is_blocked = self.cap.is_in_turn
                    unpaid.append(each)
                    continue
                left -= each.most or 0
                day = max(each.day, self.program.fiscal_year.first_day(year))
                self._settle(each, made, InstalmentState.DUE, year - 1, day=day, year=year)
            by_end = values_by_key((self._settle_waiting(each, made, year), each) for each in unpaid)
            lapsed = by_end.get(True, [])
            waiting = [each for each in by_end.get(False, ()) if not self._is_stopped(each, year + 1, made)]
            years[year] = _Year(requested, requested - sum(each.most or 0 for each in unpaid), left, waiting, lapsed)
        return made, years

    def _settle_waiting(self, each: QueuedPayment, made: dict[Key, SettledInstalment], year: int) -> bool:
        """Let an instalment wait after a year, or lapse; returns whether it lapsed."""
        has_lapsed = each.until <= min(year, self._last_ended_year)
        last = self.program.fiscal_year.last_day(each.until)
        if has_lapsed:
            self._settle(each, made, InstalmentState.LAPSED, each.until, day=last, cap=self.cap)
        else:
            self._settle(each, made, InstalmentState.WAITS, asked=year, cap=self.cap)
        return has_lapsed

    def _is_stopped(self, each: QueuedPayment, year: int, made: dict[Key, SettledInstalment]) -> bool:
        """Whether a recovery ends the payments before the year in which an instalment that waits asks again."""
        stops = (stop for stop in each.stage.stops.get(id(each.claim), ()) if not stop.facts)
        first = min(stops, key=lambda stop: stop.day, default=None)
        since = self.program.fiscal_year.first_day(year)
        if first is None or first.day > since or since <= each.day:
            return False
        self._settle(each, made, InstalmentState.STOPPED, year - 1, day=first.day, stopped_by=first.label)
        return True

    def _settle(
        self,
        each: QueuedPayment,
        made: dict[Key, SettledInstalment],
        state: InstalmentState,
        last: int = 0,
        **more: Any,
    ) -> None:
        """Settle an instalment; `last` is the last year whose budget did not hold it, if it does not wait any more."""
        assert each.part is not None
        first = each.until - self.cap.wait
        years = {"asked": last, "since": first} if last >= first else {"asked": None, "since": None}
        made[each.key] = attrs.evolve(each.part, **{"state": state, **years, **more})

    def _leave_to_others(self, each: QueuedPayment, made: dict[Key, SettledInstalment]) -> None:
        if each.part is not None:
            made[each.key] = each.stage.left_to_others(self.cap, each.part)

    def _in_order(self, waiting: Sequence[QueuedPayment], new: Sequence[QueuedPayment]) -> list[QueuedPayment]:
        """What asks in a year, in order: what asked before first, and in it what came late last."""
        before = [*waiting, *(each for each in new if each.asked_until is not None)]
        return [
            *sorted(before, key=lambda each: (each.asked_until is None, each.order)),
            *sorted((each for each in new if each.asked_until is None), key=lambda each: each.place),
        ]

    def _amount(self, year: int) -> CapAmount:
        rule = self.cap.rule
        if rule.amount is not None:
            return CapAmount(rule.amount, rule.amount, frozenset())
        return self.asking[0].amounts.amount_of(rule, year)

    @cached_property
    def _lines_before(self) -> list[LedgerLine]:
        """The lines of earlier runs under the cap."""
        payments = (
            each for recall in self.recalls for index in self.cap.rule.reach for each in recall.lines.get(index, ())
        )
        return [each.line for each in payments if each.line is not None]

    def _paid_before(self, year: int) -> int:
        """What earlier runs paid in a year."""
        return sum(line.due.get(year, 0) for line in self._lines_before)

    @cached_property
    def _years_asked(self) -> list[tuple[int, int]]:
        """The first and the last year that each instalment which waited asked in earlier runs."""
        return [
            (part.since or self.program.year_of(part.day or Date.max), part.asked)
            for line in self._lines_before
            for part in line.parts
            if part.asked is not None
        ]

    def _is_blocked(self, year: int) -> bool:
        """Whether an earlier run found that something does not fit in a year."""
        return any(first <= year <= last for first, last in self._years_asked)

    @cached_property
    def _last_year(self) -> int:
        """The last year that is settled."""
        years = self.program.fiscal_year
        lasts = (last_settled(years, each.stage.proposer.facts.as_of, each.stage.year) for each in self.asking)
        return max(lasts, default=0)

    @cached_property
    def _last_ended_year(self) -> int:
        as_of = max(each.stage.proposer.facts.as_of for each in self.asking)
        return self.program.fiscal_year.last_ended_year(as_of)
