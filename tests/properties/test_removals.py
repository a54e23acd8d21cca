"""The count of constructs: a removal changes the page, and the decision if the construct matters."""

from __future__ import annotations

import pytest

from ipdsl.syntax.printing.printer import format_page
from tests.properties.removals import CONSTRUCTS, count, smaller
from tests.properties.trials import generated


def test_a_smaller_page_differs_from_the_page() -> None:
    found = set()
    for number in range(40):
        page = generated(1, number).page
        for construct in CONSTRUCTS:
            for less in smaller(page, construct, number):
                assert format_page(less) != format_page(page), construct.name
                found.add(construct.name)
    assert len(found) >= len(CONSTRUCTS) - 3


@pytest.mark.slow
def test_removing_a_construct_changes_decisions() -> None:
    tried, met = count(1, 60, 10)
    assert met.keys() <= tried.keys()
    assert len([name for name, number in met.items() if number]) >= len(CONSTRUCTS) // 2
