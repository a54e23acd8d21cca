"""`ipdsl letter POLICY --facts FILE -o decision.docx`: a letter for each decision, in Word, PDF or HTML."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import NOTHING, Language, MessageValue, Phrase
from ipdsl.base.values.money import Money
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.commands.office import number_options, office_file
from ipdsl.cli.console import (
    FILE,
    OK,
    OUTPUT,
    POLICY,
    call_language,
    message,
    say,
    say_done,
    say_json,
    usage_error,
)
from ipdsl.cli.files import (
    refuse_existing,
    refuse_output,
    refuse_overwriting,
    refuse_twice,
    refuse_two_streams,
    write_file,
)
from ipdsl.cli.findings import show_warnings, stop_at
from ipdsl.cli.inputs import FileRequest, policy_and_files, refuse_contradictions, with_request
from ipdsl.cli.settlements import (
    LedgerOutput,
    SettledApplicants,
    UnsettledApplicant,
    ledger_of_run,
    run_exit_code,
    settle,
    summary_lines,
    to_json,
)
from ipdsl.decision.decision import Decision
from ipdsl.driver import cached_policy
from ipdsl.driver.library import Policy
from ipdsl.office.errors import LetterNameClash, require_word_libraries
from ipdsl.office.letters.body import BACK_NOW, GAPS, RECOVERY_GAPS, LetterFrame
from ipdsl.office.letters.letter_kind import LetterKind, LetterNumbers
from ipdsl.office.letters.recovery_text import owed_recoveries
from ipdsl.office.lists.rows import person_words
from ipdsl.office.office_data import OfficeData
from ipdsl.office.stamp import Stamp, stamps_text
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.localizer import amount, width
from ipdsl.schema.details import DETAILS
from ipdsl.schema.values.value_type import printable

if TYPE_CHECKING:
    from ipdsl.office.letters.content import Content

SUFFIXES = (".docx", ".pdf", ".html")
APPLICANT_PLACEHOLDERS = ("{applicant}", "{申请人}")
"""The placeholders for the applicant in the file name of a letter."""

_BATCH_SIZE = 100
"""Number of letters kept in memory before they are written."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 120


