"""Forms of official wording, one class each: what they become, and near forms that are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.advice.rewording import states_the_same
from ipdsl.driver.compilation import Compilation

pytestmark = pytest.mark.broad

VOCABULARY = """vocabulary harbour "Grants of a harbour"
applicant fisher "渔民" "a person who fishes"
applicant yard "船厂" "a company that builds boats"
level national "国家级" > local "市级"
applicant fields
  resident "本地居民" yes/no dated
  small "小型" yes/no dated
figures per year
  catch "渔获额" money
record boat "渔船" "one boat" plural boats
  key hull "船号"
  price "船价" money
  fittings "配件费" money
  rebate "返还款" money
  tonnes "吨位" number "吨"
  berths "泊位数" count
  months "停航月数" count
  wooden "木质" yes/no
  insured "已投保" yes/no
  gear "渔具" is one of net "渔网", line "渔线", trap "渔笼"
  ordered_on "订购日" date
  applied_on "申请日" date
  event delivered "交付" on delivered_on "交付日"
"""
ENGLISH = """policy p "P"
  effective 2020-01-01 to 2029-12-31
  currency EUR
  use harbour
  language 4

article 1 "One"
  {lines}
"""
CHINESE = """政策 p "P"
  自 2020年1月1日 起施行，有效期至 2029年12月31日
  使用词汇 harbour
  语言版本 4

第1条 "一"
  {lines}
"""
AWARD = "award 1 to fisher when boat delivered"
AWARD_ZH = "对 渔船 交付 的 渔民，奖励 1元"
TAIL = "to fisher when boat delivered"


def edits(lines: str, folder: Path) -> list[str]:
    """The lines of the edits that are proposed for sentences of the page's article."""
    (folder / "harbour.ipp").write_text(VOCABULARY, encoding="utf-8")
    around = ENGLISH if lines.isascii() or "€" in lines else CHINESE
    text = around.replace("{lines}", lines.replace("\n", "\n  "))
    path = folder / "page.ipp"
    path.write_text(text, encoding="utf-8")
    findings = Compilation(Source(str(path), text)).check()
    assert findings.has_errors, "the sentence is no sentence of the language"
    return [edit.lines for finding in findings for edit in finding.edits]


SUMS = [
    ("€3 per tonne", "3 times tonnes"),
    ("€3 for each berth, maximum 10 berths", "3 times min(10, berths)"),
    ("two thirds of price", "2/3 of price"),
    ("one fifth of price", "20% of price"),
    ("€40 x tonnes / 2", "40 times tonnes divided by 2"),
    ("60% of the difference between price and rebate", "60% of (price less rebate)"),
    ("half of the sum of price and fittings", "50% of (price plus fittings)"),
    ("the lesser of price and €500", "min(price, 500)"),
    ("10% of price or 20% of fittings, whichever is the greater", "max(10% of price, 20% of fittings)"),
    ("5% of price or of fittings, whichever is lower", "5% of min(price, fittings)"),
    (
        "€9 a tonne for the first 20 tonnes and €4 a tonne for the rest",
        "9 times (tonnes up to 20) plus 4 times (tonnes above 20)",
    ),
    (
        "8% of the first €1,000 of price, 5% of the next €500 and 1% of the rest",
        "(8% of (price up to 1000)) plus (5% of (price above 1000 up to 1500)) plus (1% of (price above 1500))",
    ),
    ("30% of price exceeding €2,000", "30% of price above 2000"),
    ("10% of price, rounded up to the nearest €5,", "(10% of price) rounded up to 5"),
    (
        "€20 for every full month from ordered_on to delivered_on",
        "20 times full months from ordered_on to delivered_on",
    ),
    ("2% of last year's catch", "2% of catch of last year"),
    ("1% of the average catch over the previous four years", "1% of average catch of last 4 years"),
    ("price times (500 less fittings) divided by 900", "price times ((500 less fittings) divided by 900 EUR)"),
]


