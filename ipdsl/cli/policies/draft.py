"""`ipdsl draft TEXT -o PAGE.ipp`: a first page from an official text in plain text, Word or PDF."""

from __future__ import annotations

import os

import click

from ipdsl.audit.draft.page import VOCABULARY, FirstPage, first_page
from ipdsl.audit.errors import OutputExists
from ipdsl.base.files import STDIN, shown_name
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.pages import PAGE_SUFFIX
from ipdsl.cli.command import Command
from ipdsl.cli.console import FILE, OK, OUTPUT, call_language, message, say_done, say_file, usage_error
from ipdsl.cli.findings import fail, show_warnings, stop_at
from ipdsl.cli.inputs import refuse_overwriting
from ipdsl.cli.official_texts import read_official
from ipdsl.cli.writing import write_file


@click.command("draft", cls=Command)
@click.argument("text", metavar="TEXT", type=FILE)
@click.option(
    "-o", "--out", metavar=f"PAGE{PAGE_SUFFIX}", type=OUTPUT,
    help="Write the page to this file instead of standard output.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite an existing page.")
def command(text: str, out: str | None, force: bool) -> int:
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
    name = file or f"{_stem(text)}{PAGE_SUFFIX}"
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


def _stem(text: str) -> str:
    return "first_page" if text == STDIN else os.path.basename(text).split(".")[0]


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
