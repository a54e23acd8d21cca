"""`ipdsl completion SHELL`: the script that completes the commands of `ipdsl` in a shell."""

from __future__ import annotations

import click

from ipdsl.cli.command import Command
from ipdsl.cli.console import OK, say_file


@click.command("completion", cls=Command, has_result=True)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> int:
    """Print the completion script for bash, zsh or fish.

    For bash, add `eval "$(ipdsl completion bash)"` to ~/.bashrc.
    """
    from click.shell_completion import get_completion_class  # no other command needs it

    program = click.get_current_context().find_root()
    script = get_completion_class(shell)
    assert script is not None  # click supports the three shells
    say_file(script(program.command, {}, "ipdsl", "_IPDSL_COMPLETE").source())
    return OK
