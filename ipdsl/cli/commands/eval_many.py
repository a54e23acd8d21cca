"""`ipdsl eval` for several applicants (`--cohort`, `--each`) or several policies."""

from __future__ import annotations

from collections.abc import Sequence

from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.findings.rendering import to_objects
from ipdsl.base.values.money import Money
from ipdsl.cli.console import call_language, say, say_json
from ipdsl.cli.files import refuse_twice
from ipdsl.cli.findings import fail, stop_at
from ipdsl.cli.inputs import (
    FileRequest,
    settle_under_each,
    worst_exit_code,
    write_annotated,
)
from ipdsl.cli.settlements import (
    LedgerOutput,
    UnsettledApplicant,
    ledger_of_run,
    problems_of,
    run_exit_code,
    settle,
    summary_lines,
    to_json,
)
from ipdsl.decision.decision import NOTICE_PHRASE, Cohort
from ipdsl.decision.other_years import assumed_as_of_phrases, span_of_days
from ipdsl.driver import cached_policy
from ipdsl.driver.library import Policy, PolicyError
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_page import DUTIES, SECTION_NAMES_ZH, DecisionReport, budget_lines, compact_lines
from ipdsl.report.localizer import (
    Localizer,
    amount,
    bureau_remarks,
    counted_phrase,
    difference_lines,
    lay_out,
    localizer_of,
    other_years_line,
    remark_lines,
    sides,
    total_lines,
    unmatched_lines,
    wrap,
)

SCHEMA = 2
_TOGETHER, _EACH = Phrase("settled together", "合并结算"), Phrase("each settled by itself", "各自单独结算")


def settle_applicants(
    policy: str, files: Sequence[str], request: FileRequest, *, together: bool, annotate: str | None,
    ledger_out: str | None, with_all: bool, style: str,
) -> int:  # fmt: skip
    """Settle the applicants of all files together or separately."""
    refuse_twice(files)
    try:
        ledger = LedgerOutput.for_file(ledger_out, request.history)
        settled = Policy(cached_policy.policy(policy, "eval"))
        run = settle(settled, files, request, together=together)
        joint, left_out = run.joint, run.left_out
    except (PolicyError, FactsError) as error:
        written = [more for name in files for more in write_annotated(annotate, name, error.report)]
        return fail([*error.report, *written], error.sources, style=style)
    if left_out and (
        written := [more for name in files for more in write_annotated(annotate, name, problems_of(left_out))]
    ):
        return fail(written, style=style)
    if ledger is not None:
        stop_at(ledger.write(ledger_of_run(settled, run, request.history)))
    localize = localizer_of(settled.program, call_language())
    if style == "json":
        from ipdsl.report import decision_json

        decisions = [decision_json.to_json(decision, localize) for decision in joint.decisions]
        notes = [localize.phrase(note) for note in joint.noted]
        budgets = [decision_json.budget_to_json(budget) for budget in joint.budgets]
        say_json({"schema": SCHEMA, "policy": settled.name, "currency": settled.currency,
                  "payable_now": decision_json.money_to_json(joint.payable_now),
                  "total": decision_json.money_to_json(joint.total), "notes": notes,
                  "remarks": to_objects(joint.remarks, call_language()),
                  **({"budgets": budgets} if budgets else {}), "decisions": decisions,
                  "left_out": to_json(left_out)})  # fmt: skip
    else:
        say(_page(settled, joint, localize, left_out, together=together, with_all=with_all))
    return run_exit_code(left_out, is_undetermined=joint.is_undetermined)


