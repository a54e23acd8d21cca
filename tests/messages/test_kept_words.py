"""No edit loses a word of its author: rules on single sentences, and a law over sentences with one word more."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.advice import kept_words, trials
from ipdsl.driver.advice.kept_words import PageWords, lost_words
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax.printing import format_page
from tests.support.advice import follow
from tests.support.phrases import CHINESE, ENGLISH, FOLDER, HELD_OUT, LANGUAGE_3, Phrase, parts_of, phrases

NEVER_EMPTY = [
    *(
        "减半",
        "加倍",
        "未",
        "非",
        "不",
        "扣除",
        "新增",
        "每",
        "只",
        "仅",
        "年度",
        "净",
        "额外",
        "除外",
        "half",
        "double",
    ),
    *("net", "new", "only", "each", "all", "every", "not", "no", "non", "less", "without", "additional", "existing"),
    *("maximum", "per"),
]


def edits(line: str) -> list[str]:
    """The lines of the edits that are proposed for a sentence."""
    head = ENGLISH if line.isascii() else CHINESE
    return [
        edit.lines for finding in Compilation(Source("page.ipp", f"{head}  {line}\n")).check() for edit in finding.edits
    ]


@pytest.mark.parametrize(
    "line",
    [
        "对 知识产权保险 购买 的 企业，按 保费 的 60% 减半 补助，最高不超过 3万元",
        "对 知识产权保险 购买 的 企业，按 保费 的 60% 加倍 补助，最高不超过 3万元",
        "award maximum 60% of premium to enterprise when ip_insurance bought",
        "award 60% of only premium to enterprise when ip_insurance bought",
        "award 60% of each premium to enterprise when ip_insurance bought",
        "cap 50000 per new enterprise per year",
        "对 发明专利 授权 后 6个月内 申请 的 企业，奖励 2万元",
    ],
)
def test_a_word_that_no_list_calls_empty_is_not_dropped(line: str) -> None:
    assert edits(line) == []


@pytest.mark.parametrize(
    ("sentence", "edited", "lost"),
    [
        ("award 60% of premium for the first bought only", "award 60% of premium to the first", []),
        ("award 60% of only premium to the first", "award 60% of premium to the first", ["only"]),
        ("only 2 grants", "limit 2", ["only"]),
        ("按每亩100元补助", "100元 乘以 亩数 补助", []),
        ("每按保费的10%补助", "保费 乘以 10% 补助", ["每"]),
    ],
)
def test_only_and_each_are_kept_beside_words_that_do_not_say_them(sentence: str, edited: str, lost: list[str]) -> None:
    words = [each for each in lost_words(sentence, edited, PageWords()) if each in ("only", "每")]
    assert words == lost


@pytest.mark.parametrize(
    "line",
    [
        "award 20000 to enterprise when technology_contract recorded and net amount at least 1000000",
        "award 20000 to enterprise when technology_contract recorded and net domestic",
        "award 20000 to enterprise when technology_contract recorded and nto put_to_use",
    ],
)
def test_a_near_spelling_is_never_an_operator(line: str) -> None:
    assert edits(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "对 专利合同 备案 的 企业，奖励 1-3万元",
        "对 专利合同 备案 的 企业，奖励 1万元至3万元",
        "award 10000-30000 to enterprise when technology_contract recorded",
        "award 10000 to 30000 to enterprise when technology_contract recorded",
        "award 5% of amount over 1000 and up to 5000 to enterprise when technology_contract recorded",
    ],
)
def test_a_range_is_not_a_difference_or_a_cap(line: str) -> None:
    assert edits(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "award 300 plus 200 for each filings to enterprise each year",
        "award official_fees plus 200 for each of the filings to enterprise when patent granted",
    ],
)
def test_a_sum_that_the_author_did_not_bracket_is_not_bracketed(line: str) -> None:
    assert edits(line) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("本项 每年 资助总额 不超过 300万元", "`每年 各申请人合计 最高奖励 300万元`"),
        ("全市 每年 最高资助 300万元", "`每年 各申请人合计 最高奖励 300万元`"),
        ("每家一次性奖励 1万元", "`对 记录 事件 的 对象，每个 单位 一次性奖励 1万元`"),
        ("每笔 向下取整 至 元", "`每个 单项 每年 金额 向下取整 至 1`"),
        ("每年 最高资助 300万元", "`每个 申请人 每年 …`；全体合计的，请写`每年 各申请人合计 …`"),
    ],
)
def test_a_budget_and_a_sum_for_each_unit_have_their_own_forms(line: str, sentence: str) -> None:
    page = f"{CHINESE}  对 专利合同 备案 的 企业，奖励 5元\n  {line}\n"
    helps = [finding.texts(Language.ZH).help for finding in Compilation(Source("page.ipp", page)).check()]
    assert any(sentence in text for text in helps)


EMPTY = [
    (word, sentence)
    for part in kept_words._table().values()
    for word, sentence in part["empty"].items()  # type: ignore[attr-defined]
]


def _followed(line: str, folder: Path) -> str:
    """The page of a sentence after all its edits, which has no errors."""
    path = folder / "page.ipp"
    path.write_text(f"{ENGLISH if line.isascii() else CHINESE}  {line}\n", encoding="utf-8")
    assert list(follow(path).errors) == [], line
    page = Compilation(Source(str(path), path.read_text(encoding="utf-8"))).page
    assert page is not None
    return format_page(page)


@pytest.mark.parametrize(("word", "sentence"), EMPTY)
def test_an_empty_word_changes_nothing_in_its_sentence(word: str, sentence: str, tmp_path: Path) -> None:
    before, _, after = sentence.rpartition(f" {word} " if word.isascii() else word)
    assert before
    blank = " " if word.isascii() else ""
    assert _followed(sentence, tmp_path) == _followed(before + blank + after, tmp_path)


def test_a_word_that_changes_a_sum_is_not_called_empty() -> None:
    assert not kept_words._empty_words() & {*NEVER_EMPTY}


INSERTED: Mapping[str, Mapping[str, str]] = {
    "english": {
        "net": "net", "new": "new", "half": r"half|50%|1/2|0\.5", "double": "double|twice|2 times|200%|40%|60%|100%",
        "purple": "purple", "additional": "additional", "existing": "existing", "without": r"without|not|\bno\b",
        "non": r"non|not|\bno\b", "not": r"not|\bno\b", "gross": "gross", "remaining": "remaining", "17": "17",
    },
    "chinese": {
        "减半": "减半|50%", "加倍": "加倍|200%|2倍", "新增": "新增|比上年增加", "净": "净", "额外": "额外",
        "紫色": "紫色",
        "未": "未|非|无", "非": "未|非|无", "扣除": "扣除|减|合并计算", "原有": "原有", "17": "17", "剩余": "剩余",
    },
}  # fmt: skip
"""Words that change a meaning, each with the forms that a page has if it keeps the word."""


def changed_sentences(language: str, seed: int, count: int) -> Iterator[tuple[Phrase, str, str]]:
    """Sentences of officials with one word more or in place of another, some without a third, and that word."""
    draw = random.Random(f"{language}{seed}")
    pool = [phrase for data in (FOLDER, HELD_OUT, LANGUAGE_3) for phrase in phrases(language, data)]
    blank = " " if language == "english" else ""
    for _ in range(count):
        phrase, word = draw.choice(pool), draw.choice(list(INSERTED[language]))
        parts = parts_of(phrase.sentence, language, draw)
        removed, place = draw.randrange(len(parts) * 3), draw.randrange(1, len(parts) + 1)
        forms = re.compile(INSERTED[language][word])  # a part that says the same stays, or the page has no word more
        replaced = draw.randrange(2) and not any(map(forms.search, parts[place : place + 1]))
        parts[place : place + replaced] = [blank + word]
        if removed < len(parts) - 1 and removed != place and not forms.search(parts[removed]):
            del parts[removed]
        sentence = "".join(parts)
        if not re.search(r"[\d.,]17|17[\d.,]", sentence):  # a number of its own, which a page may write in 万元
            yield phrase, word, sentence


def losses(language: str, seed: int, count: int, folder: Path) -> tuple[list[str], int]:
    """The clean pages that have lost the word, each in words, and the number of clean pages."""
    lost, clean = [], 0
    originals: dict[str, str] = {}
    for number, (phrase, word, sentence) in enumerate(changed_sentences(language, seed, count)):
        forms = INSERTED[language][word]
        pages = []
        for name, text in (("original", phrase.page), (str(number), phrase.page_with(sentence))):
            if name == "original" and phrase.id in originals:
                pages.append(originals[phrase.id])
                continue
            part = folder / f"{name}-{phrase.id}"
            part.mkdir()
            path = phrase.write(part, text)
            errors = follow(path).errors
            pages.append("" if errors else path.read_text(encoding="utf-8"))
        originals[phrase.id] = pages[0]
        before, after = (len(re.findall(forms, re.sub('["“].*?["”]', "", page))) for page in pages)
        clean += bool(pages[1])
        if pages[1] and after <= before:
            lost.append(f"{word}: {sentence} -> {pages[1].splitlines()[-3:]}")
    return lost, clean


SIZES = [(1, 40), pytest.param(2, 3000, marks=pytest.mark.slow)]


def test_an_edit_that_needs_the_next_one_keeps_its_words_too(tmp_path: Path) -> None:
    phrase = next(each for each in phrases("chinese", LANGUAGE_3) if "许可证号" in each.sentence)
    lines = "对厂房竣工的企业，按建筑面积每平方米新增100元补助\n同一许可证号的厂房，只补助一个申请人"
    assert not any("建筑面积" in edit for edit in follow(phrase.write(tmp_path, phrase.page_with(lines))).edits)


@pytest.mark.parametrize(("seed", "count"), SIZES)
@pytest.mark.parametrize("language", ["english", "chinese"])
def test_no_clean_page_has_lost_a_word(language: str, seed: int, count: int, tmp_path: Path) -> None:
    lost, clean = losses(language, seed, count, tmp_path)
    print(f"{language}: {len(lost)} of {clean} clean pages of {count}")
    assert lost == []


def _nothing_lost(*_: object) -> Sequence[str]:
    return []


def _lost_but(word: str) -> object:
    def lost(before: str, after: str, declared: PageWords) -> Sequence[str]:
        return [each for each in lost_words(before, after, declared) if each != word]

    return lost


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("对 知识产权保险 购买 的 企业，按 保费 的 60% 减半 补助，最高不超过 3万元", _nothing_lost),
        ("对 知识产权保险 购买 的 企业，按 保费 的 60% 减半 补助，最高不超过 3万元", _lost_but("减半")),
        ("award 20000 to enterprise when technology_contract recorded and net amount at least 1000000", _nothing_lost),
    ],
)
def test_the_rule_is_broken_without_the_check_or_by_a_word_called_empty(
    line: str, fault: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "lost_words", fault)
    assert edits(line)
