"""Other words for a part of a sentence about money back or instalments: an edit or a form that keeps all words."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from tests.support.advice import edits_of, findings_of

AWARD = "award 1000 to enterprise when patent granted\n  as paid"
AWARD_ZH = "对 专利 授权 的 企业，奖励 1000元\n  简称 paid"
RECOVER = f"{AWARD}\nrecover 60% of what was paid when sanction opened"
RECOVER_ZH = f"{AWARD_ZH}\n对 立案查处 立案 的，追回 已拨付资金"
PARTS = f"{AWARD}\npay in parts"
PARTS_ZH = f"{AWARD_ZH}\n分期拨付："


def error_help(lines: str) -> str:
    """The help of the first error about a sentence, in its language."""
    language = Language.EN if lines.isascii() else Language.ZH
    return next(f for f in findings_of(lines) if f.severity is Severity.ERROR).texts(language).help


@pytest.mark.parametrize("verb", ["reclaim", "clawback", "claw back", "recoup", "recapture"])
@pytest.mark.parametrize("rest", ["100% of what was paid", "500 of what was paid", "what was paid above 500"])
def test_another_verb_of_recovery_keeps_the_share(verb: str, rest: str) -> None:
    edits = edits_of(f"{AWARD}\n{verb} {rest} when sanction opened")
    assert edits == [f"recover {rest} when sanction opened"]


@pytest.mark.parametrize(
    "verb",
    ["追缴", "收缴", "返还", "清退", "扣回", "全额追回", "责令退回", "予以追回", "清算", "核减", "扣减", "退还"],
)
def test_another_chinese_verb_of_recovery_keeps_all_words(verb: str) -> None:
    award = "对 导航项目 入选 的 企业，奖励 1000元\n  简称 paid"
    edits = edits_of(f"{award}\n对 引进项目 评估 的，{verb} 同一 项目 的 已拨付资金 超出 500元 部分")
    meant = "对 引进项目 评估 的，追回 同一 项目 的 已拨付资金 超出 500元 部分"
    assert [edit.replace("退回", "追回") for edit in edits] == [meant]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("扣回 5000元", "追回 5000元"),
        ("追缴 5000元", "追回 5000元"),
        ("追回 已拨付资金 的 一半", "追回 已拨付资金 的 50%"),
        ("追回 已拨付资金 的 五成", "追回 已拨付资金 的 50%"),
        ("追回 已拨付资金 的 两成", "追回 已拨付资金 的 20%"),
        ("追回 已拨付资金 的 50", "追回 已拨付资金 的 50%"),
    ],
)
def test_a_sum_or_a_share_of_a_recovery_is_that_of_its_author(written: str, meant: str) -> None:
    assert edits_of(f"{AWARD_ZH}\n对 立案查处 立案 的，{written}") == [f"对 立案查处 立案 的，{meant}"]


def test_money_that_is_given_back_to_an_enterprise_is_not_recovered() -> None:
    assert "追回 5000元" not in error_help("对 专利 授权 的 企业，返还 5000元")


def test_what_was_disbursed_is_what_was_paid() -> None:
    edits = edits_of(f"{AWARD}\nrecover 60% of what was disbursed when sanction opened")
    assert edits == ["recover 60% of what was paid when sanction opened"]


def test_money_is_disbursed_by_an_award() -> None:
    assert edits_of("disburse 1000 to enterprise when patent granted") == [
        "award 1000 to enterprise when patent granted"
    ]


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("set off against future grants for 2 years", 2),
        ("offset against awards within 2 years", 2),
        ("set off against awards for two years", 2),
        ("offset against future awards over the next 3 years", 3),
    ],
)
def test_a_set_off_has_the_years_of_its_author(written: str, years: int) -> None:
    assert edits_of(f"{RECOVER}\n  {written}") == [f"set off against awards for {years} years"]


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("从以后三年应得资金中扣回", "3"),
        ("从今后两年的奖励中抵扣", "2"),
        ("三年内从应得资金中扣回", "3"),
        ("抵扣 后续 应得金额", "…"),
        ("从其以后年度应得资金中扣回", "…"),
    ],
)
def test_a_chinese_set_off_has_the_years_of_its_author_or_none(written: str, years: str) -> None:
    assert f"`抵扣 以后 {years}年 应得金额`" in error_help(f"{RECOVER_ZH}\n  {written}")


def test_a_set_off_without_years_has_none_in_its_form() -> None:
    assert "`set off against awards for … years`" in error_help(f"{RECOVER}\n  set off against future grants")


@pytest.mark.parametrize(
    ("written", "found", "meant"),
    [
        ("须 立案日 距今 6个月内", "距今 6个月 内", "距今 不超过 6个月"),
        ("须 立案日 距 拨款之日 6个月内", "距 拨款之日 6个月 内", "距 拨款之日 不超过 6个月"),
        ("须 立案日 距 拨款之日 两年内", "距 拨款之日 两年内", "距 拨款之日 不超过 2年"),
    ],
)
def test_within_in_chinese_keeps_its_day_and_leaves_the_choice(written: str, found: str, meant: str) -> None:
    lines = f"{RECOVER_ZH}\n  {written}"
    assert error_help(lines) == f"`{found}`有两种含义：`{meant}`含最后一日；不含的，`不超过`改为`不满`"
    assert edits_of(lines) == []


def test_within_keeps_its_day_and_leaves_the_choice() -> None:
    lines = f"{PARTS}\n  100% when granted if granted_on within 90 days of filed_on"
    assert "`at most 90 days after` includes the last day, `less than` in place of `at most` does not" in (
        error_help(lines)
    )
    assert edits_of(lines) == []


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (f"{PARTS}\n  100% when granted if granted_on at most 30 working days after filed_on", "`30 days`"),
        (f"{PARTS_ZH}\n  授权 后 拨付 100%，须 授权日 距 申请日 不超过 6个工作日", "`6天`"),
    ],
)
def test_working_days_are_said_to_be_calendar_days_or_a_field(lines: str, part: str) -> None:
    text = error_help(lines)
    assert text.startswith(("working days are not counted", "工作日不能计算"))
    assert part in text
    assert edits_of(lines) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("核准时 预拨 40%", "核准时 拨付 40%"),
        ("核准时 兑现 40%", "核准时 拨付 40%"),
        ("核准时 先行拨付 40%", "核准时 拨付 40%"),
        ("首付 40%", "核准时 拨付 40%"),
        ("核准时 拨付 四成", "核准时 拨付 40%"),
        ("授权 后 拨付 尾款", "授权 后 拨付 余款"),
        ("授权 后 支付 余款", "授权 后 拨付 余款"),
    ],
)
def test_another_verb_of_an_instalment_keeps_its_day_and_share(written: str, meant: str) -> None:
    rest = "" if "余款" in meant else "\n  1年 后 拨付 余款"
    assert edits_of(f"{PARTS_ZH}\n  {written}{rest}") == [meant]


def test_the_form_of_a_first_instalment_is_on_the_day_of_the_grant() -> None:
    assert "写法：`核准时 拨付 40%`；" in error_help(f"{PARTS_ZH}\n  核准时 先给 企业 40%")


def test_a_time_after_the_grant_is_later() -> None:
    assert "write `25% 4 years later`, counted from the grant" in error_help(
        f"{PARTS}\n  75% at once\n  25% after 4 years"
    )


def test_a_share_of_what_was_paid_is_not_collected() -> None:
    assert "`recover SHARE of what was paid when RECORD EVENT`" in error_help(
        f"{AWARD}\ncollect 30% of what was paid from enterprise when sanction opened"
    )


@pytest.mark.parametrize("words", ["remainder", "the remainder", "the balance", "remaining"])
def test_what_the_other_instalments_leave_is_the_rest(words: str) -> None:
    assert edits_of(f"{PARTS}\n  40% at once\n  {words} when granted") == ["the rest when granted"]


@pytest.mark.parametrize("words", ["首次拨款之日", "首次拨付之日", "第一笔拨款之日"])
def test_the_day_of_the_first_payment_has_other_words(words: str) -> None:
    form = "对 立案查处 立案 的，追回 已拨付资金 乘以 （5 减 自 {} 至 立案日 的年数） 除以 5"
    assert edits_of(f"{AWARD_ZH}\n{form.format(words)}") == [form.format("首笔拨款之日")]


def test_a_difference_that_is_divided_needs_brackets() -> None:
    lines = f"{AWARD_ZH}\n对 立案查处 立案 的，追回 已拨付资金 乘以 5 减 自 首笔拨款之日 至 立案日 的年数 除以 5"
    assert error_help(lines) == "差额应加括号：`(5 减 自 首笔拨款之日 至 立案日 的年数)`"


@pytest.mark.parametrize("words", ["任意", "任何", "连续"])
def test_a_span_of_months_of_a_cap_is_kept(words: str) -> None:
    edits = edits_of(f"{AWARD_ZH}\n每个 企业 {words} 36个月 最高奖励 100万元")
    assert edits == ["每个 企业 连续 36个月 内 最高奖励 100万元"]


HEADS = {
    "effective 2024-01-01 until 2027-12-31": "effective 2024-01-01 to 2027-12-31",
    "effective 2024-01-01 - 2027-12-31": "effective 2024-01-01 to 2027-12-31",
    "effective from 2024-01-01 to 2027-12-31": "effective 2024-01-01 to 2027-12-31",
    "effective 2024-01-01 for 4 years": "effective from 2024-01-01 for 4 years",
    "自 2024年5月1日 起施行，至 2027年4月30日 止": "自 2024年5月1日 起施行，有效期至 2027年4月30日",
}


@pytest.mark.parametrize("written", HEADS)
def test_the_days_of_a_head_are_those_of_its_author(written: str) -> None:
    head = 'policy p "P"' if written.isascii() else "政策 p “办法”"
    findings = Compilation(Source("page.ipp", f"{head}\n  {written}\n")).check()
    assert [edit.lines for finding in findings for edit in finding.edits] == [HEADS[written]]


def test_a_form_has_no_day_that_its_sentence_has_not() -> None:
    page = Source("page.ipp", "政策 p “办法”\n  自 2024年5月1日 起生效，有效期待定\n")
    finding = next(iter(Compilation(page).check()))
    assert "`自 2024年5月1日 起施行，有效期至 日期`" in finding.texts(Language.ZH).help


@pytest.mark.parametrize("blank", ["", " "])
def test_years_in_chinese_numerals_may_follow_a_blank(blank: str) -> None:
    page = Source("page.ipp", f"政策 p “办法”\n  自 2024年5月1日 起施行，有效期{blank}四年\n")
    assert [finding.code for finding in Compilation(page).check() if finding.code.startswith("S")] == []


def test_a_limit_in_the_condition_of_an_instalment_is_not_its_share() -> None:
    assert "一期只有一个比例" not in error_help(f"{PARTS_ZH}\n  授权 后 拨付 100%，须 授权日 距 申请日 不超过 6旬")


def test_a_particle_among_the_expected_words_has_words() -> None:
    lines = f"{PARTS_ZH}\n  授权 后 拨付 余款，须 授权日 距 申请日 6个半月"
    assert findings_of(lines)
