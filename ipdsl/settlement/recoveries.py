"""Recoveries: what is paid back of payments, after the claims are settled.

Input: the recoveries of a policy, the situation of an applicant, and its payments: those of earlier lines, and those of
the claims of this run, which count as paid on their day. Output: for each event what is taken of each payment, with
surcharge and interest. Dues are not changed.

Events are settled by day, then in the order of the page. A recovery takes no more of a payment than earlier ones left.
With missing facts there is a least and a greatest sum of every event, and of what is left of every payment: the more an
event may take, the less may be left to the next one. A payment whose day is not known counts on every day of its year.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor
from typing import Any, TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date, year_fraction
from ipdsl.claims.claim import INFINITE
from ipdsl.engine.evaluator import Evaluator, Reader, span_of_amount
from ipdsl.engine.matters import records_with_item
from ipdsl.engine.operations import Answer, all_of, open_truth, text_of_answer
from ipdsl.engine.situation import Member, Situation, open_value
from ipdsl.ir.facts import GRANT_YEAR, Fact, FactRef, Open, Record, payment_ref
from ipdsl.ir.terms import Formula, Program, Recovery, RecoveryFormulas, unlisted_item
from ipdsl.schema.values.value_type import KnownValues

Rate: TypeAlias = "tuple[bool, tuple[Fraction, Fraction] | None]"
"""Whether a payment is surely paid back, and the least and the greatest rate.

Without a rate it is not paid back; then the first says whether that is so because something cannot be determined.
"""

Part: TypeAlias = "tuple[RecoverablePayment, int]"
"""A payment and a sum of it, in minor units."""

ReachedPayment: TypeAlias = "tuple[RecoverablePayment, frozenset[FactRef]]"
"""A payment that an event may reach, and the missing facts that decide whether it does."""

PAYMENT, FIRST_PAYMENT, GRANT = (payment_ref(point) for point in ("the payment", "the first payment", "the grant"))


def points_of_payment(program: Program, day: Date, first: Date, granted_on: Date) -> dict[FactRef, Date]:
    """The days that a condition or a rate may read of a payment: its own, that of the first one, and of the grant."""
    return {PAYMENT: day, FIRST_PAYMENT: first, GRANT: granted_on, GRANT_YEAR: Date(program.year_of(granted_on), 1, 1)}


@attrs.frozen(eq=False, repr=False)
class RecoverablePayment(ValueObject):
    """A payment that may be paid back, in minor units.

    `grant` is its line or claim; `first` is the day of the first payment of it, `granted_on` that of the grant, or
    without it the first payment. Days are `None` if they are not known; `first_year` is the year of an unknown first
    one. `most` is greater than `least` if facts are missing. `fields` are those of its record by which recoveries find
    it. `place` is the path of its line in the facts, if a day is missing there. `is_new`: this run makes it due;
    `is_settled`: no later run settles it again. `since` is the first possible day of one without a known year.
    `due_on` is the day on which the sum of an earlier line was due, if it is known.
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
    fields: Mapping[str, Answer] = attrs.field(factory=dict)
    place: str = ""
    is_new: bool = False
    first_year: int = 0
    is_settled: bool = True
    since: datetime.date | None = None
    due_on: datetime.date | None = None

    @property
    def known_day(self) -> datetime.date | None:
        """The day of payment, or the day on which it was due."""
        return self.day or self.due_on


@attrs.frozen(eq=False, repr=False)
class RecoveredSum(ValueObject):
    """What one event takes, at least or at most.

    `parts` are the sums of payments, in minor units. They add up to `principal` if nothing is open. If it is open only
    which payments bear a known sum, `borne` are parts that add up to it, of what is surely left of each payment.
    `left` is what was left at most before, by the identity of the payment. `ended` are the payments by which it finds
    the grants that it ends, one for each, and `stopped` the payments of them that are not made, with their sums.
    """

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
    borne: tuple[tuple[RecoverablePayment, int], ...] = ()
    left: Mapping[int, int] = attrs.field(factory=dict)
    ended: tuple[RecoverablePayment, ...] = ()
    stopped: tuple[tuple[RecoverablePayment, int], ...] = ()
    is_of_sure_event: bool = True
    is_payer_known: bool = True
    is_determined: bool = True

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
    is_dated: bool = True


