"""Ranks of a year: whether the applicants known here are all that were ranked."""

from __future__ import annotations

import pytest

from ipdsl.kernel.ranks import EXCLUDED, NO_LAST, OPEN, SELECTED, RanksOfYear, outcome_of_place, ranks_of_year


@pytest.mark.parametrize(("rank", "many", "is_part"), [(2, 2, False), (3, 2, True), (1, 1, False), (2, 1, True)])
def test_a_rank_that_is_larger_than_all_who_are_known_tells_of_others(rank: int, many: int, is_part: bool) -> None:
    assert ranks_of_year([30, 20][:many], 0, [(None, rank)], many).is_part is is_part


@pytest.mark.parametrize(
    ("figure", "published", "ends"),
    [
        (5, [], (2, 5)),
        (5, [(10, 3)], (4, 5)),
        (5, [(5, 3)], (3, 3)),
        (10, [(5, 2)], (1, 1)),
        (10, [(5, 4)], (1, 3)),
        (7, [(5, 6), (10, 2)], (3, 5)),
    ],
    ids=["no rank is published", "a greater figure", "its own", "a smaller figure", "a smaller one far behind", "both"],
)
def test_published_ranks_bound_the_rank_of_a_figure(
    figure: int, published: list[tuple[int, int]], ends: tuple[int, int]
) -> None:
    assert RanksOfYear([5, 10], 3, published, is_part=False).ends(figure) == ends


@pytest.mark.parametrize(
    ("rank", "ends"), [(2, (3, 3)), (3, (4, NO_LAST))], ids=["the one unknown is ahead", "others are ahead, too"]
)
def test_ranks_beyond_all_that_are_known_or_unknown_have_no_last(rank: int, ends: tuple[int, int]) -> None:
    assert ranks_of_year([5, 10], 1, [(10, rank)], 10).ends(5) == ends


@pytest.mark.parametrize(
    ("surely_ahead", "perhaps_ahead", "outcome"),
    [(0, 1, SELECTED), (1, 1, SELECTED), (1, 2, OPEN), (2, 2, EXCLUDED), (3, 3, EXCLUDED)],
)
def test_two_places_go_to_those_with_fewer_than_two_ahead(surely_ahead: int, perhaps_ahead: int, outcome: int) -> None:
    assert outcome_of_place(2, surely_ahead, perhaps_ahead) == outcome
