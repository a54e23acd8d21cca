"""The help and the usage errors of the command line in Chinese; imported only where Chinese is spoken.

The commands hold their English. What click writes of it passes through the formatter, which looks each paragraph up in
`ipdsl.cli.words_in_chinese`, and counts the columns that Chinese takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from ipdsl.cli.words_in_chinese import CLICK_MESSAGES, EXTRAS, HEADINGS, HELP, METAVARS
from ipdsl.runtime.decision.page import width, wrap

_METAVAR = re.compile(r"[A-Z]{2,}")
_EXTRAS = re.compile(r"(?P<help>.*?)(?:  \[(?P<extras>[^\]]*)\])?", re.DOTALL)
"""The help of an option, and what click says after it: `[default: text; required]`."""


class ChineseHelpFormatter(click.HelpFormatter):
    """Writes Chinese where click gives it English."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How a command is called."""
        begun = f"{prefix or '用法：'}{prog}"
        self._write(wrap(f"{begun} {_metavars(args)}", "", " " * (width(begun) + 1), within=self.width))

    def write_heading(self, heading: str) -> None:
        """The heading of a list."""
        self._write([f"{'':{self.current_indent}}{HEADINGS.get(heading, heading)}："])

    def write_text(self, text: str) -> None:
        """Paragraphs, with an empty line between."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(paragraphs(text)):
            self._write([""] * bool(number) + wrap(_help(paragraph), indent, within=self.width))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns: the options or the verbs, and what they are for."""
        texts = [(_metavars(first), _row(second)) for first, second in rows]
        indent = " " * self.current_indent
        first_column = min(max(width(first) for first, _ in texts), col_max) + col_spacing
        margin = indent + " " * first_column
        for first, second in texts:
            lines = wrap(second, margin, within=self.width)
            if width(first) + col_spacing > first_column:
                self._write([indent + first, *lines])
            else:
                head = indent + first + " " * (first_column - width(first))
                self._write([(head + lines[0].lstrip()) if lines else head.rstrip(), *lines[1:]])

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(f"{line}\n")


def error_text(error: click.ClickException) -> str:
    """What is wrong with a call. Our own words are Chinese already; of click's, those that a call of ours can meet."""
    match error:
        case click.NoSuchOption():
            near = "、".join(f"`{name}`" for name in error.possibilities or ())
            return f"没有选项`{error.option_name}`" + (f"；是否想写{near}？" if near else "")
        case click.MissingParameter():
            kind = "选项" if isinstance(error.param, click.Option) else "参数"
            return f"缺少{kind}：{_name(error)}"
        case click.BadParameter() if error.param is not None:
            return f"`{_name(error)}`的值无效：{_translate_click_error(error.message)}"
        case _:
            return _translate_click_error(error.format_message())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line, as the table has them."""
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


def _help(paragraph: str) -> str:
    return HELP.get(paragraph, paragraph)


def _metavars(text: str) -> str:
    """`POLICY` is 政策: in the usage, and beside an option."""
    return _METAVAR.sub(lambda match: METAVARS.get(match[0], match[0]), text)


def _row(text: str) -> str:
    match = _EXTRAS.fullmatch(text)
    assert match is not None  # every text has this form
    extras = [_extra(part) for part in (match["extras"] or "").split("; ") if part]
    return " ".join([_help(match["help"]), *([f"[{'；'.join(extras)}]"] if extras else [])])


def _extra(text: str) -> str:
    name, mark, value = text.partition(": ")
    return EXTRAS.get(name, name) + ("：" + value if mark else "")


def _name(error: click.BadParameter) -> str:
    """How the help calls an option or an argument."""
    hint = "" if error.param is None else error.param.get_error_hint(error.ctx)
    return _metavars(hint.replace("'", ""))


def _translate_click_error(text: str) -> str:
    for english, chinese in CLICK_MESSAGES.items():
        match = re.fullmatch(english, text, re.DOTALL)
        if match is not None:
            return chinese.format(**match.groupdict()).replace("', '", "'、'")
    return text
