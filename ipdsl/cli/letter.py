"""`ipdsl letter POLICY FACTS -o decision.docx`: the letter about a decision in Word, PDF or HTML; one each of many."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs
import click

from ipdsl import compiled
from ipdsl.cli import days, options
from ipdsl.cli.eval_many import settled_each, settled_together
from ipdsl.cli.exit_codes import OK
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import (
    refuse_output,
    refuse_overwriting,
    refuse_twice,
    refuse_two_streams,
)
from ipdsl.cli.language import said, spoken, wrong_use
from ipdsl.cli.ledger_out import LedgerOut
from ipdsl.cli.left_out import LeftOut, code_of_run, page, to_json
from ipdsl.cli.output import say, say_json
from ipdsl.cli.writing import write_file
from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import Language, Phrase, Said
from ipdsl.letters.errors import OneName
from ipdsl.library import Policy, PolicyError
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.page import width
from ipdsl.runtime.decision.telling import amount
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.values.money import Money

if TYPE_CHECKING:
    from ipdsl.letters.content import Content
    from ipdsl.runtime.facts import LedgerLine

FORMS = (".docx", ".pdf", ".html")
PLACES = ("{applicant}", "{申请人}")
"""Where the applicant stands in the name of a letter."""

_AT_ONCE = 100
"""So many letters are held before they are written."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 120


@click.command("letter")
@click.argument("given", metavar="POLICY FACTS...", nargs=-1)
@click.option("-o", "--out", "out", metavar="FILE", help="decision.docx, .pdf or .html; of several `{applicant}.pdf`.")
@click.option("--template", metavar="FILE.docx", help="The bureau's own letter, with names in double braces.")
@click.option("--font", metavar="NAME|FILE", help="The font of a PDF: a family of the system, or a file.")
@click.option("--until", callback=days.day, metavar="DAY", help="The day until which what is missing may be stated.")
@click.option("--year", callback=days.year, metavar="YEAR", help="Report one year; earlier ones are settled unseen.")
@click.option("--as-of", callback=days.as_of, metavar="DAY|today", help="Settle nothing after this day.")
@click.option("--strict", is_flag=True, help="Take nothing for granted that the facts do not state.")
@click.option("--history", metavar="FILE", help="The ledger of earlier runs, or a decision (JSON).")
@click.option("--reopen", callback=days.year, metavar="YEAR", help="Settle that year and all later ones anew.")
@options.modified_ledger()
@click.option("--ledger-out", metavar="FILE", help="Write the ledger lines, to be fed into the next run.")
@click.option("--series", metavar="FILE", help="Published values of series, in place of those of the package.")
@click.option("--cohort", is_flag=True, help="FACTS are files with many applicants, settled together.")
@click.option("--names", "with_names", is_flag=True, help="List the names that a template may use.")
@click.option("--new-template", metavar="FILE.docx", help="Write our own letter as a template to begin with.")
@options.style()
def command(
    given: tuple[str, ...],
    out: str | None,
    template: str | None,
    font: str | None,
    until: str | None,
    new_template: str | None,
    with_names: bool,
    cohort: bool,
    ledger_out: str | None,
    style: str,
    **how: Any,
) -> int:
    """Write the letter about a decision: what is paid, cut, zero and missing, with articles and reasons, to be signed.

    FACTS may hold several applicants: each gets a letter of its own. Exit code 3 when a claim that could pay is
    undetermined: the letter names the facts that would settle it.
    """
    if with_names:
        return _list_names(style)
    if new_template is not None:
        return _new_template(new_template, style)
    policy, files = _taken(given, out, template, font)
    assert out is not None
    days.refuse_later(how["year"], how["as_of"])
    days.refuse_both(how["year"], how["reopen"])
    refuse_twice(files)
    read = (policy, *files, how["history"], how["series"], template, font)
    refuse_two_streams(*read)
    refuse_output("--out", out, *read)
    refuse_output("--ledger-out", ledger_out, policy, *files, how["series"], template, font, out)
    try:
        target = LedgerOut.of(ledger_out, how["history"])
        settled = Policy(compiled.policy(policy, "letter"))
        joint, others, left = (settled_together if cohort else settled_each)(settled, files, **how)
        decisions = joint.decisions
        plan = _names_of(decisions, out, len(decisions) + len(left))
        for name in plan:
            refuse_overwriting("--out", name, *read, ledger_out)
        ledger = _Ledger.of(settled, decisions, others) if target is not None else None
        if target is not None and (problem := target.problem) is not None:
            return fail([problem], style=style)
        for at in range(0, len(decisions), _AT_ONCE):
            part = slice(at, at + _AT_ONCE)
            digests = None if ledger is None else ledger.digests[part]
            letters = _contents(settled, decisions[part], until, digests)
            made = _made(letters, plan[0], template, font)
            for name, data in zip(plan[part], made, strict=True):
                if (problem := write_file(name, data)) is not None:
                    return fail([problem], style=style)
        problem = None if ledger is None or target is None else target.write(ledger.plain)
        if problem is not None:
            return fail([problem], style=style)
    except (PolicyError, FactsError) as error:
        return fail(error.report, error.sources, style=style)
    _say(settled, decisions, plan, left, style)
    return code_of_run(left, is_undetermined=any(one.is_undetermined for one in decisions))


