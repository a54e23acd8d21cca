"""The pages of findings have fixed sections, generated parts that are up to date, and corrections without findings.

`--update-golden` rewrites the generated parts. tests/docs/test_examples.py runs the examples.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.driver.catalogue import catalogue
from ipdsl.driver.compilation import Compilation
from tests.support.console import working_in
from tests.support.documents import Block
from tests.support.error_pages import (
    CHINESE,
    ENGLISH,
    MESSAGE,
    ErrorPage,
    Words,
    corrected_pages,
    document,
    document_of,
    generated,
    index,
    pages,
    replace_page,
    sections,
)
from tests.support.rows import each_row

ANSWERS = {"U120", "U121", "U122"}
"""Findings of the interview, which prints them without their code."""

DRAFT = "P032"
"""The note that a page is a draft, as most examples are."""

PAGES = [page for words in (ENGLISH, CHINESE) for page in pages(words)]


@pytest.mark.broad
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_finding_has_a_page(words: Words) -> None:
    assert [page.code for page in pages(words)] == list(catalogue())


@pytest.mark.broad
@each_row("page", PAGES)
def test_a_page_has_the_sections(page: ErrorPage) -> None:
    words = page.words
    example = words.note_example if page.severity is Severity.NOTE else words.example
    found = sections(page)
    assert list(found) in (
        ["", example, words.corrected, words.why],
        ["", example, words.corrected, words.why, words.see_also],
    )
    assert all(found.values())
    assert page.code in found[example] or page.code in ANSWERS, "the example shows the message"


@each_row("page", PAGES, every=9)
def test_the_generated_parts_are_up_to_date(page: ErrorPage, tmp_path: Path, update_golden: bool) -> None:
    text = generated(page, new_folder(page, tmp_path))
    if update_golden and page.text != text:
        replace_page(page, text)
    assert page.text == text


@pytest.mark.broad
@each_row(("words", "letter"), [(words, letter) for words in (ENGLISH, CHINESE) for letter in words.phases])
def test_a_document_has_its_head_and_the_pages_in_order(words: Words, letter: str, update_golden: bool) -> None:
    path = document_of(words, letter)
    if update_golden:
        replace(path, document(words, letter))
    assert path.read_text(encoding="utf-8") == document(words, letter)


@pytest.mark.broad
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_index_lists_every_page(words: Words, update_golden: bool) -> None:
    path = words.folder / "README.md"
    if update_golden:
        replace(path, index(words))
    assert path.read_text(encoding="utf-8") == index(words)


@pytest.mark.broad
@each_row("page", [page for page in PAGES if [*corrected_pages(page)]])
def test_a_correction_has_no_new_finding(page: ErrorPage, tmp_path: Path) -> None:
    blocks, corrected = page.blocks, [*corrected_pages(page)]
    erroneous = [block for block in blocks if is_erroneous(block, page.code)]
    before: set[str] = set()
    with working_in(new_folder(page, tmp_path)):
        for block in blocks:
            for name in re.findall(r"\S+\.ipp", block.words):
                Path(name).write_text(f"{block.text}\n", encoding="utf-8")
            if block in erroneous:
                before |= _codes(block)
            elif erroneous and block in corrected:
                assert _codes(block) <= (before | {DRAFT}) - {page.code}, block.id


def new_folder(page: ErrorPage, parent: Path) -> Path:
    """An empty folder for the files of one page."""
    folder = parent / f"{page.code}-{page.words.language}"
    folder.mkdir()
    return folder


def replace(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def is_erroneous(block: Block, code: str) -> bool:
    return block.words.startswith("ipdsl page ") and code in block.words.split()


def _codes(block: Block) -> set[str]:
    report = Compilation.from_text(f"{block.text}\n", "page.ipp").check_without_trials()
    return {finding.code for finding in report if not finding.is_detail}


@pytest.mark.broad
def test_messages_are_shown_in_the_language_of_the_page() -> None:
    for words, severities in ((ENGLISH, "error|warning|note"), (CHINESE, "错误|警告|提示")):
        for page in pages(words):
            shown = [block.text for block in page.blocks if block.words == MESSAGE]
            assert all(re.match(rf"({severities})\[{page.code}\]: ", text) for text in shown), page.code
