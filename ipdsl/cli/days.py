"""Years and days as options. A badly written one is wrong use; the message names the option and the form."""

from __future__ import annotations

import datetime

import click

from ipdsl.cli.language import said, wrong_use
from ipdsl.diagnostics.phrase import Said, as_written
from ipdsl.values import written
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR


def year(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """A year of the calendar that policies use."""
    if text is None:
        return None
    from ipdsl.values import handwritten  # most calls name no year

    found = written.year(handwritten.year(text))
    if found is None or not written.is_known_year(found):
        raise _bad(
            ctx, param, "{text} is no year from {first} to {last}.", "{text}不是{first}年至{last}年之间的年份",
            text=repr(text), first=FIRST_YEAR, last=LAST_YEAR,
        )  # fmt: skip
    return found


def day(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """A day in one of the forms of facts, checked against the calendar, in the form in which facts are written."""
    if text is None:
        return None
    from ipdsl.values import handwritten  # most calls name no day

    parts = written.day(handwritten.day(text))
    if parts is None:
        raise _bad(
            ctx, param, "{text} is no day; write it as {form}.", "{text}不是日期；请写成{form}",
            text=repr(text), form=as_written(written.DAY_FORM, written.DAY_FORM.replace(" or ", "或")),
        )  # fmt: skip
    try:
        found = datetime.date(*parts)
    except ValueError:
        raise _bad(
            ctx, param, "{text} is not a day of the calendar.", "日历上没有{text}这一天", text=repr(text)
        ) from None
    if not written.is_known_year(found.year):
        raise _bad(
            ctx, param, "{text} is not from {first} to {last}.", "{text}不在{first}年至{last}年之间",
            text=repr(text), first=FIRST_YEAR, last=LAST_YEAR,
        )  # fmt: skip
    return found.isoformat()


def as_of(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """A day, or `today` by the clock of this machine: no other part of the program reads one."""
    return datetime.datetime.now().astimezone().date().isoformat() if text == "today" else day(ctx, param, text)


def refuse_later(year: int | None, as_of: str | None) -> None:
    """Wrong use where a year is asked for that lies after the as-of date: nothing of it is settled."""
    if year is not None and as_of is not None and year > int(as_of[:4]):
        raise wrong_use(
            "--year {year} lies after --as-of {as_of}", "`--year {year}`在`--as-of {as_of}`之后", year=year, as_of=as_of
        )


def refuse_both(year: int | None, reopen: int | None) -> None:
    """Wrong use where one year is to be reported and years are reopened: all of them are reported."""
    if year is not None and reopen is not None:
        raise wrong_use("--reopen reports every year: leave --year out", "`--reopen`会列出每一年：请去掉`--year`")


def _bad(ctx: click.Context, param: click.Parameter, en: str, zh: str, /, **values: Said) -> click.BadParameter:
    return click.BadParameter(said(en, zh, **values), ctx, param)
