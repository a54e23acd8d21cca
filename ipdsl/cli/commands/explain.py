"""`ipdsl explain CODE`: the page about a finding, from the wheel or the checkout. `--list` prints an index of codes.

`ipdsl completion SHELL`: the script that completes the commands of `ipdsl` in a shell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from ipdsl.base.errors import NoSuchCode
from ipdsl.base.findings.finding import nearest
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.cli.command import Command
from ipdsl.cli.console import OK, call_language, say, say_file, usage_error
from ipdsl.cli.findings import fail
from ipdsl.driver import catalogue

PHASES = {
    "S": Phrase("Syntax", "语法"),
    "N": Phrase("Names", "名称"),
    "T": Phrase("Types", "类型"),
    "P": Phrase("Policies", "政策"),
    "R": Phrase("Facts, ledgers and tables", "事实、台账和表"),
    "U": Phrase("Files, options and installation", "文件、选项和安装"),
}
"""The phase of each code, by its letter, in the order of the phases."""

_HEADING = re.compile(r"# (?P<code>\w+)(?:: |：)(?P<title>.*)")


@click.command("explain", cls=Command, has_result=True)
@click.argument("code", metavar="[CODE]", required=False)
@click.option("--list", "with_list", is_flag=True, help="List all codes of findings by phase, one per line.")
def explain_command(code: str | None, with_list: bool) -> int:
    """Explain the code of a finding or of a reason in a decision: its meaning, an example, and the fix."""
    if with_list:
        say("\n\n".join(_index(call_language())))
        return OK
    if code is None:
        raise usage_error("missing CODE: name a code, or add `--list`", "缺少代码：请给出代码，或加上`--list`")
    wanted = code.strip().rpartition("[")[2].rstrip("]").upper()
    page = catalogue.page(wanted, call_language())
    if page is not None:
        say(page)
        return OK
    return fail([NoSuchCode(name=code, nearest=nearest(wanted, catalogue.catalogue()))])


def _index(language: Language) -> Iterator[str]:
    """The part of the index for each phase: its name, then its codes with their titles."""
    for letter, phase in PHASES.items():
        headings = filter(None, map(_HEADING.match, catalogue.pages_of(letter, language).values()))
        yield "\n".join([phase.text(language), *(heading.expand(r"  \g<code>  \g<title>") for heading in headings)])


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