@click.command(
    "letter", cls=Command,
    renamed={
        "--until": "--respond-by", "--names": "--list-fields", "--accept-edited": "--accept-modified-ledger",
    },
    exit_codes={3: "A claim is undetermined, with `--fail-on undetermined`."},
)  # fmt: skip
@click.argument("words", metavar="POLICY --facts FILE...", type=POLICY, nargs=-1)
@options.facts("The facts of one or several applicants: JSON, workbooks, CSV or Parquet.", many=True)
@click.option(
    "-o", "--out", metavar="FILE", type=OUTPUT,
    help="The letter: .docx, .pdf or .html. For several applicants, use a name such as `{applicant}.pdf`.",
)  # fmt: skip
@click.option(
    "--template", metavar="FILE.docx", type=FILE, help="The authority's own letter, with fields in double braces."
)
@click.option("--font", metavar="NAME|FILE", help="The font of a PDF: the name of an installed font, or a file.")
@click.option(
    "--respond-by", "until", callback=options.parse_day, metavar="DAY", help="The last day for stating missing facts."
)
@click.option("--date", "day", callback=options.parse_day, metavar="DAY", help="The day of the letter.")
@number_options.number()
@number_options.number_from()
@office_file.office()
@click.option("--applicant", "chosen", metavar="ID", multiple=True, help="Write the letters to these applicants only.")
@click.option("--zero", "with_zero", is_flag=True, help="Write letters of refusal to applicants with nothing due too.")
@click.option(
    "--recovery", "is_recovery", is_flag=True, help="Write the letters about money that is to be paid back instead."
)
@options.settlement_options
@options.ledger_out()
@options.series()
@options.cohort()
@click.option("--list-fields", "with_names", is_flag=True, help="List the fields that a template may use.")
@click.option(
    "--new-template", metavar="FILE.docx", type=OUTPUT, help="Write the built-in letter as a template, to be changed."
)
@office_file.new_office()
@options.sign()
@options.fail_on()
@options.style()
@with_request
def letter_command(
    words: tuple[str, ...],
    facts: tuple[str, ...],
    request: FileRequest,
    out: str | None,
    template: str | None,
    font: str | None,
    until: str | None,
    day: str | None,
    number: str | None,
    number_from: int | None,
    office: str | None,
    new_office: str | None,
    chosen: tuple[str, ...],
    with_zero: bool,
    is_recovery: bool,
    new_template: str | None,
    with_names: bool,
    cohort: bool,
    ledger_out: str | None,
    sign: str | None,
    fail_on: str | None,
    style: str,
) -> int:
    """Write the letter about a decision for signature: the sum to be paid, refusals with reasons, missing facts.

    If there are several applicants, one letter is written for each. An applicant with nothing due gets a letter only
    with `--zero`. Money that is to be paid back has letters of its own: `--recovery`.
    """
    if with_names:
        return _list_names(style)
    if new_office is not None:
        return office_file.write_new_office(new_office)
    if new_template is not None:
        return _new_template(new_template, style)
    policy, files = _policy_and_files(words, facts, out, template, font)
    assert out is not None
    if is_recovery and with_zero:
        raise usage_error("--zero is for letters about awards, --recovery for others",
                          "`--zero`用于核定的通知书，不能与`--recovery`同时使用")  # fmt: skip
    refuse_contradictions(request)
    refuse_twice(files)
    read = (policy, *files, request.history, request.series, template, font, office, sign)
    refuse_two_streams(*read)
    refuse_output("--out", out, *read)
    refuse_output("--ledger-out", ledger_out, policy, *files, request.series, template, font, office, sign, out)
    office_data = office_file.office_of(office)
    numbers = number_options.letter_numbers(number, office_data.stated_text("number"), number_from)
    target = LedgerOutput.for_file(ledger_out, request.history)
    settled = Policy(cached_policy.policy(policy, "letter"))
    run = settle(settled, files, request, together=cohort)
    run.show_remarks()
    addressed = run if not chosen else _choose(run, chosen)
    decisions, left_out = addressed.decisions, addressed.left_out
    frames = _frames(settled, addressed, numbers, office_data, day, until, with_zero=with_zero, is_recovery=is_recovery)
    letters = [(decision, frame) for decision, frame in zip(decisions, frames, strict=True) if frame is not None]
    plan = _file_names([decision for decision, _ in letters], out, len(decisions) + len(left_out))
    for name in plan:
        refuse_overwriting("--out", name, *read, ledger_out)
    ledger = None if target is None else ledger_of_run(settled, run, request.history, run.sole_applicant)
    stop_at(None if target is None else target.problem)
    notes = sorted({name for _, frame in letters for name in frame.details if name.isidentifier()} - set(DETAILS))
    for start in range(0, len(letters), _BATCH_SIZE):
        part = slice(start, start + _BATCH_SIZE)
        contents = _contents(settled, letters[part], request, ledger, cohort=cohort, is_own=template is not None)
        letters_made = _render(contents, plan[0], template, font, tuple if start else show_warnings, notes)
        for name, data in zip(plan[part], letters_made, strict=True):
            stop_at(write_file(name, data))
    stop_at(None if ledger is None or target is None else target.write(ledger))
    if sign is not None:
        from ipdsl.office.signatures import sign_files  # most letters are signed on paper

        sign_files(plan, sign)
    if template is None and letters:
        show_warnings(office_data.gaps((*GAPS, *RECOVERY_GAPS) if is_recovery else GAPS))
    zero = [decision for decision, frame in zip(decisions, frames, strict=True) if frame is None]
    sent = [decision for decision, _ in letters]
    _report_letters(settled, sent, plan, zero, left_out, style, is_recovery=is_recovery)
    if style != "json":
        _report_debtors(run.decisions, decisions, is_recovery=is_recovery)
    return run_exit_code(
        left_out, is_undetermined=bool(fail_on) and any(decision.is_undetermined for decision in decisions)
    )


