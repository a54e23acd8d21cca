"""`ipdsl template POLICY… -o facts.xlsx`: the workbook for the facts of a policy, empty or with known facts."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, cast

import click

from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import OK, OUTPUT, POLICY, call_language, message, say_done, say_notice, usage_error
from ipdsl.cli.files import refuse_output, refuse_twice, refuse_two_streams, write_file
from ipdsl.cli.findings import stop_at
from ipdsl.cli.inputs import load_policies, read_applicant_facts, read_ledger, read_tabular_members, report_in_ledger
from ipdsl.decision.decision import Request
from ipdsl.driver.library import Policy, plain_facts
from ipdsl.driver.questions.answers import to_canonical_form
from ipdsl.driver.questions.comparison import facts_of_policy
from ipdsl.ledger.ledger_file import ReadLedger, lines_of_other_applicants
from ipdsl.plain_data.strict_json import copy_origin

SUFFIX = ".xlsx"


@click.command("template", cls=Command, renamed={"--accept-edited": "--accept-modified-ledger"})
@click.argument("policies", metavar="POLICY...", type=POLICY, nargs=-1, required=True)
@click.option("-o", "--out", metavar="FILE.xlsx", type=OUTPUT, required=True, help="The workbook to write.")
@options.facts("Known facts to fill in: JSON, or a workbook of an earlier year.")
@options.history()
@options.modified_ledger()
@options.register_answers("renamed", "apart", "answered-by")
@click.option(
    "--for",
    "audience",
    type=click.Choice(["firm", "bureau"]),
    default="firm",
    show_default=True,
    help="The user of the workbook. A bureau also gets sheets for ledger, approvals, older documents, published facts.",
)
@options.style()
def template_command(
    policies: tuple[str, ...], out: str, facts: str | None, history: str | None, accept_edited: str | None,
    audience: str, style: str,
) -> int:  # fmt: skip
    """Write a workbook for the facts that policies need: one sheet for the applicant and one for each kind of record.

    Fill it in with Excel, WPS or LibreOffice. Other commands read it by --facts.
    """
    refuse_twice(policies)
    refuse_two_streams(facts, history)
    refuse_output("--out", out, *policies, facts, history)
    if not out.lower().endswith(SUFFIX):
        name = os.path.splitext(out)[0]
        raise usage_error("name a workbook: `{name}.xlsx`", "请给出工作簿的名称：`{name}.xlsx`", name=name)
    from ipdsl.office.forms.form import Audience, filled_workbook

    audience_kind = Audience(audience)
    if history is not None and audience_kind is Audience.FIRM:
        raise usage_error(
            "a firm's workbook has no history: give the ledger to `ipdsl eval --history`, or add --for bureau",
            "企业填写的工作簿没有历史：请把台账交给`ipdsl eval --history`，或加上`--for bureau`",
        )
    loaded = load_policies(policies, "template", of_one_vocabulary=True)
    lines = None if history is None else read_ledger(history, loaded[0], edited=accept_edited is not None)
    known = _known_facts(loaded, facts, history, lines, accept_edited)
    if audience_kind is Audience.FIRM:
        _report_omitted_facts(known)
    codes_of = [policy.code for policy in loaded]
    left_out = _omitted_applicants(loaded[0], lines, known)
    data, sheets = filled_workbook(
        codes_of, audience_kind, known, call_language(), is_ledger=lines is not None, left_out=left_out
    )
    stop_at(write_file(out, data))
    each = " --each" if len(known) > 1 else ""
    say_done(message("{out}: {many} sheets; fill it in, then `ipdsl eval {policy}{each} --facts {out}`\n",
             "{out}：{many}张表；填好后运行`ipdsl eval {policy}{each} --facts {out}`\n", out=out, many=sheets,
             policy=policies[0], each=each))  # fmt: skip
    return OK


def _report_omitted_facts(known: Sequence[Mapping[str, Any]]) -> None:
    """Print the facts that a firm's workbook has no sheets for."""
    from ipdsl.office.forms.form import BUREAU_SHEETS, LINES

    many = {name: sum(len(facts.get(name) or ()) for facts in known) for name in BUREAU_SHEETS}
    omitted = [Phrase("{sheet} (lines: {many})", "“{sheet}”{many}行", sheet=LINES[name][0], many=count)
            for name, count in many.items() if count]  # fmt: skip
    if omitted:
        say_notice(
            message("left out, since only a bureau's workbook has it (`--for bureau`): {parts}",
                 "没有写入以下内容，只有主管机关的工作簿才有（`--for bureau`）：{parts}", parts=join_phrases(omitted))
        )  # fmt: skip


