"""`ipdsl compile POLICY -o MODULE.py`: a policy as a Python module that only needs the runtime."""

from __future__ import annotations

import click

from ipdsl.base.files import STDIN
from ipdsl.cli.command import Command
from ipdsl.cli.console import OUTPUT, POLICY, say_file
from ipdsl.cli.findings import fail, show_aside, stop_at
from ipdsl.cli.inputs import refuse_module_name, refuse_output
from ipdsl.cli.writing import write_file
from ipdsl.driver.compilation import Compilation


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
        refuse_module_name(out)
    page = Compilation.from_file(policy)
    if not page.needs_policy("compile") or page.python is None:
        return fail(page.report, page.sources)
    show_aside(page.report, page.sources)
    if out in (None, STDIN):
        say_file(page.python)
    else:
        stop_at(write_file(out, page.python.encode("utf-8")))
    return 0
