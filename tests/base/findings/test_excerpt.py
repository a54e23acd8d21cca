from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.rendering import MAX_COLUMNS, excerpt, render, width
from ipdsl.base.source import Source, Sources, Span
from ipdsl.base.values.characters import visible
from tests.support.base.findings import UnknownWord, is_harmless


def test_an_east_asian_character_takes_two_columns() -> None:
    assert width("奖励 20万元") == 11
    assert width("ａ：，") == 6


def test_hidden_characters_are_written_out() -> None:
    assert visible("a\u202eb\x00\ud800\u2028") == "a<U+202E>b<U+0000><U+D800><U+2028>"
    assert visible("企业 a\u00e9") == "企业 a\u00e9"


@pytest.mark.broad
@given(st.text(max_size=400), st.integers(-3, 450), st.integers(-3, 450))
def test_any_place_of_any_line_can_be_shown(line: str, column: int, end: int) -> None:
    shown = excerpt(line, Span("p", 1, column, 1, end))
    assert visible(shown.text) == shown.text
    assert shown.width >= 1
    assert shown.offset <= width(shown.text)
    assert width(shown.text) <= 2 * MAX_COLUMNS


@given(st.text(max_size=60), st.lists(st.integers(-1, 9), min_size=4, max_size=4), st.text(max_size=10))
def test_any_finding_about_any_text_can_be_rendered(text: str, numbers: list[int], word: str) -> None:
    line, column, end_line, end_column = numbers
    sources = Sources()
    sources.add(Source("p", text))
    span = Span("p", line, column, end_line, end_column)
    shown = render(Report([UnknownWord(span=span, word=word, nearest=(word,))]), sources)
    assert is_harmless(shown)
    assert shown.endswith("1 error")
