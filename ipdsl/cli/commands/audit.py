"""`ipdsl audit POLICY --against TEXT`: the differences between a policy and its official text.

`ipdsl draft TEXT -o PAGE.ipp`: a first page from an official text in plain text, Word or PDF.

Read the official text of a path, for several commands: a text file, Word or PDF.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from ipdsl.audit.comparison import PolicyFigures, audit, policy_figures, render, to_json
from ipdsl.audit.draft.document_reader import read_document
from ipdsl.audit.draft.page import VOCABULARY, FirstPage, first_page, place_of
from ipdsl.audit.errors import NoArticlesInPolicy, NoArticlesInText, OutputExists, UnrelatedText
from ipdsl.audit.official_text import OfficialDocument, OfficialText, read_articles
from ipdsl.base.files import STDIN, read_bytes, shown_name
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.pages import PAGE_SUFFIX
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
    say,
    say_done,
    say_file,
    say_json,
    usage_error,
)
from ipdsl.cli.files import refuse_overwriting, refuse_two_streams, write_file
from ipdsl.cli.findings import fail, show_warnings, stop_at
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.settings import page_settings, settings_problems


def read_official(path: str) -> OfficialDocument | Diagnostic:
    """The document of a path or of standard input, or a finding if it cannot be read."""
    data = read_bytes(path)
    return data if isinstance(data, Diagnostic) else read_document(shown_name(path), data)


def places_of(document: OfficialDocument) -> Callable[[int], str | None]:
    """A function that names lines by their place in the document.

    It returns `None` for plain text, which only has line numbers.
    """
    language = call_language()
    return lambda line: place_of(document.place(line), language) if document.places else None


@click.command(
    "audit", cls=Command, has_result=True,
    exit_codes={0: "No differences.", 1: "Differences, or errors in the policy."},
)  # fmt: skip
@click.argument("policy", metavar="POLICY", type=POLICY)
@click.option("--against", metavar="TEXT", type=FILE, help="The official text: UTF-8 or GBK text, Word or PDF.")
@options.style()
def audit_command(policy: str, against: str | None, style: str) -> int:
    """List the differences between a policy and its official text: articles and figures that only one of them has.

    Name a figure that is not an amount in a `source` line. Quote a figure that the text writes differently in a
    `reading`. Without --against, the text is that of `ipdsl.toml` next to the policy.
    """
    sources = Sources()
    if problems := settings_problems(policy, sources):
        return fail(problems, sources, style=style)
    against = against or page_settings(policy).against
    if against is None:
        raise usage_error("missing --against: name the official text", "缺少`--against`：请指明官方文本")
    refuse_two_streams(policy, against, what=Phrase("policy and text", "政策和文本"))
    page = Compilation.from_file(policy)
    if page.page is None or not page.needs_policy("audit"):
        return fail(page.report, page.sources, style=style)
    name = page.page.span.file
    encoded = policy_figures(page.page)
    if encoded is None or not encoded.articles:
        return fail([NoArticlesInPolicy(name=name)], style=style)
    shown = shown_name(against)
    document = read_official(against)
    if isinstance(document, Diagnostic):
        return fail([document], style=style)
    text = _articles(document.text, shown, encoded)
    if isinstance(text, Diagnostic):
        return fail([text], style=style)
    places = places_of(document)
    show_warnings(document.notes)
    result = audit(text, encoded)
    if style == "json":
        say_json(to_json(result, encoded.name, shown, places, call_language()))
    else:
        say(render(result, encoded.name, shown, places, call_language()))
    return OK if result.is_clean else FOUND_ERRORS


def _articles(text: str, shown: str, policy: PolicyFigures) -> OfficialText | Diagnostic:
    wanted = [article.number for article in policy.articles]
    official = read_articles(text, wanted)
    problem = problem_of_articles([article.number for article in official.articles], wanted, policy.name, shown)
    return problem or official


def problem_of_articles(numbers: list[str], wanted: list[str], policy: str, shown: str) -> Diagnostic | None:
    """The finding for a text without articles, or without an article of the policy. `shown` is the name of the text."""
    if not numbers:
        return NoArticlesInText(name=shown)
    if not set(numbers) & set(wanted):
        return UnrelatedText(policy=policy, name=shown, found=_article_range(numbers), wanted=_article_range(wanted))
    return None


def _article_range(numbers: list[str]) -> Phrase:
    """The first and the last of some article numbers."""
    return (
        Phrase("articles {first} to {last}", "第{first}条至第{last}条", first=numbers[0], last=numbers[-1])
        if len(numbers) > 1
        else Phrase("article {number}", "第{number}条", number=numbers[0])
    )


@click.command("draft", cls=Command)
@click.argument("text", metavar="TEXT", type=FILE)
@click.option(
    "-o", "--out", metavar=f"PAGE{PAGE_SUFFIX}", type=OUTPUT,
    help="Write the page to this file instead of standard output.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite an existing page.")
def draft_command(text: str, out: str | None, force: bool) -> int:
    """Write a first page from an official text: plain text in UTF-8 or GBK, Word (.docx) or PDF.

    The page has the head of the document and its articles, each with its figures, promises and rules as comments.
    Awards are not guessed. `ipdsl audit PAGE --against TEXT` then lists the figures that are still missing.
    """
    file = None if out == STDIN else out
    document = read_official(text)  # findings about the call are in the language of the text
    if file is not None:
        refuse_overwriting("--out", file, text)
        _refuse_vocabulary(file)
        if os.path.isfile(file) and not force:
            return fail([OutputExists(name=file)])
    if isinstance(document, Diagnostic):
        return fail([document])
    name = file or f"{'first_page' if text == STDIN else os.path.basename(text).split('.')[0]}{PAGE_SUFFIX}"
    page = first_page(document, os.path.basename(shown_name(text)), name, call_language())
    if isinstance(page, Diagnostic):
        return fail([page])
    show_warnings(document.notes)
    if file is None:
        say_file(page.text)
        return OK
    stop_at(write_file(file, page.text.encode("utf-8")))
    _report_written(page, file, shown_name(text))
    return OK


def _refuse_vocabulary(file: str) -> None:
    """Raise a usage error if the page would replace the vocabulary that it uses."""
    if os.path.basename(file).lower() == f"{VOCABULARY}{PAGE_SUFFIX}":
        raise usage_error(
            "--out would hide the vocabulary `{name}`, which the page uses; choose a different name",
            "`--out`会遮住该页面使用的词汇`{name}`；请另起一个名称", name=VOCABULARY,
        )  # fmt: skip


def _report_written(page: FirstPage, file: str, text: str) -> None:
    say_done(
        message(
            "wrote {page}: articles {articles}; as comments, figures {figures}, sentences without one {others}",
            "已写出 {page}：条款 {articles} 个；注释中列出数字 {figures} 个、没有数字的承诺、规则等 {others} 项",
            page=file, articles=page.articles, figures=page.figures, others=page.other_sentences,
        )
    )  # fmt: skip
    say_done(
        message(
            "next: ipdsl check {page}; ipdsl audit {page} --against {name}",
            "下一步：ipdsl check {page}；ipdsl audit {page} --against {name}", page=file, name=text,
        )
    )  # fmt: skip