def _known_facts(
    loaded: Sequence[Policy], facts: str | None, history: str | None, lines: ReadLedger | None, accepted_by: str | None
) -> list[Mapping[str, Any]]:  # fmt: skip
    """The known facts of each applicant in canonical form, with the lines of a ledger as history.

    `accepted_by` is the name of the person who accepts a modified ledger.
    """
    if facts is None:
        return [] if lines is None else _facts_from_ledger(lines, loaded[0])
    members = read_tabular_members(facts, loaded, accepted_by=accepted_by)
    applicants: list[Any] = (
        [read_applicant_facts(facts, loaded, accepted_by=accepted_by)]
        if members is None
        else [applicant.data for applicant in members]
    )
    known: list[Mapping[str, Any]] = []
    for applicant in applicants:
        initial_facts = applicant if lines is None else _drop_history(applicant, lines, loaded)
        plain = plain_facts(initial_facts, loaded[0].program, Request(history=lines))
        stated = cast("Mapping[str, object]", plain)
        with report_in_ledger(history, lines, applicant):
            for policy in loaded:  # report errors in the original form of the facts
                policy.read_facts(facts_of_policy(policy, loaded, stated))
        known.append(to_canonical_form(loaded[0], stated))
    return known


def _facts_from_ledger(lines: ReadLedger, policy: Policy) -> list[Mapping[str, Any]]:
    """The applicants of a ledger, each with only its ledger lines."""
    names = dict.fromkeys(line.applicant for line in lines_of_other_applicants(lines, policy.program, ()))
    if not names:
        raise usage_error(
            "the ledger names no applicant: name it with `--facts`", "台账未写明申请人：请用`--facts`给出"
        )
    applicants: list[dict[str, object]] = [{"applicant": {"id": name}} for name in names]
    whole = [plain_facts(applicant, policy.program, Request(history=lines)) for applicant in applicants]
    return [cast("Mapping[str, Any]", applicant) for applicant in whole]


def _omitted_applicants(policy: Policy, lines: ReadLedger | None, known: Sequence[Mapping[str, Any]]) -> list[str]:
    """The applicants of a ledger without given facts. Prints that their lines are not written."""
    if lines is None:
        return []
    from ipdsl.report.localizer import counted_phrase

    names = [str(applicant["applicant"]["id"]) for applicant in known]
    omitted_names = [*dict.fromkeys(line.applicant for line in lines_of_other_applicants(lines, policy.program, names))]
    if omitted_names:
        say_notice(
            message(
                "left out, since no facts of them are given: the lines of the ledger of {many} (`{first}`)",
                "没有写入台账中{many}的行，因为没有给出其事实（如“{first}”）",
                many=counted_phrase(len(omitted_names), "{n} applicant{s}", "{n}个申请人"),
                first=omitted_names[0],
            )
        )
    return omitted_names


def _drop_history(facts: Mapping[str, object], ledger: ReadLedger, loaded: Sequence[Policy]) -> Mapping[str, object]:
    """The facts without their history, if the ledger has all its lines; otherwise the unchanged facts."""
    if not facts.get("history"):
        return facts
    bare = copy_origin(facts, {part: stated for part, stated in facts.items() if part != "history"})
    first, stated = loaded[0], copy_origin(facts, {**facts})
    stated_lines = first.read_facts(facts_of_policy(first, loaded, stated)).history or ()
    going_on = plain_facts(bare, first.program, Request(history=ledger))
    read = first.read_facts(facts_of_policy(first, loaded, cast("Mapping[str, object]", going_on))).history or ()
    ledger_keys = {(line.clause, line.item, line.year, line.event_date) for line in read}
    ledger_keys |= {(line.clause, line.item, line.year, None) for line in read}
    return (
        bare
        if all((line.clause, line.item, line.year, line.event_date) in ledger_keys for line in stated_lines)
        else facts
    )