@pytest.mark.parametrize(("sum_", "read"), SUMS)
def test_an_english_sum_is_read(sum_: str, read: str, tmp_path: Path) -> None:
    assert edits(f"award {sum_} {TAIL}", tmp_path) == [f"award {read} {TAIL}"]


CONDITIONS = [
    ("delivered within 3 weeks of ordered_on", "delivered_on at most 21 days after ordered_on"),
    (
        "applied_on not later than two months after the date of delivery",
        "applied_on at most 2 months after delivered_on",
    ),
    ("catch is more than 120% of the catch of the previous year", "catch more than 120% of catch of last year"),
    ("tonnes at least 5 but less than 9", "tonnes at least 5 and tonnes less than 9"),
    ("price not exceeding 9000", "price at most 9000"),
]


@pytest.mark.parametrize(("condition", "read"), CONDITIONS)
def test_an_english_condition_is_read(condition: str, read: str, tmp_path: Path) -> None:
    assert edits(f"award 1 {TAIL} and {condition}", tmp_path) == [f"award 1 {TAIL} and {read}"]


SENTENCES = [
    ('"net price" means price less rebate', 'here net_price "net price" of boat means price less rebate'),
    (
        "the share means 10%, plus 5% where wooden, plus 20% where insured, but 30% at most",
        "here share of boat as follows\n  wooden and insured: 30%\n  wooden: 15%\n  insured: 30%\n  otherwise: 10%",
    ),
    ("every boat must be insured", "require of boat that insured"),
    ("applicants must be resident", "if resident"),
    (
        "a total budget of €9,000 per year, first come, first served",
        "cap 9000 per year across applicants, in order of applied_on",
    ),
    ("up to €900 a year for all applicants together", "cap 900 per year across applicants"),
    ("a maximum of €50 for any one fisher in any one year", "cap 50 per fisher per year"),
    (
        "the grant together with all other aid must not exceed 60% of the price",
        "cap 60% of price per item\n  counting all other support",
    ),
    ("no fisher may receive more than €90 in any 24 months", "cap 90 per fisher in any 24 months"),
    ("only two grants to a fisher in each year", "limit 2 items per fisher per year"),
]


@pytest.mark.parametrize(("sentence", "read"), SENTENCES)
def test_an_english_sentence_is_read(sentence: str, read: str, tmp_path: Path) -> None:
    assert edits(f"{AWARD}\n{sentence}", tmp_path) == [read]


REDUCED = [
    ("increased by half", "4500"), ("reduced by a third", "2000"), ("reduced by 10%", "2700"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "other"), REDUCED)
def test_a_fraction_changes_an_amount_by_that_fraction(change: str, other: str, tmp_path: Path) -> None:
    sentence = f"award 3000 {TAIL}, {change} if wooden"
    assert edits(sentence, tmp_path) == [f"award as follows {TAIL}\n  wooden: {other}\n  otherwise: 3000"]


@pytest.mark.parametrize("change", ["上浮四分之一", "减少四分之三", "增长三分之一以上", "按三分之二"])
def test_a_fraction_in_chinese_words_ends_in_no_error(change: str, tmp_path: Path) -> None:
    assert edits(f"对交付渔船的渔民，奖励3000元，已投保的{change}", tmp_path) == []


UNREAD = [
    "award 3 per knot to fisher when boat delivered",  # no such field
    "award 10% of price and fittings to fisher when boat delivered",  # of one or of both
    "award 10% of price or rebate, whichever is lower, to fisher when boat delivered",  # 10% of which
    "award 9 a tonne for the first 20 tonnes and 4 a berth for the rest to fisher when boat delivered",  # two bases
    "award about half of price to fisher when boat delivered",
    "award 10% of price to fisher when boat delivered, rounded down to the nearest €10, but at most €75",  # which first
    "award 1 to fisher when boat delivered and applied_on within 3 months",  # of what
    "award 1 to fisher when boat delivered and catch is 10% more than last year",
    "award 1% of the average price over the previous four years to fisher when boat delivered",  # no figure
    "award 1 to fisher when boat delivered\ncap 100 per fisher per financial year",  # which year
    "award 1 to fisher when boat delivered\nno fisher may receive more than €90 over any three fiscal years",
    "award 1 to fisher when boat delivered\neach fisher may receive more than €90 a year",  # no limit
    "award 1 to fisher when boat delivered\nup to €900 a year",  # of one or of all
    "award 1 to local_fisher when boat delivered",  # a quality of no field
    "award 1 to local fisher when boat delivered",
    "award 1 to microfisher when boat delivered",
]