def _policy_and_files(
    words: Sequence[str], facts: Sequence[str], out: str | None, template: str | None, font: str | None
) -> tuple[str, list[str]]:
    """The policy and the files of facts. Raises a usage error if options contradict each other."""
    if not words:
        raise usage_error("missing POLICY", "缺少政策")
    policy, files = policy_and_files(words, facts)
    if out is None:
        raise usage_error("name the letter: `-o decision.docx`", "请给出通知书的文件名：`-o decision.docx`")
    name, form = os.path.splitext(out)
    form = form.lower()
    if form not in SUFFIXES:
        raise usage_error(
            "a letter is .docx, .pdf or .html: `{name}.docx`",
            "通知书是`.docx`、`.pdf`或`.html`：`{name}.docx`",
            name=name,
        )
    if template is not None and form != ".docx":
        raise usage_error("--template is for a letter in Word (.docx)", "`--template`只用于Word（.docx）")
    if font is not None and form != ".pdf":
        raise usage_error("--font is for a letter in PDF", "`--font`只用于PDF")
    return policy, files


# ---------------------------------------------------------------------------------------------- letters


def _file_names(decisions: Sequence[Decision], out: str, number: int) -> list[str]:
    """The file of each letter.

    `number` is the number of all applicants. Names that differ in case alone get a number, because they may be one file
    name. Raises `FactsError` (U138) if two letters share a file.
    """
    place = next((place for place in APPLICANT_PLACEHOLDERS if place in os.path.basename(out)), None)
    if place is None:
        if number > 1:
            raise usage_error(
                "there are {many} applicants: name the letters after them, `-o 'letters/{place}{form}'`",
                "共有{many}个申请人：请以申请人命名，`-o 'letters/{place}{form}'`",
                many=number, place=APPLICANT_PLACEHOLDERS[0], form=os.path.splitext(out)[1],
            )  # fmt: skip
        return [out]
    names_by_key: dict[str, tuple[str, str]] = {}
    clashes: list[Diagnostic] = []
    for decision in decisions:
        applicant_part = _NOT_IN_NAMES.sub("_", decision.applicant).strip(" .")[:_LONGEST] or "_"
        name, again = out.replace(place, applicant_part), 1
        while names_by_key.get(name.casefold(), ("", name))[1] != name:  # ids that differ in case alone
            name, again = out.replace(place, f"{applicant_part} ({again + 1})"), again + 1
        other, _ = names_by_key.setdefault(name.casefold(), (decision.applicant, name))
        if other != decision.applicant:
            clashes.append(LetterNameClash(one=other, other=decision.applicant, name=name))
    if clashes:
        raise FactsError(Report(clashes))
    if folder := os.path.dirname(out):
        with contextlib.suppress(OSError):  # the write of a letter reports problems with the folder
            os.makedirs(folder, exist_ok=True)
    return [name for _, name in names_by_key.values()]


def _choose(run: SettledApplicants, chosen: Collection[str]) -> SettledApplicants:
    """The part of a run about the chosen applicants. Raises a usage error for an applicant that it does not have."""
    known = {entry.applicant for entry in run.decisions} | {entry.applicant for entry in run.left_out}
    if unknown := [applicant for applicant in chosen if applicant not in known]:
        raise usage_error(
            "--applicant: the facts have no applicant `{who}`", "`--applicant`：事实中没有申请人`{who}`",
            who=printable(unknown[0]),
        )  # fmt: skip
    return run.select_applicants(chosen)


def _frames(
    policy: Policy, run: SettledApplicants, numbers: LetterNumbers, office: OfficeData, day: str | None,
    until: str | None, *, with_zero: bool, is_recovery: bool,
) -> list[LetterFrame | None]:  # fmt: skip
    """What the office adds to each letter; `None` for an applicant without a letter."""
    letter_day, until_day = (None if text is None else datetime.date.fromisoformat(text) for text in (day, until))
    all_numbers, persons = numbers.numbers_of(run.decisions, with_zero=with_zero), person_words(policy.program)
    if is_recovery:
        all_numbers = numbers.numbers_of_recoveries(run.decisions)

    def has_letter(decision: Decision) -> bool:
        return bool(
            owed_recoveries(decision) if is_recovery
            else with_zero or LetterKind.of(decision) is not LetterKind.REFUSAL
        )  # fmt: skip

    return [
        LetterFrame(
            details, office, number, letter_day, until_day, kinds=kinds, is_person=not persons.isdisjoint(kinds),
            is_recovery=is_recovery,
        ) if has_letter(decision) else None
        for decision, details, kinds, number in zip(run.decisions, run.details, run.kinds, all_numbers, strict=True)
    ]  # fmt: skip


