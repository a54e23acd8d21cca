"""The options `--number` and `--number-from` of letters and lists: the numbers of the letters."""

from __future__ import annotations

from functools import partial

import click

from ipdsl.cli.console import message, usage_error
from ipdsl.office.letters.letter_kind import LetterNumbers


def _parse_pattern(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """A pattern that has the place of the number."""
    if text is not None and not LetterNumbers.is_pattern(text):
        raise click.BadParameter(
            message(
                "{text} has no `{{n}}`, the place of the number", "{text}中没有`{{n}}`，即编号的位置", text=repr(text)
            ),
            ctx, param,
        )  # fmt: skip
    return text


def _parse_number(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """A whole number, at least 0."""
    if text is not None and not text.isdecimal():
        raise click.BadParameter(message("{text} is not a number", "{text}不是数字", text=repr(text)), ctx, param)
    return None if text is None else int(text)


number = partial(
    click.option, "--number", callback=_parse_pattern, metavar="PATTERN",
    help="The numbers of the letters, such as `2025-{n}`, in the order of the facts.",
)  # fmt: skip
"""`--number`: the pattern of the numbers; without it, that of the data of the office."""

number_from = partial(
    click.option, "--number-from", callback=_parse_number, metavar="N", help="The first number; by default 1."
)
"""`--number-from`: the first number."""


def letter_numbers(pattern: str | None, office_pattern: str, first: int | None) -> LetterNumbers:
    """The numbers by the options, or by the data of the office.

    Raises a usage error for a first number alone, and for a pattern without the place of the number.
    """
    if first is not None and not (pattern or office_pattern):
        raise usage_error("--number-from needs a pattern: `--number '2025-{{n}}'`",
                          "`--number-from`须同时给出编号的格式：`--number '2025-{{n}}'`")  # fmt: skip
    if not pattern and office_pattern and not LetterNumbers.is_pattern(office_pattern):
        raise usage_error(
            "the letter number of the office, `{text}`, has no `{{n}}`, the place of the number",
            "本单位资料中的文号“{text}”没有`{{n}}`，即编号的位置", text=office_pattern,
        )  # fmt: skip
    return LetterNumbers(pattern or office_pattern, 1 if first is None else first)
