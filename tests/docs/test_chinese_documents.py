"""The Chinese documents have the same sections as the English ones, and the same examples in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ipdsl.syntax import common_mistakes, keywords
from tests.conftest import ROOT
from tests.support import error_pages
from tests.support.documents import Block, blocks, language_reference
from tests.support.error_pages import ErrorPage, pages
from tests.support.project_files import files_in, files_under
from tests.support.rows import each_row

ENGLISH, CHINESE = ROOT / "docs" / "en", ROOT / "docs" / "zh"
CHINESE_ONLY = {"README.md", "gallery/articles.md"}
"""Pages without an English page under `docs/en`. The English page of `README.md` is the README of the project."""
PAGES = sorted(path.relative_to(ENGLISH).as_posix() for path in files_under(ENGLISH, "*.md"))
TWINS = ["README.md", *PAGES]
ERRORS = sorted(path.name for path in files_in(ROOT / "docs" / "errors", "*.md"))
ERROR_PAGES = list(zip(pages(error_pages.ENGLISH), pages(error_pages.CHINESE), strict=True))
TEXT = language_reference("zh")
_PAGES = re.compile(r"^```(?:ipdsl page[^\n]*|text file \w+\.ipp)\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = "\n".join(_PAGES.findall(TEXT))
"""Pages, including those that `fmt` would change, because some words are read but never written."""
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def english(name: str) -> Path:
    return ROOT / name if name == "README.md" else ENGLISH / name


def headings(path: Path) -> list[int]:
    """The levels of the headings, in order."""
    return [
        len(marks) for marks in re.findall(r"^(#+) ", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    ]


def words_of_fences(blocks: Iterable[Block]) -> list[str]:
    """The words after each fence, without the names of policies, which differ in Chinese."""
    return [re.sub(r"policies/zh/(\w+)\.ipp", r"\1", block.words) for block in blocks]


def test_every_document_has_its_twin() -> None:
    chinese = {path.relative_to(CHINESE).as_posix() for path in files_under(CHINESE, "*.md")}
    errors = {f"errors/{name}" for name in ERRORS}
    assert sorted(chinese - errors) == sorted({*PAGES} | CHINESE_ONLY)


@each_row("name", TWINS)
def test_a_document_has_the_sections_and_examples_of_its_twin(name: str) -> None:
    assert headings(CHINESE / name) == headings(english(name))
    assert words_of_fences(blocks(CHINESE / name)) == words_of_fences(blocks(english(name)))


def test_every_document_of_findings_has_its_twin() -> None:
    assert sorted(path.name for path in files_in(CHINESE / "errors", "*.md")) == ERRORS


@each_row(("page", "twin"), ERROR_PAGES)
def test_the_page_of_a_finding_shows_what_its_twin_shows(page: ErrorPage, twin: ErrorPage) -> None:
    assert words_of_fences(twin.blocks) == words_of_fences(page.blocks)
    assert twin.text.startswith(f"# {page.code}：")


@each_row(
    "terminal", [each for each in keywords.chinese() if each not in ("TABLE", "YEARS_OF_AGE")]
)  # `fmt` writes `here`, `年`
def test_every_chinese_keyword_stands_in_an_example(terminal: str) -> None:
    phrase = keywords.chinese()[terminal].phrases[0]
    assert phrase in EXAMPLES, f"no example of `{phrase}`"


def test_the_table_of_forms_is_that_of_the_findings() -> None:
    rows = "\n".join(f"| `{there}` | `{chinese}` |" for there, chinese in common_mistakes.CHINESE.items())
    assert f"| 英文 | 中文 |\n|---|---|\n{rows}\n" in TEXT
