"""`ipdsl readings POLICY`: how the ambiguous sentences of the official text were read."""

from __future__ import annotations

import click

from ipdsl import compiled
from ipdsl.cli import options
from ipdsl.cli.findings import fail, show_aside
from ipdsl.cli.language import spoken
from ipdsl.cli.output import say, say_json
from ipdsl.runtime.decision.model import Reading
from ipdsl.runtime.decision.readings import readings_of
from ipdsl.runtime.decision.telling import Teller, teller_of


@click.command("readings")
@click.argument("policy", metavar="POLICY")
@options.style()
def command(policy: str, style: str) -> int:
    """List how the ambiguous sentences of a policy were read, article by article."""
    page = compiled.policy(policy, "readings")
    if page.program is None:
        return fail(page.report, page.sources, style=style)
    show_aside(page.report, page.sources)
    readings = readings_of(page.program)
    if style == "json":
        say_json([{"article": reading.article, "clause": reading.label, "text": reading.text} for reading in readings])
    else:
        tell = teller_of(page.program, spoken())
        say("\n".join(_shown(reading, tell) for reading in readings) or tell("no readings", "页面没有写`理解`"))
    return 0


def _shown(reading: Reading, tell: Teller) -> str:
    """A reading with what it is about: the clause, the article, or the policy as a whole."""
    where = tell.article(reading.article) if reading.article else tell("policy", "全文")
    if reading.label:
        where = tell("{where}, {label}", "{where}，{label}", where=where, label=tell.names.clause(reading.label))
    return tell("{where}: {text}", "{where}：{text}", where=where, text=tell.names.quotation(reading.text))
