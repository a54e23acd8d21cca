"""`ipdsl template POLICY… -o facts.xlsx`: the empty workbook in which the facts of a policy are filled in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, cast

import click

from ipdsl import compiled
from ipdsl.cli import options
from ipdsl.cli.exit_codes import OK, worst
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import (
    facts_for,
    in_ledger,
    ledger_of,
    members_of,
    refuse_output,
    refuse_twice,
    refuse_two_streams,
)
from ipdsl.cli.language import said, spoken, wrong_use
from ipdsl.cli.output import say, say_aside
from ipdsl.diagnostics.phrase import Phrase, joined
from ipdsl.errors import OtherVocabulary
from ipdsl.library import Policy, PolicyError
from ipdsl.questions.one_form import in_one_form
from ipdsl.questions.several_policies import of_policy
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.stated import HistoryLike, plain_facts

SUFFIX = ".xlsx"


@click.command("template")
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@click.option("-o", "--out", "out", metavar="FILE.xlsx", required=True, help="The workbook to be written.")
@click.option("--facts", metavar="FILE", help="Begin with what is known: JSON, or a workbook of an earlier year.")
@click.option("--history", metavar="FILE", help="The ledger of earlier runs, for the history in a bureau's workbook.")
@options.modified_ledger()
@click.option(
    "--for",
    "audience",
    type=click.Choice(["firm", "bureau"]),
    default="firm",
    show_default=True,
    help="Who fills it in: a bureau has sheets for its ledger, approvals, older standards and ranks too.",
)
@options.style()
def command(
    policies: tuple[str, ...], out: str, facts: str | None, history: str | None, accept_edited: str | None,
    audience: str, style: str,
) -> int:  # fmt: skip
    """Write a workbook for the facts that policies read: one sheet for the applicant, and one for each kind of record.

    It is filled in with Excel, WPS or LibreOffice, and takes the place of FACTS in all other verbs.
    """
    refuse_twice(policies)
    refuse_two_streams(facts, history)
    refuse_output("--out", out, *policies, facts, history)
    if not out.lower().endswith(SUFFIX):
        name = os.path.splitext(out)[0]
        raise wrong_use("name a workbook: `{name}.xlsx`", "请给出工作簿的名称：`{name}.xlsx`", name=name)
    from ipdsl.cli.writing import write_file
    from ipdsl.desk.form import Audience
    from ipdsl.desk.template import filled

    of = Audience(audience)
    if history is not None and of is Audience.FIRM:
        raise wrong_use(
            "a firm's workbook has no history: give the ledger to `ipdsl eval --history`, or add --for bureau",
            "企业填写的工作簿没有历史：请把台账交给`ipdsl eval --history`，或加上`--for bureau`",
        )
    loaded: list[Policy] = []
    codes: list[int] = []
    for name in policies:
        try:
            loaded.append(Policy(compiled.policy(name, "template")))
        except PolicyError as error:
            codes.append(fail(error.report, error.sources, style=style))
    if codes:
        return worst(codes)
    first = loaded[0].program.schema.name
    for other in loaded[1:]:
        if (words := other.program.schema.name) != first:
            return fail([OtherVocabulary(one=loaded[0].name, words=first, other=other.name, others=words)], style=style)
    try:
        lines = None if history is None else ledger_of(history, loaded[0], edited=accept_edited is not None)
        known = _known(loaded, facts, history, lines, accept_edited)
        if of is Audience.FIRM:
            _tell_left_out(known)
        codes_of = [one.code for one in loaded]
        left_out = _left_out(loaded[0], lines, known)
        data, sheets = filled(codes_of, of, known, spoken(), is_ledger=lines is not None, left_out=left_out)
    except FactsError as error:
        return fail(error.report, error.sources, style=style)
    problem = write_file(out, data)
    if problem is not None:
        return fail([problem], style=style)
    say(said("{out}: {many} sheets; fill it in, then `ipdsl eval {policy} {out}`\n",
             "{out}：{many}张表；填好后运行`ipdsl eval {policy} {out}`\n", out=out, many=sheets,
             policy=policies[0]))  # fmt: skip
    return OK


def _tell_left_out(known: Sequence[Mapping[str, Any]]) -> None:
    """Say which facts a firm's workbook has no sheets for."""
    from ipdsl.desk.form import LINES, OF_BUREAU

    many = {name: sum(len(facts.get(name) or ()) for facts in known) for name in OF_BUREAU}
    left = [Phrase("{sheet} (lines: {many})", "“{sheet}”{many}行", sheet=LINES[name][0], many=count)
            for name, count in many.items() if count]  # fmt: skip
    if left:
        say_aside(
            said("left out, since only a bureau's workbook has it (`--for bureau`): {parts}",
                 "没有写入以下内容，只有主管部门的工作簿才有（`--for bureau`）：{parts}", parts=joined(left))
        )  # fmt: skip


