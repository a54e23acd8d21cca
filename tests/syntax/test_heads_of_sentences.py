"""Each head of an award before each sentence: the sentence is read, or has one finding with a next step."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.base.findings.phrase import Language
from tests.support.advice import findings_of

AWARD = ("award 500 to enterprise when patent granted", "对 专利 授权 的 企业，奖励 500元")
HEADS = {
    Language.EN: (
        "when patent granted", "when the first patent granted", "to enterprise when patent granted",
        "while patent valid", "to enterprise while patent valid", "while enterprise", "each year",
        "to enterprise each year", "from 2022-03-01 when patent granted", "from 2022-03-01 while patent valid",
    ),
    Language.ZH: (
        "对 专利 授权 的，", "对 首次 专利 授权 的，", "对 专利 授权 的 企业，", "对 专利 授权 的 申请人，",
        "对 专利 有效 期间 的，", "对 专利 有效 期间 的 企业，", "对 企业 期间 的，", "每年对 企业，",
        "每年对 所有申请人，", "每年 对 企业、个人，", "自 2022年3月1日 起，对 专利 授权 的，",
        "自 2022年3月1日 起，对 专利 有效 期间 的 企业，", "自 2022年3月1日 起，每年对 企业，",
    ),
}  # fmt: skip
SENTENCES = {
    Language.EN: (
        "recover 50% of what was paid {}", "recover 500 of what was paid {}", "recover what was paid above 500 {}",
        "collect 500 {}", "collect as follows {}\n  otherwise: 500", 'refers to "DOCUMENT" {}', "suspend {}",
        "allocate 500 per year {}", "pay in parts\n  60% {}",
    ),
    Language.ZH: (
        "{}追回 已拨付资金", "{}追回 同一 专利 的 已拨付资金 的 50%", "{}追回 500元",
        "{}追回 已拨付资金 超出 500元 部分", "{}收取 500元", "{}按下列标准 收取：\n  其余：500元",
        "{}按 “文号” 执行", "{}当年不予奖励", "{}每年 安排 500元",
        "分期拨付：\n  {}拨付 60%",
    ),
}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("language", Language)
def test_a_head_is_read_or_has_a_next_step(language: Language) -> None:
    for sentence in SENTENCES[language]:
        for head in HEADS[language]:
            page = (AWARD[language is Language.ZH], *sentence.format(head).splitlines())
            problems = [finding for finding in findings_of(*page) if finding.severity is Severity.ERROR]
            silent = [each.code for each in problems if not each.texts(language).help]
            assert not silent, (page, silent)


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ("对 专利 有效 期间 的，", "专利 有效 期间"), ("每年对 企业，", "每年对"),
        ("自 2022年3月1日 起，对 专利 授权 的，", "自 2022年3月1日 起"), ("对 专利 授权 的 企业，", "企业"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("sentence", ["追回 已拨付资金", "按 “文号” 执行"])
def test_a_sentence_about_an_event_names_the_part_that_it_does_not_have(head: str, word: str, sentence: str) -> None:
    [finding] = findings_of(AWARD[1], head + sentence)
    assert (finding.code, getattr(finding, "found", "")) == ("S001", word)