@pytest.mark.parametrize("lines", UNREAD)
def test_an_english_sentence_that_leaves_something_open_is_not_read(lines: str, tmp_path: Path) -> None:
    assert edits(lines, tmp_path) == []


SUMS_ZH = [
    ("按吨位每吨补贴30元", "补贴 30元 乘以 吨位"),
    ("按船价的一半补助", "按 船价 的 50% 补助"),
    ("按船价与配件费之和的20%补贴", "按 （船价 加 配件费） 的 20% 补贴"),
    ("按船价扣除返还款后的10%补助", "按 （船价 减 返还款） 的 10% 补助"),
    ("补贴额为30元×（9－泊位数）×吨位", "补贴 30元 乘以 （9 减 泊位数） 乘以 吨位"),
    ("补助船价的5%或2万元，取较低者", "按 船价 的 5% 补助，最高不超过 2万元"),
    (
        "船价20万元以内部分按2%补贴，超过20万元部分按4%补贴",
        "补贴 （船价 未超出 20万元 部分） 的 2% 加 （船价 超出 20万元 部分） 的 4%",
    ),
    ("按船价的7%补助，四舍五入到千元", "按 船价 的 7% 四舍五入 至 1000 补助"),
    ("从订购日到交付日每满一个月补贴50元", "补贴 50元 乘以 自 订购日 至 交付日 的满月数"),
    ("按上年度渔获额的1%奖励", "按 上年 渔获额 的 1% 奖励"),
    ("按船价的1%补贴，不超过前三年渔获额的平均值", "按 船价 的 1% 补贴，最高不超过 前 3年 平均 渔获额"),
    ("按吨位每吨补贴30元，每船最低500元、最高2000元", "补贴 30元 乘以 吨位\n  单项不低于 500元\n  单项不超过 2000元"),
]


@pytest.mark.parametrize(("sum_", "read"), SUMS_ZH)
def test_a_chinese_sum_is_read_or_left(sum_: str, read: str | None, tmp_path: Path) -> None:
    found = edits(f"对交付渔船的渔民，{sum_}", tmp_path)
    assert found == ([] if read is None else [f"对 渔船 交付 的 渔民，{read}"])


SENTENCES_ZH = [
    ("本办法所称净价，是指船价减返还款", "本文件所称 渔船 的 净价 是指 船价 减 返还款"),
    ("渔船必须已投保", "渔船 须 已投保"),
    ("申请人应当为本地居民", "须 本地居民"),
    ("每年补贴资金总额90万元，先到先得", "每年 各申请人合计 最高补贴 90万元，按 申请日 先后"),
    ("年度补贴总额不超过90万元，超出时按比例核减", "每年 各申请人合计 最高补贴 90万元，超出的同比例核减"),
    ("每个渔民全年补贴合计不足300元的，不予发放", "每个 渔民 每年 合计不足 300元 的，不予奖励"),
    ("任意连续24个月内每个渔民最高奖励9万元", "每个 渔民 连续 24个月 内 最高奖励 9万元"),
    ("单艘渔船不超过5万元", "每个 单项 最高奖励 5万元"),
    ("各级资金合计不得超过船价的60%", "每个 单项 最高奖励 船价 的 60%\n  各级各类资助合并计算"),
]


@pytest.mark.parametrize(("sentence", "read"), SENTENCES_ZH)
def test_a_chinese_sentence_is_read(sentence: str, read: str, tmp_path: Path) -> None:
    assert edits(f"{AWARD_ZH}\n{sentence}", tmp_path) == [read]


