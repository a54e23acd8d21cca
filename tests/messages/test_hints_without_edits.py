"""Hints where no edit is right: they name what the sentence may mean, and none leads to a sentence with another sum."""

from __future__ import annotations

import string

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.syntax import common_mistakes
from tests.support.advice import findings_of
from tests.support.base.chinese_cells import english_in, named_values
from tests.support.slow import sampled

pytestmark = pytest.mark.broad

PATENT = "to enterprise when patent granted"
CONTRACT_ZH = "对 专利合同 备案 的 企业"
RANGE_ZH = "区间不是一个数额"


def first_help(lines: str) -> str:
    """The help of the first error; there is one, and it has no edit."""
    language = Language.EN if lines.isascii() else Language.ZH
    finding = next(each for each in findings_of(lines) if each.severity.value == "error")
    assert finding.edits == ()
    return finding.texts(language).help


@pytest.mark.parametrize(
    ("line", "parts"),
    sampled(
        [
            (f"award 1-3 {PATENT}", ["a range is not a sum", "`at least 1`", "`at most 3`", "`award up to 3 …`"]),
            (f"award 10,000 - 30,000 {PATENT}", ["a range is not a sum", "`at most 30,000`"]),
            (f"award 10000 to 30000 {PATENT}", ["a range is not a sum", "`at least 10000`"]),
            (f"award between 10000 and 30000 {PATENT}", ["a range is not a sum"]),
            ("cap 300-500 per enterprise per year", ["a range is not a sum"]),
            (f"award by official_fees {PATENT}\n  at least 5000: 10-30\n  otherwise: 5", ["a range is not a sum"]),
            (f"award 10%-30% of official_fees {PATENT}", ["a range is not a share", "`award up to 30% of …`"]),
            (f"award 10% to 30% of official_fees {PATENT}", ["a range is not a share"]),
            (f"{CONTRACT_ZH}，奖励 1-3万元", [RANGE_ZH, "`最高奖励 3万元`"]),
            (f"{CONTRACT_ZH}，奖励 1～3万元", [RANGE_ZH]),
            (f"{CONTRACT_ZH}，奖励 1万元至3万元", [RANGE_ZH]),
            (f"{CONTRACT_ZH}，给予 1万元到3万元 的 补助", [RANGE_ZH]),
            (f"{CONTRACT_ZH}，按 金额 的 10%-30% 奖励", [RANGE_ZH]),
            ("对 专利合同 备案 的，按 金额 分别奖励：\n  1万元以上：1-3万元\n  其余：5元", [RANGE_ZH]),
        ],
        4,
        others="broad",
    ),
)
def test_a_range_has_the_three_forms_that_it_may_mean(line: str, parts: list[str]) -> None:
    text = first_help(line)
    assert [part for part in parts if part not in text] == []
    assert "less" not in text
    assert "奖励 3万元`" not in text.replace("最高奖励 3万元`", "")


def test_a_difference_is_still_written_less() -> None:
    edits = findings_of("award official_fees - 300 to enterprise when patent granted")[0].edits
    assert [edit.lines for edit in edits] == ["award official_fees less 300 to enterprise when patent granted"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("award 1000 to enterprise when net patent granted", "net"),
        ("award 1000 to enterprise when technology_contract newly recorded", "newly"),
        ("cap 1000 per small enterprise per year", "small"),
    ],
)
def test_an_undeclared_quality_is_named_instead_of_a_missing_word(line: str, word: str) -> None:
    assert f"`{word}` is not declared" in first_help(line)


def test_a_declared_quality_becomes_a_condition() -> None:
    edits = findings_of("award 1000 to enterprise when domestic patent granted")[0].edits
    assert [edit.lines for edit in edits] == ["award 1000 to enterprise when patent granted and domestic"]


def test_a_yearly_total_names_the_sum_of_all_and_of_each() -> None:
    text = first_help(f"{CONTRACT_ZH}，奖励 5元\n每年 (合计) 最高资助 300万元")
    assert "`每年 各申请人合计 最高奖励 300万元`" in text
    assert "`每个 申请人 每年 最高奖励 300万元`" in text


NO_VALUES = common_mistakes.Mistake("", "", "").values


def _rows() -> list[common_mistakes.Mistake]:
    tables = (value for value in vars(common_mistakes).values() if isinstance(value, tuple))
    return [row for table in tables for row in table if isinstance(row, common_mistakes.Mistake)]


