"""What an emitted total stands on: the few lookups it calls, the way out, and `total` and `total_bounds` themselves.

An emitted total takes one applicant's facts and answers in minor units, as long as everything it asks for is stated
and is a plain value. Where a value is missing, cannot be determined or changes with the days, the function raises one
of `OUTSIDE`, and `evaluate` answers in its place: that is always right, only slower.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from ipdsl.runtime.code import OUTSIDE as OUTSIDE
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.unknown import NONE, FactRef
from ipdsl.values.days import Date
from ipdsl.values.money import Money

if TYPE_CHECKING:
    from ipdsl.runtime.code import Code
    from ipdsl.runtime.decision.light import Decision
    from ipdsl.runtime.terms import Program
    from ipdsl.values.money import Bounds

Records: TypeAlias = "tuple[Record, ...] | list[Record]"
"""Records of one kind."""

OfYear: TypeAlias = "Callable[[Facts, int], bool]"
"""Whether the applicant is suspended in a year."""

Condition: TypeAlias = "Callable[[Facts, datetime.date], bool]"
"""What is asked of the applicant on a day."""


class Undetermined(Exception):  # noqa: N818  (the name that the library promises)
    """The sum is not known; `facts` would settle it, `bounds` is what it can come to."""

    def __init__(self, facts: tuple[FactRef, ...], bounds: Bounds) -> None:
        super().__init__(facts, bounds)
        self.facts = facts
        self.bounds = bounds

    def __str__(self) -> str:
        high = "without limit" if self.bounds.high is None else str(self.bounds.high)
        named = ", ".join(ref.path for ref in self.facts) or "facts that were not stated"
        return f"between {self.bounds.low} and {high}, depending on {named}"


# ---------------------------------------------------------------------------------------------- the two questions


def total(code: Code, facts: Facts, year: int | None = None) -> Money:
    """The money paid in all years, or in one; `Undetermined` where the facts leave it open."""
    emitted = code.total
    if emitted is not None:
        try:
            return Money(emitted(facts, year), code.program.currency)
        except OUTSIDE:
            pass
    decision = _decision(code, facts, year)
    if not decision.due.is_point:
        raise Undetermined(_open_facts(decision), decision.due)
    return decision.due.low


def total_bounds(code: Code, facts: Facts, year: int | None = None) -> Bounds:
    """The least and the most that can be due; equal where nothing is open."""
    from ipdsl.values.money import Bounds

    emitted = code.total
    if emitted is not None:
        try:
            sum_ = Money(emitted(facts, year), code.program.currency)
        except OUTSIDE:
            pass
        else:
            return Bounds(sum_, sum_)
    return _decision(code, facts, year).due


def _decision(code: Code, facts: Facts, year: int | None) -> Decision:
    from ipdsl.runtime.evaluate import settled  # a total that is known needs none of it

    return settled(code.program, code, facts, year=year)


def _open_facts(decision: Decision) -> tuple[FactRef, ...]:
    asked = [missing.ref for missing in decision.missing]
    asked += [ref for claim in decision.claims if not claim.bounds.is_point for ref in claim.missing]
    return tuple(sorted(set(asked)))


# ---------------------------------------------------------------------------------------------- for emitted totals

NO_KEY = "none"
"""What stands in the item of a set for a key that is none."""

UNLIMITED = 10**40
"""The room of a rule that does not bind the applicant."""


def by_year() -> dict[int, int]:
    """Sums by year where the years are not known beforehand."""
    return defaultdict(int)


def outside(*_: object) -> NoReturn:
    """Leave the case to `evaluate`."""
    raise LookupError("outside the emitted total")


def within(year: int, since: Date, last: Date) -> tuple[Date, Date]:
    """The part of the span that lies in a year."""
    return max(since, Date(year, 1, 1)), min(last, Date(year, 12, 31))


def listed(facts: Facts, kind: str) -> Records:
    """The records that are listed under a kind."""
    listing = facts.records.get(kind)
    return () if listing is None else listing.records


def complete(facts: Facts, *kinds: str) -> None:
    """One of the kinds is listed in full, so that its records can be counted."""
    for kind in kinds:
        listing = facts.records.get(kind)
        if listing is not None and not listing.partial:
            return
    outside()


def nth_day(facts: Facts, kinds: tuple[str, ...], records: Records, field: str, number: int) -> Date:
    """The day from which so many of the records have had an event; the last of all days: never."""
    complete(facts, *kinds)
    days = [day for record in records if (day := record.values[field]) is not NONE]
    if len(days) < number:
        return Date.max
    days.sort()  # one that cannot be determined cannot be compared
    found = days[number - 1]
    return found if isinstance(found, datetime.date) else outside()


def told_apart(records: Records) -> None:
    """No item occurs twice, so that `once` has nothing to do."""
    if len({record.item for record in records}) < len(records):
        outside()


def followed_from(code: Code, facts: Facts) -> Date:
    """The day from which states are followed in a window without start."""
    from ipdsl.runtime.settlement.horizon import calendar_of  # most totals need none of it

    calendar = calendar_of(code.program, facts)
    periods = calendar.periods()
    if not periods and calendar.days_that_wait:
        outside()  # a day that is not stated brings other years only if a claim asks for it
    start = periods[0][1].start if periods else None
    return start if start is not None else Date.max


def followed_to(code: Code, facts: Facts) -> Date:
    """The day to which states are followed in a window without end."""
    if facts.as_of is not None:
        return facts.as_of
    program, last = code.program, last_stated(code.program, facts)
    start = None if program.is_draft or program.window.start is None else program.window.start.year
    if (not last or (start is not None and last < start)) and _has_unstated_day(program, facts):
        outside()  # of a year that is followed such a day brings later ones only if a claim asks for it
    return Date(last, 12, 31) if last else Date.min


_stated: tuple[tuple[object, object], int] = ((None, None), 0)
"""The last that was asked for: several loops ask of the same facts."""


def _has_unstated_day(program: Program, facts: Facts) -> bool:
    """Whether a listed record has an event whose day is not stated."""
    event_days = program.schema.event_days
    return any(
        record.values.get(name) is None
        for listing in facts.records.values()
        for record in listing.records
        for name in event_days[record.kind]
    )


def last_stated(program: Program, facts: Facts) -> int:
    """The last year with an event or a figure; 0: none."""
    global _stated  # replaced as a whole, so that threads may read it
    known, last = _stated
    if known[0] is not program or known[1] is not facts:
        last = _last_stated(program, facts)
        _stated = (program, facts), last
    return last


def _last_stated(program: Program, facts: Facts) -> int:
    last = Date(max(facts.figures), 1, 1) if facts.figures else Date.min
    any_day = bool(facts.figures)
    event_days = program.schema.event_days
    for listing in facts.records.values():
        for record in listing.records:
            values = record.values
            for name in event_days[record.kind]:
                day = values.get(name)
                if type(day) is Date:
                    any_day = True
                    if day > last:
                        last = day
    return last.year if any_day else 0
