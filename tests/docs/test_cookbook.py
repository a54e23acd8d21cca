"""The cookbook: each sentence is right, both languages have the same sentences, each example gives its amount.

`docs/en/how-to/cookbook.md` and `docs/zh/how-to/cookbook.md` pair phrases of official texts with sentences. A row is a
line of a table, or a phrase in bold with a block `ipdsl lines`. A block `ipdsl frame` is the page around the rows of
the next table: `…` is their place. Other rows are the lines of an article.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

import attrs
import pytest

from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.conftest import ROOT
from tests.support import phrases as messages
from tests.support.documents import blocks
from tests.support.rows import each_row

pytestmark = pytest.mark.broad

LANGUAGES = ("en", "zh")
DOCUMENTS = {language: ROOT / "docs" / language / "how-to" / "cookbook.md" for language in LANGUAGES}
WORDS = "cookbook_words.ipp"
EXAMPLES: Mapping[str, str] = tomllib.loads(
    (Path(__file__).parent / "cookbook_examples.toml").read_text(encoding="utf-8")
)
"""The facts of each example, by what the English example says before the amount."""

ARTICLES = {
    "en": 'policy page "Page"\n  effective 2025-01-01 to 2027-12-31\n  use cookbook_words\n  language 4\n\n'
    'article 1 "Row"\n',
    "zh": '政策 page "页面"\n  自 2025年1月1日 起施行，有效期至 2027年12月31日\n'
    '  使用词汇 cookbook_words\n  语言版本 4\n\n第1条 "一行"\n',
}
COVERAGE = "P031"
"""The note that says in words what a rule covers."""

_PLACE = re.compile(r"^( *)…$", re.MULTILINE)
_CELLS = re.compile(
    r"\| (?P<phrase>[^|]+) \| `(?P<text>[^`]+)`(?:<br>\*(?P<example>[^*|]+)\*)? \| \[[^]]+\]\((?P<link>\S+)\) \|"
)
_BOLD = re.compile(r"\*\*(?P<phrase>[^*]+)\*\* (?:\*(?P<example>[^*]+?)\.?\* )?\[[^]]+\]\((?P<link>\S+)\)")
_AMOUNT = {
    "en": re.compile(r"(?P<amount>[\d,]+)(?: in (?P<year>\d{4}))?(?:, |$)"),
    "zh": re.compile(r"(?:(?P<year>\d{4})年)?(?P<amount>[\d.]+)(?P<ten_thousands>万)?元(?:，|$)"),
}


@attrs.frozen
class Row:
    """A phrase of an official text and the sentence of a page that says the same."""

    section: int
    phrase: str
    text: str
    """One line or several, without the indentation of their place."""
    frame: str | None
    link: str
    example: str
    """Facts in words and the amount due, parted by a colon; or empty."""
    language: str

    @property
    def page(self) -> str:
        """The whole page with the sentence in its place."""
        if self.frame is None:
            return ARTICLES[self.language] + textwrap.indent(self.text, "  ") + "\n"
        text = _PLACE.sub(lambda place: textwrap.indent(self.text, place[1]), f"{self.frame}\n")
        if re.match("policy|vocabulary|政策|词汇", text):
            return text
        lines, *cases = re.split(r"\n\n(?=case|案例)", text)
        article = ARTICLES[self.language] + textwrap.indent(lines.rstrip("\n"), "  ")
        return "\n\n".join([article, *cases]).rstrip("\n") + "\n"

    @property
    def facts(self) -> str:
        """What the example says before its amount, with a small first letter."""
        facts = re.split(r": |：", self.example)[0]
        return facts[:1].lower() + facts[1:]

    @property
    def amounts(self) -> dict[int | None, int]:
        """The amounts of the example in yuan by year; under `None` one over all years."""
        text = re.split(r": |：", self.example)[1]
        matches = list(_AMOUNT[self.language].finditer(text))
        assert "".join(match[0] for match in matches) == text
        return {int(match["year"]) if match["year"] else None: _yuan(match, self.language) for match in matches}


def _yuan(match: re.Match[str], language: str) -> int:
    if language == "en":
        return int(match["amount"].replace(",", ""))
    amount = Fraction(match["amount"]) * (10_000 if match["ten_thousands"] else 1)
    assert amount.denominator == 1
    return int(amount)


@cache
def rows(language: str) -> tuple[Row, ...]:
    return tuple(_rows(language))


def _rows(language: str) -> Iterator[Row]:
    document = DOCUMENTS[language]
    fenced = {block.line - 1: block for block in blocks(document)}
    inside = {block.line + offset for block in fenced.values() for offset in range(len(block.text.splitlines()) + 1)}
    section, frame, bold = 0, None, None
    for number, line in enumerate(document.read_text(encoding="utf-8").splitlines()):
        if number in fenced and fenced[number].words == "ipdsl frame":
            frame = fenced[number].text
        elif number in fenced and fenced[number].words == "ipdsl lines":
            assert bold is not None, f"line {number + 1}: a phrase in bold comes before the block"
            yield Row(section, bold["phrase"], fenced[number].text, None, bold["link"], bold["example"] or "", language)
            bold = None
        elif number in fenced or number in inside:
            continue
        elif line.startswith("## "):
            section, frame = section + 1, None
        elif line.startswith("**"):
            frame, bold = None, _BOLD.fullmatch(line)
            assert bold is not None, f"line {number + 1}: not a phrase with a link: {line}"
        elif line.startswith("| ") and not line.startswith(("| the text |", "| 公文 |")):
            cells = _CELLS.fullmatch(line)
            assert cells is not None, f"line {number + 1}: not a row: {line}"
            yield Row(section, cells["phrase"], cells["text"], frame, cells["link"], cells["example"] or "", language)


ROWS = [row for language in LANGUAGES for row in rows(language)]
PAIRS = [*zip(*map(rows, LANGUAGES), strict=False)]
WITH_EXAMPLE = [(row, english) for english, chinese in PAIRS if english.example for row in (english, chinese)]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each language, with the vocabulary of its page."""
    places = {language: tmp_path_factory.mktemp(language) for language in LANGUAGES}
    for language, folder in places.items():
        (words,) = [block.text for block in blocks(DOCUMENTS[language]) if block.words == f"ipdsl page {WORDS}"]
        (folder / WORDS).write_text(f"{words}\n", encoding="utf-8")
    return places