@attrs.frozen(eq=False, repr=False)
class AskedPayment(ValueObject):
    """A payment that an event may take: what is left of it and its part of that, at least and at most.

    Without `has_rate` it takes nothing, because its share or a condition cannot be determined.
    """

    payment: RecoverablePayment
    left: tuple[int, int]
    part: tuple[Fraction, Fraction]
    has_rate: bool = True


@attrs.frozen(eq=False, repr=False)
class EndedGrant(ValueObject):
    """A grant whose payments an event ends, or may end, with a payment by which it is found."""

    payment: RecoverablePayment
    is_sure: bool
    facts: frozenset[FactRef]


@attrs.define(eq=False, repr=False)
class RecoveryCourse:
    """Settles the recoveries of one applicant; gives what they take at least and at most.

    `grants` has a payment of nothing on the day of each grant, by which an event finds a grant without payments.
    """

    program: Program
    evaluator: Evaluator
    situation: Situation
    payments: Sequence[RecoverablePayment]
    recovered: Sequence[tuple[int, str, str, int]]  # by earlier runs: clause, item, day or year of the payment, and sum
    grants: Sequence[RecoverablePayment] = ()

    def settle(self, events: Sequence[RecoveryEvent]) -> list[tuple[RecoveredSum, RecoveredSum]]:
        """What each event takes at least and at most, in order."""
        payments = sorted(self.payments, key=self._order)
        left = {id(payment): (payment.least, payment.most) for payment in payments}
        self._take_recovered(payments, left)
        index = PaymentIndex(payments)
        of_grants = PaymentIndex(sorted([*payments, *self.grants], key=self._order)) if self.grants else index
        undated, ended = [event for event in events if not event.is_dated], set[int]()
        sums = {id(event): self._settle_event(event, index, left) for event in undated}
        for event in undated:  # an event without a day may come before all others
            _take(left, (), sums[id(event)][1].parts)
            sums[id(event)] = self._end_grants(event, of_grants, left, ended, sums[id(event)])
        for event in events:
            if event.is_dated:
                least, most = self._settle_event(event, index, left)
                _take(left, least.parts, most.parts)
                sums[id(event)] = self._end_grants(event, of_grants, left, ended, (least, most))
        for key, (least, most) in sums.items():
            if not most.is_payer_known:  # it is taken, but all of it may be owed by another
                sums[key] = attrs.evolve(least, principal=0, surcharge=0, interest=0, parts=(), borne=()), most
        return [sums[id(event)] for event in events]

    def _end_grants(
        self, event: RecoveryEvent, index: PaymentIndex, left: dict[int, tuple[int, int]], ended: set[int],
        sums: tuple[RecoveredSum, RecoveredSum],
    ) -> tuple[RecoveredSum, RecoveredSum]:  # fmt: skip
        """What an event takes, with what it stops: what is left of the sums of the grants that this run makes due."""
        if not self.program.recoveries[event.index].stops:
            return sums
        grants = {
            id(each.payment.grant): each
            for each in self.ended_grants(event, index)
            if id(each.payment.grant) not in ended
        }
        stopped: tuple[list[Part], list[Part]] = ([], [])
        taken = Counter[int]()  # and withheld; what is left at most is without its least part
        if not sums[1].payer and sum(part for _, part in sums[1].parts) <= sums[1].principal:
            taken.update({id(payment): part for payment, part in sums[1].parts})
            taken.subtract({id(payment): part for payment, part in sums[0].parts})
        for payment in self.payments:
            grant, (low, high) = grants.get(id(payment.grant)), left[id(payment)]
            if grant is not None and payment.is_new and high:
                stopped[0].append((payment, low if grant.is_sure else 0))
                stopped[1].append((payment, max(0, high - taken[id(payment)])))
                left[id(payment)] = (0, 0 if grant.is_sure else high)
        ended |= {key for key, each in grants.items() if each.is_sure}
        facts = frozenset[FactRef]().union(*[each.facts for each in grants.values()])
        least, most = (
            attrs.evolve(
                sum_, stopped=tuple(stopped[end]), facts=sum_.facts | facts,
                ended=tuple(each.payment for each in grants.values() if each.is_sure or end),
            )
            for end, sum_ in enumerate(sums)
        )  # fmt: skip
        return least, most

    def ended_grants(self, event: RecoveryEvent, index: PaymentIndex) -> Iterator[EndedGrant]:
        """The grants whose payments an event ends, or may end.

        It ends those of which it would take, or would on the day of the grant if nothing is paid before it. Without a
        share or sum it ends none.
        """
        term, formulas = self.program.recoveries[event.index], self.evaluator.formulas.recoveries[event.index]
        truth = self.evaluator.truth(*[test.holds for test in formulas.tests])
        share = self.evaluator.reader(formulas.share)
        reads = _points_read((*[test.holds for test in formulas.tests], formulas.share))
        reached = ((id(payment.grant), (payment, doubts)) for payment, doubts in self.reached(term, event, index))
        for group in values_by_key(reached).values():
            dated = [each for each in group if each[0].most and each[0].day is not None]
            facts, are_sure, may = set(event.facts), list[bool](), False
            for payment, doubts in dated or group:
                is_before = (payment.granted_on or payment.day or datetime.date.max) <= event.day
                rates, open_facts = self._rates(event, truth, share, payment, reads, is_before=is_before)
                facts |= doubts | open_facts
                if len(rates) > 1 and payment.place:
                    facts.add(FactRef("payments", item=payment.place))
                are_sure.append(not doubts and all(is_sure and span is not None for is_sure, span in rates))
                may |= any(span is not None for _, span in rates)
            if may:
                is_sure = event.is_sure and (any(are_sure) if dated else all(are_sure))
                yield EndedGrant(group[0][0], is_sure, frozenset() if is_sure else frozenset(facts))

    def _order(self, payment: RecoverablePayment) -> tuple[object, ...]:
        """By day, then in the order of the page."""
        day = payment.known_day or self._last_day(payment)
        return day, payment.clause, payment.item, payment.is_new, payment.year

    def _take_recovered(self, payments: Sequence[RecoverablePayment], left: dict[int, tuple[int, int]]) -> None:
        """Take what earlier runs recovered from the payments of its item: first those of the day, then of its year.

        The day of a payment may be stated later, or corrected.
        """
        years = self.program.fiscal_year
        by_item = defaultdict[tuple[int, str], list[RecoverablePayment]](list)
        for payment in (each for each in payments if not each.is_new):
            by_item[payment.clause, payment.item].append(payment)
        for clause, item, stated, sum_ in self.recovered:
            year = years.year_of(years.day_of(stated))
            for payment in sorted(
                by_item[clause, item],
                key=lambda each: (stated not in (str(each.day), str(each.due_on)), each.year != year),
            ):
                low, high = left[id(payment)]
                taken = min(sum_, high)
                left[id(payment)] = (max(0, low - taken), high - taken)
                sum_ -= taken

    def _settle_event(
        self, event: RecoveryEvent, index: PaymentIndex, left: Mapping[int, tuple[int, int]]
    ) -> tuple[RecoveredSum, RecoveredSum]:
        """What an event takes at least and at most."""
        term, formulas = self.program.recoveries[event.index], self.evaluator.formulas.recoveries[event.index]
        here, facts = self.situation.with_record(event.record, event.day), set(event.facts)
        takes_sum = term.is_sum or term.is_above
        reached = [each for each in self.reached(term, event, index) if left[id(each[0])][1]]
        candidates = [*self.candidates(event, formulas, reached, left, facts, takes_sum=takes_sum)]
        caps = [sum(each.left[end] for each in candidates) for end in (0, 1)]
        totals = [sum((each.part[end] for each in candidates), Fraction(0)) for end in (0, 1)]
        if takes_sum:
            span = self._span(formulas.share, here, facts)
            candidates = [attrs.evolve(each, has_rate=each.has_rate and span is not None) for each in candidates]
            totals = [Fraction(0), Fraction(0)] if span is None else _sums_taken(caps, span, is_above=term.is_above)
        low, high = self._span(formulas.at_most, here, facts) or (None, None)
        totals = [
            total if limit is None else min(total, Fraction(limit))
            for total, limit in zip(totals, (low, high), strict=True)
        ]
        rounding = term.rounding or self.program.rounding
        sums = [min(rounding.apply(total), cap) for total, cap in zip(totals, caps, strict=True)]
        threshold = self._span(formulas.threshold, here, facts)
        if threshold is not None:
            for end, limit in enumerate(reversed(threshold)):
                is_small = limit is None or (sums[end] <= limit if term.frees_threshold else sums[end] < limit)
                sums[end] = 0 if is_small else sums[end]
        if not event.is_sure:
            sums[0] = 0
        if takes_sum:
            parts = self._from_last(term, candidates, sums)
        elif sums[0] == sums[1] and all(each.part[0] == each.part[1] for each in candidates):
            parts = [share_out(sums[0], [(each.payment, each.part[1], each.left[1]) for each in candidates])] * 2
        else:
            parts = _shares(candidates, sums)
        borne = parts[0]
        if sums[0] == sums[1] and parts[0] != parts[1]:
            borne = self._borne(term, candidates, sums[0], takes_sum=takes_sum)
        if formulas.interest or (takes_sum and sums[0] == sums[1] and parts[0] != parts[1]):  # they depend on the days
            facts |= {FactRef("payments", item=each.place) for each, _ in parts[1] if each.place and each.day is None}
        low, high = self._span(formulas.surcharge, here, facts) or (0, 0)
        surcharges = (sums[0] * low, sums[1] * (INFINITE if high is None else high))
        payer = here.field(term.payer) if term.payer else ""
        facts |= payer.facts if isinstance(payer, Open) else frozenset()
        is_owed_by_other = text_of_answer(payer) not in ("", self.situation.facts.applicant)
        bears = [
            [part for part in parts[end] if not part[0].is_new or is_owed_by_other or (end and isinstance(payer, Open))]
            for end in (0, 1)  # what is withheld was never paid, and bears no interest
        ]
        least, most = (
            RecoveredSum(
                term, event.record, event.day, self.program.year_of(event.day), sums[end],
                self.program.rounding.apply(Fraction(surcharges[end])),
                self.program.rounding.apply(self._interest(event, formulas, bears[end], sums[end], end)),
                tuple(parts[end]),
                text_of_answer(payer),
                frozenset(facts), tuple(borne), {id(each.payment): each.left[1] for each in candidates},
                is_of_sure_event=event.is_sure, is_determined=all(each.has_rate for each in candidates),
                is_payer_known=not (isinstance(payer, Open) and payer.facts),
            )
            for end in (0, 1)
        )  # fmt: skip
        return least, most

    def reached(self, term: Recovery, event: RecoveryEvent, index: PaymentIndex) -> list[ReachedPayment]:
        """The payments up to the day of an event, of the same item or field where they share one."""
        here = self.situation.with_record(event.record, event.day)
        value = here.field(term.same) if term.same else None if event.record.path else Open(event.facts)
        root = "" if term.same or event.record.path else event.record.root  # of an item that is not listed
        return [
            each
            for each in index.event_payments(term, event, value)
            if self._first_day(each[0]) <= event.day
            and (not root or each[0].root != root or not records_with_item(self.situation, root, each[0].item))
        ]

    def candidates(
        self, event: RecoveryEvent, formulas: RecoveryFormulas, reached: Iterable[ReachedPayment],
        left: Mapping[int, tuple[int, int]], facts: set[FactRef], *, takes_sum: bool,
    ) -> Iterator[AskedPayment]:  # fmt: skip
        """The payments that an event may take, with their parts; adds the missing facts that decide on them."""
        truth = self.evaluator.truth(*[test.holds for test in formulas.tests])
        share = self.evaluator.reader(Fraction(1) if takes_sum else formulas.share)
        reads = _points_read((*[test.holds for test in formulas.tests], formulas.share))
        known: dict[tuple[object, ...], tuple[set[Rate], frozenset[FactRef]]] = {}
        for payment, doubts in reached:
            days = payment.day, payment.since, payment.year, payment.first, payment.first_year, payment.granted_on
            if days not in known:
                known[days] = self._rates(event, truth, share, payment, reads)
            rates, open_facts = known[days]
            facts |= open_facts
            if len(rates) > 1 and payment.place:
                facts.add(FactRef("payments", item=payment.place))
            may = [span for is_sure, span in rates if span is not None]
            if not (may or any(is_sure for is_sure, _ in rates)):
                continue
            facts |= doubts
            is_sure = event.is_dated and not doubts and all(is_sure and span is not None for is_sure, span in rates)
            low, high = left[id(payment)] if may else (0, 0)
            least, most = min((low for low, _ in may), default=0), max((high for _, high in may), default=0)
            yield AskedPayment(
                payment, (low if is_sure else 0, high),
                (min(Fraction(least * payment.least), Fraction(low)) if is_sure else Fraction(0),
                 min(Fraction(most * payment.most), Fraction(high))),
                bool(may),
            )  # fmt: skip

    def _rates(
        self, event: RecoveryEvent, truth_of: Reader, share_of: Reader, payment: RecoverablePayment, reads: set[str],
        *, is_before: bool = False,
    ) -> tuple[set[Rate], frozenset[FactRef]]:  # fmt: skip
        """The rates of a payment on each of its possible days, with the missing facts that decide on them.

        `is_before`: it is known that the payment is not made after the event.
        """
        rates, facts = set[Rate](), frozenset[FactRef]()
        for days in self._days(payment, reads):
            if is_before and days[PAYMENT] > event.day:
                continue
            c = self._situation(event, days)
            truth, share, span = all_of(truth_of(c), days[PAYMENT] <= event.day), share_of(c), None
            for value in (truth, share):
                if isinstance(value, Open):
                    facts |= value.facts
            if isinstance(share, int | Fraction | Open) and (
                truth is True or (isinstance(truth, Open) and truth.facts)
            ):
                low, high = span_of_amount(share)
                span = (
                    min(Fraction(low), Fraction(1)),
                    Fraction(1) if high is None else min(Fraction(high), Fraction(1)),
                )
            has_share = not (isinstance(share, Open) and share.may_be_undeterminable)
            rates.add((truth is not False if span is None else truth is True and has_share, span))
        return rates, facts

    def _from_last(self, term: Recovery, candidates: Sequence[AskedPayment], sums: Sequence[int]) -> list[list[Part]]:
        """Two sums, each taken from one payment after another, from the last one or in the stated order.

        A payment without a day may have several places in the order; an instalment has that of the day it was due on.
        """
        places = {clause: place for place, clause in enumerate(term.order)}

        def key(number: int, day: Date) -> tuple[int, int, int]:
            return places.get(candidates[number].payment.clause, len(places)), -day.toordinal(), number

        spans = [
            (key(number, day or self._last_day(each.payment)), key(number, day or self._first_day(each.payment)))
            for number, each in enumerate(candidates)
            for day in (each.payment.known_day,)
        ]
        parts: list[list[Part]] = [[], []]
        for end, other in ((0, 1), (1, 0)):
            # at least: after all that may be before it; at most: after those only that surely are
            ordered = sorted((span[end], candidates[number].left[other]) for number, span in enumerate(spans))
            keys, taken = [each for each, _ in ordered], [0, *accumulate(sum_ for _, sum_ in ordered)]
            for number in sorted(range(len(candidates)), key=lambda number: spans[number][0]):
                each = candidates[number]
                before = taken[bisect_left(keys, spans[number][other])]
                if spans[number][end] < spans[number][other]:
                    before -= each.left[other]
                if part := min(max(0, sums[end] - before), each.left[end]):
                    parts[end].append((each.payment, part))
        return parts

    def _borne(self, term: Recovery, candidates: Sequence[AskedPayment], sum_: int, *, takes_sum: bool) -> list[Part]:
        """Parts of a known sum, of what is surely left of each payment; one without a day counts on its last one."""
        if not takes_sum:
            return share_out(sum_, [(each.payment, each.part[0], each.left[0]) for each in candidates])
        places, borne = {clause: place for place, clause in enumerate(term.order)}, list[Part]()
        for each in sorted(
            candidates,
            key=lambda each: (
                places.get(each.payment.clause, len(places)),
                -(each.payment.known_day or self._last_day(each.payment)).toordinal(),
            ),
        ):
            part = min(sum_, each.left[0])
            sum_ -= part
            borne += [(each.payment, part)] if part else []
        return borne

    def _first_day(self, payment: RecoverablePayment) -> Date:
        return payment.day or payment.since or self.program.fiscal_year.first_day(payment.year)

    def _last_day(self, payment: RecoverablePayment) -> Date:
        return payment.day or self.program.fiscal_year.last_day(payment.year)

    def _days(self, payment: RecoverablePayment, reads: Container[str]) -> Iterator[dict[FactRef, Date]]:
        """The possible days of a payment, of the first one and of the grant; of days that are not read, the ends."""
        is_first = payment.first is None and payment.first_year in (0, payment.year)
        reads_grant = any(point in reads for point in ("the grant", "the year of the grant"))
        reads_first = "the first payment" in reads or (reads_grant and payment.granted_on is None)
        reads_day = "the payment" in reads or (is_first and reads_first)
        for day in _days_between(self._first_day(payment), self._last_day(payment), reads_day):
            firsts: Iterable[Date] = (payment.first or day,)
            if payment.first is None and not is_first:
                of_year = self.program.fiscal_year
                first, last = of_year.first_day(payment.first_year), of_year.last_day(payment.first_year)
                firsts = _days_between(first, last, reads_first)
            for first in firsts:
                yield points_of_payment(self.program, day, first, payment.granted_on or first)

    def _situation(self, event: RecoveryEvent, days: Mapping[FactRef, Fact]) -> Situation:
        """The situation of an event and a payment; what it finds may depend on the days, so it has its own cache."""
        known = {**self.situation.assumptions, **days}
        return attrs.evolve(self.situation.with_record(event.record, event.day), assumptions=known, cache={})

    def _span(
        self, formula: Formula, here: Situation, facts: set[FactRef]
    ) -> tuple[int | Fraction, int | Fraction | None] | None:
        """The ends of a value of the event, `None` for no upper one; `None` without a value."""
        value = None if formula is None else self.evaluator.reader(formula)(here)
        if not isinstance(value, int | Fraction | Open):
            return None
        low, high = span_of_amount(value)
        if isinstance(value, Open):
            facts |= value.facts
            low, high = (0, None) if value.may_be_undeterminable else (low, high)
        return low, high

    def _interest(
        self, event: RecoveryEvent, formulas: RecoveryFormulas, parts: Iterable[Part], sum_: int, end: int
    ) -> Fraction:  # fmt: skip
        """The least (`end` 0) or greatest interest on a sum, of which each payment may bear a part, exact."""
        readers, reads = (
            [self.evaluator.reader(formula) for formula in formulas.interest],
            _points_read(formulas.interest),
        )
        total, rates = Fraction(0), list[tuple[Fraction, int]]()
        for payment, part in parts if readers else ():
            years: list[Fraction] = []
            for days in self._days(payment, reads):
                if days[PAYMENT] <= event.day:
                    c = self._situation(event, days)
                    rate, first, last = (reader(c) for reader in readers)
                    low, high = span_of_amount(rate)
                    years.append(
                        _year_spans(first, last, event.day)[end] * (low, INFINITE if high is None else high)[end]
                    )
            rates.append((max(years) if end else min(years), part))
        is_more = sum(part for _, part in rates) > sum_  # then it is open which payments bear it
        for rate_of_part, part in sorted(rates, reverse=True) if is_more else rates:
            total += rate_of_part * min(part, sum_)
            sum_ = max(0, sum_ - part)
        return total


