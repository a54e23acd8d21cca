"""Random sentences in the words of officials: the readers read them or leave them, and never fail.

A sentence of the data sets is cut into parts. Some parts are left out, exchanged, or replaced by parts of other
sentences, by declared words, and by comparisons and numbers.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ipdsl.base.source import Source
from ipdsl.driver.advice.blocks import SentenceBlock, blocks_of
from ipdsl.driver.compilation import Compilation
from tests.support.phrases import FOLDER, HELD_OUT, LANGUAGE_3, Phrase, parts_of, phrases
from tests.support.slow import sampled

pytestmark = pytest.mark.broad

INSERTED = {
    "chinese": (
        "在10万元以上", "在3万元以下", "不低于3件", "满3个月", "满3周岁", "不足500元的", "不予补助", "，", "；",
        "：", "的", "且", "或", "国家级、省级", "合计", "之和", "30%", "三分之一", "百分之", "分之", "（", "）",
        "每满", "每年", "最多", "以内", "超过50", "5万元", "2025年1月1日", "乘以", "除以", "减", "孰低", "一次性",
        "任意连续24个月内", "不超过", "前三年", "平均", "自", "起", "0元", "0", "为", "其余", "同一", "累计", "再",
        "以低者为准", "次", "家", "分别", "第3条", "第4条、第5条", "万",
    ),
    "english": (
        " at least 3", " up to", " £500", " €5,000", " 30%", " of", " the", " and", " or", ",", ":", " (", ")",
        " whichever is lower", " first", " each", " per year", " no more than", " in any 24 months",
        " within 3 months of", " if", " unless", " less than 9", " more than", " 0", " 0%", " rounded down", " to",
        " when", " award", " cap", " limit", " for the first", " next", " plus", " times", " divided by", " /",
        " half of", " two thirds of", " previous year", " average", " otherwise", " a", " month", " until",
        " counting", " article 3",
    ),
}  # fmt: skip


def changed(phrase: Phrase, others: Sequence[Phrase], language: str, draw: random.Random) -> str:
    """The sentence of a phrase after some changes."""
    parts = parts_of(phrase.sentence, language, draw)
    words = (phrase.folder / f"{phrase.vocabulary}.ipp").read_text(encoding="utf-8")
    pattern = r'"([^"]+)"' if language == "chinese" else r"(?m)^\s+(?:record |event )?([a-z_]+)"
    blank = "" if language == "chinese" else " "
    for _ in range(draw.randint(1, 4)):
        change = draw.choice(("leave out", "insert", "word", "condition", "other", "exchange"))
        place = draw.randrange(len(parts) + 1)
        if change == "leave out" and len(parts) > 1:
            del parts[draw.randrange(len(parts))]
        elif change == "insert":
            parts.insert(place, draw.choice(INSERTED[language]))
        elif change == "word":
            parts.insert(place, blank + draw.choice(re.findall(pattern, words)))
        elif change == "condition":
            joined = "且" if language == "chinese" else " and"
            parts.insert(
                place, joined + blank + draw.choice(re.findall(pattern, words)) + draw.choice(INSERTED[language])
            )
        elif change == "other":
            other = parts_of(draw.choice(others).sentence, language, draw)
            start = draw.randrange(len(other))
            parts[place:place] = other[start : start + draw.randint(1, 4)]
        elif len(parts) > 1:
            first, second = draw.sample(range(len(parts)), 2)
            parts[first], parts[second] = parts[second], parts[first]
    return "".join(parts).strip()


def random_blocks(language: str, seed: int, count: int, folder: Path) -> Iterator[tuple[Compilation, SentenceBlock]]:
    """The blocks of pages with changed sentences, each with a compilation that has the words of its page."""
    draw = random.Random(f"{language}{seed}")
    pool = [phrase for data in (FOLDER, HELD_OUT, LANGUAGE_3) for phrase in phrases(language, data)]
    compilations = {}
    for _ in range(count):
        phrase = draw.choice(pool)
        if phrase.id not in compilations:
            (folder / phrase.id).mkdir()
            compilations[phrase.id] = Compilation(Source(str(phrase.write(folder / phrase.id)), phrase.page))
        text = phrase.page_with(changed(phrase, pool, language, draw))
        for block in blocks_of(Source("page.ipp", text)):
            yield compilations[phrase.id], block


@pytest.mark.parametrize(("seed", "count"), sampled([(1, 80), (2, 250), (3, 5000)], 3))
@pytest.mark.parametrize("language", ["english", "chinese"])
def test_the_readers_read_or_leave_any_sentence(language: str, seed: int, count: int, tmp_path: Path) -> None:
    read = sum(
        bool(compilation._reword(block)) for compilation, block in random_blocks(language, seed, count, tmp_path)
    )
    assert read > count / 20, "many sentences are still read"