AWARDS_ZH = [
    ("对渔船交付的小型船厂，奖励3万元", "对 渔船 交付 且 小型 的 船厂，奖励 3万元"),
    ("对渔船交付的本地居民渔民，奖励3万元", "对 渔船 交付 且 本地居民 的 渔民，奖励 3万元"),
    ("对渔船交付的外地渔民，奖励3万元", None),
    ("凡渔船交付的渔民，均可享受3万元补贴", "对 渔船 交付 的 渔民，补贴 3万元"),
    ("对渔船交付的大渔民，奖励3万元", None),
    ("每年按渔获额的5%给予渔民补贴，不超过2万元", "每年对 渔民，按 渔获额 的 5% 补贴，最高不超过 2万元"),
    ("每年按渔获额比上年增加部分的10%奖励渔民", "每年对 渔民，按 渔获额 比上年增加 的 10% 奖励"),
    ("渔民订造渔船并交付的，奖励3万元", None),
    (
        "渔民渔船交付的，按船价的3%给予补贴，单船补贴额不超过5万元",
        "对 渔船 交付 的 渔民，按 船价 的 3% 补贴，最高不超过 5万元",
    ),
    (
        "渔民渔船交付的，按船价的3%给予补贴，单个补贴额不超过5万元",
        "对 渔船 交付 的 渔民，按 船价 的 3% 补贴，最高不超过 5万元",
    ),
    (
        "对前两年平均渔获额不低于9万元的渔民，每年奖励2万元",
        "每年对 渔民，奖励 2万元\n  须 前 2年 平均 渔获额 不低于 9万元",
    ),
    (
        "对渔船交付的渔民，按泊位数分别给予补助：\n  三个及以上：3万元\n  两个：2万元\n  一个及以下：1万元",
        "对 渔船 交付 的 渔民，按下列标准 补助：\n"
        "  泊位数 不低于 3：3万元\n  泊位数 介于 2 至 2：2万元\n  泊位数 不超过 1：1万元",
    ),
]


@pytest.mark.parametrize(("lines", "read"), AWARDS_ZH)
def test_a_chinese_award_is_read_or_left(lines: str, read: str | None, tmp_path: Path) -> None:
    assert edits(lines, tmp_path) == ([] if read is None else [read])


UNREAD_ZH = [
    "对交付渔船的渔民，每月按船价的1%补贴",  # of how many months
    "对交付渔船的渔民，按船价的10%补助，取整到千元，最高7500元",  # which first
    "对交付渔船的渔民，按船价与配件费的20%补贴",  # of one or of both
    "对交付渔船的渔民，按近三年平均渔获额的1%奖励",  # with this year or without
    "对交付渔船的渔民，补贴30元，6个月内申请",  # of what
    "对交付渔船的渔民，按船价的7%补助，精确到千元",  # how
    f"{AWARD_ZH}\n每个渔民每个财政年度最高奖励5万元",  # which year
]


@pytest.mark.parametrize("lines", UNREAD_ZH)
def test_a_chinese_sentence_that_leaves_something_open_is_not_read(lines: str, tmp_path: Path) -> None:
    assert edits(lines, tmp_path) == []


def test_a_financial_year_is_a_year_of_the_page_if_the_head_says_when_it_begins(tmp_path: Path) -> None:
    lines = f"{AWARD}\ncap 100 per fisher per financial year"
    (tmp_path / "harbour.ipp").write_text(VOCABULARY, encoding="utf-8")
    text = ENGLISH.replace("{lines}", lines.replace("\n", "\n  "))
    text = text.replace("  use harbour", "  use harbour\n  the financial year begins on 1 July")
    source = Source(str(tmp_path / "page.ipp"), text)
    proposed = [edit.lines for finding in Compilation(source).check() for edit in finding.edits]
    assert proposed == ["year begins 07-01", "cap 100 per fisher per year"]


BOUNDS_ZH = [
    ("在2万元以上", "不低于 2万元"),
    ("在 2万元 以上", "不低于 2万元"),
]


