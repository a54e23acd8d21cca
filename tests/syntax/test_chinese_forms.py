"""Word orders and words of official documents that are read as alternatives to the canonical Chinese form.

Both forms give the same tree, and `fmt` prints the canonical form.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import ast
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.support.slow import sampled

BESIDE = Path(__file__).resolve().parents[2] / "policies" / "draft.ipp"

IN_ROWS = "对 专利合同 备案 的 企业，按 金额 分别补助：\n  {row}\n"
RANKED = "对 每年 专利申请量 排名 的 企业，按 名次 分别奖励：\n  {row}\n  并列同名次\n"
OF_INSURANCE = "对 知识产权保险 购买 的 企业，"
OF_PATENTS = "对 发明专利 授权 的 企业，"

FORMS = [
    # the event before its record
    ("对新认定的地理标志保护产品，一次性奖励20万元", "对 地理标志保护产品 新认定 的，一次性奖励 20万元"),
    ("对新认定的驰名商标的企业，奖励20万元", "对 驰名商标 新认定 的 企业，奖励 20万元"),
    ("对购买知识产权保险的企业，按保费的30%奖励", f"{OF_INSURANCE}按 保费 的 30% 奖励"),
    ("对购买知识产权保险且权项为专利权的企业，奖励5元", "对 知识产权保险 购买 且 权项 为 专利权 的 企业，奖励 5元"),
    ("对购买且保费超过5元的知识产权保险，奖励5元", "对 知识产权保险 购买 且 保费 超过 5元 的，奖励 5元"),
    ("对首次通过规范认证的企业，奖励5元", "对 首次 规范认证 通过 的 企业，奖励 5元"),
    ("对首次通过的规范认证的企业，奖励5元", "对 首次 规范认证 通过 的 企业，奖励 5元"),
    ("对立案立案查处的单位，当年不予奖励", "对 立案查处 立案 的 单位，当年不予奖励"),
    # amounts between 给予 and the verb
    (f"{OF_PATENTS}给予50万元奖励", f"{OF_PATENTS}奖励 50万元"),
    (f"{OF_PATENTS}给予20万元的资助", f"{OF_PATENTS}资助 20万元"),
    (f"{OF_PATENTS}给予一次性奖励20万元", f"{OF_PATENTS}一次性奖励 20万元"),
    (f"{OF_PATENTS}给予 一次性 奖励 20万元", f"{OF_PATENTS}一次性奖励 20万元"),
    (f"{OF_PATENTS}给予一次性20万元奖励", f"{OF_PATENTS}一次性奖励 20万元"),
    (f"{OF_PATENTS}一次性给予20万元奖励", f"{OF_PATENTS}一次性奖励 20万元"),
    (f"{OF_PATENTS}给予50万元一次性奖励", f"{OF_PATENTS}一次性奖励 50万元"),
    (f"{OF_PATENTS}每个企业给予一次性20万元奖励", f"{OF_PATENTS}每个 企业 一次性奖励 20万元"),
    (f"{OF_PATENTS}给予最高100万元奖励", f"{OF_PATENTS}最高奖励 100万元"),
    (f"{OF_PATENTS}给予不超过100万元的补助", f"{OF_PATENTS}最高补助 100万元"),
    (f"{OF_PATENTS}最高给予100万元奖励", f"{OF_PATENTS}最高奖励 100万元"),
    (f"{OF_PATENTS}资助不超过30万元", f"{OF_PATENTS}最高资助 30万元"),
    (f"{OF_PATENTS}最高资助不超过30万元", f"{OF_PATENTS}最高资助 30万元"),
    (f"{OF_PATENTS}酌情给予奖励", f"{OF_PATENTS}一事一议 奖励"),
    # each record is a claim
    (f"{OF_PATENTS}每件奖励1万元", f"{OF_PATENTS}奖励 1万元"),
    (f"{OF_PATENTS}每个给予一次性补助1万元", f"{OF_PATENTS}一次性补助 1万元"),
    (f"{OF_INSURANCE}每项按保费的30%补助", f"{OF_INSURANCE}按 保费 的 30% 补助"),
    # rates, and limits after them
    (f"{OF_INSURANCE}按保费60%的比例给予补助，最高3万元", f"{OF_INSURANCE}按 保费 的 60% 补助，最高不超过 3万元"),
    (f"{OF_INSURANCE}按照保费的60%的比例给予补贴", f"{OF_INSURANCE}按 保费 的 60% 补贴"),
    (f"{OF_INSURANCE}按照保费的60%给予补助，不超过3万元", f"{OF_INSURANCE}按 保费 的 60% 补助，最高不超过 3万元"),
    (f"{OF_INSURANCE}按保费的60%补助，最高补助不超过3万元", f"{OF_INSURANCE}按 保费 的 60% 补助，最高不超过 3万元"),
    (f"{OF_PATENTS}奖励人民币1万元", f"{OF_PATENTS}奖励 1万元"),
    (f"{OF_PATENTS}奖励1万元人民币", f"{OF_PATENTS}奖励 1万元"),
    (f"{OF_PATENTS}奖励人民币一万元；", f"{OF_PATENTS}奖励 1万元"),
    (f"{OF_INSURANCE}按保费50%补助，单笔最高不超过 3 万元", f"{OF_INSURANCE}按 保费 的 50% 补助，最高不超过 3万元"),
    (f"{OF_INSURANCE}按保费的50 %补助，每笔不超过3万元", f"{OF_INSURANCE}按 保费 的 50% 补助，最高不超过 3万元"),
    (f"{OF_INSURANCE}按保费的50%补助，单项不超过3万元", f"{OF_INSURANCE}按 保费 的 50% 补助，最高不超过 3万元"),
    (f"{OF_INSURANCE}按保费的50%给予最高不超过3万元的补助", f"{OF_INSURANCE}按 保费 的 50% 补助，最高不超过 3万元"),
    (f"{OF_INSURANCE}按保费的50%，给予最高3万元的补助", f"{OF_INSURANCE}按 保费 的 50% 补助，最高不超过 3万元"),
    ("对 立案查处 立案 的 单位，当年不予补助", "对 立案查处 立案 的 单位，当年不予奖励"),
    # similar characters, as in text copied from a PDF
    (
        "对 专利合同 备案 的 企业，按 \u2fa6额 的 5% 奖励，不超过 1元",
        "对 专利合同 备案 的 企业，按 金额 的 5% 奖励，最高不超过 1元",
    ),
    # caps and counters
    ("每家企业每年累计最高奖励60万元", "每个 企业 每年 最高奖励 60万元"),
    ("每家企业每年合计最高补助60万元", "每个 企业 每年 最高补助 60万元"),
    ("单个企业年度总计最高不超过3万元", "每个 企业 每年 最高奖励 3万元"),
    ("单个企业单年度累计不超过3万元", "每个 企业 每年 最高奖励 3万元"),
    ("每家企业每年度补助不超过5万元", "每个 企业 每年 最高补助 5万元"),
    ("每个企业每年不超过5份", "每个 企业 每年 最多 5件"),
    ("每家企业每年资助不超过3个授权国，先到先得", "每个 企业 每年 最多 3个 授权国，先到先得"),
    ("每家企业每年最多5笔", "每个 企业 每年 最多 5件"),
    ("须专利申请量不少于2件", "须 专利申请量 不低于 2"),
    ("须专利申请量10件以上", "须 专利申请量 不低于 10"),
    # conditions
    ("须在本市、小微企业", "须 在本市 且 小微企业"),
    ("申请人须在本市、小微企业，且非服务机构", "须 在本市 且 小微企业 且 非 服务机构"),
    ("须在本市，且非服务机构", "须 在本市 且 非 服务机构"),
    (
        "对知识产权保险购买且权项为专利权、商标权，且保费超过5元的企业，奖励5元",
        "对 知识产权保险 购买 且 权项 为 专利权、商标权 且 保费 超过 5元 的 企业，奖励 5元",
    ),
    # rules, and lines of a header
    ("可以叠加奖励", "可叠加奖励"),
    ("同一 企业 同一年度 就高不叠加", "同一 企业 同一年度 就高不重复"),
    ("凡质押本金无法确定的，不予补助", "凡 质押本金 无法确定 的，不予奖励"),
    ("政策 town\n  使用词汇ip", "政策 town\n  使用词汇 ip"),
    *[
        (f"凡 同一事项已享受其他各级政府{verb} 的，不予{verb}", "凡 同一事项已享受其他各级政府奖励 的，不予奖励")
        for verb in ("奖励", "补助", "资助", "补贴", "扶持")
    ],
    # ages
    *[
        (f"对 专利 授权 且 {written} 的 企业，奖励 1元", f"对 专利 授权 且 {canonical} 的 企业，奖励 1元")
        for written, canonical in [
            ("授权日 距 申请日 不满3周岁", "授权日 距 申请日 不满 3年"),
            ("授权日 距 申请日 满 3周岁", "授权日 距 申请日 满 3年"),
            ("申请日 距今 年满18周岁", "申请日 距今 满 18年"),
            ("申请日 距今 不足60周岁", "申请日 距今 不满 60年"),
        ]
    ],
    # rows
    *[
        (IN_ROWS.format(row=written), IN_ROWS.format(row=canonical))
        for written, canonical in [
            ("1亿元以上的：5万元；", "1亿元以上：5万元"),
            ("500万元以上的，一次性补助5万元", "500万元以上：一次性 5万元"),
            ("不低于5万元的：给予5万元补助", "5万元以上：5万元"),
            ("1万元至5万元的：最高补助5万元", "1万元 至 5万元：最高 5万元"),
            ("1万元以上：补助不超过5万元", "1万元以上：最高 5万元"),
            ("1万元以上、不满3万元：5万元", "1万元以上、低于 3万元：5万元"),
            ("1万元以上不足3万元的，补助5万元", "1万元以上、低于 3万元：5万元"),
            ("不低于1万元且低于3万元：5万元", "1万元以上、低于 3万元：5万元"),
            ("超过1万元不超过3万元的：5万元", "超过 1万元、不超过 3万元：5万元"),
            ("其余：按金额的1%补助，最高5元", "其余：金额 的 1%，最高不超过 5元"),
        ]
    ],
    *[
        (RANKED.format(row=written), RANKED.format(row=canonical))
        for written, canonical in [
            ("第1名：奖励5万元", "第1名：5万元"),
            ("第4名至第6名：5万元", "第4名至第6名：5万元"),
            ("第2至3名：5万元", "第2名至第3名：5万元"),
            ("第二名至第三名：5万元", "第2名至第3名：5万元"),
        ]
    ],
    (
        "每年对企业，按专利申请量分别奖励：\n  100件至199件：5万元\n  10件以上：1万元",
        "每年对 企业，按 专利申请量 分别奖励：\n  100 至 199：5万元\n  10以上：1万元",
    ),
]


def read(text: str) -> ast.Page:
    compilation = Compilation(Source(str(BESIDE), text.rstrip("\n") + "\n"))
    page = compilation.page
    assert page is not None
    assert not list(compilation.report), [finding.texts() for finding in compilation.report]
    return page


@pytest.mark.parametrize(("written", "canonical"), sampled(FORMS, 3))
def test_the_words_of_documents_are_read_as_the_canonical_sentence(written: str, canonical: str) -> None:
    page = read(written)
    assert page == read(canonical)
    assert format_page(page) == canonical.rstrip("\n") + "\n"


@pytest.mark.parametrize(
    "written",
    [
        f"{OF_PATENTS}每家奖励1万元",
        f"{OF_PATENTS}每人给予1万元奖励",
        f"{OF_PATENTS}10万元奖励",
        "每年对 企业，每件 奖励 1万元",
        "对 纠纷调解 调解成功 的 个人，每件 奖励 300 乘 纠纷调解 件数",
        "对 专利交易 支付 的 企业，每年，每件 奖励 1万元",
        "须 在本市、小微企业 或 服务机构",
    ],
)
def test_what_could_mean_another_thing_is_told(written: str) -> None:
    assert next(iter(Compilation(Source(str(BESIDE), f"{written}\n")).check())).code in ("S001", "S065")


@pytest.mark.broad
@pytest.mark.parametrize(
    "written",
    [
        "对 新认定 的 企业，奖励 5元",
        "对 通过 的 地理标志保护产品，奖励 5元",
        "对 发明专利 授权 的 专利奖，奖励 5元",
        "对 新认定 的 驰名商标、地理标志保护产品，奖励 5元",
    ],
)
def test_heads_of_which_no_name_is_an_event_of_the_record_after_it_stay(written: str) -> None:
    compilation = Compilation(Source(str(BESIDE), f"{written}\n"))
    assert compilation.page is not None
    assert format_page(compilation.page) == f"{written}\n"
    compilation.check()
    assert compilation.has_errors


@pytest.mark.parametrize("verb", ["奖励", "资助", "补助", "补贴", "扶持", "贴息"])
def test_the_verb_is_kept_beside_the_tree(verb: str) -> None:
    text = (
        f"对 质押贷款 还清 的 企业，按 利息额 的 30% {verb}\n\n"
        f"对 发明专利 授权 的 企业，一次性{verb} 5元\n\n"
        f"对 驰名商标 新认定 的，最高{verb} 5元\n\n"
        f"对 专利合同 备案 的，按 金额 分别{verb}：\n  其余：5元\n\n"
        f"对 证券化 发行 的，一事一议 {verb}\n\n"
        f"每个 企业 每年 最高{verb} 5元\n"
    ).replace("\n\n", "\n")
    page = read(text)
    assert format_page(page) == text
    assert page == read(text.replace(verb, "奖励"))
    english = format_page(page, to=Surface.ENGLISH)
    assert english == format_page(read(text.replace(verb, "奖励")), to=Surface.ENGLISH)


def test_the_verb_is_no_part_of_the_hash() -> None:
    text = "政策 town “办法”\n  使用词汇 ip\n\n第1条 “专利”\n  对 发明专利 授权 的 企业，{} 5元\n"
    hashes = {
        Compilation(Source(str(BESIDE), text.format(verb))).content_hash for verb in ("奖励", "补助", "给予 资助")
    }
    assert len(hashes) == 1


@pytest.mark.parametrize("head", ["第1条：", "第1条 “专利”：", "第一条 “专利” 不涉及资金："])
def test_a_colon_after_the_head_of_an_article_is_read(head: str) -> None:
    page = read(f"{head}\n")
    assert page == read(head.removesuffix("：") + "\n")
    assert "：" not in format_page(page)


@pytest.mark.parametrize(("written", "digits"), [("三", 3), ("十", 10), ("二十五", 25)])
def test_a_period_of_validity_is_read_in_characters(written: str, digits: int) -> None:
    head = "政策 town “办法”\n  使用词汇 ip\n  自2026年2月1日{verb}，有效期{years}年\n"
    page = read(head.format(verb="起实施", years=written))
    assert page == read(head.format(verb="起施行", years=digits))
    assert f"有效期 {digits}年" in format_page(page)


def test_a_value_of_a_case_may_have_its_counter() -> None:
    case = "案例 “甲”\n  已知 企业\n  已知 2023年 数据：专利申请量 60{}\n  应得 合计 0元\n"
    assert read(case.format("件")) == read(case.format(""))
