"""`ipdsl trace POLICY FACTS CLAIM`: one claim through every gate and rule, with the lines of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

import attrs
import click

from ipdsl.base.errors import NoSuchClaim
from ipdsl.base.findings.nearest_words import nearest
from ipdsl.base.packaged_policies import PAGE_SUFFIX
from ipdsl.cli import options
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import (
    clauses_by_name,
    read_applicant_facts,
    read_ledger,
    read_series,
    refuse_two_streams,
    report_at_cells,
    report_in_ledger,
)
from ipdsl.cli.language import call_language
from ipdsl.cli.output import OK, UNDETERMINED, say, say_json
from ipdsl.decision.decision import Decision
from ipdsl.driver import cached_policy
from ipdsl.driver.fact_sources import plain_facts
from ipdsl.driver.library import Policy, PolicyError
from ipdsl.driver.questions import trace
from ipdsl.driver.questions.trace import find_claims
from ipdsl.driver.questions.trace import trace as trace_trace
from ipdsl.facts.errors.problems import FactsError
from ipdsl.report.localizer import localizer_of

MOST_DAYS = 3


_CASE = re.compile(rf"(.+{re.escape(PAGE_SUFFIX)}):([0-9]+)(?::[0-9]+)?")


@click.command("trace")
@click.argument("policy", metavar="POLICY")
@click.argument("facts", metavar="FACTS")
@click.argument("claim", metavar="CLAIM")
@click.argument("item", metavar="[ITEM]", required=False)
@click.option(
    "--day", callback=options.parse_day, metavar="DAY", help="The day of the event, where the item has several."
)
@click.option("--as-of", callback=options.parse_as_of, metavar="DAY|today", help="Settle nothing after this day.")
@click.option("--strict", is_flag=True, help="Take nothing for granted that the facts do not state.")
@click.option("--history", metavar="FILE", help="The ledger of earlier runs, or a decision (JSON).")
@options.modified_ledger()
@click.option("--series", metavar="FILE", help="Published values of series, in place of those of the package.")
@options.style()
def command(
    policy: str, facts: str, claim: str, item: str | None, day: str | None, as_of: str | None, strict: bool,
    history: str | None, accept_edited: str | None, series: str | None, style: str,
) -> int:  # fmt: skip
    """Follow one claim from its record through every gate and rule to what is paid.

    CLAIM is the label of a clause or the item of a record; with ITEM, the label comes first. FACTS may be a case, as
    `ipdsl test` prints it: PAGE:LINE.
    """
    refuse_two_streams(policy, facts, history, series)
    try:
        settled = Policy(cached_policy.policy(policy, "trace"))
        edited = accept_edited is not None
        lines, values = read_ledger(history, settled, edited=edited), read_series(series, settled)
        stated_facts, year = _facts(facts, settled, accept_edited)
        stated = plain_facts(stated_facts, as_of=as_of, history=lines, program=settled.program, accept_modified=edited)
        with report_at_cells(stated_facts), report_in_ledger(history, lines, stated):
            read = settled.read_facts(cast("Mapping[str, object]", stated), series=values)
            (read,) = settled.beside([read], lines, accept_edited, together=False)
        if _CASE.fullmatch(facts) is not None:
            read = attrs.evolve(read, closed=True).extend_to(year)
        decision = settled.evaluate(read, strict=strict)
    except (PolicyError, FactsError) as error:
        return fail(error.report, error.sources, style=style)
    clauses = clauses_by_name(settled, claim)
    label = clauses[0] if len(clauses) == 1 else claim
    if item is not None:
        claims = find_claims(decision, label, item, day)
    else:
        claims = find_claims(decision, label, None, day) or find_claims(decision, None, claim, day)
    if not claims:
        return fail([_unknown_claim(decision, label, item, day, clauses)], style=style)
    localize = localizer_of(settled.program, call_language())
    traces = [trace_trace(settled, read, candidate, localize) for candidate in claims]
    if style == "json":
        say_json(trace.to_plain(decision, traces, settled.sources, localize))
    else:
        say(trace.render(decision, traces, settled.sources, localize))
    return UNDETERMINED if any(candidate.is_open for candidate in claims) else OK


def _facts(location: str, policy: Policy, accepted_by: str | None) -> tuple[Mapping[str, object], int | None]:
    """The facts of a file, or of a case `PAGE:LINE` together with the last year in its expectations.

    `accepted_by` is the name of the person who accepts a modified ledger.
    """
    place = _CASE.fullmatch(location)
    if place is None:
        return read_applicant_facts(location, [policy], accepted_by=accepted_by), None
    from ipdsl.driver.cases import case_at, last_year_expected  # most facts are in a file

    case = case_at(place[1], int(place[2]))
    return case.facts, last_year_expected(case)


def _unknown_claim(
    decision: Decision, claim: str, item: str | None, day: str | None, clauses: Sequence[str]
) -> NoSuchClaim:
    """The finding for an unknown claim, with the days of similar claims, the clauses of the label, or similar names."""
    request = " ".join(word for word in (claim, item, day) if word)
    other_claims = (
        [] if day is None else find_claims(decision, claim, item, None) or find_claims(decision, None, claim, None)
    )
    if other_claims:
        dates = tuple(
            dict.fromkeys(
                str(other_claim.event_date) for other_claim in other_claims if other_claim.event_date is not None
            )
        )
        return NoSuchClaim(name=request, nearest=dates[:MOST_DAYS])
    known = list(dict.fromkeys(word for c in decision.claims for word in (c.label, c.item)))
    shared = (*clauses,) if len(clauses) > 1 else ()
    return NoSuchClaim(name=request, nearest=shared or nearest(item or claim, known))
