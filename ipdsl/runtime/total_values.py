"""Values as emitted totals read them: fields on a day, keys, matters, series, approvals, days; and the way out.

What is not stated raises one of `ipdsl.runtime.code.OUTSIDE`, and `evaluate` answers in place of the emitted total.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from fractions import Fraction

from ipdsl.runtime.clauses.amounts import interest_years
from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import Approval, Dated, Fact, Facts, Foreign, Record
from ipdsl.runtime.totals import NO_KEY, Condition, Records, outside
from ipdsl.runtime.unknown import CANNOT, NONE
from ipdsl.values.days import Date, Period
from ipdsl.values.money import DECIMALS


def changing_days(facts: Facts, *names: str) -> list[Date]:
    """The days on which fields of the applicant take another value."""
    found: list[Date] = []
    for name in names:
        value = facts.fields[name]
        if isinstance(value, Dated):
            found += [period.start for period, _ in value.periods if period.start is not None]
            found += [next_day(period.end) for period, _ in value.periods if period.end is not None]
    return found


def held_on(
    holds: Condition, facts: Facts, records: Records, field: str, since: Date, last: Date
) -> list[Record]:  # fmt: skip
    """The records whose day lies in the span, and on whose day the condition holds."""
    found: list[Record] = []
    for record in records:
        day = record.values[field]
        if isinstance(day, datetime.date):
            if since <= day <= last and holds(facts, day):
                found.append(record)
        elif day is not NONE:
            outside()
    return found


def first_day(holds: Condition, facts: Facts, fields: tuple[str, ...], day: Date, last: Date) -> Date:
    """The first day, from one on, on which the condition over these fields holds; a day after the last: none."""
    for turn in turning(day, last, changing_days(facts, *fields)):
        if holds(facts, turn):
            return turn
    return Date.max


def leader(records: Records, field: str) -> tuple[Date, str, str] | None:
    """Date, item and id of the record that comes first by a date."""
    days = [(record.values[field], record.item, record.id) for record in records]
    dated = [(day, item, id_) for day, item, id_ in days if isinstance(day, datetime.date)]
    if any(day is CANNOT for day, _, _ in days):
        outside()
    return min(dated, default=None)


_MANY = 8
_known_approvals: tuple[object, dict[tuple[str, str], int]] = ((), {})  # the last that were many, put in order


def approved(facts: Facts, clause: str, item: str) -> int:
    """What the bureau set for a claim; without it the sum is open."""
    approvals = facts.approvals
    if len(approvals) > _MANY:
        return _in_order(approvals)[clause, item]
    for approval in approvals:
        if approval.item == item and approval.clause == clause:
            return approval.amount
    return outside()


def _in_order(approvals: tuple[Approval, ...]) -> dict[tuple[str, str], int]:
    """Many approvals by clause and item: searching all of them for each claim would not be linear."""
    global _known_approvals  # replaced as a whole, so that threads may read it
    known, found = _known_approvals
    if known is not approvals:
        found = {}
        for approval in approvals:
            found.setdefault((approval.clause, approval.item), approval.amount)
        _known_approvals = approvals, found
    return found


def supported(facts: Facts, root: str, item: str) -> int:
    """What others paid for the item."""
    return sum([s.amount for s in facts.support or () if s.item == item and s.kind in ("", root)])


def is_supported(code: Code, facts: Facts, record: Record | None, day: Date) -> bool:
    """Whether another level paid for the matter of a claim."""
    if not _is_any_supported(code, facts):
        return False
    from ipdsl.runtime.clauses.matters import matter_supported  # most applicants have no such support
    from ipdsl.runtime.clauses.situation import Situation

    found = matter_supported(Situation(code.program, facts, record, day, day.year))
    return found if type(found) is bool else outside()


def is_set_supported(code: Code, facts: Facts) -> bool:
    """Whether another level paid for a matter of a set: for none where it paid nothing, else `evaluate` is asked."""
    return _is_any_supported(code, facts) and outside()


def _is_any_supported(code: Code, facts: Facts) -> bool:
    """Whether a level other than the policy's own paid anything."""
    own = code.program.level
    return any(support.amount > 0 and (support.level != own or not own) for support in facts.support or ())


