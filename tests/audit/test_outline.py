"""The beginning and end of the articles of a text, for every form of heading, as a whole or in parts."""

from __future__ import annotations

import pytest

from ipdsl.audit.official_text import outline
from tests.support.rows import each_row

FORMS = {
    "第一条": "第{han}条 ",
    "第（一）条": "第（{han}）条 ",
    "第 一 条": "第 {han} 条　",
    "第1条": "第{number}条 ",
    "（一）": "（{han}）",
    "(一)": "({han}) ",
    "一、": "{han}、",
    "一.": "{han}．",
    "1.": "{number}. ",
    "1、": "  {number}、",
    "１．": "{wide}．",
    "（1）": "（{number}）",
    "1)": "{number}) ",
    "## 1.": "## {number}. ",
    "**一、**": "**{han}、**",
    "【第一条】": "【第{han}条】",
}
HAN = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def text_of(form: str, count: int = 12) -> str:
    heads = (form.format(han=HAN[n - 1], number=n, wide=str(n).translate(WIDE)) for n in range(1, count + 1))
    return "通知\n\n" + "".join(f"{head}内容{'甲' * (n % 3)}。\n" for n, head in enumerate(heads))


def numbers(text: str, wanted: list[str]) -> list[str]:
    return [article.number for article in outline(text, wanted).articles]


def body(text: str, wanted: list[str], number: str) -> str:
    article = next(a for a in outline(text, wanted).articles if a.number == number)
    tail = "" if article.tail is None else text[article.tail.start : article.tail.end]
    return (text[article.body.start : article.body.end] + tail).strip()


@each_row("form", FORMS.values())
def test_articles_in_the_form(form: str) -> None:
    wanted = [str(n) for n in range(1, 13)]
    assert numbers(text_of(form), wanted) == wanted


def test_parts_between_articles_belong_to_none() -> None:
    text = "一、总则\n（一）甲。\n（二）乙。\n二、措施\n（三）丙。\n三、其他\n（四）丁。\n"
    wanted = ["1", "2", "3", "4"]
    assert numbers(text, wanted) == wanted
    assert body(text, wanted, "2") == "乙。"
    cut = outline(text, wanted)
    assert [text[piece.start : piece.end].strip() for piece in cut.outside] == ["一、总则", "二、措施", "三、其他"]


def test_the_numbers_of_the_policy_say_which_level_counts() -> None:
    text = "一、总则\n（一）甲。\n（二）乙。\n二、措施\n（三）丙。\n"
    assert numbers(text, ["1", "2"]) == ["1", "2"]
    assert body(text, ["1", "2"], "1") == "总则\n（一）甲。\n（二）乙。"
    assert numbers(text, ["1", "2", "3"]) == ["1", "2", "3"]


def test_articles_are_numbered_part_by_part() -> None:
    text = "一、目标\n一些。\n二、任务\n（一）创造\n1. 甲。\n2. 乙。\n（二）运用\n1. 丙。\n"
    text += "三、保障\n（一）丁。\n（二）戊。\n"
    wanted = ["1", "2.1.1", "2.1.2", "2.2.1", "3.1", "3.2"]
    assert numbers(text, wanted) == wanted
    assert body(text, wanted, "1") == "目标\n一些。"
    assert body(text, wanted, "2.1.2") == "乙。"
    assert body(text, wanted, "2.2.1") == "丙。"
    assert numbers(text, ["1", "2.1.1", "2.1.2"]) == wanted, "an article that the policy has not is one all the same"


def test_a_number_may_be_written_whole() -> None:
    text = "1 总则\n1.1 甲。\n1.2 乙。\n2 措施\n2.1 丙。\n"
    assert numbers(text, ["1.1", "1.2", "2.1"]) == ["1.1", "1.2", "2.1"]


def test_a_number_that_begins_a_line_is_no_head() -> None:
    text = "第一条 密度达\n36.5 件，资助\n2.5万元，\n2022年起。\n第二条 乙。\n"
    assert numbers(text, ["1", "2"]) == ["1", "2"]
    assert "2.5万元" in body(text, ["1", "2"], "1")


