"""`ipdsl eval POLICY --facts FILE`: the decision for one applicant, as a summary, as a page or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import click

from ipdsl.base.errors import NoSuchClause
from ipdsl.base.findings.finding import Diagnostic, nearest
from ipdsl.cli import options
from ipdsl.cli.command import EXIT_CODES, Command
from ipdsl.cli.console import OK, OUTPUT, POLICY, UNDETERMINED, call_language, say, say_json, usage_error
from ipdsl.cli.files import refuse_output, refuse_two_streams
from ipdsl.cli.findings import fail, stop_at
from ipdsl.cli.inputs import (
    FileRequest,
    clauses_by_name,
    locate_remarks,
    policies_and_facts,
    policy_and_files,
    read_applicant_facts,
    refuse_annotating,
    refuse_contradictions,
    report_in_ledger,
    with_request,
    write_annotated,
)
from ipdsl.decision.decision import Cohort, Decision, Request
from ipdsl.driver import cached_policy
from ipdsl.driver.library import Policy, PolicyError, settle_applicant
from ipdsl.plain_data.errors import FactsError

if TYPE_CHECKING:
    from ipdsl.cli.settlements import LedgerOutput


@click.command(
    "eval", cls=Command, has_result=True,
    renamed={"--all": "--show-unrelated", "--accept-edited": "--accept-modified-ledger"},
    exit_codes={3: EXIT_CODES[3]},
)  # fmt: skip
@click.argument("words", metavar="POLICY... --facts FILE", type=POLICY, nargs=-1, required=True)
@options.facts("The facts: JSON, a workbook, CSV or Parquet; several files with --cohort or --each.", many=True)
@click.option("--full", is_flag=True, help="Print every reason, zero claim and reading instead of a summary.")
@options.year()
@options.as_of()
@options.strict()
@click.option("--only", metavar="LABEL", help="Show one clause or one article, in full.")
@options.history()
@options.reopen()
@options.modified_ledger()
@options.register_answers("new-applicants", "renamed", "apart", "answered-by", "history-number")
@options.ledger_out()
@options.series()
@click.option(
    "--annotate", metavar="FILE.xlsx", type=OUTPUT, help="Write a copy of the workbook with the findings in its cells."
)
@options.cohort()
@click.option("--each", is_flag=True, help="Settle each applicant of the files separately.")
@options.show_unrelated("List the zero claims of clauses that do not concern this application.")
@options.style()
@with_request
def eval_command(
    words: tuple[str, ...],
    facts: tuple[str, ...],
    request: FileRequest,
    full: bool,
    only: str | None,
    ledger_out: str | None,
    annotate: str | None,
    cohort: bool,
    each: bool,
    with_all: bool,
    style: str,
) -> int:
    """Calculate the amount due to one applicant under a policy, or under several policies separately.

    The summary has the total, the amounts by article and the missing facts. With --cohort or --each, each file has one
    applicant, a list of applicants, or one applicant per line.
    """
    policies, files = _policies_and_files(words, facts, is_many=cohort or each)
    policy = policies[0]
    refuse_contradictions(request)
    refuse_two_streams(*policies, *files, request.history, request.series)
    if annotate is not None:
        refuse_annotating(annotate, *policies, *files, request.history, request.series)
    refuse_output(
        "--ledger-out", ledger_out, *policies, *files, request.series
    )  # may be the `--history` file, whose lines it keeps
    if cohort and each:
        raise usage_error("use either --cohort or --each", "`--cohort`和`--each`只能用一个")
    if cohort or each or len(policies) > 1:
        from ipdsl.cli.commands import eval_many  # most runs are about one applicant under one policy

        _refuse_single_options(only=only)
        if cohort or each:
            return eval_many.settle_applicants(
                policy, files, request, together=cohort, annotate=annotate, ledger_out=ledger_out, with_all=with_all,
                style=style,
            )  # fmt: skip
        _refuse_single_options(
            annotate=annotate, history=request.history, reopen=request.reopen, ledger_out=ledger_out,
            series=request.series,
        )  # fmt: skip
        return eval_many.settle_policies(
            policies, files[0], request, with_all=with_all, full=full or with_all, style=style
        )
    try:
        ledger = None if ledger_out is None else _ledger_output(ledger_out, request.history)
        settled = Policy(cached_policy.policy(policy, "eval"))
        stated = read_applicant_facts(files[0], [settled], annotate, accepted_by=request.accepted_by)
        loaded_request = request.read(settled, files)
        lines = loaded_request.history
        with report_in_ledger(request.history, lines, stated):
            decision = settle_applicant(settled, stated, loaded_request)
        decision = locate_remarks(decision, stated, history=request.history, ledger=lines)
        if lines is not None or options.call_option("history_number"):
            from ipdsl.cli.settlements import with_remarks  # most runs have no ledger

            remarks = with_remarks(settled, Cohort((decision,), ()), lines).remarks
            decision = attrs.evolve(decision, remarks=(*decision.remarks, *remarks)) if remarks else decision
    except (PolicyError, FactsError) as error:
        written = write_annotated(annotate, files[0], error.report)
        return fail([*error.report, *written], error.sources, style=style)
    clause_names = () if only is None else clauses_by_name(settled, only)
    only = clause_names[0] if len(clause_names) == 1 else only
    stop_at(_unknown_clause(only, settled, clause_names) or _write_ledger(ledger, settled, decision, loaded_request))
    _show(decision, settled, only, style, with_all=with_all, full=full or with_all or only is not None)
    return UNDETERMINED if decision.is_undetermined else OK


def _ledger_output(ledger_out: str, history: str | None) -> LedgerOutput | None:
    from ipdsl.cli.settlements import LedgerOutput  # most runs write no ledger

    return LedgerOutput.for_file(ledger_out, history)


def _policies_and_files(
    words: Sequence[str], facts: Sequence[str], *, is_many: bool
) -> tuple[Sequence[str], Sequence[str]]:  # fmt: skip
    """The policies, and the files of facts. Many applicants are settled under one policy."""
    if is_many:
        policy, files = policy_and_files(words, facts)
        return [policy], files
    policies, file = policies_and_facts(words, facts)
    return policies, [file]


def _refuse_single_options(**options: object) -> None:
    """Raise a usage error for options that need one applicant and one policy."""
    for name, value in options.items():
        if value is not None:
            raise usage_error(
                "--{option} is for one applicant under one policy",
                "`--{option}`只用于一个申请人、一份政策",
                option=name.replace("_", "-"),
            )


def _unknown_clause(only: str | None, policy: Policy, shared: Sequence[str]) -> Diagnostic | None:
    """The finding for an unknown clause, with the nearest name or the clauses that share the label."""
    known = (*policy.clauses, *policy.program.money_back, *policy.articles)
    if only is None or only in known:
        return None
    return NoSuchClause(name=only, nearest=(*shared,) or nearest(only, known))


def _write_ledger(
    ledger: LedgerOutput | None, policy: Policy, decision: Decision, request: Request
) -> Diagnostic | None:  # fmt: skip
    """Write the lines of the decision, and the lines of other applicants from the ledger that was read."""
    if ledger is None:
        return None
    from ipdsl.ledger.ledger_file import kept_lines, ledger_to_plain, lines_to_write

    other_lines = kept_lines(request.history, policy.program, [decision.applicant])
    lines, whose = [*lines_to_write([decision]), *other_lines], None if other_lines else decision.applicant
    return ledger.write(ledger_to_plain(policy.program, lines, whose, [decision], options=request.run_options))


def _show(decision: Decision, policy: Policy, only: str | None, style: str, *, with_all: bool, full: bool) -> None:
    from ipdsl.report.localizer import localizer_of

    localize = localizer_of(policy.program, call_language())
    if style == "json":
        from ipdsl.report import decision_json

        shown = [claim for claim in decision.claims if only in (None, claim.label, claim.article)]
        say_json(decision_json.to_json(attrs.evolve(decision, claims=tuple(shown)), localize))
        return
    from ipdsl.report import decision_page

    if full:
        say(decision_page.render(decision, only, with_all=with_all, localize=localize))
    else:
        say(decision_page.render_summary(decision, localize))