class PaymentIndex:
    """Payments in order, by what a recovery may ask of them."""

    def __init__(self, payments: Sequence[RecoverablePayment]) -> None:
        self.payments = payments
        self._places = {id(payment): place for place, payment in enumerate(payments)}
        self._groups: dict[tuple[str, str], dict[str, list[RecoverablePayment]]] = {}

    def event_payments(self, term: Recovery, event: RecoveryEvent, value: Answer | None) -> Iterator[ReachedPayment]:
        """Those of the awards of a recovery, of the same item or the same value where they share one."""
        root, name, doubts = event.record.root, term.same, frozenset[FactRef]()
        if isinstance(value, Open):
            doubts = value.facts
            payments = [payment for payment in self.payments if not name or name in payment.fields]
        elif not name:
            payments = [*self._group("root", root, event.record.item), *self._group("root", root, "")]
        elif text := text_of_answer(value):
            payments = [*self._group("field", name, text), *self._group("open field", name, name)]
        else:
            payments = []
        for payment in sorted(payments, key=lambda payment: self._places[id(payment)]):
            if payment.clause in term.clauses:
                field = payment.fields.get(name)
                yield payment, doubts | field.facts if isinstance(field, Open) else doubts

    def _group(self, by: str, name: str, value: str) -> Sequence[RecoverablePayment]:
        """The payments with the item or field of that value; "" without one. An open field has its name as value."""
        if (by, name) not in self._groups:
            groups = self._groups[by, name] = defaultdict[str, list[RecoverablePayment]](list)
            for payment in self.payments:
                field = payment.fields.get(name)
                match by:
                    case "root":
                        text = payment.item if payment.root == name else ""
                    case "field":
                        text = text_of_answer(field)
                    case _:
                        text = name if isinstance(field, Open) else ""
                groups[text].append(payment)
        return self._groups[by, name].get(value, [])


