"""Limits and rules of release on a first page: the sentences with such a rule, and the proposed lines."""

from __future__ import annotations

import itertools
import re

import pytest

from ipdsl.audit.draft.sentences import HOLDERS, MoneyRule, MoneyRuleKind, ProposalPlace, checked_line, money_rules
from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.compilation import Compilation
from tests.support.audit.first_pages import END, HEAD, articles_of, drafted, official_text
from tests.support.audit.pages import DOCUMENTS
from tests.support.rows import each_row
from tests.support.slow import sampled

LIMIT, ROUNDING, RELEASE = MoneyRuleKind.LIMIT, MoneyRuleKind.ROUNDING, MoneyRuleKind.RELEASE
RECOVERY = MoneyRuleKind.RECOVERY
AWARD, CAP, AMOUNT, POLICY = ProposalPlace.AWARD, ProposalPlace.CAP, ProposalPlace.AMOUNT, ProposalPlace.POLICY
HEADING = ProposalPlace.HEAD

RULES = {
    "企业被立案查处的，追回已拨付资金。": [MoneyRule(RECOVERY, "recover 100% of what was paid when sanction opened")],
    "本办法施行期间被立案查处的，追回全部奖励资金。": [
        MoneyRule(RECOVERY, "recover 100% of what was paid when sanction opened", POLICY)
    ],
    "被立案查处的，追回50%的奖励资金。": [MoneyRule(RECOVERY)],
    "骗取资金的，由主管部门追缴已发放的补贴。": [MoneyRule(RECOVERY)],
    "三年内迁出本市的，应退还已获得的资助资金。": [MoneyRule(RECOVERY)],
    "提供虚假材料的，取消申报资格，已拨付的奖金予以收回。": [MoneyRule(RELEASE), MoneyRule(RECOVERY)],
    "按保费的30%给予补助，每家企业每年最高不超过3万元。": [MoneyRule(LIMIT, "cap 30000 per enterprise per year")],
    "每个单位补助最高不超过1.5万元。": [MoneyRule(LIMIT, "cap 15000 per unit")],
    "同一单位或个人同一年度获得该项资助不超过 30 万元。": [MoneyRule(LIMIT, "cap 300000 per applicant per year")],
    "每家企业年度贴息补助不超过10万；": [MoneyRule(LIMIT, "cap 100000 per enterprise per year")],
    "每个代理机构（含分支机构）当年资助不超过5万元。": [MoneyRule(LIMIT, "cap 50000 per patent_agency per year")],
    "每家企业连续12个月内最高补助3万元。": [MoneyRule(LIMIT, "cap 30000 per enterprise in any 12 months")],
    "每家企业任意三年内最多补助2件。": [MoneyRule(LIMIT, "limit 2 items per enterprise in any 3 years")],
    "每家企业每三年最高补助3万元。": [MoneyRule(LIMIT, "cap 30000 per enterprise per 3 years")],
    "每家企业三年内最高补助3万元。": [MoneyRule(LIMIT)],
    "单个企业每种权项每年最高补助30万元。": [MoneyRule(LIMIT)],
    "全市年度奖励总额最高不超过500万元。": [MoneyRule(LIMIT, "cap 5000000 per year across applicants")],
    "按判赔金额的20%予以补助，最高不超过5万元；": [MoneyRule(LIMIT, "at most 50000", AWARD)],
    "择优给予单项最高50万元资助。": [MoneyRule(LIMIT, "up to 500000", AMOUNT)],
    "各级各类资助总额不超过官方规定费用。": [MoneyRule(LIMIT, "counting all other support", AWARD)],
    "每件资助不高于官方规定费用的50%。": [MoneyRule(LIMIT)],
    "同一单位每年受资助的作品数量最高为100件。": [MoneyRule(LIMIT, "limit 100 items per unit per year")],
    "一个年度每个权利人奖励1次。": [MoneyRule(LIMIT, "limit 1 items per applicant per year")],
    "同一项发明创造最多资助3个国家或地区。": [MoneyRule(LIMIT)],
    "每年评选不超过5个项目，每个项目补助10万元。": [MoneyRule(LIMIT)],
    "采取总额限定的方式。": [MoneyRule(LIMIT)],
    "本意见中对企业的各项奖励，以不超过该企业当年地方综合贡献额部分为限，剩余金额可在后两年内兑现。": [
        MoneyRule(LIMIT, "cap local_contribution per enterprise per year", POLICY),
        MoneyRule(RELEASE, "carry forward 2 years", CAP),
    ],
    "受到立案查处的单位，当年度内不能享受本意见中的扶持政策。": [
        MoneyRule(RELEASE, "suspend unit for the year when sanction opened", POLICY)
    ],
    "优先享受国家、省级政策，市级不予叠加。": [
        MoneyRule(RELEASE, "none when another level supported the same matter", POLICY)
    ],
    "奖励资金分两期拨付，验收合格后拨付剩余部分。": [MoneyRule(RELEASE)],
    "经公示无异议后，给予奖励。": [MoneyRule(RELEASE)],
    "项目通过验收的给予配套补助。": [MoneyRule(RELEASE)],
    "有失信行为的，暂停拨付资金。": [MoneyRule(RELEASE)],
    "市财政落实知识产权专项资金。": [MoneyRule(RELEASE)],
    "奖励在次年申报兑现。": [MoneyRule(RELEASE)],
    "按保费的30%给予补助，不足500元的不予补助。": [MoneyRule(LIMIT, "nothing below 500", AWARD)],
    "补助金额低于1,000元的，不再发放。": [MoneyRule(LIMIT, "nothing below 1000", AWARD)],
    "每户每年合计不足500元的，不予补助。": [MoneyRule(LIMIT, "nothing below 500 per applicant per year")],
    "合计不足五百元的不予发放。": [MoneyRule(LIMIT, "nothing below 500 per applicant per year")],
    "本办法各项补助，每家企业年度合计不足1000元的不予补助。": [
        MoneyRule(LIMIT, "nothing below 1000 per enterprise per year", POLICY)
    ],
    "三年内合计不足500元的不予补助。": [MoneyRule(LIMIT)],
    "最低补助2000元，最高补助5万元。": [
        MoneyRule(LIMIT, "at most 50000", AWARD),
        MoneyRule(LIMIT, "at least 2000", AWARD),
    ],
    "单项补助最低不少于1000元。": [MoneyRule(LIMIT, "at least 1000", AWARD)],
    "每户每年补助不低于1000元。": [MoneyRule(LIMIT)],
    "补助金额低于100元的按100元发放。": [MoneyRule(LIMIT, "at least 100", AWARD)],
    "不足百元的，按百元计。": [MoneyRule(LIMIT, "at least 100", AWARD)],
    "补助金额低于100元的按200元发放。": [MoneyRule(LIMIT)],
    "补助金额取整到百元。": [MoneyRule(ROUNDING, "round down to 100", HEADING)],
    "金额以元为单位，不足一元的部分舍去。": [MoneyRule(ROUNDING, "round down to 1", HEADING)],
    "补助金额四舍五入到元。": [MoneyRule(ROUNDING, "round half up to 1", HEADING)],
    "补助金额按10%计算，取整到百元。": [MoneyRule(ROUNDING)],
    "每户每年补助合计向下取整到100元。": [MoneyRule(ROUNDING, "round down to 100 per applicant per year")],
    "每户每年补助合计四舍五入到百元。": [MoneyRule(ROUNDING)],
    "连续24个月内补助总额不超过20万元。": [MoneyRule(LIMIT, "cap 200000 per applicant in any 24 months")],
    "同一设备连续24个月内补助不超过20万元。": [MoneyRule(LIMIT)],
    "同一申请人同一机型每3年补助1次。": [MoneyRule(LIMIT)],
    "同一企业同一项目每年补助不超过20万元。": [MoneyRule(LIMIT)],
    "每户农户每年最高补助3万元。": [MoneyRule(LIMIT, "cap 30000 per applicant per year")],
    "每家企业每三年可申请一次。": [MoneyRule(LIMIT, "limit 1 items per enterprise per 3 years")],
    "每三年补助一次。": [MoneyRule(LIMIT)],
    "每个项目限1个申请人申报。": [MoneyRule(LIMIT)],
    "全市年度补助总额最高不超过300万元，超出的同比例核减。": [
        MoneyRule(LIMIT, "cap 3000000 per year across applicants, in proportion")
    ],
    "Payments below 100 are not made.": [MoneyRule(LIMIT, "nothing below 100", AWARD)],
    "No payment below EUR 1 000 is made in a calendar year.": [
        MoneyRule(LIMIT, "nothing below 1000 EUR per applicant per year")
    ],
    "The grant is at least €500.": [MoneyRule(LIMIT, "at least 500 EUR", AWARD)],
    "Amounts are rounded down to the nearest 100.": [MoneyRule(ROUNDING, "round down to 100", HEADING)],
    "Amounts are rounded down to full EUR 10.": [MoneyRule(ROUNDING)],
    "The total of a year is rounded down to 100.": [MoneyRule(ROUNDING, "round down to 100 per applicant per year")],
}
ENGLISH_RECOVERIES = (
    "If the machine is sold within five years, the grant shall be repaid in full.", "Clawback applies for three years.",
    "The beneficiary must repay the aid with interest.", "The authority may reclaim payments made in error.",
    "Amounts paid in excess are to be refunded.",
)  # fmt: skip
WITHOUT_LINE = {
    LIMIT: (
        "累计不超过同期地方财政贡献的80%。", "累计不超过该企业当年地方综合贡献额的50%。",
        "奖励总额不超过企业当年地方财政贡献的一半。", "每年奖励不超过企业上年度地方财政贡献。",
        "各级各类资助总额不超过官方规定费用的50%。", "同一企业每半年最高奖励10万元。", "每家企业每月最高奖励1万元。",
        "每家企业每季度最高奖励1万元。", "小微企业每年最高奖励10万元。", "外资企业每年最高奖励10万元。",
        "每家小微企业每年最高奖励10万元。", "每家集团（含子公司）每年最高奖励100万元。",
        "每个园区内企业每年合计最高奖励100万元。", "除小微企业外，每家企业每年最高奖励10万元。",
        "每家企业每年最高奖励10万元，但首次获得专利的企业除外。", "每家企业最高奖励10万元，特别优秀的不受此限。",
        "每家企业每年最高奖励10万元，小微企业加倍。", "每家企业每年最高奖励10万元，可上浮20%。",
        "每家企业每年最高奖励10万元（小微企业20万元）。", "每家企业每年不超过20万元且不超过上年度纳税额。",
        "每家企业每年最高奖励10万元的80%。", "每家企业每年最高奖励廿万元。", "每家企业最高奖励10万元左右。",
        "2025年每家企业最高奖励3万元。", "每家企业自2026年1月1日起最高奖励3万元。",
        "企业累计最高奖励10万元。", "每家最高奖励日元100万。",
        "每家企业每年至少资助1万元，最多资助5万元。", "按费用的50%补助，每年最高10万元。",
        "In 2025 at most 30,000 euros per enterprise.", "From 2026, at most 20,000 euros are paid per enterprise.",
        "At most 5,000 per enterprise per year except for agencies.", "At most 5,000 per enterprise per month.",
        "At most 5,000 per enterprise, or 10,000 in parks.", "At most 5,000 per enterprise in a calendar year.",
        "At most 5,000 per enterprise per project per year.", "At most EUR 2.000 per enterprise.",
        "At most 5,000 per enterprise, doubled for agencies.", "At most 5,000 per enterprise unless it is old.",
        "每家企业首年最高奖励10万元。", "按费用的30%补助，个人最高2万元，单位最高5万元。",
        "At most 5,000 per person if the person is a student.", "Payments below 100 are not made to agencies.",
        "No more than 5000 euros are paid per household and child.", "Awards of at least 500 are granted to schools.",
        "The grant is at least 500 per year.", "Grants below EUR 100 are not paid, except to schools.",
    ),
    RELEASE: (
        "超出部分第二年兑现50%。", "超出部分在后两年内兑现50%。", "奖励金额超过10万元的，分两年按6:4比例拨付。",
        "优先享受国家、省级政策，市级不予叠加，但小微企业除外。",
    ),
    ROUNDING: (
        "企业补助金额取整到百元，个人补助金额取整到十元。", "Amounts are rounded down to the nearest 100 for firms.",
    ),
}  # fmt: skip
"""Sentences with a figure, a period, a currency, an exception or a factor that no line says."""

