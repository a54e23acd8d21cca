"""Differences that remain between a policy and its text, and the lines that explain them."""

from __future__ import annotations

import attrs
import pytest

from ipdsl.audit.comparison import DifferenceKind, audit, render, to_json
from ipdsl.audit.official_text import read_articles
from ipdsl.base.findings.phrase import Language
from ipdsl.syntax import ast
from tests.support.audit.changed_pages import changes
from tests.support.audit.pages import END_OF_PAGE, END_OF_TEXT, HEAD, HEAD_OF_TEXT, against, encoded, left, page_of

TEA = 'article 1 "Tea"\n  award 200000 once when geo_indication_product new\n'
TEA_TEXT = "第一条 每个奖励20万元。"


def test_nothing_is_left_where_both_say_the_same() -> None:
    assert left(TEA, TEA_TEXT) == []


def test_an_article_of_the_text_that_the_policy_lacks() -> None:
    assert left(TEA, f"{TEA_TEXT}\n第二条 加强宣传，补助1万元。") == [("article of the text", "2", "1万元")]


def test_an_article_of_the_policy_that_the_text_lacks() -> None:
    assert left(f'{TEA}article 2 "Two" informative\n', TEA_TEXT) == [("article of the policy", "2", "")]


@pytest.mark.parametrize("mark", ["informative", 'defines "words"'])
def test_a_mark_is_enough_for_an_article_without_figures(mark: str) -> None:
    assert left(f'{TEA}article 2 "Two" {mark}\n', f"{TEA_TEXT}\n第二条 加强宣传。") == []


def test_an_article_that_says_nothing_is_not_encoded() -> None:
    silent = f'{TEA}article 2 "Two"\n  if located_here\n  reading "nothing is promised"\n'
    assert left(silent, f"{TEA_TEXT}\n第二条 加强宣传。") == [("article of the text", "2", "")]


def test_the_figures_of_an_informative_article_count() -> None:
    text = f"{TEA_TEXT}\n第二条 到2025年达到200家。"
    informative = f'{TEA}article 2 "Goals" informative\n'
    assert left(informative, text) == [("figure of the text", "2", "2025年"), ("figure of the text", "2", "200家")]
    assert left(f'{informative}  source "2025年, 200家: a goal"\n', text) == []
    assert left(f'{TEA}article 2 "Goals"\n  target "firms" 200 by 2025\n', text) == []


def test_a_changed_figure_is_left_on_both_sides() -> None:
    assert left(TEA.replace("200000", "300000"), TEA_TEXT) == [
        ("figure of the policy", "1", "300,000.00 CNY"),
        ("figure of the text", "1", "20万元"),
    ]


def test_all_that_is_paid_back_needs_no_figure_in_the_text() -> None:
    """The text says that all is paid back, in words or with 100%, and the page has 100%; another share is left."""
    page = f"{TEA}  recover 100% of what was paid when geo_indication_product revoked\n"
    assert left(page, f"{TEA_TEXT}撤销的，全额追回。") == []
    assert left(page, f"{TEA_TEXT}撤销的，追回100%。") == []
    assert left(page, f"{TEA_TEXT}撤销的，追回50%。") == [("figure of the text", "1", "50%")]
    assert left(page.replace("100%", "50%"), f"{TEA_TEXT}撤销的，全额追回。") == [("figure of the policy", "1", "50%")]


def test_a_figure_of_another_article_does_not_count() -> None:
    two = 'article 2 "Marks"\n  award 100000 once when well_known_mark new\n'
    there = "第一条 每个奖励10万元。\n第二条 每件奖励20万元。"
    assert len(left(f"{TEA}{two}", there)) == 4


