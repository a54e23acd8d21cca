"""Conditions, limits of persons and firms, and English headings of articles in `draft`."""

from __future__ import annotations

import pytest

from ipdsl.audit.draft.sentences import MoneyRuleKind, SentenceKind, kind_of_sentence, money_rules
from ipdsl.audit.official_text import heads, outline, propose_numbers
from tests.support.audit.first_pages import articles_of, drafted
from tests.support.rows import each_row


@each_row(
    ("sentence", "line"),
    [
        ("个人每年不超过20万元。", "cap 200000 per person per year"),
        ("企业年度最高不超过100万元。", "cap 1000000 per enterprise per year"),
        ("每个单位每年最高奖励10万元。", "cap 100000 per unit per year"),
        ("No more than 5000 euros are paid per household.", "cap 5000 EUR per applicant"),
        ("At most 5,000.50 pounds per person per year.", "cap 5000.5 GBP per person per year"),
        ("每家企业每年最高奖励5万美元。", "cap 50000 USD per enterprise per year"),
        ("The grant is at most 5,000 per firm per year.", "cap 5000 per enterprise per year"),
        ("The sum shall not exceed 300 for each person.", "cap 300 per person"),
        ("四、个人每年资助总额不超过5万元。", "cap 50000 per person per year"),
        ("1. 企业年度奖励总额不超过50万元。", "cap 500000 per enterprise per year"),
        ("企业获得的奖励资金年度总额不超过100万元。", "cap 1000000 per enterprise per year"),
        ("单位（个人）每年资助总额不超过5万元。", "cap 50000 per applicant per year"),
        ("每家企业全年奖励总额封顶100万元。", "cap 1000000 per enterprise per year"),
    ],
)
def test_a_cap_of_an_applicant_is_proposed_as_a_cap(sentence: str, line: str) -> None:
    assert [(rule.kind, rule.line) for rule in money_rules(sentence)] == [(MoneyRuleKind.LIMIT, line)]


def test_a_total_of_the_year_is_proposed_across_applicants() -> None:
    (rule,) = money_rules("年度资金总额不超过500万元，超出的按比例核减。")
    assert rule.line == "cap 5000000 per year across applicants, in proportion"


@pytest.mark.parametrize(
    "sentence",
    ["全市企业年度奖励总额不超过1000万元。", "单个项目年度资金总额不超过30万元。", "年度个人资助总额不超过5万元。"],
)
def test_a_total_of_unclear_applicants_has_no_proposal(sentence: str) -> None:
    assert [rule.line for rule in money_rules(sentence)] == [""]


@pytest.mark.parametrize(
    "sentence",
    [
        "The premises must have been vacant.", "An applicant may hold at most two grants.", "申请人须在本市注册。",
        "同一项目不得转让。", "申请人必须守法。", "No grant is payable for works begun before approval.",
        "Works begun before approval are not eligible.", "An applicant cannot receive both grants.",
        "Support will not be given to listed companies.", "Only small enterprises qualify.", "未经批准的项目不资助。",
        "No enterprise may receive more than three grants.", "The grant is doubled for small enterprises.",
        "Not more than one grant in three years.", "An enterprise may receive 3 to 5 grants.",
        "Amounts are increased by a fifth.",
        "仅限本市企业申报。", "申请人应具备独立法人资格。", "申报单位注册时间不少于3年。",
    ],
)  # fmt: skip
def test_a_condition_is_worth_a_comment(sentence: str) -> None:
    assert kind_of_sentence(sentence) is SentenceKind.RULE


@each_row(
    "sentence",
    ["No enterprise may receive more than three grants.", "The grant is doubled for small firms.", "小微企业上浮20%。",
     "企业可加倍。", "结余资金结转下年使用。", "超出部分不予结转。", "An enterprise may receive 3 to 5 grants."],
)  # fmt: skip
def test_a_binding_sentence_is_not_informative(sentence: str) -> None:
    heading, comments = next(iter(articles_of(drafted(f"The document\n\nArticle 1. {sentence}\n")).items()))
    assert not heading.endswith(" informative")
    assert any(sentence in comment for comment in comments)


@each_row(
    ("sums", "line"),
    [("EUR 5,000 and €50", "currency EUR"), ("5万美元", "currency USD"), ("EUR 5,000 and 5000元", ""), ("5000元", "")],
)
def test_the_only_currency_of_a_text_is_the_currency_of_the_page(sums: str, line: str) -> None:
    page = drafted(f"The document\n\nArticle 1. A firm gets {sums}.\n")
    assert [words.strip() for words in page.split("\n") if words.startswith("  currency")] == ([line] if line else [])


def test_a_sentence_without_a_condition_is_informative() -> None:
    assert kind_of_sentence("The office is on Main Street.") is None


@each_row(
    ("line", "numbers"),
    [
        ("Article 1. Grants", [(1,)]), ("Section 12 Grants", [(12,)]), ("§ 3 Grants", [(3,)]), ("§3. Grants", [(3,)]),
        ("ARTICLE 4", [(4,)]), ("Section 5 of this Act applies.", []), ("Article 6 applies to firms.", []),
    ],
)  # fmt: skip
def test_english_headings_of_articles(line: str, numbers: list[tuple[int, ...]]) -> None:
    assert [head.number for head in heads(f"{line}\nText.")] == numbers


NUMBERINGS = [
    (["668.22.a", "668.22.b.", "668.22.f:"], ["668.22a", "668.22b", "668.22f"]),
    (["§ 668.22", "§ 668.23."], ["668.22", "668.23"]), (["Article 2.1", "Article 2.2"], ["2.1", "2.2"]),
    (["Article 1", "Article 2", "Article 2a", "Article 3"], ["1", "2", "2a", "3"]),
    (["Section 12A.", "Section 12B:"], ["12A", "12B"]),
    (["Article 1", "668.22 EUR are paid.", "Article 2"], ["1", "2"]),
    (["Article 1", "Article 2a of this Act applies.", "Article 2"], ["1", "2"]),
    (["Article 1", "Section 5.2 of this Act applies.", "Article 2"], ["1", "2"]),
]  # fmt: skip


@each_row(("lines", "numbers"), NUMBERINGS)
def test_numbers_with_letters_and_dots_are_articles_in_draft_and_audit(lines: list[str], numbers: list[str]) -> None:
    text = "The document\n\n" + "".join(f"{line} Grants\nA firm gets 100 EUR.\n\n" for line in lines)
    assert propose_numbers(text) == numbers
    assert [article.number for article in outline(text, numbers).articles] == numbers
    page = drafted(text)
    assert [line.split()[1] for line in articles_of(page)] == numbers
