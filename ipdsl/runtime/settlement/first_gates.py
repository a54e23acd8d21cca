"""The days on which an event counts: those of the window, of the clause itself, up to the as-of date.

In come a program, a calendar, a clause and a day; out comes whether it is missed, and why. A clause with a beginning of
its own widens the window (see `reaches_back`). Before the window an event may be *late*: from the day on which the
bureau may reach back, it is paid at its discretion.
"""

from __future__ import annotations

from ipdsl.runtime.reasons import AS_OF, NOT_OVER, START, WINDOW, Reason, reason
from ipdsl.runtime.settlement.horizon import Calendar
from ipdsl.runtime.settlement.offers import reaches_back
from ipdsl.runtime.terms import Clause, Program, TriggerKind
from ipdsl.values.days import Date


def is_late(program: Program, calendar: Calendar, clause: Clause | None, day: Date) -> bool:
    """Whether a day lies before the window and from the day on which the bureau may reach back."""
    start = program.discretion_from
    if start is None:
        return False
    window = calendar.window
    is_early = window.start is not None and start <= day < window.start
    return is_early and (clause is None or not _is_inside(calendar, clause, day))


def is_missed(calendar: Calendar, clause: Clause, day: Date) -> bool:
    """Whether a day that may come late lies before the clause begins, or after the as-of date."""
    return (clause.start is not None and day < clause.start) or day > calendar.as_of


def earliest_day(program: Program, clause: Clause) -> Date | None:
    """The first day before the window that the clause, or the bureau at its discretion, reaches back to."""
    days = (clause.start if reaches_back(clause) else None, program.discretion_from)
    return min((day for day in days if day is not None), default=None)


def outside_reason(program: Program, calendar: Calendar, clause: Clause, day: Date) -> Reason:
    """Why a day that is missed lies outside."""
    if not (_is_inside(calendar, clause, day) or is_late(program, calendar, clause, day)):
        return Reason(WINDOW, (("day", day), ("window", calendar.window)), ())
    if clause.start is not None and day < clause.start:
        return reason(START, day=day, start=clause.start)
    if clause.trigger.kind in (TriggerKind.SET, TriggerKind.YEAR) and day.year == calendar.as_of.year:
        return reason(NOT_OVER, year=day.year, as_of=calendar.as_of)
    return reason(AS_OF, day=day, as_of=calendar.as_of)


def _is_inside(calendar: Calendar, clause: Clause, day: Date) -> bool:
    """Whether a day lies in the window, which a clause with an earlier beginning of its own has widened."""
    window, start = calendar.window, clause.start
    if day in window:
        return True
    is_before = start is not None and window.start is not None and start <= day < window.start
    return is_before and reaches_back(clause)
