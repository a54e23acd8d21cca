"""The class of all commands: global options, older names of options, shell completion, and the sections of the help.

A command module creates its command by `@click.command(NAME, cls=Command)`. The class adds the global options, which
the program accepts before and after the command name, and `-o FILE` if the result is text. It replaces older names of
options and prints a notice for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from ipdsl.base.findings.phrase import Language
from ipdsl.cli.console import OUTPUT, QUIET, message, say_notice, usage_error

RESULT_FILE = "ipdsl.result_file"
"""The key of the path from `-o` in the `meta` of a context."""

GLOBAL_OPTIONS = ("lang", "color", "quiet", "no_cache")

EXIT_CODES: Mapping[int, str] = MappingProxyType(
    {
        0: "No errors.",
        1: "Errors in a policy or in facts, or failed cases.",
        2: "Wrong use, a file that is missing, unreadable or of the wrong kind, or a fault of the program.",
        3: "An amount is undetermined because facts are missing.",
        130: "Interrupted.",
        143: "`batch` was terminated.",
    }
)
"""The exit codes of the program, with their meanings."""

_USUAL_CODES = (0, 1, 2)


class LocalizedContext(click.Context):
    """A context whose help and usage are in the language of its call. `obj` is the `Call`."""

    def make_formatter(self) -> click.HelpFormatter:
        if self.obj is None or self.obj.language is not Language.ZH:
            return super().make_formatter()
        from ipdsl.cli import chinese_help  # most calls need no help, or are in English

        return chinese_help.ChineseHelpFormatter(max_width=self.max_content_width)


def global_options() -> list[click.Parameter]:
    """The options of the program and of every command."""
    return [
        click.Option(
            ["--lang"], type=click.Choice(["en", "zh"]), is_eager=True, expose_value=False,
            help="The language of the output; by default that of the locale or of the page.",
        ),
        click.Option(
            ["--color"], type=click.Choice(["auto", "always", "never"]), is_eager=True, expose_value=False,
            callback=_set_colour, help="Use colours; by default on a terminal, unless NO_COLOR is set.",
        ),
        click.Option(
            ["-q", "--quiet"], is_flag=True, is_eager=True, expose_value=False, callback=_set_quiet,
            help="Print only results and errors: no notices, warnings or progress.",
        ),
        click.Option(
            ["--no-cache"], is_flag=True, is_eager=True, expose_value=False, callback=_disable_cache,
            help="Do not read or write the cache of compiled policies.",
        ),
    ]  # fmt: skip


def _set_colour(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.color = {"auto": None, "always": True, "never": False}[value]


def _set_quiet(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.meta[QUIET] = True


def _disable_cache(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from ipdsl.base import cache  # the help does not use it

        context.with_resource(cache.cache_disabled())


def _set_result_file(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[RESULT_FILE] = value


def write_options(context: click.Context, formatter: click.HelpFormatter, params: Sequence[click.Parameter]) -> None:
    """Write the options of a command, then the global options."""
    specific: list[tuple[str, str]] = []
    shared: list[tuple[str, str]] = []
    for param in params:
        if not isinstance(param, click.Option):
            continue
        row = param.get_help_record(context)
        if row is not None:
            is_shared = param.name in GLOBAL_OPTIONS or "--help" in param.opts  # releases of click name it differently
            (shared if is_shared else specific).append(row)
    for title, rows in (("Options", specific), ("Global options", shared)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


class UnrepeatedOptions(click.Command):
    """A command that refuses an option of one value that is given twice. click would drop the first value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments."""
        given = [] if ctx.resilient_parsing else self.make_parser(ctx).parse_args([*args])[2]
        for option in (each for each in given if isinstance(each, click.Option)):
            if given.count(option) > 1 and not (option.multiple or option.is_flag or option.count):
                raise usage_error("`{name}` is given twice, and has one value",
                                  "`{name}`给了两次，而它只能有一个值", name=option.opts[-1])  # fmt: skip
        return super().parse_args(ctx, args)


class CommandGroup(UnrepeatedOptions, click.Group):
    """A command of `ipdsl` that has commands of its own."""

    context_class = LocalizedContext

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.short_help or "") for name, command in self.commands.items()])
        write_options(ctx, formatter, self.get_params(ctx))


def write_exit_codes(formatter: click.HelpFormatter, codes: Mapping[int, str]) -> None:
    """Write a table of exit codes."""
    with formatter.section("Exit codes"):
        formatter.write_dl([(str(code), text) for code, text in sorted(codes.items())])


class Command(UnrepeatedOptions):
    """A command of `ipdsl`.

    `renamed` maps the older name of an option to its name. `exit_codes` has the codes that differ from the usual ones.
    With `has_result`, the command prints a text that `-o` writes to a file.
    """

    context_class = LocalizedContext

    def __init__(
        self, *args: Any, renamed: Mapping[str, str] = MappingProxyType({}),
        exit_codes: Mapping[int, str] = MappingProxyType({}), has_result: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.renamed = renamed
        self.exit_codes = {**{code: EXIT_CODES[code] for code in _USUAL_CODES}, **exit_codes}
        if has_result:
            self.params.append(
                click.Option(
                    ["-o", "--out"], type=OUTPUT, metavar="FILE", expose_value=False, callback=_set_result_file,
                    help="Write the result to this file instead of standard output.",
                )
            )  # fmt: skip
        self.params += global_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. Older names of options are replaced."""
        replaced = list(self._replace_older_names(args))
        rest = super().parse_args(ctx, [new for _, new in replaced])
        for old, new in dict.fromkeys((old.partition("=")[0], new.partition("=")[0]) for old, new in replaced):
            if old != new and not ctx.resilient_parsing:
                say_notice(message("notice: `{old}` is now `{new}`", "提示：`{old}`现名`{new}`", old=old, new=new))
        return rest

    def _replace_older_names(self, args: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each argument, and the argument by which it is replaced."""
        ended = False
        for word in args:
            ended = ended or word == "--"
            name, mark, value = word.partition("=")
            yield word, word if ended else f"{self.renamed.get(name, name)}{mark}{value}"

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. With `-o`, its result is written to that file."""
        path = ctx.meta.get(RESULT_FILE)
        if path in (None, "-"):
            return self._run(ctx)
        from ipdsl.cli.files import write_result  # most calls print their result

        return write_result(path, lambda: self._run(ctx), ctx.params)

    def _run(self, ctx: click.Context) -> Any:
        """Run the command. Errors of pages and of facts are printed."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            from ipdsl.base.errors import ReportedError  # most calls have no errors
            from ipdsl.cli.findings import fail

            if not isinstance(error, ReportedError):
                raise
            return fail(error.report, error.sources, style=ctx.params.get("style", "text"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the exit codes."""
        write_options(ctx, formatter, self.get_params(ctx))
        write_exit_codes(formatter, self.exit_codes)
