"""`ipdsl compile POLICY -o MODULE.py`: a policy as a Python module that only needs the runtime."""

from __future__ import annotations

import keyword
import os
import sys

import click

from ipdsl.base.files import STDIN
from ipdsl.cli.argument_types import OUTPUT, POLICY
from ipdsl.cli.command import Command
from ipdsl.cli.findings import fail, show_aside, stop_at
from ipdsl.cli.inputs import refuse_output
from ipdsl.cli.language import usage_error
from ipdsl.cli.output import say_file
from ipdsl.cli.writing import write_file
from ipdsl.driver.compilation import Compilation


def _refuse_module_name(file: str) -> None:
    """Raise a usage error if Python could not import the module, or if it would hide a module of Python."""
    name, suffix = os.path.splitext(file)
    if not name.isidentifier() or keyword.iskeyword(name) or name in sys.stdlib_module_names or suffix == ".pyc":
        raise usage_error(
            "`{file}` cannot be the name of a Python module: use letters, digits and underscores, no reserved word and"
            " no module of Python, as in `town_2025.py`",
            "`{file}`不能作为Python模块的名称：请用字母、数字和下划线，不得使用保留字和Python自带模块的名称，"
            "例如`town_2025.py`", file=file,
        )  # fmt: skip


@click.command("compile", cls=Command)
@click.argument("policy", metavar="POLICY", type=POLICY)
@click.option(
    "-o", "--out", metavar="MODULE.py", type=OUTPUT, help="Write the module to this file instead of standard output."
)
def command(policy: str, out: str | None) -> int:
    """Compile a policy into a Python module with `evaluate`, `total` and the policy's metadata.

    The module imports only `ipdsl.runtime`. The same policy gives the same bytes on every machine, so a module can be
    kept in version control. `ipdsl check --module` checks whether it still matches the policy.
    """
    if out not in (None, STDIN):
        refuse_output("--out", out, policy)
        _refuse_module_name(os.path.basename(out))
    page = Compilation.from_file(policy)
    if not page.needs_policy("compile") or page.python is None:
        return fail(page.report, page.sources)
    show_aside(page.report, page.sources)
    if out in (None, STDIN):
        say_file(page.python)
    else:
        stop_at(write_file(out, page.python.encode("utf-8")))
    return 0
