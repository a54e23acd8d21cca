"""The head of a first page: number, title, date of issue, window. The draft asks for everything that the text lacks."""

from __future__ import annotations

import pytest

from tests.support.audit.first_pages import END, HEAD, drafted, head_of
from tests.support.official_files import word

ARTICLE = "第一条 加强宣传。\n"
ASKS = "# effective: the text does not say when it is in force; write `effective D to D` or `effective from D`"
LATER = "# effective: the first day has to be worked out; write `effective D to D` or `effective from D`"
NO_END = "# the text names no last day"


def test_the_head_of_a_text() -> None:
    page = drafted(HEAD + ARTICLE + END)
    assert 'policy town "示例市促进商标发展若干措施"' in page
    assert head_of(page) == [
        'document "示例〔2023〕7号"',
        "issued 2023-01-10",
        "# line 6: 本措施自印发之日起施行，有效期三年。",
        "effective from 2023-01-10 for 3 years",
        "use ip",
    ]


@pytest.mark.parametrize("number", ["示例〔2023〕7号", "示例［２０２３］７号", "示例 [2023] 7 号", "示例（2023）7号"])
def test_a_number_is_cited_in_one_form(number: str) -> None:
    assert 'document "示例〔2023〕7号"' in drafted(HEAD.replace("示例〔2023〕7号", number) + ARTICLE)


def test_a_number_in_a_sentence_is_that_of_another_document() -> None:
    page = drafted("示例市若干措施\n为落实示例〔2020〕13号文件，制定本措施。\n" + ARTICLE)
    assert head_of(page)[:2] == [
        'document "示例市若干措施"',
        "# no line of the text is its number: the title stands for it",
    ]
    assert "# - 〔2020〕13号" in head_of(page)


def test_a_text_without_any_head_is_asked_for_one() -> None:
    asked = [line.partition(":")[0] for line in head_of(drafted(ARTICLE)) if line.startswith("#")]
    assert asked == ["# document", "# issued", "# effective"]


LABELLED = """索引号：X1    发文字号：示例〔2023〕7号
发布日期：2023-01-20　成文日期：2023年1月10日
名称：示例市促进商标发展若干措施
"""


def test_number_and_day_may_stand_in_the_columns_of_a_page_of_the_web() -> None:
    head = head_of(drafted(LABELLED + ARTICLE))
    assert head[:2] == ['document "示例〔2023〕7号"', "issued 2023-01-10"]
    assert "# - 2023-01-20" in head


def test_number_and_day_may_stand_in_a_table() -> None:
    table = "发文字号 | 示例〔2023〕7号\n发布日期 | 2023-01-20\n成文日期 | 2023年1月10日\n"
    assert head_of(drafted(word(table + ARTICLE)))[:2] == ['document "示例〔2023〕7号"', "issued 2023-01-10"]


def test_a_number_may_have_a_neighbour_on_its_line() -> None:
    assert 'document "示例〔2023〕7号"' in drafted("示例〔2023〕7号      签发人：某某\n" + ARTICLE)


def test_the_title_of_a_notice_that_the_text_names_is_not_its_own() -> None:
    named = "示例市商标奖励办法\n根据《示例省关于印发商标奖励意见的通知》，制定本办法。\n"
    assert 'policy town "示例市商标奖励办法"' in drafted(named + ARTICLE)


TITLES = {
    "示例市人民政府办公室关于印发示例市促进\n\n商标发展若干措施的通知": "示例市促进商标发展若干措施",
    "关于印发《示例市商标奖励办法》的通知\n示例市商标奖励办法": "示例市商标奖励办法",
    "示例市人民政府\n关于促进商标发展的若干意见": "示例市人民政府关于促进商标发展的若干意见",
    "示例市商标奖励办法\n（征求意见稿）": "示例市商标奖励办法",
    "名称：示例市商标奖励办法": "示例市商标奖励办法",
    "关于公布《示例市商标奖励办法（试行）》的公告": "示例市商标奖励办法（试行）",
    '示例市"品牌"奖励办法': "示例市”品牌”奖励办法",
}


@pytest.mark.parametrize(("written", "title"), TITLES.items())
def test_the_title_is_that_of_what_is_issued(written: str, title: str) -> None:
    assert f'policy town "{title}"\n' in drafted(f"示例〔2023〕7号\n\n{written}\n\n各单位：\n{ARTICLE}")


def test_a_draft_for_comment_is_one() -> None:
    assert "status draft" in head_of(drafted("示例市商标奖励办法\n（征求意见稿）\n" + ARTICLE))


def test_the_day_of_issue_may_stand_at_the_end() -> None:
    page = drafted(
        HEAD.replace("2023年1月10日\n", "") + ARTICLE + "第二条 乙。\n\n示例市人民政府\n\n二〇二三年三月一日\n"
    )
    assert "issued 2023-03-01" in head_of(page)


WINDOWS = {
    "本措施自2023年2月1日起施行，有效期至2025年12月31日。": ["effective 2023-02-01 to 2025-12-31"],
    "本措施自2023年2月1日起施行，有效期3年。": ["effective from 2023-02-01 for 3 years"],
    "本措施自２０２３年２月１日起实施，有效期为18个月。": ["effective from 2023-02-01 for 18 months"],
    "本措施自发布之日起执行，有效期五年。": ["effective from 2023-01-10 for 5 years"],
    "本措施自2023年1月1日起至2024年12月31日止执行。": ["effective 2023-01-01 to 2024-12-31"],
    "本措施有效期自二〇二三年一月一日至二〇二四年十二月三十一日。": ["effective 2023-01-01 to 2024-12-31"],
    "本措施自印发之日起施行。": [NO_END, "effective from 2023-01-10"],
    "本措施自发布之日起30日后施行，有效期三年。": [LATER],
    "本措施有效期至2025年12月31日。": [LATER],
    "本措施自2023年2月1日起施行，有效期至2022年12月31日。": [LATER],
    "本措施自2023年2月1日起施行，有效期0年。": [NO_END, "effective from 2023-02-01"],
    "本措施自2023年2月1日起施行，有效期9999年。": [NO_END, "effective from 2023-02-01"],
    "本措施由市局负责解释。": [ASKS],
}


@pytest.mark.parametrize(("sentence", "lines"), WINDOWS.items())
def test_the_window_is_written_where_the_text_says_it(sentence: str, lines: list[str]) -> None:
    head = head_of(drafted(f"{HEAD}{ARTICLE}第二条 {sentence}\n"))
    quoted = [] if lines == [ASKS] else [f"# line 5: {sentence}"]
    assert head == ['document "示例〔2023〕7号"', "issued 2023-01-10", *quoted, *lines, "use ip"]


def test_without_a_day_of_issue_the_day_of_issue_is_asked_for() -> None:
    head = head_of(drafted(HEAD.replace("2023年1月10日\n", "") + ARTICLE + END))
    assert LATER in head


def test_the_window_of_this_document_goes_before_that_of_another() -> None:
    other = "第二条 原办法自2020年1月1日起施行，执行期延长。\n"
    assert "effective from 2023-01-10 for 3 years" in head_of(drafted(HEAD + ARTICLE + END + other))


def test_other_figures_of_the_sentence_on_the_window_are_named() -> None:
    page = drafted(HEAD + ARTICLE + "第二条 本措施自印发之日起施行，有效期三年，示例〔2020〕13号同时废止。\n")
    assert "# - 〔2020〕13号" in head_of(page)