def _page(
    policy: Policy, joint: Cohort, localize: Localizer, left: Sequence[UnsettledApplicant], *, together: bool,
    with_all: bool
) -> str:  # fmt: skip
    """The page: each applicant with claims and reasons, then the notes, then the applicants left out."""
    count = len(joint.decisions)
    lines = [
        *wrap(localize.names.quotation(policy.title) or policy.name),
        *wrap(
            localize(
                "{applicants}{as_of}, {how}; all sums in {currency}",
                "{applicants}{as_of}，{how}；金额币种{currency}",
                as_of=span_of_days(joint.decisions),
                how=_TOGETHER if together else _EACH,
                applicants=counted_phrase(count, "{n} applicant{s}", "{n}个申请人"),
                currency=policy.currency,
            )
        ),
        *(
            line
            for decision in assumed_as_of_phrases(joint.decisions)
            for line in wrap(localize.phrase(decision), "  ", "    ")
        ),
        "",
    ]
    for decision in joint.decisions:
        heading = decision.applicant
        if not (decision.payable.is_point and decision.to_pay_back.is_point):
            heading = localize("{applicant}, not all determined", "{applicant}，未全部确定", applicant=heading)
        lines += sides(heading, localize.bounds(decision.payable), "  ")
        lines += compact_lines(decision, "    ", with_all=with_all, localize=localize)
        if duties := [*lay_out(DecisionReport(decision, localize=localize).duties())]:
            lines += [f"    {localize(DUTIES, SECTION_NAMES_ZH[DUTIES])}", *(f"    {line}" for line in duties)]
        for paragraph in (
            *bureau_remarks(decision, localize),
            *other_years_line(decision, localize),
            *remark_lines(decision, localize),
            *unmatched_lines(decision, localize),
        ):
            lines += wrap(paragraph, "    ", "      ")
        if decision.due_before.minor:
            total = () if decision.recoveries else total_lines(decision, localize, "    ")
            lines += lay_out([*total, *difference_lines(decision, localize, "    ")])
        if decision.late is not None:
            paragraph = localize(
                "there are records that came late: recalculate with `--reopen {year}`",
                "年度结算以后出现了新的记录：请用`--reopen {year}`重新结算", year=decision.late.year,
            )  # fmt: skip
            lines += wrap(paragraph, "    ")
    least = Phrase(" at least", "至少") if joint.is_undetermined else NOTHING
    lines.append("")
    if any(decision.due_before.minor or decision.recoveries for decision in joint.decisions):
        lines += sides(localize("Payable now{least}", "本次应付{least}", least=least), amount(joint.payable_now))
    lines += sides(localize("Total due{least}", "应得合计{least}", least=least), amount(joint.total))
    if any(decision.recoveries for decision in joint.decisions):
        back, now = (
            Money(sum(getattr(decision, name).low.minor for decision in joint.decisions), policy.currency)
            for name in ("to_pay_back", "back_now")
        )
        lines += sides(localize("To be paid back{least}", "应退回{least}", least=least), amount(back))
        lines += sides(localize("To be paid back now{least}", "本次应退回{least}", least=least), amount(now))
    for note in joint.noted:
        lines += wrap(localize.phrase(note), "  ", "    ")
    for remark in remark_lines(joint, localize):
        lines += wrap(remark, "  ", "    ")
    lines += budget_lines(joint.budgets, localize)
    lines += summary_lines(left, count)
    lines += ["", *wrap(localize.phrase(NOTICE_PHRASE))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def settle_policies(
    names: Sequence[str], facts: str, request: FileRequest, *, with_all: bool, full: bool, style: str
) -> int:
    """Settle one applicant under several policies, each policy separately."""
    under, decisions = settle_under_each(names, "eval", facts, request)
    localizers = [localizer_of(policy.program, call_language()) for policy in under]
    if style == "json":
        from ipdsl.report.decision_json import to_json

        say_json([to_json(decision, localize) for decision, localize in zip(decisions, localizers, strict=True)])
    else:
        from ipdsl.report import decision_page

        pages = (
            decision_page.render(decision, with_all=with_all, localize=localize)
            if full
            else decision_page.render_summary(decision, localize)
            for decision, localize in zip(decisions, localizers, strict=True)
        )
        say("\n\n".join(pages))
    return worst_exit_code(decisions)
