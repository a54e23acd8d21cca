"""The command line: one group, its verbs imported when they are called, and one place that turns faults to exit codes.

`ipdsl --help` and a wrong call import neither the parser nor the runtime: the table below holds the short help of
every verb. Nothing of ours ends in a traceback unless `IPDSL_DEBUG` is set.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

import click

from ipdsl import __language__, __version__
from ipdsl.cli.exit_codes import INTERRUPTED, OK, WRONG_USE
from ipdsl.cli.output import flush, prepare_streams, say, say_aside

VERBS = {
    "audit": "Compare a policy with its official text, figure by figure.",
    "ask": "List the missing facts of one applicant, by the money that hangs on them.",
    "check": "Find the mistakes of pages.",
    "compare": "Settle several policies on the facts of one applicant, item by item.",
    "compile": "Turn a policy into a Python module.",
    "draft": "Write a first page from an official text.",
    "dump": "Print one stage of the compiler.",
    "eval": "Settle a policy on the facts of one applicant, with every reason.",
    "explain": "Explain the code of a finding.",
    "fmt": "Print or rewrite pages in the canonical form.",
    "readings": "List how the ambiguous sentences of a policy were read.",
    "schema": "Print the JSON Schema of a policy's facts or of a decision.",
    "test": "Run the cases of policies.",
    "trace": "Follow one claim through every gate and rule to what is paid.",
}


WITHOUT_CACHE = ("explain",)
"""The verbs that read no page."""


RARELY = (200_000, 20, 100)
"""When to look for circular garbage: a short process makes little of it, and each look costs a tenth of the run."""


class LazyGroup(click.Group):
    """A group whose verbs live in modules of their own, imported on call."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in VERBS:
            import difflib

            near = difflib.get_close_matches(cmd_name, VERBS, n=1)
            ctx.fail(f"there is no verb `{cmd_name}`" + "".join(f"; did you mean `{verb}`?" for verb in near))
        command: click.Command = importlib.import_module(f"ipdsl.cli.{cmd_name}").command
        taken = {option.name for option in command.params}
        if cmd_name not in WITHOUT_CACHE and "no_cache" not in taken:
            command.params.append(_no_cache())
        if "lang" not in taken:
            from ipdsl.cli import language  # the help of the group needs none of it

            command.params.append(language.option())
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(VERBS.items()))

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: object, **extra: object
    ) -> NoReturn:
        """Run a command line and leave with its exit code."""
        base = super().main
        sys.exit(run(lambda: base(args, prog_name or "ipdsl", standalone_mode=False)))


def run(main: Callable[[], int | None]) -> int:
    """The exit code of a command line, whatever happens in it."""
    prepare_streams()
    gc.set_threshold(*RARELY)
    try:
        code = main() or OK
    except click.exceptions.NoArgsIsHelpError as error:
        say_aside(error.format_message())
        code = WRONG_USE
    except click.ClickException as error:
        say_aside(f"{_usage(error)}error: {error.format_message()}")
        code = WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        say_aside("interrupted")
        code = INTERRUPTED
    except Exception as error:  # the last barrier: a fault of ours is told shortly
        code = _tell_fault(error)
    flush()
    return code


def _usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return "" if context is None else f"{context.get_usage()}\n"


def _tell_fault(error: Exception) -> int:
    if os.environ.get("IPDSL_DEBUG"):
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    say_aside(
        f"internal error: {what[:500]}\n"
        "  this is a fault of ipdsl, not of your page or facts; please report it with both\n"
        "  set IPDSL_DEBUG=1 to see where it happened"
    )
    return WRONG_USE


def _no_cache() -> click.Option:
    """The option of every verb that reads pages."""
    words = "Neither read nor write the cache of what was compiled."
    return click.Option(
        ["--no-cache"], is_flag=True, is_eager=True, expose_value=False, callback=_set_aside, help=words
    )


def _set_aside(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from ipdsl.cache import store  # the help needs none of it

        context.with_resource(store.disabled())


def _print_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        say(f"ipdsl {__version__}, language {__language__}")
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
def cli() -> None:
    """Settle the money rules of intellectual-property subsidy policies, exactly and with reasons."""
