"""Recoveries: what is paid back of payments, after the claims are settled.

Input: the recoveries of a policy, the situation of an applicant, and its payments: those of earlier lines, and those of
the claims of this run, which count as paid on their day. Output: for each event what is taken of each payment, with
surcharge and interest. Dues are not changed.

Events are settled by day, then in the order of the page. A recovery takes no more of a payment than earlier ones left.
Missing facts give two courses: in one, every recovery takes as little as it may, in the other as much. A payment whose
day is not known counts on every day of its year.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date, year_fraction
from ipdsl.engine.evaluator import Evaluator, span_of_amount
from ipdsl.engine.operations import Answer, all_of
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Fact, FactRef, Open, Record, payment_ref
from ipdsl.ir.terms import Program, Recovery, RecoveryFormulas


@attrs.frozen(eq=False, repr=False)
class RecoverablePayment(ValueObject):
    """A payment that may be paid back, in minor units.

    `grant` is its line or claim; `first` is the day of the first payment of it, `granted_on` that of the grant, or
    without it the first payment. Days are `None` if they are not known. `most` is greater than `least` if facts are
    missing. `fields` are those of its record, as texts. `place` is the path of its line in the facts, if a day is
    missing there. `is_new`: this run makes it due.
    """

    clause: int
    item: str
    root: str
    grant: object
    year: int
    least: int
    most: int
    day: datetime.date | None = None
    first: datetime.date | None = None
    granted_on: datetime.date | None = None
    fields: Mapping[str, str] = attrs.field(factory=dict)
    place: str = ""
    is_new: bool = False


@attrs.frozen(eq=False, repr=False)
class RecoveredSum(ValueObject):
    """What one event takes: `parts` are the sums of payments, in minor units, which add up to `principal`."""

    recovery: Recovery
    record: Record
    day: datetime.date
    year: int
    principal: int
    surcharge: int = 0
    interest: int = 0
    parts: tuple[tuple[RecoverablePayment, int], ...] = ()
    payer: str = ""
    facts: frozenset[FactRef] = frozenset()

    @property
    def total(self) -> int:
        """Principal, surcharge and interest."""
        return self.principal + self.surcharge + self.interest


@attrs.frozen(eq=False, repr=False)
class RecoveryEvent(ValueObject):
    """An event of a recovery: its record, and its day, which is the last possible one if it is not known."""

    index: int
    record: Record
    day: Date
    is_sure: bool
    facts: frozenset[FactRef]


@attrs.define(eq=False, repr=False)
class RecoveryCourse:
    """Settles the recoveries of one applicant, with as little or as much as they may take."""

    program: Program
    evaluator: Evaluator
    situation: Situation
    payments: Sequence[RecoverablePayment]
    recovered: Sequence[tuple[int, str, str, int]]  # by earlier runs: clause, item, day or year of the payment, and sum
    is_most: bool

    def settle(self, events: Iterable[RecoveryEvent]) -> list[RecoveredSum]:
        """What each event takes, in order."""
        left = {id(payment): self._sum(payment) for payment in self.payments}
        for clause, item, stated, sum_ in self.recovered:
            of_line = [payment for payment in self.payments if (payment.clause, payment.item) == (clause, item)]
            same_day = [payment for payment in of_line if str(payment.day) == stated]
            for payment in same_day or [payment for payment in of_line if str(payment.year) == stated[:4]]:
                taken = min(sum_, left[id(payment)])
                left[id(payment)] -= taken
                sum_ -= taken
        sums: list[RecoveredSum] = []
        for event in events:
            if event.is_sure or self.is_most:
                recovered = self._settle_event(event, left)
                for payment, sum_ in recovered.parts:
                    left[id(payment)] -= sum_
                sums.append(recovered)
        return sums

    def _sum(self, payment: RecoverablePayment) -> int:
        return payment.most if self.is_most else payment.least

    def _settle_event(self, event: RecoveryEvent, left: Mapping[int, int]) -> RecoveredSum:
        term, formulas = self.program.recoveries[event.index], self.evaluator.formulas.recoveries[event.index]
        here = self._situation(event, {})
        facts = event.facts
        exact: list[tuple[RecoverablePayment, Fraction]] = []
        shares: list[Fraction] = []
        for payment in self.payments:
            if not self.reaches(term, event, payment) or not left[id(payment)]:
                continue
            part, share, open_facts = self._part(formulas, term, event, payment, left[id(payment)])
            facts |= open_facts
            if share is not None:
                exact.append((payment, part))
                shares.append(share)
        limit = self._value(formulas.at_most, here)
        rounding = term.rounding or self.program.rounding
        if term.is_sum or term.is_above:
            exact, total = self._from_last(term, exact, shares, left)
        else:
            total = sum((part for _, part in exact), Fraction(0))
        total = total if limit is None else min(total, max(limit, Fraction(0)))
        principal = min(rounding.apply(total), sum(left[id(payment)] for payment, _ in exact))
        threshold = self._value(formulas.threshold, here)
        if threshold is not None and (principal <= threshold if term.frees_threshold else principal < threshold):
            principal = 0
        if term.is_sum or term.is_above:
            parts = _fill([(payment, left[id(payment)]) for payment, _ in exact], principal)
        else:
            parts = share_out(principal, [(payment, part, left[id(payment)]) for payment, part in exact])
        surcharge = self._value(formulas.surcharge, here) or Fraction(0)
        if formulas.interest:  # it depends on the days
            facts |= {FactRef("payments", item=payment.place) for payment, _ in parts if payment.place}
        return RecoveredSum(
            term, event.record, event.day, self.program.year_of(event.day), principal,
            self.program.rounding.apply(principal * surcharge),
            self.program.rounding.apply(self._interest(formulas, event, parts)), tuple(parts),
            _text(here.field(term.payer)) if term.payer else "", facts,
        )  # fmt: skip

    def reaches(self, term: Recovery, event: RecoveryEvent, payment: RecoverablePayment) -> bool:
        """Whether a recovery reaches a payment: up to its day, of the same item or field where they share one."""
        if payment.clause not in term.clauses:
            return False
        if payment.day is not None and payment.day > event.day:
            return False
        if payment.day is None and self.program.fiscal_year.first_day(payment.year) > event.day:
            return False
        if term.same:
            value = _text(self._situation(event, {}).field(term.same))
            return bool(value) and payment.fields.get(term.same) == value
        return payment.root != event.record.root or payment.item == event.record.item

    def _part(
        self, formulas: RecoveryFormulas, term: Recovery, event: RecoveryEvent, payment: RecoverablePayment, left: int
    ) -> tuple[Fraction, Fraction | None, frozenset[FactRef]]:
        """The exact sum of a payment, its share (`None`: not recovered), and the missing facts that decide on it."""
        parts: list[Fraction | None] = []
        facts: frozenset[FactRef] = frozenset()
        days = self._days(payment)
        for day in days:
            c = self._situation(event, _days_of(payment, day))
            truth = all_of(*[self.evaluator.truth(test.holds)(c) for test in formulas.tests], day <= event.day)
            share = self.evaluator.reader(formulas.share)(c)
            if isinstance(truth, Open):
                facts |= truth.facts
            if isinstance(share, Open):
                facts |= share.facts
            holds = truth is True or (isinstance(truth, Open) and self.is_most)
            parts.append(self._end(share, self.is_most != term.is_above) if holds else None)
        if len(days) > 1 and len({*parts}) > 1:
            facts |= {FactRef("payments", item=payment.place)}
        known = [part for part in parts if part is not None]
        if not known or (None in parts and not self.is_most):
            return Fraction(0), None, facts
        is_less = self.is_most == term.is_above  # the more is left to the applicant, the less is paid back
        share = min(known) if is_less else max(known)
        rate = min(max(share, Fraction(0)), Fraction(1))
        part = Fraction(0) if term.is_sum or term.is_above else min(rate * self._sum(payment), Fraction(left))
        return part, share, facts

    def _end(self, value: Answer, takes_high: bool) -> Fraction | None:
        """An end of a value."""
        if not isinstance(value, Open):
            return Fraction(value) if isinstance(value, int | Fraction) else None
        low, high = span_of_amount(value)
        end = high if takes_high else low
        return Fraction(1 if end is None else end)

    def _from_last(
        self, term: Recovery, exact: Sequence[tuple[RecoverablePayment, Fraction]], shares: Sequence[Fraction],
        left: Mapping[int, int],
    ) -> tuple[list[tuple[RecoverablePayment, Fraction]], Fraction]:  # fmt: skip
        """The payments in the order in which a sum is taken from them, and that sum."""
        if not exact:
            return [], Fraction(0)
        places = {clause: place for place, clause in enumerate(term.order)}
        last = len(places)
        ordered = sorted(
            (payment for payment, _ in exact),
            key=lambda payment: (
                places.get(payment.clause, last), -(payment.day or self._days(payment)[-1]).toordinal()
            ),
        )  # fmt: skip
        sum_ = max(shares) if self.is_most != term.is_above else min(shares)
        paid = sum(left[id(payment)] for payment in ordered)
        return [(payment, Fraction(0)) for payment in ordered], max(
            Fraction(0), paid - max(sum_, Fraction(0)) if term.is_above else sum_
        )

    def _days(self, payment: RecoverablePayment) -> Sequence[Date]:
        """The day of a payment, or every day of its year."""
        if payment.day is not None:
            return (payment.day,)
        first, last = (
            day(payment.year) for day in (self.program.fiscal_year.first_day, self.program.fiscal_year.last_day)
        )
        return [first + datetime.timedelta(days) for days in range((last - first).days + 1)]

    def _situation(self, event: RecoveryEvent, days: Mapping[FactRef, Fact]) -> Situation:
        known = self.situation.with_assumptions({**self.situation.assumptions, **days}) if days else self.situation
        return known.with_record(event.record, event.day)

    def _value(self, formula: object, here: Situation) -> Fraction | None:
        """A value of the event; `None` without a formula."""
        return None if formula is None else self._end(self.evaluator.reader(formula)(here), self.is_most)  # type: ignore[arg-type]

    def _interest(
        self, formulas: RecoveryFormulas, event: RecoveryEvent, parts: Sequence[tuple[RecoverablePayment, int]]
    ) -> Fraction:
        """The interest on what is taken of each payment, exact."""
        total = Fraction(0)
        for payment, sum_ in parts if formulas.interest else ():
            years = [Fraction(0)]
            for day in self._days(payment):
                c = self._situation(event, _days_of(payment, day))
                rate, first, last = (self.evaluator.reader(formula)(c) for formula in formulas.interest)
                if isinstance(first, Date) and isinstance(last, Date):
                    years.append((self._end(rate, self.is_most) or Fraction(0)) * year_fraction(first, last))
            total += sum_ * (max(years) if self.is_most else min(years[1:] or years))
        return total


def recovery_events(
    program: Program, evaluator: Evaluator, situation: Situation, as_of: Date,
    settled: Iterable[tuple[str, str, datetime.date | None]],
) -> list[RecoveryEvent]:  # fmt: skip
    """The events up to the as-of day that earlier runs did not settle, by day and in the order of the page."""
    known, events = set(settled), list[RecoveryEvent]()
    for index, term in enumerate(program.recoveries):
        truth_of = evaluator.truth(*[gate.holds for gate in evaluator.formulas.recoveries[index].gates])
        for record, belongs in situation.records_of_kind(term.trigger.record).members:
            day = situation.with_record(record, as_of).field(term.trigger.date_field)
            if isinstance(day, Open):
                on, facts, is_sure = as_of, day.facts, False
            elif isinstance(day, Date) and day <= as_of:
                on, facts, is_sure = day, frozenset[FactRef](), True
            else:
                continue
            truth = all_of(belongs, truth_of(situation.with_record(record, on)))
            if truth is False or (term.label, record.item, on) in known:
                continue
            if isinstance(truth, Open):
                facts, is_sure = facts | truth.facts, False
            events.append(RecoveryEvent(index, record, on, is_sure and truth is True, facts))
    return sorted(events, key=lambda event: (event.day, event.index, event.record.item))


def share_out(
    sum_: int, parts: Sequence[tuple[RecoverablePayment, Fraction, int]]
) -> list[tuple[RecoverablePayment, int]]:
    """A sum in whole units in proportion to exact parts, by the largest remainder; no payment bears more than is left.

    Of equal remainders the earlier payment is first.
    """
    total = sum(part for _, part, _ in parts)
    if not sum_ or not total:
        return []
    exact = [part * sum_ / total for _, part, _ in parts]
    whole = [min(floor(part), left) for part, (_, _, left) in zip(exact, parts, strict=True)]
    rest = sum_ - sum(whole)
    by_remainder = sorted(range(len(parts)), key=lambda place: whole[place] - exact[place])
    while rest:
        before = rest
        for place in by_remainder:
            if rest and whole[place] < parts[place][2]:
                whole[place] += 1
                rest -= 1
        if rest == before:
            break
    return [(payment, taken) for (payment, _, _), taken in zip(parts, whole, strict=True) if taken]


def _fill(payments: Iterable[tuple[RecoverablePayment, int]], sum_: int) -> list[tuple[RecoverablePayment, int]]:
    """A sum taken from payments one after another."""
    parts: list[tuple[RecoverablePayment, int]] = []
    for payment, left in payments:
        taken = min(left, sum_)
        sum_ -= taken
        if taken:
            parts.append((payment, taken))
    return parts


def _days_of(payment: RecoverablePayment, day: Date) -> dict[FactRef, Fact]:
    """The days of a payment, as a recovery assumes them."""
    return {
        payment_ref("the payment"): day,
        payment_ref("the first payment"): payment.first or day,
        payment_ref("the grant"): payment.granted_on or payment.first or day,
    }


def _text(value: Answer) -> str:
    """The text of a field; empty without a value."""
    return str(value) if isinstance(value, str | int | datetime.date) else ""
