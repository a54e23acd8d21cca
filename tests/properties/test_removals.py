"""The count of constructs, on a few pages; `python -m tests.properties.removals` counts on a thousand.

The first test measures only how often each construct is generated. The last one measures that removals change
decisions at all: on a sample of this size a construct may be met by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from ipdsl.syntax import ast
from ipdsl.syntax.printing import format_page
from tests.properties.removals import CONSTRUCTS, INSTALMENTS, RATIO, Construct, count, drawn_in_parts, smaller
from tests.properties.trials import generated

PAGES = 250


def drawn(number: int) -> Iterator[tuple[ast.Page, Sequence[Construct]]]:
    """The pages of a number, with the constructs that they may have."""
    yield generated(1, number).page, CONSTRUCTS
    yield drawn_in_parts(1, number)[0], INSTALMENTS


@pytest.mark.slow
def test_every_construct_is_on_one_generated_page_in_fifty() -> None:
    pages = Counter[str]()
    for number in range(PAGES):
        for page, constructs in drawn(number):
            pages.update(construct.name for construct in constructs if next(smaller(page, construct, number), None))
    every = [construct.name for construct in (*CONSTRUCTS, *INSTALMENTS)]
    seldom = {name: pages[name] for name in every if pages[name] < PAGES / 50}
    assert not seldom


@pytest.mark.broad
def test_a_removal_changes_the_page() -> None:
    for number in range(12):
        for page, constructs in drawn(number):
            for construct in constructs:
                for less in smaller(page, construct, number):
                    assert format_page(less) != format_page(page), construct.name


@pytest.mark.slow
def test_removing_a_construct_changes_decisions() -> None:
    """On 60 policies with 4 facts, removing most constructs changes some decision."""
    tried, met = count(range(60), seed=1, facts=4)
    every = [construct.name for construct in (*CONSTRUCTS, *INSTALMENTS)]
    assert met.keys() <= tried.keys() <= {*every, RATIO}
    assert len([name for name, number in met.items() if number]) >= len(every) * 2 // 3
