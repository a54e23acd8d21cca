"""`ipdsl eval POLICY FACTS`: the decision for one applicant, as a page or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import click

from ipdsl.base.errors import NoSuchClause
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.nearest_words import nearest
from ipdsl.cli import options
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import (
    clauses_by_name,
    locate_remarks,
    read_applicant_facts,
    read_ledger,
    read_series,
    refuse_annotating,
    refuse_output,
    refuse_two_streams,
    report_in_ledger,
    write_annotated,
)
from ipdsl.cli.language import call_language, usage_error
from ipdsl.cli.output import OK, UNDETERMINED, say, say_json
from ipdsl.decision.decision import Decision
from ipdsl.driver import cached_policy
from ipdsl.driver.library import Policy, PolicyError
from ipdsl.facts.errors.problems import FactsError

if TYPE_CHECKING:
    from ipdsl.cli.ledger_output import LedgerOutput


@click.command("eval")
@click.argument("policy", metavar="POLICY")
@click.argument("files", metavar="[POLICY]... FACTS", nargs=-1, required=True)
@click.option(
    "--year", callback=options.parse_year, metavar="YEAR", help="Report one year; earlier ones are settled unseen."
)
@click.option("--as-of", callback=options.parse_as_of, metavar="DAY|today", help="Settle nothing after this day.")
@click.option("--strict", is_flag=True, help="Take nothing for granted that the facts do not state.")
@click.option("--only", metavar="LABEL", help="Show one clause, or one article.")
@click.option("--history", metavar="FILE", help="The ledger of earlier runs, or a decision (JSON).")
@click.option("--reopen", callback=options.parse_year, metavar="YEAR", help="Settle that year and all later ones anew.")
@options.modified_ledger()
@click.option("--ledger-out", metavar="FILE", help="Write the ledger lines, to be fed into the next run.")
@click.option("--series", metavar="FILE", help="Published values of series, in place of those of the package.")
@click.option("--annotate", metavar="FILE.xlsx", help="Write a copy of the workbook FACTS with the findings in it.")
@click.option("--cohort", is_flag=True, help="FACTS are files with many applicants, settled together.")
@click.option("--each", is_flag=True, help="FACTS are files with many applicants, each settled by itself.")
@click.option("--all", "with_all", is_flag=True, help="Also list the zeros of clauses that are meant for others.")
@options.style()
def command(
    policy: str,
    files: tuple[str, ...],
    year: int | None,
    as_of: str | None,
    strict: bool,
    only: str | None,
    history: str | None,
    reopen: int | None,
    accept_edited: str | None,
    ledger_out: str | None,
    series: str | None,
    annotate: str | None,
    cohort: bool,
    each: bool,
    with_all: bool,
    style: str,
) -> int:
    """Settle a policy on the facts of one applicant, with every reason; or several policies, each by itself.

    With --cohort or --each the files hold many applicants: one each, a list of them, or one on each line. Exit code 3
    when a claim that could pay is undetermined: the output names the facts that would settle it.
    """
    *other_policies, facts = files
    options.refuse_year_after_as_of(year, as_of)
    options.refuse_year_with_reopen(year, reopen)
    refuse_two_streams(policy, *files, history, series)
    if annotate is not None:
        refuse_annotating(annotate, policy, *files, history, series)
    refuse_output(
        "--ledger-out", ledger_out, policy, *files, series
    )  # may be the `--history` file, whose lines it keeps
    if cohort and each:
        raise usage_error("--cohort and --each exclude each other", "`--cohort`和`--each`只能用一个")
    if cohort or each or other_policies:
        from ipdsl.cli.decisions import eval_many  # most runs are about one applicant under one policy

        _refuse_single_options(only=only)
        if cohort or each:
            return eval_many.settle_applicants(
                policy, files, together=cohort, annotate=annotate, year=year, reopen=reopen, as_of=as_of,
                accept_edited=accept_edited, strict=strict, series=series, history=history, ledger_out=ledger_out,
                with_all=with_all, style=style,
            )  # fmt: skip
        _refuse_single_options(
            annotate=annotate,
            history=history,
            reopen=reopen,
            ledger_out=ledger_out,
            series=series,
        )
        return eval_many.settle_policies(
            (policy, *other_policies),
            facts,
            year=year,
            as_of=as_of,
            accept_edited=accept_edited,
            strict=strict,
            with_all=with_all,
            style=style,
        )
    try:
        ledger = None if ledger_out is None else _ledger_file(ledger_out, history)
        settled = Policy(cached_policy.policy(policy, "eval"))
        stated = read_applicant_facts(facts, [settled], annotate, accepted_by=accept_edited)
        lines, values = read_ledger(history, settled, edited=accept_edited is not None), read_series(series, settled)
        with report_in_ledger(history, lines, stated):
            decision = settled.evaluate(
                stated, year=year, as_of=as_of, strict=strict, history=lines, series=values, reopen=reopen,
                accept_edited=accept_edited,
            )  # fmt: skip
        decision = locate_remarks(decision, stated, history=history, ledger=lines)
    except (PolicyError, FactsError) as error:
        written = write_annotated(annotate, facts, error.report)
        return fail([*error.report, *written], error.sources, style=style)
    clause_names = () if only is None else clauses_by_name(settled, only)
    only = clause_names[0] if len(clause_names) == 1 else only
    problem = _unknown_clause(only, settled, clause_names) or _write_ledger(ledger, settled, decision, lines)
    if problem is not None:
        return fail([problem], style=style)
    _show(decision, settled, only, style, with_all=with_all)
    return UNDETERMINED if decision.is_undetermined else OK


def _refuse_single_options(**options: object) -> None:
    """Raise a usage error for options that need one applicant and one policy."""
    for name, value in options.items():
        if value is not None:
            option = name.replace("_", "-")
            raise usage_error(
                "--{option} is for one applicant under one policy",
                "`--{option}`只用于一个申请人、一份政策",
                option=option,
            )


def _unknown_clause(only: str | None, policy: Policy, shared: Sequence[str]) -> Diagnostic | None:
    """The finding for an unknown clause, with the nearest name or the clauses that share the label."""
    if only is None or only in policy.clauses or only in policy.articles:
        return None
    return NoSuchClause(name=only, nearest=(*shared,) or nearest(only, (*policy.clauses, *policy.articles)))


def _ledger_file(where: str, history: str | None) -> LedgerOutput | None:
    from ipdsl.cli.ledger_output import LedgerOutput  # most calls write no ledger

    return LedgerOutput.for_file(where, history)


def _write_ledger(
    ledger: LedgerOutput | None, policy: Policy, decision: Decision, read: object
) -> Diagnostic | None:  # fmt: skip
    """Write the lines of the decision, and the lines of other applicants from the ledger `read`."""
    if ledger is None:
        return None
    from ipdsl.facts.history.ledger_file import lines_of_other_applicants, lines_to_write

    other_lines = () if read is None else lines_of_other_applicants(read, policy.program, [decision.applicant])
    lines, whose = (*lines_to_write([decision]), *other_lines), None if other_lines else decision.applicant
    return ledger.write_lines(decision.policy, decision.currency, lines, whose)


def _show(decision: Decision, policy: Policy, only: str | None, style: str, *, with_all: bool) -> None:
    from ipdsl.report.localizer import localizer_of

    localize = localizer_of(policy.program, call_language())
    if style == "json":
        from ipdsl.report import decision_json

        shown = [claim for claim in decision.claims if only in (None, claim.label, claim.article)]
        say_json(decision_json.to_json(attrs.evolve(decision, claims=tuple(shown)), localize))
    else:
        from ipdsl.report import decision_page

        say(decision_page.render(decision, only, with_all=with_all, localize=localize))
