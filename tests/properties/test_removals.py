"""The count of constructs, on a few pages; `python -m tests.properties.removals` counts on a thousand.

The first test measures only how often each construct is generated. The last one measures that removals change
decisions at all: on a sample of this size a construct may be met by chance.
"""

from __future__ import annotations

from collections import Counter

import pytest

from ipdsl.syntax.printing import format_page
from tests.properties.removals import CONSTRUCTS, RATIO, count, smaller
from tests.properties.trials import generated

PAGES = 250


@pytest.mark.slow
def test_every_construct_is_on_one_generated_page_in_fifty() -> None:
    pages = Counter[str]()
    for number in range(PAGES):
        page = generated(1, number).page
        pages.update(construct.name for construct in CONSTRUCTS if next(smaller(page, construct, number), None))
    seldom = {construct.name: pages[construct.name] for construct in CONSTRUCTS if pages[construct.name] < PAGES / 50}
    assert not seldom


@pytest.mark.broad
def test_a_removal_changes_the_page() -> None:
    for number in range(12):
        page = generated(1, number).page
        for construct in CONSTRUCTS:
            for less in smaller(page, construct, number):
                assert format_page(less) != format_page(page), construct.name


@pytest.mark.slow
def test_removing_a_construct_changes_decisions() -> None:
    """On 60 policies with 4 facts, removing most constructs changes some decision."""
    tried, met = count(range(60), seed=1, facts=4)
    assert met.keys() <= tried.keys() <= {*(construct.name for construct in CONSTRUCTS), RATIO}
    assert len([name for name, number in met.items() if number]) >= len(CONSTRUCTS) * 2 // 3