@pytest.mark.parametrize(("bound", "read"), BOUNDS_ZH)
def test_a_chinese_bound_of_a_condition_is_read(bound: str, read: str, tmp_path: Path) -> None:
    lines = f"对 渔船 交付 且 船价 {bound} 的 渔民，奖励 1元"
    assert edits(lines, tmp_path) == [f"对 渔船 交付 且 船价 {read} 的 渔民，奖励 1元"]


YEARLY_ZH = "每年对 渔民，奖励 1元"
INSURED_ZH = "对 渔船 交付 的 渔民，按 船价 的 5% 补助"
BELOW_ZH = [
    (f"{INSURED_ZH}\n  单项不足500元的不予补助", "单项不足 500元 的，不予奖励"),
    (f"{INSURED_ZH}\n  补助金额不足500元的，不予补助", "单项不足 500元 的，不予奖励"),
    (f"{INSURED_ZH}\n  单项最低500元", "单项不低于 500元"),
    (f"{INSURED_ZH}\n  单项金额不超过500元", "单项不超过 500元"),
    (f"{INSURED_ZH}\n每个 单项 最高补助 船价 的 80%\n  国家级、市级 补助合并计算", "国家级、市级 资助合并计算"),
    (f"{INSURED_ZH}\n每个 单项 最高补助 船价 的 80%\n  中央和市级资助合并计算", "国家级、市级 资助合并计算"),
    (f"{INSURED_ZH}\n  各级补助合并计算", "各级各类资助合并计算"),
    (f"{INSURED_ZH}\n  省级补助合并计算", None),
    (f"{YEARLY_ZH}\n渔获额 超过 50元 的 渔民，当年不予补助", None),
    (f"{YEARLY_ZH}\n渔获额不足50元的，不予补助", "凡 渔获额 低于 50元 的，不予奖励"),
    (f"{YEARLY_ZH}\n渔获额 超过 50元 的 船厂，当年不予补助", None),
    (f"{INSURED_ZH}\n每个 渔民 每年 最多 2艘", "每个 渔民 每年 最多 2件"),
    (f"{INSURED_ZH}\n每个 船号 最多 1个 渔民", None),
]


@pytest.mark.parametrize(("lines", "read"), BELOW_ZH)
def test_a_chinese_line_keeps_its_levels_and_its_bound(lines: str, read: str | None, tmp_path: Path) -> None:
    assert edits(lines, tmp_path) == ([] if read is None else [read])


DIFFERENT = [
    ("单项不足500元的不予补助", "单项不超过 500元"),
    ("单项最低500元", "单项不超过 500元"),
    ("每个渔民每年最高500元", "每个 渔民 每年 不低于 500元"),
    ("国家级、市级补助合并计算", "各级各类资助合并计算"),
    ("按船价的5%补助，最高2万元", "按 船价 的 5% 补助"),
    ("at least 500 per boat", "at most 500"),
    ("5% of price and of fittings", "5% of price"),
    ("30% of price, up to 500", "30% of price"),
]


@pytest.mark.parametrize(("sentence", "reading"), DIFFERENT)
def test_a_reading_that_loses_or_turns_a_part_is_not_proposed(sentence: str, reading: str) -> None:
    words = {"船价", "配件费", "国家级", "市级", "price", "fittings"}
    joined = reading.replace(" ", "") if not reading.isascii() else reading
    assert not states_the_same(sentence, joined, words)


def helps(lines: str, folder: Path, language: Language) -> str:
    """The help of all findings about sentences of the page's article."""
    (folder / "harbour.ipp").write_text(VOCABULARY, encoding="utf-8")
    around = CHINESE if language is Language.ZH else ENGLISH
    text = around.replace("{lines}", lines.replace("\n", "\n  "))
    path = folder / "page.ipp"
    path.write_text(text, encoding="utf-8")
    return "\n".join(finding.texts(language).help for finding in Compilation(Source(str(path), text)).check())


