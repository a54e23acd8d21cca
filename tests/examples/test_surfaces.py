"""Both surfaces of the language: a Chinese page has the tree of its English twin, and the formatter prints English."""

from __future__ import annotations

from ipdsl.driver import Compilation
from ipdsl.syntax.printer import format_page

CHINESE = """\
奖励 ２０万 一次性 当 geo_indication_product new
奖励 最高 official_fees 的 50% 当 invention_patent granted 且 domestic
组 contracts
  奖励 按 amount 给 enterprise 当 technology_contract recorded 且 put_to_use 且 非 related_party
    不低于 500万： 5万 一次性
    其余： 1% 之 amount
  封顶 5万 每 enterprise 每 年
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


def test_the_chinese_page_has_the_tree_of_the_english_page() -> None:
    chinese, english = Compilation.of_text(CHINESE), Compilation.of_text(ENGLISH)
    assert chinese.page is not None
    assert chinese.page == english.page
    assert not [finding for finding in chinese.check() if finding.severity.value == "error"]


def test_the_formatter_prints_english() -> None:
    page = Compilation.of_text(CHINESE).page
    assert page is not None
    assert format_page(page) == ENGLISH
