"""Years and days as options. A badly written one is wrong use; the message names the option and the form."""

from __future__ import annotations

import datetime
import re

import click

from ipdsl.values.days import FIRST_YEAR, LAST_YEAR


def year(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """A year of the calendar that policies use."""
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise click.BadParameter(f"{text!r} is no year from {FIRST_YEAR} to {LAST_YEAR}.", ctx, param)
    return int(text)


def day(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """A day as `YYYY-MM-DD`, checked against the calendar; it stays text, as in facts."""
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise click.BadParameter(f"{text!r} is no day; write it as YYYY-MM-DD, as in 2022-03-01.", ctx, param)
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day of the calendar.", ctx, param) from None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise click.BadParameter(f"{text!r} is not from {FIRST_YEAR} to {LAST_YEAR}.", ctx, param)
    return text


def refuse_later(year: int | None, as_of: str | None) -> None:
    """Wrong use where a year is asked for that lies after the as-of date: nothing of it is settled."""
    if year is not None and as_of is not None and year > int(as_of[:4]):
        raise click.UsageError(f"--year {year} lies after --as-of {as_of}", click.get_current_context())