def years_ranked(facts: Facts, figure: str) -> list[int]:
    """The years with figures, or of which a place by one is stated."""
    return sorted({*facts.figures, *[rank.year for rank in facts.ranks if rank.figure == figure]})


def place_of(facts: Facts, figure: str, among: tuple[str, ...], year: int) -> int:
    """The published place of the applicant by a figure of the year; without it the others decide."""
    for rank in facts.ranks:
        if rank.figure == figure and rank.year == year and rank.among in ((), among):
            return rank.rank if rank.most is None and rank.rank else outside()
    return outside()


def converted(facts: Facts, value: Fact, series: str, day: Fact, currency: str) -> int | Fraction:
    """A foreign sum in the policy's currency, exact."""
    if isinstance(value, Foreign) and isinstance(day, datetime.date):
        rate = facts.series[series][value.currency, day]
        return Fraction(value.minor * 10 ** DECIMALS.get(currency, 2), 10 ** DECIMALS.get(value.currency, 2)) * rate
    return plain_number(value)


def in_series(facts: Facts, series: str, day: Fact) -> Fraction:
    """The value of a series on a day; a monthly series keeps its values on the first of the month."""
    if not isinstance(day, datetime.date):
        outside()
    return facts.series[series]["", day]


def interest_on(principal: Fact, rate: Fact, start: Fact, end: Fact, last_years: int | None) -> Fraction:
    """Interest over whole and broken years, of plain numbers alone."""
    years = interest_years(start, end, last_years)
    parts = [part for part in (principal, rate, years) if type(part) is int or isinstance(part, Fraction)]
    if len(parts) != 3:
        outside()
    one, two, three = parts
    over = one.denominator * two.denominator * three.denominator
    return Fraction(one.numerator * two.numerator * three.numerator, over)


def plain_number(value: object) -> int | Fraction:
    """A plain number."""
    if type(value) is int or isinstance(value, Fraction):
        return value
    return outside()


def half_even(value: int | Fraction, step: int) -> int:
    """A sum in whole steps, halves to the even one."""
    whole, rest = divmod(value, step)
    twice = 2 * rest
    return int(whole) + (twice > step or (twice == step and whole % 2 == 1))


def matter_of(record: Record, fields: Iterable[str]) -> str:
    """What the matter of a record is, as text that tells matters apart; the item where a field is none."""
    values = [record.values[field] for field in fields]
    if not values or any(value is NONE or value is CANNOT for value in values):
        return f"{record.root}: {record.item}"
    if not all(type(value) is str for value in values):
        outside()
    return f"{record.root}: " + " / ".join(map(str, values))


def next_day(day: Date) -> Date:
    """The day after."""
    return day + Date.resolution


def new_years(first: Date, last: Date) -> list[Date]:
    """The first days of the years between two days."""
    return [Date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]


def key_of(value: Fact) -> str:
    """A key of a set as text."""
    if value is NONE or value is CANNOT:
        return NO_KEY
    if type(value) is not str:
        outside()
    return value


def text_key(value: Fact) -> str | None:
    """A key as text; nothing where it is none."""
    if type(value) is str:
        return value
    if value is NONE or value is CANNOT:
        return None
    return outside()


def list_key(value: Fact) -> tuple[str, ...] | None:
    """A key that is a list."""
    if value is NONE or value is CANNOT:
        return None
    if not isinstance(value, tuple):
        outside()
    return tuple([one if type(one) is str else outside() for one in value])


def turning(first: Date, last: Date, days: Iterable[Fact], more: Iterable[Date] = ()) -> list[Date]:
    """The first day, and every later one on which something may turn, in order."""
    later = {day for day in (*days, *more) if isinstance(day, datetime.date) and first < day <= last}
    return [first, *sorted(later)] if first <= last else []


def year_end(year: int, start: Date | None, end: Date | None) -> Date:
    """The day of a yearly claim: the last of the year that lies in the window."""
    part = Period(start, end).within_year(year)
    return part.end if part is not None and part.end is not None else Date(year, 12, 31)
