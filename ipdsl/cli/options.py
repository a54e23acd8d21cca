"""Options that several commands share, and the parsing of years and days.

A value that cannot be parsed is a usage error. Its message names the option and the form.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import click

from ipdsl.base.findings.phrase import MessageValue, literal_phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.cli.language import message, usage_error


def parse_year(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """A year in the range that policies use."""
    if text is None:
        return None
    from ipdsl.base.values import handwritten_values  # most calls have no year

    value = written_values.year(handwritten_values.year(text))
    if value is None or not written_values.is_known_year(value):
        raise _bad_parameter(
            ctx, param, "{text} is no year from {first} to {last}.", "{text}不是{first}年至{last}年之间的年份",
            text=repr(text), first=FIRST_YEAR, last=LAST_YEAR,
        )  # fmt: skip
    return value


def parse_day(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """A day in a form of facts, checked against the calendar, in canonical form."""
    if text is None:
        return None
    from ipdsl.base.values import handwritten_values  # most calls have no day

    parts = written_values.day(handwritten_values.day(text))
    if parts is None:
        raise _bad_parameter(
            ctx, param, "{text} is no day; write it as {form}.", "{text}不是日期；请写成{form}",
            text=repr(text),
            form=literal_phrase(written_values.DAY_FORM, written_values.DAY_FORM.replace(" or ", "或")),
        )  # fmt: skip
    try:
        date = datetime.date(*parts)
    except ValueError:
        raise _bad_parameter(
            ctx, param, "{text} is not a day of the calendar.", "日历上没有{text}这一天", text=repr(text)
        ) from None
    if not written_values.is_known_year(date.year):
        raise _bad_parameter(
            ctx, param, "{text} is not from {first} to {last}.", "{text}不在{first}年至{last}年之间",
            text=repr(text), first=FIRST_YEAR, last=LAST_YEAR,
        )  # fmt: skip
    return date.isoformat()


def parse_as_of(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """A day, or `today` by the clock of this machine. No other part of the program reads the clock."""
    return datetime.datetime.now().astimezone().date().isoformat() if text == "today" else parse_day(ctx, param, text)


def refuse_year_after_as_of(year: int | None, as_of: str | None) -> None:
    """Raise a usage error if the reported year is after the as-of date, because that year is not settled."""
    if year is not None and as_of is not None and year > int(as_of[:4]):
        raise usage_error(
            "--year {year} lies after --as-of {as_of}", "`--year {year}`在`--as-of {as_of}`之后", year=year, as_of=as_of
        )


def refuse_year_with_reopen(year: int | None, reopen: int | None) -> None:
    """Raise a usage error if one year is reported and years are reopened, because reopening reports all years."""
    if year is not None and reopen is not None:
        raise usage_error("--reopen reports every year: leave --year out", "`--reopen`会列出每一年：请去掉`--year`")


def _bad_parameter(
    ctx: click.Context, param: click.Parameter, en: str, zh: str, /, **values: MessageValue
) -> click.BadParameter:
    return click.BadParameter(message(en, zh, **values), ctx, param)


F = TypeVar("F", bound=Callable[..., object])

_MORE = {"github": "annotations for GitHub", "junit": "a report for JUnit"}


def modified_ledger() -> Callable[[F], F]:
    """`--accept-modified-ledger`: the person who accepts a modified ledger. `--accept-edited` is its older name."""

    def add_both_options(command: F) -> F:
        @functools.wraps(command)
        def run_command(*words: Any, accept_edited: str | None, older_name: str | None, **options: Any) -> object:
            return command(*words, accept_edited=accept_edited or older_name, **options)

        older = click.option("--accept-edited", "older_name", metavar="NAME", hidden=True)(run_command)
        return cast("F", click.option(
            "--accept-modified-ledger", "accept_edited", metavar="NAME",
            help="Who answers for a ledger that is not as it was written.",
        )(older))  # fmt: skip

    return add_both_options


def style(*more: str) -> Callable[[F], F]:
    """`--format`: text, JSON, and other formats of a command."""
    formats = ", ".join(["JSON for programs", *(_MORE[name] for name in more)])
    return click.option(
        "--format", "style", type=click.Choice(["text", "json", *more]), default="text", show_default=True,
        help=f"Text to read, or {formats}.",
    )  # fmt: skip
