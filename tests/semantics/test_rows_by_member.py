"""Definitions by a field, without a record: sentences use rows by member. `table NAME by FIELD` is read as the same."""

from __future__ import annotations

import re

import pytest

import ipdsl
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.typed_dump import dump
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page

HEAD = 'policy p "P"\n  effective from 2020-01-01\n  use ip\n\n'
PAGE = """\
article 1 "Sums"
  table sums "奖金" by prize
    gold: 5000
    silver, excellence: 1000

article 2 "Prizes"
  award sums of prize to enterprise when patent_prize won
    as prizes
  award sums of gold to enterprise when inventor_prize won
    as inventors
"""
CHINESE = """\
政策 p "P"
  自 2020年1月1日 起施行
  使用词汇 ip

第1条 "Sums"
  标准表 sums "奖金" 按 奖级
    金奖：5000元
    银奖、优秀奖：1000元

第2条 "Prizes"
  对 专利奖 获奖 的 企业，奖励 奖金 奖级 标准
    简称 prizes
  对 杰出发明人奖 获奖 的 企业，奖励 奖金 金奖 标准
    简称 inventors
"""
PRIZES = [
    {"patent": f"ZL{i}", "prize": prize, "won_on": "2022-05-01"} for i, prize in enumerate(("gold", "silver", "major"))
]
FACTS: dict[str, object] = {
    "applicant": {"id": "F", "kinds": ["enterprise"]},
    "records": {"patent_prize": PRIZES, "inventor_prize": [{"award_year": "2022", "won_on": "2022-05-01"}]},
}


def compiled(page: str) -> Compilation:
    """A page without errors."""
    made = Compilation.from_text(page, "p.ipp")
    assert not [finding for finding in made.check() if finding.severity.value == "error"]
    return made


def meaning(page: str) -> str:
    """The typed policy, without places on the page."""
    policy = compiled(page).policy
    assert policy is not None
    return re.sub(r" *\[[0-9:-]+\]", "", dump(policy))


@pytest.mark.parametrize("page", [HEAD + PAGE, HEAD.replace("  use ip", "  language 2\n  use ip") + PAGE])
def test_both_wordings_are_one_policy(page: str) -> None:
    definition = page.replace("  table sums", "  here sums")
    assert meaning(page) == meaning(definition)
    made = compiled(page).page
    assert made is not None
    assert format_page(made) == definition
    decisions = [ipdsl.load_text(text).evaluate(FACTS) for text in (page, definition)]
    assert ipdsl.to_json(decisions[0])["claims"] == ipdsl.to_json(decisions[1])["claims"]
    assert str(decisions[0].total) == "11,000.00 CNY"


def test_the_chinese_wording_is_read_as_the_same_definition() -> None:
    made = compiled(CHINESE)
    assert made.page is not None
    assert '本文件所称 sums "奖金" 按 奖级 分别是指：' in format_page(made.page)
    assert meaning(CHINESE) == meaning(HEAD + PAGE)
    assert "here sums" in format_page(made.page, to=Surface.ENGLISH)


def test_the_name_alone_needs_its_field() -> None:
    page = HEAD + PAGE.replace("award sums of prize", "award sums")
    (finding,) = (each for each in Compilation.from_text(page, "p.ipp").check() if each.severity.value == "error")
    assert (finding.code, finding.texts().help) == ("N001", "it has a row for each member: write `sums of FIELD`")


def test_a_definition_by_a_field_of_the_applicant_is_used_by_name_and_by_member() -> None:
    page = HEAD + (
        "article 1\n  here sums by main_industry\n    wood_carving: 700\n    otherwise: 100\n"
        "  award sums to enterprise when certification passed\n    as by_name\n"
        "  award sums of wood_carving to enterprise when ip_insurance bought\n    as by_member\n"
    )
    compiled(page)
    facts = {
        "applicant": {"id": "F", "kinds": ["enterprise"], "main_industry": "wood_carving"},
        "records": {"ip_insurance": [{"contract": "I", "bought_on": "2022-05-01"}]},
    }
    assert str(ipdsl.load_text(page).evaluate(facts).total) == "700.00 CNY"
