"""`ipdsl compare POLICY… --facts FILE`: the same applicant under several policies, item by item, in one table."""

from __future__ import annotations

import click

from ipdsl import compiled
from ipdsl.cli import days
from ipdsl.cli.exit_codes import OK, UNDETERMINED, worst
from ipdsl.cli.findings import fail
from ipdsl.cli.output import say, say_json
from ipdsl.library import Policy, PolicyError
from ipdsl.questions.compare import compare
from ipdsl.questions.together import settle_each
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.stated import json_file


@click.command("compare")
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@click.option("--facts", metavar="FILE", required=True, help="The facts of one applicant.")
@click.option("--year", callback=days.year, metavar="YEAR", help="Report one year; earlier ones are settled unseen.")
@click.option("--as-of", callback=days.day, metavar="DAY", help="Settle nothing after this day, YYYY-MM-DD.")
@click.option("--strict", is_flag=True, help="Take nothing for granted that the facts do not state.")
@click.option("--all", "with_all", is_flag=True, help="Also list the items that no policy pays.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    policies: tuple[str, ...],
    facts: str,
    year: int | None,
    as_of: str | None,
    strict: bool,
    with_all: bool,
    style: str,
) -> int:
    """The same applicant under several policies, item by item.

    The policies share a vocabulary. Approvals and history count for the policy whose clause they name.
    """
    loaded: list[Policy] = []
    codes: list[int] = []
    for name in policies:
        try:
            loaded.append(Policy(compiled.policy(name, "compare")))
        except PolicyError as error:
            codes.append(fail(error.report, error.sources, style=style))
    if codes:
        return worst(codes)
    try:
        decisions = settle_each(loaded, json_file(facts), year=year, as_of=as_of, strict=strict)
    except FactsError as error:
        return fail(error.report, error.sources, style=style)
    comparison = compare(loaded, decisions)
    if style == "json":
        from ipdsl.questions.compare_page import plain

        say_json(plain(comparison))
    else:
        from ipdsl.questions.compare_page import render

        say(render(comparison, with_all=with_all))
    return worst(UNDETERMINED if decision.is_undetermined else OK for decision in decisions)
