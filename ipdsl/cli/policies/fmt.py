"""`ipdsl fmt FILE…`: pages in the canonical form, rewritten in place, or compared with `--check`.

Only a page without syntax errors is rewritten. The new content is written to a temporary file, which then replaces the
page. Line endings and byte order mark are kept, so that other tools show only the real change.
"""

from __future__ import annotations

import difflib
from itertools import zip_longest

import click

from ipdsl.base.errors import NotTranslatable
from ipdsl.base.files import STDIN, read_bytes
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.source import Source
from ipdsl.cli.command import Command
from ipdsl.cli.console import FOUND_ERRORS, OK, OUTPUT, message, say, say_done, say_file, usage_error, worst
from ipdsl.cli.findings import fail
from ipdsl.cli.policies.folders import pages_of
from ipdsl.cli.writing import write_file
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.syntax.errors import AmbiguousWordSegmentation
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page, sentences

BOM = b"\xef\xbb\xbf"


@click.command(
    "fmt",
    cls=Command,
    exit_codes={1: "Errors in a page, or `--check` found a page that is not formatted."},
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=OUTPUT)
@click.option("--check", "only_check", is_flag=True, help="Change nothing. Exit code 1 if a page is not formatted.")
@click.option("--to", type=click.Choice(["zh", "en"]), help="Translate the page into Chinese or English sentences.")
@click.option("--write", is_flag=True, help="With --to, rewrite the page instead of printing it.")
def fmt_command(files: tuple[str, ...], only_check: bool, to: str | None, write: bool) -> int:
    """Format pages: `-` reads a page from standard input and prints it, other pages are rewritten.

    FILE can also be a folder: all pages in it. With --to, the translated page is printed.
    """
    if write and (to is None or only_check):
        raise usage_error("--write needs --to, without --check", "`--write`须与`--to`一起使用，且不能加`--check`")
    if to is not None:
        surface = Surface.CHINESE if to == "zh" else Surface.ENGLISH
        return worst(_translate(path, surface, is_rewritten=write) for path in pages_of(files))
    return worst(_format(path, only_check) for path in pages_of(files))


def _translate(path: str, to: Surface, *, is_rewritten: bool) -> int:
    """Print a page in the other surface, or rewrite its file."""
    compilation = Compilation.from_file(path)
    page, words, source = compilation.page, compilation.words, compilation.source
    if page is None or source is None or compilation.has_errors:
        return fail(compilation.report, compilation.sources)
    if words is None:
        return fail(compilation.check(), compilation.sources)
    undecided = _undecided_sentences(compilation)
    if undecided:
        return fail(undecided, compilation.sources)
    page = replace_names(page, words) if to is Surface.CHINESE else replace_labels(page, words)
    text = format_page(page, to=to)
    again = Compilation(Source(source.name, text)).page
    if again != page:  # a page that `check` refuses may have no translation
        difference = next(
            (a for a, b in zip_longest(sentences(page), sentences(again)) if a != b and a is not None), None
        )
        return fail([NotTranslatable(span=None if difference is None else difference.span)], compilation.sources)
    if is_rewritten and path != STDIN:
        return _replace_page(source, text)
    say_file(text)
    return OK


def _format(path: str, only_check: bool) -> int:
    compilation = Compilation.from_file(path)
    page, source = compilation.page, compilation.source
    if page is None or source is None or compilation.has_errors:
        return fail(compilation.report, compilation.sources)
    undecided = _undecided_sentences(compilation)
    if undecided:
        return fail(undecided, compilation.sources)
    before = "\n".join(source.lines())
    after = format_page(page)
    if only_check:
        if before == after:
            return OK
        say(_difference(source.name, before, after))
        return FOUND_ERRORS
    if path == STDIN:
        say_file(after)
        return OK
    return _replace_page(source, after)


def _replace_page(source: Source, text: str) -> int:
    """Write the new text of a page to its file, if it differs."""
    if text == "\n".join(source.lines()):
        return OK
    problem = _rewrite(source.name, text)
    if problem is not None:
        return fail([problem])
    say_done(message("formatted {name}", "已整理 {name}", name=source.name))
    return OK


def _undecided_sentences(compilation: Compilation) -> list[Diagnostic]:
    """Sentences with two possible segmentations. Formatting adds blanks, which would choose one of them."""
    if compilation.page is None or not compilation.page.doubts:
        return []
    return [finding for finding in compilation.check() if isinstance(finding, AmbiguousWordSegmentation)]


def _rewrite(path: str, text: str) -> Diagnostic | None:
    old = read_bytes(path)
    if isinstance(old, Diagnostic):
        return old
    line_end = "\r\n" if b"\r\n" in old else "\n"
    mark = BOM if old.startswith(BOM) else b""
    return write_file(path, mark + text.replace("\n", line_end).encode("utf-8"))


def _difference(name: str, before: str, after: str) -> str:
    formatted = message("{name} (formatted)", "{name}（整理后）", name=name)
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, formatted, lineterm="")
    return "\n".join(lines)