def test_figures_count_as_often_as_they_appear() -> None:
    twice = f"{TEA}  award 200000 once when geo_indication_trademark new\n"
    assert left(twice, "第一条 产品奖励20万元；商标奖励20万元。") == []
    assert left(TEA, "第一条 产品奖励20万元；商标奖励20万元。") == [("figure of the text", "1", "20万元")]
    assert left(twice, "第一条 产品和商标，每件奖励20万元。") == [("figure of the policy", "1", "200,000.00 CNY")]


def test_one_figure_of_the_text_for_two_of_the_page_is_said_in_a_reading() -> None:
    twice = f"{TEA}  award 200000 once when geo_indication_trademark new\n"
    once = "第一条 产品和商标，每件奖励20万元。"
    assert left(f'{twice}  reading "`200000` is said once for both"\n', once) == []
    assert left(f'{twice}  reading "200000 is said once for both"\n', once) != [], "only what is quoted explains"
    assert left(f'{TEA}  reading "`200000` is said once for both"\n', once) == [("explanation", "1", "200000")]


def test_a_figure_of_the_text_that_no_sentence_has_is_named_as_a_source() -> None:
    text = f"{TEA_TEXT}按GB/T 29490-2013执行，比例不低于20%，不低于20%。"
    named = f'{TEA}  source "GB/T 29490-2013; 20%, 20%: the share of inventions"\n'
    assert left(named, text) == []
    assert left(named, text.replace("，不低于20%。", "。")) == [("explanation", "1", "20%")]
    assert left(named.replace("20%, 20%", "20%"), text) == [("figure of the text", "1", "20%")]


def test_a_source_under_a_sentence_belongs_to_its_article() -> None:
    assert left(f'{TEA}    source "第75号令"\n', f"{TEA_TEXT}见第75号令。") == []


def test_an_award_without_a_figure_is_explained_by_a_source_line() -> None:
    fee = f"{TEA}  award exam_fee to person when agent_exam passed\n"
    text = f"{TEA_TEXT}考试通过的，报名费用全额资助。"
    assert left(fee, text) == [("award without a figure", "1", "award exam_fee to person when agent_exam passed")]
    assert left(f'{fee}  source "the whole of the exam fee"\n', text) == []
    assert left(f'{TEA}  source "the whole of the exam fee"\n', text) == [
        ("promise without a figure", "1", "the whole of the exam fee")
    ]


def test_an_award_that_is_all_of_its_article_is_held_by_it() -> None:
    fee = 'article 1 "Exams"\n  award exam_fee to person when agent_exam passed\n'
    assert left(fee, "第一条 报名费用全额资助。") == []
    gone = 'article 1 "Exams"\n  cap 1000 per person per year\n'
    assert ("article of the text", "1", "1000元") in left(gone, "第一条 报名费用全额资助，每年不超过1000元。")


def test_an_award_whose_figures_are_all_explained_is_as_one_without() -> None:
    fee = """article 1 "Fees"
  award 100 when annual_fee paid
  award fee when annual_fee paid and years_after_grant at most 2
    as three_years
    reading "`2` full years after the year of grant"
  source "三年"
"""
    text = "第一条 每件100元；授权当年起三年内的年费按实际给予资助。"
    assert [what for what, _, _ in left(fee, text)] == ["award without a figure"]
    assert left(f'{fee}  source "the fee itself"\n', text) == []


def test_has_at_least_one_says_no_more_than_has() -> None:
    gated = f"{TEA}    if has at least 1 invention_patent valid\n"
    assert left(gated, "第一条 拥有有效专利的，奖励20万元。") == []
    assert left(gated, "第一条 拥有1件有效专利的，奖励20万元。") == []
    assert left(gated.replace("at least 1", "at least 2"), "第一条 拥有1件有效专利的，奖励20万元。") != []


def test_a_bare_number_is_money_or_a_count() -> None:
    tiers = """article 1 "Tiers"
  award by amount when technology_contract recorded
    at least 5000000: 50000
    otherwise: 1% of amount at most 100000
"""
    assert left(tiers, "第一条 500万元以上的补助5万元，其余按1%，不超过10万。") == []