def test_a_year_may_follow_the_number_of_a_head() -> None:
    assert numbers("1.甲。\n2.2021年起，乙。\n3、2022年起，丙。\n", ["1", "2", "3"]) == ["1", "2", "3"]


def test_a_list_inside_an_article_belongs_to_it() -> None:
    text = "1. 甲：\n（1）子；\n（2）丑。\n2. 乙：\n1. 寅；\n2. 卯；\n3. 丙。\n4. 丁。\n"
    assert body(text, ["1", "2", "3", "4"], "1") == "甲：\n（1）子；\n（2）丑。"
    assert numbers(text, ["1", "2", "3", "4"]) == ["1", "2", "3", "4"]


def test_an_article_that_the_text_leaves_out_does_not_hide_the_next() -> None:
    assert numbers("第一条 甲。\n第三条 丙。\n第四条 丁。\n", ["1", "2", "3", "4"]) == ["1", "3", "4"]


def test_an_excerpt_begins_where_it_begins() -> None:
    assert numbers("（七）甲。\n（八）乙。\n", ["6", "7", "8"]) == ["7", "8"]


def test_a_table_of_contents_is_no_text() -> None:
    with_pages = "目录\n第一条 甲……1\n第二条 乙……2\n第一条 甲的内容。\n第二条 乙的内容。\n"
    assert body(with_pages, ["1", "2"], "1") == "甲的内容。"
    without = "目  录\n第一条 甲\n第二条 乙\n\n第一条 甲的内容。\n第二条 乙的内容。\n"
    assert body(without, ["1", "2"], "2") == "乙的内容。"


def test_text_after_the_first_paragraph_of_the_last_article_may_close_the_document() -> None:
    text = "第一条 甲。\n第二条 乙。\n\n本办法自发布之日起施行。\n2021年1月1日\n"
    last = outline(text, ["1", "2"]).articles[-1]
    assert last.tail is not None
    assert text[last.body.start : last.body.end].strip() == "乙。"
    assert text[last.tail.start : last.tail.end].strip() == "本办法自发布之日起施行。\n2021年1月1日"


def test_a_head_may_stand_on_a_line_of_its_own() -> None:
    text = "第一条\n甲的内容。\n第二条\n乙的内容。\n"
    assert body(text, ["1", "2"], "1") == "甲的内容。"
    last = outline(text, ["1", "2"]).articles[-1]
    assert text[last.body.start : last.body.end].strip() == "乙的内容。"


@pytest.mark.parametrize("text", ["", "没有条款的文字。", "2021年1月1日", "3.5万元"])
def test_a_text_without_heads_has_no_articles(text: str) -> None:
    assert numbers(text, ["1", "2"]) == []


@each_row(
    "line",
    [
        "第三条规定的条件", "第三条第二款", "第三条所称单位", "第三条至第五条", "第三条、第四条的奖励", "第三条的规定",
        "三、四等奖的", "三、五项的", "3、2万元",
    ],
)  # fmt: skip
def test_a_line_may_begin_with_a_reference(line: str) -> None:
    text = f"第一条 甲。\n第二条 符合本办法\n{line}，奖励5万元。\n第三条 丙。\n"
    assert numbers(text, ["1", "2", "3"]) == ["1", "2", "3"]
    assert "5万元" in body(text, ["1", "2", "3"], "2")
    for heads in ("一二三", "123"):
        parts = text.replace("第一条", f"{heads[0]}、").replace("第二条", f"{heads[1]}、")
        assert "5万元" in body(parts.replace("\n第三条 丙", f"\n{heads[2]}、丙"), ["1", "2", "3"], "2")


def test_articles_may_follow_each_other_on_one_line() -> None:
    text = "第一条 甲，按照第三条 规定。第二条　奖励5万元；第三条 丙。"
    assert numbers(text, ["1", "2", "3"]) == ["1", "2", "3"]
    assert "5万元" in body(text, ["1", "2", "3"], "2")
