"""The meanings of the keywords: one for each, in both languages, with examples that the grammar accepts."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest
from lark.exceptions import UnexpectedInput

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.syntax import keywords
from ipdsl.syntax.keywords import PLACES, Surface
from ipdsl.syntax.layout import read_layout
from ipdsl.syntax.parser import WordList, segment
from ipdsl.syntax.parser_tables import sentence_parser
from tests.support.rows import each_row

LONGEST = {"en": 190, "zh": 125}
LONGEST_WITHOUT_EXAMPLES = {"en": 150, "zh": 75}
MOST_WORDS, MOST_SENTENCES = 25, 3
EXAMPLE = re.compile(r"`([^`]+)`")
FRAMES = {
    Surface.ENGLISH: {"{}": [], "if {}": ["_IF"], "if {} at least 1": ["_IF", "_AT_LEAST"], "patent A: {}": []},
    Surface.CHINESE: {"{}": [], "须 {}": ["_MUST"], "须 {} 不低于 1": ["_MUST", "_AT_LEAST"], "专利 甲：{}": []},
}
"""An example is a sentence, or a condition, a value or a fact of a case in a sentence with the listed keywords."""
ROWS = tomllib.loads(keywords.read_file("meanings.toml"))
TEXTS = [
    (section, terminal, language, text)
    for section, rows in ROWS.items()
    for terminal, row in rows.items()
    for language, text in row.items()
]
COMMAND = "ipdsl "


def tables() -> dict[Surface, set[str]]:
    return {surface: {*keywords.table(surface)} for surface in Surface}


def surface_of_examples(section: str, language: str) -> Surface:
    """Examples of a keyword of one table are in its language; the others are in the language of the text."""
    if section != "BOTH":
        return Surface[section]
    return Surface.ENGLISH if language == "en" else Surface.CHINESE


def phrases() -> set[str]:
    return {phrase for surface in Surface for k in keywords.table(surface).values() for phrase in k.phrases}


def keywords_of(example: str, surface: Surface) -> Iterator[set[str]]:
    """The keywords of an example, for each frame and place where it is part of a sentence and has some."""
    for frame, own_keywords in FRAMES[surface].items():
        (line,) = read_layout(Source("x", frame.format(example)))[0].lines
        if surface is Surface.CHINESE:
            segment(line, WordList())
        for start in PLACES:
            state = sentence_parser(surface).parse_interactive(line.text, start=start)
            try:
                tokens = [*state.iter_parse()]
                state.feed_eof()
            except UnexpectedInput:
                continue
            found = Counter(token.type for token in tokens if token.type.startswith("_")) - Counter(own_keywords)
            if found:
                yield {*found}


def is_sentence(example: str, surface: Surface) -> bool:
    return next(keywords_of(example, surface), None) is not None


@pytest.mark.parametrize("surface", Surface, ids=lambda surface: surface.name.lower())
def test_every_keyword_has_a_meaning_in_both_languages(surface: Surface) -> None:
    meanings = keywords.meanings(surface)
    assert {*meanings} == {*keywords.table(surface)}
    assert all(phrase.text(language) for phrase in meanings.values() for language in Language)


def test_no_meaning_is_of_an_unknown_terminal_and_none_is_written_twice() -> None:
    english, chinese = tables().values()
    assert [*ROWS] == ["BOTH", "ENGLISH", "CHINESE"]
    assert {*ROWS["BOTH"]} <= english & chinese
    assert english == {*ROWS["BOTH"]} | {*ROWS["ENGLISH"]}
    assert chinese == {*ROWS["BOTH"]} | {*ROWS["CHINESE"]}
    assert not {*ROWS["BOTH"]} & ({*ROWS["ENGLISH"]} | {*ROWS["CHINESE"]})
    assert all({*row} == {"en", "zh"} for rows in ROWS.values() for row in rows.values())


@each_row(("section", "terminal", "language", "text"), TEXTS)
def test_the_grammar_accepts_every_example(section: str, terminal: str, language: str, text: str) -> None:
    surface = surface_of_examples(section, language)
    examples = [part for part in EXAMPLE.findall(text) if part not in phrases() and not part.startswith(COMMAND)]
    assert [example for example in examples if not is_sentence(example, surface)] == []


@each_row(("section", "terminal", "language", "text"), TEXTS)
def test_an_example_has_the_keyword(section: str, terminal: str, language: str, text: str) -> None:
    surface = surface_of_examples(section, language)
    used = (names for example in EXAMPLE.findall(text) for names in keywords_of(example, surface))
    assert any(f"_{terminal}" in names for names in used)


@each_row(("section", "terminal", "language", "text"), TEXTS)
def test_a_meaning_is_short(section: str, terminal: str, language: str, text: str) -> None:
    prose = EXAMPLE.sub("``", text)
    parts = [part for part in re.split(r"(?<=[.。])", prose) if part.strip()]
    assert text.endswith((".", "。"))
    assert text.count("`") % 2 == 0
    assert len(text) <= LONGEST[language]
    assert len(prose) <= LONGEST_WITHOUT_EXAMPLES[language]
    assert len(parts) <= MOST_SENTENCES
    assert all(len(part.split()) <= MOST_WORDS for part in parts)


@pytest.mark.parametrize(
    ("example", "surface"),
    [
        ("cap 50000 per enterprise per", Surface.ENGLISH),
        ("enterprise", Surface.ENGLISH),
        ("cap fifty per enterprise every year", Surface.ENGLISH),
        ("每个 企业 每年 最高 5万元 奖励", Surface.CHINESE),
        ("对 专利 授权 的 企业 奖励", Surface.CHINESE),
    ],
)
def test_a_wrong_example_is_noticed(example: str, surface: Surface) -> None:
    assert not is_sentence(example, surface)


def test_meanings_are_read_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    read = keywords.read_file
    monkeypatch.setattr(keywords, "read_file", lambda name: names.append(name) or read(name))
    keywords.meanings.cache_clear()
    keywords.table.cache_clear()
    keywords.table()
    assert "meanings.toml" not in names
    keywords.meanings()
    keywords.meanings()
    assert names.count("meanings.toml") == 1