def test_ranks_are_the_first_so_many() -> None:
    ranks = """article 1 "Works"
  award by rank of works_registered per year among enterprise
    1: 50000
    2: 30000
    ties share the rank
"""
    assert left(ranks, "第一条 前2名分别奖励5万元、3万元。") == []
    assert left(ranks.replace("2:", "4:"), "第一条 前2名分别奖励5万元、3万元。") != []


def test_the_first_day_is_that_of_issue_or_a_date() -> None:
    page, end = f"{HEAD}{TEA}{END_OF_PAGE}", "\n第九条 本办法自2022年1月10日起施行，有效期三年。\n"
    assert against(f"{HEAD_OF_TEXT}{TEA_TEXT}{END_OF_TEXT}", encoded(page_of(page))).is_clean
    assert against(f"{HEAD_OF_TEXT}{TEA_TEXT}{end}", encoded(page_of(page))).is_clean
    later = page.replace("from 2022-01-10", "from 2022-02-10")
    assert not against(f"{HEAD_OF_TEXT}{TEA_TEXT}{END_OF_TEXT}", encoded(page_of(later))).is_clean


def test_the_window_may_stand_in_any_article_of_the_text() -> None:
    page = f"{HEAD}{TEA}"
    assert against(f"{HEAD_OF_TEXT}{TEA_TEXT}本办法自印发之日起施行，有效期三年。\n", encoded(page_of(page))).is_clean


def test_unnumbered_words_at_the_end_are_of_the_head() -> None:
    page = f'{HEAD}{TEA}article 2 "Closing words" in header\n'
    text = f"{HEAD_OF_TEXT}{TEA_TEXT}\n\n本办法自印发之日起施行，有效期三年。\n"
    assert against(text, encoded(page_of(page))).is_clean


def test_an_article_0_is_the_text_before_the_first_article() -> None:
    goals = f'{HEAD}article 0 "Goals"\n  target "firms" 200 by 2025\n\n{TEA}{END_OF_PAGE}'
    text = f"{HEAD_OF_TEXT}到2025年达到200家。\n{TEA_TEXT}{END_OF_TEXT}"
    assert against(text, encoded(page_of(goals))).is_clean


def test_rounding_to_another_coin_must_be_said_by_the_text() -> None:
    to_yuan = f"{HEAD}{TEA}{END_OF_PAGE}".replace("  use ip", "  round down to 1\n  use ip")
    found = against(f"{HEAD_OF_TEXT}{TEA_TEXT}{END_OF_TEXT}", encoded(page_of(to_yuan)))
    assert [thing.value for thing in found.differences] == ["1.00 CNY"]


CHANGES_OF_A_SUM = (
    "，另奖励廿万元", "，另奖励十几万元", "，减半发放", "，按八折发放", "，翻一番", "，最多⑩件", "，每件美元200000",
    ", and another two thousand yuan", ", doubled for small firms", ", at most twice a year",
    ", and five per cent of the fees", ", at most half the fees", ", or EUR 2.000", ", at most three grants",
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES_OF_A_SUM)
def test_words_that_change_a_sum_are_left(change: str) -> None:
    assert len(left(TEA, TEA_TEXT.replace("。", f"{change}。"))) >= 1


@pytest.mark.parametrize("change", CHANGES_OF_A_SUM)
def test_the_proposed_source_explains_a_figure_in_words(change: str) -> None:
    page, text = page_of(f"{HEAD}{TEA}{END_OF_PAGE}"), f"{HEAD_OF_TEXT}{TEA_TEXT[:-1]}{change}。{END_OF_TEXT}"
    quoted = ", ".join(thing.quotation for thing in against(text, encoded(page)).differences)
    explained = page_of(f'{HEAD}{TEA}  source "{quoted}: other sums"\n{END_OF_PAGE}')
    assert against(text, encoded(explained)).is_clean


