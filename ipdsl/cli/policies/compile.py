"""`ipdsl compile POLICY -o MODULE.py`: a policy as a Python module that only needs the runtime.

`ipdsl dump STAGE FILE`: one stage of the compiler as text.
"""

from __future__ import annotations

import click

from ipdsl.base.files import STDIN
from ipdsl.batch.errors import refuse_without_libraries
from ipdsl.cli.command import Command
from ipdsl.cli.console import FILE, OUTPUT, POLICY, say, say_file
from ipdsl.cli.findings import exit_code, fail, show_aside, stop_at
from ipdsl.cli.inputs import refuse_module_name, refuse_output
from ipdsl.cli.writing import write_file
from ipdsl.driver.compilation import Compilation
from ipdsl.lower import plan_dump
from ipdsl.lower.plan import Plan
from ipdsl.semantics import typed_dump
from ipdsl.syntax import layout
from ipdsl.syntax import tree_dump as ast_dump


@click.command("compile", cls=Command)
@click.argument("policy", metavar="POLICY", type=POLICY)
@click.option(
    "-o", "--out", metavar="MODULE.py", type=OUTPUT, help="Write the module to this file instead of standard output."
)
def compile_command(policy: str, out: str | None) -> int:
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


STAGES = ("layout", "ast", "typed", "plan", "settlement", "python", "columns")


@click.command("dump", cls=Command, has_result=True)
@click.argument("stage", type=click.Choice(STAGES))
@click.argument("file", metavar="FILE", type=FILE)
def dump_command(stage: str, file: str) -> int:
    """Print one stage of the compiler: layout, ast, typed, plan, settlement (the steps), python or columns (loops).

    If a page has errors, the stages before the errors can be printed. The errors are listed on standard error.
    """
    page = Compilation.from_file(file)
    if stage not in ("layout", "ast"):
        page.needs_policy(f"dump {stage}")
    text = stage_text(page, stage)
    if text is None:
        return fail(page.report, page.sources)
    show_aside(page.report, page.sources)
    (say_file if stage in ("python", "columns") else say)(text)
    return exit_code(page.report)


def stage_text(page: Compilation, stage: str) -> str | None:
    """The stage as text, or `None` if an earlier stage has errors. Raises `FactsError` if a library is missing."""
    match stage:
        case "layout":
            return None if page.source is None else layout.dump(page.source)
        case "ast":
            return None if page.page is None else ast_dump.dump(page.page)
        case "typed":
            return None if page.policy is None else typed_dump.dump(page.policy)
        case "plan":
            return None if page.plan is None else plan_dump.dump_plan(page.plan)
        case "settlement":
            return None if page.plan is None else plan_dump.dump_settlement(page.plan)
        case "columns":
            return None if page.plan is None else _loops(page.plan)
        case _:
            return page.python


def _loops(plan: Plan) -> str:
    """The loops over columns."""
    refuse_without_libraries()
    from ipdsl.codegen.columns.module import emit  # the other stages need no extra

    return emit(plan).text