def _known(
    loaded: Sequence[Policy], facts: str | None, history: str | None, lines: HistoryLike | None, who: str | None
) -> list[Mapping[str, Any]]:  # fmt: skip
    """What is known of each applicant, in one form; with the lines of a ledger as its history.

    `who` answers for a ledger that was modified.
    """
    edited = who is not None
    if facts is None:
        return [] if lines is None else _known_by(lines, loaded[0])
    given = members_of(facts, loaded, who=who)
    every: list[Any] = [facts_for(facts, loaded, who=who)] if given is None else [one.data for one in given]
    found: list[Mapping[str, Any]] = []
    for one in every:
        begun = one if lines is None else _without_lines(one, lines, loaded, edited=edited)
        plain = plain_facts(begun, history=lines, program=loaded[0].program, edited=edited)
        stated = cast("Mapping[str, object]", plain)
        with in_ledger(history, lines, one):
            for policy in loaded:  # what is wrong is told before it is written anew
                policy.read_facts(of_policy(policy, loaded, stated))
        found.append(in_one_form(loaded[0], stated))
    return found


def _known_by(lines: HistoryLike, policy: Policy) -> list[Mapping[str, Any]]:
    """The applicants of a ledger, each with its lines alone."""
    from ipdsl.runtime.reading.ledger_file import others_of

    names = dict.fromkeys(line.applicant for line in others_of(lines, policy.program, ()))
    if not names:
        raise wrong_use("the ledger names no applicant: name it with `--facts`", "台账未写明申请人：请用`--facts`给出")
    every: list[dict[str, object]] = [{"applicant": {"id": name}} for name in names]
    whole = [plain_facts(one, history=lines, program=policy.program, edited=True) for one in every]
    return [cast("Mapping[str, Any]", one) for one in whole]


def _left_out(policy: Policy, lines: HistoryLike | None, known: Sequence[Mapping[str, Any]]) -> list[str]:
    """The applicants of a ledger of whom no facts are given; it is said that their lines are not written."""
    if lines is None:
        return []
    from ipdsl.runtime.decision.lines import counted
    from ipdsl.runtime.reading.ledger_file import others_of

    names = [str(one["applicant"]["id"]) for one in known]
    found = [*dict.fromkeys(line.applicant for line in others_of(lines, policy.program, names))]
    if found:
        say_aside(
            said("left out, since no facts of them are given: the lines of the ledger of {many} (`{first}`)",
                 "没有写入台账中{many}的行，因为没有给出其事实（如“{first}”）",
                 many=counted(len(found), "{n} applicant{s}", "{n}个申请人"), first=found[0]))  # fmt: skip
    return found


def _without_lines(
    facts: Mapping[str, object], ledger: HistoryLike, loaded: Sequence[Policy], *, edited: bool
) -> Mapping[str, object]:  # fmt: skip
    """The facts without their history, where the ledger goes on from it; with it where a line would be lost."""
    if not facts.get("history"):
        return facts
    bare = {part: stated for part, stated in facts.items() if part != "history"}
    first, stated = loaded[0], {**facts}
    own = first.read_facts(of_policy(first, loaded, stated)).history or ()
    going_on = plain_facts(bare, history=ledger, program=first.program, edited=edited)
    read = first.read_facts(of_policy(first, loaded, cast("Mapping[str, object]", going_on))).history or ()
    kept = {(line.clause, line.item, line.year, line.event_date) for line in read}
    kept |= {(line.clause, line.item, line.year, None) for line in read}
    return bare if all((line.clause, line.item, line.year, line.event_date) in kept for line in own) else facts