NO_RULES = (
    "对新获驰名商标的，奖励50万元。", "加强宣传引导。", "被列入最高人民法院年度典型案例的，奖励10万元。",
    "合同金额不超过100万元的，按1%予以补助。", "本措施所称最高、不超过等均包含本数。", "向创新型企业发放贷款。",
    "采取第三方评选和公示公开等方式，确定培优名录。", "同一年度获多项称号的，以单项最高金额给予奖励。",
    "投资额不低于500万元的企业，给予奖励。", "对投资额至少100万元的项目给予奖励。", "职工最低工资2000元。",
    "超出100万元至500万元部分，按0.5%补助。", "自购置之日起12个月内申请。", "对评分前10名的企业奖励10万元。",
    "按费用的三分之二给予补助。", "不足一年的不计。", "Applicants are aged 20 to 65.",
    "申请材料概不退还。", "The borrower must repay the loan within five years.", "The plant recovers heat.",
)  # fmt: skip


@each_row(("sentence", "rules"), RULES.items())
def test_a_limit_or_a_rule_of_release_is_found_with_its_line(sentence: str, rules: list[MoneyRule]) -> None:
    assert list(money_rules(sentence)) == rules


@each_row(("sentence",), [(sentence,) for sentence in ENGLISH_RECOVERIES])
def test_money_that_is_paid_back_is_a_recovery_without_a_line(sentence: str) -> None:
    assert money_rules(sentence) == (MoneyRule(RECOVERY),)