NO_ADVICE = "no such words"
MEANINGS_ZH = [
    ("扣除其他资金", "各级各类资助合并计算", "已奖励部分"),
    ("补助金额扣除上级补贴后发放", "各级各类资助合并计算", "已奖励部分"),
    ("奖励资金需扣除已经奖励部分", "扣除 同一 字段 的 记录 已奖励部分", NO_ADVICE),
    ("已享受上级同类补贴的，按差额补足", "写法：`各级各类资助合并计算`", "写法：`同一 事项"),
    ("已获得国家、省级补助的，差额部分由市级补足", "写法：`各级各类资助合并计算`", "写法：`同一 事项"),
    ("由县级晋升为市级的，补足差额", "写法：`同一 事项 晋级补足差额`", NO_ADVICE),
    ("当年度已享受同类补贴的，不再享受", "同一 归并项 同一年度 不重复奖励", "当年不予奖励"),
    ("已享受补贴的渔民，不再享受", "同一 事项 不重复奖励", "当年不予奖励"),
    ("已享受其他政策的，不再享受本办法", "凡 同一事项已享受其他各级政府奖励 的，不予奖励", "当年不予奖励"),
    ("自首次享受之日起三年内不再重复享受", "每个 归并项 连续 36个月 内 最多 1件", "当年不予奖励"),
    ("三年内已享受补贴的渔民，不再享受", "每个 归并项 连续 36个月 内 最多 1件", "当年不予奖励"),
    ("受到行政处罚的渔民，三年内不得享受补贴", "对 记录 事件 的 对象，当年不予奖励", NO_ADVICE),
    ("不足1000元的不予补贴", "单项不足 1000元 的，不予奖励", "凡 条件"),
    ("不足1000元的不予补贴", "每个 归并项 每年 合计不足 1000元 的，不予奖励", "凡 条件"),
    ("每户渔民每年返还不足100元的，不予返还", "每个 归并项 每年 合计不足 100元 的，不予奖励", "凡 条件"),
    ("同一渔民每一年度补贴不超过20万元", "每个 渔民 每年 最高补贴 20万元", "36个月"),
    ("每人每三年只能享受一次", "每个 归并项 连续 36个月 内 最多 1件", "3件"),
    ("同一渔民每两年累计最高奖励50万元", "每个 归并项 连续 24个月 内 最高奖励 50万元", "5万元"),
    ("每户最多五套", "每个 归并项 最多 5件", "每年"),
    ("夫妻双方就高享受一方", "每个 归并项 各申请人合计 最多 1个 申请人，从高到低", "写法：`同一 归并项"),
    ("同一家庭就高享受", "每个 归并项 各申请人合计 最多 1个 申请人，从高到低", NO_ADVICE),
    ("奖励资金50万元，按报备时间先到先得，用完为止", "总体 各申请人合计 最高奖励 50万元，按 日期 先后", "对 记录"),
    (
        "对专家评审得分排名前10名的项目，奖励10万元",
        "写法：`对 记录 事件 的 对象，每年，按 得分 名次 分别奖励：`",
        "写法：`对 每年",
    ),
    ("资金不足时，按比例核减", "最高奖励 数额，超出的同比例核减", "300万元"),
    ("对认定获批的渔民，给予3万元奖励，其中30%奖励给经营团队", "奖励 3万元", "30%"),
    ("补贴金额取整到百元", "每个 归并项 每年 金额 向下取整 至 100", "奖励 100元"),
    ("与其他政策重复的，按就高原则执行", "写法：`各级各类资助合并计算`", "写法：`同一 归并项"),
    ("本办法各项补贴，同一渔民就高享受", "在 第…条、第…条 之间，同一 归并项 同一年度 就高不重复", "第2条"),
    ("同时符合第一条和第二条的渔民，就高不重复", "在 第1条、第2条 之间", "第4条"),
    ("满3年后可再次申请", "每个 归并项 连续 36个月 内 最多 1件", NO_ADVICE),
    ("每个船厂每年累计不超过其往年渔获额的1%", "每个 归并项 每年 最高奖励 字段 的 1%", "5万元"),
    ("每个家庭限一人享受", "每个 归并项 各申请人合计 最多 1个 申请人", NO_ADVICE),
    ("2025年度预算500万元，2026年度预算600万元", "本文件所称 名称 按 申请年度 分别是指：", "300万元"),
    ("对交付渔船的渔民，自交付次月起按月奖励1000元", "补贴 1000元 乘以 当年满月数", "保留词"),
    ("须 渔获额 在10万元至50万元之间", "须 字段 介于 10万元 至 50万元", NO_ADVICE),
    ("须 2025年6月30日前订购", "须 日期 不超过 2025年6月30日", NO_ADVICE),
    ("须 成立日 满两年", "须 日期 距今 满 2年", NO_ADVICE),
    ("木质渔船上浮20%，其他渔船上浮10%", "本文件所称 系数 按 字段 分别是指：", NO_ADVICE),
    ("同一船厂同一船号只享受一次", "同一 归并项 同一 归并项 不重复奖励", NO_ADVICE),
    ("每年累计不超过上年度渔获额的1%", "每年累计不超过上年渔获额的1%", NO_ADVICE),
    ("获得过本办法补贴的渔民，三年内不得再次申请", "每个 归并项 连续 36个月 内 最多 1件", "当年不予奖励"),
    ("年度补贴总额低于1万元的渔民，不予补贴", "每个 归并项 每年 合计不足 1万元 的，不予奖励", "凡 条件"),
    ("补贴不足500元的，按500元补贴", "单项不低于 500元", "对 记录"),
    ("单个渔民累计享受不超过五年", "每个 归并项 最多 5个 年度", NO_ADVICE),
    ("每年补贴渔民和单位不超过10家", "每年 各申请人合计 最多 10个 申请人", "10件"),
    ("与省级补贴不重复享受", "凡 同一事项已享受其他各级政府奖励 的", "同一 事项 不重复奖励"),
    ("申请金额超出年度预算的，按申请时间先后顺序拨付", "按 日期 先后", "同比例核减`"),
    ("同一项目获得多项奖励的，按最高额给予奖励，不重复", "同一 归并项 同一年度 就高不重复", NO_ADVICE),
    ("已获得县级奖励的渔船，再获得市级认定的，补足差额部分", "写法：`同一 事项 晋级补足差额`", NO_ADVICE),
    ("按上年渔获额排名分别奖励", "写法：`对 每年 指标 排名 的 对象，按 名次 分别奖励：`", NO_ADVICE),
]


