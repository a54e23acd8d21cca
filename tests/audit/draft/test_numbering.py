"""The numbers proposed for a text's articles are those that a policy for it would use."""

from __future__ import annotations

import pytest

from ipdsl.audit.official_text import outline, propose_numbers
from tests.support.audit.first_pages import official_text
from tests.support.audit.pages import DOCUMENTS, encoded
from tests.support.audit.texts import of_city
from tests.support.rows import each_row

PARTS = "一、甲\n（一）丙。\n1. 丁。\n2. 戊。\n（二）己。\n1. 庚。\n二、乙\n（一）辛。\n（二）壬。\n"
TEXTS = {
    "articles": (
        "第一章 总则\n第一条 甲。\n第二章 奖励\n第二条 乙：\n（一）丙；\n（二）丁。\n第三条 戊。\n",
        ["1", "2", "3"],
    ),
    "items straight through parts": ("一、甲\n（一）丙。\n（二）丁。\n二、乙\n（三）戊。\n", ["1", "2", "3"]),
    "numbers straight through sections": ("一、甲\n（一）丙\n1. 丁。\n2、戊。\n（二）己\n3. 庚。\n", ["1", "2", "3"]),
    "part by part": (PARTS, ["1.1.1", "1.1.2", "1.2.1", "2.1", "2.2"]),
    "parts alone": ("一、甲。\n二、乙。\n三、丙。\n", ["1", "2", "3"]),
    "a list that a colon announces": ("一、甲\n对下列单位奖励：\n1. 乙。\n2. 丙。\n二、丁。\n", ["1", "2"]),
    "a list with semicolons": ("一、甲\n（一）乙；\n（二）丙。\n二、丁。\n", ["1", "2"]),
    "a list beneath a sum": ("一、甲。奖励20万元。\n1. 乙。\n2. 丙。\n二、丁。\n", ["1", "2"]),
    "items in brackets are no articles": ("一、甲。\n（1）乙。\n（2）丙。\n二、丁。\n", ["1", "2"]),
    "full-width numbers, and a gap": ("第１条 甲。\n第２条 乙。\n第１０条 丙。\n", ["1", "2", "10"]),
    "nothing": ("奖励20万元。\n", []),
}


@each_row(("text", "numbers"), TEXTS.values())
def test_articles_are_numbered_as_the_text_numbers_them(text: str, numbers: list[str]) -> None:
    assert propose_numbers(text) == numbers


@each_row("text", [text for text, numbers in TEXTS.values() if numbers])
def test_the_audit_finds_the_articles_under_these_numbers(text: str) -> None:
    numbers = propose_numbers(text)
    assert [article.number for article in outline(text, numbers).articles] == numbers


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_articles_of_an_official_text_are_those_of_its_policy(name: str) -> None:
    text = official_text(name)
    of_policy = [article.number for article in encoded(of_city(name)).articles if article.mark != "in header"]
    proposed = propose_numbers(text)
    assert [number for number in of_policy if number not in proposed] == []
    assert set(proposed) - set(of_policy) <= {"28"}  # Shaoguan's article on its validity is encoded in the head
