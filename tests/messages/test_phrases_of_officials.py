"""Format of the data set of officials' sentences: counts, ids, sources, vocabularies, facts and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import ipdsl
from tests.support.phrases import (
    BULLETINS,
    CIRCULARS,
    DOCUMENTS,
    FOLDER,
    GAZETTES,
    HELD_OUT,
    LANGUAGE_3,
    NOTICES,
    REGISTERS,
    Phrase,
    languages,
    phrases,
    vocabularies,
)
from tests.support.rows import each_row
from tests.support.slow import sampled

FOLDERS = (FOLDER, LANGUAGE_3, DOCUMENTS, NOTICES, CIRCULARS, GAZETTES, BULLETINS, REGISTERS)
PHRASES = [phrase for folder in FOLDERS for language in languages(folder) for phrase in phrases(language, folder)]
VOCABULARIES = [path for folder in FOLDERS for path in vocabularies(folder)]
NO_AWARDS = """\
policy reader "Facts are read, nothing is paid"
  effective 2020-01-01 to 2029-12-31
  currency {currency}
  use {vocabulary}

article 1 "Grants" informative
"""
NAMING_AWARDS = ("approvals", "history", "published")
"""Parts of the facts that name an award or a rule by its label on a page with the correct sentence."""


@pytest.mark.parametrize(
    ("folder", "prefixes", "mark", "count"),
    [
        (FOLDER, {"english": "en", "chinese": "zh"}, "", 40),
        (LANGUAGE_3, {"english": "en", "chinese": "zh"}, "l", 40),
        (DOCUMENTS, {"english": "en", "chinese": "zh"}, "d", 60),
        (NOTICES, {"english": "en", "chinese": "zh"}, "n", 60),
        (CIRCULARS, {"chinese": "zh"}, "c", 60),
        (GAZETTES, {"chinese": "zh"}, "g", 60),
        (BULLETINS, {"chinese": "zh"}, "b", 60),
        (REGISTERS, {"chinese": "zh"}, "r", 60),
    ],
    ids=[folder.name for folder in FOLDERS],
)
def test_each_language_has_its_number_of_phrases(
    folder: Path, prefixes: Mapping[str, str], mark: str, count: int
) -> None:
    assert list(prefixes) == languages(folder)
    for language, prefix in prefixes.items():
        ids = [f"{prefix}-{mark}{number:02}" for number in range(1, count + 1)]
        assert [phrase.id for phrase in phrases(language, folder)] == ids


@each_row("phrase", PHRASES)
def test_each_source_is_named(phrase: Phrase) -> None:
    source = phrase.source
    assert all(text.strip() for text in (source.title, source.body, source.number))
    assert source.link.startswith(("http://", "https://"))


@pytest.mark.parametrize("folder", [DOCUMENTS, GAZETTES, BULLETINS, REGISTERS], ids=lambda folder: folder.name)
def test_the_documents_are_in_no_other_folder(folder: Path) -> None:
    def links(folder: Path) -> set[str]:
        return {phrase.source.link for language in languages(folder) for phrase in phrases(language, folder)}

    others = {*FOLDERS, HELD_OUT} - {folder}
    assert links(folder) & set().union(*map(links, others)) == set()


def test_no_sentence_occurs_twice() -> None:
    sentences = [phrase.sentence for phrase in PHRASES]
    assert all(sentence.strip() for sentence in sentences)
    assert len(set(sentences)) == len(sentences)


@pytest.mark.broad
@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_each_vocabulary_has_no_findings(path: Path) -> None:
    assert list(ipdsl.check(path)) == []


def test_each_vocabulary_is_used() -> None:
    assert {phrase.vocabulary for phrase in PHRASES} == {path.stem for path in VOCABULARIES}


@each_row("phrase", PHRASES)
def test_the_page_has_the_sentence_in_its_place(phrase: Phrase) -> None:
    assert [line.strip() for line in phrase.sentence.splitlines()] == [
        line.strip() for line in phrase.page.splitlines()[-len(phrase.sentence.splitlines()) :]
    ]


@each_row("phrase", PHRASES)
def test_the_meaning_has_cases_with_different_sums(phrase: Phrase) -> None:
    sums = [case.due for case in phrase.meaning]
    assert all(type(due) is int and due >= 0 for due in sums)
    assert max(sums) > 0
    assert len(set(sums)) >= 2


@pytest.mark.broad
@pytest.mark.parametrize("phrase", sampled(PHRASES, 10, others="broad"), ids=lambda phrase: phrase.id)
def test_the_vocabulary_reads_the_facts(phrase: Phrase, tmp_path: Path) -> None:
    text = NO_AWARDS.format(currency=phrase.currency, vocabulary=phrase.vocabulary)
    policy = ipdsl.load(phrase.write(tmp_path, text), cache=False)
    for case in phrase.meaning:
        facts = {part: value for part, value in case.facts.items() if part not in NAMING_AWARDS}
        assert policy.evaluate(facts).total.minor == 0
