"""`ipdsl fmt FILE…`: pages in the canonical form, rewritten in place, or compared with `--check`.

Only a page without syntax errors is rewritten. The new content is written to a temporary file, which then replaces the
page. Line endings and byte order mark are kept, so that other tools show only the real change.

`ipdsl new NAME`: a folder with a policy, its vocabulary, the facts of one firm and a test case.

`ipdsl lsp`: the language server, which knows the pages that an editor has open.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import re
from importlib.util import find_spec
from itertools import zip_longest

import click

from ipdsl.base.errors import NotTranslatable
from ipdsl.base.files import STDIN, read_bytes
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.base.pages import PAGE_SUFFIX
from ipdsl.base.source import Source
from ipdsl.base.version import __language__
from ipdsl.cli.command import Command
from ipdsl.cli.console import (
    FOUND_ERRORS,
    OK,
    OUTPUT,
    call_language,
    message,
    say,
    say_done,
    say_file,
    usage_error,
    worst,
)
from ipdsl.cli.files import pages_of, write_file
from ipdsl.cli.findings import fail, stop_at
from ipdsl.driver.compilation import Compilation
from ipdsl.lsp.errors import EditorLibraryMissing
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.semantics.errors.lints import NegativeDifference, ValueWithoutRecord
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
@click.option("--upgrade", is_flag=True, help="Rewrite sentences whose sums changed, so that they keep their sums.")
def fmt_command(files: tuple[str, ...], only_check: bool, to: str | None, write: bool, upgrade: bool) -> int:
    """Format pages: `-` reads a page from standard input and prints it, other pages are rewritten.

    FILE can also be a folder: all pages in it. With --to, the translated page is printed.
    """
    if write and (to is None or only_check):
        raise usage_error("--write needs --to, without --check", "`--write`须与`--to`一起使用，且不能加`--check`")
    if upgrade and (to is not None or only_check):
        raise usage_error("--upgrade stands alone", "`--upgrade`不能与`--to`、`--check`一起使用")
    if upgrade:
        return worst(_upgrade(path) for path in pages_of(files))
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


def _upgrade(path: str) -> int:
    """Apply the edits of sentences whose sums changed, and format the page; refuse it if a sentence has no edit."""
    from ipdsl.driver.advice.trials import apply_edits  # no other use of `fmt` tries edits

    compilation = Compilation.from_file(path)
    original = compilation.source
    while True:
        report, source = compilation.check(), compilation.source
        changed = [finding for finding in report if isinstance(finding, NegativeDifference | ValueWithoutRecord)]
        edits = [edit for finding in changed for edit in finding.edits]
        if source is None or not edits:
            break
        compilation = Compilation(Source(source.name, apply_edits(source, edits)))
    if original is None or compilation.page is None or report.has_errors:
        return fail(report, compilation.sources)
    text = format_page(compilation.page)
    if path == STDIN:
        say_file(text)
        return OK
    return _replace_page(original, text)


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
    return "\n".join(difflib.unified_diff(before.splitlines(), after.splitlines(), name, formatted, lineterm=""))


FACTS_FILE = "facts.json"

_NAME = re.compile(r"[a-z][a-z0-9_]*")

_POLICY = """policy {name} "Title of the policy"
  language {language}
  document "Number of the document"
  effective 2025-01-01 to 2029-12-31
  use {words}

article 1 "Patents"
  award 10000 once to firm when patent granted
  cap 50000 per firm per year

case "a granted patent is paid once"
  given firm
    patent P1: granted_on 2025-03-01
  expect P1 10000
  expect total 10000
"""

_WORDS = """vocabulary {words} "Words of {name}"

applicant firm "企业" "a registered company"

record patent "专利" "a patent"
  key number "专利号"
  event granted "授权" on granted_on "授权日"
"""

_FACTS = """{"applicant": {"id": "F1", "kinds": ["firm"]},
 "as_of": "2025-12-31", "history": [], "support": [],
 "records": {"patent": [{"number": "P1", "granted_on": "2025-03-01"}]}}