def recovery_events(
    program: Program, evaluator: Evaluator, situation: Situation, as_of: Date,
    settled: Iterable[tuple[str, str, datetime.date | None]],
) -> list[RecoveryEvent]:  # fmt: skip
    """The events up to the as-of day that earlier runs did not settle, by day and in the order of the page."""
    known, events = set(settled), list[RecoveryEvent]()
    for index, term in enumerate(program.recoveries):
        truth_of = evaluator.truth(*[gate.holds for gate in evaluator.formulas.recoveries[index].gates])
        name = term.trigger.record
        for record, belongs in (*situation.records_of_kind(name).members, *_unlisted_records(situation, name)):
            day = situation.with_record(record, as_of).field(term.trigger.date_field)
            if isinstance(day, Open) and day.facts:
                on, facts = as_of, day.facts
            elif isinstance(day, Date) and day <= as_of:
                on, facts = day, frozenset[FactRef]()
            else:
                continue
            truth = all_of(belongs, truth_of(situation.with_record(record, on)))
            open_facts = truth.facts if isinstance(truth, Open) else frozenset[FactRef]()
            if (truth is True or open_facts) and (term.label, record.item, on) not in known:
                is_dated = isinstance(day, Date)
                events.append(
                    RecoveryEvent(index, record, on, is_dated and truth is True, facts | open_facts, is_dated)
                )
    return sorted(events, key=lambda event: (event.day, event.index, event.record.item, event.record.id))


