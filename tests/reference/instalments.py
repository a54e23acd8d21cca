"""The oracle of payments in parts: from a schedule, a grant, its day and the facts to the instalments.

It is written from the words of the design. Money is in whole minor units.

- A share is of the grant, rounded down to the step of the policy. The rest, and the last of fixed shares that come to
  100%, is the grant less the other instalments, whether they are paid or not.
- A sum of its own takes what no share has. Sums on days that the grant fixes are fixed with it, by day. Sums
  at events take of what is then left, by day, and the rest takes on its day what they have left.
- A sum at an event of another record whose condition fails takes nothing; any other instalment, also the rest, keeps
  its sum.
- The day of an instalment is never before that of the grant. Its condition is asked on its day.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.semantics import typed
from tests.reference import days
from tests.reference.claims import Claim, rounded
from tests.reference.expressions import View, truth, value
from tests.reference.paid_back import events
from tests.reference.world import UNKNOWN, Foreign, Mark, NotStatedError, Record, World, key_text

Date = datetime.date


@attrs.frozen(order=True)
class Part:
    """An instalment: `number` is its place in the schedule, from 1; 0 has what no instalment has."""

    number: int
    sum: int
    state: str
    day: Date | None = None
    payee: str = ""


@attrs.frozen
class Time:
    """When an instalment is paid, and the record whose words it reads. `day` is `None` as long as it is not known."""

    number: int
    term: typed.Instalment
    day: Date | None
    record: Record | None


@attrs.frozen
class Grant:
    """What was granted for a claim, and up to which day it is settled; `stop` is the day on which payments ended."""

    policy: typed.Policy
    schedule: typed.PaymentSchedule
    claim: Claim
    sum: int
    last: Date
    stop: Date | None = None

    @property
    def day(self) -> Date:
        """The day of the grant."""
        assert self.claim.day is not None
        return self.claim.day

    @property
    def world(self) -> World:
        return self.claim.world

    def parts(self) -> list[Part]:
        """All instalments; their sums come to the grant."""
        terms = [*enumerate(self.schedule.instalments, 1)]
        the_rest = self._rest()
        made: list[Part] = []
        left = self.sum
        for number, term in terms:
            if term is not the_rest and term.share is not None and not term.share.type.is_money:
                left -= (sum_ := min(self._share_of(term), left))
                made.append(self._settled(self._times(number, term)[0], sum_))
        apart = [(number, term) for number, term in terms if term.share is not None and term.share.type.is_money]
        fixed = [self._times(number, term)[0] for number, term in apart if term.event is None]
        for time in sorted(fixed, key=lambda time: time.day or Date.max):
            left -= (sum_ := min(self._sum_of(time), left))
            made.append(self._settled(time, sum_))
        takers = [time for number, term in apart if term.event is not None for time in self._times(number, term)]
        pool = next((number for number, term in terms if term is the_rest), 0)
        if the_rest is not None:
            takers.append(attrs.evolve(self._times(pool, the_rest)[0], term=the_rest))
        known = [time for time in takers if time.day is not None and time.day <= self.last]
        for time in sorted(known, key=lambda time: (time.day, time.term is the_rest)):
            sum_ = left if time.term is the_rest else min(self._sum_of(time), left)
            part = self._settled(time, sum_)
            if part.state == "lapsed" and self._is_of_others(time.term) and time.term is not the_rest:
                continue
            made.append(part)
            left -= sum_
            if time.term is the_rest:
                the_rest = None
        if left or the_rest is not None:
            made.append(self._left(left, takers, the_rest))
        return sorted(made, key=lambda part: (part.number, part.day or Date.max, part))

    def _left(self, left: int, takers: list[Time], the_rest: typed.Instalment | None) -> Part:
        """What no instalment took: the rest, or what waits for another event, or what is in no instalment."""
        if the_rest is not None:
            return self._settled(next(time for time in takers if time.term is the_rest), left)
        waiting = [
            number
            for number, term in enumerate(self.schedule.instalments, 1)
            if term.share is not None and term.share.type.is_money and term.event is not None
        ]
        if not waiting:
            return Part(0, left, "lapsed")
        return Part(waiting[0], left, "open" if self.stop is None else "stopped", self.stop)

    # ------------------------------------------------------------------------------------------ sums

    def _rest(self) -> typed.Instalment | None:
        terms = self.schedule.instalments
        shares = [term.share for term in terms]
        if None in shares:
            return terms[shares.index(None)]
        are_fixed = all(isinstance(share, typed.Const) and not share.type.is_money for share in shares)
        total = sum(Fraction(share.value) for share in shares) if are_fixed else 0  # type: ignore[union-attr, arg-type]
        return terms[-1] if total == 1 else None

    def _share_of(self, term: typed.Instalment) -> int:
        rate = _known(value(term.share, self._view(self.day, self.claim.record)))  # type: ignore[arg-type]
        step = self.policy.rounding.step
        return int(math.floor(min(rate, Fraction(1)) * self.sum / step) * step)

    def _sum_of(self, time: Time) -> int:
        view = self._view(time.day or self.day, time.record)
        return int(rounded(_known(value(time.term.share, view)), self.policy))  # type: ignore[arg-type]

    # ------------------------------------------------------------------------------------------ states

    def _settled(self, time: Time, sum_: int) -> Part:
        """An instalment with its state on the last day."""
        payee = time.term.payee_name
        if time.term.payee and time.record is not None:
            payee = _text(time.record.values.get(time.term.payee, UNKNOWN))
        part = Part(time.number, sum_, "open", time.day, payee)
        if self.stop is not None and (time.day is None or self.stop <= time.day):
            return attrs.evolve(part, state="stopped", day=self.stop)
        if time.day is None or time.day > self.last:
            return part
        points = {"the year of the grant": Date(self.world.year_of(self.day), 1, 1)}
        view = attrs.evolve(self._view(time.day, time.record), points=points)
        held = [truth(gate.test, view) for gate in time.term.gates]
        if UNKNOWN in held and False not in held:
            raise NotStatedError
        return attrs.evolve(part, state="due" if all(one is True for one in held) else "lapsed")

    def _view(self, day: Date, record: Record | None) -> View:
        return View(self.world, day, self.world.year_of(day), self.policy.currency, record)

    # ------------------------------------------------------------------------------------------ days

    def _times(self, number: int, term: typed.Instalment) -> list[Time]:
        """When an instalment is paid; a sum at an event of other records is paid at each of them."""
        record = self.claim.record
        if term.event is None:
            day = days.after(self.day, term.delay, term.unit)
            if term.day is not None:
                day = value(term.day, self._view(self.day, record))
            return [Time(number, term, max(day, self.day), record)]
        made = [
            Time(number, term, None if day is None else max(day, self.day), one)
            for one, day in self._events(term)
            if day is not None or not self._is_of_others(term)
        ]
        made = made if self._is_of_others(term) and term.share is not None and term.share.type.is_money else made[:1]
        is_single = not (term.share is not None and term.share.type.is_money)
        return made or ([Time(number, term, None, None)] if is_single else [])

    def _is_of_others(self, term: typed.Instalment) -> bool:
        return bool(term.event is not None and (term.same or term.link))

    def _events(self, term: typed.Instalment) -> Iterator[tuple[Record, Date | None]]:
        """The records of the event of an instalment, by day, with the day of each."""
        assert term.event is not None
        mine = self.claim.record
        assert mine is not None
        field = self.world.schema.record_by_name[term.event.record].event_by_name[term.event.event].date_field
        if not self._is_of_others(term):
            yield mine, _day(mine, field)
            return
        found = [one for one in self.world.of_kind(term.event.record) if self._belongs(term, mine, one)]
        for one in sorted(found, key=lambda one: (_day(one, field) or Date.max, one.item, one.id)):
            yield one, _day(one, field)

    def _belongs(self, term: typed.Instalment, mine: Record, other: Record) -> bool:
        """Whether an event of another record is one of the grant."""
        if term.same:
            return _text(mine.values.get(term.same, UNKNOWN)) == _text(other.values.get(term.same, UNKNOWN)) != ""
        if term.is_link_of_event:
            return _text(other.values.get(term.link, UNKNOWN)) == mine.item
        return _text(mine.values.get(term.link, UNKNOWN)) == other.item


def grants_in_parts(
    policy: typed.Policy, world: World, found: list[Claim], until: Date | None = None
) -> Iterator[tuple[Claim, list[Part]]]:
    """The grants of a run that are paid in parts, and their instalments up to a day."""
    last = until or world.as_of
    for schedule in policy.schedules:
        for claim in found:
            if claim.label in schedule.awards and claim.sum and not claim.stopped:
                yield claim, Grant(policy, schedule, claim, claim.sum, last, _stop(policy, claim, last)).parts()


def _stop(policy: typed.Policy, claim: Claim, last: Date) -> Date | None:
    """The first day on which a recovery ends the payments of a claim. These recoveries have no conditions."""
    stops = [
        day
        for day, _, rule, record in events(policy, claim.world)
        if rule.stops and claim.label in rule.awards and claim.record is not None
        and (record.root, record.item) == (claim.record.root, claim.item) and claim.day is not None
        and claim.day <= day <= last
    ]  # fmt: skip
    return min(stops, default=None)


def _day(record: Record, field: str) -> Date | None:
    """A day; nothing for one that did not come."""
    day = record.values.get(field, UNKNOWN)
    if day is UNKNOWN:
        raise NotStatedError
    return None if isinstance(day, Mark) else day


def _text(held: Any) -> str:
    if held is UNKNOWN:
        raise NotStatedError
    return "" if isinstance(held, Mark | tuple | Foreign) else key_text(held)


def _known(held: Any) -> Fraction:
    """A number of at least 0; one that is none, or cannot be determined, is 0."""
    if held is UNKNOWN:
        raise NotStatedError
    return Fraction(0) if isinstance(held, Mark | Foreign) else max(Fraction(held), Fraction(0))
