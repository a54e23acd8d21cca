"""The content of a review copy: each article and award once, the sums of the decisions, and one language."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.money import Money
from ipdsl.driver.cases import case_decisions, case_facts
from ipdsl.driver.compilation import Compilation
from ipdsl.office.review.builder import review_copy
from ipdsl.office.review.review_copy import AwardSum, ReviewCopy
from ipdsl.report.localizer import amount
from ipdsl.syntax.layout import has_chinese
from tests.support.office.review_copies import PAGE, packaged_copy, small_copy
from tests.support.slow import sampled

CITIES = ["shaoguan_2021", "foshan_2020", "dongyang_2021", "qingyuan_2018", "quanzhou_2021"]
BOTH = [Language.EN, Language.ZH]
OF_CITIES = sampled(sampled([(name, language) for name in CITIES for language in BOTH], 2), 4, others="broad")


def _numbers(copy: ReviewCopy) -> list[str]:
    return [article.anchor.removeprefix("article-") for article in copy.articles if article.is_of_policy]


@pytest.mark.parametrize(("name", "language"), OF_CITIES)
def test_every_article_and_award_of_a_city_occurs_once(name: str, language: Language) -> None:
    program = Compilation.from_file(name).program
    assert program is not None
    copy = packaged_copy(name, language)
    assert _numbers(copy) == [article.number for article in program.articles]
    anchors = Counter(award.anchor for article in copy.articles for award in article.awards)
    assert len(anchors) == len(program.clauses) + len(program.allocations)
    assert set(anchors.values()) == {1}
    assert all(award.sums for article in copy.articles for award in article.awards)


@pytest.mark.parametrize(("name", "language"), OF_CITIES)
def test_each_example_has_the_sums_of_its_decision(name: str, language: Language) -> None:
    page = Compilation.from_file(name)
    assert page.policy_and_cases is not None
    assert page.program is not None
    assert page.code is not None
    expected = Counter[tuple[str, ...]]()
    for case in page.policy_and_cases[1]:
        decisions = case_decisions(case, page.program, page.code, case_facts(case, page.program))
        expected[tuple(_worth(decision.due.low) for decision in decisions.values())] += 1
    examples = [example for article in packaged_copy(name, language).articles for example in article.examples]
    shown = Counter(tuple(_least(result.total) for result in example.results) for example in examples)
    assert shown == expected
    assert [example.title for example in examples if example.problem] == []
    for result in (result for example in examples for result in example.results):
        settled = [line.sum for line in result.lines if _least(line.sum) == line.sum]
        if len(settled) == len(result.lines):
            assert sum(map(_minor, settled)) == _minor(result.total)


def _worth(sum_: Money) -> str:
    return amount(sum_)


def _least(text: str) -> str:
    """The lower end of a sum as printed."""
    return text.replace("至", " ").replace("以上", " ").split()[0]


def _minor(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


def test_sums_have_their_case_and_conditions_are_without_the_event() -> None:
    contracts, titles, *_ = small_copy(Language.EN).articles
    (award,) = contracts.awards
    assert award.conditions == ("put to use", "located here")
    assert award.sums == (
        AwardSum("amount at least 5,000,000", "50,000, once"),
        AwardSum("amount at least 1,000,000", "20,000, once"),
        AwardSum("otherwise", "1% of amount"),
    )
    assert [(rule.text, rule.awards[0].anchor) for rule in contracts.rules] == [
        ("cap 50,000 per enterprise per year", award.anchor)
    ]
    assert titles.awards[0].limits == ("once",)
    assert titles.duties == ("Enterprise to report the use of the money within a year",)


def test_the_decision_of_a_firm_is_with_its_article_and_in_the_head() -> None:
    copy = small_copy(Language.ZH)
    assert copy.decision is not None
    assert copy.decision.total == "50,000.00"
    assert [article.anchor for article in copy.articles if article.decision] == ["article-1"]
    assert [line.sum for article in copy.articles if article.decision for line in article.decision.lines] == [
        "20,000.00", "30,000.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "gaps"),
    [
        (
            Language.EN,
            ["", "", "The policy has no sentence for this article.", "The official text has no such article."],
        ),
        (Language.ZH, ["", "", "政策中没有本条的语句。", "官方文本中没有本条。"]),
    ],
)
def test_a_gap_between_the_text_and_the_policy_is_said(language: Language, gaps: list[str]) -> None:
    copy = small_copy(language)
    assert [article.anchor for article in copy.articles] == ["article-1", "article-2", "article-3", "article-4"]
    assert [article.gap for article in copy.articles] == gaps
    assert [bool(article.official) for article in copy.articles] == [True, True, True, False]


def test_without_an_official_text_no_gap_is_said() -> None:
    copy = small_copy(Language.EN, is_full=False)
    assert [(article.official, article.gap) for article in copy.articles] == [(None, "")] * 3


def test_an_english_copy_has_no_chinese_and_no_names_of_programs() -> None:
    text = repr(attrs.asdict(small_copy(Language.EN, is_full=False)))
    assert not has_chinese(text)
    assert "technology_contract" not in text


def test_a_chinese_copy_has_the_labels_and_the_chinese_texts() -> None:
    copy = small_copy(Language.ZH, is_full=False)
    assert copy.title == "镇：合同与称号"
    article = copy.articles[0]
    assert article.sentences[1].text == "对 专利合同 备案 且 已实施 的 企业，按 金额 分别奖励："
    assert (article.readings[0].text, article.readings[0].decided) == ("“不低于”包含本数", "（市局，2026年3月1日）")
    assert [word.word for word in copy.words if word.kind == "申请人"] == ["企业"]


def test_a_word_leads_to_the_articles_that_use_its_record() -> None:
    words = {(word.word, word.kind): word for word in small_copy(Language.EN).words}
    assert [link.anchor for link in words["amount", "fact of technology contract"].links] == ["article-1"]
    assert ("amount", "fact of ip title") not in words


def test_an_example_with_another_result_is_marked() -> None:
    page = Compilation.from_text(PAGE.replace("expect A 8500", "expect A 9000"))
    copy = review_copy(page, Language.EN)
    problems = [example.problem for article in copy.articles for example in article.examples]
    assert problems[0].startswith("differs from the expected result: 2025 A of 1.technology_contract.recorded awarded")
    assert problems[1:] == ["", ""]
    assert copy.number_of_problems == 1


def test_a_draft_without_articles_has_one_part() -> None:
    page = Compilation.from_text("award 200000 once when geo_indication_product new\n")
    copy = review_copy(page, Language.EN)
    assert [article.heading for article in copy.articles] == ["Sentences of the policy"]
    assert copy.number_of_articles == 0
