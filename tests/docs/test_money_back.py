"""The page on money that is paid back: each sentence of its tables is in one of its examples."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.support.documents import blocks

pytestmark = pytest.mark.broad

HEADS = {"en": "| the official text says | the page says |", "zh": "| 公文的说法 | 页面的写法 |"}


@pytest.mark.parametrize("language", HEADS)
def test_each_sentence_of_the_tables_is_in_an_example(language: str) -> None:
    document = ROOT / "docs" / language / "reference" / "money-back.md"
    tables = document.read_text(encoding="utf-8").split(HEADS[language])[1:]
    rows = [row for table in tables for row in table.split("\n\n", 1)[0].splitlines()[2:]]
    sentences = [sentence for row in rows for sentence in re.findall(r"`([^`]+)`", row)]
    pages = [re.sub(r"\n {6,}", " ", block.text) for block in blocks(document) if block.words.startswith("ipdsl page")]
    lines = {line.strip() for page in pages for line in page.splitlines()}
    assert len(sentences) > len(rows) > 20
    assert [sentence for sentence in sentences if sentence not in lines] == []