"""

_POLICY_ZH = """政策 {name} "政策名称"
  语言版本 {language}
  文号 "文件编号"
  自 2025年1月1日 起施行，有效期至 2029年12月31日
  使用词汇 {words}

第1条 "专利"
  对 专利 授权 的 企业，一次性奖励 1万元
  每个 企业 每年 最高奖励 5万元

案例 "授权专利奖励一次"
  已知 企业
    专利 P1：授权日 2025年3月1日
  应得 P1 1万元
  应得 合计 1万元
"""

_WORDS_ZH = """词汇 {words} "{name}词汇"

申请人 firm "企业" "登记注册的公司"

记录 patent "专利" "一件专利"
  识别项 number "专利号"
  事件 granted "授权" 于 granted_on "授权日"
"""

_FACTS_ZH = """{"applicant": {"id": "F1", "kinds": ["企业"]},
 "as_of": "2025-12-31", "history": [], "support": [],
 "records": {"专利": [{"专利号": "P1", "授权日": "2025-03-01"}]}}
"""


@click.command("new", cls=Command)
@click.argument("name", metavar="NAME")
def new_command(name: str) -> int:
    """Create the folder NAME with a policy, a vocabulary, the facts of one firm and a test case.

    NAME has lower-case letters, digits and underscores. Existing files are not overwritten. With --lang zh, the pages
    have Chinese sentences.
    """
    texts = contents(name, call_language())
    if not _NAME.fullmatch(name) or _is_reserved(name, texts):
        raise usage_error(
            "`{name}` cannot be the name of a policy: use lower-case letters, digits and underscores, and no reserved"
            " word",
            "`{name}`不能作为政策名称：请用小写字母、数字和下划线，且不得使用保留字", name=name,
        )  # fmt: skip
    files = {os.path.join(name, file): text for file, text in texts.items()}
    for file in files:
        if os.path.lexists(file):
            raise usage_error(
                "`{file}` exists and is not overwritten: choose a different name",
                "`{file}`已经存在，不予覆盖：请另选名称", file=file,
            )  # fmt: skip
    with contextlib.suppress(OSError):  # the write of a file reports problems with the folder
        os.makedirs(name, exist_ok=True)
    for file, text in files.items():
        stop_at(write_file(file, text.encode("utf-8")))
    page = os.path.join(name, name + PAGE_SUFFIX)
    say_done(
        message(
            "created {files}\nnext: `ipdsl check {page}`, `ipdsl eval {page} --facts {facts}`",
            "已创建{files}\n接下来：`ipdsl check {page}`、`ipdsl eval {page} --facts {facts}`",
            files=message(", ", "、").join(files), page=page, facts=os.path.join(name, FACTS_FILE),
        )
    )  # fmt: skip
    return OK


def _is_reserved(name: str, texts: dict[str, str]) -> bool:
    """Whether the name is a reserved word, so that it cannot be the name of a policy."""
    page = f"{name}{PAGE_SUFFIX}"
    compilation = Compilation(Source(page, texts[page]))
    return compilation.page is None or compilation.has_errors


def contents(name: str, language: Language) -> dict[str, str]:
    """The text of each file, by its name in the folder."""
    words = f"{name}_words"
    policy, vocabulary, facts = (
        (_POLICY_ZH, _WORDS_ZH, _FACTS_ZH) if language is Language.ZH else (_POLICY, _WORDS, _FACTS)
    )
    return {
        f"{name}{PAGE_SUFFIX}": policy.format(name=name, words=words, language=__language__),
        f"{words}{PAGE_SUFFIX}": vocabulary.format(name=name, words=words),
        FACTS_FILE: facts,
    }


@click.command("lsp", cls=Command)
def lsp_command() -> int:
    """Answer an editor over standard input and output, by the Language Server Protocol.

    An editor starts this command and ends it. The extra `lsp` has its libraries.
    """
    missing = next((library for library in ("pygls", "pypinyin") if find_spec(library) is None), None)
    if missing is not None:
        return fail([EditorLibraryMissing(library=missing)])
    from ipdsl.lsp.server import build_server  # no other command needs it

    build_server().start_io()
    return OK
