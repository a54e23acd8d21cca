"""Sentences of a later release: one finding each, in several words and word orders; near misses have other findings."""

from __future__ import annotations

import pytest

from tests.support.rows import each_row
from tests.support.semantics.findings import checked

AWARD = "award 100 to enterprise when technology_contract recorded\n"
ZH = "使用词汇 ip\n\n"
AWARD_ZH = ZH + "对 专利合同 备案 的 企业，奖励 100元\n"

LATER = [
    AWARD + "cap 1000000 paid per year across applicants, in turn\n  carry forward\n",
    AWARD_ZH + "每年 各申请人合计 实际拨付 最高不超过 100万元，按序全额拨付\n  超出部分 顺延至以后年度\n",
]


@each_row("page", LATER)
def test_a_sentence_of_a_later_release_gets_one_finding(page: str) -> None:
    found = checked(page)
    assert [code for code in found.codes if code[0] in "SNT"] == ["S071"], found.shown()


@pytest.mark.parametrize(
    "page",
    [
        "award 100 to enterprise when pledge_loan repaid an\n",
        AWARD + 'oblige enterprise to "pay back what was not used"\n',
        AWARD + "cap 1000 per enterprise per year\n  carry forward 2 year s\n",
        "award 50% of what was paid to enterprise when technology_contract recorded\n",
        AWARD_ZH + '企业 应当 "退回未使用的资金"\n',
    ],
)
def test_near_misses_have_other_findings(page: str) -> None:
    assert "S071" not in checked(page).codes
