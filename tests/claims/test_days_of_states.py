"""The day of a state's claim if an earlier day is open: its bounds are the amounts of the possible days."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.settlement import pages as hand

PAGE = (
    "award by town to firm while deal running",
    "  if located_here",
    "  north: 100",
    "  south: 300",
    "award 100% of amount when deal made",
    "cap 1000 per firm per year",
)
HERE = [{"from": "2021-03-01", "value": True}]
"""From March on. The earlier value is unstated, so the state may have been true in January."""


def town(day: str, next_day: str, *then: str) -> list[dict[str, object]]:
    """One town up to a day, and a different one from the next day."""
    first, second = then
    return [{"to": day, "value": first}, {"from": next_day, "value": second}]


@pytest.mark.parametrize(
    ("places", "ends"),
    [
        (town("2021-04-30", "2021-05-01", "north", "south"), (100, 100)),  # days after the certain one do not count
        (town("2020-12-31", "2021-01-01", "south", "north"), (100, 100)),  # nor days before the year
        (town("2021-02-28", "2021-03-01", "south", "north"), (0, 300)),
        (town("2021-01-31", "2021-02-01", "south", "north"), (0, 300)),
        (town("2021-01-31", "2021-02-01", "north", "south"), (0, 300)),
    ],
)
def test_a_state_that_may_have_held_earlier_has_the_sums_of_the_days_up_to_the_sure_one(
    tmp_path: Path, places: list[dict[str, object]], ends: tuple[int, int]
) -> None:
    """The other claim may have any amount, so cases are not tried."""
    deals = hand.deal("A", "2020-03-01", 0, ended_on={"none": True}), hand.deal("B", "2021-06-01")
    facts = hand.firm(*deals, applicant={"located_here": HERE, "town": places}, as_of="2021-12-31")
    found = [c for c in hand.page(tmp_path, *PAGE).evaluate(facts).claims if "running" in c.label and c.item == "A"]
    assert [(c.bounds.low.minor // 100, c.bounds.high and c.bounds.high.minor // 100) for c in found] == [ends]