def _contents(
    policy: Policy, letters: Sequence[tuple[Decision, LetterFrame]], request: FileRequest,
    ledger: Mapping[str, Any] | None, *, cohort: bool, is_own: bool,
) -> list[Content]:  # fmt: skip
    """The contents of the letters. `is_own`: they are filled into a template of the authority."""
    from ipdsl.ledger.ledger_file import number_of
    from ipdsl.office.letters.content import content_of, ledger_number_of
    from ipdsl.office.letters.fact_names import letter_localizer
    from ipdsl.report.decision_json import money_to_json

    localize = letter_localizer(policy.program, call_language())
    contents = []
    for decision, frame in letters:
        options = frame.options(call_language(), is_own=is_own)
        options |= {BACK_NOW: money_to_json(decision.back_now.low)} if frame.is_recovery else {}
        number = number_of(ledger) or ledger_number_of(decision)
        stamp = Stamp.of([decision], request, cohort=cohort, ledger=number, document=options)
        more = attrs.evolve(frame, ledger_number=number, stamp=stamps_text([stamp]))
        contents.append(content_of(decision, localize, more))
    return contents


def _render(
    letters: Sequence[Content], name: str, template: str | None, font: str | None,
    warn: Callable[[Iterable[Diagnostic]], object], notes: Sequence[str],
) -> list[bytes]:  # fmt: skip
    """The letters in the format given by the extension of `name`."""
    from ipdsl.office.letters.pages import render_html, render_pdf

    match os.path.splitext(name)[1].lower():
        case ".docx":
            require_word_libraries()
            from ipdsl.office.letters.word import render_word

            return render_word(letters, call_language(), template, warn, notes)
        case ".pdf":
            return render_pdf(letters, call_language(), font)
        case _:
            return render_html(letters, call_language())


def _report_letters(
    policy: Policy, decisions: Sequence[Decision], plan: Sequence[str], zero: Sequence[Decision],
    left: Sequence[UnsettledApplicant], style: str, *, is_recovery: bool,
) -> None:  # fmt: skip
    """Print the written letters, and the applicants without a letter: with nothing due, or left out."""
    if style == "json":
        from ipdsl.report.decision_json import money_to_json

        say_json([
            *({"applicant": entry.applicant, "file": name, "payable_now": money_to_json(entry.payable_now),
               "total": money_to_json(entry.total), "undetermined": entry.is_undetermined,
               **({"back_now": money_to_json(entry.back_now.low)} if entry.recoveries else {})}
              for entry, name in [*zip(decisions, plan, strict=True), *((entry, None) for entry in zero)]),
            *({"file": None, **entry} for entry in to_json(left)),
        ])  # fmt: skip
        return
    sums = [entry.back_now if is_recovery else entry.payable for entry in decisions]
    total: MessageValue = amount(Money(sum(each.low.minor for each in sums), policy.currency))
    if not all(each.is_point for each in sums):
        total = Phrase("at least {sum}", "至少{sum}", sum=total)
    back = Phrase(" to be paid back", "应退回") if is_recovery else NOTHING
    if len(decisions) == 1:
        what = Phrase("{total} {currency} to be paid back by {applicant}", "{applicant}本次应退回{total}（{currency}）")
        if not is_recovery:
            what = Phrase("{total} {currency} to {applicant}", "{applicant}本次应付{total}（{currency}）")
        say_done(message("{file}: {what}", "{file}：{what}", file=plan[0], what=what.with_values(
            total=total, currency=policy.currency, applicant=decisions[0].applicant)))  # fmt: skip
    elif decisions:
        say_done(message("{many} letters, {first} to {last}: {total} {currency}{back} in all",
             "共{many}份通知书，{first}至{last}：{back}合计{total}（{currency}）", many=len(plan), first=plan[0],
             last=plan[-1], total=total, currency=policy.currency, back=back))  # fmt: skip
    if zero:
        many = Phrase("{many} applicants", "{many}个申请人", many=len(zero))
        who: MessageValue = zero[0].applicant if len(zero) == 1 else many
        owed = sum(max(0, rest) for decision in zero for _, _, rest in decision.debts_before)
        if is_recovery and owed:
            say_done(message(
                "no letter to {who}: nothing more is to be paid back; {sum} of earlier runs is still owed, for which "
                "their letters asked", "{who}没有新的应退回金额，未写决定书；以前的决定书要求退回的金额尚欠{sum}",
                who=who, sum=amount(Money(owed, policy.currency))))  # fmt: skip
        elif is_recovery:
            say_done(
                message("no letter to {who}: nothing is to be paid back", "{who}没有应退回的金额，未写决定书", who=who)
            )
        else:
            say_done(message("no letter to {who}: nothing is due; `--zero` writes a letter of refusal",
                             "{who}无应付金额，未写通知书；`--zero`写出不予资助决定书", who=who))  # fmt: skip
    if left:
        say("\n".join(summary_lines(left, len(decisions) + len(zero))))