def test_the_texts_of_a_common_mistake_have_the_words_of_its_pattern() -> None:
    rows = _rows()
    assert len(rows) > 30
    for row in rows:
        names = {name for _, name, _, _ in string.Formatter().parse(row.en) if name}
        assert names == named_values(row.zh), row
        computed = set() if row.values is NO_VALUES else names
        assert [
            name for name in names - {"found", "next", "key"} - computed if f"(?P<{name}>" not in row.words
        ] == [], row
        assert english_in(row.zh) == [], row
        is_of_sentence = row in (*common_mistakes.SENTENCES, *common_mistakes.INSTALMENT_LINES)
        assert ("¦" in row.words) != is_of_sentence, row


@pytest.mark.parametrize(
    ("line", "edited"),
    [
        ("granted on or after 2023-03-01", "granted and granted_on at least 2023-03-01"),
        ("granted and granted on or after 2023-03-01", "granted and granted_on at least 2023-03-01"),
        ("granted on or before 2023-03-01", "granted and granted_on at most 2023-03-01"),
        ("granted after 2023-03-01", "granted and granted_on more than 2023-03-01"),
        ("granted and granted_on not before 2023-03-01", "granted and granted_on at least 2023-03-01"),
        ("granted and filed_on before granted_on", "granted and filed_on less than granted_on"),
    ],
)
def test_words_for_days_become_a_comparison_that_keeps_the_event(line: str, edited: str) -> None:
    edits = findings_of(f"award 1000 to enterprise when patent {line}")[0].edits
    assert [edit.lines for edit in edits] == [f"award 1000 to enterprise when patent {edited}"]


@pytest.mark.parametrize(
    ("words", "comparison"),
    [("不得早于", "不低于")],
)
def test_chinese_words_for_days_become_comparisons(words: str, comparison: str) -> None:
    edits = findings_of(f"对 专利合同 备案 且 备案日 {words} 2023年1月1日 的 企业，奖励 5元")[0].edits
    assert [edit.lines for edit in edits] == [f"对 专利合同 备案 且 备案日 {comparison} 2023年1月1日 的 企业，奖励 5元"]


@pytest.mark.parametrize(
    ("line", "comparison"),
    [
        ("filings have fallen by at least 30%", "`filings at most 70% of filings of last year`"),
        ("filings have fallen by more than 30%", "`filings less than 70% of filings of last year`"),
        ("filings increased by 10%", "`filings at least 110% of filings of last year`"),
        ("filings grew by more than 12.5%", "`filings more than 112.5% of filings of last year`"),
    ],
)
def test_a_change_in_percent_is_a_comparison_with_last_year(line: str, comparison: str) -> None:
    page = f"award 5 to enterprise each year\n  if {line}"
    edits = [edit.lines for finding in findings_of(page) for edit in finding.edits]
    assert edits == [f"if {comparison.strip('`')}"] or comparison in first_help(page)
    assert findings_of(f"award 5 to enterprise each year\n  if {comparison.strip('`')}") == []


PAID_ZH = f"{CONTRACT_ZH}，奖励 5元"


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        ("here x of patent means official_fees rounded half up to 0.1%", "`(A divided by B) rounded half up to 0.001`"),
        (f"{PAID_ZH}\n  授权公告日 不早于 2023年1月1日", "对记录的要求写在奖励句的`的`之前"),
        (f"{PAID_ZH}\n  每件资助 不得高于 5000元", "`单项不超过 5000元`"),
        (f"{PAID_ZH}\n每家企业 原则上资助 不得高于 5000元", "`每个 归并项 最高奖励 5000元`"),
        (f"{PAID_ZH}\n凡 其他资助 超过 0 的，不予奖励", "`须 其他资助 不超过 0`"),
        (f"{PAID_ZH}\n三年内 同一 事项 只补差额", "`连续 36个月 内 同一 事项 最高奖励 数额`"),
        (f"{PAID_ZH}\n连续 36个月 内 同一 事项 晋级补足差额", "`连续 36个月 内 同一 事项 最高奖励 5万元`"),
        ("award 5 to enterprise when patent granted\ntop up per matter in any 36 months", "`cap 50000 per matter in"),
    ],
)
def test_the_help_names_a_form_that_leads_on(lines: str, part: str) -> None:
    assert part in first_help(lines)


