"""`ipdsl readings POLICY`: the readings of ambiguous sentences of the official text."""

from __future__ import annotations

import click

from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import POLICY, call_language, say, say_json
from ipdsl.cli.findings import fail, show_aside
from ipdsl.decision.model import Reading
from ipdsl.decision.readings import readings_of
from ipdsl.driver import cached_policy
from ipdsl.report.localizer import Localizer, localizer_of


@click.command("readings", cls=Command, has_result=True)
@click.argument("policy", metavar="POLICY", type=POLICY)
@options.style()
def command(policy: str, style: str) -> int:
    """List the interpretations of ambiguous sentences in a policy, by article."""
    page = cached_policy.policy(policy, "readings")
    if page.program is None:
        return fail(page.report, page.sources, style=style)
    show_aside(page.report, page.sources)
    readings = readings_of(page.program)
    if style == "json":
        say_json([{"article": reading.article, "clause": reading.label, "text": reading.text} for reading in readings])
    else:
        localize = localizer_of(page.program, call_language())
        say(
            "\n".join(_reading_text(reading, localize) for reading in readings)
            or localize("no readings", "页面没有写`理解`")
        )
    return 0


def _reading_text(context: Reading, localize: Localizer) -> str:
    """A reading with its subject: the clause, the article, or the policy as a whole."""
    subject = localize.article(context.article) if context.article else localize("policy", "全文")
    if context.label:
        subject = localize(
            "{where}, {award}", "{where}，{award}", where=subject, award=localize.names.award(context.label)
        )
    return localize("{where}: {text}", "{where}：{text}", where=subject, text=localize.names.quotation(context.text))
