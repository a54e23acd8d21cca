"""Records with an unstated key of a set: the results of the sets that they may form, computed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.settlement import pages as hand

FLAT = "award 100 per project per year when deal made"
SHARE = "award 10% of total amount per project per year when deal made"


@pytest.mark.parametrize(
    ("award", "open_sets"),
    [
        (FLAT, "200.00"),  # each may be of a separate project
        (SHARE, "100.00"),  # 10% of 200 and of 300, or of both; here each counts with the sum of both
    ],
)
def test_each_record_without_a_key_may_form_a_set_of_its_own(tmp_path: Path, award: str, open_sets: str) -> None:
    deals = [
        hand.deal("A", "2021-05-05", 300, project="p"), hand.deal("Y", "2021-06-06", 200),
        hand.deal("Z", "2021-07-07", 300),
    ]  # fmt: skip
    decision = hand.page(tmp_path, award).evaluate(hand.firm(*deals, as_of="2021-12-31"))
    assert hand.told(decision)["?"] == ("undetermined", "0.00", open_sets)
    pairs = (hand.NONE, hand.NONE), ("p", hand.NONE), ("p", "p"), ("q", "r"), ("q", "q")
    for pair in pairs:
        known = [{**deal, "project": project} for deal, project in zip(deals[1:], pair, strict=True)]
        total = hand.page(tmp_path, award).evaluate(hand.firm(deals[0], *known, as_of="2021-12-31")).total
        assert hand.contains(decision, total.minor / 100)


def test_the_set_of_a_known_key_is_bounded_by_all_records_that_may_belong_to_it(tmp_path: Path) -> None:
    """10% of 300 to 800. No part is counted twice."""
    deals = [hand.deal("A", "2021-05-05", 300, project="p"), hand.deal("Y", "2021-06-06", 200)]
    more = hand.deal("Z", "2021-07-07", 300)
    decision = hand.page(tmp_path, SHARE).evaluate(hand.firm(*deals, more, as_of="2021-12-31"))
    assert hand.told(decision)["p"][2] == "80.00"