def _unlisted_records(situation: Situation, name: str) -> Iterator[Member]:
    """A record that a list stated in part may lack; each of its fields is missing with the list."""
    kind, item = situation.schema.record_by_name[name], unlisted_item(name)
    for ref in sorted(situation.partial_lists(name)):
        values = {field.name: open_value(situation.schema, ref, field.type) for field in kind.fields}
        known = KnownValues[str, Any]({**values, **dict(kind.fixed)})
        yield Record(name, kind.root, item, item, known, ""), open_truth(frozenset({ref}))


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


def _take(left: dict[int, tuple[int, int]], least: Iterable[Part], most: Iterable[Part]) -> None:
    """Take sums from what is left: the least sum from the greatest rest, the greatest from the least."""
    for end, parts in ((0, most), (1, least)):
        for payment, sum_ in parts:
            rest = list(left[id(payment)])
            rest[end] = max(0, rest[end] - sum_)
            left[id(payment)] = rest[0], rest[1]


def _sums_taken(
    caps: Sequence[int], span: tuple[int | Fraction, int | Fraction | None], *, is_above: bool
) -> list[Fraction]:
    """The least and the greatest of a sum, or of what is above it, of what is left of payments."""
    low, high = span
    if is_above:
        return [Fraction(0 if high is None else max(0, caps[0] - high)), Fraction(max(0, caps[1] - low))]
    return [Fraction(min(caps[0], low)), Fraction(caps[1] if high is None else min(caps[1], high))]


