"""`ipdsl compare POLICY… --facts FILE`: the same applicant under several policies, item by item, in one table."""

from __future__ import annotations

import click

from ipdsl.cli import days, options
from ipdsl.cli.inputs import settled_under_each, worst_of
from ipdsl.cli.language import spoken
from ipdsl.cli.output import say, say_json
from ipdsl.questions.compare import compare
from ipdsl.runtime.decision.telling import teller_of


@click.command("compare")
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@click.option("--facts", metavar="FILE", required=True, help="The facts of one applicant.")
@click.option("--year", callback=days.year, metavar="YEAR", help="Report one year; earlier ones are settled unseen.")
@click.option("--as-of", callback=days.as_of, metavar="DAY|today", help="Settle nothing after this day.")
@options.modified_ledger()
@click.option("--strict", is_flag=True, help="Take nothing for granted that the facts do not state.")
@click.option("--all", "with_all", is_flag=True, help="Also list the items that no policy pays.")
@options.style()
def command(
    policies: tuple[str, ...],
    facts: str,
    year: int | None,
    as_of: str | None,
    accept_edited: str | None,
    strict: bool,
    with_all: bool,
    style: str,
) -> int:
    """The same applicant under several policies, item by item.

    The policies share a vocabulary. Approvals and history count for the policy whose clause they name.
    """
    settled = settled_under_each(
        policies, "compare", facts, year=year, as_of=as_of, accept_edited=accept_edited, strict=strict, style=style
    )
    if isinstance(settled, int):
        return settled
    comparison = compare(*settled)
    tell = teller_of(settled[0][0].program, spoken())  # they share a vocabulary
    if style == "json":
        from ipdsl.questions.compare_page import plain

        say_json(plain(comparison, tell))
    else:
        from ipdsl.questions.compare_page import render

        titles = [teller_of(one.program, spoken()).names.quotation(one.program.title) for one in settled[0]]
        say(render(comparison, with_all=with_all, tell=tell, titles=titles))
    return worst_of(comparison.decisions)
