"""`ipdsl check FILE…`: every finding of policies, vocabularies and pages of cases."""

from __future__ import annotations

import click

from ipdsl.base.findings.finding import Diagnostic, Report, Severity
from ipdsl.base.source import Sources
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import FILE, is_quiet, message, say_done, usage_error, worst
from ipdsl.cli.files import pages_of
from ipdsl.cli.findings import exit_code, other_missing_inputs, show_result
from ipdsl.driver import cached_policy
from ipdsl.driver.settings import settings_file, settings_findings


@click.command("check", cls=Command, has_result=True)
@click.argument("files", nargs=-1, metavar="FILE...", type=FILE)
@click.option(
    "--module", metavar="MODULE.py", type=FILE, help="Check whether a compiled module still matches its policy."
)
@click.option(
    "--against-ledger",
    "ledger",
    metavar="FILE",
    type=FILE,
    help="List the labels and rules of a ledger that the policy no longer has, and the caps that were different.",
)
@options.style("github")
@click.option("--verbose", is_flag=True, help="Report for every rule which awards it covers.")
@click.option("--deny", type=click.Choice(["warnings"]), help="Return exit code 1 for warnings too.")
def check_command(
    files: tuple[str, ...],
    module: str | None,
    ledger: str | None,
    style: str,
    verbose: bool,
    deny: str | None,
) -> int:
    """Report the errors of pages: policies, vocabularies and cases.

    FILE can also be a folder: all pages in it. Warnings and notes do not change the exit code; --quiet omits them. With
    --module, FILE is the policy. Without FILE, the policy is found by its name, next to the module or in the package.
    """
    sources = Sources()
    if module is not None and ledger is not None:
        raise usage_error(
            "use either `--module` or `--against-ledger`",
            "`--module`和`--against-ledger`是两种检查，每次只能用一种",
        )
    if module is not None:
        return _check_module(module, files, style, sources)
    if not files:
        raise usage_error("missing FILE", "缺少文件")
    pages = pages_of(files)
    if ledger is not None and len(pages) > 1:
        raise usage_error("`--against-ledger` needs exactly one policy", "`--against-ledger`只能用于一份政策")
    reports = [list(cached_policy.findings(path, sources)) for path in pages]
    reports += [list(settings_findings(file, sources)) for file in dict.fromkeys(map(settings_file, pages))]
    if ledger is not None and not any(finding.severity is Severity.ERROR for finding in reports[0]):
        reports.append(_vanished_names(ledger, pages[0], sources))
    findings = list(dict.fromkeys(f for report in reports for f in report if verbose or not f.is_detail))
    if is_quiet():
        findings = [finding for finding in findings if exit_code([finding], deny_warnings=deny is not None)]
    show_result([*findings, *other_missing_inputs(findings)], sources, style)
    if style == "text" and not findings:
        say_done(_no_findings_text(len(pages)))
    return worst(exit_code(report, deny_warnings=deny is not None) for report in reports)


def _no_findings_text(count: int) -> str:
    return (
        message("1 file, no findings", "1个文件，没有问题")
        if count == 1
        else message("{count} files, no findings", "{count}个文件，没有问题", count=count)
    )


def _vanished_names(ledger: str, policy: str, sources: Sources) -> list[Diagnostic]:
    """The labels and rules of a ledger that the policy no longer has, and the caps that were different.

    The text of the ledger is added to `sources`.
    """
    from ipdsl.driver.library import Policy, PolicyError, history_file
    from ipdsl.plain_data.errors import FactsError

    try:
        loaded = Policy(cached_policy.policy(policy, "check --against-ledger"))
        lines = history_file(ledger)
        vanished = loaded.vanished(lines)
    except (FactsError, PolicyError) as error:
        sources.update(error.sources)
        return list(error.report)
    if not vanished:
        return []
    from ipdsl.plain_data.json_places import facts_error

    located = facts_error(Report(vanished), lines)
    sources.update(located.sources)
    return list(located.report)


def _check_module(module: str, files: tuple[str, ...], style: str, sources: Sources) -> int:
    if len(files) > 1:
        raise usage_error("`--module` needs at most one policy", "`--module`只能用于一份政策")
    from ipdsl.cli.commands.compile import compare_module  # a plain check needs no emitter

    findings = compare_module(module, files[0] if files else None)
    show_result([*findings, *other_missing_inputs(findings)], sources, style)
    if style == "text" and not findings:
        say_done(message("{module} matches its policy", "{module}与其政策一致", module=module))
    return exit_code(findings)
