"""The catalogue of findings is complete: every code has a page, a golden that shows it, and texts with their fields."""

from __future__ import annotations

import re
import string

import pytest

from ipdsl.base.findings.finding import Diagnostic, fields_of
from ipdsl.driver.catalogue import catalogue, page, pages_in
from tests.conftest import ROOT
from tests.support.base.chinese_cells import english_in, named_values
from tests.support.error_pages import ENGLISH, pages
from tests.support.project_files import files_in, files_under
from tests.support.rows import each_row

CODES = sorted(catalogue())
FORM = re.compile(r"[SNTPRU]\d{3}")
SHOWN = re.compile(r"\[([SNTPRU]\d{3})\]")


@pytest.fixture(scope="module")
def shown_codes() -> set[str]:
    """The codes in brackets in goldens, and those of examples of the catalogue, whose messages are compared."""
    goldens = files_under(ROOT / "tests" / "golden")
    shown = {code for path in goldens for code in SHOWN.findall(path.read_text(encoding="utf-8", errors="replace"))}
    examples = {
        page.code
        for page in pages(ENGLISH)
        for block in page.blocks
        if block.words == "json refused" or (block.words.startswith("ipdsl page") and page.code in block.words)
    }
    return shown | examples


@each_row("code", CODES)
def test_a_code_has_a_page(code: str) -> None:
    text = page(code)
    assert text is not None
    assert text.startswith(f"# {code}: ")
    assert len(text.splitlines()) > 3, "a page says what it means, shows it, and how to mend it"


def test_every_code_is_shown_by_a_golden_or_an_example(shown_codes: set[str]) -> None:
    assert not set(CODES) - shown_codes


def test_no_page_without_a_code() -> None:
    documents = files_in(ROOT / "docs" / "errors", "?.md")
    codes = [code for path in documents for code in pages_in(path.read_text(encoding="utf-8"))]
    assert codes == sorted(CODES)


@each_row("code", CODES)
def test_a_finding_is_declared_whole(code: str) -> None:
    finding = catalogue()[code]
    assert FORM.fullmatch(code)
    assert finding.__doc__
    fields = set(fields_of(finding))
    for texts in (finding.en, finding.zh):
        for words in (texts.title, texts.label, texts.help):
            assert {name for _, name, _, _ in string.Formatter().parse(words) if name} <= fields
        assert texts.title
        assert not texts.title.endswith("."), "no final period"
    assert issubclass(finding, Diagnostic)


@each_row("code", CODES)
def test_a_finding_says_the_same_in_chinese(code: str) -> None:
    finding = catalogue()[code]
    assert all(("en" in vars(base)) == ("zh" in vars(base)) for base in finding.__mro__)
    for part in ("title", "label", "help"):
        en, zh = getattr(finding.en, part), getattr(finding.zh, part)
        assert bool(en) == bool(zh), part
        assert named_values(en) == named_values(zh), part
        assert english_in(zh) == []


@each_row("code", CODES)
def test_no_finding_speaks_of_our_insides(code: str) -> None:
    texts = catalogue()[code].en
    words = re.findall(r"\w+", f"{texts.title} {texts.label} {texts.help}")
    assert not {"undefined", "None", "NoneType", "str", "int", "dict", "tuple", "traceback"} & set(words)
