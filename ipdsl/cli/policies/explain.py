"""`ipdsl explain CODE`: the page about a finding, from the wheel or the checkout."""

from __future__ import annotations

import click

from ipdsl.base.errors import NoSuchCode
from ipdsl.base.findings.nearest_words import nearest
from ipdsl.cli.findings import fail, single_report
from ipdsl.cli.language import call_language
from ipdsl.cli.output import say
from ipdsl.driver import catalogue


@click.command("explain")
@click.argument("code", metavar="CODE")
def command(code: str) -> int:
    """Explain the code of a finding, or of a reason in a decision: what it means, an example, how to mend it."""
    wanted = code.strip().rpartition("[")[2].rstrip("]").upper()
    page = catalogue.page(wanted, call_language())
    if page is not None:
        say(page)
        return 0
    return fail(single_report(NoSuchCode(name=code, nearest=nearest(wanted, catalogue.catalogue()))))
