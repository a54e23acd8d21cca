"""`ipdsl dump STAGE FILE`: one stage of the compiler as text."""

from __future__ import annotations

import click

from ipdsl.batch.errors import refuse_without_libraries
from ipdsl.cli.command import Command
from ipdsl.cli.console import FILE, say, say_file
from ipdsl.cli.findings import exit_code, fail, show_aside
from ipdsl.driver.compilation import Compilation
from ipdsl.lower import plan_dump
from ipdsl.lower.plan import Plan
from ipdsl.semantics import typed_dump
from ipdsl.syntax import layout
from ipdsl.syntax import tree_dump as ast_dump

STAGES = ("layout", "ast", "typed", "plan", "settlement", "python", "columns")


@click.command("dump", cls=Command, has_result=True)
@click.argument("stage", type=click.Choice(STAGES))
@click.argument("file", metavar="FILE", type=FILE)
def command(stage: str, file: str) -> int:
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
