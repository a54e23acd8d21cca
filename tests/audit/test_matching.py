"""Pairs of figures: as many as possible, and each figure in at most one of them."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from hypothesis import given, strategies as st

from ipdsl.audit.comparison import pair
from ipdsl.audit.figures import AuditFigure, Value, bare_number, count, money, percent

VALUES = [
    money(Fraction(5)),
    money(Fraction(7)),
    count(Fraction(5)),
    bare_number(Fraction(5)),
    bare_number(Fraction(7)),
    percent(Fraction(1, 5)),
]


def figures(values: list[Value]) -> list[AuditFigure]:
    return [AuditFigure(value, str(value), line) for line, value in enumerate(values, 1)]


SIDES = st.lists(st.sampled_from(VALUES), max_size=5).map(figures)


def most(left: list[AuditFigure], right: list[AuditFigure]) -> int:
    """The largest possible number of pairs, by trying every order."""
    if len(left) > len(right):
        left, right = right, left
    tried = (sum(a.fits(b) for a, b in zip(left, order, strict=False)) for order in permutations(right))
    return max(tried, default=0)


@given(SIDES, SIDES)
def test_there_are_as_many_pairs_as_there_can_be(text: list[AuditFigure], page: list[AuditFigure]) -> None:
    found = pair(text, page, [], [])
    assert found.pairs == most(text, page)
    assert len(found.text) == len(text) - found.pairs
    assert len(found.page) == len(page) - found.pairs


@given(SIDES, st.lists(st.sampled_from(VALUES), max_size=3).map(figures))
def test_a_source_explains_a_figure_of_the_text_and_a_quote_one_of_the_page(
    same: list[AuditFigure], more: list[AuditFigure]
) -> None:
    assert pair([*same, *more], same, more, []).pairs == len(same) + len(more)
    assert pair(same, [*same, *more], [], more).pairs == len(same) + len(more)


@given(st.lists(st.sampled_from(VALUES), min_size=1, max_size=4).map(figures))
def test_explanations_do_not_explain_each_other(same: list[AuditFigure]) -> None:
    found = pair([], [], same, same)
    assert (found.pairs, len(found.sources), len(found.quoted)) == (0, len(same), len(same))


@given(SIDES, st.data())
def test_one_figure_less_on_one_side_is_always_left_on_the_other(page: list[AuditFigure], data: st.DataObject) -> None:
    if page:
        gone = data.draw(st.integers(0, len(page) - 1))
        found = pair(page, page[:gone] + page[gone + 1 :], [], [])
        assert len(found.text) == 1


def test_figures_that_only_the_page_may_have_are_not_left() -> None:
    idle = AuditFigure(count(Fraction(1)), "1", 1, is_optional=True)
    assert pair([], [idle], [], []).page == ()
    assert pair(figures([count(Fraction(1))]), [idle], [], []).pairs == 1
