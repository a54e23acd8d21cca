"""What is printed reads back as the same tree, and printing twice changes nothing."""

from __future__ import annotations

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from ipdsl.source import Source
from ipdsl.syntax import ast
from ipdsl.syntax.parse import parse
from ipdsl.syntax.printer import broken, format_expr, format_line, format_page
from tests.syntax import strategies as made


@given(made.pages())
@settings(max_examples=150)
def test_a_printed_page_reads_back_as_the_same_tree(page: ast.Page) -> None:
    text = format_page(page)
    again, report = parse(Source("made", text))
    assert not [f"{f.span}: {f.texts().title}" for f in report], text
    assert again == page, text
    assert format_page(again) == text
