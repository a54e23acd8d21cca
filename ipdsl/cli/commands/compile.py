"""`ipdsl compile POLICY -o MODULE.py`: a policy as a Python module that only needs the runtime.

`ipdsl dump STAGE FILE`: one stage of the compiler as text.

`compare_module` compares a compiled module with the current output of its policy. The module is not executed.
"""

from __future__ import annotations

import click

from ipdsl.base.errors import FIRST_LINE, ModuleDiffers, ModuleWithoutPolicy, NotAModule
from ipdsl.base.files import STDIN, find_page, read_bytes
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.pages import PACKAGED
from ipdsl.base.version import __version__
from ipdsl.batch.errors import refuse_without_libraries
from ipdsl.cli.command import Command
from ipdsl.cli.console import FILE, OUTPUT, POLICY, say, say_file
from ipdsl.cli.files import refuse_module_name, refuse_output, write_file
from ipdsl.cli.findings import exit_code, fail, show_aside, stop_at
from ipdsl.driver.compilation import Compilation
from ipdsl.lower import plan_dump
from ipdsl.lower.plan import Plan
from ipdsl.semantics import typed_dump
from ipdsl.syntax import layout, tree_dump as ast_dump


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


def compare_module(module: str, policy: str | None) -> list[Diagnostic]:
    """The findings of a module that does not match its policy; empty if it matches.

    Without `policy` the module names it.
    """
    data = read_bytes(module)
    if isinstance(data, Diagnostic):
        return [data]
    first_line = FIRST_LINE.match(data.split(b"\n", 1)[0].decode("utf-8", "replace"))
    if first_line is None:
        return [NotAModule(name=module)]
    policy_path = policy or find_page(first_line["name"], module)
    if policy_path is None:
        return [ModuleWithoutPolicy(name=module, policy=first_line["name"])]
    page = Compilation.from_file(policy_path)
    if not page.needs_policy("check --module") or page.python is None:
        return list(page.report)
    if page.python.encode("utf-8") == data:
        return []
    if page.program is not None and page.program.name != first_line["name"]:
        why = Phrase("it was made from `{made}`", "它由`{made}`生成", made=first_line["name"])
    elif first_line["hash"] != page.content_hash:
        why = Phrase("the policy has changed since", "其后政策已有改动")
    elif first_line["version"] != __version__:
        why = Phrase(
            "it was made by ipdsl {version}, and this is {now}",
            "它由 ipdsl {version} 生成，而现在是{now}",
            version=first_line["version"],
            now=__version__,
        )
    else:
        why = Phrase("the module was changed after it was made", "模块生成后被改动过")
    shown = policy or (first_line["name"] if policy_path.startswith(PACKAGED) else policy_path)
    return [ModuleDiffers(name=module, policy=shown, why=why)]
