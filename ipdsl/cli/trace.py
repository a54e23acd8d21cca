"""`ipdsl trace POLICY FACTS CLAIM`: one claim through every gate and rule to what is paid, with its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

import attrs
import click

from ipdsl import compiled
from ipdsl.cli import days, options
from ipdsl.cli.exit_codes import OK, UNDETERMINED
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import (
    clauses_named,
    facts_for,
    in_ledger,
    ledger_of,
    refuse_two_streams,
    series_of,
    told_where_stated,
)
from ipdsl.cli.language import spoken
from ipdsl.cli.output import say, say_json
from ipdsl.diagnostics.nearest import nearest
from ipdsl.errors import NoSuchClaim
from ipdsl.library import Policy, PolicyError
from ipdsl.packaged import PAGE_SUFFIX
from ipdsl.questions import trace_page
from ipdsl.questions.trace import named, trace
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.telling import teller_of
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.stated import plain_facts

MOST_DAYS = 3


_CASE = re.compile(rf"(.+{re.escape(PAGE_SUFFIX)}):([0-9]+)(?::[0-9]+)?")


@click.command("trace")
@click.argument("policy", metavar="POLICY")
@click.argument("facts", metavar="FACTS")
@click.argument("claim", metavar="CLAIM")
@click.argument("item", metavar="[ITEM]", required=False)
@click.option("--day", callback=days.day, metavar="DAY", help="The day of the event, where the item has several.")
@click.option("--as-of", callback=days.as_of, metavar="DAY|today", help="Settle nothing after this day.")
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
        settled = Policy(compiled.policy(policy, "trace"))
        edited = accept_edited is not None
        lines, values = ledger_of(history, settled, edited=edited), series_of(series, settled)
        given, year = _facts(facts, settled, accept_edited)
        stated = plain_facts(given, as_of=as_of, history=lines, program=settled.program, edited=edited)
        with told_where_stated(given), in_ledger(history, lines, stated):
            read = settled.read_facts(cast("Mapping[str, object]", stated), series=values)
            (read,) = settled.beside([read], lines, accept_edited, together=False)
        if _CASE.fullmatch(facts) is not None:
            read = attrs.evolve(read, closed=True).extend_to(year)
        decision = settled.evaluate(read, strict=strict)
    except (PolicyError, FactsError) as error:
        return fail(error.report, error.sources, style=style)
    clauses = clauses_named(settled, claim)
    label = clauses[0] if len(clauses) == 1 else claim
    if item is not None:
        claims = named(decision, label, item, day)
    else:
        claims = named(decision, label, None, day) or named(decision, None, claim, day)
    if not claims:
        return fail([_no_such(decision, label, item, day, clauses)], style=style)
    tell = teller_of(settled.program, spoken())
    traces = [trace(settled, read, one, tell) for one in claims]
    if style == "json":
        say_json(trace_page.plain(decision, traces, settled.sources, tell))
    else:
        say(trace_page.render(decision, traces, settled.sources, tell))
    return UNDETERMINED if any(one.is_open for one in claims) else OK


def _facts(where: str, policy: Policy, who: str | None) -> tuple[Mapping[str, object], int | None]:
    """The facts of a file, or of the case at a place of a page with the last year that it expects; `who` answers for a
    ledger that was modified.
    """
    place = _CASE.fullmatch(where)
    if place is None:
        return facts_for(where, [policy], who=who), None
    from ipdsl.cases import case_at, last_year_expected  # most facts stand in a file

    case = case_at(place[1], int(place[2]))
    return case.facts, last_year_expected(case)


def _no_such(decision: Decision, claim: str, item: str | None, day: str | None, clauses: Sequence[str]) -> NoSuchClaim:
    """That there is no such claim, with the days of those that there are, the clauses of the label, or near names."""
    asked = " ".join(word for word in (claim, item, day) if word)
    others = [] if day is None else named(decision, claim, item, None) or named(decision, None, claim, None)
    if others:
        dates = tuple(dict.fromkeys(str(one.event_date) for one in others if one.event_date is not None))
        return NoSuchClaim(name=asked, nearest=dates[:MOST_DAYS])
    known = list(dict.fromkeys(word for c in decision.claims for word in (c.label, c.item)))
    shared = (*clauses,) if len(clauses) > 1 else ()
    return NoSuchClaim(name=asked, nearest=shared or nearest(item or claim, known))
