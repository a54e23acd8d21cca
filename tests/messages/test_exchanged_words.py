"""No edit exchanges a word of its author for a declared one: prefixes, endings, Chinese characters, signs and dots."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from ipdsl.base.findings.finding import is_misspelt
from ipdsl.driver.advice import trials
from tests.support.advice import edits_of
from tests.support.slow import sampled

pytestmark = pytest.mark.broad

PREFIXES = ("un", "in", "non", "de", "re", "dis", "mis", "pre", "ex", "co", "by", "sub", "il", "im", "ir", "a", "anti")
WORDS = {
    "pledge_loan": ("drawn", "repaid"),
    "ip_insurance": ("bought",),
    "navigation_project": ("selected", "accepted"),
    "collective_trademark": ("registered",),
    "ip_title": ("recognised", "new"),
    "patent_prize": ("won",),
    "certification": ("passed",),
    "technology_contract": ("recorded",),
    "patent": ("granted", "valid"),
}
CHARACTERS = "未不非无失弃注撤否还落异外甲部息押铜待复再拟停假税"
CHINESE_WORDS = {
    "质押贷款": ("放款", "还清"),
    "知识产权保险": ("购买",),
    "导航项目": ("入选", "验收"),
    "企业称号": ("认定", "新认定"),
    "专利奖": ("获奖",),
    "规范认证": ("通过",),
    "专利合同": ("备案",),
    "专利": ("授权", "有效"),
}


@pytest.mark.parametrize(
    "condition",
    sampled([
        "technology_contract unrecorded", "patent invalid", "patent ungranted", "patent_prize unwon",
        "pledge_loan undrawn", "pledge_loan prepaid", "pledge_loan unrepaid", "navigation_project deselected",
        "navigation_project excepted", "navigation_project unaccepted", "collective_trademark deregistered",
        "ip_title derecognised", "ip_title renew", "certification bypassed",
        "technology_contract recorded and unrelated_party", "patent granted and illegal_person",
        "patent granted and unlocated_here", "patent granted and located_there", "patent granted and resident_there",
        "patent granted and unsound_books", "patent granted and cooperating", "patent granted and small_nor_micro",
        "technology_contract recorded and ~put_to_use", "technology_contract recorded and ¬put_to_use",
        "technology_contract recorded and -put_to_use", "technology_contract recorded and /put_to_use",
        "technology_contract recorded and *put_to_use", "technology_contract recorded and ^put_to_use",
        "technology_contract recorded and @put_to_use", "technology_contract recorded and ?put_to_use",
        "technology_contract recorded and %put_to_use", "technology_contract recorded and non-related_party",
    ], 4, others="broad"),
)  # fmt: skip
def test_another_english_word_or_a_sign_is_no_typo(condition: str) -> None:
    assert edits_of(f"award 5000 to enterprise when {condition}") == []


@pytest.mark.parametrize(
    "amount",
    sampled(
        ["10% of unofficial_fees", "−5000", "/5000", "!5000", "5-10% of official_fees", "5000-"], 3, others="broad"
    ),
)
def test_another_amount_or_a_sign_is_no_typo(amount: str) -> None:
    assert edits_of(f"award {amount} to enterprise when patent granted") == []


@pytest.mark.parametrize(
    "condition",
    sampled([
        "专利奖 获奖 且 奖级 为 铜奖", "导航项目 落选", "专利 失效", "专利 无效", "专利 弃权", "集体证明商标 注销",
        "专利合同 撤案", "企业称号 否定", "质押贷款 未清", "规范认证 未过", "质押贷款 还款", "企业称号 复认定",
        "专利合同 备案 且 待实施", "专利交易 支付 且 交易身份 为 甲方", "专利奖 获奖 且 级别 为 部级",
        "专利奖 获奖 且 级别 为 国际级", "抵押贷款 还清", "专利 授权 且 异常经营", "专利 授权 且 账册不全",
        "专利 授权 且 外地就业", "专利 授权 且 在外市", "专利 授权 且 商标申请量 不低于 5", "专利合同 备案 且 !已实施",
        "专利合同 备案 且 ～已实施", "专利合同 备案 且 ≠已实施",
    ], 4, others="broad"),
)  # fmt: skip
def test_another_chinese_character_is_no_typo(condition: str) -> None:
    assert edits_of(f"对 {condition} 的 企业，奖励 1万元") == []


@pytest.mark.parametrize("base", ["管理费", "代理税"])
def test_another_chinese_sum_is_no_typo(base: str) -> None:
    assert edits_of(f"对 专利 授权 的 企业，按 {base} 的 50% 补助") == []


@pytest.mark.parametrize(
    ("line", "edited"),
    [
        ("award 5000 to enterprise when pledge_loan reapid", "award 5000 to enterprise when pledge_loan repaid"),
        ("award 5000 to enterprise when patent grantd", "award 5000 to enterprise when patent granted"),
        ("award 5000 to enterprise when patent grantted", "award 5000 to enterprise when patent granted"),
        ("award 5000 to enterprise when ip_title recognized", "award 5000 to enterprise when ip_title recognised"),
        ("award 5000 to enterprise when pledgeloan repaid", "award 5000 to enterprise when pledge_loan repaid"),
        ("对 质押贷贷款 还清 的 企业，奖励 1万元", "对 质押贷款 还清 的 企业，奖励 1万元"),
        ("对 质押款贷 还清 的 企业，奖励 1万元", "对 质押贷款 还清 的 企业，奖励 1万元"),
    ],
)
def test_a_slip_of_the_pen_has_an_edit(line: str, edited: str) -> None:
    assert edits_of(line) == [edited]


@pytest.mark.parametrize(
    ("written", "declared", "is_typo"),
    [
        ("payer", "payee", False), ("payers", "payees", False), ("licensor", "licensee", False),
        ("minimum", "maximum", False), ("lpr_1y", "lpr_5y", False), ("emplyee", "employee", True),
        ("officials_fees", "official_fees", True), ("a_firm", "firm", False), ("奖金", "金奖", False),
        ("质押款贷", "质押贷款", True), ("金奖奖", "金奖", True), ("未通过", "通过", False), ("通过", "未通过", False),
        ("专利类形", "专利类型", False),
    ],
)  # fmt: skip
def test_a_typo_keeps_the_first_letter_the_ending_and_each_character(
    written: str, declared: str, is_typo: bool
) -> None:
    assert is_misspelt(written, declared) is is_typo


def exchanges(written: str, declared: Sequence[str], proposed: Sequence[str]) -> list[str]:
    """The declared words that the edits have and the author has not written."""
    return [word for word in declared if any(f" {word}" in line for line in proposed) and word != written]


def exchanged_english(record: str, prefix: str) -> list[str]:
    """The exchanged words of awards for each word of a record with a prefix."""
    lines = {word: f"award 5000 to enterprise when {record} {prefix}{word}" for word in WORDS[record]}
    return [word for each, line in lines.items() for word in exchanges(prefix + each, WORDS[record], edits_of(line))]


@given(st.sampled_from(sorted(WORDS)), st.sampled_from(PREFIXES))
def test_no_edit_takes_a_prefix_away(record: str, prefix: str) -> None:
    assert exchanged_english(record, prefix) == []


@given(st.sampled_from(sorted(CHINESE_WORDS)), st.sampled_from(CHARACTERS), st.data())
def test_no_edit_exchanges_a_character(record: str, character: str, data: st.DataObject) -> None:
    words = CHINESE_WORDS[record]
    word = data.draw(st.sampled_from(words))
    place = data.draw(st.integers(0, len(word) - 1))
    written = word[:place] + character + word[place + 1 :]
    proposed = edits_of(f"对 {record} {written} 的 企业，奖励 1万元")
    assert exchanges(written, words, [] if written in words else proposed) == []


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_before_any_part_is_no_typo(prefix: str) -> None:
    words = [word for words in WORDS.values() for word in words if not word.startswith(prefix) or len(prefix) > 1]
    assert [word for word in words if is_misspelt(prefix + word, word)] == []
    assert [word for word in words if is_misspelt(f"here_{prefix}{word}", f"here_{word}")] == []


def test_the_law_finds_an_edit_of_a_near_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "is_misspelt", lambda written, near: written != near)
    assert exchanged_english("pledge_loan", "un") == ["drawn", "repaid"]


@pytest.mark.parametrize(
    ("line", "edited"),
    [
        ("award .5% of fee to enterprise when {}", "award 0.5% of fee to enterprise when {}"),
        ("award .25% of fee to enterprise when {}", "award 0.25% of fee to enterprise when {}"),
        ("award .5 times fee to enterprise when {}", "award 0.5 times fee to enterprise when {}"),
        ("award 5% of fee at most .5 to enterprise when {}", "award 5% of fee at most 0.5 to enterprise when {}"),
    ],
)
def test_a_number_below_1_gets_its_zero(line: str, edited: str) -> None:
    trigger = "technology_contract recorded"
    line, edited = (text.replace("fee", "amount").format(trigger) for text in (line, edited))
    assert edits_of(line) == [edited]


@pytest.mark.parametrize("rate", [".5%", "。5%", "．5%"])
def test_a_chinese_rate_below_1_gets_its_zero(rate: str) -> None:
    line = "对 专利合同 备案 的 企业，按 金额 的 {} 补助"
    assert edits_of(line.format(rate)) == [line.format("0.5%")]


@pytest.mark.parametrize("sign", ["!", "! "])
def test_a_denial_is_written_not(sign: str) -> None:
    line = "award 5000 to enterprise when technology_contract recorded and {}put_to_use"
    assert edits_of(line.format(sign)) == [line.format("not ")]