def compilation(text: str, folder: Path) -> Compilation:
    return Compilation.from_text(text, str(folder / "page.ipp"))


def english_of(page: Compilation) -> str:
    """The page in English sentences."""
    words = page.words or page.vocabulary
    assert page.page is not None
    assert words is not None
    return format_page(replace_labels(page.page, words), to=Surface.ENGLISH)


def chinese_of(page: Compilation) -> str:
    """The page in Chinese sentences."""
    words = page.words or page.vocabulary
    assert page.page is not None
    assert words is not None
    return format_page(replace_names(page.page, words), to=Surface.CHINESE)


def without_quotations(text: str) -> str:
    return re.sub('"[^"]*"', '""', text)


def test_each_language_has_many_rows_and_examples_in_every_section() -> None:
    for language in LANGUAGES:
        sections = {row.section for row in rows(language)}
        assert len(rows(language)) >= 80
        assert len([row for row in rows(language) if row.example]) >= 20
        assert {row.section for row in rows(language) if row.example} == sections
        assert sections == set(range(1, len(sections) + 1))


def test_both_languages_have_as_many_rows() -> None:
    assert [row.section for row in rows("en")] == [row.section for row in rows("zh")]


def test_no_phrase_occurs_twice() -> None:
    for language in LANGUAGES:
        written = [row.phrase for row in rows(language)]
        assert sorted({phrase for phrase in written if written.count(phrase) > 1}) == []


