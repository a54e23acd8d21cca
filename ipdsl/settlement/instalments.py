"""Instalments: when what was granted is paid.

Input: the payment schedule of an award, a grant with its least and greatest sum, its day and its record; or the
instalments of an earlier line. Output: instalments with sums, days and states. Their sums add up to the grant.

Shares are rounded down to the step of the policy; the rest is the grant less the other instalments as computed, whether
they are paid or not. A sum of its own is at most what no other instalment has.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.engine.evaluator import Evaluator, span_of_amount
from ipdsl.engine.operations import Answer, all_of, shift_day, text_of_answer
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import GRANT_YEAR, FactRef, InstalmentState, Open, Record, Truth
from ipdsl.ir.terms import Gate, Instalment, InstalmentFormulas, PaymentCap, PaymentSchedule, Program
from ipdsl.schema.values.value_type import NONE

NO_FACTS = frozenset[FactRef]()


@attrs.frozen(eq=False, repr=False)
class SettledInstalment(ValueObject):
    """An instalment of a grant, in minor units; `number` is its place in the schedule, from 1.

    `facts` are the missing facts that decide whether it is due; without any, an open one waits. `gate` is the condition
    that failed, `stopped_by` the recovery, `year` that of its day. `is_new`: no earlier line has it as settled. `pool`
    is the number of the instalment that has what is left, if this one takes of it. `item` is that of the other record
    at whose event it is paid. One that waits was due on `day`, and `asked` the budgets until that year; one that waited
    before asked them from `since` on. `cap` is that under which it waits, or lapsed.
    """

    number: int
    low: int
    high: int
    state: InstalmentState
    day: datetime.date | None = None
    payee: str = ""
    facts: frozenset[FactRef] = NO_FACTS
    gate: Gate | None = None
    stopped_by: str = ""
    is_new: bool = True
    year: int | None = None
    pool: int = 0
    item: str = ""
    asked: int | None = None
    since: int | None = None
    cap: PaymentCap | None = None

    @property
    def may_be_due(self) -> bool:
        """Whether it is due, or missing facts may make it due."""
        return self.state is InstalmentState.DUE or bool(self.facts)

    @property
    def asks_budgets(self) -> bool:
        """Whether it asks for money of a cap over payments, or may ask."""
        return self.is_new and self.high > 0 and (self.may_be_due or self.state is InstalmentState.WAITS)


@attrs.frozen(eq=False, repr=False)
class StopOfPayments(ValueObject):
    """A recovery that ends the payments of a grant from a day on; with `facts` it may."""

    day: datetime.date
    label: str
    facts: frozenset[FactRef] = NO_FACTS


@attrs.frozen(eq=False, repr=False)
class _Occurrence(ValueObject):
    """The day of an instalment, and whether its condition holds on it; `sum_` is its own sum, if it has one."""

    number: int
    day: Answer
    truth: Truth
    facts: frozenset[FactRef]
    gate: Gate | None
    payee: str
    sum_: tuple[int, int | None] = (0, 0)
    item: str = ""


@attrs.frozen(eq=False, repr=False)
class GrantInParts:
    """A grant that is paid in parts. Days of events are not asked for if its record is not listed (`is_listed`)."""

    program: Program
    evaluator: Evaluator
    schedule: PaymentSchedule
    formulas: Sequence[InstalmentFormulas]
    situation: Situation
    item: str
    is_listed: bool
    last_day: datetime.date
    stops: Sequence[StopOfPayments] = ()

    # ------------------------------------------------------------------------------------------ sums

    def new_instalments(self, low: int, high: int) -> tuple[SettledInstalment, ...]:
        """The instalments of a new grant: first its shares, then sums on days that the grant fixes, by day."""
        waiting: list[SettledInstalment] = []
        left, terms, facts = [low, high], self.schedule.instalments, NO_FACTS
        fixed = {*range(1, len(terms) + 1)}.difference(self._numbers_of_pool)
        for number in sorted(fixed, key=self._place_of_sum):
            value = self.evaluator.reader(self.formulas[number - 1].share)(self.situation)
            facts |= value.facts if isinstance(value, Open) else NO_FACTS
            least, most = self._share(terms[number - 1], value, low, high, left)
            left = [max(0, left[0] - most), left[1] - least]
            waiting.append(attrs.evolve(_waiting(number, least, most), facts=facts))
        if (pool := self.number_of_pool) or left[1]:
            waiting.append(attrs.evolve(_waiting(pool, *left), facts=facts))
        return self.with_states(sorted(waiting, key=lambda each: each.number))

    @property
    def open_shares(self) -> frozenset[FactRef]:
        """The missing facts of its shares, and of its sums on days."""
        shares = (
            self.evaluator.reader(formulas.share)(self.situation)
            for term, formulas in zip(self.schedule.instalments, self.formulas, strict=True)
            if not (term.is_rest or term.is_sum_at_event)
        )
        return NO_FACTS.union(*(share.facts for share in shares if isinstance(share, Open)))

    def _place_of_sum(self, number: int) -> tuple[bool, str]:
        is_sum = self.schedule.instalments[number - 1].is_sum
        return is_sum, str(self._counted_day(self._occurrences(number)[0].day)) if is_sum else ""

    def _share(self, term: Instalment, value: Answer, low: int, high: int, left: Sequence[int]) -> tuple[int, int]:
        """The least and the greatest sum of an instalment with a share or a sum of its own."""
        least, most = span_of_amount(value)
        if term.is_sum:
            rounding = self.program.rounding
            ends = rounding.apply(Fraction(least)), left[1] if most is None else rounding.apply(Fraction(most))
            return min(ends[0], left[0]), min(ends[1], left[1])
        rates = min(Fraction(least), Fraction(1)), Fraction(1) if most is None else min(Fraction(most), Fraction(1))
        step = self.program.rounding.step
        sums = [int(rate * grant) // step * step for rate, grant in zip(rates, (low, high), strict=True)]
        return min(sums[0], left[0]), min(sums[1], left[1])

    @property
    def _numbers_of_pool(self) -> Sequence[int]:
        """The numbers of the instalments that take of what no other one has: sums at events, and the rest."""
        terms = enumerate(self.schedule.instalments, 1)
        return [number for number, term in terms if term.is_rest or term.is_sum_at_event]

    @property
    def number_of_pool(self) -> int:
        """The number of the one that has what these leave: the rest, or the first sum at an event; 0 for none."""
        terms = self.schedule.instalments
        return max(self._numbers_of_pool, key=lambda number: terms[number - 1].is_rest, default=0)

    # ------------------------------------------------------------------------------------------ states

    def with_states(self, instalments: Iterable[SettledInstalment]) -> tuple[SettledInstalment, ...]:
        """The same instalments, those that wait with their states of today."""
        made, known, pooled = list[SettledInstalment](), [*instalments], self._numbers_of_pool
        shared = [each for each in known if each.state is InstalmentState.OPEN and each.number in pooled]
        for each in known:
            if each.state is not InstalmentState.OPEN:
                made.append(each)
            elif not each.number or each.number > len(self.schedule.instalments):
                made.append(attrs.evolve(each, state=InstalmentState.LAPSED))
            elif each.number not in pooled:
                made.append(self._with_state(each, self._occurrences(each.number)[0]))
            elif each is shared[-1]:
                paid = {(part.number, part.item) for part in known if part.state is not InstalmentState.OPEN}
                made += self._from_pool(shared, paid)
        year_of = self.program.year_of
        return tuple(
            attrs.evolve(
                part, year=None if part.day is None else year_of(part.day), facts=part.facts if part.high else NO_FACTS
            )
            for part in made
        )

    def _from_pool(
        self, shared: Sequence[SettledInstalment], paid: set[tuple[int, str]]
    ) -> Iterator[SettledInstalment]:
        """What sums at events, and the rest, take of the same money, by day; one without its day may be the first.

        If a year is reopened, several instalments have it; each has asked the budgets of the years before.
        """
        low, high = sum(each.low for each in shared), sum(each.high for each in shared)
        pool = attrs.evolve(_waiting(self.number_of_pool, low, high), facts=shared[-1].facts)
        last_years = {(each.number, each.item): each.asked for each in shared if each.asked is not None}
        events = [
            occurrence
            for number, term in enumerate(self.schedule.instalments, 1)
            if term.is_sum_at_event
            for occurrence in self._occurrences(number)
            if (number, occurrence.item) not in paid
        ]
        is_rest = self.schedule.instalments[pool.number - 1].is_rest
        takers = [*events, *(self._occurrences(pool.number) if is_rest else ())]
        undated = (self._share_of_pool(each, pool, low, high) for each in takers if isinstance(each.day, Open))
        made = [part for part in undated if part.may_be_due]
        low = max(0, low - sum(part.high for part in made))
        pool = attrs.evolve(pool, facts=pool.facts.union(*(part.facts for part in made)))
        dated = [each for each in takers if isinstance(each.day, Date) and self._counted_day(each.day) <= self.last_day]
        for each in sorted(
            dated, key=lambda each: (self._counted_day(each.day), each.number == pool.number and is_rest)
        ):
            part = self._share_of_pool(each, pool, low, high)
            made.append(part)
            least = 0 if part.facts and self._takes_if_due(each.number) else part.low
            if least != part.high:  # what is left depends on the same facts
                pool = attrs.evolve(pool, facts=pool.facts | part.facts | each.facts)
            low, high = max(0, low - part.high), high - least
        if is_rest and all(part.number != pool.number for part in made):
            made.append(self._share_of_pool(takers[-1], pool, low, high))
        elif high and not is_rest:
            remainder = _Occurrence(pool.number, NONE, True, NO_FACTS, None, "", (high, high))
            made.append(self._share_of_pool(remainder, pool, low, high))
        return (attrs.evolve(part, asked=last_years.get((part.number, part.item))) for part in made)

    def _share_of_pool(
        self, occurrence: _Occurrence, pool: SettledInstalment, low: int, high: int
    ) -> SettledInstalment:
        """What one of them takes of what is left. It is not settled while its sum is open."""
        term = self.schedule.instalments[occurrence.number - 1]
        least, most = (low, None) if term.is_rest else occurrence.sum_
        part = _waiting(occurrence.number, min(least, low), high if most is None else min(most, high))
        part = self._with_state(
            attrs.evolve(
                part, pool=pool.number, item=occurrence.item, facts=pool.facts if part.low != part.high else NO_FACTS,
            ),
            occurrence,
        )  # fmt: skip
        if part.state is InstalmentState.LAPSED and self._takes_if_due(part.number):
            return attrs.evolve(part, low=0, high=0)
        if part.low != part.high and part.state is not InstalmentState.OPEN:  # a ledger has the sum of what is settled
            part = attrs.evolve(part, state=InstalmentState.OPEN, day=None, gate=None, stopped_by="")
        return part

    def _takes_if_due(self, number: int) -> bool:
        """Whether it is a sum at an event of another record, which takes nothing if its condition fails."""
        term = self.schedule.instalments[number - 1]
        return term.event is not None and not term.event.is_of_claim and not term.is_rest

    def _counted_day(self, day: Answer) -> datetime.date:
        """A day before that of the grant counts as it."""
        return max(day, self.situation.day) if isinstance(day, Date) else datetime.date.max

    def _with_state(self, part: SettledInstalment, occurrence: _Occurrence) -> SettledInstalment:
        """An instalment with its state on the last day that is settled."""
        day, facts = occurrence.day, occurrence.facts | part.facts
        known = self._counted_day(day) if isinstance(day, Date) else None
        stop = self._stop(known)
        part = attrs.evolve(part, day=known, payee=occurrence.payee or part.payee, facts=NO_FACTS)
        event = self.schedule.instalments[part.number - 1].event
        is_stated = self.is_listed or (event is not None and not event.is_of_claim)
        is_asked = isinstance(day, Open) and bool(day.facts) and is_stated
        if stop is not None and not stop.facts and not is_asked:
            return attrs.evolve(part, state=InstalmentState.STOPPED, day=stop.day, stopped_by=stop.label)
        if known is None or known > self.last_day:
            if isinstance(day, Open) and is_asked and (not isinstance(day.low, Date) or day.low <= self.last_day):
                part = attrs.evolve(part, facts=facts | day.facts)
            return part
        if isinstance(occurrence.truth, Open):
            facts |= occurrence.truth.facts
        elif occurrence.truth is not True:
            return attrs.evolve(part, state=InstalmentState.LAPSED, gate=occurrence.gate)
        facts |= NO_FACTS if stop is None else stop.facts
        return attrs.evolve(part, facts=facts) if facts else attrs.evolve(part, state=InstalmentState.DUE)

    def _stop(self, day: datetime.date | None) -> StopOfPayments | None:
        """The first recovery that ends the payments on or before a day, or before a day that is not known."""
        stops = (stop for stop in self.stops if day is None or stop.day <= day)
        return min(stops, key=lambda stop: (bool(stop.facts), stop.day), default=None)

    # ------------------------------------------------------------------------------------------ days

    def _occurrences(self, number: int) -> list[_Occurrence]:
        """The days on which an instalment may be paid: of an event of another record, one for each of them."""
        term, formulas = self.schedule.instalments[number - 1], self.formulas[number - 1]
        here = self.situation
        if term.event is None:
            day = self.evaluator.reader(formulas.day)(here) if term.has_day else shift_day(here.day, *term.delay)
            return [self._occurrence(number, day, here.record, NO_FACTS)]
        if term.event.is_of_claim:
            day = here.field(term.event.date_field) if here.record is not None else NONE
            return [self._occurrence(number, day, here.record, NO_FACTS)]
        reached = [
            attrs.evolve(
                self._occurrence(number, self._day(record, term.event.date_field), record, facts),
                item=record.item if term.is_sum else "",
            )
            for record, facts in self._records(term)
        ]
        is_last = term.is_sum and self._has_rest_come  # what is left is then settled, and not again
        lists = here.records_of_kind(term.event.record).unlisted if is_last else here.partial_lists(term.event.record)
        doubts = lists if self.is_listed else NO_FACTS
        if term.is_sum:
            unlisted = _Occurrence(number, Open(doubts), True, doubts, None, term.payee_name, (0, None))
            return [*reached, *([unlisted] if doubts else ())]
        doubts = doubts.union(*(each.facts for each in reached))
        for each in reached:
            doubts |= each.day.facts if isinstance(each.day, Open) else NO_FACTS
        dated = [each for each in reached if isinstance(each.day, Date)]
        if dated and not doubts:  # a record of which something is missing may be the first
            return [min(dated, key=lambda each: str(each.day))]
        return [_Occurrence(number, Open(doubts) if doubts else NONE, True, doubts, None, term.payee_name)]

    @property
    def _has_rest_come(self) -> bool:
        """Whether the day of the rest has come."""
        return any(
            self._counted_day(self._occurrences(number)[0].day) <= self.last_day
            for number, term in enumerate(self.schedule.instalments, 1)
            if term.is_rest
        )

    def _day(self, record: Record, date_field: str) -> Answer:
        return self.situation.with_record(record, self.situation.day).field(date_field)

    def _records(self, term: Instalment) -> Iterator[tuple[Record, frozenset[FactRef]]]:
        """The records of the event of an instalment that belong to the grant, with the facts that decide on it."""
        event, here = term.event, self.situation
        assert event is not None
        mine: Answer = self.item
        if event.same or (event.link and not event.is_link_of_event):
            mine = here.field(event.same or event.link) if here.record is not None else NONE
        for record, belongs in here.records_of_kind(event.record).members:
            theirs: Answer = record.item
            if event.same or event.is_link_of_event:
                theirs = here.with_record(record, here.day).field(event.same or event.link)
            facts = NO_FACTS.union(*(each.facts for each in (mine, theirs, belongs) if isinstance(each, Open)))
            if facts or text_of_answer(mine) == text_of_answer(theirs) != "":
                yield record, facts

    def _occurrence(self, number: int, day: Answer, record: Record | None, facts: frozenset[FactRef]) -> _Occurrence:
        """An instalment on a day; its condition and its own sum are those of that day."""
        term, formulas = self.schedule.instalments[number - 1], self.formulas[number - 1]
        on = self._counted_day(day) if isinstance(day, Date) else self.last_day
        here = (
            self.situation.with_record(record, on)
            if record is not self.situation.record
            else attrs.evolve(self.situation, day=on, year=self.program.year_of(on))
        )
        here = attrs.evolve(here, assumptions={**here.assumptions, GRANT_YEAR: Date(self.situation.year, 1, 1)})
        truths = [self.evaluator.truth(test.holds)(here) for test in formulas.tests]
        gate = next((gate for gate, truth in zip(term.gates, truths, strict=True) if truth is not True), None)
        payee = term.payee_name
        if term.payee and here.record is not None:
            named = here.field(term.payee)
            payee = text_of_answer(named)
            facts |= named.facts if isinstance(named, Open) and self.is_listed else NO_FACTS
        sum_: tuple[int, int | None] = (0, 0)
        if term.is_sum_at_event:
            value = self.evaluator.reader(formulas.share)(here)
            facts |= value.facts if isinstance(value, Open) else NO_FACTS
            low, high = span_of_amount(value)
            rounding = self.program.rounding
            sum_ = rounding.apply(Fraction(low)), None if high is None else rounding.apply(Fraction(high))
        return _Occurrence(number, day, all_of(*truths), facts, gate, payee, sum_)


def _waiting(number: int, low: int, high: int) -> SettledInstalment:
    return SettledInstalment(number, low, high, InstalmentState.OPEN)