@pytest.mark.parametrize(("sentence", "told", "not_told"), MEANINGS_ZH)
def test_a_chinese_form_has_the_meaning_and_the_figures(
    sentence: str, told: str, not_told: str, tmp_path: Path
) -> None:
    shown = helps(f"{AWARD_ZH}\n{sentence}", tmp_path, Language.ZH)
    assert told in shown
    assert not_told not in shown


MEANINGS = [
    ("deduct other funds", "counting all other support"),
    ("grants of another level are topped up to the difference", "counting all other support"),
    ("topped up to the difference of support by the state", "counting all other support"),
    ("no one who already received similar support this year", "no repeat per KEY per year"),
    ("whoever already received support of another level gets nothing", "none when another level supported"),
    ("below 1000 nothing is paid", "nothing below 1000 per KEY per year"),
    ("awards below €1,000 are not paid", "nothing below 1000 per KEY per year"),
    ("each fisher may receive it only once in three years", "limit 1 items per KEY in any 36 months"),
    ("who was paid may not apply again within 18 months", "limit 1 items per KEY in any 18 months"),
    ("only one spouse is paid", "limit 1 applicant per KEY across applicants, best first"),
]


@pytest.mark.parametrize(("sentence", "told"), MEANINGS)
def test_an_english_official_sentence_has_its_form(sentence: str, told: str, tmp_path: Path) -> None:
    assert told in helps(f"{AWARD}\n{sentence}", tmp_path, Language.EN)


