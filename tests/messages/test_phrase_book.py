"""Sentences that the phrase book reads: one edit leads to the meant lines, and no word of a sentence is left out."""

from __future__ import annotations

import inspect
import random
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.base.source import Source
from ipdsl.driver.advice import award_parts, chinese, english, phrase_book, phrase_patterns, rewording
from ipdsl.driver.advice.blocks import blocks_of
from ipdsl.driver.advice.phrase_patterns import book_of
from ipdsl.driver.advice.words import Words
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax.printing import format_page
from tests.support.advice import follow
from tests.support.project_files import files_in, files_under
from tests.support.rows import each_row
from tests.support.slow import sampled

FOLDER = Path(__file__).parent / "phrase_book"
VOCABULARIES = [*files_in(FOLDER, "*.ipp"), *files_in(FOLDER.with_name("schemes_4"), "*.ipp")]
SIGN = re.compile("@[a-z_]+|@=")
"""Signs of the Chinese book for words that a clause leaves out."""
DRAWN_WORDS = {
    "zh": ["减半", "加倍", "净", "新增", "首次", "仅", "每", "非", "除外", "其中", "另", "以外"],
    "en": [
        "half",
        "double",
        "net",
        "gross",
        "new",
        "not",
        "second",
        "third",
        "additional",
        "former",
        "monthly",
        "other",
    ],
}
"""Words that change what a sentence means."""


def _entries(path: Path) -> list[Mapping[str, str]]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [{**entry, "around": data["page"]} for entry in data["phrase"]]


PHRASES = [entry for path in files_in(FOLDER, "*.toml") for entry in _entries(path)]
IN_CHINESE = [entry for entry in PHRASES if entry["id"].startswith("zh")]


def _page(entry: Mapping[str, str], sentence: str) -> str:
    lines = "\n".join(f"  {line}" for line in sentence.strip("\n").splitlines())
    return re.sub(r"^ *\{sentence\}$", lambda _: lines, entry["around"], flags=re.MULTILINE)


def _write(entry: Mapping[str, str], sentence: str, folder: Path) -> Path:
    for vocabulary in VOCABULARIES:
        shutil.copy(vocabulary, folder)
    path = folder / "page.ipp"
    path.write_text(_page(entry, sentence), encoding="utf-8")
    return path


def _compiled(path: Path) -> Compilation:
    return Compilation(Source(str(path), path.read_text(encoding="utf-8")))


def _after_one_edit(entry: Mapping[str, str], sentence: str, folder: Path) -> str | None:
    """The printed page after the first edit; `None` if it has errors."""
    path = _write(entry, sentence, folder)
    if follow(path, most_steps=1).errors:
        return None
    page = _compiled(path).page
    assert page is not None
    return format_page(page)


def _readings(entry: Mapping[str, str], sentence: str, folder: Path) -> list[list[str]]:
    """The readings of the last line of a sentence by the phrase book."""
    compilation = _compiled(_write(entry, sentence, folder))
    compilation.check()
    *_, block = blocks_of(compilation.source)
    currency = "GBP" if "GBP" in entry["around"] else "CNY"
    return [list(lines) for lines in rewording.readings(block, compilation.words, currency)]


def _with_drawn_words(sentence: str, number: int) -> Iterator[str]:
    """A sentence with a word inserted at a place; places and words are drawn."""
    draw, is_english = random.Random(sentence), sentence.isascii() or "£" in sentence
    parts = re.split("(?<= )", sentence) if is_english else list(sentence)
    for _ in range(number):
        place, word = draw.randrange(len(parts) + 1), draw.choice(DRAWN_WORDS["en" if is_english else "zh"])
        yield "".join([*parts[:place], f"{word} " if is_english else word, *parts[place:]])


def _unchanged(entry: Mapping[str, str], folder: Path, number: int) -> list[str]:
    """The sentences with one word more that have a reading of the sentence without it."""
    *_, sentence = entry["sentence"].strip("\n").split("\n")
    read = _readings(entry, sentence, folder)
    longer = _with_drawn_words(sentence, number if read else 0)
    return [text for text in longer if any(lines in read for lines in _readings(entry, text, folder))]


@pytest.mark.broad
@pytest.mark.parametrize("entry", sampled(PHRASES, 10), ids=lambda entry: entry["id"])
def test_the_meant_lines_have_no_errors_and_the_sentence_has_one(entry: Mapping[str, str], tmp_path: Path) -> None:
    meant, sentence = (_compiled(_write(entry, entry[part], tmp_path)).check() for part in ("meant", "sentence"))
    assert not any(finding.severity is Severity.ERROR for finding in meant)
    assert any(finding.severity is Severity.ERROR for finding in sentence)


@pytest.mark.parametrize("entry", sampled(PHRASES, 16, others="broad"), ids=lambda entry: entry["id"])
def test_one_edit_leads_to_the_meant_lines(entry: Mapping[str, str], tmp_path: Path) -> None:
    assert _after_one_edit(entry, entry["sentence"], tmp_path) == _after_one_edit(entry, entry["meant"], tmp_path)


@pytest.mark.broad
@pytest.mark.parametrize("entry", sampled(sampled(PHRASES, 18), 72, others="broad"), ids=lambda entry: entry["id"])
def test_a_word_more_leaves_a_sentence_unread_or_changes_its_lines(entry: Mapping[str, str], tmp_path: Path) -> None:
    assert _unchanged(entry, tmp_path, 12) == []


@pytest.mark.broad
def test_the_law_is_broken_by_a_book_that_swallows_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text_of = chinese.sentence_and_record

    def swallowing(*parts: object) -> tuple[str, object]:
        text, record = text_of(*parts)  # type: ignore[arg-type]
        return re.sub("首次|仅|净", "", text), record

    monkeypatch.setattr(chinese, "sentence_and_record", swallowing)
    assert _unchanged(IN_CHINESE[0], tmp_path, 20) != []


