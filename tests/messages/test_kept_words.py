"""No edit loses a word of its author: rules on single sentences, and a law over sentences with one word more."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.advice import kept_words, phrase_book, rewording, trials
from ipdsl.driver.advice.kept_words import PageWords, lost_words
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax.printing import format_page
from tests.conftest import ROOT
from tests.support.advice import edits_of, findings_of, follow
from tests.support.phrases import CHINESE, ENGLISH, FOLDER, HELD_OUT, LANGUAGE_3, Phrase, parts_of, phrases
from tests.support.slow import sampled

pytestmark = pytest.mark.broad

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


@pytest.mark.parametrize(
    "line",
    sampled(
        [
            "对 知识产权保险 购买 的 企业，按 保费 的 60% 减半 补助，最高不超过 3万元",
            "对 知识产权保险 购买 的 企业，按 保费 的 60% 加倍 补助，最高不超过 3万元",
            "award maximum 60% of premium to enterprise when ip_insurance bought",
            "award 60% of only premium to enterprise when ip_insurance bought",
            "award 60% of each premium to enterprise when ip_insurance bought",
            "cap 50000 per new enterprise per year",
            "对 发明专利 授权 后 6个月内 申请 的 企业，奖励 2万元",
        ],
        3,
        others="broad",
    ),
)
def test_a_word_that_no_list_calls_empty_is_not_dropped(line: str) -> None:
    assert edits_of(line) == []


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
    ("sentence", "edited", "lost"),
    [
        ("5% of cost, not more than $847, for each week", "(5% of cost) times weeks at most 847", True),
        ("5% of cost, not more than $847, for each week", "min(5% of cost, 847) times weeks", False),
        ("5% of cost for each week, not more than $847", "(5% of cost) times weeks at most 847", False),
        ("cost over 1,000 and up to 5,000 plus 20", "(cost above 1000) plus 20 at most 5000", True),
        ("cost over 1,000 and up to 5,000 plus 20", "(cost above 1000 up to 5000) plus 20", False),
        ("补贴不高于847元，乘以周数", "补贴 乘以 周数，最高不超过 847元", True),
    ],
)
def test_a_limit_of_a_part_is_not_one_of_the_whole(sentence: str, edited: str, *, lost: bool) -> None:
    assert any("847" in each or "5000" in each for each in lost_words(sentence, edited, PageWords())) == lost


@pytest.mark.parametrize(
    ("number", "sentence", "edited", "lost"),
    [
        ("one", "for one boiler", "cap 1 per item", False),
        ("one", "for one boiler", "cap 100 per item", True),
        ("two", "two grants", "limit 2", False),
        ("two", "two grants", "limit 2024", True),
        ("half", "half of cost", "50% of cost", False),
        ("half", "half of cost", "5 per year", True),
        ("两", "最多两次", "最多 2件", False),
        ("两", "最多两次", "最多 12件", True),
    ],
)
def test_a_number_in_words_is_kept_as_that_number(number: str, sentence: str, edited: str, *, lost: bool) -> None:
    words = lost_words(sentence, edited, PageWords())
    assert any(each.startswith(number) for each in words) == lost


def test_a_declared_word_is_no_typo_of_another(tmp_path: Path) -> None:
    phrase = next(each for each in phrases("english", FOLDER) if each.sentence.startswith("award by age to employer"))
    lines = phrase.sentence.replace("by age to employer", "by employer")
    assert lines != phrase.sentence
    assert not any("employees" in edit for edit in follow(phrase.write(tmp_path, phrase.page_with(lines))).edits)


@pytest.mark.parametrize(
    "line",
    sampled(
        [
            "award 20000 to enterprise when technology_contract recorded and net amount at least 1000000",
            "award 20000 to enterprise when technology_contract recorded and net domestic",
            "award 20000 to enterprise when technology_contract recorded and nto put_to_use",
            "award 20000 to enterprise when technology_contract recorded and amount at 5000",
            "award 20000 to enterprise when technology_contract recorded before",
            "award 20000 to enterprise when technology_contract recorded until",
            "award 20000 one to enterprise when technology_contract recorded",
            "award 50% of amount at 5000 to enterprise when technology_contract recorded",
            "award 20000 to enterprise when technology_contract recorded and amount than 5000",
        ],
        3,
        others="broad",
    ),
)
def test_a_near_spelling_is_never_an_operator_and_no_day_is_invented(line: str) -> None:
    assert edits_of(line) == []


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("award 500 to enterprise when patent failed", "filed"),
        ("award 500 to enterprise when patent filled", "filed"),
        ("award 500 to enterprise when parent granted", "patent"),
        ("award 500 to enterprise when invention_patient granted", "invention_patent"),
    ],
)
def test_another_english_word_is_no_typo_and_the_near_word_is_named(line: str, near: str) -> None:
    assert edits_of(line) == []
    assert any(near in map(str, finding.nearest) for finding in findings_of(line))


@pytest.mark.parametrize(
    "line",
    [
        "award 50% of actual official_fees to enterprise when patent granted",
        "award 30% of eligible official_fees when patent granted",
        "50% of actual official fees to eligible enterprises when patent granted",
        "eligible enterprises receive 500 when patent granted",
        "participating enterprises receive 500 when patent granted",
        "award 500 to eligible enterprise when patent granted",
        "award 500 to eligible person when patent granted",
        "enterprises receive 50% of the actual official fees when patent granted",
    ],
)
def test_a_word_that_narrows_a_payee_or_an_amount_is_not_dropped(line: str) -> None:
    assert edits_of(line) == []


NARROWING = "actual|approved|eligible|existing|net|new|participating|proven|qualifying|reasonable|relevant"
"""Words before a noun of which no list of empty words says that they change nothing."""


def test_no_pattern_of_the_phrase_book_drops_a_word_that_narrows_a_noun() -> None:
    noun = r"\{(?:payee|money|number|record|sum|item|field)\w*\}"
    before_noun = re.compile(rf"\b(?:{NARROWING})\b(?:\|[^)\]]*)?[)\]]? {noun}")
    lines = (ROOT / "grammar" / "phrases_english.txt").read_text(encoding="utf-8").splitlines()
    patterns = [line.rpartition(" =") for line in lines if " =" in line and not line.startswith("#")]
    assert [each for each, _, meaning in patterns if before_noun.search(each) and ":" not in meaning] == []


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
    assert edits_of(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "award 300 plus 200 for each filings to enterprise each year",
        "award official_fees plus 200 for each of the filings to enterprise when patent granted",
    ],
)
def test_a_sum_that_the_author_did_not_bracket_is_not_bracketed(line: str) -> None:
    assert edits_of(line) == []


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


Changes = Callable[["Originals", int, int], Iterator["Change"]]

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
NOT_WITH_A_BOUND = (
    r"\bnot (?:under|below|less|fewer|lower|over|above|more|exceed\w*|before|earlier|prior|after|later)\b"
)
"""`not under 45` is `at least 45`."""
QUOTED = re.compile('["“].*?["”]')
NUMBER = "17"
"""The number of a changed sentence. Officials' sentences do not have it."""