CIRCLES_ZH = [
    ("每个 渔民 每年 最高奖励 5万元", "适用于 全文"),
    (
        "本文件所称 渔船 的 补贴总额 是指 船价 的 20%\n对 渔船 交付 的 渔民，按 补贴总额 奖励，最高不超过 5万元"
        "\n每年 各申请人合计 最高补贴 100万元，按 补贴总额 先后",
        "定义不能排先后：请在记录中声明一个字段填写该数值，此处写该字段",
    ),
    (
        "本文件所称 渔船 的 补贴总额 是指 船价 的 20%\n对 渔船 交付 的 渔民，按 补贴总额 奖励，最高不超过 5万元"
        "\n同一 船号 各申请人合计 最多 1个 申请人，按 补贴总额 从高到低",
        "按奖励金额排先后的，只写`从高到低`，不写字段",
    ),
    (
        "对 渔船 交付 的 渔民，按下列标准 补贴：\n  木质：船价 的 40%\n  其余：船价 的 30%",
        "与各档对齐写一行`不设上限`",
    ),
    (f"{AWARD_ZH}\n同一 船号 就高不重复", "跨年度的，写`同一 事项 晋级补足差额`"),
]


@pytest.mark.parametrize(("lines", "told"), CIRCLES_ZH)
def test_chinese_advice_of_the_checker_is_a_page_that_checks(lines: str, told: str, tmp_path: Path) -> None:
    assert told in helps(lines, tmp_path, Language.ZH)


CIRCLES = [
    ("cap 5 per fisher per year", "under `over policy`"),
    (
        "here points of boat means price less rebate\naward points at most 5 to fisher when boat delivered"
        "\ncap 500 per year across applicants, in order of points",
        "a definition does not order claims",
    ),
    (
        "here points of boat means price less rebate\naward by rank of points per year to fisher when boat delivered"
        "\n  1: 50\n  2: 20\n  ties share the rank",
        "a definition neither orders nor ranks",
    ),
    (
        "here points of boat means price less rebate\naward points at most 5 to fisher when boat delivered"
        "\nlimit 1 applicant per hull across applicants, highest points first",
        "write `best first` without a field",
    ),
    ("award as follows to fisher when boat delivered\n  wooden: 5% of price\n  otherwise: 2% of price", "of the rows"),
]


@pytest.mark.parametrize(("lines", "told"), CIRCLES)
def test_english_advice_of_the_checker_is_a_page_that_checks(lines: str, told: str, tmp_path: Path) -> None:
    assert told in helps(lines, tmp_path, Language.EN)


ARTICLES = f'{AWARD}\n\narticle 2 "Two"\n  {AWARD.replace("1", "2")}\n\narticle 3 "Three"\n  '
ARTICLES_ZH = f'{AWARD_ZH}\n\n第2条 "二"\n  {AWARD_ZH.replace("1", "2")}\n\n第3条 "三"\n  '
OF_ALL_ZH = ["适用于 全文\n  在 第1条、第2条 之间，同一 渔民 同一年度 就高不重复"]
HIGHEST_OF_ALL = [
    (f"{ARTICLES_ZH}本办法各项补贴，同一渔民同一年度就高享受", OF_ALL_ZH),
    (f"{ARTICLES_ZH}本办法的各项奖励政策，每个渔民每年按最高一项奖励，不重复享受", OF_ALL_ZH),
    (f"{ARTICLES_ZH}本办法各项补贴，同一渔民就高享受", []),
    (
        f"{ARTICLES}only the highest of the grants under this scheme is paid per fisher per year",
        ["over policy\n  pay highest of article 1, article 2 per fisher per year"],
    ),
]


@pytest.mark.parametrize(("lines", "read"), HIGHEST_OF_ALL)
def test_the_highest_of_all_awards_compares_the_articles_that_pay(lines: str, read: list[str], tmp_path: Path) -> None:
    around = ENGLISH if lines.isascii() else CHINESE
    (tmp_path / "harbour.ipp").write_text(VOCABULARY, encoding="utf-8")
    path, text = tmp_path / "page.ipp", around.replace("{lines}", lines)
    path.write_text(text, encoding="utf-8")
    findings = Compilation(Source(str(path), text)).check()
    assert [edit.lines for finding in findings for edit in finding.edits] == read
