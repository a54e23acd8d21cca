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
from ipdsl.cli.output import say
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
@click.option("--history", metavar="FILE", help="The ledger of earlier runs, for the sheet of the history.")
@options.style()
def command(policies: tuple[str, ...], out: str, facts: str | None, history: str | None, style: str) -> int:
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
    from ipdsl.desk.filled import rows_of, stated_in
    from ipdsl.desk.form import form_of
    from ipdsl.desk.template import write

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
        known = _known(loaded, facts, history)
        form = form_of([one.code for one in loaded], beside=stated_in(known))
        data = write(form, spoken(), rows_of(form, known, spoken()))
    except FactsError as error:
        return fail(error.report, error.sources, style=style)
    problem = write_file(out, data)
    if problem is not None:
        return fail([problem], style=style)
    say(said("{out}: {many} sheets; fill it in, then `ipdsl eval {policy} {out}`\n",
             "{out}：{many}张表；填好后运行`ipdsl eval {policy} {out}`\n", out=out, many=len(form.sheets),
             policy=policies[0]))  # fmt: skip
    return OK


def _known(loaded: Sequence[Policy], facts: str | None, history: str | None) -> list[Mapping[str, Any]]:
    """What is known of each applicant, in one form; with the lines of a ledger as its history."""
    lines = None if history is None else ledger_of(history, loaded[0])
    if facts is None:
        return []
    given = members_of(facts, loaded)
    every = [facts_for(facts, loaded)] if given is None else [cast("Mapping[str, object]", one.data) for one in given]
    found: list[Mapping[str, Any]] = []
    for one in every:
        begun = one if lines is None else _without_lines(one, lines, loaded)
        stated = cast("Mapping[str, object]", plain_facts(begun, history=lines, program=loaded[0].program))
        with in_ledger(history, lines, one):
            for policy in loaded:  # what is wrong is told before it is written anew
                policy.read_facts(of_policy(policy, loaded, stated))
        found.append(in_one_form(loaded[0], stated))
    return found


def _without_lines(
    facts: Mapping[str, object], ledger: HistoryLike, loaded: Sequence[Policy]
) -> Mapping[str, object]:  # fmt: skip
    """The facts without their history, where the ledger goes on from it; with it where a line would be lost."""
    if not facts.get("history"):
        return facts
    bare = {part: stated for part, stated in facts.items() if part != "history"}
    first, stated = loaded[0], {**facts}
    own = first.read_facts(of_policy(first, loaded, stated)).history or ()
    going_on = plain_facts(bare, history=ledger, program=first.program)
    read = first.read_facts(of_policy(first, loaded, cast("Mapping[str, object]", going_on))).history or ()
    kept = {(line.clause, line.item, line.year, line.event_date) for line in read}
    kept |= {(line.clause, line.item, line.year, None) for line in read}
    return bare if all((line.clause, line.item, line.year, line.event_date) in kept for line in own) else facts