@attrs.frozen
class Change:
    """A sentence with one word or number more than the sentence of its phrase, and the forms that keep it."""

    phrase: Phrase
    word: str
    forms: str
    sentence: str


def forms_of(word: str, language: str, sentence: str) -> str:
    """The forms of a word in a page, as its sentence uses it."""
    if word == "not" and re.search(NOT_WITH_A_BOUND, sentence):
        return f"{INSERTED[language][word]}|at least|at most"
    if word == "without":
        return rf"{INSERTED[language][word]}|\bless\b(?! than)"
    return INSERTED[language][word]


class Originals:
    """The phrases of a language, and their pages after all edits; an empty text if a page keeps an error."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language = language
        self.folder = folder
        self.phrases = [phrase for data in (FOLDER, HELD_OUT, LANGUAGE_3) for phrase in phrases(language, data)]
        self.pages: dict[str, str] = {}

    def page(self, phrase: Phrase) -> str:
        if phrase.id not in self.pages:
            self.pages[phrase.id] = self.edited(phrase, phrase.sentence, f"original-{phrase.id}")
        return self.pages[phrase.id]

    def edited(self, phrase: Phrase, sentence: str, name: str) -> str:
        """The page of a sentence after all its edits; an empty text if it keeps an error."""
        part = self.folder / name
        part.mkdir()
        path = phrase.write(part, phrase.page_with(sentence))
        return "" if follow(path).errors else path.read_text(encoding="utf-8")

    def edited_sentence(self, phrase: Phrase) -> str:
        """The lines of the page after all edits that replace the sentence of a phrase; empty without a page."""
        around = phrase.page_with("{sentence}").splitlines()
        place = next(i for i, line in enumerate(around) if "{sentence}" in line)
        lines = self.page(phrase).splitlines()
        lines = lines[place : len(lines) - (len(around) - place - 1)]
        return "\n".join(line[len(around[place]) - len(around[place].lstrip()) :] for line in lines)


def changed_words(originals: Originals, seed: int, count: int) -> Iterator[Change]:
    """Sentences of officials with one word more or in place of another, some without a third."""
    language, draw = originals.language, random.Random(f"{originals.language}{seed}")
    for _ in range(count):
        phrase, word = draw.choice(originals.phrases), draw.choice(list(INSERTED[language]))
        yield from _with_word(phrase, word, phrase.sentence, language, draw)


def changed_lines(originals: Originals, seed: int, count: int) -> Iterator[Change]:
    """The sentences of pages without errors, each with one word more: only this word is wrong."""
    language, draw = originals.language, random.Random(f"{originals.language}{seed}")
    edited = [phrase for phrase in draw.sample(originals.phrases, count // 3) if originals.page(phrase)]
    for _ in range(count):
        phrase, word = draw.choice(edited), draw.choice(list(INSERTED[language]))
        yield from _with_word(phrase, word, originals.edited_sentence(phrase), language, draw, may_remove=False)


def _with_word(
    phrase: Phrase, word: str, sentence: str, language: str, draw: random.Random, *, may_remove: bool = True
) -> Iterator[Change]:
    before, blank = sentence, " " if language == "english" else ""
    parts = parts_of(sentence, language, draw)
    removed, place = draw.randrange(len(parts) * 3), draw.randrange(1, len(parts) + 1)
    forms = re.compile(INSERTED[language][word])  # a part that says the same stays, or the page has no word more
    replaced = may_remove and draw.randrange(2) and not any(map(forms.search, parts[place : place + 1]))
    parts[place : place + replaced] = [blank + word]
    if may_remove and removed < len(parts) - 1 and removed != place and not forms.search(parts[removed]):
        del parts[removed]
    sentence = "".join(parts)
    is_quoted = len(QUOTED.findall(sentence)) != len(QUOTED.findall(before)) or word in "".join(
        QUOTED.findall(sentence)
    )
    if not is_quoted and not re.search(r"[\d.,]17|17[\d.,]", sentence):  # 17 is a number of its own, also in 万元
        yield Change(phrase, word, forms_of(word, language, sentence), sentence)


def changed_numbers(originals: Originals, seed: int, count: int) -> Iterator[Change]:
    """Sentences of officials with another number in place of one of theirs."""
    draw = random.Random(f"{originals.language}{seed}")
    for _ in range(count):
        phrase = draw.choice(originals.phrases)
        figures = [*re.finditer(r"(?<![\d,./-])\d[\d,]*(?:\.\d+)?(?![\d/-]|年|月\d)", phrase.sentence)]
        if figures:
            figure = draw.choice(figures)
            others = (float(each[0].strip(",").replace(",", "")) for each in figures)
            added = [f"{other + int(NUMBER):g}" for other in others]  # `the next 17` of a band ends later
            sums = [re.escape(each) for each in (*added, "117", "119", "204")]  # 17% more, 17 weeks, 17 years
            forms = rf"(?<![\d.])(?:{'|'.join([NUMBER, *sums])})(?:0000)?(?!\d)"
            comma = "," * figure[0].endswith(",")
            sentence = phrase.sentence[: figure.start()] + NUMBER + comma + phrase.sentence[figure.end() :]
            yield Change(phrase, NUMBER, forms, sentence)


def losses(originals: Originals, changes: Iterable[Change]) -> tuple[list[str], int]:
    """The clean pages that have lost the word, each in words, and the number of clean pages."""
    lost, clean = [], 0
    for number, change in enumerate(changes):
        page = originals.edited(change.phrase, change.sentence, f"{number}-{change.phrase.id}")
        if page:
            clean += 1
            texts = (QUOTED.sub("", text) for text in (originals.page(change.phrase), page))
            before, after = (len(re.findall(change.forms, text)) for text in texts)
            if after <= before:
                lost.append(f"{change.word}: {change.sentence} -> {page.splitlines()[-3:]}")
    return lost, clean


LAWS = [
    pytest.param(changes, seed, count, marks=marks, id=f"{changes.__name__}-{seed}-{count}")
    for changes, parts, first in ((changed_words, 20, 24), (changed_lines, 6, 15), (changed_numbers, 6, 15))
    for seed, count, marks in [
        (1, first // 3, ()),
        (1, first, pytest.mark.broad),
        *((seed, 150, pytest.mark.slow) for seed in range(2, parts + 2)),
    ]
]
"""Each slow part takes half a minute, or a minute with other workers."""


def test_an_edit_that_needs_the_next_one_keeps_its_words_too(tmp_path: Path) -> None:
    phrase = next(each for each in phrases("chinese", LANGUAGE_3) if "许可证号" in each.sentence)
    lines = "对厂房竣工的企业，按建筑面积每平方米新增100元补助\n同一许可证号的厂房，只补助一个申请人"
    assert not any("建筑面积" in edit for edit in follow(phrase.write(tmp_path, phrase.page_with(lines))).edits)


@pytest.mark.parametrize(("changes", "seed", "count"), LAWS)
@pytest.mark.parametrize("language", ["english", "chinese"])
def test_no_clean_page_has_lost_a_word(language: str, changes: Changes, seed: int, count: int, tmp_path: Path) -> None:
    originals = Originals(language, tmp_path)
    lost, clean = losses(originals, changes(originals, seed, count))
    print(f"{language}: {len(lost)} of {clean} clean pages of {count}")
    assert lost == []
    assert changes is not changed_numbers or clean > count / 4, "many sentences with another number are still read"


@pytest.mark.parametrize("sentence", ["grant 5000 if not under 45 years of age", "grant 5000 if under 45 years of age"])
def test_not_under_a_number_is_at_least_that_number(sentence: str) -> None:
    forms = forms_of("not", "english", sentence)
    assert (re.search(forms, "award 5000 if age at least 45") is not None) == ("not under" in sentence)


def test_a_reader_of_another_number_loses_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    readings = phrase_book.readings

    def with_another_number(lines: Iterable[str]) -> list[str]:
        return [line.replace(NUMBER, "18") for line in lines]

    monkeypatch.setattr(rewording, "_loses_nothing", lambda *_: True)
    monkeypatch.setattr(phrase_book, "readings", lambda *parts: list(map(with_another_number, readings(*parts))))
    for language in INSERTED:
        folder = tmp_path / language
        folder.mkdir()
        originals = Originals(language, folder)
        assert losses(originals, changed_numbers(originals, 1, 8))[0] != []


PLANTED = [
    ("english", "en-14", "net", "and relatives", "and net relatives"),
]
"""Words in sentences that are read if nothing checks the words."""


@pytest.mark.parametrize(("language", "name", "word", "part", "with_word"), PLANTED)
@pytest.mark.parametrize("is_checked", [True, False])
def test_words_are_lost_without_the_check(
    language: str, name: str, word: str, part: str, with_word: str, *, is_checked: bool,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    if not is_checked:
        monkeypatch.setattr(trials, "lost_words", _nothing_lost)
    originals = Originals(language, tmp_path)
    phrase = next(each for each in originals.phrases if each.id == name)
    lines = next(text for text in (phrase.sentence, originals.edited_sentence(phrase)) if part in text)
    change = Change(phrase, word, forms_of(word, language, lines), lines.replace(part, with_word))
    assert (losses(originals, [change])[0] == []) == is_checked


def _nothing_lost(*_: object) -> Sequence[str]:
    return []


def _lost_but(word: str) -> object:
    def lost(before: str, after: str, declared: PageWords) -> Sequence[str]:
        return [each for each in lost_words(before, after, declared) if each != word]

    return lost


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("award 200 to enterprise when technology_contract recorded and net amount at least 1000", _nothing_lost),
        ("award 200 to enterprise when technology_contract recorded and net amount at least 1000", _lost_but("net")),
    ],
)
def test_the_rule_is_broken_without_the_check_or_by_a_word_called_empty(
    line: str, fault: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "lost_words", fault)
    assert edits_of(line)
