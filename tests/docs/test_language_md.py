"""The reference of the language shows every word of the language, and names every finding about pages."""

from __future__ import annotations

import re

import pytest

from ipdsl.driver import catalogue
from ipdsl.semantics import vocabulary
from ipdsl.syntax import common_mistakes, keywords
from tests.support.documents import language_reference
from tests.support.rows import each_row

TEXT = language_reference("en")
EXAMPLES = "\n".join(re.findall(r"^```ipdsl page[^\n]*\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)).lower()


ENGLISH = [terminal for terminal in keywords.table() if terminal != "TABLE"]
"""The keywords, without `table`, which `fmt` writes as `here`."""


@each_row("terminal", ENGLISH)
def test_every_keyword_stands_in_an_example(terminal: str) -> None:
    phrase = keywords.table()[terminal].phrases[0].lower()
    assert re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", EXAMPLES), f"no example of `{phrase}`"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_finding_about_pages_is_named(language: str) -> None:
    told = {code for code in catalogue.catalogue() if code[0] in "SNTP"}
    text = language_reference(language)
    named = set(re.findall(r"\b[SNTP]\d{3}\b", text))
    ranges = re.findall(r"\[([SNTP])(\d{3})\]\([^)]*\)(?: to |至)\[[SNTP](\d{3})\]", text)
    named |= {f"{letter}{n:03}" for letter, low, high in ranges for n in range(int(low), int(high) + 1)}
    assert sorted(told - named) == []


def test_every_word_that_no_name_may_take_is_told() -> None:
    start = TEXT.index("**Names** begin")
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", TEXT[start : TEXT.index("**Strings**", start)]))))
    kept = {*vocabulary.CONNECTIVES, *vocabulary.KEYS, *vocabulary.TYPES, *vocabulary.FACTS, *vocabulary.VALUES}
    kept |= {*vocabulary.TABLES, *vocabulary.COLUMNS}
    assert told - {"_", "fmt"} == kept


def test_the_table_of_chinese_forms_is_that_of_the_findings() -> None:
    rows = "\n".join(f"| `{english}` | `{chinese}` |" for english, chinese in common_mistakes.CHINESE.items())
    assert f"| English | Chinese |\n|---|---|\n{rows}\n" in TEXT
