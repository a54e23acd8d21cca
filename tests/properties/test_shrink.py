"""The parts that the reduction of a failure removes leave a page that a text can state."""

from __future__ import annotations

import pytest

from ipdsl.base.source import Source
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.properties.shrink import without_one

CONDITIONS = [
    "if not (a and b)",
    "if not (a or b) and c",
    "if a and (b or (c and d))",
    "if a or b or (c and (d or e))",
    "award 5 when patent granted and not (a and (b more than 5))",
]


def parsed(text: str) -> ast.Page:
    page, report = parse(Source("made.ipp", text))
    assert not report.has_errors, text
    return page


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_page_with_one_part_less_reads_back_as_the_same_tree(condition: str) -> None:
    pages = list(without_one(parsed(f"{condition}\n")))
    assert len(pages) > 2
    for page in pages:
        text = format_page(page)
        assert parsed(text) == page, text