UNREAD = [
    "对建成大棚的合作社，每亩补助1000元，每户补助不超过5亩",
    "对投用机器人的企业，前两年每年补助1万元",
    "对投用机器人的企业，按购置价的10%补助，最高10万元，小微企业按15%补助",
    "对投用机器人的企业，补助5万元，国产的减半，小微企业加倍",
    "对投用机器人的企业，给予企业1万元、个人2000元补助",
    "对投用国产机器人的企业和合作社，补助5万元",
    "对举办会议的企业，每人补贴50元，超过200人的每人补贴80元",
    "每年对企业，营业收入增长10%以上且研发费用增长20%以上的，按增量的5%奖励",
    "每年对企业，出口额每增加100万元奖励1万元",
    "每年对企业，出口额5000万元以上1亿元以下（含）的奖励5万元，1亿元（含）以上的奖励10万元",
    "每年对企业，营业收入达到1亿元且出口额增长20%以上的奖励20万元，出口额增长10%（含）至20%的奖励10万元",
    "对建成大棚的合作社，按建设费的30%补助，企业按20%补助",
    "对2024年1月1日前投用机器人的企业，每台补助1万元",
    "对发布标准的企业，第一项奖励10万元，第二项起每项奖励5万元",
    "对投用机器人的企业，国产的补助5万元，小微企业加倍",
]
"""Sentences with something that the language does not say, or with two meanings."""


@pytest.mark.broad
@each_row("sentence", UNREAD)
def test_a_sentence_with_two_meanings_or_more_than_one_can_write_has_no_edit(sentence: str, tmp_path: Path) -> None:
    findings = _compiled(_write(IN_CHINESE[0], sentence, tmp_path)).check()
    assert findings.has_errors
    assert [edit.lines for finding in findings for edit in finding.edits] == []


def _names_in(pattern: phrase_patterns.Pattern) -> Iterator[str]:
    match pattern:
        case phrase_patterns.PhraseReference(name):
            yield name
        case phrase_patterns.Pair(first, rest):
            yield from (*_names_in(first), *_names_in(rest))
        case phrase_patterns.AnyOrder(between, parts):
            for part in (between, *parts):
                yield from _names_in(part)
        case phrase_patterns.Alternatives(choices):
            yield from chain(*map(_names_in, choices))


@pytest.mark.broad
@pytest.mark.parametrize(("language", "half"), [("english", english), ("chinese", chinese)])
def test_each_phrase_of_a_book_is_known_and_each_name_of_a_meaning_is_in_its_pattern(
    language: str, half: ModuleType
) -> None:
    known = set(book_of(language).patterns) | set(half.VALUES) | {"defined", "paying_articles", "currency"}
    for path in files_under(FOLDER.parent, "*.ipp"):
        vocabulary = _compiled(path).vocabulary
        assert vocabulary is not None
        words = Words(vocabulary, is_chinese=language == "chinese")
        for record in (*words.records.values(), None):
            known |= set(phrase_book._declared_words(words, record))
    for rows in book_of(language).patterns.values():
        for pattern, meaning in rows:
            names = list(_names_in(pattern))
            assert set(names) <= known
            needed = {name.rstrip("0123456789") for name in re.findall(r"\{(\w+)\}", meaning)}
            assert not names or needed <= set(names), meaning


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_no_row_of_a_phrase_stands_twice(language: str) -> None:
    for phrase, rows in book_of(language).patterns.items():
        assert [row for row, count in Counter(rows).items() if count > 1] == [], phrase


def test_each_sign_of_the_chinese_book_is_one_that_its_half_reads() -> None:
    signs = {
        sign for rows in book_of("chinese").patterns.values() for _, meaning in rows for sign in SIGN.findall(meaning)
    }
    assert signs - {*SIGN.findall(inspect.getsource(chinese)), *SIGN.findall(inspect.getsource(award_parts))} == set()


class _EveryRow(phrase_book._PossibleRows):
    """The rows of a phrase, none of them left out."""

    def of(self, phrase: str) -> list[tuple[phrase_patterns.BookRow, None]]:
        return [(row, None) for row in self.book.rows(phrase)]


def _read_with(entry: Mapping[str, str], folder: Path) -> tuple[list[list[str]], list[list[str]]]:
    """The readings of a sentence with the rows that may match, and with every row."""
    *_, sentence = entry["sentence"].strip("\n").split("\n")
    read = _readings(entry, sentence, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrase_book, "_possible_rows", lambda book, _, kinds: _EveryRow(book, kinds | book.literals))
        return read, _readings(entry, sentence, folder)


@pytest.mark.parametrize("entry", sampled(PHRASES, 40, others="slow"), ids=lambda entry: entry["id"])
def test_a_row_that_is_left_out_cannot_match(entry: Mapping[str, str], tmp_path: Path) -> None:
    read, with_every_row = _read_with(entry, tmp_path)
    assert read == with_every_row


def test_the_law_is_broken_if_optional_words_are_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def needs_of_all(choices: list[phrase_patterns.Needs]) -> phrase_patterns.Needs:
        return tuple(each for choice in choices for each in choice)

    monkeypatch.setattr(phrase_patterns, "_needs_of_choice", needs_of_all)
    book = phrase_patterns.PhraseBook(book_of("english").patterns)
    monkeypatch.setattr(phrase_book, "book_of", lambda _: book)
    read, with_every_row = _read_with(next(each for each in PHRASES if each["id"].startswith("en")), tmp_path)
    assert read != with_every_row
