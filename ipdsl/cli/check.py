"""`ipdsl check FILE…`: every finding of policies, vocabularies and pages of cases."""

from __future__ import annotations

import click

from ipdsl import compiled
from ipdsl.cli.exit_codes import worst
from ipdsl.cli.findings import exit_code, show_result
from ipdsl.cli.output import say
from ipdsl.source import Sources


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--deny", type=click.Choice(["warnings"]), help="Let warnings fail too (exit code 1).")
def command(files: tuple[str, ...], style: str, deny: str | None) -> int:
    """Find the mistakes of pages: policies, vocabularies and cases.

    Exit code 1 when a page has errors; warnings and notes do not fail.
    """
    sources = Sources()
    reports = [list(compiled.findings(where, sources)) for where in files]
    findings = list(dict.fromkeys(finding for report in reports for finding in report))
    show_result(findings, sources, style)
    if style == "text" and not findings:
        say(f"{len(files)} file{'s' * (len(files) != 1)}, no findings")
    return worst(exit_code(report, deny_warnings=deny is not None) for report in reports)
