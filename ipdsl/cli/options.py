"""Options that several commands share, and the parsing of years and days.

A value that cannot be parsed is a usage error. Its message names the option and the form.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial, reduce
from typing import Any, TypeVar

import click

from ipdsl.base.findings.phrase import MessageValue, literal_phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.cli.console import FILE, OUTPUT, message, usage_error


def parse_year(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """A year in the range that policies use."""
    if text is None:
        return None
    from ipdsl.base.values import handwritten_values  # most calls have no year

    value = written_values.year(handwritten_values.year(text))
    if value is None or not written_values.is_known_year(value):
        raise _bad_parameter(
            ctx, param, "{text} is not a year from {first} to {last}.", "{text}不是{first}年至{last}年之间的年份",
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
            ctx, param, "{text} is not a day; write it as {form}.", "{text}不是日期；请写成{form}",
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


def _bad_parameter(
    ctx: click.Context, param: click.Parameter, en: str, zh: str, /, **values: MessageValue
) -> click.BadParameter:
    return click.BadParameter(message(en, zh, **values), ctx, param)


F = TypeVar("F", bound=Callable[..., object])

_MORE = {"github": "GitHub annotations", "junit": "a JUnit report"}


def facts(
    text: str, *, metavar: str = "FILE", many: bool = False, required: bool = False
) -> Callable[[F], F]:  # fmt: skip
    """`--facts`: the file of facts; with `many`, several files."""
    return click.option("--facts", type=FILE, metavar=metavar, multiple=many, required=required, help=text)


as_of = partial(
    click.option, "--as-of", callback=parse_as_of, metavar="DAY|today", help="Ignore events after this day."
)
"""`--as-of`: the last day that counts."""

year = partial(
    click.option,
    "--year",
    callback=parse_year,
    metavar="YEAR",
    help="Report only this year. Earlier years are computed but not shown.",
)
"""`--year`: the year that is reported."""


def whole_number(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """A whole number from an option."""
    if text is None or (text.isascii() and text.isdigit() and 0 < int(text[:9]) == int(text)):
        return None if text is None else int(text)
    problem = message(
        "{text} is not a whole number from 1 to 999999999.", "{text}不是1至999999999之间的整数", text=repr(text)
    )
    raise click.BadParameter(problem, ctx, param)


strict = partial(click.option, "--strict", is_flag=True, help="Treat every unstated fact as unknown.")
"""`--strict`: no assumptions about unstated facts."""

history = partial(
    click.option, "--history", type=FILE, metavar="FILE", help="The ledger of earlier runs, or a decision in JSON."
)
"""`--history`: the ledger of earlier runs."""

reopen = partial(
    click.option, "--reopen", callback=parse_year, metavar="YEAR", help="Recalculate this year and all later years."
)
"""`--reopen`: the first year that is calculated again."""

sign = partial(
    click.option, "--sign", type=FILE, metavar="KEY", help="Sign the written files with this secret key of minisign."
)
"""`--sign`: the secret key of the office. `ipdsl.office.signatures.sign_files` signs."""

ledger_out = partial(
    click.option, "--ledger-out", type=OUTPUT, metavar="FILE", help="Write the ledger for the next run."
)
"""`--ledger-out`: the file of the ledger for the next run."""


def register_answers(*names: str) -> Callable[[F], F]:
    """The options about the applicants of a register and its ledger. `call_answers` and `call_option` read them."""

    wrap = partial(click.option, expose_value=False, callback=_KEEP)
    return lambda command: reduce(lambda made, name: wrap(f"--{name}", **_ANSWERS[name])(made), names[::-1], command)


_KEEP = lambda ctx, param, value: ctx.meta.update({f"ipdsl.{param.name}": value})  # noqa: E731
_ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "new-applicants": {"is_flag": True, "help": "Confirm that the applicants are new to the ledger."},
    "renamed": {"multiple": True, "metavar": "OLD=NEW", "help": "The applicant OLD of the ledger is NEW now."},
    "apart": {"multiple": True, "metavar": "OLD=NEW", "help": "OLD and NEW are two applicants."},
    "answered-by": {"metavar": "NAME", "help": "The person who gives these answers."},
    "history-number": {"metavar": "NUMBER", "help": "Stop if the ledger has another number."},
}


cohort = partial(click.option, "--cohort", is_flag=True, help="Settle all applicants of the files together.")
"""`--cohort`: one settlement for all applicants."""


def settlement_options(command: F) -> F:
    """The options that decide how applicants are settled, apart from the published values."""
    shared = (year, as_of, strict, history, reopen, modified_ledger)
    return reduce(lambda made, option: option()(made), shared[::-1], register_answers(*_ANSWERS)(command))


def call_option(name: str) -> Any:
    """The value of an option of `register_answers`, or `None`."""
    return click.get_current_context().meta.get(f"ipdsl.{name}")


def call_answers() -> list[dict[str, Any]]:
    """The answers of the call as lines of a ledger, with the day of `--as-of`."""
    pairs = [(kind, *text.partition("=")) for kind in ("renamed", "apart") for text in call_option(kind) or ()]
    for kind, old, _, new in pairs:
        if not (old and new):
            raise usage_error("write `--{name} OLD=NEW`", "请写作`--{name} 原编号=新编号`", name=kind)
    more = {"day": click.get_current_context().params.get("as_of"), "by": call_option("answered_by")}
    stated = {part: text for part, text in more.items() if text}
    return [{kind: {"from": old, "to": new, **stated}} for kind, old, _, new in pairs]


series = partial(
    click.option,
    "--series",
    type=FILE,
    metavar="FILE",
    help="Published values of series, instead of the packaged values.",
)
"""`--series`: published values."""

modified_ledger = partial(
    click.option,
    "--accept-modified-ledger",
    "accept_edited",
    metavar="NAME",
    help="Accept a modified ledger. NAME is the person responsible.",
)
"""`--accept-modified-ledger`: the person who accepts a modified ledger."""


def show_unrelated(text: str) -> Callable[[F], F]:
    """`--show-unrelated`: list also the zeros that do not concern the applicant."""
    return click.option("--show-unrelated", "with_all", is_flag=True, help=text)


fail_on = partial(
    click.option,
    "--fail-on",
    type=click.Choice(["undetermined"]),
    help="Return exit code 3 if a claim is undetermined.",
)
"""`--fail-on undetermined`: exit code 3 for undetermined claims."""


def style(*more: str) -> Callable[[F], F]:
    """`--format`: text, JSON, and other formats of a command."""
    formats = ", ".join(["JSON for programs", *(_MORE[name] for name in more)])
    return click.option(
        "--format", "style", type=click.Choice(["text", "json", *more]), default="text", show_default=True,
        help=f"Text, or {formats}.",
    )  # fmt: skip
