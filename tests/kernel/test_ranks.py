"""Ranks of a year: whether those who are known here are all that were ranked."""

from __future__ import annotations

import pytest

from ipdsl.kernel.ranks import ranks_of_year


@pytest.mark.parametrize(("rank", "many", "is_part"), [(2, 2, False), (3, 2, True), (1, 1, False), (2, 1, True)])
def test_a_rank_that_is_larger_than_all_who_are_known_tells_of_others(rank: int, many: int, is_part: bool) -> None:
    assert ranks_of_year([30, 20][:many], 0, [(None, rank)], many).is_part is is_part
