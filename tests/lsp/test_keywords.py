"""Every keyword of both languages has a meaning, a colour and a place where it is offered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipdsl.lsp.completion import completions
from ipdsl.lsp.pages import OpenPage, Pages
from ipdsl.lsp.places import Places
from ipdsl.lsp.tokens import token_type
from ipdsl.syntax import keywords
from ipdsl.syntax.keywords import Surface
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.project_files import files_under

ON_NO_PAGE: dict[Surface, set[str]] = {
    Surface.ENGLISH: {"COUNTING_LEVELS", "DAYS_FROM", "DAYS_OF", "EARLIEST", "SMALLEST"},
    Surface.CHINESE: {
        "ANYBODY", "AT_RATE", "BEFORE_DAY", "BY_THEN", "COUNTING_LEVELS", "DAY", "DAYS_PASSED", "EARLIEST", "GIVE",
        "IN_YEAR_DAYS", "MAY_BE_NEGATIVE", "NUMBER_TYPE", "OF_ONE", "PAST", "SMALLEST",
        "SUMMED", "TABLE", "UP", "YEARS_OF_AGE",
    },
}  # fmt: skip
"""Keywords that none of these pages has, so that the test knows no place for them; other pages of the project do."""

SMALL_PAGES = [path for folder in ("examples", "tests/golden") for path in files_under(ROOT / folder, "*.ipp")]
PAGES = [*files_under(ROOT / "policies", "*.ipp"), *SMALL_PAGES]


def chinese_copies(folder: Path) -> Iterator[Path]:
    """The English pages of the project in Chinese sentences, as far as they can be converted."""
    for number, path in enumerate(SMALL_PAGES):
        done = run("fmt", "--to", "zh", str(path))
        if done.code == 0:
            copy = folder / f"page{number}.ipp"
            copy.write_text(done.out, encoding="utf-8")
            yield copy


def places_of_keywords(folder: Path) -> Iterator[tuple[Surface, str, OpenPage, int, int]]:
    """The first place of each keyword on the pages of the project: its surface, terminal, page, line and column."""
    left = {
        (surface, terminal): keyword.phrases
        for surface in Surface
        for terminal, keyword in keywords.table(surface).items()
        if terminal not in ON_NO_PAGE[surface]
    }
    seen: set[tuple[Surface, str]] = set()
    pages = Pages()
    for path in (*PAGES, *chinese_copies(folder)):
        text = path.read_text(encoding="utf-8")
        if not any(phrase in text for key in left.keys() - seen for phrase in left[key]):
            continue
        page = pages.page(str(path))
        for sentence in page.sentences:
            for terminal, span in sentence.placed_tokens() if sentence.kind else ():
                key = sentence.surface, terminal
                if terminal in keywords.table(sentence.surface) and key not in seen:
                    seen.add(key)
                    rest = page.lines[span.line - 1][span.column - 1 :]
                    yield *key, page, span.line, span.column + len(rest) - len(rest.lstrip(",， "))


@pytest.mark.parametrize("surface", Surface)
def test_every_keyword_has_a_meaning_and_a_colour(surface: Surface) -> None:
    for terminal in keywords.table(surface):
        assert keywords.meanings(surface)[terminal]
        assert token_type(terminal) == "keyword"


@pytest.mark.slow
def test_every_keyword_is_offered_where_a_page_has_it(tmp_path: Path) -> None:
    offered: dict[Surface, set[str]] = {surface: set() for surface in Surface}
    for surface, terminal, page, line, column in places_of_keywords(tmp_path):
        text = keywords.table(surface)[terminal].preferred_phrase
        if text in {item.label for item in completions(page, line, column, Places()).items}:
            offered[surface].add(terminal)
    for surface in Surface:
        missing = keywords.table(surface).keys() - offered[surface]
        assert missing == ON_NO_PAGE[surface], surface
