"""Years and days as options. A badly written one is wrong use; the message names the option and the form."""

from __future__ import annotations

import datetime

import click

from ipdsl.values import written
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR


def year(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """A year of the calendar that policies use."""
    found = None if text is None else written.year(text)
    if text is not None and (found is None or not written.is_known_year(found)):
        raise click.BadParameter(f"{text!r} is no year from {FIRST_YEAR} to {LAST_YEAR}.", ctx, param)
    return found


def day(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """A day in one of the forms of facts, checked against the calendar, in the form in which facts are written."""
    if text is None:
        return None
    parts = written.day(text)
    if parts is None:
        raise click.BadParameter(f"{text!r} is no day; write it as {written.DAY_FORM}.", ctx, param)
    try:
        found = datetime.date(*parts)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day of the calendar.", ctx, param) from None
    if not written.is_known_year(found.year):
        raise click.BadParameter(f"{text!r} is not from {FIRST_YEAR} to {LAST_YEAR}.", ctx, param)
    return found.isoformat()


def as_of(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """A day, or `today` by the clock of this machine: no other part of the program reads one."""
    return datetime.datetime.now().astimezone().date().isoformat() if text == "today" else day(ctx, param, text)


def refuse_later(year: int | None, as_of: str | None) -> None:
    """Wrong use where a year is asked for that lies after the as-of date: nothing of it is settled."""
    if year is not None and as_of is not None and year > int(as_of[:4]):
        raise click.UsageError(f"--year {year} lies after --as-of {as_of}", click.get_current_context())


def refuse_both(year: int | None, reopen: int | None) -> None:
    """Wrong use where one year is to be reported and years are reopened: all of them are reported."""
    if year is not None and reopen is not None:
        raise click.UsageError("--reopen reports every year: leave --year out", click.get_current_context())
