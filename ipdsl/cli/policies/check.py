"""`ipdsl check FILE…`: every finding of policies, vocabularies and pages of cases."""

from __future__ import annotations

import click

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.source import Sources
from ipdsl.cli import options
from ipdsl.cli.findings import exit_code, show_result
from ipdsl.cli.language import message, usage_error
from ipdsl.cli.output import say, worst
from ipdsl.driver import cached_policy


@click.command("check")
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--module", metavar="MODULE.py", help="Is this compiled module still what its policy compiles to?")
@click.option(
    "--against-ledger",
    "ledger",
    metavar="FILE",
    help="Which labels and rules of a ledger are no more, which caps were others?",
)
@options.style("github")
@click.option("--verbose", is_flag=True, help="Say of every rule what it covers, as the page suggests or not.")
@click.option("--deny", type=click.Choice(["warnings"]), help="Let warnings fail too (exit code 1).")
def command(
    files: tuple[str, ...],
    module: str | None,
    ledger: str | None,
    style: str,
    verbose: bool,
    deny: str | None,
) -> int:
    """Find the mistakes of pages: policies, vocabularies and cases.

    Exit code 1 when a page has errors; warnings and notes do not fail. With `--module` at most one FILE: the policy,
    which else is looked for beside the module and in the package by its name.
    """
    sources = Sources()
    if module is not None and ledger is not None:
        raise usage_error(
            "`--module` and `--against-ledger` are two checks; ask for one.",
            "`--module`和`--against-ledger`是两种检查，每次只能用一种",
        )
    if module is not None:
        return _check_module(module, files, style, sources)
    if not files:
        raise usage_error("Missing argument 'FILE...'.", "缺少参数：文件...")
    if ledger is not None and len(files) > 1:
        raise usage_error("`--against-ledger` goes with one policy.", "`--against-ledger`只能用于一份政策")
    reports = [list(cached_policy.findings(path, sources)) for path in files]
    if ledger is not None and not any(finding.severity is Severity.ERROR for finding in reports[0]):
        reports.append(_vanished_names(ledger, files[0]))
    findings = list(dict.fromkeys(f for report in reports for f in report if verbose or not f.is_detail))
    show_result(findings, sources, style)
    if style == "text" and not findings:
        say(_no_findings_text(len(files)))
    return worst(exit_code(report, deny_warnings=deny is not None) for report in reports)


def _no_findings_text(count: int) -> str:
    if count == 1:
        return message("1 file, no findings", "1个文件，没有问题")
    return message("{count} files, no findings", "{count}个文件，没有问题", count=count)


def _vanished_names(ledger: str, policy: str) -> list[Diagnostic]:
    """The labels and rules of a ledger that the policy no longer has, and the caps that were different."""
    from ipdsl.driver.fact_sources import history_file
    from ipdsl.driver.library import Policy, PolicyError
    from ipdsl.facts.errors.problems import FactsError

    try:
        return Policy(cached_policy.policy(policy, "check --against-ledger")).vanished(history_file(ledger))
    except (FactsError, PolicyError) as error:
        return list(error.report)


def _check_module(module: str, files: tuple[str, ...], style: str, sources: Sources) -> int:
    if len(files) > 1:
        raise usage_error("`--module` goes with one policy.", "`--module`只能用于一份政策")
    from ipdsl.cli.module_check import compare  # a plain check needs no emitter

    findings = compare(module, files[0] if files else None)
    show_result(findings, sources, style)
    if style == "text" and not findings:
        say(message("{module} matches its policy", "{module}与其政策一致", module=module))
    return exit_code(findings)