def test_the_currency_counts() -> None:
    dollars = f"{HEAD}{TEA}{END_OF_PAGE}".replace("  use ip", "  currency USD\n  use ip")
    assert not against(f"{HEAD_OF_TEXT}{TEA_TEXT}{END_OF_TEXT}", encoded(page_of(dollars))).is_clean
    in_dollars = TEA_TEXT.replace("万元", "万美元")
    assert against(f"{HEAD_OF_TEXT}{in_dollars}{END_OF_TEXT}", encoded(page_of(dollars))).is_clean


CHINESE_SUMS = (
    "第一条 按官费的三分之二补助，最低补助200元，最高5000元，不足100元的不予补助；工资未超出1"
    "00万元部分补助1%，超出100万元至500万元部分补助0.5%；授权后12个月内申请，年满18周岁"
    "；每家企业连续24个月内最高补助20万元，每三年一次；每户每年合计不足500元的不予补助，取整到百元"
    "。"
)
ENGLISH_SUMS = (
    "第一条 Two thirds of the fees are paid, EUR 200 at least, at most €5,000. Payments below 100 are not made. "
    "Of wages, 1% of the first million (1 million) and 0.5% of the part above 1 000 000 euros up to EUR 5 "
    "million are paid. Applications: within twelve months of the grant; applicants are aged 18 or over. In any "
    "24 months a firm receives 200,000 euros at most. Every three years, 1 time. Totals of a year below 500 "
    "euros are not paid; they are rounded down to the nearest 100."
)
LEAST_SUMS = """article 1 "Fees"
  award 2/3 of official_fees to enterprise when invention_patent granted and granted_on at most 12 months after filed_on
    at least 200
    at most 5000
    nothing below 100
    if founded_on at least 18 years ago
  award (1% of (sales up to 1000000)) plus 0.5% of (sales above 1000000 up to 5000000) to enterprise when ip_title new
  cap 200000 per enterprise in any 24 months
  limit 1 items per enterprise per 3 years
  nothing below 500 per enterprise per year
  round down to 100 per enterprise per year
"""


@pytest.mark.parametrize(("promises", "currency"), [(CHINESE_SUMS, "CNY"), (ENGLISH_SUMS, "EUR")])
def test_every_figure_of_least_sums_parts_periods_and_roundings_has_its_sentence(promises: str, currency: str) -> None:
    head = HEAD.replace("  use ip", f"  currency {currency}\n  use ip")
    tree = page_of(f"{head}{LEAST_SUMS}{END_OF_PAGE}")
    text = f"{HEAD_OF_TEXT}{promises}{END_OF_TEXT}"
    assert against(text, encoded(tree)).differences == ()
    article = tree.items[0]
    assert isinstance(article, ast.Article)
    for what, changed in changes(article):
        policy = encoded(attrs.evolve(tree, items=(changed, *tree.items[1:])))
        assert not against(text, policy).is_clean, what


def test_differences_are_reported_with_their_places_and_the_next_step() -> None:
    policy = encoded(page_of(f"{HEAD}{TEA.replace('200000', '300000')}{END_OF_PAGE}"))
    found = against(f"{HEAD_OF_TEXT}{TEA_TEXT}\n第二条 乙。{END_OF_TEXT}", policy)
    assert render(found, "town", "town.txt").splitlines() == [
        "article 1",
        "  page 8: 300,000.00 CNY (money) is in the policy and not in the text",
        "    next: correct it, or explain in article 1 what the text has for it, in a `reading` that quotes it in "
        "backticks: 300000",
        "  text 3:9: `20万元` (money 200,000.00 CNY) is in the text and not in the policy",
        '    next: encode it, or say in article 1 what it is: `source "20万元: …"`',
        "  the policy has there: 300,000.00 CNY",
        "",
        "article 2",
        "  text 4: the policy neither encodes nor marks this article",
        "    next: write what it promises under `article 2`, or mark that `informative`",
        "",
        "town against town.txt: 3 things left",
    ]
    told = to_json(found, "town", "town.txt")
    assert (told["schema"], told["clean"]) == (1, False)
    things = told["left"]
    assert isinstance(things, list)
    assert [(thing["what"], thing["line"], thing["page_line"]) for thing in things] == [
        ("figure of the policy", 3, 8),
        ("figure of the text", 3, None),
        ("article of the text", 4, None),
    ]


