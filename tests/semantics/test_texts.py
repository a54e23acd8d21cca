"""Texts of a page in both languages: each output uses its own, and the page is the same in both surfaces."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.driver import library
from ipdsl.driver.compilation import Compilation
from ipdsl.report.decision_json import to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.layout import is_chinese
from ipdsl.syntax.printing import format_page
from tests.support.rows import each_row

ENGLISH = """\
policy town_2023 "Town: measures" "某市办法"
  effective 2021-01-01 to 2025-12-31
  use ip
  source "粤办发〔2020〕13号 and others" "依据粤办发〔2020〕13号等文件"
  reading "the year is that of the event" "年度指事项发生的年度"

article 1 "Prizes" "奖项"
  award 100 when inventor_prize won
    reading "for each prize" "每项各奖一次"
  oblige enterprise to "report" "报告使用情况"
  refers to "the measures of standards" "标准化办法" for quality_award won

article 2 "Aims" "目标"
  target "patents" "专利拥有量" 200 by 2023

article 3 "Words" "用语" defines "enterprise" "企业"
"""
CHINESE = """\
政策 town_2023 "某市办法" "Town: measures"
  自 2021年1月1日 起施行，有效期至 2025年12月31日
  使用词汇 ip
  出处 "依据粤办发〔2020〕13号等文件" "粤办发〔2020〕13号 and others"
  理解 "年度指事项发生的年度" "the year is that of the event"

第1条 "奖项" "Prizes"
  对 杰出发明人奖 获奖 的，奖励 100元
    理解 "每项各奖一次" "for each prize"
  企业 应当 "报告使用情况" "report"
  对 质量奖 获奖 的，按 "标准化办法" "the measures of standards" 执行

第2条 "目标" "Aims"
  到 2023年，"专利拥有量" "patents" 达到 200

第3条 "用语" "Words" 界定 "企业" "enterprise"
"""
TEXTS = {
    "Town: measures": "某市办法", "the year is that of the event": "年度指事项发生的年度", "Prizes": "奖项",
    "for each prize": "每项各奖一次", "report": "报告使用情况", "the measures of standards": "标准化办法",
}  # fmt: skip
FACTS = {
    "applicant": {"id": "A", "kinds": ["enterprise"]},
    "records": {
        "inventor_prize": [{"award_year": "2022", "won_on": "2022-05-05"}],
        "quality_award": [{"level": "national", "award_year": "2022", "won_on": "2022-05-05"}],
    },
}


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_both_surfaces_print_both_and_have_one_hash(text: str) -> None:
    made, english = Compilation.from_text(text, "town.ipp"), Compilation.from_text(ENGLISH, "town.ipp")
    page, words = made.page, made.words
    assert page is not None
    assert words is not None
    assert not [f.texts() for f in (*made.check(), *english.check()) if f.severity.value == "error"]
    assert format_page(replace_labels(page, words), to=Surface.ENGLISH) == ENGLISH
    assert format_page(replace_names(page, words), to=Surface.CHINESE) == CHINESE
    assert made.content_hash == english.content_hash


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
@pytest.mark.parametrize("language", Language)
def test_each_output_takes_the_texts_of_its_language(text: str, language: Language) -> None:
    town = library.load_text(text, "town.ipp")
    decision, tell = town.evaluate(FACTS), localizer_of(town.program, language)
    pages_aside = {**to_json(decision, tell), "pages": ()}  # the pages of the ledger have the titles of the page
    said = f"{render(decision, localize=tell)} {pages_aside}"
    own, others = (list(TEXTS), TEXTS.values()) if language is Language.EN else (TEXTS.values(), list(TEXTS))
    assert [one for one in own if one not in said] == []
    assert [one for one in others if f" {one}\n" in said or f"'{one}'" in said] == (
        ["the measures of standards"] if language is Language.ZH else []  # JSON names a document as the page does
    )


def test_the_only_text_serves_both_languages() -> None:
    town = library.load_text(ENGLISH.replace(' "奖项"', "").replace('"report" ', ""), "town.ipp")
    decision = town.evaluate(FACTS)
    chinese, english = (
        render(decision, localize=localizer_of(town.program, one)) for one in (Language.ZH, Language.EN)
    )
    assert "第1条 Prizes" in chinese
    assert "报告使用情况" in english


@each_row(
    ("text", "expected"),
    [
        ("", False), ("LPR", False), ("2022-05-05", False), ("GB/T 29490-2013", False), ("pays once", False),
        ("粤办发〔2020〕13号 and others, on which it is based", False), ("年度", True), ("一年期LPR的30%", True),
        ("参照ISO/IEC 27001认证", True), ("npm包管理办法", True), ("两年: how often they are held", False),
    ],
)  # fmt: skip
def test_the_language_of_a_text(text: str, expected: bool) -> None:
    assert is_chinese(text) is expected
