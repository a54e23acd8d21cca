"""`ipdsl compare POLICY… --facts FILE`: one applicant under several policies, item by item, in one table."""

from __future__ import annotations

import click

from ipdsl.cli import options
from ipdsl.cli.inputs import settle_under_each, worst_exit_code
from ipdsl.cli.language import call_language
from ipdsl.cli.output import say, say_json
from ipdsl.driver.questions.comparison import compare
from ipdsl.report.localizer import localizer_of


@click.command("compare")
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@click.option("--facts", metavar="FILE", required=True, help="The facts of one applicant.")
@click.option(
    "--year", callback=options.parse_year, metavar="YEAR", help="Report one year; earlier ones are settled unseen."
)
@click.option("--as-of", callback=options.parse_as_of, metavar="DAY|today", help="Settle nothing after this day.")
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
    settled = settle_under_each(
        policies, "compare", facts, year=year, as_of=as_of, accept_edited=accept_edited, strict=strict, style=style
    )
    if isinstance(settled, int):
        return settled
    comparison = compare(*settled)
    localize = localizer_of(settled[0][0].program, call_language())  # the policies share a vocabulary
    if style == "json":
        from ipdsl.driver.questions.comparison import to_plain

        say_json(to_plain(comparison, localize))
    else:
        from ipdsl.driver.questions.comparison import render

        titles = [
            localizer_of(policy.program, call_language()).names.quotation(policy.program.title) for policy in settled[0]
        ]
        say(render(comparison, with_all=with_all, localize=localize, titles=titles))
    return worst_exit_code(comparison.decisions)
