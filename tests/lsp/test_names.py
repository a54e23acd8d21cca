"""What an editor knows of a name: hover, definition, references and renames over the pages of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source, Span
from ipdsl.lsp import names
from ipdsl.lsp.pages import OpenPage, Pages, contains
from ipdsl.syntax.parser import TokenizedSentence, tokenize
from tests.conftest import ROOT
from tests.support.lsp.folder import CASES, CHINESE, POLICY, VOCABULARY, place_of, write_folder
from tests.support.project_files import files_under
from tests.support.slow import sampled

TEXTS = {"crafts": VOCABULARY, "town": POLICY, "cases": CASES, "zhen": CHINESE}


@pytest.fixture
def folder(tmp_path: Path) -> dict[str, str]:
    return write_folder(tmp_path)


def place(name: str, words: str, inside: str) -> tuple[int, int]:
    return place_of(TEXTS[name], words, inside)


@pytest.mark.parametrize(
    ("page", "words", "inside", "expected"),
    [
        ("town", "award 20000", "prize", "**prize** 奖项\n\nkind of record\n\na prize of the craft fair"),
        (
            "town",
            "award 20000",
            "enterprise",
            "**enterprise** 企业\n\nkind of applicant\n\na company\n\nincludes workshop",
        ),
        ("town", "award 20000", "craft is", "**craft** 工艺类别\n\nfield: a member of `craft`\n\npottery, weaving"),
        ("town", "award 20000", "won and", "**won** 获得\n\nevent\n\non the day `won_on`"),
        ("town", "10% of value", "value", "**value** 作品价值\n\nfield: money\n\nthe price of the work"),
        ("zhen", "对 奖项", "奖项", "**prize** 奖项\n\n记录类别\n\n工艺展的奖项"),
        ("zhen", "对 奖项", "工艺类别", "**craft** 工艺类别\n\n字段：`craft`的取值\n\n陶艺、织造"),
        ("cases", "expect A", "potters", "**potters**\n\n```ipdsl\nas potters\n```"),
    ],
)
def test_a_name_shows_its_label_meaning_and_parts_in_the_language_of_the_page(
    folder: dict[str, str], page: str, words: str, inside: str, expected: str
) -> None:
    answer = names.hover_text(Pages().page(folder[page]), *place(page, words, inside))
    assert answer is not None
    assert answer[0] == expected


def test_the_keyword_of_a_rule_names_the_awards_that_it_reaches(folder: dict[str, str]) -> None:
    answer = names.hover_text(Pages().page(folder["town"]), *place("town", "cap 50000", "cap"))
    assert answer is not None
    assert answer[0].endswith("applies to potters, 1.prize.won")


def test_a_keyword_shows_the_keyword_of_the_other_language(folder: dict[str, str]) -> None:
    answer = names.hover_text(Pages().page(folder["zhen"]), *place("zhen", "对 奖项", "且"))
    assert answer is not None
    assert answer[0].startswith("**且** · and")


@pytest.mark.parametrize("language", Language)
def test_the_place_between_two_words_of_a_sentence_may_have_no_meaning(
    folder: dict[str, str], language: Language
) -> None:
    page = {Language.EN: "town", Language.ZH: "zhen"}[language]
    empty_line = TEXTS[page].splitlines().index("") + 1
    assert names.hover_text(Pages().page(folder[page]), empty_line, 1) is None


def test_a_definition_is_found_from_every_page(folder: dict[str, str]) -> None:
    pages = Pages()
    declared = place("crafts", "record prize", "prize")
    for page, words, inside in [
        ("town", "award 20000", "prize"),
        ("cases", "prize A", "prize"),
        ("zhen", "对 奖项", "奖项"),
        ("crafts", "record prize", "prize"),
    ]:
        span = names.definition(pages, folder[page], *place(page, words, inside))
        assert span is not None
        assert (span.file, span.line, span.column) == (folder["crafts"], *declared)


def test_the_name_of_a_page_leads_to_the_page(folder: dict[str, str]) -> None:
    pages = Pages()
    of_use = names.definition(pages, folder["town"], *place("town", "use crafts", "crafts"))
    of_cases = names.definition(pages, folder["cases"], *place("cases", "cases for", "town_2026"))
    assert of_use is not None
    assert of_use.file == folder["crafts"]
    assert of_cases is not None
    assert of_cases.file == folder["town"]


@pytest.mark.parametrize(
    ("page", "words", "inside", "counts"),
    [
        ("town", "award 20000", "prize", {"crafts": 2, "town": 2, "cases": 2, "zhen": 1}),
        ("zhen", "对 奖项", "获得", {"crafts": 1, "town": 2, "zhen": 1}),
        ("town", "as potters", "potters", {"town": 1, "cases": 1}),
        ("crafts", "event won", "won_on", {"crafts": 1, "cases": 2}),
        ("crafts", "pottery", "pottery", {"crafts": 1, "town": 1, "cases": 1, "zhen": 1}),
    ],
)
def test_references_are_found_over_policies_cases_and_vocabularies(
    folder: dict[str, str], page: str, words: str, inside: str, counts: dict[str, int]
) -> None:
    found = names.places_of(Pages(), folder[page], *place(page, words, inside))
    assert {name: len(found[path]) for name, path in folder.items() if path in found} == counts


def renamed(folder: dict[str, str], page: str, words: str, inside: str, new: str) -> dict[str, str]:
    """The texts of the pages after a renaming, by name."""
    renaming = names.rename(Pages(), folder[page], *place(page, words, inside), new)
    assert renaming.refusal is None, renaming.refusal
    return {
        name: names.replace_spans(TEXTS[name], renaming.places[path], new)
        for name, path in folder.items()
        if path in renaming.places
    }


def test_a_name_is_changed_on_every_page_that_writes_it(folder: dict[str, str]) -> None:
    texts = renamed(folder, "town", "award 20000", "prize", "trophy")
    assert texts == {
        "crafts": VOCABULARY.replace("record prize", "record trophy"),
        "town": POLICY.replace("when prize", "when trophy"),
        "cases": CASES.replace("    prize", "    trophy"),
    }


def test_a_label_is_changed_where_it_is_declared_and_on_chinese_pages(folder: dict[str, str]) -> None:
    texts = renamed(folder, "zhen", "对 奖项", "奖项", "奖牌")
    assert texts == {
        "crafts": VOCABULARY.replace('prize "奖项"', 'prize "奖牌"'),
        "zhen": CHINESE.replace("对 奖项", "对 奖牌"),
    }


def test_a_label_is_known_where_it_is_declared(folder: dict[str, str]) -> None:
    answer = names.hover_text(Pages().page(folder["crafts"]), *place("crafts", "record prize", "奖项"))
    assert answer is not None
    assert answer[0].startswith("**prize** 奖项")
    texts = renamed(folder, "crafts", "record prize", "奖项", "奖牌")
    assert texts == {
        "crafts": VOCABULARY.replace('prize "奖项"', 'prize "奖牌"'),
        "zhen": CHINESE.replace("对 奖项", "对 奖牌"),
    }


def test_an_award_is_renamed_in_its_cases(folder: dict[str, str]) -> None:
    texts = renamed(folder, "cases", "expect A", "potters", "potter_prize")
    assert texts == {
        "town": POLICY.replace("as potters", "as potter_prize"),
        "cases": CASES.replace("of potters", "of potter_prize"),
    }


@pytest.mark.parametrize(
    ("page", "words", "inside", "new"),
    [
        ("town", "award 20000", "prize", "enterprise"),
        ("town", "award 20000", "craft is", "value"),
        ("town", "award 20000", "won and", "won_on"),
        ("zhen", "对 奖项", "企业", "作坊"),
        ("zhen", "对 奖项", "工艺类别", "作品价值"),
        ("town", "10% of value", "value", "number"),  # would be the type of the key
        ("town", "award 20000", "prize", "and"),
        ("town", "award 20000", "prize", "two words"),
        ("town", "award 20000", "prize", ""),
        ("town", "award 20000", "prize", "1st"),
    ],
)
def test_a_name_that_another_word_has_or_that_no_word_may_have_is_refused(
    folder: dict[str, str], page: str, words: str, inside: str, new: str
) -> None:
    renaming = names.rename(Pages(), folder[page], *place(page, words, inside), new)
    assert renaming.refusal is not None
    assert not renaming.places


def test_a_word_of_the_packaged_vocabulary_is_not_renamed(tmp_path: Path) -> None:
    page = tmp_path / "park.ipp"
    text = "award 20000 once when geo_indication_product new\n"
    page.write_text(text, encoding="utf-8")
    renaming = names.rename(Pages(), str(page), *place_of(text, "award", "geo"), "product")
    assert renaming.refusal is not None
    assert "is declared elsewhere" in renaming.refusal.text()


def test_every_renaming_keeps_the_findings_of_all_pages(folder: dict[str, str]) -> None:
    """The law of renames: another name for any word of the folder changes no finding but for that name."""
    pages = Pages()
    count = 0
    for path in folder.values():
        for occurrence in pages.page(path).occurrences:
            if occurrence.declaration is None or occurrence.scope == "statuses":
                continue
            new = "new_name" if occurrence.text.isascii() else "新名"
            renaming = names.rename(pages, path, occurrence.span.line, occurrence.span.column, new)
            assert renaming.refusal is None, (occurrence.text, renaming.refusal)
            texts = {
                other: names.replace_spans(pages.page(other).source.text, spans, new)
                for other, spans in renaming.places.items()
            }
            changed = pages.with_texts(texts)
            for other in folder.values():
                before = [finding.code for finding in pages.page(other).report]
                assert [finding.code for finding in changed.page(other).report] == before
            count += 1
    assert count > 40


BLOCK_PAGES = [
    path for folder in ("policies", "tests/golden/syntax/good") for path in files_under(ROOT / folder, "*.ipp")
]


@pytest.mark.parametrize("path", sampled(BLOCK_PAGES, 5), ids=lambda path: path.stem)
def test_the_name_at_a_place_is_that_of_the_whole_page(path: Path) -> None:
    """Only the block of the place is searched."""
    page = Pages().page(str(path))
    for name in page.occurrences[::9]:
        wanted = next(each for each in page.occurrences if contains(each.span, name.span.line, name.span.column))
        assert page.occurrence_at(name.span.line, name.span.column) == wanted


def first_other_line(page: OpenPage, sentences_around: Callable[[int], Sequence[TokenizedSentence]]) -> int | None:
    """The first line whose tokens differ from those in the whole page."""
    whole = tokens_of(page.sentences)
    for line in range(1, len(page.lines) + 1, 5):
        tokens = tokens_of(sentences_around(line))
        if [each for each in tokens if each[2].line == line] != [each for each in whole if each[2].line == line]:
            return line
    return None


def tokens_of(sentences: Iterable[TokenizedSentence]) -> list[tuple[str, str, Span]]:
    """The tokens of some sentences with their places and the kind of their sentence."""
    return [(each.kind, *token) for each in sentences for token in each.placed_tokens()]


@pytest.mark.parametrize("path", sampled(BLOCK_PAGES, 5), ids=lambda path: path.stem)
def test_the_tokens_around_a_line_are_those_of_the_whole_page(path: Path) -> None:
    """Hover over a keyword reads the block of the place only, also a block that an edit has broken."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    broken_line = max((number for number, line in enumerate(lines) if line.startswith("  ")), default=0)
    lines[broken_line] = f"  ( {lines[broken_line].strip()}"
    pages = Pages()
    for version in (text, "\n".join(lines)):
        pages.open(str(path), version)
        page = pages.page(str(path))
        assert first_other_line(page, page.sentences_around) is None


def test_the_tokens_of_a_line_without_its_block_differ(folder: dict[str, str]) -> None:
    """The planted fault of the law above."""
    page = Pages().page(folder["town"])

    def sentences_of_line(line: int) -> Sequence[TokenizedSentence]:
        return tokenize(Source(page.path, "\n" * (line - 1) + page.lines[line - 1]))

    assert first_other_line(page, sentences_of_line) is not None
