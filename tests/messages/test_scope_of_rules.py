"""A rule that names less than all awards before it is not read as a rule on all; a bound with two readings is asked."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.findings.phrase import Language
from tests.support.advice import edits_of, findings_of
from tests.support.slow import sampled

pytestmark = pytest.mark.broad

PATENTS, CONTRACTS = "对 专利 授权 的 企业，奖励 1万元", "对 专利合同 备案 的 企业，奖励 2万元"
PATENTS_EN = "award 5000 to enterprise when patent granted"
CONTRACTS_EN = "award 500 to enterprise when technology_contract recorded"


def errors(*lines: str) -> list[Diagnostic]:
    """The errors of a page with these sentences."""
    return [finding for finding in findings_of(*lines) if finding.severity is Severity.ERROR]


def choices(line: str) -> list[str]:
    """The lines of the edits between which the author chooses."""
    return [edit.lines for finding in findings_of(line) for edit in finding.alternatives]


@pytest.mark.parametrize(
    "rule",
    sampled(
        [
            "每家企业每年专利奖励不超过5万元",
            "单个企业当年获得的商标奖励总额最高不超过5万元",
            "单个企业当年发明专利奖励不超过5万元",
            "单个企业当年质押贷款补助不超过5万元",
            "单个企业当年金额奖励不超过5万元",
            "同一企业当年获得的建设补贴不超过5万元",
            "每年专利奖励资金总额不超过500万元",
            "全市当年专利奖励总额不超过500万元",
            "每家企业每年专利最多5件",
            "每家企业每年商标不超过5件",
        ],
        3,
        others="broad",
    ),
)
def test_a_rule_on_some_awards_is_not_read_as_one_on_all(rule: str) -> None:
    assert edits_of(PATENTS, CONTRACTS, rule) == []


@pytest.mark.parametrize(
    ("awards", "rule", "read"),
    [
        ([PATENTS], "每家企业每年专利奖励不超过5万元", "每个 企业 每年 最高奖励 5万元"),
        ([PATENTS], "每家企业每年专利不超过5件", "每个 企业 每年 最多 5件"),
        ([PATENTS, CONTRACTS], "单个企业当年获得的各类奖励总额最高不超过5万元", "每个 企业 每年 最高奖励 5万元"),
        ([PATENTS, CONTRACTS], "每家企业每年奖励金额不超过5万元", "每个 企业 每年 最高奖励 5万元"),
        ([PATENTS, CONTRACTS], "同一专利不得重复奖励", "同一 专利号 不重复奖励"),
    ],
)
def test_a_rule_on_all_awards_is_read(awards: list[str], rule: str, read: str) -> None:
    assert edits_of(*awards, rule) == [read]


def test_an_english_rule_on_some_awards_is_not_read_as_one_on_all() -> None:
    rule = "the grant for patents may not exceed 30000"
    assert edits_of(PATENTS_EN, CONTRACTS_EN, rule) == []


def test_a_rule_in_a_second_award_is_not_read_as_one_on_the_first() -> None:
    second = "对 专利合同 备案 的 企业，奖励2万元，每家企业每年奖励最高不超过5万元"
    assert edits_of(PATENTS, second) == []
    assert edits_of(second) != []


@pytest.mark.parametrize("bound", sampled(["up to", "within", "not exceeding"], 3, others="broad"))
@pytest.mark.parametrize("base", ["of the amount", "of amount"])
def test_a_limit_after_the_base_of_a_share_is_offered_for_both(bound: str, base: str) -> None:
    line = f"pay 50% {base} {bound} 20000 to enterprise when technology_contract recorded"
    end = " to enterprise when technology_contract recorded"
    assert edits_of(line) == []
    assert choices(line) == [f"award 50% of amount at most 20000{end}", f"award 50% of (amount up to 20000){end}"]


@pytest.mark.parametrize(
    "line",
    sampled(
        [
            "award 5% of amount between 100000 and 200000 to enterprise when technology_contract recorded",
            "award 10% of amount of at least 500 to enterprise when technology_contract recorded",
            "award 50% of the amount at least 5000 to enterprise when technology_contract recorded",
            "enterprises receive 5000 for each patent granted, and 3000 if not domestic",
            "award 500 at once to enterprise when technology_contract recorded",
            "award 500 to enterprise at once when technology_contract recorded",
            "award 50% of the eligible amount to enterprise when technology_contract recorded",
            "award 50% of the total amount to enterprise when technology_contract recorded",
            "award 500 to one enterprise when technology_contract recorded",
            "award 500 to enterprise when all technology_contract recorded",
            "award a voucher of 500 to enterprise when technology_contract recorded",
            "对 专利 授权 的 企业，奖励5000元，总额最高 1万元",
            "对 专利合同 备案 且 金额 100万元以下 的 企业，奖励 1万元",
            "对 专利合同 备案 的 企业，返还1万元",
        ],
        3,
        others="broad",
    ),
)
def test_a_sentence_with_two_meanings_or_a_word_that_restricts_has_no_edit(line: str) -> None:
    assert edits_of(line) == []


def test_the_total_of_nobody_is_not_read() -> None:
    assert edits_of(PATENTS_EN, "the total may not exceed 30000") == []
    assert edits_of(PATENTS_EN, "the total budget is 30000") == ["cap 30000 across applicants"]


@pytest.mark.parametrize(("second", "first"), [("100万元以上", "低于"), ("超过100万元", "不超过")])
def test_a_second_bound_says_whether_a_first_one_has_its_number(second: str, first: str) -> None:
    (edit,) = edits_of(f"对 专利合同 备案 的 企业，金额100万元以下的奖励1万元，{second}的奖励2万元")
    assert f"金额 {first} 100万元：1万元" in edit


@pytest.mark.parametrize("rule", ["每年不超过 5家", "每年不超过 5人", "每个 企业 每年 最多 5家", "每年奖励不超过5家"])
def test_a_number_of_applicants_is_no_number_of_records(rule: str) -> None:
    (finding,) = errors(PATENTS, rule)
    assert "各申请人合计 最多 5个 申请人" in str(finding.texts(Language.ZH).help)


@pytest.mark.parametrize(
    "rule",
    [
        "每年 各申请人合计 最高奖励 500万元，按申请时间先后",
        "每年 各申请人合计 最高奖励 500万元，小微企业优先",
        "每年 各申请人合计 最高奖励 500万元，其中小微企业 100万元",
        "所有企业每年合计最高奖励 500万元",
        "全部企业每年合计最高奖励 500万元",
        "全市每年奖励不超过500万元，高新优先",
    ],
)
def test_the_help_on_a_budget_is_one_for_all_applicants(rule: str) -> None:
    texts = errors(PATENTS, rule)[0].texts(Language.ZH)
    assert "每年 各申请人合计 最高奖励" in str(texts.help)
    assert "每个 归并项" not in str(texts.help)
