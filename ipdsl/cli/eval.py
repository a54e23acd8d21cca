"""`ipdsl eval POLICY FACTS`: the decision for one applicant, as a page to read aloud or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
    placed,
    refuse_annotating,
    refuse_output,
    refuse_two_streams,
    series_of,
    write_annotated,
)
from ipdsl.cli.language import spoken, wrong_use
from ipdsl.cli.output import say, say_json
from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.nearest import nearest
from ipdsl.errors import NoSuchClause
from ipdsl.library import Policy, PolicyError
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.reading.errors import FactsError

if TYPE_CHECKING:
    from ipdsl.cli.ledger_out import LedgerOut


@click.command("eval")
@click.argument("policy", metavar="POLICY")
@click.argument("files", metavar="[POLICY]... FACTS", nargs=-1, required=True)
@click.option("--year", callback=days.year, metavar="YEAR", help="Report one year; earlier ones are settled unseen.")
@click.option("--as-of", callback=days.as_of, metavar="DAY|today", help="Settle nothing after this day.")
@click.option("--strict", is_flag=True, help="Take nothing for granted that the facts do not state.")
@click.option("--only", metavar="LABEL", help="Show one clause, or one article.")
@click.option("--history", metavar="FILE", help="The ledger of earlier runs, or a decision (JSON).")
@click.option("--reopen", callback=days.year, metavar="YEAR", help="Settle that year and all later ones anew.")
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
    *others, facts = files
    days.refuse_later(year, as_of)
    days.refuse_both(year, reopen)
    refuse_two_streams(policy, *files, history, series)
    if annotate is not None:
        refuse_annotating(annotate, policy, *files, history, series)
    refuse_output("--ledger-out", ledger_out, policy, *files, series)  # the ledger that was read goes into the new one
    if cohort and each:
        raise wrong_use("--cohort and --each exclude each other", "`--cohort`和`--each`只能用一个")
    if cohort or each or others:
        from ipdsl.cli import eval_many  # most runs are about one applicant under one policy

        _refuse(only=only)
        if cohort or each:
            return eval_many.applicants(
                policy, files, together=cohort, annotate=annotate, year=year, reopen=reopen, as_of=as_of,
                accept_edited=accept_edited, strict=strict, series=series, history=history, ledger_out=ledger_out,
                with_all=with_all, style=style,
            )  # fmt: skip
        _refuse(
            annotate=annotate,
            history=history,
            reopen=reopen,
            ledger_out=ledger_out,
            series=series,
        )
        return eval_many.policies(
            (policy, *others),
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
        settled = Policy(compiled.policy(policy, "eval"))
        stated = facts_for(facts, [settled], annotate, who=accept_edited)
        lines, values = ledger_of(history, settled, edited=accept_edited is not None), series_of(series, settled)
        with in_ledger(history, lines, stated):
            decision = settled.evaluate(
                stated, year=year, as_of=as_of, strict=strict, history=lines, series=values, reopen=reopen,
                accept_edited=accept_edited,
            )  # fmt: skip
        decision = placed(decision, stated, history=history, ledger=lines)
    except (PolicyError, FactsError) as error:
        written = write_annotated(annotate, facts, error.report)
        return fail([*error.report, *written], error.sources, style=style)
    found = () if only is None else clauses_named(settled, only)
    only = found[0] if len(found) == 1 else only
    problem = _unknown_clause(only, settled, found) or _write_ledger(ledger, settled, decision, lines)
    if problem is not None:
        return fail([problem], style=style)
    _show(decision, settled, only, style, with_all=with_all)
    return UNDETERMINED if decision.is_undetermined else OK


def _refuse(**options: object) -> None:
    """Options that speak of one policy and one applicant."""
    for name, value in options.items():
        if value is not None:
            option = name.replace("_", "-")
            raise wrong_use(
                "--{option} is for one applicant under one policy",
                "`--{option}`只用于一个申请人、一份政策",
                option=option,
            )


def _unknown_clause(only: str | None, policy: Policy, shared: Sequence[str]) -> Diagnostic | None:
    """That there is no such clause, with the nearest, or those that share the label."""
    if only is None or only in policy.clauses or only in policy.articles:
        return None
    return NoSuchClause(name=only, nearest=(*shared,) or nearest(only, (*policy.clauses, *policy.articles)))


def _ledger_file(where: str, history: str | None) -> LedgerOut | None:
    from ipdsl.cli.ledger_out import LedgerOut  # most calls write no ledger

    return LedgerOut.of(where, history)


def _write_ledger(
    ledger: LedgerOut | None, policy: Policy, decision: Decision, read: object
) -> Diagnostic | None:  # fmt: skip
    """Write the lines of the decision, and those of other applicants in the ledger that was `read`."""
    if ledger is None:
        return None
    from ipdsl.runtime.reading.ledger_file import lines_to_write, others_of

    others = () if read is None else others_of(read, policy.program, [decision.applicant])
    lines, whose = (*lines_to_write([decision]), *others), None if others else decision.applicant
    return ledger.write_lines(decision.policy, decision.currency, lines, whose)


def _show(decision: Decision, policy: Policy, only: str | None, style: str, *, with_all: bool) -> None:
    from ipdsl.runtime.decision.telling import teller_of

    tell = teller_of(policy.program, spoken())
    if style == "json":
        from ipdsl.runtime.decision import export

        shown = [claim for claim in decision.claims if only in (None, claim.label, claim.article)]
        say_json(export.to_json(attrs.evolve(decision, claims=tuple(shown)), tell))
    else:
        from ipdsl.runtime.decision import explain

        say(explain.render(decision, only, with_all=with_all, tell=tell))
