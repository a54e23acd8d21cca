"""`ipdsl trace POLICY CLAIM --facts FILE`: one claim through every condition and rule, with the lines of the page.

`ipdsl compare POLICY… --facts FILE`: one applicant under several policies, item by item, in one table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs
import click

from ipdsl.base.errors import NoSuchClaim
from ipdsl.base.findings.finding import nearest
from ipdsl.base.pages import PAGE_SUFFIX
from ipdsl.cli import options
from ipdsl.cli.command import EXIT_CODES, Command
from ipdsl.cli.console import OK, POLICY, UNDETERMINED, WORD, call_language, say, say_json, usage_error
from ipdsl.cli.files import refuse_two_streams
from ipdsl.cli.findings import fail, show_warnings
from ipdsl.cli.inputs import (
    FileRequest,
    clauses_by_name,
    missing_facts,
    read_applicant_facts,
    read_stated,
    settle_under_each,
    suggest_facts_option,
    with_request,
    worst_exit_code,
)
from ipdsl.decision.decision import Decision
from ipdsl.driver import cached_policy
from ipdsl.driver.library import Policy
from ipdsl.driver.questions import trace
from ipdsl.driver.questions.comparison import compare, render, to_plain
from ipdsl.report.localizer import localizer_of
from ipdsl.wording.labels import Labels

MOST_DAYS = 3


_CASE = re.compile(rf"(.+{re.escape(PAGE_SUFFIX)}):([0-9]+)(?::[0-9]+)?")


@click.command(
    "trace", cls=Command, has_result=True, renamed={"--accept-edited": "--accept-modified-ledger"},
    exit_codes={3: EXIT_CODES[3]},
)  # fmt: skip
@click.argument("words", metavar="POLICY CLAIM [ITEM] --facts FILE", type=WORD, nargs=-1, required=True)
@options.facts("The facts of one applicant: JSON, a workbook, CSV, Parquet, or a case PAGE:LINE.")
@click.option("--day", callback=options.parse_day, metavar="DAY", help="The day of the event, if the item has several.")
@options.as_of()
@options.strict()
@options.history()
@options.modified_ledger()
@options.series()
@options.style()
@with_request
def trace_command(words: tuple[str, ...], facts: str | None, request: FileRequest, day: str | None, style: str) -> int:
    """Follow one claim from its record through every condition and rule to the amount due.

    CLAIM is the label of a clause, of a recovery or of a debt, or the item of a record. If ITEM is given, CLAIM is a
    label. `ipdsl test` prints cases as PAGE:LINE. In a case of several applicants, name a line of the applicant.
    """
    policy, facts, claim, item = _arguments(words, facts)
    refuse_two_streams(policy, facts, request.history, request.series)
    compiled = cached_policy.policy(policy, "trace")
    settled = Policy(compiled)
    loaded_request = request.read(settled)
    lines = loaded_request.history
    requested = _requested_facts(facts, settled, request.accepted_by)
    applicants = [read_stated(settled, data, loaded_request, request.history) for data in requested.applicants]
    applicants = settled.beside(applicants, lines, request.accepted_by, together=requested.is_joint)
    if requested.is_case:
        applicants = [
            attrs.evolve(read, closed=True).extend_to(requested.year, settled.program.fiscal_year)
            for read in applicants
        ]
    read = applicants[requested.position]
    if requested.is_joint:
        decision = settled.evaluate_cohort(applicants, strict=request.strict).decisions[requested.position]
    else:
        decision = settled.evaluate(read, strict=request.strict)
    show_warnings(decision.remarks)
    clauses = clauses_by_name(settled, claim)
    label = clauses[0] if len(clauses) == 1 else claim
    names = settled.program.compute_once(Labels)
    claims = trace.find_claims(decision, label, item, day, names)
    recoveries = trace.find_recoveries(decision, label, item, day, names)
    if item is None and not claims and not recoveries:
        claims = trace.find_claims(decision, None, claim, day, names)
        recoveries = trace.find_recoveries(decision, None, claim, day, names)
    if not claims and not recoveries:
        return fail([_unknown_claim(decision, label, item, day, clauses, names)], style=style)
    localize = localizer_of(settled.program, call_language()).with_labels
    traces = [trace.trace(settled, read, candidate, localize, decision, compiled.page) for candidate in claims]
    traces += [trace.trace_recovery(settled, read, entry, decision, localize) for entry in recoveries]
    if style == "json":
        say_json(trace.to_plain(decision, traces, settled.sources, localize))
    else:
        say(trace.render(decision, traces, settled.sources, localize))
    is_open = any(candidate.is_open for candidate in claims) or not all(each.paid_back.is_point for each in recoveries)
    return UNDETERMINED if is_open else OK


def _arguments(words: Sequence[str], facts: str | None) -> tuple[str, str, str, str | None]:
    """The policy, the facts, the claim and the item. Facts without `--facts` come after the policy."""
    named = facts is not None
    if len(words) < 3 - named:
        raise missing_facts() if len(words) == 2 else usage_error("missing CLAIM", "缺少条款或项目")
    if len(words) > 4 - named:
        raise usage_error("unexpected argument: {word}", "多余的参数：{word}", word=words[4 - named])
    policy, *rest = words
    if facts is None:
        facts, *rest = rest
        suggest_facts_option([policy], [facts], *rest)
    claim, item = (*rest, None)[:2]
    assert claim is not None
    return policy, facts, claim, item


@attrs.frozen
class _RequestedFacts:
    """The facts of a file or of a case; `position` is the index of the applicant whose claim is traced.

    For a case, `year` is the last year in its expectations. The applicants of a joint case are settled together.
    """

    applicants: tuple[Mapping[str, object], ...]
    position: int = 0
    is_case: bool = False
    is_joint: bool = False
    year: int | None = None


def _requested_facts(location: str, policy: Policy, accepted_by: str | None) -> _RequestedFacts:
    """The facts of a file, or of a case `PAGE:LINE`.

    `accepted_by` is the name of the person who accepts a modified ledger.
    """
    place = _CASE.fullmatch(location)
    if place is None:
        return _RequestedFacts((read_applicant_facts(location, [policy], accepted_by=accepted_by),))
    from ipdsl.driver.cases import case_at, last_year_expected, position_of_applicant  # most facts are in a file

    line = int(place[2])
    case = case_at(place[1], line)
    return _RequestedFacts(
        case.facts,
        position_of_applicant(case, line),
        is_case=True,
        is_joint=case.is_joint,
        year=last_year_expected(case),
    )


def _unknown_claim(
    decision: Decision, claim: str, item: str | None, day: str | None, clauses: Sequence[str], names: Labels
) -> NoSuchClaim:
    """The finding for an unknown claim, with the days of similar claims, the clauses of the label, or similar names."""
    request = " ".join(word for word in (claim, item, day) if word)
    if day is not None and (
        other_claims := trace.find_claims(decision, claim, item, None, names)
        or trace.find_claims(decision, None, claim, None, names)
    ):
        dates = tuple(
            dict.fromkeys(
                str(other_claim.event_date) for other_claim in other_claims if other_claim.event_date is not None
            )
        )
        return NoSuchClaim(name=request, nearest=dates[:MOST_DAYS])
    shown = [(names.clause(c.label), names.item(c.item, c.passage)) for c in decision.claims]
    shown += [(names.clause(entry.label), names.item(entry.item)) for entry in decision.recoveries]
    stated = [(c.label, c.item) for c in decision.claims]
    stated += [(entry.label, entry.item) for entry in decision.recoveries]
    known = list(dict.fromkeys(word for pair in (*stated, *shown) for word in pair))
    shared = (*clauses,) if len(clauses) > 1 else ()
    return NoSuchClaim(name=request, nearest=shared or nearest(item or claim, known))


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
@with_request
def compare_command(policies: tuple[str, ...], facts: str, request: FileRequest, with_all: bool, style: str) -> int:
    """Compare the amounts of one applicant under several policies, item by item.

    The policies must use the same vocabulary. Approvals and history count for the policy with the clause they name.
    """
    settled = settle_under_each(policies, "compare", facts, request)
    show_warnings(dict.fromkeys(remark for decision in settled[1] for remark in decision.remarks))
    comparison = compare(*settled)
    localize = localizer_of(settled[0][0].program, call_language())  # the policies share a vocabulary
    if style == "json":
        say_json(to_plain(comparison, localize))
    else:
        titles = [
            localizer_of(policy.program, call_language()).names.quotation(policy.program.title) for policy in settled[0]
        ]
        say(render(comparison, with_all=with_all, localize=localize, titles=titles))
    return worst_exit_code(comparison.decisions)
