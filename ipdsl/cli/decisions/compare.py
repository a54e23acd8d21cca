"""`ipdsl compare POLICY… --facts FILE`: one applicant under several policies, item by item, in one table."""

from __future__ import annotations

import click

from ipdsl.cli import options
from ipdsl.cli.command import EXIT_CODES, Command
from ipdsl.cli.console import POLICY, call_language, say, say_json
from ipdsl.cli.findings import show_warnings
from ipdsl.cli.inputs import settle_under_each, worst_exit_code
from ipdsl.driver.questions.comparison import compare
from ipdsl.report.localizer import localizer_of


@click.command(
    "compare", cls=Command, has_result=True,
    renamed={"--all": "--show-unrelated", "--accept-edited": "--accept-modified-ledger"},
    exit_codes={3: EXIT_CODES[3]},
)  # fmt: skip
@click.argument("policies", metavar="POLICY... --facts FILE", type=POLICY, nargs=-1, required=True)
@options.facts("The facts of one applicant: JSON, a workbook, CSV or Parquet.", required=True)
@options.year()
@options.as_of()
@options.modified_ledger()
@options.strict()
@options.show_unrelated("List the items that no policy pays.")
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
    """Compare the amounts of one applicant under several policies, item by item.

    The policies must use the same vocabulary. Approvals and history count for the policy with the clause they name.
    """
    settled = settle_under_each(
        policies, "compare", facts, year=year, as_of=as_of, accept_edited=accept_edited, strict=strict
    )
    show_warnings(dict.fromkeys(remark for decision in settled[1] for remark in decision.remarks))
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
