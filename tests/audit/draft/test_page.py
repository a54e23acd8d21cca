"""The articles of a first page: titles, marks, and the comments under each."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page, is_chinese
from tests.support.audit.first_pages import END, HEAD, articles_of, drafted, official_text
from tests.support.audit.pages import DOCUMENTS
from tests.support.slow import sampled


def article(sentence: str) -> tuple[str, list[str]]:
    """The first article of a page, and its comments."""
    page = drafted(f"{HEAD}第一条 {sentence}\n{END}")
    return next(iter(articles_of(page).items()))


MARKS = {
    "目标。到2025年，有效商标达到1200件。": " informative",
    "比例。到2025年，有效商标占比达到50%。": " informative",
    "宣传。加强宣传。": " informative",
    "奖励。对新获驰名商标的，奖励50万元。": "",
    "奖励。对通过考试的，给予全额资助。": "",
    "限制。同一项目不重复奖励。": "",
    "参照。具体参照《示例办法》执行。": "",
    "解释。本措施所称以上包含本数。": "",
    "投资。对投资5亿元以上的项目加强服务。": "",
    "预算。预算用完为止，先到先得。": "",
    "预算。年度预算资金不足的，按比例核减。": "",
    "预算。名额用完即止。": "",
    "财政。已享受其他财政资金的，按差额补足。": "",
    "扣除。应扣除已领取的部分。": "",
    "家庭。夫妻双方只能由一方享受。": "",
    "家庭。由双方平均分摊。": "",
    "职工。每名职工只补一次。": "",
    "发放。自次年起按月发放。": "",
    "发放。打入本人银行卡。": "",
    "财政。由市、区两级财政按比例分担。": "",
    "解释。本措施由市人社局负责解释。": " informative",
    "统计。每月统计企业数量。": " informative",
    "合作。加强按劳分配研究。": " informative",
    "银行。缓解企业资金不足问题。": " informative",
}


@pytest.mark.parametrize(("sentence", "mark"), MARKS.items())
def test_an_article_without_money_is_proposed_as_informative(sentence: str, mark: str) -> None:
    line, _ = article(sentence)
    assert line == f'article 1 "{sentence[:2]}"{mark}'


@pytest.mark.parametrize("mark", ["|", "\t"])
def test_rows_of_a_table_are_comments_with_the_values_of_their_cells(mark: str) -> None:
    rows = mark.join(["等级", "奖励金额（万元）", "比例（%）"]), mark.join(["金奖", "77", "50"])
    _, comments = article("奖励。标准如下表。\n" + "\n".join(rows))
    assert [line.partition(": ")[0] for line in comments] == ["line 5", "line 6", "- 77"]
    assert comments[-1] == "- 77: 770,000.00 CNY; 50: 50%"


TITLES = {
    "奖励驰名商标。对新获驰名商标的，奖励50万元。": "奖励驰名商标",
    "【奖励标准】对新获驰名商标的，奖励50万元。": "奖励标准",
    "（奖励标准）对新获驰名商标的，奖励50万元。": "奖励标准",
    "奖励标准\n对新获驰名商标的，奖励50万元。": "奖励标准",
    "奖励标准：对新获驰名商标的，奖励50万元。": "奖励标准",
    "加强奖励，培育品牌。对新获驰名商标的，奖励50万元。": "加强奖励，培育品牌",
    "**加强奖励。**对新获驰名商标的，奖励50万元。": "加强奖励",
    "新认定国家知识产权示范企业的单位和个人同等\n享受奖励50万元。": None,
    "对新获驰名商标的，奖励50万元。": None,
    "为促进发展，奖励50万元。": None,
    "奖励50万元。": None,
    "申报单位应当提交材料。奖励50万元。": None,
    "同一项目就高不重复。": None,
}


@pytest.mark.parametrize(("sentence", "title"), TITLES.items())
def test_a_title_stands_between_the_number_and_the_first_sentence(sentence: str, title: str | None) -> None:
    line, _ = article(sentence)
    assert line == "article 1" + ("" if title is None else f' "{title}"')


def test_each_sentence_with_a_figure_is_shown_with_its_figures_as_read() -> None:
    _, comments = article("奖励。加强培育。对甲奖励５０ 万元，对乙奖励百分之五十，每家不超过3件；对丙补助1.5万元。")
    assert comments == [
        "line 4: 对甲奖励５０ 万元，对乙奖励百分之五十，每家不超过3件；",
        "- ５０ 万元: 500,000.00 CNY; 百分之五十: 50%; 3件",
        "- a limit",
        "line 4: 对丙补助1.5万元。",
        "- 1.5万元: 15,000.00 CNY",
    ]


@pytest.mark.parametrize(
    ("sentence", "nature"),
    [
        ("对通过考试的，给予全额资助。", "a promise without a figure"),
        ("对贡献突出的单位，择优奖励。", "a promise without a figure"),
        ("同一项目就高不重复。", "a rule"),
        ("弄虚作假的，追回资金。", "a recovery, below its awards: `recover 100% of what was paid when RECORD EVENT`"),
        ("具体参照《示例办法》执行。", "a reference to another document"),
        ("夫妻双方只能由一方享受。", "a rule"),
        ("已享受其他财政资金的，按差额补足。", "a rule"),
        ("预算用完为止，先到先得。", "about funds or payment"),
        ("年度预算资金不足的，按比例核减。", "about funds or payment"),
        ("自次年起按月发放。", "about funds or payment"),
        ("补贴自次年起按月发放。", "a rule of release"),
    ],
)
def test_a_sentence_without_a_figure_says_what_it_is(sentence: str, nature: str) -> None:
    assert article(sentence)[1] == [f"line 4: {sentence}", f"- {nature}"]


ENGLISH = {
    "Applications are paid in the order of receipt until the budget is exhausted.": "",
    "If the appropriation is insufficient, payments are reduced in proportion.": "",
    "Only one of two spouses may receive the grant.": "",
    "A household shares one grant.": "",
    "Other public funding is deducted.": "",
    "Aid for the same costs is not combined.": "",
    "The grant is paid monthly from the following year.": "",
    "The applicant receives the larger amount.": "",
    "The Ministry interprets this scheme.": " informative",
    "The applicant sends the form to the office.": " informative",
    "The office publishes the list of firms.": " informative",
}


@pytest.mark.parametrize(("sentence", "mark"), ENGLISH.items())
def test_an_english_sentence_about_funds_or_payment_is_not_informative(sentence: str, mark: str) -> None:
    text = f"Scheme\n\n1. This scheme applies from 1 January 2025.\n2. {sentence}\n3. The office answers questions.\n"
    articles = articles_of(drafted(text))
    line = next(line for line in articles if line.startswith("article 2"))
    assert line.endswith(mark or "article 2")
    assert bool(articles[line]) is not bool(mark)


def test_a_sentence_across_lines_is_one() -> None:
    _, comments = article("对新获驰名商标的单位，\n一次性奖励\n50万元。")
    assert comments[0] == "line 4: 对新获驰名商标的单位，一次性奖励50万元。"


def test_items_of_a_list_are_comments_of_their_own() -> None:
    _, comments = article("按下列标准奖励：\n（一）甲50万元；\n（二）乙20万元。")
    assert [line for line in comments if not line.startswith("-")] == [
        "line 4: 按下列标准奖励：",
        "line 5: （一）甲50万元；",
        "line 6: （二）乙20万元。",
    ]


def test_text_outside_the_articles_is_in_the_head() -> None:
    page = drafted(
        "示例市若干措施\n为落实示例〔2020〕13号文件，制定本措施。\n一、工作目标\n到2025年达到20件。\n（一）乙。\n（二）丙。\n"
    )
    assert "  # outside the articles:\n  # line 2: 为落实示例〔2020〕13号文件，制定本措施。\n" in page
    assert page.index("到2025年达到20件") < page.index("use ip")


def test_an_article_that_the_head_holds_is_marked_so() -> None:
    assert articles_of(drafted(f"{HEAD}第一条 宣传。\n{END}"))["article 9 in header"] == []


def test_a_first_page_may_be_chinese_sentences_and_comments() -> None:
    text = f"{HEAD}第一条 奖励。对甲奖励50万元。\n{END}"
    page = drafted(text, Language.ZH)
    of_article = page.split('第1条 "奖励"\n')[1].split("\n\n")[0].splitlines()
    assert of_article == ["# 第4行：对甲奖励50万元。", "# - 50万元：500,000.00 CNY"]
    made = Compilation.from_text(page, "town.ipp").page
    assert made is not None
    assert is_chinese(made)
    assert sentences(format_page(made, to=Surface.ENGLISH)) == sentences(drafted(text))


def sentences(page: str) -> list[str]:
    """The lines of a page without comments."""
    return [line for line in page.splitlines() if not line.strip().startswith("#")]


TEXTS = {
    "a text": f"{HEAD}第一条 奖励。对甲奖励50万元。\n第二条 宣传。\n{END}",
    "marks of pages": f'{HEAD}第一条 # “甲” "乙" 对丙奖励50万元。\u200b\u202e\n{END}',
    "a very long sentence": f"{HEAD}第一条 {'对甲乙丙丁，奖励50万元，' * 400}。\n{END}",
    "many figures": f"{HEAD}第一条 {'、'.join(f'{n}万元' for n in range(1, 900))}。\n{END}",
    "nothing but a head": "第一条\n",
    "a number of articles that repeats": "第一条 甲。\n第一条 乙。\n第二条 丙。\n",
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", sampled(TEXTS.values(), 3, others="broad"), ids=list(TEXTS))
def test_a_first_page_has_no_errors_and_is_in_the_canonical_form(text: str, language: Language) -> None:
    is_sound(drafted(text, language))


@pytest.mark.parametrize("name", sampled(DOCUMENTS, 3, others="broad"))
def test_the_first_page_of_an_official_text_has_no_errors(name: str) -> None:
    page = drafted(official_text(name))
    is_sound(page)
    assert 'document "' in page


def is_sound(page: str) -> None:
    made = Compilation.from_text(page, "town.ipp")
    assert not [finding for finding in made.check() if finding.severity is Severity.ERROR]
    assert made.page is not None
    assert format_page(made.page) == page
