"""Groups of a rule that carries money over: of two groups with a common claim, the later waits with the earlier."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from ipdsl.kernel.allocation import NO_YEAR
from ipdsl.kernel.grouping import ClaimGroup, _groups_waiting_together

RULE = cast(Any, SimpleNamespace())


def group(year: int, *members: int) -> ClaimGroup:
    return ClaimGroup(RULE, (), 0, list(members), (), year)


def test_money_waits_in_every_group_that_shares_a_claim_with_a_waiting_one() -> None:
    waiting, near, far, apart = group(2022, 0), group(NO_YEAR, 0, 1), group(NO_YEAR, 1, 2), group(NO_YEAR, 5)
    assert _groups_waiting_together([far, near, waiting, apart], [waiting]) == [far, near, waiting]
    assert [near.first_year, far.first_year, apart.first_year] == [2022, 2022, NO_YEAR]


def test_a_group_waits_from_the_earliest_year_of_its_claims() -> None:
    late, early, both = group(2024, 0), group(2021, 1), group(2023, 0, 1)
    assert _groups_waiting_together([late, early, both], [both]) == [late, early, both]
    assert [late.first_year, early.first_year, both.first_year] == [2021, 2021, 2021]


def test_groups_without_a_common_claim_keep_their_years() -> None:
    first, second, third = group(2022, 0), group(NO_YEAR, 1), group(NO_YEAR, 2)
    assert _groups_waiting_together([first, second, third], [third]) == [first, third]
    assert [first.first_year, second.first_year, third.first_year] == [2022, NO_YEAR, NO_YEAR]