def _shares(candidates: Sequence[AskedPayment], sums: Sequence[int]) -> list[list[Part]]:
    """The least and the greatest part of each payment in two sums, if its share of them is not known."""
    totals = [sum(each.part[end] for each in candidates) for end in (0, 1)]
    is_whole = all(part.denominator == 1 for each in candidates for part in each.part)
    if is_whole and totals == [*sums]:  # no limit and no rounding changes them
        return [[(each.payment, int(each.part[end])) for each in candidates if each.part[end]] for end in (0, 1)]
    parts: list[list[Part]] = [[], []]
    for each in candidates:
        for end, whole in ((0, floor), (1, ceil)):
            of_all = each.part[end] + totals[1 - end] - each.part[1 - end]
            part = min(each.left[end], whole(sums[end] * each.part[end] / of_all) if of_all else 0)
            if sums[end] > totals[end] and end:
                part = each.left[end]  # rounded up, and divided again where less is left
            if part:
                parts[end].append((each.payment, part))
    return parts


def _points_read(formulas: Iterable[Formula]) -> set[str]:
    """The days of a payment that formulas read."""
    points = set[str]()
    for formula in formulas:
        if isinstance(formula, tuple) and formula:
            points |= {str(formula[1])} if formula[0] == "payment" else _points_read(formula[1:])
    return points


def _days_between(first: Date, last: Date, is_read: bool) -> Sequence[Date]:
    """The days from one to another; only these two if no condition reads the day."""
    if not is_read:
        return (first, last) if first < last else (first,)
    return [first + datetime.timedelta(days) for days in range((last - first).days + 1)]


def _year_spans(first: Answer, last: Answer, day: Date) -> tuple[Fraction, Fraction]:
    """The least and the greatest number of years between two days, one of which may not be known up to a day."""
    if isinstance(first, Date) and isinstance(last, Date):
        return (years := year_fraction(first, last)), years
    start, end = (each.low if isinstance(each, Open) else each for each in (first, last))
    if isinstance(last, Open):
        end = min(day, last.high) if isinstance(last.high, Date) else day
    return Fraction(0), year_fraction(start, end) if isinstance(start, Date) and isinstance(end, Date) else Fraction(0)