def _taken(given: tuple[str, ...], out: str | None, template: str | None, font: str | None) -> tuple[str, list[str]]:
    """The policy and the files of facts; wrong use where options do not go together."""
    if len(given) < 2:
        raise wrong_use("name the policy and the facts", "请给出政策和事实")
    if out is None:
        raise wrong_use("name the letter: `-o decision.docx`", "请给出通知书的文件名：`-o decision.docx`")
    name, form = os.path.splitext(out)
    form = form.lower()
    if form not in FORMS:
        raise wrong_use(
            "a letter is .docx, .pdf or .html: `{name}.docx`",
            "通知书是`.docx`、`.pdf`或`.html`：`{name}.docx`",
            name=name,
        )
    if template is not None and form != ".docx":
        raise wrong_use("--template is for a letter in Word (.docx)", "`--template`只用于Word（.docx）")
    if font is not None and form != ".pdf":
        raise wrong_use("--font is for a letter in PDF", "`--font`只用于PDF")
    policy, *files = given
    return policy, files


# ---------------------------------------------------------------------------------------------- decisions


@attrs.frozen
class _Ledger:
    """The ledger that is written beside the letters, with the digests of the lines of each."""

    plain: Mapping[str, Any]
    digests: list[list[str]]

    @classmethod
    def of(cls, policy: Policy, decisions: Sequence[Decision], others: Iterable[LedgerLine]) -> _Ledger:
        """The ledger of some decisions, and of others' lines."""
        from ipdsl.runtime.reading.ledger_file import ledger_to_plain, lines_to_write

        lines = [*lines_to_write(decisions), *others]
        own = sum(len(one.ledger) for one in decisions)
        whose = decisions[0].applicant if len(decisions) == 1 and own == len(lines) else None
        plain: Mapping[str, Any] = ledger_to_plain(policy.name, policy.currency, lines, whose)
        every = iter(plain["ledger"])
        return cls(plain, [[line["digest"] for line in islice(every, len(one.ledger))] for one in decisions])


# ---------------------------------------------------------------------------------------------- letters


def _names_of(decisions: Sequence[Decision], out: str, number: int) -> list[str]:
    """The file of each letter, of so many applicants in all; `FactsError` (U138) where two would be one."""
    place = next((place for place in PLACES if place in os.path.basename(out)), None)
    if place is None:
        if number > 1:
            raise wrong_use(
                "there are {many} applicants: name the letters after them, `-o 'letters/{place}{form}'`",
                "共有{many}个申请人：请以申请人命名，`-o 'letters/{place}{form}'`",
                many=number, place=PLACES[0], form=os.path.splitext(out)[1],
            )  # fmt: skip
        return [out]
    found: dict[str, tuple[str, str]] = {}
    clashes: list[Diagnostic] = []
    for one in decisions:
        named = _NOT_IN_NAMES.sub("_", one.applicant).strip(" .")[:_LONGEST] or "_"
        name = out.replace(place, named)
        other, _ = found.setdefault(name.casefold(), (one.applicant, name))
        if other != one.applicant:
            clashes.append(OneName(one=other, other=one.applicant, name=name))
    if clashes:
        raise FactsError(Report(clashes))
    if folder := os.path.dirname(out):
        with contextlib.suppress(OSError):  # what is wrong with it is told when a letter is written
            os.makedirs(folder, exist_ok=True)
    return [name for _, name in found.values()]


