"""Events of other records in the calendar year of a claim, whatever the day of the claim or the window."""

from __future__ import annotations

from collections.abc import Callable

from ipdsl.runtime.clauses.operations import Answer, all_of, any_of, at_least, at_most, open_truth
from ipdsl.runtime.clauses.situation import Listed, Pick, Situation
from ipdsl.runtime.facts import Record
from ipdsl.runtime.unknown import Truth
from ipdsl.values.days import ONE_DAY, Date, add_years


def in_year(c: Situation, kind: str, date_field: str, pick: Pick | None = None) -> Truth:
    """A record of the kind has its event in the year, and passes the tests on the day of that event."""
    if not c.may_list(kind):
        return False
    key = ("in year", kind, date_field, pick, c.year)
    if key not in c.worked_out:
        c.worked_out[key] = _in_year(c, c.listed(kind), date_field, pick)
    return c.worked_out[key]  # type: ignore[return-value]  # put there one line above


def once_a_year(c: Situation, rule: str, asks: Callable[[Situation], Truth]) -> Truth:
    """What a rule asks of a year alone, asked once for all claims of it."""
    key = (rule, c.year)
    truth = c.worked_out.get(key)
    if truth is None:
        truth = c.worked_out[key] = asks(c)
    return truth  # type: ignore[return-value]  # put there one line above


def known_of_year(c: Situation, rule: str, year: int) -> Truth | None:
    """What hangs on a year alone, where it was asked before."""
    return c.worked_out.get((rule, year))  # type: ignore[return-value]  # `once_a_year` put it there


def _in_year(c: Situation, listed: Listed, date_field: str, pick: Pick | None) -> Truth:
    first, last = Date(c.year, 1, 1), Date(c.year, 12, 31)
    truths: list[Truth] = []
    for record, belongs in listed.members:
        day = c.on(record, last, c.year).field(date_field)
        dated = all_of(belongs, at_least(day, first), at_most(day, last))
        if dated is False:
            continue
        truths.append(dated if pick is None else all_of(dated, *_tested(c, record, day, pick)))
    if listed.rest:
        truths.append(open_truth(listed.rest))
    return any_of(*truths)


def _tested(c: Situation, record: Record, day: Answer, pick: Pick) -> list[Truth]:
    """What the tests say on the day of the event; one that is not stated may be any on which they say something else.

    Tests turn on days that are stated and on their anniversaries: the days between two of these stand for one another.
    """
    if isinstance(day, Date):
        return [pick(c.on(record, day, c.year))]
    said = [pick(c.on(record, one, c.year)) for one in _turns(c, record)]
    return [truth for truth in said if truth is not False] or [False]


def _turns(c: Situation, record: Record) -> list[Date]:
    """The days of the year on which something may turn, and its ends."""
    first, last = Date(c.year, 1, 1), Date(c.year, 12, 31)
    values = (*record.values.values(), *c.assume.values())
    stated = {day for day in values if isinstance(day, Date)} | c.facts.days_of_fields
    turns = {day for one in stated for day in (one, add_years(one, c.year - one.year)) if day.year == c.year}
    return sorted({first, last} | turns | {day + ONE_DAY for day in turns if day < last})