@each_row("row", ROWS)
def test_a_row_has_no_findings_and_is_in_the_canonical_form(row: Row, folders: Mapping[str, Path]) -> None:
    page = compilation(row.page, folders[row.language])
    assert [f"{finding.code} {finding.texts().title}" for finding in page.check() if finding.code != COVERAGE] == []
    assert page.page is not None
    assert format_page(page.page) == row.page


@each_row(("english", "chinese"), PAIRS)
def test_a_row_has_one_tree_in_both_languages(english: Row, chinese: Row, folders: Mapping[str, Path]) -> None:
    there, here = compilation(english.page, folders["en"]), compilation(chinese.page, folders["zh"])
    assert without_quotations(english_of(there)) == without_quotations(english_of(here))
    assert english_of(compilation(chinese_of(there), folders["zh"])) == english_of(there)
    assert english_of(compilation(english_of(here), folders["en"])) == english_of(here)
    assert bool(english.example) == bool(chinese.example)
    assert _place_of_link(english) == _place_of_link(chinese)


def test_the_vocabulary_has_one_tree_in_both_languages(folders: Mapping[str, Path]) -> None:
    there, here = (Compilation.from_file(str(folders[language] / WORDS)) for language in LANGUAGES)
    assert list(there.check()) == list(here.check()) == []
    assert english_of(there) == english_of(here)


@each_row(("row", "english"), WITH_EXAMPLE)
def test_an_example_gives_its_amount(row: Row, english: Row, folders: Mapping[str, Path]) -> None:
    assert row.amounts == english.amounts
    facts = EXAMPLES[english.facts].rstrip("\n")
    expected = [f"expect {f'{year} ' if year else ''}total {amount}" for year, amount in row.amounts.items()]
    if row.page.startswith(("vocabulary", "词汇")):
        name = row.page.split()[1]
        (folders[row.language] / f"{name}.ipp").write_text(row.page, encoding="utf-8")
        text = facts
    else:
        text = f'{row.page}\ncase "example"\n{textwrap.indent(facts, "  ")}'
    text = "\n".join([text, *(f"  {line}" for line in expected)]) + "\n"
    assert failures(compilation(text, folders[row.language])) == []


@each_row("row", [row for row in ROWS if re.search("^(?:case|案例) ", row.page, re.MULTILINE)])
def test_the_cases_of_a_frame_pass(row: Row, folders: Mapping[str, Path]) -> None:
    assert failures(compilation(row.page, folders[row.language])) == []


def test_the_facts_of_every_example_are_used() -> None:
    assert set(EXAMPLES) == {row.facts for row in rows("en") if row.example}


def test_no_sentence_of_the_messages_data_set_is_here() -> None:
    pages = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS.values())
    shortest = {"english": 24, "chinese": 12}
    lines = {
        line.strip()
        for language in messages.LANGUAGES
        for phrase in messages.phrases(language)
        for line in phrase.sentence.splitlines()
        if len(line.strip()) > shortest[language]
    }
    assert len(lines) >= 80
    assert sorted(line for line in lines if line in pages) == []


def failures(page: Compilation) -> list[str]:
    """What the cases of a page did not get, or its errors."""
    result = run_page("page.ipp", page)
    if result is None:
        return [f"{finding.code} {finding.texts().title}" for finding in page.report]
    return [
        f"{case.title}: {case.facts_error}{[f'{miss.expected}: {miss.actual}' for miss in case.misses]}"
        for case in result.cases
        if not case.has_passed
    ]


def _place_of_link(row: Row) -> tuple[str, int]:
    """The document of a link and the number of its heading there."""
    name, _, section = row.link.partition("#")
    text = re.sub(
        r"^```.*?^```", "", (DOCUMENTS[row.language].parent / name).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    heads = [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in re.findall("^#+ (.*)$", text, re.M)]
    return name, heads.index(section) if section else 0