def _contents(
    policy: Policy, decisions: Sequence[Decision], until: str | None, digests: Sequence[Sequence[str]] | None
) -> list[Content]:
    from ipdsl.letters.content import content_of
    from ipdsl.letters.spoken import teller_of_letters

    tell = teller_of_letters(policy.program, spoken())
    day = None if until is None else datetime.date.fromisoformat(until)
    return [
        content_of(one, tell, until=day, digests=None if digests is None else digests[at])
        for at, one in enumerate(decisions)
    ]


def _made(letters: Sequence[Content], name: str, template: str | None, font: str | None) -> list[bytes]:
    """The letters in the form that the name says."""
    match os.path.splitext(name)[1].lower():
        case ".docx":
            from ipdsl.letters import word

            return word.written(letters, spoken(), template)
        case ".pdf":
            from ipdsl.letters import pdf

            return pdf.written(letters, spoken(), font)
        case _:
            from ipdsl.letters import web

            return web.written(letters, spoken())


def _say(
    policy: Policy, decisions: Sequence[Decision], plan: Sequence[str], left: Sequence[LeftOut], style: str
) -> None:  # fmt: skip
    """What was written, and who got no letter."""
    if style == "json":
        from ipdsl.runtime.decision.export import money_to_json

        say_json([
            *({"applicant": one.applicant, "file": name, "total": money_to_json(one.total),
               "undetermined": one.is_undetermined}
              for one, name in zip(decisions, plan, strict=True)),
            *({"file": None, **one} for one in to_json(left)),
        ])  # fmt: skip
        return
    total: Said = amount(Money(sum(one.total.minor for one in decisions), policy.currency))
    if not all(one.due.is_point for one in decisions):
        total = Phrase("at least {sum}", "至少{sum}", sum=total)
    if len(decisions) == 1:
        say(said("{file}: {total} {currency} to {applicant}", "{file}：{applicant}应得{total}（{currency}）",
                 file=plan[0], total=total, currency=policy.currency, applicant=decisions[0].applicant))  # fmt: skip
    else:
        say(said("{many} letters, {first} to {last}: {total} {currency} in all",
             "共{many}份通知书，{first}至{last}：合计{total}（{currency}）", many=len(plan), first=plan[0],
             last=plan[-1], total=total, currency=policy.currency))  # fmt: skip
    if left:
        say("\n".join(page(left, len(decisions))))


# ---------------------------------------------------------------------------------------------- templates


def _list_names(style: str) -> int:
    """The names of templates, in both languages, with what they stand for."""
    from ipdsl.letters.names import Entries, Texts, in_rows

    kinds = {Entries: ("entries", said("entries", "列表")), Texts: ("texts", said("list of texts", "文字列表"))}
    language = spoken()
    rows = [(en, zh, *kinds.get(type(one), ("text", "")), one.meaning.text(language)) for en, zh, one in in_rows()]
    if style == "json":
        say_json([{"name": en, "zh": zh, "kind": kind, "meaning": what} for en, zh, kind, _, what in rows])
        return OK
    for en, zh, _, kind, what in rows:
        both = (zh, en) if language is Language.ZH else (en, zh)
        left = "".join(name + " " * max(2, room - width(name)) for name, room in zip(both, (28, 24), strict=True))
        say(left + what + (said(" ({kind})", "（{kind}）", kind=kind) if kind else ""))
    return OK


def _new_template(where: str, style: str) -> int:
    """Our own letter as a Word file, to be changed."""
    refuse_output("--new-template", where)
    if not where.lower().endswith(".docx"):
        name = os.path.splitext(where)[0]
        raise wrong_use("name a Word file: `{name}.docx`", "请给出Word文件的名称：`{name}.docx`", name=name)
    from ipdsl.letters.needed import refuse_without

    try:
        refuse_without("docxtpl", "docx", "jinja2")
        from ipdsl.letters.word_template import template

        problem = write_file(where, template(spoken()))
    except FactsError as error:
        return fail(error.report, error.sources, style=style)
    if problem is not None:
        return fail([problem], style=style)
    how = said(
        "change it in Word, then `ipdsl letter POLICY FACTS -o decision.docx --template {name}`",
        "用Word修改后，运行`ipdsl letter 政策 事实 -o decision.docx --template {name}`", name=where,
    )  # fmt: skip
    say(said("{name}: {how}", "{name}：{how}", name=where, how=how))
    return OK
