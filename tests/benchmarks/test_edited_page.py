"""The benchmark of an edited page, with one edit."""

from __future__ import annotations

import pytest

from benchmarks import edited
from benchmarks.results import Measured


@pytest.mark.slow
def test_a_page_in_a_workspace_is_compared_with_a_new_compilation() -> None:
    (table,) = edited.question(1, 1)
    assert isinstance(table, Measured)
    for language in ("English", "Chinese"):
        anew, kept, ratio = (table.cell(language, column)[1] for column in table.columns[1:])
        assert ratio == pytest.approx(kept / anew)


def test_each_edit_is_undone() -> None:
    first, back, second, again = edited.edited("# a\nuse words\n", 2)
    assert back == again == "# a\nuse words\n"
    assert {first, second}.isdisjoint({back})