def _report_debtors(settled: Sequence[Decision], addressed: Sequence[Decision], *, is_recovery: bool) -> None:
    """Print who is to pay something back and gets no letter about it from this call."""
    known = {entry.applicant for entry in settled if any(not each.payer for each in entry.recoveries)}
    unaddressed = {
        each.payer: None
        for entry in addressed
        for each in entry.recoveries
        if each.payer and each.payer not in known
    }  # fmt: skip
    for name in unaddressed:
        say_done(message("no letter to {who}, who is to pay back: settle all applicants together, `--cohort`",
                         "{who}应退回款项，未写通知书：请用`--cohort`一并结算", who=printable(name)))  # fmt: skip
    if not is_recovery and (debtors := [entry.applicant for entry in addressed if owed_recoveries(entry)]):
        many = Phrase("{many} applicants", "{many}个申请人", many=len(debtors))
        who: MessageValue = printable(debtors[0]) if len(debtors) == 1 else many
        say_done(message("money is to be paid back by {who}: `--recovery` writes the letter about it",
                         "{who}有应退回的款项：`--recovery`写出追回决定书", who=who))  # fmt: skip


# ---------------------------------------------------------------------------------------------- templates


def _list_names(style: str) -> int:
    """List the names of templates in both languages, with their meanings."""
    require_word_libraries()
    from ipdsl.office.letters.template_check import name_rows

    kinds = {
        "text": "", "texts": message("list of texts", "文字列表"), "entries": message("entries", "列表"),
        "names": message("names", "各项"),
    }  # fmt: skip
    language = call_language()
    rows = [
        (en, zh, kind, kinds[kind], entry.meaning.text(language))
        for en, zh, entry in name_rows()
        for kind in [entry.kind]
    ]
    if style == "json":
        say_json([{"name": en, "zh": zh, "kind": kind, "meaning": what} for en, zh, kind, _, what in rows])
        return OK
    for en, zh, _, kind, what in rows:
        both = (zh, en) if language is Language.ZH else (en, zh)
        columns = "".join(name + " " * max(2, room - width(name)) for name, room in zip(both, (28, 24), strict=True))
        say(columns + what + (message(" ({kind})", "（{kind}）", kind=kind) if kind else ""))
    return OK


def _new_template(path: str, style: str) -> int:
    """Write the project's own letter as a Word template."""
    refuse_output("--new-template", path)
    if not path.lower().endswith(".docx"):
        name = os.path.splitext(path)[0]
        raise usage_error("name a Word file: `{name}.docx`", "请给出Word文件的名称：`{name}.docx`", name=name)
    refuse_existing("--new-template", path)
    require_word_libraries()
    from ipdsl.office.letters.word import built_in_template

    stop_at(write_file(path, built_in_template(call_language())))
    how = message(
        "change it in Word, then `ipdsl letter POLICY --facts FILE -o decision.docx --template {name}`",
        "用Word修改后，运行`ipdsl letter 政策 --facts 文件 -o decision.docx --template {name}`", name=path,
    )  # fmt: skip
    say_done(message("{name}: {how}", "{name}：{how}", name=path, how=how))
    return OK
