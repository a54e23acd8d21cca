"""`ipdsl template POLICY… -o facts.xlsx`: the workbook for the facts of a policy, empty or with known facts.

`ipdsl doc PAGE… -o FOLDER|FILE`: policies as documents that people read and approve, in HTML or Word.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from ipdsl.base.errors import ReportedError
from ipdsl.base.files import shown_name
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Phrase, join_names, join_phrases
from ipdsl.base.pages import CASES_SUFFIX, PAGE_SUFFIX, locate
from ipdsl.base.source import Sources
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import (
    FILE,
    FOUND_ERRORS,
    OK,
    OUTPUT,
    POLICY,
    call_language,
    message,
    requested_language,
    say_done,
    say_notice,
    usage_error,
)
from ipdsl.cli.files import (
    pages_of,
    refuse_existing,
    refuse_output,
    refuse_overwriting,
    refuse_twice,
    refuse_two_streams,
    write_file,
)
from ipdsl.cli.findings import fail, show_warnings, stop_at
from ipdsl.cli.inputs import (
    load_policies,
    locate_remarks,
    read_applicant_facts,
    read_ledger,
    read_stated,
    report_in_ledger,
    split_words,
)
from ipdsl.cli.settlements import read_applicants
from ipdsl.decision.decision import Decision, Request
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.library import Policy, plain_facts
from ipdsl.driver.questions.answers import to_canonical_form
from ipdsl.driver.questions.comparison import facts_of_policy
from ipdsl.driver.settings import page_settings, settings_file, settings_problems
from ipdsl.facts.cohort import sources_of, with_applicant_path
from ipdsl.ledger.ledger_file import ReadLedger, lines_of_other_applicants
from ipdsl.office.errors import LetterLibraryMissing, require_libraries
from ipdsl.plain_data.cohort_errors import DuplicateApplicant
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import copy_origin
from ipdsl.report.localizer import counted_phrase

if TYPE_CHECKING:
    from ipdsl.base.values.money import Money
    from ipdsl.driver.library import FactsLike
    from ipdsl.office.review.review_copy import ReviewCopy

SUFFIX = ".xlsx"
HTML_SUFFIX, WORD_SUFFIX = ".html", ".docx"


@click.command("template", cls=Command, renamed={"--accept-edited": "--accept-modified-ledger"})
@click.argument("words", metavar="POLICY...", type=POLICY, nargs=-1, required=True)
@click.option("-o", "--out", metavar="FILE.xlsx", type=OUTPUT, required=True, help="The workbook to write, a new file.")
@options.facts("Known facts to fill in: JSON, or workbooks of an earlier year.", many=True)
@options.history()
@options.modified_ledger()
@options.register_answers("renamed", "apart", "answered-by")
@click.option(
    "--for",
    "audience",
    type=click.Choice(["firm", "table", "bureau"]),
    default="firm",
    show_default=True,
    help="A printed form for one applicant; a table for many; or a table for the bureau, which also has sheets for "
    "ledger, approvals (with --facts, a row for each), older documents, published facts.",
)
@click.option(
    "--kind", "kinds", metavar="KIND", multiple=True,
    help="The kind of applicant: the form leaves out what cannot be paid to it.",
)  # fmt: skip
@click.option(
    "--rows",
    metavar="N",
    callback=options.whole_number,
    help="The number of empty rows of each table, at most 1000; by default 3.",
)
@options.style()
def template_command(
    words: tuple[str, ...], out: str, facts: tuple[str, ...], history: str | None, accept_edited: str | None,
    audience: str, kinds: tuple[str, ...], rows: int | None, style: str,
) -> int:  # fmt: skip
    """Write a workbook for the facts that policies need: a printed form for one applicant, or tables for many.

    The form has a front page and the tables by article. With --facts, it has only tables of records that are known.
    Fill it in with Excel, WPS or LibreOffice. Other commands read it by --facts.
    """
    policies, files = split_words(words) if facts else ([*words], [])
    files = [*facts, *files]
    if not policies:
        raise usage_error("missing POLICY", "缺少政策")
    refuse_twice([*policies, *files])
    refuse_two_streams(*files, history)
    refuse_output("--out", out, *policies, *files, history)
    if not out.lower().endswith(SUFFIX):
        name = os.path.splitext(out)[0]
        raise usage_error("name a workbook: `{name}.xlsx`", "请给出工作簿的名称：`{name}.xlsx`", name=name)
    refuse_existing("--out", out)
    from ipdsl.office.forms.form import APPROVALS, Audience, filled_workbook

    is_form, audience_kind = audience == "firm", Audience.BUREAU if audience == "bureau" else Audience.FIRM
    if not is_form and (kinds or rows is not None):
        raise usage_error("`--kind` and `--rows` are for the form of one applicant",
                          "`--kind`和`--rows`只用于一个申请人的表格")  # fmt: skip
    if history is not None and audience_kind is Audience.FIRM:
        raise usage_error(
            "a firm's workbook has no history: give the ledger to `ipdsl eval --history`, or add --for bureau",
            "企业填写的工作簿没有历史：请把台账交给`ipdsl eval --history`，或加上`--for bureau`",
        )
    loaded = load_policies(policies, "template", of_one_vocabulary=True)
    lines = None if history is None else read_ledger(history, loaded[0], edited=accept_edited is not None)
    known, failed = _known_facts(
        loaded, files, history, lines, accept_edited, is_form=is_form, with_approvals=audience_kind is Audience.BUREAU
    )
    if audience_kind is Audience.FIRM:
        _report_omitted_facts(known)
    if is_form and len(known) > 1:
        raise usage_error(
            "the form is for one applicant, and {facts} has {many}: add `--for table`",
            "表格只供一个申请人填写，而{facts}有{many}个：请加上`--for table`",
            facts=join_names(files), many=len(known),
        )  # fmt: skip
    if is_form:
        data, sheets = _form(loaded, known, kinds, min(rows or 3, 1000))
    else:
        data, sheets = filled_workbook(
            [policy.code for policy in loaded], audience_kind, known, call_language(), is_ledger=lines is not None,
            left_out=_omitted_applicants(loaded[0], lines, known),
        )  # fmt: skip
    stop_at(write_file(out, data))
    each = " --each" if len(known) > 1 else ""
    what = counted_phrase(sheets, "{n} table{s}" if is_form else "{n} sheet{s}", "{n}张表")
    if number := sum(line["amount"] == "" for facts in known for line in facts.get(APPROVALS) or ()):
        approvals = counted_phrase(number, "{n} open approval{s}", "待核定{n}项")
        what = Phrase("{sheets}, {approvals}", "{sheets}，{approvals}", sheets=what, approvals=approvals)
    say_done(message("{out}: {what}; fill it in, then `ipdsl eval {policy}{each} --facts {out}`\n",
             "{out}：{what}；填好后运行`ipdsl eval {policy}{each} --facts {out}`\n", out=out, what=what,
             policy=" ".join(policies), each=each))  # fmt: skip
    return OK if failed is None else fail(failed.report, failed.sources)


def _form(
    loaded: Sequence[Policy], known: Sequence[Mapping[str, Any]], words: Sequence[str], rows: int
) -> tuple[bytes, int]:
    """The form for one applicant, and the number of its tables."""
    from ipdsl.office.forms.printed_form import filled_form
    from ipdsl.office.interview import InterviewSteps

    facts = known[0] if known else {}
    kinds = facts.get("applicant", {}).get("kinds") or []
    if words:
        applicant: dict[str, Any] = {"applicant": {"id": "?", "kinds": [*words]}}
        loaded[0].read_facts(applicant)  # reports unknown kinds
        kinds = cast("Any", to_canonical_form(loaded[0], applicant))["applicant"]["kinds"]
    steps = InterviewSteps(loaded, lambda policy, stated: policy.evaluate(cast("FactsLike", stated)), is_begun=False)
    most: dict[str, Money | None] = {}
    with contextlib.suppress(FactsError):  # all kinds at once may contradict each other
        most = dict(steps.worth({"applicant": {"kinds": kinds or [kind.name for kind in steps.paid_kinds()]}}))
    return filled_form(
        [policy.code for policy in loaded], call_language(), facts=facts or None, kinds=kinds, most=most, rows=rows,
        only_counted=bool(facts.get("records")),
    )  # fmt: skip


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
    loaded: Sequence[Policy], files: Sequence[str], history: str | None, lines: ReadLedger | None,
    accepted_by: str | None, *, is_form: bool, with_approvals: bool,
) -> tuple[list[Mapping[str, Any]], FactsError | None]:  # fmt: skip
    """The known facts of each applicant in canonical form, with the lines of a ledger as history.

    `accepted_by` is the name of the person who accepts a modified ledger. `with_approvals`: with lines for the open
    approvals. The error has the findings of applicants that are left out. A form has no other applicants: they raise.
    """
    if not files:
        return [] if lines is None else _facts_from_ledger(lines, loaded[0]), None
    from ipdsl.office.forms.open_approvals import with_open_approvals

    members = read_applicants(loaded, files, accepted_by, by_applicant=True)
    known: list[Mapping[str, Any]] = []
    problems: list[Diagnostic] = []
    sources = sources_of(members)
    for member in members:
        problems += member.problems
        if member.problems:
            continue
        applicant: Any = member.data
        try:
            initial_facts = applicant if lines is None else _drop_history(applicant, lines, loaded)
            plain = plain_facts(initial_facts, loaded[0].program, Request(history=lines))
            stated = cast("Mapping[str, object]", plain)
            with report_in_ledger(history, lines, applicant):  # report errors in the original form of the facts
                read = [policy.read_facts(facts_of_policy(policy, loaded, stated)) for policy in loaded]
        except FactsError as error:
            sources.update(error.sources)
            problems += with_applicant_path(error.report, member.place) if len(members) > 1 else error.report
            continue
        decisions = [policy.evaluate(entry) for policy, entry in zip(loaded, read, strict=True) if with_approvals]
        facts = to_canonical_form(loaded[0], stated)
        known.append(with_open_approvals(facts, decisions, call_language()) if with_approvals else facts)
    ids = Counter(str(applicant["applicant"]["id"]) for applicant in known)
    problems += [DuplicateApplicant(applicant=name) for name, number in ids.items() if number > 1]
    failed = FactsError(Report(problems), sources) if problems else None
    if failed is not None and (is_form or not known or len(ids) < len(known)):
        raise failed
    return known, failed


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


# ---------------------------------------------------------------------------------------------- review copies


@click.command(
    "doc", cls=Command,
    exit_codes={1: "Errors in a page or in facts, or an example with an unexpected result."},
)  # fmt: skip
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...", type=POLICY)
@click.option(
    "-o", "--out", "out", metavar="FOLDER|FILE", type=OUTPUT, required=True,
    help="A document (.html or .docx), or a folder for one HTML file per page and an index.",
)  # fmt: skip
@click.option(
    "--against", metavar="TEXT", type=FILE, help="The official text, shown next to the sentences of each article."
)
@options.facts("The facts of one applicant, whose decision is shown with each article.")
def doc_command(pages: tuple[str, ...], out: str, against: str | None, facts: str | None) -> int:
    """Write policies as documents for review: each article with its sentences, sums, caps, conditions and examples.

    The examples are the cases of the policy. PAGE can also be a folder: all policies in it. `ipdsl.toml` next to
    the policy has the text, the facts and the language for calls without --against, --facts and --lang.
    """
    paths = [path for path in pages_of(pages) if path in pages or not path.endswith(CASES_SUFFIX)]
    is_folder = _is_folder(out)
    if not is_folder and len(paths) > 1:
        raise usage_error("several pages need a folder: `-o documents`", "多个页面须写入文件夹：`-o documents`")
    if against is not None and len(paths) > 1:
        raise usage_error("--against is the text of one policy", "`--against`只针对一份政策")
    refuse_two_streams(*paths, against, facts, what=Phrase("pages, text and facts", "政策、文本和事实"))
    read = [*paths, against, facts]
    for path in paths:
        settings = page_settings(path)
        read += [str(settings_file(path)), settings.against, settings.facts, settings.vocabulary]
    refuse_output("--out", out, *read)
    library = "docx" if out.lower().endswith(WORD_SUFFIX) else "jinja2"
    require_libraries(LetterLibraryMissing, library)
    sources = Sources()
    if problems := [finding for path in paths for finding in settings_problems(path, sources)]:
        raise ReportedError(Report(problems), sources)
    by_path = {path: Compilation.from_file(path, sources) for path in paths}
    by_path = {path: page for path, page in by_path.items() if page.vocabulary is None or path in pages}
    if not by_path:
        raise usage_error("the folder `{name}` has no policies", "文件夹`{name}`中没有政策", name=pages[0])
    compiled = [*by_path.values()]
    if problems := [finding for page in compiled for finding in _problems(page)]:
        raise ReportedError(Report(problems), sources)
    copies = [_copy(page, against, facts) for page in compiled]
    names = [_document_name(path, pages) for path in by_path]
    for name in [*names, "index.html"] if is_folder else ():
        refuse_overwriting("--out", os.path.join(out, name), *read)
    for file, data in _files(out, names, copies) if is_folder else [(out, _render(out, copies[0]))]:
        stop_at(write_file(file, data))
    _report(out, compiled, copies)
    return FOUND_ERRORS if any(copy.number_of_problems for copy in copies) else OK


def _is_folder(out: str) -> bool:
    """Whether the result is a folder: it exists, or its name has no suffix."""
    suffix = os.path.splitext(out)[1].lower()
    if not out:
        raise usage_error("--out has no name: `-o documents`", "`--out`没有名称：`-o documents`")
    if suffix in (HTML_SUFFIX, WORD_SUFFIX) and not os.path.isdir(out):
        return False
    if suffix and not os.path.isdir(out):
        raise usage_error(
            "a document is .html or .docx: `{name}.html`", "文档是`.html`或`.docx`：`{name}.html`",
            name=os.path.splitext(out)[0],
        )  # fmt: skip
    return True


def _problems(page: Compilation) -> list[Diagnostic]:
    """The findings that stop a document: those of the page and of its cases."""
    if page.needs_policy("doc") and page.policy_and_cases is not None and page.code is not None and not page.has_errors:
        return []
    return [*page.report]


def _copy(page: Compilation, against: str | None, facts: str | None) -> ReviewCopy:
    from ipdsl.office.review.builder import review_copy

    settings = page_settings(_name(page))
    against, facts = against or settings.against, facts or settings.facts
    official = None if against is None else _official_articles(page, against)
    decision = None if facts is None else _decision(page, facts)
    return review_copy(page, requested_language() or settings.language or call_language(), official, decision)


def _official_articles(page: Compilation, against: str) -> Mapping[str, Sequence[str]]:
    """The paragraphs of the official text by article."""
    from ipdsl.audit.errors import NoArticlesInPolicy
    from ipdsl.audit.official_text import paragraphs_by_article
    from ipdsl.cli.commands.audit import problem_of_articles, read_official

    assert page.program is not None
    wanted = [article.number for article in page.program.articles]
    stop_at(None if wanted else NoArticlesInPolicy(name=_name(page)))
    document = read_official(against)
    if isinstance(document, Diagnostic):
        raise ReportedError(Report([document]))
    show_warnings(document.notes)
    official = paragraphs_by_article(document.text, wanted)
    stop_at(problem_of_articles([*official], wanted, page.program.name, shown_name(against)))
    return official


def _decision(page: Compilation, facts: str) -> Decision:
    policy = Policy(page)
    stated = read_applicant_facts(facts, [policy])
    decision = locate_remarks(policy.evaluate(read_stated(policy, stated, Request(), None)), stated)
    show_warnings(decision.remarks)
    return decision


def _render(out: str, copy: ReviewCopy) -> bytes:
    if out.lower().endswith(WORD_SUFFIX):
        from ipdsl.office.review.word_document import render_word

        return render_word(copy)
    from ipdsl.office.review.web_page import render_html

    return render_html(copy)


def _document_name(path: str, given: Sequence[str]) -> str:
    """The name of a document in the folder: that of its page, with its folders inside the given folder."""
    inside = (Path(path).relative_to(folder) for folder in given if Path(folder) in Path(path).parents)
    return next(inside, Path(Path(locate(path)).name)).as_posix().removesuffix(PAGE_SUFFIX) + HTML_SUFFIX


def _files(folder: str, names: Sequence[str], copies: Sequence[ReviewCopy]) -> Iterator[tuple[str, bytes]]:
    """The files of a folder: a document for each page, and the index."""
    from ipdsl.office.review.web_page import INDEX, render_html, render_index

    for name in names:
        if names.count(name) > 1 or name == INDEX:
            raise usage_error(
                "two files of the folder would be `{name}`: write the documents one by one",
                "文件夹中会有两个`{name}`：请逐份生成", name=name,
            )  # fmt: skip
    for name, copy in zip(names, copies, strict=True):
        file = os.path.join(folder, name)
        with contextlib.suppress(OSError):  # the write of a file reports problems with the folder
            os.makedirs(os.path.dirname(file), exist_ok=True)
        yield file, render_html(copy, index="../" * name.count("/") + INDEX)
    yield os.path.join(folder, INDEX), render_index([*zip(names, copies, strict=True)])


def _name(page: Compilation) -> str:
    return "" if page.source is None else page.source.name


def _report(out: str, pages: Sequence[Compilation], copies: Sequence[ReviewCopy]) -> None:
    for page, copy in zip(pages, copies, strict=True):
        if copy.number_of_problems:
            say_notice(
                message(
                    "{page}: {n} of {all} examples differ from the expected result",
                    "{page}：{all}个举例中有{n}个与预期结果不符",
                    page=Path(_name(page)).name.removesuffix(PAGE_SUFFIX), n=copy.number_of_problems,
                    all=copy.number_of_examples,
                )
            )  # fmt: skip
    articles, examples = (
        sum(getattr(copy, name) for copy in copies) for name in ("number_of_articles", "number_of_examples")
    )
    say_done(
        message(
            "wrote {out}: policies {policies}, articles {articles}, examples {examples}",
            "已写出{out}：政策{policies}份，条款{articles}条，举例{examples}个",
            out=out, policies=len(copies), articles=articles, examples=examples,
        )
    )  # fmt: skip
