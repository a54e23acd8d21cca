"""Sentences that the phrase book reads: one edit leads to the meant lines, and no word of a sentence is left out."""

from __future__ import annotations

import random
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.base.source import Source
from ipdsl.driver.advice import rewording
from ipdsl.driver.advice.blocks import blocks_of
from ipdsl.driver.advice.chinese import sentences
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax.printing import format_page
from tests.support.advice import follow
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

FOLDER = Path(__file__).parent / "phrase_book"
DRAWN_WORDS = ["减半", "加倍", "净", "新增", "首次", "仅", "每", "非", "除外", "其中", "另", "以外"]
"""Words that change what a Chinese sentence means."""


def _entries(path: Path) -> list[Mapping[str, str]]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [{**entry, "around": data["page"]} for entry in data["phrase"]]


PHRASES = [entry for path in files_in(FOLDER, "*.toml") for entry in _entries(path)]
IN_CHINESE = [entry for entry in PHRASES if entry["id"].startswith("zh")]


def _page(entry: Mapping[str, str], sentence: str) -> str:
    lines = "\n".join(f"  {line}" for line in sentence.strip("\n").splitlines())
    return re.sub(r"^ *\{sentence\}$", lambda _: lines, entry["around"], flags=re.MULTILINE)


def _write(entry: Mapping[str, str], sentence: str, folder: Path) -> Path:
    for vocabulary in files_in(FOLDER, "*.ipp"):
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
    """The readings of the first line of a sentence by the phrase book."""
    compilation = _compiled(_write(entry, sentence, folder))
    compilation.check()
    block = next(block for block in blocks_of(compilation.source) if not block.is_in_head)
    return [list(lines) for lines in rewording.readings(block, compilation.words, "CNY", by_phrases=True)]


def _with_drawn_words(sentence: str, number: int) -> Iterator[str]:
    """A sentence with a word inserted at a place; places and words are drawn."""
    draw = random.Random(sentence)
    for _ in range(number):
        place = draw.randrange(len(sentence) + 1)
        yield sentence[:place] + draw.choice(DRAWN_WORDS) + sentence[place:]


def _unchanged(entry: Mapping[str, str], folder: Path, number: int) -> list[str]:
    """The sentences with one word more that have a reading of the sentence without it."""
    sentence = entry["sentence"].strip("\n").split("\n")[0]
    read = _readings(entry, sentence, folder)
    longer = _with_drawn_words(sentence, number if read else 0)
    return [text for text in longer if any(lines in read for lines in _readings(entry, text, folder))]


@each_row("entry", PHRASES)
def test_the_meant_lines_have_no_errors_and_the_sentence_has_one(entry: Mapping[str, str], tmp_path: Path) -> None:
    meant, sentence = (_compiled(_write(entry, entry[part], tmp_path)).check() for part in ("meant", "sentence"))
    assert not any(finding.severity is Severity.ERROR for finding in meant)
    assert any(finding.severity is Severity.ERROR for finding in sentence)


@pytest.mark.parametrize("entry", sampled(PHRASES, 16, others="broad"), ids=lambda entry: entry["id"])
def test_one_edit_leads_to_the_meant_lines(entry: Mapping[str, str], tmp_path: Path) -> None:
    assert _after_one_edit(entry, entry["sentence"], tmp_path) == _after_one_edit(entry, entry["meant"], tmp_path)


@pytest.mark.parametrize("entry", sampled(IN_CHINESE, 16, others="broad"), ids=lambda entry: entry["id"])
def test_a_word_more_leaves_a_sentence_unread_or_changes_its_lines(entry: Mapping[str, str], tmp_path: Path) -> None:
    assert _unchanged(entry, tmp_path, 12) == []


def test_the_law_is_broken_by_a_book_that_swallows_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text_of = sentences.text_of_phrases
    monkeypatch.setattr(sentences, "text_of_phrases", lambda *parts: re.sub("首次|仅|净", "", text_of(*parts)))
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
    "每年对企业，出口额5000万元以上1亿元以下的奖励5万元，1亿元以上的奖励10万元",
    "对2024年1月1日前投用机器人的企业，每台补助1万元",
    "对发布标准的企业，第一项奖励10万元，第二项起每项奖励5万元",
]
"""Sentences with something that the language does not say, or with two meanings."""


@each_row("sentence", UNREAD)
def test_a_sentence_with_two_meanings_or_more_than_one_can_write_has_no_edit(sentence: str, tmp_path: Path) -> None:
    findings = _compiled(_write(IN_CHINESE[0], sentence, tmp_path)).check()
    assert findings.has_errors
    assert [edit.lines for finding in findings for edit in finding.edits] == []