def test_the_next_steps_lead_to_nothing_left() -> None:
    """For every changed figure, the lines that the audit advises make it clean again."""
    promises = "第一条 每个奖励20万元，合同100—500万元的按百分之五补助，满两年或2021年1月起，最多3件。"
    text = f"{HEAD_OF_TEXT}{promises}{END_OF_TEXT}"
    page = f"""{HEAD}article 1 "Tea"
  award 200000 once when geo_indication_product new
  award by amount when technology_contract recorded
    at least 5000000: 100000
    between 1000000 and 5000000: 5% of amount
  award 300 when patent granted and filed_on at least 3 years ago
  limit 4 items per unit
{END_OF_PAGE}"""
    tree = page_of(page)
    article = tree.items[0]
    for what, changed in [("as it is", article), *changes(article)]:
        policy = encoded(attrs.evolve(tree, items=(changed, *tree.items[1:])))
        official = read_articles(text, ["1", "9"])
        lines = []
        for thing in audit(official, policy).differences:
            match thing.kind_of_difference:
                case DifferenceKind.FIGURE_OF_TEXT:
                    lines.append(f'  source "{thing.quotation}: for this test"')
                case DifferenceKind.FIGURE_OF_POLICY:
                    lines.append(f'  reading "`{thing.quotation}` for this test"')
                case _:
                    pytest.fail(f"{what}: {thing}")
        explained = page_of(f'{HEAD}article 1 "Tea"\n' + "\n".join(lines) + f"\n{END_OF_PAGE}")
        notes = explained.items[0].body
        whole = attrs.evolve(changed, body=(*changed.body, *notes))
        again = encoded(attrs.evolve(tree, items=(whole, *tree.items[1:])))
        assert audit(official, again).is_clean, what


def test_a_length_of_time_is_quoted_in_the_language_of_the_reader() -> None:
    award = "award 300 to enterprise when patent granted and filed_on at least 3 years ago"
    aged = f"{HEAD}article 1\n  {award}\n{END_OF_PAGE}"
    found = against(f"{HEAD_OF_TEXT}第一条 奖励300元。{END_OF_TEXT}", encoded(page_of(aged)))
    assert "quotes it in backticks: 3 years" in render(found, "town", "town.txt")
    chinese = render(found, "town", "town.txt", language=Language.ZH)
    assert "3年" in chinese
    assert "years" not in chinese


def test_a_definition_at_the_left_edge_belongs_to_the_article_above_it() -> None:
    page = (
        'article 1 "Tea"\n  award 200000 once when geo_indication_product new\n'
        'article 2 defines "x"\nhere most means 3000\narticle 3\n  award most to enterprise when ip_title new\n'
        '    source "the sum of article 2"\n'
    )
    text = "第一条 每个奖励20万元。\n第二条 最高{}元。\n第三条 按第二条奖励。"
    assert [row[1:] for row in left(page, text.format(3000)) if row[1] == "2"] == []
    assert ("2", "4000元") in [row[1:] for row in left(page, text.format(4000))]


def test_a_row_of_nothing_is_no_figure_of_the_text() -> None:
    page = (
        "article 1\n  here rate of ip_insurance as follows\n    premium at least 500: 5%\n    otherwise: 0%\n"
        "  award rate of premium at most 900 to enterprise when ip_insurance bought\n"
    )
    assert left(page, "第一条 保费500元以上的，按5%补助，最高900元。") == []
