"""Events of other records in the calendar year of a claim, whatever the day of the claim or the window."""

from __future__ import annotations

from collections.abc import Callable

from ipdsl.runtime.clauses.operations import all_of, any_of, at_least, at_most, open_truth
from ipdsl.runtime.clauses.situation import Listed, Pick, Situation
from ipdsl.runtime.unknown import Truth
from ipdsl.values.days import Date


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
        at = c.on(record, day if isinstance(day, Date) else last, c.year)
        truths.append(dated if pick is None else all_of(dated, pick(at)))
    if listed.rest:
        truths.append(open_truth(listed.rest))
    return any_of(*truths)
