"""Events of other records in the calendar year of a claim, whatever the day of the claim or the window."""

from __future__ import annotations

from collections.abc import Callable

from ipdsl.runtime.clauses.operations import Answer, all_of, any_of, at_least, at_most, open_truth
from ipdsl.runtime.clauses.situation import ListedRecords, Pick, Situation
from ipdsl.runtime.facts import Record
from ipdsl.runtime.unknown import Truth
from ipdsl.values.days import ONE_DAY, Date, add_years


def has_event_in_year(c: Situation, kind: str, date_field: str, pick: Pick | None = None) -> Truth:
    """A record of the kind has its event in the year, and passes the tests on the day of that event."""
    if not c.can_list(kind):
        return False
    key = ("in year", kind, date_field, pick, c.year)
    if key not in c.cache:
        c.cache[key] = _has_listed_event(c, c.records_of_kind(kind), date_field, pick)
    return c.cache[key]  # type: ignore[return-value]  # put there one line above


def cached_for_year(c: Situation, rule: str, asks: Callable[[Situation], Truth]) -> Truth:
    """What a rule asks of a year alone, asked once for all claims of it."""
    key = (rule, c.year)
    truth = c.cache.get(key)
    if truth is None:
        truth = c.cache[key] = asks(c)
    return truth  # type: ignore[return-value]  # put there one line above


def cached_year_value(c: Situation, rule: str, year: int) -> Truth | None:
    """What hangs on a year alone, where it was asked before."""
    return c.cache.get((rule, year))  # type: ignore[return-value]  # `cached_for_year` put it there


def _has_listed_event(c: Situation, listed: ListedRecords, date_field: str, pick: Pick | None) -> Truth:
    first, last = Date(c.year, 1, 1), Date(c.year, 12, 31)
    truths: list[Truth] = []
    for record, belongs in listed.members:
        day = c.with_record(record, last, c.year).field(date_field)
        dated = all_of(belongs, at_least(day, first), at_most(day, last))
        if dated is False:
            continue
        truths.append(dated if pick is None else all_of(dated, *_test_on_days(c, record, day, pick)))
    if listed.unlisted:
        truths.append(open_truth(listed.unlisted))
    return any_of(*truths)


def _test_on_days(c: Situation, record: Record, day: Answer, pick: Pick) -> list[Truth]:
    """What the tests say on the day of the event; one that is not stated may be any on which they say something else.

    Tests turn on days that are stated and on their anniversaries: the days between two of these stand for one another.
    """
    if isinstance(day, Date):
        return [pick(c.with_record(record, day, c.year))]
    truths = [pick(c.with_record(record, turn, c.year)) for turn in _turns(c, record)]
    return [truth for truth in truths if truth is not False] or [False]


def _turns(c: Situation, record: Record) -> list[Date]:
    """The days of the year on which something may turn, and its ends."""
    first, last = Date(c.year, 1, 1), Date(c.year, 12, 31)
    values = (*record.values.values(), *c.assumptions.values())
    stated = {day for day in values if isinstance(day, Date)} | c.facts.days_of_fields
    turns = {
        day
        for stated_day in stated
        for day in (stated_day, add_years(stated_day, c.year - stated_day.year))
        if day.year == c.year
    }
    return sorted({first, last} | turns | {day + ONE_DAY for day in turns if day < last})
