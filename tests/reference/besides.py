"""The parts of a decision in addition to claims: budget lines, duties, and records that other documents decide on.

They are not part of the total. A budget line is an amount for each year (or event) in which its conditions are true. A
duty without an amount is listed if it concerns the applicant, or if its article pays a claim. A document decides on
each record of its kind that meets its conditions; the other records of the kind are listed with the reason.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.semantics import typed
from tests.reference.claims import Claim, rounded
from tests.reference.expressions import NoRowError, View, truth, value
from tests.reference.horizon import Calendar
from tests.reference.world import CANNOT, MISSING, UNKNOWN, Foreign, Mark, NotStatedError, Record, World

Date = datetime.date


@attrs.frozen
class BudgetLine:
    """A sum for a year; in fen."""

    label: str
    item: str
    year: int
    amount: int


@attrs.frozen
class Duty:
    """A duty: the amount in fen, or None; `years` in which its conditions are true, if it has conditions."""

    article: str
    who: str
    text: str
    amount: int | None
    years: tuple[int, ...] = ()


@attrs.frozen
class Decided:
    """A record that another document is about."""

    label: str
    item: str
    day: Date | None
    outcome: str


@attrs.frozen
class Sentence:
    """The trigger and conditions of a budget line, a duty or a reference, for one applicant."""

    calendar: Calendar
    trigger: typed.Trigger
    gates: tuple[typed.Gate, ...]

    @property
    def world(self) -> World:
        return self.calendar.world

    def view(self, record: Record | None, day: Date) -> View:
        return View(self.world, day, self.world.year_of(day), self.calendar.policy.currency, record)

    def holds(self, record: Record | None, day: Date) -> bool:
        """Every condition is true on the day."""
        for gate in self.gates:
            held = truth(gate.test, self.view(record, day))
            if held is UNKNOWN:
                raise NotStatedError
            if held is not True:
                return False
        return True

    def event_day(self, record: Record) -> Date | None:
        """The day of the event; None where it did not happen, or on no day that can be determined."""
        assert isinstance(self.trigger, typed.EventTrigger)
        declared = self.world.schema.record_by_name[self.trigger.record]
        day = record.values.get(declared.event_by_name[self.trigger.event].date_field, UNKNOWN)
        if day is UNKNOWN:
            raise NotStatedError
        return None if isinstance(day, Mark) else day

    def is_settled(self, day: Date, *, late: bool = False) -> bool:
        """Whether the day is in the window up to the as-of date. `late` adds the time of discretion before it."""
        policy, as_of = self.calendar.policy, self.world.as_of
        begin, start = policy.window.start, policy.discretion_from
        reaches = late and start is not None and begin is not None and start <= day < begin
        return (day in policy.window or reaches) and day <= as_of

    def first_days(self, record: Record | None) -> Iterator[tuple[Date, bool]]:
        """For each tried year of a state the first day on which it is true, with True; or the first day, with False."""
        for start, end in self.calendar.tried_years(None):
            days = list(self.calendar.days_to_try(start, end, self))
            held = next((day for day in days if self.holds(record, day)), None)
            yield (days[0], False) if held is None else (held, True)


# ---------------------------------------------------------------------------------------------- budget lines


def budget_lines(policy: typed.Policy, calendar: Calendar) -> Iterator[BudgetLine]:
    """The sums of the budget lines for an applicant of their kind."""
    for line in policy.allocations:
        if line.to and not calendar.world.kinds & set(line.to):
            continue
        sentence = Sentence(calendar, line.trigger, line.gates)
        for record, day in _days_of(sentence):
            amount = _amount(line, sentence.view(record, day), policy)
            if amount is not None:
                world = calendar.world
                yield BudgetLine(line.label, record.item if record else world.applicant, world.year_of(day), amount)


def _days_of(sentence: Sentence) -> Iterator[tuple[Record | None, Date]]:
    """The days for which a budget line gives its sum."""
    trigger, calendar = sentence.trigger, sentence.calendar
    match trigger:
        case typed.EventTrigger():
            for record in sentence.world.of_kind(trigger.record):
                day = sentence.event_day(record)
                if day is not None and sentence.is_settled(day) and sentence.holds(record, day):
                    yield record, day
        case typed.StateTrigger():
            subjects = [None] if trigger.record is None else sentence.world.of_kind(trigger.record)
            for subject in subjects:
                yield from ((subject, day) for day, held in sentence.first_days(subject) if held)
        case _:
            ends = [calendar.year_end(calendar.world.year_of(start)) for start, _ in calendar.tried_years(None)]
            yield from ((None, day) for day in ends if sentence.holds(None, day))


def _amount(line: typed.Allocation, view: View, policy: typed.Policy) -> int | None:
    """The amount under its own limit, rounded once; None if it cannot be determined or no row applies."""
    limits = []
    for part in (line.amount.value, line.amount.at_most):
        if part is None:
            continue
        try:
            found = value(part, view)
        except NoRowError:
            return None
        if found is UNKNOWN:
            raise NotStatedError
        if found in (CANNOT, MISSING) or isinstance(found, Foreign):
            return None
        found = Fraction(0) if isinstance(found, Mark) else Fraction(found)
        computed = part is line.amount.at_most and not isinstance(part, typed.Const)
        limits.append(Fraction(math.floor(found)) if computed else found)
    return rounded(max(min(limits), Fraction(0)), policy)


# ---------------------------------------------------------------------------------------------- duties


def duties(
    policy: typed.Policy, calendar: Calendar, claims: list[Claim], newly: list[tuple[str, int]]
) -> Iterator[Duty]:
    """The duties of the applicant, or of the party that they name. `newly` has the amounts paid by label."""
    for duty in policy.obligations:
        years: tuple[int, ...] = ()
        if duty.gates:
            endless = attrs.evolve(policy, window=attrs.evolve(policy.window, end=None))  # a duty outlives the window
            calendar = attrs.evolve(calendar, policy=endless)
            sentence = Sentence(calendar, typed.YearTrigger(span=duty.span), duty.gates)
            ends = [calendar.year_end(calendar.world.year_of(start)) for start, _ in calendar.tried_years(None)]
            years = tuple(calendar.world.year_of(day) for day in ends if sentence.holds(None, day))
            if not years:
                continue
        if duty.share is not None:
            paid = sum(sum_ for label, sum_ in newly if label in duty.awards)
            if paid and duty.who in calendar.world.kinds:
                owed = rounded(Fraction(paid) * duty.share, policy)
                yield Duty(duty.article, duty.who, duty.text, owed, years)
        elif duty.who in calendar.world.kinds or _concerns(policy, duty, claims, newly):
            yield Duty(duty.article, duty.who, duty.text, None, years)


def _concerns(policy: typed.Policy, duty: typed.Obligation, claims: list[Claim], newly: list[tuple[str, int]]) -> bool:
    """An award of its article pays, or may pay once the bureau has set the sum."""
    labels = {award.label for award in policy.awards if award.article == duty.article}
    return any(sum_ for label, sum_ in newly if label in labels) or any(
        claim.label in labels and claim.outcome == "ceiling" for claim in claims
    )


# ---------------------------------------------------------------------------------------------- other documents


def decided_elsewhere(policy: typed.Policy, calendar: Calendar) -> Iterator[Decided]:
    """The records of the kinds for which the policy refers to another document."""
    for document in policy.references:
        trigger = document.trigger
        if trigger is None or isinstance(trigger, typed.YearTrigger) or trigger.record is None:
            continue
        label = ".".join(part for part in (document.article, trigger.record) if part)
        sentence = Sentence(calendar, trigger, document.gates)
        for record in calendar.world.of_kind(trigger.record):
            found = _decided(sentence, record)
            if found is not None:
                yield Decided(label, record.item, *found)


def _decided(sentence: Sentence, record: Record) -> tuple[Date | None, str] | None:
    if isinstance(sentence.trigger, typed.StateTrigger):
        days: list[Any] = list(sentence.first_days(record))
        held = [day for day, is_held in days if is_held]
        if held:
            return held[0], "by reference"
        return (days[0][0], "not eligible") if days else None
    day = sentence.event_day(record)
    if day is None:
        return None, "not eligible"
    if not sentence.is_settled(day, late=True):
        return day, "out of window"
    return day, "by reference" if sentence.holds(record, day) else "not eligible"
