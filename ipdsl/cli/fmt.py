"""`ipdsl fmt FILE…`: pages in the canonical form, rewritten in place, or compared with `--check`.

Only a page without syntax errors is rewritten. The new file is written beside its place and then moved there. Line ends
and byte-order mark stay as they are, so that other tools see only the real change.
"""

from __future__ import annotations

import difflib
from itertools import zip_longest

import click

from ipdsl.cli.exit_codes import FOUND_ERRORS, OK, worst
from ipdsl.cli.findings import fail
from ipdsl.cli.language import said
from ipdsl.cli.output import say, say_file
from ipdsl.cli.writing import write_file
from ipdsl.diagnostics.model import Diagnostic
from ipdsl.driver import Compilation
from ipdsl.errors import NoForm
from ipdsl.files import STDIN, read_bytes
from ipdsl.semantics.naming import with_labels, with_names
from ipdsl.source import Source
from ipdsl.syntax.errors import TwoCuts
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.printer import format_page, sentences

BOM = b"\xef\xbb\xbf"


@click.command("fmt")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit code 1 where a page would change.")
@click.option("--to", type=click.Choice(["zh", "en"]), help="Print the page in Chinese or in English sentences.")
def command(files: tuple[str, ...], only_check: bool, to: str | None) -> int:
    """Rewrite pages in the canonical form; `-` reads standard input and prints."""
    if to is not None:
        return worst(_translate(where, Surface.CHINESE if to == "zh" else Surface.ENGLISH) for where in files)
    return worst(_format(where, only_check) for where in files)


def _translate(where: str, to: Surface) -> int:
    """Print a page in the other surface; its file stays as it is."""
    compilation = Compilation.of_file(where)
    page, words, source = compilation.page, compilation.words, compilation.source
    if page is None or source is None or compilation.has_errors:
        return fail(compilation.report, compilation.sources)
    if words is None:
        return fail(compilation.check(), compilation.sources)
    undecided = _undecided(compilation)
    if undecided:
        return fail(undecided, compilation.sources)
    page = with_labels(page, words) if to is Surface.CHINESE else with_names(page, words)
    text = format_page(page, to=to)
    again = Compilation(Source(source.name, text)).page
    if again != page:  # what `check` refuses may have no form there
        found = next((a for a, b in zip_longest(sentences(page), sentences(again)) if a != b and a is not None), None)
        return fail([NoForm(span=None if found is None else found.span)], compilation.sources)
    say_file(text)
    return OK


def _format(where: str, only_check: bool) -> int:
    compilation = Compilation.of_file(where)
    page, source = compilation.page, compilation.source
    if page is None or source is None or compilation.has_errors:
        return fail(compilation.report, compilation.sources)
    undecided = _undecided(compilation)
    if undecided:
        return fail(undecided, compilation.sources)
    before = "\n".join(source.lines())
    after = format_page(page)
    if only_check:
        if before == after:
            return OK
        say(_difference(source.name, before, after))
        return FOUND_ERRORS
    if where == STDIN:
        say_file(after)
        return OK
    if before == after:
        return OK
    problem = _rewrite(source.name, after)
    if problem is not None:
        return fail([problem])
    say(said("formatted {name}", "已整理 {name}", name=source.name))
    return OK


def _undecided(compilation: Compilation) -> list[Diagnostic]:
    """Sentences that two cuts make: blanks would settle what nobody has decided."""
    if compilation.page is None or not compilation.page.doubts:
        return []
    return [finding for finding in compilation.check() if isinstance(finding, TwoCuts)]


def _rewrite(where: str, text: str) -> Diagnostic | None:
    old = read_bytes(where)
    if isinstance(old, Diagnostic):
        return old
    line_end = "\r\n" if b"\r\n" in old else "\n"
    mark = BOM if old.startswith(BOM) else b""
    return write_file(where, mark + text.replace("\n", line_end).encode("utf-8"))


def _difference(name: str, before: str, after: str) -> str:
    formatted = said("{name} (formatted)", "{name}（整理后）", name=name)
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, formatted, lineterm="")
    return "\n".join(lines)
