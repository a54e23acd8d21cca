"""The command line: one group that imports its commands when they are called, and converts errors to exit codes.

`ipdsl --help` and a wrong call import neither the parser nor the runtime: `VERBS` has the short help of every command.
Its Chinese is imported only for a call in Chinese. No error shows a traceback unless `IPDSL_DEBUG` is set.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

import click

from ipdsl import __language__, __version__
from ipdsl.base.findings.phrase import Language
from ipdsl.cli.language import Call, message
from ipdsl.cli.output import INTERRUPTED, OK, WRONG_USE, flush, prepare_streams, say, say_aside

VERBS = {
    "audit": "Compare a policy with its official text, figure by figure.",
    "ask": "List the missing facts of one applicant, by the money that hangs on them.",
    "batch": "Settle a policy on tables of applicants in Parquet files.",
    "check": "Find the mistakes of pages.",
    "compare": "Settle several policies on the facts of one applicant, item by item.",
    "compile": "Turn a policy into a Python module.",
    "draft": "Write a first page from an official text.",
    "dump": "Print one stage of the compiler.",
    "eval": "Settle a policy on the facts of one applicant, with every reason.",
    "explain": "Explain the code of a finding.",
    "fmt": "Print or rewrite pages in the canonical form.",
    "letter": "Write the letter about a decision: Word, PDF or HTML.",
    "readings": "List how the ambiguous sentences of a policy were read.",
    "schema": "Print the JSON Schema of a policy's facts or of a decision.",
    "template": "Write an empty workbook for the facts that policies read.",
    "test": "Run the cases of policies.",
    "types": "Write the types of a policy's facts and decisions, for Python or TypeScript.",
    "trace": "Follow one claim through every gate and rule to what is paid.",
}


ABOUT_APPLICANTS = frozenset({"ask", "batch", "compare", "eval", "letter", "trace"})
"""The commands that read facts. Their modules are in `ipdsl.cli.decisions`, all others in `ipdsl.cli.policies`."""

WITHOUT_CACHE = ("explain",)
"""The commands that read no page."""


def module_of(verb: str) -> str:
    """The module of a command."""
    return f"ipdsl.cli.{'decisions' if verb in ABOUT_APPLICANTS else 'policies'}.{verb}"


class LocalizedContext(click.Context):
    """A context whose help and usage are in the language of its call. `obj` is the `Call`."""

    def make_formatter(self) -> click.HelpFormatter:
        if not _is_chinese(self.obj):
            return super().make_formatter()
        from ipdsl.cli import chinese_help  # most calls need no help, or are in English

        return chinese_help.ChineseHelpFormatter(max_width=self.max_content_width)


class LazyGroup(click.Group):
    """A group that imports the module of a command when it is called."""

    context_class = LocalizedContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in VERBS:
            import difflib

            near = difflib.get_close_matches(cmd_name, VERBS, n=1)
            if _is_chinese(ctx.obj):
                ctx.fail(f"没有命令`{cmd_name}`" + "".join(f"；是否想写`{verb}`？" for verb in near))
            ctx.fail(f"there is no verb `{cmd_name}`" + "".join(f"; did you mean `{verb}`?" for verb in near))
        command: click.Command = importlib.import_module(module_of(cmd_name)).command
        command.context_class = LocalizedContext
        taken = {option.name for option in command.params}
        if cmd_name not in WITHOUT_CACHE and "no_cache" not in taken:
            command.params.append(_no_cache())
        if "lang" not in taken:
            command.params += [option for option in self.params if option.name == "lang"]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(VERBS.items()))

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: object, **extra: object
    ) -> NoReturn:
        """Run a command line and exit with its exit code."""
        base = super().main
        call = Call(sys.argv[1:] if args is None else args)
        sys.exit(run(lambda: base(args, prog_name or "ipdsl", standalone_mode=False, obj=call), call))

    def invoke(self, ctx: click.Context) -> object:
        from ipdsl.base.page_watcher import watching_pages  # the help reads no page

        with watching_pages(ctx.obj.note):
            return super().invoke(ctx)


def _is_chinese(call: Call) -> bool:
    return call.language is Language.ZH


def run(main: Callable[[], int | None], call: Call) -> int:
    """Run a command line and return its exit code. Exceptions are converted to exit codes."""
    prepare_streams()
    try:
        code = main() or OK
    except click.exceptions.NoArgsIsHelpError as error:
        say_aside(error.format_message())
        code = WRONG_USE
    except click.ClickException as error:
        say_aside(f"{_usage(error)}{_error_text(error, is_chinese=_is_chinese(call))}")
        code = WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        say_aside("已中断" if _is_chinese(call) else "interrupted")
        code = INTERRUPTED
    except Exception as error:  # the last barrier: an internal error is reported in short form
        code = _report_fault(error, is_chinese=_is_chinese(call))
    flush()
    return code


_FAULT = """internal error: {what}
  this is a fault of ipdsl, not of your page or facts; please report it with both
  set IPDSL_DEBUG=1 to see where it happened"""

_FAULT_ZH = """程序内部错误：{what}
  这是 ipdsl 的问题，不是页面或事实的问题；请连同页面和事实一并报告
  设置 IPDSL_DEBUG=1 可以看到出错的位置"""


def _usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return "" if context is None else f"{context.get_usage()}\n"


def _error_text(error: click.ClickException, *, is_chinese: bool) -> str:
    if not is_chinese:
        return f"error: {error.format_message()}"
    from ipdsl.cli import chinese_help

    return f"错误: {chinese_help.error_text(error)}"


def _report_fault(error: Exception, *, is_chinese: bool) -> int:
    if os.environ.get("IPDSL_DEBUG"):
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    say_aside((_FAULT_ZH if is_chinese else _FAULT).format(what=what[:500]))
    return WRONG_USE


def _no_cache() -> click.Option:
    """The option of every command that reads pages."""
    words = "Neither read nor write the cache of what was compiled."
    return click.Option(
        ["--no-cache"], is_flag=True, is_eager=True, expose_value=False, callback=_disable_cache, help=words
    )


def _disable_cache(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from ipdsl.base import cache  # the help does not use it

        context.with_resource(cache.cache_disabled())


def _print_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        say(f"ipdsl {__version__}{message(', language ', '，语言版本 ')}{__language__}")
        context.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="POLICY is a path, `-` for standard input, or the name of a policy that comes with the package.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version of the program and of the language.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    is_eager=True,
    expose_value=False,
    help="Speak English or Chinese; without it as the locale says, else as the page is written.",
)
def cli() -> None:
    """Settle the money rules of intellectual-property subsidy policies, exactly and with reasons."""
