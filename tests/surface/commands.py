"""The command line: each command with its arguments and options, the exit codes, and the environment variables."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from ipdsl.cli import console
from ipdsl.cli.main import cli
from tests.conftest import ROOT
from tests.support.project_files import files_under

VARIABLE = re.compile(r"\bIPDSL_[A-Z_]+\b")


def lines() -> list[str]:
    """A line for each command with its arguments, each of its options, each exit code and each variable."""
    context = click.Context(cli)
    found = [f"ipdsl {_parameter(parameter)}" for parameter in cli.params]
    for name, command in _commands(context):
        arguments = [_parameter(one) for one in command.params if isinstance(one, click.Argument)]
        options = [_parameter(one) for one in command.params if isinstance(one, click.Option)]
        found += [" ".join([f"ipdsl {name}", *arguments]), *(f"ipdsl {name} {option}" for option in options)]
    return sorted({*found, *_exit_codes(), *_variables()})


def _commands(context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Every command, and those of a command that has its own."""
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        for inner, each in command.commands.items() if isinstance(command, click.Group) else ():
            yield f"{name} {inner}", each


def _parameter(parameter: click.Parameter) -> str:
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    if isinstance(parameter, click.Argument):
        return " ".join([f"<{parameter.human_readable_name}>", *_traits(parameter)])
    assert isinstance(parameter, click.Option)
    traits = ["flag"] if parameter.is_flag else _traits(parameter)
    hidden = ["hidden"] if parameter.hidden else []
    return " ".join([names, *traits, *hidden])


def _traits(parameter: click.Parameter) -> Iterator[str]:
    """The type of its values, the number of values, and its default."""
    info = parameter.to_info_dict()["type"]
    kind = "|".join(info["choices"]) if "choices" in info else info["name"]
    yield f"{kind}"
    if info.get("min") is not None or info.get("max") is not None:
        yield f"from {info.get('min')} to {info.get('max')}"
    if parameter.nargs != 1 or parameter.multiple:
        yield "repeated"
    if parameter.required:
        yield "required"
    default = parameter.get_default(click.Context(cli), call=False)
    if isinstance(default, str | int | float) and default != "":
        yield f"= {default}"


def _exit_codes() -> Iterator[str]:
    for value in sorted({value for value in vars(console).values() if type(value) is int}):
        yield f"exit code {value}"


def _variables() -> set[str]:
    sources = (path.read_text(encoding="utf-8") for path in files_under(ROOT / "ipdsl", "*.py"))
    return {f"variable {name}" for source in sources for name in VARIABLE.findall(source)}
