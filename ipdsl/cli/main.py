"""The command line: one group that imports its commands when they are called, and converts errors to exit codes.

`ipdsl --help` and a wrong call import neither the parser nor the runtime: `VERBS` has the short help of every command.
Its Chinese is imported only for a call in Chinese. No error shows a traceback unless `IPDSL_DEBUG` is set.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

import click

from ipdsl import __language__, __version__
from ipdsl.base.findings.phrase import Language
from ipdsl.cli.command import (
    EXIT_CODES,
    LocalizedContext,
    UnrepeatedOptions,
    global_options,
    write_exit_codes,
    write_options,
)
from ipdsl.cli.console import INTERRUPTED, OK, WRONG_USE, Call, flush, message, prepare_streams, say, say_aside

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

GROUPS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Write a policy": {
            "new": "Create a folder with a new policy, a vocabulary, facts and a case.",
            "draft": "Write a first page from an official text.",
            "check": "Report the errors of pages.",
            "fmt": "Format pages, or translate them into Chinese or English sentences.",
            "test": "Run the test cases of policies.",
            "audit": "Compare the figures of a policy with its official text.",
            "readings": "List the interpretations of ambiguous sentences in a policy.",
            "doc": "Write policies as documents for review in HTML or Word.",
            "lsp": "Answer an editor while a page is written.",
        },
        "Settle": {
            "eval": "Calculate the amount due to an applicant, with the reasons.",
            "ask": "List the missing facts of an applicant by the amounts they affect.",
            "trace": "Follow one claim through every condition and rule.",
            "compare": "Compare the amounts of one applicant under several policies.",
            "batch": "Settle tables of applicants in Parquet files.",
            "ledger": "Complete and check ledgers that were written before 0.7.",
        },
        "Office": {
            "template": "Write a workbook for the facts that policies need.",
            "letter": "Write the letter about a decision in Word, PDF or HTML.",
            "verify": "Compare a letter, a list or a ledger with its facts.",
            "list": "Write lists of payments, awards to be published, open facts, sums by article or recoveries.",
        },
        "Build": {
            "compile": "Compile a policy into a Python module.",
            "schema": "Print the JSON Schema of facts, decisions or lists.",
            "types": "Write the types of facts and decisions for Python or TypeScript.",
            "dump": "Print one stage of the compiler.",
        },
        "Help": {
            "explain": "Explain an error code, or list all codes.",
            "completion": "Print the completion script for a shell.",
        },
    }
)
"""The commands by task, with their short help, in the order of the help."""

VERBS = {verb: text for commands in GROUPS.values() for verb, text in commands.items()}

EXAMPLES = {
    "ipdsl check contracts.ipp": "Check a page.",
    "ipdsl eval contracts.ipp --facts firm.json": "Settle one applicant.",
}

MODULES = {
    "compare": "trace",
    "completion": "explain",
    "doc": "office.template",
    "draft": "audit",
    "dump": "compile",
    "fmt": "pages",
    "letter": "office.letter",
    "list": "office.list",
    "lsp": "pages",
    "new": "pages",
    "readings": "schema",
    "template": "office.template",
    "types": "schema",
    "verify": "office.verify",
}
"""The modules of commands that are not called like the command."""


def module_of(verb: str) -> str:
    """The module of a command. The function of the command is `VERB_command`."""
    return f"ipdsl.cli.commands.{MODULES.get(verb, verb)}"


class LazyGroup(UnrepeatedOptions, click.Group):
    """A group that imports the module of a command when it is called."""

    context_class = LocalizedContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in VERBS:
            import difflib

            near = difflib.get_close_matches(cmd_name, VERBS, n=1)
            if _is_chinese(ctx.obj):
                ctx.fail(f"没有命令`{cmd_name}`" + "".join(f"；是否为`{verb}`？" for verb in near))
            ctx.fail(f"unknown command `{cmd_name}`" + "".join(f"; did you mean `{verb}`?" for verb in near))
        command: click.Command = getattr(importlib.import_module(module_of(cmd_name)), f"{cmd_name}_command")
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by task, then the options and the exit codes."""
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([*commands.items()])
        write_options(ctx, formatter, self.get_params(ctx))
        with formatter.section("Examples"):
            formatter.write_dl([*EXAMPLES.items()], col_max=50)
        write_exit_codes(formatter, EXIT_CODES)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands and options that begin with `incomplete`. No command is imported."""
        from click.shell_completion import CompletionItem  # only for completion

        commands = [CompletionItem(verb, help=text) for verb, text in VERBS.items() if verb.startswith(incomplete)]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: object, **extra: object
    ) -> NoReturn:
        """Run a command line and exit with its exit code."""
        base = super().main
        call = Call(sys.argv[1:] if args is None else args)
        sys.exit(run(lambda: base(args, prog_name or "ipdsl", standalone_mode=False, obj=call), call))

    def invoke(self, ctx: click.Context) -> object:
        from ipdsl.base.pages import watching_pages  # the help reads no page

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


def _print_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        say(f"ipdsl {__version__}{message(', language ', '，语言版本 ')}{__language__}")
        context.exit()


@click.group(
    cls=LazyGroup,
    params=[
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
            help="Show the version of the program and of the language.",
        ),
        *global_options(),
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="POLICY is a path, `-` for standard input, or the name of a packaged policy.\n\n"
    "Documentation: README.md, docs/en/reference/commands.md",
)  # fmt: skip
def cli() -> None:
    """Calculate the money rules of subsidy policies, exactly and with reasons."""