@each_row(("kind", "sentence"), [(kind, sentence) for kind, rows in WITHOUT_LINE.items() for sentence in rows])
def test_a_rule_has_no_line_if_the_line_leaves_out_a_word_that_changes_the_sum(
    kind: MoneyRuleKind, sentence: str
) -> None:
    assert {(rule.kind, rule.line) for rule in money_rules(sentence)} == {(kind, "")}


@each_row("sentence", NO_RULES)
def test_other_sentences_have_no_such_rule(sentence: str) -> None:
    assert money_rules(sentence) == ()


@each_row("sentence", ("年营业收入低于500万元的，不予补助。", "合同金额不足1万元的，不予资助。"))
def test_a_threshold_of_another_sum_is_no_least_sum(sentence: str) -> None:
    assert money_rules(sentence) == (MoneyRule(RELEASE),)


@pytest.mark.parametrize("language", sampled(Language, 2, others="broad"))
def test_a_page_with_a_proposed_line_has_no_errors(language: Language) -> None:
    """Every holder, with and without a year, for sums, numbers and parts of a sentence without a proposal."""
    parts = itertools.product(HOLDERS, ("", "每年"), ("最高补助3万元", "最多补助3件"))
    written = [f"每个{who}{year}{most}。" for who, year, most in parts]
    lines = [(rule.line, rule.place) for words in (*written, *RULES) for rule in money_rules(words) if rule.line]
    assert len(lines) >= len(written)
    assert [line for line, place in lines if checked_line(line, place, language) is None] == []
    assert checked_line("cap 3 per nobody", ProposalPlace.BLOCK, language) is None


