"""Items of one applicant are ranked in Python's order of texts. Repeated and doubtful items are marked."""

from __future__ import annotations

import random

import numpy as np
import pytest

from ipdsl.batch.kernel.texts import NONE_WORDS, class_of, fingerprint, name_flags, ranked
from ipdsl.batch.kernel.values import SPARE
from tests.support.rows import each_row
from tests.support.slow import sampled

BEGINNINGS = ("a", "A", "ab", "certificate-", "中文", "X", "")


def told(own: list[str]) -> tuple[list[int], list[bool], list[bool]]:
    """The ranks; which items are repeated; which items are doubtful."""
    data = b"".join(one.encode() for one in own)
    starts = np.cumsum([0, *(len(one.encode()) for one in own)])
    rank, place, marks = (np.zeros(len(own), np.int64) for _ in range(3))
    spare = np.zeros(SPARE, np.int64)
    twice, doubtful = np.zeros(len(own), np.uint8), np.zeros(len(own), np.uint8)
    words = np.array([fingerprint(one.encode(), 0, len(one.encode())) for one in NONE_WORDS])
    letters = np.frombuffer(data or b" ", np.uint8)
    classes = np.array([class_of(byte) for byte in range(256)])
    ranked(np.array([0, len(own)]), starts, letters, classes, words, False, rank, place, marks, spare, twice, doubtful)
    return rank.tolist(), (twice > 0).tolist(), (doubtful > 0).tolist()


@pytest.mark.parametrize("seed", sampled(range(20), 4, others="broad"))
def test_items_stand_in_the_order_of_their_texts(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(100):
        own = [
            draw.choice(BEGINNINGS) + "".join(draw.choice("01aB中-") for _ in range(draw.randint(1, 10)))
            for _ in range(draw.randint(1, 12))
        ]
        ranks, twice, doubtful = told(own)
        order = {text: place for place, text in enumerate(sorted(set(own)))}
        assert ranks == [order[one] for one in own]
        assert twice == [own.count(one) > 1 for one in own]
        for one in own:
            like = [at for at, other in enumerate(own) if other.lower() == one.lower()]
            if len({own[at] for at in like}) > 1:
                assert any(doubtful[at] for at in like), own


@each_row("text", ["", " A", "A ", "A\t1", "ＺＬ1", "none", "None", "无", "2022年", "é", "A" * 300, "-1"])
def test_what_the_reader_of_facts_may_read_otherwise_is_doubtful(text: str) -> None:
    assert told([text])[2] == [True]


@pytest.mark.parametrize("text", ["ZL201510000001.1", "专利甲", "L1 / 2022-03-01", "A(1)", "2022-7", "粤韶 188"])
def test_usual_names_are_plain(text: str) -> None:
    assert told([text])[2] == [False]


@pytest.mark.parametrize("seed", sampled(range(20), 4, others="broad"))
def test_a_text_among_others_is_looked_at_as_it_is_alone(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(100):
        own = [
            draw.choice(BEGINNINGS) + "".join(draw.choice("01a中-()é年 ") for _ in range(draw.randint(0, 4)))
            for _ in range(draw.randint(1, 8))
        ]
        seen = [name_flags(one.encode(), 0, len(one.encode())) for one in own]
        words = [one.casefold() in NONE_WORDS for one in own]
        if len({one.lower() for one in own}) == len(set(own)):  # no two differ in capitals alone
            assert told(own)[2] == [not found or word for found, word in zip(seen, words, strict=True)], own
