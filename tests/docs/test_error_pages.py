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
from tests.support.documents import Block, blocks
from tests.support.error_pages import (
    CHINESE,
    ENGLISH,
    MESSAGE,
    Words,
    corrected_pages,
    generated,
    index,
    pages,
    sections,
    severity_of,
    words_of,
)
from tests.support.rows import each_row

pytestmark = pytest.mark.broad

ANSWERS = {"U120", "U121", "U122"}
"""Findings of the interview, which prints them without their code."""

DRAFT = "P032"
"""The note that a page is a draft, as most examples are."""

PAGES = [path for words in (ENGLISH, CHINESE) for path in pages(words)]


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_finding_has_a_page(words: Words) -> None:
    assert [path.stem for path in pages(words)] == list(catalogue())


@each_row("path", PAGES)
def test_a_page_has_the_sections(path: Path) -> None:
    words = words_of(path)
    example = words.note_example if severity_of(path.stem) is Severity.NOTE else words.example
    found = sections(path)
    assert list(found) in (
        ["", example, words.corrected, words.why],
        ["", example, words.corrected, words.why, words.see_also],
    )
    assert all(found.values())
    assert path.stem in found[example] or path.stem in ANSWERS, "the example shows the message"


@each_row("path", PAGES)
def test_the_generated_parts_are_up_to_date(path: Path, tmp_path: Path, update_golden: bool) -> None:
    text = generated(path, new_folder(path, tmp_path))
    if update_golden:
        replace(path, text)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_index_lists_every_page(words: Words, update_golden: bool) -> None:
    path = words.folder / "README.md"
    if update_golden:
        replace(path, index(words))
    assert path.read_text(encoding="utf-8") == index(words)


@each_row("path", [path for path in PAGES if [*corrected_pages(path)]])
def test_a_correction_has_no_new_finding(path: Path, tmp_path: Path) -> None:
    erroneous = [block for block in blocks(path) if is_erroneous(block, path.stem)]
    before: set[str] = set()
    with working_in(new_folder(path, tmp_path)):
        for block in blocks(path):
            for name in re.findall(r"\S+\.ipp", block.words):
                Path(name).write_text(f"{block.text}\n", encoding="utf-8")
            if block in erroneous:
                before |= _codes(block)
            elif erroneous and block in [*corrected_pages(path)]:
                assert _codes(block) <= (before | {DRAFT}) - {path.stem}, block.id


def new_folder(path: Path, parent: Path) -> Path:
    """An empty folder for the files of one page."""
    folder = parent / f"{path.stem}{'-zh' if words_of(path) is CHINESE else ''}"
    folder.mkdir()
    return folder


def replace(path: Path, text: str) -> None:
    """Write a page at once: other tests read the titles of other pages."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)


def is_erroneous(block: Block, code: str) -> bool:
    return block.words.startswith("ipdsl page ") and code in block.words.split()


def _codes(block: Block) -> set[str]:
    report = Compilation.from_text(f"{block.text}\n", "page.ipp").check_without_trials()
    return {finding.code for finding in report if not finding.is_detail}


def test_messages_are_shown_in_the_language_of_the_page() -> None:
    for words, severities in ((ENGLISH, "error|warning|note"), (CHINESE, "错误|警告|提示")):
        for path in pages(words):
            shown = [block.text for block in blocks(path) if block.words == MESSAGE]
            assert all(re.match(rf"({severities})\[{path.stem}\]: ", text) for text in shown), path