OPENING = {
    Language.EN: "policy p\n  effective from 2021-01-01\n  use ip\n\narticle 1\n",
    Language.ZH: "政策 p\n  自 2021年1月1日 起施行\n  使用词汇 ip\n\n第1条\n",
}
AWARD_LINE = {
    Language.EN: "award 50% of official_fees when invention_patent granted",
    Language.ZH: "对 发明专利 授权 的，按 官方费用 的 50% 奖励",
}
CAP_LINE = {
    Language.EN: "cap local_contribution per enterprise per year",
    Language.ZH: "每个 企业 每年 最高奖励 地方综合贡献额",
}
PLACES = {
    Language.EN: {"below its award": "  {line}", "as a line under its award": "    {line}",
                  "as a line under its cap": "  {cap}\n    {line}", "under `over policy`": "  over policy\n    {line}",
                  "as a line of the head": ""},
    Language.ZH: {"写在所属奖励之后": "  {line}", "写在所属奖励之下": "    {line}",
                  "写在所属限额之下": "  {cap}\n    {line}", "写在`适用于 全文：`之下": "  适用于 全文：\n    {line}",
                  "写在文首": ""},
}  # fmt: skip
"""What a comment says about the place of the line below it, with the line in this place; empty for the head."""


@pytest.mark.parametrize("language", sampled(Language, 2, others="broad"))
def test_the_comments_of_a_page_become_lines_of_a_page_without_errors(language: Language) -> None:
    comments = [line[2:] for line in page_of_rules(language).split("\n") if line.startswith("# ")]
    proposals = [
        (written, line)
        for name, line in itertools.pairwise(comments)
        for place, written in PLACES[language].items()
        if name.startswith("- ") and name.rstrip(":：").endswith(place)
    ]
    assert len(proposals) == sum(bool(rule.line) and rule.place is not AMOUNT for rs in RULES.values() for rule in rs)
    for written, line in proposals:
        below = written.format(line=line, cap=CAP_LINE[language])
        opening = OPENING[language] if below else OPENING[language].replace("\n\n", f"\n  {line}\n\n")
        page = f"{opening}  {AWARD_LINE[language]}\n{below}\n"
        if re.search("EUR|欧元", line):
            page = page.replace("  use ip", "  currency EUR\n  use ip").replace("  使用", "  币种 EUR\n  使用")
        assert [finding for finding in Compilation.from_text(page, "p.ipp").check() if is_error(finding)] == [], page


