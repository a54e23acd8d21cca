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
    if key not in c.found:
        c.found[key] = _in_year(c, c.listed(kind), date_field, pick)
    found: Truth = c.found[key]  # type: ignore[assignment]  # put there two lines above
    return found


def once_a_year(c: Situation, rule: str, asks: Callable[[Situation], Truth]) -> Truth:
    """What a rule asks of a year alone, asked once for all claims of it."""
    key = (rule, c.year)
    found = c.found.get(key)
    if found is None:
        found = c.found[key] = asks(c)
    return found  # type: ignore[return-value]  # put there one line above


def known_of_year(c: Situation, rule: str, year: int) -> Truth | None:
    """What hangs on a year alone, where it was asked before."""
    return c.found.get((rule, year))  # type: ignore[return-value]  # `once_a_year` put it there


def _in_year(c: Situation, listed: Listed, date_field: str, pick: Pick | None) -> Truth:
    first, last = Date(c.year, 1, 1), Date(c.year, 12, 31)
    found: list[Truth] = []
    for record, belongs in listed.members:
        day = c.on(record, last, c.year).field(date_field)
        dated = all_of(belongs, at_least(day, first), at_most(day, last))
        if dated is False:
            continue
        at = c.on(record, day if isinstance(day, Date) else last, c.year)
        found.append(dated if pick is None else all_of(dated, pick(at)))
    if listed.rest:
        found.append(open_truth(listed.rest))
    return any_of(*found)