@pytest.mark.parametrize(
    "line",
    sampled(
        [
            f"award 5-10% of official_fees {PATENT}",
            f"award 5000- {PATENT}",
            f"award 5000/10000 {PATENT}",
            f"award twenty-five thousand {PATENT}",
            f"award 5 {PATENT} and non-domestic",
            f"award 5 {PATENT} and not-domestic",
        ],
        3,
        others="broad",
    ),
)
def test_a_sign_inside_a_word_or_a_range_is_no_operator(line: str) -> None:
    assert [word for word in ("less", "divided by") if word in first_help(line)] == []


@pytest.mark.parametrize(
    ("lines", "part", "turned"),
    sampled(
        [
            (f"{PAID_ZH}\n  须 成立日 早于 2023年", "`2023年1月1日`", "日期 不低于"),
            (f"{PAID_ZH}\n  须 成立日 在 2023年 之前", "`须 日期 低于 2023年1月1日`", "日期 不低于"),
            (f"{PAID_ZH}\n  须 成立日 晚于 2023年", "`2023年1月1日`", "日期 不低于"),
            ("对 省级以上 专利奖 获奖 的 企业，奖励 1万元", "级别 不低于 省级", "国家级"),
            (f"{PAID_ZH}\n每年预算不低于 500万元", "", "最高奖励"),
            ("对 专利合同 备案 且 没有 已实施 的 企业，奖励 1万元", "`专利合同 已实施`", "对 专利合同"),
            (
                "award as follows to enterprise when technology_contract recorded\n  unless put_to_use: 5",
                "not",
                "`and put",
            ),
            ("minimum 3 patents per enterprise", "`if has at least 3 …`", "nothing below"),
            ("award 5 not more than once to enterprise when patent granted", "`limit 1 items per KEY`", "at most once"),
            (
                "award 5 to enterprise when patent granted\ncap 30000 per enterprise for life",
                "leave it out",
                "per life",
            ),
            (f"award 10% of the official_fees for the year {PATENT}", "without an article", "who is paid"),
            (f"award an official_fees of 500 {PATENT}", "without an article", "a part"),
        ],
        4,
        others="broad",
    ),
)
def test_the_help_turns_no_direction(lines: str, part: str, turned: str) -> None:
    text = first_help(lines)
    assert part in text
    assert turned not in text


@pytest.mark.parametrize("comparison", ["不低于", "低于", "不超过", "超过"])
def test_the_edit_of_growth_keeps_the_comparison_and_its_rate(comparison: str) -> None:
    finding = next(
        each
        for each in findings_of(f"{PAID_ZH}\n  须 主营收入 同比增长 {comparison} 20%")
        if each.severity.value == "error"
    )
    assert [edit.lines for edit in finding.edits] == [f"须 主营收入 同比增幅 {comparison} 20%"]


def test_an_article_before_an_undeclared_word_is_not_the_mistake() -> None:
    assert "article" not in first_help(f"award 10% of the lowest official_fees {PATENT}")


@pytest.mark.parametrize("verb", ["奖励", "资助", "补助", "补贴"])
def test_no_repeat_has_the_verbs_of_awards(verb: str) -> None:
    lines = f"{PAID_ZH}\n同一 单位 不重复{verb}"
    assert [each.code for each in findings_of(lines) if each.severity.value != "note"] == []


@pytest.mark.parametrize("amount", ["1-3万元", "1万元至3万元", "1～3万元", "一到三万元"])
def test_a_form_has_no_end_of_a_range(amount: str) -> None:
    assert "`每个 归并项 每年 最高奖励 数额`" in first_help(f"{PAID_ZH}\n企业 每年 最高 资助 {amount}")


@pytest.mark.parametrize(
    ("line", "said", "not_said"),
    [
        ("对 专利 授权 的 企业，前 100万元 奖励 10%", "奖励 数额", "0元"),
        ("对 专利 授权 的 企业，前 三名 奖励", "", "0元"),
        ("award 1 200 000 to enterprise when patent granted", "`1200000`", "`1200`"),
        ("award 1 200 to enterprise when patent granted", "`1200`", "`1200000`"),
    ],
)
def test_a_help_has_the_whole_number_of_its_line_and_no_other(line: str, said: str, not_said: str) -> None:
    language = Language.EN if line.isascii() else Language.ZH
    helps = " ".join(str(finding.texts(language).help) for finding in findings_of(line))
    assert said in helps
    assert not_said not in helps