def page_of_rules(language: Language) -> str:
    """A first page of all sentences of the table."""
    numbers = "一二三四五六七八"
    groups = [list(RULES)[index :: len(numbers)] for index in range(len(numbers))]
    articles = (f"第{number}条 奖励。{''.join(words)}\n" for number, words in zip(numbers, groups, strict=True))
    return drafted(f"{HEAD}{''.join(articles)}{END}", language)


def is_error(finding: Diagnostic) -> bool:
    return finding.severity is Severity.ERROR


def test_a_limit_without_a_proposal_is_named_and_its_article_is_not_without_money() -> None:
    page = drafted(f"{HEAD}第一条 评选。每年评选不超过5个项目。\n第二条 兑现。奖励分两期拨付。\n{END}")
    (first, limit), (second, release) = [*articles_of(page).items()][:2]
    assert (first, limit[-1]) == ('article 1 "评选"', "- a limit")
    assert (second, release[-1]) == ('article 2 "兑现"', "- a rule of release")


@pytest.mark.parametrize("city", sampled(DOCUMENTS, 3, others="broad"))
def test_no_article_of_an_official_text_with_such_a_rule_is_without_money(city: str) -> None:
    for article, comments in articles_of(drafted(official_text(city))).items():
        rules = [rule for line in comments if line.startswith("line ") for rule in money_rules(line.partition(": ")[2])]
        assert not (rules and article.endswith(" informative")), article
