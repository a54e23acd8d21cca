"""Both surfaces of the language: a Chinese page has the tree of its English page, and the formatter prints either."""

from __future__ import annotations

from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page

CHINESE = """\
对 地理标志保护产品 新认定 的，一次性奖励 20万元
对 发明专利 授权 且 国内 的，最高奖励 官方费用 的 50%
组 contracts
  对 专利合同 备案 且 已实施 且 非 关联方 的 企业，按 金额 分别奖励：
    500万以上：一次性 5万元
    其余：金额 的 1%
  每个 企业 每年 最高奖励 5万元
"""
ENGLISH = """\
award 200000 once when geo_indication_product new
award up to 50% of official_fees when invention_patent granted and domestic
group contracts
  award by amount to enterprise when technology_contract recorded and put_to_use and not related_party
    at least 5000000: 50000 once
    otherwise: 1% of amount
  cap 50000 per enterprise per year
"""


def test_the_chinese_page_is_the_policy_of_the_english_page() -> None:
    chinese, english = Compilation.from_text(CHINESE), Compilation.from_text(ENGLISH)
    assert not [finding for finding in chinese.check() if finding.severity.value == "error"]
    assert not [finding for finding in english.check() if finding.severity.value == "error"]
    assert chinese.content_hash == english.content_hash


def test_the_formatter_prints_both_from_either() -> None:
    for text in (CHINESE, ENGLISH):
        made = Compilation.from_text(text)
        page, words = made.page, made.words
        assert page is not None
        assert words is not None
        assert format_page(replace_labels(page, words), to=Surface.ENGLISH) == ENGLISH
        assert format_page(replace_names(page, words), to=Surface.CHINESE) == CHINESE
